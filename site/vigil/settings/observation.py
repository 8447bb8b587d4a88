"""What is logged and measured, and for whom, from the environment. Chooses no level that another environment needs otherwise."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from vigil.settings import environment

# --- Log ---
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOG_LEVEL = environment.choice("LOG_LEVEL", "INFO", LOG_LEVELS)
LOG_FORMAT = environment.choice("LOG_FORMAT", "line", ("line", "json"))
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "vigil.logs.LineFormatter"}, "json": {"()": "vigil.logs.JsonFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        # Tasks that succeed are no news.
        "django_tasks": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Unknown hosts are answered with a sentence; they are weather, not errors.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}

# --- Figures ---
#: What Prometheus has to send as its bearer token; nobody is told anything without it or a network.
METRICS_TOKEN: str = environment.text("METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured(
        "the environment variable METRICS_TOKEN is too short; use at least 20 random characters."
    )


def _networks() -> list[IPv4Network | IPv6Network]:
    try:
        return [ip_network(word) for word in environment.words("METRICS_NETWORKS", [])]
    except ValueError as error:
        raise ImproperlyConfigured(
            "the environment variable METRICS_NETWORKS has to list networks such as 10.0.0.0/8,fd00::/8."
        ) from error


METRICS_NETWORKS: list[IPv4Network | IPv6Network] = _networks()
