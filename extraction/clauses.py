"""The clauses of a text: statements, what is said and by which verb, relative and purpose clauses.

One pass over the tokens makes a tree: a sentence holds statements; a verb of saying
opens a reporting clause, and what it reports hangs under it as content; relative
and purpose clauses hang on what they modify and end where a new statement begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extraction.cues import Cue, cue
from extraction.tokens import Document, Token, TokenKind

_OPENING = frozenset("«“„‹")
_CLOSING = frozenset("»”›")
_STRAIGHT = frozenset("\"'")
_REACH_OF_SPEECH = 30
_REACH_OF_DENIAL = 3
_NEAR_CONTENT, _FAR_CONTENT = 6, 25
_CONTENT_SIGNS = frozenset(':«“"')
_REACH_OF_PARTICLE = 8


class ClauseKind(StrEnum):
    """What a clause does in its sentence."""

    STATEMENT = "statement"
    REPORTING = "reporting"
    CONTENT = "content"
    RELATIVE = "relative"
    PURPOSE = "purpose"


@dataclass(slots=True)
class Clause:
    """One clause: tokens `start..end-1`, not all of which are its own where others hang inside.

    `parent` is an index into the tree or -1, `opener` the token that opened it (the
    verb of a reporting clause), `quoted` whether it began inside quotation marks.
    """

    index: int
    kind: ClauseKind
    start: int
    end: int
    parent: int
    opener: int
    quoted: bool


class Clauses:
    """The clause tree of a document. `of[i]` is the index of the innermost clause of token `i`."""

    def __init__(self, doc: Document, cues: list[Cue]) -> None:
        self.doc = doc
        self.cues = cues
        self.items: list[Clause] = []
        self.of: list[int] = [0] * len(doc.tokens)
        for sentence in doc.sentences:
            _Builder(self, sentence).run()
        for clause in reversed(self.items):
            if clause.parent >= 0:
                parent = self.items[clause.parent]
                parent.end = max(parent.end, clause.end)

    def at(self, i: int) -> Clause:
        """The innermost clause that holds token `i`."""
        return self.items[self.of[i]]

    def ancestors(self, clause: Clause) -> Iterator[Clause]:
        """The clause itself and those that it hangs on, innermost first."""
        yield clause
        while clause.parent >= 0:
            clause = self.items[clause.parent]
            yield clause

    def within(self, i: int, kind: ClauseKind) -> Clause | None:
        """The innermost clause of a kind around token `i`, or None."""
        return next((c for c in self.ancestors(self.at(i)) if c.kind is kind), None)

    def reported_by(self, i: int) -> int:
        """The token of the verb of saying that reports token `i`, or -1."""
        content = self.within(i, ClauseKind.CONTENT)
        return self.items[content.parent].opener if content else -1

    def denied(self, i: int) -> bool:
        """Whether what token `i` says is negated in its own clause.

        A particle (لم, لا, ليس) negates its verb and what that verb governs; a word such as
        عدم or نفى only what stands close after it.
        """
        if self.cues[i].conj and self.cues[i].perfect:
            return False
        sentence = self.doc.sentences[self.doc.tokens[i].sentence]
        first = max(sentence.start, i - _REACH_OF_PARTICLE)
        for j in range(i - 1, first - 1, -1):
            here = self.cues[j]
            if here.has("keep") and not self.cues[i].finite:
                # لم تحترم تعهدها: what was not kept had been promised.
                return False
            if here.has("negation"):
                return here.has("particle") or i - j <= _REACH_OF_DENIAL
            if self.doc.tokens[j].kind is TokenKind.PUNCTUATION or here.has("break", "that", "relative"):
                return False
            if here.conj and i - j > 1:
                return False
        return False


def read_clauses(doc: Document) -> Clauses:
    """The clause tree of a document; linear in its length."""
    return Clauses(doc, [cue(token.folded) for token in doc.tokens])


class _Builder:
    """Builds the clauses of one sentence from left to right."""

    def __init__(self, tree: Clauses, sentence: range) -> None:
        self.tree = tree
        self.sentence = sentence
        self.quoted = False
        self.current = self._open(ClauseKind.STATEMENT, sentence.start, -1)

    def run(self) -> None:
        for i in self.sentence:
            token = self.tree.doc.tokens[i]
            if token.kind is TokenKind.PUNCTUATION:
                self._quote(token)
            else:
                self._word(i, self.tree.cues[i])
            self._hold(i)

    def _quote(self, token: Token) -> None:
        if token.text in _OPENING or (token.text in _STRAIGHT and not self.quoted):
            self.quoted = True
            self._content(token.index)
            if self.current.kind is ClauseKind.CONTENT and token.index - self.current.opener <= 1:
                self.current.quoted = True
        elif token.text in _CLOSING or token.text in _STRAIGHT:
            self.quoted = False
        elif token.text == ":":
            self._content(token.index)

    def _word(self, i: int, here: Cue) -> None:
        if self._is_speech(i, here):
            self.current = self._open(ClauseKind.REPORTING, i, self._base(ClauseKind.STATEMENT))
        elif here.has("that") and self.current.kind is ClauseKind.REPORTING:
            self._content(i)
        elif here.has("break") or (here.conj and here.finite):
            self._restart(i)
        elif here.has("relative") and self._opens_relative(i, here):
            self.current = self._open(ClauseKind.RELATIVE, i, self._host())
        elif self._is_purpose(here):
            self.current = self._open(ClauseKind.PURPOSE, i, self._host())

    def _content(self, i: int) -> None:
        reports = self.current.kind is ClauseKind.REPORTING
        if reports and i - self.current.opener <= _REACH_OF_SPEECH:
            self.current = self._open(ClauseKind.CONTENT, i, self.current.index)

    def _restart(self, i: int) -> None:
        """A new statement: inside what is being said if something is, else in the sentence."""
        content = next((c for c in self.tree.ancestors(self.current) if c.kind is ClauseKind.CONTENT), None)
        if content:
            self.current = self._open(ClauseKind.CONTENT, i, content.parent)
        else:
            self.current = self._open(ClauseKind.STATEMENT, i, -1)

    def _is_speech(self, i: int, here: Cue) -> bool:
        if here.has("speech_participle", "demand_participle", "hope_participle"):
            return self._is_circumstance(i, here)
        if not here.has("speech"):
            return False
        if here.finite:
            return True
        reach = _NEAR_CONTENT if "prep" in here.facts.pos else _FAR_CONTENT
        return here.perfect and self._content_within(i, reach)

    def _content_within(self, i: int, reach: int) -> bool:
        """Whether أن, a colon or a quotation follows within a few words of the same statement."""
        for j in range(i + 1, min(i + 1 + reach, self.sentence.stop)):
            if self.tree.cues[j].has("that") or self.tree.doc.tokens[j].text in _CONTENT_SIGNS:
                return True
            if self.tree.cues[j].finite or self.tree.cues[j].has("break", "relative"):
                return False
        return False

    def _is_circumstance(self, i: int, here: Cue) -> bool:
        """A participle that says how something was said: مؤكدا, and مؤكدة where it opens a phrase."""
        if "al" in here.facts.proclitics:
            return False
        if here.word.endswith(("ا", "ين")):
            return True
        before = self.tree.doc.tokens[i - 1].kind if i > self.sentence.start else TokenKind.PUNCTUATION
        opens = here.conj or before is TokenKind.PUNCTUATION
        return opens and here.word.endswith("ه") and self._followed_by_speech(i)

    def _followed_by_speech(self, i: int) -> bool:
        after = self.tree.cues[i + 1] if i + 1 < self.sentence.stop else None
        return after is not None and (after.has("that", "ala", "ila", "an_prep") or after.prep == "b")

    def _opens_relative(self, i: int, here: Cue) -> bool:
        """The pronouns of certain form always do; ما and من only before a verb."""
        if len(here.word) > 3:
            return True
        after = i + 1
        return after < self.sentence.stop and self.tree.cues[after].finite

    def _is_purpose(self, here: Cue) -> bool:
        return here.has("purpose") or (here.prep == "l" and here.masdar and not here.al)

    def _host(self) -> int:
        """What a modifying clause hangs on; modifiers stand side by side, so the tree stays shallow."""
        modifier = self.current.kind in (ClauseKind.RELATIVE, ClauseKind.PURPOSE)
        return self.current.parent if modifier else self.current.index

    def _base(self, kind: ClauseKind) -> int:
        found = next((c for c in self.tree.ancestors(self.current) if c.kind is kind), None)
        return found.index if found else -1

    def _open(self, kind: ClauseKind, i: int, parent: int) -> Clause:
        clause = Clause(len(self.tree.items), kind, i, i + 1, parent, i, self.quoted)
        self.tree.items.append(clause)
        return clause

    def _hold(self, i: int) -> None:
        self.tree.of[i] = self.current.index
        self.current.end = i + 1
