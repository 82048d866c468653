"""New commitments and status changes as Atom feeds (RFC 4287)."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.feeds import words
from tracker.models import Commitment, Status, StatusChange
from tracker.queries import feeds
from tracker.queries.feeds import Selection
from tracker.services.links import site_url


class News(Feed):  # type: ignore[type-arg]
    """What both feeds share. The selection is made by the address, before the feed is asked."""

    feed_type = Atom1Feed
    name = ""

    def get_object(self, request: HttpRequest, selection: Selection) -> Selection:
        """The selection as it is."""
        self.language = get_language() or ""
        return selection

    def title(self, selection: Selection) -> str:
        """What the feed is called."""
        return f"{_('Ahd')} · {self.heading()} · {words.about(selection)}"

    def heading(self) -> str:
        """What its entries are."""
        raise NotImplementedError

    def link(self) -> str:
        """The site that it is a feed of."""
        return site_url("/")

    def feed_guid(self, selection: Selection) -> str:
        """The feed's own id: stable, and without the secret of its address."""
        about = selection.about.pk if selection.about else f"user-{selection.reader.pk}"
        return f"tag:ahd,2026:{self.name}:{'all' if selection.everything else about}"


class NewCommitments(News):
    """Commitments as they are accepted."""

    name = "commitments"

    def heading(self) -> str:
        """What the entries are."""
        return _("new commitments")

    def items(self, selection: Selection) -> list[Commitment]:
        """The commitments accepted last."""
        return list(feeds.new_commitments(selection))

    def item_title(self, item: Commitment) -> str:
        """Who is bound to what."""
        return f"{words.committers(item)}: {words.fit(item.action)}"

    def item_description(self, item: Commitment) -> str:
        """By when, how it stands, and the words of the article, as HTML."""
        return linebreaks(words.details(item), autoescape=True)

    def item_link(self, item: Commitment) -> str:
        """Its page."""
        return words.page(item)

    def item_guid(self, item: Commitment) -> str:
        """Its id."""
        return item.pk.urn

    def item_pubdate(self, item: Any) -> datetime:
        """When it was accepted."""
        accepted_at: datetime = item.accepted_at
        return accepted_at

    def item_updateddate(self, item: Commitment) -> datetime:
        """When it was changed last."""
        return item.updated_at


class StatusChanges(News):
    """Judgements of how commitments stand."""

    name = "changes"

    def heading(self) -> str:
        """What the entries are."""
        return _("status changes")

    def items(self, selection: Selection) -> list[StatusChange]:
        """The latest changes."""
        return list(feeds.changes(selection))

    def item_title(self, item: StatusChange) -> str:
        """From what to what, of which commitment."""
        step = f"{Status(item.from_status).label} ← {Status(item.to_status).label}"
        if get_language() != "ar":
            step = f"{Status(item.from_status).label} → {Status(item.to_status).label}"
        return f"{step}: {words.fit(item.commitment.action)}"

    def item_description(self, item: StatusChange) -> str:
        """Since when and why, as HTML."""
        return linebreaks(f"{item.effective_on.isoformat()}\n{words.fit(item.reason)}", autoescape=True)

    def item_link(self, item: StatusChange) -> str:
        """The commitment's page."""
        return words.page(item.commitment)

    def item_guid(self, item: StatusChange) -> str:
        """Its id."""
        return item.pk.urn

    def item_pubdate(self, item: StatusChange) -> datetime:
        """When it was recorded."""
        return item.created_at

    def item_updateddate(self, item: StatusChange) -> datetime:
        """It never changes after."""
        return item.created_at
