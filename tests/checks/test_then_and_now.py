"""An old deed judged today: no later text is called broken, and no recalled limit accuses."""

from __future__ import annotations

import datetime as dt
from typing import Any

from checks._declare import Check
from checks.annual_report import in_time, parts
from checks.procurement import candidates_shown
from checks.proposals import published_in_time
from checks.timeliness import within_20_working_days
from store.snapshot import Snapshot
from tests.checks import _proposals, builders
from tests.checks._cases import ATTEST, FAIL, Case
from tests.checks.test_annual_report import PLAIN, SIX
from tests.checks.test_annual_report import night as report
from tests.checks.test_documents import document
from tests.checks.test_documents import site as documents

D = dt.date
TODAY = D(2026, 11, 1)


def late_document(written: str, published: str) -> Snapshot:
    """A document of an old plan's year, judged today."""
    year = int(published[:4])
    return documents(document(published, written), as_of=TODAY, plan_year=year)


def late_reply(assigned: dt.date, replied: dt.date, published: str) -> Snapshot:
    shown = _proposals.reply("陇原省文化厅对第123号建议的答复", on=published)
    row = _proposals.row(assigned_on=assigned, replied_on=replied)
    return _proposals.portal(
        {"/jyta/1.html": shown}, row, as_of=TODAY, plan_year=assigned.year
    )  # fmt: skip


def short_notice(year: int) -> Snapshot:
    text = f"评标报告日期：{year}年6月1日。公示期：{year}年6月2日至{year}年6月3日。"
    title = "图书馆设备采购中标候选人公示"
    entries = [("/gg/1.html", title, f"{year}-06-02")]
    pages = {
        "/": builders.page("首页", nav=[("/gg/", "采购公告")]), "/gg/": builders.page("采购公告"),
        "/gg/1.html": builders.page(title, text, on=f"{year}-06-02"),
    }  # fmt: skip
    column = builders.column("procurement", "/gg/", entries, name="采购公告")
    return builders.snapshot(pages, [column], as_of=TODAY, plan_year=year)


#: In November 2019 the report on 2018 is the newest that was due, by the regulation of 2007.
AUTUMN: dict[str, Any] = {"as_of": D(2019, 11, 1), "year": 2019}
OF_2018 = "省文化厅2018年政府信息公开工作年度报告"

CASES: dict[Check, list[Case]] = {
    within_20_working_days: [
        Case("late in 2018", late_document("2018-06-01", "2018-08-01"), ATTEST, "条例未核实"),
        Case("late on the last day of the old text", late_document("2019-04-01", "2019-05-14"), ATTEST),
        Case("late on the first day of the new one", late_document("2019-04-01", "2019-05-15"), FAIL),
    ],
    published_in_time: [
        Case("late in 2018", late_reply(D(2018, 3, 20), D(2018, 6, 20), "2018-09-03"), ATTEST, "条例未核实"),
        Case("late in 2026", late_reply(D(2026, 3, 20), D(2026, 6, 18), "2026-09-01"), FAIL),
    ],
    candidates_shown: [
        Case("short in 2018", short_notice(2018), ATTEST, "未核实"),
        Case("short in 2020", short_notice(2020), FAIL, "2 日"),
    ],
    in_time: [
        Case("the report on 2018, in April", report("2019-04-01", title=OF_2018, **AUTUMN), ATTEST, "2007年"),
        Case("no report on 2018", report("2020-01-01", title="别的", **AUTUMN), ATTEST, "2007年"),
        Case("the report on 2019, in February", report("2020-02-03", year=2020, as_of=D(2020, 11, 2),
             title="省文化厅2019年政府信息公开工作年度报告"), FAIL),
    ],
    parts: [
        Case("the report on 2018 without fees", report("2019-03-01", (SIX + PLAIN).replace("收费", ""),
             title=OF_2018, **AUTUMN), ATTEST, "2007年"),
    ],
}  # fmt: skip
