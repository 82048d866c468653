"""The front page: what waits, with the way to it, and what came last."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.queries import dashboard
from tracker.services import clock


@dataclass(frozen=True, slots=True)
class Box:
    """One number of the front page: what it counts, the list that it leads to, how it looks.

    Those that are not `always` there show only while something waits.
    """

    name: str
    label: str | Promise
    table: str
    filters: str
    tone: str
    hint: str | Promise = ""
    always: bool = True


BOXES = (
    Box("to_review", _("commitments to review"), "commitment", "review__exact=pending", "wait"),
    Box("meetings_to_review", _("meetings to review"), "meeting", "review__exact=pending", "wait"),
    Box("failed", _("articles that failed"), "article", "state__exact=failed", "bad"),
    Box("due_soon", _("due soon"), "commitment", "due=soon", "info"),
    Box("overdue", _("overdue"), "commitment", "due=overdue", "bad", _("not broken until you say so")),
    Box("answers", _("answers to look at"), "answer", "settled_at__isempty=1", "wait", always=False),
    Box("follow_ups", _("to look at again today"), "followup", "done_at__isempty=1", "wait", always=False),
    Box(
        "failed_messages",
        _("messages that failed"),
        "outgoingmessage",
        "state__exact=failed",
        "bad",
        always=False,
    ),
    Box("mine", _("mine, still open"), "commitment", "owner=me&due=open", "info"),
)


def front_page(request: HttpRequest) -> dict[str, Any]:
    """What the front page shows to this user."""
    user = request.user
    today = clock.today()
    may_read = user.has_perm("tracker.view_article")
    counts = dashboard.waiting(user, today) if may_read else {}
    return {
        "may_read": may_read,
        "cards": [
            _card(box, counts[box.name]) for box in BOXES if counts.get(box.name, -1) >= (not box.always)
        ],
        "has_articles": bool(may_read and dashboard.has_articles()),
        "recent_articles": dashboard.recent_articles() if may_read else [],
        "due_next": dashboard.due_next(today) if may_read else [],
        "may_submit": user.has_perm("tracker.submit_article"),
        "may_issue_keys": user.has_perm("tracker.add_apikey"),
        "base_url": settings.AHD_BASE_URL,
    }


def _card(box: Box, count: int) -> dict[str, Any]:
    url = reverse(f"admin:tracker_{box.table}_changelist")
    return {
        "name": box.name,
        "label": box.label,
        "hint": box.hint,
        "tone": box.tone,
        "count": count,
        "url": f"{url}?{box.filters}",
    }
