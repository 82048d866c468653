"""The occasions an article tells of: every mention of one gathering joined, its fields filled.

`find_meetings` returns `Occasions` with token positions for the other components;
`Occasions.records()` are the `Meeting` records and `Occasions.meeting_for` says in
which of them something at a token was said or done.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from extraction.actors import Entities
from extraction.gatherings import CONVENING, Mention, find
from extraction.linking import Linker, Scene
from extraction.merging import (
    FORBIDDEN,
    Cluster,
    Models,
    View,
    link_features,
    models,
    occasion_features,
    view,
)
from extraction.occasions import Frame, Reader, words
from extraction.phrases import NounPhrase, Phrases
from extraction.timex import Timex, bounds, clock_of
from extraction.timex.context import TimeContext
from extraction.types import Meeting, MeetingKind, Party

MAX_OPEN = 12
MAX_PARTIES = 12
MAX_DATES = 6
_LARGER = frozenset({"forum", "assembly", "training"})
_VAGUE = frozenset({CONVENING, "gathering.handover"})
_PARTS = frozenset({"gathering.sitting", "gathering.session"})
_SITTINGS = frozenset({"gathering.sitting", "gathering.meeting"})
_COUNCILS = frozenset({"body.council", "body.government", "body.parliament"})
_MEMBERS = frozenset({"body.party", "body.union", "body.federation", "body.association", "body.movement"})


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

    def __init__(
        self, table: Phrases, entities: Entities, found: Sequence[Occasion], learned: Models
    ) -> None:
        self.table, self.entities, self.all = table, entities, list(found)
        self.linker = Linker(table, entities, [_scene(entities, o) for o in found], learned)
        self._by_head = {frame.mention.head: o for o in self.all for frame in o.frames}

    def at(self, head: int) -> Occasion | None:
        """The occasion that the mention at a head token belongs to."""
        return self._by_head.get(head)

    def records(self) -> tuple[Meeting, ...]:
        """The occasions as records, in order of position."""
        return tuple(self._record(occasion) for occasion in self.all)

    def _record(self, o: Occasion) -> Meeting:
        spans = tuple(self.table.doc.span(f.mention.head, f.mention.end) for f in o.frames)
        return Meeting(
            o.id, o.kind, spans, o.date, o.time, o.place, o.organizers, o.chair, o.participants, o.planned
        )

    def meeting_for(self, index: int) -> str | None:
        """The id of the meeting in which something at a token was said or done, or None."""
        return self.linker.choose(index)


def find_meetings(
    table: Phrases,
    entities: Entities,
    timexes: Iterable[Timex],
    published: date | None,
    learned: Models | None = None,
) -> Occasions:
    """All occasions of a document. Linear in its length. `learned` replaces the shipped weights."""
    learned = learned or models()
    dater, views, parts = read_views(table, entities, timexes, published)
    clusters = cluster(table, dater, views, parts, learned)
    real = coalesce(dater, real_occasions(table, clusters, learned))
    kept = [Occasion("", c.frames) for c in real]
    for number, occasion in enumerate(kept, start=1):
        occasion.id = f"m{number}"
        _fill(occasion, table, entities, dater)
    return Occasions(table, entities, kept, learned)


def _scene(entities: Entities, o: Occasion) -> Scene:
    phrases = [p for f in o.frames for p in (*f.organizers, *f.participants, *f.chair, *f.body, *f.owner)]
    return Scene(o.id, o.kind, o.planned, o.frames, _ids(entities, phrases))


def read_views(
    table: Phrases, entities: Entities, timexes: Iterable[Timex], published: date | None
) -> tuple["Dater", list[View], dict[int, int]]:
    """Every mention with its surroundings, and which head is told to be part of which."""
    mentions = find(table)
    reader = Reader(table, entities, timexes, mentions)
    dater = Dater(table, reader.timexes, published)
    views, parts = [], {}
    for mention in mentions:
        frame = reader.frame(mention)
        parties = _ids(
            entities, (*frame.organizers, *frame.participants, *frame.body, *frame.owner, *frame.chair)
        )
        objects = _ids(entities, frame.participants) - _ids(
            entities, (*frame.organizers, *frame.participants[:1])
        )
        places = {table.text(phrase) for phrase in frame.places}
        views.append(view(table, frame, parties, objects, places, dater.of(frame)))
        if frame.inside >= 0:
            parts[frame.inside] = mention.head
        elif mention.verbal and views[:-1] and _relative_of(table, views[-2].frame.mention, mention):
            parts[mention.head] = views[-2].frame.mention.head
    return dater, views, parts


def _ids(entities: Entities, phrases: Iterable[NounPhrase]) -> set[int]:
    return {entity.id for phrase in phrases if (entity := entities.at(phrase.start)) is not None}


def _relative_of(table: Phrases, noun: Mention, verb: Mention) -> bool:
    """`الجلسة العامة التي ستجتمع`: a verb that tells of the occasion before it."""
    before = table.nouns[verb.head - 1]
    near = 0 <= verb.head - noun.end <= 2 and not noun.verbal
    return near and before is not None and "pron_rel" in before.facts.pos


def cluster(
    table: Phrases, dater: "Dater", views: Sequence[View], parts: dict[int, int], learned: Models
) -> list[Cluster]:
    """Join the mentions of each occasion, in order of their first mentions."""
    clusters: list[Cluster] = []
    home_of: dict[int, Cluster] = {}
    for it in views:
        head = it.frame.mention.head
        home = home_of.get(parts[head]) if head in parts else None
        home = home or larger(it, clusters) or best_home(table, dater, it, clusters, learned)
        if home is None:
            home = Cluster()
            clusters.append(home)
        home.add(it)
        home_of[head] = home
    return clusters


def best_home(
    table: Phrases, dater: "Dater", it: View, clusters: Sequence[Cluster], learned: Models
) -> Cluster | None:
    """The cluster that a mention most probably belongs to, or None for a new one."""
    best, high = None, learned.link_threshold
    alone = is_alone(it, clusters)
    for rank, candidate in enumerate(reversed(clusters[-MAX_OPEN:])):
        clash = dater.clash(it.date, candidate.dates)
        features = link_features(table, it, candidate, rank, clash, alone)
        score = learned.links.score(features)
        if score > high and FORBIDDEN not in features:
            best, high = candidate, score
    return best


def is_alone(it: View, clusters: Sequence[Cluster]) -> bool:
    """Whether no cluster near enough is of the mention's family."""
    return all(it.frame.mention.family not in c.families for c in clusters[-MAX_OPEN:])


def larger(it: View, clusters: Sequence[Cluster]) -> Cluster | None:
    """The last occasion that an opening or closing session can be part of."""
    if not it.frame.part:
        return None
    return next((c for c in reversed(clusters[-MAX_OPEN:]) if c.families & _LARGER), None)


def coalesce(dater: "Dater", clusters: Sequence[Cluster]) -> list[Cluster]:
    """Join occasions that, all their mentions taken together, cannot be told apart."""
    kept: list[Cluster] = []
    for it in clusters:
        home = next((c for c in reversed(kept[-MAX_OPEN:]) if _alike(dater, c, it)), None)
        if home is None:
            kept.append(it)
        else:
            home.absorb(it)
    return kept


def _alike(dater: "Dater", a: Cluster, b: Cluster) -> bool:
    """Gatherings of one sort on one day, and never on two."""
    if any(dater.clash(day, b.dates) for day in islice(a.dates, MAX_DATES)) or a.all_ahead != b.all_ahead:
        return False
    strangers = a.parties and b.parties and not a.parties & b.parties
    return bool(a.families & b.families and a.dates & b.dates and not strangers)


def real_occasions(table: Phrases, clusters: Sequence[Cluster], learned: Models) -> list[Cluster]:
    """The clusters that stand for occasions and not for habits, bodies or things."""
    forum = any("forum" in c.families or "assembly" in c.families for c in clusters)
    return [
        c for c in clusters
        if learned.occasions.score(occasion_features(table, c, forum)) > learned.occasion_threshold
    ]  # fmt: skip


# -- the fields


def _fill(o: Occasion, table: Phrases, entities: Entities, dater: "Dater") -> None:
    o.kind = _kind(o, table)
    o.date = dater.date_of(o)
    o.time = next((clock_of(f.clock) for f in o.frames if f.clock is not None), None)
    o.place = next((table.text(p) for f in o.frames for p in f.places), None)
    o.planned = _planned(o, dater)
    body = [p for f in o.frames for p in f.body]
    owner = [p for f in o.frames for p in f.owner]
    organizers = [p for f in o.frames for p in f.organizers]
    participants = [p for f in o.frames for p in f.participants]
    speakers = [p for f in o.frames for p in f.speakers]
    o.chair = _parties(entities, [p for f in o.frames for p in f.chair])
    o.organizers = _parties(entities, organizers or owner or _hosts(o, table, entities, body, speakers))
    o.participants = _parties(entities, participants or body or speakers or owner or organizers)


def _hosts(
    o: Occasion, table: Phrases, entities: Entities, body: list[NounPhrase], speakers: list[NounPhrase]
) -> list[NounPhrase]:
    """Who holds an occasion of no named organiser: the body it is of, who speaks, the seat it is in."""
    homes = [home for p in speakers if (home := _home(entities, p)) is not None]
    if any(_is_press(table, f.mention) for f in o.frames):
        return speakers + homes
    if body:
        return body
    places = (p for f in o.frames for p in f.places)
    seats = [p for p in places if "body" in p.kinds and "place_head" not in p.kinds]
    bodies = [p for p in speakers if p.kinds & {"body"}]
    return bodies or (seats if o.kind is MeetingKind.SESSION else []) or homes


def _home(entities: Entities, phrase: NounPhrase) -> NounPhrase | None:
    entity = entities.resolve(phrase)
    return entity.organisation if entity is not None else None


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
    """The kind of the head that says most, corrected by the words beside the heads and by whose it is."""
    telling = _telling(o)
    near = set().union(*(_nearby(table, frame.mention) for frame in o.frames))
    if near & words("press") and telling.kind in {MeetingKind.MEETING, MeetingKind.FORUM}:
        return MeetingKind.FORUM
    if any(frame.mention.entry == "gathering.assembly" for frame in o.frames):
        return MeetingKind.ASSEMBLY
    if telling.entry == "gathering.congress":
        assembly = near & words("congress_word") or _belongs(o, table, _MEMBERS)
        return MeetingKind.ASSEMBLY if assembly else telling.kind
    if telling.entry == "gathering.session":
        return MeetingKind.SESSION if _governs(o, near) else MeetingKind.TRAINING
    if telling.entry in _SITTINGS and _belongs(o, table, _COUNCILS):
        return MeetingKind.SESSION
    if telling.entry == "gathering.sitting" and not near & words("session_word"):
        return MeetingKind.MEETING
    return telling.kind


def _telling(o: Occasion) -> Mention:
    """The mention whose head says most: a workshop's sitting is a workshop."""
    mentions = [frame.mention for frame in o.frames]
    clear = next((m for m in mentions if m.entry not in _VAGUE), o.first)
    if clear.entry not in _PARTS:
        return clear
    return next((m for m in mentions if m.family in _LARGER), clear)


def _governs(o: Occasion, near: set[str]) -> bool:
    """Whether a `دورة` is a body's session and not a course."""
    if near & words("training_word"):
        return False
    own = any(f.mention.owned or any("body" in p.kinds for p in f.body) for f in o.frames)
    return bool(near & words("session_word")) or own


def _belongs(o: Occasion, table: Phrases, bodies: frozenset[str]) -> bool:
    """Whether the occasion is told to be that of a body of such a sort."""
    for frame in o.frames:
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


def _planned(o: Occasion, dater: "Dater") -> bool:
    latest = bounds(o.date)[0] if o.date else None
    if latest is not None and dater.today is not None and latest != dater.today:
        return latest > dater.today
    return any(f.future for f in o.frames) and not any(f.past for f in o.frames)


class Dater:
    """Resolves the times beside mentions, as the article's own day and years settle them."""

    def __init__(self, table: Phrases, timexes: Iterable[Timex], published: date | None) -> None:
        self.context = TimeContext.build(table.doc, timexes, published)
        self.today = self.context.today
        self._known: dict[tuple[int, bool | None], str | None] = {}

    def value(self, timex: Timex, frame: Frame) -> str | None:
        """The EDTF value of a timex beside a mention."""
        planned = None if frame.future == frame.past else frame.future
        key = (timex.start, planned)
        if key not in self._known:
            self._known[key] = self.context.meeting_date(timex, planned=planned)
        return self._known[key]

    def of(self, frame: Frame, loose: bool = False) -> str | None:
        """The date that one mention's surroundings give: firmly, or by standing near."""
        for timex in frame.loose if loose else frame.firm:
            value = self.value(timex, frame)
            if value is not None and (not loose or self._may_date(frame, timex, value)):
                return value
        return None

    def _may_date(self, frame: Frame, timex: Timex, value: str) -> bool:
        """Whether a time that only stands near may be that of the occasion: a day, and not a decision's."""
        decided = frame.held and not frame.during and timex.start < frame.mention.head
        return len(value) >= len("YYYY-MM-DD") and timex.form != "limit" and not decided

    def date_of(self, o: Occasion) -> str | None:
        """The date of an occasion, as long as it is said to last."""
        value = self._start_of(o)
        return self.context.lasting(value, [f.mention.head for f in o.frames]) if value else None

    def _start_of(self, o: Occasion) -> str | None:
        """The most exact date that a mention gives firmly, else the first near one."""
        values = [value for frame in o.frames if (value := self.of(frame)) is not None]
        if values:
            exact = max(values, key=lambda value: min(len(value), 10))
            # `اختتم أمس الملتقى الذي نظم من 8 إلى 11`: the stretch says more than its last day.
            whole = (value for value in values if "/" in value and exact in value.split("/"))
            return next(whole, exact)
        near = next((value for f in o.frames if (value := self.of(f, loose=True)) is not None), None)
        return near or self._told(o)

    def _told(self, o: Occasion) -> str | None:
        """The day on which the article says that things were said there, where nothing else dates it."""
        if any(f.future for f in o.frames):
            return None
        during = (f for f in o.frames[:MAX_DATES] if f.during)
        return next((v for f in during if (v := self.context.told_on(f.mention.head)) is not None), None)

    def clash(self, mine: str | None, others: Iterable[str]) -> bool:
        """Whether a date and those of an occasion cannot be one."""
        return mine is not None and any(self._apart(mine, other) for other in islice(others, MAX_DATES))

    def _apart(self, mine: str, theirs: str) -> bool:
        if mine == theirs:
            return False
        a, b = bounds(mine), bounds(theirs)
        if a[0] is None or a[1] is None or b[0] is None or b[1] is None:
            return len(mine) == len(theirs)
        return a[1] < b[0] or b[1] < a[0]
