"""Words are read with the right lemma, part of speech, inflection and clitics."""

import pytest

from extraction.morphology import MAX_WORD, Reading, analyse
from extraction.text import fold_word


def readings(word: str, lemma: str, pos: str = "verb") -> list[Reading]:
    return [r for r in analyse(fold_word(word)).readings if r.lemma == fold_word(lemma) and r.pos == pos]


def code(reading: Reading) -> str:
    return reading.aspect + reading.person + reading.gender + reading.number


# forms of verbs of every kind: (form, aspect person gender number, lemma)
VERBS = """
# sound
تعهد p3ms تعهد | تعهدت p3fs تعهد | تعهدوا p3mp تعهد | يتعهدون i3mp تعهد
نتعهد i1p تعهد | تعهدنا p1p تعهد
# first form
كتب p3ms كتب | يكتبون i3mp كتب | كتبتا p3fd كتب | يكتبن i3fp كتب
أكتب i1s كتب
# doubled
أعدت p3fs أعد | أعددنا p1p أعد | يعدون i3mp أعد | استمرت p3fs استمر
تم p3ms تم | تمت p3fs تم | يتم i3ms تم
# hollow
قالت p3fs قال | قلنا p1p قال | يقول i3ms قال | تقولون i2mp قال
عادوا p3mp عاد | عدنا p1p عاد
# hollow derived
استفاد p3ms استفاد | استفدنا p1p استفاد | يستفيدون i3mp استفاد | تختار i3fs اختار
أشارت p3fs أشار
# defective ى
أوصى p3ms أوصى | أوصت p3fs أوصى | أوصوا p3mp أوصى | أوصينا p1p أوصى
يوصي i3ms أوصى | يوصون i3mp أوصى
# defective و
دعا p3ms دعا | دعت p3fs دعا | دعوا p3mp دعا | يدعو i3ms دعا
يدعون i3mp دعا | دعونا p1p دعا
# defective ي
بقي p3ms بقي | بقيت p3fs بقي | بقوا p3mp بقي | يبقى i3ms بقي
يبقون i3mp بقي
# fifth defective
تولى p3ms تولى | تولت p3fs تولى | يتولى i3ms تولى | تتولى i3fs تولى
يتولون i3mp تولى
# assimilated
وعد p3ms وعد | يعد i3ms وعد | تعدون i2mp وعد | وقع p3ms وقع
يقع i3ms وقع | اتفق p3ms اتفق | يتفقان i3md اتفق
# hamza first
أكد p3ms أكد | يؤكد i3ms أكد | يأخذ i3ms أخذ | آخذ i1s أخذ
آمن p3ms آمن | يؤمن i3ms آمن | استأنف p3ms استأنف
# hamza middle
سأل p3ms سأل | يسألون i3mp سأل | ترأس p3ms ترأس | يترأس i3ms ترأس
تساءل p3ms تساءل
# hamza last
بدأ p3ms بدأ | بدأت p3fs بدأ | بدأوا p3mp بدأ | بدؤوا p3mp بدأ
يبدأ i3ms بدأ | أنشأ p3ms أنشأ | ينشئون i3mp أنشأ
# hamza last hollow
جاء p3ms جاء | جاءت p3fs جاء | يجيء i3ms جاء | أساء p3ms أساء
# eighth
اجتمع p3ms اجتمع | ازداد p3ms ازداد | يزداد i3ms ازداد | اصطدم p3ms اصطدم
اضطر p3ms اضطر | اطلع p3ms اطلع | ادعى p3ms ادعى
# a last ن melts into نا
كنا p1p كان | أعلنا p1p أعلن | تعاونا p1p تعاون
# seventh
انعقد p3ms انعقد | ينعقد i3ms انعقد | تنطلق i3fs انطلق
# quadriliteral
برمج p3ms برمج | يبرمجون i3mp برمج | تبلورت p3fs تبلور
"""


@pytest.mark.parametrize(
    ("form", "expected", "lemma"),
    [
        tuple(item.split())
        for line in VERBS.strip().split("\n")
        if not line.startswith("#")
        for item in line.split("|")
    ],
)
def test_finite_forms(form: str, expected: str, lemma: str) -> None:
    assert expected in [code(reading) for reading in readings(form, lemma)]


@pytest.mark.parametrize(
    ("form", "lemma", "voice"),
    [
        ("قيل", "قال", "p"),
        ("يقال", "قال", "p"),
        ("دعي", "دعا", "p"),
        ("يدعى", "دعا", "p"),
        ("يؤخذ", "أخذ", "p"),
        ("شورك", "شارك", "p"),
        ("استفيد", "استفاد", "p"),
        ("يستفاد", "استفاد", "p"),
        ("أقيم", "أقام", "p"),
        ("يقام", "أقام", "p"),
        ("يعد", "أعد", ""),
        ("قرر", "قرر", ""),
        ("يقول", "قال", ""),
    ],
)
def test_a_passive_is_told_where_spelling_tells_it(form: str, lemma: str, voice: str) -> None:
    assert voice in {reading.voice for reading in readings(form, lemma)}
    if not voice:
        assert "p" not in {reading.voice for reading in readings(form, lemma)}


@pytest.mark.parametrize(
    ("word", "lemma", "proclitics", "enclitic"),
    [
        ("سيوافينا", "وافى", ("s",), "1p"),
        ("وسيعملون", "عمل", ("w", "s"), ""),
        ("فقرروا", "قرر", ("f",), ""),
        ("سنساعدهم", "ساعد", ("s",), "3mp"),
        ("قدموه", "قدم", (), "3ms"),
        ("وعدتنا", "وعد", (), "1p"),
        ("ليتولى", "تولى", ("l",), ""),
        ("وعدها", "وعد", (), "3fs"),
        ("رآه", "رأى", (), "3ms"),
        ("سألتقي", "التقى", ("s",), ""),
    ],
)
def test_clitics_of_verbs(word: str, lemma: str, proclitics: tuple[str, ...], enclitic: str) -> None:
    assert (proclitics, enclitic) in [(r.proclitics, r.enclitic) for r in readings(word, lemma)]


MASDARS = {
    "تعهد": "تعهد", "قرر": "تقرير", "أنشأ": "إنشاء", "أعد": "إعداد",
    "أعاد": "إعادة", "أوصى": "إيصاء", "أوقف": "إيقاف", "ناقش": "مناقشة",
    "ساوى": "مساواة", "تولى": "تولي", "تساءل": "تساؤل", "هيأ": "تهيئة",
    "قوى": "تقوية", "انطلق": "انطلاق", "انحاز": "انحياز", "اتخذ": "اتخاذ",
    "اختار": "اختيار", "اقتنى": "اقتناء", "استفاد": "استفادة", "استورد": "استيراد",
    "استأنف": "استئناف", "استولى": "استيلاء", "وعد": "وعد", "قام": "قيام",
    "برمج": "برمجة", "تدهور": "تدهور", "تفادى": "تفادي", "التقى": "التقاء",
    "أضاء": "إضاءة", "كافأ": "مكافأة",
}  # fmt: skip


@pytest.mark.parametrize(("verb", "masdar"), MASDARS.items())
def test_a_masdar_knows_its_verb(verb: str, masdar: str) -> None:
    for written in (masdar, f"و{masdar}", f"ب{masdar}", f"ال{masdar}"):
        found = [r for r in readings(written, masdar, "noun") if r.masdar]
        assert fold_word(verb) in {reading.verb for reading in found}, written
        assert analyse(fold_word(written)).can_masdar


@pytest.mark.parametrize(
    ("word", "verb", "participle"),
    [
        ("متعهدا", "تعهد", "both"),
        ("موصيا", "أوصى", "both"),
        ("ملتزمون", "التزم", "both"),
        ("مقررة", "قرر", "both"),
        ("كاتب", "كتب", "active"),
        ("مكتوب", "كتب", "passive"),
        ("قائلا", "قال", "active"),
        ("مستفيدين", "استفاد", "active"),
        ("مستفاد", "استفاد", "passive"),
        ("منتهيا", "انتهى", "both"),
        ("ماضية", "مضى", "active"),
        ("محتل", "احتل", "both"),
    ],
)
def test_a_participle_knows_its_verb(word: str, verb: str, participle: str) -> None:
    found = {(r.verb, r.participle) for r in analyse(fold_word(word)).readings}
    assert (fold_word(verb), participle) in found


@pytest.mark.parametrize(
    ("word", "lemma", "expected"),
    [
        ("المجلس", "مجلس", "al m s"),
        ("للجنة", "لجنة", "l+al f s"),
        ("لجان", "لجنة", " m p"),
        ("وبالجماعات", "جماعة", "w+b+al f p"),
        ("وزيرة", "وزير", " f s"),
        ("وزراؤها", "وزير", " m p 3fs"),
        ("أعضائه", "عضو", " m p 3ms"),
        ("رئيسهم", "رئيس", " m s 3mp"),
        ("مسؤولو", "مسؤول", " m p"),
        ("المسؤولين", "مسؤول", "al m p"),
        ("مديري", "مدير", " m p"),
        ("اتفاقيتان", "اتفاقية", " f d"),
        ("قاضيا", "قاضي", " m s"),
        ("القضاة", "قاضي", "al m p"),
        ("مستواه", "مستوى", " m s 3ms"),
        ("توجيهاتها", "توجيه", " f p 3fs"),
        ("كالجمعية", "جمعية", "k+al f s"),
        ("لمجلسنا", "مجلس", "l m s 1p"),
        ("قراراته", "قرار", " f p 3ms"),
    ],
)
def test_nouns(word: str, lemma: str, expected: str) -> None:
    shown = {
        f"{'+'.join(r.proclitics)} {r.gender} {r.number} {r.enclitic}".rstrip()
        for r in readings(word, lemma, "noun")
    }
    assert expected.rstrip() in shown


def test_the_article_never_stands_before_a_pronoun() -> None:
    assert not [r for r in analyse("المجلسهم").readings if "al" in r.proclitics and r.enclitic]


@pytest.mark.parametrize(
    ("word", "pos", "lemma", "enclitic"),
    [
        ("عليها", "prep", "على", "3fs"),
        ("وبينهما", "prep", "بين", "3d"),
        ("بأن", "conj_sub", "أن", ""),
        ("وأنه", "conj_sub", "أن", "3ms"),
        ("لن", "part_neg", "لن", ""),
        ("سوف", "part_fut", "سوف", ""),
        ("لهذه", "pron_dem", "هذه", ""),
        ("والتي", "pron_rel", "التي", ""),
        ("وهو", "pron", "هو", ""),
        ("ثلاثة", "num", "ثلاثة", ""),
        ("تونس", "noun_prop", "تونس", ""),
        ("كبيرة", "adj", "كبير", ""),
        ("الأخرى", "adj", "آخر", ""),
        ("غدا", "adv", "غدا", ""),
    ],
)
def test_other_words(word: str, pos: str, lemma: str, enclitic: str) -> None:
    assert enclitic in [reading.enclitic for reading in readings(word, lemma, pos)]


@pytest.mark.parametrize("word", ["سيتم", "ستعمل", "وسنلتزم", "سأقدم", "سيوافينا", "ستتبلقس", "سيحلحلون"])
def test_future_verbs(word: str) -> None:
    facts = analyse(fold_word(word))
    assert facts.is_future and facts.can_verb and facts.verb_only and not facts.is_unknown


@pytest.mark.parametrize(
    "word", ["ستة", "ستون", "سيارات", "سياسة", "سيدة", "سيول", "ستار", "سينما", "سيف", "سيناء"]
)
def test_nouns_that_begin_like_a_future(word: str) -> None:
    assert not analyse(fold_word(word)).is_future


def test_misspellings_are_read_alike() -> None:
    for right, wrong in (
        ("إعداد", "اعداد"),
        ("لجنة", "لجنه"),
        ("مسؤول", "مسوول"),
        ("على", "علي"),
        ("أكد", "اكد"),
    ):
        assert analyse(fold_word(right)) is analyse(fold_word(wrong))


def test_facts_sum_up_the_readings() -> None:
    pledge = analyse("تعهد")
    assert pledge.can_verb and pledge.can_masdar and pledge.can_noun and not pledge.verb_only
    assert {"تعهد"} <= pledge.lemmas and {"verb", "noun"} <= pledge.pos
    assert analyse("قالت").verb_only and not analyse("قالت").is_future
    assert analyse(fold_word("والاتفاق")).proclitics == ("w", "al") and analyse("الاتفاق").has_al
    assert analyse("مجلس").labels == {"body"} and analyse("مجلس").of("noun")
    assert not analyse("مجلس").of("verb")


@pytest.mark.parametrize("word", ["بوشلاغم", "الزمخشرتلي", "وبوشلاغم", "لبوشلاغم"])
def test_an_unknown_word_may_be_a_name(word: str) -> None:
    facts = analyse(word)
    assert facts.is_unknown and "noun_prop" in facts.pos and not facts.can_masdar


@pytest.mark.parametrize(
    ("word", "proclitics", "lemma"),
    [
        ("وبالزمخشرتلي", ("w", "b", "al"), "زمخشرتلي"),
        ("للزمخشرتلي", ("l", "al"), "زمخشرتلي"),
        ("وبوشلاغم", ("w",), "بوشلاغم"),
    ],
)
def test_clitics_of_unknown_words(word: str, proclitics: tuple[str, ...], lemma: str) -> None:
    assert (proclitics, lemma) in [(r.proclitics, r.lemma) for r in analyse(word).readings]


@pytest.mark.parametrize(
    "clitics", ["", "و", "ف", "ب", "ل", "ك", "وب", "فل", "س", "بس", "وبس", "لس", "كال", "لل"]
)
@pytest.mark.parametrize("first", ["ست", "سي", "سن", "سأ", "ت", "ي", "ن", "ا", "م"])
def test_every_unknown_word_has_a_reading(clitics: str, first: str) -> None:
    readings = analyse(fold_word(f"{clitics}{first}راسبورغ")).readings
    assert readings
    assert not any(r.pos == "verb" and {"b", "k"} & set(r.proclitics) for r in readings)


@pytest.mark.parametrize(
    "word", ["إبلاس", "تقريط", "مخالصة", "استزلاج", "انزلاخ", "ابترام", "تساخن", "وبتقريطها"]
)
def test_masdars_are_known_by_their_shape(word: str) -> None:
    facts = analyse(fold_word(word))
    assert facts.can_masdar and not facts.is_unknown


def test_a_very_long_word_is_a_name_at_no_cost() -> None:
    word = "ال" * 200_000
    assert analyse(word).is_unknown and len(word) > MAX_WORD
