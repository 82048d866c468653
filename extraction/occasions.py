"""What a sentence tells of an occasion it mentions: date, place, organisers, chair, participants.

`Reader.frame(mention)` scans outwards from the mention, one cue at a time: the verb that
governs it and that verb's subject, the words after it up to the end of its clause, and
what stands before the verb. It reports phrases and time expressions, not names.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from extraction.gatherings import Mention, occasion_verb
from extraction.lexicons import Entry, load
from extraction.nouns import Noun
from extraction.phrases import NounPhrase, Phrases
from extraction.timex import Kind, Timex
from extraction.tokens import Token

REACH = 45
_STOPS = frozenset(".!?؟؛;:")
_PLACES = frozenset({"place", "place_head"})
_PARTY = frozenset({"title", "body", "group", "collective", "people", "side", "honorific", "given", "place"})


@dataclass(slots=True, eq=False)
class Frame:
    """What one mention tells: phrases by role, timexes the most telling first, and signs of time.

    `verb` is the token of the occasion verb that governs the mention, -1 where none does;
    `role` its label. `future` and `past` say that the words around put it ahead or behind.
    """

    mention: Mention
    verb: int = -1
    role: str = ""
    organizers: list[NounPhrase] = field(default_factory=list)
    chair: list[NounPhrase] = field(default_factory=list)
    participants: list[NounPhrase] = field(default_factory=list)
    body: list[NounPhrase] = field(default_factory=list)
    speakers: list[NounPhrase] = field(default_factory=list)
    places: list[NounPhrase] = field(default_factory=list)
    timexes: list[Timex] = field(default_factory=list)
    clock: Timex | None = None
    future: bool = False
    past: bool = False
    cues: int = 0


@cache
def _words(label: str) -> frozenset[str]:
    return frozenset(w for entry in load("occasions") if entry.label == label for w in entry.words("words"))


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases that open a field, by first word, longest first, each with its label."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in load("occasions"):
        for phrase in entry.words("phrases"):
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, entry.label))
    for group in found.values():
        group.sort(key=lambda item: -len(item[0]))
    return found


class Reader:
    """Reads the frames of a document's mentions."""

    def __init__(self, table: Phrases, timexes: Iterable[Timex], mentions: list[Mention]) -> None:
        self.table, self.tokens, self.nouns = table, table.doc.tokens, table.nouns
        self.timexes = list(timexes)
        self._time_at = {timex.start: timex for timex in self.timexes}
        self._in_time = {i for timex in self.timexes for i in range(timex.start, timex.end)}
        self._heads = {mention.head for mention in mentions}

    def frame(self, mention: Mention) -> Frame:
        """What the sentence around a mention tells of it."""
        frame = Frame(mention)
        sentence = self.table.doc.sentences[self.tokens[mention.head].sentence]
        self._govern(frame, sentence)
        if mention.verbal:
            self._verbal(frame, sentence)
        else:
            self._after(frame, mention.head + 1, min(sentence.stop, mention.end + REACH))
        self._before(frame, sentence)
        return frame

    # -- the verb and what stands before the mention

    def _govern(self, frame: Frame, sentence: range) -> None:
        head = frame.mention.head
        if frame.mention.verbal:
            frame.verb, frame.role = head, "gather"
            self._tense(frame, head)
            return
        for index in range(head - 1, max(sentence.start, head - REACH) - 1, -1):
            token = self.tokens[index]
            if token.text in _STOPS or index in self._heads:
                return
            word = self.nouns[index]
            if word is None or index in self._in_time or word.labels:
                continue
            if token.folded in _words("during") and head - index <= 4:
                frame.cues += 1
                frame.past = frame.past or token.folded not in _FUTURE_DURING
            entry = occasion_verb(token.facts)
            if entry is not None and self._is_verb_here(index, token):
                frame.verb, frame.role = index, entry.label
                frame.cues += 1
                self._tense(frame, index)
                self._subject(frame, entry, index)
                return
            if word.is_verb:
                self._speaker(frame, index)
                return

    def _is_verb_here(self, index: int, token: Token) -> bool:
        """`عقد` before a subject or object, not the masdar in `قرر عقد اجتماع`."""
        if token.facts.verb_only:
            return True
        if index == 0:
            return True
        before = self.nouns[index - 1]
        return before is None or not ("prep" in before.facts.pos or before.is_verb or before.facts.can_masdar)

    def _tense(self, frame: Frame, index: int) -> None:
        facts = self.tokens[index].facts
        readings = [reading for reading in facts.readings if reading.pos == "verb"]
        before = {token.folded for token in self.tokens[max(0, index - 3) : index]}
        if any("s" in reading.proclitics for reading in readings) or before & _FUTURE_WORDS:
            frame.future = True
        elif readings and all(reading.aspect == "i" for reading in readings):
            frame.future = not before & _PAST_WORDS
        elif any(reading.aspect == "p" for reading in readings):
            frame.past = True

    def _subject(self, frame: Frame, entry: Entry, verb: int) -> None:
        head = frame.mention.head
        inner = self._parties(verb + 1, head)
        if entry.label in {"occur", "join"}:
            return
        after = [] if inner or entry.label != "attend" else self._list_at(frame.mention.end)
        subject = inner or after or self._last_party(verb)
        if entry.label == "host":
            frame.places += [phrase for phrase in inner[:1] if self._is_place(phrase)]
            frame.organizers += [phrase for phrase in inner[:1] if not self._is_place(phrase)]
            return
        self._assign(frame, entry.word("subject"), subject)

    def _assign(self, frame: Frame, role: str, phrases: list[NounPhrase]) -> None:
        {"organizer": frame.organizers, "chair": frame.chair, "participant": frame.participants}.get(
            role, frame.participants
        ).extend(phrases)

    def _speaker(self, frame: Frame, verb: int) -> None:
        """Who says or does something during the occasion was there."""
        inner = self._parties(verb + 1, frame.mention.head)[:1] or self._last_party(verb)
        frame.speakers += inner

    def _before(self, frame: Frame, sentence: range) -> None:
        """What stands between the verb and the mention, and before the verb."""
        start = frame.verb if frame.verb >= 0 else frame.mention.head
        low = max(sentence.start, start - REACH)
        barrier = max([h + 1 for h in self._heads if low <= h < start] or [low])
        if frame.verb >= 0 and not frame.mention.verbal:
            self._scan(frame, frame.verb + 1, frame.mention.head, inside=True)
        self._scan(frame, max(low, barrier), start, inside=False)

    # -- what stands after it

    def _after(self, frame: Frame, start: int, stop: int) -> None:
        self._scan(frame, start, stop, inside=True, after=True)

    def _verbal(self, frame: Frame, sentence: range) -> None:
        """`التقى الوزير النواب`, `زار الوفد المصنع`, `اجتمع الطرفان`: subject, then object."""
        mention = frame.mention
        stop = min(sentence.stop, mention.head + REACH)
        index, parties = mention.head + 1, 0
        entry = occasion_verb(self.tokens[mention.head].facts)
        assert entry is not None
        limit = self._clause_end(index, stop)
        while index < limit:
            step = self._cue(frame, index, limit) or self._time(frame, index) or self._place(frame, index)
            if step:
                index = step
                continue
            phrase = self._party_at(index)
            if phrase is None:
                index += 1
                continue
            phrases = [p for p in self.table.coordinated(index) if p.end <= limit] or [phrase]
            self._assign_verbal(frame, entry, parties, phrases)
            parties += 1
            index = phrases[-1].end
            mention.end = max(mention.end, min(phrases[0].end, mention.head + 12))
        if not parties or (parties == 1 and entry.word("object") and not self._subject_follows(mention.head)):
            self._assign(frame, entry.word("subject"), self._last_party(mention.head))

    def _subject_follows(self, verb: int) -> bool:
        return False

    def _assign_verbal(self, frame: Frame, entry: Entry, parties: int, phrases: list[NounPhrase]) -> None:
        if parties == 0:
            self._assign(frame, entry.word("subject"), phrases)
        elif entry.word("object") == "place":
            frame.places += phrases[:1]
        elif parties == 1 and entry.word("object"):
            self._assign(frame, entry.word("object"), phrases)

    # -- scanning

    def _scan(self, frame: Frame, start: int, stop: int, inside: bool, after: bool = False) -> None:
        """Gather cues, times and places in a range of tokens."""
        index = start
        limit = self._clause_end(start, stop) if after else stop
        while index < limit:
            step = self._cue(frame, index, limit) or self._time(frame, index)
            if not step and (inside or after):
                step = self._place(frame, index)
            if not step and after:
                step = self._of_body(frame, index)
            index = step or index + 1

    def _clause_end(self, start: int, stop: int) -> int:
        """Where the words about the occasion end: a stop, another occasion, or a new main clause."""
        for index in range(start, stop):
            token = self.tokens[index]
            if (token.text in _STOPS and not token.glued) or token.text in {".", "!"}:
                return index
            if index in self._heads and index > start:
                return index
            if token.folded in _CLAUSE_ENDS:
                return index
            word = self.nouns[index]
            fresh = word is not None and word.is_verb and (word.facts.proclitics[:1] in (("w",), ("f",)))
            if fresh and not self._cue_at(index) and occasion_verb(token.facts) is None:
                return index
        return stop

    def _cue_at(self, index: int) -> tuple[int, str] | None:
        for words, label in _cues().get(self.tokens[index].folded, ()):
            if [t.folded for t in self.tokens[index + 1 : index + len(words)]] == list(words[1:]):
                return len(words), label
        return None

    def _cue(self, frame: Frame, index: int, limit: int) -> int:
        """Read a cue and the parties after it; the index after them, or 0."""
        found = self._cue_at(index)
        if found is None:
            return 0
        length, label = found
        phrases = self._list_at(index + length, limit)
        if not phrases:
            return 0
        frame.cues += 1
        if label == "chair_cue":
            frame.chair += phrases[: 3 if len(phrases) > 1 and phrases[0].name else 1]
            frame.participants += phrases[1:] if not phrases[0].name else []
        elif label in {"organizer_cue", "together_cue"}:
            frame.organizers += phrases
        else:
            frame.participants += phrases + self._joined_by_b(phrases[-1].end)
        return max(phrases[-1].end, index + 1)

    def _joined_by_b(self, index: int) -> list[NounPhrase]:
        """`جمع الوزير بالنقابات`."""
        word = self.nouns[index] if index < len(self.nouns) else None
        if word is None or word.prep != "ب" or not word.labels & {"title", "body", "group"}:
            return []
        return self._list_at(index)

    def _list_at(self, index: int, limit: int | None = None) -> list[NounPhrase]:
        """The parties listed from a token on, times and a `من` skipped."""
        stop = min(len(self.tokens), index + 4, limit or len(self.tokens))
        while index < stop and (index in self._in_time or self.tokens[index].folded in _SKIPPED):
            index += 1
        if index >= len(self.tokens) or (limit is not None and index >= limit):
            return []
        first = self._party_at(index, lenient=True)
        if first is None:
            return []
        return [p for p in self.table.coordinated(index) if self._may_be_party(p)]

    def _party_at(self, index: int, lenient: bool = False) -> NounPhrase | None:
        word = self.nouns[index]
        if index in self._in_time or (word is not None and (word.is_function or word.is_verb)):
            return None
        if word is not None and (word.prep or (word.conj and not lenient)) and not lenient:
            return None
        phrase = self.table.at(index)
        return phrase if phrase is not None and self._may_be_party(phrase) else None

    def _may_be_party(self, phrase: NounPhrase) -> bool:
        return bool(phrase.kinds & _PARTY) or phrase.name is not None or phrase.quantified

    def _parties(self, start: int, stop: int) -> list[NounPhrase]:
        """The first list of parties in a range that no preposition governs."""
        index = start
        while index < stop:
            phrase = self._party_at(index)
            governed = index > start and self._is_preposition(index - 1)
            if phrase is not None and not governed and phrase.end <= stop:
                return [p for p in self.table.coordinated(index) if p.end <= stop and self._may_be_party(p)]
            index = phrase.end if phrase is not None else index + 1
        return []

    def _is_preposition(self, index: int) -> bool:
        word = self.nouns[index]
        return word is not None and word.is_function and "prep" in word.facts.pos

    def _last_party(self, index: int) -> list[NounPhrase]:
        """The nearest party before a token in its sentence."""
        sentence = self.table.doc.sentences[self.tokens[index].sentence]
        low = max(sentence.start, index - REACH)
        found: NounPhrase | None = None
        at = low
        while at < index:
            phrase = self._party_at(at, lenient=True)
            if phrase is not None and phrase.end <= index:
                word = self.nouns[at]
                if not self._is_preposition(at - 1) and (word is None or not word.prep):
                    found = phrase
                at = phrase.end
            else:
                at += 1
        return [found] if found is not None else []

    def _time(self, frame: Frame, index: int) -> int:
        timex = self._time_at.get(index)
        if timex is None:
            return 0
        if timex.kind is Kind.TIME:
            frame.clock = frame.clock or timex
        elif timex.kind in {Kind.DATE, Kind.INTERVAL} and not timex.owned:
            frame.timexes.append(timex)
        return timex.end

    def _place(self, frame: Frame, index: int) -> int:
        """A place that starts at a token with its preposition; the index after it, or 0."""
        word, token = self.nouns[index], self.tokens[index]
        if word is None:
            return 0
        at = index
        if word.prep == "ب" and (word.labels & _PLACES or self._place_body(word)):
            pass
        elif token.folded in {"في", "ب"} or "position" in word.labels:
            at = index + 1
            following = self.nouns[at] if at < len(self.nouns) else None
            if following is None or not (following.labels & _PLACES or self._place_body(following)):
                return 0
        elif frame.mention.kind == "visit" and (token.folded in {"الي"} or word.prep == "ل"):
            at = index if word.prep == "ل" else index + 1
        else:
            return 0
        phrase = self.table.at(at)
        if phrase is None:
            return 0
        if "position" in word.labels:
            phrase = NounPhrase(index, phrase.end, phrase.head, phrase.definite, phrase.kinds)
        frame.places.append(phrase)
        return max(phrase.end, index + 1)

    def _place_body(self, word: Noun) -> bool:
        return any(form.label == "body" and form.entry.flag("place") for form in word.forms)

    def _is_place(self, phrase: NounPhrase) -> bool:
        return bool(phrase.kinds & _PLACES)

    def _of_body(self, frame: Frame, index: int) -> int:
        """`اجتماع المجلس`, `اجتماع للجنة`: the body whose occasion it is."""
        if index > frame.mention.head + 4:
            return 0
        word = self.nouns[index]
        if (
            word is None
            or word.conj
            or word.prep not in {"", "ل"}
            or not word.labels & {"body", "group", "title"}
        ):
            return 0
        phrase = self.table.at(index)
        if phrase is None:
            return 0
        frame.body.append(phrase)
        return max(phrase.end, index + 1)


_FUTURE_WORDS = frozenset(
    {"سوف", "سيتم", "ستتم", "المقرر", "المنتظر", "المرتقب", "المتوقع", "المزمع", "يعتزم", "تعتزم"}
)
_PAST_WORDS = frozenset({"كان", "كانت", "لم"})
_FUTURE_DURING = frozenset({"عقد", "تنظيم", "موعد", "انعقاد", "اجراء", "احتضان", "تاجيل", "الغاء"})
_CLAUSE_ENDS = frozenset({"حيث", "فيما", "بينما", "كما", "لكن", "ان"})
_SKIPPED = frozenset({"كل", "من", "السيد", ":", "-"})
