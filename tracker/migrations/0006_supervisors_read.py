"""Supervisors may look at whatever viewers may: escalations go to those who can open them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def let_supervisors_read(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the group of supervisors what the role of viewers holds."""
    groups = apps.get_model("auth", "Group").objects
    viewer, supervisor = groups.get(name="viewer"), groups.get(name="supervisor")
    supervisor.permissions.add(*viewer.permissions.all())


class Migration(migrations.Migration):
    dependencies = [("tracker", "0005_reminder_for_one")]

    operations = [migrations.RunPython(let_supervisors_read, migrations.RunPython.noop)]
