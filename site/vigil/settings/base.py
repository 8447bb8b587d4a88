"""Settings that hold in every environment. Reads no secret and chooses no database: dev, test and production do."""

import zoneinfo
from pathlib import Path
from typing import Any

from vigil.settings import environment
from vigil.settings.languages import *  # noqa: F403  (the language settings are settings)
from vigil.settings.machine_translation import *  # noqa: F403
from vigil.settings.observation import *  # noqa: F403

ROOT_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = ROOT_DIR / "site"
VAR_DIR = environment.folder("VAR_DIR", ROOT_DIR / "var")
DEMO_DIR = SITE_DIR / "demo"
DEMO_ACCOUNTS_FILE = Path(environment.text("DEMO_ACCOUNTS_FILE", str(ROOT_DIR / ".demo-accounts")))

# --- Names ---
WAGTAIL_SITE_NAME = "Vigil"
ROOT_URLCONF = "vigil.urls"
WSGI_APPLICATION = "vigil.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "sections.User"
WAGTAILIMAGES_IMAGE_MODEL = "library.CampaignImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "library.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "library.CampaignDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "library.forms.DocumentForm"

# Order matters: our templates before those they override, modeltranslation before every admin, our language apps before
# wagtail-localize. `wagtail_localize.locales` stands in for `wagtail.locales`.
INSTALLED_APPS = [
    "modeltranslation",
    "vigil",
    "published",
    "search",
    "home",
    "outputs",
    "campaign_pages",
    "interventions",
    "translations",
    "local_content",
    "library",
    "sections",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "sections.apps.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

# Health, headers and limits come first, so that they hold for every answer, errors included. ConditionalGet stands below compression:
# the validator has to be computed before it, because what is compressed is padded at random.
MIDDLEWARE = [
    "vigil.health.HealthMiddleware",
    "vigil.metrics.MetricsMiddleware",
    "vigil.middleware.SecurityHeadersMiddleware",
    "vigil.middleware.RequestLimitsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "vigil.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "translations.middleware.TranslationRefusalMiddleware",
    "sections.middleware.LostRightsMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Time and language ---
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone("TIME_ZONE", "UTC")
# The hour at which a day ends for those who want one mail a day; it goes out then.
DIGEST_HOUR = environment.integer("DIGEST_HOUR", 6, low=0, high=23)
LOCALE_PATHS = [ROOT_DIR / "locale"]
FORMAT_MODULE_PATH = "vigil.formats"

# --- Files ---
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = environment.folder("STATIC_ROOT", VAR_DIR / "static")
STATICFILES_DIRS = [SITE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = environment.folder("MEDIA_ROOT", VAR_DIR / "media")
FILE_UPLOAD_PERMISSIONS = 0o644
# The folder into which public pages are written when they change, or None where every page is rendered when it is asked for.
PUBLISHED_ROOT: Path | None = (
    environment.folder("PUBLISHED_ROOT", VAR_DIR) if environment.text("PUBLISHED_ROOT") else None
)
# Whether they are written by a thread of this process, for sites without a task worker; else it is a task.
PUBLISH_IN_THREAD = environment.boolean("PUBLISH_IN_THREAD", default=False)
# Whether the application itself answers /media/; in production the web server in front does.
SERVE_MEDIA = True

# --- Backups ---
# For whom `manage.py backup` encrypts, and the file of the key that `manage.py restore` opens them with.
BACKUP_RECIPIENT: str = environment.text("BACKUP_RECIPIENT")
BACKUP_IDENTITY: str = environment.text("BACKUP_IDENTITY")

# Where the processes of this machine leave what they have measured.
METRICS_FOLDER = environment.folder("METRICS_FOLDER", VAR_DIR / "metrics")

# --- Requests ---
PORT = environment.integer("PORT", 8000, low=1, high=65535)
MEGABYTE = 1024 * 1024
# The largest body that is read at all; the web server in front has the same limit.
REQUEST_BODY_LIMIT = environment.integer("REQUEST_BODY_LIMIT_MB", 25, low=1, high=1024) * MEGABYTE
# The longest address (path and query, in bytes) that a reader may ask for.
URL_LENGTH_LIMIT = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * MEGABYTE
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * MEGABYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# --- Security ---
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # the admin's scripts read the token from the page, and Wagtail from the cookie
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "vigil.errors.csrf_failure"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

# --- Wagtail ---
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Superusers are the technicians: they are not told of every submission.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_APPEND_SLASH = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Who may read a restricted page signs in where editors do; readers have no accounts.
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
WAGTAILADMIN_RECENT_EDITS_LIMIT = 10
# “localtime” is a file on some machines and no time zone; browsers do not know it.
WAGTAIL_USER_TIME_ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# No SVG: it can carry scripts.
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * MEGABYTE
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "webp", "webp": "webp", "gif": "png"}
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "txt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * MEGABYTE
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
# Only links to these are turned into players, and players are shown only after a click.
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []

WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True

# --- Tasks and caches ---
TASKS: dict[str, Any] = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
#: Proxies of our own before the application, each of which adds the address it has seen to X-Forwarded-For.
TRUSTED_PROXIES: int = environment.integer("TRUSTED_PROXIES", 0, low=0, high=5)
# Counts of posts may differ between processes: the limits are there against floods, not for bookkeeping.
SILENCED_SYSTEM_CHECKS = ["django_ratelimit.E003", "django_ratelimit.W001"]

# How long a task may wait before /readyz says so.
TASK_WAIT_MINUTES: int = environment.integer("TASK_WAIT_MINUTES", 15, low=1, high=24 * 60)

CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Databases ---
SQLITE_OPTIONS: dict[str, Any] = {
    # A transaction that will write says so at once; otherwise two editors can block each other for good.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
    ),
}


def database_from(name: str, default: str = "") -> dict[str, Any]:
    """The database that the environment variable `name` describes, with the options each engine needs."""
    config = environment.database(name, default)
    if config["ENGINE"].endswith("sqlite3"):
        # A relative path is relative to the project, whatever folder the command was started in.
        path = ROOT_DIR / config["NAME"]
        path.parent.mkdir(parents=True, exist_ok=True)
        config["NAME"] = path
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **SQLITE_OPTIONS}
    return config
