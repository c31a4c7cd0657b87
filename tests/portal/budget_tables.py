"""The eight tables of a disclosure, as grids."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from tests.portal.budget_figures import Figures, Line, draw, total
from tests.portal.model import Cell, Disclosure, Grid, Money

BUDGET_TITLES = (
    "部门收支总表", "部门收入总表", "部门支出总表", "财政拨款收支总表", "一般公共预算支出表",
    "一般公共预算基本支出表", "一般公共预算“三公”经费支出表", "政府性基金预算支出表",
)  # fmt: skip
ACCOUNT_TITLES = (
    "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表", "一般公共预算财政拨款基本支出决算表",
    "一般公共预算财政拨款“三公”经费支出决算表", "政府性基金预算财政拨款收入支出决算表",
)  # fmt: skip
ZERO = Money(0)


def tables(disclosure: Disclosure, seed: int) -> tuple[Grid, ...]:
    """The tables as published: complete and agreeing, but for what the disclosure says is wrong."""
    figures = draw(disclosure, seed)
    makers = (_overview, _income, _spending, _fiscal, _general, _basic, _public, _funds)
    grids = []
    for number, make in enumerate(makers, 1):
        if number in disclosure.omit_tables:
            continue
        grid = _with_errors(make(disclosure, figures), disclosure, number)
        grid = replace(grid, unit=disclosure.units.get(number, "万元"))
        grids.append(_with_blanks(grid) if disclosure.blank_columns else grid)
    return tuple(grids)


def title(disclosure: Disclosure, number: int) -> str:
    """A table's title, or the other words that the disclosure uses for it."""
    usual = BUDGET_TITLES if disclosure.kind == "预算" else ACCOUNT_TITLES
    return disclosure.titles.get(number, usual[number - 1])


def _with_errors(grid: Grid, disclosure: Disclosure, number: int) -> Grid:
    rows = [list(row) for row in grid.rows]
    for (table, row, column), delta in disclosure.errors.items():
        if table == number:
            cell = rows[row][column]
            if not isinstance(cell, Money):
                raise ValueError(f"table {number} row {row} column {column} holds no amount")
            rows[row][column] = Money(cell + delta)
    return replace(grid, rows=tuple(tuple(row) for row in rows))


def _with_blanks(grid: Grid) -> Grid:
    """The same table with an empty column before and after, as merged cells often leave."""
    header = tuple(("", *line, "") for line in grid.header)
    return replace(grid, header=header, rows=tuple(("", *row, "") for row in grid.rows))


def _classes(figures: Figures) -> list[tuple[str, Money, Money]]:
    """Functional classes in order: name, all spending, fiscal spending."""
    grouped = groupby(figures.lines, key=lambda line: line.names[0])
    found = [(name, list(lines)) for name, lines in grouped]
    return [(n, total(x.total for x in ls), total(x.fiscal for x in ls)) for n, ls in found]


def _sides(
    left: list[tuple[Cell, Cell]], right: list[tuple[Cell, Cell]]
) -> tuple[tuple[Cell, ...], ...]:
    """Income beside expenditure, the shorter side filled with empty cells."""
    length = max(len(left), len(right))
    left = left + [("", "")] * (length - len(left))
    right = right + [("", "")] * (length - len(right))
    return tuple((*a, *b) for a, b in zip(left, right, strict=True))


def _numbered(names: list[tuple[str, Money]]) -> list[tuple[Cell, Cell]]:
    return [(f"{'一二三四五六七八'[n]}、{name}", amount) for n, (name, amount) in enumerate(names)]


def _overview(disclosure: Disclosure, figures: Figures) -> Grid:
    income = _numbered([
        ("一般公共预算财政拨款收入", figures.general), ("政府性基金预算财政拨款收入", ZERO),
        ("事业收入", figures.business), ("其他收入", figures.other_income),
    ])  # fmt: skip
    spending = _numbered([(name, amount) for name, amount, _ in _classes(figures)])
    column = f"{disclosure.year}年{disclosure.kind}数"
    before, after = ("上年结转", "结转下年")
    if disclosure.kind == "决算":
        before, after = ("年初结转和结余", "年末结转和结余")
    ends: tuple[tuple[Cell, ...], ...] = (
        ("本年收入合计", figures.income, "本年支出合计", figures.spending),
        (before, figures.carried_in, after, figures.carried_out),
        ("收入总计", figures.grand, "支出总计", Money(figures.spending + figures.carried_out)),
    )
    header = (("收入", "", "支出", ""), ("项目", column, "项目（按功能分类）", column))
    return Grid(title(disclosure, 1), header, (*_sides(income, spending), *ends))


def _income(disclosure: Disclosure, figures: Figures) -> Grid:
    header = (
        (
            "科目编码",
            "科目名称",
            "合计",
            "一般公共预算拨款",
            "政府性基金预算拨款",
            "事业收入",
            "其他收入",
        ),
    )
    rows = []
    business, other = int(figures.business), int(figures.other_income)
    spenders = [line for line in figures.lines if line.other]
    for line in figures.lines:
        last = bool(spenders) and line is spenders[-1]
        share = 0 if not line.other else business if last else min(business, line.other * 6 // 7)
        extra = other if last else 0
        business -= share
        amounts = (line.fiscal, ZERO, Money(share), Money(extra))
        rows.append((_code(disclosure, line), line.names[2], Money(sum(amounts)), *amounts))
    sums = tuple(Money(sum(int(row[n]) for row in rows)) for n in range(2, 7))
    return Grid(title(disclosure, 2), header, (*rows, ("", "合计", *sums)))


def _code(disclosure: Disclosure, line: Line) -> str:
    return line.code[:5] if disclosure.short_codes else line.code


def _spending(disclosure: Disclosure, figures: Figures) -> Grid:
    header = (("科目编码", "科目名称", "合计", "基本支出", "项目支出"),)
    rows: list[tuple[Cell, ...]] = [
        (_code(disclosure, x), x.names[2], x.total, x.basic, Money(x.project + x.other))
        for x in figures.lines
    ]
    projects = Money(figures.spending - figures.basic)
    end = ("", "合计", figures.spending, figures.basic, projects)
    return Grid(title(disclosure, 3), header, (*rows, end))


def _fiscal(disclosure: Disclosure, figures: Figures) -> Grid:
    income = _numbered([("一般公共预算拨款", figures.general), ("政府性基金预算拨款", ZERO)])
    spending = _numbered([(name, fiscal) for name, _, fiscal in _classes(figures)])
    column = f"{disclosure.year}年{disclosure.kind}数"
    header = (("收入", "", "支出", ""), ("项目", column, "项目", column))
    end: tuple[Cell, ...] = ("收入总计", figures.general, "支出总计", figures.general)
    return Grid(title(disclosure, 4), header, (*_sides(income, spending), end))


def _general(disclosure: Disclosure, figures: Figures) -> Grid:
    header = (("科目编码", "科目名称", "合计", "基本支出", "项目支出"),)
    rows: list[tuple[Cell, ...]] = []
    if disclosure.is_department and not disclosure.short_codes:
        rows = _hierarchy(figures)
    else:
        for x in figures.lines:
            rows.append((_code(disclosure, x), x.names[2], x.fiscal, x.basic, x.project))
    projects = Money(figures.general - figures.basic)
    end = ("", "合计", figures.general, figures.basic, projects)
    return Grid(title(disclosure, 5), header, (*rows, end))


def _hierarchy(figures: Figures) -> list[tuple[Cell, ...]]:
    """Classes (3 digits), sections (5) and items (7), each with its own sum."""
    rows: list[tuple[Cell, ...]] = []
    seen: set[str] = set()
    for line in figures.lines:
        for digits, name in ((3, line.names[0]), (5, line.names[1])):
            code = line.code[:digits]
            if code not in seen:
                seen.add(code)
                rows.append(
                    (code, name, *_sum([x for x in figures.lines if x.code.startswith(code)]))
                )
        rows.append((line.code, line.names[2], line.fiscal, line.basic, line.project))
    return rows


def _sum(lines: list[Line]) -> tuple[Money, Money, Money]:
    basic, project = total(x.basic for x in lines), total(x.project for x in lines)
    return Money(basic + project), basic, project


def _basic(disclosure: Disclosure, figures: Figures) -> Grid:
    header = (("科目编码", "科目名称", "合计", "人员经费", "公用经费"),)
    rows: list[tuple[Cell, ...]] = [
        (code[:3] if disclosure.short_codes else code, name, Money(staff + office), staff, office)
        for code, name, staff, office in figures.economic
    ]
    office = figures.office_costs
    end = ("", "合计", figures.basic, Money(figures.basic - office), office)
    return Grid(title(disclosure, 6), header, (*rows, end))


def _public(disclosure: Disclosure, figures: Figures) -> Grid:
    if disclosure.merge_public:
        header = (("项目", f"{disclosure.year}年{disclosure.kind}数"),)
        return Grid(title(disclosure, 7), header, (("“三公”经费合计", figures.public),))
    if disclosure.is_department:
        return _public_long(disclosure, figures)
    header2 = (
        ("合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"),
        ("", "", "小计", "公务用车购置费", "公务用车运行维护费", ""),
    )
    row = (
        figures.public, figures.abroad, figures.cars, figures.car_purchase, figures.car_running,
        figures.reception,
    )  # fmt: skip
    return Grid(title(disclosure, 7), header2, (row,))


def _public_long(disclosure: Disclosure, figures: Figures) -> Grid:
    """One line per figure, the year before beside it."""
    old = figures.before
    cars = Money(old["purchase"] + old["running"])
    lines = (
        ("合计", Money(old["abroad"] + cars + old["reception"]), figures.public),
        ("1.因公出国（境）费", old["abroad"], figures.abroad),
        ("2.公务用车购置及运行费", cars, figures.cars),
        ("其中：公务用车购置费", old["purchase"], figures.car_purchase),
        ("公务用车运行维护费", old["running"], figures.car_running),
        ("3.公务接待费", old["reception"], figures.reception),
    )
    kind, year = disclosure.kind, disclosure.year
    header = (("项目", f"{year - 1}年{kind}数", f"{year}年{kind}数", "增减额"),)
    rows = tuple((name, before, now, Money(now - before)) for name, before, now in lines)
    return Grid(title(disclosure, 7), header, rows)


def _funds(disclosure: Disclosure, figures: Figures) -> Grid:
    header = (("科目编码", "科目名称", "合计", "基本支出", "项目支出"),)
    words = "部门" if disclosure.is_department else "单位"
    note = f"注：本{words}{disclosure.year}年没有使用政府性基金预算拨款安排的支出，故本表无数据。"
    return Grid(title(disclosure, 8), header, (), note=note)
