"""Clause 3: a decision published in time or not, a revoked one that still stands, a telephone."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

ROOT, ONE = "/cf/", "/cf/1.html"
NUMBER = "甘文罚〔2026〕3号"
NOW = dt.date(2026, 11, 1)


def decided(
    published: str = "2026-06-10", decided: dt.date = dt.date(2026, 6, 1), kind: str = "行政处罚",
    **more: Any,
) -> Snapshot:  # fmt: skip
    """A decision of 2026-06-01 (a Monday) as registered, and published unless ``published`` is ""."""
    text = more.pop("text", f"行政处罚决定书文号：{NUMBER}\n处罚决定日期：{decided}\n")
    pages: dict[str, Facts] = {"/": page("首页", nav=((ROOT, "行政处罚"),)), ROOT: page("行政处罚")}
    entries = [(ONE, "行政处罚信息公示", published)] if published else []
    if published:
        pages[ONE] = page("行政处罚信息公示", text, on=published)
    row = {
        "document_no": NUMBER,
        "kind": kind,
        "decided_on": decided,
        "revoked_on": more.pop("revoked", None),
    }
    columns = [column("penalties", ROOT, entries, name="行政处罚")]
    registers = more.pop("registers", {"enforcement": [row]})
    return snapshot(pages, more.pop("columns", columns), registers, as_of=more.pop("as_of", NOW),
                    plan_year=more.pop("plan_year", 2026), **more)  # fmt: skip


def phoned(text: str = "", **more: Any) -> Snapshot:
    """A page that says something."""
    return snapshot(
        {"/": page("首页", nav=(("/tz/", "通知公告"),)), "/lx.html": page("联系我们", text)},
        as_of=NOW,
        **more,
    )


CASES = (
    Case("enforcement.published-in-time", Outcome.PASS, decided),
    Case("enforcement.published-in-time", Outcome.FAIL, partial(decided, "2026-06-11")),
    Case(
        "enforcement.revoked-withdrawn", Outcome.PASS,
        partial(decided, "", revoked=dt.date(2026, 9, 1)),
    ),
    Case(
        "enforcement.revoked-withdrawn", Outcome.FAIL,
        partial(decided, revoked=dt.date(2026, 9, 1)),
    ),
    Case("enforcement.report-telephone", Outcome.PASS, partial(phoned, "文化市场举报电话：12318")),
    Case("enforcement.report-telephone", Outcome.FAIL, phoned),
)  # fmt: skip
