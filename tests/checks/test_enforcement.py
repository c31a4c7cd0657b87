"""Clause 3: decisions, revoked penalties and the telephone on both sides of every limit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from checks._declare import Check
from checks.enforcement import published_in_time, report_telephone, revoked_withdrawn
from checks.selftest.enforcement import NOW, NUMBER, ONE, ROOT, decided, phoned
from store.snapshot import Past, Snapshot
from store.vocabulary import Cause, Fetch
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date


def table(*rows: tuple[str, ...], on: str = "2026-06-30", header: tuple[str, ...] = (
    "行政处罚决定书文号", "处罚事由", "处罚决定日期", "公示日期"), **more: Any) -> Snapshot:  # fmt: skip
    """Decisions in one table."""
    shown = builders.page("行政处罚双公示信息", on=on, tables=[(header, *rows)])
    pages = {
        "/": builders.page("首页", nav=((ROOT, "行政处罚"),)),
        ROOT: builders.page("行政处罚"),
        ONE: shown,
    }
    column = builders.column("penalties", ROOT, [(ONE, "行政处罚双公示信息", on)], name="行政处罚")
    row = {
        "document_no": NUMBER,
        "kind": "行政处罚",
        "decided_on": D(2026, 6, 1),
        "revoked_on": None,
    }
    registers = more.pop("registers", {"enforcement": [row]})
    return builders.snapshot(pages, [column], registers, as_of=NOW, plan_year=2026, **more)


def seen_on(day: dt.date) -> dict[str, list[Past]]:
    return {ONE: [Past(1, day, Fetch.FETCHED, 200, None, None, "sha256:1")]}


OLD = {"as_of": D(2018, 12, 20), "plan_year": 2018}
OTHER = {"kind": "行政确认"}
# Seven working days after Monday 2026-06-01 end on 06-10; twenty on 06-30 (Dragon Boat: 06-19).
TIMES = [
    Case("seventh working day", decided("2026-06-10"), PASS, "7 个工作日"),
    Case("eighth working day", decided("2026-06-11"), FAIL, "期限 7"),
    Case("a licence, eighth", decided("2026-06-11", kind="行政许可"), FAIL),
    Case("another kind, twentieth", decided("2026-06-30", **OTHER), PASS),
    Case("another kind, twenty-first", decided("2026-07-01", **OTHER), FAIL, "期限 20"),
    Case("before the limit of seven days, twentieth",
         decided("2018-10-19", D(2018, 9, 17), **OLD), PASS),
    Case("before the limit of seven days, a day late",
         decided("2018-10-22", D(2018, 9, 17), **OLD), ATTEST),
    Case("over a holiday with make-up days", decided("2026-10-12", D(2026, 9, 28)), PASS),
    Case("seen in time by an earlier night",
         decided("2026-06-30", past=seen_on(D(2026, 6, 9))), PASS),
    Case("not published, still time", decided("", as_of=D(2026, 6, 10)), NOT_APPLICABLE),
    Case("not published, a day late", decided("", as_of=D(2026, 6, 11)), FAIL, "没有在网站公开"),
    Case("not published, a page of decisions failed",
         decided("", failed={"/cf/9.html": Cause.TIMEOUT},
         anchors={"/cf/9.html": "行政处罚决定书"}), ERROR),
    Case("not published, list cut",
         decided("", columns=[builders.column("penalties", ROOT, name="行政处罚",
         complete=False)]), ERROR),
    Case("the day differs from the register",
         decided(text=f"文书号：{NUMBER}\n处罚决定日期：2026-06-02"), ATTEST, "不一致"),
    Case("other brackets, zero in front",
         decided(text="决定书文号：甘文罚[2026]第03号\n处罚决定日期：2026年6月1日"), PASS),
    Case("mentioned without days",
         decided(text=f"对某公司的处罚（{NUMBER}）"), ATTEST, "提到该文书号"),
    Case("no number in it", decided(text="对某公司处以罚款。"), ATTEST, "没有写文书号"),
    Case("revoked", decided(revoked=D(2026, 9, 1)), NOT_APPLICABLE),
    Case("of another year", decided("2025-06-30", D(2025, 6, 2)), NOT_APPLICABLE),
    Case("no register", decided(registers={}), NEEDS_INPUT),
    Case("no register, late", decided("2026-06-11", registers={}), FAIL, subject=NUMBER),
    Case("empty register", decided("", registers={"enforcement": []}), NEEDS_INPUT),
    Case("in a table with its day", table((NUMBER, "罚款", "2026-06-01", "2026-06-10")), PASS),
    Case("in a table, a day late", table((NUMBER, "罚款", "2026/6/1", "2026/6/11")), FAIL),
    Case("in a table that grows",
         table((NUMBER, "罚款", "2026-06-01", ""), ("甘文罚〔2026〕9号", "罚款", "2026-08-03", ""),
         on="2026-06-30"), ATTEST, "陆续更新", NUMBER),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
    Case("a protection page",
         builders.snapshot({"/": builders.page("", quality="protection")}), ERROR),
]  # fmt: skip

GONE = D(2026, 9, 1)  # a Tuesday; three working days end on Friday the 4th
WITHDRAWN = [
    Case("gone", decided("", revoked=GONE), PASS),
    Case("stands, third working day", decided(revoked=GONE, as_of=D(2026, 9, 4)), NOT_APPLICABLE),
    Case("stands, over the week-end",
         decided(revoked=GONE, as_of=D(2026, 9, 5)), FAIL, "仍在网站公开"),
    Case("stands in other brackets", decided(revoked=GONE, text="甘文罚(2026) 第003号"), FAIL),
    Case("another number", decided(revoked=GONE, text="甘文罚〔2026〕31号"), PASS),
    Case("the page tells of the revocation",
         decided(revoked=GONE, text=f"{NUMBER}已依法撤销。"), ATTEST),
    Case("before the law",
         decided("2018-09-10", D(2018, 9, 4), text=NUMBER, revoked=D(2018, 11, 20), **OLD), ATTEST),
    Case("gone, list cut",
         decided("", revoked=GONE, columns=[builders.column("penalties", ROOT, name="行政处罚",
         complete=False)]), ERROR),
    Case("not revoked", decided(), NOT_APPLICABLE),
    Case("a licence", decided(kind="行政许可", revoked=GONE), NOT_APPLICABLE),
    Case("no register", decided(registers={}), NEEDS_INPUT),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

PHONES = [
    Case("the hot line", phoned("举报热线 12318"), PASS),
    Case("a telephone for performances", phoned("营业性演出举报电话：0931-8841318"), PASS),
    Case("a telephone for anything", phoned("监督举报电话：0931-8841318"), ATTEST),
    Case("area code in brackets", phoned("文化市场投诉电话（0931）8841318"), PASS),
    Case("none", phoned("联系电话：0931-8841200"), FAIL),
    Case("none, before the regulation was verified", builders.snapshot(
        {"/": builders.page("首页", nav=(("/tz/", "通知"),))}), ATTEST),
    Case("none, a page of reports failed", phoned(failed={"/jb.html": Cause.TIMEOUT},
         anchors={"/jb.html": "举报投诉"}), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    published_in_time: TIMES, revoked_withdrawn: WITHDRAWN, report_telephone: PHONES,
}  # fmt: skip
