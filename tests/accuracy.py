"""How often titles and publication dates are read exactly, beside htmldate: python -m tests.accuracy.

Reads the labelled pages of ``../shared/corpus`` (or of ``$GONGKAI_SHARED/corpus``) and prints one
line a set, every miss with its reason, and the time each reader takes. Exit code 1 when a
target is missed: 98 % of titles and dates, no date fewer right than htmldate, no page left unread.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TARGET = 0.98
_ROUNDS = 3
_DATES = ("publish_date", "visible_publish_date", "published_date_cell", "visible_date(生成日期)")


@dataclass(frozen=True)
class Case:
    """A page with its gold label."""

    set: str
    path: Path
    title: str | None
    day: dt.date | None


@dataclass
class Score:
    """Right and asked, per kind."""

    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def count(self, kind: str, correct: bool) -> None:
        """Take one answer into the score."""
        self.asked[kind] = self.asked.get(kind, 0) + 1
        self.right[kind] = self.right.get(kind, 0) + correct

    def share(self, kind: str) -> float:
        """Right of asked; 1.0 when nothing was asked."""
        return self.right.get(kind, 0) / self.asked[kind] if self.asked.get(kind) else 1.0

    def words(self, kind: str) -> str:
        """As printed."""
        return f"{self.right.get(kind, 0)}/{self.asked.get(kind, 0)}"


def corpus() -> Path:
    """The folder of the corpus."""
    root = Path(__file__).resolve().parents[1] / ".." / "shared"
    return Path(os.environ.get("GONGKAI_SHARED", root)) / "corpus"


def cases(folder: Path) -> Iterator[Case]:
    """All pages with a gold title or date."""
    with (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            path = folder / row["path"]
            if path.suffix not in (".html", ".htm"):
                continue
            gold = _gold(path, row["gold label"])
            written = next((gold[key] for key in _DATES if gold.get(key)), None)
            if gold.get("title") or written:
                day = _day(written) if written else None
                yield Case(row["path"].partition("/")[0], path, gold.get("title"), day)


def _gold(path: Path, label: str) -> dict[str, Any]:
    beside = path.with_name(f"{path.stem}.gold.json")
    if beside.exists():
        return dict(json.loads(beside.read_text(encoding="utf-8")))
    if not label.startswith("{"):
        return {}
    return dict(json.JSONDecoder().raw_decode(label)[0])


def _day(words: str) -> dt.date:
    year, month, day = map(int, re.findall(r"\d+", words)[:3])
    return dt.date(year, month, day)


def _timed(read: Callable[[], Any]) -> tuple[Any, float]:
    """The answer and the CPU milliseconds of the quickest of a few runs."""
    spent = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        answer = read()
        spent.append((time.process_time() - begun) * 1000)
    return answer, min(spent)


def main() -> int:
    """Print the accuracy; 1 when a target is missed, 2 when there is no corpus."""
    folder = corpus()
    if not (folder / "INDEX.tsv").exists():
        print(f"no corpus in {folder}")
        return 2
    scores: dict[str, Score] = {}
    ours: list[float] = []
    theirs: list[float] = []
    for case in cases(folder):
        score = scores.setdefault(case.set, Score())
        _judge(case, score, ours, theirs)
    return _report(scores, ours, theirs)


def _judge(case: Case, score: Score, ours: list[float], theirs: list[float]) -> None:
    from htmldate import find_date

    from crawler.reading.page import read_page

    body = case.path.read_bytes()
    facts, spent = _timed(lambda: read_page(body))
    ours.append(spent)
    if case.title:
        right = facts.title == case.title
        score.count("title", right)
        if not right:
            print(f"MISS title {case.path.name}: {facts.title!r}, gold {case.title!r}")
    if case.day is None:
        return
    chosen = facts.published.chosen
    score.count("date", chosen is not None and chosen.day == case.day)
    if chosen is None or chosen.day != case.day:
        why = "no candidate" if chosen is None else f"{chosen.rule} read {chosen.quote!r}"
        print(f"MISS date {case.path.name}: {chosen and chosen.day}, gold {case.day} ({why})")
    text = body.decode("utf-8", "replace")
    found, spent = _timed(lambda: find_date(text, original_date=True))
    theirs.append(spent)
    score.count("htmldate", found == case.day.isoformat())


def _report(scores: dict[str, Score], ours: list[float], theirs: list[float]) -> int:
    total = Score()
    print(f"{'set':<28}{'title':>9}{'date':>9}{'htmldate':>10}")
    for name, score in sorted(scores.items()):
        print(
            f"{name:<28}" + "".join(f"{score.words(k):>9}" for k in ("title", "date", "htmldate"))
        )
        for kind, asked in score.asked.items():
            total.asked[kind] = total.asked.get(kind, 0) + asked
            total.right[kind] = total.right.get(kind, 0) + score.right[kind]
    print(f"{'total':<28}" + "".join(f"{total.words(k):>9}" for k in ("title", "date", "htmldate")))
    print(
        f"CPU ms a page, mean/median: ours {statistics.mean(ours):.2f}/{statistics.median(ours):.2f},"
        f" htmldate {statistics.mean(theirs):.2f}/{statistics.median(theirs):.2f}"
    )
    behind = total.right.get("date", 0) < total.right.get("htmldate", 0)
    missed = [kind for kind in ("title", "date") if total.share(kind) < TARGET]
    if missed or behind:
        print(f"target missed: {', '.join(missed) or 'fewer dates than htmldate'}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
