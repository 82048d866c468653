"""How states and numbers look in the admin: tones of badges, percentages, short texts."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db.models import Model
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.models import CLOSED_STATUSES, Commitment, ReviewState
from tracker.services import clock

TONES = {
    "pending": "wait",
    "running": "info",
    "done": "good",
    "skipped": "calm",
    "failed": "bad",
    "accepted": "good",
    "rejected": "bad",
    "merged": "calm",
    "not_rated": "calm",
    "not_started": "wait",
    "in_progress": "info",
    "stalled": "bad",
    "postponed": "wait",
    "fulfilled": "good",
    "partially_fulfilled": "good",
    "not_fulfilled": "bad",
    "withdrawn": "bad",
    "unverifiable": "calm",
    "broken": "bad",
    "sent": "good",
    "sending": "info",
    "planned": "info",
}


def tone(value: str) -> str:
    """The tone in which a state is shown: good, bad, wait, info or calm."""
    return TONES.get(value, "calm")


def badge(text: object, tone_name: str = "calm") -> SafeString:
    """A small label in a tone."""
    return format_html('<span class="badge tone-{}">{}</span>', tone_name, text)


def choice_badge(record: Model, field: str) -> SafeString:
    """The badge of a record's field that holds one of several choices."""
    label = getattr(record, f"get_{field}_display")()
    return badge(label, tone(getattr(record, field)))


def percent(share: float | None) -> str:
    """A share of 0..1 as a percentage; a dash where it is not known."""
    if share is None:
        return "—"
    return _("%(number)s%%") % {"number": number_format(round(100 * share), use_l10n=True)}


def isolated(text: object, css: str = "") -> SafeString:
    """A name or title of either writing direction, kept from disturbing its neighbours."""
    return format_html('<bdi class="{}">{}</bdi>', css, text)


def names(words: Iterable[object]) -> SafeString | str:
    """Names in a row, each kept in its own direction; a dash for none."""
    joined = format_html_join(pgettext("list", ", "), "<bdi>{}</bdi>", ((word,) for word in words))
    return joined or "—"


def found(commitments: int, meetings: int) -> str:
    """How much an article held."""
    parts = []
    if commitments:
        parts.append(ngettext("%(n)d commitment", "%(n)d commitments", commitments) % {"n": commitments})
    if meetings:
        parts.append(ngettext("%(n)d meeting", "%(n)d meetings", meetings) % {"n": meetings})
    return " · ".join(parts) or "—"


def day(value: date | None) -> str:
    """A day in the reader's own way of writing it; a dash for none."""
    return date_format(value, "DATE_FORMAT", use_l10n=True) if value else "—"


def span(first: date | None, last: date | None, written: str = "") -> str:
    """A stretch of days, or the date as written (EDTF) where its year is not known."""
    if first and last and first != last:
        return f"{day(first)} – {day(last)}"
    return day(first or last) if first or last else written or "—"


def seconds(started: datetime | None, ended: datetime | None) -> str:
    """How long something took, in seconds; a dash where it has not ended."""
    if not started or not ended:
        return "—"
    return number_format((ended - started).total_seconds(), decimal_pos=1, use_l10n=True)


def due_badge(commitment: Commitment) -> SafeString | str:
    """The last day of a commitment; while it is followed, coloured by how near or long past that is."""
    last = commitment.due_latest_on
    if last is None:
        return isolated(commitment.due_text or commitment.due_edtf or "—")
    if commitment.review != ReviewState.ACCEPTED or commitment.status in CLOSED_STATUSES:
        return day(last)
    left = (last - clock.today()).days
    return badge(_days_left(left, last), _due_tone(left))


def _days_left(left: int, last: date) -> str:
    if left < 0:
        return ngettext("overdue by %(n)d day", "overdue by %(n)d days", -left) % {"n": -left}
    if left == 0:
        return _("due today")
    if left <= settings.AHD_DUE_SOON_DAYS:
        return ngettext("due in %(n)d day", "due in %(n)d days", left) % {"n": left}
    return _("due by %(day)s") % {"day": day(last)}


def _due_tone(left: int) -> str:
    if left < 0:
        return "bad"
    return "wait" if left <= settings.AHD_DUE_SOON_DAYS else "calm"
