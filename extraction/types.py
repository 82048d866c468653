"""The frozen records that extraction returns: spans, parties, deadlines, meetings, commitments.

All offsets are characters (Unicode code points) of the text given to `extract`,
half-open: `text[span.start:span.end]` is the quote. Dates are EDTF strings
(ISO 8601-2). Kinds and fields follow the annotation guideline of the project.
"""

from dataclasses import dataclass
from enum import StrEnum


class CommitmentKind(StrEnum):
    """What sort of bond a commitment is."""

    PLEDGE = "pledge"
    AGREEMENT = "agreement"
    DECISION = "decision"
    PLAN = "plan"
    DIRECTIVE = "directive"
    RECOMMENDATION = "recommendation"


class MeetingKind(StrEnum):
    """What sort of gathering a meeting is."""

    SESSION = "session"
    MEETING = "meeting"
    ASSEMBLY = "assembly"
    FORUM = "forum"
    TRAINING = "training"
    VISIT = "visit"
    CEREMONY = "ceremony"
    PROTEST = "protest"


class ReportedStatus(StrEnum):
    """What the article itself says became of the commitment."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    BROKEN = "broken"


class PartyKind(StrEnum):
    """What a named party is, where the text tells."""

    PERSON = "person"
    ORGANIZATION = "organization"
    POST = "post"
    GROUP = "group"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of the original text, in characters."""

    start: int
    end: int

    def quote(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Party:
    """A person, body, post or group: the fullest name the article gives, and where it stands.

    `span` is the mention that the name was read from; `name` equals its quote,
    whitespace normalised. `kind` is None where the text does not tell.
    """

    name: str
    span: Span
    kind: PartyKind | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a commitment is to be done: the phrase as written and its EDTF value, if it resolves."""

    text: str
    span: Span
    value: str | None


@dataclass(frozen=True, slots=True)
class Feature:
    """One named reason behind a confidence: its value and the signed weight it added (log-odds)."""

    name: str
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """One gathering on one occasion, with every mention of it. `id` is unique in its extraction."""

    id: str
    kind: MeetingKind
    mentions: tuple[Span, ...]
    date: str | None
    time: str | None
    place: str | None
    organizers: tuple[Party, ...]
    chair: tuple[Party, ...]
    participants: tuple[Party, ...]
    planned: bool


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who bound whom to what, by when, in which words. `meeting` is the id of a Meeting or None.

    `sentence` is the stretch that holds trigger and action. `rule` names the
    lexicon entry or pattern that found it; `features` made the `confidence` (0..1).
    """

    id: str
    kind: CommitmentKind
    trigger: Span
    action: Span
    sentence: Span
    committers: tuple[Party, ...]
    assignees: tuple[Party, ...]
    recipients: tuple[Party, ...]
    deadline: Deadline | None
    status: ReportedStatus
    meeting: str | None
    confidence: float
    rule: str
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one text yields, sorted by position, and the version that read it."""

    meetings: tuple[Meeting, ...]
    commitments: tuple[Commitment, ...]
    version: str
