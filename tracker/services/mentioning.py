"""Keeps the words of an article as mentions of records: `article.body[start:end] == quote`, always."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from tracker.models import Commitment, ExtractionRun, Meeting, Mention
from tracker.models.mentions import MentionPart
from tracker.services.casting import Cast
from tracker.services.extractor import Party, Span

Words = tuple[MentionPart, Span]


def actors(run: ExtractionRun, cast: Cast, parties: Iterable[Party]) -> None:
    """Mention each actor where its name stands; places of an earlier run that are none any more go."""
    wanted = [
        mention(run, (MentionPart.ACTOR, party.span), actor=actor)
        for party in parties
        if (actor := cast.of(party))
    ]
    earlier = Mention.objects.filter(article=run.article, part=MentionPart.ACTOR)
    earlier.exclude(pk__in=_still_there(earlier, wanted)).delete()
    _add(wanted)


def add(run: ExtractionRun, record: Commitment | Meeting, words: Sequence[Words]) -> None:
    """Add an article's words to a record; those it has stay."""
    _add([mention(run, each, **_owner(record)) for each in words])


def replace(run: ExtractionRun, record: Commitment | Meeting, words: Sequence[Words]) -> None:
    """Give a record these words of the article instead of those it had from it."""
    wanted = [mention(run, each, **_owner(record)) for each in words]
    earlier = record.mentions.filter(article=run.article)
    earlier.exclude(pk__in=_still_there(earlier, wanted)).delete()
    _add(wanted)


def mention(run: ExtractionRun, words: Words, **owner: object) -> Mention:
    """An unsaved mention. Raises ValueError for a span that lies outside the article."""
    part, span = words
    body = run.article.body
    if not 0 <= span.start < span.end <= len(body):
        raise ValueError(f"span {span.start}..{span.end} lies outside the article's {len(body)} characters")
    quote = span.quote(body)
    return Mention(
        article=run.article, run=run, part=part, start=span.start, end=span.end, quote=quote, **owner
    )


def _owner(record: Commitment | Meeting) -> dict[str, object]:
    return {"commitment" if isinstance(record, Commitment) else "meeting": record}


def _still_there(earlier: Iterable[Mention], wanted: Iterable[Mention]) -> list[UUID]:
    kept = {_place(each) for each in wanted}
    return [each.pk for each in earlier if _place(each) in kept]


def _place(each: Mention) -> tuple[object, ...]:
    return each.part, each.start, each.end, each.meeting_id, each.commitment_id, each.actor_id


def _add(wanted: Iterable[Mention]) -> None:
    Mention.objects.bulk_create(wanted, ignore_conflicts=True)
