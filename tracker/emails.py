"""What e-mails say: one short function a kind of mail, over templates, in the language that is active."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SUBJECT_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Mail:
    """A composed e-mail: subject of one line, plain text, HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address with the words to show for it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """One commitment as a mail shows it. `days_left` is negative once overdue, None without a due date.

    `who` and `due` are for reading, `quote` is word for word from `source`; `note` is what
    the one who set a follow-up wrote down.
    """

    action: str
    who: str
    due: str
    days_left: int | None
    status: str
    quote: str
    source: str
    note: str
    url: str
    answers: Sequence[Link]

    @property
    def standing(self) -> str:
        """How it stands against its due date, in words."""
        if self.days_left is None:
            return _("No due date")
        if self.days_left == 0:
            return _("Due today")
        if self.days_left > 0:
            return ngettext("Due in %(days)d day", "Due in %(days)d days", self.days_left) % {
                "days": self.days_left
            }
        return ngettext("%(days)d day overdue", "%(days)d days overdue", -self.days_left) % {
            "days": -self.days_left
        }


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the weekly report: how many commitments of somebody or something stand how."""

    name: str
    open: int
    due_soon: int
    overdue: int
    long_overdue: int
    closed: int


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table of the weekly report, by actor, topic or owner."""

    title: str
    rows: Sequence[ReportRow]


def reminder(item: Item, unsubscribe_url: str, *, escalated: bool = False) -> Mail:
    """A reminder of one commitment; `escalated` where it goes to a supervisor for being long overdue."""
    context = {"item": item, "unsubscribe_url": unsubscribe_url, "escalated": escalated}
    return _mail("reminder", subject(item, escalated=escalated), context)


def subject(item: Item, *, escalated: bool = False) -> str:
    """The subject of a reminder: how it stands and what was promised, in one line of bearable length."""
    standing = _("Long overdue") if escalated else item.standing
    line = " ".join(f"{standing}: {item.action}".split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1].rstrip() + "…"


def digest(items: Sequence[Item], unsubscribe_url: str) -> Mail:
    """Several reminders in one mail."""
    title = ngettext("%(count)d commitment to look at", "%(count)d commitments to look at", len(items)) % {
        "count": len(items)
    }
    return _mail("digest", title, {"items": items, "unsubscribe_url": unsubscribe_url})


def report(tables: Sequence[ReportTable], begins_on: date, ends_on: date, unsubscribe_url: str) -> Mail:
    """The weekly report by actor, topic and owner."""
    context = {
        "tables": tables,
        "begins_on": begins_on,
        "ends_on": ends_on,
        "unsubscribe_url": unsubscribe_url,
    }
    return _mail("report", _("Weekly report of commitments"), context)


def _mail(name: str, title: str, context: dict[str, Any]) -> Mail:
    context = {**context, "subject": title}
    return Mail(
        subject=title,
        text=render_to_string(f"emails/{name}.txt", context).strip() + "\n",
        html=render_to_string(f"emails/{name}.html", context),
    )
