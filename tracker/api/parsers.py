"""Reading request bodies strictly: bounded, valid UTF-8 JSON, no repeated names, no unusable characters."""

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import BaseParser, MultiPartParser

from tracker.api.problems import WHOLE, PayloadTooLarge

DEEPEST = 20


class StrictJsonParser(BaseParser):
    """`application/json`; raises ParseError (400), ValidationError (400) or PayloadTooLarge (413)."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The JSON value of the body, every string of it encodable and free of NUL."""
        limit: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            message = _("The request has more than %(limit)s bytes. Shorten the text or split it.")
            raise PayloadTooLarge(message % {"limit": limit})
        data = _load(raw)
        errors = {path: [message] for path, message in _unusable(data)}
        if errors:
            raise ValidationError(errors)
        return data


class UploadParser(MultiPartParser):
    """`multipart/form-data` with one file; raises PayloadTooLarge (413) before anything is read."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The fields and files."""
        limit = settings.AHD_MAX_EVIDENCE_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if int(stream.META.get("CONTENT_LENGTH") or 0) > limit:
            message = _("The request has more than %(limit)s bytes. Send a smaller file.")
            raise PayloadTooLarge(message % {"limit": limit})
        return super().parse(stream, media_type, parser_context)


def _load(raw: bytes) -> Any:
    try:
        return json.loads(
            raw.decode("utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_once_each
        )
    except UnicodeDecodeError as error:
        raise ParseError(
            _("The body is not valid UTF-8 (byte %(position)s). Send JSON in UTF-8.")
            % {"position": error.start}
        ) from error
    except RecursionError as error:
        raise ParseError(_("The JSON is nested too deeply. Send a flat object.")) from error
    except ValueError as error:
        raise ParseError(_("The body is not valid JSON: %(error)s") % {"error": error}) from error


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        if _fault(twice) is None:
            raise ValidationError({twice: [_("This field is given twice. Give it once.")]})
    return value


def _unusable(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The path and fault of every string that cannot be stored, and of nesting that no field has."""
    if depth > DEEPEST:
        yield path, _("Nested too deeply.")
    elif isinstance(value, str):
        fault = _fault(value)
        if fault:
            yield path or WHOLE, fault
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unusable(item, f"{path}.{index}".lstrip("."), depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            if _fault(name):
                yield path or WHOLE, _("A field name holds characters that no name has. Remove the field.")
            else:
                yield from _unusable(item, f"{path}.{name}".lstrip("."), depth + 1)


def _fault(text: str) -> str | None:
    if "\0" in text:
        return _("The text holds a NUL character. Remove it.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return _("The text holds half a surrogate pair at character %(position)s. Remove it.") % {
            "position": error.start
        }
    return None
