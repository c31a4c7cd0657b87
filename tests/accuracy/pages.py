"""Asks every reader about every page, keeps the sums and tells why ours was wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.accuracy.corpus import OURS
from tests.accuracy.readers import READERS, Answer, timed
from tests.accuracy.scoring import Tally, items_f1, same, text_f1
from tests.gold.model import Page

_FAMILIES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}
_MISSED_TEXT = 0.9  # F1 under which a text is told as a miss


@dataclass
class Outcome:
    """All sums of a measurement."""

    sets: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    synthetic: set[str] = field(default_factory=set)
    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    of_corpus: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # of those
    misses: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)  # pages without a date where we saw one

    def total(self, names: Iterable[str] | None = None) -> Tally:
        """The sums of some sets, or of all."""
        total = Tally()
        for name in self.sets if names is None else names:
            total.add(self.sets[name])
        return total

    def given(self) -> list[str]:
        """Real sets with labels that others gave: on these the targets are measured."""
        return [n for n in self.sets if n not in self.synthetic and not n.endswith(OURS)]


def measure(pages: Iterable[Page], names: Iterable[str] = tuple(READERS)) -> Outcome:
    """Read all pages with all named readers that can answer something about them."""
    outcome = Outcome()
    readers = {name: READERS[name] for name in names}
    for page in pages:
        if page.synthetic:
            outcome.synthetic.add(page.set)
        only_encoding = set(page.gold.values) <= {"encoding"} and page.gold.text is None
        for name, read in readers.items():
            if only_encoding and name != "ours":
                continue
            answer, spent = timed(read, page)
            if not only_encoding:  # the same pages for all
                outcome.milliseconds[name].append(spent)
            if not only_encoding and not page.synthetic:
                outcome.of_corpus[name].append(spent)
            _judge(page, name, answer, outcome)
    return outcome


def _judge(page: Page, reader: str, answer: Answer, outcome: Outcome) -> None:
    tally = outcome.sets[page.set]
    for kind, gold in page.gold.values.items():
        if kind not in answer.values:
            continue
        given = answer.values[kind]
        if kind == "encoding":
            given, gold = (_FAMILIES.get(name.lower(), name.lower()) for name in (given, gold))
        if kind == "icp" and "-" not in gold:  # a label without the number of the site
            given = given.partition("-")[0]
        right = same(given, gold)
        tally.count(reader, "undated" if kind == "date" and not gold else kind, right)
        if reader == "ours" and not right:
            outcome.misses.append(
                f"MISS {kind:<9} {_name(page)}: {given!r}, gold {gold!r} ({_why(kind, answer, gold)})"
            )
            if kind == "date" and not gold:
                outcome.invented.append(_name(page))
    _judge_text(page, reader, answer, outcome)
    _judge_items(page, reader, answer, outcome)


def _name(page: Page) -> str:
    return f"{page.set}/{page.name}" + (f" [{page.trap}]" if page.trap else "")


def _judge_text(page: Page, reader: str, answer: Answer, outcome: Outcome) -> None:
    if page.gold.text is None or answer.text is None:
        return
    point = text_f1(answer.text, page.gold.text)
    outcome.sets[page.set].count(reader, "text", point)
    if reader == "ours" and point < _MISSED_TEXT:
        sizes = f"{len(answer.text)} characters read, gold has {len(page.gold.text)}"
        outcome.misses.append(f"MISS text      {_name(page)}: F1 {point:.3f} ({sizes})")


def _judge_items(page: Page, reader: str, answer: Answer, outcome: Outcome) -> None:
    if page.gold.items is None or answer.items is None:
        return
    point = items_f1(answer.items, page.gold.items)
    outcome.sets[page.set].count(reader, "items", point)
    if point < 1:
        wrong = [item for item in answer.items if item not in page.gold.items]
        absent = [item for item in page.gold.items if item not in answer.items]
        why = f"{len(answer.items)} read, gold has {len(page.gold.items)}"
        if wrong:
            why += f"; read {wrong[0]}"
        if absent:
            why += f"; not read {absent[0]}"
        outcome.misses.append(f"MISS items     {_name(page)}: F1 {point:.3f} ({why})")


def _why(kind: str, answer: Answer, gold: str) -> str:
    facts = answer.facts
    if facts is None:
        return ""
    if kind in ("date", "time"):
        chosen = facts.published.chosen
        return "no candidate" if chosen is None else f"{chosen.rule} read {chosen.quote!r}"
    if kind == "title" and facts.title == facts.head_title:
        return "that is <title>"
    if not answer.values[kind]:
        return "nothing read" + (", stands in the main text" if gold in facts.text else "")
    if gold and gold in answer.values[kind]:
        return "read too much"
    return "read too little" if answer.values[kind] in gold else "read something else"
