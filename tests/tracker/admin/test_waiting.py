"""What of a commitment waits for its reader stands on top of its page, with the button that ends it."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.tracker.admin.conftest import SignIn
from tests.tracker.admin.pages import get, told, url, words
from tests.tracker.api import rows
from tracker.models import Answer, Commitment, Evidence
from tracker.services import assignments, clock


@pytest.fixture
def commitment(db: None) -> Commitment:
    return rows.a_commitment(review="accepted")


def do(client: Client, commitment: Commitment, act: str, **data: Any) -> list[str]:
    address = reverse("admin:tracker_commitment_act", args=[commitment.pk, act])
    return told(client.post(address, data, follow=True))


def test_nothing_waits_at_first(editor: Client, commitment: Commitment) -> None:
    assert not get(editor, url(commitment)).select("#waits")


def test_a_look_is_taken_with_what_was_found(editor: Client, commitment: Commitment) -> None:
    by = editor.user  # type: ignore[attr-defined]
    row = assignments.schedule(commitment, clock.today() + dt.timedelta(1), by=by, note="زيارة")
    assert "زيارة" in words(get(editor, url(commitment)).select_one("#waits"))
    assert do(editor, commitment, "complete", follow_up=row.pk, outcome="بدأت الأشغال") == [
        "The follow-up is done."
    ]
    page = get(editor, url(commitment))
    assert not page.select("#waits")
    assert "زيارة — بدأت الأشغال" in words(page.select_one("#timeline"))


def test_an_answer_of_a_recipient_is_settled(editor: Client, sign_in: SignIn, commitment: Commitment) -> None:
    given = Answer.objects.create(commitment=commitment, choice="done", note="انتهى")
    assert "انتهى" in words(get(editor, url(commitment)).select_one("#waits"))
    assert not get(sign_in("viewer"), url(commitment)).select("#waits")
    assert do(editor, commitment, "settle", answer=given.pk) == ["The answer was settled."]
    given.refresh_from_db()
    assert given.settled_at
    assert do(editor, commitment, "settle", answer=given.pk) == ["This answer is settled already."]


def test_a_later_article_is_taken_as_evidence(editor: Client, commitment: Commitment) -> None:
    later = rows.an_article(published_on=dt.date(2030, 5, 1), title="الطريق افتتح")
    rows.mention(later, "إصلاح الطريق", "action", commitment=commitment)
    assert "الطريق افتتح" in words(get(editor, url(commitment)).select_one("#waits"))
    do(editor, commitment, "take", article=later.pk, stance="supports")
    assert commitment.evidence.get().article == later
    assert not get(editor, url(commitment)).select("#waits")


def test_what_belongs_to_another_commitment_is_not_touched(editor: Client, commitment: Commitment) -> None:
    other = rows.a_commitment(review="accepted")
    given = Answer.objects.create(commitment=other, choice="done")
    do(editor, commitment, "settle", answer=given.pk)
    given.refresh_from_db()
    assert given.settled_at is None


def test_a_file_of_evidence_is_handed_out_as_a_download_to_those_who_may_read(
    editor: Client, sign_in: SignIn, commitment: Commitment
) -> None:
    content = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    file = SimpleUploadedFile("محضر.pdf", content, "application/pdf")
    do(editor, commitment, "evidence", kind="document", stance="supports", file=file)
    address = reverse("admin:tracker_evidence_file", args=[Evidence.objects.get().pk])
    assert address in str(get(editor, url(commitment)).select_one("#timeline"))
    row = get(editor, url(Evidence.objects.get()))
    assert row.select_one(f"a[href='{address}']").text == "محضر.pdf"
    assert not row.select("a[href*='evidence/20']")
    answer = sign_in("viewer").get(address)
    assert b"".join(answer) == content  # type: ignore[arg-type]
    assert answer["Content-Disposition"].startswith("attachment")
    assert sign_in(None).get(address).status_code == 302
