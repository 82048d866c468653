"""What feeds tell of: due dates, looks, planned meetings, new commitments, status changes."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.models import (
    Actor,
    Commitment,
    CommitmentParty,
    FollowUp,
    Meeting,
    MeetingParticipation,
    Mention,
    MentionPart,
    PartyRole,
    Review,
    ReviewAction,
    ReviewState,
    SavedSearch,
    StatusChange,
    Subscription,
    SubscriptionScope,
    Topic,
)
from tracker.queries import searches

CALENDAR_DAYS_BACK = 366
CALENDAR_ENTRIES = 2_000
NEWS_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Selection:
    """What a feed is about: a record, or (None) what its reader owns and follows; `everything` beats both."""

    reader: User
    about: Actor | Topic | SavedSearch | None = None
    everything: bool = False


def commitments(selection: Selection) -> QuerySet[Commitment]:
    """The accepted commitments of a selection, with those bound in `committers` and words in `quotes`."""
    bound = CommitmentParty.objects.filter(role=PartyRole.COMMITTER).order_by("position", "pk")
    words = Mention.objects.filter(part=MentionPart.SENTENCE).order_by("article", "start")
    rows = Commitment.objects.filter(_selected(selection), review=ReviewState.ACCEPTED)
    return rows.prefetch_related(
        Prefetch("parties", bound, to_attr="committers"), Prefetch("mentions", words, to_attr="quotes")
    )


def due(selection: Selection, today: date) -> QuerySet[Commitment]:
    """The commitments with a due date, from a year ago on, the next first."""
    since = today - timedelta(CALENDAR_DAYS_BACK)
    return (
        commitments(selection)
        .filter(due_latest_on__gte=since)
        .order_by("due_latest_on", "pk")[:CALENDAR_ENTRIES]
    )


def looks(selection: Selection) -> QuerySet[FollowUp]:
    """The days to look again that nobody has taken yet; in one's own feed, also those one is to take."""
    theirs = Q(commitment__in=Commitment.objects.filter(_selected(selection)).values("pk"))
    if selection.about is None and not selection.everything:
        theirs |= Q(assignee=selection.reader)
    rows = FollowUp.objects.filter(theirs, done_at__isnull=True, commitment__review=ReviewState.ACCEPTED)
    return rows.select_related("commitment").order_by("due_on", "pk")[:CALENDAR_ENTRIES]


def planned_meetings(selection: Selection, today: date) -> QuerySet[Meeting]:
    """The accepted meetings announced for a day that is known, from a year ago on, the next first."""
    since = today - timedelta(CALENDAR_DAYS_BACK)
    rows = Meeting.objects.filter(_selected_meetings(selection), planned=True, review=ReviewState.ACCEPTED)
    dated = rows.filter(earliest_on__isnull=False, latest_on__gte=since)
    return dated.order_by("earliest_on", "pk")[:CALENDAR_ENTRIES]


def new_commitments(selection: Selection) -> QuerySet[Commitment]:
    """The commitments accepted last, newest first, with `accepted_at`."""
    accepted = Review.objects.filter(commitment=OuterRef("pk"), action=ReviewAction.ACCEPTED)
    last = Subquery(accepted.order_by("-created_at").values("created_at")[:1])
    rows = commitments(selection).annotate(accepted_at=Coalesce(last, F("created_at")))
    return rows.order_by("-accepted_at", "-pk")[:NEWS_ENTRIES]


def changes(selection: Selection) -> QuerySet[StatusChange]:
    """The latest judgements of how commitments stand, newest first."""
    chosen = Commitment.objects.filter(_selected(selection), review=ReviewState.ACCEPTED)
    rows = StatusChange.objects.filter(commitment__in=chosen.values("pk"))
    return rows.select_related("commitment", "by").order_by("-created_at", "-pk")[:NEWS_ENTRIES]


def _selected(selection: Selection) -> Q:
    """A condition on commitments."""
    if selection.everything:
        return Q()
    match selection.about:
        case Actor() as actor:
            return Q(Exists(CommitmentParty.objects.filter(commitment=OuterRef("pk"), actor=actor)))
        case Topic() as topic:
            return Q(pk__in=topic.commitments.values("pk"))
        case SavedSearch() as search:
            return _found(search)
    return Q(owner=selection.reader) | _followed(selection.reader)


def _found(search: SavedSearch | None) -> Q:
    """A condition on commitments; a filter that is unknown by now finds nothing."""
    try:
        return Q(pk__in=searches.found_by(search.filters).values("pk")) if search else Q(pk__in=())
    except searches.UnknownFilterError:
        return Q(pk__in=())


def _followed(user: User) -> Q:
    """A condition on commitments: followed, or of a followed meeting, actor, topic or search."""
    following = _following(user)
    if following.filter(scope=SubscriptionScope.ALL).exists():
        return Q(pk__isnull=False)
    parts = CommitmentParty.objects.filter(commitment=OuterRef("pk"), actor__in=following.values("actor"))
    condition = Q(pk__in=following.filter(commitment__isnull=False).values("commitment"))
    condition |= Q(meeting__in=following.filter(meeting__isnull=False).values("meeting"))
    condition |= Q(Exists(parts))
    tagged = Topic.commitments.through.objects.filter(topic__in=following.values("topic"))
    condition |= Q(pk__in=tagged.values("commitment"))
    for subscription in following.filter(scope=SubscriptionScope.SEARCH).select_related("search"):
        condition |= _found(subscription.search)
    return condition


def _selected_meetings(selection: Selection) -> Q:
    """A condition on meetings: those of the selected commitments, actors and followed ones."""
    if selection.everything:
        return Q()
    own = Q(Exists(Commitment.objects.filter(_selected(selection), meeting=OuterRef("pk"))))
    if isinstance(selection.about, Actor):
        return own | _attended(actor=selection.about)
    if selection.about is not None:
        return own
    following = _following(selection.reader)
    followed = Q(pk__in=following.filter(meeting__isnull=False).values("meeting"))
    return own | followed | _attended(actor__in=following.values("actor"))


def _attended(**by: object) -> Q:
    return Q(Exists(MeetingParticipation.objects.filter(meeting=OuterRef("pk"), **by)))


def _following(user: User) -> QuerySet[Subscription]:
    return Subscription.objects.filter(subscriber__user=user, ended_at__isnull=True)
