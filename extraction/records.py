"""Extractions as plain JSON values, one object an article, and articles from text or JSON lines."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from extraction.errors import ExtractionError
from extraction.types import Commitment, Deadline, Extraction, Meeting, Party


class InputError(ExtractionError):
    """An article that cannot be read: which file and line, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its id and publication date."""

    id: str
    text: str
    published: date | None = None


def articles(name: str, content: str, published: date | None = None) -> Iterator[Article]:
    """The articles of a file: one of plain text, or many of JSON lines with `id`, `text`, `published`.

    A content whose first line is a JSON object is JSON lines. `published` is for
    articles that name no date. Raises InputError with file and line.
    """
    first = content.lstrip()[:1]
    if first != "{":
        yield Article(name, content, published)
        return
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            yield _article(f"{name}, line {number}", line, published)


def _article(where: str, line: str, published: date | None) -> Article:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg} at column {error.colno}") from None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise InputError(f"{where}: needs an object with a text")
    given = data.get("published")
    if given is not None:
        published = parse_date(where, given)
    return Article(str(data.get("id", where)), data["text"], published)


def parse_date(where: str, value: object) -> date:
    """A date written YYYY-MM-DD. Raises InputError that names `where`."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError(f"{where}: {value!r} is not a date; write YYYY-MM-DD") from None


def record(article: Article, found: Extraction) -> dict[str, Any]:
    """The extraction of an article as one JSON object."""
    return {
        "id": article.id,
        "published": article.published.isoformat() if article.published else None,
        "version": found.version,
        "meetings": [_meeting(meeting) for meeting in found.meetings],
        "commitments": [_commitment(commitment) for commitment in found.commitments],
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "kind": meeting.kind.value,
        "mentions": [[span.start, span.end] for span in meeting.mentions],
        "date": meeting.date,
        "time": meeting.time,
        "place": meeting.place,
        "organizers": _names(meeting.organizers),
        "chair": _names(meeting.chair),
        "participants": _names(meeting.participants),
        "planned": meeting.planned,
    }


def _commitment(commitment: Commitment) -> dict[str, Any]:
    return {
        "id": commitment.id,
        "kind": commitment.kind.value,
        "trigger": [commitment.trigger.start, commitment.trigger.end],
        "action": [commitment.action.start, commitment.action.end],
        "sentence": [commitment.sentence.start, commitment.sentence.end],
        "committers": _names(commitment.committers),
        "assignees": _names(commitment.assignees),
        "recipients": _names(commitment.recipients),
        "deadline": _deadline(commitment.deadline),
        "status": commitment.status.value,
        "meeting": commitment.meeting,
        "confidence": round(commitment.confidence, 4),
        "rule": commitment.rule,
    }


def _names(parties: tuple[Party, ...]) -> list[str]:
    return [party.name for party in parties]


def _deadline(deadline: Deadline | None) -> dict[str, str | None] | None:
    return None if deadline is None else {"text": deadline.text, "value": deadline.value}
