"""Follow-up whole: rules, subscriptions, the ledger of messages; reminders are made anew, none exist yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tracker.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0002_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel("OutgoingMessage"),
        migrations.DeleteModel("Reminder"),
        migrations.CreateModel(
            name="Answer",
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
                    "choice",
                    models.CharField(
                        choices=[
                            ("done", "done"),
                            ("under_way", "still under way"),
                            ("not_done", "not done"),
                            ("snooze_7", "remind me in 7 days"),
                            ("snooze_30", "remind me in 30 days"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "evidence_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="address of evidence"),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled at")),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
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
                ("text", models.CharField(max_length=500, verbose_name="text")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("met", models.BooleanField(default=False, verbose_name="met")),
                (
                    "judged_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="judged at"),
                ),
            ],
            options={
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
                "ordering": ["position", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="DigestItem",
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
                ("cadence", models.CharField(max_length=8, verbose_name="how often")),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                ("left_out", models.TextField(blank=True, verbose_name="left out because")),
            ],
            options={
                "verbose_name": "digest item",
                "verbose_name_plural": "digest items",
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="Note",
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
                ("text", models.TextField(verbose_name="text")),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Notification",
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
                ("title", models.CharField(max_length=500, verbose_name="title")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
            ],
            options={
                "verbose_name": "notification",
                "verbose_name_plural": "notifications",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMessage",
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
                    "kind",
                    models.CharField(
                        choices=[("reminder", "reminder"), ("digest", "digest"), ("report", "weekly report")],
                        default="reminder",
                        max_length=10,
                        verbose_name="about",
                    ),
                ),
                ("period", models.CharField(blank=True, max_length=40, verbose_name="period")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("webhook", "webhook"), ("admin", "in the admin")],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                ("recipient", models.CharField(blank=True, max_length=2000, verbose_name="recipient")),
                ("message_id", models.CharField(max_length=255, unique=True, verbose_name="message id")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("sending", "sending"),
                            ("sent", "sent"),
                            ("skipped", "skipped"),
                            ("failed", "failed"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("state_reason", models.TextField(blank=True, verbose_name="reason")),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                (
                    "nudged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="handed to a worker at"),
                ),
                ("lease_ends_at", models.DateTimeField(blank=True, null=True, verbose_name="lease ends at")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "first_tried_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="first tried at"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ("error", models.TextField(blank=True, verbose_name="error")),
            ],
            options={
                "verbose_name": "outgoing message",
                "verbose_name_plural": "outgoing messages",
                "ordering": ["-created_at"],
                "permissions": [("retry_outgoingmessage", "Can send a failed message again")],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
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
                ("stage", models.CharField(max_length=60, verbose_name="stage")),
                ("anchor_on", models.DateField(verbose_name="counted from")),
                ("day_on", models.DateField(verbose_name="day")),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("sent", "sent"),
                            ("skipped", "skipped"),
                            ("failed", "failed"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("state_reason", models.TextField(blank=True, verbose_name="reason")),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="handled at")),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ["due_at"],
            },
        ),
        migrations.CreateModel(
            name="ReminderRule",
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
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "timing",
                    models.CharField(
                        choices=[
                            ("before", "before the due date"),
                            ("on", "on the due date"),
                            ("after", "after the due date"),
                            ("check", "without a due date, since it was accepted"),
                        ],
                        max_length=8,
                        verbose_name="timing",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(default=0, verbose_name="days")),
                (
                    "every_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="then every … days"),
                ),
                ("silent", models.BooleanField(default=False, verbose_name="no reminder")),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pledge", "pledge"),
                            ("agreement", "agreement"),
                            ("decision", "decision"),
                            ("plan", "plan"),
                            ("directive", "directive"),
                            ("recommendation", "recommendation"),
                        ],
                        max_length=16,
                        verbose_name="kind of commitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder rule",
                "verbose_name_plural": "reminder rules",
                "ordering": ["timing", "days"],
            },
        ),
        migrations.CreateModel(
            name="Replanning",
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
                ("cursor", models.UUIDField(blank=True, null=True, verbose_name="done up to")),
                ("planned", models.PositiveIntegerField(default=0, verbose_name="commitments planned")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
            ],
            options={
                "verbose_name": "re-planning",
                "verbose_name_plural": "re-plannings",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
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
                ("name", models.CharField(max_length=500, verbose_name="name")),
                ("filters", models.JSONField(blank=True, default=dict, verbose_name="filters")),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Snooze",
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
                ("until_on", models.DateField(verbose_name="until")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
            ],
            options={
                "verbose_name": "snooze",
                "verbose_name_plural": "snoozes",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Subscriber",
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
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("time_zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="quiet from")),
                ("quiet_until", models.TimeField(blank=True, null=True, verbose_name="quiet until")),
                (
                    "unsubscribed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="unsubscribed from all at"),
                ),
            ],
            options={
                "verbose_name": "subscriber",
                "verbose_name_plural": "subscribers",
            },
        ),
        migrations.CreateModel(
            name="Subscription",
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
                    "scope",
                    models.CharField(
                        choices=[
                            ("owned", "commitments I own"),
                            ("commitment", "a commitment"),
                            ("meeting", "a meeting"),
                            ("actor", "an actor"),
                            ("topic", "a topic"),
                            ("search", "a saved search"),
                            ("all", "all commitments"),
                            ("escalations", "escalations and the weekly report"),
                        ],
                        max_length=12,
                        verbose_name="about",
                    ),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("instant", "at once"),
                            ("daily", "once a day"),
                            ("weekly", "once a week"),
                            ("silent", "in the admin only"),
                        ],
                        default="instant",
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
            ],
            options={
                "verbose_name": "subscription",
                "verbose_name_plural": "subscriptions",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
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
                ("name", models.CharField(max_length=500, verbose_name="name")),
                (
                    "name_folded",
                    models.CharField(editable=False, max_length=500, unique=True, verbose_name="folded name"),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="WebhookEndpoint",
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
                ("name", models.CharField(max_length=500, verbose_name="name")),
                ("url", models.URLField(max_length=2000, verbose_name="address")),
                ("secret", models.CharField(editable=False, max_length=100, verbose_name="secret")),
                (
                    "failing_since",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="failing since"),
                ),
                (
                    "disabled_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="disabled at"),
                ),
                ("disabled_reason", models.TextField(blank=True, editable=False, verbose_name="reason")),
            ],
            options={
                "verbose_name": "webhook endpoint",
                "verbose_name_plural": "webhook endpoints",
                "ordering": ["name"],
            },
        ),
        migrations.AlterModelOptions(
            name="duedaterevision",
            options={
                "ordering": ["-created_at", "-id"],
                "verbose_name": "due date revision",
                "verbose_name_plural": "due date revisions",
            },
        ),
        migrations.AlterModelOptions(
            name="statuschange",
            options={
                "ordering": ["-created_at", "-id"],
                "verbose_name": "status change",
                "verbose_name_plural": "status changes",
            },
        ),
        migrations.AddField(
            model_name="duedaterevision",
            name="evidence",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="due_date_revisions",
                to="tracker.evidence",
                verbose_name="evidence",
            ),
        ),
        migrations.AddField(
            model_name="duedaterevision",
            name="from_basis",
            field=models.CharField(
                choices=[
                    ("explicit", "explicit in the text"),
                    ("relative", "reckoned from the text"),
                    ("assigned", "set by a reviewer"),
                    ("none", "none"),
                ],
                default="none",
                max_length=10,
                verbose_name="old basis",
            ),
        ),
        migrations.AddField(
            model_name="duedaterevision",
            name="from_latest_on",
            field=models.DateField(blank=True, null=True, verbose_name="from, last day"),
        ),
        migrations.AddField(
            model_name="duedaterevision",
            name="to_basis",
            field=models.CharField(
                choices=[
                    ("explicit", "explicit in the text"),
                    ("relative", "reckoned from the text"),
                    ("assigned", "set by a reviewer"),
                    ("none", "none"),
                ],
                default="none",
                max_length=10,
                verbose_name="new basis",
            ),
        ),
        migrations.AddField(
            model_name="duedaterevision",
            name="to_latest_on",
            field=models.DateField(blank=True, null=True, verbose_name="to, last day"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="file_name",
            field=models.CharField(blank=True, editable=False, max_length=255, verbose_name="file name"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="file_type",
            field=models.CharField(blank=True, editable=False, max_length=100, verbose_name="file type"),
        ),
        migrations.AddField(
            model_name="followup",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="done by",
            ),
        ),
        migrations.AddField(
            model_name="followup",
            name="outcome",
            field=models.TextField(blank=True, verbose_name="what was found"),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="file",
            field=models.FileField(
                blank=True, max_length=300, upload_to="evidence/%Y/%m/", verbose_name="file"
            ),
        ),
        migrations.AlterField(
            model_name="statuschange",
            name="reason",
            field=models.TextField(blank=True, verbose_name="reason"),
        ),
        migrations.AddIndex(
            model_name="duedaterevision",
            index=models.Index(fields=["commitment", "created_at"], name="due_date_revision_history"),
        ),
        migrations.AddIndex(
            model_name="statuschange",
            index=models.Index(fields=["commitment", "created_at"], name="status_change_history"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("content_sha256", ""), _negated=True),
                fields=("commitment", "content_sha256"),
                name="evidence_once_per_commitment",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_status", models.F("to_status")), _negated=True),
                name="status_change_changes_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("to_status__in", ("fulfilled", "partially_fulfilled", "not_fulfilled", "withdrawn")),
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="status_change_closing_has_reason",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="tracker.commitment",
                verbose_name="commitment",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="settled by",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="status_change",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="answers",
                to="tracker.statuschange",
                verbose_name="status change",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="criteria",
                to="tracker.commitment",
                verbose_name="commitment",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="judged_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="judged by",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notes",
                to="tracker.commitment",
                verbose_name="commitment",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="commitment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notifications",
                to="tracker.commitment",
                verbose_name="commitment",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notifications",
                to=settings.AUTH_USER_MODEL,
                verbose_name="user",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="message",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notification",
                to="tracker.outgoingmessage",
                verbose_name="outgoing message",
            ),
        ),
        migrations.AddField(
            model_name="digestitem",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="tracker.outgoingmessage",
                verbose_name="outgoing message",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="answers",
                to="tracker.outgoingmessage",
                verbose_name="outgoing message",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminders",
                to="tracker.commitment",
                verbose_name="commitment",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="follow_up",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminders",
                to="tracker.followup",
                verbose_name="follow-up",
            ),
        ),
        migrations.AddField(
            model_name="outgoingmessage",
            name="reminder",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="tracker.reminder",
                verbose_name="reminder",
            ),
        ),
        migrations.AddField(
            model_name="digestitem",
            name="reminder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="digest_items",
                to="tracker.reminder",
                verbose_name="reminder",
            ),
        ),
        migrations.AddField(
            model_name="reminderrule",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tracker.actor",
                verbose_name="actor",
            ),
        ),
        migrations.AddField(
            model_name="reminderrule",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner of the commitment",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="rule",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reminders",
                to="tracker.reminderrule",
                verbose_name="rule",
            ),
        ),
        migrations.AddIndex(
            model_name="replanning",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)), fields=["created_at"], name="replanning_open"
            ),
        ),
        migrations.AddField(
            model_name="savedsearch",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_searches",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="snooze",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="snooze",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="snoozes",
                to="tracker.commitment",
                verbose_name="commitment",
            ),
        ),
        migrations.AddField(
            model_name="subscriber",
            name="user",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subscriber",
                to=settings.AUTH_USER_MODEL,
                verbose_name="user",
            ),
        ),
        migrations.AddField(
            model_name="snooze",
            name="subscriber",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="snoozes",
                to="tracker.subscriber",
                verbose_name="for whom",
            ),
        ),
        migrations.AddField(
            model_name="outgoingmessage",
            name="subscriber",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="tracker.subscriber",
                verbose_name="subscriber",
            ),
        ),
        migrations.AddField(
            model_name="digestitem",
            name="subscriber",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="digest_items",
                to="tracker.subscriber",
                verbose_name="subscriber",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="subscriber",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="answers",
                to="tracker.subscriber",
                verbose_name="subscriber",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subscriptions",
                to="tracker.actor",
                verbose_name="actor",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="commitment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subscriptions",
                to="tracker.commitment",
                verbose_name="commitment",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subscriptions",
                to="tracker.meeting",
                verbose_name="meeting",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="search",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subscriptions",
                to="tracker.savedsearch",
                verbose_name="saved search",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="subscriber",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subscriptions",
                to="tracker.subscriber",
                verbose_name="subscriber",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="commitments",
            field=models.ManyToManyField(
                blank=True, related_name="topics", to="tracker.commitment", verbose_name="commitments"
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subscriptions",
                to="tracker.topic",
                verbose_name="topic",
            ),
        ),
        migrations.AddField(
            model_name="reminderrule",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tracker.topic",
                verbose_name="topic",
            ),
        ),
        migrations.AddField(
            model_name="webhookendpoint",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="created by",
            ),
        ),
        migrations.AddField(
            model_name="subscriber",
            name="endpoint",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subscriber",
                to="tracker.webhookendpoint",
                verbose_name="webhook endpoint",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="criterion_text_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("met", False), ("judged_at__isnull", False), _connector="OR"),
                name="criterion_met_is_judged",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="note_text_not_empty"
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("read_at__isnull", True)), fields=["user"], name="notification_unread"
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("state", "planned")), fields=["due_at"], name="reminder_planned_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("commitment", "stage", "anchor_on"), name="reminder_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "sent", "skipped", "failed"])),
                name="reminder_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(
                fields=("owner", "name"), name="saved_search_name_once_per_owner"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="saved_search_name_not_empty"
            ),
        ),
        migrations.AddIndex(
            model_name="snooze",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["commitment", "until_on"],
                name="snooze_running",
            ),
        ),
        migrations.AddIndex(
            model_name="outgoingmessage",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["due_at"], name="message_pending_due"
            ),
        ),
        migrations.AddIndex(
            model_name="outgoingmessage",
            index=models.Index(
                condition=models.Q(("state", "sending")),
                fields=["lease_ends_at"],
                name="message_sending_lease",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmessage",
            constraint=models.UniqueConstraint(
                fields=("reminder", "channel", "subscriber"), name="message_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmessage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reminder__isnull", True)),
                fields=("kind", "period", "channel", "subscriber"),
                name="message_once_per_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "reminder"), ("period", ""), ("reminder__isnull", False)),
                    models.Q(
                        models.Q(("kind", "reminder"), _negated=True),
                        ("reminder__isnull", True),
                        models.Q(("period", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="message_is_about_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "sending", "sent", "skipped", "failed"])),
                name="message_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "sending"), _negated=True),
                    ("lease_ends_at__isnull", False),
                    _connector="OR",
                ),
                name="message_sending_has_lease",
            ),
        ),
        migrations.AddIndex(
            model_name="digestitem",
            index=models.Index(
                condition=models.Q(("message__isnull", True)), fields=["due_at"], name="digest_item_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="digestitem",
            constraint=models.UniqueConstraint(fields=("subscriber", "reminder"), name="digest_item_once"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)),
                fields=["created_at"],
                name="answer_unsettled",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("message", "commitment"), name="answer_once_per_message"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("choice__in", ["done", "under_way", "not_done", "snooze_7", "snooze_30"])
                ),
                name="answer_choice_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="topic_name_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("scope__in", ("owned", "all", "escalations")),
                        ("actor__isnull", True),
                        ("commitment__isnull", True),
                        ("meeting__isnull", True),
                        ("search__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("actor__isnull", True),
                        ("commitment__isnull", False),
                        ("meeting__isnull", True),
                        ("scope", "commitment"),
                        ("search__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("actor__isnull", True),
                        ("commitment__isnull", True),
                        ("meeting__isnull", False),
                        ("scope", "meeting"),
                        ("search__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("actor__isnull", False),
                        ("commitment__isnull", True),
                        ("meeting__isnull", True),
                        ("scope", "actor"),
                        ("search__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("actor__isnull", True),
                        ("commitment__isnull", True),
                        ("meeting__isnull", True),
                        ("scope", "topic"),
                        ("search__isnull", True),
                        ("topic__isnull", False),
                    ),
                    models.Q(
                        ("actor__isnull", True),
                        ("commitment__isnull", True),
                        ("meeting__isnull", True),
                        ("scope", "search"),
                        ("search__isnull", False),
                        ("topic__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="subscription_has_its_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("cadence__in", ["instant", "daily", "weekly", "silent"])),
                name="subscription_cadence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("scope__in", ("owned", "all", "escalations"))),
                fields=("subscriber", "scope"),
                name="subscription_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("scope", "commitment")),
                fields=("subscriber", "commitment"),
                name="subscription_commitment_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("scope", "meeting")),
                fields=("subscriber", "meeting"),
                name="subscription_meeting_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("scope", "actor")),
                fields=("subscriber", "actor"),
                name="subscription_actor_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("scope", "topic")),
                fields=("subscriber", "topic"),
                name="subscription_topic_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("scope", "search")),
                fields=("subscriber", "search"),
                name="subscription_search_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("timing__in", ["before", "on", "after", "check"])),
                name="rule_timing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("days", 0), ("timing", "on")),
                    models.Q(models.Q(("timing", "on"), _negated=True), ("days__gte", 1)),
                    _connector="OR",
                ),
                name="rule_days_fit_timing",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("every_days__isnull", True),
                    models.Q(("every_days__gte", 1), ("timing__in", ["after", "check"])),
                    _connector="OR",
                ),
                name="rule_repeats_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscriber",
            constraint=models.UniqueConstraint(
                condition=models.Q(("email", ""), _negated=True),
                fields=("email",),
                name="subscriber_address_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscriber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("email", ""), ("endpoint__isnull", True), ("user__isnull", False)),
                    models.Q(
                        ("endpoint__isnull", True),
                        ("user__isnull", True),
                        models.Q(("email", ""), _negated=True),
                    ),
                    models.Q(("email", ""), ("endpoint__isnull", False), ("user__isnull", True)),
                    _connector="OR",
                ),
                name="subscriber_is_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscriber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quiet_from__isnull", True), ("quiet_until__isnull", True)),
                    models.Q(("quiet_from__isnull", False), ("quiet_until__isnull", False)),
                    _connector="OR",
                ),
                name="subscriber_quiet_hours_have_two_ends",
            ),
        ),
    ]
