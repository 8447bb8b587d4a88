"""Settings of the test suite: fast passwords, mail in memory, files in a folder that goes. Refuses nothing itself."""

import os
from typing import Any

from vigil.settings import environment
from vigil.settings.base import *  # noqa: F403
from vigil.settings.base import SQLITE_OPTIONS, VAR_DIR, database_from
from vigil.settings.observation import LOGGING

DEBUG = False
# WhiteNoise serves from the sources, and warns about a folder of collected files that is not there.
STATIC_ROOT = None
SECRET_KEY = "only for tests: nothing that matters is signed with this key"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
BASE_URL = environment.web_address("BASE_URL", "http://testserver")
WAGTAILADMIN_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [BASE_URL]

DATABASES: dict[str, Any] = {"default": database_from("DATABASE_URL", f"sqlite:///{VAR_DIR}/test/db.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {**SQLITE_OPTIONS, "init_command": "PRAGMA synchronous=OFF;"}

# Made when the first file is stored; the suite removes it when it ends.
MEDIA_ROOT = VAR_DIR / "test" / f"media-{os.getpid()}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# Refused requests are what many tests provoke; their log lines are noise.
LOGGING = {**LOGGING, "root": {**LOGGING["root"], "level": "WARNING"}}
LOGGING["loggers"] = {**LOGGING["loggers"], "django": {"handlers": ["console"], "level": "ERROR", "propagate": False}}
