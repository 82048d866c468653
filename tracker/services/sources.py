"""Where articles come from: one row for all spellings of a name."""

from tracker.models import Source
from tracker.services import extractor


def named(name: str) -> Source:
    """The source of this name, made if it is new. `name` is clean and not empty."""
    folded = extractor.fold(name)
    source, _created = Source.objects.get_or_create(name_folded=folded, defaults={"name": name})
    return source
