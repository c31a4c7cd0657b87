"""Clause 3: lists and tasks of random inspections on both sides of every limit."""

from __future__ import annotations

import datetime as dt

import pytest

from checks._days import days_in, deadline, labelled, period
from checks._declare import Check
from checks.inspections import channels, items_listed, results_published
from checks.selftest.inspections import (
    HEADER,
    ITEM,
    LIST,
    PLAN,
    RESULT,
    TASK,
    TITLES,
    listed,
    night,
    tasked,
)
from checks.selftest.inspections import shown as told
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date
OTHERS = ("编号", "检查事项名称", "法律依据", "检查机关", "检查要点", "检查方法")
TWO = ("2", "娱乐场所检查", "《娱乐场所管理条例》", "文化市场处", "经营时间", "现场检查")
PDF = builders.attachment(
    ["随机抽查事项清单"], [builders.table([HEADER, (*ITEM[:3], "", *ITEM[4:])])]
)
SCAN = builders.attachment([""], text_layer=False)


def attached(document: object) -> builders.Facts:
    return builders.page(TITLES[LIST], "见附件", on="2018-07-02", links=(("/sjs/a.pdf", "清单"),))


LISTS = [
    Case("five fields", listed(ITEM, TWO), PASS, "2 个事项"),
    Case("other words", listed(ITEM, header=OTHERS), PASS),
    Case("a cell merged with the one above", listed(ITEM, (*TWO[:3], "", *TWO[4:])), PASS),
    Case("a blank cell where each is written out",
         listed(ITEM, TWO, (*TWO[:3], "", *TWO[4:])), FAIL, "第4行的主体"),
    Case("a blank first cell", listed((*ITEM[:3], "", *ITEM[4:]), TWO), FAIL, "第2行的主体"),
    Case("a column is missing", listed(ITEM[:5], header=HEADER[:5]), FAIL, "缺少“方式”"),
    Case("told beside the table",
         listed(ITEM[:5], header=HEADER[:5], text="抽查方式：现场检查"), ATTEST),
    Case("only a header", listed(), FAIL, "只有表头"),
    Case("no table in it",
         night({LIST: builders.page(TITLES[LIST], "一、演出检查", on="2018-07-02")}), ATTEST),
    Case("in a PDF with a blank", night({LIST: attached(PDF), "/sjs/a.pdf": PDF}), ATTEST, "PDF"),
    Case("in a scan", night({LIST: attached(SCAN), "/sjs/a.pdf": SCAN}), ERROR),
    Case("the file failed",
         night({LIST: attached(SCAN)}, failed={"/sjs/a.pdf": Cause.TIMEOUT}), ERROR),
    Case("none", night({}), FAIL, "没有公布"),
    Case("none, the list is cut", night({}, columns=[builders.column(
        "inspections", "/sjs/", name="双随机一公开", complete=False)]), ERROR),
    Case("none, a page with that name failed", night({}, failed={LIST: Cause.STATUS},
         anchors={LIST: "随机抽查事项清单"}), ERROR),
    Case("its page failed", night({}, failed={LIST: Cause.STATUS}, columns=[builders.column(
        "inspections", "/sjs/", [(LIST, TITLES[LIST], "2018-07-02")], name="双随机一公开")]), ERROR),
    Case("a meeting about it",
         night({"/x.html": builders.page("召开随机抽查事项清单编制会议")}), FAIL),
    Case("a protection page",
         builders.snapshot({"/": builders.page("", quality="protection")}), ERROR),
]  # fmt: skip

FINISHED = D(2018, 9, 28)  # Friday; the 20th working day after it is 2018-10-31
NUMBERED = f"任务编号：{TASK[0]}"
OTHER = "任务编号：SJS-2018-011"
RESULTS = [
    Case("the number is printed", tasked(NUMBERED), PASS),
    Case("full width and spaces", tasked("任务编号：ＳＪＳ － 2018 － 01"), PASS),
    Case("a longer number is another",
         tasked(OTHER, title="2018年演出抽查结果"), ATTEST, "没有写明任务号"),
    Case("by name", tasked("对娱乐场所经营活动的检查已完成。"), PASS),
    Case("by the name of last year", tasked("对娱乐场所经营活动的检查已完成。", on="2017-10-12",
         title="2017年抽查结果"), FAIL),
    Case("none, the last day", tasked(as_of=D(2018, 10, 31)), NOT_APPLICABLE),
    Case("none, a day later", tasked(as_of=D(2018, 11, 1)), FAIL, "2018-10-31"),
    Case("not finished",
         tasked(finished=None, number="SJS-2018-09"), NOT_APPLICABLE, subject="SJS-2018-09"),
    Case("finished the year before", tasked(finished=D(2017, 9, 28), number="SJS-2017-09"), ATTEST),
    Case("an unread result",
         tasked("见附件", failed={"/a.pdf": Cause.TIMEOUT}, title="2018年演出抽查结果"),
         ATTEST),
    Case("no register, a plan", tasked(NUMBERED, registers={}), NEEDS_INPUT),
    Case("no register, the plan is done", tasked(NUMBERED, registers={}), PASS, subject=TASK[0]),
    Case("no register, the plan is not done",
         tasked(registers={}), ATTEST, "由计划推定", subject=TASK[0]),
    Case("neither register nor plan", night({}), NEEDS_INPUT),
    Case("an empty register", night({}, registers={"spot_checks": []}), NEEDS_INPUT, "声明"),
    Case("a result page of that name failed", tasked(failed={RESULT: Cause.TIMEOUT},
         anchors={RESULT: "2018年娱乐场所经营活动检查结果"}), ERROR),
    Case("a result page failed",
         tasked(failed={RESULT: Cause.TIMEOUT}, anchors={RESULT: "2018年娱乐场所抽查结果"}),
         ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

POSTS = {
    "posts": [
        {"platform": "微信", "account": "a", "posted_on": D(2018, 10, 13), "title": TITLES[RESULT]}
    ]
}
CHANNELS = [
    Case("named in the text", told("同时在国家企业信用信息公示系统公示。"), PASS, "1 件"),
    Case("posted under its title", told("正文", registers=POSTS), PASS),
    Case("here alone", told("正文"), ATTEST, "0 件可见"),
    Case("three are asked", told("在信用中国公开"), ATTEST, settings={"channels": 3}),
    Case("no result", night({}), NOT_APPLICABLE),
    Case("no result, list cut", night({}, columns=[builders.column(
        "inspections", "/sjs/", name="双随机一公开", complete=False)]), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    items_listed: LISTS, results_published: RESULTS, channels: CHANNELS,
}  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2018年5月至6月", D(2018, 6, 30)), ("9月底前", D(2018, 9, 30)), ("第三季度", D(2018, 9, 30)),
        ("2018.05.01—2018.06.15", D(2018, 6, 15)), ("上半年", D(2018, 6, 30)), ("全年", D(2018, 12, 31)),
        ("2019年2月", D(2019, 2, 28)), ("按需", None), ("二○一八年十月八日前", D(2018, 10, 8)),
    ],
)  # fmt: skip
def test_the_time_of_a_plan_is_its_last_day(cell: str, day: dt.date | None) -> None:
    assert deadline(cell, 2018) == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("公示期：2018年5月3日至2018年5月6日", D(2018, 5, 3), D(2018, 5, 6)),
        ("公示时间：自2018-05-03起至2018-05-06止", D(2018, 5, 3), D(2018, 5, 6)),
        ("公示期限为3日（2018年5月3日—5月6日）", D(2018, 5, 3), D(2018, 5, 6)),
        ("公示期\n2018年12月30日17:00至1月2日", D(2018, 12, 30), D(2019, 1, 2)),
        ("公示期限：2018年5月3日至6日", D(2018, 5, 3), D(2018, 5, 6)),
    ],
)
def test_a_period_is_read_with_what_it_leaves_out(text: str, first: dt.date, last: dt.date) -> None:
    found = period(text, "公示(?:期限?|时间)")
    assert found is not None
    assert (found.first, found.last) == (first, last)
    assert found.quote.split("\n")[0] in text


def test_a_label_tells_the_day_behind_it_alone() -> None:
    text = "签订日期：详见附件。\n公布时间 2018/7/2\n开标时间：2018年2月31日"
    assert labelled(text, "签订日期") is None
    assert labelled(text, "开标时间") is None
    told_day = labelled(text, "公布时间")
    assert told_day is not None
    assert told_day.day == D(2018, 7, 2)
    assert days_in("2018.1.2、2018年13月1日") == [D(2018, 1, 2)]


def test_tasks_of_the_plan_name_their_row() -> None:
    assert PLAN in tasked().capture(builders.at(PLAN)).url
