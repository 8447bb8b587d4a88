"""Settings of a public server, all from environment variables. Refuses to start without a key, a database or an address."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from vigil.settings import environment
from vigil.settings.base import *  # noqa: F403
from vigil.settings.base import database_from

DEBUG = False

SECRET_KEY = environment.required("SECRET_KEY", "set it to at least 50 random characters and keep it secret.")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured("the environment variable SECRET_KEY is too weak; use at least 50 random characters.")

environment.required("BASE_URL", "set it to the address of the site, for example https://example.org.")
BASE_URL = environment.web_address("BASE_URL")
WAGTAILADMIN_BASE_URL = BASE_URL
BASE_HOST = urlsplit(BASE_URL).hostname or ""
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", [BASE_HOST])
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "the environment variable ALLOWED_HOSTS must not contain “*”; list the names of the site, for example "
        "example.org,www.example.org."
    )
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", [BASE_URL])

environment.required("DATABASE_URL", "set it, for example postgres://vigil:password@localhost:5432/vigil.")
DATABASES = {"default": database_from("DATABASE_URL")}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "connect_timeout": 5,
        "pool": {
            "min_size": 1,
            "max_size": environment.integer("DATABASE_POOL_SIZE", 8, low=1, high=100),
            "timeout": environment.integer("DATABASE_POOL_TIMEOUT", 10, low=1, high=60),
        },
    }

# --- Transport ---
HTTPS = BASE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = environment.integer("HSTS_SECONDS", 365 * 24 * 60 * 60, low=0, high=10 * 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
elif BASE_HOST not in {"localhost", "127.0.0.1", "::1"}:
    raise ImproperlyConfigured(
        "the environment variable BASE_URL has to begin with https:// on a public server; "
        "plain http:// is accepted for localhost only."
    )

# --- Files ---
SERVE_MEDIA = environment.boolean("SERVE_MEDIA", default=False)
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Origins other than our own that hold our pictures; the Content-Security-Policy names them.
MEDIA_SOURCES: list[str] = []
S3_BUCKET = environment.text("S3_BUCKET")
if S3_BUCKET:
    S3_ENDPOINT_URL = environment.web_address("S3_ENDPOINT_URL")
    S3_PUBLIC_DOMAIN = environment.text("S3_PUBLIC_DOMAIN")
    if not (S3_PUBLIC_DOMAIN or S3_ENDPOINT_URL):
        raise ImproperlyConfigured(
            "the environment variable S3_PUBLIC_DOMAIN or S3_ENDPOINT_URL is missing; one is needed because S3_BUCKET is set."
        )
    MEDIA_SOURCES = [f"https://{S3_PUBLIC_DOMAIN}" if S3_PUBLIC_DOMAIN else S3_ENDPOINT_URL]
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": S3_ENDPOINT_URL or None,
            "region_name": environment.text("S3_REGION") or None,
            "access_key": environment.required("S3_ACCESS_KEY", "it is needed because S3_BUCKET is set."),
            "secret_key": environment.required("S3_SECRET_KEY", "it is needed because S3_BUCKET is set."),
            "custom_domain": S3_PUBLIC_DOMAIN or None,
            "file_overwrite": False,
            "querystring_auth": False,
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
    }

# --- Tasks, caches and mail ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
REDIS_URL = environment.redis_address("REDIS_URL")
if REDIS_URL:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL, "TIMEOUT": 3600}
    }

locals().update(environment.email("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", f"vigil@{BASE_HOST}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
