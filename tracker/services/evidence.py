"""Evidence of how a commitment fares: an address, a stored article or a file that was checked."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tracker.models import Article, Commitment, Evidence, EvidenceKind, ReviewState, Stance
from tracker.models.base import new_id
from tracker.services import clock, permits, uploads
from tracker.services.errors import Conflict, InvalidInput


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """What a person hands in: at least one of `url`, `article`, `file`; `happened_on` is a past day."""

    kind: EvidenceKind | str
    stance: Stance | str
    url: str = ""
    article: Article | None = None
    file: "UploadedFile[bytes] | None" = None
    happened_on: date | None = None
    excerpt: str = ""


def add_evidence(commitment: Commitment, new: NewEvidence, *, by: User) -> Evidence:
    """Store evidence of a commitment that was not rejected or merged.

    Raises NotAllowed, InvalidInput (by field of NewEvidence) or Conflict (the same article or file
    is there already, or the commitment is not one to follow).
    """
    permits.require(by, permits.Act.ADD_EVIDENCE, commitment)
    if commitment.review in (ReviewState.REJECTED, ReviewState.MERGED):
        raise Conflict(_("Evidence cannot be added to a rejected or merged commitment."), "not_followed")
    upload = _checked(new)
    row = Evidence(
        commitment=commitment,
        kind=new.kind,
        stance=new.stance,
        url=new.url.strip(),
        article=new.article,
        happened_on=new.happened_on,
        excerpt=new.excerpt.strip(),
        content_sha256=_content_hash(new, upload),
        added_by=by,
    )
    return _store(row, upload)


def _checked(new: NewEvidence) -> uploads.Upload | None:
    """The file's content, if there is one. Raises InvalidInput with everything that is wrong."""
    errors: dict[str, list[str]] = {}
    if new.kind not in EvidenceKind.values:
        errors["kind"] = [_("There is no such kind of evidence.")]
    if new.stance not in Stance.values:
        errors["stance"] = [_("There is no such stance.")]
    if new.happened_on and new.happened_on > clock.today():
        errors["happened_on"] = [_("This day has not come yet.")]
    if new.url.strip() and not check_url(new.url.strip()):
        errors["url"] = [_("This is not an http or https address.")]
    if not new.url.strip() and new.article is None and new.file is None:
        errors["url"] = [_("Give an address, an article or a file.")]
    upload = None
    if new.file is not None:
        try:
            upload = uploads.read(new.file)
        except uploads.RefusedError as error:
            errors["file"] = [str(error)]
    if errors:
        raise InvalidInput(errors)
    return upload


def check_url(url: str) -> bool:
    """Whether it is an http or https address that can be kept."""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return False
    return len(url) <= 2000 and not urlsplit(url).username


def _content_hash(new: NewEvidence, upload: uploads.Upload | None) -> str:
    if upload is not None:
        return hashlib.sha256(upload.content).hexdigest()
    return new.article.content_sha256 if new.article is not None else ""


def _store(row: Evidence, upload: uploads.Upload | None) -> Evidence:
    """Write the file under a name of our own, then the row; no file is left behind by a refusal."""
    if upload is not None:
        row.file_name, row.file_type = upload.name, upload.media_type
        row.file.save(
            f"{new_id()}{PurePath(upload.name).suffix.lower()}", ContentFile(upload.content), save=False
        )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if upload is not None:
            row.file.delete(save=False)
        raise Conflict(_("The same content is evidence of this commitment already."), "duplicate") from None
    return row
