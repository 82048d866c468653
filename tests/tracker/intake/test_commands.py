"""The commands of an installation."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from tests.tracker.intake import make
from tracker.models import ApiKey, Commitment

pytestmark = pytest.mark.django_db


def run(command: str, *arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def password(printed: str) -> str:
    """The password on the line that names it."""
    return next(line.split()[-1] for line in printed.splitlines() if "Password" in line)


def test_the_first_administrator_gets_a_password_once() -> None:
    first = run("create_admin")
    admin = User.objects.get()
    assert admin.is_superuser and admin.is_staff and admin.check_password(password(first))
    again = run("create_admin")
    assert "Password" not in again
    assert User.objects.count() == 1


def test_a_lost_password_is_replaced() -> None:
    old = password(run("create_admin"))
    new = password(run("create_admin", "--reset"))
    assert User.objects.get().check_password(new) and old != new


def test_a_key_for_a_user() -> None:
    user = make.user("submitter")
    plain = run("create_key", user.username, "أرشيف", "--scopes", "read", "submit", "--days", "30").strip()
    key = ApiKey.objects.get()
    assert key.is_valid(plain) and key.user == user and key.expiry_date is not None
    with pytest.raises(CommandError, match="no active user"):
        run("create_key", "nobody", "x")
    with pytest.raises(CommandError, match="expires_at"):
        run("create_key", user.username, "x", "--days", "0")


def test_the_sweep_says_what_it_did() -> None:
    make.submitted()
    assert "pending: 1" in run("sweep")


def test_an_upgrade_reads_again_what_an_older_extractor_read() -> None:
    article = make.submitted()
    found = make.commitment(article.body, "تعهد", "إصلاح الطريق")
    make.read(article, version="1")
    with make.reading(commitments=(found,), version="2"):
        assert "1 articles" in run("upgrade", "--dry-run")
        assert not Commitment.objects.exists()
        assert "Extracted: 1. Failed: 0." in run("upgrade", "--here")
        assert "0 articles" in run("upgrade", "--here")
    assert Commitment.objects.get().extractor_version == "2"


def test_an_upgrade_leaves_the_work_to_the_workers_unless_told() -> None:
    article = make.submitted()
    make.read(article, version="1")
    with make.reading(version="2"):
        assert "Planned: 1." in run("upgrade")
    assert article.runs.get(state="pending").cause == "upgrade"


def test_the_example_of_settings_names_every_one() -> None:
    from config.environment import Environment

    printed = run("settings_example")
    for name in Environment.model_fields:
        assert f"#{name.upper()}=" in printed
