"""docs/api.md: every example on it works, and it names every filter and address there is."""

import json
import re
import shlex
from pathlib import Path
from string import Template
from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.tracker.api.conftest import MakeClient
from tests.tracker.api.rows import a_commitment, a_meeting, an_article
from tests.tracker.api.test_access import ENDPOINTS
from tracker.api.urls import router

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
EXAMPLES = [
    example for block in BLOCKS for example in re.findall(r"^\$ (curl .*?)(?=^\$ |\Z)", block, re.M | re.S)
]


def send(client: APIClient, words: list[str]) -> Any:
    """Send what a curl command line would."""
    method, headers, body, address = "GET", {}, "", ""
    rest = iter(words)
    for word in rest:
        if word == "-X":
            method = next(rest)
        elif word == "-H":
            name, _colon, value = next(rest).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(rest)
        else:
            address = word
    content_type = headers.pop("Content-Type", "application/octet-stream")
    return client.generic(method, address, body, content_type=content_type, headers=headers)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.split("-H")[0].strip() for example in EXAMPLES])
def test_an_example_works(example: str, as_role: MakeClient, stranger: APIClient) -> None:
    header = as_role("editor").defaults["HTTP_AUTHORIZATION"]
    values = {
        "AHD": "/api/v1",
        "KEY": header.removeprefix("Api-Key "),
        "ARTICLE": an_article().pk,
        "PROPOSED": a_commitment().pk,
        "MEETING": a_meeting().pk,
        "COMMITMENT": a_commitment(review="accepted").pk,
    }
    words = [Template(word).substitute(values) for word in shlex.split(example.replace("\\\n", " "))]
    answer = send(stranger, words[1:])
    assert answer.status_code in (200, 201, 202), answer.content.decode()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize("resource", ["articles", "meetings", "commitments", "actors", "sources", "topics"])
def test_the_table_of_filters_is_whole(resource: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| {resource} |"))
    filters, orderings = (cell.strip().strip("`").split() for cell in row.split("|")[2:4])
    viewset = next(view for prefix, view, _name in router.registry if prefix == resource)
    assert set(filters) == set(viewset.filterset_class.base_filters)
    assert set(orderings) == set(viewset.orderings)


def test_every_address_is_named() -> None:
    for endpoint in ENDPOINTS:
        parts = [part for part in endpoint.path.strip("/").split("/") if not part.startswith("{")]
        assert f"{parts[-1]}/" in PAGE or parts[-1] == "1", endpoint.path


def test_the_problem_shown_is_a_real_one(editor: APIClient) -> None:
    shown = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL).group(1))  # type: ignore[union-attr]
    answer = editor.post("/api/v1/articles/", {"body": "نص", "source": "جريدة", "published_on": "soon"})
    assert answer.json() == shown
