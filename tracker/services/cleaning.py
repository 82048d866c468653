"""Turns what clients send into text that can be stored, and says of each field why it cannot be.

Every offset that Ahd ever gives refers to the text that comes out here.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.services.markup import plain

T = TypeVar("T")
R = TypeVar("R")

EARLIEST = date(1900, 1, 1)
LINE_LENGTH = 500
URL_LENGTH = 2000

_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.I | re.ASCII)
_is_url = URLValidator(schemes=["http", "https"])


class Refused(ValueError):  # noqa: N818
    """A value cannot be stored; its text says why, for people."""


class Fields:
    """Cleans one value after the other and collects what is wrong under the fields' names."""

    def __init__(self) -> None:
        self.errors: dict[str, list[str]] = {}

    def take(self, name: str, cleaner: Callable[[T], R], value: T) -> R | None:
        """The cleaned value, or None with the reason kept in `errors`."""
        try:
            return cleaner(value)
        except Refused as refusal:
            self.errors.setdefault(name, []).append(str(refusal))
            return None


def storable(text: str) -> str:
    """The text, if a database and UTF-8 can hold it. Raises Refused for NUL and lone surrogates."""
    if "\0" in text:
        raise Refused(_("The text holds a NUL character (U+0000) at position %d.") % text.index("\0"))
    if lone := _SURROGATE.search(text):
        raise Refused(
            _("The text is not valid Unicode: half a surrogate pair (U+%(code)s) at position %(at)d.")
            % {"code": f"{ord(lone.group()):04X}", "at": lone.start()}
        )
    return text


def body(text: str) -> str:
    """An article's text without markup and control characters, lines ended by \\n. Raises Refused."""
    size, limit = len(storable(text).encode()), settings.AHD_MAX_BODY_BYTES
    if size > limit:
        raise Refused(
            _("The text has %(size)d bytes in UTF-8; at most %(limit)d are accepted.")
            % {"size": size, "limit": limit}
        )
    if not text.strip():
        raise Refused(_("The text is empty."))
    clean = _CONTROLS.sub("", plain(text.replace("\r\n", "\n").replace("\r", "\n")))
    if not clean.strip():
        raise Refused(_("Nothing is left of the text without its markup."))
    return clean


def line(text: str) -> str:
    """A short text of one line, such as a title. Raises Refused."""
    clean = " ".join(_CONTROLS.sub("", plain(storable(text))).split())
    if len(clean) > LINE_LENGTH:
        raise Refused(
            _("The text has %(length)d characters; at most %(limit)d are accepted.")
            % {"length": len(clean), "limit": LINE_LENGTH}
        )
    return clean


def name(text: str) -> str:
    """A line that is not empty and holds a letter or digit. Raises Refused."""
    clean = line(text)
    if not any(char.isalnum() for char in clean):
        raise Refused(_("This may not be empty."))
    return clean


def identifier(text: str) -> str:
    """A client's own identifier, up to 200 characters, kept as it is. Raises Refused."""
    clean = storable(text).strip()
    if len(clean) > 200:
        raise Refused(_("At most %d characters are accepted.") % 200)
    return clean


def url(text: str) -> str:
    """An http or https address, or nothing. Raises Refused."""
    clean = storable(text).strip()
    if not clean:
        return ""
    try:
        _is_url(clean)
    except ValidationError:
        raise Refused(_("This is not an http or https address.")) from None
    if len(clean) > URL_LENGTH:
        raise Refused(_("At most %d characters are accepted.") % URL_LENGTH)
    return clean


def language(tag: str) -> str:
    """A language tag such as `ar` or `ar-MA`; `ar` for nothing. Raises Refused."""
    clean = tag.strip() or "ar"
    if not _LANGUAGE.fullmatch(clean) or len(clean) > 12:
        raise Refused(_("This is not a language tag such as ar or ar-MA."))
    return clean


def publication_day(day: date | None) -> date | None:
    """A day on which a newspaper may have appeared. Raises Refused for the future and before 1900."""
    if day is None:
        return None
    # Where the newspaper is printed, tomorrow may have begun.
    if day > timezone.localdate() + timedelta(days=1):
        raise Refused(_("This day is in the future."))
    if day < EARLIEST:
        raise Refused(_("This day is before %s.") % EARLIEST.isoformat())
    return day


def arabic_share(text: str) -> float:
    """The share of Arabic letters among all letters, 0 to 1; 0 for a text without letters."""
    letters = arabic = 0
    for char in text:
        if char.isalpha():
            letters += 1
            arabic += char in _ARABIC or unicodedata.name(char, "").startswith("ARABIC")
    return arabic / letters if letters else 0.0


_ARABIC = frozenset(map(chr, range(0x0621, 0x064B)))
