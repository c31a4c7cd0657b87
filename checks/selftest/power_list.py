"""Clause 4: a list of powers here and on the service portal, its columns, laws and adjustments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store._config_tables import SiteFacts
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

ROOT, THERE = "/qzqd/", "/zwfw/qzqd.html"
HEADER = ("职权编码", "职权名称", "职权类型", "实施依据", "实施主体", "责任事项")
ROW = (
    "6200-A-001",
    "营业性演出审批",
    "行政许可",
    "《营业性演出管理条例》",
    "省文化厅",
    "受理、审查、决定",
)
OTHER = (
    "6200-A-002",
    "娱乐场所设立审批",
    "行政许可",
    "《娱乐场所管理条例》",
    "省文化厅",
    "受理、审查",
)
SITE = SiteFacts(service_portal=("www.example.gov.cn/zwfw/",))
LAST = dt.date(2018, 9, 1)


def listed(
    *rows: Sequence[str], there: Sequence[Sequence[str]] | None = (ROW,), on: str = "2018-09-03",
    header: Sequence[str] = HEADER, change: str = "增", code: str = ROW[0], **more: Any,
) -> Snapshot:  # fmt: skip
    """The own list with its rows, the portal's (None: not crawled), one adjustment in force."""
    title = more.pop("title", "省文化厅权责清单")
    nav = ((ROOT, "权责清单"),)
    pages: dict[str, Facts] = {"/": page("首页", nav=nav), ROOT: page("权责清单")}
    pages["/qzqd/1.html"] = page(
        title, more.pop("text", ""), on=on, tables=[(header, *rows)], **more.pop("own", {})
    )
    if there is not None:
        pages[THERE] = page("省文化厅权责清单", on=more.pop("then", on), tables=[(HEADER, *there)])
    adjusted = [
        {"document_no": "甘编办发〔2018〕9号", "effective_on": LAST, "change": change, "code": code}
    ]
    columns = [column("powers", ROOT, [("/qzqd/1.html", title, on)], name="权责清单")]
    return snapshot(
        pages, more.pop("columns", columns), more.pop("registers", {"adjustments": adjusted}),
        about=more.pop("about", {"site": SITE}), **more,
    )  # fmt: skip


def none(**more: Any) -> Snapshot:
    """A site without a list."""
    return snapshot(
        {"/": page("首页", nav=(("/tz/", "通知公告"),)), "/tz/": page("通知公告")}, **more
    )


CASES = (
    Case("powers.list-published", Outcome.PASS, partial(listed, ROW)),
    Case("powers.list-published", Outcome.FAIL, none),
    Case("powers.same-on-service-portal", Outcome.PASS, partial(listed, ROW)),
    Case("powers.same-on-service-portal", Outcome.FAIL, partial(listed, ROW, OTHER)),
    Case("powers.basis-in-force", Outcome.PASS, partial(listed, ROW)),
    Case(
        "powers.basis-in-force", Outcome.ATTEST,
        partial(listed, (*ROW[:3], "《城市房屋拆迁管理条例》", *ROW[4:])),
    ),
    Case("powers.adjusted-in-time", Outcome.PASS, partial(listed, ROW)),
    Case("powers.adjusted-in-time", Outcome.FAIL, partial(listed, OTHER, on="2018-08-31")),
)  # fmt: skip
