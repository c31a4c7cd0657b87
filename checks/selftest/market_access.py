"""Clause 3: the national list of what the market may not enter, and a list of the department's own."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

NATIONAL = "国家发展改革委 商务部关于印发《市场准入负面清单（2025年版）》的通知"
ROWS = (("序号", "事项"), ("1", "甲"), ("2", "乙"), ("3", "丙"))


def carried(title: str = "", **more: Any) -> Snapshot:
    """A site that carries a list under a title, or none."""
    rows, text, home = more.pop("rows", ROWS), more.pop("text", ""), more.pop("links", ())
    pages: dict[str, Facts] = {"/": page("首页", nav=(("/tz/", "通知公告"),), links=home)}
    if title:
        pages["/1.html"] = page(title, text, on="2026-05-06", tables=[rows] if rows else ())
    return snapshot(pages, as_of=more.pop("as_of", dt.date(2026, 11, 1)), plan_year=2026, **more)


CASES = (
    Case("market-access.national-list-only", Outcome.PASS, partial(carried, NATIONAL)),
    Case(
        "market-access.national-list-only",
        Outcome.FAIL,
        partial(carried, "陇原省文化市场准入负面清单"),
    ),
)
