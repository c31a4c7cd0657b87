"""Drafts before decisions: a column in use, a period of thirty days, a result."""

from __future__ import annotations

import datetime as dt
from functools import partial

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_TITLE = "关于公开征求《公共文化服务办法（征求意见稿）》意见的公告"


def _night(until: str = "2026年5月31日", results: str = "", called: bool = True) -> Snapshot:
    """A call of 2026-05-01; ``results`` is the title of an entry that tells what became of it."""
    entries = [("/zj/1.html", _TITLE, "2026-05-01")] if called else []
    if results:
        entries.append(("/zj/2.html", results, "2026-07-01"))
    text = f"现向社会公开征求意见，自2026年5月1日起至{until}。请将意见反馈至办公室。"
    pages: dict[str, Facts] = {
        "/": page("首页", nav=(("/zj/", "意见征集"),)),
        "/zj/": page("意见征集"),
        "/zj/1.html": page(_TITLE, text, on="2026-05-01"),
    }
    held = column("consultation", "/zj/", entries, name="意见征集")
    return snapshot(pages, [held], as_of=dt.date(2026, 11, 1), plan_year=2026)


def _none() -> Snapshot:
    home = page("首页", nav=(("/tzgg/", "通知公告"),))
    return snapshot({"/": home, "/tzgg/": page("通知公告")})


CASES = (
    Case("predecision.column-in-use", Outcome.PASS, _night),
    Case("predecision.column-in-use", Outcome.FAIL, _none),
    Case("predecision.thirty-days", Outcome.PASS, _night),
    Case("predecision.thirty-days", Outcome.FAIL, partial(_night, "2026年5月29日")),
    Case(
        "predecision.results-published", Outcome.PASS,
        partial(_night, results="《公共文化服务办法》征求意见采纳情况"),
    ),
    Case("predecision.results-published", Outcome.FAIL, _night),
)  # fmt: skip
