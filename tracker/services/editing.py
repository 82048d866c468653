"""What a person may correct of a proposed record, checked field by field, and how it is noted.

Of a commitment: kind, action, meeting, due_text, due_edtf, reported_status, and the actors
committers, assignees, recipients. Of a meeting: kind, title, date_edtf, time, place,
planned, and the actors organizers, chair, participants. Actors are given as sequences.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from tracker.models import (
    Actor,
    Commitment,
    CommitmentKind,
    CommitmentParty,
    DueBasis,
    Meeting,
    MeetingKind,
    MeetingParticipation,
    ParticipationRole,
    PartyRole,
    ReportedStatus,
    ReviewState,
)
from tracker.models.base import EDTF_LENGTH, NAME_LENGTH
from tracker.services import cleaning, extractor
from tracker.services.cleaning import Refused
from tracker.services.errors import InvalidInput

Columns = dict[str, Any]
PARTS: dict[type, dict[str, PartyRole | ParticipationRole]] = {
    Commitment: {
        "committers": PartyRole.COMMITTER,
        "assignees": PartyRole.ASSIGNEE,
        "recipients": PartyRole.RECIPIENT,
    },
    Meeting: {
        "organizers": ParticipationRole.ORGANIZER,
        "chair": ParticipationRole.CHAIR,
        "participants": ParticipationRole.PARTICIPANT,
    },
}


@dataclass(slots=True)
class Edited:
    """Columns to set, actors to set by role, and `{field: {"from", "to"}}` of what differs, as JSON."""

    columns: Columns = field(default_factory=dict)
    parts: dict[PartyRole | ParticipationRole, Sequence[Actor]] = field(default_factory=dict)
    differences: dict[str, dict[str, Any]] = field(default_factory=dict)


def prepare(record: Commitment | Meeting, changes: Mapping[str, Any]) -> Edited:
    """Check the changes and keep those that differ. Raises InvalidInput naming each bad or unknown field."""
    fields, edited = cleaning.Fields(), Edited()
    readers = COMMITMENT_FIELDS if isinstance(record, Commitment) else MEETING_FIELDS
    for name, value in changes.items():
        if (role := PARTS[type(record)].get(name)) is not None:
            _note_parts(edited, record, name, role, value)
        elif reader := readers.get(name):
            columns = fields.take(name, reader, value)
            _note_columns(edited, record, name, columns or {})
        else:
            fields.errors[name] = [_("This field cannot be edited.")]
    _refuse_due_date_of_accepted(record, edited, fields)
    if fields.errors:
        raise InvalidInput(fields.errors)
    return edited


def store_parts(record: Commitment | Meeting, edited: Edited) -> None:
    """Set the actors of each edited role, in the order given; names stay as an article wrote them."""
    rows: Any = _rows(record)
    model: Any = CommitmentParty if isinstance(record, Commitment) else MeetingParticipation
    owner = {"commitment" if isinstance(record, Commitment) else "meeting": record}
    written = {part.actor_id: part.name for part in rows.all()}
    for role, actors in edited.parts.items():
        rows.filter(role=role).delete()
        model.objects.bulk_create(
            model(role=role, actor=actor, name=written.get(actor.pk, actor.name), position=place, **owner)
            for place, actor in enumerate(dict.fromkeys(actors))
        )


def _note_columns(edited: Edited, record: Commitment | Meeting, name: str, columns: Columns) -> None:
    before = getattr(record, name)
    if name in columns and columns[name] != before:
        edited.columns |= columns
        edited.differences[name] = {"from": _json(before), "to": _json(columns[name])}


def _note_parts(
    edited: Edited,
    record: Commitment | Meeting,
    name: str,
    role: PartyRole | ParticipationRole,
    actors: Sequence[Actor],
) -> None:
    before = [part.actor for part in _rows(record).filter(role=role).select_related("actor")]
    if list(dict.fromkeys(actors)) != before:
        edited.parts[role] = actors
        edited.differences[name] = {"from": [str(actor) for actor in before], "to": [str(a) for a in actors]}


def _rows(record: Commitment | Meeting) -> Any:
    return record.parties if isinstance(record, Commitment) else record.participations


def _refuse_due_date_of_accepted(
    record: Commitment | Meeting, edited: Edited, fields: cleaning.Fields
) -> None:
    """A due date that is followed up has a history, which an edit would hide."""
    if "due_edtf" in edited.columns and record.review == ReviewState.ACCEPTED:
        message = _("The commitment is followed up: revise its due date, so that the old one is kept.")
        fields.errors.setdefault("due_edtf", []).append(message)


def _json(value: Any) -> Any:
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value.pk) if isinstance(value, Meeting) else value


def _kind(kinds: Any) -> Callable[[Any], Columns]:
    def read(value: Any) -> Columns:
        if value not in kinds.values:
            raise Refused(_("Choose one of: %s.") % ", ".join(kinds.values))
        return {"kind": kinds(value)}

    return read


def _reported_status(value: Any) -> Columns:
    if value not in ReportedStatus.values:
        raise Refused(_("Choose one of: %s.") % ", ".join(ReportedStatus.values))
    return {"reported_status": ReportedStatus(value)}


def _action(value: str) -> Columns:
    action = " ".join(cleaning.storable(value).split())
    if not action:
        raise Refused(_("This may not be empty."))
    return {"action": action, "action_folded": extractor.fold(action)}


def _meeting(value: Meeting | None) -> Columns:
    return {"meeting": value}


def _due_text(value: str) -> Columns:
    return {"due_text": cleaning.line(value)}


def _due_edtf(value: str) -> Columns:
    edtf, (earliest, latest) = _edtf(value)
    basis = DueBasis.ASSIGNED if edtf else DueBasis.NONE
    return {"due_edtf": edtf, "due_earliest_on": earliest, "due_latest_on": latest, "due_basis": basis}


def _date_edtf(value: str) -> Columns:
    edtf, (earliest, latest) = _edtf(value)
    return {"date_edtf": edtf, "earliest_on": earliest, "latest_on": latest}


def _edtf(value: str) -> tuple[str, tuple[Any, Any]]:
    edtf = value.strip()
    if edtf and (len(edtf) > EDTF_LENGTH or not extractor.is_edtf(edtf)):
        raise Refused(_("This is not a date in the form of EDTF, such as 2026-09-30."))
    return edtf, extractor.bounds(edtf)


def _title(value: str) -> Columns:
    title = cleaning.name(value)
    return {"title": title, "title_folded": extractor.fold(title)[:NAME_LENGTH]}


def _place(value: str) -> Columns:
    place = cleaning.line(value)
    return {"place": place, "place_folded": extractor.fold(place)[:NAME_LENGTH]}


def _time(value: time | None) -> Columns:
    return {"time": value}


def _planned(value: bool) -> Columns:
    return {"planned": bool(value)}


COMMITMENT_FIELDS: dict[str, Callable[[Any], Columns]] = {
    "kind": _kind(CommitmentKind),
    "action": _action,
    "meeting": _meeting,
    "due_text": _due_text,
    "due_edtf": _due_edtf,
    "reported_status": _reported_status,
}
MEETING_FIELDS: dict[str, Callable[[Any], Columns]] = {
    "kind": _kind(MeetingKind),
    "title": _title,
    "date_edtf": _date_edtf,
    "time": _time,
    "place": _place,
    "planned": _planned,
}
