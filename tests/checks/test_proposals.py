"""Clause 2: both sides of every limit, and what real portals do that must accuse nobody."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from checks import proposals
from checks._declare import Check
from checks._references import kind_of, numbers_of, references, value
from store.facts import DateCandidate, Facts, PageFacts, Published
from store.snapshot import Snapshot
from store.vocabulary import Cause, Place
from tests.checks import builders
from tests.checks._cases import (
    ATTEST,
    ERROR,
    FAIL,
    NEEDS_INPUT,
    NOT_APPLICABLE,
    PASS,
    Case,
)
from tests.checks._proposals import BODY, KEY, LETTER, TITLE, portal, reply, row

D = dt.date
LATER = D(2021, 1, 4)
ONE = "/jyta/1.html"
EMPTY = reply("省文化厅公告", "与建议无关", "2018-05-01")


def titled(title: str, text: str = LETTER, on: str = "2018-06-25") -> dict[str, Facts]:
    return {ONE: reply(title, text, on)}


OTHER = LETTER.replace("加强农村公共文化服务", "扶持地方戏曲")
COLUMN = [
    Case("an entry of the year", portal(), PASS, "专栏“建议提案办理”有 1 件2018年的内容"),
    Case("named otherwise", portal(column_named="人大代表建议办理"), PASS),
    Case("last year only", portal(titled(TITLE, on="2017-06-25")), FAIL, "没有2018年"),
    Case("last year only, not due", portal(titled(TITLE, on="2017-06-25"), as_of=D(2018, 7, 31)),
         NOT_APPLICABLE, "尚未到公开时间"),
    Case("one day later", portal(titled(TITLE, on="2017-06-25"), as_of=D(2018, 8, 1)), FAIL),
    Case("undated entries", portal(titled(TITLE, on="")), ATTEST, "没有日期"),
    Case("a list page not reached", portal(titled(TITLE, on="2017-06-25"), complete=False), ERROR),
    Case("empty column", portal({}), FAIL),
    Case("no column", portal({}, column_named=None), FAIL, "未发现"),
    Case("no column but a failed menu entry", portal({}, column_named=None,
         failed={"/x/": Cause.TIMEOUT}, places={"/x/": Place.NAV}), ERROR),
    Case("replies outside a column", portal(column_named=None, anchors={ONE: TITLE}), ATTEST),
]  # fmt: skip

ALL = [
    Case("by number", portal(), PASS, "按编号"),
    Case("no register", portal(registered=False), NEEDS_INPUT, "proposals"),
    Case("an empty register", portal(registers={"proposals": []}), NEEDS_INPUT, "空的"),
    Case("an empty register signed for", portal(registers={"proposals": [], "attestations": [
         {"item": "2", "statement": "无主办件", "signed_by": "张三", "signed_on": D(2018, 7, 1)}]}),
         NOT_APPLICABLE),
    Case("only co-handled", portal(None, row(role="会办")), NOT_APPLICABLE),
    Case("another year's row", portal(None, row(assigned_on=D(2017, 3, 1), replied_on=D(2017, 5, 1))),
         NOT_APPLICABLE),
    Case("withheld", portal({}, row(public=False)), NOT_APPLICABLE, "不公开"),
    Case("not answered yet", portal({}, row(replied_on=None)), NOT_APPLICABLE, "尚未答复"),
    Case("answered, last day to publish", portal({}, as_of=D(2018, 7, 18)), NOT_APPLICABLE, "2018-07-18"),
    Case("answered, one day over", portal({}, as_of=D(2018, 7, 19)), FAIL, "网站上没有", KEY),
    Case("another number", portal(titled(TITLE.replace("123", "124"), OTHER)), FAIL),
    Case("the other kind", portal(titled("对省政协十二届一次会议第123号提案的答复", OTHER)), FAIL),
    Case("number longer by a digit", portal(titled(TITLE.replace("123", "1234"), OTHER)), FAIL),
    Case("last year's number", portal(titled(TITLE, OTHER, "2017-06-25")), FAIL),
    Case("the year told is another", portal(titled("2017年省人大第123号建议的答复", OTHER)), FAIL),
    Case("a year in the subject", portal(titled("关于筹办2020年艺术节的建议(省人大第123号)的答复", OTHER)),
         PASS),
    Case("leading zero", portal(titled("对省人大第0123号建议的答复", OTHER)), PASS),
    Case("full width", portal(titled("对省人大第１２３号建议的答复", OTHER)), PASS),
    Case("Chinese numerals", portal(titled("对省人大第一百二十三号建议的答复", OTHER)), PASS),
    Case("bracketed year", portal(titled("人大建议〔2018〕123号答复", OTHER)), PASS),
    Case("only the document number is equal", portal(titled("关于戏曲的复函(陇文函〔2018〕123号)", OTHER,)),
         ATTEST, "没有注明编号"),
    Case("year before the number", portal(titled("对省人大第20180123号建议的答复", OTHER)), PASS),
    Case("a house number is none", portal(titled("关于戏曲的答复", "位于文化路123号\n" + OTHER)), ATTEST),
    Case("a list of numbers", portal(titled("对省人大第122、123、124号建议的答复", OTHER)), PASS),
    Case("without 人大 or 政协", portal(titled("第123号答复", OTHER.replace("建议", "意见"))), PASS, "未注明"),
    Case("without either, both kinds have it", portal(
         titled("第123号答复", OTHER.replace("建议", "意见").replace("代表", "同志")), row(),
         row(kind="政协提案", title="戏曲进校园长效机制")), ATTEST, "请确认", KEY),
    Case("number in the text", portal(
         titled("关于农村文化的答复", "省十三届人大一次会议第123号建议\n" + OTHER)),
         PASS),
    Case("by title alone", portal(titled("关于加强农村公共文化服务的答复")), PASS, "按标题"),
    Case("title equal, number not", portal(titled(TITLE.replace("123", "321"))), ATTEST, "编号不同"),
    Case("reply without number or title", portal(titled("对王建国代表的答复", OTHER)), ATTEST, "没有注明编号"),
    Case("in a table", portal({ONE: builders.page("建议提案办理结果一览表", on="2018-07-01", tables=[
         [["序号", "建议编号", "标题", "结果"], ["1", "123", "人大代表建议:农村文化", "已办结"]]])}), PASS),
    Case("in an attachment", portal({ONE: reply("建议答复", "", links=[("/f/1.pdf", "附件")]),
         "/f/1.pdf": builders.attachment(["省人大第123号建议的答复\n" + OTHER])}), PASS),
    Case("a scan may hold it", portal({ONE: reply("建议答复", "", links=[("/f/1.pdf", "附件")]),
         "/f/1.pdf": builders.attachment([], text_layer=False)}), ERROR, "扫描件"),
    Case("a ZIP may hold it", portal({ONE: reply("建议答复", "", links=[("/f/1.zip", "附件")]),
         "/f/1.zip": builders.attachment(kind="zip", members=("答复1.doc",))}), ERROR, "压缩包"),
    Case("a ZIP names it", portal({ONE: reply("建议答复", "", links=[("/f/1.zip", "附件")]),
         "/f/1.zip": builders.attachment(kind="zip", members=("第123号建议.doc",))}), PASS),
    Case("the list names it, the page failed", portal({}, titles={ONE: TITLE}, failed={ONE: Cause.TIMEOUT}),
         ERROR, "未能打开"),
    Case("an unnamed page failed", portal({}, titles={ONE: "关于戏曲的答复"}, failed={ONE: Cause.BLOCKED}),
         ERROR),
    Case("a list page not reached", portal({}, complete=False), ERROR, "没有完整抓取"),
    Case("published outside the column", portal({"/tz/9.html": reply()}, column_named=None,
         anchors={"/tz/9.html": TITLE}), PASS),
    Case("no column and nothing published", portal({}, column_named=None), FAIL),
    Case("only mentioned in the overview", portal(titled("2018年建议提案办理总体情况",
         "我厅认真办理《关于加强农村公共文化服务的建议》等建议")), FAIL),
    Case("dated before assignment in the same year", portal(titled(TITLE, on="2018-02-01")), ATTEST, "早于"),
    Case("perhaps next session's", portal(titled(TITLE, OTHER, "2019-06-25"), as_of=D(2019, 12, 1)), ATTEST),
]  # fmt: skip

SPLIT = LETTER.replace("陇原省文化厅\n二〇一八年六月二十日", "陇原省\n文化厅\n2018年\n6月20日")
UNSIGNED = LETTER.split("\n陇原省文化厅")[0]
SHORT = LETTER.replace(BODY, "已办结。")
SCAN: dict[str, Any] = {"links": [("/f/1.pdf", "答复全文")]}
WHOLE = [
    Case("a whole letter", portal(), PASS),
    Case("signature over several lines", portal(titled(TITLE, SPLIT)), PASS),
    Case("signed 二O一八年", portal(titled(TITLE, LETTER.replace("〇", "O"))), PASS),
    Case("an abstract", portal(titled(TITLE, SHORT)), FAIL, "少于 300 字", KEY),
    Case("an abstract is enough", portal(titled(TITLE, SHORT), row(full_text=False)), NOT_APPLICABLE),
    Case("no formula", portal(titled(TITLE, BODY + "\n陇原省文化厅\n2018年6月20日")), FAIL, "答复用语"),
    Case("no signature", portal(titled(TITLE, UNSIGNED)), FAIL, "落款单位、落款日期"),
    Case("signature in the page's fields", portal({ONE: reply(text=UNSIGNED,
         fields={"发文机关": "省文化厅", "成文日期": "2018-06-20"})}), PASS),
    Case("only a table", portal({ONE: builders.page(TITLE, on="2018-06-25", text="\n".join(
         f"第{n}号建议\n{'已经办结并答复代表本人' * 3}" for n in range(20)), tables=[
         [[f"第{n}号建议", "已经办结并答复代表本人" * 3] for n in range(20)]])}), FAIL, "除表格外"),
    Case("the letter in a layout table", portal({ONE: reply(tables=[[[LETTER]]])}), PASS),
    Case("in a PDF", portal({ONE: reply(text="详见附件", **SCAN),
         "/f/1.pdf": builders.attachment([LETTER])}), PASS),
    Case("in a scan", portal({ONE: reply(text="详见附件", **SCAN),
         "/f/1.pdf": builders.attachment([], text_layer=False)}), ERROR, "扫描件"),
    Case("attachment failed", portal({ONE: reply(text="详见附件", **SCAN)},
         failed={"/f/1.pdf": Cause.TIMEOUT}), ERROR),
    Case("page failed", portal({}, titles={ONE: TITLE}, failed={ONE: Cause.TIMEOUT}), ERROR),
    Case("nothing published", portal({}), NOT_APPLICABLE),
    Case("nothing published, list cut", portal({}, complete=False), ERROR),
    Case("no register", portal(registered=False), NEEDS_INPUT),
]  # fmt: skip


def answered(assigned: D, replied: D | None, as_of: D = builders.AS_OF, **more: Any) -> Snapshot:
    return portal({}, row(assigned_on=assigned, replied_on=replied, **more), as_of=as_of)


TIME = [
    Case("on the last day", answered(D(2018, 3, 20), D(2018, 6, 20)), PASS, "3 个月期满 2018-06-20"),
    Case("a day late", answered(D(2018, 3, 20), D(2018, 6, 21)), FAIL, "2018-06-21 答复", KEY),
    Case("a short month", answered(D(2017, 11, 30), D(2018, 2, 28)), PASS, "2018-02-28"),
    Case("a short month, a day late", answered(D(2017, 11, 30), D(2018, 3, 1)), FAIL),
    Case("difficult, last day", answered(D(2018, 3, 20), D(2018, 9, 20), difficult=True), PASS),
    Case("difficult, a day late", answered(D(2018, 3, 20), D(2018, 9, 21), difficult=True), FAIL),
    Case("unanswered on the last day", answered(D(2018, 3, 20), None, D(2018, 6, 20)), NOT_APPLICABLE),
    Case("unanswered a day later", answered(D(2018, 3, 20), None, D(2018, 6, 21)), ATTEST,
         "台账未填答复日期，3个月期限已于 2018-06-20 届满，请确认是否已答复"),
    Case("unanswered a day after the plan's issue", answered(D(2018, 3, 29), None, D(2018, 6, 30)), ATTEST),
    Case("a reply after the as-of date is none", answered(D(2018, 4, 1), D(2018, 8, 1), D(2018, 7, 2)), FAIL,
         "台账所填答复日期为 2018-08-01"),
    Case("a reply announced within the term", answered(D(2018, 4, 1), D(2018, 6, 28), D(2018, 6, 1)),
         NOT_APPLICABLE, "尚未到期"),
    Case("announced for later but on the portal", portal(None, row(replied_on=D(2019, 1, 8))), ATTEST,
         "请核对"),
    Case("unregistered but on the portal", portal(None, row(replied_on=None)), ATTEST, "请补填"),
    Case("a member's proposal", answered(D(2018, 1, 1), D(2018, 12, 1), kind="政协提案"), NOT_APPLICABLE),
    Case("answered before assignment", answered(D(2018, 3, 20), D(2018, 3, 1)), ATTEST, "请核对"),
    Case("no register", portal(registered=False), NEEDS_INPUT),
]  # fmt: skip


def dated(on: str, replied: D, as_of: D = LATER, **more: Any) -> Snapshot:
    assigned = replied - dt.timedelta(days=60)
    registers: dict[str, Any] = {"proposals": [row(assigned_on=assigned, replied_on=replied)]}
    return builders.snapshot(
        {"/jyta/": builders.page("建议提案办理"), ONE: reply(on=on)},
        [builders.column("proposals", "/jyta/", [(ONE, TITLE, "")])],
        registers | more, as_of=as_of, plan_year=replied.year,
    )  # fmt: skip


MISSING_DAYS = [{"date": D(2035, 6, d), "workday": True} for d in range(1, 31)]
CONFLICT = Published(
    builders.day("2020-06-28"), (builders.day("2020-06-28"), builders.day("2020-09-28")), True
)
META = DateCandidate(D(2020, 12, 1), "2020-12-01", Place.META, "meta", 9)
# 2020: 端午 25–27 June off, Sunday 28 June worked; 20 working days after 1 June end on 30 June.
PUBLISHED = [
    Case("on the 20th working day", dated("2020-06-30", D(2020, 6, 1)), PASS, "20 个工作日"),
    Case("on the 21st", dated("2020-07-01", D(2020, 6, 1)), FAIL, "21 个工作日"),
    Case("before the reply's date", dated("2020-05-30", D(2020, 6, 1)), PASS, "0 个工作日"),
    Case("late in 2018: the article was not read", portal(titled(TITLE, on="2018-07-19")), ATTEST, "未核实"),
    Case("in time in 2018", portal(titled(TITLE, on="2018-07-18")), PASS),
    Case("a register's day off", dated("2020-07-01", D(2020, 6, 1),
         workdays=[{"date": D(2020, 6, 30), "workday": False}]), PASS, "20 个工作日"),
    Case("a year the calendar lacks", dated("2035-06-20", D(2035, 6, 1), D(2035, 12, 1)), NEEDS_INPUT,
         "workdays"),
    Case("the register fills the year", dated("2035-06-20", D(2035, 6, 1), D(2035, 12, 1),
         workdays=MISSING_DAYS), PASS, "19 个工作日"),
    Case("no date anywhere", portal(titled(TITLE, on="")), ATTEST, "没有发布日期"),
    Case("list date", builders.snapshot({"/jyta/": builders.page("栏目"), ONE: reply(on="")},
         [builders.column("proposals", "/jyta/", [(ONE, TITLE, "2018-06-25")])],
         {"proposals": [row()]}), PASS),
    Case("no reply date in the register", portal(None, row(replied_on=None)), NEEDS_INPUT, "答复日期"),
    Case("not published", portal({}), NOT_APPLICABLE),
]  # fmt: skip


def with_published(published: Published) -> Snapshot:
    return builders.snapshot(
        {"/jyta/": builders.page("栏目"), ONE: PageFacts(title=TITLE, text=LETTER, published=published)},
        [builders.column("proposals", "/jyta/", [(ONE, TITLE, "")])],
        {"proposals": [row(assigned_on=D(2020, 4, 1), replied_on=D(2020, 6, 1))]},
        as_of=LATER, plan_year=2020,
    )  # fmt: skip


PUBLISHED += [
    Case("two visible dates", with_published(CONFLICT), ATTEST, "互相矛盾"),
    Case("a later meta date changes nothing", with_published(
         Published(builders.day("2020-06-28"), (builders.day("2020-06-28"), META), True)), PASS),
]  # fmt: skip


CASES: dict[Check, list[Case]] = {
    proposals.column_exists: COLUMN,
    proposals.all_published: ALL,
    proposals.full_text: WHOLE,
    proposals.answered_in_time: TIME,
    proposals.published_in_time: PUBLISHED,
}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("0123", 123),
        ("一百二十三", 123),
        ("一百零五", 105),
        ("二十", 20),
        ("十二", 12),
        ("一二三", 123),
    ],
)
def test_numerals(words: str, number: int) -> None:
    assert value(words) == number


@pytest.mark.parametrize(
    ("title", "kind", "numbers"),
    [
        (
            "对政协第十二届甘肃省委员会第一次会议第0456号提案的答复(甘文函〔2018〕12号)",
            "政协提案",
            {456},
        ),
        ("对省政协十二届一次会议第12号、第13号提案的答复", "政协提案", {12, 13}),
        ("国务院办公厅关于印发方案的通知(国办函〔2018〕71号)", "", set()),
        ("提案编号:0088", "政协提案", {88}),
        ("十届全国人大四次会议第7264号建议的答复", "人大建议", {7264}),
    ],
)
def test_references_of_a_title(title: str, kind: str, numbers: set[int]) -> None:
    found = list(references(title))
    assert {r.number for r in found} == numbers
    assert {r.kind for r in found} <= {kind}


def test_names_of_both_kinds_are_neither() -> None:
    assert kind_of("建议提案办理") == ""
    assert kind_of("人大代表建议和政协委员提案") == ""
    assert numbers_of("20180123") == {123, 20180123}
    assert numbers_of("第0123号") == {123}
