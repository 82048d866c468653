"""Issues an API key for a user and prints it, once."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from tracker.models import Scope
from tracker.services import keys
from tracker.services.errors import InvalidInput


class Command(BaseCommand):
    """Only the key itself goes to standard output, so that a script can keep it."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For whom, for what, for how long."""
        parser.add_argument("username", help="user in whose name the key acts")
        parser.add_argument("name", help="what the key is for")
        parser.add_argument(
            "--scopes",
            nargs="+",
            choices=Scope.values,
            default=[Scope.READ.value],
            help="what it may be used for (default %(default)s)",
        )
        parser.add_argument("--days", type=int, help="days until it expires (default: never)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Issue the key."""
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"there is no active user {options['username']!r}.")
        days = options["days"]
        expires_at = None if days is None else timezone.now() + timedelta(days=days)
        try:
            _key, plain = keys.issue_key(user, options["name"], options["scopes"], expires_at)
        except InvalidInput as error:
            raise CommandError(str(error)) from None
        self.stderr.write("The key is shown this once:")
        self.stdout.write(plain)
