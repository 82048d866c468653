"""Readings guessed from the shape of a word that no list knows.

Arabic shows much in its letters: سـ before an imperfect prefix is a future verb,
إفعال and its like are masdars, ات ون ية end nouns. Where the shape says nothing
the word is read as a name.
"""

import re
from collections.abc import Iterator

from extraction.readings import Reading

_CLITICS = re.compile("^(?P<w>[وف])?(?:(?P<l>لل)|(?P<p>[بك])?(?P<al>ال))(?=...)")
_CONJUNCTION = re.compile("^([وف])(?=....)")
_PREPOSITION = re.compile("^([بلك])(?=....)")
_FUTURE = re.compile("^س([يتن])....*(?<![هءاو])(?<!ات)$")
_IMPERFECT = re.compile("^([يتن])....*(?<!ه)(?<!اء)(?<!ات)(?<!يا)$")
_MASDAR = re.compile("(?:ا..ا.|ت..ي.|ت..يه|م.ا..ه|است..?ا.|است.ا.ه|ان..ا.|ا.[تطد].ا.|ت.ا..|ا..ا.ه)(?:ات)?")
_PRONOUN = re.compile("(?<=....)(?:هما|ها|هم|نا|ه)$")
_NOUN_ENDING = re.compile("(?:ات|ون|يين|يون|يه|اييه|تين)$")
_CODES = {"و": "w", "ف": "f", "ب": "b", "ل": "l", "ك": "k"}
_ENCLITICS = {"هما": "3d", "ها": "3fs", "هم": "3mp", "نا": "1p", "ه": "3ms"}


def is_masdar(stem: str) -> bool:
    """Whether a folded stem without clitics has the form of a masdar of a derived verb."""
    return _MASDAR.fullmatch(stem) is not None


def guess(word: str) -> list[Reading]:
    """At least one reading of an unknown folded word, the likeliest first."""
    if match := _CLITICS.match(word):
        first = (_CODES[match["w"]],) if match["w"] else ()
        middle = ("l",) if match["l"] else (_CODES[match["p"]],) if match["p"] else ()
        return list(_definite(word[match.end() :], (*first, *middle, "al")))
    clitics: tuple[str, ...] = ()
    if match := _CONJUNCTION.match(word):
        clitics, word = (_CODES[match[1]],), word[1:]
    found = list(_bare(word, clitics))
    if match := _PREPOSITION.match(word):
        inner = _governed(word[1:], (*clitics, _CODES[match[1]]))
        masdar = inner[0].masdar and not found[0].masdar
        found = inner if masdar else found + inner
    return found


def _governed(stem: str, clitics: tuple[str, ...]) -> list[Reading]:
    """The readings after a preposition, where no verb can stand: `بستراسبورغ` is a name, no future."""
    nouns = [reading for reading in _bare(stem, clitics) if reading.pos != "verb"]
    return nouns or [Reading(stem, "noun_prop", proclitics=clitics, stem=stem, gender=_gender(stem))]


def _definite(stem: str, clitics: tuple[str, ...]) -> Iterator[Reading]:
    if is_masdar(stem):
        yield Reading(stem, "noun", proclitics=clitics, stem=stem, masdar=True, gender=_gender(stem))
    elif _NOUN_ENDING.search(stem):
        yield from _noun_or_adjective(stem, clitics)
    else:
        yield Reading(stem, "noun_prop", proclitics=clitics, stem=stem, gender=_gender(stem))
        yield Reading(stem, "noun", proclitics=clitics, stem=stem, gender=_gender(stem))
        if stem.endswith("ي"):
            yield Reading(stem, "adj", proclitics=clitics, stem=stem, gender="m", number="s")


def _bare(stem: str, clitics: tuple[str, ...]) -> Iterator[Reading]:
    if _FUTURE.match(stem):
        yield _verb(stem[1:], (*clitics, "s"))
        return
    masdar, pronoun = stem, ""
    if not is_masdar(stem) and (match := _PRONOUN.search(stem)):
        masdar, pronoun = stem[: match.start()], _ENCLITICS[match[0]]
    if is_masdar(masdar):
        yield Reading(
            masdar,
            "noun",
            proclitics=clitics,
            enclitic=pronoun,
            stem=masdar,
            masdar=True,
            gender=_gender(masdar),
        )
        return
    if _IMPERFECT.match(stem):
        yield _verb(stem, clitics)
    if _NOUN_ENDING.search(stem):
        yield from _noun_or_adjective(stem, clitics)
        return
    yield Reading(stem, "noun_prop", proclitics=clitics, stem=stem, gender=_gender(stem))


def _verb(text: str, clitics: tuple[str, ...]) -> Reading:
    person, gender = {"ي": ("3", "m"), "ت": ("3", "f"), "ن": ("1", "")}[text[0]]
    number = "p" if text[0] == "ن" or text.endswith(("ون", "وا")) else "s"
    return Reading(text, "verb", "i", "", person, gender, number, clitics, "", False, text[1:])


def _noun_or_adjective(stem: str, clitics: tuple[str, ...]) -> Iterator[Reading]:
    number = "s" if stem.endswith("يه") else "d" if stem.endswith("تين") else "p"
    for pos in ("noun", "adj"):
        yield Reading(stem, pos, proclitics=clitics, stem=stem, gender=_gender(stem), number=number)


def _gender(stem: str) -> str:
    return "f" if stem.endswith(("ه", "ات", "تين")) else "m"
