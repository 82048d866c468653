"""The Celery application: it carries ids to workers and keeps the clock, nothing else."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("ahd")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
