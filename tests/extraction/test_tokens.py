"""Tokens know their original place; every token has one sentence and one paragraph."""

from extraction.tokens import MAX_SENTENCE, Document, TokenKind, read


def shape(doc: Document) -> list[tuple[str, TokenKind, bool]]:
    return [(token.folded, token.kind, token.glued) for token in doc.tokens]


def test_letters_and_digits_written_together_are_two_tokens() -> None:
    assert shape(read("04اكتوبر ٢٠٠٩")) == [
        ("04", TokenKind.NUMBER, False),
        ("اكتوبر", TokenKind.WORD, True),
        ("2009", TokenKind.NUMBER, False),
    ]


def test_scripts_and_signs_are_apart() -> None:
    assert shape(read("شركة ONE2 (عام)😀")) == [
        ("شركه", TokenKind.WORD, False),
        ("ONE", TokenKind.LATIN, False),
        ("2", TokenKind.NUMBER, True),
        ("(", TokenKind.PUNCTUATION, False),
        ("عام", TokenKind.WORD, True),
        (")", TokenKind.PUNCTUATION, True),
        ("😀", TokenKind.PUNCTUATION, True),
    ]


def test_spans_are_of_the_original_text() -> None:
    text = "‏تعهَّدَ الرئيسُ بـ 5.4 مليون."
    doc = read(text)
    assert all(text[token.start : token.end] == token.text for token in doc.tokens)
    assert [token.text for token in doc.tokens][:3] == ["تعهَّدَ", "الرئيسُ", "بـ"]
    assert doc.span(0, 2).quote(text) == doc.quote(0, 2) == "تعهَّدَ الرئيسُ"
    assert doc.words(0, 3) == ["تعهد", "الرييس", "ب"]


def test_sentences_and_paragraphs_cover_all_tokens_in_order() -> None:
    doc = read("اجتمع المجلس. وقرر البناء\n\n- فتح طريق\n- غرس أشجار.")
    assert [doc.words(r.start, r.stop) for r in doc.sentences] == [
        ["اجتمع", "المجلس", "."],
        ["وقرر", "البناء"],
        ["-", "فتح", "طريق"],
        ["-", "غرس", "اشجار", "."],
    ]
    assert [len(r) for r in doc.paragraphs] == [5, 3, 4]
    assert [index for r in doc.sentences for index in r] == list(range(len(doc.tokens)))
    for kind in ("sentences", "paragraphs"):
        for number, tokens in enumerate(getattr(doc, kind)):
            assert {getattr(doc.tokens[i], kind[:-1]) for i in tokens} == {number}


def test_an_endless_sentence_is_cut_after_a_comma() -> None:
    doc = read("كلمة " * 380 + "، " + "كلمة " * 1000)
    assert [len(sentence) for sentence in doc.sentences] == [381, MAX_SENTENCE, MAX_SENTENCE, 200]
    assert [doc.tokens[i].sentence for i in (380, 381, 1380)] == [0, 1, 3]
    assert len(doc.paragraphs) == 1


def test_a_text_without_tokens_has_no_sentence() -> None:
    for text in ("", "  \n ", "\u064b\u200f"):
        doc = read(text)
        assert doc.tokens == doc.sentences == doc.paragraphs == []


def test_only_words_have_facts() -> None:
    doc = read("قرر 5 , ok")
    assert [bool(token.facts.readings) for token in doc.tokens] == [True, False, False, False]
    assert [token.is_word for token in doc.tokens] == [True, False, False, False]
