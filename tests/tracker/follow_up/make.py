"""Rows for the tests of follow-up: users with roles, commitments that were accepted."""

import itertools
from datetime import date
from typing import Any

from django.contrib.auth.models import Group, User

from tracker.models import (
    Actor,
    Article,
    Commitment,
    CommitmentParty,
    DueBasis,
    Evidence,
    EvidenceKind,
    PartyRole,
    ReviewState,
    Source,
    Stance,
)

_number = itertools.count(1)


def user(role: str = "", name: str = "", **fields: Any) -> User:
    """A user with one of the roles, or with none."""
    name = name or f"user{next(_number)}"
    made = User.objects.create_user(name, f"{name}@example.org", **fields)
    if role:
        made.groups.add(Group.objects.get(name=role))
    return made


def actor(name: str = "") -> Actor:
    """An actor of its own name."""
    name = name or f"الجماعة {next(_number)}"
    return Actor.objects.create(name=name, name_folded=name, match_key=name)


def commitment(due: date | None = None, **fields: Any) -> Commitment:
    """An accepted commitment, by one actor, due on a day or without a due date."""
    by = fields.pop("actor", None) or actor()
    number = next(_number)
    made = Commitment.objects.create(
        **{
            "kind": "pledge",
            "action": f"تعبيد الطريق رقم {number} المؤدية إلى السوق",
            "action_folded": f"تعبيد الطريق رقم {number} المودية الي السوق",
            "review": ReviewState.ACCEPTED,
            "due_edtf": due.isoformat() if due else "",
            "due_earliest_on": due,
            "due_latest_on": due,
            "due_basis": DueBasis.EXPLICIT if due else DueBasis.NONE,
            **fields,
        }
    )
    CommitmentParty.objects.create(commitment=made, actor=by, role=PartyRole.COMMITTER, name=by.name)
    return made


def article(body: str = "") -> Article:
    """A stored article."""
    body = body or f"أشغال الطريق رقم {next(_number)} انتهت هذا الأسبوع."
    source, _created = Source.objects.get_or_create(name="جريدة", name_folded="جريده")
    return Article.objects.create(
        source=source, body=body, text_folded=body, content_sha256=f"{hash(body):x}"
    )


def evidence(about: Commitment, by: User, kind: EvidenceKind = EvidenceKind.DOCUMENT) -> Evidence:
    """A document about a commitment."""
    return Evidence.objects.create(
        commitment=about,
        kind=kind,
        stance=Stance.SUPPORTS,
        url=f"https://example.org/{next(_number)}",
        added_by=by,
    )
