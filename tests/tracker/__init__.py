"""The tracker: models, services, API and admin."""
