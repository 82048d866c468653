"""Stores the meetings of an extraction."""

from collections.abc import Iterable, Iterator
from datetime import time

from django.db.models import F
from django.utils import timezone

from tracker.models import Actor, ExtractionRun, Meeting, MeetingParticipation, ParticipationRole, ReviewState
from tracker.models.base import NAME_LENGTH
from tracker.models.mentions import MentionPart
from tracker.services import extractor, matching, mentioning
from tracker.services.batches import SIZE
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
Part = tuple[ParticipationRole, Party, Actor]


def store(
    run: ExtractionRun, extraction: Extraction, cast: Cast
) -> tuple[dict[str, Meeting], dict[str, int]]:
    """The row of each meeting by its id in the extraction, and counts of what was done."""
    own = list(Meeting.objects.filter(mentions__article=run.article).distinct().prefetch_related("mentions"))
    pairs = matching.pair_by_overlap(
        [read.mentions for read in extraction.meetings], [(known, _spans(known, run)) for known in own]
    )
    rows = [_unsaved(run, read, extraction.version) for read in extraction.meetings]
    words = [[(MentionPart.MEETING, span) for span in read.mentions] for read in extraction.meetings]
    parts = [list(_parts(read, cast)) for read in extraction.meetings]
    told_before = matching.known_meetings(
        {
            index: matching.New(row, frozenset(actor.pk for _role, _party, actor in parts[index]))
            for index, row in enumerate(rows)
            if index not in pairs
        },
        run.article,
    )
    new = [index for index in range(len(rows)) if index not in pairs and index not in told_before]
    Meeting.objects.bulk_create((rows[index] for index in new), batch_size=SIZE)
    _participate((rows[index], parts[index]) for index in new)
    stored = {index: rows[index] for index in new} | told_before
    mentioning.add(run, ((stored[index], words[index]) for index in sorted(stored)))
    updated = sum(_update(run, pairs[i], rows[i], parts[i], words[i]) for i in sorted(pairs))
    stored |= pairs
    return {read.id: stored[index] for index, read in enumerate(extraction.meetings)}, {
        "meetings_new": len(new),
        "meetings_updated": updated,
        "meetings_known": len(told_before) + len(pairs) - updated,
        "meetings_kept": len(own) - len(pairs),
    }


def _spans(meeting: Meeting, run: ExtractionRun) -> list[Span]:
    return [
        Span(each.start, each.end) for each in meeting.mentions.all() if each.article_id == run.article_id
    ]


def _parts(read: extractor.Meeting, cast: Cast) -> Iterator[Part]:
    return cast.in_roles(
        (
            (ParticipationRole.ORGANIZER, read.organizers),
            (ParticipationRole.CHAIR, read.chair),
            (ParticipationRole.PARTICIPANT, read.participants),
        )
    )


def _participate(rows: Iterable[tuple[Meeting, list[Part]]]) -> None:
    MeetingParticipation.objects.bulk_create(
        (
            MeetingParticipation(
                meeting=row, actor=actor, role=role, name=party.name[:NAME_LENGTH], position=position
            )
            for row, parts in rows
            for position, (role, party, actor) in enumerate(parts)
        ),
        batch_size=SIZE,
    )


def _update(
    run: ExtractionRun, own: Meeting, row: Meeting, parts: list[Part], words: list[mentioning.Words]
) -> bool:
    """Bring a meeting up to date that this article alone proposed and nobody touched; whether it was."""
    if own.mentions.exclude(article=run.article).exists():
        return False
    untouched = Meeting.objects.filter(
        pk=own.pk, version=own.version, touched_at__isnull=True, review=ReviewState.PENDING
    )
    values = {name: getattr(row, name) for name in UPDATED}
    if not untouched.update(version=F("version") + 1, updated_at=timezone.now(), **values):
        return False
    own.participations.all().delete()
    _participate([(own, parts)])
    mentioning.replace(run, own, words)
    return True


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
