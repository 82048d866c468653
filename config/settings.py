"""Django's and Celery's settings, made from the environment (config/environment.py says which)."""

import os
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from config import api, brokers, databases
from config.environment import BASE_DIR, Environment, SettingError, load


def _loaded() -> Environment:
    """The checked environment; a value that is not allowed ends the start with one sentence."""
    try:
        return load()
    except SettingError as error:
        sys.exit(str(error))


def _folder(path: Path) -> Path:
    """The folder, made if need be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"AHD_VAR is {str(VAR)!r}, but must be a folder that can be written ({error.strerror}).")
    return path


def _kept_secret() -> str:
    """A random key for development: made once, whole from the first moment, read by its owner only."""
    kept = VAR / "secret_key"
    if not kept.exists():
        handle, draft = tempfile.mkstemp(dir=VAR)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    return kept.read_text()


ENV = _loaded()
VAR = ENV.ahd_var.resolve()
_folder(VAR)

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key.get_secret_value() if ENV.secret_key else _kept_secret()
ALLOWED_HOSTS = ENV.hosts
AHD_BASE_URL = ENV.origin
AHD_VAR = VAR
AHD_MAX_BODY_BYTES = ENV.ahd_max_body_bytes
AHD_MIN_ARABIC_SHARE = ENV.ahd_min_arabic_share
AHD_MAX_TRIES = ENV.ahd_max_tries
AHD_RETRY_SECONDS = ENV.ahd_retry_seconds
AHD_EXTRACTION_SECONDS = ENV.ahd_extraction_seconds
AHD_SWEEP_SECONDS = ENV.ahd_sweep_seconds
AHD_MAX_QUEUE_AGE_SECONDS = ENV.ahd_max_queue_age_seconds
AHD_REMINDER_HOUR = ENV.ahd_reminder_hour
AHD_DUE_SOON_DAYS = ENV.ahd_due_soon_days
AHD_LONG_OVERDUE_DAYS = ENV.ahd_long_overdue_days
AHD_STALE_DAYS = ENV.ahd_stale_days
AHD_MAX_EVIDENCE_BYTES = ENV.ahd_max_evidence_bytes
AHD_MESSAGE_LEASE_SECONDS = ENV.ahd_message_lease_seconds
AHD_MESSAGE_PATIENCE_DAYS = ENV.ahd_message_patience_days
AHD_WEBHOOK_PATIENCE_DAYS = ENV.ahd_webhook_patience_days
AHD_WEBHOOK_PRIVATE_ADDRESSES = ENV.ahd_webhook_private_addresses
AHD_ANSWER_LINK_DAYS = ENV.ahd_answer_link_days
AHD_API_RATE = ENV.ahd_api_rate

INSTALLED_APPS = [
    "tracker",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "rest_framework_api_key",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {
    "default": databases.database(
        ENV.database_url.get_secret_value() if ENV.database_url else f"sqlite:///{VAR / 'ahd.sqlite3'}",
        ENV.ahd_database_pool,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = ENV.language_code
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = ENV.time_zone
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if ENV.production else None
MEDIA_ROOT = VAR / "files"
# A production image collects its static files once; elsewhere they are served from where they lie.
WHITENOISE_USE_FINDERS = not ENV.production
_STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if ENV.production
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}

# JSON may write one character of two bytes as the six of \uXXXX; the service measures the text itself.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * AHD_MAX_BODY_BYTES + 65_536
FILE_UPLOAD_PERMISSIONS = 0o600

HTTPS = AHD_BASE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = ENV.ahd_hsts_seconds if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.ahd_behind_proxy else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [AHD_BASE_URL]
X_FRAME_OPTIONS = "DENY"
# Whether other sites of the same domain are ready for https only is not for Ahd to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

_MAIL = databases.mail(ENV.email_url.get_secret_value() if ENV.email_url else "", VAR / "mail")
EMAIL_BACKEND = _MAIL["BACKEND"]
EMAIL_FILE_PATH = _MAIL.get("FILE_PATH")
EMAIL_HOST = _MAIL.get("HOST", "localhost")
EMAIL_PORT = _MAIL.get("PORT", 25)
EMAIL_HOST_USER = _MAIL.get("HOST_USER", "")
EMAIL_HOST_PASSWORD = _MAIL.get("HOST_PASSWORD", "")
EMAIL_USE_TLS = _MAIL.get("USE_TLS", False)
EMAIL_USE_SSL = _MAIL.get("USE_SSL", False)
EMAIL_TIMEOUT = _MAIL.get("TIMEOUT", 20)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.default_from_email

REST_FRAMEWORK = api.REST_FRAMEWORK
SPECTACULAR_SETTINGS = api.SPECTACULAR_SETTINGS

# Soft limit, hard limit and lease follow each other, so that a lease never ends under a living worker.
AHD_LEASE_SECONDS = 2 * AHD_EXTRACTION_SECONDS
CELERY_TASK_SOFT_TIME_LIMIT = AHD_EXTRACTION_SECONDS
CELERY_TASK_TIME_LIMIT = 1.5 * AHD_EXTRACTION_SECONDS
CELERY_TASK_SERIALIZER = CELERY_EVENT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A broker may be away for as long as it likes; its workers wait.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
# A beat that was away must not leave a heap of sweeps: each expires before the next is sent.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    name: {
        "task": f"tracker.tasks.{name}",
        "schedule": seconds,
        "options": {"expires": 0.9 * seconds},
    }
    for name, seconds in (
        ("sweep_runs", ENV.ahd_sweep_seconds),
        ("beat_heartbeat", ENV.ahd_sweep_seconds),
        ("sweep_reminders", ENV.ahd_follow_up_sweep_seconds),
    )
}
if ENV.redis_url:
    CELERY_BROKER_URL = ENV.redis_url.get_secret_value()
    CELERY_BROKER_TRANSPORT_OPTIONS = brokers.redis_options(CELERY_TASK_TIME_LIMIT)
else:
    _folder(VAR / "broker" / "messages")
    _folder(VAR / "broker" / "control")
    CELERY_BROKER_URL = brokers.FILES_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = brokers.file_options(VAR / "broker")
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "%(asctime)s %(levelname)-7s %(name)s: %(message)s", "datefmt": "%H:%M:%S"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            "json_ensure_ascii": False,
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": ENV.log_format}},
    "root": {"handlers": ["stderr"], "level": ENV.log_level},
    # What a task did, its service says in one line; Celery's two a task would bury it.
    "loggers": {
        name: {"level": "WARNING" if ENV.log_level == "INFO" else ENV.log_level}
        for name in ("celery.worker.strategy", "celery.app.trace")
    }
    # Whoever scans the net with made-up host names gets a 400; nobody needs a traceback of it.
    | {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
