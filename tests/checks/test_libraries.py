"""Clause 7: libraries, facilities, openings, closings, money: both sides, and other portals' ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from checks._declare import Check
from checks._places import provincial_culture, same_place
from checks.closings import closing_announced
from checks.facilities import directory_published, opening_told
from checks.libraries import listed
from checks.welfare_money import money_announced
from store.facts import AttachmentFacts, Facts, PageFacts, Table
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date
ROOT = "/mfkf/"
LIBRARIES = ("名称", "馆址", "联系方式", "馆藏概况", "主要服务内容和方式")
A = ("兰河市图书馆", "人民路1号", "0931-8800001", "图书12万册", "借阅、讲座")
B = ("天原市图书馆", "人民路2号", "0938-8800002", "图书15万册", "借阅、展览")
TITLE = "全省公共图书馆名录"
KNOWN = [{"name": A[0], "region": "兰河市"}, {"name": B[0], "region": "天原市"}]


def night(
    *pages: Facts, kind: str = "facilities", registers: dict[str, Any] | None = None,
    complete: bool = True, portal: str = "省文化厅", extra: dict[str, Facts] | None = None, **more: Any,
) -> Snapshot:  # fmt: skip
    """A column with some pages or files."""
    held = {f"/mfkf/{n}.html": page for n, page in enumerate(pages)}
    items = [
        (path, page.title if isinstance(page, PageFacts) else TITLE, "2018-06-20")
        for path, page in held.items()
    ]
    home = builders.page("首页", nav=((ROOT, "免费开放"),))
    shown: dict[str, Facts] = {"/": home, ROOT: builders.page("免费开放"), **held, **(extra or {})}
    column = builders.column(kind, ROOT, items, name="免费开放", complete=complete)
    made = builders.snapshot(shown, [column], registers or {}, **more)
    made.run = replace(made.run, portal=portal)
    return made


def page(
    title: str, *rows: Sequence[str], text: str = "", on: str = "2018-06-20", **more: Any
) -> Facts:
    return builders.page(title, text, on=on, tables=[rows] if rows else (), **more)


def lists(*rows: Sequence[str], header: Sequence[str] = LIBRARIES, **more: Any) -> Snapshot:
    more.setdefault("registers", {"libraries": KNOWN})
    return night(page(TITLE, header, *rows), **more)


def in_pdf(*rows: Sequence[str]) -> Snapshot:
    table = Table((LIBRARIES, *map(tuple, rows)), place="第1页")
    file = builders.attachment(["x"], [table])
    shown = builders.page(TITLE, links=(("/mfkf/a.pdf", "附件"),), on="2018-06-20")
    return night(shown, extra={"/mfkf/a.pdf": file}, registers={"libraries": KNOWN})


def scanned() -> Snapshot:
    file = AttachmentFacts(kind="pdf", text_layer=False)
    shown = builders.page(TITLE, links=(("/mfkf/a.pdf", "附件"),), on="2018-06-20")
    return night(shown, extra={"/mfkf/a.pdf": file}, registers={"libraries": KNOWN})


def one_each(*told: Sequence[tuple[str, str]]) -> Snapshot:
    """Each library has a page of its own."""
    return night(*(page(rows[0][1], *rows) for rows in told), kind="libraries",
                 registers={"libraries": KNOWN})  # fmt: skip


def labelled(row: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(LIBRARIES, row, strict=True))


def without(row: Sequence[str], place: int) -> tuple[str, ...]:
    return tuple(cell for n, cell in enumerate(row) if n != place)


def bare(**more: Any) -> Snapshot:
    nav = (("/tzgg/", "通知公告"),)
    pages = {"/": builders.page("首页", nav=nav), "/tzgg/": builders.page("通知公告")}
    return builders.snapshot(pages, **more)


OTHER_WORDS = ("序号", "馆名", "详细地址", "咨询电话", "藏书量", "服务项目")
LISTED = [
    Case("whole", lists(A, B), PASS, "2 个图书馆"),
    Case("in other words", lists(("1", *A), ("2", *B), header=OTHER_WORDS), PASS),
    Case("four of five", lists(without(A, 3), without(B, 3), header=without(LIBRARIES, 3)), FAIL, "馆藏概况"),
    Case("a blank cell", lists(A, (*B[:2], "", *B[3:])), FAIL, "天原市图书馆的联系方式"),
    Case("services shared by two", lists(A, (*B[:4], "")), ATTEST, "合并的单元格"),
    Case("a stroke is a blank", lists(A, (*B[:2], "—", *B[3:])), FAIL),
    Case("one left out", lists(A), FAIL, "天原市图书馆"),
    Case("one under another name", lists(A, ("天原图书中心", *B[1:])), ATTEST, "名称不同"),
    Case("one more than registered", lists(A, B, ("武川市图书馆", *B[1:])), ATTEST, "核对台账"),
    Case("no register", lists(A, B, registers={}), NEEDS_INPUT, "公共图书馆"),
    Case("no register, four of five", lists(without(A, 3), header=without(LIBRARIES, 3), registers={}), FAIL),
    Case("a PDF", in_pdf(A, B), PASS),
    Case("a PDF with a blank", in_pdf(A, (*B[:2], "", *B[3:])), ATTEST, "核对"),
    Case("a scan", scanned(), ERROR, "扫描件"),
    Case("a page for each", one_each(labelled(A), labelled(B)), PASS),
    Case("a page for each, one without its holdings", one_each(labelled(A), without(labelled(B), 3)), FAIL),
    Case("links to the libraries' own sites", builders.snapshot({"/": builders.page("首页",
         nav=((ROOT, "公共图书馆"),)), ROOT: builders.page("公共图书馆")}, [builders.column("libraries", ROOT,
         [("http://lib.test/", A[0], ""), ("http://lib2.test/", B[0], "")])]), ATTEST, "没有读成名录"),
    Case("as words", night(page(TITLE, text="全省共有图书馆13个。")), ATTEST, "没有读成名录"),
    Case("a city's department", lists(A, portal="甘肃省兰州市文化局"), NOT_APPLICABLE, "省级"),
    Case("whose department is not known", lists(without(A, 3), header=without(LIBRARIES, 3),
         portal="示例网站"), ATTEST, "是否为省级"),
    Case("none", bare(), FAIL, "没有公布"),
    Case("none, a column not seen", bare(failed={"/x/": Cause.TIMEOUT}, anchors={"/x/": "图书馆名录"}), ERROR),
    Case("no home page", builders.snapshot({}, home=False), ERROR),
]  # fmt: skip

PLACES = ("设施名称", "地址", "服务项目", "开放时间")
HALL = ("兰河市文化馆", "文化路2号", "展览、培训", "9:00—17:00")
DIRECTORY = "全省公共文化设施目录"
OPENING = (
    ("机构名称", "兰河市文化馆"), ("开放时间", "9:00—17:00"), ("机构地址", "文化路2号"),
    ("联系电话", "0931-8800002"), ("临时停止开放信息", "无"),
)  # fmt: skip
OPEN = "兰河市文化馆免费开放信息"
SAID = (
    "以上服务全部免费，欢迎广大群众前来参观体验，具体安排以场馆公布的信息为准，谢谢大家配合支持。"
)
FACILITY = (*OPENING, ("服务项目", "展览、培训"))
PUBLISHED = [
    Case("whole", night(page(DIRECTORY, PLACES, HALL)), PASS, "1 个设施"),
    Case("as registered", night(page(DIRECTORY, PLACES, HALL),
         registers={"facilities": [{"name": HALL[0]}]}), PASS, "与台账一致"),
    Case("one not in it", night(page(DIRECTORY, PLACES, HALL),
         registers={"facilities": [{"name": "天原市文化馆"}]}), ATTEST, "天原市文化馆"),
    Case("hours blank", night(page(DIRECTORY, PLACES, (*HALL[:3], ""))), FAIL, "开放时间"),
    Case("services blank", night(page(DIRECTORY, PLACES, (*HALL[:2], "", HALL[3]))), FAIL, "服务项目"),
    Case("only addresses, the pages tell the rest", night(page(DIRECTORY, PLACES[:2], HALL[:2]),
         page(OPEN, *FACILITY)), PASS, "页面写明"),
    Case("only addresses, the pages lack services", night(page(DIRECTORY, PLACES[:2], HALL[:2]),
         page(OPEN, *OPENING)), ATTEST),
    Case("only addresses, no pages", night(page(DIRECTORY, PLACES[:2], HALL[:2])), ATTEST, "管理单位"),
    Case("as words", night(page("文化馆名录", text="共有文化馆14个。")), ATTEST),
    Case("entries but no directory", night(page(OPEN, *OPENING)), ATTEST, "是否构成目录"),
    Case("none", bare(), FAIL),
    Case("none, perhaps elsewhere", bare(failed={"/x/": Cause.TIMEOUT}, anchors={"/x/": "文化场馆"}), ERROR),
    Case("no home page", builders.snapshot({}, home=False), ERROR),
]  # fmt: skip
TEXT = "机构名称：兰河市文化馆。开放时间：9:00至17:00。地址：文化路2号。联系电话：8800002。临时停止开放：无。"
TOLD = [
    Case("five", night(page(OPEN, *OPENING)), PASS),
    Case("as words", night(page(OPEN, text=TEXT)), PASS),
    Case("four cells a row", night(page(OPEN, (*OPENING[0], *OPENING[1]), (*OPENING[2], *OPENING[3]),
         (*OPENING[4], "", ""))), PASS),
    Case("no hours", night(page(OPEN, OPENING[0], *OPENING[2:], text=SAID)), FAIL, "没有开放时间"),
    Case("no label, but hours", night(page(OPEN, OPENING[0], *OPENING[2:],
         text=f"{SAID}每天9:00开门。")), ATTEST),
    Case("no telephone", night(page(OPEN, *OPENING[:3], OPENING[4])), ATTEST, "电话"),
    Case("nothing on closing", night(page(OPEN, *OPENING[:4])), ATTEST, "临时停止开放"),
    Case("a notice about money", night(page("免费开放补助资金分配通知", text=SAID)), NOT_APPLICABLE),
    Case("not read", builders.snapshot({ROOT: builders.page("免费开放"), "/": builders.page("首页",
         nav=((ROOT, "免费开放"),))}, [builders.column("facilities", ROOT, [("/mfkf/1.html", OPEN, "")])],
         failed={"/mfkf/1.html": Cause.TIMEOUT}), ERROR),
    Case("no labels at all", night(builders.page(OPEN)), ATTEST),
    Case("no home page", builders.snapshot({}, home=False), ERROR),
]  # fmt: skip


def closing(first: str, text: str = "因馆舍维修，省图书馆{}起闭馆。\n2018年6月20日", on: str = "2018-06-20",
            title: str = "省图书馆维修闭馆公告") -> Snapshot:  # fmt: skip
    return night(page(title, text=text.format(first), on=on))


CLOSINGS = [
    Case("seven days", closing("定于2018年6月27日"), PASS, "提前 7 日"),
    Case("six days", closing("定于2018年6月26日"), FAIL, "不足 7 日"),
    Case("without a year", closing("定于6月26日"), FAIL),
    Case("not signed", closing("定于6月26日", "因馆舍维修，省图书馆{}起闭馆。"), ATTEST, "落款"),
    Case("one room", closing("定于6月26日", title="省图书馆报刊阅览室维修闭馆公告"), ATTEST, "一部分"),
    Case("every Monday", closing("定于6月21日", title="省图书馆每周一闭馆公告"), NOT_APPLICABLE),
    Case("over the end of the year", closing("自1月5日", on="2018-12-19"), PASS, "提前 17 日"),
    Case("an emergency", closing("自2018年6月21日", "因突发停电，省图书馆{}起闭馆。"), NOT_APPLICABLE),
    Case("signed earlier", closing("定于2018年6月26日", "因维修，省图书馆{}起闭馆。\n2018年6月15日"), ATTEST),
    Case("announced after it began", closing("定于2018年6月18日"), ATTEST),
    Case("no day", closing("近期", "因维修，省图书馆{}闭馆。"), ATTEST, "没有读出"),
    Case("a holiday", closing("定于2018年6月21日", title="春节闭馆公告"), NOT_APPLICABLE),
    Case("an opening", closing("定于2018年6月21日", title="省图书馆恢复开馆公告"), NOT_APPLICABLE),
    Case("a year ago", closing("定于2017年6月21日", on="2017-06-20"), NOT_APPLICABLE),
    Case("two days by a setting", closing("定于2018年6月22日"), PASS, settings={"days": 2}),
]  # fmt: skip


def money(title: str, on: str = "2018-06-20", **more: Any) -> Snapshot:
    made = builders.page(title, on=on)
    path = "/mfkf/1.html"
    pages: dict[str, Facts] = {"/": builders.page("首页", nav=((ROOT, "专项资金"),)),
                               ROOT: builders.page("专项资金"), path: made}  # fmt: skip
    column = builders.column("welfare", ROOT, [(path, title, on)], name="公共文化")
    return builders.snapshot(pages, [column], **more)


MONEY = [
    Case("distributed", money("2018年公共文化服务专项资金分配情况公告"), PASS),
    Case("sent down", money("关于下达2018年公共图书馆免费开放补助资金的通知"), PASS),
    Case("statistics", money("2017年全省文化事业统计公报"), PASS),
    Case("a year and a day ago", money("2017年公共文化专项资金使用情况", "2017-12-19"), PASS),
    Case("more than a year ago", money("2017年公共文化专项资金使用情况", "2017-12-18"), FAIL,
         "2017-12-18"),
    Case("rules", money("公共文化专项资金管理办法"), FAIL),
    Case("a call for applications", money("关于申报公共文化专项资金的通知"), FAIL),
    Case("no day", money("2018年公共文化服务专项资金分配情况公告", ""), ATTEST),
    Case("none, not all seen", money("送书下乡", failed={"/x/": Cause.TIMEOUT},
         anchors={"/x/": "公共文化资金"}), ERROR),
    Case("no home page", builders.snapshot({}, home=False), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    listed: LISTED, directory_published: PUBLISHED, opening_told: TOLD,
    closing_announced: CLOSINGS, money_announced: MONEY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("portal", "told"),
    [
        ("甘肃省文化和旅游厅", True), ("省文化厅", True), ("北京市文化和旅游局", True), ("陇原省文化厅", True),
        ("内蒙古自治区文化和旅游厅", True),
        ("甘肃省兰州市文化和旅游局", False), ("北京市朝阳区文化和旅游局", False),
        ("万载县文化广电旅游局", False), ("省教育厅", None), ("示例网站", None),
    ],
)  # fmt: skip
def test_the_duty_is_a_provincial_culture_departments(portal: str, told: bool | None) -> None:
    assert provincial_culture(night(portal=portal)) is told


@pytest.mark.parametrize(
    ("one", "other", "region", "same"),
    [
        ("甘肃省图书馆", "甘肃省图书馆", "", True), ("兰州市 图书馆", "兰州市图书馆", "", True),
        ("安宁区图书馆", "兰州市安宁区图书馆", "兰州市安宁区", True),
        ("兰州市图书馆", "兰州市少儿图书馆", "兰州市", False), ("图书馆", "兰州市图书馆", "", False),
    ],
)  # fmt: skip
def test_names_of_places_are_compared(one: str, other: str, region: str, same: bool) -> None:
    assert same_place(one, other, region) is same
