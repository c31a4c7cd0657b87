"""Sums in the tables of an annual report: requests received and handled, reviews and lawsuits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from store.facts import Table

#: What stands in a cell for none.
_NONE: Final = frozenset({"", "-", "--", "—", "——", "/", "无", "\\"})
_TOTAL: Final = re.compile(r"[(（]?七?[)）]?\s*总计|合计")
#: Outline of the table before 2019: a parent that is the sum of its numbered children.
_PARENT: Final = re.compile(
    r"^[(（][一二三四五六七八九十]+[)）].*?(?:收到申请|申请办结|申请答复|办结数|答复数)"
)
_ANY_PARENT: Final = re.compile(r"^(?:[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、)")
_CHILD: Final = re.compile(r"^\d{1,2}\s*[.．、]")
_GROUP: Final = 5  # columns of one kind of review: four results and their sum


@dataclass(frozen=True)
class Mistake:
    """A sum that does not come out: what, its parts' sum, what is printed, the row."""

    what: str
    expected: int
    printed: int
    row: str


@dataclass(frozen=True)
class Checked:
    """A table of requests as recomputed."""

    sums: int
    mistakes: tuple[Mistake, ...]
    unclear: tuple[str, ...] = ()  # rows with figures that could not be read as figures


def checked(table: Table) -> Checked | None:
    """The sums of a table recomputed; None when it is no table of requests or reviews."""
    rows = [tuple(_folded(cell) for cell in row) for row in table.rows]
    flat = "".join("".join(row) for row in rows)
    if "新收" in flat and "结转" in flat:
        return _present(rows)
    if "尚未审结" in flat and "复议" in flat:
        return _reviews(rows)
    if "收到申请数" in flat or "申请办结" in flat:
        return _outline(rows)
    return None


def number(cell: str) -> int | None:
    """A cell's count; a blank or a stroke is none, words are no number."""
    plain = re.sub(r"[\s,件次宗]", "", cell)
    if plain in _NONE:
        return 0
    return int(plain) if re.fullmatch(r"\d{1,9}", plain) else None


# -- the present format -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    label: str
    numbers: tuple[int, ...]


def _present(rows: Sequence[tuple[str, ...]]) -> Checked | None:
    """Each row's total, each column's balance, the sum of the results (条例 art. 50)."""
    width = next((_figures(row) for row in rows if "新收" in "".join(row)), 0)
    if width < 2:
        return None
    read = [_row(row, width) for row in rows]
    unclear = tuple("".join(row)[:40] for row, made in zip(rows, read, strict=True)
                    if made is None and _figures(row))  # fmt: skip
    found = [row for row in read if row is not None]
    mistakes = [
        Mistake(f"“{row.label}”各列之和", sum(row.numbers[:-1]), row.numbers[-1], row.label)
        for row in found if sum(row.numbers[:-1]) != row.numbers[-1]
    ]  # fmt: skip
    mistakes += _balance(found)
    return Checked(len(found) + 2 * width, tuple(mistakes), unclear)


def _figures(row: Sequence[str]) -> int:
    """How many cells at the end of a row are figures."""
    count = 0
    for cell in reversed(row):
        if not re.fullmatch(r"[\d,]{1,9}", cell.strip()):
            break
        count += 1
    return count


def _row(row: Sequence[str], width: int) -> _Row | None:
    if len(row) <= width:
        return None
    numbers = [number(cell) for cell in row[-width:]]
    label = "".join(row[:-width])
    filled = any(cell.strip() for cell in row[-width:])
    if not label or not filled or any(each is None for each in numbers):
        return None
    return _Row(label, tuple(each for each in numbers if each is not None))


def _balance(rows: Sequence[_Row]) -> Iterator[Mistake]:
    def at(words: str) -> int | None:
        return next((n for n, row in enumerate(rows) if re.search(words, row.label)), None)

    new, old = at("新收"), at("上年结转")
    total, on = at(_TOTAL.pattern), at("结转下年")
    if new is None or old is None or total is None or on is None or not old < total < on:
        return
    last = len(rows[new].numbers)
    for column in range(last):
        name = "总计列" if column == last - 1 else f"第{column + 1}列"
        results = sum(row.numbers[column] for row in rows[old + 1 : total])
        printed = rows[total].numbers[column]
        if results != printed:
            yield Mistake(f"{name}办理结果之和", results, printed, rows[total].label)
        came = rows[new].numbers[column] + rows[old].numbers[column]
        went = printed + rows[on].numbers[column]
        if came != went:
            yield Mistake(f"{name}“新收＋上年结转＝办结＋结转下年”", came, went, rows[on].label)


# -- reviews and lawsuits -----------------------------------------------------------------------


def _reviews(rows: Sequence[tuple[str, ...]]) -> Checked | None:
    """Three groups of four results and their sum, in one line of figures."""
    lines = [row for row in rows if row and all(number(c) is not None for c in row)]
    lines = [row for row in lines if any(c.strip() for c in row) and len(row) % _GROUP == 0]
    if not lines:
        return None
    mistakes = []
    for line in lines:
        figures = [number(cell) or 0 for cell in line]
        for begin in range(0, len(figures), _GROUP):
            *parts, whole = figures[begin : begin + _GROUP]
            if sum(parts) != whole:
                what = f"复议诉讼表第{begin // _GROUP + 1}组各结果之和"
                mistakes.append(Mistake(what, sum(parts), whole, " ".join(line)))
    return Checked(sum(len(line) // _GROUP for line in lines), tuple(mistakes))


# -- the table before 2019 ----------------------------------------------------------------------


def _outline(rows: Sequence[tuple[str, ...]]) -> Checked | None:
    """（一）收到申请数 = 1.当面 + 2.传真 + …, and likewise for what was handled and answered."""
    mistakes: list[Mistake] = []
    sums = 0
    for label, whole, parts in _families(rows):
        if parts and None not in parts and whole is not None:
            sums += 1
            total = sum(part for part in parts if part is not None)
            if total != whole:
                mistakes.append(Mistake(f"“{label}”各分项之和", total, whole, label))
    return Checked(sums, tuple(mistakes)) if sums else None


def _families(
    rows: Sequence[tuple[str, ...]],
) -> Iterator[tuple[str, int | None, list[int | None]]]:
    label, whole, parts = "", None, list[int | None]()
    for row in rows:
        cells = [cell for cell in row if cell.strip()]
        if len(cells) < 2:
            continue
        name, figure = cells[0].strip(), number(cells[-1])
        if _PARENT.search(name):
            yield label, whole, parts
            label, whole, parts = name, figure, []
        elif _ANY_PARENT.search(name):
            yield label, whole, parts
            label, whole, parts = "", None, []
        elif label and _CHILD.search(name):
            parts.append(figure)
    yield label, whole, parts


def _folded(cell: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))
