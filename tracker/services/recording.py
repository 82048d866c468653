"""Stores what was read in an article as rows, each with the words that show it.

For a record that a person touched nothing changes; an article that tells of a known
record again adds its words to it. Call it inside the transaction that ends the run.
"""

from collections.abc import Iterable

from tracker.models import ExtractionRun
from tracker.services import casting, mentioning, recording_commitments, recording_meetings
from tracker.services.extractor import Extraction, Party


def record(run: ExtractionRun, extraction: Extraction) -> dict[str, int]:
    """Store an extraction of the run's article; how many records are new, updated, known, kept.

    Raises ValueError, and the run fails, if a span lies outside the article.
    """
    article = run.article
    parties = list(_parties(extraction))
    cast = casting.cast(article, parties)
    mentioning.actors(run, cast, parties)
    meetings, counts = recording_meetings.store(run, extraction, cast)
    counts |= recording_commitments.store(run, extraction, cast, meetings)
    return counts


def _parties(extraction: Extraction) -> Iterable[Party]:
    for meeting in extraction.meetings:
        yield from (*meeting.organizers, *meeting.chair, *meeting.participants)
    for commitment in extraction.commitments:
        yield from (*commitment.committers, *commitment.assignees, *commitment.recipients)
