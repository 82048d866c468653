"""Evidence spans: where in an article a meeting, a commitment or an actor is mentioned, word for word."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.actors import Actor
from tracker.models.articles import Article, ExtractionRun
from tracker.models.base import PublicModel
from tracker.models.commitments import Commitment
from tracker.models.meetings import Meeting


class MentionPart(models.TextChoices):
    """What the words of a mention are to the record they belong to."""

    MEETING = "meeting", _("meeting")
    SENTENCE = "sentence", _("sentence")
    TRIGGER = "trigger", _("trigger")
    ACTION = "action", _("action")
    DEADLINE = "deadline", _("deadline")
    ACTOR = "actor", _("actor")


def _exactly_one(*fields: str) -> Q:
    """A condition that holds where one of the nullable fields is set and the others are not."""
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{other}__isnull": other != field for other in fields})
    return condition


class Mention(PublicModel):
    """A stretch `[start, end)` of an article, in characters: `article.body[start:end] == quote`."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="mentions", verbose_name=_("article"))
    run = models.ForeignKey(
        ExtractionRun,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mentions",
        verbose_name=_("extraction run"),
    )
    part = models.CharField(_("part"), max_length=10, choices=MentionPart)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"))
    meeting = models.ForeignKey(
        Meeting,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mentions",
        verbose_name=_("meeting"),
    )
    commitment = models.ForeignKey(
        Commitment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mentions",
        verbose_name=_("commitment"),
    )
    actor = models.ForeignKey(
        Actor, models.CASCADE, null=True, blank=True, related_name="mentions", verbose_name=_("actor")
    )

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["article", "start", "end"]
        indexes = [models.Index(fields=["article", "start"], name="mention_article_start")]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="mention_span_not_empty"),
            models.CheckConstraint(condition=Q(part__in=MentionPart.values), name="mention_part_known"),
            models.CheckConstraint(
                condition=_exactly_one("meeting", "commitment", "actor"), name="mention_of_one_record"
            ),
            *(
                models.UniqueConstraint(
                    fields=[record, "article", "part", "start", "end"], name=f"mention_once_per_{record}"
                )
                for record in ("meeting", "commitment", "actor")
            ),
        ]

    def __str__(self) -> str:
        return self.quote[:120]
