"""What the pages of the admin read across relations, each in a number of queries that does not grow."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Count, IntegerField, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Substr

from tracker.models import (
    Actor,
    Article,
    Commitment,
    CommitmentParty,
    Meeting,
    MeetingParticipation,
    Mention,
    PartyRole,
    ReviewState,
    Snooze,
)

PAGE = 50
"""How many rows a page lists of what belongs to a record, before it links to the whole list."""


def articles_for_list(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Articles without their long texts, with source, `opening`, `commitment_count` and `meeting_count`.

    `opening` is how the text begins; what was merged into another record is not counted.
    """
    return (
        articles.select_related("source")
        .defer("body", "text_folded")
        .annotate(
            opening=Substr("body", 1, 80),
            commitment_count=_found("commitment"),
            meeting_count=_found("meeting"),
        )
    )


def _found(record: str) -> Coalesce:
    """How many different records of a kind an article mentions."""
    mentions = Mention.objects.filter(article=OuterRef("pk"), **{f"{record}__isnull": False})
    counted = (
        mentions.exclude(**{f"{record}__review": ReviewState.MERGED})
        .order_by()
        .values("article")
        .annotate(n=Count(record, distinct=True))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def mentions_of(article: Article) -> QuerySet[Mention]:
    """The mentions of an article's meetings and commitments, in order, with their records."""
    return (
        article.mentions.filter(actor__isnull=True)
        .exclude(commitment__review=ReviewState.MERGED)
        .exclude(meeting__review=ReviewState.MERGED)
        .select_related("commitment", "meeting")
        .order_by("start", "end", "id")
    )


def with_parties(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Commitments with all their parties in `parties` and those bound in `committers`."""
    parties = CommitmentParty.objects.select_related("actor").order_by("role", "position")
    bound = parties.filter(role=PartyRole.COMMITTER)
    return commitments.prefetch_related(
        Prefetch("parties", parties), Prefetch("parties", bound, to_attr="committers")
    )


def with_participations(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with those who organised, chaired and attended them."""
    parts = MeetingParticipation.objects.select_related("actor").order_by("role", "position")
    return meetings.prefetch_related(Prefetch("participations", parts))


def commitments_of(article: Article) -> QuerySet[Commitment]:
    """The commitments that an article mentions, in the order of its text, with their parties."""
    return with_parties(
        Commitment.objects.filter(mentions__article=article)
        .exclude(review=ReviewState.MERGED)
        .annotate(first_start=Min("mentions__start"))
        .order_by("first_start", "id")
    )


def meetings_of(article: Article) -> QuerySet[Meeting]:
    """The meetings that an article mentions, in the order of its text, with their participants."""
    return with_participations(
        Meeting.objects.filter(mentions__article=article)
        .exclude(review=ReviewState.MERGED)
        .annotate(first_start=Min("mentions__start"))
        .order_by("first_start", "id")
    )


def mentions_by_article(record: Commitment | Meeting) -> list[tuple[Article, list[Mention]]]:
    """A record's mentions, article by article, the oldest article first."""
    mentions = record.mentions.select_related("article__source", "commitment", "meeting")
    grouped: dict[Article, list[Mention]] = {}
    for mention in mentions.order_by("article__created_at", "start", "end"):
        grouped.setdefault(mention.article, []).append(mention)
    return list(grouped.items())


def meetings_for_list(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with their participants and `commitment_count`."""
    made = (
        Commitment.objects.filter(meeting=OuterRef("pk"))
        .order_by()
        .values("meeting")
        .annotate(n=Count("pk"))
        .values("n")
    )
    counted = Coalesce(Subquery(made, output_field=IntegerField()), 0)
    return with_participations(meetings).annotate(commitment_count=counted)


def actors_for_list(actors: QuerySet[Actor]) -> QuerySet[Actor]:
    """Actors with their other names, `commitment_count` and `meeting_count`."""
    return actors.prefetch_related("other_names").annotate(
        commitment_count=_parts(CommitmentParty, "commitment"),
        meeting_count=_parts(MeetingParticipation, "meeting"),
    )


def _parts(model: type[CommitmentParty] | type[MeetingParticipation], record: str) -> Coalesce:
    """In how many different records an actor has a part."""
    counted = (
        model.objects.filter(actor=OuterRef("pk"))
        .order_by()
        .values("actor")
        .annotate(n=Count(record, distinct=True))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def actor_context(actor: Actor) -> dict[str, Any]:
    """The latest commitments that name an actor, and the latest meetings: what an actor's page shows."""
    named = Commitment.objects.filter(parties__actor=actor).exclude(review=ReviewState.MERGED)
    bound = list(with_parties(named.distinct().order_by("-created_at"))[: PAGE + 1])
    return {
        "commitments": bound[:PAGE],
        "more_commitments": len(bound) > PAGE,
        "participations": actor.participations.select_related("meeting").order_by("-created_at")[:PAGE],
    }


def running_rest(
    commitment: Commitment, user: AbstractBaseUser | AnonymousUser, today: date
) -> Snooze | None:
    """The longest rest from reminders that now holds for this user, for everybody or alone."""
    running = commitment.snoozes.filter(ended_at__isnull=True, until_on__gt=today)
    own = Q(subscriber__isnull=True) | Q(subscriber__user=user.pk)
    return running.filter(own).order_by("-until_on").first()


def meetings_near(commitment: Commitment) -> QuerySet[Meeting]:
    """The meetings that a commitment may have been made at: those of its articles, and its own."""
    articles = commitment.mentions.values("article")
    near = Q(mentions__article__in=articles) | Q(pk=commitment.meeting_id)
    return Meeting.objects.filter(near).exclude(review=ReviewState.MERGED).distinct()
