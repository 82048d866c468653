"""Stores the commitments of an extraction."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from tracker.models import (
    Actor,
    Commitment,
    CommitmentParty,
    DueBasis,
    ExtractionRun,
    Meeting,
    PartyRole,
    ReviewState,
)
from tracker.models.base import NAME_LENGTH
from tracker.models.mentions import MentionPart
from tracker.services import extractor, matching, mentioning
from tracker.services.batches import SIZE
from tracker.services.casting import Cast
from tracker.services.extractor import Extraction, Party, Span

UPDATED = (
    *(
        "kind",
        "action",
        "action_folded",
        "meeting",
        "due_text",
        "due_edtf",
        "due_earliest_on",
        "due_latest_on",
    ),
    *("due_basis", "reported_status", "confidence", "rule", "features", "extractor_version"),
)
Part = tuple[PartyRole, Party, Actor]


def store(
    run: ExtractionRun, extraction: Extraction, cast: Cast, meetings: Mapping[str, Meeting]
) -> dict[str, int]:
    """Store each commitment; counts of what was done."""
    own = list(
        Commitment.objects.filter(mentions__article=run.article).distinct().prefetch_related("mentions")
    )
    pairs = matching.pair_by_overlap(
        [[read.action] for read in extraction.commitments], [(known, _spans(known, run)) for known in own]
    )
    rows = [_unsaved(run, read, extraction.version, meetings) for read in extraction.commitments]
    words = [list(_words(read)) for read in extraction.commitments]
    parts = [list(_parts(read, cast)) for read in extraction.commitments]
    told_before = matching.known_commitments(
        {
            index: matching.New(row, frozenset(_committers(parts[index])))
            for index, row in enumerate(rows)
            if index not in pairs
        },
        run.article,
    )
    new = [index for index in range(len(rows)) if index not in pairs and index not in told_before]
    Commitment.objects.bulk_create((rows[index] for index in new), batch_size=SIZE)
    _take_part((rows[index], parts[index]) for index in new)
    told = {index: rows[index] for index in new} | told_before
    mentioning.add(run, ((told[index], words[index]) for index in sorted(told)))
    updated = sum(_update(run, pairs[i], rows[i], parts[i], words[i]) for i in sorted(pairs))
    return {
        "commitments_new": len(new),
        "commitments_updated": updated,
        "commitments_known": len(told_before) + len(pairs) - updated,
        "commitments_kept": len(own) - len(pairs),
    }


def _spans(commitment: Commitment, run: ExtractionRun) -> list[Span]:
    return [
        Span(each.start, each.end)
        for each in commitment.mentions.all()
        if each.article_id == run.article_id and each.part == MentionPart.ACTION
    ]


def _committers(parts: list[Part]) -> Iterator[UUID]:
    return (actor.pk for role, _party, actor in parts if role == PartyRole.COMMITTER)


def _words(read: extractor.Commitment) -> Iterator[mentioning.Words]:
    yield MentionPart.SENTENCE, read.sentence
    yield MentionPart.TRIGGER, read.trigger
    yield MentionPart.ACTION, read.action
    if read.deadline:
        yield MentionPart.DEADLINE, read.deadline.span


def _parts(read: extractor.Commitment, cast: Cast) -> Iterator[Part]:
    return cast.in_roles(
        (
            (PartyRole.COMMITTER, read.committers),
            (PartyRole.ASSIGNEE, read.assignees),
            (PartyRole.RECIPIENT, read.recipients),
        )
    )


def _take_part(rows: Iterable[tuple[Commitment, list[Part]]]) -> None:
    CommitmentParty.objects.bulk_create(
        (
            CommitmentParty(
                commitment=row, actor=actor, role=role, name=party.name[:NAME_LENGTH], position=position
            )
            for row, parts in rows
            for position, (role, party, actor) in enumerate(parts)
        ),
        batch_size=SIZE,
    )


def _update(
    run: ExtractionRun, own: Commitment, row: Commitment, parts: list[Part], words: list[mentioning.Words]
) -> bool:
    """Bring a commitment up to date that this article alone proposed and nobody touched; whether it was."""
    if own.mentions.exclude(article=run.article).exists():
        return False
    untouched = Commitment.objects.filter(
        pk=own.pk, version=own.version, touched_at__isnull=True, review=ReviewState.PENDING
    )
    values = {name: getattr(row, name) for name in UPDATED}
    if not untouched.update(version=F("version") + 1, updated_at=timezone.now(), **values):
        return False
    own.parties.all().delete()
    _take_part([(own, parts)])
    mentioning.replace(run, own, words)
    return True


def _unsaved(
    run: ExtractionRun, read: extractor.Commitment, version: str, meetings: Mapping[str, Meeting]
) -> Commitment:
    action = " ".join(read.action.quote(run.article.body).split())
    value = read.deadline.value if read.deadline else None
    earliest, latest = extractor.bounds(value)
    return Commitment(
        kind=read.kind.value,
        action=action,
        action_folded=extractor.fold(action),
        meeting=meetings.get(read.meeting or ""),
        due_text=" ".join(read.deadline.text.split())[:NAME_LENGTH] if read.deadline else "",
        due_edtf=value or "",
        due_earliest_on=earliest,
        due_latest_on=latest,
        due_basis=_basis(read),
        reported_status=read.status.value,
        confidence=read.confidence,
        rule=read.rule[:200],
        features=[asdict(feature) for feature in read.features],
        extractor_version=version,
    )


def _basis(read: extractor.Commitment) -> DueBasis:
    if read.deadline is None or read.deadline.value is None:
        return DueBasis.NONE
    return DueBasis.RELATIVE if extractor.is_relative(read.deadline.text) else DueBasis.EXPLICIT
