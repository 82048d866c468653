"""Gatherings on one occasion, and who organised, chaired and attended them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.actors import Actor
from tracker.models.base import EDTF_LENGTH, NAME_LENGTH, PublicModel
from tracker.models.reviews import ReviewedModel, ReviewState


class MeetingKind(models.TextChoices):
    """What sort of gathering a meeting is (guideline terms)."""

    SESSION = "session", _("session")
    MEETING = "meeting", _("meeting")
    ASSEMBLY = "assembly", _("assembly")
    FORUM = "forum", _("forum")
    TRAINING = "training", _("training")
    VISIT = "visit", _("visit")
    CEREMONY = "ceremony", _("ceremony")
    PROTEST = "protest", _("protest")


class Meeting(ReviewedModel, PublicModel):
    """One gathering, held or planned, however many articles mention it.

    `date_edtf` is the date as the articles give it; `earliest_on` and `latest_on`
    are the days it admits, for queries (NULL where the year is unknown).
    """

    kind = models.CharField(_("kind"), max_length=12, choices=MeetingKind)
    title = models.CharField(_("title"), max_length=NAME_LENGTH)
    title_folded = models.CharField(_("folded title"), max_length=NAME_LENGTH, editable=False)
    date_edtf = models.CharField(_("date (EDTF)"), max_length=EDTF_LENGTH, blank=True)
    earliest_on = models.DateField(_("earliest day"), null=True, blank=True, editable=False, db_index=True)
    latest_on = models.DateField(_("latest day"), null=True, blank=True, editable=False)
    time = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=NAME_LENGTH, blank=True)
    place_folded = models.CharField(_("folded place"), max_length=NAME_LENGTH, blank=True, editable=False)
    planned = models.BooleanField(_("planned"), default=False)
    actors = models.ManyToManyField(Actor, through="MeetingParticipation", related_name="meetings")

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-earliest_on", "-created_at"]
        permissions = [("review_meeting", _("Can accept or reject meetings"))]
        indexes = [
            models.Index(fields=["review", "created_at"], name="meeting_review"),
            models.Index(fields=["created_at", "id"], name="meeting_created"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="meeting_kind_known"),
            models.CheckConstraint(condition=Q(review__in=ReviewState.values), name="meeting_review_known"),
            models.CheckConstraint(condition=~Q(title=""), name="meeting_title_not_empty"),
            models.CheckConstraint(
                condition=Q(earliest_on__isnull=True)
                | Q(latest_on__isnull=True)
                | Q(earliest_on__lte=F("latest_on")),
                name="meeting_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ParticipationRole(models.TextChoices):
    """What an actor was to a meeting."""

    ORGANIZER = "organizer", _("organizer")
    CHAIR = "chair", _("chair")
    PARTICIPANT = "participant", _("participant")


class MeetingParticipation(PublicModel):
    """An actor's part in a meeting, with the name as the article wrote it."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="participations", verbose_name=_("meeting")
    )
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="participations", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=12, choices=ParticipationRole)
    name = models.CharField(_("name as written"), max_length=NAME_LENGTH)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["role", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "role", "actor"], name="participation_once"),
            models.CheckConstraint(
                condition=Q(role__in=ParticipationRole.values), name="participation_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"
