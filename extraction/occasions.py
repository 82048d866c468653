"""What a sentence tells of an occasion it mentions: date, place, organisers, chair, participants.

`Reader.frame(mention)` scans outwards from the mention, one cue at a time: the verb that
governs it and that verb's subject, the words after it up to the end of its clause, and
what stands before the verb. It reports phrases and time expressions, not names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from extraction.actors import Entities
from extraction.gatherings import CONVENING, Mention, occasion_verb
from extraction.lexicons import Entry, load
from extraction.nouns import Noun
from extraction.phrases import NounPhrase, Phrases
from extraction.timex import Kind, Timex
from extraction.tokens import Token, TokenKind

REACH = 45
_LONGEST_CUE = 3
NEAR = 4
_STOPS = frozenset(".!?؟؛;:")
_PLACES = frozenset({"place", "place_head"})
_LARGER = frozenset(
    f"gathering.{name}"
    for name in ("session", "congress", "forum", "platform", "assembly", "study_days", "day", "summit")
)
_MEETING = frozenset(
    {"gather.ijtamaa", "gather.iltaqa", "gather.tabahatha", "occur.inaqada", "occur.iltaama"}
)
_CLOSING = "occur.ikhtatama"
_SITTING = frozenset({"meet", "forum", "assembly"})
_CLAUSE = 25
_PARTY = frozenset({"title", "body", "group", "collective", "people", "side", "honorific", "given"})


@dataclass(slots=True, eq=False)
class Frame:
    """What one mention tells: phrases by role, timexes the most telling first, and signs of time.

    `verb` is the token of the occasion verb that governs the mention, -1 where none does;
    `role` its label. `future` and `past` say that the words around put it ahead or behind.
    `firm` timexes belong to the mention itself, `loose` ones stand near it. `inside` is the
    head of the occasion that this one is told to be the same as (`دورة المؤتمر`), or -1; `part`
    says that it is a part of some larger one (`الجلسة الافتتاحية`), `closing` that its end is told.
    """

    mention: Mention
    verb: int = -1
    role: str = ""
    organizers: list[NounPhrase] = field(default_factory=list)
    chair: list[NounPhrase] = field(default_factory=list)
    participants: list[NounPhrase] = field(default_factory=list)
    body: list[NounPhrase] = field(default_factory=list)
    owner: list[NounPhrase] = field(default_factory=list)
    speakers: list[NounPhrase] = field(default_factory=list)
    places: list[NounPhrase] = field(default_factory=list)
    firm: list[Timex] = field(default_factory=list)
    loose: list[Timex] = field(default_factory=list)
    clock: Timex | None = None
    future: bool = False
    past: bool = False
    during: bool = False
    aside: bool = False
    generic: bool = False
    held: bool = False
    occurs: bool = False
    ahead: bool = False
    closing: bool = False
    cues: int = 0
    inside: int = -1
    part: bool = False

    @property
    def timexes(self) -> list[Timex]:
        """All times, the firm ones first."""
        return self.firm + self.loose


@cache
def words(label: str) -> frozenset[str]:
    """The folded words of the occasion lexicon with a label."""
    return frozenset(w for entry in load("occasions") if entry.label == label for w in entry.words("words"))


@cache
def masdars() -> Mapping[str, Entry]:
    """The masdars of the verbs of occasions, by folded word."""
    return MappingProxyType({m: entry for entry in load("occasions") for m in entry.words("masdars")})


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases that open a field, by first word, longest first, each with its label."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in load("occasions"):
        for phrase in entry.words("phrases"):
            first, *rest = phrase.split()
            for opening in (first, f"و{first}"):
                found.setdefault(opening, []).append(((opening, *rest), entry.label))
    for group in found.values():
        group.sort(key=lambda item: -len(item[0]))
    return found


def cue_before(tokens: Sequence[Token], index: int, start: int) -> str:
    """The label of the phrase that opens a field right before a token, from `start` on, or nothing."""
    end = index
    while end > start and index - end < 2 and tokens[end - 1].folded in words("skip"):
        end -= 1
    for first in range(max(start, end - _LONGEST_CUE), end):
        for parts, label in _cues().get(tokens[first].folded, ()):
            if [token.folded for token in tokens[first:end]] == list(parts):
                return label
    return ""


class Reader:
    """Reads the frames of a document's mentions."""

    def __init__(
        self, table: Phrases, entities: Entities, timexes: Iterable[Timex], mentions: list[Mention]
    ) -> None:
        self.table, self.tokens, self.nouns = table, table.doc.tokens, table.nouns
        self.entities = entities
        self.timexes = list(timexes)
        self._time_at = {timex.start: timex for timex in self.timexes}
        self._in_time = {i for timex in self.timexes for i in range(timex.start, timex.end)}
        self._mentions = {mention.head: mention for mention in mentions}
        self._heads = frozenset(self._mentions)

    def frame(self, mention: Mention) -> Frame:
        """What the sentence around a mention tells of it."""
        frame = Frame(mention)
        sentence = self.table.doc.sentences[self.tokens[mention.head].sentence]
        self._signs(frame)
        if mention.entry == CONVENING and mention.phrase is not None:
            frame.body.append(mention.phrase)
        if mention.verbal:
            frame.verb, frame.role = mention.head, "gather"
            self._tense(frame, mention.head)
            self._verbal(frame, sentence)
        else:
            self._govern(frame, sentence)
            self._scan(frame, mention.head + 1, min(sentence.stop, mention.end + REACH), after=True)
        self._before(frame, sentence)
        return frame

    def _signs(self, frame: Frame) -> None:
        """Single words right beside the mention."""
        head, end = frame.mention.head, frame.mention.end
        near = {token.folded for token in self.tokens[end : end + 2]} | frame.mention.modifiers
        frame.ahead = bool(near & words("next"))
        frame.future |= frame.ahead
        frame.past |= bool(near & words("past"))
        frame.part = bool({token.folded for token in self.tokens[head + 1 : head + 3]} & words("part_of"))
        before = [token.folded for token in self.tokens[max(0, head - 2) : head]]
        frame.generic = bool(set(before[-1:]) & words("generic"))

    # -- the verb and what stands before the mention

    def _govern(self, frame: Frame, sentence: range) -> None:
        """Walk left to the verb that governs the mention, noting what lies between."""
        head = frame.mention.head
        held: Entry | None = None
        roles: list[tuple[Entry, int]] = []
        for index in range(head - 1, max(sentence.start, head - REACH) - 1, -1):
            token, word = self.tokens[index], self.nouns[index]
            if self._stops(index) or (index in self._heads and head - index > 1):
                break
            if word is None or index in self._in_time:
                continue
            self._preposition(frame, token, head - index)
            entry = self._masdar(index, word)
            if entry is not None and self._reaches(index, head, entry):
                frame.cues += 1
                frame.closing |= entry.id == _CLOSING
                if entry.label in {"hold", "host", "occur"}:
                    held = held or entry
                else:
                    roles.append((entry, index))
                continue
            entry = occasion_verb(token.facts) if not word.labels or self._acts(index) else None
            if entry is not None and self._is_verb_here(index, token):
                self._by_verb(frame, entry, index)
                break
            if word.is_verb or self._may_act(index, token, word):
                self._speaker(frame, index, held)
                break
        for entry, index in roles:
            inner = self._parties(index + 1, head) or frame.speakers[:1] or self._last_party(index)
            self._assign(frame, entry.word("subject"), inner)
        if frame.mention.owned:
            frame.owner = frame.owner or frame.organizers or frame.speakers or self._last_party(head)
        frame.held = held is not None

    def _stops(self, index: int) -> bool:
        """A sign that ends a statement; not the full stop of `م.` or `د.`."""
        token = self.tokens[index]
        if token.text not in _STOPS:
            return False
        return not (token.text == "." and index and token.glued and len(self.tokens[index - 1].folded) == 1)

    def _preposition(self, frame: Frame, token: Token, distance: int) -> None:
        if distance <= NEAR and token.folded in words("during"):
            frame.cues += 1
            frame.during = frame.past = True
            frame.aside |= token.folded in words("aside")
        elif distance <= 2 and token.folded in words("works"):
            frame.cues += 1
        elif distance <= 3 and token.folded in words("ahead"):
            frame.future = True

    def _masdar(self, index: int, word: Noun) -> Entry | None:
        """The occasion verb whose masdar stands at a token: `إشرافه على`, `عقد`."""
        found = masdars().get(word.stem) or masdars().get(word.word)
        if found is None:
            for lemma in word.facts.lemmas:
                found = found or masdars().get(lemma)
        if found is None or (word.facts.can_verb and self._is_verb_here(index, self.tokens[index])):
            return None
        return found

    def _reaches(self, index: int, head: int, entry: Entry) -> bool:
        """Whether a masdar governs the mention and not something before it."""
        return head - index <= (3 if entry.label in {"hold", "host", "occur"} else 14)

    def _by_verb(self, frame: Frame, entry: Entry, index: int) -> None:
        frame.verb, frame.role = index, entry.label
        frame.closing |= entry.id == _CLOSING
        frame.cues += 1
        self._tense(frame, index)
        if entry.flag("planned"):
            frame.future, frame.past = True, False
        self._subject(frame, entry, index)

    def _is_verb_here(self, index: int, token: Token) -> bool:
        """`عقد` before a subject or object, not the masdar in `قرر عقد اجتماع`."""
        if index == 0 or self.tokens[index - 1].sentence != token.sentence:
            return True
        if self._is_preposition(index - 1):
            return False
        if token.facts.verb_only:
            return True
        if "w" in token.facts.proclitics or "f" in token.facts.proclitics:
            return True
        before = self.nouns[index - 1]
        if before is None:
            return True
        if index - 1 in self._in_time or before.al or "pron_rel" in before.facts.pos:
            return True
        return not (
            "prep" in before.facts.pos or before.facts.can_verb or before.facts.can_masdar or before.labels
        )

    def _acts(self, index: int) -> bool:
        """`أشرف الوالي على`: a verb that is a given name elsewhere, before an office or a body."""
        word, following = self.nouns[index], self.nouns[index + 1]
        named = word is not None and word.labels <= {"given"}
        return named and following is not None and bool(following.labels & {"title", "honorific", "body"})

    def _may_act(self, index: int, token: Token, word: Noun) -> bool:
        """A verb with another reading (`قال`) where a verb is to be expected."""
        verbal = token.facts.can_verb and not (word.al or word.prep or word.labels or word.is_function)
        return verbal and self._is_verb_here(index, token)

    def _tense(self, frame: Frame, index: int) -> None:
        readings = self.tokens[index].facts.of("verb")
        before = {token.folded for token in self.tokens[max(0, index - 3) : index]}
        if any("s" in reading.proclitics for reading in readings) or before & words("future"):
            frame.future = True
        elif readings and all(reading.aspect == "i" for reading in readings):
            frame.future = not before & words("done")
        elif any(reading.aspect == "p" for reading in readings):
            frame.past = True

    def _subject(self, frame: Frame, entry: Entry, verb: int) -> None:
        head = frame.mention.head
        if entry.label in {"occur", "join"}:
            return
        inner = self._parties(verb + 1, head)
        if not inner and entry.label in {"attend", "chair", "open"}:
            inner = self._right_before(verb) or self._list_at(frame.mention.end)
        if entry.label == "host":
            first = self._host(verb + 1, head)
            frame.places += [phrase for phrase in first if self._is_place(phrase)]
            frame.organizers += first
            return
        self._assign(frame, entry.word("subject"), inner or self._last_party(verb))

    def _right_before(self, verb: int) -> list[NounPhrase]:
        """`أن الوزير ترأس جلسة`: the subject that stands right before its verb."""
        before = next(self.entities.before(verb, 1), None)
        return [before[0]] if before is not None and before[0].end == verb else []

    def _host(self, start: int, stop: int) -> list[NounPhrase]:
        for index in range(start, stop):
            word = self.nouns[index]
            if word is not None and index not in self._in_time and not word.prep:
                phrase = self.table.at(index)
                if phrase is not None and (self._is_place(phrase) or phrase.kinds & {"body"}):
                    return [phrase]
        return []

    def _assign(self, frame: Frame, role: str, phrases: list[NounPhrase]) -> None:
        target = {"organizer": frame.organizers, "chair": frame.chair}.get(role, frame.participants)
        target.extend(phrase for phrase in phrases if phrase not in target)

    def _speaker(self, frame: Frame, verb: int, held: Entry | None) -> None:
        """Who says or decides something there: was present, or is going to hold it."""
        inner = self._parties(verb + 1, frame.mention.head)[:1] or self._last_party(verb)
        frame.speakers += inner
        token = self.tokens[verb]
        if any("s" in reading.proclitics for reading in token.facts.of("verb")) or self._future_before(
            verb - 1
        ):
            frame.future, frame.past = True, False
        if held is None or frame.during:
            return
        done = token.folded in words("done") and not self._future_before(verb)
        frame.future |= not done
        frame.past |= done
        if not done and held.word("subject"):
            self._assign(frame, held.word("subject"), inner)

    def _future_before(self, index: int) -> bool:
        return any(token.folded in words("future") for token in self.tokens[max(0, index - 3) : index + 1])

    def _before(self, frame: Frame, sentence: range) -> None:
        """What stands between the verb and the mention, and before the verb."""
        start = frame.verb if frame.verb >= 0 else frame.mention.head
        low = max(sentence.start, start - REACH)
        barrier = next((h + 1 for h in range(start - 1, low - 1, -1) if h in self._heads), low)
        if frame.verb >= 0 and not frame.mention.verbal:
            self._scan(frame, frame.verb + 1, frame.mention.head)
        loose = frame.verb < 0 and not frame.during
        self._scan(
            frame, max(low, barrier), start, loose=loose or start - max(low, barrier) > 12, outside=True
        )

    # -- verbs that are occasions

    def _verbal(self, frame: Frame, sentence: range) -> None:
        """`التقى الوزير النواب`, `زار الوفد المصنع`, `اجتمع الطرفان`: subject, then object."""
        mention = frame.mention
        index, parties = mention.head + 1, 0
        entry = occasion_verb(self.tokens[mention.head].facts)
        assert entry is not None
        limit = self._clause_end(index, min(sentence.stop, mention.head + REACH))
        loose = False
        while index < limit:
            loose = loose or self.tokens[index].folded in words("topic")
            step = (
                self._cue(frame, index, limit, loose)
                or self._time(frame, index, loose)
                or self._place(frame, index)
            )
            if step:
                index = step
                continue
            phrase = self._party_at(index)
            if phrase is None or parties > 1 or loose:
                index += 1
                continue
            phrases = [p for p in self.table.coordinated(index) if p.end <= limit] or [phrase]
            self._assign_verbal(frame, entry, parties, phrases)
            parties += 1
            index = phrases[-1].end
            mention.end = max(mention.end, min(phrases[0].end, mention.head + 8))
        if limit in self._heads:
            self._inside(frame, limit)
        if not parties or (parties == 1 and entry.word("object") and self._topic(mention.head)):
            self._shift(frame, entry, parties)

    def _topic(self, verb: int) -> list[NounPhrase]:
        """A subject before the verb: `الوزير الذي التقى`, `أن الوزير التقى`."""
        for index in range(verb - 1, max(-1, verb - 3), -1):
            word = self.nouns[index]
            if word is not None and "pron_rel" in word.facts.pos:
                return self._last_party(index)
        return []

    def _shift(self, frame: Frame, entry: Entry, parties: int) -> None:
        """The subject stood before the verb, so what followed it was the object."""
        subject = self._topic(frame.mention.head) or self._last_party(frame.mention.head)
        if parties == 1 and entry.word("object") == "participant" and entry.word("subject") == "organizer":
            frame.participants, frame.organizers = frame.participants + frame.organizers, []
        self._assign(frame, entry.word("subject"), subject)

    def _assign_verbal(self, frame: Frame, entry: Entry, parties: int, phrases: list[NounPhrase]) -> None:
        if parties == 0:
            self._assign(frame, entry.word("subject"), phrases)
        elif entry.word("object") == "place":
            frame.places += phrases[:1]
        elif entry.word("object"):
            self._assign(frame, entry.word("object"), phrases)

    # -- scanning

    def _scan(
        self,
        frame: Frame,
        start: int,
        stop: int,
        *,
        after: bool = False,
        loose: bool = False,
        outside: bool = False,
    ) -> None:
        """Gather cues, times and places in a range of tokens; after a topic word times are loose."""
        index = start
        limit = self._clause_end(start, stop) if after else stop
        while index < limit:
            if after and (self._opens_topic(frame, index) or self._foreign_verb(index)):
                loose = True
            if after and not loose:
                self._occurrence(frame, index)
            step = self._cue(frame, index, limit, loose or outside) or self._time(frame, index, loose)
            if not step and not outside:
                step = self._place(frame, index)
            if not step and after:
                step = self._inside(frame, index) or self._of_body(frame, index)
            index = step or index + 1
        if after and limit < stop and limit in self._heads:
            self._inside(frame, limit)

    def _opens_topic(self, frame: Frame, index: int) -> bool:
        """Words after which a time may belong to what the occasion is about or decides."""
        word = self.nouns[index]
        if self.tokens[index].folded in words("topic"):
            return True
        if word is None or index < frame.mention.end or index in self._in_time or word.al or word.labels:
            return False
        return word.facts.can_masdar and not word.facts.can_verb and not self._cue_at(index)

    def _occurrence(self, frame: Frame, index: int) -> None:
        """`الاجتماع الذي عقد`, `الندوة ستنعقد`: a verb of holding whose object or subject is the mention."""
        entry = occasion_verb(self.tokens[index].facts)
        word = self.nouns[index]
        if entry is None or word is None or word.labels or index > frame.mention.end + 8:
            return
        if entry.label in {"hold", "occur", "host", "gather", "join", "attend"} and not frame.occurs:
            frame.occurs = True
            frame.closing |= entry.id == _CLOSING
            frame.cues += 1
            self._tense(frame, index)

    def _foreign_verb(self, index: int) -> bool:
        """A verb that has nothing to do with holding an occasion: what follows is about something else."""
        word = self.nouns[index]
        return (
            word is not None
            and word.is_verb
            and occasion_verb(word.facts) is None
            and not self._cue_at(index)
        )

    def _clause_end(self, start: int, stop: int) -> int:
        """Where the words about the occasion end: a stop, another occasion, or a new main clause."""
        for index in range(start, stop):
            token = self.tokens[index]
            if self._stops(index) or (index in self._heads and index > start):
                return index
            if index > start and token.folded in _clause_words():
                return index
            word = self.nouns[index]
            fresh = word is not None and word.is_verb and word.facts.proclitics[:1] in (("w",), ("f",))
            if fresh and not self._cue_at(index) and occasion_verb(token.facts) is None:
                return index
        return stop

    def _cue_at(self, index: int) -> tuple[int, str] | None:
        for parts, label in _cues().get(self.tokens[index].folded, ()):
            if [t.folded for t in self.tokens[index + 1 : index + len(parts)]] == list(parts[1:]):
                return len(parts), label
        return None

    def _cue(self, frame: Frame, index: int, limit: int, loose: bool) -> int:
        """Read a cue and the parties after it; the index after them, or 0.

        Where what is said may be of something else (`loose`), only plain cues count.
        """
        found = self._cue_at(index)
        if found is None or (loose and found[1] in {"near_cue", "agent_cue"}):
            return 0
        length, label = found
        phrases = self._list_at(index + length, limit)
        if not phrases:
            self._without_subject(frame, index, length, label)
            return 0
        for between in range(index + length, phrases[0].start):
            if not self._time(frame, between, False):
                self._place(frame, between)
        frame.cues += 1
        if label == "chair_cue":
            frame.chair += phrases[:1]
            others = frame.chair if len(phrases) > 1 and phrases[1].name else frame.participants
            others += phrases[1:]
        elif label in {"organizer_cue", "agent_cue", "together_cue"}:
            frame.organizers += phrases
        else:
            frame.participants += phrases + self._joined_by_b(phrases[-1].end)
        return max(phrases[-1].end, index + 1)

    def _without_subject(self, frame: Frame, index: int, length: int, label: str) -> None:
        """`قال الوزير في لقاء عقده أمس`, `عقب اجتماع ترأسه أمس`: whoever speaks held or led it."""
        role = {"organizer_cue": frame.organizers, "chair_cue": frame.chair}.get(label)
        entry = occasion_verb(self.tokens[index].facts) if length == 1 else None
        if role is not None and entry is not None and not role:
            frame.cues += 1
            role += frame.speakers[:1] or self._last_party(frame.mention.head)

    def _joined_by_b(self, index: int) -> list[NounPhrase]:
        """`جمع الوزير بالنقابات`."""
        word = self.nouns[index] if index < len(self.nouns) else None
        if word is None or word.prep != "ب" or not word.labels & {"title", "body", "group"}:
            return []
        return self._list_at(index)

    def _list_at(self, index: int, limit: int | None = None) -> list[NounPhrase]:
        """The parties listed from a token on, times, places and `كل من` skipped."""
        stop = min(len(self.tokens), index + 8, limit or len(self.tokens))
        while index < stop:
            if index in self._in_time or self.tokens[index].folded in words("skip"):
                index += 1
                continue
            word = self.nouns[index]
            if word is not None and word.prep == "ب" and word.labels & _PLACES:
                phrase = self.table.at(index)
                index = phrase.end if phrase is not None else index + 1
                continue
            if self.tokens[index].kind is TokenKind.PUNCTUATION and self.tokens[index].text in "،,:-":
                index += 1
                continue
            break
        if index >= stop:
            return []
        return self._joined(index, lenient=True)

    def _joined(self, index: int, lenient: bool = False) -> list[NounPhrase]:
        """The party that starts at a token and those joined to it; a surname stands alone."""
        first = self._party_at(index, lenient)
        if first is None:
            return []
        joined = [p for p in self.table.coordinated(index) if self.may_be_party(p)]
        return joined or [first]

    def _party_at(self, index: int, lenient: bool = False) -> NounPhrase | None:
        word = self.nouns[index]
        if index in self._in_time or index in self._heads:
            return None
        if word is not None and (word.is_function or word.is_verb) and "quantifier" not in word.labels:
            return None
        if word is not None and not lenient and (word.prep or word.conj):
            return None
        phrase = self.table.at(index)
        if phrase is not None and self.may_be_party(phrase):
            return phrase
        return self.entities.mention_at(index)

    def may_be_party(self, phrase: NounPhrase) -> bool:
        """Whether a phrase can name who takes part: a person, a body, a group, a country."""
        if phrase.kinds & {"gathering"}:
            return False
        if phrase.kinds & {"place"}:
            return not phrase.kinds & {"place_head"} or "body" in phrase.kinds
        return bool(phrase.kinds & _PARTY) or phrase.name is not None

    def _parties(self, start: int, stop: int) -> list[NounPhrase]:
        """The first list of parties in a range that no preposition governs."""
        index = start
        while index < stop:
            phrase = self._party_at(index)
            governed = index > start and self._is_preposition(index - 1)
            if phrase is not None and not governed and phrase.end <= stop:
                return [p for p in self._joined(index) if p.end <= stop]
            index = phrase.end if phrase is not None else index + 1
        return []

    def _is_preposition(self, index: int) -> bool:
        word, token = self.nouns[index], self.tokens[index]
        if word is None or not word.is_function or "prep" not in word.facts.pos:
            return False
        opens = index == self.table.doc.sentences[token.sentence].start
        return not (opens and word.facts.can_verb)

    def _last_party(self, index: int) -> list[NounPhrase]:
        """The nearest party before a token in its sentence that no preposition governs."""
        sentence = self.table.doc.sentences[self.tokens[index].sentence]
        at = max(sentence.start, index - REACH)
        found: NounPhrase | None = None
        while at < index:
            phrase = self._party_at(at, lenient=True)
            if phrase is not None and phrase.end <= index:
                word = self.nouns[at]
                free = at == sentence.start or not self._is_preposition(at - 1)
                if free and (word is None or not word.prep):
                    found = phrase
                at = phrase.end
            else:
                at += 1
        return [found] if found is not None else []

    def _time(self, frame: Frame, index: int, loose: bool) -> int:
        timex = self._time_at.get(index)
        if timex is None:
            return 0
        if timex.kind is Kind.TIME:
            frame.clock = frame.clock or timex
        elif timex.kind in {Kind.DATE, Kind.INTERVAL} and not timex.owned:
            (frame.loose if loose else frame.firm).append(timex)
        return timex.end

    # -- places and what the occasion is of

    def _place(self, frame: Frame, index: int) -> int:
        """A place that starts at a token with its preposition; the index after it, or 0."""
        word = self.nouns[index]
        if word is None or index in self._in_time:
            return 0
        at = self._place_start(frame, index, word)
        phrase = self.table.at(at) if at >= 0 else None
        if phrase is None or phrase.name is not None:
            return 0
        if "position" in word.labels:
            phrase = NounPhrase(index, phrase.end, phrase.head, phrase.definite, phrase.kinds)
        frame.places.append(phrase)
        return max(phrase.end, index + 1)

    def _place_start(self, frame: Frame, index: int, word: Noun) -> int:
        """The token at which the place itself starts, or -1."""
        close = index <= frame.mention.head + NEAR
        if word.prep == "ب":
            return index if self._may_place(word) or (close and "body" in word.labels) else -1
        following = self.nouns[index + 1] if index + 1 < len(self.nouns) else None
        if "position" in word.labels or (word.is_function and "في" in word.facts.lemmas):
            seat = following is not None and close and "body" in following.labels
            return index + 1 if seat or (following is not None and self._may_place(following)) else -1
        if frame.mention.kind == "visit":
            if word.prep == "ل" and self._may_place(word):
                return index
            to = word.is_function and "الي" in word.facts.lemmas
            if to and following is not None and self._may_place(following):
                return index + 1
        beside = index == frame.mention.head + 1 and not word.conj and not word.prep
        return index if beside and word.labels & _PLACES and not word.labels & {"body"} else -1

    def _may_place(self, word: Noun) -> bool:
        return bool(word.labels & _PLACES) or any(
            form.label == "body" and form.entry.flag("place") for form in word.forms
        )

    def _is_place(self, phrase: NounPhrase) -> bool:
        head = self.nouns[phrase.head]
        return bool(phrase.kinds & _PLACES) or (head is not None and self._may_place(head))

    def _inside(self, frame: Frame, index: int) -> int:
        """`الدورة العادية لندوة الولاة`, `اجتماع الجمعية العامة`: two words for one occasion."""
        if frame.inside < 0 and index in self._heads and self._same(frame.mention, self._mentions[index]):
            frame.inside = index
        return 0

    def _same(self, outer: Mention, inner: Mention) -> bool:
        """Whether a later mention close by names what an earlier one is a session, opening or form of."""
        distance = inner.head - outer.head
        word = self.nouns[inner.head]
        if word is None or word.conj or inner.verbal:
            return False
        between = self.nouns[outer.head + 1 : inner.head]
        if self._sits(outer) and self._within(inner.head) and inner.family in _SITTING:
            return distance < _CLAUSE and not any(w is not None and w.is_verb for w in between)
        if distance > 6:
            return False
        if any(w is None or w.is_verb or w.labels & {"title", "group"} for w in between):
            return False
        if outer.verbal or (inner.owned and inner.entry in {"gathering.session", CONVENING}):
            return not outer.verbal or self._within(inner.head)
        if word.prep == "ل" or (distance == 1 and not word.prep):
            return True
        return inner.entry in _LARGER and (word.prep == "ب" or self._within(inner.head))

    def _sits(self, mention: Mention) -> bool:
        """`التأم المجلس`, `التقى الوزير`: what follows after `في` is the sitting itself."""
        entry = occasion_verb(self.tokens[mention.head].facts)
        return (mention.verbal or mention.entry == CONVENING) and entry is not None and entry.id in _MEETING

    def _within(self, index: int) -> bool:
        """`في مؤتمر`, `خلال اجتماع`."""
        before = self.tokens[index - 1]
        return "في" in before.facts.lemmas or before.folded in words("during")

    def _of_body(self, frame: Frame, index: int) -> int:
        """`اجتماع المجلس`, `اجتماع للجنة`: the body whose occasion it is."""
        if index > frame.mention.head + NEAR or index in self._heads:
            return 0
        word = self.nouns[index]
        if (
            word is None
            or word.conj
            or word.prep not in {"", "ل"}
            or not word.labels & {"body", "group", "title"}
        ):
            return 0
        if self.tokens[index].folded in words("press"):
            return 0
        phrase = self.table.at(index)
        if phrase is None:
            return 0
        frame.body += [p for p in self.table.coordinated(index) if self.may_be_party(p)]
        return max(phrase.end, index + 1)


@cache
def _clause_words() -> frozenset[str]:
    """Words that open a new clause, from the lexicon of boundaries."""
    return frozenset(
        w for entry in load("boundaries") if entry.id == "boundary.clause" for w in entry.words("words")
    )
