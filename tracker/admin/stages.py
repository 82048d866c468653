"""The stages of reminding, in words: `before-14` is "14 days before the due date"."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Reminder


def stage_name(reminder: Reminder) -> str:
    """What a reminder is about, told from the name of its stage."""
    timing, _dash, rest = reminder.stage.partition("-")
    if rest.isdecimal() and timing in _COUNTED:
        return str(_COUNTED[timing](int(rest)))
    return str(_PLAIN.get(timing, lambda: reminder.stage)())


def _before(n: int) -> str:
    return ngettext("%(n)d day before the due date", "%(n)d days before the due date", n) % {"n": n}


def _after(n: int) -> str:
    return ngettext("%(n)d day after the due date", "%(n)d days after the due date", n) % {"n": n}


def _check(n: int) -> str:
    return ngettext("check after %(n)d day", "check after %(n)d days", n) % {"n": n}


_COUNTED: dict[str, Any] = {"before": _before, "after": _after, "check": _check}
_PLAIN: dict[str, Any] = {
    "on": lambda: _("on the due date"),
    "escalation": lambda: _("to the supervisors"),
    "follow": lambda: _("a day to look at it again"),
    "snooze": lambda: _("end of a rest"),
}
