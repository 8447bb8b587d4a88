"""Reads and validates environment variables. Knows no setting; every error is one sentence that names the variable."""

import ipaddress
import re
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}
_DATABASE_FORMS = "postgres://user:password@host:5432/name or sqlite:////absolute/path/db.sqlite3"


def text(name: str, default: str = "") -> str:
    """The variable without surrounding white space; `default` when it is unset or empty."""
    return str(_env.str(name, default="")).strip() or default


def required(name: str, why: str) -> str:
    """The variable, which has to be there; `why` completes the sentence of the error."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"the environment variable {name} is missing; {why}")
    return value


def boolean(name: str, default: bool) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off."""
    value = text(name).lower()
    if not value:
        return default
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"the environment variable {name} has to be “true” or “false”, not “{value}”.")


def integer(name: str, default: int, *, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
        raise ImproperlyConfigured(
            f"the environment variable {name} has to be a whole number from {low} to {high}, not “{value}”."
        )
    return int(value)


def amount(name: str) -> Decimal | None:
    """A sum of money such as 20 or 4.99, not below nought; None when it is not set."""
    value = text(name)
    if not value:
        return None
    if not re.fullmatch(r"\d{1,7}(?:\.\d{1,4})?", value, re.ASCII):
        raise ImproperlyConfigured(
            f"the environment variable {name} has to be an amount such as 20 or 4.99, not “{value}”."
        )
    return Decimal(value)


def words(name: str, default: list[str]) -> list[str]:
    """A list separated by commas; empty items are dropped."""
    return [item.strip() for item in text(name).split(",") if item.strip()] or default


def choice(name: str, default: str, allowed: Collection[str]) -> str:
    """One of the allowed words."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(
            f"the environment variable {name} has to be one of {', '.join(allowed)}, not “{value}”."
        )
    return value


def time_zone(name: str, default: str) -> str:
    """A name of the time zone database."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"the environment variable {name} has to be a time zone such as Europe/Vienna, not “{value}”."
        ) from error
    return value


def web_address(name: str, default: str = "") -> str:
    """An http(s) address with a host, no user, path, query or fragment, and no slash at the end."""
    value = text(name, default).rstrip("/")
    if not value:
        return ""
    problem = ImproperlyConfigured(
        f"the environment variable {name} has to be an address such as https://example.org, not “{value}”."
    )
    try:
        parts = urlsplit(value)
        has_host = bool(parts.hostname) and (parts.port is None or 0 < parts.port < 65536)
    except ValueError as error:
        raise problem from error
    if parts.scheme not in {"http", "https"} or not has_host or parts.path or parts.query or parts.fragment:
        raise problem
    if "@" in parts.netloc or any(character.isspace() for character in value):
        raise problem
    return value


def is_inside(address: str) -> bool:
    """Whether an address leads to this machine or its own network: a name without a dot, or a private number.

    >>> [is_inside(f"http://{host}:5000") for host in ("libretranslate", "10.0.0.7", "[::1]", "translate.example.org")]
    [True, True, True, False]
    """
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return bool(host) and "." not in host


def folder(name: str, default: Path) -> Path:
    """An absolute path of a folder; it need not exist yet, and must not be a file."""
    value = text(name)
    path = Path(value).expanduser() if value else default
    if not path.is_absolute():
        raise ImproperlyConfigured(f"the environment variable {name} has to be an absolute path, not “{value}”.")
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"the environment variable {name} names a file, “{path}”; it has to name a folder.")
    return path


def database(name: str, default: str = "") -> dict[str, Any]:
    """A Django database entry for SQLite or PostgreSQL. The password is never repeated in an error."""
    value = text(name, default)
    problem = ImproperlyConfigured(
        f"the environment variable {name} is not the address of a database; write {_DATABASE_FORMS}."
    )
    scheme = value.partition("://")[0] if "://" in value else ""
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise problem
    try:
        config: dict[str, Any] = dict(environ.Env.db_url_config(value))
    except Exception as error:  # the parser lets many kinds of exception through
        raise problem from error
    in_memory = value in {"sqlite://", "sqlite:///", "sqlite://:memory:"}
    if in_memory or not config.get("NAME") or (scheme == "sqlite" and not value.startswith("sqlite:///")):
        raise problem
    return config


def redis_address(name: str) -> str:
    """A redis:// or rediss:// address, or an empty string when the variable is not set."""
    value = text(name)
    if value and (not value.startswith(("redis://", "rediss://", "unix://")) or not urlsplit(value).netloc):
        raise ImproperlyConfigured(
            f"the environment variable {name} has to be an address such as redis://localhost:6379/0, not “{value}”."
        )
    return value


def email(name: str, default: str) -> dict[str, Any]:
    """Django's EMAIL_* settings from one address such as smtp+tls://user:password@host:587."""
    value = text(name, default)
    problem = ImproperlyConfigured(
        f"the environment variable {name} is not the address of a mail server; "
        "write smtp+tls://user:password@host:587, or consolemail:// to print mail."
    )
    if "://" not in value or value.partition("://")[0] not in environ.Env.EMAIL_SCHEMES:
        raise problem
    try:
        config = dict(environ.Env.email_url_config(value))
    except Exception as error:  # as above
        raise problem from error
    if config["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not config.get("EMAIL_HOST"):
        raise problem
    return config
