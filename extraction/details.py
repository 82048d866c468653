"""What else a record says: assignees, recipients, deadline, and the words that hold it all."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from extraction.actions import Action
from extraction.context import Context
from extraction.phrases import NounPhrase
from extraction.subjects import antecedent, is_party, subject_after
from extraction.timex import bounds
from extraction.timex.events import beside, lead_before
from extraction.triggers import Trigger
from extraction.types import CommitmentKind, Deadline, Party, Span

_ADDRESSED = frozenset({CommitmentKind.DIRECTIVE, CommitmentKind.RECOMMENDATION})
_MOST = 4


def assignees_of(
    ctx: Context, trigger: Trigger, first: Action, kind: CommitmentKind, committers: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Who must act, for a directive or recommendation: whom it is addressed to before its first action."""
    if first.joint == "provided" or kind not in _ADDRESSED:
        return ()
    return _addressees(ctx, trigger, first, committers, lone=True)


def _addressees(
    ctx: Context, trigger: Trigger, first: Action, committers: tuple[Party, ...], *, lone: bool
) -> tuple[Party, ...]:
    """The party called with ل or إلى, else the object of the verb or masdar: who stands bare, unbound.

    A verb with a pronoun addresses what its relative clause describes: `اللجنة التي كلفها الوزير`. `lone`
    says whether a phrase that stands bare without another may be the object.
    """
    names = {party.name for party in committers}
    for phrase in _called(ctx, trigger, first, lone=lone):
        parties = [ctx.entities.party(p) for p in ctx.phrases.coordinated(phrase.start)[:_MOST]]
        found = tuple(party for party in parties if party.name not in names)
        if found:
            return found
    return ()


def _called(ctx: Context, trigger: Trigger, first: Action, *, lone: bool) -> list[NounPhrase]:
    """The phrases that may name the addressee, the likeliest first."""
    bare: list[NounPhrase] = []
    i, stop = trigger.end, min(first.start, trigger.end + 30)
    while i < stop:
        phrase = ctx.phrases.at(i)
        if phrase is not None and phrase.end <= stop and is_party(phrase):
            word = ctx.phrases.nouns[i]
            if ctx.cues[i].prep == "l" or ctx.cues[i - 1].has("ila"):
                return [phrase]
            if word is not None and not word.prep and not _prepositional(ctx, i):
                bare.append(phrase)
        i = max(phrase.end, i + 1) if phrase is not None else i + 1
    described = antecedent(ctx, trigger.head) if trigger.reading.enclitic else None
    if described is not None and is_party(described):
        return [described]
    subject = subject_after(ctx, trigger.head) if trigger.form == "verb" else None
    if len(bare) > 1 and subject is not None and bare[0].start == subject.start:
        return bare[1:]
    return bare if lone else []


def _prepositional(ctx: Context, i: int) -> bool:
    return ctx.cues[i - 1].facts.pos == frozenset({"prep"})


def recipients_of(
    ctx: Context,
    trigger: Trigger,
    first: Action,
    action: Action,
    kind: CommitmentKind,
    taken: tuple[Party, ...],
) -> tuple[Party, ...]:
    """To whom it is promised: whom a pledge is addressed to, else whoever ل or لفائدة names beside it."""
    if kind is CommitmentKind.PLEDGE:
        found = _addressees(ctx, trigger, first, taken, lone=False)
        if found:
            return found
    names = {party.name for party in taken}
    for i in range(trigger.end, action.end):
        phrase = ctx.phrases.at(i)
        if phrase is None or not is_party(phrase):
            continue
        if ctx.cues[i].prep == "l" or ctx.cues[i - 1].has("favour"):
            party = ctx.entities.party(phrase)
            return () if party.name in names else (party,)
    return ()


def deadlines_of(ctx: Context, found: Sequence[tuple[Trigger, Action]]) -> list[Deadline | None]:
    """The deadlines of actions in order of position; a limit at the end of conjuncts holds for all.

    An action without a time of its own is due at the planned occasion that its words name.
    """
    alone = [deadline_of(ctx, trigger, action) for trigger, action in found]
    shared = ctx.times().shared_deadlines([range(a.start, a.end) for _, a in found], alone)
    events = _planned_events(ctx)
    return [
        deadline if deadline and deadline.value else _at_event(ctx, *pair, events) or deadline
        for pair, deadline in zip(found, shared, strict=True)
    ]


def deadline_of(ctx: Context, trigger: Trigger, action: Action) -> Deadline | None:
    """When the action is due, seen from the meeting it was decided in, else from publication."""
    return ctx.times().deadline_for(
        range(action.start, action.end),
        range(trigger.start, trigger.end),
        ahead=ctx.tokens[trigger.head].facts.is_future,
        reference=_reference(ctx, trigger),
    )


def _planned_events(ctx: Context) -> list[tuple[int, int, str]]:
    """(head, end, date) of every mention of a dated occasion still to come, in order."""
    return sorted(
        (frame.mention.head, frame.mention.end, occasion.date)
        for occasion in ctx.occasions.all
        if occasion.planned and occasion.date
        for frame in occasion.frames
    )


def _at_event(
    ctx: Context, trigger: Trigger, action: Action, events: list[tuple[int, int, str]]
) -> Deadline | None:
    """During, before or after an occasion that stands in the action, or before it after a future verb."""
    first = trigger.end if ctx.tokens[trigger.head].facts.is_future else action.start
    for head, end, when in events[bisect_left(events, (first + 1,)) :]:
        if head >= action.end:
            break
        lead = lead_before(ctx.doc, head)
        value = beside(lead.label, when) if lead and lead.start >= first else None
        if lead and value:
            return Deadline(ctx.doc.quote(lead.start, end), ctx.doc.span(lead.start, end), value)
    return None


def _reference(ctx: Context, trigger: Trigger) -> date | None:
    occasion = ctx.occasion_of(trigger.head)
    if occasion is not None and occasion.date:
        earliest, latest = bounds(occasion.date)
        return latest or earliest or ctx.published
    return ctx.published


def holding(ctx: Context, trigger: Trigger, action: Action) -> Span:
    """The clause or sentence that holds trigger and action, without white space at its ends."""
    start, end = min(trigger.start, action.start), max(trigger.end, action.end)
    first, last = ctx.sentence(start), ctx.sentence(end - 1)
    return ctx.doc.span(first.start, last.stop)
