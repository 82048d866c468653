"""Loader of the Arabic word lists: validated, folded, frozen, and hashed into the version.

A lexicon is one YAML file of `ar/`:

    description: What the list is for.
    fields: {government: words, kind: text, collective: flag}
    entries:
      - {id: agree, lemma: اتفق, pos: verb, label: agreement, government: [على]}

Every entry has `id` (unique in its file), `lemma` and `pos`, and may have `label`,
`examples`, `counter_examples`. Whatever else it holds must be declared under
`fields` with a type: `word` and `words` are folded; `text` and `texts` are kept as
written; `number`, `flag`; `table` is a mapping of names to words or lists of words,
folded. A short list may be written one entry a line, which YAML flow style allows.
Files are read once, when first asked for.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from extraction.errors import LexiconError
from extraction.text import fold_word

FOLDER = Path(__file__).parent / "ar"
POS = frozenset({
    "verb", "noun", "noun_prop", "adj", "prep", "conj", "conj_sub", "pron", "pron_rel", "pron_dem",
    "part", "part_neg", "part_fut", "adv", "num", "interj", "phrase",
})  # fmt: skip
_OWN_FIELDS = frozenset({"id", "lemma", "pos", "label", "examples", "counter_examples"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a lexicon. `lemma` is folded, `written` is the lemma as spelled in the file."""

    id: str
    lemma: str
    written: str
    pos: str
    label: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    fields: Mapping[str, Any]

    def word(self, name: str) -> str:
        """A `word` or `text` field, or "" where the entry has none."""
        return str(self.fields.get(name, ""))

    def words(self, name: str) -> tuple[str, ...]:
        """A `words` or `texts` field, or () where the entry has none."""
        return tuple(self.fields.get(name, ()))

    def flag(self, name: str) -> bool:
        """A `flag` field, or False where the entry has none."""
        return bool(self.fields.get(name, False))

    def number(self, name: str, default: float = 0) -> float:
        """A `number` field, or the default where the entry has none."""
        return float(self.fields.get(name, default))

    def table(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """A `table` field, every value as a tuple of words, or an empty one."""
        found: Mapping[str, tuple[str, ...]] = self.fields.get(name, MappingProxyType({}))
        return found


@cache
def load(name: str) -> tuple[Entry, ...]:
    """The entries of `ar/<name>.yaml` in order. Raises LexiconError for a file that breaks the schema."""
    return read(FOLDER / f"{name}.yaml")


@cache
def by_lemma(name: str) -> Mapping[str, tuple[Entry, ...]]:
    """The entries of a lexicon by folded lemma."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in load(name):
        found[entry.lemma] = (*found.get(entry.lemma, ()), entry)
    return MappingProxyType(found)


@cache
def labels_by(name: str, field: str) -> Mapping[str, tuple[str, ...]]:
    """The labels of the entries of a lexicon by each word that their `words` field lists."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in load(name):
        for word in entry.words(field):
            found[word] = (*found.get(word, ()), entry.label)
    return MappingProxyType(found)


def names() -> tuple[str, ...]:
    """The names of all lexicons, sorted; what `load` takes."""
    return tuple(
        sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.yaml"))
    )


@cache
def content_hash() -> str:
    """Twelve hex digits over every data file of the extractor, equal on every platform."""
    package = FOLDER.parent.parent
    digest = hashlib.sha256()
    for path in sorted(p for p in package.rglob("*") if p.suffix in {".yaml", ".json", ".almor"}):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


def read(path: Path) -> tuple[Entry, ...]:
    """The entries of one file, validated and frozen. Raises LexiconError."""
    data = _parse(path)
    if not isinstance(data, dict) or not isinstance(data.get("entries"), list):
        raise LexiconError(
            path.name, "", "must map description, fields and entries (a list); see extraction.lexicons"
        )
    if unknown := set(data) - {"description", "fields", "entries"}:
        raise LexiconError(
            path.name, "", f"unknown keys {sorted(unknown)}; allowed: description, fields, entries"
        )
    if not isinstance(data.get("description"), str):
        raise LexiconError(path.name, "", "needs a description")
    types = _field_types(path.name, data.get("fields") or {})
    entries = tuple(
        _entry(path.name, position, raw, types) for position, raw in enumerate(data["entries"], start=1)
    )
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise LexiconError(path.name, entry.id, "this id is used twice")
        seen.add(entry.id)
    return entries


def _parse(path: Path) -> Any:
    # Importing yaml costs 15 ms, which a caller that needs no lexicon should not pay.
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except FileNotFoundError:
        raise LexiconError(path.name, "", f"no such lexicon; there are {', '.join(names())}") from None
    except yaml.YAMLError as error:
        raise LexiconError(path.name, "", f"is not YAML: {error}") from error


def _field_types(file: str, declared: Any) -> dict[str, Callable[[Any], Any]]:
    if not isinstance(declared, dict):
        raise LexiconError(file, "", "fields must map names to types")
    for name, kind in declared.items():
        if kind not in _CONVERTERS:
            raise LexiconError(
                file, "", f"field {name} has unknown type {kind!r}; allowed: {', '.join(_CONVERTERS)}"
            )
        if name in _OWN_FIELDS:
            raise LexiconError(file, "", f"field {name} is built in and must not be declared")
    return {name: _CONVERTERS[kind] for name, kind in declared.items()}


def _entry(file: str, position: int, raw: Any, types: Mapping[str, Callable[[Any], Any]]) -> Entry:
    if not isinstance(raw, dict):
        raise LexiconError(file, f"number {position}", "must be a mapping")
    name = str(raw.get("id") or f"number {position}")
    for required in ("id", "lemma", "pos"):
        if not isinstance(raw.get(required), str) or not raw[required].strip():
            raise LexiconError(file, name, f"needs a non-empty {required}")
    if raw["pos"] not in POS:
        raise LexiconError(file, name, f"pos {raw['pos']!r} is not one of {', '.join(sorted(POS))}")
    fields = {}
    for key, value in raw.items():
        if key in _OWN_FIELDS:
            continue
        if key not in types:
            raise LexiconError(file, name, f"field {key} is not declared under fields")
        try:
            fields[key] = types[key](value)
        except (TypeError, ValueError) as error:
            raise LexiconError(file, name, f"field {key}: {error}") from None
    try:
        lemma, label = _word(raw["lemma"]), _text(raw.get("label", ""))
        examples, counter_examples = _texts(raw.get("examples", [])), _texts(raw.get("counter_examples", []))
    except (TypeError, ValueError) as error:
        raise LexiconError(file, name, str(error)) from None
    return Entry(
        raw["id"],
        lemma,
        raw["lemma"],
        raw["pos"],
        label,
        examples,
        counter_examples,
        MappingProxyType(fields),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"must be text, not {value!r}")
    return value


def _word(value: Any) -> str:
    folded = " ".join(fold_word(_text(value)).split())
    if not folded:
        raise ValueError("must not be empty once folded")
    return folded


def _list(convert: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    def converter(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise TypeError(f"must be a list, not {value!r}")
        return tuple(convert(item) for item in value)

    return converter


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"must be a number, not {value!r}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"must be true or false, not {value!r}")
    return value


def _table(value: Any) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise TypeError(f"must be a mapping, not {value!r}")
    found = {_text(key): _words(item if isinstance(item, list) else [item]) for key, item in value.items()}
    return MappingProxyType(found)


_words = _list(_word)
_texts = _list(_text)
_CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "word": _word,
    "words": _words,
    "text": _text,
    "texts": _texts,
    "number": _number,
    "flag": _flag,
    "table": _table,
}
