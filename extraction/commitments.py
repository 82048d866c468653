"""The commitments of a text: candidates of trigger and action, weighed, and the best ones completed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.actions import LEARNED, Action, Choices, find_actions
from extraction.bonds import kind_of
from extraction.committers import Candidate, candidates
from extraction.confidence import Models, models
from extraction.context import Context
from extraction.details import assignees_of, deadlines_of, holding, recipients_of
from extraction.features import ARTICLE, item_features
from extraction.matter import matter_of
from extraction.outcomes import status_of
from extraction.triggers import Trigger, find_triggers
from extraction.types import Commitment, CommitmentKind, Deadline, Party

# No article has so many: a limit on what one hostile text can make others store and read.
MAX_RECORDS = 500
# Tokens to a block, in which drafts that may overlap are found.
_BLOCK = 32
_OWN_SUBJECT = frozenset({"provided", "that"})
_CLAUSES = frozenset({"an", "ala", "b"})


@dataclass(slots=True, eq=False)
class Draft:
    """A candidate record with its evidence; `log_odds` is the filter's score."""

    trigger: Trigger
    action: Action
    features: dict[str, float]
    log_odds: float = 0.0


def drafts(ctx: Context, choices: Choices = LEARNED) -> list[Draft]:
    """All candidates of a document, by position of their triggers."""
    found = [
        (trigger, action) for trigger in find_triggers(ctx) for action in find_actions(ctx, trigger, choices)
    ]
    told = {
        action.head for trigger, action in found if action.form in _CLAUSES and trigger.head != action.head
    }
    return [
        Draft(trigger, action, item_features(ctx, trigger, action))
        for trigger, action in found
        if trigger.head not in told
    ]


def find_commitments(ctx: Context) -> tuple[Commitment, ...]:
    """The commitments of a document in order of position. Linear in its length."""
    learned = models()
    found = drafts(ctx)
    matter = matter_of(ctx, learned.articles) if found else 0.0
    for draft in found:
        draft.features[ARTICLE] = matter
        draft.log_odds = learned.items.score(draft.features)
    records: list[Commitment] = []
    previous: tuple[Party, ...] = ()
    chosen = select(found, learned)
    deadlines = deadlines_of(ctx, [(draft.trigger, draft.action) for draft in chosen])
    bound: dict[tuple[int, int], tuple[Party, ...]] = {}
    firsts: dict[tuple[int, int], tuple[CommitmentKind, Action]] = {}
    for draft, deadline in zip(chosen, deadlines, strict=True):
        trigger = (draft.trigger.start, draft.trigger.end)
        if trigger not in firsts:
            firsts[trigger] = (kind_of(ctx, draft.trigger, draft.action, learned.kinds), draft.action)
        committers = choose_committers(ctx, draft, previous, learned, bound)
        records.append(_record(ctx, draft, firsts[trigger], committers, deadline, learned, len(records) + 1))
        previous = committers or previous
    return tuple(records)


def select(found: Sequence[Draft], learned: Models) -> list[Draft]:
    """The drafts that are likely enough, the likeliest first where two overlap, then by position."""
    kept: list[Draft] = []
    if max((learned.confidence(draft.log_odds) for draft in found), default=0.0) < learned.gate:
        return kept
    near: dict[int, list[Draft]] = defaultdict(list)
    for draft in sorted(found, key=lambda d: (-d.log_odds, d.trigger.start, d.action.start)):
        if learned.confidence(draft.log_odds) < learned.threshold or len(kept) == MAX_RECORDS:
            break
        blocks = range(draft.action.start // _BLOCK, draft.action.end // _BLOCK + 1)
        if not any(same_action(draft.action, other.action) for block in blocks for other in near[block]):
            kept.append(draft)
            for block in blocks:
                near[block].append(draft)
    return sorted(kept, key=lambda d: (d.action.start, d.action.end))


def same_action(a: Action, b: Action) -> bool:
    """Whether two spans share more than half of their tokens."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 4 * shared > (a.end - a.start) + (b.end - b.start)


def choose_committers(
    ctx: Context,
    draft: Draft,
    previous: tuple[Party, ...],
    learned: Models,
    bound: dict[tuple[int, int], tuple[Party, ...]],
) -> tuple[Party, ...]:
    """The parties of the candidate that the ranker puts first; () where there is none.

    Actions of one trigger bind the same parties, unless an action has a subject of its own;
    `bound` remembers whom each trigger binds.
    """
    trigger = (draft.trigger.start, draft.trigger.end)
    own = draft.action.joint in _OWN_SUBJECT
    if not own and trigger in bound:
        return bound[trigger]
    found = candidates(ctx, draft.trigger, draft.action, previous)

    def rank(candidate: Candidate) -> float:
        return learned.committers.score(candidate.features)

    parties = max(found, key=rank).parties if found else ()
    if not own:
        bound[trigger] = parties
    return parties


def _record(
    ctx: Context,
    draft: Draft,
    told: tuple[CommitmentKind, Action],
    committers: tuple[Party, ...],
    deadline: Deadline | None,
    learned: Models,
    number: int,
) -> Commitment:
    """The record of a draft; `told` is the kind of its trigger and the first action of that trigger."""
    trigger, action, (kind, first) = draft.trigger, draft.action, told
    assignees = assignees_of(ctx, trigger, first, kind, committers)
    return Commitment(
        id=f"c{number}",
        kind=kind,
        trigger=ctx.doc.span(trigger.start, trigger.end),
        action=ctx.doc.span(action.start, action.end),
        sentence=holding(ctx, trigger, action),
        committers=committers,
        assignees=assignees,
        recipients=recipients_of(ctx, trigger, first, action, kind, committers + assignees),
        deadline=deadline,
        status=status_of(ctx, trigger, action, learned.outcomes),
        meeting=ctx.occasions.meeting_for(trigger.head),
        confidence=round(learned.confidence(draft.log_odds), 4),
        rule=trigger.rule,
        features=learned.items.explain(draft.features),
    )
