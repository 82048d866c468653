"""Users, articles, and readings written by hand where a test needs to know exactly what was read."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from unittest import mock

from django.contrib.auth.models import Group, User

from extraction.types import (
    Commitment,
    CommitmentKind,
    Deadline,
    Extraction,
    Feature,
    Meeting,
    MeetingKind,
    Party,
    PartyKind,
    ReportedStatus,
    Span,
)
from tracker.models import Article, ExtractionRun
from tracker.services import articles, runs
from tracker.services.articles import NewArticle

numbers = itertools.count(1)
BODY = "عقد المجلس الجماعي دورته العادية أمس، وتعهد الرئيس بإصلاح الطريق قبل نهاية شهر مارس 2030."


def user(role: str = "editor") -> User:
    """A user with a role; with "" one without any."""
    made = User.objects.create_user(f"user{next(numbers)}")
    if role:
        made.groups.add(Group.objects.get(name=role))
    return made


def submitted(body: str = "", by: User | None = None, **fields: object) -> Article:
    """An article that was taken in and waits."""
    new = {"body": body or f"{BODY} {next(numbers)}", "source": "جريدة الساحل", **fields}
    return articles.submit(NewArticle(**new), by=by or user()).article  # type: ignore[arg-type]


def span(text: str, quote: str, nth: int = 0) -> Span:
    """Where a quote stands, the nth time."""
    start = -1
    for _time in range(nth + 1):
        start = text.index(quote, start + 1)
    return Span(start, start + len(quote))


def party(text: str, name: str, kind: PartyKind | None = PartyKind.PERSON) -> Party:
    """A party by its name in the text."""
    return Party(name, span(text, name), kind)


def meeting(text: str, *mentions: str, **fields: object) -> Meeting:
    """A session, by the words that mention it; `organizers`, `chair`, `participants` are names or parties."""
    values = {
        "id": f"m{next(numbers)}",
        "kind": MeetingKind.SESSION,
        "mentions": tuple(span(text, mention) for mention in mentions),
        "date": None,
        "time": None,
        "place": None,
        "planned": False,
        **fields,
    }
    for role in ("organizers", "chair", "participants"):
        values[role] = _parties(text, values.get(role, ()))
    return Meeting(**values)  # type: ignore[arg-type]


def commitment(text: str, trigger: str, action: str, **fields: object) -> Commitment:
    """A pledge, by its words; `committers`, `assignees`, `recipients` are names or parties."""
    start, end = span(text, trigger).start, span(text, action).end
    due = fields.pop("due", None)
    due_text = str(fields.pop("due_text", "")) or action
    values = {
        "id": f"c{next(numbers)}",
        "kind": CommitmentKind.PLEDGE,
        "trigger": span(text, trigger),
        "action": span(text, action),
        "sentence": Span(start, end),
        "deadline": Deadline(due_text, span(text, due_text), str(due)) if due else None,
        "status": ReportedStatus.OPEN,
        "meeting": None,
        "confidence": 0.75,
        "rule": "pledge.verb",
        "features": (Feature("bias", 1.0, 1.1),),
        **fields,
    }
    for role in ("committers", "assignees", "recipients"):
        values[role] = _parties(text, values.get(role, ()))
    return Commitment(**values)  # type: ignore[arg-type]


def _parties(text: str, named: object) -> tuple[Party, ...]:
    assert isinstance(named, (list, tuple))
    return tuple(each if isinstance(each, Party) else party(text, each) for each in named)


@contextmanager
def reading(
    meetings: tuple[Meeting, ...] = (), commitments: tuple[Commitment, ...] = (), version: str = "1.0+test"
) -> Iterator[None]:
    """Within, every article is read like this."""
    found = Extraction(meetings, commitments, version)
    with (
        mock.patch("tracker.services.extractor.extract", return_value=found),
        mock.patch("tracker.services.extractor.version", return_value=version),
    ):
        yield


def read(
    article: Article,
    *found: Meeting | Commitment,
    version: str = "1.0+test",
) -> ExtractionRun:
    """Let a worker extract the article's open run, with this result; plans a run if none is open."""
    meetings = tuple(each for each in found if isinstance(each, Meeting))
    commitments = tuple(each for each in found if isinstance(each, Commitment))
    with reading(meetings, commitments, version):
        run = article.runs.filter(state="pending").first() or runs.upgrade(article)
        assert run is not None
        runs.execute(run.pk, "worker")
    run.refresh_from_db()
    assert run.state == "done", run.error
    return run


def day(text: str) -> date:
    """A day from its ISO form."""
    return date.fromisoformat(text)
