"""The weekly report: issued once for each complete week to each of its readers, composed when it is sent."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker import emails
from tracker.emails import Mail, ReportRow, ReportTable
from tracker.models import Channel, MessageKind, OutgoingMessage, Subscriber
from tracker.queries import recipients
from tracker.queries import reports as figures
from tracker.services import clock, ledger, nudges, schedule, subscriptions


def issue_due(now: datetime | None = None) -> int:
    """Write the report of last week into the ledger for readers who have not got it; returns for how many.

    Last week is over on Monday at the hour of reminders. A server that was down then catches up later.
    """
    now = now or timezone.now()
    monday = _last_monday(now)
    issued_at = clock.moment(monday, time(settings.AHD_REMINDER_HOUR))
    if now < issued_at:
        return 0
    for supervisor in recipients.supervisors():
        subscriptions.expect_escalations(supervisor)
    period = _period(monday - timedelta(7))
    messages = [_message(subscriber, period, now) for subscriber in _unserved(period, issued_at)]
    OutgoingMessage.objects.bulk_create(messages, ignore_conflicts=True)
    nudges.deliver_on_commit(message.pk for message in messages)
    return len(messages)


def compose(period: str, unsubscribe_url: str) -> Mail | None:
    """The report of a week such as `2026-W21`, or None if there is nothing to tell."""
    begins_on = _begin_of(period)
    ends_on = begins_on + timedelta(6)
    week = figures.week(begins_on, ends_on, clock.today())
    if week.is_empty:
        return None
    tables = [
        _table(_("By actor"), week.by_actor),
        _table(_("By topic"), week.by_topic),
        _table(_("By owner"), week.by_owner),
    ]
    return emails.report([table for table in tables if table.rows], begins_on, ends_on, unsubscribe_url)


def _unserved(period: str, issued_at: datetime) -> list[Subscriber]:
    """The readers by then, with an address, for whom the ledger holds no report of the period."""
    reports = OutgoingMessage.objects.filter(kind=MessageKind.REPORT, period=period, reminder=None)
    served = set(reports.values_list("subscriber", flat=True))
    readers = [recipient.subscriber for recipient in recipients.report_readers(issued_at)]
    return [reader for reader in readers if reader.pk not in served and ledger.takes_mail(reader)]


def _message(subscriber: Subscriber, period: str, now: datetime) -> OutgoingMessage:
    message = ledger.new_message(subscriber, Channel.EMAIL)
    message.kind, message.period = MessageKind.REPORT, period
    message.due_at = schedule.not_before(subscriber, now)
    return message


def _table(title: str, rows: Sequence[figures.Figures]) -> ReportTable:
    return ReportTable(
        title,
        [
            ReportRow(row.name, row.open, row.due_soon, row.overdue, row.long_overdue, row.closed)
            for row in rows
        ],
    )


def _last_monday(now: datetime) -> date:
    today = clock.day_of(now)
    return today - timedelta(today.weekday())


def _period(monday: date) -> str:
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}"


def _begin_of(period: str) -> date:
    return datetime.strptime(f"{period}-1", "%G-W%V-%u").date()
