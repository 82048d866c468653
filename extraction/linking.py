"""In which meeting something was said or done: evidence for each occasion, weighed by learned weights."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction.actors import Entities
from extraction.merging import Models
from extraction.occasions import Frame, words
from extraction.phrases import Phrases
from extraction.types import MeetingKind

# How many tokens on each side are looked at for who is named.
NEAR = 60
# An article tells of a handful of occasions; what a longer text told of first is out of sight.
MAX_SCENES = 40


@dataclass(slots=True, eq=False)
class Scene:
    """One occasion as a commitment sees it."""

    id: str
    kind: MeetingKind
    planned: bool
    frames: list[Frame]
    parties: set[int] = field(default_factory=set)
    heads: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.heads = [frame.mention.head for frame in self.frames]


class Linker:
    """Chooses among the occasions of one document."""

    def __init__(self, table: Phrases, entities: Entities, scenes: Sequence[Scene], learned: Models) -> None:
        self.table, self.entities, self.scenes, self.learned = table, entities, list(scenes), learned
        self._known: dict[int, str | None] = {}
        self._firsts = [scene.heads[0] for scene in self.scenes]
        self._held = sum(not scene.planned for scene in self.scenes)
        self._first_held = next((k for k, scene in enumerate(self.scenes) if not scene.planned), -1)

    def choose(self, index: int) -> str | None:
        """The id of the occasion in which what stands at a token was said or done, or None."""
        if index not in self._known:
            scored = [(self.learned.meetings.score(row), -k) for k, row in self._rows(index)]
            best, k = max(scored, default=(self.learned.meeting_threshold, 1))
            made = best > self.learned.meeting_threshold
            self._known[index] = self.scenes[-k].id if made else None
        return self._known[index]

    def rows(self, index: int) -> list[dict[str, float]]:
        """The evidence for every occasion in sight, in their order."""
        return [row for _, row in self._rows(index)]

    def _rows(self, index: int) -> list[tuple[int, dict[str, float]]]:
        seen = self._in_sight(index)
        last = {k: self._nearest(self.scenes[k], index, before=True) for k in seen}
        order = sorted((k for k in seen if last[k]), key=lambda k: -_head(last[k]))
        ranks = {k: rank for rank, k in enumerate(order)}
        present = self._present(index)
        return [(k, self._row(k, index, last[k], ranks.get(k, -1), present)) for k in seen]

    def _in_sight(self, index: int) -> range:
        """The occasions first told of before a token and shortly after it, at most `MAX_SCENES`."""
        at = bisect_left(self._firsts, index)
        stop = min(len(self.scenes), max(at + MAX_SCENES // 4, MAX_SCENES))
        return range(max(0, stop - MAX_SCENES), stop)

    def _nearest(self, scene: Scene, index: int, *, before: bool) -> Frame | None:
        at = bisect_left(scene.heads, index)
        if before:
            return scene.frames[at - 1] if at else None
        return scene.frames[at] if at < len(scene.frames) else None

    def _present(self, index: int) -> set[int]:
        sentence = self.table.doc.sentences[self.table.doc.tokens[index].sentence]
        start, stop = max(sentence.start, index - NEAR), min(sentence.stop, index + NEAR)
        return {entity.id for _, entity in self.entities.between(start, stop)}

    def _row(self, k: int, index: int, last: Frame | None, rank: int, present: set[int]) -> dict[str, float]:
        scene = self.scenes[k]
        following = self._nearest(scene, index, before=False)
        held = self._held
        found = {
            f"kind.{scene.kind.value}": 1.0,
            f"rank.{min(rank, 2)}": 1.0,
            f"mentions.{min(len(scene.frames), 4)}": 1.0,
            "planned": float(scene.planned),
            "first": float(k == 0),
            "only": float(held == 1 and not scene.planned),
            "parties": float(bool(scene.parties & present)),
        }
        self._distance("before", last, index, found)
        self._distance("after", following, index, found)
        if last is None and following is not None and not scene.planned:
            found["lead"] = float(k == self._first_held)
            found["lead.came"] = float(self._came(following))
        if held > 2:
            for name in ("first", f"rank.{min(rank, 2)}", *(n for n in found if n.startswith("before."))):
                if found.get(name):
                    found[f"{name}.many"] = 1.0
        if scene.planned:
            found["planned.same"] = float("before.same" in found or "after.same" in found)
        return {name: value for name, value in found.items() if value}

    def _distance(self, side: str, frame: Frame | None, index: int, found: dict[str, float]) -> None:
        if frame is None:
            found[f"{side}.none"] = 1.0
            return
        tokens = self.table.doc.tokens
        gap = abs(tokens[frame.mention.head].sentence - tokens[index].sentence)
        step = ("same", "next", "second")[gap] if gap < 3 else "near" if gap < 6 else "far"
        found[f"{side}.{step}"] = 1.0
        if gap == 0:
            for name in ("during", "aside", "future", "held"):
                if getattr(frame, name):
                    found[f"{side}.same.{name}"] = 1.0
        elif frame.during:
            found[f"{side}.during"] = 1.0

    def _came(self, frame: Frame) -> bool:
        """`جاء ذلك خلال اجتماع`: what stands before was said there."""
        head = frame.mention.head
        near = {token.folded for token in self.table.doc.tokens[max(0, head - 6) : head]}
        return bool(near & words("came"))


def _head(frame: Frame | None) -> int:
    return frame.mention.head if frame is not None else -1
