"""Agreement of a disclosure: its tables with each other, the text with the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from checks._amounts import HUNDREDTH, printed
from checks._budget_sheet import Sheet
from checks._budget_sums import Cell, Sum, across, coded, grand_totals, scale, sides, total
from checks._budget_texts import (
    CARS,
    PUBLIC,
    WHOLE,
    Figure,
    public_figures,
    public_name,
    stated_totals,
)
from checks._disclosures import BudgetDisclosure

#: Tables whose figures are compared.
COMPARED: Final = ("overview", "income", "spending", "fiscal", "general", "basic", "public")


def comparisons(disclosure: BudgetDisclosure) -> Iterator[Sum]:
    """Everything that can be compared in the tables that were read completely."""
    usable = [s for s in disclosure.sheets if s.kind in COMPARED and s.complete and s.has_figures]
    for sheet in usable:
        if sheet.kind in ("income", "spending", "general", "basic"):
            yield from coded(sheet)
            yield from across(sheet)
        elif sheet.kind == "public":
            yield from _public(sheet, public_cells(sheet, disclosure))
        else:
            yield from sides(sheet)
    groups = list(_groups(usable))
    for read in groups:
        yield from _between(read)
    if len(groups) == 1:
        yield from _words(disclosure, groups[0])


def _groups(usable: list[Sheet]) -> Iterator[dict[str, Sheet]]:
    """Tables that speak of the same money: all, or per file where a kind stands twice.

    A department often publishes its own figures and those with its units side by side; a kind
    that even one file holds twice is compared with nothing.
    """
    if _repeated(usable):
        for source in dict.fromkeys(sheet.source.id for sheet in usable):
            own = [sheet for sheet in usable if sheet.source.id == source]
            twice = _repeated(own)
            yield {sheet.kind: sheet for sheet in own if sheet.kind not in twice}
    else:
        yield {sheet.kind: sheet for sheet in usable}


def _repeated(found: list[Sheet]) -> set[str]:
    times = Counter(kind for kind, _ in {(sheet.kind, sheet.grid) for sheet in found})
    return {kind for kind, number in times.items() if number > 1}


def unread(disclosure: BudgetDisclosure) -> list[Sheet]:
    """Tables that should be compared but were not read completely."""
    found = (disclosure.sheet(kind) for kind in COMPARED)
    return [sheet for sheet in found if sheet is not None and not sheet.complete]


def public_cells(sheet: Sheet, disclosure: BudgetDisclosure) -> dict[str, Cell]:
    """The public expenses of a table by name, whether they stand in columns or in lines."""
    names = [public_name(_last(head)) or _car_sum(head) for head in sheet.header]
    across_columns = sum(1 for name in names if name in PUBLIC)
    return (
        _in_columns(sheet, names, disclosure)
        if across_columns > 1
        else _in_lines(sheet, disclosure)
    )


# -- between tables -----------------------------------------------------------------------------


def _between(read: Mapping[str, Sheet]) -> Iterator[Sum]:
    """Table 1 = table 2 = table 3, and basic expenditure is the same in both tables that give it."""
    if "overview" in read:
        ends = grand_totals(read["overview"])
        for position, kind in enumerate(("income", "spending")):
            if kind in read and len(ends) == 2:
                yield from _same_total(read["overview"], ends[position], read[kind])
    if "general" in read and "basic" in read:
        column = read["general"].column("基本支出")
        yield from _same_cell(read["general"], column, read["basic"])


def _same_total(overview: Sheet, ends: list[Cell], other: Sheet) -> Iterator[Sum]:
    """The total of a list equals the year's sum or the grand total (with what is carried over)."""
    end = total(other)
    column = _whole_column(other)
    if end is None or column is None or column not in end.amounts or not ends:
        return
    found = end.amounts[column] * _shared(other, overview)
    agreeing = (cell for cell in ends if abs(cell.value - found) <= HUNDREDTH)
    nearest = next(agreeing, ends[0])
    yield Sum(
        f"{overview.name}“{nearest.label}”与{other.name}合计", nearest.value, found,
        HUNDREDTH, (overview.cell(nearest.row, nearest.column), other.cell(end, column)),
    )  # fmt: skip


def _same_cell(general: Sheet, column: int | None, basic: Sheet) -> Iterator[Sum]:
    one, other, whole = total(general), total(basic), _whole_column(basic)
    if one is None or other is None or column is None or whole is None:
        return
    if column in one.amounts and whole in other.amounts:
        yield Sum(
            f"{general.name}基本支出合计与{basic.name}合计",
            one.amounts[column] * _shared(general, basic),
            other.amounts[whole] * _shared(basic, general), HUNDREDTH,
            (general.cell(one, column), basic.cell(other, whole)),
        )  # fmt: skip


def _shared(sheet: Sheet, other: Sheet) -> Decimal:
    """Yuan per unit: as the table says, else as the one says that it is compared with."""
    return sheet.scale or other.scale or scale(sheet)


def _whole_column(sheet: Sheet) -> int | None:
    """The column of sums: the one headed 合计, or the only column of amounts."""
    named = sheet.column("合计", "总计", "本年收入", "本年支出")
    if named is not None:
        return named
    used = {column for row in sheet.rows() for column in row.amounts}
    return used.pop() if len(used) == 1 else None


# -- the three public expenses ------------------------------------------------------------------


def _last(head: str) -> str:
    return head.rpartition("/")[2]


def _car_sum(head: str) -> str:
    return CARS if "小计" in _last(head) and ("公务用车" in head or "公车" in head) else ""


def _in_columns(sheet: Sheet, names: list[str], disclosure: BudgetDisclosure) -> dict[str, Cell]:
    rows = [row for row in sheet.rows() if row.amounts]
    chosen = [row for row in rows if row.is_total] or rows
    if len(chosen) != 1:
        return {}
    found: dict[str, Cell] = {}
    settled = any("决算数" in head for head in sheet.header) and disclosure.kind == "决算"
    for column, name in enumerate(names):
        if settled and "决算数" not in sheet.header[column]:
            continue
        if name and column in chosen[0].amounts and name not in found:
            value = chosen[0].amounts[column] * scale(sheet)
            found[name] = Cell(value, chosen[0], column)
    return found


def _in_lines(sheet: Sheet, disclosure: BudgetDisclosure) -> dict[str, Cell]:
    column = _column_of_year(sheet, disclosure)
    found: dict[str, Cell] = {}
    for row in sheet.rows() if column is not None else ():
        name = public_name(row.label)
        if column is not None and name and column in row.amounts and name not in found:
            found[name] = Cell(row.amounts[column] * scale(sheet), row, column)
    return found


def _column_of_year(sheet: Sheet, disclosure: BudgetDisclosure) -> int | None:
    """The only column of amounts, else the one headed with the year or 本年, else 决算数."""
    used = sorted({column for row in sheet.rows() for column in row.amounts})
    if len(used) == 1:
        return used[0]
    for words in (f"{disclosure.year}年", "本年", f"{disclosure.kind}数"):
        named = [c for c in used if words in sheet.header[c] and "增减" not in sheet.header[c]]
        if len(named) == 1:
            return named[0]
    return None


def _public(sheet: Sheet, cells: Mapping[str, Cell]) -> Iterator[Sum]:
    """合计 = 出国 + 用车 + 接待, and 用车 = 购置 + 运行; an empty cell counts as zero."""
    nothing = Decimal(0)
    value = {name: cells[name].value if name in cells else nothing for name in (*PUBLIC, CARS)}
    parts = value[PUBLIC[1]] + value[PUBLIC[2]]
    if CARS in cells and (PUBLIC[1] in cells or PUBLIC[2] in cells):
        yield _public_sum(sheet, cells[CARS], parts, "公务用车购置及运行费与购置费、运行费之和", 2)
    if WHOLE in cells and any(name in cells for name in PUBLIC):
        cars = value[CARS] if CARS in cells else parts
        found = value[PUBLIC[0]] + cars + value[PUBLIC[3]]
        yield _public_sum(sheet, cells[WHOLE], found, "“三公”经费合计与各项之和", 3)


def _public_sum(sheet: Sheet, cell: Cell, found: Decimal, what: str, parts: int) -> Sum:
    evidence = (sheet.cell(cell.row, cell.column, f"各项之和 {printed(found)}"),)
    return Sum(f"{sheet.name}{what}", cell.value, found, HUNDREDTH * parts, evidence)


# -- the text -----------------------------------------------------------------------------------


def _words(disclosure: BudgetDisclosure, read: Mapping[str, Sheet]) -> Iterator[Sum]:
    year, kind = disclosure.year, disclosure.kind
    public = read.get("public")
    if public is not None and public.scale is not None:
        cells = public_cells(public, disclosure)
        for name, figure in public_figures(disclosure.text, year, kind).items():
            if name in cells:
                yield _said(disclosure, f"“三公”经费({name})", figure, public, cells[name])
    overview = read.get("overview")
    if overview is None or overview.scale is None:
        return
    ends = grand_totals(overview)
    stated = stated_totals(disclosure.text, year, kind)
    for position, name in ((0, "收入总计"), (1, "支出总计"), (0, "收支总额")):
        if name in stated and len(ends) == 2 and ends[position]:
            figure = stated[name]
            near = min(ends[position], key=lambda cell: abs(cell.value - figure.value))
            yield _said(disclosure, name, figure, overview, near)


def _said(disclosure: BudgetDisclosure, name: str, figure: Figure, sheet: Sheet, cell: Cell) -> Sum:
    return Sum(
        f"说明文字中的{name}与{sheet.name}", figure.value, cell.value,
        max(figure.slack, HUNDREDTH),
        (disclosure.said(figure.quote), sheet.cell(cell.row, cell.column)),
    )  # fmt: skip
