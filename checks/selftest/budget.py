"""Clause 5: the budget of 2018 and the final account of 2017, whole or with one thing missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from checks.selftest import Case
from checks.selftest._budget import (
    PAGE_2017,
    PAGE_2018,
    TABLES,
    TEXT,
    TITLE_2017,
    TITLE_2018,
    article,
    grids,
)
from checks.selftest._build import attachment, column, page, snapshot
from store.facts import AttachmentFacts, Facts, PageFacts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_LISTED = [(PAGE_2018, TITLE_2018, "2018-02-21"), (PAGE_2017, TITLE_2017, "2018-08-30")]
#: A budget is published on 2018-02-21: the twentieth day after the first of these, a day late
#: after the second.
_IN_TIME, _LATE = dt.date(2018, 2, 1), dt.date(2018, 1, 31)


def _night(facts: PageFacts | None = None) -> Snapshot:
    """A portal with a budget page (whole when None) and a whole account."""
    budget = article(tables=grids()) if facts is None else facts
    account = article(TITLE_2017, TEXT.replace("2018年", "2017年"), grids(), on="2018-08-30")
    pages = {"/czyjs/": page("财政预决算"), PAGE_2018: budget, PAGE_2017: account}
    return snapshot(pages, [column("budget", "/czyjs/", _LISTED, name="财政预决算")])


def _years(*more: tuple[int, str]) -> Snapshot:
    """The newest budget and account with those of earlier years."""
    entries = [
        *_LISTED,
        *((f"/czyjs/{y}{k}.html", f"省文化厅{y}年部门{k}", f"{y}-03-01") for y, k in more),
    ]
    pages = {"/czyjs/": page("财政预决算"), **{path: page(title) for path, title, _ in entries}}
    return snapshot(pages, [column("budget", "/czyjs/", entries, name="财政预决算")])


def _missing() -> Snapshot:
    return snapshot({"/czyjs/": page("财政预决算")}, [column("budget", "/czyjs/", _LISTED[1:])])


def _approved(on: dt.date) -> Snapshot:
    row = {"unit": "省文化厅", "year": 2018, "kind": "预算", "approved_on": on}
    account = row | {"year": 2017, "kind": "决算", "approved_on": dt.date(2018, 8, 20)}
    pages = {"/czyjs/": page("财政预决算"), PAGE_2018: article(tables=grids())}
    lists = [column("budget", "/czyjs/", _LISTED, name="财政预决算")]
    return snapshot(pages, lists, {"budget_approvals": [row, account]})


def _said(old: str, new: str) -> Snapshot:
    return _night(article(text=TEXT.replace(old, new), tables=grids()))


def _cell(kind: str, row: int, place: int, text: str) -> Snapshot:
    return _night(article(tables=grids(cells={(kind, row, place): text})))


def _without(kind: str) -> Snapshot:
    return _night(article(tables=grids(without=(kind,))))


def _file(facts: AttachmentFacts) -> Snapshot:
    """The budget of 2018 in a file alone."""
    pages: dict[str, Facts] = {
        "/czyjs/": page("财政预决算"),
        PAGE_2018: article(links=(("/a.pdf", "附件"),)),
        "/a.pdf": facts,
    }
    return snapshot(pages, [column("budget", "/czyjs/", _LISTED[:1], name="财政预决算")])


_SHEET = attachment((), grids(), kind="xlsx")
_SCAN = attachment(("",), text_layer=False)


def _coarse() -> Snapshot:
    """A budget of 2021, when the regulation was in force, whose codes end at the section."""
    rows = [*TABLES["general"][1][:3], ("合计", "", "", "", "700", "600", "100")]
    title, where = "省文化厅2021年部门预算", "/czyjs/2021.html"
    text = TEXT.replace("2018年", "2021年")
    shown = article(title, text, grids(rows={"general": rows}), on="2021-02-21")
    lists = [column("budget", "/czyjs/", [(where, title, "2021-02-21")], name="财政预决算")]
    pages = {"/czyjs/": page("财政预决算"), where: shown}
    return snapshot(pages, lists, as_of=dt.date(2021, 12, 20), plan_year=2021)


def _both(
    check: str, good: Callable[[], Snapshot], bad: Callable[[], Snapshot]
) -> tuple[Case, Case]:
    return Case(check, Outcome.PASS, good), Case(check, Outcome.FAIL, bad)


CASES = (
    *_both("budget.disclosed", _night, _missing),
    *_both("budget.published-in-time", partial(_approved, _IN_TIME), partial(_approved, _LATE)),
    Case("budget.years-together", Outcome.PASS, partial(_years, (2017, "预算"), (2016, "决算"))),
    Case("budget.years-together", Outcome.ATTEST, partial(_years, (2017, "预算"))),
    *_both("budget.tables-complete", _night, partial(_without, "public")),
    *_both("budget.explanations-complete", _night, partial(_said, "七、名词解释\n机关运行经费:指", "指")),
    Case("budget.classified-to-item", Outcome.PASS, _night),
    Case("budget.classified-to-item", Outcome.FAIL, _coarse),
    *_both("budget.three-public-expenses", _night,
           partial(_said, "万元,比上年减少2.00万元。\n五", "万元。\n五")),
    *_both("budget.figures-agree", _night, partial(_cell, "income", 4, 2, "1,001.00")),
    *_both("budget.machine-readable", partial(_file, _SHEET), partial(_file, _SCAN)),
)  # fmt: skip
