"""Topics that commitments are put under, and searches that users keep."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tracker.models import Commitment, ReminderRule, SavedSearch, Topic
from tracker.models.base import NAME_LENGTH
from tracker.queries import searches
from tracker.services import extractor, permits, reminders, rules
from tracker.services.errors import Conflict, InvalidInput, NotAllowed


def create_topic(name: str, *, by: User) -> Topic:
    """A topic of this name: the one that is there, however its name is spelt, or a new one.

    Raises NotAllowed, InvalidInput (name).
    """
    permits.require_permission(by, "tracker.add_topic")
    name = _checked_name(name)
    topic, _created = Topic.objects.get_or_create(name_folded=extractor.fold(name), defaults={"name": name})
    return topic


def rename_topic(topic: Topic, name: str, *, by: User) -> Topic:
    """Give a topic another name. Raises NotAllowed, InvalidInput (name), Conflict (taken)."""
    permits.require_permission(by, "tracker.change_topic")
    topic.name = _checked_name(name)
    topic.name_folded = extractor.fold(topic.name)
    try:
        with transaction.atomic():
            topic.save()
    except IntegrityError:
        raise Conflict(_("There is a topic of this name already."), "duplicate") from None
    return topic


def delete_topic(topic: Topic, *, by: User) -> None:
    """Remove a topic from all commitments; its rules and subscriptions go with it. Raises NotAllowed."""
    permits.require_permission(by, "tracker.delete_topic")
    with transaction.atomic():
        has_rules = ReminderRule.objects.filter(topic=topic).exists()
        topic.delete()
        if has_rules:
            rules.replan_all()


def set_topics(commitment: Commitment, topics: Sequence[Topic], *, by: User) -> None:
    """Put a commitment under these topics and no others; its reminders follow. Raises NotAllowed."""
    permits.require(by, permits.Act.TAG, commitment)
    with transaction.atomic():
        commitment.topics.set(topics)
        reminders.plan(commitment)


def save_search(
    name: str, filters: Mapping[str, str], *, by: User, search: SavedSearch | None = None
) -> SavedSearch:
    """Keep a search over commitments, or change one's own. `filters`: see `queries.searches.FILTERS`.

    Raises NotAllowed (somebody else's), InvalidInput (name, filters), Conflict (name taken).
    """
    if search is not None and search.owner_id != by.pk:
        raise NotAllowed(_("This search belongs to somebody else."))
    search = search or SavedSearch(owner=by)
    search.name, search.filters = _checked_name(name), _checked_filters(filters)
    try:
        with transaction.atomic():
            search.save()
    except IntegrityError:
        raise Conflict(_("You have a search of this name already."), "duplicate") from None
    return search


def delete_search(search: SavedSearch, *, by: User) -> None:
    """Remove one's own search, and what follows it. Raises NotAllowed."""
    if search.owner_id != by.pk:
        raise NotAllowed(_("This search belongs to somebody else."))
    search.delete()


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise InvalidInput({"name": [_("This cannot be empty.")]})
    if len(name) > NAME_LENGTH:
        raise InvalidInput({"name": [_("This name is too long.")]})
    return name


def _checked_filters(filters: Mapping[str, str]) -> dict[str, str]:
    """The filters as they are kept: known, readable, the text folded."""
    kept = {
        name: extractor.fold(str(value)) if name == "q" else str(value) for name, value in filters.items()
    }
    if not kept:
        raise InvalidInput({"filters": [_("A search without filters finds everything.")]})
    try:
        searches.found_by(kept)
    except searches.UnknownFilterError as error:
        raise InvalidInput(
            {
                "filters": [
                    _("The filter “%(name)s” is unknown or its value cannot be read.") % {"name": error.name}
                ]
            }
        ) from None
    return kept
