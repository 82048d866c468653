"""Every table has its list and its page; what is history cannot be changed; no list grows its queries."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.tracker.admin.conftest import SignIn
from tests.tracker.admin.pages import get, listing, url, words
from tests.tracker.api import rows
from tracker.admin.base import ReadOnly
from tracker.admin.site import site
from tracker.models import (
    ActorAlias,
    Commitment,
    FollowUp,
    Membership,
    Note,
    OutgoingMessage,
    Reminder,
    Review,
    Subscriber,
    Topic,
)
from tracker.services import extractor, reviews

MODELS = list(apps.get_app_config("tracker").get_models())
NAMES = [model._meta.model_name for model in MODELS]


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_every_table_is_registered_and_lists(sign_in: SignIn, model: type[Model]) -> None:
    assert site.is_registered(model)
    page = get(sign_in("admin"), listing(str(model._meta.model_name)))
    assert page.select_one("#changelist")


def fill(by: Any) -> None:
    """One more row of nearly everything."""
    article = rows.an_article()
    meeting = rows.a_meeting(article)
    commitment = rows.a_commitment(article, meeting)
    reviews.accept(commitment, by=by)
    actor = rows.an_actor()
    ActorAlias.objects.create(actor=actor, name=actor.name + " الثاني", match_key=actor.name)
    Membership.objects.create(person=actor, organization=rows.an_actor(kind="organization"))
    Note.objects.create(commitment=commitment, text="ملاحظة", by=by)
    FollowUp.objects.create(commitment=commitment, due_on="2030-01-01", assignee=by)
    Topic.objects.create(name=actor.name, name_folded=actor.name).commitments.add(commitment)
    reminder = Reminder.objects.filter(commitment=commitment).first()
    reader = Subscriber.objects.create(email=f"reader{Subscriber.objects.count()}@example.org")
    OutgoingMessage.objects.create(
        reminder=reminder,
        subscriber=reader,
        channel="email",
        recipient=reader.email,
        message_id=f"{reader.pk}@example.org",
        state="failed",
        due_at=timezone.now(),
        error="550 No such user",
    )


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(client, address)
    return len(captured)


def test_no_list_grows_its_queries_with_its_rows(sign_in: SignIn) -> None:
    client = sign_in("admin")
    fill(client.user)  # type: ignore[attr-defined]
    few = {name: queries(client, listing(str(name))) for name in NAMES}
    for _ in range(2):
        fill(client.user)  # type: ignore[attr-defined]
    many = {name: queries(client, listing(str(name))) for name in NAMES}
    assert {name: (few[name], n) for name, n in many.items() if n > few[name]} == {}
    assert Review.objects.count() == 3


def test_no_list_shows_markup_as_text(sign_in: SignIn) -> None:
    client = sign_in("admin")
    fill(client.user)  # type: ignore[attr-defined]
    rows.a_meeting(planned=True)
    shown = {name: words(get(client, listing(str(name))).select_one("#changelist")) for name in NAMES}
    assert [name for name, text in shown.items() if "<" in text or "class=" in text] == []


READ_ONLY = [model for model, admin in site._registry.items() if isinstance(admin, ReadOnly)]


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model._meta.model_name)
def test_history_is_neither_added_changed_nor_deleted_even_by_a_superuser(
    sign_in: SignIn, model: type[Model]
) -> None:
    client = sign_in("admin")
    fill(client.user)  # type: ignore[attr-defined]
    name = model._meta.model_name
    assert client.get(f"/admin/tracker/{name}/add/").status_code == 403
    row = model._default_manager.first()
    if row is None:
        return
    page = get(client, url(row))
    assert not page.select("#content input[type=submit], #content .deletelink")
    assert client.post(url(row), {"_save": "1"}).status_code == 403
    assert client.post(url(row, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("written", ["اصلاح الطرقات", "إصلاح الطُّرقات", "الطـــرقات إصلاح"])
def test_a_search_finds_arabic_words_however_they_are_spelt(editor: Client, written: str) -> None:
    action = "إصلاح الطرقات"
    rows.a_commitment(action=action, action_folded=extractor.fold(action))
    rows.a_commitment()
    page = get(editor, listing("commitment", f"?q={written}"))
    assert [words(row) for row in page.select("#result_list tbody th")] == [action]


def test_actors_are_found_by_their_other_names_and_each_once(editor: Client) -> None:
    actor = rows.an_actor("نبيل الصالحي")
    for name in ("نبيل", "الاستاذ نبيل"):
        ActorAlias.objects.create(actor=actor, name=name, match_key=extractor.fold(name))
    page = get(editor, listing("actor", "?q=نبيل"))
    assert [words(row) for row in page.select("#result_list tbody th")] == ["نبيل الصالحي"]


def test_commitments_are_filtered_by_owner_and_actor(editor: Client) -> None:
    actor = rows.an_actor()
    mine = rows.a_commitment(owner=editor.user, action="أ")  # type: ignore[attr-defined]
    of_actor = rows.a_commitment(actor=actor, action="ب")

    def listed(query: str) -> list[str]:
        return [words(r) for r in get(editor, listing("commitment", query)).select("#result_list tbody th")]

    assert listed("?owner=me") == [mine.action]
    assert listed("?owner=nobody") == [of_actor.action]
    assert listed(f"?actor={actor.pk}") == [of_actor.action]
    assert sorted(listed("?actor=none-such")) == [mine.action, of_actor.action]
    assert Commitment.objects.count() == 2
