"""What else a record says: assignees, recipients, deadline, status, and the words that hold it all."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from extraction.actions import Action
from extraction.context import Context
from extraction.phrases import NounPhrase
from extraction.subjects import is_party, owner, subject_after
from extraction.timex import bounds
from extraction.timex.events import beside, lead_before
from extraction.triggers import Trigger
from extraction.types import CommitmentKind, Deadline, Party, ReportedStatus, Span

_ADDRESSED = frozenset({CommitmentKind.DIRECTIVE, CommitmentKind.RECOMMENDATION})
_MOST = 4


def assignees_of(
    ctx: Context, trigger: Trigger, action: Action, committers: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Who must act, for a directive or recommendation: the addressee between trigger and action."""
    if action.joint == "provided" or trigger.kind not in _ADDRESSED:
        return ()
    phrase = _addressee(ctx, trigger, action)
    if phrase is None:
        return ()
    names = {party.name for party in committers}
    parties = [ctx.entities.party(p) for p in ctx.phrases.coordinated(phrase.start)[:_MOST]]
    return tuple(party for party in parties if party.name not in names)


def _addressee(ctx: Context, trigger: Trigger, action: Action) -> NounPhrase | None:
    subject = subject_after(ctx, trigger.head) if trigger.form == "verb" else owner(ctx, trigger.head)
    stop = min(action.start, trigger.end + 30)
    i = trigger.end
    fallback = None
    while i < stop:
        phrase = ctx.phrases.at(i)
        if phrase is None:
            i += 1
            continue
        if phrase.end <= stop and is_party(phrase):
            word = ctx.phrases.nouns[i]
            called = ctx.cues[i].prep == "l" or (i > 0 and ctx.cues[i - 1].has("ila"))
            if called:
                return phrase
            bare = word is not None and not word.prep
            if bare and fallback is None and (subject is None or phrase.start != subject.start):
                fallback = phrase
        i = max(phrase.end, i + 1)
    if fallback is None and trigger.form == "passive" and subject is not None and is_party(subject):
        return subject
    return fallback


def recipients_of(
    ctx: Context, trigger: Trigger, action: Action, taken: tuple[Party, ...]
) -> tuple[Party, ...]:
    """To whom a pledge is made, where ل or لفائدة names a party beside it."""
    names = {party.name for party in taken}
    for i in range(trigger.end, action.end):
        phrase = ctx.phrases.at(i)
        if phrase is None or not is_party(phrase):
            continue
        if ctx.cues[i].prep == "l" or ctx.cues[i - 1].has("favour"):
            party = ctx.entities.party(phrase)
            return () if party.name in names else (party,)
    return ()


def deadlines_of(
    ctx: Context, found: Sequence[tuple[Trigger, Action]], published: date | None
) -> list[Deadline | None]:
    """The deadlines of actions in order of position; a limit at the end of conjuncts holds for all.

    An action without a time of its own is due at the planned occasion that its words name.
    """
    alone = [deadline_of(ctx, trigger, action, published) for trigger, action in found]
    shared = ctx.times(published).shared_deadlines([range(a.start, a.end) for _, a in found], alone)
    events = _planned_events(ctx)
    return [
        deadline if deadline and deadline.value else _at_event(ctx, *pair, events) or deadline
        for pair, deadline in zip(found, shared, strict=True)
    ]


def deadline_of(ctx: Context, trigger: Trigger, action: Action, published: date | None) -> Deadline | None:
    """When the action is due, seen from the meeting it was decided in, else from publication."""
    return ctx.times(published).deadline_for(
        range(action.start, action.end),
        range(trigger.start, trigger.end),
        ahead=ctx.tokens[trigger.head].facts.is_future,
        reference=_reference(ctx, trigger, published),
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


def _reference(ctx: Context, trigger: Trigger, published: date | None) -> date | None:
    occasion = ctx.occasion_of(trigger.head)
    if occasion is not None and occasion.date:
        earliest, latest = bounds(occasion.date)
        return latest or earliest or published
    return published


def status_of(ctx: Context, trigger: Trigger) -> ReportedStatus:
    """What the text says became of it: broken where the trigger stands in a word of breach."""
    sentence = ctx.sentence(trigger.head)
    for j in range(max(sentence.start, trigger.start - 5), trigger.start):
        if ctx.cues[j].has("breach"):
            return ReportedStatus.BROKEN
    return ReportedStatus.OPEN


def holding(ctx: Context, trigger: Trigger, action: Action) -> Span:
    """The clause or sentence that holds trigger and action, without white space at its ends."""
    start, end = min(trigger.start, action.start), max(trigger.end, action.end)
    first, last = ctx.sentence(start), ctx.sentence(end - 1)
    return ctx.doc.span(first.start, last.stop)
