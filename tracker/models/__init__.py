"""The tables of Ahd."""

from tracker.models.access import ApiKey, Scope
from tracker.models.actors import Actor, ActorAlias, ActorKind, Membership
from tracker.models.articles import (
    OPEN_STATES,
    Article,
    ExtractionRun,
    RunCause,
    Source,
    SubmissionKey,
    WorkState,
)
from tracker.models.commitments import (
    CLOSED_STATUSES,
    Commitment,
    CommitmentKind,
    CommitmentParty,
    DueBasis,
    PartyRole,
    ReportedStatus,
    Status,
)
from tracker.models.followups import (
    Channel,
    DueDateRevision,
    Evidence,
    EvidenceKind,
    FollowUp,
    MessageState,
    OutgoingMessage,
    Reminder,
    ReminderState,
    Stance,
    StatusChange,
)
from tracker.models.meetings import Meeting, MeetingKind, MeetingParticipation, ParticipationRole
from tracker.models.mentions import Mention, MentionPart
from tracker.models.operations import Heartbeat
from tracker.models.reviews import Review, ReviewAction, ReviewedModel, ReviewState

__all__ = [
    "CLOSED_STATUSES",
    "OPEN_STATES",
    "Actor",
    "ActorAlias",
    "ActorKind",
    "ApiKey",
    "Article",
    "Channel",
    "Commitment",
    "CommitmentKind",
    "CommitmentParty",
    "DueBasis",
    "DueDateRevision",
    "Evidence",
    "EvidenceKind",
    "ExtractionRun",
    "FollowUp",
    "Heartbeat",
    "Meeting",
    "MeetingKind",
    "MeetingParticipation",
    "Membership",
    "Mention",
    "MentionPart",
    "MessageState",
    "OutgoingMessage",
    "ParticipationRole",
    "PartyRole",
    "Reminder",
    "ReminderState",
    "ReportedStatus",
    "Review",
    "ReviewAction",
    "ReviewState",
    "ReviewedModel",
    "RunCause",
    "Scope",
    "Source",
    "Stance",
    "Status",
    "StatusChange",
    "SubmissionKey",
    "WorkState",
]
