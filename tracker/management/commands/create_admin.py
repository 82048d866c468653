"""Makes the first administrator and prints the generated password, once."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand
from django.db import transaction

PASSWORD_BYTES = 15


class Command(BaseCommand):
    """Does nothing where an administrator exists, unless asked for a new password."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom to make, and whether to replace a lost password."""
        parser.add_argument("--username", default="admin", help="name to log in with (default %(default)s)")
        parser.add_argument("--email", default="", help="address for reminders")
        parser.add_argument("--reset", action="store_true", help="give this user a new password")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the administrator or give a new password; print the password if there is a new one."""
        username = options["username"]
        with transaction.atomic():
            user = User.objects.filter(username=username).first()
            if not options["reset"] and User.objects.filter(is_superuser=True, is_active=True).exists():
                self.stdout.write("An administrator exists already; --reset gives a new password.")
                return
            user = user or User(username=username, email=options["email"])
            password = secrets.token_urlsafe(PASSWORD_BYTES)
            user.is_staff = user.is_superuser = user.is_active = True
            user.set_password(password)
            user.save()
        self.stdout.write(
            f"\n  Administrator    {username}\n  Password         {password}\n  (shown this once)\n"
        )
