"""Right answers, F1 of texts and lists: counting without knowing who answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from tests.gold.model import Item


def same(answer: str, gold: str) -> bool:
    """Equal but for white space, which markup decides."""
    return "".join(answer.split()) == "".join(gold.split())


def f1(answer: Iterable[Hashable], gold: Iterable[Hashable]) -> float:
    """F1 of two bags; two empty bags agree."""
    given, wanted = Counter(answer), Counter(gold)
    if not given and not wanted:
        return 1.0
    shared = (given & wanted).total()
    return 2 * shared / (given.total() + wanted.total())


def text_f1(answer: str, gold: str) -> float:
    """F1 of the bags of character pairs, white space apart: words of a language without spaces."""
    return f1(_pairs(answer), _pairs(gold))


def _pairs(text: str) -> list[str]:
    dense = "".join(text.split())
    return [dense[n : n + 2] for n in range(len(dense) - 1)] or ([dense] if dense else [])


def items_f1(answer: Sequence[Item], gold: Sequence[Item]) -> float:
    """F1 of list entries; one counts when address, title and date are all right."""
    return f1(map(_key, answer), map(_key, gold))


def _key(item: Item) -> tuple[str, str, str]:
    return item.href, "".join(item.title.split()), item.day


@dataclass
class Tally:
    """Sums of scores by who answered and what was asked."""

    points: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    asked: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def count(self, reader: str, kind: str, point: float) -> None:
        """Take one answer into the sums: 1 right, 0 wrong, between them an F1."""
        self.points[reader, kind] += point
        self.asked[reader, kind] += 1

    def add(self, other: Tally) -> None:
        """Take the sums of another tally into this one."""
        for key, asked in other.asked.items():
            self.asked[key] += asked
            self.points[key] += other.points[key]

    def share(self, reader: str, kind: str) -> float | None:
        """Points of questions; None when nothing was asked."""
        asked = self.asked.get((reader, kind), 0)
        return self.points[reader, kind] / asked if asked else None

    def words(self, reader: str, kind: str) -> str:
        """As printed: right/asked, for an F1 its mean and the number of pages."""
        share = self.share(reader, kind)
        if share is None:
            return "-"
        asked = self.asked[reader, kind]
        if kind in ("text", "items"):
            return f"{share:.3f}({asked})"
        return f"{self.points[reader, kind]:.0f}/{asked}"
