"""What sort of gathering an occasion is: by the head that says most, the words beside it and whose it is."""

from collections.abc import Sequence

from extraction.gatherings import CONVENING, Mention
from extraction.occasions import Frame, words
from extraction.phrases import Phrases
from extraction.types import MeetingKind

_LARGER = frozenset({"forum", "assembly", "training"})
_VAGUE = frozenset({CONVENING, "gathering.handover"})
_PARTS = frozenset({"gathering.sitting", "gathering.session"})
_SITTINGS = frozenset({"gathering.sitting", "gathering.meeting"})
_COUNCILS = frozenset({"body.council", "body.government", "body.parliament"})
_MEMBERS = frozenset({"body.party", "body.union", "body.federation", "body.association", "body.movement"})


def kind_of(table: Phrases, frames: Sequence[Frame]) -> MeetingKind:
    """The kind of the head that says most, corrected by the words beside the heads and by whose it is."""
    telling = _telling([frame.mention for frame in frames])
    near = set().union(*(_nearby(table, frame.mention) for frame in frames))
    if near & words("press") and telling.kind in {MeetingKind.MEETING, MeetingKind.FORUM}:
        return MeetingKind.FORUM
    if any(frame.mention.entry == "gathering.assembly" for frame in frames):
        return MeetingKind.ASSEMBLY
    if telling.entry == "gathering.congress":
        assembly = near & words("congress_word") or _belongs(table, frames, _MEMBERS)
        return MeetingKind.ASSEMBLY if assembly else telling.kind
    if telling.entry == "gathering.session":
        return MeetingKind.SESSION if _governs(frames, near) else MeetingKind.TRAINING
    if telling.entry in _SITTINGS and _belongs(table, frames, _COUNCILS):
        return MeetingKind.SESSION
    if telling.entry == "gathering.sitting" and not near & words("session_word"):
        return MeetingKind.MEETING
    return telling.kind


def _nearby(table: Phrases, mention: Mention) -> set[str]:
    return {token.folded for token in table.doc.tokens[mention.head + 1 : mention.head + 4]}


def _telling(mentions: Sequence[Mention]) -> Mention:
    """The mention whose head says most: a workshop's sitting is a workshop."""
    clear = next((m for m in mentions if m.entry not in _VAGUE), mentions[0])
    if clear.entry not in _PARTS:
        return clear
    return next((m for m in mentions if m.family in _LARGER), clear)


def _governs(frames: Sequence[Frame], near: set[str]) -> bool:
    """Whether a `دورة` is a body's session and not a course."""
    if near & words("training_word"):
        return False
    own = any(f.mention.owned or any("body" in p.kinds for p in f.body) for f in frames)
    return bool(near & words("session_word")) or own


def _belongs(table: Phrases, frames: Sequence[Frame], bodies: frozenset[str]) -> bool:
    """Whether the occasion is told to be that of a body of such a sort."""
    for frame in frames:
        for phrase in (*frame.body, *frame.organizers, *frame.owner):
            head = table.nouns[phrase.head]
            names = {form.entry.id for form in head.forms} if head is not None else set()
            if "body.council" in names and "body.council" in bodies:
                tokens = table.doc.tokens[phrase.start : phrase.end]
                if {token.folded for token in tokens} & words("council_word"):
                    return True
            elif names & bodies:
                return True
    return False
