"""Arithmetic within one table of a disclosure: totals, classes and sides add up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from checks._amounts import FACTORS, HUNDREDTH, printed, squeeze
from checks._budget_sheet import Row, Sheet
from store.judgements import Evidence

_NUMBERED: Final = re.compile(r"^[一二三四五六七八九十]+[、.]")
_THIS_YEAR: Final = re.compile(r"^本年(?:收入|支出)合计$|^(?:收入|支出)合计$")
_GRAND: Final = re.compile(r"^(?:收入|支出)?总计$")
_CARRIED: Final = re.compile(r"结转|结余|弥补")
_PARTS: Final = {
    "spending": ("基本支出", "项目支出", "上缴上级", "经营支出", "对附属"),
    "general": ("基本支出", "项目支出"),
    "basic": ("人员经费", "公用经费"),
}


@dataclass(frozen=True)
class Cell:
    """An amount in yuan and where it stands."""

    value: Decimal
    row: Row
    column: int
    label: str = ""


@dataclass(frozen=True)
class Sum:
    """One comparison: ``stated`` against ``found``, both in yuan."""

    what: str
    stated: Decimal
    found: Decimal
    slack: Decimal
    evidence: tuple[Evidence, ...]

    @property
    def agrees(self) -> bool:
        """Whether the difference is within rounding."""
        return abs(self.stated - self.found) <= self.slack

    @property
    def message(self) -> str:
        """What differs by how much."""
        difference = printed(abs(self.stated - self.found))
        return f"{self.what}：{printed(self.stated)}与{printed(self.found)}相差{difference}"


def scale(sheet: Sheet) -> Decimal:
    """Yuan per unit of a table; 万元, as the rules prescribe it, when the table does not say."""
    return sheet.scale or FACTORS["万元"]


# -- one table ----------------------------------------------------------------------------------


def total(sheet: Sheet) -> Row | None:
    totals = [row for row in sheet.rows() if row.is_total and row.amounts]
    return totals[0] if len(totals) == 1 else None


def coded(sheet: Sheet) -> Iterator[Sum]:
    """The total is the sum of its lines, each class and section the sum of its items."""
    lines = [row for row in sheet.rows() if row.code]
    end = total(sheet) if len(sheet.labels) == 1 else None
    named = [row for row in sheet.rows() if not row.code and not row.is_total and row.amounts]
    if (
        len(sheet.labels) != 1
        or not lines
        or named
        or max(Counter(row.code for row in lines).values()) > 1
    ):
        return
    codes = {row.code for row in lines}
    groups: dict[str, list[Row]] = {}
    for row in lines:
        groups.setdefault(_parent(row.code, codes), []).append(row)
    heads = {row.code: row for row in lines} | ({"": end} if end else {})
    for code, members in groups.items():
        if code in heads:
            yield from _added(sheet, heads[code], members)


def _parent(code: str, codes: set[str]) -> str:
    return next((code[:n] for n in range(len(code) - 1, 2, -1) if code[:n] in codes), "")


def _added(sheet: Sheet, head: Row, members: list[Row]) -> Iterator[Sum]:
    for column, stated in head.amounts.items():
        found = sum((row.amounts.get(column, Decimal(0)) for row in members), Decimal(0))
        label = f"{head.code}{head.label}" if head.code else head.label
        yield Sum(
            f"{sheet.name}“{label}”（{_heading(sheet, column)}）与其下{len(members)}行之和",
            stated * scale(sheet), found * scale(sheet), HUNDREDTH * len(members),
            (sheet.cell(head, column, f"其下{len(members)}行之和 {printed(found * scale(sheet))}"),),
        )  # fmt: skip


def _heading(sheet: Sheet, column: int) -> str:
    return sheet.header[column].rpartition("/")[2] or f"第{column + 1}列"


def across(sheet: Sheet) -> Iterator[Sum]:
    """In each line the sum stands for its parts (basic + project, staff + office)."""
    whole = sheet.column("合计", "总计")
    parts = [c for c in (sheet.column(word) for word in _PARTS.get(sheet.kind, ())) if c]
    clean = len(sheet.header) - len(sheet.labels) - sum(map(_is_code, sheet.header))
    if len(sheet.labels) != 1 or whole is None or len(parts) < 2 or clean != len(parts) + 1:
        return
    for row in sheet.rows():
        if whole in row.amounts:
            found = sum((row.amounts.get(c, Decimal(0)) for c in parts), Decimal(0))
            yield Sum(
                f"{sheet.name}“{row.label}”的合计与分项之和",
                row.amounts[whole] * scale(sheet), found * scale(sheet), HUNDREDTH * len(parts),
                (sheet.cell(row, whole, f"各分项之和 {printed(found * scale(sheet))}"),),
            )  # fmt: skip


def _is_code(head: str) -> bool:
    return bool(re.search(r"编码|行次|序号|(?:^|/)[类款项]$", head))


# -- income beside expenditure ------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    label: str
    value: Decimal | None
    row: Row
    column: int


def _side(sheet: Sheet, label: int) -> list[_Line]:
    """Lines of one side: the label and the first amount column after it."""
    later = [c for c in sheet.labels if c > label]
    end = later[0] if later else len(sheet.header)
    ordinal = [c for c, head in enumerate(sheet.header) if re.search(r"行次|栏次|序号", head)]
    columns = [c for c in range(label + 1, end) if c not in ordinal]
    if not columns:
        return []
    first = columns[0]
    return [
        _Line(squeeze(row.cells[label]), row.amounts.get(first), row, first)
        for row in sheet.rows()
        if row.cells[label]
    ]


def sides(sheet: Sheet) -> Iterator[Sum]:
    """Each side adds up, and income equals expenditure."""
    both = [lines for label in sheet.labels[:2] if (lines := _side(sheet, label))]
    for lines in both:
        yield from _one_side(sheet, lines)
    ends = [end for lines in both if (end := _grand(lines)) and end.value is not None]
    if len(ends) == 2 and ends[0].value is not None and ends[1].value is not None:
        yield Sum(
            f"{sheet.name}收入总计与支出总计", ends[0].value * scale(sheet),
            ends[1].value * scale(sheet), HUNDREDTH, (sheet.cell(ends[0].row, ends[0].column),),
        )  # fmt: skip


def _one_side(sheet: Sheet, lines: list[_Line]) -> Iterator[Sum]:
    """Numbered lines (一、二、…) sum to the year's own total; sub-lines do not count."""
    numbered = [line for line in lines if _NUMBERED.match(line.label)]
    sums = [line for line in lines if _THIS_YEAR.match(line.label)]
    ends = [line for line in lines if _GRAND.match(line.label)]
    counted = Counter(line.label[0] for line in numbered if line.label[1] in "、.")
    if len(sums) > 1 or len(ends) > 1 or not numbered or max(counted.values(), default=0) > 1:
        return  # 一、 twice: two classifications of the same money stand in one column
    plain = [x for x in lines if x not in numbered and x not in sums and x not in ends and x.value]
    plain = [x for x in plain if not re.match(r"^(?:\d+[、.]|其中|[(（]|[-—])", x.label)]
    if sums:
        yield from _line_sum(sheet, sums[0], numbered)
        if ends and all(re.search(r"结转|结余|弥补|分配", x.label) for x in plain):
            yield from _line_sum(sheet, ends[0], [sums[0], *plain])
    elif ends and all(re.search(r"结转|结余|弥补", x.label) for x in plain):
        yield from _line_sum(sheet, ends[0], [*numbered, *plain])


def _line_sum(sheet: Sheet, head: _Line, members: list[_Line]) -> Iterator[Sum]:
    if head.value is None:
        return
    found = sum((line.value or Decimal(0) for line in members), Decimal(0))
    added = f"其上{len(members)}项之和"
    yield Sum(
        f"{sheet.name}“{head.label}”与{added}",
        head.value * scale(sheet), found * scale(sheet), HUNDREDTH * max(1, len(members)),
        (sheet.cell(head.row, head.column, f"{added} {printed(found * scale(sheet))}"),),
    )  # fmt: skip


def _grand(lines: list[_Line]) -> _Line | None:
    return next((x for x in lines if _GRAND.match(x.label) and x.value is not None), None)


def grand_totals(sheet: Sheet) -> list[list[Cell]]:
    """Per side (income, expenditure) what may be called its total, as far as printed.

    The year's own sum, the grand total, and the grand total without what is carried over.
    """
    return [list(_totals(sheet, _side(sheet, label))) for label in sheet.labels[:2]]


def _totals(sheet: Sheet, lines: list[_Line]) -> Iterator[Cell]:
    carried = sum((x.value for x in lines if x.value and _CARRIED.search(x.label)), Decimal(0))
    for line in lines:
        if line.value is None:
            continue
        if _GRAND.match(line.label) or _THIS_YEAR.match(line.label):
            yield Cell(line.value * scale(sheet), line.row, line.column, line.label)
        if _GRAND.match(line.label) and carried:
            rest = (line.value - carried) * scale(sheet)
            yield Cell(rest, line.row, line.column, f"{line.label}（不含结转结余）")
