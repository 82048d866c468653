"""What the page of an accepted commitment offers: the acts of its reader, checklist, rest, delays."""

from typing import Any

from django.contrib.auth.models import User

from tracker.admin.act_forms import ActForm
from tracker.admin.acts import Offer, offered
from tracker.models import Commitment, Stance
from tracker.queries import followups, timeline, workplace
from tracker.services import clock, subscriptions


def follow_up_context(commitment: Commitment, user: User, bound: ActForm | None = None) -> dict[str, Any]:
    """The context of the follow-up part; `bound` is a form that was sent and refused."""
    offers = offered(commitment, user)
    return {
        "may": {offer.name: True for offer in offers},
        "acts": {
            place: [_as_shown(offer, commitment, user, bound) for offer in offers if offer.place == place]
            for place in ("main", "more")
        },
        "flags": followups.with_delays(Commitment.objects.filter(pk=commitment.pk)).get(),
        "criteria": commitment.criteria.select_related("judged_by"),
        "rest": workplace.running_rest(commitment, user, clock.today()),
        "followed": subscriptions.is_followed(commitment, by=user),
        "topics": commitment.topics.all(),
        "waits": _waiting(commitment, {offer.name for offer in offers}),
        "stances": Stance.choices,
    }


def _waiting(commitment: Commitment, may: set[str]) -> dict[str, Any]:
    """What of this commitment waits for the reader of the page, by the act that ends the waiting."""
    waits = {
        "complete": commitment.follow_ups.filter(done_at__isnull=True).select_related("assignee"),
        "settle": commitment.answers.filter(settled_at__isnull=True).select_related("by", "subscriber__user"),
        "take": timeline.offered_articles(commitment),
    }
    return {act: list(rows) for act, rows in waits.items() if act in may}


def _as_shown(offer: Offer, commitment: Commitment, user: User, bound: ActForm | None) -> dict[str, Any]:
    refused = bound is not None and type(bound) is offer.form
    form = bound if refused else offer.form(commitment=commitment, user=user, auto_id=f"{offer.name}_%s")
    return {"offer": offer, "form": form, "open": refused}
