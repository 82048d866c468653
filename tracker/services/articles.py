"""Takes articles in: each text once for each source, each client's request once."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Article, ExtractionRun, SubmissionKey
from tracker.services import cleaning, extractor, runs, sources
from tracker.services.access import Caller, require
from tracker.services.errors import Conflict, InvalidInput

KEY_LENGTH = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article as a client sends it; `body` may be HTML pasted as text."""

    body: str
    source: str
    title: str = ""
    url: str = ""
    published_on: date | None = None
    external_id: str = ""
    language: str = "ar"


@dataclass(frozen=True, slots=True)
class Submission:
    """What became of a submission: the article, its latest run, and whether it is new."""

    article: Article
    run: ExtractionRun
    created: bool


def submit(new: NewArticle, *, by: Caller, idempotency_key: str | None = None) -> Submission:
    """Store an article and its pending run in one transaction, or find the one that is there.

    The same text from the same source gives the article that exists, and so does the same
    key with the same request. Raises InvalidInput naming the fields, Conflict for a key that
    was used for another request, NotAllowed.
    """
    user = require(by, "submit_article")
    key = _checked_key(idempotency_key)
    clean = _clean(new)
    # The slow parts come first: on SQLite everybody else waits while a transaction is open.
    folded, skip_reason = extractor.fold(clean.body), runs.skip_reason(clean.body)
    request_hash = _hash(json.dumps(asdict(new), default=str, sort_keys=True))
    with transaction.atomic():
        article = _used_for(key, user, request_hash) if key else None
        created = False
        if article is None:
            article, created = _stored(clean, folded, user)
            if key:
                _remember(key, user, request_hash, article)
        run = runs.first(article, skip_reason) if created else runs.latest(article)
    return Submission(article, run, created)


def _clean(new: NewArticle) -> NewArticle:
    fields = cleaning.Fields()
    values = {
        "body": fields.take("body", cleaning.body, new.body),
        "source": fields.take("source", cleaning.name, new.source),
        "title": fields.take("title", cleaning.line, new.title),
        "url": fields.take("url", cleaning.url, new.url),
        "published_on": fields.take("published_on", cleaning.publication_day, new.published_on),
        "external_id": fields.take("external_id", cleaning.identifier, new.external_id),
        "language": fields.take("language", cleaning.language, new.language),
    }
    if fields.errors:
        raise InvalidInput(fields.errors)
    return NewArticle(**values)  # type: ignore[arg-type]


def _checked_key(key: str | None) -> str:
    if key is None:
        return ""
    if not key or len(key) > KEY_LENGTH or not (key.isascii() and key.isprintable()):
        message = _("Send 1 to %d printable ASCII characters.") % KEY_LENGTH
        raise InvalidInput({"Idempotency-Key": [message]})
    return key


def _used_for(key: str, user: User, request_hash: str) -> Article | None:
    """The article that the key led to before. Raises Conflict if the request was another."""
    known = SubmissionKey.objects.select_related("article__source").filter(user=user, key=key).first()
    return _same_request(known, request_hash).article if known else None


def _remember(key: str, user: User, request_hash: str, article: Article) -> None:
    """Bind the key to the request. A twin request that was faster is told by its hash."""
    known, created = SubmissionKey.objects.get_or_create(
        user=user, key=key, defaults={"request_sha256": request_hash, "article": article}
    )
    if not created:
        _same_request(known, request_hash)


def _same_request(known: SubmissionKey, request_hash: str) -> SubmissionKey:
    if known.request_sha256 != request_hash:
        raise Conflict(_("This Idempotency-Key was used for another request."), "idempotency_key_reused")
    return known


def _stored(clean: NewArticle, folded: str, user: User) -> tuple[Article, bool]:
    """The article, new or known. Of two twins at once the database lets one in; the other finds it."""
    source = sources.named(clean.source)
    article, created = Article.objects.select_related("source").get_or_create(
        source=source,
        content_sha256=_hash(" ".join(clean.body.split())),
        defaults={
            "title": clean.title,
            "body": clean.body,
            "text_folded": folded,
            "url": clean.url,
            "published_on": clean.published_on,
            "external_id": clean.external_id,
            "language": clean.language,
            "submitted_by": user,
        },
    )
    return article, created


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
