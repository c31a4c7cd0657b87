"""Clause 1: the register of documents beside the site, on both sides of every limit."""

from __future__ import annotations

import datetime as dt

from checks._declare import Check
from checks.documents_registered import as_registered
from checks.selftest.documents_registered import ROOT, TITLE, registered
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date
OTHER = "省文化厅关于开展读书活动的通知"
# From 2026-09-10 the 20th working day is 2026-10-14: the holiday week has two make-up days.
ROWS = [
    Case("on the site under its number", registered(), PASS, "网站登有"),
    Case("other brackets, zero in front", registered("甘文厅发[2026]第07号"), PASS),
    Case("under its number with another title", registered(title=OTHER), ATTEST, "标题不同"),
    Case("nowhere", registered(""), FAIL, "没有在网站查到"),
    Case("nowhere, the last day", registered("", as_of=D(2026, 10, 14)), NOT_APPLICABLE, "期限"),
    Case("nowhere, the day after", registered("", as_of=D(2026, 10, 15)), FAIL),
    Case("the same title without its number",
         registered("甘文厅发〔2025〕1号"), ATTEST, "同名信息"),
    Case("its number in a file alone",
         registered("", file="甘文厅发〔2026〕7号 各市州："), ATTEST, "提到该文号"),
    Case("its number in another page",
         registered("甘文厅发〔2025〕1号", title=OTHER, text="依据甘文厅发〔2026〕7号执行。"), ATTEST,
         "提到该文号"),
    Case("another number with the same end",
         registered("甘文厅发〔2026〕17号", title=OTHER, text="见甘文厅发〔2026〕17号。"), FAIL),
    Case("withheld and not on the site", registered("", "不予公开"), PASS, "登记为不予公开"),
    Case("withheld, but on the site", registered(disclosure="不予公开"), ATTEST, "请核对公开属性"),
    Case("on application, but on the site", registered(disclosure="依申请公开"), ATTEST),
    Case("of another year", registered("", written=D(2025, 9, 10)), NOT_APPLICABLE),
    Case("a page of the column failed",
         registered("", failed={"/zcwj/9.html": Cause.TIMEOUT}, anchors={"/zcwj/9.html": TITLE}), ERROR),
    Case("the list was cut",
         registered("", columns=[builders.column("policies", ROOT, name="政策文件", complete=False)]),
         ERROR),
    Case("no register", registered(registers={}), NEEDS_INPUT),
    Case("an empty register", registered(registers={"documents": []}), NEEDS_INPUT),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
    Case("a protection page", builders.snapshot({"/": builders.page("", quality="protection")}), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {as_registered: ROWS}
