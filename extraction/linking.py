"""In which meeting something was said or done: evidence for each occasion, weighed by learned weights."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction.actors import Entities
from extraction.merging import Models
from extraction.occasions import Frame, words
from extraction.phrases import Phrases
from extraction.types import MeetingKind


@dataclass(slots=True, eq=False)
class Scene:
    """One occasion as a commitment sees it."""

    id: str
    kind: MeetingKind
    planned: bool
    frames: list[Frame]
    parties: set[int] = field(default_factory=set)

    @property
    def heads(self) -> list[int]:
        """The head tokens of the mentions, in order."""
        return [frame.mention.head for frame in self.frames]


class Linker:
    """Chooses among the occasions of one document."""

    def __init__(self, table: Phrases, entities: Entities, scenes: Sequence[Scene], learned: Models) -> None:
        self.table, self.entities, self.scenes, self.learned = table, entities, list(scenes), learned
        self._known: dict[int, str | None] = {}

    def choose(self, index: int) -> str | None:
        """The id of the occasion in which what stands at a token was said or done, or None."""
        if index not in self._known:
            rows = self.rows(index)
            scores = [self.learned.meetings.score(row) for row in rows]
            best = max(range(len(scores)), key=lambda k: scores[k], default=-1)
            made = best >= 0 and scores[best] > self.learned.meeting_threshold
            self._known[index] = self.scenes[best].id if made else None
        return self._known[index]

    def rows(self, index: int) -> list[dict[str, float]]:
        """The evidence for every occasion, in their order."""
        last = [self._nearest(scene, index, before=True) for scene in self.scenes]
        order = sorted((k for k, frame in enumerate(last) if frame), key=lambda k: -_head(last[k]))
        ranks = {k: rank for rank, k in enumerate(order)}
        sentence = self.table.doc.tokens[index].sentence
        present = self._present(sentence)
        return [self._row(k, index, last[k], ranks.get(k, -1), present) for k in range(len(self.scenes))]

    def _nearest(self, scene: Scene, index: int, *, before: bool) -> Frame | None:
        frames = [f for f in scene.frames if (f.mention.head < index) == before]
        if not frames:
            return None
        return frames[-1] if before else frames[0]

    def _present(self, sentence: int) -> set[int]:
        tokens = self.table.doc.sentences[sentence]
        return {entity.id for _, entity in self.entities.between(tokens.start, tokens.stop)}

    def _row(self, k: int, index: int, last: Frame | None, rank: int, present: set[int]) -> dict[str, float]:
        scene = self.scenes[k]
        following = self._nearest(scene, index, before=False)
        held = sum(not other.planned for other in self.scenes)
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
            opening = all(o.planned or o is scene for o in self.scenes[:k])
            found["lead"] = float(opening)
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
