"""Clause 2: one deputy's proposal, answered and published, or with one thing wrong."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_TITLE = "某省文化厅对省十三届人大一次会议第123号建议的答复"
_BODY = "一、" + "我厅高度重视,会同有关部门认真研究办理,落实补助资金,完善设施网络。" * 12
_LETTER = (
    "某文厅函〔2018〕45号\n王建国代表:\n您提出的关于加强农村公共文化服务的建议收悉。"
    f"经研究,现答复如下:\n{_BODY}\n某省文化厅\n2018年6月20日\n(联系单位及电话:厅办公室 0931-8841203)"
)
_ROW = {
    "number": "123", "kind": "人大建议", "title": "关于加强农村公共文化服务的建议", "role": "主办",
    "assigned_on": dt.date(2018, 3, 20), "replied_on": dt.date(2018, 6, 20),
    "public": True, "full_text": True,
}  # fmt: skip


def _night(text: str = _LETTER, on: str = "2018-06-25", **row: Any) -> Snapshot:
    """A column with one reply, published on a day; ``row`` changes the register."""
    return _listed({"/jyta/1.html": page(_TITLE, text, on=on)}, _ROW | row)


def _listed(pages: dict[str, Facts], row: dict[str, Any]) -> Snapshot:
    entries = [(path, getattr(facts, "title", ""), "") for path, facts in pages.items()]
    shown = {"/jyta/": page("建议提案办理"), **pages}
    lists = [column("proposals", "/jyta/", entries, name="建议提案办理")]
    return snapshot(shown, lists, {"proposals": [row]})


def _overview(count: int) -> Snapshot:
    words = f"2018年,我厅共承办省人大代表建议{count}件,已全部办结。"
    told = page("某省文化厅2018年建议提案办理总体情况", words, on="2018-09-10")
    return _listed({"/jyta/0.html": told}, _ROW)


_PHONE = _LETTER.replace("王建国代表:", "王建国代表(手机:13893123456):")

CASES = (
    Case("proposals.column-exists", Outcome.PASS, _night),
    Case("proposals.column-exists", Outcome.FAIL, partial(_night, on="2017-06-25")),
    Case("proposals.all-published", Outcome.PASS, _night),
    Case("proposals.all-published", Outcome.FAIL, partial(_listed, {}, _ROW)),
    Case("proposals.full-text", Outcome.PASS, _night),
    Case("proposals.full-text", Outcome.FAIL,
         partial(_night, text=_LETTER.replace(_BODY, "已办结。"))),
    Case("proposals.answered-in-time", Outcome.PASS, _night),
    Case("proposals.answered-in-time", Outcome.FAIL,
         partial(_night, replied_on=dt.date(2018, 6, 21))),
    Case("proposals.published-in-time", Outcome.PASS, _night),
    Case("proposals.published-in-time", Outcome.ATTEST, partial(_night, on="2018-08-20")),
    Case("proposals.contacts-withheld", Outcome.PASS, _night),
    Case("proposals.contacts-withheld", Outcome.FAIL, partial(_night, text=_PHONE)),
    Case("proposals.overview", Outcome.PASS, partial(_overview, 1)),
    Case("proposals.overview", Outcome.FAIL, partial(_overview, 2)),
)  # fmt: skip
