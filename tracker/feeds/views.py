"""Opens a feed by the secret in its address, and sends it only to those who do not have it yet."""

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from tracker.feeds import calendar
from tracker.feeds.news import NewCommitments, StatusChanges
from tracker.models import Actor, SavedSearch, Subscriber, Topic
from tracker.queries.feeds import Selection
from tracker.services import feed_keys, schedule

REMEMBERED_SECONDS = 30 * 24 * 3600
MAX_AGE = "private, max-age=300"
Render = Callable[[HttpRequest, Selection], HttpResponse]


@require_safe
def feed(
    request: HttpRequest, token: str, form: str, about: str = "mine", pk: UUID | None = None
) -> HttpResponseBase:
    """One feed: `form` of FORMS, `about` mine, all, actor, topic or search (with `pk`).

    404 for a token that is not known (any more), and for a record that is not there or not the reader's.
    """
    reader = feed_keys.reader(token)
    if reader is None:
        raise Http404
    selection = Selection(reader, _record(about, pk, reader.pk), about == "all")
    subscriber = Subscriber.objects.filter(user=reader).first()
    with translation.override(schedule.language_of(subscriber or Subscriber())):
        response = FORMS[form](request, selection)
    return _conditional(request, response)


def _record(about: str, pk: UUID | None, reader: int) -> Actor | Topic | SavedSearch | None:
    if about == "actor":
        return get_object_or_404(Actor, pk=pk)
    if about == "topic":
        return get_object_or_404(Topic, pk=pk)
    if about == "search":
        return get_object_or_404(SavedSearch, pk=pk, owner=reader)
    return None


def _calendar(request: HttpRequest, selection: Selection) -> HttpResponse:
    return HttpResponse(calendar.render(selection), content_type=calendar.CONTENT_TYPE)


FORMS: dict[str, Render] = {
    "calendar.ics": _calendar,
    "commitments.atom": lambda request, selection: NewCommitments()(request, selection=selection),
    "changes.atom": lambda request, selection: StatusChanges()(request, selection=selection),
}


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The feed with its tags, or 304."""
    digest = hashlib.sha256(response.content).hexdigest()
    modified = _first_seen(request.path, digest)
    response.headers["ETag"] = f'"{digest[:32]}"'
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["Cache-Control"] = MAX_AGE
    response.headers["X-Robots-Tag"] = "noindex"
    answer = get_conditional_response(request, response.headers["ETag"], modified, response)
    return answer or response


def _first_seen(path: str, digest: str) -> int:
    """When the feed was first seen with this content (seconds since 1970).

    What leaves a feed changes no row that is still in it, so the rows cannot tell. Where the
    memory is lost, the feed counts as new: sent once more, never wrongly held back.
    """
    key = f"feed:{hashlib.sha256(path.encode()).hexdigest()}"
    known: tuple[str, int] | None = cache.get(key)
    if known and known[0] == digest:
        return known[1]
    now = int(timezone.now().timestamp())
    # Two contents within one second must not share their moment.
    moment = max(now, known[1] + 1) if known else now
    cache.set(key, (digest, moment), REMEMBERED_SECONDS)
    return moment
