"""What the roles may do in follow-up, the group of supervisors, and the reminder rules shipped with Ahd."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

READ = [
    "view_criterion",
    "view_note",
    "view_snooze",
    "view_answer",
    "view_topic",
    "view_savedsearch",
    "view_reminderrule",
    "view_statuschange",
    "view_duedaterevision",
    "view_evidence",
    "view_followup",
    "view_reminder",
    "view_outgoingmessage",
    "view_digestitem",
]
FOLLOW_UP = [
    "add_statuschange",
    "add_duedaterevision",
    "add_evidence",
    "add_criterion",
    "change_criterion",
    "delete_criterion",
    "add_note",
    "add_followup",
    "change_followup",
    "add_snooze",
    "change_snooze",
    "add_answer",
    "change_answer",
    "add_topic",
]
MANAGE = [
    "change_topic",
    "delete_topic",
    "add_reminderrule",
    "change_reminderrule",
    "delete_reminderrule",
    "view_webhookendpoint",
    "add_webhookendpoint",
    "change_webhookendpoint",
    "delete_webhookendpoint",
    "view_subscriber",
    "add_subscriber",
    "change_subscriber",
    "view_subscription",
    "add_subscription",
    "change_subscription",
    "retry_outgoingmessage",
    "view_replanning",
]
ROLES = {
    "viewer": READ,
    "submitter": READ,
    "reviewer": READ + FOLLOW_UP,
    "editor": READ + FOLLOW_UP + MANAGE,
    "supervisor": READ,
}
# timing, days, then every … days
DEFAULT_RULES = (
    ("before", 14, None),
    ("before", 3, None),
    ("on", 0, None),
    ("after", 1, 14),
    ("check", 60, 60),
)


def extend_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add to each role; permissions are made here since Django makes them only after migrating."""
    app_config = apps.get_app_config("tracker")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="tracker")
    for role, codenames in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.add(*permissions.filter(codename__in=codenames))


def withdraw_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo `extend_roles`, as far as the roles of 0002 do not hold the same permissions."""
    apps.get_model("auth", "Group").objects.filter(name="supervisor").delete()


def ship_rules(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Store the rules that a new installation starts with."""
    rules = apps.get_model("tracker", "ReminderRule").objects
    for timing, days, every_days in DEFAULT_RULES:
        rules.create(timing=timing, days=days, every_days=every_days)


def withdraw_rules(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo `ship_rules`: the table itself goes with the migration before."""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0003_follow_up")]

    operations = [
        migrations.RunPython(extend_roles, withdraw_roles),
        migrations.RunPython(ship_rules, withdraw_rules),
    ]
