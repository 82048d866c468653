"""Evidence for whether a mention means an occasion told of before, and the learned models of occasions.

Features have plain names; none holds a word of the article. Weights are read from
`occasion_weights.json`, written by `python -m benchmarks.occasions` from gold.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from extraction.confidence import Linear
from extraction.gatherings import Mention
from extraction.occasions import Frame, words
from extraction.phrases import Phrases

FILE = Path(__file__).parent / "occasion_weights.json"
TOPIC = 9
# A pair with this feature is never linked, and teaches nothing.
FORBIDDEN = "forbidden"
_SETS = ("entries", "families", "modifiers", "topic", "parties", "places", "dates", "adjectives", "objects")


@dataclass(slots=True, eq=False)
class Cluster:
    """Mentions held to be one occasion, with what they tell taken together."""

    frames: list[Frame] = field(default_factory=list)
    entries: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    topic: set[str] = field(default_factory=set)
    parties: set[int] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    adjectives: set[str] = field(default_factory=set)
    objects: set[int] = field(default_factory=set)
    some_ahead: bool = False
    some_behind: bool = False
    all_ahead: bool = True

    def add(self, view: "View") -> None:
        """Take one more mention in."""
        self.frames.append(view.frame)
        future, past = view.frame.future, view.frame.past
        self.some_ahead |= future and not past
        self.some_behind |= past and not future
        self.all_ahead &= future and not past
        self.entries.add(view.frame.mention.entry)
        self.families.add(view.frame.mention.family)
        self.modifiers |= view.modifiers
        self.topic |= view.topic
        self.parties |= view.parties
        self.places |= view.places
        self.adjectives |= view.adjectives
        self.objects |= view.objects
        if view.date:
            self.dates.add(view.date)

    def absorb(self, other: "Cluster") -> None:
        """Take all of another cluster in, mentions in order of position."""
        self.frames = sorted((*self.frames, *other.frames), key=lambda frame: frame.mention.head)
        for name in _SETS:
            getattr(self, name).update(getattr(other, name))
        self.some_ahead |= other.some_ahead
        self.some_behind |= other.some_behind
        self.all_ahead &= other.all_ahead

    @property
    def last(self) -> Mention:
        """The latest mention."""
        return self.frames[-1].mention


@dataclass(slots=True, eq=False)
class View:
    """One mention as it is compared: normalised modifiers, topic words, parties, places, firm date."""

    frame: Frame
    modifiers: set[str]
    topic: set[str]
    parties: set[int]
    places: set[str]
    date: str | None
    contrast: bool
    adjectives: set[str]
    objects: set[int]


@dataclass(frozen=True, slots=True)
class Models:
    """The learned models and the least log-odds the first three need.

    `links`: one occasion; `occasions`: a real one; `meetings`: made there; `dates`: held then; `roles`: who
    holds, leads and attends it.
    """

    links: Linear
    occasions: Linear
    meetings: Linear
    dates: Linear
    roles: Mapping[str, Linear]
    link_threshold: float
    occasion_threshold: float
    meeting_threshold: float


@cache
def models() -> Models:
    """The shipped weights. Raises OSError or ValueError for a missing or broken file."""
    return read_models(json.loads(FILE.read_text(encoding="utf-8")))


def read_models(data: Mapping[str, object]) -> Models:
    """The models that a mapping as in the weights file describes."""
    links, occasions, meetings, dates = (
        _linear(data[name]) for name in ("links", "occasions", "meetings", "dates")
    )
    roles = {role: _linear(data[f"roles.{role}"]) for role in ("organizers", "chair", "participants")}
    floors = (float(str(data[f"{name}_threshold"])) for name in ("link", "occasion", "meeting"))
    return Models(links, occasions, meetings, dates, roles, *floors)


def _linear(data: object) -> Linear:
    if not isinstance(data, dict) or not isinstance(data.get("weights"), dict):
        raise ValueError("a model needs a bias and weights")
    return Linear(float(data["bias"]), {str(k): float(v) for k, v in data["weights"].items()})


def view(
    table: Phrases, frame: Frame, parties: set[int], objects: set[int], places: set[str], date: str | None
) -> View:
    """How a mention is compared with others; `objects` are the parties but for the subject."""
    mention = frame.mention
    near = {token.folded for token in table.doc.tokens[mention.head + 1 : mention.end + 2]}
    modifiers = {normal(m) for m in mention.modifiers} - _plain()
    return View(
        frame, modifiers, _topic(table, mention) - _plain(), parties, places, date,
        bool(near & words("contrast")), _adjectives(table, mention), objects,
    )  # fmt: skip


@cache
def _plain() -> frozenset[str]:
    """Modifiers that many occasions share and none is known by."""
    stems = {word.removeprefix("ال") for word in words("plain_word")}
    return frozenset(normal(stem) for stem in stems) | {""}


def _adjectives(table: Phrases, mention: Mention) -> set[str]:
    """The adjectives right after the head: as definite as it is, and not plain."""
    found: set[str] = set()
    head = table.nouns[mention.head]
    for index in range(mention.head + 1, mention.end):
        word = table.nouns[index]
        if (
            word is None
            or head is None
            or word.prep
            or word.conj
            or word.al != head.al
            or word.labels & _NOUNS
        ):
            break
        if not word.al and not word.stem.endswith(("ي", "يه", "يا")):
            break
        found.add(normal(word.stem))
    return found - _plain()


_NOUNS = frozenset({"title", "body", "group", "gathering", "given", "place"})


@lru_cache(maxsize=16384)
def normal(stem: str) -> str:
    """A stem without the endings that case and gender change."""
    for ending in ("يين", "تين", "ين", "ون", "ات", "يه", "ان", "ا", "ه", "ي"):
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            return stem[: -len(ending)]
    return stem


def _topic(table: Phrases, mention: Mention) -> set[str]:
    """Content words close after a mention, in its sentence."""
    found: set[str] = set()
    sentence = table.doc.tokens[mention.head].sentence
    for index in range(mention.head + 1, min(len(table.nouns), mention.head + 1 + TOPIC)):
        word = table.nouns[index]
        if table.doc.tokens[index].sentence != sentence:
            break
        if word is not None and not word.is_function and not word.is_verb and len(word.stem) > 2:
            found.add(normal(word.stem))
    return found


def link_features(
    table: Phrases, it: View, cluster: Cluster, rank: int, clash: bool, alone: bool
) -> dict[str, float]:
    """Whether a mention means the occasion of a cluster; `rank` counts clusters from the nearest, 0.

    `alone` says that no cluster so far is of the mention's family.
    """
    mention, tokens = it.frame.mention, table.doc.tokens
    if _forbidden(it, cluster, clash):
        return {FORBIDDEN: 1.0}
    same_word = mention.entry in cluster.entries
    same_family = mention.family in cluster.families
    nearness = "word" if same_word else "family" if same_family else "other"
    form = _form(it)
    found = {f"near.{nearness}": 1.0, f"form.{form}.{nearness}": 1.0}
    common = it.modifiers & cluster.modifiers
    if common:
        found["modifiers.shared"] = len(common) / len(it.modifiers)
        found[f"modifiers.shared.{form}"] = 1.0
    elif it.modifiers and cluster.modifiers:
        found["modifiers.differ"] = 1.0
        found[f"modifiers.differ.{form}"] = 1.0
    elif not it.modifiers:
        found["modifiers.none"] = 1.0
    topic = it.topic & cluster.topic
    found["topic.shared"] = min(len(topic), 4) / 4
    if it.adjectives and cluster.adjectives:
        found["adjectives.shared" if it.adjectives & cluster.adjectives else "adjectives.differ"] = 1.0
    if it.objects and cluster.objects:
        found["objects.shared" if it.objects & cluster.objects else "objects.differ"] = 1.0
        if not it.objects & cluster.objects:
            found[f"objects.differ.{form}"] = 1.0
    _compare_times(it, cluster, clash, found)
    _compare_parties(it, cluster, found)
    distance = tokens[mention.head].sentence - tokens[cluster.last.head].sentence
    found[f"distance.{_step(distance)}"] = 1.0
    found[f"rank.{min(rank, 3)}"] = 1.0
    found[f"rank.{min(rank, 2)}.{form}"] = 1.0
    found["contrast"] = float(it.contrast)
    if clash:
        found[f"date.clash.{form}"] = 1.0
    if alone and not same_family:
        found[f"no_family.{form}"] = 1.0
        found[f"no_family.{form}.rank.{min(rank, 2)}"] = 1.0
    if cluster.last.verbal and distance <= 2:
        found[f"after_verb.{form}"] = 1.0
    found["plural.differs"] = float(mention.plural != cluster.last.plural)
    found["verbal.both"] = float(mention.verbal and cluster.last.verbal)
    return {name: value for name, value in found.items() if value}


def _forbidden(it: View, cluster: Cluster, clash: bool) -> bool:
    """Another day, told anew, or another adjective: whatever else speaks for it, another occasion."""
    form = _form(it)
    if clash and form in {"a", "verb", "owned"}:
        return True
    apart = it.adjectives and cluster.adjectives and not it.adjectives & cluster.adjectives
    return bool(apart) and form in {"a", "the"}


def _step(distance: int) -> str:
    if distance < 2:
        return "next" if distance else "same"
    return "near" if distance < 5 else "far"


def _form(it: View) -> str:
    mention = it.frame.mention
    if mention.verbal:
        return "verb"
    if mention.demonstrative:
        return "this"
    if mention.owned:
        return "owned"
    if mention.definite:
        return "the" if it.modifiers else "bare"
    return "a"


def _compare_times(it: View, cluster: Cluster, clash: bool, found: dict[str, float]) -> None:
    if clash:
        found["date.clash"] = 1.0
    elif it.date and it.date in cluster.dates:
        found["date.same"] = 1.0
    elif it.date and cluster.dates:
        found["date.fits"] = 1.0
    future = it.frame.future and not it.frame.past
    ahead, behind = cluster.some_ahead, cluster.some_behind
    found["time.ahead_of_past"] = float(future and behind and not ahead)
    found["time.both_ahead"] = float(future and ahead)
    found["time.past_of_ahead"] = float(it.frame.past and not it.frame.future and ahead and not behind)


def _compare_parties(it: View, cluster: Cluster, found: dict[str, float]) -> None:
    if it.parties and cluster.parties:
        shared = bool(it.parties & cluster.parties)
        found["parties.shared" if shared else "parties.differ"] = 1.0
    if it.places and cluster.places:
        found["places.shared" if it.places & cluster.places else "places.differ"] = 1.0
