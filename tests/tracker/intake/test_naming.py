"""Which names are the same, and how far each reaches."""

import pytest

from tracker.models import ActorKind
from tracker.services import naming
from tracker.services.naming import Reach

SAME = [
    ("السيد أحمد العلمي", "أحمد العلمي"),
    ("الدكتورة فاطمة الزهراء بناني", "فاطمه الزهراء بناني"),
    ("صاحب السمو الملكي الأمير سعود", "سعود"),
    ("جمعية الأمل", "جمعيه الامل"),
    ("المجلس البلدي", "مجلس بلدي"),
    ("إدريس", "ادريس"),
    ("مؤسّسة «النور»", "مؤسسة النور"),
    ("د. كمال الرامي", "كمال الرامي"),
    ("وزارة التربية والتكوين", "وزارة تربية التكوين"),
    ("والي الجهة", "والي جهة"),
]
DIFFERENT = [
    ("أحمد العلمي", "أحمد العمري"),
    ("جمعية الأمل", "جمعية الأمل للتنمية"),
    ("رئيس المجلس", "نائب رئيس المجلس"),
    ("وزارة الصحة", "وزير الصحة"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert naming.key(one) == naming.key(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_that_differ(one: str, other: str) -> None:
    assert naming.key(one) != naming.key(other)


@pytest.mark.parametrize("nothing", ["", "...", "«»"])
def test_a_name_without_letters_has_no_key(nothing: str) -> None:
    assert naming.key(nothing) == ""


def test_a_courtesy_alone_is_a_name() -> None:
    assert naming.key("السيد") == "سيد"


REACHES = [
    ("أحمد العلمي", ActorKind.PERSON, Reach.EVERYWHERE),
    ("أحمد", ActorKind.PERSON, Reach.ARTICLE),
    ("السيد الرئيس", ActorKind.PERSON, Reach.ARTICLE),
    ("وزير البيئة والطاقات المتجددة", ActorKind.PERSON, Reach.SOURCE),
    ("رئيس الجماعة أحمد العلمي", ActorKind.PERSON, Reach.SOURCE),
    ("جمعية نخيل الواحة للتنمية", ActorKind.ORGANIZATION, Reach.EVERYWHERE),
    ("وزارة الصحة", ActorKind.ORGANIZATION, Reach.SOURCE),
    ("وزارة التربية والتكوين", ActorKind.ORGANIZATION, Reach.SOURCE),
    ("المجلس البلدي", ActorKind.ORGANIZATION, Reach.ARTICLE),
    ("الجمعية", ActorKind.ORGANIZATION, Reach.ARTICLE),
    ("المكتب التنفيذي", ActorKind.ORGANIZATION, Reach.ARTICLE),
    ("رئيس الجمعية", ActorKind.POST, Reach.ARTICLE),
    ("وزير الصحة", ActorKind.POST, Reach.SOURCE),
    ("سكان حي النصر", ActorKind.GROUP, Reach.ARTICLE),
    ("الحاضرون", ActorKind.UNKNOWN, Reach.ARTICLE),
    ("نادي نجوم المرسى", ActorKind.UNKNOWN, Reach.SOURCE),
]


@pytest.mark.parametrize(("name", "kind", "reach"), REACHES)
def test_a_name_reaches_as_far_as_its_own_words_allow(name: str, kind: ActorKind, reach: Reach) -> None:
    assert naming.reach(naming.key(name), kind) == reach
