"""Settings, all from the environment; without any, the embedded default: SQLite, no Redis, no key.

`EMBEDDED` is true when neither DATABASE_URL nor REDIS_URL is set: one web process and one worker on one machine.
"""

import contextlib
import logging
import os
import secrets
import tomllib
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from common import limits
from common.logging import logging_config
from config.file_storage import file_storage
from config.metrics_folder import machine_folder, metrics_folder

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
EMBEDDED = not DATABASE_URL and not REDIS_URL
VERSION: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
METRICS_DIR = metrics_folder(env, DATA_DIR)
# Read by prometheus_client when it is first imported. Containers that share the folder have the same process numbers.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(machine_folder(METRICS_DIR))
DEBUG = env.bool("DEBUG", default=False)
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.str("PORT", default="8000")
IS_LOOPBACK = HOST in ("127.0.0.1", "::1", "localhost")


def _secret_key() -> str:
    """Return SECRET_KEY; the embedded default makes one and keeps it beside the database."""
    if value := env.str("SECRET_KEY", default=""):
        return str(value)
    if not EMBEDDED:
        raise environ.ImproperlyConfigured("Set SECRET_KEY: it is required with DATABASE_URL or REDIS_URL.")
    path = DATA_DIR / "secret_key"
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", HOST] if EMBEDDED else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=not EMBEDDED)

INSTALLED_APPS = [
    "config",
    "chat",
    "exports",
    "gatekeeper",
    "llm",
    "artifacts",
    "accounts",
    "rollout",
    "telemetry",
    "common",
    "django.contrib.admin.apps.SimpleAdminConfig",  # the pages of staff are loaded with the addresses, not in workers
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_structlog",
    "template_partials",
    "waffle",
]
MIDDLEWARE = [
    "telemetry.middleware.RequestMetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "common.middleware.BodyLimitMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "common.middleware.RequestLogMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.RateLimitHeadersMiddleware",
    "accounts.middleware.SessionEndedMiddleware",
    "accounts.middleware.PrivateAnswersMiddleware",
    "common.middleware.ApiBoundaryMiddleware",
    "common.middleware.ApplicationErrorMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["common.templatetags.icons"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.sign_in",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.db_url_config(DATABASE_URL or f"sqlite:///{DATA_DIR / 'diptych.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Each thread has a connection whose cache of pages is void with the next write of another one: it stays small.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-256;",
    }
    # A few threads serve all requests (config.threads), so a connection is kept by each: opening one costs a query.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    # A connection that died with its server is replaced before somebody gets it; whoever waits hears in seconds.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 3,
        "pool": {
            "min_size": 2,
            "max_size": env.int("DATABASE_POOL_SIZE", default=20),
            "timeout": 4,
            "reconnect_timeout": 4,  # then whoever asks next tries anew: pauses that double would outlast the outage
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "common.caches.PatientRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
    "limits": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "limits",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Flags are read from the database each time: a switch acts at once, also while Redis is down.
    "flags": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = env.str("EMAIL_VERIFICATION", default="none" if EMBEDDED else "mandatory")
ACCOUNT_ADAPTER = "accounts.sign_up.AccountAdapter"
SIGNUP = env.str("SIGNUP", default="")
SIGNUP_DOMAINS = env.list("SIGNUP_DOMAINS", default=[])
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Diptych: "
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="diptych@localhost")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "templates" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

FILE_UPLOAD_PERMISSIONS = 0o600
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "common.staticfiles.StylesFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": file_storage(env, DATA_DIR / "files"),
    "staticfiles": {"BACKEND": "common.staticfiles.HashedFiles"},
}

WAFFLE_FLAG_MODEL = "rollout.Flag"
WAFFLE_CACHE_NAME = "flags"
# Our flag takes the place of waffle's: its own tables would stay empty, and one of them points at users.
MIGRATION_MODULES = {"waffle": None}
WAFFLE_ENABLE_ADMIN_PAGES = False
FLAG_OVERRIDES = env.str("FLAG_OVERRIDES", default="")

RATELIMIT_USE_CACHE = "limits"
LIMITS = {
    "gatekeeper": env.str("LIMIT_GATEKEEPER", default="20/s"),
    "create": env.str("LIMIT_CREATE", default="5/m"),
    "export": env.str("LIMIT_EXPORT", default="2/m"),
    "chat": env.str("LIMIT_CHAT", default="20/m"),
    "query": env.str("LIMIT_QUERY", default="60/m"),
    "shared": env.str("LIMIT_SHARED", default="120/m"),  # of whoever has a link, by address
}
ACCOUNT_DELETION_DAYS = env.int("ACCOUNT_DELETION_DAYS", default=14)
QUOTAS = {"artifacts": env.int("QUOTA_ARTIFACTS", default=100)}
DATA_UPLOAD_MAX_MEMORY_SIZE = env.int("MAX_BODY_BYTES", default=limits.MAX_BODY_BYTES)
MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_BYTES", default=limits.MAX_UPLOAD_BYTES)
SILENCED_SYSTEM_CHECKS = [
    # One process counts in memory; the adapter in accounts.limits decides what happens without a shared cache.
    "django_ratelimit.E003",
    "django_ratelimit.W001",
    # Preloading HSTS is the choice of whoever owns the domain.
    "security.W021",
]

OPENAI_BASE_URL = env.str("OPENAI_BASE_URL", default="")
OPENAI_API_KEY = env.str("OPENAI_API_KEY", default="")
CHAT_MODEL = env.str("CHAT_MODEL", default="gpt-4o-mini")
GATEKEEPER_MODEL = env.str("GATEKEEPER_MODEL", default="gpt-4o-mini")
GATEKEEPER_LLM_TIMEOUT_MS = env.int("GATEKEEPER_LLM_TIMEOUT_MS", default=800)
LLM_FIRST_TOKEN_SECONDS = env.float("LLM_FIRST_TOKEN_SECONDS", default=60)
LLM_STALL_SECONDS = env.float("LLM_STALL_SECONDS", default=30)
LLM_CONTEXT_TOKENS = env.int("LLM_CONTEXT_TOKENS", default=32_000)
OFFLINE_TOKENS_PER_SECOND = env.int("OFFLINE_TOKENS_PER_SECOND", default=60)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz|metrics)$"]  # probes come from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS

REQUEST_LOG_LEVEL = env.str("REQUEST_LOG_LEVEL", default="WARNING" if EMBEDDED else "INFO")
LOGGING = logging_config(level=env.str("LOG_LEVEL", default="INFO"), request_level=REQUEST_LOG_LEVEL)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
