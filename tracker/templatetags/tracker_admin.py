"""Template tags of the admin: badges, percentages, and what the reader of a page may do."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse

from tracker.admin import looks
from tracker.admin.changes import of_review
from tracker.admin.profile import subject
from tracker.services import subscriptions

register = template.Library()

register.filter("tone", looks.tone)
register.simple_tag(looks.tone, name="tone")
register.simple_tag(looks.percent, name="percent")
register.simple_tag(looks.choice_badge, name="badge")
register.simple_tag(looks.due_badge, name="due_badge")
register.simple_tag(looks.span, name="span")
register.simple_tag(looks.seconds, name="seconds")
register.simple_tag(subject)
register.simple_tag(of_review, name="changes_of")


@register.simple_tag(takes_context=True)
def may_review(context: dict[str, Any], record: Model) -> bool:
    """Whether the reader of the page may accept or reject such a record, and edit it."""
    names = (f"tracker.{act}_{record._meta.model_name}" for act in ("review", "change"))
    return bool(context["request"].user.has_perms(names))


@register.simple_tag(takes_context=True)
def is_followed(context: dict[str, Any], record: Any) -> bool:
    """Whether the reader of the page follows the record."""
    return subscriptions.is_followed(record, by=context["request"].user)


@register.simple_tag
def review_url(record: Model, action: str) -> str:
    """The address to which an act on the record is posted."""
    return reverse(f"admin:tracker_{record._meta.model_name}_{action}", args=[record.pk])
