"""Attempts to extract: planned as rows, claimed by one worker each, tried again, given up.

A run goes pending → running → done | skipped | failed and never back; another
attempt is another row, so that what happened stays to be seen.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracker.models import OPEN_STATES, Article, ExtractionRun, RunCause, WorkState
from tracker.services import cleaning, extractor, queue, recording
from tracker.services.access import Caller, require
from tracker.services.errors import Conflict

log = logging.getLogger(__name__)

SWEEP_BATCH = 2_000
ERROR_LENGTH = 2_000


def first(article: Article, skipped_for: str) -> ExtractionRun:
    """Plan the first run of an article just stored; with a reason to skip it, one that ended so."""
    run = _plan(article, RunCause.SUBMITTED, attempt=1)
    if skipped_for:
        _close(run, WorkState.SKIPPED, timezone.now(), error=skipped_for)
    else:
        queue.send_on_commit(queue.EXTRACT, run.pk)
    return run


def latest(article: Article) -> ExtractionRun:
    """The run that tells how the article stands now."""
    return article.runs.order_by("-attempt")[:1].get()


def retry(article: Article, *, by: Caller) -> ExtractionRun:
    """Plan another run because a person asks for it. Raises Conflict while one is open, NotAllowed."""
    require(by, "retry_extractionrun")
    return _planned_anew(article, RunCause.RETRY)


def upgrade(article: Article) -> ExtractionRun | None:
    """Plan a run by the present extractor; None while another run is open."""
    try:
        return _planned_anew(article, RunCause.UPGRADE)
    except Conflict:
        return None


def _planned_anew(article: Article, cause: RunCause) -> ExtractionRun:
    try:
        with transaction.atomic():
            run = _plan(article, cause, attempt=latest(article).attempt + 1)
            queue.send_on_commit(queue.EXTRACT, run.pk)
            return run
    except IntegrityError:
        raise Conflict(_("The article is being extracted already."), "run_open") from None


def _plan(
    article: Article, cause: RunCause, *, attempt: int, tries: int = 1, pause: float = 0
) -> ExtractionRun:
    """A pending run of the article, which becomes pending with it. The first one counts as sent at once."""
    now = timezone.now()
    run = ExtractionRun.objects.create(
        article=article,
        attempt=attempt,
        tries=tries,
        cause=cause,
        due_at=now + timedelta(seconds=pause),
        sent_at=None if pause else now,
    )
    _set_state(article, WorkState.PENDING)
    return run


def skip_reason(body: str) -> str:
    """Why a text is not to be extracted, in the installation's language, or ""."""
    share = cleaning.arabic_share(body)
    if share >= settings.AHD_MIN_ARABIC_SHARE:
        return ""
    limit = settings.AHD_MIN_ARABIC_SHARE
    with override(settings.LANGUAGE_CODE):
        return _("Only %(share)d%% of the letters are Arabic; at least %(limit)d%% are asked for.") % {
            "share": share * 100,
            "limit": limit * 100,
        }


def execute(run_id: UUID, worker: str) -> WorkState | None:
    """Claim a run, extract its article and store the result; the state it ends in.

    None, and nothing done, where the run is not due or somebody else has it. No exception
    leaves: an error is kept on the run, and another attempt planned while tries are left.
    """
    run = _claim(run_id, worker)
    if run is None:
        return None
    try:
        return _extract_and_store(run)
    except Exception as error:  # whatever goes wrong belongs on the run, not in a log alone
        log.exception("Run %s of article %s failed", run.pk, run.article_id)
        return _fail(run, _readable(error))


def _claim(run_id: UUID, worker: str) -> ExtractionRun | None:
    """Take the run for this worker, by one conditional update, until the lease ends."""
    now = timezone.now()
    with transaction.atomic():
        claimed = ExtractionRun.objects.filter(pk=run_id, state=WorkState.PENDING, due_at__lte=now).update(
            state=WorkState.RUNNING,
            worker=worker,
            started_at=now,
            lease_ends_at=now + timedelta(seconds=settings.AHD_LEASE_SECONDS),
            updated_at=now,
        )
        if not claimed:
            return None
        run = ExtractionRun.objects.select_related("article__source").get(pk=run_id)
        _set_state(run.article, WorkState.RUNNING)
    return run


def _extract_and_store(run: ExtractionRun) -> WorkState | None:
    if reason := skip_reason(run.article.body):
        return WorkState.SKIPPED if _close(run, WorkState.SKIPPED, timezone.now(), error=reason) else None
    extraction = extractor.extract(run.article.body, run.article.published_on)
    with transaction.atomic():
        if not _close(run, WorkState.DONE, timezone.now(), extractor_version=extraction.version):
            log.warning("Run %s was given up as lost before it was stored", run.pk)
            return None
        run.counts = recording.record(run, extraction)
        run.save(update_fields=["counts"])
    found = {"article": str(run.article_id), "run": str(run.pk), **run.counts}
    log.info(
        "Article %s: %d meetings and %d commitments in %.1f s",
        run.article_id,
        len(extraction.meetings),
        len(extraction.commitments),
        (timezone.now() - run.started_at).total_seconds() if run.started_at else 0,
        extra=found,
    )
    return WorkState.DONE


def _fail(run: ExtractionRun, error: str) -> WorkState | None:
    """End a run with its error. With tries left, plan the next attempt after a pause that doubles."""
    with transaction.atomic():
        if not _close(run, WorkState.FAILED, timezone.now(), error=error):
            return None
        if run.tries < settings.AHD_MAX_TRIES:
            pause = settings.AHD_RETRY_SECONDS * 2 ** (run.tries - 1)
            _plan(
                run.article, RunCause.TRIED_AGAIN, attempt=run.attempt + 1, tries=run.tries + 1, pause=pause
            )
    return WorkState.FAILED


def _close(run: ExtractionRun, state: WorkState, now: datetime, **values: str) -> bool:
    """End a run that is still this worker's, its article with it; False where it is not any more."""
    ours = Q(state=WorkState.RUNNING, worker=run.worker, started_at=run.started_at)
    closed = ExtractionRun.objects.filter(
        ours if run.started_at else Q(state=WorkState.PENDING), pk=run.pk
    ).update(state=state, ended_at=now, updated_at=now, **values)
    if closed:
        for name, value in {"state": state, "ended_at": now, **values}.items():
            setattr(run, name, value)
        _set_state(run.article, state, values.get("error", ""))
    return bool(closed)


def _set_state(article: Article, state: WorkState, reason: str = "") -> None:
    article.state, article.state_reason = state, reason
    Article.objects.filter(pk=article.pk).update(state=state, state_reason=reason, updated_at=timezone.now())


def _readable(error: Exception) -> str:
    """The error in one paragraph; its type first, because some have no words of their own."""
    if type(error).__name__ == "SoftTimeLimitExceeded":
        return f"The extraction took longer than {settings.AHD_EXTRACTION_SECONDS:g} seconds."
    return f"{type(error).__name__}: {error}".rstrip(": ")[:ERROR_LENGTH].replace("\0", "")


def sweep(now: datetime | None = None) -> dict[str, int]:
    """Give up runs whose lease ended and send again what waits; how many of each.

    Safe at any time and in any number of processes at once.
    """
    moment = now or timezone.now()
    return {"expired": _give_up_expired(moment), "sent": _send_waiting(moment)}


def _give_up_expired(now: datetime) -> int:
    expired = ExtractionRun.objects.select_related("article").filter(
        state=WorkState.RUNNING, lease_ends_at__lt=now
    )
    return sum(_fail(run, _lost(run)) is not None for run in expired[:SWEEP_BATCH])


def _lost(run: ExtractionRun) -> str:
    return f"The worker {run.worker} did not finish within its {settings.AHD_LEASE_SECONDS:g} seconds."


def _send_waiting(now: datetime) -> int:
    """Send due runs that were never sent or long ago, oldest first; unsent ones stay for the next sweep."""
    again = now - timedelta(seconds=2 * settings.AHD_SWEEP_SECONDS)
    waiting = ExtractionRun.objects.filter(
        Q(sent_at__isnull=True) | Q(sent_at__lt=again), state=WorkState.PENDING, due_at__lte=now
    )
    ids = list(waiting.order_by("due_at").values_list("pk", flat=True)[:SWEEP_BATCH])
    sent = queue.send_all(queue.EXTRACT, ids) if ids else 0
    ExtractionRun.objects.filter(pk__in=ids[:sent]).update(sent_at=now)
    return sent


def outdated() -> "list[UUID]":
    """Ids of the articles whose latest result is of an extractor other than the present one."""
    done = ExtractionRun.objects.filter(state=WorkState.DONE).exclude(extractor_version=extractor.version())
    newer = ExtractionRun.objects.filter(state=WorkState.DONE, extractor_version=extractor.version())
    open_runs = ExtractionRun.objects.filter(state__in=OPEN_STATES)
    return list(
        Article.objects.filter(pk__in=done.values("article"))
        .exclude(pk__in=newer.values("article"))
        .exclude(pk__in=open_runs.values("article"))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
