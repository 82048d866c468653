"""The way of a text through extraction: each part reads what the parts before it found."""

from datetime import date
from importlib.util import find_spec

from extraction import version
from extraction.actors import Entities
from extraction.meetings import find_meetings
from extraction.phrases import Phrases
from extraction.timex import recognise
from extraction.tokens import read
from extraction.types import Commitment, Extraction


def extract(text: str, published: date | None = None) -> Extraction:
    """Meetings and commitments of a text, sorted by position; `published` dates what nothing else does."""
    doc = read(text)
    timexes = recognise(doc)
    phrases = Phrases(doc)
    entities = Entities(phrases)
    occasions = find_meetings(phrases, entities, timexes, published)
    commitments: tuple[Commitment, ...] = ()
    if find_spec("extraction.commitments"):
        from extraction.clauses import read_clauses
        from extraction.commitments import find_commitments
        from extraction.context import Context

        context = Context(doc, read_clauses(doc), phrases)
        commitments = find_commitments(context, entities, occasions, timexes, published)
    return Extraction(occasions.records(), commitments, version())
