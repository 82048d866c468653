"""Rows to ask the API for, each with all that belongs to it."""

import datetime as dt
import hashlib
import itertools
from typing import Any

from django.utils import timezone

from tracker.models import (
    Actor,
    Article,
    Commitment,
    CommitmentParty,
    ExtractionRun,
    Meeting,
    MeetingParticipation,
    Mention,
    Source,
)
from tracker.services import extractor

BODY = "عقد المجلس الجماعي دورته العادية أمس، وتعهد الرئيس بإصلاح الطريق قبل نهاية شهر مارس 2030."
numbers = itertools.count(1)


def an_actor(name: str = "", **fields: Any) -> Actor:
    """A person, findable by name."""
    name = name or f"أحمد العلمي {next(numbers)}"
    folded = extractor.fold(name)
    return Actor.objects.create(
        **{"name": name, "name_folded": folded, "match_key": folded, "kind": "person", **fields}
    )


def a_source(name: str = "جريدة الساحل") -> Source:
    """A newspaper; the same one for the same name."""
    return Source.objects.get_or_create(name_folded=extractor.fold(name), defaults={"name": name})[0]


def an_article(body: str = "", source: str = "جريدة الساحل", **fields: Any) -> Article:
    """An extracted article with one finished run."""
    body = body or f"{BODY} {next(numbers)}"
    values: dict[str, Any] = {
        "source": a_source(source),
        "body": body,
        "text_folded": extractor.fold(body),
        "content_sha256": hashlib.sha256(body.encode()).hexdigest(),
        "state": "done",
        "published_on": dt.date(2030, 1, 10),
    }
    article = Article.objects.create(**{**values, **fields})
    now = timezone.now()
    ExtractionRun.objects.create(
        article=article,
        attempt=1,
        state="done",
        due_at=now,
        started_at=now,
        ended_at=now,
        counts={"meetings": 1},
    )
    return article


def a_meeting(article: Article | None = None, **fields: Any) -> Meeting:
    """A session that an article mentions and an actor chaired."""
    article = article or an_article()
    values: dict[str, Any] = {
        "kind": "session",
        "title": "دورة المجلس",
        "title_folded": extractor.fold("دورة المجلس"),
        "date_edtf": "2030-01-09",
        "earliest_on": dt.date(2030, 1, 9),
        "latest_on": dt.date(2030, 1, 9),
    }
    meeting = Meeting.objects.create(**{**values, **fields})
    actor = an_actor()
    MeetingParticipation.objects.create(meeting=meeting, actor=actor, role="chair", name=actor.name)
    mention(article, "المجلس الجماعي", "meeting", meeting=meeting)
    return meeting


def a_commitment(
    article: Article | None = None, meeting: Meeting | None = None, actor: Actor | None = None, **fields: Any
) -> Commitment:
    """A pledge that an article mentions, made in a meeting, due by the end of March 2030."""
    article = article or an_article()
    values: dict[str, Any] = {
        "kind": "pledge",
        "action": "إصلاح الطريق",
        "action_folded": extractor.fold("إصلاح الطريق"),
        "meeting": meeting,
        "due_text": "قبل نهاية شهر مارس 2030",
        "due_edtf": "2030-03",
        "due_earliest_on": dt.date(2030, 3, 1),
        "due_latest_on": dt.date(2030, 3, 31),
        "due_basis": "explicit",
        "confidence": 0.8,
        "rule": "pledge.verb",
        "features": [{"name": "bias", "value": 1.0, "contribution": 0.5}],
    }
    commitment = Commitment.objects.create(**{**values, **fields})
    actor = actor or an_actor()
    CommitmentParty.objects.create(commitment=commitment, actor=actor, role="committer", name=actor.name)
    mention(article, "إصلاح الطريق", "action", commitment=commitment)
    return commitment


def mention(article: Article, quote: str, part: str, **of: Any) -> Mention:
    """The words of an article that speak of a record."""
    start = article.body.index(quote)
    return Mention.objects.create(
        article=article, part=part, start=start, end=start + len(quote), quote=quote, **of
    )
