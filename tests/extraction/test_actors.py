"""Mentions of one party, joined to the fullest name the article gives."""

import pytest

from extraction.actors import Entities, Entity
from extraction.phrases import Phrases
from extraction.tokens import read
from extraction.types import PartyKind


def table(text: str) -> Entities:
    return Entities(Phrases(read(text)))


def entity(entities: Entities, name: str) -> Entity:
    """The entity one of whose mentions reads so."""
    for found in entities.all:
        if any(entities.table.text(mention) == name for mention in found.mentions):
            return found
    raise AssertionError(f"{name} is no mention; there are {[entities.named(e).name for e in entities.all]}")


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        (
            "أعلن وزير الصحة كمال الرامي عن الخطة. وأضاف الوزير أن العمل جار.",
            "الوزير",
            "وزير الصحة كمال الرامي",
        ),
        (
            "قال الوزير إن العمل جار. وكان وزير الصحة كمال الرامي قد زار المدينة.",
            "الوزير",
            "وزير الصحة كمال الرامي",
        ),
        ("صرحت المديرة سميرة بنعلي للصحافة. وأضافت بنعلي أن الورش متواصل.", "بنعلي", "المديرة سميرة بنعلي"),
        (
            "قررت الجمعية المغربية للبيئة تنظيم حملة. ودعت الجمعية إلى المشاركة.",
            "الجمعية",
            "الجمعية المغربية للبيئة",
        ),
        (
            "عقد الاتحاد الدولي للصيد (الفيصد) دورته. وقرر الفيصد التأجيل.",
            "الفيصد",
            "الاتحاد الدولي للصيد (الفيصد)",
        ),
    ],
)
def test_a_short_mention_has_the_fullest_name(text: str, short: str, full: str) -> None:
    entities = table(text)
    assert entities.named(entity(entities, short)).name == full


def test_two_ministers_stay_two() -> None:
    entities = table("التقى وزير الصحة كمال الرامي وزير المالية سعيد الفاسي.")
    health, money = entity(entities, "وزير الصحة كمال الرامي"), entity(entities, "وزير المالية سعيد الفاسي")
    assert health is not money


def test_a_title_of_the_other_gender_is_another_person() -> None:
    entities = table("قالت وزيرة الصحة سميرة بنعلي ذلك. ورد الوزير عليها.")
    assert entity(entities, "الوزير") is not entity(entities, "وزيرة الصحة سميرة بنعلي")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("أعلن وزير الصحة كمال الرامي ذلك.", "وزير الصحة كمال الرامي", PartyKind.PERSON),
        ("أعلن والي الجهة ذلك.", "والي الجهة", PartyKind.POST),
        ("أعلنت وزارة الصحة ذلك.", "وزارة الصحة", PartyKind.ORGANIZATION),
        ("طالب سكان الحي بذلك.", "سكان الحي", PartyKind.GROUP),
        ("اتفق الحاضرون على ذلك.", "الحاضرون", PartyKind.GROUP),
    ],
)
def test_what_a_party_is(text: str, name: str, kind: PartyKind) -> None:
    entities = table(text)
    assert entity(entities, name).kind is kind


def test_gender_and_number_are_told() -> None:
    entities = table("قالت وزيرة الصحة سميرة بنعلي ذلك بحضور ممثلي النقابات.")
    minister, delegates = entity(entities, "وزيرة الصحة سميرة بنعلي"), entity(entities, "ممثلي النقابات")
    assert (minister.gender, minister.number) == ("f", "s")
    assert delegates.number == "p"


def test_collectives_are_marked() -> None:
    entities = table("واتفق الطرفان على ذلك.")
    assert entity(entities, "الطرفان").collective


def test_an_office_holder_belongs_to_a_body() -> None:
    entities = table("قال المتحدث باسم وزارة الصحة كمال الرامي ذلك.")
    home = entities.all[0].organisation
    assert home is not None
    assert entities.table.text(home).startswith("وزارة الصحة")


def test_mentions_before_a_token_come_nearest_first() -> None:
    text = "قال وزير الصحة كمال الرامي ذلك ثم رد والي الشمال وغادر"
    entities = table(text)
    last = len(entities.table.doc.tokens)
    names = [entities.table.text(phrase) for phrase, _ in entities.before(last)]
    assert names[:2] == ["والي الشمال", "وزير الصحة كمال الرامي"]


def test_a_party_quotes_the_article() -> None:
    text = "أعلن وزيرُ الصحة كمال الرامي عن الخطة. وأضاف الوزير أن العمل جار."
    entities = table(text)
    party = entities.named(entity(entities, "الوزير"))
    assert party.span.quote(text) == party.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال الخبير إن مصر ستشارك في المعرض", "مصر"),
        ("وقعت الكويت والفلبين اتفاقا", "الكويت"),
        ("تعويض المسافرين مقرر", "المسافرين"),
        ("تظاهر آلاف التونسيين أمس", "آلاف التونسيين"),
        ("قرر جهاز حماية المستهلك ذلك", "جهاز حماية المستهلك"),
        ("أعلن ذلك أمس الأحد الناطق باسم الحزب", "الناطق باسم الحزب"),
    ],
)
def test_states_and_people_are_parties(text: str, name: str) -> None:
    entities = table(text)
    assert name in {entities.named(found).name for found in entities.all}


@pytest.mark.parametrize("text", ["عقد اللقاء في مصر أمس", "عقد الاجتماع برئاسة كمال الرامي"])
def test_a_place_or_a_chair_is_no_body(text: str) -> None:
    entities = table(text)
    assert all(found.kind is not PartyKind.ORGANIZATION for found in entities.all)


def test_an_office_beside_a_name_belongs_to_its_body() -> None:
    entities = table("أوضح كمال الرامي المتحدث الرسمي باسم أمانة الساحل أن العمل جار.")
    home = entity(entities, "كمال الرامي المتحدث الرسمي باسم أمانة الساحل").organisation
    assert home is not None
    assert entities.table.text(home) == "أمانة الساحل"


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        (
            "قال مدير الهيئة العامة للماء كمال الرامي ذلك. وستفتح الهيئة مكتبا.",
            "الهيئة",
            "الهيئة العامة للماء",
        ),
        ("ستفتح الهيئة مكتبا. وعقدت الهيئة العامة للماء لقاء.", "الهيئة", "الهيئة العامة للماء"),
        ("أعلنت حركة الأمل ذلك. وأضاف الزعيم أن حركته ستشارك.", "حركته", "حركة الأمل"),
        ("قالت رئيسة جمعية النور سميرة بنعلي إن الجمعية ستشارك.", "الجمعية", "جمعية النور"),
    ],
)
def test_a_short_name_of_a_body_finds_it_inside_an_office(text: str, short: str, full: str) -> None:
    entities = table(text)
    assert entities.named(entity(entities, short)).name == full
