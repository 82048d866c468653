"""Long lists in pieces that every database takes in one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

SIZE = 5_000


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in order, in lists of at most `SIZE`."""
    rest = iter(values)
    while batch := list(islice(rest, SIZE)):
        yield batch
