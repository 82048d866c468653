"""The project's settings in a test run: a folder of its own, no developer's `.env`, no broker."""

import atexit
import os
import shutil
import tempfile

os.environ["AHD_ENV_FILE"] = ""
os.environ["AHD_VAR"] = tempfile.mkdtemp(prefix="ahd-test-")
atexit.register(shutil.rmtree, os.environ["AHD_VAR"], ignore_errors=True)
for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS"):
    os.environ.pop(name, None)

from config.settings import *  # noqa: E402, F403

CELERY_BROKER_URL = "memory://"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
