"""What is missing in a disclosure: tables, codes, the separate public expenses."""

from __future__ import annotations

import re
from typing import Final

from checks._budget_sheet import Row, Sheet
from checks._budget_texts import PUBLIC, compared, public_name, public_stated, says_none
from checks._disclosures import BudgetDisclosure
from store.judgements import Evidence

_EIGHT: Final = (
    "overview", "income", "spending", "fiscal", "general", "basic", "public", "funds",
)  # fmt: skip
#: The ninth table: final accounts from 2020, budgets from the year after.
_CAPITAL_FROM: Final = {"决算": 2020, "预算": 2021}
_MAY_BE_EMPTY: Final = {
    "public": "三公.{0,2}经费", "funds": "政府性基金", "capital": "国有资本经营",
}  # fmt: skip
_EMPTY: Final = re.compile(
    r"空表|无数据|没有|未安排|未发生|本表为空|不涉及|^无$|无.{0,30}(?:支出|收入|经费)"
)


def missing_tables(disclosure: BudgetDisclosure) -> list[str]:
    """Kinds of tables that are neither there nor declared to be nothing."""
    required = [*_EIGHT]
    if disclosure.year >= _CAPITAL_FROM[disclosure.kind]:
        required.append("capital")
    return [kind for kind in required if not _present(disclosure, kind)]


def seen_tables(disclosure: BudgetDisclosure) -> tuple[Evidence, ...]:
    """The recognised tables by their names, one piece for each page or file that holds them."""
    named: dict[str, list[Sheet]] = {}
    for sheet in disclosure.sheets:
        if sheet.kind:
            named.setdefault(sheet.source.url, []).append(sheet)
    return tuple(
        found[0].source.evidence(
            "quote", "、".join(dict.fromkeys(s.title or s.place for s in found)), "已识别的表格"
        )
        for found in named.values()
    ) or (disclosure.evidence(locator="没有识别出规定的表格"),)


def empty_without_word(disclosure: BudgetDisclosure) -> list[str]:
    """Kinds of tables that hold no figure and nowhere a word about it."""
    found = {sheet.kind: sheet for sheet in disclosure.sheets if sheet.kind}
    return [
        kind
        for kind in found
        if kind in (*_EIGHT, "capital")
        and not any(row.amounts for s in disclosure.sheets if s.kind == kind for row in s.rows())
        and not _declared_empty(disclosure, kind)
    ]


def unnamed_tables(disclosure: BudgetDisclosure) -> list[Sheet]:
    """Tables with figures that may be any of those looked for."""
    return [s for s in disclosure.sheets if not s.kind and not s.title and s.has_figures]


def too_short(sheet: Sheet) -> list[Row]:
    """Lines with money whose code has none below it and is not of the lowest level."""
    digits = 7 if sheet.kind == "general" else 5
    rows = [row for row in sheet.rows() if row.code]
    codes = {row.code for row in rows}
    return [
        row
        for row in rows
        if len(row.code) < digits
        and any(row.amounts.values())
        and not any(other != row.code and other.startswith(row.code) for other in codes)
    ]


def missing_public(disclosure: BudgetDisclosure) -> list[str]:
    """Which of the four figures, or the comparison, is not given."""
    if says_none(disclosure.text, "三公.{0,2}经费"):
        return []
    named = public_stated(disclosure.text)
    compares = compared(disclosure.text)
    for sheet in disclosure.sheets:
        if sheet.kind != "public":
            continue
        labels = [head.rpartition("/")[2] for head in sheet.header]
        labels += [row.label for row in sheet.rows()]
        named |= {public_name(label) for label in labels}
        compares = compares or any(re.search(r"上年|增减|比较", head) for head in sheet.header)
    missing = [name for name in PUBLIC if name not in named]
    return missing if compares else [*missing, "与上年比较的增减变化"]


def _present(disclosure: BudgetDisclosure, kind: str) -> bool:
    if disclosure.sheet(kind) is not None or kind in disclosure.titled:
        return True
    return kind in _MAY_BE_EMPTY and says_none(disclosure.text, _MAY_BE_EMPTY[kind])


def _declared_empty(disclosure: BudgetDisclosure, kind: str) -> bool:
    cells = [
        cell for sheet in disclosure.sheets if sheet.kind == kind
        for line in (sheet.notes, sheet.header, *sheet.grid) for cell in line
    ]  # fmt: skip
    if any(_EMPTY.search(cell) for cell in cells):
        return True
    words = _MAY_BE_EMPTY.get(kind, "")
    return bool(words) and says_none(disclosure.text, words)
