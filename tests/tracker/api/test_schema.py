"""The description of the API: complete, without warnings, true of what is sent, served without a network."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from rest_framework.test import APIClient

from tests.tracker.api.rows import a_commitment, a_meeting, an_article
from tests.tracker.api.shapes import conforms
from tests.tracker.api.test_access import ENDPOINTS
from tests.tracker.api.test_submission import ARTICLE

ROOT = Path(__file__).resolve().parents[3]


def test_the_schema_is_valid_and_without_warnings(tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn"]
    environment = {"AHD_VAR": str(tmp_path), "AHD_ENV_FILE": "", "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_endpoint_is_described(schema: dict[str, Any]) -> None:
    described = {
        (re.sub(r"\{[^}]*\}", "{}", path), method)
        for path, item in schema["paths"].items()
        for method in item
        if method != "parameters"
    }
    served = {
        (
            re.sub(r"\{[^}]*\}", "{}", f"/api/v1/{endpoint.path}").replace("runs/1/", "runs/{}/"),
            endpoint.method,
        )
        for endpoint in ENDPOINTS
    }
    assert described == served


def test_every_operation_says_how_it_refuses(schema: dict[str, Any]) -> None:
    for item in schema["paths"].values():
        for method, operation in item.items():
            assert {"401", "403", "429"} <= set(operation["responses"])
            assert operation.get("summary") or operation["description"]
            assert method == "get" or {"409", "415"} <= set(operation["responses"])


@pytest.fixture
def rows(db: None) -> dict[str, Any]:
    """One row of everything, full."""
    article = an_article()
    meeting = a_meeting(article)
    commitment = a_commitment(article, meeting)
    actor = commitment.parties.get().actor
    return {
        "article": article,
        "meeting": meeting,
        "commitment": commitment,
        "actor": actor,
        "source": article.source,
    }


@pytest.mark.parametrize("name", ["article", "meeting", "commitment", "actor", "source"])
def test_what_is_shown_conforms(
    schema: dict[str, Any], editor: APIClient, rows: dict[str, Any], name: str
) -> None:
    path = f"/api/v1/{name}s/"
    conforms(schema, path, "get", editor.get(path))
    conforms(schema, f"{path}{{id}}/", "get", editor.get(f"{path}{rows[name].pk}/"))


def test_what_is_answered_to_writes_conforms(
    schema: dict[str, Any], editor: APIClient, rows: dict[str, Any]
) -> None:
    conforms(schema, "/api/v1/articles/", "post", editor.post("/api/v1/articles/", ARTICLE))
    conforms(schema, "/api/v1/articles/", "post", editor.post("/api/v1/articles/", ARTICLE))
    conforms(schema, "/api/v1/articles/", "post", editor.post("/api/v1/articles/", {}))
    for name in ("meeting", "commitment"):
        path = f"/api/v1/{name}s/{{id}}/"
        address = path.replace("{id}", str(rows[name].pk))
        conforms(schema, f"{path}accept/", "post", editor.post(f"{address}accept/"))
        conforms(
            schema,
            path,
            "patch",
            editor.patch(address, {"kind": "plan" if name == "commitment" else "visit"}),
        )
        conforms(schema, path, "patch", editor.patch(address, {"kind": "x"}))


def test_refusals_conform(schema: dict[str, Any], editor: APIClient, stranger: APIClient, db: None) -> None:
    nowhere = "/api/v1/articles/00000000-0000-0000-0000-000000000000/"
    conforms(schema, "/api/v1/articles/", "get", stranger.get("/api/v1/articles/"))
    conforms(schema, "/api/v1/articles/", "get", editor.get("/api/v1/articles/?x=1"))
    conforms(schema, "/api/v1/articles/{id}/", "get", editor.get(nowhere))


def test_the_page_takes_nothing_from_other_hosts(stranger: APIClient) -> None:
    page = stranger.get("/api/v1/docs/", HTTP_ACCEPT="text/html").content.decode()
    assets = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert any("swagger-ui" in asset for asset in assets)
    for asset in assets:
        assert asset.startswith("/static/"), asset
        assert finders.find(asset.removeprefix("/static/")), asset
    assert "//cdn" not in page
