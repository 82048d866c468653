"""Keeps the words of an article as mentions of records: `article.body[start:end] == quote`, always."""

from collections.abc import Iterable, Sequence

from tracker.models import Commitment, ExtractionRun, Meeting, Mention
from tracker.models.mentions import MentionPart
from tracker.services.batches import batches
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
    _remove(earlier, wanted)
    _add(wanted)


def add(run: ExtractionRun, told: Iterable[tuple[Commitment | Meeting, Sequence[Words]]]) -> None:
    """Add an article's words to each record; those it has stay."""
    _add(mention(run, each, **_owner(record)) for record, words in told for each in words)


def replace(run: ExtractionRun, record: Commitment | Meeting, words: Sequence[Words]) -> None:
    """Give a record these words of the article instead of those it had from it."""
    wanted = [mention(run, each, **_owner(record)) for each in words]
    earlier = record.mentions.filter(article=run.article)
    _remove(earlier, wanted)
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


def _remove(earlier: Iterable[Mention], wanted: Iterable[Mention]) -> None:
    """Delete the earlier mentions that are not wanted any more."""
    kept = {_place(each) for each in wanted}
    for some in batches(each.pk for each in earlier if _place(each) not in kept):
        Mention.objects.filter(pk__in=some).delete()


def _place(each: Mention) -> tuple[object, ...]:
    return each.part, each.start, each.end, each.meeting_id, each.commitment_id, each.actor_id


def _add(wanted: Iterable[Mention]) -> None:
    for some in batches(wanted):
        Mention.objects.bulk_create(some, ignore_conflicts=True)
