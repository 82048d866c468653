"""Who may enter, what each role finds inside, and how keys are handed out."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from tests.tracker.admin.conftest import SignIn
from tests.tracker.admin.pages import get, listing, posts, soup, told, url, words
from tests.tracker.api import rows
from tracker.models import (
    Actor,
    ActorAlias,
    Answer,
    ApiKey,
    FollowUp,
    ReminderRule,
    Replanning,
    Source,
    Topic,
)
from tracker.services import extractor

ROLES = ("viewer", "submitter", "reviewer", "editor")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_enough_to_sign_in(db: None, role: str, sign_in: SignIn) -> None:
    user = sign_in(role).user  # type: ignore[attr-defined]
    user.set_password("a long pass phrase")
    user.save()
    client = Client()
    answer = client.post(
        "/admin/login/?next=/admin/", {"username": user.username, "password": "a long pass phrase"}
    )
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_without_a_role_nobody_enters(sign_in: SignIn) -> None:
    assert sign_in(None).get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert Client().get("/admin/tracker/article/")["Location"].startswith("/admin/login/")


def links(page: Any) -> set[str]:
    return {str(a["href"]).split("?")[0].split("#")[0] for a in page.select("a[href^='/admin/']")}


@pytest.mark.parametrize("role", ROLES)
def test_no_link_that_a_role_sees_leads_to_a_refusal(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    article = rows.an_article()
    meeting = rows.a_meeting(article)
    records = [article, meeting, rows.a_commitment(article, meeting, review="accepted"), rows.an_actor()]
    found = links(get(client, "/admin/"))
    for record in records:
        found |= links(get(client, url(record))) | links(get(client, listing(record._meta.model_name)))
    assert len(found) > 20
    answers = {address: client.get(address, follow=True).status_code for address in sorted(found)}
    assert {address: code for address, code in answers.items() if code != 200} == {}


@pytest.mark.parametrize("role", ROLES)
def test_no_button_that_a_role_sees_is_then_refused(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    article = rows.an_article(state="failed")
    meeting = rows.a_meeting(article)
    pending, accepted = rows.a_commitment(article, meeting), rows.a_commitment(article, review="accepted")
    given = Answer.objects.create(commitment=accepted, choice="done")
    FollowUp.objects.create(commitment=accepted, due_on="2030-01-01")
    pages = [get(client, url(record)) for record in (article, meeting, pending, accepted, rows.an_actor())]
    buttons = {address for page in [*pages, get(client, "/admin/")] for address in posts(page)}
    answers = {address: client.post(address).status_code for address in sorted(buttons)}
    assert {address: code for address, code in answers.items() if code not in (200, 302)} == {}
    assert len(buttons) >= (20 if role in ("reviewer", "editor") else 3)
    assert given.settled_at is None


@pytest.mark.parametrize("role", ROLES)
def test_users_groups_and_keys_are_for_administrators(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    for address in ("/admin/auth/user/", "/admin/auth/group/", "/admin/tracker/apikey/"):
        assert client.get(address).status_code == 403
    assert {a["href"] for a in get(client, "/admin/").select(".app-access a")} <= {
        "/admin/tracker/feedkey/",
        "/admin/tracker/feedkey/add/",
    }


def test_a_key_is_shown_once_works_and_is_revoked(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    user = sign_in("viewer").user  # type: ignore[attr-defined]
    form = {"name": "feed", "user": user.pk, "scopes": ["read"]}
    plain = words(soup(admin.post("/admin/tracker/apikey/add/", form)).select_one("#plain-key"))
    key = ApiKey.objects.get()
    assert (key.user, key.scopes) == (user, ["read"])
    program = APIClient(HTTP_AUTHORIZATION=f"Api-Key {plain}")
    assert program.get("/api/v1/articles/").status_code == 200
    assert plain not in str(get(admin, listing("apikey")))
    data = {"action": "revoke_selected", "_selected_action": [key.pk]}
    assert told(admin.post(listing("apikey"), data, follow=True)) == ["1 key revoked."]
    assert program.get("/api/v1/articles/").status_code in (401, 403)


def test_a_key_without_scopes_or_already_expired_is_not_issued(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    form = {"name": "feed", "user": admin.user.pk, "scopes": ["read"], "expires_at": "2020-01-01T00:00"}  # type: ignore[attr-defined]
    for wrong in ({**form, "scopes": [], "expires_at": ""}, form):
        assert soup(admin.post("/admin/tracker/apikey/add/", wrong)).select(".errorlist")
    assert not ApiKey.objects.exists()


def actor_form(actor: Actor | None = None, **changes: str) -> dict[str, str]:
    data = {"kind": "person", "name": actor.name if actor else "", "honorific_prefix": "", "notes": ""}
    for prefix in ("other_names", "memberships", "members"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return data | changes


def test_an_editor_adds_an_actor_who_is_then_found_by_name(editor: Client) -> None:
    answer = editor.post("/admin/tracker/actor/add/", actor_form(name="د. سلمى القباج"))
    assert answer.status_code == 302
    actor = Actor.objects.get()
    assert actor.name_folded == extractor.fold("د. سلمى القباج")
    assert actor.match_key


def test_other_names_are_kept_once_and_taken_away(editor: Client) -> None:
    actor = rows.an_actor("فؤاد برادة")
    for spelling in ("الحاج فؤاد", "الحاج فؤادُ"):
        one = {
            "other_names-TOTAL_FORMS": "1",
            "other_names-0-name": spelling,
            "other_names-0-actor": str(actor.pk),
        }
        assert editor.post(url(actor), actor_form(actor, **one)).status_code == 302
    alias = ActorAlias.objects.get()
    assert alias.name == "الحاج فؤادُ"
    gone = {
        "other_names-TOTAL_FORMS": "1", "other_names-INITIAL_FORMS": "1", "other_names-0-id": str(alias.pk),
        "other_names-0-actor": str(actor.pk), "other_names-0-name": alias.name, "other_names-0-DELETE": "on",
    }  # fmt: skip
    assert editor.post(url(actor), actor_form(actor, **gone)).status_code == 302
    assert not ActorAlias.objects.exists()


def test_a_membership_takes_edtf_dates_only(editor: Client) -> None:
    person, body = rows.an_actor(), rows.an_actor(kind="organization")
    member = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-organization": str(body.pk),
        "memberships-0-person": str(person.pk),
        "memberships-0-role": "كاتب",
        "memberships-0-started": "last year",
    }
    page = soup(editor.post(url(person), actor_form(person, **member)))
    assert "EDTF" in words(page.select_one(".errorlist"))
    member["memberships-0-started"] = "2024"
    assert editor.post(url(person), actor_form(person, **member)).status_code == 302
    assert person.memberships.get().organization == body


def test_an_actor_page_lists_its_commitments_and_meetings(sign_in: SignIn) -> None:
    actor = rows.an_actor()
    commitment = rows.a_commitment(actor=actor)
    page = get(sign_in("viewer"), url(actor))
    assert page.select_one(f"a[href='{url(commitment)}']")
    assert not page.select("#content input[type=submit]")


def test_two_spellings_of_a_source_are_one(editor: Client) -> None:
    rows.a_source("صحيفة الأمل")
    page = soup(editor.post("/admin/tracker/source/add/", {"name": "صحيفة الامل", "url": ""}))
    assert "There is a source of this name already." in words(page)
    assert editor.post("/admin/tracker/source/add/", {"name": "الشعلة", "url": ""}).status_code == 302
    assert Source.objects.get(name="الشعلة").name_folded == extractor.fold("الشعلة")


def test_topics_are_added_and_renamed(editor: Client) -> None:
    assert editor.post("/admin/tracker/topic/add/", {"name": "الماء"}).status_code == 302
    topic = Topic.objects.get()
    editor.post(url(topic), {"name": "الماء والكهرباء"})
    topic.refresh_from_db()
    assert (topic.name, topic.name_folded) == ("الماء والكهرباء", extractor.fold("الماء والكهرباء"))


RULE = {"timing": "before", "days": "21", "every_days": "", "name": "", "kind": "", "active": "on"}


def test_a_rule_is_changed_and_reminders_are_planned_anew(editor: Client) -> None:
    assert editor.post("/admin/tracker/reminderrule/add/", RULE).status_code == 302
    rule = ReminderRule.objects.get(days=21)
    editor.post(url(rule), RULE | {"days": "30"})
    rule.refresh_from_db()
    assert rule.days == 30
    assert Replanning.objects.count() == 2
    assert editor.post(url(rule, "delete"), {"post": "yes"}).status_code == 302
    assert not ReminderRule.objects.filter(days=30).exists()


def test_a_rule_that_makes_no_sense_is_refused_at_its_field(editor: Client) -> None:
    page = soup(editor.post("/admin/tracker/reminderrule/add/", RULE | {"every_days": "3"}))
    assert "Only reminders after the due date, or without one, repeat." in words(
        page.select_one(".errorlist")
    )
    assert not Replanning.objects.exists()


def test_only_editors_change_rules(sign_in: SignIn) -> None:
    rule = ReminderRule.objects.first()
    assert rule is not None
    reviewer = sign_in("reviewer")
    assert not get(reviewer, url(rule)).select("#content input[type=submit]")
    assert reviewer.post(url(rule), RULE).status_code == 403


def test_pages_forbid_foreign_and_inline_scripts_and_hold_none(editor: Client) -> None:
    commitment = rows.a_commitment(review="accepted")
    for address in ("/admin/", url(commitment), url(commitment, "edit"), listing("commitment")):
        answer = editor.get(address)
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        page = soup(answer)
        assert not [s for s in page.select("script") if not s.get("src")]
        assert not page.select("[style], [onclick], [onload], style")
        assert not [
            t for t in page.select("script[src], link[href]") if "//" in str(t.get("src") or t.get("href"))
        ]
