"""Settings of `make run`: SQLite and files under var/, own error pages, mail on the console. Not for the internet."""

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from vigil.settings import environment
from vigil.settings.base import *  # noqa: F403
from vigil.settings.base import MIDDLEWARE, PORT, VAR_DIR, database_from
from vigil.settings.observation import LOG_LEVELS, LOGGING

# Off unless asked for: what a reader meets, error pages included, is then what production shows.
DEBUG = environment.boolean("DEBUG", default=False)


def kept_secret_key(path: Path) -> str:
    """A random key, made once and kept in a file that only its owner can read, so that logins survive a restart."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    key = path.read_text().strip()
    if len(key) < 50:
        raise ImproperlyConfigured(f"the file {path} does not hold a secret key; delete it to get a new one.")
    return key


SECRET_KEY = environment.text("SECRET_KEY") or kept_secret_key(VAR_DIR / "secret-key")

BASE_URL = environment.web_address("BASE_URL", f"http://127.0.0.1:{PORT}")
WAGTAILADMIN_BASE_URL = BASE_URL
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

DATABASES = {"default": database_from("DATABASE_URL", f"sqlite:///{VAR_DIR}/db.sqlite3")}

# Static files are served from where they are written; there is nothing to collect.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# There are no files compressed beforehand either, so compression stands above them here.
COMPRESSION = "vigil.compression.CompressionMiddleware"
MIDDLEWARE = [name for name in MIDDLEWARE if name != COMPRESSION]
MIDDLEWARE.insert(MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware"), COMPRESSION)

locals().update(environment.email("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "vigil@localhost")

# Every task that runs at once would say so; a developer who wants to know sets LOG_LEVEL.
LOGGING["root"]["level"] = environment.choice("LOG_LEVEL", "WARNING", LOG_LEVELS)
LOGGING["loggers"]["django"]["level"] = LOGGING["root"]["level"]
