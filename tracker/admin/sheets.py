"""What the pages of a commitment and a meeting show: parties by role, words in context, reasons."""

from typing import Any

from tracker.admin import cards, timeline
from tracker.admin.reasons import reasons
from tracker.models import Commitment, Meeting, ParticipationRole, PartyRole
from tracker.queries import workplace


def commitment_sheet(commitment: Commitment) -> dict[str, Any]:
    """The context of a commitment's page; its parties should be fetched."""
    parties = list(commitment.parties.all())
    return {
        "commitment": commitment,
        "sheet": {
            "committers": [p for p in parties if p.role == PartyRole.COMMITTER],
            "assignees": [p for p in parties if p.role == PartyRole.ASSIGNEE],
            "recipients": [p for p in parties if p.role == PartyRole.RECIPIENT],
            "confidence": round(100 * (commitment.confidence or 0)),
            "reasons": reasons(commitment.features),
        },
        "quotes": _quotes(commitment),
        "timeline": timeline.lines(commitment),
    }


def meeting_sheet(meeting: Meeting) -> dict[str, Any]:
    """The context of a meeting's page; its participations should be fetched."""
    return {
        "meeting": meeting,
        "parties": cards.by_role(meeting.participations.all(), ParticipationRole.choices),
        "quotes": _quotes(meeting),
        "commitments": workplace.with_parties(meeting.commitments.order_by("created_at", "id")),
        "reviews": meeting.reviews.select_related("by"),
    }


def _quotes(record: Commitment | Meeting) -> list[cards.Quote]:
    """The sentences that the record was read from, in every article."""
    return [
        quote
        for article, mentions in workplace.mentions_by_article(record)
        for quote in cards.quotes(article, mentions)
    ]
