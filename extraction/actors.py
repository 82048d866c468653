"""Who an article speaks of: every mention of a person, body, post or group, joined to its fullest name.

One `Entities` table a document. A mention is a noun phrase whose head the lexicons know
as a party, or that holds a personal name. Mentions of one party share an `Entity`: a
title beside a name elsewhere (`الوزير`), a surname, a short name of a body, an acronym.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extraction.nouns import Noun
from extraction.phrases import NounPhrase, Phrases, chunk_words
from extraction.types import Party, PartyKind

_PARTY = frozenset(
    {"title", "body", "group", "collective", "people", "side", "honorific", "given", "nationality"}
)
_WHO = frozenset({"title", "body", "group", "collective", "people", "side"})
_OPENING = _PARTY | {"quantifier", "place", "particle"}
MAX_COMPARED = 40
_FULL = 12


@dataclass(slots=True, eq=False)
class Entity:
    """One party: its mentions in order, the fullest of them, and what the text tells of it.

    `gender` is m, f or "", `number` s, d, p or "". `heads` are lexicon ids of its offices or
    of the kind of body; `names` its personal name words, `words` all its content words, folded.
    `organisation` is the phrase of the body an office holder belongs to, where the name says it.
    """

    id: int
    kind: PartyKind | None
    mentions: list[NounPhrase] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    fullest: NounPhrase | None = None
    gender: str = ""
    number: str = ""
    heads: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    organisation: NounPhrase | None = None
    collective: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Mention:
    """A phrase and what it is matched by."""

    phrase: NounPhrase
    kind: PartyKind | None
    gender: str
    number: str
    head: str
    names: tuple[str, ...]
    words: frozenset[str]
    heads: frozenset[str]
    definite: bool
    collective: bool
    owned: bool


def _shortness(mention: _Mention) -> int:
    """Fuller names first, but for those so long that they are likelier glued than full."""
    return -len(mention.words) if len(mention.words) <= _FULL else 0


class Entities:
    """The parties of one document."""

    def __init__(self, table: Phrases) -> None:
        self.table = table
        self.all: list[Entity] = []
        self._starts: dict[int, Entity] = {}
        self._mention_at: dict[int, NounPhrase] = {}
        self._by_name: dict[str, list[Entity]] = defaultdict(list)
        self._by_head: dict[str, list[Entity]] = defaultdict(list)
        self._by_alias: dict[str, Entity] = {}
        self.order: list[tuple[NounPhrase, Entity]] = []
        pending = [self._describe(phrase) for phrase in self._phrases()]
        homes = [home for mention in pending if (home := self._home(mention.phrase))]
        self.nested = {home.start for home in homes}
        pending += [self._describe(home) for home in homes]
        pending.sort(key=lambda mention: mention.phrase.start)
        # Persons and fuller names of bodies first, so that a short mention before them finds them.
        for mention in pending:
            if mention.names:
                self._add(mention)
        for mention in sorted(pending, key=_shortness):
            if mention.kind is PartyKind.ORGANIZATION and len(mention.words) > 1:
                self._add(mention)
        for mention in pending:
            self._add(mention)
        for phrase in self._surnames():
            self._add(self._describe(phrase))
        for entity in self.all:
            entity.mentions.sort(key=lambda phrase: phrase.start)
        self.order = sorted(
            ((phrase, entity) for entity in self.all for phrase in entity.mentions),
            key=lambda item: item[0].start,
        )

    # -- asking

    def at(self, index: int) -> Entity | None:
        """The entity of the mention that starts at a token."""
        return self._starts.get(index)

    def resolve(self, phrase: NounPhrase) -> Entity | None:
        """The entity that a phrase mentions, though it was not read as a mention itself."""
        found = self._starts.get(phrase.start)
        if found is not None:
            return found
        return self._find(self._describe(phrase))

    def party(self, phrase: NounPhrase) -> Party:
        """The party a phrase names, by the fullest name that the article gives it."""
        entity = self.resolve(phrase)
        best = entity.fullest if entity is not None and entity.fullest is not None else phrase
        kind = entity.kind if entity is not None else self._describe(phrase).kind
        if len(self.table.text(best)) < len(self.table.text(phrase)):
            best = phrase
        return Party(self.table.text(best), self.table.span(best), kind)

    def named(self, entity: Entity) -> Party:
        """The fullest name of an entity."""
        best = entity.fullest or entity.mentions[0]
        return Party(self.table.text(best), self.table.span(best), entity.kind)

    def before(self, index: int, limit: int = 12) -> Iterator[tuple[NounPhrase, Entity]]:
        """Mentions that end before a token, the nearest first."""
        low, high = 0, len(self.order)
        while low < high:
            middle = (low + high) // 2
            if self.order[middle][0].start < index:
                low = middle + 1
            else:
                high = middle
        for phrase, entity in reversed(self.order[max(0, low - limit) : low]):
            if phrase.end <= index:
                yield phrase, entity

    def between(self, start: int, end: int) -> list[tuple[NounPhrase, Entity]]:
        """Mentions that start in a range of tokens, in order."""
        found = [(p, e) for p, e in self.before(end, limit=max(1, end - start)) if p.start >= start]
        return found[::-1]

    # -- building

    def _phrases(self) -> Iterator[NounPhrase]:
        """The outermost phrases that are parties, in order."""
        index, total = 0, len(self.table.doc.tokens)
        while index < total:
            phrase = self.table.at(index) if self._may_start(index) else None
            if phrase is not None and self._is_party(phrase):
                yield phrase
                index = max(phrase.end, index + 1)
            else:
                index += 1

    def _surnames(self) -> Iterator[NounPhrase]:
        """Later mentions by one name word or acronym (`وأضاف الرامي`) outside every other mention."""
        covered = {i for e in self.all for phrase in e.mentions for i in range(phrase.start, phrase.end)}
        for index, word in enumerate(self.table.nouns):
            if word is None or index in covered or word.prep or word.is_verb or word.is_function:
                continue
            known = word.stem in self._by_name or (word.al and word.stem in self._by_alias)
            if not known or word.labels - {"given", "place", "nationality"}:
                continue
            if word.stem in self._by_alias:
                yield NounPhrase(index, index + 1, index, True, frozenset({"body"}))
            elif self._surname(word) is not None:
                yield NounPhrase(index, index + 1, index, True, frozenset({"given"}), range(index, index + 1))

    def mention_at(self, index: int) -> NounPhrase | None:
        """The mention that starts at a token."""
        return self._mention_at.get(index)

    def _may_start(self, index: int) -> bool:
        word = self.table.nouns[index]
        if word is None:
            return (
                self.table.doc.tokens[index].folded[:1].isdigit()
                or self.table.doc.tokens[index].folded == "#"
            )
        if word.prep and word.stem in chunk_words("venue"):
            return False
        return bool(word.labels & _OPENING) or (word.facts.is_unknown and not word.labels)

    def _is_party(self, phrase: NounPhrase) -> bool:
        if phrase.kinds & _WHO or phrase.name is not None or "honorific" in phrase.kinds:
            return True
        if phrase.quantified:
            return "nationality" in phrase.kinds
        return self._is_state(phrase)

    def _is_state(self, phrase: NounPhrase) -> bool:
        """Whether a country, or a town for its government, acts: no preposition rules its name."""
        word = self.table.nouns[phrase.start]
        if word is None or "place" not in phrase.kinds or word.prep:
            return False
        before = self.table.nouns[phrase.start - 1] if phrase.start else None
        if before is None or before.is_verb:
            return True
        acts = self.table.doc.tokens[phrase.start - 1].folded in chunk_words("before_party")
        return acts or (not before.is_function and self._is_country(word))

    def _is_country(self, word: Noun) -> bool:
        return any(form.entry.id == "place.country" for form in word.forms)

    def _describe(self, phrase: NounPhrase) -> _Mention:
        nouns = self.table.nouns
        head = nouns[phrase.head]
        form = None
        if head is not None:
            form = next((f for f in head.forms if f.label in _WHO), head.forms[0] if head.forms else None)
        names = tuple(word.stem for i in (phrase.name or ()) if (word := nouns[i]) is not None)
        gender = form.gender if form is not None else ""
        number = form.number if form is not None else ("s" if names else "")
        if phrase.quantified:
            number = "p"
        ids = frozenset(self._ids(phrase))
        return _Mention(
            phrase, self._kind(phrase, form.label if form else "", number, bool(names)), gender, number,
            form.entry.id if form is not None else "", names, frozenset(self._words(phrase)), ids,
            phrase.definite, "collective" in phrase.kinds,
            form is not None and form.label == "body" and form.owned and phrase.end - phrase.start == 1,
        )  # fmt: skip

    def _ids(self, phrase: NounPhrase) -> Iterator[str]:
        for index in phrase.heads:
            word = self.table.nouns[index]
            for form in word.forms if word is not None else ():
                if form.label in {"title", "body", "place"}:
                    yield form.entry.id
                    break

    def _words(self, phrase: NounPhrase) -> Iterator[str]:
        for index in range(phrase.start, phrase.end):
            word = self.table.nouns[index]
            if (
                word is not None
                and not word.is_function
                and "honorific" not in word.labels - {"given", "title"}
            ):
                yield word.stem

    def _kind(self, phrase: NounPhrase, label: str, number: str, named: bool) -> PartyKind | None:
        if named and not (phrase.quantified or number in {"p", "d"}):
            return PartyKind.PERSON if label != "body" else PartyKind.ORGANIZATION
        if label in {"group", "collective", "side"} or "people" in phrase.kinds or phrase.quantified:
            return PartyKind.GROUP
        if label == "place":
            return PartyKind.ORGANIZATION
        if label == "title":
            return PartyKind.POST if number == "s" else PartyKind.GROUP
        if label == "body":
            return PartyKind.ORGANIZATION
        return PartyKind.PERSON if named or "honorific" in phrase.kinds else None

    def _add(self, mention: _Mention) -> None:
        if mention.phrase.start in self._starts:
            return
        entity = self._find(mention)
        if entity is None:
            entity = Entity(len(self.all), mention.kind, gender=mention.gender, number=mention.number)
            entity.collective = mention.collective
            self.all.append(entity)
        self._starts[mention.phrase.start] = entity
        self._mention_at[mention.phrase.start] = mention.phrase
        entity.mentions.append(mention.phrase)
        insort(entity.starts, mention.phrase.start)
        entity.heads |= mention.heads
        entity.words |= mention.words
        if mention.kind is PartyKind.PERSON:
            entity.kind = PartyKind.PERSON
        self._index(entity, mention)
        if entity.fullest is None or self._weight(mention.phrase) > self._weight(entity.fullest):
            entity.fullest = mention.phrase
        if entity.organisation is None:
            entity.organisation = self._home(mention.phrase)

    def _index(self, entity: Entity, mention: _Mention) -> None:
        for name in mention.names:
            if name not in entity.names:
                entity.names.add(name)
                self._by_name[name].append(entity)
        for head in mention.heads or ({mention.head} if mention.head else ()):
            if not self._by_head[head] or self._by_head[head][-1] is not entity:
                self._by_head[head].append(entity)
        for alias in self._aliases(mention.phrase):
            entity.aliases.add(alias)
            self._by_alias.setdefault(alias, entity)

    def _aliases(self, phrase: NounPhrase) -> Iterator[str]:
        """Words in brackets or quotes inside the name of a body."""
        tokens, inside = self.table.doc.tokens, False
        if "body" not in phrase.kinds:
            return
        for index in range(phrase.start, phrase.end):
            if tokens[index].folded in {"(", '"', "«", "“"} and not inside:
                inside = True
            elif tokens[index].folded in {")", '"', "»", "”"}:
                inside = False
            elif inside and (word := self.table.nouns[index]) is not None:
                yield word.stem

    def _weight(self, phrase: NounPhrase) -> tuple[int, int]:
        words = sum(1 for _ in self._words(phrase))
        # A very long phrase is more likely glued than full.
        return (int(phrase.name is not None), words if words <= 24 else 0)

    def _home(self, phrase: NounPhrase) -> NounPhrase | None:
        """The body in the name of an office: `المتحدث باسم الوزارة`, `رئيس الجمعية`."""
        office = next((i for i in phrase.heads if self._labels(i) & {"title"}), -1)
        if office < 0:
            return None
        bodies = (i for i in phrase.heads if i > office and "body" in self._labels(i))
        inside = (i for i in range(office + 1, phrase.end) if "body" in self._labels(i))
        index = next(bodies, next(inside, -1))
        body = self.table.at(index) if index >= 0 else None
        if body is None or phrase.name is None or not index < phrase.name.start < body.end:
            return body
        return replace(body, end=phrase.name.start, name=None, definite=True)

    def _labels(self, index: int) -> frozenset[str]:
        word = self.table.nouns[index]
        return word.labels if word is not None else frozenset()

    # -- finding

    def _find(self, mention: _Mention) -> Entity | None:
        if mention.collective or mention.phrase.quantified:
            return self._same_words(mention)
        if mention.owned:
            return self._owned(mention)
        if mention.names:
            return self._by_person(mention)
        single = self._single(mention.phrase)
        if single is not None:
            owner = self._surname(single) or self._by_alias.get(single.stem)
            if owner is not None:
                return owner
        return self._by_office(mention)

    def _owned(self, mention: _Mention) -> Entity | None:
        """`حزبه`, `وزارتها`: the body of that kind that was spoken of last before."""
        found, nearest = self._same_words(mention), -1
        for entity in self._by_head.get(mention.head, ())[-MAX_COMPARED:]:
            before = bisect_left(entity.starts, mention.phrase.start)
            fits = entity.kind is PartyKind.ORGANIZATION and self._agree(mention, entity)
            if fits and before and entity.starts[before - 1] > nearest:
                found, nearest = entity, entity.starts[before - 1]
        return found

    def _single(self, phrase: NounPhrase) -> Noun | None:
        """The only word of a phrase that no party lexicon knows."""
        word = self.table.nouns[phrase.start]
        alone = phrase.end - phrase.start == 1
        return word if alone and word is not None and not word.labels & _WHO else None

    def _surname(self, word: Noun) -> Entity | None:
        holders = self._by_name.get(word.stem, [])[-MAX_COMPARED:]
        return holders[-1] if len({id(h) for h in holders}) == 1 else None

    def _by_person(self, mention: _Mention) -> Entity | None:
        """A person sharing two name words, or whose only name word here is part of that name."""
        wanted = set(mention.names)
        candidates = {id(e): e for name in mention.names for e in self._by_name.get(name, ())[-MAX_COMPARED:]}
        best, score = None, 0
        for entity in candidates.values():
            common = len(wanted & entity.names)
            fits = common >= 2 or (common == 1 and self._last_name(mention, entity))
            if fits and common > score:
                best, score = entity, common
        return best

    def _last_name(self, mention: _Mention, entity: Entity) -> bool:
        if len(mention.names) == 1:
            return True
        return entity.names == {mention.names[-1]}

    def _by_office(self, mention: _Mention) -> Entity | None:
        """An office or body named more fully elsewhere: the one spoken of last before, else first after."""
        if not mention.head or not (mention.definite or mention.kind is PartyKind.POST):
            return self._same_words(mention)
        here = mention.phrase.start
        found, nearest = None, (True, 0)
        for entity in self._by_head.get(mention.head, ())[-MAX_COMPARED:]:
            alike = (mention.kind is PartyKind.ORGANIZATION) is (entity.kind is PartyKind.ORGANIZATION)
            if not (alike and mention.words <= entity.words and self._agree(mention, entity)):
                continue
            before = bisect_left(entity.starts, here)
            distance = (
                (False, here - entity.starts[before - 1]) if before else (True, entity.starts[0] - here)
            )
            if found is None or distance < nearest:
                found, nearest = entity, distance
        return found

    def _agree(self, mention: _Mention, entity: Entity) -> bool:
        numbers = {mention.number or "s", entity.number or "s"}
        genders = {mention.gender, entity.gender} - {""}
        return len(numbers) == 1 and len(genders) < 2 and not entity.collective

    def _same_words(self, mention: _Mention) -> Entity | None:
        for entity in reversed(self._by_head.get(mention.head, ())[-MAX_COMPARED:]):
            if mention.words == entity.words:
                return entity
        return None
