"""A confidence is explained in a few reasons that people can read, whatever features made it."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.stack import ROOT
from tracker.admin.reasons import OTHER, family, reasons
from tracker.services import extractor


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def feature(name: str, contribution: float) -> dict[str, object]:
    return {"name": name, "value": 1.0, "contribution": contribution}


def test_features_of_one_family_are_summed_and_the_heaviest_comes_first() -> None:
    found = reasons([feature("form=verb", 0.4), feature("subject:title", -0.9), feature("form=verb,x", 0.2)])
    assert [(r.label, round(r.contribution, 2), r.side) for r in found] == [
        ("who is bound", -0.9, "against"),
        ("the form of the verb", 0.6, "for"),
    ]
    assert (found[0].x, found[0].width) == ("0.00", "50.00")
    assert found[1].x == "50.00"
    assert found[0].sign + found[0].size == "−0.90"


def test_what_weighs_next_to_nothing_is_left_out_and_nothing_gives_nothing() -> None:
    assert reasons([feature("form=verb", 0.3), feature("form=noun", -0.299)]) == []
    assert reasons([]) == []


@pytest.mark.parametrize("name", ["", "عهد", "=x", "unheard of"])
def test_a_feature_of_no_known_family_is_an_other_sign(name: str) -> None:
    assert family(name) == OTHER


def test_most_of_what_the_extractor_weighs_can_be_named() -> None:
    named = other = 0.0
    for path in sorted((ROOT / "seeds").glob("*.json")):
        seed = json.loads(path.read_text())
        found = extractor.extract(seed["body"], dt.date.fromisoformat(seed["published_on"]))
        for weighed in (f for commitment in found.commitments for f in commitment.features):
            if family(weighed.name) == OTHER:
                other += abs(weighed.contribution)
            else:
                named += abs(weighed.contribution)
    assert named > 0
    assert other < 0.2 * named
