"""A second article adds words to a known record, and never joins what may be two."""

import pytest

from extraction.types import MeetingKind, PartyKind
from tests.tracker.intake import make
from tracker.models import Actor, Article, Commitment, Meeting
from tracker.services import reviews

pytestmark = pytest.mark.django_db

ACTION = "تعبيد الطريق الرابطة بين السوق والمدرسة"


def told(
    who: str = "أحمد العلمي",
    action: str = ACTION,
    kind: PartyKind | None = PartyKind.PERSON,
    due: str | None = None,
    **article: object,
) -> tuple[Article, Commitment | None]:
    """An article that tells of one pledge, and the record it led to."""
    text = f"خبر {next(make.numbers)}: تعهد {who} ب{action} كما ورد في البلاغ الصادر أمس."
    stored = make.submitted(text, **article)
    pledge = make.commitment(text, "تعهد", action, committers=[make.party(text, who, kind)], due=due)
    make.read(stored, pledge)
    return stored, Commitment.objects.filter(mentions__article=stored).distinct().get()


def test_a_second_article_adds_a_mention_and_no_commitment() -> None:
    first, pledge = told()
    second, again = told("السيد أحمد العلمى", "تعبيد الطريق الرابطة بين السوق و المدرسة")
    assert again == pledge
    assert {mention.article for mention in again.mentions.all()} == {first, second}
    assert Actor.objects.count() == 1


def test_words_in_another_order_are_the_same_action() -> None:
    assert told()[1] == told(action="تعبيد الطريق بين المدرسة والسوق الرابطة")[1]


OTHERS = [
    {"action": "بناء قنطرة على الوادي قرب الحي الجديد"},
    {"action": "تعبيد الطريق"},
    {"who": "سعيد الناصري"},
    {"who": "أحمد العمري"},
]


@pytest.mark.parametrize("other", OTHERS)
def test_another_action_or_another_party_is_another_commitment(other: dict[str, str]) -> None:
    told()
    told(**other)  # type: ignore[arg-type]
    assert Commitment.objects.count() == 2


def test_due_dates_that_exclude_each_other_make_two() -> None:
    told(due="2016-03")
    told(due="2017-03")
    assert Commitment.objects.count() == 2
    told(due="2017-03-15")
    assert Commitment.objects.count() == 2


def test_years_apart_it_is_promised_anew() -> None:
    told(published_on=make.day("2014-01-05"))
    told(published_on=make.day("2017-01-05"))
    assert Commitment.objects.count() == 2
    told(published_on=make.day("2014-11-05"))
    assert Commitment.objects.count() == 2


def test_a_reviewed_commitment_gets_the_mention_and_nothing_else() -> None:
    _article, pledge = told()
    assert pledge is not None
    reviews.accept(pledge, by=make.user())
    before = Commitment.objects.filter(pk=pledge.pk).values().get()
    _second, again = told("أحمد العلمي", due="2016-03")
    assert again == pledge
    assert Commitment.objects.filter(pk=pledge.pk).values().get() == before


def test_what_was_rejected_returns_only_in_other_words() -> None:
    _article, pledge = told()
    assert pledge is not None
    reviews.reject(pledge, by=make.user())
    assert told()[1] == pledge
    assert told(action="تعبيد الطريق الرابطة بين السوق والمدارس")[1] != pledge


def test_titles_alone_are_not_one_party_in_two_articles() -> None:
    for _article in range(2):
        told("رئيس الجمعية", kind=PartyKind.POST)
    assert Commitment.objects.count() == Actor.objects.count() == 2


def test_a_ministry_is_one_within_its_newspaper() -> None:
    told("وزارة الصحة", kind=PartyKind.ORGANIZATION, source="جريدة الجنوب")
    told("وزارة الصحة", kind=PartyKind.ORGANIZATION, source="جريدة الجنوب")
    assert Commitment.objects.count() == 1
    told("وزارة الصحة", kind=PartyKind.ORGANIZATION, source="جريدة المشرق")
    assert Commitment.objects.count() == Actor.objects.count() == 2


def test_a_person_and_a_body_of_one_name_are_two() -> None:
    told("مولاي إدريس الأزهر")
    told("مولاي إدريس الأزهر", kind=PartyKind.ORGANIZATION)
    assert {actor.kind for actor in Actor.objects.all()} == {"person", "organization"}


def test_another_name_given_by_a_person_is_found() -> None:
    from tracker.models import ActorAlias
    from tracker.services import register

    _article, pledge = told()
    actor = Actor.objects.get()
    register.save_other_name(ActorAlias(actor=actor, name="أحمد بن علي العلمي"), by=make.user())
    assert told("أحمد بن علي العلمي")[1] == pledge


def test_an_unknown_kind_is_learnt() -> None:
    told("نادي شباب المرسى الرياضي", kind=None)
    told("نادي شباب المرسى الرياضي", kind=None)
    assert Actor.objects.get().kind == "unknown"


def gathered(
    who: str = "أحمد العلمي",
    date: str | None = "2015-10-04",
    kind: MeetingKind = MeetingKind.SESSION,
    **fields: object,
) -> Meeting:
    """The record of a meeting that a new article tells of."""
    place = str(fields.pop("place", "قاعة البلدية"))
    title = str(fields.pop("title", "دورة المجلس العادية لشهر أكتوبر"))
    text = f"خبر {next(make.numbers)}: انعقدت {title} في {place} بحضور {who}."
    article = make.submitted(text, **fields)
    make.read(article, make.meeting(text, title, kind=kind, date=date, place=place, participants=[who]))
    return Meeting.objects.get(mentions__article=article)


def test_one_day_one_kind_and_common_company_is_one_meeting() -> None:
    first = gathered()
    assert gathered(title="الدورة") == first
    assert first.mentions.count() == 2


def test_one_session_of_a_day_at_a_place_is_one() -> None:
    assert gathered() == gathered(who="سعيد الناصري")


OTHER_MEETINGS = [
    {"date": "2015-10-05"},
    {"date": None},
    {"kind": MeetingKind.FORUM},
    {"who": "سعيد الناصري", "place": "قاعة العمالة"},
    {"who": "سعيد الناصري", "title": "الجلسة الختامية للبرلمان الجهوي"},
]


@pytest.mark.parametrize("other", OTHER_MEETINGS)
def test_other_meetings_stay_others(other: dict[str, object]) -> None:
    assert gathered() != gathered(**other)  # type: ignore[arg-type]


def test_two_meetings_in_town_on_one_day_are_two() -> None:
    common = {"kind": MeetingKind.MEETING, "title": "لقاء", "place": "الرباط"}
    assert gathered(**common) != gathered(who="سعيد الناصري", **common)  # type: ignore[arg-type]


def test_meetings_without_a_year_are_not_compared() -> None:
    assert gathered(date="XXXX-10-04") != gathered(date="XXXX-10-04")


def test_several_articles_on_one_meeting_change_it_no_more() -> None:
    first = gathered()
    article = first.mentions.get().article
    gathered(title="الدورة")
    make.read(article, make.meeting(article.body, "دورة المجلس العادية لشهر أكتوبر", kind=MeetingKind.VISIT))
    first.refresh_from_db()
    assert first.kind == "session"
