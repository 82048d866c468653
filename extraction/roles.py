"""Who holds, leads and attends an occasion: the parties told near its mentions, weighed for each role.

`Caster.candidates` gives every party near the mentions of an occasion with the evidence
for it; learned weights, one set a role, say which of them the records name.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from extraction.actors import Entities, Entity
from extraction.confidence import Linear
from extraction.gatherings import occasion_verb
from extraction.occasions import Frame, cue_before
from extraction.phrases import NounPhrase, Phrases
from extraction.types import MeetingKind, Party

ROLES = ("organizers", "chair", "participants")
MAX_FRAMES = 6
MAX_PARTIES = 12
_SLOTS = ("organizers", "chair", "participants", "body", "owner", "speakers")
# So far from a mention, in tokens, parties are looked for within its sentence, and beyond it.
_SENTENCE, _BEYOND = 50, 70
_STOPS = frozenset(".!?؟؛;:")
# The least log-odds for the likeliest party of a role, and for every further one.
_FIRST = {"organizers": -2.0, "chair": -2.0, "participants": -2.5}
_FURTHER = 0.3

_STEPS = ((-1, "inside"), (1, "beside"), (6, "near"), (15, "off"))

Features = dict[str, float]


@dataclass(slots=True, eq=False)
class Candidate:
    """A party that may have a part in an occasion, as it is named there, and the evidence.

    A body named only in the office of somebody has that candidate for `holder`.
    """

    phrase: NounPhrase
    features: Features = field(default_factory=dict)
    holder: "Candidate | None" = None


def _lies_in(one: Candidate, other: Candidate) -> bool:
    """Whether a party is named only inside the name of another: `الجهة` in `رئيس الجهة`."""
    a, b = one.phrase, other.phrase
    return one is not other and b.start <= a.start and a.end <= b.end and (a.start, a.end) != (b.start, b.end)


class Caster:
    """Finds the parties of occasions in one document. `heads` are the head tokens of all mentions."""

    def __init__(self, table: Phrases, entities: Entities, heads: list[int]) -> None:
        self.table, self.entities, self.heads = table, entities, heads
        self._verbs = _running(word is not None and word.is_verb for word in table.nouns)
        self._signs = _running(token.text in _STOPS for token in table.doc.tokens)
        counts = sorted((len(entity.mentions) for entity in entities.all), reverse=True)
        self._most = counts[0] if counts else 0

    def cast(
        self, frames: Sequence[Frame], kind: MeetingKind, weights: Mapping[str, Linear]
    ) -> dict[str, tuple[Party, ...]]:
        """The parties of an occasion by role."""
        candidates = self.candidates(frames, kind)
        return {role: self._chosen(candidates, role, weights[role]) for role in ROLES}

    def _chosen(self, candidates: list[Candidate], role: str, model: Linear) -> tuple[Party, ...]:
        scores = {id(c): model.score(c.features) for c in candidates}
        best = max(candidates, key=lambda c: scores[id(c)], default=None)
        if best is None or scores[id(best)] < _FIRST[role]:
            return ()
        kept = [c for c in candidates if scores[id(c)] >= _FURTHER or c is best]
        whole = [c for c in kept if c.holder not in kept and not any(_lies_in(c, other) for other in kept)]
        parties = (self.entities.party(c.phrase) for c in whole)
        return tuple({party.name: party for party in islice(parties, MAX_PARTIES)}.values())

    def candidates(self, frames: Sequence[Frame], kind: MeetingKind) -> list[Candidate]:
        """Every party near the mentions with its evidence, in order of position."""
        found: dict[object, Candidate] = {}
        for rank, frame in enumerate(frames[:MAX_FRAMES]):
            slots = {slot: getattr(frame, slot) for slot in _SLOTS}
            for slot, phrases in slots.items():
                for place, phrase in enumerate(phrases[:MAX_PARTIES]):
                    it = self._candidate(found, phrase)
                    names = [f"slot.{slot}", f"slot.{slot}.{'first' if place == 0 else 'later'}"]
                    if len(phrases) == 1:
                        names.append(f"slot.{slot}.alone")
                    names.append(f"slot.{slot}.{'at first' if rank == 0 else 'after'}")
                    self._describe(it, phrase, frame, rank, names)
            for phrase, entity in self._around(frame, first=rank == 0):
                it = self._candidate(found, phrase, entity)
                self._describe(it, phrase, frame, rank, [])
        for it in list(found.values()):
            self._home(found, it)
        ordered = sorted(found.values(), key=lambda c: c.phrase.start)
        for it in ordered:
            self._alone(it, frames, kind)
        self._compare(ordered)
        return ordered

    def _candidate(
        self, found: dict[object, Candidate], phrase: NounPhrase, entity: Entity | None = None
    ) -> Candidate:
        entity = entity or self.entities.resolve(phrase)
        key: object = entity.id if entity is not None else self.table.text(phrase)
        return found.setdefault(key, Candidate(phrase))

    def _around(self, frame: Frame, *, first: bool) -> Iterator[tuple[NounPhrase, Entity]]:
        """The parties in the sentence of a mention, and around that of the first one."""
        doc, head = self.table.doc, frame.mention.head
        at = doc.tokens[head].sentence
        here = doc.sentences[at]
        low, high = max(here.start, head - _SENTENCE), min(here.stop, head + _SENTENCE)
        if first:
            before = doc.sentences[max(0, at - 1)]
            after = doc.sentences[min(len(doc.sentences) - 1, at + 1)]
            if low == here.start:
                low = max(before.start, head - _BEYOND)
            if high == here.stop:
                high = min(after.stop, head + _BEYOND)
        yield from self.entities.between(low, high)

    def _describe(self, it: Candidate, phrase: NounPhrase, frame: Frame, rank: int, names: list[str]) -> None:
        """How a party stands to a mention."""
        tokens, nouns = self.table.doc.tokens, self.table.nouns
        head = frame.mention.head
        apart = tokens[phrase.start].sentence - tokens[head].sentence
        after = phrase.start > head
        side = "after" if after else "ahead"
        bond = f"same.{side}" if not apart else "next" if apart > 0 else "before"
        low, high = (frame.mention.end, phrase.start) if after else (phrase.end, head)
        gap = high - low
        step = next((name for most, name in _STEPS if gap <= most), "far")
        names += [bond, f"{bond}.{step}", f"{bond}.{'first' if rank == 0 else 'later'}"]
        verbs = self._verbs[max(low, high)] - self._verbs[low]
        others = bisect_left(self.heads, max(low, high)) - bisect_left(self.heads, low)
        names += [f"{bond}.verbs.{min(verbs, 2)}", f"{bond}.others.{min(others, 2)}"]
        if not apart and self._signs[max(low, high)] - self._signs[low]:
            names.append(f"{bond}.stop")
        lead = self._lead(phrase)
        names += [f"lead.{lead}", f"{bond}.lead.{lead}"]
        if frame.role:
            names.append(f"{bond}.role.{frame.role}")
        for trait in ("during", "held", "occurs", "aside"):
            if getattr(frame, trait):
                names.append(f"{bond}.{trait}")
        if frame.mention.verbal:
            names.append(f"{bond}.verbal.{frame.mention.entry}")
        word = nouns[phrase.start]
        if word is not None and word.conj:
            names.append(f"{bond}.joined")
        if phrase.start < head < phrase.end and "title" in phrase.kinds:
            names.append("of the occasion")
        following = nouns[phrase.end] if phrase.end < len(nouns) else None
        entry = occasion_verb(following.facts) if following is not None and not following.labels else None
        if entry is not None:
            names += [f"then.{entry.label}", f"{bond}.then.{entry.label}"]
        it.features.update(dict.fromkeys(names, 1.0))

    def _lead(self, phrase: NounPhrase) -> str:
        """What stands before a party, or before the list that it continues."""
        first = phrase
        for _ in range(MAX_PARTIES):
            word = self.table.nouns[first.start]
            before = next(self.entities.before(first.start, 1), None)
            if word is None or not word.conj or before is None or first.start - before[0].end > 1:
                break
            first = before[0]
        lead = self._opening(first)
        return lead if first is phrase else f"{lead}.joined"

    def _opening(self, phrase: NounPhrase) -> str:
        """A cue, an occasion's verb, another verb or a preposition before a party."""
        nouns, tokens = self.table.nouns, self.table.doc.tokens
        word = nouns[phrase.start]
        start = self.table.doc.sentences[tokens[phrase.start].sentence].start
        cue = cue_before(tokens, phrase.start, start)
        if cue:
            return cue
        if word is not None and word.prep:
            return f"prep.{word.prep}"
        if phrase.start == start:
            return "opening"
        before = nouns[phrase.start - 1]
        if before is None:
            return "sign"
        entry = occasion_verb(before.facts) if not before.labels else None
        if entry is not None:
            return f"verb.{entry.label}"
        if before.is_verb:
            return "verb"
        if before.is_function:
            lemma = next(iter(sorted(before.facts.lemmas)), "")
            return f"word.{lemma}" if lemma in _PREPOSITIONS else "word"
        return "noun"

    def _home(self, found: dict[object, Candidate], it: Candidate) -> None:
        """The body of an office holder is a candidate where its holder is."""
        entity = self.entities.resolve(it.phrase)
        home = entity.organisation if entity is not None else None
        if home is None:
            return
        known = len(found)
        body = self._candidate(found, home)
        if len(found) > known:
            body.holder = it
        body.features["home"] = 1.0
        for slot in _slots_of(it):
            body.features[f"home.{slot}"] = 1.0

    def _alone(self, it: Candidate, frames: Sequence[Frame], kind: MeetingKind) -> None:
        """What a party is by itself."""
        entity = self.entities.resolve(it.phrase)
        sort = entity.kind.value if entity is not None and entity.kind is not None else "none"
        names = [f"sort.{sort}", f"kind.{kind.value}.{sort}"]
        for slot in _slots_of(it):
            names += [f"{slot}.{sort}", f"{slot}.{kind.value}"]
        if entity is not None:
            if len(entity.mentions) == self._most and self._most > 1:
                names.append("most")
                names.append(f"most.{sort}")
            if len(entity.mentions) == 1:
                names.append("once")
            if entity.collective:
                names.append("collective")
            if entity.number in {"d", "p"}:
                names.append("many")
            if entity.id == 0:
                names.append("opens article")
            if entity.names:
                names.append("named")
        if not it.phrase.definite:
            names.append("indefinite")
        future = any(f.future and not f.past for f in frames)
        names.append("occasion.ahead" if future else "occasion.past")
        it.features.update(dict.fromkeys(names, 1.0))

    def _compare(self, candidates: Sequence[Candidate]) -> None:
        """Whether a party is the only one, and whether another is read in a slot."""
        for slot in ("organizers", "chair", "participants", "body"):
            filled = sum(f"slot.{slot}" in c.features for c in candidates)
            for it in candidates:
                if not filled:
                    it.features[f"no.{slot}"] = 1.0
                elif f"slot.{slot}" not in it.features:
                    it.features[f"other.{slot}"] = 1.0
        for it in candidates:
            if len(candidates) == 1:
                it.features["only"] = 1.0
        if candidates:
            candidates[0].features["first"] = 1.0


def _slots_of(it: Candidate) -> list[str]:
    """The features that say in which slots a party was read."""
    return [name for name in it.features if name.startswith("slot.") and name.count(".") == 1]


_PREPOSITIONS = frozenset({"مع", "بين", "من", "علي", "الي", "في", "ان", "عن", "لدي", "امام"})


def _running(marks: Iterable[bool]) -> list[int]:
    """How many are marked before each place."""
    counts = [0]
    for mark in marks:
        counts.append(counts[-1] + mark)
    return counts
