"""The four roles: viewer reads, submitter also submits, reviewer decides, editor does all of it and edits."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

READ = [
    "view_source",
    "view_article",
    "view_extractionrun",
    "view_mention",
    "view_actor",
    "view_actoralias",
    "view_membership",
    "view_meeting",
    "view_meetingparticipation",
    "view_commitment",
    "view_commitmentparty",
    "view_review",
    "view_statuschange",
    "view_duedaterevision",
    "view_evidence",
    "view_followup",
    "view_reminder",
    "view_outgoingmessage",
]
SUBMIT = ["submit_article", "add_article", "retry_extractionrun"]
REVIEW = ["review_commitment", "review_meeting", "change_commitment", "change_meeting", "retry_extractionrun"]
EDIT = [
    "add_source",
    "change_source",
    "change_article",
    "add_actor",
    "change_actor",
    "add_actoralias",
    "change_actoralias",
    "delete_actoralias",
    "add_membership",
    "change_membership",
    "delete_membership",
]

ROLES = {
    "viewer": READ,
    "submitter": READ + SUBMIT,
    "reviewer": READ + REVIEW,
    "editor": READ + SUBMIT + REVIEW + EDIT,
}


def create_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make one group a role; permissions are made here since Django makes them only after migrating."""
    app_config = apps.get_app_config("tracker")
    app_config.models_module = True
    create_permissions(app_config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    app_config.models_module = None
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    for role, codenames in ROLES.items():
        group, _ = group_model.objects.get_or_create(name=role)
        permissions = permission_model.objects.filter(
            content_type__app_label="tracker", codename__in=codenames
        )
        group.permissions.set(permissions)


def delete_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo `create_roles`."""
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_roles, delete_roles)]
