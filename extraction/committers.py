"""Who is bound: candidates for the committer of a record, described by features.

Candidates are the parties of the article, each described by the place of its mentions
relative to the trigger: the phrase after the verb, the topic, the owner of a masdar, the
speaker and the speaker's body, the parties of a pair (`بين X وY`, `X مع Y`), those of the
meeting, the committer of the record before, the subjects of the verbs before, whoever a
pronoun stands for (`focus.py`). A learned ranker orders them.
"""

from dataclasses import dataclass, field

from extraction.actions import Action
from extraction.actors import Entity
from extraction.context import Context
from extraction.focus import agreeing, opening_party, sentence_before, subjects_before
from extraction.phrases import NounPhrase
from extraction.speakers import last_speaker, main_subject, speaker_of
from extraction.subjects import antecedent, is_party, owner, subject_after, topic_before
from extraction.triggers import Trigger
from extraction.types import Party, PartyKind

_NEAREST = 12
_MOST_PARTIES = 6
_PROMINENT = 3
_LEXICAL = frozenset({"owner", "next", "object"})
_SUBJECTS = frozenset({"next", "after", "topic", "antecedent", "speaker"})


@dataclass(slots=True, eq=False)
class Candidate:
    """A possible committer: one party, or the members of a pair or list, and the evidence for it."""

    parties: tuple[Party, ...]
    roles: set[str] = field(default_factory=set)
    features: dict[str, float] = field(default_factory=dict)
    entity: Entity | None = None
    distance: int = 99
    mention: NounPhrase | None = None


class _Pool:
    """The candidates of one record, one an entity, found under the roles they play."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.found: dict[str, Candidate] = {}

    def add(self, phrase: NounPhrase | None, role: str, distance: int = 99) -> None:
        """Take the party of a phrase in a role."""
        if phrase is None:
            return
        party, entity = self.ctx.party_of(phrase)
        key = f"e{entity.id}" if entity is not None else f"p{phrase.start}"
        self._take(key, (party,), role, distance, entity, phrase)

    def add_group(self, phrases: tuple[NounPhrase, ...], role: str) -> None:
        """Take several phrases together in a role."""
        parties = tuple(self.ctx.party_of(phrase)[0] for phrase in phrases[:_MOST_PARTIES])
        if len(parties) < 2:
            return
        self._take("g" + "|".join(party.name for party in parties), parties, role, 0, None, phrases[0])

    def add_parties(self, parties: tuple[Party, ...], role: str) -> None:
        """Take parties that are already named, each one alone."""
        for party in parties:
            entity = self._entity_of(party)
            key = f"e{entity.id}" if entity is not None else f"n{party.name}"
            self._take(key, (party,), role, 99, entity, None)

    def _entity_of(self, party: Party) -> Entity | None:
        return self.ctx.entity_within(party.span)

    def _take(
        self,
        key: str,
        parties: tuple[Party, ...],
        role: str,
        distance: int,
        entity: Entity | None,
        mention: NounPhrase | None,
    ) -> None:
        candidate = self.found.setdefault(key, Candidate(parties, entity=entity))
        if role:
            candidate.roles.add(role)
        if candidate.mention is None or distance < candidate.distance:
            candidate.mention = mention or candidate.mention
        candidate.distance = min(candidate.distance, distance)


def candidates(
    ctx: Context, trigger: Trigger, action: Action, previous: tuple[Party, ...]
) -> list[Candidate]:
    """The candidates for one record with their features, in a fixed order."""
    pool = _Pool(ctx)
    _by_syntax(ctx, trigger, action, pool)
    _by_speech(ctx, trigger, pool)
    _by_pair(ctx, trigger, action, pool)
    _by_meeting(ctx, trigger, pool)
    _by_focus(ctx, trigger, pool)
    pool.add_parties(previous, "previous")
    for rank, (phrase, _) in enumerate(ctx.entities.before(trigger.start, _NEAREST)):
        pool.add(phrase, "before", rank)
    # After the noun of a light verb (أعطى أوامره ل…) come the addressees, before it the subject.
    light = trigger.form == "light"
    first = trigger.start + 1 if light else trigger.end
    last = trigger.end if light else min(action.start, trigger.end + 30)
    for phrase, _ in ctx.entities.between(first, last):
        pool.add(phrase, "between", 0)
    if ctx.entities.order:
        pool.add(ctx.entities.order[0][0], "first of all")
    for entity in ctx.prominent():
        pool.add(entity.mentions[0], "")
    found = list(pool.found.values())
    for candidate in found:
        _describe(ctx, trigger, action, candidate, found)
    return found


def _by_syntax(ctx: Context, trigger: Trigger, action: Action, pool: _Pool) -> None:
    head = trigger.head
    if trigger.form in ("verb", "future", "continued", "never"):
        after = subject_after(ctx, head)
        if after is not None and after.start < max(action.start, trigger.end + 14):
            role = "next" if after.start == head + 1 else "after"
            role = "object" if _has_told_subject(ctx, trigger) else role
            pool.add(after, role)
            pool.add_group(ctx.phrases.coordinated(after.start), role)
        _topic(ctx, head, pool)
    elif trigger.form == "light":
        pool.add(subject_after(ctx, trigger.start), "after")
        _topic(ctx, trigger.start, pool)
    elif trigger.form in ("masdar", "passive"):
        possessor = owner(ctx, head)
        pool.add(possessor, "owner")
        if possessor is not None:
            pool.add_group(ctx.phrases.coordinated(possessor.start), "owner")
        pool.add(subject_after(ctx, head) if trigger.form == "passive" else None, "after")
    elif trigger.form == "expected":
        pool.add(subject_after(ctx, action.head), "after")
        _topic(ctx, trigger.start, pool)
    if trigger.form in ("participle", "masdar", "phrase"):
        _topic(ctx, head, pool)
        pool.add(main_subject(ctx, trigger.start), "main subject")
    if action.joint == "provided" or action.form == "an":
        pool.add(subject_after(ctx, action.head), "inner subject")


def _has_told_subject(ctx: Context, trigger: Trigger) -> bool:
    """Whether the subject was told before: the verb is a plural, or agrees with a pronoun before it."""
    reading = trigger.reading
    if reading.pos != "verb" or reading.person != "3":
        return False
    if reading.number in ("p", "d"):
        return True
    pronoun = ctx.pronoun_before(trigger.start)
    return bool(pronoun) and pronoun[0] == reading.gender and pronoun[1] == "s"


def _topic(ctx: Context, head: int, pool: _Pool) -> None:
    described = antecedent(ctx, head)
    if is_party(described):
        pool.add(described, "antecedent")
    phrase = topic_before(ctx, head)
    if not is_party(phrase):
        return
    pool.add(phrase, "topic")
    if phrase is not None:
        pool.add_group(ctx.phrases.coordinated(phrase.start), "topic")


def _by_speech(ctx: Context, trigger: Trigger, pool: _Pool) -> None:
    for phrase, role in (
        (speaker_of(ctx, trigger.head), "speaker"),
        (last_speaker(ctx, trigger.start), "last speaker"),
    ):
        if phrase is None:
            continue
        pool.add(phrase, role)
        entity = ctx.party_of(phrase)[1]
        if entity is not None and entity.organisation is not None:
            pool.add(entity.organisation, f"body of {role}")


def _by_pair(ctx: Context, trigger: Trigger, action: Action, pool: _Pool) -> None:
    """`بين X وY` around the trigger, `X … مع Y` between subject and action."""
    sentence = ctx.sentence(trigger.head)
    stop = min(sentence.stop, max(action.start, trigger.end + 8))
    for i in range(max(sentence.start, trigger.start - 30), stop):
        if ctx.cues[i].has("between") and i + 1 < sentence.stop:
            pool.add_group(ctx.phrases.coordinated(i + 1), "pair")
    for i in range(trigger.end, stop):
        if ctx.cues[i].has("with") and i + 1 < sentence.stop:
            partner = ctx.phrases.at(i + 1)
            first = subject_after(ctx, trigger.head) or topic_before(ctx, trigger.head)
            pool.add(partner, "partner")
            if first is not None and partner is not None and is_party(first) and first.start != partner.start:
                pool.add_group((first, partner), "with")
    for i in range(trigger.end, stop):
        if ctx.phrase_label(i, "agent_phrase"):
            pool.add(ctx.phrases.at(i + 2), "agent")


def _by_meeting(ctx: Context, trigger: Trigger, pool: _Pool) -> None:
    occasion = ctx.occasion_of(trigger.head)
    if occasion is None:
        return
    pool.add_parties(occasion.organizers, "organizer")
    pool.add_parties(occasion.participants, "participant")
    pool.add_parties(occasion.chair, "chair")
    # In minutes told meeting by meeting, who presides is who promises.
    here = ctx.tokens[trigger.head].paragraph
    if any(ctx.tokens[head].paragraph == here for head in occasion.heads) and not _has_subject(ctx, trigger):
        pool.add_parties(occasion.chair, "presiding")


def _by_focus(ctx: Context, trigger: Trigger, pool: _Pool) -> None:
    for rank, phrase in enumerate(subjects_before(ctx, trigger.start)):
        pool.add(phrase, f"subject {rank} back")
    gender, number = _told(ctx, trigger)
    if gender or number:
        pool.add(agreeing(ctx, trigger.start, gender, number), "agreeing subject")
    pool.add(sentence_before(ctx, trigger.start), "sentence before")
    pool.add(opening_party(ctx, trigger.start), "opens paragraph")


def _told(ctx: Context, trigger: Trigger) -> tuple[str, str]:
    """Gender and number of whoever a verb, the pronoun before it or the one on a masdar stands for."""
    reading = trigger.reading
    if reading.enclitic[:1] == "3":
        return reading.enclitic[1:2], reading.enclitic[2:3]
    pronoun = ctx.pronoun_before(trigger.start)
    if pronoun:
        return pronoun
    if reading.pos == "verb" and reading.person == "3":
        return reading.gender, reading.number
    return "", ""


def _has_subject(ctx: Context, trigger: Trigger) -> bool:
    """Whether a party is written as the subject of the trigger or of the light verb that lends it force."""
    verb = trigger.start if trigger.form == "light" else trigger.head
    following = subject_after(ctx, verb)
    if following is not None and is_party(following) and following.start == verb + 1:
        return True
    return is_party(topic_before(ctx, verb))


def _describe(
    ctx: Context, trigger: Trigger, action: Action, one: Candidate, everyone: list[Candidate]
) -> None:
    found = one.features
    family = _family(trigger)
    has = {role for other in everyone for role in other.roles}
    if family in ("future", "verb") and not has & {"next", "topic", "antecedent", "after"}:
        family = f"{family} without subject"
    if trigger.reading.pos == "verb" and trigger.reading.person == "1":
        family = f"{family} of ours"
    for role in one.roles:
        found[role] = 1.0
        found[f"{role},{family}"] = 1.0
        if role in _LEXICAL:
            found[f"{role},{trigger.rule}"] = 1.0
    if len(one.parties) > 1:
        found[f"several,{family}"] = 1.0
        found[f"several,{trigger.kind}"] = 1.0
    kind = one.parties[0].kind
    found[f"kind={kind}"] = 1.0
    found[f"kind={kind},{family}"] = 1.0
    found[f"nearest={min(one.distance, 6)}"] = 1.0
    _of_entity(ctx, trigger, action, one)
    for role in ("next", "after", "topic", "owner", "speaker", "pair"):
        if role in has and role not in one.roles:
            found[f"another is {role}"] = 1.0
    if not one.roles - {"before", "previous", "first of all"}:
        found[f"no role,{family}"] = 1.0


def _family(trigger: Trigger) -> str:
    """Triggers that choose their committer alike."""
    if trigger.form in ("future", "continued", "never"):
        return "impersonal future" if trigger.rule.endswith("occur") else "future"
    if trigger.form == "verb" and trigger.rule.endswith("taqarrara"):
        return "passive"
    return trigger.form


def _of_entity(ctx: Context, trigger: Trigger, action: Action, one: Candidate) -> None:
    found, entity = one.features, one.entity
    if one.mention is not None:
        if one.mention.start in ctx.sentence(trigger.head):
            found["same sentence"] = 1.0
        if one.mention.definite:
            found["definite"] = 1.0
        head = ctx.phrases.nouns[one.mention.head]
        if head is not None and head.owned:
            found["owned"] = 1.0
        if one.mention.start in ctx.entities.nested:
            found["nested"] = 1.0
        if not is_party(one.mention):
            found["no party"] = 1.0
        if ctx.tokens[one.mention.start].sentence == 0:
            found["first sentence"] = 1.0
        stands = f"stands={_position(ctx, one.mention.start)}"
        found[stands] = 1.0
        found[f"{stands},{_family(trigger)}"] = 1.0
        sentences = ctx.tokens[trigger.head].sentence - ctx.tokens[one.mention.start].sentence
        found[f"sentences={max(-1, min(sentences, 4))}"] = 1.0
        paragraphs = ctx.tokens[trigger.head].paragraph - ctx.tokens[one.mention.start].paragraph
        if paragraphs:
            found["another paragraph"] = 1.0
    if entity is None:
        found["no entity"] = 1.0
        return
    found[f"mentions={min(len(entity.mentions), 5)}"] = 1.0
    _centrality(ctx, entity, found)
    _nature(ctx, entity, found)
    if entity.collective:
        found["collective"] = 1.0
        found[f"collective,{_family(trigger)}"] = 1.0
    if any(ctx.entities.at(i) is entity for i in range(action.start, action.end)):
        found["inside the action"] = 1.0
    _agreement(trigger, entity, one.roles, found)


def _position(ctx: Context, i: int) -> str:
    """How the mention that starts at token `i` hangs in its sentence: a subject is taken up sooner."""
    word = ctx.phrases.nouns[i]
    if word is not None and word.prep:
        return "oblique"
    if i == ctx.sentence(i).start:
        return "first"
    before = ctx.cues[i - 1]
    if before.finite or before.has("that"):
        return "subject"
    if before.has("ala", "ila", "an_prep", "an_fi", "from", "during", "with", "between"):
        return "oblique"
    nouns = before.facts.of("noun", "adj")
    return "embedded" if nouns and not before.al and not ctx.is_punctuation(i - 1) else "free"


def _centrality(ctx: Context, entity: Entity, found: dict[str, float]) -> None:
    """Whether the party is among those that most of the article is about."""
    rank, among_bodies = ctx.prominence(entity), ctx.prominence(entity, bodies=True)
    if rank < _PROMINENT:
        found[f"prominence={rank}"] = 1.0
    if entity.kind is PartyKind.ORGANIZATION and among_bodies < _PROMINENT - 1:
        found[f"prominence among bodies={among_bodies}"] = 1.0


def _nature(ctx: Context, entity: Entity, found: dict[str, float]) -> None:
    """What kind of office or body the party is, and whether its name is one."""
    for head in sorted(entity.heads):
        found[f"is {head}"] = 1.0
    found[f"words={min(len(entity.words), 4)}"] = 1.0
    if all(_is_adjectival(ctx, mention) for mention in entity.mentions):
        found["rather an adjective"] = 1.0


def _is_adjectival(ctx: Context, mention: NounPhrase) -> bool:
    """`البلدية` in `الانتخابات البلدية`: one definite word straight after another."""
    i = mention.start
    alone = mention.end - i == 1 and i > 0 and ctx.cues[i].al
    return alone and ctx.cues[i - 1].al and not ctx.cues[i].prep and not ctx.cues[i].conj


def _agreement(trigger: Trigger, entity: Entity, roles: set[str], found: dict[str, float]) -> None:
    reading = trigger.reading
    if reading.pos != "verb":
        return
    if reading.person == "1":
        found["first person"] = 1.0
        return
    if reading.gender and entity.gender and entity.number != "p":
        agrees = "agrees" if reading.gender == entity.gender else "differs"
        found[f"gender {agrees}"] = 1.0
        for role in roles & _SUBJECTS:
            found[f"{role}, gender {agrees}"] = 1.0
    if reading.number == "s" and reading.gender == "m" and entity.number in ("p", "d"):
        found["plural for a singular"] = 1.0
    if reading.number in ("p", "d"):
        found["number agrees" if entity.number == reading.number else "number differs"] = 1.0
