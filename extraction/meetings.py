"""The occasions an article tells of: every mention of one gathering joined, its fields filled.

`find_meetings` returns `Occasions` with token positions for the other components;
`Occasions.records()` are the `Meeting` records and `Occasions.meeting_for` says in
which of them something at a token was said or done.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from extraction.actors import Entities
from extraction.gatherings import Mention, find
from extraction.occasions import Frame, Reader, words
from extraction.phrases import NounPhrase, Phrases
from extraction.timex import Timex, bounds, clock_of, resolve
from extraction.types import Meeting, MeetingKind, Party, Span

MAX_OPEN = 12
MAX_PARTIES = 12
MAX_QUOTE = 14
_MEMBERS = frozenset({"body.party", "body.union", "body.federation", "body.association", "body.movement"})
_FAMILIES = {
    "gathering.meeting": "meet", "gathering.encounter": "meet", "gathering.sitting": "meet",
    "gathering.session": "meet", "gathering.consultation": "meet", "gathering.talks": "meet",
    "gathering.dialogue": "meet", "gathering.reception": "meet", "gather.ijtamaa": "meet",
    "gather.iltaqa": "meet", "gather.tabahatha": "meet", "gather.istaqbala": "meet",
    "gathering.cabinet": "meet", "gathering.convening": "meet",
    "gathering.congress": "forum", "gathering.forum": "forum", "gathering.platform": "forum",
    "gathering.symposium": "forum", "gathering.summit": "forum", "gathering.table": "forum",
    "gathering.lecture": "forum", "gathering.conference_day": "forum", "gathering.salon": "forum",
    "gathering.day": "forum", "gathering.founding": "forum",
    "gathering.assembly": "assembly",
    "gathering.workshop": "training", "gathering.study_days": "training",
    "gathering.visit": "visit", "gathering.tour": "visit", "gather.zara": "visit",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Occasion:
    """One occasion: its mentions with what the text around each tells."""

    id: str
    frames: list[Frame] = field(default_factory=list)
    kind: MeetingKind = MeetingKind.MEETING
    date: str | None = None
    time: str | None = None
    place: str | None = None
    organizers: tuple[Party, ...] = ()
    chair: tuple[Party, ...] = ()
    participants: tuple[Party, ...] = ()
    planned: bool = False
    modifiers: set[str] = field(default_factory=set)

    @property
    def first(self) -> Mention:
        """The first mention."""
        return self.frames[0].mention

    @property
    def heads(self) -> list[int]:
        """The head tokens of all mentions, in order."""
        return [frame.mention.head for frame in self.frames]


class Occasions:
    """The occasions of one document, in the order of their first mentions."""

    def __init__(self, table: Phrases, entities: Entities, found: Sequence[Occasion]) -> None:
        self.table, self.entities, self.all = table, entities, list(found)
        self._by_head = {frame.mention.head: o for o in self.all for frame in o.frames}

    def at(self, head: int) -> Occasion | None:
        """The occasion that the mention at a head token belongs to."""
        return self._by_head.get(head)

    def records(self) -> tuple[Meeting, ...]:
        """The occasions as records, in order of position."""
        return tuple(self._record(occasion) for occasion in self.all)

    def _record(self, o: Occasion) -> Meeting:
        spans = _quotes(self.table, o)
        return Meeting(
            o.id, o.kind, spans, o.date, o.time, o.place, o.organizers, o.chair, o.participants, o.planned
        )

    def meeting_for(self, index: int) -> str | None:
        """The id of the meeting in which something at a token was said or done, or None."""
        doc = self.table.doc
        sentence = doc.sentences[doc.tokens[index].sentence]
        held = [o for o in self.all if not o.planned]
        near = [(h, o) for o in held for h in o.heads if h in sentence]
        before = [(h, o) for h, o in near if h < index]
        if before:
            return max(before, key=lambda item: item[0])[1].id
        if near:
            return min(near, key=lambda item: item[0])[1].id
        earlier = [(h, o) for o in held for h in o.heads if h < index]
        return max(earlier, key=lambda item: item[0])[1].id if earlier else None


def find_meetings(
    table: Phrases, entities: Entities, timexes: Iterable[Timex], published: date | None
) -> Occasions:
    """All occasions of a document. Linear in its length."""
    mentions = find(table)
    reader = Reader(table, timexes, mentions)
    dater = _Dater(table, reader.timexes, published)
    clusters: list[Occasion] = []
    part_of: dict[int, Occasion] = {}
    for mention in mentions:
        frame = reader.frame(mention)
        home = part_of.get(mention.head) or _home(frame, clusters, dater, table)
        if home is None:
            home = Occasion("", [])
            clusters.append(home)
        home.frames.append(frame)
        home.modifiers |= mention.modifiers
        if frame.inside >= 0:
            part_of[frame.inside] = home
    kept = [o for o in clusters if _is_occasion(o)]
    for number, occasion in enumerate(kept, start=1):
        occasion.id = f"m{number}"
        _fill(occasion, table, entities, dater)
    return Occasions(table, entities, kept)


# -- which mentions are one occasion


def _home(frame: Frame, clusters: list[Occasion], dater: "_Dater", table: Phrases) -> Occasion | None:
    """The occasion that a mention refers back to, or None for a new one."""
    for same_word in (True, False):
        for occasion in reversed(clusters[-MAX_OPEN:]):
            if _fits(frame, occasion, same_word, dater):
                return occasion
    return None


def _fits(frame: Frame, occasion: Occasion, same_word: bool, dater: "_Dater") -> bool:
    mention = frame.mention
    entries = {f.mention.entry for f in occasion.frames}
    if same_word != (mention.entry in entries):
        return False
    if not same_word and _family(mention) not in {_family(f.mention) for f in occasion.frames}:
        return False
    if dater.conflict(frame, occasion):
        return False
    if mention.verbal or not (mention.definite or mention.demonstrative or mention.owned):
        return same_word and _retold(frame, occasion, dater)
    if mention.plural != occasion.first.plural:
        return False
    if mention.demonstrative:
        return True
    if not mention.modifiers:
        return True
    if mention.owned:
        return same_word
    return same_word and (not occasion.modifiers or bool(mention.modifiers & occasion.modifiers))


def _family(mention: Mention) -> str:
    return _FAMILIES.get(mention.entry, mention.entry)


def _retold(frame: Frame, occasion: Occasion, dater: "_Dater") -> bool:
    """An indefinite mention that tells the same occasion again."""
    mention = frame.mention
    if mention.verbal:
        return False
    common = mention.modifiers & occasion.modifiers
    return len(common) >= 2 or (bool(common) and dater.agree(frame, occasion))


def _is_occasion(occasion: Occasion) -> bool:
    """Whether the mentions stand for a real occasion and not for a habit, a body or a thing."""
    mentions = [frame.mention for frame in occasion.frames]
    cues = sum(_evidence(frame) for frame in occasion.frames)
    if all(m.plural for m in mentions):
        return cues >= 3
    if all(m.dull for m in mentions):
        return cues >= 3
    if all(m.weak for m in mentions):
        return cues >= 2
    return True


def _evidence(frame: Frame) -> int:
    return (
        min(frame.cues, 2) + bool(frame.timexes) + bool(frame.places) + bool(frame.role in {"hold", "occur"})
        + bool(frame.chair) + frame.held + bool(frame.organizers) + frame.mention.demonstrative
    )  # fmt: skip


# -- the fields


def _fill(o: Occasion, table: Phrases, entities: Entities, dater: "_Dater") -> None:
    o.kind = _kind(o, table)
    o.date = dater.date_of(o)
    o.time = next((clock_of(f.clock) for f in o.frames if f.clock is not None), None)
    o.place = next((table.text(p) for f in o.frames for p in f.places), None)
    o.planned = _planned(o, dater)
    body = [p for f in o.frames for p in f.body]
    organizers = [p for f in o.frames for p in f.organizers]
    o.chair = _parties(entities, [p for f in o.frames for p in f.chair])
    participants = [p for f in o.frames for p in f.participants]
    speakers = [p for f in o.frames for p in f.speakers]
    owner = [p for f in o.frames for p in f.owner]
    press = any(_is_press(table, f.mention) for f in o.frames)
    o.organizers = _parties(entities, organizers or owner or (speakers if press else []) or body)
    o.participants = _parties(entities, participants or body or speakers or owner or organizers)


def _parties(entities: Entities, phrases: list[NounPhrase]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for phrase in phrases:
        party = entities.party(phrase)
        found.setdefault(party.name, party)
    return tuple(list(found.values())[:MAX_PARTIES])


def _is_press(table: Phrases, mention: Mention) -> bool:
    return bool(_nearby(table, mention) & words("press"))


def _nearby(table: Phrases, mention: Mention) -> set[str]:
    return {token.folded for token in table.doc.tokens[mention.head + 1 : mention.head + 4]}


def _kind(o: Occasion, table: Phrases) -> MeetingKind:
    """The kind of the first head, corrected by the words beside the heads."""
    kind = o.first.kind
    near = set().union(*(_nearby(table, frame.mention) for frame in o.frames))
    entries = {frame.mention.entry for frame in o.frames}
    if near & words("press") and kind in {MeetingKind.MEETING, MeetingKind.FORUM}:
        return MeetingKind.FORUM
    if "gathering.assembly" in entries:
        return MeetingKind.ASSEMBLY
    if o.first.entry == "gathering.sitting":
        return kind if near & words("session_word") else MeetingKind.MEETING
    if o.first.entry == "gathering.session" and near & words("training_word"):
        return MeetingKind.TRAINING
    if o.first.entry == "gathering.congress" and (near & words("congress_word") or _of_members(o, table)):
        return MeetingKind.ASSEMBLY
    return kind


def _of_members(o: Occasion, table: Phrases) -> bool:
    """Whether the congress is that of a party or union."""
    for frame in o.frames:
        for phrase in (*frame.body, *frame.organizers, *frame.owner):
            head = table.nouns[phrase.head]
            if head is not None and any(form.entry.id in _MEMBERS for form in head.forms):
                return True
    return False


def _planned(o: Occasion, dater: "_Dater") -> bool:
    latest = bounds(o.date)[0] if o.date else None
    if latest is not None and dater.published is not None and latest != dater.published:
        return latest > dater.published
    return any(f.future for f in o.frames) and not any(f.past for f in o.frames)


def _quotes(table: Phrases, o: Occasion) -> tuple[Span, ...]:
    """The spans of the mentions, lengthened until the quote is found once in the text."""
    return tuple(_quote(table, frame.mention) for frame in o.frames)


def _quote(table: Phrases, mention: Mention) -> Span:
    doc, end = table.doc, mention.end
    limit = min(len(doc.tokens), mention.head + MAX_QUOTE)
    while end < limit and doc.text.count(doc.quote(mention.head, end)) > 1:
        end += 1
    return doc.span(mention.head, end)


class _Dater:
    """Resolves the times beside mentions against the day of publication."""

    def __init__(self, table: Phrases, timexes: list[Timex], published: date | None) -> None:
        self.published = published
        values = (resolve(t, None) for t in timexes)
        days = [bounds(value)[0] for value in values if value and len(value) == 10]
        self.anchors = [day for day in days if day is not None]
        self._known: dict[tuple[int, int], str | None] = {}

    def value(self, timex: Timex, frame: Frame) -> str | None:
        """The EDTF value of a timex beside a mention."""
        direction = 1 if frame.future and not frame.past else -1 if frame.past and not frame.future else 0
        key = (timex.start, direction)
        if key not in self._known:
            self._known[key] = resolve(
                timex,
                self.published,
                published=self.published,
                anchors=self.anchors,
                direction=direction or None,
            )
        return self._known[key]

    def of(self, frame: Frame, loose: bool = False) -> str | None:
        """The date that one mention's surroundings give: firmly, or by standing near."""
        for timex in frame.loose if loose else frame.firm:
            value = self.value(timex, frame)
            if value is not None:
                return value
        return None

    def date_of(self, o: Occasion) -> str | None:
        """The date of an occasion: the most exact that a mention gives firmly, else the first near one."""
        values = [value for frame in o.frames if (value := self.of(frame)) is not None]
        if values:
            return max(values, key=lambda value: min(len(value), 10))
        return next((value for f in o.frames if (value := self.of(f, loose=True)) is not None), None)

    def firm_date(self, o: Occasion) -> str | None:
        """The first date that a mention gives firmly."""
        return next((value for f in o.frames if (value := self.of(f)) is not None), None)

    def conflict(self, frame: Frame, o: Occasion) -> bool:
        """Whether a mention and an occasion have dates that cannot be one."""
        mine = self.of(frame)
        theirs = self.firm_date(o)
        if mine is None or theirs is None or mine == theirs:
            return False
        a, b = bounds(mine), bounds(theirs)
        if a[0] is None or a[1] is None or b[0] is None or b[1] is None:
            return len(mine) == len(theirs)
        return a[1] < b[0] or b[1] < a[0]

    def agree(self, frame: Frame, o: Occasion) -> bool:
        """Whether a mention and an occasion give no two dates."""
        mine, theirs = self.of(frame), self.firm_date(o)
        return mine is None or theirs is None or mine == theirs
