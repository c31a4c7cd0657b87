"""Portals with a small budget, in the shapes in which departments publish them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from checks.selftest._budget import (
    PAGE_2017,
    PAGE_2018,
    TEXT,
    TITLE_2017,
    TITLE_2018,
    article,
    grids,
)
from store.facts import AttachmentFacts, Facts, PageFacts, Table
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks.builders import at, attachment, column, page, snapshot


def account() -> PageFacts:
    """The final account of the year before, whole."""
    return article(TITLE_2017, TEXT.replace("2018年", "2017年"), grids(), on="2018-08-30")


def portal(
    facts: Facts | None = None,
    *,
    title: str = TITLE_2018,
    listed: str = "2018-02-21",
    others: Mapping[str, Facts] | None = None,
    approved: Mapping[tuple[str, int, str], str] | None = None,
    classified: bool = False,
    failed: Mapping[str, Cause] | None = None,
    as_of: dt.date = dt.date(2018, 12, 20),
    complete: bool = True,
    anchors: Mapping[str, str] | None = None,
    items: Sequence[tuple[str, str, str]] | None = None,
) -> Snapshot:
    """A portal with one budget column: the 2018 budget as given, the 2017 account whole.

    ``approved`` is the register by (unit, year, kind); None leaves the register out.
    """
    entries = [(PAGE_2018, title, listed), (PAGE_2017, TITLE_2017, "2018-08-30")]
    whole = article(tables=grids()) if facts is None else facts
    bodies: dict[str, Facts] = {
        "/czyjs/": page("财政预决算"),
        PAGE_2018: whole,
        PAGE_2017: account(),
    }
    for url in failed or {}:
        bodies.pop(url, None)
    rows = [
        {"unit": unit, "year": year, "kind": kind, "approved_on": dt.date.fromisoformat(on)}
        | ({"classified": True} if classified else {})
        for (unit, year, kind), on in (approved or {}).items()
    ]
    return snapshot(
        {**bodies, **(others or {})},
        [column("budget", "/czyjs/", entries if items is None else items, name="财政预决算",
                complete=complete)],
        {} if approved is None else {"budget_approvals": rows},
        as_of=as_of, failed=failed, anchors=anchors,
    )  # fmt: skip


def workbook(tables: Sequence[Table] | None = None) -> AttachmentFacts:
    """An XLSX file of the tables."""
    return attachment((), grids() if tables is None else tables, kind="xlsx")


KEY_2018, KEY_2017 = "部门/2018/预算", "部门/2017/决算"
FILE = at("/czyjs/2018.xlsx")

DEPARTMENT = ("省文化厅", 2018, "预算")
ACCOUNT = ("省文化厅", 2017, "决算")
LIBRARY = ("省图书馆", 2018, "预算")
LATER = dt.date(2026, 11, 1)
ATTACHED = ((FILE, "附件:公开表.xlsx"),)


def approved(on: str, **more: object) -> Snapshot:
    return portal(approved={DEPARTMENT: on, ACCOUNT: "2018-08-20"}, **more)  # type: ignore[arg-type]


def attached(**more: object) -> Snapshot:
    """Words on the page, tables in a workbook."""
    return portal(article(links=ATTACHED), others={FILE: workbook()}, **more)  # type: ignore[arg-type]


def scan() -> Snapshot:
    words = attachment(("",), text_layer=False)
    return portal(article(links=((at("/a.pdf"), "附件"),)), others={at("/a.pdf"): words})


def library(on: str, approved_on: str, as_of: dt.date) -> Snapshot:
    where = "/czyjs/tsg.html"
    year = int(approved_on[:4])
    title = f"省图书馆{year}年单位预算"
    entry = (where, title, on)
    return snapshot(
        {"/czyjs/": page("财政预决算"), where: article(title, tables=grids(), on=on)},
        [column("budget", "/czyjs/", [entry])],
        {"budget_approvals": [{
            "unit": "省图书馆", "year": year, "kind": "预算",
            "approved_on": dt.date.fromisoformat(approved_on),
        }]},
        as_of=as_of, plan_year=year,
    )  # fmt: skip


def only(**more: object) -> Snapshot:
    return portal(article(tables=grids(**more)))  # type: ignore[arg-type]


def said(old: str, new: str) -> Snapshot:
    assert old in TEXT
    return portal(article(text=TEXT.replace(old, new), tables=grids()))


NO_COLUMN = {"/gs/": page("公示公告")}
UNNAMED = Table((("项目", "金额"), ("其他", "12.00"), ("合计", "12.00")), "", "第1页")
STACKED = Table(
    tuple(line for t in grids() for line in ((t.title,), ("单位:万元",), *t.rows)),
    "",
    "工作表 Sheet1",
)
MERGED = (("项目", "2018年预算数"), ("“三公”经费合计", "40.00"))
