"""The tables of Ahd."""

from tracker.models.access import ApiKey, FeedKey, Scope
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
from tracker.models.evidence import Criterion, Evidence, EvidenceKind, Stance
from tracker.models.followups import FollowUp, Note, Snooze
from tracker.models.history import DueDateRevision, StatusChange
from tracker.models.meetings import Meeting, MeetingKind, MeetingParticipation, ParticipationRole
from tracker.models.mentions import Mention, MentionPart
from tracker.models.messages import (
    Answer,
    AnswerChoice,
    Channel,
    DigestItem,
    MessageKind,
    MessageState,
    Notification,
    OutgoingMessage,
)
from tracker.models.operations import Heartbeat
from tracker.models.reminders import (
    Reminder,
    ReminderRule,
    ReminderState,
    Replanning,
    RuleTiming,
    SkipReason,
)
from tracker.models.reviews import Review, ReviewAction, ReviewedModel, ReviewState
from tracker.models.subscriptions import (
    Cadence,
    Subscriber,
    Subscription,
    SubscriptionScope,
    WebhookEndpoint,
)
from tracker.models.topics import SavedSearch, Topic

__all__ = [
    "CLOSED_STATUSES",
    "OPEN_STATES",
    "Actor",
    "ActorAlias",
    "ActorKind",
    "Answer",
    "AnswerChoice",
    "ApiKey",
    "Article",
    "Cadence",
    "Channel",
    "Commitment",
    "CommitmentKind",
    "CommitmentParty",
    "Criterion",
    "DigestItem",
    "DueBasis",
    "DueDateRevision",
    "Evidence",
    "EvidenceKind",
    "ExtractionRun",
    "FeedKey",
    "FollowUp",
    "Heartbeat",
    "Meeting",
    "MeetingKind",
    "MeetingParticipation",
    "Membership",
    "Mention",
    "MentionPart",
    "MessageKind",
    "MessageState",
    "Note",
    "Notification",
    "OutgoingMessage",
    "ParticipationRole",
    "PartyRole",
    "Reminder",
    "ReminderRule",
    "ReminderState",
    "Replanning",
    "ReportedStatus",
    "Review",
    "ReviewAction",
    "ReviewState",
    "ReviewedModel",
    "RuleTiming",
    "RunCause",
    "SavedSearch",
    "Scope",
    "SkipReason",
    "Snooze",
    "Source",
    "Stance",
    "Status",
    "StatusChange",
    "SubmissionKey",
    "Subscriber",
    "Subscription",
    "SubscriptionScope",
    "Topic",
    "WebhookEndpoint",
    "WorkState",
]
