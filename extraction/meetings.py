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
from extraction.dating import MAX_DATES, Dater
from extraction.gatherings import Mention, find
from extraction.genuine import occasion_features
from extraction.kinds import kind_of
from extraction.linking import Linker, Scene
from extraction.merging import (
    FORBIDDEN,
    Cluster,
    Models,
    View,
    link_features,
    models,
    view,
)
from extraction.occasions import Frame, Reader
from extraction.phrases import NounPhrase, Phrases
from extraction.roles import Caster
from extraction.timex import Timex, bounds, clock_of
from extraction.types import Meeting, MeetingKind, Party

MAX_OPEN = 12
_LARGER = frozenset({"forum", "assembly", "training"})


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
    heads = [it.frame.mention.head for it in views]
    caster = Caster(table, entities, heads)
    for number, occasion in enumerate(kept, start=1):
        occasion.id = f"m{number}"
        _fill(occasion, table)
        parties = caster.cast(occasion.frames, occasion.kind, learned.roles)
        occasion.organizers, occasion.chair = parties["organizers"], parties["chair"]
        occasion.participants = parties["participants"]
        occasion.date = dater.choose(occasion.frames, heads, learned.dates)
        occasion.planned = _planned(occasion, dater)
    return Occasions(table, entities, kept, learned)


def _scene(entities: Entities, o: Occasion) -> Scene:
    phrases = [p for f in o.frames for p in (*f.organizers, *f.participants, *f.chair, *f.body, *f.owner)]
    return Scene(o.id, o.kind, o.planned, o.frames, _ids(entities, phrases))


def read_views(
    table: Phrases, entities: Entities, timexes: Iterable[Timex], published: date | None
) -> tuple[Dater, list[View], dict[int, int]]:
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
    table: Phrases, dater: Dater, views: Sequence[View], parts: dict[int, int], learned: Models
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
    table: Phrases, dater: Dater, it: View, clusters: Sequence[Cluster], learned: Models
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


def coalesce(dater: Dater, clusters: Sequence[Cluster]) -> list[Cluster]:
    """Join occasions that, all their mentions taken together, cannot be told apart."""
    kept: list[Cluster] = []
    for it in clusters:
        home = next((c for c in reversed(kept[-MAX_OPEN:]) if _alike(dater, c, it)), None)
        if home is None:
            kept.append(it)
        else:
            home.absorb(it)
    return kept


def _alike(dater: Dater, a: Cluster, b: Cluster) -> bool:
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


def _fill(o: Occasion, table: Phrases) -> None:
    o.kind = kind_of(table, o.frames)
    o.time = next((clock_of(f.clock) for f in o.frames if f.clock is not None), None)
    o.place = next((table.text(p) for f in o.frames for p in f.places), None)


def _planned(o: Occasion, dater: Dater) -> bool:
    latest = bounds(o.date)[0] if o.date else None
    if latest is not None and dater.today is not None and latest != dater.today:
        return latest > dater.today
    return any(f.future for f in o.frames) and not any(f.past for f in o.frames)
