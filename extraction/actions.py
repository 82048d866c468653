"""Action spans: where what is to be done begins after a trigger, where it ends, and its conjuncts.

The span carries no lexical knowledge beyond clause cues: a preposition and a masdar, an
أن-clause or a bare masdar opens it; a stop, a verb of saying, a new statement or a ground closes it;
a masdar of parallel form after و, a comma or a word of addition opens the next conjunct.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.conjuncts import Decide, Joint, joins, joint_at, parts
from extraction.context import Context
from extraction.endings import Ends, ending_at, ends, may_end
from extraction.lists import list_after
from extraction.openings import Opening, find_opening, past_weight
from extraction.subjects import is_party, topic_before
from extraction.triggers import Trigger

_MOST = 40
_REACH_OF_RESUMPTION = 40
_INTERRUPTING = ("break", "cause", "attribution", "relative")
_RESUMING = frozenset({"w", "comma", "addition", "provided", "again"})
_LONGEST_TOPIC = 24
_SPEAKING = ("speech_participle", "demand_participle")
_LONGEST = 90
_QUOTES = {"»": "«", "”": "“"}


@dataclass(frozen=True, slots=True)
class Action:
    """Tokens `start..end-1` that say what is to be done; `head` is its masdar or verb.

    `form` is how it opened: a member of `takes`, or "verb" where the trigger is the
    action. `order` counts conjuncts from 0 and `joint` says how this one is joined on.
    """

    start: int
    end: int
    head: int
    form: str
    order: int
    joint: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The learned choices that shape spans: where two actions part and where one ends."""

    parts: Decide
    ends: Ends


LEARNED = Choices(parts, ends)


def find_actions(ctx: Context, trigger: Trigger, choices: Choices = LEARNED) -> list[Action]:
    """The actions that a trigger introduces, in order."""
    opening = find_opening(ctx, trigger)
    if opening and opening.form == "verb" and trigger.form not in ("provided", "terms"):
        opening = _with_topic(ctx, trigger, opening)
    listed = _listed_actions(ctx, trigger, opening)
    if listed:
        return listed
    return list(_conjuncts(ctx, opening, choices)) if opening else []


def _with_topic(ctx: Context, trigger: Trigger, opening: Opening) -> Opening:
    """An act that stands before its verb of taking place belongs to the action: `عملية الفرز ستبدأ غدا`."""
    reading = trigger.reading
    takes_place = ctx.cues[trigger.head].has("occur") or reading.voice == "p" or reading.gender == "f"
    topic = topic_before(ctx, trigger.head) if takes_place else None
    if topic is None or is_party(topic) or trigger.start - topic.start > _LONGEST_TOPIC:
        return opening
    return Opening(topic.start, opening.head, "topic")


def _listed_actions(ctx: Context, trigger: Trigger, opening: Opening | None) -> list[Action]:
    """The items of a marked list after the trigger, where it begins before any other action."""
    if not trigger.takes or trigger.form in ("future", "continued"):
        return []
    items = list_after(ctx, trigger.after)
    if not items or (opening and opening.start < items[0][0]):
        return []
    found: list[Action] = []
    for start, stop in items:
        head = past_weight(ctx, start)
        if ctx.cues[head].masdar or ctx.cues[head].has("that"):
            end = _trimmed(ctx, start, _first_close(ctx, head + 1, stop))
            found.append(Action(head, end, head, "marked", len(found), "marker" if found else ""))
    return found


def _first_close(ctx: Context, i: int, stop: int) -> int:
    return next((j for j in range(i, stop) if _closes(ctx, j)), stop)


def _conjuncts(ctx: Context, opening: Opening, choices: Choices) -> Iterator[Action]:
    start, head, joint = opening.start, opening.head, ""
    for order in range(_MOST):
        end, following = _extent(ctx, start, head, opening, choices)
        end = _trimmed(ctx, start, end)
        if end > start:
            yield Action(start, end, head, opening.form, order, joint)
        if following is None:
            return
        start, head, joint = following.at, following.head, following.kind


def _extent(
    ctx: Context, start: int, head: int, opening: Opening, choices: Choices
) -> tuple[int, Joint | None]:
    """The end of the action at `start`, and the joint at which the next one begins."""
    stop = min(ctx.sentence(head).stop, start + _LONGEST)
    if opening.stop >= 0:
        return min(stop, opening.stop), None
    brackets = 0
    for j in range(start, stop):
        text = ctx.tokens[j].text
        if text in "([":
            brackets += 1
        elif text in ")]":
            brackets -= 1
        if j <= head or brackets > 0 or _is_inert(ctx, j):
            continue
        joint = joint_at(ctx, j, head, opening)
        if joint and choices.parts(joint):
            return j, joint
        ending = None if joint else ending_at(ctx, j, start, opening.form)
        if _closes(ctx, j) or (ending and choices.ends(ending)):
            return j, _resumed(ctx, j, head, opening, choices)
    return stop, None


def _is_inert(ctx: Context, j: int) -> bool:
    """Whether no action can part, end or close at token `j`, whichever it is. Remembered."""
    if j not in ctx.inert:
        ctx.inert[j] = not (joins(ctx, j) or may_end(ctx, j) or _closes(ctx, j))
    return ctx.inert[j]


def _resumed(ctx: Context, j: int, head: int, opening: Opening, choices: Choices) -> Joint | None:
    """A list that goes on after an interrupting clause: `…، وتضم اللجنة ممثلين، وتنظيم لقاء`."""
    stop = min(ctx.sentence(head).stop, j + _REACH_OF_RESUMPTION)
    for k in range(j, stop):
        here = ctx.cues[k]
        if ctx.is_stop(k) or here.future or here.has("that", "speech_participle", "settled"):
            return None
        if (here.has("speech") and here.finite) or (here.triggers and here.perfect and here.finite):
            return None
        joint = joint_at(ctx, k, head, opening) if k > j else None
        if joint and joint.kind in _RESUMING:
            label = next((x for x in _INTERRUPTING if x in ctx.cues[j].labels), "verb")
            joint.features["resumed"] = 1.0
            joint.features[f"resumed after {label}"] = 1.0
            if choices.parts(joint):
                return joint
    return None


def _closes(ctx: Context, j: int) -> bool:
    """Whether what begins at token `j` lies outside the action. Remembered: many actions may pass it."""
    if j not in ctx.closing:
        ctx.closing[j] = _does_close(ctx, j)
    return ctx.closing[j]


def _does_close(ctx: Context, j: int) -> bool:
    here = ctx.cues[j]
    if ctx.is_punctuation(j):
        return ctx.is_stop(j) or (ctx.tokens[j].text in "،," and _comma_closes(ctx, j))
    if here.has("addition") and j + 1 < len(ctx.cues) and _tells(ctx, j + 1):
        return True
    if here.has("break", "cause") or (ctx.clauses.at(j).opener == j and here.has(*_SPEAKING)):
        return True
    if here.has("speech") and (here.finite or here.conj):
        return not ctx.cues[j - 1].has("relative")
    if here.has("attribution"):
        return _attributes(ctx, j)
    if here.conj and (here.finite or here.has("that", "relative")):
        return True
    if here.future and not ctx.cues[j - 1].has("relative", "that"):
        return True
    if ctx.joined(j) and (_new_statement(ctx, j) or _new_trigger(ctx, j)):
        return True
    return ctx.phrase_label(j, "cause_phrase") or ctx.phrase_label(j, "break_phrase")


def _tells(ctx: Context, j: int) -> bool:
    """`ثم رفض الاقتراح`: a past verb after a word of addition tells on."""
    here = ctx.cues[j]
    return here.finite and here.perfect and not here.imperfect


def _new_trigger(ctx: Context, j: int) -> bool:
    """`وتعهد كذلك أنه …`: a word that binds by itself and can be a past verb."""
    here = ctx.cues[j]
    binds = any(entry.word("form") == "verb" and reading.aspect == "p" for entry, reading in here.triggers)
    return binds and not here.al and not here.prep and not here.suffix


def _new_statement(ctx: Context, j: int) -> bool:
    """`وفي هذا الإطار تم …`: و, an adverbial and a verb, run on without a stop."""
    first = j if ctx.cues[j].conj and len(ctx.cues[j].word) > 1 else j + 1
    if first >= len(ctx.cues):
        return False
    here = ctx.cues[first]
    adverbial = here.has("an_fi", "during", "ala", "ila", "from") or (here.prep and not here.masdar)
    stop = min(first + 5, ctx.sentence(j).stop)
    for k in range(first + 1, stop) if adverbial else ():
        if ctx.is_punctuation(k) or ctx.cues[k].has("relative"):
            return False
        if ctx.cues[k].finite and (ctx.cues[k].perfect or ctx.cues[k].future):
            return True
    return False


def _attributes(ctx: Context, j: int) -> bool:
    """Whether وفق or حسب names a source (`وفق بلاغ`), not a measure (`وفق شروط`)."""
    if ctx.tokens[j - 1].text in "،," or j + 1 >= len(ctx.cues):
        return True
    word = ctx.phrases.nouns[j + 1]
    return ctx.cues[j + 1].has("source_word") or (word is not None and word.heads_party)


def _comma_closes(ctx: Context, j: int) -> bool:
    k = j + 1
    if k >= len(ctx.cues):
        return True
    here = ctx.cues[k]
    if here.future or here.finite or ctx.phrase_label(k, "break_phrase"):
        return True
    if here.conj and not here.masdar and not here.al:
        return True
    return here.has("break", "relative", "that", "purpose", "cause", "negation", "attribution")


def _trimmed(ctx: Context, start: int, end: int) -> int:
    """Without joints, signs and openers at its end."""
    while end > start + 1 and (_loose(ctx, end - 1) or _closes_nothing(ctx, start, end - 1)):
        end -= 1
    return end


def _closes_nothing(ctx: Context, start: int, i: int) -> bool:
    """Whether a closing quotation mark at token `i` has no opening one since `start`."""
    opens = _QUOTES.get(ctx.tokens[i].text)
    return opens is not None and all(ctx.tokens[j].text != opens for j in range(start, i))


def _loose(ctx: Context, i: int) -> bool:
    if ctx.is_punctuation(i):
        return ctx.tokens[i].text not in ')»”"]'
    here = ctx.cues[i]
    if here.conj and here.has("during"):
        return True
    return ctx.tokens[i].folded in ("و", "ف") or here.facts.pos == frozenset({"prep"})
