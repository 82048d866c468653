"""Stores the meetings of an extraction."""

from collections.abc import Iterator
from datetime import time

from django.db.models import F
from django.utils import timezone

from tracker.models import Actor, ExtractionRun, Meeting, MeetingParticipation, ParticipationRole, ReviewState
from tracker.models.base import NAME_LENGTH
from tracker.models.mentions import MentionPart
from tracker.services import extractor, matching, mentioning
from tracker.services.casting import Cast
from tracker.services.extractor import Extraction, Party, Span

UPDATED = (
    *(
        "kind",
        "title",
        "title_folded",
        "date_edtf",
        "earliest_on",
        "latest_on",
        "time",
        "place",
        "place_folded",
    ),
    *("planned", "extractor_version"),
)


def store(
    run: ExtractionRun, extraction: Extraction, cast: Cast
) -> tuple[dict[str, Meeting], dict[str, int]]:
    """The row of each meeting by its id in the extraction, and counts of what was done."""
    known = list(
        Meeting.objects.filter(mentions__article=run.article).distinct().prefetch_related("mentions")
    )
    spans = [(meeting, _spans(meeting, run)) for meeting in known]
    pairs = matching.pair_by_overlap([meeting.mentions for meeting in extraction.meetings], spans)
    rows: dict[str, Meeting] = {}
    counts = {"meetings_new": 0, "meetings_updated": 0, "meetings_known": 0}
    for index, read in enumerate(extraction.meetings):
        rows[read.id], outcome = _store_one(run, read, extraction.version, cast, pairs.get(index))
        counts[f"meetings_{outcome}"] += 1
    return rows, counts | {"meetings_kept": len(known) - len(pairs)}


def _spans(meeting: Meeting, run: ExtractionRun) -> list[Span]:
    return [
        Span(each.start, each.end) for each in meeting.mentions.all() if each.article_id == run.article_id
    ]


def _store_one(
    run: ExtractionRun, read: extractor.Meeting, version: str, cast: Cast, own: Meeting | None
) -> tuple[Meeting, str]:
    row = _unsaved(run, read, version)
    words = [(MentionPart.MEETING, span) for span in read.mentions]
    parts = list(_parts(read, cast))
    if own is not None:
        return own, _update(run, own, row, parts, words)
    company = {actor.pk: actor for _role, _party, actor in parts}.values()
    if (known := matching.find_meeting(row, company, run.article)) is not None:
        mentioning.add(run, known, words)
        return known, "known"
    row.save(force_insert=True)
    _participate(row, parts)
    mentioning.add(run, row, words)
    return row, "new"


Part = tuple[ParticipationRole, Party, Actor]


def _parts(read: extractor.Meeting, cast: Cast) -> Iterator[Part]:
    """Each actor once in each role, in the article's order."""
    seen = set()
    for role, parties in (
        (ParticipationRole.ORGANIZER, read.organizers),
        (ParticipationRole.CHAIR, read.chair),
        (ParticipationRole.PARTICIPANT, read.participants),
    ):
        for party in parties:
            actor = cast.of(party)
            if actor and (role, actor.pk) not in seen:
                seen.add((role, actor.pk))
                yield role, party, actor


def _participate(row: Meeting, parts: list[Part]) -> None:
    MeetingParticipation.objects.bulk_create(
        MeetingParticipation(
            meeting=row, actor=actor, role=role, name=party.name[:NAME_LENGTH], position=position
        )
        for position, (role, party, actor) in enumerate(parts)
    )


def _update(
    run: ExtractionRun, own: Meeting, row: Meeting, parts: list[Part], words: list[mentioning.Words]
) -> str:
    """Bring a meeting up to date that this article alone proposed and nobody touched."""
    if own.mentions.exclude(article=run.article).exists():
        return "known"
    untouched = Meeting.objects.filter(
        pk=own.pk, version=own.version, touched_at__isnull=True, review=ReviewState.PENDING
    )
    values = {name: getattr(row, name) for name in UPDATED}
    if not untouched.update(version=F("version") + 1, updated_at=timezone.now(), **values):
        return "known"
    own.participations.all().delete()
    _participate(own, parts)
    mentioning.replace(run, own, words)
    own.refresh_from_db()
    return "updated"


def _unsaved(run: ExtractionRun, read: extractor.Meeting, version: str) -> Meeting:
    title = max((_one_line(span.quote(run.article.body)) for span in read.mentions), key=len)[:NAME_LENGTH]
    place = _one_line(read.place or "")[:NAME_LENGTH]
    earliest, latest = extractor.bounds(read.date)
    return Meeting(
        kind=read.kind.value,
        title=title,
        title_folded=extractor.fold(title)[:NAME_LENGTH],
        date_edtf=read.date or "",
        earliest_on=earliest,
        latest_on=latest,
        time=time.fromisoformat(read.time) if read.time else None,
        place=place,
        place_folded=extractor.fold(place)[:NAME_LENGTH],
        planned=read.planned,
        extractor_version=version,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
