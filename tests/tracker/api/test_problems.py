"""Faults of ours, and refusals that no view makes, keep the one shape too."""

import logging
from typing import Any

import pytest
from django.db import OperationalError
from rest_framework.test import APIClient

from tracker.api import problems
from tracker.queries import shown


def test_a_fault_of_ours_is_a_problem_document(
    editor: APIClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(shown, "articles", fail)
    editor.raise_request_exception = False
    with caplog.at_level(logging.ERROR, "django.request"):
        answer = editor.get("/api/v1/articles/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "secret" not in answer.content.decode()
    assert "a secret of the inside" in caplog.text


def test_a_busy_database_asks_to_come_back(editor: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(shown, "articles", fail)
    answer = editor.get("/api/v1/articles/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert "locked" not in answer.content.decode()


def test_a_host_that_is_not_ours_is_refused_in_the_same_shape(stranger: APIClient, db: None) -> None:
    answer = stranger.get("/api/v1/articles/", HTTP_HOST="evil.example")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_nested_messages_get_dotted_paths() -> None:
    detail = {"parties": [{}, {"name": ["bad"]}], "non_field_errors": ["whole"], "kind": ["a", "b"]}
    assert problems.flatten(detail) == {
        "parties.1.name": ["bad"],
        "request": ["whole"],
        "kind": ["a", "b"],
    }
