"""The entries of a commitment's timeline as the page shows them: one heading, a tone, what was said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin import looks
from tracker.admin.changes import Change, of_review
from tracker.admin.stages import stage_name
from tracker.models import Commitment
from tracker.queries import timeline
from tracker.queries.timeline import Entry, Kind

Words = str | Promise

NAMES: dict[Kind, Words] = {
    Kind.MENTION: gettext_lazy("Mentioned"),
    Kind.REVIEW: gettext_lazy("Review"),
    Kind.STATUS_CHANGE: gettext_lazy("Status"),
    Kind.DUE_DATE_REVISION: gettext_lazy("Due date"),
    Kind.EVIDENCE: gettext_lazy("Evidence"),
    Kind.REMINDER: gettext_lazy("Reminder"),
    Kind.MESSAGE: gettext_lazy("Message"),
    Kind.ANSWER: gettext_lazy("Answer"),
    Kind.NOTE: gettext_lazy("Note"),
    Kind.SNOOZE: gettext_lazy("Rest"),
    Kind.FOLLOW_UP: gettext_lazy("To look at"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline; `url` leads to what it is about, if that has a page of its own.

    `is_day` marks what is known to the day only.
    """

    at: datetime
    kind: str
    name: Words
    title: Words
    who: str = ""
    detail: str = ""
    url: str = ""
    tone: str = "calm"
    is_planned: bool = False
    is_day: bool = False
    changes: Sequence[Change] = ()


def lines(commitment: Commitment) -> list[Line]:
    """The whole timeline of a commitment, what is still to come first, then the newest first."""
    return [_line(entry) for entry in timeline.of(commitment)]


def _line(entry: Entry) -> Line:
    told = _TELL[entry.kind](entry.record)
    who = str(entry.who) if entry.who else ""
    basis = {"at": entry.at, "kind": entry.kind.value, "name": NAMES[entry.kind], "who": who}
    is_day = timezone.localtime(entry.at).time() == time()
    return Line(**{**basis, "is_planned": entry.is_planned, "is_day": is_day, **told})


def _mention(row: Any) -> dict[str, Any]:
    url = reverse("admin:tracker_article_change", args=[row.article_id]) + f"#m-{row.pk}"
    return {"title": str(row.article), "detail": row.quote, "url": url, "tone": "info"}


def _review(row: Any) -> dict[str, Any]:
    tone = looks.tone(row.action)
    return {"title": row.get_action_display(), "detail": row.reason, "changes": of_review(row), "tone": tone}


def _status_change(row: Any) -> dict[str, Any]:
    title = _("%(status)s, since %(day)s") % {
        "status": row.get_to_status_display(),
        "day": looks.day(row.effective_on),
    }
    shown = " · ".join(str(piece) for piece in row.evidence.all())
    detail = " — ".join(part for part in (row.reason, shown) if part)
    return {"title": title, "detail": detail, "tone": looks.tone(row.to_status)}


def _revision(row: Any) -> dict[str, Any]:
    told = _("announced by %(who)s") % {"who": row.announced_by} if row.announced_by else ""
    detail = " — ".join(part for part in (told, row.reason) if part)
    title = _("now %(new)s, before %(old)s") % {"new": row.to_edtf or "—", "old": row.from_edtf or "—"}
    return {"title": title, "detail": detail, "tone": "wait"}


def _evidence(row: Any) -> dict[str, Any]:
    url = row.url
    if row.file:
        url = reverse("admin:tracker_evidence_file", args=[row.pk])
    elif row.article_id:
        url = reverse("admin:tracker_article_change", args=[row.article_id])
    title = f"{row.get_kind_display()} · {row.get_stance_display()}"
    tone = {"supports": "good", "refutes": "bad"}.get(row.stance, "info")
    return {"title": title, "detail": row.excerpt or row.file_name or row.url, "url": url, "tone": tone}


def _reminder(row: Any) -> dict[str, Any]:
    return {
        "title": f"{stage_name(row)} · {row.get_state_display()}",
        "detail": row.state_reason,
        "tone": looks.tone(row.state),
    }


def _message(row: Any) -> dict[str, Any]:
    title = f"{row.get_channel_display()} · {row.get_state_display()}"
    url = reverse("admin:tracker_outgoingmessage_change", args=[row.pk])
    detail = row.error or row.state_reason
    return {"title": title, "detail": detail, "url": url, "tone": looks.tone(row.state)}


def _answer(row: Any) -> dict[str, Any]:
    tone = "calm" if row.settled_at else "wait"
    who = str(row.by or row.subscriber or "")
    detail = row.note or row.evidence_url
    return {"title": row.get_choice_display(), "detail": detail, "who": who, "tone": tone}


def _note(row: Any) -> dict[str, Any]:
    return {"title": "", "detail": row.text}


def _snooze(row: Any) -> dict[str, Any]:
    who = str(row.by or row.subscriber or "")
    return {"title": _("until %(day)s") % {"day": looks.day(row.until_on)}, "who": who}


def _follow_up(row: Any) -> dict[str, Any]:
    detail = " — ".join(part for part in (row.note, row.outcome) if part)
    return {"title": looks.day(row.due_on), "detail": detail, "tone": "calm" if row.done_at else "wait"}


_TELL: dict[Kind, Callable[[Any], dict[str, Any]]] = {
    Kind.MENTION: _mention,
    Kind.REVIEW: _review,
    Kind.STATUS_CHANGE: _status_change,
    Kind.DUE_DATE_REVISION: _revision,
    Kind.EVIDENCE: _evidence,
    Kind.REMINDER: _reminder,
    Kind.MESSAGE: _message,
    Kind.ANSWER: _answer,
    Kind.NOTE: _note,
    Kind.SNOOZE: _snooze,
    Kind.FOLLOW_UP: _follow_up,
}
