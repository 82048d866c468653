"""The secrets in the addresses of feeds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tracker.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0006_supervisors_read"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tracker.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="id",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "token_sha256",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="token hash"),
                ),
                (
                    "last_used_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last used at"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feed_key",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "feed key",
                "verbose_name_plural": "feed keys",
            },
        ),
    ]
