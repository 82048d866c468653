"""Files that people hand in: what they are is read from their content, never believed from their name."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

# Extension → media type. Nothing here runs when a browser opens it.
ALLOWED = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".txt": "text/plain",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# The entry that tells one zipped office format from another, and from any other archive.
_ZIP_ENTRIES = {".odt": "content.xml", ".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
_NAME_LENGTH = 255


class RefusedError(Exception):
    """The file is not taken; the text says why."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that passed: its base name as given, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


def read(file: "UploadedFile[bytes]") -> Upload:
    """Read a file whole and check size, extension and content. Raises RefusedError."""
    limit = settings.AHD_MAX_EVIDENCE_BYTES
    content = file.read(limit + 1)
    if not content:
        raise RefusedError(_("The file is empty."))
    if len(content) > limit:
        raise RefusedError(
            _("The file is larger than the %(limit)s allowed.") % {"limit": filesizeformat(limit)}
        )
    name = PurePath((file.name or "").replace("\\", "/")).name
    extension = PurePath(name).suffix.lower()
    if extension not in ALLOWED:
        raise RefusedError(_("Files of this type are not taken; allowed: %(types)s.") % {"types": _types()})
    if not _is(content, extension):
        raise RefusedError(_("The content of the file is not what its name says."))
    return Upload(name[-_NAME_LENGTH:], ALLOWED[extension], content)


def _types() -> str:
    return ", ".join(extension.removeprefix(".") for extension in ALLOWED)


def _is(content: bytes, extension: str) -> bool:
    """Whether the content is of the type that the extension stands for."""
    if extension == ".txt":
        return _is_text(content)
    if extension in _ZIP_ENTRIES:
        return _zip_holds(content, _ZIP_ENTRIES[extension])
    try:
        return bool(puremagic.from_string(content, mime=True) == ALLOWED[extension])
    except (puremagic.PureError, ValueError):
        return False


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def _zip_holds(content: bytes, entry: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return entry in archive.namelist()
    except zipfile.BadZipFile:
        return False
