"""The sentences of feeds, in the reader's language, safe for XML and iCal."""

import re

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Actor, Commitment, SavedSearch, Status, Topic
from tracker.queries.feeds import Selection
from tracker.services.links import site_url

# Characters that XML 1.0 cannot hold; a person's reason may.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def fit(text: str) -> str:
    """The text without characters that no feed can hold."""
    return _UNFIT.sub("", text)


def page(commitment: Commitment) -> str:
    """The address of a commitment's page."""
    return site_url(reverse("public:commitment", args=[commitment.pk]))


def status(commitment: Commitment) -> str:
    """How the commitment stands, in words."""
    return str(Status(commitment.status).label)


def committers(commitment: Commitment) -> str:
    """Who is bound, as the articles name them."""
    return fit("، ".join(party.name for party in commitment.committers))  # type: ignore[attr-defined]


def details(commitment: Commitment) -> str:
    """Who, by when, how it stands, and the words of the article: a line each."""
    lines = [
        committers(commitment),
        fit(commitment.due_text),
        status(commitment),
        *(f"«{fit(mention.quote)}»" for mention in commitment.quotes[:1]),  # type: ignore[attr-defined]
    ]
    return "\n".join(line for line in lines if line)


def about(selection: Selection) -> str:
    """What the feed is about, for its title."""
    record: User | Actor | Topic | SavedSearch = selection.about or selection.reader
    if selection.everything:
        return _("all commitments")
    return fit(record.name if not isinstance(record, User) else record.get_username())
