"""Filters of commitments."""

import datetime as dt
import uuid

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from tracker.api.filters import ChoicesFilter, DayFilter, FilterSet, FlagFilter, TextFilter
from tracker.models import (
    Commitment,
    CommitmentKind,
    CommitmentParty,
    DueBasis,
    Mention,
    PartyRole,
    ReportedStatus,
    ReviewState,
    Status,
)
from tracker.queries import followups
from tracker.services import clock


def mentioned(rows: QuerySet[Commitment], **where: object) -> QuerySet[Commitment]:
    """The commitments with a mention that meets the conditions."""
    return rows.filter(Exists(Mention.objects.filter(commitment=OuterRef("pk"), **where)))


class CommitmentFilters(FilterSet):  # type: ignore[misc]
    """What a list of commitments can be narrowed to."""

    review = ChoicesFilter(choices=ReviewState.choices)
    status = ChoicesFilter(choices=Status.choices)
    kind = ChoicesFilter(choices=CommitmentKind.choices)
    reported_status = ChoicesFilter(choices=ReportedStatus.choices)
    due_basis = ChoicesFilter(choices=DueBasis.choices)
    actor = django_filters.UUIDFilter(method="with_actor", label="Committed to by, assigned to or made to.")
    role = django_filters.ChoiceFilter(
        choices=PartyRole.choices, method="as_given", label="What `actor` is to the commitment."
    )
    meeting = django_filters.UUIDFilter("meeting_id", label="Made in.")
    article = django_filters.UUIDFilter(method="in_article", label="Mentioned in.")
    source = django_filters.UUIDFilter(method="in_source", label="Mentioned in an article of.")
    owner = django_filters.CharFilter("owner__username", max_length=150, label="User name of the owner.")
    due_after = DayFilter("due_latest_on", "gte", label="Due, at the latest, on this day or later.")
    due_before = DayFilter("due_latest_on", "lte", label="Due, at the latest, on this day or earlier.")
    has_due = FlagFilter("due_latest_on", "isnull", exclude=True, label="With or without a due date.")
    published_from = DayFilter(method="since", label="Mentioned in an article of this day or later.")
    published_to = DayFilter(method="until", label="Mentioned in an article of this day or earlier.")
    topic = django_filters.UUIDFilter(method="under_topic", label="Under the topic.")
    due_soon = FlagFilter(method="standing", label="Open and due in the next days.")
    overdue = FlagFilter(method="standing", label="Open and past its due date.")
    long_overdue = FlagFilter(method="standing", label="Open and long past its due date.")
    stale = FlagFilter(method="standing", label="Open and long without news.")
    mine = FlagFilter(method="owned", label="Owned by the caller.")
    text = TextFilter("action_folded")

    def with_actor(self, rows: QuerySet[Commitment], name: str, value: uuid.UUID) -> QuerySet[Commitment]:
        """The commitments that an actor has a part in, in the role asked for."""
        parties = CommitmentParty.objects.filter(commitment=OuterRef("pk"), actor=value)
        role = self.form.cleaned_data.get("role")
        return rows.filter(Exists(parties.filter(role=role) if role else parties))

    def as_given(self, rows: QuerySet[Commitment], name: str, value: str) -> QuerySet[Commitment]:
        """With `actor` the role narrows that filter; alone it asks for any actor in the role."""
        if self.form.cleaned_data.get("actor"):
            return rows
        return rows.filter(Exists(CommitmentParty.objects.filter(commitment=OuterRef("pk"), role=value)))

    def under_topic(self, rows: QuerySet[Commitment], name: str, value: uuid.UUID) -> QuerySet[Commitment]:
        """The commitments under a topic."""
        return rows.filter(pk__in=Commitment.topics.through.objects.filter(topic=value).values("commitment"))

    def standing(self, rows: QuerySet[Commitment], name: str, value: bool) -> QuerySet[Commitment]:
        """The commitments to which a derived flag applies, or does not."""
        condition = getattr(followups, name)(clock.today())
        return rows.filter(condition) if value else rows.exclude(condition)

    def owned(self, rows: QuerySet[Commitment], name: str, value: bool) -> QuerySet[Commitment]:
        """The commitments that the caller owns, or does not."""
        condition = followups.mine(self.request.user.pk)
        return rows.filter(condition) if value else rows.exclude(condition)

    def in_article(self, rows: QuerySet[Commitment], name: str, value: uuid.UUID) -> QuerySet[Commitment]:
        """The commitments that an article mentions."""
        return mentioned(rows, article=value)

    def in_source(self, rows: QuerySet[Commitment], name: str, value: uuid.UUID) -> QuerySet[Commitment]:
        """The commitments that a source has reported."""
        return mentioned(rows, article__source=value)

    def since(self, rows: QuerySet[Commitment], name: str, value: dt.date) -> QuerySet[Commitment]:
        """The commitments mentioned on or after a day."""
        return mentioned(rows, article__published_on__gte=value)

    def until(self, rows: QuerySet[Commitment], name: str, value: dt.date) -> QuerySet[Commitment]:
        """The commitments mentioned on or before a day."""
        return mentioned(rows, article__published_on__lte=value)
