"""Clause 6: notices of candidates, results and contracts, in time and a day late."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import page, snapshot
from store.snapshot import Snapshot
from store.vocabulary import Outcome

AWARD = (
    "采购人：省文化厅　联系电话：0931-8841200\n项目编号：GSZC-2018-012\n中标供应商：兰河市文远公司\n"
    "供应商地址：兰河市城关区\n中标金额：86.4万元\n主要标的：图书车，规格型号WT-5，数量2\n"
    "评审专家名单：王强、李娟、周军\n"
)


def notice(title: str, text: str, on: str = "2018-06-06", **more: Any) -> Snapshot:
    """A site with one notice."""
    shown = page(title, text, on=on, **more.pop("page", {}))
    return snapshot({"/": page("首页", nav=(("/tz/", "通知公告"),)), "/1.html": shown}, **more)


def candidates(text: str, on: str = "2026-06-03", **more: Any) -> Snapshot:
    """A notice of candidates of 2026."""
    more = {"as_of": dt.date(2026, 11, 1), "plan_year": 2026, **more}
    return notice("省图书馆新馆工程中标候选人公示", text, on, **more)


def award(
    determined: str = "2018年6月4日", on: str = "2018-06-06", text: str = AWARD, **more: Any
) -> Snapshot:
    """A notice of a result, of a procurement that was decided on a Monday."""
    return notice("流动图书车采购项目中标公告", f"{text}中标日期：{determined}", on, **more)


def contract(signed: str = "2018年6月4日", on: str = "2018-06-06", **more: Any) -> Snapshot:
    """A notice of a contract that was signed on a Monday."""
    text = (
        f"合同编号：GSZC-2018-012\n合同签订日期：{signed}" if signed else "合同编号：GSZC-2018-012"
    )
    return notice("流动图书车采购合同公告", text + more.pop("text", ""), on, **more)


_REPORTED = "收到评标报告日期：2026年6月1日\n"

CASES = (
    Case(
        "procurement.candidates-shown", Outcome.PASS,
        partial(candidates, f"{_REPORTED}公示期：2026年6月3日至2026年6月5日"),
    ),
    Case(
        "procurement.candidates-shown", Outcome.FAIL,
        partial(candidates, f"{_REPORTED}公示期：2026年6月3日至2026年6月4日"),
    ),
    Case("procurement.results-in-time", Outcome.PASS, award),
    Case("procurement.results-in-time", Outcome.FAIL, partial(award, on="2018-06-07")),
    Case("procurement.contracts-in-time", Outcome.PASS, contract),
    Case("procurement.contracts-in-time", Outcome.FAIL, partial(contract, on="2018-06-07")),
)  # fmt: skip
