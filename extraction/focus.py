"""What a reader keeps in mind: who acted last, whom a pronoun stands for, of whom the paragraph is."""

from bisect import bisect_left
from collections.abc import Iterator

from extraction.actors import Entity
from extraction.context import Context
from extraction.phrases import NounPhrase
from extraction.speakers import main_subject, subject_of
from extraction.subjects import is_party

_BACK = 12
_CHAIN = 3


def subjects_before(ctx: Context, i: int) -> Iterator[NounPhrase]:
    """The written subjects of the last verbs before token `i`, the nearest first, each party once."""
    if ctx.subjects is None:
        ctx.subjects = list(_subjects(ctx))
    at = bisect_left(ctx.subjects, i, key=lambda item: item[0])
    seen: set[int] = set()
    for _, phrase in reversed(ctx.subjects[max(0, at - _BACK) : at]):
        entity = ctx.party_of(phrase)[1]
        key = entity.id if entity is not None else -phrase.start
        if key not in seen:
            seen.add(key)
            yield phrase
        if len(seen) == _CHAIN:
            return


def _subjects(ctx: Context) -> Iterator[tuple[int, NounPhrase]]:
    """Every finite verb whose subject is a written party, with it, in order."""
    for i, here in enumerate(ctx.cues):
        if here.finite:
            phrase = subject_of(ctx, i)
            if phrase is not None and is_party(phrase):
                yield i, phrase


def agreeing(ctx: Context, i: int, gender: str, number: str) -> NounPhrase | None:
    """The nearest subject before token `i` that a verb or pronoun of this gender and number may stand for."""
    for phrase in subjects_before(ctx, i):
        entity = ctx.party_of(phrase)[1]
        if entity is not None and _agrees(entity, gender, number):
            return phrase
    return None


def _agrees(entity: Entity, gender: str, number: str) -> bool:
    if number in ("p", "d"):
        return entity.number == number
    return entity.number not in ("p", "d") and (not entity.gender or entity.gender == gender)


def sentence_before(ctx: Context, i: int) -> NounPhrase | None:
    """The main subject of the sentence before that of token `i`."""
    start = ctx.sentence(i).start
    if start not in ctx.subjects_told:
        ctx.subjects_told[start] = main_subject(ctx, start - 1) if start > 0 else None
    return ctx.subjects_told[start]


def opening_party(ctx: Context, i: int) -> NounPhrase | None:
    """The first party of the paragraph of token `i`."""
    paragraph = ctx.tokens[i].paragraph
    found = None
    for phrase, _ in ctx.entities.before(i, _BACK):
        if ctx.tokens[phrase.start].paragraph != paragraph:
            break
        found = phrase
    return found
