"""Records are corrected on a form; of two who edit the same one at once, the second is told and can go on."""

import datetime as dt
from typing import Any

from django.test import Client

from tests.tracker.admin.conftest import SignIn
from tests.tracker.admin.pages import errors, get, soup, url, words
from tests.tracker.api import rows
from tracker.models import Actor, Commitment, Meeting


def filled(record: Commitment | Meeting, client: Client, **changes: Any) -> dict[str, Any]:
    """The edit form as it opens, with some fields filled in anew."""
    page = get(client, url(record, "edit"))
    data: dict[str, Any] = {}
    for field in page.select("#content form [name]"):
        name = str(field["name"])
        if field.name == "select":
            data[name] = [option["value"] for option in field.select("option[selected]")]
        elif field.get("type") != "checkbox" or field.has_attr("checked"):
            data[name] = field.get("value", "") if field.name == "input" else field.text.strip()
    data.pop("csrfmiddlewaretoken", None)
    return data | changes


def send(client: Client, record: Commitment | Meeting, data: dict[str, Any]) -> Any:
    return client.post(url(record, "edit"), data)


def test_saving_an_unchanged_form_changes_nothing(editor: Client) -> None:
    for record in (rows.a_commitment(meeting=rows.a_meeting()), rows.a_meeting()):
        assert send(editor, record, filled(record, editor)).status_code == 302
        record.refresh_from_db()
        assert (record.version, record.reviews.count()) == (1, 0)


def test_a_commitment_is_corrected_in_every_field(editor: Client) -> None:
    article = rows.an_article()
    meeting = rows.a_meeting(article)
    commitment = rows.a_commitment(article)
    new = [rows.an_actor(), rows.an_actor()]
    before = commitment.parties.get().actor
    data = filled(
        commitment,
        editor,
        kind="decision",
        action="إصلاح الطريق والرصيف",
        due_edtf="2030-04",
        due_text="أبريل",
        meeting=str(meeting.pk),
        committers=[str(new[0].pk), str(before.pk)],
        recipients=[str(new[1].pk)],
        reported_status="fulfilled",
        reason="كما في النص",
    )
    assert send(editor, commitment, data).status_code == 302
    commitment.refresh_from_db()
    assert (commitment.kind, commitment.action) == ("decision", "إصلاح الطريق والرصيف")
    assert (commitment.due_edtf, commitment.due_latest_on) == ("2030-04", dt.date(2030, 4, 30))
    assert (commitment.meeting, commitment.reported_status) == (meeting, "fulfilled")
    named = {role: list(Actor.objects.filter(parts__commitment=commitment, parts__role=role)) for role in
             ("committer", "recipient")}  # fmt: skip
    assert set(named["committer"]) == {before, new[0]}
    assert named["recipient"] == [new[1]]
    review = commitment.reviews.get()
    assert (review.action, review.reason) == ("edited", "كما في النص")
    assert review.changes["kind"] == {"from": "pledge", "to": "decision"}


def test_a_meeting_is_corrected(editor: Client) -> None:
    meeting = rows.a_meeting()
    chair = meeting.participations.get().actor
    data = filled(
        meeting,
        editor,
        title="دورة أكتوبر",
        date_edtf="2030-10-01",
        time="10:30",
        place="القاعة",
        planned="on",
        organizers=[str(chair.pk)],
        chair=[],
    )
    assert send(editor, meeting, data).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.title, meeting.place, meeting.planned) == ("دورة أكتوبر", "القاعة", True)
    assert (meeting.earliest_on, meeting.time) == (dt.date(2030, 10, 1), dt.time(10, 30))
    assert meeting.participations.get().role == "organizer"


def test_what_is_wrong_is_said_at_the_field(editor: Client) -> None:
    commitment = rows.a_commitment()
    page = soup(send(editor, commitment, filled(commitment, editor, action=" ", due_edtf="next week")))
    wrong = [str(f.select_one("input, textarea")["name"]) for f in page.select(".field.errors")]
    assert wrong == ["action", "due_edtf"]
    commitment.refresh_from_db()
    assert commitment.version == 1


def test_the_second_of_two_editors_is_told_what_is_stored_now_and_can_then_save(sign_in: SignIn) -> None:
    first, second = sign_in("editor"), sign_in("reviewer")
    commitment = rows.a_commitment()
    of_first = filled(commitment, first, action="إصلاح الطريق الشمالية")
    of_second = filled(commitment, second, kind="plan")
    assert send(first, commitment, of_first).status_code == 302
    page = soup(send(second, commitment, of_second))
    said = errors(page)
    assert said[0].startswith("Somebody else changed this record meanwhile")
    assert "Now stored: إصلاح الطريق الشمالية" in said
    commitment.refresh_from_db()
    assert (commitment.action, commitment.kind) == ("إصلاح الطريق الشمالية", "pledge")
    version = page.select_one("[name=version]")["value"]
    again = of_second | {"version": version, "action": "إصلاح الطريق الشمالية"}
    assert send(second, commitment, again).status_code == 302
    commitment.refresh_from_db()
    assert (commitment.action, commitment.kind, commitment.version) == ("إصلاح الطريق الشمالية", "plan", 3)


def test_a_due_date_that_is_followed_up_is_not_edited_here(editor: Client) -> None:
    commitment = rows.a_commitment(review="accepted")
    assert not get(editor, url(commitment, "edit")).select("[name=due_edtf]")
    data = filled(commitment, editor, due_edtf="2031-01-01", kind="plan")
    assert send(editor, commitment, data).status_code == 302
    commitment.refresh_from_db()
    assert (commitment.due_edtf, commitment.kind) == ("2030-03", "plan")


def test_an_edit_is_shown_in_the_timeline(editor: Client) -> None:
    commitment = rows.a_commitment()
    send(editor, commitment, filled(commitment, editor, action="إصلاح الجسر"))
    timeline = get(editor, url(commitment)).select_one("#timeline")
    assert (timeline.select_one("del").text, timeline.select_one("ins").text) == (
        "إصلاح الطريق",
        "إصلاح الجسر",
    )
    assert "edited" in words(timeline)


def test_changes_are_told_in_words_not_in_codes(editor: Client) -> None:
    meeting = rows.a_meeting(planned=False)
    data = filled(meeting, editor, kind="visit", planned="on", chair=[], organizers=[])
    send(editor, meeting, data)
    told = {words(p.span): words(p) for p in get(editor, url(meeting)).select(".timeline .detail")}
    assert told["kind:"].endswith("session ← visit")
    assert told["planned:"].endswith("no ← yes")
    assert told["Chaired by:"].endswith("← —")
    article = rows.an_article()
    place, commitment = rows.a_meeting(article, title="لقاء السبت"), rows.a_commitment(article)
    send(editor, commitment, filled(commitment, editor, meeting=str(place.pk), reported_status="broken"))
    timeline = words(get(editor, url(commitment)).select_one("#timeline"))
    assert "meeting: — ← لقاء السبت" in timeline
    assert "open ← reported as broken" in timeline


def test_names_of_actors_are_completed_only_for_who_may_see_them(sign_in: SignIn) -> None:
    actor = rows.an_actor("فاطمة الزهراء بناني")
    query = {"app_label": "tracker", "model_name": "commitmentparty", "field_name": "actor", "term": "بنانى"}
    found = sign_in("editor").get("/admin/autocomplete/", query).json()
    assert [hit["id"] for hit in found["results"]] == [str(actor.pk)]
    assert sign_in(None).get("/admin/autocomplete/", query).status_code == 302
