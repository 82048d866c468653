"""The checklist of what "done" means for a commitment: each point met or not, judged by whom and when."""

from django.contrib.auth.models import User
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Commitment, Criterion
from tracker.services import permits
from tracker.services.errors import InvalidInput


def add_criterion(commitment: Commitment, text: str, *, by: User) -> Criterion:
    """Put a point at the end of the checklist. Raises NotAllowed, InvalidInput (text)."""
    permits.require(by, permits.Act.WRITE_CRITERIA, commitment)
    last = commitment.criteria.aggregate(last=Max("position"))["last"]
    return Criterion.objects.create(
        commitment=commitment, text=_checked(text), position=0 if last is None else last + 1
    )


def rephrase(criterion: Criterion, text: str, *, by: User) -> Criterion:
    """Give a point another text; its judgement falls, since it was about other words."""
    permits.require(by, permits.Act.WRITE_CRITERIA, criterion.commitment)
    criterion.text = _checked(text)
    criterion.met, criterion.judged_by, criterion.judged_at = False, None, None
    criterion.save()
    return criterion


def judge(criterion: Criterion, met: bool, *, by: User) -> Criterion:
    """Say whether a point is met. Raises NotAllowed."""
    permits.require(by, permits.Act.WRITE_CRITERIA, criterion.commitment)
    criterion.met, criterion.judged_by, criterion.judged_at = met, by, timezone.now()
    criterion.save()
    return criterion


def remove_criterion(criterion: Criterion, *, by: User) -> None:
    """Take a point off the checklist. Raises NotAllowed."""
    permits.require(by, permits.Act.WRITE_CRITERIA, criterion.commitment)
    criterion.delete()


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidInput({"text": [_("This cannot be empty.")]})
    if len(text) > 500:
        raise InvalidInput({"text": [_("This is longer than 500 characters.")]})
    return text
