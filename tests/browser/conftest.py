"""A real Chromium before a real installation: one web server and one worker for all browser tests."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import absent
from tests.stack import ROOT, Stack

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "a long pass phrase"
PEOPLE = """
from django.core.management import call_command
call_command("compile_translations", verbosity=0)
call_command("migrate", verbosity=0)
from django.contrib.auth.models import Group, User
for role in ("viewer", "editor"):
    user = User.objects.create_user(role, password={password!r})
    user.groups.add(Group.objects.get(name=role))
"""
ARTICLES = """
import datetime, json
from django.contrib.auth.models import User
from tracker.models import Commitment
from tracker.services import articles, reviews, runs
editor = User.objects.get(username="editor")
for path in {paths!r}:
    seed = json.load(open(path))
    seed["published_on"] = datetime.date.fromisoformat(seed["published_on"])
    names = ("body", "source", "title", "published_on")
    new = articles.NewArticle(**{{name: seed[name] for name in names}})
    runs.execute(articles.submit(new, by=editor).run.pk, "test")
reviews.accept(Commitment.objects.earliest("created_at"), by=editor)
"""


def chromium() -> str:
    """The browser's program: the one named by CHROMIUM, else one that is installed."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), "")
    if not found:
        absent("no Chromium on this machine: install it, or name its program in CHROMIUM")
    return found


@pytest.fixture(scope="package")
def program() -> str:
    """The path of Chromium."""
    return chromium()


@pytest.fixture(scope="package")
def site(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an installation with two users, two articles that were read, and a worker.

    One commitment is accepted, the others wait.
    """
    stack = Stack(tmp_path_factory.mktemp("browser"), AHD_SWEEP_SECONDS="1")
    try:
        seeds = [str(path) for path in sorted((ROOT / "seeds").glob("*.json"))[5:7]]
        script = PEOPLE.format(password=PASSWORD) + ARTICLES.format(paths=seeds)
        stack.manage("shell", "--verbosity", "0", "--command", script)
        stack.worker()
        yield stack.web()
    finally:
        stack.stop()


@pytest.fixture(scope="package")
def browser(program: str) -> Iterator[Browser]:
    """Chromium, started."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator["Visits"]:
    """Opens windows of users; none may have met a script that failed or was forbidden."""
    visits = Visits(browser, site)
    yield visits
    for context in visits.contexts:
        context.close()
    assert visits.complaints == []


class Visits:
    """Windows of the browser, and what its console complained of in them."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser = browser
        self.site = site
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(self, user: str = "editor", language: str = "", **options: object) -> Page:
        """A window of a user who is signed in ("": of nobody), showing the front page."""
        context = self.browser.new_context(base_url=self.site, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        if language:
            context.add_cookies([{"name": "django_language", "value": language, "url": self.site}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.goto("/admin/")
        if user:
            page.fill("#id_username", user)
            page.fill("#id_password", PASSWORD)
            page.click("#login-form [type=submit]")
        return page


def seed(name: str) -> dict[str, str]:
    """A demo article of the project, whose file begins so."""
    (path,) = Path(ROOT, "seeds").glob(f"{name}*.json")
    found: dict[str, str] = json.loads(path.read_text())
    return found
