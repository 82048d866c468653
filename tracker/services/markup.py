"""Takes HTML that was pasted as text apart: tags go, entities become characters, blocks become lines.

Text without markup comes back as it was. Linear in the length of the text, which tree
builders are not on deep nesting: the parser only sees tags closed within a bounded stretch.
"""

import html
import re
from html.parser import HTMLParser

_BLOCKS = [
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
    ),
    *(
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
    ),
    *("main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
]
_HIDDEN = ["script", "style", "template", "noscript", "iframe", "object", "svg", "title"]
_INLINE = [
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "center",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "img",
        "input",
        "label",
    ),
    *("link", "mark", "meta", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
]
_LIMIT = r"[^<>]{0,4000}>"
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(_BLOCKS)})\b{_LIMIT}", re.I)
_TAG = re.compile(rf"<!--|<!doctype\b|</?(?:{'|'.join([*_BLOCKS, *_HIDDEN, *_INLINE])})\b{_LIMIT}", re.I)
_NOT_A_TAG = re.compile(rf"<(?!/?[a-z]{_LIMIT})", re.I)
_DOCTYPE = re.compile(rf"<!doctype{_LIMIT}", re.I)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.I)
_BREAK = "\0"
_ROUNDS = 3


def plain(text: str) -> str:
    """The text without markup, also where the markup itself was escaped. `text` holds no NUL."""
    for _round in range(_ROUNDS):
        if _TAG.search(text):
            text = _without_tags(text)
        elif _ENTITY.search(text):
            text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
        else:
            break
    return text.replace(_BREAK, "")


def _without_tags(text: str) -> str:
    laid_out = bool(_BLOCK_TAG.search(text))
    parser = _Text()
    parser.feed(_NOT_A_TAG.sub("&lt;", _DOCTYPE.sub("", _without_comments(text))))
    parser.close()
    found = "".join(parser.pieces)
    if not laid_out:
        return found.replace(_BREAK, "")
    found = re.sub(r"\s+", " ", found)
    return re.sub(f" ?{_BREAK}[ {_BREAK}]*", "\n", found).strip()


class _Text(HTMLParser):
    """Collects the text that a reader of the page would see; `_BREAK` where a block starts or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden_by: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a block, or the start of what no reader sees."""
        if tag in _HIDDEN:
            self._hidden_by.append(tag)
        elif tag in _BLOCKS:
            self.pieces.append(_BREAK)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a block, or of what no reader sees."""
        if self._hidden_by and tag == self._hidden_by[-1]:
            self._hidden_by.pop()
        elif tag in _BLOCKS:
            self.pieces.append(_BREAK)

    def handle_data(self, data: str) -> None:
        """Keep text that is seen."""
        if not self._hidden_by:
            self.pieces.append(data.replace(_BREAK, ""))


def _without_comments(text: str) -> str:
    """Comments cut out; one that is never closed is taken for text."""
    pieces, last = [], 0
    while (start := text.find("<!--", last)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces.append(text[last:start])
        last = end + 3
    return "".join([*pieces, text[last:]])
