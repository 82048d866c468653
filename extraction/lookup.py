"""Readings of a word from the tables of the compact database.

camel_tools' own Analyzer gives the same analyses, but importing it builds tables of all
of Unicode (0.4 s, a third of a cold start), and merging the features that this database
does not have takes most of its time. A test holds the two together.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from extraction.readings import Reading

Features = Mapping[str, str]
_MISSING = frozenset({"", "-"})


def readings(database: Any, word: str) -> list[Reading]:
    """All readings of a folded word in a loaded MorphologyDB of ours, in the order of its tables."""
    return [_reading(*parts) for parts in _analyses(database, word)]


def _analyses(database: Any, word: str) -> Iterator[tuple[Features, Features, Features]]:
    """(prefix, stem, suffix) features of every split of the word that the tables allow."""
    length = len(word)
    for start in range(min(database.max_prefix_size, length - 1) + 1):
        prefixes = database.prefix_hash.get(word[:start])
        if prefixes is None:
            continue
        for end in range(max(start + 1, length - database.max_suffix_size), length + 1):
            stems = database.stem_hash.get(word[start:end])
            suffixes = database.suffix_hash.get(word[end:]) if stems else None
            if suffixes:
                yield from _compatible(database, prefixes, stems, suffixes)


def _compatible(
    database: Any, prefixes: Any, stems: Any, suffixes: Any
) -> Iterator[tuple[Features, Features, Features]]:
    for prefix_category, prefix in prefixes:
        stem_categories = database.prefix_stem_compat[prefix_category]
        after_prefix = database.prefix_suffix_compat[prefix_category]
        for stem_category, stem in stems:
            if stem_category in stem_categories:
                after_stem = database.stem_suffix_compat[stem_category]
                for suffix_category, suffix in suffixes:
                    if suffix_category in after_stem and suffix_category in after_prefix:
                        yield prefix, stem, suffix


def _reading(prefix: Features, stem: Features, suffix: Features) -> Reading:
    def value(name: str) -> str:
        """A prefix decides before a suffix, a suffix before the stem."""
        for features in (prefix, suffix, stem):
            found = features.get(name, "")
            if found not in _MISSING:
                return found
        return ""

    proclitics, derived = value("prc"), value("derv")
    return Reading(
        lemma=stem["lex"],
        pos=stem["pos"],
        aspect=value("asp"),
        voice=value("vox"),
        person=value("per"),
        gender=value("gen"),
        number=value("num"),
        proclitics=tuple(proclitics.split("+")) if proclitics else (),
        enclitic=value("enc"),
        masdar=derived == "masdar",
        stem=stem["diac"],
        label=value("lab"),
        verb=value("verb"),
        participle=derived if derived != "masdar" else "",
    )
