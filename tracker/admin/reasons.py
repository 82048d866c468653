"""Why a machine was so sure: its many small features summed up in a few reasons that people can read."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEGLIGIBLE = 0.005
"""A reason that moved the log-odds by less is not shown."""

# What a feature's name begins with → what it is about.
FAMILIES: dict[str, str | Promise] = {
    "rule": _("the binding words"),
    "trigger": _("the binding words"),
    "form": _("the form of the verb"),
    "person": _("the form of the verb"),
    "voice": _("the form of the verb"),
    "verb": _("the form of the verb"),
    "clause": _("its place in the sentence"),
    "inside": _("its place in the sentence"),
    "first": _("its place in the sentence"),
    "quoted": _("who is speaking"),
    "reported": _("who is speaking"),
    "before": _("the words around it"),
    "before2": _("the words around it"),
    "after": _("the words around it"),
    "near": _("the words around it"),
    "condition": _("the words around it"),
    "had": _("the words around it"),
    "behind": _("the words around it"),
    "futures": _("the words around it"),
    "programme": _("the words around it"),
    "subject": _("who is bound"),
    "committer": _("who is bound"),
    "opens": _("what is to be done"),
    "length": _("what is to be done"),
    "gap": _("what is to be done"),
    "order": _("what is to be done"),
    "joint": _("what is to be done"),
    "action": _("what is to be done"),
    "act": _("what is to be done"),
    "deadline": _("by when"),
    "time": _("by when"),
    "said": _("who is speaking"),
    "speaker": _("who is speaking"),
    "topic": _("what the article is about"),
    "article": _("what the article is about"),
    "council": _("what the article is about"),
    "off": _("what the article is about"),
    "occasions": _("what the article is about"),
    "strong": _("what the article is about"),
    "part": _("what the article is about"),
    "bias": _("how often such words bind at all"),
}
OTHER = _("other signs")

_HEAD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason as a bar: `x` and `width` in hundredths of the drawing, whose axis is at 50."""

    label: str
    contribution: float
    x: str
    width: str

    @property
    def side(self) -> str:
        """Whether it speaks for the record or against it."""
        return "for" if self.contribution >= 0 else "against"

    @property
    def sign(self) -> str:
        """Its sign, as written before the number."""
        return "+" if self.contribution >= 0 else "−"

    @property
    def size(self) -> str:
        """How much it weighed, without its sign."""
        return number_format(abs(self.contribution), decimal_pos=2, use_l10n=True)


def family(name: str) -> str | Promise:
    """What a feature is about, told from the head of its name."""
    head = _HEAD.match(name)
    return FAMILIES.get(head.group() if head else "", OTHER)


def reasons(features: Iterable[dict[str, Any]]) -> list[Reason]:
    """The heaviest reasons first, drawn to the scale of the heaviest."""
    sums: dict[str, float] = defaultdict(float)
    for feature in features:
        sums[str(family(str(feature["name"])))] += float(feature["contribution"])
    weighed = sorted((s for s in sums.items() if abs(s[1]) >= NEGLIGIBLE), key=lambda s: -abs(s[1]))
    heaviest = max((abs(size) for _label, size in weighed), default=1.0)
    return [_reason(label, size, 50 * abs(size) / heaviest) for label, size in weighed]


def _reason(label: str, size: float, width: float) -> Reason:
    return Reason(label, size, f"{50 if size >= 0 else 50 - width:.2f}", f"{width:.2f}")
