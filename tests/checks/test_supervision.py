"""Clauses 19 and 26: a notice each quarter, training, results; the year over and not yet."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from checks._declare import Check
from checks._publications import publications
from checks.supervision import _quarters, results_told, site_inspections, training
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case

D = dt.date
ROOT = "/tb/"
OVER = D(2019, 3, 1)
NOTICE = "2018年第{}季度政府网站检查情况通报"
DAYS = ("2018-04-10", "2018-07-10", "2018-10-10", "2019-01-08")
FOUR = tuple((NOTICE.format(q), day) for q, day in zip("一二三四", DAYS, strict=True))
OTHER = ("关于做好文化市场安全生产工作的通知", "2018-05-02")


def night(
    *entries: tuple[str, str], as_of: dt.date = OVER, kind: str = "notices", **more: Any
) -> Snapshot:
    items = [(f"/tb/{n}.html", title, day) for n, (title, day) in enumerate(entries)]
    pages: dict[str, Facts] = {path: builders.page(title, on=day) for path, title, day in items}
    pages |= {
        "/": builders.page("首页", nav=((ROOT, "通知公告"),)),
        ROOT: builders.page("通知公告"),
    }
    column = builders.column(
        kind, ROOT, items, name="通知公告", complete=more.pop("complete", True)
    )
    return builders.snapshot(pages, [column], as_of=as_of, **more)


INSPECTED = [
    Case("four", night(*FOUR), PASS, "4 个季度"),
    Case("three of four", night(*FOUR[:3]), ATTEST, "第四季度"),
    Case("three, the fourth within its grace", night(*FOUR[:3], as_of=D(2019, 2, 14)), PASS, "3 个季度"),
    Case("three, the grace of the fourth over", night(*FOUR[:3], as_of=D(2019, 2, 15)), ATTEST),
    Case("told in the next quarter, untitled", night(
        ("厅属网站抽查情况通报", "2018-04-20"), *FOUR[1:]), PASS),
    Case("only of another year", night(("2017年第四季度政府网站检查情况通报", "2018-01-09"), OTHER), FAIL),
    Case("none", night(OTHER), FAIL, "2018 年没有公布"),
    Case("rules are no notice", night(("政府网站检查考核办法", "2018-05-02")), FAIL),
    Case("no day", night(("关于政府网站检查情况的通报", "")), ATTEST, "没有发布日期"),
    Case("entries of the column in other words", night(("第3期", "2018-05-02"), kind="website-inspections"),
         ATTEST),
    Case("no quarter over", night(OTHER, as_of=D(2018, 5, 15)), NOT_APPLICABLE),
    Case("one quarter over, before the plan", night(OTHER, as_of=D(2018, 5, 16)), ATTEST, "尚未施行"),
    Case("two quarters over", night(OTHER, as_of=D(2018, 8, 15)), FAIL),
    Case("none, an address not seen", night(OTHER, failed={"/x/": Cause.TIMEOUT},
         anchors={"/x/": "检查通报"}), ERROR),
    Case("no home page", builders.snapshot({}, home=False), ERROR),
]  # fmt: skip
TRAINED = [
    Case("once", night(("省文化厅举办政务公开业务培训班", "2018-09-03")), PASS),
    Case("in other words", night(("我厅组织开展信息公开专题讲座", "2018-09-03")), PASS),
    Case("another year", night(("省文化厅举办政务公开业务培训班", "2017-09-03")), ATTEST),
    Case("other training", night(("全省文物保护培训班开班", "2018-09-03")), ATTEST),
    Case(
        "once, two wanted", night(("政务公开培训班", "2018-09-03")), ATTEST, settings={"fewest": 2}
    ),
    Case("no home page", builders.snapshot({}, home=False), ERROR),
]
GOOD = ("关于2018年上半年政务公开工作考核结果的通报", "2018-08-03")
RESULTS = [
    Case("told", night(GOOD), PASS),
    Case("in other words", night(("2018年全省文化系统政务公开第三方评估情况通报", "2018-11-05")), PASS),
    Case("rules are no result", night(("政务公开工作考核办法", "2018-08-03")), FAIL),
    Case("none, the year is over", night(OTHER, as_of=D(2019, 1, 1)), FAIL),
    Case("none, the last day", night(OTHER, as_of=D(2018, 12, 31)), ATTEST, "尚未结束"),
    Case("no day", night((GOOD[0], "")), ATTEST, "没有发布日期"),
    Case("another year", night((GOOD[0], "2017-08-03")), FAIL),
    Case("not all seen", night(OTHER, kind="assessment", complete=False), ERROR),
    Case("an address not seen", night(OTHER, failed={"/x/": Cause.TIMEOUT},
         anchors={"/x/": "考核通报"}), ERROR),
    Case("no home page", builders.snapshot({}, home=False), ERROR),
]  # fmt: skip
CASES: dict[Check, list[Case]] = {
    site_inspections: INSPECTED, training: TRAINED, results_told: RESULTS,
}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "day", "quarters"),
    [
        ("2018年第一季度网站检查情况通报", "2018-04-20", {0}),
        ("2018年二季度网站检查情况通报", "2018-11-20", {1}),
        ("第四季度网站检查情况通报", "2019-01-10", {3}),
        ("第4季度网站检查情况通报", "2018-01-10", set()),
        ("网站检查情况通报", "2018-05-20", {1}),
        ("网站检查情况通报", "2018-05-10", {0, 1}),
        ("网站检查情况通报", "2018-01-10", {0}),
        ("网站检查情况通报", "2019-01-10", {3}),
    ],
)
def test_a_notice_is_about_a_quarter(title: str, day: str, quarters: set[int]) -> None:
    found = publications(night((title, day)), re.compile("网站检查"))[0]
    assert _quarters(found, 2018, 45) == quarters
