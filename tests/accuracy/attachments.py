"""Attachments: every real file is read, real totals are right, the sample portal's cells are right."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from crawler.reading.documents import read_document
from store.facts import AttachmentFacts, Table
from tests.accuracy.corpus import index
from tests.accuracy.spreadsheets import old_workbook
from tests.portal import attachments as portal_files
from tests.portal.budget_tables import tables
from tests.portal.content import disclosures
from tests.portal.model import Attachment, Grid

CELLS_TARGET = 0.95
_KINDS = ("pdf", "doc", "docx", "xls", "xlsx", "et", "wps", "ofd", "csv", "zip")
_SEED = 2018
_EVERY = 4  # of the sample portal's disclosures, so many share one measurement
FORMATS = ("pdf", "xlsx", "xls", "docx")
_ABSENT = "没有安装"
_TOTALS = ("收入总计", "支出总计")


@dataclass
class Files:
    """What was read of the corpus and of the sample portal's own tables."""

    read: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)  # that need a program this machine has not
    figures: int = 0
    wrong: list[str] = field(
        default_factory=list
    )  # figures and page counts that are not the gold's
    cells: dict[str, tuple[int, int]] = field(default_factory=dict)  # format → right, all
    misses: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def missed(self) -> list[str]:
        """Sentences, one a target that was missed."""
        poor = [
            f"cells of {kind}: {right / whole:.1%} < {CELLS_TARGET:.0%}"
            for kind, (right, whole) in self.cells.items()
            if right < CELLS_TARGET * whole
        ]
        return [*self.unread, *self.wrong, *poor]


def measure(folder: Path) -> Files:
    """Read all attachments of the corpus and the tables of the sample portal."""
    found = Files()
    begun = time.process_time()
    for row in index(folder):
        if row["kind"] in _KINDS:
            _read(folder / row["path"], row, found)
    found.seconds = time.process_time() - begun
    for kind in FORMATS:
        count_cells(kind, grids(), found)
    return found


def grids() -> list[Grid]:
    """Tables of the sample portal, and one of all their spending: longer than a page, in 元."""
    usual = [grid for each in disclosures()[::_EVERY] for grid in tables(each, _SEED) if grid.rows]
    alike = [grid for grid in usual if grid.header == usual[2].header]
    rows = tuple(row for grid in alike for row in grid.rows)
    return [*usual, replace(usual[2], title="各单位支出汇总表", rows=rows, unit="元")]


def _read(path: Path, row: dict[str, str], found: Files) -> None:
    facts = read_document(path.read_bytes(), "", path.name)
    if _ABSENT in facts.error:
        found.excused.append(f"{path.name}: {facts.error}")
        return
    if facts.error:
        found.unread.append(f"{path.name}: {facts.error}")
        return
    if not facts.text.strip():
        found.unread.append(f"{path.name}: no text was read")
        return
    found.read[row["kind"]] = found.read.get(row["kind"], 0) + 1
    if row["gold label"].startswith("{"):
        gold = json.JSONDecoder().raw_decode(row["gold label"])[0]
        _compare(path.name, gold, facts, found)


def _compare(name: str, gold: dict[str, object], facts: AttachmentFacts, found: Files) -> None:
    found.figures += 1
    if len(facts.pages) != gold["pages"]:
        found.wrong.append(f"{name}: {len(facts.pages)} pages, gold {gold['pages']}")
    for label in _TOTALS:
        found.figures += 1
        given = next(_figures(facts.tables, label), None)
        if given is None or given != _number(str(gold[label])):
            found.wrong.append(f"{name}: {label} {given}, gold {gold[label]}")


def _figures(among: Sequence[Table], label: str) -> Iterator[Decimal]:
    """Amounts that stand to the right of a label, in the order of the tables."""
    for table in among:
        for row in table.rows:
            names = ["".join(cell.split()) for cell in row]
            if label in names:
                after = (_number(cell) for cell in row[names.index(label) + 1 :])
                yield from (value for value in after if value is not None)


def _number(cell: str) -> Decimal | None:
    dense = re.sub(r"[,\s]", "", cell)
    try:
        return Decimal(dense) if dense else None
    except InvalidOperation:
        return None


def count_cells(kind: str, among: Sequence[Grid], found: Files) -> None:
    """Write the tables in a format, read them back and count the cells that are right."""
    right = whole = 0
    for grid in among:
        rows = list(grid.printed())
        facts = read_document(_file(kind, grid), "", f"a.{kind}")
        got = [row for table in facts.tables for row in table.rows]
        good, asked = agreeing(rows, got)
        right, whole = right + good, whole + asked
        if good < asked:
            found.misses.append(
                f"MISS cells {kind} {grid.title}: {good}/{asked} right {facts.error}".rstrip()
            )
    found.cells[kind] = (right, whole)


def _file(kind: str, grid: Grid) -> bytes:
    if kind == "xls":
        return old_workbook(grid)
    return portal_files.render(Attachment(grid.title, f"a.{kind}", (grid,)))


def agreeing(gold: Sequence[Sequence[str]], got: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Filled cells that stand in the same column of a row that was not used before, and all."""
    left = list(range(len(got)))
    right = 0
    for row in gold:
        best = max(left, key=lambda n: _equal(row, got[n]), default=None)
        if best is not None and (equal := _equal(row, got[best])):
            right += equal
            left.remove(best)
    return right, sum(bool(cell.strip()) for row in gold for cell in row)


def _equal(row: Sequence[str], other: Sequence[str]) -> int:
    return sum(_is_right(cell, given) for cell, given in zip(row, other, strict=False))


def _is_right(cell: str, given: str) -> bool:
    """Amounts are compared as numbers, everything else (codes too) letter by letter."""
    if re.fullmatch(r"-?\d+\.\d+", cell):
        return _number(given) == _number(cell)
    return bool(cell.strip()) and "".join(cell.split()) == "".join(given.split())


def print_files(found: Files) -> None:
    """Lines for each target, misses first."""
    for line in [*found.unread, *found.excused, *found.wrong, *found.misses]:
        print(line)
    read = ", ".join(f"{count} {kind}" for kind, count in sorted(found.read.items())) or "none"
    print(
        f"\nattachments of the corpus read: {read} ({found.seconds:.1f} s CPU without LibreOffice)"
    )
    print(f"not read: {len(found.unread)}, for want of LibreOffice: {len(found.excused)}")
    print(
        f"figures and page counts of real budgets: {found.figures - len(found.wrong)}/{found.figures}"
    )
    for kind, (right, whole) in found.cells.items():
        print(f"cells of the sample portal's tables, {kind}: {right}/{whole} = {right / whole:.1%}")
