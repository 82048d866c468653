"""The errors that extraction raises on bad data or bad use; never on an odd text."""


class ExtractionError(Exception):
    """Base of every error raised by `extraction`."""


class LexiconError(ExtractionError):
    """A lexicon file that breaks its schema. The message names file, entry and field."""

    def __init__(self, file: str, entry: str, problem: str) -> None:
        where = f"{file}, entry {entry}" if entry else file
        super().__init__(f"{where}: {problem}")
        self.file = file
        self.entry = entry
        self.problem = problem


class MorphologyError(ExtractionError):
    """The morphology database cannot be built or loaded."""
