"""Lists over lines and dashes: the items that follow a colon, each after its number, dash or bullet."""

from extraction.context import Context
from extraction.tokens import TokenKind

_DASHES = frozenset("-–—−•●▪*·○◦✓➢✔")
_AFTER_NUMBER = frozenset("-–—.)/:ـ")
_REACH_OF_COLON = 30
_MOST_ITEMS = 60


def list_after(ctx: Context, start: int) -> list[tuple[int, int]]:
    """The items of the list that a colon after token `start` opens, as token ranges without their markers.

    The colon must stand in the sentence of `start` or end its paragraph; [] where there is none or
    where no marked item follows.
    """
    colon = _colon(ctx, start)
    if colon < 0:
        return []
    items: list[tuple[int, int]] = []
    at = colon + 1
    while at < len(ctx.tokens) and len(items) < _MOST_ITEMS:
        marker = marker_length(ctx, at)
        if not marker:
            break
        end = _item_end(ctx, at + marker)
        if end > at + marker:
            items.append((at + marker, end))
        at = max(end, at + marker)
    return items


def _colon(ctx: Context, start: int) -> int:
    if start >= len(ctx.tokens):
        return -1
    paragraph = ctx.doc.paragraphs[ctx.tokens[start].paragraph]
    for i in range(start, min(start + _REACH_OF_COLON, paragraph.stop)):
        if ctx.tokens[i].text == ":":
            return i
        if ctx.is_stop(i) and i + 1 < paragraph.stop:
            return -1
    return -1


def marker_length(ctx: Context, i: int) -> int:
    """How many tokens at `i` mark a list item (`1-`, `-`, `أ)`), 0 where none do."""
    tokens = ctx.tokens
    if i >= len(tokens):
        return 0
    opens_line = i == 0 or tokens[i - 1].paragraph != tokens[i].paragraph
    if tokens[i].text in _DASHES:
        return 1 if opens_line or not tokens[i].glued or tokens[i - 1].text in ":؛;." else 0
    short = tokens[i].kind is TokenKind.NUMBER and len(tokens[i].folded) <= 2
    if short and i + 1 < len(tokens) and tokens[i + 1].text in _AFTER_NUMBER:
        return 2
    return 1 if short and opens_line else 0


def _item_end(ctx: Context, i: int) -> int:
    """The end of the item that begins at token `i`: the next marker, or the end of its line."""
    paragraph = ctx.doc.paragraphs[ctx.tokens[i].paragraph] if i < len(ctx.tokens) else range(i, i)
    for j in range(i + 1, paragraph.stop):
        if marker_length(ctx, j) and _separates(ctx, j):
            return j
    return paragraph.stop


def _separates(ctx: Context, j: int) -> bool:
    """Whether a dash or number inside a line parts two items, not two words or a range of numbers."""
    if ctx.tokens[j].kind is TokenKind.NUMBER:
        return ctx.tokens[j + 1].text in "-–—" and ctx.tokens[j - 1].kind is not TokenKind.NUMBER
    return not ctx.tokens[j].glued
