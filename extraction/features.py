"""Named evidence for and against a candidate record: what the learned filter weighs.

Every feature is a plain name with value 1 unless said otherwise. None holds a word
of the article; the trigger's lexicon entry and the labels of its neighbours are the
only lexical knowledge.
"""

from extraction.actions import Action
from extraction.acts import acts_of, sorts_of
from extraction.buckets import bucket
from extraction.clauses import ClauseKind
from extraction.context import Context
from extraction.speakers import speaker_of
from extraction.subjects import antecedent, is_party, owner, subject_after, topic_before
from extraction.triggers import Trigger

_NEIGHBOUR_LABELS = (
    "negation", "relative", "that", "break", "speech", "speech_participle", "demand", "hope", "condition",
    "purpose", "cause", "attribution", "list", "settled", "stipulate", "effect", "occur", "govern",
    "programme", "happen",
)  # fmt: skip
_OFF_TOPICS = frozenset({"sport", "weather", "show", "market", "technology", "science", "crime", "war"})
# The log-odds of the whole article, added by who weighs the candidates.
ARTICLE = "article"
_REACH_OF_PROGRAMME = 40
_TOPICAL = 0.012
_TENSED = frozenset({"future", "continued", "never", "scheduled", "present", "provided"})
_ROLES = ("collective", "body", "title", "group", "honorific", "given", "side", "gathering", "place")


def item_features(ctx: Context, trigger: Trigger, action: Action) -> dict[str, float]:
    """The evidence for one candidate of trigger and action."""
    found: dict[str, float] = {}
    _of_trigger(ctx, trigger, found)
    _of_clause(ctx, trigger, found)
    _of_neighbours(ctx, trigger, found)
    _of_subject(ctx, trigger, found)
    _of_action(ctx, trigger, action, found)
    _of_time(ctx, trigger, action, found)
    _of_article(ctx, trigger, found)
    return found


def subject_features(ctx: Context, trigger: Trigger) -> dict[str, float]:
    """What the subject of the trigger is, without the sort of its verb."""
    found: dict[str, float] = {}
    _of_subject(ctx, trigger, found)
    return {name: value for name, value in found.items() if "sort=" not in name and "rank=" not in name}


def _of_trigger(ctx: Context, trigger: Trigger, found: dict[str, float]) -> None:
    reading = trigger.reading
    found[f"rule={trigger.rule}"] = 1.0
    found[f"form={trigger.form}"] = 1.0
    found[f"form={trigger.form},aspect={reading.aspect}"] = 1.0
    if reading.pos == "verb":
        found[f"person={reading.person}{reading.number}"] = 1.0
        if reading.voice == "p":
            found["voice=passive"] = 1.0
        found[f"verb={reading.lemma},{trigger.form}"] = 1.0
        for sort in sorts_of(reading.lemma):
            found[f"verb sort={sort},{trigger.form}"] = 1.0
    for label in ctx.cues[trigger.head].labels:
        found[f"verb:{label},{trigger.form}"] = 1.0
    if ctx.cues[trigger.head].al:
        found["trigger:definite"] = 1.0
    if ctx.cues[trigger.head].suffix:
        found["trigger:owned"] = 1.0


def _of_clause(ctx: Context, trigger: Trigger, found: dict[str, float]) -> None:
    clause = ctx.clauses.at(trigger.head)
    found[f"clause={clause.kind}"] = 1.0
    found[f"clause={clause.kind},{trigger.form}"] = 1.0
    if clause.quoted:
        found["quoted"] = 1.0
    verb = ctx.clauses.reported_by(trigger.head)
    if verb >= 0:
        found["reported"] = 1.0
        found[f"reported,{trigger.form}"] = 1.0
        for label in ctx.cues[verb].labels:
            found[f"reported:{label}"] = 1.0
        for lemma in ctx.cues[verb].verb_lemmas:
            found[f"said with {lemma}"] = 1.0
        _of_speaker(ctx, trigger, found)
    if ctx.clauses.within(trigger.head, ClauseKind.RELATIVE):
        found[f"inside relative,{trigger.form}"] = 1.0
    sentence = ctx.sentence(trigger.head)
    if sentence.start == 0:
        found["first sentence"] = 1.0
    if ctx.condition_before(trigger.start):
        found["condition before"] = 1.0
    _of_the_past(ctx, trigger, sentence, found)


def _of_the_past(ctx: Context, trigger: Trigger, sentence: range, found: dict[str, float]) -> None:
    """What is told as background or denied: `كانت السلطات قد قررت`, `نفى أن تكون قد قررت`, `القانون يلزم`."""
    for j in range(trigger.start - 1, max(sentence.start, trigger.start - 9) - 1, -1):
        here = ctx.cues[j]
        if here.has("was") and here.perfect:
            found["had"] = found[f"had,{trigger.form}"] = 1.0
        for label in ("denial", "law", "keep"):
            if here.has(label):
                found[f"behind {label}"] = found[f"behind {label},{trigger.form}"] = 1.0
        if ctx.is_punctuation(j):
            break
    for j in range(trigger.end, min(sentence.stop, trigger.end + 4)):
        if ctx.cues[j].has("law"):
            found["before law"] = 1.0


def _of_speaker(ctx: Context, trigger: Trigger, found: dict[str, float]) -> None:
    speaker = speaker_of(ctx, trigger.head)
    if speaker is None:
        found["speaker unknown"] = 1.0
        return
    role = next((r for r in _ROLES if r in speaker.kinds), "name" if speaker.name else "thing")
    found[f"speaker:{role},{trigger.form}"] = 1.0
    entity = ctx.party_of(speaker)[1]
    if entity is not None and entity.organisation is not None:
        found[f"speaker for a body,{trigger.form}"] = 1.0


def _of_neighbours(ctx: Context, trigger: Trigger, found: dict[str, float]) -> None:
    sentence = ctx.sentence(trigger.head)
    for name, j in (("before", trigger.start - 1), ("before2", trigger.start - 2), ("after", trigger.end)):
        if not sentence.start <= j < sentence.stop:
            found[f"{name}:edge"] = 1.0
            continue
        here = ctx.cues[j]
        for label in _NEIGHBOUR_LABELS:
            if label in here.labels:
                found[f"{name}:{label}"] = 1.0
        if ctx.is_punctuation(j):
            found[f"{name}:sign"] = 1.0
        if here.finite:
            found[f"{name}:verb"] = 1.0
        if here.masdar:
            found[f"{name}:masdar"] = 1.0
    for j in range(max(sentence.start, trigger.start - 6), trigger.start):
        for label in ("demand", "hope", "negation", "effect", "condition"):
            if label in ctx.cues[j].labels:
                found[f"near:{label}"] = 1.0


def _of_subject(ctx: Context, trigger: Trigger, found: dict[str, float]) -> None:
    if trigger.form in ("masdar", "light", "passive", "expected"):
        phrase, place = owner(ctx, trigger.head), "owner"
    else:
        phrase, place = subject_after(ctx, trigger.head), "after"
        if phrase is None:
            phrase, place = antecedent(ctx, trigger.head), "antecedent"
        if phrase is None:
            phrase, place = topic_before(ctx, trigger.head), "topic"
        if ctx.cues[trigger.start - 1].has("that_pronoun"):
            phrase, place = None, "pronoun"
            found[f"subject:pronoun,{trigger.form}"] = 1.0
    if phrase is None:
        found[f"subject=none,{trigger.form}"] = 1.0
        return
    found[f"subject:{place},{trigger.form}"] = 1.0
    role = next((r for r in _ROLES if r in phrase.kinds), "name" if phrase.name else "thing")
    found[f"subject:{role}"] = 1.0
    found[f"subject:{role},{trigger.form}"] = 1.0
    if not is_party(phrase) and ctx.cues[phrase.head].masdar:
        found[f"subject:masdar,{trigger.form}"] = 1.0
    if phrase.definite:
        found["subject:definite"] = 1.0
    if trigger.form in _TENSED:
        for sort in sorts_of(trigger.reading.lemma):
            found[f"subject:{role},verb sort={sort}"] = 1.0
    entity = ctx.party_of(phrase)[1]
    if entity is not None:
        rank = ctx.prominence(entity)
        found[f"subject rank={bucket(rank, (0, 2, 5))},{trigger.form}"] = 1.0


def _of_time(ctx: Context, trigger: Trigger, action: Action, found: dict[str, float]) -> None:
    """Whether a time expression stands in the action or near the trigger, and of what sort."""
    for timex in ctx.timexes_in(action.start, action.end):
        found[f"time in action:{timex.kind},{trigger.form}"] = 1.0
        found[f"time in action,{trigger.form}"] = 1.0
        found[f"time in action={ctx.side(timex)}"] = 1.0
        found[f"time in action={ctx.side(timex)},{trigger.form}"] = 1.0
    for timex in ctx.timexes_in(trigger.start - 8, trigger.end + 8):
        found[f"time near,{trigger.form}"] = 1.0
        found[f"time near={ctx.side(timex)}"] = 1.0
        found[f"time near={ctx.side(timex)},{trigger.form}"] = 1.0


def _of_article(ctx: Context, trigger: Trigger, found: dict[str, float]) -> None:
    """What sort of article it is, as far as that bears on plans: topic, meetings, trigger words."""
    for topic, share in ctx.topics().items():
        if share > _TOPICAL:
            found[f"topic:{topic}"] = 1.0
            found[f"topic:{topic},{trigger.form}"] = 1.0
    topics = ctx.topics()
    off = sum(share for topic, share in topics.items() if topic in _OFF_TOPICS)
    found[f"off topic={bucket(round(100 * (off - topics.get('council', 0.0))), (-4, -1, 0, 2, 4))}"] = 1.0
    found[f"council={bucket(round(100 * topics.get('council', 0.0)), (0, 1, 2, 4, 7))}"] = 1.0
    held = len(ctx.occasions.all)
    found[f"occasions={min(held, 3)}"] = 1.0
    found[f"occasions={min(held, 3)},{trigger.form}"] = 1.0
    found[f"strong triggers={bucket(ctx.strong_triggers(), (0, 1, 3, 6))},{trigger.form}"] = 1.0
    sentence = ctx.sentence(trigger.head)
    ahead = ctx.futures(sentence.start, sentence.stop)
    found[f"futures in sentence={min(ahead, 4)},{trigger.form}"] = 1.0
    if ctx.futures(max(0, sentence.start - _REACH_OF_PROGRAMME), trigger.start, "programme"):
        found[f"programme before,{trigger.form}"] = 1.0
    part = trigger.head / max(1, len(ctx.tokens))
    found[f"part={int(4 * part)}"] = 1.0


def _of_action(ctx: Context, trigger: Trigger, action: Action, found: dict[str, float]) -> None:
    found[f"opens={action.form},{trigger.form}"] = 1.0
    length = action.end - action.start
    found[f"length={bucket(length, (2, 4, 7, 12, 20, 35))}"] = 1.0
    gap = action.start - trigger.end
    found[f"gap={bucket(gap, (-1, 0, 1, 3, 6, 10, 16, 25))}"] = 1.0
    found[f"order={min(action.order, 3)}"] = 1.0
    if action.joint:
        found[f"joint={action.joint}"] = 1.0
    if any(_is_gathering(ctx, j) for j in range(trigger.end, action.start)):
        found[f"gathering in the gap,{trigger.form}"] = 1.0
    if any(ctx.cues[j].finite for j in range(trigger.end, action.start)):
        found["verb in the gap"] = 1.0
    head = ctx.cues[action.head]
    for act in sorted(acts_of(head)):
        found[f"act={act}"] = 1.0
        for sort in sorts_of(act):
            found[f"act sort={sort}"] = 1.0
            found[f"act sort={sort},{trigger.form}"] = 1.0
    for label in ("demand", "hope", "negation", "speech", "effect", "list", "complete", "addition", "cause"):
        if label in head.labels or label in ctx.cues[action.start].labels:
            found[f"action:{label}"] = 1.0
    if _is_gathering(ctx, action.head):
        found["action:gathering"] = 1.0
    if action.head + 1 < action.end and _is_gathering(ctx, action.head + 1):
        found[f"action:of a gathering,{trigger.form}"] = 1.0
    if head.al:
        found["action:definite"] = 1.0
    if head.suffix:
        found["action:owned"] = 1.0


def _is_gathering(ctx: Context, i: int) -> bool:
    word = ctx.phrases.nouns[i]
    return word is not None and "gathering" in word.labels
