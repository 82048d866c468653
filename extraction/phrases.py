"""Noun phrases of a text: head, construct chain, adjectives, names, apposition, complements, conjuncts.

A phrase never crosses a sentence. `Phrases(doc).at(i)` reads the phrase that starts at
token `i` (a proclitic preposition or و on that token is outside the phrase's meaning,
though inside its first token); `Phrases(doc).outer()` are all phrases that lie in no other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from extraction.lexicons import load
from extraction.nouns import Form, Noun, noun, phrases
from extraction.text import fold_word
from extraction.tokens import Document, Token, TokenKind
from extraction.types import Span

MAX_TOKENS = 40
MAX_NAME = 7
MAX_HEADS = 10
MAX_QUOTED = 8
_SOUND = ("ون", "ين", "ان")
_NISBA = ("ي", "يه", "يين", "يان", "يون")
_HERS = frozenset("تن")
_GIVEN = frozenset({"given", "particle"})
_NO_NAME = frozenset({"body", "group", "gathering", "place_head", "quantifier"})
_OPENERS = {'"': '"', "«": "»", "“": "”", "”": "”", "'": "'", "‘": "’", "„": "”"}
_COMMAS = frozenset("،,؛;")
_BODIES = frozenset({"body", "gathering", "place_head", "side"})
_PEOPLE = frozenset({"title", "group", "collective", "people"})
_STARTERS = frozenset({"title", "body", "group", "collective", "gathering", "people"})


@dataclass(slots=True, eq=False)
class NounPhrase:
    """Tokens `start..end-1` that name one thing; `head` is the token that says what it is.

    `kinds` are the lexicon labels of the head, `name` the range of a personal name
    inside, or None. `parts` are the conjuncts after the first (`X وY`), each a phrase
    of its own outside `start..end`; `stop` is the end of the last of them.
    """

    start: int
    end: int
    head: int
    definite: bool = False
    kinds: frozenset[str] = frozenset()
    name: range | None = None
    quantified: bool = False
    parts: tuple["NounPhrase", ...] = ()
    heads: list[int] = field(default_factory=list)

    @property
    def stop(self) -> int:
        """The end of the phrase with all its conjuncts."""
        return self.parts[-1].end if self.parts else self.end

    def all(self) -> tuple["NounPhrase", ...]:
        """The phrase and its conjuncts in order."""
        return (self, *self.parts)


@cache
def boundaries() -> dict[str, str]:
    """Folded words at which a phrase ends, and why: time, boundary or purpose."""
    entries = (entry for entry in load("boundaries") if entry.label in {"time", "boundary", "purpose"})
    return {word: entry.label for entry in entries for word in entry.words("words")}


@cache
def chunk_words(label: str) -> frozenset[str]:
    """Folded words that play a part inside phrases: from, in, of_people, this, measure, venue."""
    return frozenset(w for entry in load("boundaries") if entry.label == label for w in entry.words("words"))


class Phrases:
    """The noun phrases of one document, read on demand and kept."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.nouns: list[Noun | None] = [noun(t.folded) if t.is_word else None for t in doc.tokens]
        self._at: dict[int, NounPhrase | None] = {}
        self._outer: list[NounPhrase] | None = None

    def at(self, index: int) -> NounPhrase | None:
        """The phrase that starts at a token, or None where none can."""
        if index not in self._at:
            self._at[index] = _Reader(self, index).read() if 0 <= index < len(self.doc.tokens) else None
        return self._at[index]

    def outer(self) -> list[NounPhrase]:
        """All phrases in order that lie inside no other; conjuncts stand on their own."""
        if self._outer is None:
            self._outer = list(self._scan())
        return self._outer

    def _scan(self) -> Iterator[NounPhrase]:
        index = 0
        while index < len(self.doc.tokens):
            phrase = self.at(index)
            if phrase is None:
                index += 1
            else:
                yield phrase
                index = phrase.end

    def span(self, phrase: NounPhrase) -> Span:
        """The original span of a phrase without the و, ب, ل or ك written on its first word."""
        first = self.doc.tokens[phrase.start]
        return Span(first.start + self._clitics(phrase.start), self.doc.tokens[phrase.end - 1].end)

    def _clitics(self, index: int) -> int:
        """How many original characters the conjunction and preposition on a token take."""
        word, token = self.nouns[index], self.doc.tokens[index]
        if word is None:
            return 0
        letters = len(word.conj) + len(word.prep)
        if (
            word.prep == "ل"
            and word.al
            and token.folded[letters : letters + 1] == "ل"
            and word.stem[:1] != "ل"
        ):
            letters += 1
        cut = letters
        while letters and len(fold_word(token.text[:cut])) < letters and cut < len(token.text):
            cut += 1
        while letters and cut + 1 < len(token.text) and len(fold_word(token.text[: cut + 1])) == letters:
            cut += 1
        return cut

    def text(self, phrase: NounPhrase) -> str:
        """The phrase as written, white space normalised, without proclitics on its first word."""
        return " ".join(self.span(phrase).quote(self.doc.text).split())

    def coordinated(self, index: int, limit: int = 16) -> tuple[NounPhrase, ...]:
        """The phrase at a token and those joined to it by و, a comma or a list; () where none starts."""
        first = self.at(index)
        if first is None:
            return ()
        found = [first]
        while len(found) < limit:
            following = self._next(found[-1].end, first)
            if following is None:
                break
            found.append(following)
        return tuple(found)

    def _next(self, at: int, first: NounPhrase) -> NounPhrase | None:
        """The conjunct that continues a list at a token."""
        tokens = self.doc.tokens
        comma = False
        if at < len(tokens) and tokens[at].folded in _COMMAS:
            comma, at = True, at + 1
        if at >= len(tokens) or tokens[at].sentence != tokens[first.start].sentence:
            return None
        if tokens[at].folded == "و" and at + 1 < len(tokens):
            return self._conjunct(at + 1, first)
        word = self.nouns[at]
        if word is None or word.is_verb or tokens[at].folded in boundaries():
            return None
        if word.conj == "و" and not word.prep:
            return self._conjunct(at, first)
        return self._conjunct(at, first) if comma and word.labels & (_STARTERS | {"honorific"}) else None

    def _conjunct(self, at: int, first: NounPhrase) -> NounPhrase | None:
        phrase = self.at(at)
        if phrase is None:
            return None
        named = bool(phrase.kinds & (_STARTERS | {"honorific", "given", "place"})) or phrase.quantified
        return phrase if named or phrase.name or not first.kinds else None


class _Reader:
    """Reads one phrase from its first token, one word at a time."""

    def __init__(self, table: Phrases, start: int) -> None:
        self.table, self.nouns, self.tokens = table, table.nouns, table.doc.tokens
        self.start = self.at = start
        self.sentence = self.tokens[start].sentence
        self.head = -1
        self.office = -1
        self.last = ""  # construct, definite, bare, name: what the phrase ends with so far
        self.genders: set[str] = set()
        self.scope: frozenset[str] = frozenset()  # labels of the head and of every apposed office
        self.names: list[int] = []
        self.honoured = False
        self.complements = 0
        self.quantified = False
        self.joined = False
        self.heads: list[int] = []
        self.head_labels: frozenset[str] = frozenset()

    def read(self) -> NounPhrase | None:
        """The phrase, or None where the token starts none."""
        if not self._opening():
            return None
        while self.at - self.start < MAX_TOKENS and self._step():
            pass
        name = range(self.names[0], self.names[-1] + 1) if self.names else None
        head = self.head if self.head >= 0 else self.start
        return NounPhrase(
            self.start, self.at, head, self.last in {"definite", "name"}, self.head_labels, name,
            self.quantified, (), self.heads,
        )  # fmt: skip

    # -- the start of a phrase

    def _opening(self) -> bool:
        token = self.tokens[self.at]
        if token.folded == "#" and self._token(self.at + 1):
            self.at += 1
            token = self.tokens[self.at]
        if token.kind is TokenKind.NUMBER:
            return self._counted()
        word = self.nouns[self.at]
        if word is None or not self._nominal(word, first=True) or self._opens_as_verb(word):
            return False
        if "quantifier" in word.labels and self._quantifier(word):
            return True
        if self._honorific(word):
            return True
        if self._stranger(word):
            return self._take_name()
        self._take(word)
        return True

    def _stranger(self, word: Noun) -> bool:
        """Whether a name that no list knows starts here, told by its office: `إنغريد هولم، وزيرة …`."""
        if not self._nameless(word) or word.conj:
            return False
        at = self.at + 1
        while at < self.at + 3 and (following := self._noun(at)) is not None:
            if "title" in following.labels:
                break
            if not self._nameless(following) and not following.labels & _GIVEN:
                return False
            at += 1
        token = self._token(at)
        if token is not None and token.folded in _COMMAS and (at > self.at + 1 or self._after_verb()):
            at += 1
        elif at == self.at + 1:
            return False
        office = self._noun(at)
        return office is not None and "title" in office.labels - {"given"} and not office.conj

    def _nameless(self, word: Noun) -> bool:
        """Whether a word may be a name though no list has it."""
        return word.facts.is_unknown and not (word.labels or word.al or word.prep or word.is_function)

    def _after_verb(self) -> bool:
        before = self.nouns[self.start - 1] if self.start else None
        return before is not None and before.is_verb

    def _opens_as_verb(self, word: Noun) -> bool:
        """`طالب السكان …` at the start of a sentence: a verb that is a noun elsewhere."""
        if not word.facts.can_verb or word.al or word.prep or not word.forms:
            return False
        opens = self.start == self.table.doc.sentences[self.sentence].start
        return opens and all(form.entry.flag("weak") or form.label == "given" for form in word.forms)

    def _counted(self) -> bool:
        """`172 نائبا`: a number and the people it counts."""
        word = self._noun(self.at + 1)
        if word is None or not word.labels & _PEOPLE or word.al:
            return False
        self.at += 1
        self.quantified = True
        self._take(word)
        return True

    def _quantifier(self, word: Noun) -> bool:
        """`كل المستشارين`, `عدد من النواب`, `كل من X`: a quantity, then what it counts."""
        at = self.at + 1
        following = self._token(at)
        if following is None:
            return False
        if following.folded in chunk_words("measure"):
            at += 1
            following = self._token(at)
        if following is not None and following.kind is TokenKind.NUMBER:
            at += 1
            following = self._token(at)
        partitive = following is not None and following.folded in chunk_words("from")
        form = word.form("quantifier")
        if form is not None and form.entry.flag("measured") and not partitive:
            return False
        if partitive:
            at += 1
        inner = self.table.at(at) if self._token(at) else None
        if inner is None or (self.nouns[at] is not None and self.nouns[at].conj):  # type: ignore[union-attr]
            return False
        self.at, self.head, self.head_labels = inner.end, inner.head, inner.kinds
        self.heads, self.scope = inner.heads, inner.kinds
        self.names = list(inner.name) if inner.name else []
        self.last = "name" if self.names else "definite"
        self.quantified, self.complements = True, 2
        return True

    def _honorific(self, word: Noun) -> bool:
        """Courtesy words, then the office or name they honour."""
        end = self._honorific_end(self.at, word)
        if end == self.at:
            return False
        following = self._noun(end)
        token = self._token(end)
        given = following is not None and token is not None and self._is_given(token, following)
        if following is None or following.conj or following.prep or not (given or self._nominal(following)):
            return "title" in word.labels and self._as_title(word)
        self.at, self.honoured = end, True
        self.head_labels = frozenset({"honorific"})
        if following.labels & _PEOPLE | following.labels & {"body"} and self._is_office(end, following):
            self._take(following)
        else:
            self._take_name()
        return True

    def _is_office(self, at: int, word: Noun) -> bool:
        """`معالي أمين المنطقة` against `الدكتور أمين …`: some offices are first names too."""
        if "given" not in word.labels:
            return True
        following = self._noun(at + 1)
        return following is not None and (following.al or bool(following.labels & _BODIES))

    def _as_title(self, word: Noun) -> bool:
        self._take(word)
        return True

    def _honorific_end(self, at: int, word: Noun) -> int:
        """The index after the courtesy words that start at a token; the same index where none does."""
        start = at
        while word is not None and at - start < 10:
            fixed = self._fixed(at, word)
            if fixed:
                at += fixed
            elif self._is_honorific(at, word):
                at += 1
                while self._token(at) and self.tokens[at].folded == "." and self.tokens[at].glued:
                    at += 1
            else:
                break
            following = self._noun(at)
            if following is None:
                break
            word = following
        return at

    def _fixed(self, at: int, word: Noun) -> int:
        for words, entry in phrases().get(word.stem if word.conj or word.prep else word.word, ()):
            if entry.label == "honorific" and self._matches(at + 1, words[1:]):
                return len(words)
        return 0

    def _matches(self, at: int, words: tuple[str, ...]) -> bool:
        found = self.tokens[at : at + len(words)]
        return len(found) == len(words) and all(t.folded == w for t, w in zip(found, words, strict=True))

    def _is_honorific(self, at: int, word: Noun) -> bool:
        form = word.form("honorific")
        if form is None:
            return False
        if len(word.stem) == 1:
            following = self._token(at + 1)
            return following is not None and following.folded in {".", "/"}
        return word.al or form.entry.flag("bare") or not form.entry.words("words")[0].startswith("ال")

    # -- one step

    def _step(self) -> bool:
        token = self._token(self.at)
        if token is None:
            return False
        if token.kind is TokenKind.PUNCTUATION:
            return self._sign(token)
        if token.kind is not TokenKind.WORD:
            return self._foreign(token)
        word = self.nouns[self.at]
        assert word is not None
        if token.folded == "و":
            return self._lone_and()
        named_after = "given" in word.labels and self.last != "name" and self._takes(token.folded)
        if named_after or self._ends_at(token, word):
            return self._complement(token, word)
        if word.conj:
            return word.conj == "و" and self._joins(word)
        if word.prep and not self._prefixed_surname(word):
            return self._attached(word)
        return self._definite(word) if word.al else self._bare(word)

    def _prefixed_surname(self, word: Noun) -> bool:
        """`نبيل بفون`: a surname whose first letter only looks like a preposition."""
        return self.last == "name" and len(self.names) == 1 and word.facts.is_unknown and not word.al

    def _ends_at(self, token: Token, word: Noun) -> bool:
        reason = boundaries().get(token.folded)
        if reason in {"time", "boundary"} or word.is_function:
            return not (self.last == "name" and self._is_given(token, word))
        # Nothing but a noun can stand after a construct: what looks like a verb there is none.
        return word.is_verb and not (self.last == "construct" and not word.conj and self._governs())

    def _governs(self) -> bool:
        """Whether the last word is a known noun that wants another after it."""
        previous = self.nouns[self.at - 1]
        return (
            previous is not None and bool(previous.labels & (_STARTERS | {"place_head"})) and not previous.al
        )

    def _is_given(self, token: Token, word: Noun) -> bool:
        """A name that is a preposition in another spelling: علي beside على."""
        return "given" in word.labels and not token.text.endswith("ى")

    def _sign(self, token: Token) -> bool:
        if token.folded in _OPENERS and self.head_labels & _BODIES | self._unnamed_group():
            return self._quoted(token)
        if token.folded in {"#", "_"} and self._token(self.at + 1) is not None:
            self.at += 1
            if token.folded == "_" and self._noun(self.at) is not None:
                self.names.append(self.at)
                self.at += 1
            return True
        if token.folded == "(" and self.head_labels & _BODIES:
            return self._bracketed()
        if token.folded in _COMMAS:
            return self._apposed_after_comma()
        if token.folded == "-" and token.glued and self._token(self.at + 1) is not None:
            following = self.tokens[self.at + 1]
            if following.glued and following.is_word:
                self.at += 2
                return True
        return False

    def _unnamed_group(self) -> frozenset[str]:
        return self.head_labels & {"group", "title"} if not self.names else frozenset()

    def _quoted(self, token: Token) -> bool:
        first = self._noun(self.at + 1)
        # A sign at the end of a word closes; and what is quoted of a party is no part of its name.
        if token.glued or (
            first is not None and (first.is_verb or first.is_function or first.facts.is_future)
        ):
            return False
        closing = _OPENERS[token.folded]
        for at in range(self.at + 1, min(self.at + 2 + MAX_QUOTED, len(self.tokens))):
            if self.tokens[at].sentence != self.sentence:
                return False
            if self.tokens[at].folded == closing:
                self.at, self.last = at + 1, "definite"
                return True
        return False

    def _bracketed(self) -> bool:
        for at in range(self.at + 1, min(self.at + 4, len(self.tokens))):
            if self.tokens[at].folded == ")" and self.tokens[at].sentence == self.sentence:
                self.at = at + 1
                return True
        return False

    def _foreign(self, token: Token) -> bool:
        if token.kind is TokenKind.LATIN and self.head_labels & _BODIES and not self.names:
            self.at += 1
            return True
        return False

    # -- words that continue it

    def _complement(self, token: Token, word: Noun) -> bool:
        """A preposition that belongs to the office or body: `عضو في`, `ممثل عن`, `المشرف على`."""
        if self.last == "name" or self.complements > 1 or not self._takes(token.folded):
            return False
        at = self.at + 1
        if self._token(at) is not None and self.tokens[at].folded in chunk_words("this"):
            at += 1
        inner = self.table.at(at) if self._token(at) else None
        following = self._noun(at)
        if inner is None or following is None or following.conj or following.prep:
            return False
        local = following.labels & {"body", "place", "place_head", "gathering"}
        if token.folded in chunk_words("in") and not local and "people" not in self.head_labels:
            return False
        self.at, self.complements, self.last = inner.end, self.complements + 1, "definite"
        self._adopt_name(inner)
        return True

    def _adopt_name(self, inner: NounPhrase) -> None:
        """`عضو في المجلس كمال …`: the name inside the complement is the office holder's."""
        if inner.name and not self.names and "title" in self.head_labels and "title" not in inner.kinds:
            self.names, self.last = list(inner.name), "name"

    def _takes(self, preposition: str) -> bool:
        """Whether a preposition may open a complement of the head: by its entry, or for people and bodies."""
        head = self.nouns[self.head] if self.head >= 0 else None
        if head is None:
            return False
        if any(preposition in form.entry.words("takes") for form in (*head.forms, *self._office_forms())):
            return True
        beside = self.head == self.at - 1
        if beside and "people" in head.labels:
            return preposition in chunk_words("of_people")
        if beside and preposition in chunk_words("from") and head.labels & _PEOPLE and not head.al:
            return any(form.number == "p" for form in head.forms)
        within = preposition in chunk_words("in") and "body" in head.labels
        return within and self.last == "definite" and self._near_body()

    def _office_forms(self) -> tuple[Form, ...]:
        """The forms of the office that stands beside a name: `كمال الرامي المتحدث باسم …`."""
        word = self.nouns[self.office] if self.office >= 0 else None
        return word.forms if word is not None else ()

    def _near_body(self) -> bool:
        following = self._noun(self.at + 1)
        return following is not None and "body" in following.labels and following.labels.isdisjoint({"place"})

    def _joins(self, word: Noun) -> bool:
        """Whether `وY` goes on the name itself: `وزارة الشباب والرياضة`, `رؤساء وأعضاء اللجان`."""
        if self.last == "construct" and not word.al and self.head == self.at - 1:
            return bool(word.labels & self._labels(self.head) & _PEOPLE) and self._take(word)
        if self.last != "definite" or word.prep or not self.head_labels & {"body", "title", "gathering"}:
            return False
        blocked = word.labels & (_STARTERS | {"given", "honorific"}) and not word.stem.endswith("ات")
        if not word.al or blocked or word.is_verb:
            return self._joins_alike(word)
        self.at += 1
        self.joined = True
        return True

    def _lone_and(self) -> bool:
        """`الأسرة و التضامن`: the same with و written apart."""
        following = self._noun(self.at + 1)
        if following is None or following.conj or not following.al:
            return False
        self.at += 1
        return self._joins(following) or bool(self._skip(-1) and False)

    def _joins_alike(self, word: Noun) -> bool:
        """`نقابة الأطباء والصيادلة`: a group beside a group inside the name of a body."""
        previous = self._noun(self.at - 1)
        alike = previous is not None and word.labels & previous.labels & {"group"}
        if not (alike and "body" in self.head_labels and self.head != self.at - 1):
            return False
        self.at += 1
        self.last = "definite" if word.al else "construct"
        return True

    def _attached(self, word: Noun) -> bool:
        """A complement whose preposition is written on it: `لجنة الداخلية بمجلس النواب`."""
        if self.last not in {"definite", "bare"} or not self.scope & (_BODIES | _PEOPLE):
            return False
        if word.prep == "ل" and self._belongs(word):
            return self._take_inner()
        if word.prep == "ب" and self._local(word):
            return self._take_inner()
        return False

    def _belongs(self, word: Noun) -> bool:
        reason = boundaries().get("ال" + word.stem if word.al else word.stem)
        if reason == "purpose" or (word.facts.can_masdar and not word.al and self._single()):
            return False
        if reason or word.is_verb or "gathering" in word.labels:
            return False
        return word.al or bool(word.labels) or not self._single()

    def _single(self) -> bool:
        """Whether the phrase is no longer than its head and one word: too short to take a masdar."""
        return self.at - self.head <= 1

    def _local(self, word: Noun) -> bool:
        if word.labels & {"gathering", "given", "title"} and not word.labels & {"body", "place"}:
            return False
        if boundaries().get(word.stem) or word.stem in chunk_words("venue"):
            return False
        return bool(word.labels & {"body", "place", "place_head"})

    def _take_inner(self) -> bool:
        inner = self.table.at(self.at)
        if inner is None:
            return False
        self.at, self.last = inner.end, "definite"
        self._adopt_name(inner)
        return True

    def _definite(self, word: Noun) -> bool:
        if self.last == "construct":
            return self._take(word)
        if self.last == "name":
            return self._after_name(word)
        if self.last == "bare":
            return False
        if "honorific" in word.labels and self._titled() and self._honoured_name():
            return True
        if "given" in word.labels and self._titled() and not self._plural() and self._surname_follows():
            return self._take_name()
        if word.labels & _STARTERS and not self._adjectival(word):
            beside = self._titled() or self.office == self.at - 1 or self.office == self.at - 2
            return beside and "title" in word.labels and self._take(word, keep=True)
        return self._agrees(word) and self._adjective(word)

    def _bare(self, word: Noun) -> bool:
        if "honorific" in word.labels and self._titled() and self._honoured_name():
            return True
        if "gathering" in self.head_labels and self.last != "name" and self._nisba(word):
            return self._adjective(word)
        if word.labels & {"title"} and "given" not in word.labels:
            if self.last == "name" and self._held_already(word):
                return False
            if self.last in {"name", "definite"}:
                return self._person() and self._take(word, keep=True)
            return self.last == "construct" and self._take(word)
        if self.last == "name":
            return self._goes_on_name(word)
        if self.last == "construct":
            return self._take(word) if not self._is_adjective(word) else self._adjective(word)
        if self.last == "bare":
            return self._is_adjective(word) and self._adjective(word)
        return self._starts_name(word)

    def _nisba(self, word: Noun) -> bool:
        """`مؤتمر صحفي`: an office that is an adjective too."""
        return bool(word.labels & {"title", "group"}) and word.stem.endswith(("ي", "يه", "يا"))

    def _after_name(self, word: Noun) -> bool:
        if self._name_particle(self.at - 1):
            return self._take_name()
        if "title" in word.labels:
            return not self._held_already(word) and self._take(word, keep=True)
        if word.labels & {"body", "group", "collective", "gathering"} or len(self.names) >= MAX_NAME:
            return False
        if len(self.names) >= 2 and "given" not in word.labels and self._has_surname():
            return False
        return self._take_name()

    def _has_surname(self) -> bool:
        """Whether a family name has been read: one with ال, or any but a first name without kin."""
        words = [word for at in self.names[1:] if (word := self.nouns[at]) is not None]
        kin = any("particle" in word.labels for word in words)
        return any(word.al for word in words) or not (kin or all(word.labels & _GIVEN for word in words))

    def _held_already(self, word: Noun) -> bool:
        """`وزير الصحة كمال … وزير المالية سعيد …`: after a name the same office is another's."""
        head = self.nouns[self.head] if self.head >= 0 else None
        if head is None or head.stem != word.stem:
            return False
        return "title" in head.labels

    def _goes_on_name(self, word: Noun) -> bool:
        if len(self.names) >= MAX_NAME or (word.labels & _NO_NAME and "given" not in word.labels):
            return False
        if word.labels & {"given", "particle"} or self._name_particle(self.at - 1):
            return self._take_name()
        surnames = sum(
            "given" not in self._labels(at) and "particle" not in self._labels(at) for at in self.names
        )
        plain = not word.facts.can_verb and not word.facts.can_masdar and not word.stem.endswith("ات")
        # What only by its shape could be a verb of hers is his surname: `عبر خالد تنزفتي`.
        plain = plain or (word.facts.is_unknown and len(self.names) == 1 and word.stem[:1] in _HERS)
        return plain and surnames < 2 and self._take_name()

    def _labels(self, at: int) -> frozenset[str]:
        word = self.nouns[at]
        return word.labels if word is not None else frozenset()

    def _name_particle(self, at: int) -> bool:
        return "particle" in self._labels(at)

    def _titled(self) -> bool:
        return bool(self.head_labels & {"title", "honorific"}) and not self.names

    def _person(self) -> bool:
        return bool(self.head_labels & {"title", "honorific", "given"}) or bool(self.names)

    def _honoured_name(self) -> bool:
        word = self.nouns[self.at]
        assert word is not None
        end = self._honorific_end(self.at, word)
        following = self._noun(end)
        if end == self.at or following is None or following.conj or following.prep:
            return False
        self.at = end
        return self._take_name()

    def _starts_name(self, word: Noun) -> bool:
        """A personal name after an office: `وزير الصحة كمال …`."""
        if not self._titled() or self._plural() or self.last != "definite":
            return False
        if word.labels & {"given", "particle"}:
            return self._take_name()
        return self._could_name(self.at) and self._take_name()

    def _plural(self) -> bool:
        head = self.nouns[self.head] if self.head >= 0 else None
        return (
            head is not None
            and any(f.number == "p" for f in head.forms)
            and not any(f.number == "s" for f in head.forms)
        )

    def _could_name(self, at: int) -> bool:
        """Whether the unknown word at a token looks like a first name followed by a surname."""
        word, following = self._noun(at), self._noun(at + 1)
        if word is None or not word.facts.is_unknown or word.labels - {"place", "nationality"}:
            return False
        if word.stem.endswith(("ات", "يه", "ون", "ين")) or word.al or word.conj or word.prep:
            return False
        if following is None or following.conj or following.prep:
            return not word.stem.endswith("ا")
        if following.labels & {"given", "particle"}:
            return True
        return following.facts.is_unknown and not following.is_function and not following.labels - {"place"}

    def _apposed_after_comma(self) -> bool:
        word = self._noun(self.at + 1)
        if word is None or word.conj or word.prep:
            return False
        if self.names:
            apposed = "title" in word.labels and self._person() and self._offices(word)
            return apposed and self._skip(1) and self._take(word, keep=True)
        if not self._titled() or self.last != "definite":
            return False
        if "given" in word.labels or (self._could_name(self.at + 1) and self._closes(self.at + 2)):
            return self._skip(1) and self._take_name()
        if "honorific" in word.labels:
            return self._skip(1) and (self._honoured_name() or (self._skip(-1) and False))
        return False

    def _offices(self, word: Noun) -> bool:
        following = self._noun(self.at + 2)
        return word.al or (following is not None and not following.conj and not following.is_verb)

    def _closes(self, at: int) -> bool:
        """Whether a name of a few words from a token is closed by a sign or a verb."""
        for index in range(at, at + 4):
            token = self._token(index)
            if token is None or token.kind is TokenKind.PUNCTUATION:
                return True
            word = self.nouns[index]
            if word is not None and (word.is_verb or word.is_function):
                return True
        return False

    def _skip(self, count: int) -> bool:
        self.at += count
        return True

    # -- taking a word

    def _take(self, word: Noun, keep: bool = False) -> bool:
        if len(self.heads) == MAX_HEADS:
            return False
        if self.head < 0:
            self.head, self.head_labels = self.at, self.head_labels | word.labels
            if "nationality" in word.labels and word.al and self._name_follows():
                self.at += 1
                return self._take_name()
            if word.labels & {"given"} and not word.labels & {"title", "body", "group"}:
                return self._take_name()
        self.heads.append(self.at)
        self.genders.add(self._gender(word))
        if keep or self.head == self.at:
            self.scope |= word.labels
            self.complements = 0
            self.office = self.at if "title" in word.labels else -1
        self.at += 1
        if "nationality" in word.labels and not word.al:
            self.last = "bare"
        elif word.al or "place" in word.labels or word.owned:
            self.last = "definite"
        elif word.word.endswith("ا") and not word.stem.endswith("ا"):
            self.last = "bare"
        else:
            self.last = "construct"
        return True

    def _surname_follows(self) -> bool:
        """Whether the next word can be a second name: `الوزير الطيب البكوش`."""
        following = self._noun(self.at + 1)
        if following is None or following.conj or following.prep or following.is_function:
            return False
        return bool(following.labels & {"given", "particle"}) or (following.al and not following.labels)

    def _name_follows(self) -> bool:
        """`الفرنسي ميشال …`: an origin in place of an office."""
        following = self._noun(self.at + 1)
        if following is None or following.conj or following.prep or following.al:
            return False
        token = self.tokens[self.at + 1]
        return self._is_given(token, following) or self._could_name(self.at + 1)

    def _take_name(self) -> bool:
        if self.head < 0:
            self.head = self.at
            self.head_labels = self.head_labels | self._labels(self.at)
        self.names.append(self.at)
        self.at += 1
        self.last = "name"
        return True

    def _adjective(self, word: Noun) -> bool:
        ranked = word.stem in chunk_words("rank") and "title" in self._labels(self.at - 1)
        if self.last == "construct" and not word.al and not (ranked and self._governed_next()):
            self.last = "bare"
        self.at += 1
        return True

    def _governed_next(self) -> bool:
        """Whether the next word can be what an office rules: `مدير عام المعهد`, `كاتب عام نقابة`."""
        following = self._noun(self.at + 1)
        if following is None or following.conj or following.prep or not self._nominal(following):
            return False
        return (following.al and not following.labels & {"given", "honorific"}) or bool(
            following.labels & (_BODIES | {"place"})
        )

    def _gender(self, word: Noun) -> str:
        if word.forms:
            return word.forms[0].gender
        return "f" if word.word.endswith(("ه", "ات", "ء")) else "m"

    def _is_adjective(self, word: Noun) -> bool:
        if "nationality" in word.labels:
            return True
        if word.labels:
            return False
        if "adj" in word.facts.pos:
            return True
        return word.facts.is_unknown and word.stem.endswith(("ي", "يه", "يا", "يين", "يون"))

    def _adjectival(self, word: Noun) -> bool:
        """A lexicon noun that is an adjective too: `الشؤون البلدية`, `الكتاب العامين`."""
        if "people" in word.labels:
            return self._plural() or self.quantified
        if "nationality" in word.labels:
            return True
        return word.stem.endswith(("ي", "يه", "يين", "يون")) and self._gender(word) in self.genders

    def _agrees(self, word: Noun) -> bool:
        """Whether a definite word can be an adjective of the phrase rather than the next phrase."""
        if "collective" in self.head_labels:
            return self._tells_apart(word)
        thing = word.facts.can_masdar or word.labels or "title" in self.head_labels
        other = bool(thing) and not self._plural() and self._gender(word) not in self.genders
        if "nationality" in word.labels or ("adj" in word.facts.pos and not other):
            return True
        if self._adjectival(word):
            return True
        if word.facts.can_masdar or (word.labels and not word.labels <= {"place", "given", "nationality"}):
            return False
        if word.stem.endswith(("ي", "يه", "ين", "ون", "يان")):
            return True
        if word.stem.endswith(("ا", "ري", "لي")):
            return True
        return word.facts.is_unknown and self._gender(word) in self.genders

    def _tells_apart(self, word: Noun) -> bool:
        """Whether an adjective says which parties are meant: `الطرفان المغربي`, `الأطراف الموقعة`."""
        if "nationality" in word.labels:
            return True
        head = self.nouns[self.head]
        sound = head is not None and head.word.endswith(_SOUND)
        agrees = word.word.endswith(_SOUND) if sound else word.word.endswith("ه")
        described = any(r.participle for r in word.facts.of("adj")) or word.stem.endswith(_NISBA)
        return agrees and described and not word.labels

    # -- looking

    def _nominal(self, word: Noun, first: bool = False) -> bool:
        if word.is_verb or word.is_function:
            return False
        reason = boundaries().get(word.word) or (
            boundaries().get(word.stem) if word.conj or word.prep else None
        )
        if reason == "time" or (reason and reason != "purpose" and "quantifier" not in word.labels):
            return False
        verbal = word.facts.can_verb and not word.labels and not word.al
        return not (first and verbal and not self._after_preposition())

    def _after_preposition(self) -> bool:
        """Whether only a noun can stand at the start, because a preposition or number precedes it."""
        if self.start == 0:
            return False
        before = self.nouns[self.start - 1]
        if before is None:
            return self.tokens[self.start - 1].kind is TokenKind.NUMBER
        return "prep" in before.facts.pos and before.is_function

    def _token(self, at: int) -> Token | None:
        if at >= len(self.tokens) or self.tokens[at].sentence != self.sentence:
            return None
        return self.tokens[at]

    def _noun(self, at: int) -> Noun | None:
        return self.nouns[at] if self._token(at) is not None else None
