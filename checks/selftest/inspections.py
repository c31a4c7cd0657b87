"""Clause 3: the list of what is inspected, a plan with its result, where results are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import AS_OF, column, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

ROOT, LIST, PLAN, RESULT = "/sjs/", "/sjs/1.html", "/sjs/2.html", "/sjs/3.html"
HEADER = ("序号", "抽查事项", "抽查依据", "抽查主体", "抽查内容", "抽查方式")
ITEM = ("1", "营业性演出检查", "《营业性演出管理条例》", "文化市场处", "演出内容", "现场检查")
PLANNED = ("任务编号", "任务名称", "抽查时间")
TASK = ("SJS-2018-01", "娱乐场所经营活动检查", "2018年9月")
TITLES = {
    LIST: "随机抽查事项清单",
    PLAN: "2018年随机抽查工作计划",
    RESULT: "2018年娱乐场所抽查结果公示",
}


def night(pages: Mapping[str, Facts], as_of: dt.date = AS_OF, **more: Any) -> Snapshot:
    """A column of inspections with some of its three pages."""
    entries = [(path, facts.title if hasattr(facts, "title") else "", "2018-11-01")
               for path, facts in pages.items() if path != ROOT]  # fmt: skip
    held: dict[str, Facts] = {
        "/": page("首页", nav=((ROOT, "双随机一公开"),)),
        ROOT: page("双随机一公开"),
    }
    columns = [column("inspections", ROOT, entries, name="双随机一公开")]
    return snapshot({**held, **pages}, more.pop("columns", columns), as_of=as_of, **more)


def listed(*rows: Sequence[str], header: Sequence[str] = HEADER, **more: Any) -> Snapshot:
    """The list with its header and rows."""
    shown = page(TITLES[LIST], more.pop("text", ""), on="2018-07-02", tables=[(header, *rows)])
    return night({LIST: shown}, **more)


def tasked(
    result: str = "", number: str = TASK[0], finished: dt.date | None = dt.date(2018, 9, 28),
    title: str = TITLES[RESULT], on: str = "2018-10-12", **more: Any,
) -> Snapshot:  # fmt: skip
    """A plan of one task, its row in the register, and a result whose text is given."""
    pages: dict[str, Facts] = {PLAN: page(TITLES[PLAN], on="2018-03-01", tables=[(PLANNED, TASK)])}
    if result:
        pages[RESULT] = page(title, result, on=on)
    rows = {"spot_checks": [{"task_no": number, "finished_on": finished}]}
    return night(pages, registers=more.pop("registers", rows), **more)


def shown(text: str, **more: Any) -> Snapshot:
    """A result and where it says that it is public."""
    return night({RESULT: page(TITLES[RESULT], text, on="2018-10-12")}, **more)


CASES = (
    Case("inspections.items-listed", Outcome.PASS, partial(listed, ITEM)),
    Case("inspections.items-listed", Outcome.FAIL, partial(listed, (*ITEM[:4], "", ITEM[5]))),
    Case("inspections.results-published", Outcome.PASS, partial(tasked, f"任务编号：{TASK[0]}")),
    Case("inspections.results-published", Outcome.FAIL, tasked),
    Case("inspections.channels", Outcome.PASS, partial(shown, "结果同时在信用中国网站公开。")),
    Case("inspections.channels", Outcome.ATTEST, partial(shown, "现将结果公示如下。")),
)
