"""1.1–1.3: a column in use, thirty days and fewer, results; and how periods are printed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from checks._calls import is_call, is_result
from checks._declare import Check
from checks._periods import period_in
from checks.predecision import column_in_use, results_published, thirty_days
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Cause, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case

D = dt.date
TITLE = "关于公开征求《公共文化服务办法（征求意见稿）》意见的公告"
RESULT = "《公共文化服务办法》公开征求意见采纳情况"
URL = "/zj/1.html"
Entry = tuple[str, str, str]
MAY = "自2026年5月1日起至2026年5月31日，请将意见反馈至办公室。"


def site(text: str = MAY, *further: Entry, on: str = "2026-05-01", kind: str = "predecision",
         name: str = "决策预公开", title: str = TITLE, links: Any = (), pages: dict[str, Facts] | None = None,
         **more: Any) -> Snapshot:  # fmt: skip
    kept = {"complete": more.pop("complete", True)}
    entries = [(URL, title, on), *further] if title else list(further)
    column = builders.column(kind, "/zj/", entries, name=name, **kept)
    known: dict[str, Facts] = {
        "/": builders.page("首页", nav=[("/zj/", name)]), "/zj/": builders.page(name),
        URL: builders.page(title, text, on=on, links=links),
    }  # fmt: skip
    when = {"as_of": D(2026, 11, 1), "plan_year": 2026}
    return builders.snapshot(
        {**known, **(pages or {})}, [column, *more.pop("columns", ())], **{**when, **more}
    )


def issued() -> dict[str, Any]:
    """A normative document of the year in a column of its own."""
    facts = builders.page("省文化厅关于印发办法的通知", on="2026-03-05",
                          fields={"文号": "甘文厅规〔2026〕1号", "发文机关": "省文化厅"})  # fmt: skip
    column = builders.column(
        "normative", "/gf/", [("/gf/1.html", "通知", "2026-03-05")], name="规范性文件"
    )
    return {
        "columns": [column],
        "pages": {"/gf/": builders.page("规范性文件"), "/gf/1.html": facts},
    }


OLD: dict[str, Any] = {"on": "2025-05-01", "text": "自2025年5月1日起至2025年6月1日"}
NOTICE: dict[str, Any] = {"kind": "notices", "name": "通知公告"}
COLUMN = [
    Case("used this year", site(), PASS, "2026年的内容"),
    Case("not used, no normative document", site(**OLD), PASS, "未发现"),
    Case("not used, a normative document was made", site(**OLD, **issued()), FAIL, "没有2026年的内容"),
    Case("the list was cut", site(**OLD, **issued(), complete=False), ERROR, "没有完整取得"),
    Case("calls elsewhere", site(**NOTICE), ATTEST, "未识别出决策预公开栏目"),
    Case("none", site(title="", **NOTICE), FAIL, "未发现决策预公开"),
    Case("none, a menu entry failed", site(title="", **NOTICE, failed={"/y/": Cause.DNS},
         places={"/y/": Place.NAV}), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
DAYS = [
    Case("thirty days", site(), PASS, "30 日"),
    Case("twenty-nine, thirty with the first", site("自2026年5月1日起至2026年5月30日"), ATTEST, "连同首日"),
    Case("twenty-eight", site("自2026年5月1日起至2026年5月29日"), FAIL, "28 日"),
    Case("fewer, with a reason", site("自2026年5月1日起至2026年5月8日。因情况紧急，缩短征求意见期限。"), PASS,
         "说明了理由"),
    Case("from the day of publication", site("请于2026年5月31日前反馈。"), PASS, "30 日"),
    Case("so many days", site("公开征求意见，为期15天。"), FAIL, "15 日"),
    Case("no period", site("欢迎提出意见。"), ATTEST, "没有读到"),
    Case("two different ends", site("请于2026年5月31日前反馈。信函请于2026年5月20日前寄出。"), ATTEST,
         "没有读到"),
    Case("the end before the start", site("自2026年5月1日起至2026年4月30日"), ATTEST, "早于"),
    Case("before there was a norm", site("自2019年5月1日起至2019年5月8日", on="2019-05-01", plan_year=2019),
         NOT_APPLICABLE, "还没有期限的规定"),
    Case("in 2018 nothing was in force", site("自2018年5月1日起至2018年5月8日", on="2018-05-01",
         as_of=builders.AS_OF, plan_year=2018), ATTEST, "尚未施行"),
    Case("its page failed", site(pages={URL: builders.attachment([])}, failed={}), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
ANSWERED: Entry = ("/zj/2.html", RESULT, "2026-06-20")
RESULTS = [
    Case("published under its name", site(MAY, ANSWERED), PASS, "没有链接"),
    Case("linked both ways", site(MAY, ANSWERED, pages={"/zj/2.html": builders.page(RESULT, links=[(URL,
         "公告")])}),
         PASS, "链接回公告"),
    Case("linked from the call", site(links=[("/x/9.html", "意见采纳情况反馈")]), PASS, "采纳情况"),
    Case("told on the page", site(f"{MAY}\n征集结果：共收到意见5条，采纳3条。"), PASS),
    Case("nothing", site(), FAIL, "没有公布意见采纳情况"),
    Case("about another draft", site(MAY, ("/zj/2.html", "《娱乐场所办法》征求意见采纳情况", "2026-06-20")),
         FAIL),
    Case("still open", site("自2026年10月1日起至2026年11月30日", on="2026-10-01"), NOT_APPLICABLE),
    Case("sixty days after", site("自2026年8月1日起至2026年9月2日", on="2026-08-01"), NOT_APPLICABLE),
    Case("sixty-one days after", site("自2026年8月1日起至2026年9月1日", on="2026-08-01"), FAIL),
    Case("no end stated", site("欢迎提出意见。"), ATTEST, "没有读到截止日期"),
    Case("a list was cut", site(complete=False, failed={"/zj/list_2.html": Cause.TIMEOUT},
         places={"/zj/list_2.html": Place.PAGER}), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
CASES: dict[Check, list[Case]] = {
    column_in_use: COLUMN,
    thirty_days: DAYS,
    results_published: RESULTS,
}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("征求意见时间：2018年10月8日至2018年11月7日。", "2018-10-08", "2018-11-07"),
        ("征求意见时间为2018年10月8日—11月7日", "2018-10-08", "2018-11-07"),
        ("2018-10-08 至 2018-11-07", "2018-10-08", "2018-11-07"),
        ("自２０１８年１２月３日起至２０１９年１月４日止", "2018-12-03", "2019-01-04"),
        ("2018年12月3日至1月4日", "2018-12-03", "2019-01-04"),
        ("公示期为10月8日至11月7日", "2018-10-08", "2018-11-07"),
        ("请于2018年11月7日前将意见反馈我厅", "", "2018-11-07"),
        ("意见请于11月7日17:00前发至邮箱", "", "2018-11-07"),
        ("截止日期：2018年11月7日", "", "2018-11-07"),
        ("征求意见期限为30日", "", "2018-10-31"),
        ("为期三十天", "", "2018-10-31"),
    ],
)
def test_periods_as_printed(text: str, start: str, end: str) -> None:
    found = period_in(text, D(2018, 10, 1))
    assert found is not None
    assert (str(found.start or ""), str(found.end)) == (start, end)
    assert found.quote


@pytest.mark.parametrize("text", ["欢迎提出意见", "自2018年13月1日起至2018年13月8日", "2018年发布"])
def test_what_is_no_period(text: str) -> None:
    assert period_in(text, D(2018, 10, 1)) is None


@pytest.mark.parametrize(
    ("title", "in_column", "call"),
    [
        (TITLE, False, True),
        ("关于征求《公共文化服务办法（征求意见稿）》意见的函", False, False),
        ("关于征求《公共文化服务办法（征求意见稿）》意见的函", True, True),
        ("关于公开征集文化厅标识设计作品的公告", True, False),
        (RESULT, True, False),
    ],
)
def test_what_is_a_call(title: str, in_column: bool, call: bool) -> None:
    assert is_call(title, in_column) is call


def test_what_is_a_result() -> None:
    assert is_result(RESULT)
    assert not is_result(TITLE)
