"""How an installation is set up: settings from the environment, Celery, addresses."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
