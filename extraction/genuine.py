"""Evidence for whether the mentions of a cluster stand for an occasion, or for a habit, a body or a thing."""

from collections.abc import Sequence

from extraction.gatherings import Mention
from extraction.merging import Cluster
from extraction.nouns import Noun
from extraction.occasions import Frame, words
from extraction.phrases import Phrases
from extraction.tokens import TokenKind

_EVIDENCE = (
    "firm_date",
    "clock",
    "place",
    "organizers",
    "chair",
    "participants",
    "held",
    "during",
    "demonstrative",
    "occurs",
)
_OWNERS = ("title", "body", "group", "place_head", "collective", "people")
_QUOTES = frozenset('"«“')
# So far before a mention words that deny or demand it are looked for.
_MOOD = 7


def occasion_features(table: Phrases, cluster: Cluster, open_forum: bool) -> dict[str, float]:
    """Whether the mentions of a cluster stand for a real occasion."""
    frames: Sequence[Frame] = cluster.frames
    first = frames[0].mention
    found: dict[str, float] = {f"head.{first.entry}": 1.0, f"size.{min(len(frames), 3)}": 1.0}
    for name, value in (
        ("weak", all(f.mention.weak for f in frames)),
        ("dull", all(f.mention.dull for f in frames)),
        ("plural", all(f.mention.plural for f in frames)),
        ("verbal", all(f.mention.verbal for f in frames)),
        ("definite", first.definite or first.owned),
        ("demonstrative", any(f.mention.demonstrative for f in frames)),
        ("owned", any(f.mention.owned for f in frames)),
        ("firm_date", any(f.firm for f in frames)),
        ("loose_date", any(f.loose for f in frames)),
        ("clock", any(f.clock for f in frames)),
        ("place", any(f.places for f in frames)),
        ("organizers", any(f.organizers for f in frames)),
        ("chair", any(f.chair for f in frames)),
        ("participants", any(f.participants for f in frames)),
        ("body", any(f.body for f in frames)),
        ("held", any(f.held for f in frames)),
        ("during", any(f.during for f in frames)),
        ("occurs", any(f.occurs for f in frames)),
        ("ahead", any(f.ahead for f in frames)),
        ("generic", all(f.generic for f in frames)),
        ("future_only", all(f.future and not f.past for f in frames)),
        ("future", any(f.future for f in frames)),
        ("past", any(f.past for f in frames)),
        ("bare", all(not f.mention.modifiers for f in frames)),
        ("in_forum", open_forum and first.entry == "gathering.sitting"),
    ):
        if value:
            found[name] = 1.0
            if name in {"firm_date", "place", "organizers", "participants", "held", "during", "chair"}:
                for trait in ("weak", "plural", "verbal"):
                    if found.get(trait):
                        found[f"{name}.{trait}"] = 1.0
    for role in {f.role for f in frames if f.role}:
        found[f"role.{role}"] = 1.0
        found[f"role.{role}.{_class_of(first)}"] = 1.0
    evidence = sum(name in found for name in _EVIDENCE)
    found[f"evidence.{min(evidence, 4)}"] = 1.0
    found[f"evidence.{min(evidence, 3)}.{_class_of(first)}"] = 1.0
    if found.get("definite") and len(frames) == 1 and not evidence:
        found["lone_definite"] = 1.0
    _habits(table, first, found)
    _surroundings(table, first, found)
    _standing(table, first, found)
    return found


def _class_of(mention: Mention) -> str:
    if mention.verbal:
        return "verb"
    if mention.dull:
        return "dull"
    if mention.plural:
        return "plural"
    return "weak" if mention.weak else "strong"


def _habits(table: Phrases, mention: Mention, found: dict[str, float]) -> None:
    """Words near the mention that make it a habit or a condition."""
    tokens = table.doc.tokens
    after = {t.folded for t in tokens[mention.head + 1 : mention.end + 5]}
    around = {t.folded for t in tokens[max(0, mention.head - 12) : mention.end + 8]}
    found["habit"] = float(bool(after & words("habit")))
    found["condition"] = float(bool(around & words("condition")))
    close = {t.folded for t in tokens[max(0, mention.head - 3) : mention.end + 4]}
    for label in ("show", "court", "election", "press"):
        if close & words(label):
            found[label] = 1.0
            found[f"{label}.{mention.entry}"] = 1.0
    before = tokens[mention.head - 1] if mention.head else None
    found["after.number"] = float(before is not None and before.kind is TokenKind.NUMBER)


def _surroundings(table: Phrases, mention: Mention, found: dict[str, float]) -> None:
    """Where the first mention stands, and what its verb tells."""
    tokens = table.doc.tokens
    word = table.nouns[mention.head]
    found["joined"] = float(word is not None and bool(word.conj))
    found["early"] = float(tokens[mention.head].sentence < 2)
    if mention.verbal:
        readings = tokens[mention.head].facts.of("verb")
        found["imperfect"] = float(bool(readings) and all(r.aspect == "i" for r in readings))
        found["with_future"] = float(any("s" in r.proclitics for r in readings))
        found["only_verb"] = float(tokens[mention.head].facts.verb_only)
    for name in [name for name, value in found.items() if not value]:
        del found[name]


def _standing(table: Phrases, mention: Mention, found: dict[str, float]) -> None:
    """What stands right before and after the first mention, and how it is told: denied, asked for, quoted."""
    tokens, nouns = table.doc.tokens, table.nouns
    head, end = mention.head, mention.end
    sentence = table.doc.sentences[tokens[head].sentence]
    word = nouns[head]
    before = nouns[head - 1] if head > sentence.start else None
    if word is not None and word.prep:
        names = [f"led.{word.prep}"]
    elif head == sentence.start:
        names = ["led.nothing"]
    else:
        names = [f"led.{_class_before(before)}"]
    names += [f"{names[0]}.{_class_of(mention)}", f"{names[0]}.{'the' if mention.definite else 'a'}"]
    after = nouns[end] if end < sentence.stop else None
    names += [f"then.{_class_after(after)}", f"then.{_class_after(after)}.{_class_of(mention)}"]
    near = {token.folded for token in tokens[max(sentence.start, head - _MOOD) : head]}
    for label in ("denial", "demand", "ahead"):
        if near & words(label):
            names += [f"under.{label}", f"under.{label}.{'the' if mention.definite else 'a'}"]
    if head and tokens[head - 1].folded in _QUOTES:
        names.append("quoted")
    beside = {token.folded for token in tokens[head + 1 : head + 3]}
    for label in ("contrast", "plain_word", "next", "past", "session_word", "training_word"):
        if beside & words(label):
            names += [f"beside.{label}", f"beside.{label}.{mention.entry}"]
    if found.get("definite"):
        names.append(f"the.{mention.entry}")
    if found.get("future_only"):
        names.append(f"ahead.{_class_of(mention)}")
    found.update(dict.fromkeys(names, 1.0))


def _class_before(word: Noun | None) -> str:
    """What stands before a mention: who or what would own it, a verb, a preposition."""
    if word is None:
        return "sign"
    if word.is_verb:
        return "verb"
    if word.is_function:
        lemma = min(word.facts.lemmas, default="")
        return f"word.{lemma}" if "prep" in word.facts.pos or len(lemma) <= 3 else "word"
    owner = next((label for label in _OWNERS if label in word.labels), None)
    if owner is not None and not word.al:
        return f"of.{owner}"
    if word.al:
        return "the noun"
    return "masdar" if word.facts.can_masdar else "noun"


def _class_after(word: Noun | None) -> str:
    """What follows a mention."""
    if word is None:
        return "sign"
    if "pron_rel" in word.facts.pos:
        return "relative"
    if word.is_verb:
        return "verb"
    if word.is_function:
        return f"word.{min(word.facts.lemmas, default='')}"
    return f"prep.{word.prep}" if word.prep else "conj" if word.conj else "noun"
