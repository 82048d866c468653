"""Evidence: what may be handed in, and files that are what their names say."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.tracker.follow_up import make
from tracker.models import Criterion, Evidence, EvidenceKind, Stance
from tracker.services import criteria
from tracker.services.errors import Conflict, InvalidInput, NotAllowed
from tracker.services.evidence import NewEvidence, add_evidence

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)


def office(entry: str) -> bytes:
    """A zip with one entry."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, "<x/>")
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def new(**fields: Any) -> NewEvidence:
    """Evidence as somebody hands it in."""
    return NewEvidence(**{"kind": EvidenceKind.DOCUMENT, "stance": Stance.SUPPORTS, **fields})


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it, with a type that is not believed."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("محضر التسليم.pdf", PDF, "application/pdf"),
        ("photo.PNG", PNG, "image/png"),
        ("ملاحظات.txt", "انتهت الأشغال".encode(), "text/plain"),
        ("report.docx", office("word/document.xml"), None),
        ("report.odt", office("content.xml"), None),
    ],
)
def test_files_are_kept_with_their_hash(
    name: str, content: bytes, media_type: str | None, files: Path
) -> None:
    row = add_evidence(make.commitment(), new(file=upload(name, content)), by=make.user("reviewer"))
    stored = Evidence.objects.get()
    assert stored.content_sha256 == hashlib.sha256(content).hexdigest()
    assert stored.file_name == name and (media_type is None or stored.file_type == media_type)
    assert (files / row.file.name).read_bytes() == content
    assert name not in row.file.name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("fake.pdf", b"MZ\x90\x00 this is a program"),
        ("page.html", b"<html><script>alert(1)</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("page.pdf", b"<html><script>alert(1)</script>"),
        ("picture.jpg", PNG),
        ("report.docx", office("evil.exe")),
        ("report.docx", b"PK\x03\x04 broken"),
        ("notes.txt", b"\xff\xfe\x00\x01"),
        ("notes.txt", b"a\x00b"),
        ("empty.pdf", b""),
        ("large.txt", b"x" * 2001),
        ("noextension", PDF),
        ("../../evil.sh", b"#!/bin/sh"),
    ],
)
def test_files_of_other_types_or_sizes_are_refused(
    name: str, content: bytes, files: Path, settings: Any
) -> None:
    settings.AHD_MAX_EVIDENCE_BYTES = 2000
    with pytest.raises(InvalidInput) as refusal:
        add_evidence(make.commitment(), new(file=upload(name, content)), by=make.user("reviewer"))
    assert list(refusal.value.errors) == ["file"]
    assert not Evidence.objects.exists() and not list(files.rglob("*.*"))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://user:secret@example.org/"}, "url"),
        ({"url": "https://example.org/", "kind": "rumour"}, "kind"),
        ({"url": "https://example.org/", "stance": "maybe"}, "stance"),
        ({"url": "https://example.org/", "happened_on": date(2026, 5, 21)}, "happened_on"),
    ],
)
def test_what_is_wrong_is_named(fields: dict[str, Any], field: str, clock: Any) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add_evidence(make.commitment(), new(**fields), by=make.user("reviewer"))
    assert list(refusal.value.errors) == [field]


def test_the_same_content_twice_is_a_conflict(files: Path) -> None:
    reviewer, commitment, article = make.user("reviewer"), make.commitment(), make.article()
    for twice in ({"file": upload("a.pdf", PDF)}, {"article": article}):
        add_evidence(commitment, new(**twice), by=reviewer)
    for twice in ({"file": upload("b.pdf", PDF)}, {"article": article}):
        with pytest.raises(Conflict):
            add_evidence(commitment, new(**twice), by=reviewer)
    assert Evidence.objects.count() == 2
    assert len([path for path in files.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("role", "owns", "may"), [("viewer", False, False), ("viewer", True, True), ("reviewer", False, True)]
)
def test_who_may_add_evidence(role: str, owns: bool, may: bool) -> None:
    person = make.user(role)
    commitment = make.commitment(owner=person if owns else None)
    if may:
        assert add_evidence(commitment, new(url="https://example.org/"), by=person).pk
    else:
        with pytest.raises(NotAllowed):
            add_evidence(commitment, new(url="https://example.org/"), by=person)


def test_a_rejected_commitment_takes_no_evidence() -> None:
    with pytest.raises(Conflict):
        add_evidence(
            make.commitment(review="rejected"), new(url="https://example.org/"), by=make.user("reviewer")
        )


def test_criteria_are_judged_by_somebody_at_some_time(clock: Any) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    first = criteria.add_criterion(commitment, "تعبيد ثلاثة كيلومترات", by=reviewer)
    second = criteria.add_criterion(commitment, "  إنارة  ", by=reviewer)
    assert [(row.text, row.position, row.met) for row in commitment.criteria.all()] == [
        ("تعبيد ثلاثة كيلومترات", 0, False),
        ("إنارة", 1, False),
    ]
    criteria.judge(first, True, by=reviewer)
    stored = Criterion.objects.get(pk=first.pk)
    assert (stored.met, stored.judged_by) == (True, reviewer) and stored.judged_at is not None
    criteria.rephrase(first, "تعبيد أربعة كيلومترات", by=reviewer)
    assert not Criterion.objects.get(pk=first.pk).met
    criteria.remove_criterion(second, by=reviewer)
    assert commitment.criteria.count() == 1
    for text in ("  ", "x" * 501):
        with pytest.raises(InvalidInput):
            criteria.add_criterion(commitment, text, by=reviewer)
    with pytest.raises(NotAllowed):
        criteria.judge(first, True, by=make.user("viewer"))
