"""Clauses 8, 19, 23b: annual report and website report, on both sides of each limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from checks._annual_report import deadline, due_year, newest, reports
from checks._declare import Check
from checks._request_sums import checked, number
from checks.annual_report import in_time, key_areas, parts
from checks.annual_report_tables import tables_add_up
from checks.website_report import published
from store._config_tables import SiteFacts
from store.facts import Facts, Table
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case

D = dt.date
NEW, OLD = D(2026, 11, 2), builders.AS_OF
AREAS = "财政预决算信息公开12条。重大建设项目信息公开3条。社会公益事业信息公开40条。"
SIX = (
    f"一、总体情况。{AREAS}二、主动公开政府信息情况。三、收到和处理政府信息公开申请情况。四、政府信息公开行政复议、行政诉讼情况。"
    "五、存在的主要问题及改进情况。六、其他需要报告的事项。"
)
PLAIN = "本机关认真贯彻落实条例，依法做好公开工作，主动接受监督。" * 8
TITLE = "省文化厅2025年政府信息公开工作年度报告"


def night(on: str = "2026-01-20", text: str = SIX + PLAIN, *, title: str = TITLE,
          as_of: dt.date = NEW, year: int = 2025, tables: Sequence[Any] = (), listed: str = "",
          pages: Any = None, site: SiteFacts | None = None, **more: Any) -> Snapshot:  # fmt: skip
    shown: dict[str, Facts] = {"/nb.html": builders.page(title, text, on=on, tables=tables, **more)}
    entries = [("/nb.html", title, listed)] if listed else []
    columns = [builders.column("annual-report", "/nb/", entries, name="公开年报")] if listed else []
    about = {"site": site} if site else {}
    return builders.snapshot(
        {**shown, **(pages or {})}, columns, as_of=as_of, plan_year=year, about=about
    )


def old(on: str = "2018-03-15", text: str = SIX + PLAIN + "收费情况", **more: Any) -> Snapshot:
    return night(
        on, text, title="省文化厅2017年政府信息公开工作年度报告", as_of=OLD, year=2018, **more
    )


NOTHING = builders.snapshot({"/": builders.page("首页", nav=(("/tzgg/", "通知公告"),)),
                             "/tzgg/": builders.page("通知公告")}, as_of=NEW)  # fmt: skip
LOST = builders.snapshot(failed={"/nb/": Cause.STATUS}, anchors={"/nb/": "信息公开年报"}, as_of=NEW)
DARK = builders.snapshot(home=False, failed={"/": Cause.TIMEOUT})
SCAN = {"/nb.pdf": builders.attachment(text_layer=False)}
LINKS = [("/nb.pdf", "年报全文.pdf")]

IN_TIME = [
    Case("on 31 January", night("2026-01-31"), PASS, "2026-01-31"),
    Case("on 1 February", night("2026-02-01"), FAIL, "晚于 2026-01-31"),
    Case("on 31 March in 2018", old("2018-03-31"), PASS),
    Case("on 1 April in 2018", old("2018-04-01"), ATTEST, "未核实"),
    Case("not due yet, that of the year before", night(title=TITLE.replace("2025", "2024"),
         on="2025-01-20", as_of=D(2026, 1, 31)), PASS, "2024"),
    Case("due since yesterday", night(title=TITLE.replace("2025", "2024"), on="2025-01-20",
         as_of=D(2026, 2, 1)), FAIL, "没有发现2025年"),
    Case("late on its page, in time in its list", night("2026-03-01", listed="2026-01-20"), ATTEST, "两种"),
    Case("no date", night(""), ATTEST, "没有公布日期"),
    Case("by the list", night("", listed="2026-01-20"), PASS),
    Case("titled otherwise", night(title="2025年度政府信息公开工作情况的报告"), PASS),
    Case("a report of somebody else", night(title="省图书馆2025年信息公开年度报告"), FAIL, "没有发现"),
    Case("an older name of ours", night(title="原省文化和旅游厅2025年政府信息公开年报"), ATTEST, "本单位"),
    Case("a notice about it", night(title="关于做好2025年政府信息公开年度报告的通知"), FAIL),
    Case("the website's report is another", night(title="2025年政府网站工作年度报告"), FAIL),
    Case("none", NOTHING, FAIL),
    Case("the column failed", LOST, ERROR),
    Case("nothing seen", DARK, ERROR),
]  # fmt: skip
PARTS = [
    Case("six", night(), PASS, "6项"),
    Case("no problems", night(text=SIX.replace("五、存在的主要问题及改进情况。", "") + PLAIN), FAIL, "问题"),
    Case("no reviews", night(text=SIX.replace("行政复议、行政诉讼", "") + PLAIN), FAIL, "复议"),
    Case("of 2017, as asked then", old(), PASS, "5项"),
    Case("of 2017, no word on fees", old(text=SIX + PLAIN), ATTEST, "收费"),
    Case("in a file", night(text="全文见附件", links=LINKS,
         pages={"/nb.pdf": builders.attachment((SIX + PLAIN,))}), PASS),
    Case("in a scan", night(text="全文见附件", links=LINKS, pages=SCAN), ERROR),
    Case("a picture", night(text="见图"), ATTEST, "总体情况"),
    Case("none", NOTHING, NOT_APPLICABLE),
]  # fmt: skip
NO_PROJECTS = SIX.replace("重大建设项目信息公开3条。", "") + PLAIN
AREAS_TOLD = [
    Case("three with figures", night(), PASS, "3 个"),
    Case("one not told", night(text=NO_PROJECTS), FAIL, "重大建设项目"),
    Case("one without a figure", night(text=SIX.replace("公开3条", "全部公开") + PLAIN), FAIL),
    Case("a year is no figure", night(text=SIX.replace("信息公开3条", "2025年全部公开") + PLAIN), FAIL),
    Case("in other words", night(text=SIX.replace(AREAS, "预算决算公开6条。重点项目9个。文化扶贫12条。")
         + PLAIN), PASS),
    Case("other areas", night(site=SiteFacts(key_areas=("食品安全",))), FAIL, "食品安全"),
    Case("a report older than the plan", old(text=NO_PROJECTS), ATTEST, "下一年度"),
    Case("in a scan", night(text="全文见附件", links=LINKS, pages=SCAN), ERROR),
    Case("none", NOTHING, NOT_APPLICABLE),
]  # fmt: skip


def table(**changed: Sequence[str]) -> Table:
    """Table three of the present format, whole or with some rows otherwise."""
    rows = {
        "new": ("一、本年新收政府信息公开申请数量", "", "5", "1", "0", "6"),
        "old": ("二、上年结转政府信息公开申请数量", "", "1", "0", "0", "1"),
        "open": ("三、本年度办理结果", "（一）予以公开", "3", "1", "0", "4"),
        "part": ("", "（二）部分公开", "2", "", "0", "2"),
        "all": ("", "（七）总计", "5", "1", "0", "6"),
        "on": ("四、结转下年度继续办理", "", "1", "0", "0", "1"),
    }
    head = ("（本列数据的勾稽关系）", "", "自然人", "商业企业", "其他", "总计")
    return Table(
        (head, *(tuple(changed.get(k, v)) for k, v in rows.items())), place="正文第3个表格"
    )


FIFTEEN = ("1", "0", "0", "0", "1", "0", "0", "0", "0", "0", "0", "1", "0", "0", "1")
REVIEWS = Table((("行政复议", "行政诉讼"), ("结果维持", "尚未审结"), FIFTEEN))
OUTLINE = (("指标", "单位", "数"), ("（一）收到申请数", "件", "3"), ("1．当面申请数", "件", "1"),
           ("2.网络申请数", "件", "2"), ("（二）申请办结数", "件", "3"), ("四、复议", "件", "0"))  # fmt: skip
WRONG_ROW = table(new=("一、本年新收政府信息公开申请数量", "", "5", "1", "0", "7"))
IN_PDF = {"/nb.pdf": builders.attachment((SIX,), [WRONG_ROW])}
IN_WORD = {"/nb.pdf": builders.attachment((SIX,), [WRONG_ROW], kind="docx")}
SUMS = [
    Case("all sums come out", night(tables=[table(), REVIEWS]), PASS, "平衡"),
    Case("a row", night(tables=[WRONG_ROW]), FAIL, "新收"),
    Case("a balance", night(tables=[table(on=("四、结转下年度继续办理", "", "2", "0", "0", "2"))]),
         FAIL, "结转"),
    Case("the results", night(tables=[table(part=("", "（二）部分公开", "3", "", "0", "3"))]),
         FAIL, "办理结果"),
    Case("reviews", night(tables=[Table((*REVIEWS.rows[:2], ("2", *FIFTEEN[1:])))]), FAIL, "复议诉讼"),
    Case("the old outline", old(tables=[OUTLINE]), PASS),
    Case("its parts", night(tables=[(*OUTLINE[:2], ("1．当面申请数", "件", "2"), *OUTLINE[3:])]),
         FAIL, "收到申请"),
    Case("wrong in 2018", old(tables=[WRONG_ROW]), ATTEST, "未核实"),
    Case("cells guessed from a PDF", night(links=LINKS, pages=IN_PDF), ATTEST, "人工核对"),
    Case("cells of a document", night(links=LINKS, pages=IN_WORD), FAIL),
    Case("a figure that is none", night(tables=[table(part=("", "（二）部分公开", "2", "若干", "0", "2"))]),
         ATTEST),
    Case("no table", night(), NOT_APPLICABLE),
    Case("a scan", night(text="全文见附件", links=LINKS, pages=SCAN), ERROR),
    Case("none", NOTHING, NOT_APPLICABLE),
]  # fmt: skip

BOARD = "政府网站工作年度报表（2017年度）"
EIGHT = (
    "信息发布120条，专题专栏、解读回应、办事服务、互动交流、安全防护、政务新媒体、创新发展。" * 5
)


def board(on: str = "2018-01-31", text: str = EIGHT, *, title: str = BOARD, nav: Sequence[tuple[str, str]]
          = (("/bb.html", BOARD),), as_of: dt.date = OLD, **more: Any) -> Snapshot:  # fmt: skip
    home = builders.page("首页", nav=nav, **more)
    return builders.snapshot(
        {"/": home, "/bb.html": builders.page(title, text, on=on)}, as_of=as_of
    )


WEBSITE = [
    Case("on 31 January", board(), PASS),
    Case("on 1 February", board("2018-02-01"), FAIL, "晚于"),
    Case("seven headings", board(text=EIGHT.replace("安全防护", "")), FAIL, "安全防护"),
    Case("not on the home page", board(nav=()), FAIL, "首页"),
    Case("a link without words", board(nav=(("/bb.html", ""),)), PASS),
    Case("a home page drawn by script", board(nav=(), drawn=True), ATTEST),
    Case("a picture", board(text=""), ATTEST, "图片"),
    Case("no date", board(""), ATTEST, "日期"),
    Case("before the first was due", board(as_of=D(2018, 1, 31)), NOT_APPLICABLE),
    Case("next year's", board(as_of=D(2019, 2, 1)), FAIL, "2018年"),
    Case("titled otherwise", board(title="省文化厅政府网站2017年度工作报表"), PASS),
    Case("titled otherwise again", board(title="2017年省文化厅网站年报"), PASS),
    Case("a report of an inspection", board(title="2017年政府网站检查情况通报", nav=()), FAIL, "没有发现"),
    Case("no year", board(title="政府网站工作年度报表", nav=(("/bb.html", "网站报表"),)), ATTEST, "年度"),
    Case("none", builders.snapshot({"/": builders.page("首页", nav=(("/tzgg/", "通知公告"),)),
                                    "/tzgg/": builders.page("通知公告")}), FAIL, "没有发现"),
    Case("failed", builders.snapshot(failed={"/bb/": Cause.STATUS}, anchors={"/bb/": "网站年度报表"}), ERROR),
    Case("nothing seen", DARK, ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    in_time: IN_TIME, parts: PARTS, key_areas: AREAS_TOLD, tables_add_up: SUMS, published: WEBSITE,
}  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "year", "last"),
    [
        (D(2018, 3, 31), 2016, D(2017, 3, 31)), (D(2018, 4, 1), 2017, D(2018, 3, 31)),
        (D(2019, 12, 1), 2018, D(2019, 3, 31)), (D(2020, 2, 1), 2019, D(2020, 1, 31)),
        (D(2026, 1, 31), 2024, D(2025, 1, 31)), (D(2026, 2, 1), 2025, D(2026, 1, 31)),
    ],
)  # fmt: skip
def test_which_report_is_due(as_of: dt.date, year: int, last: dt.date) -> None:
    assert due_year(as_of) == year
    assert deadline(year + 1) == last


@pytest.mark.parametrize(
    ("cell", "count"), [("12", 12), ("1,234", 1234), ("", 0), ("—", 0), ("3件", 3), ("若干", None)]
)
def test_counts_in_cells(cell: str, count: int | None) -> None:
    assert number(cell) == count


def test_other_tables_are_not_recomputed() -> None:
    assert checked(Table((("类别", "数量"), ("规章", "3")))) is None


def test_a_newer_report_of_an_older_name_does_not_stand_in_for_ours() -> None:
    pages = {"/1.html": builders.page("省文化厅2024年政府信息公开年度报告", on="2025-01-20"),
             "/2.html": builders.page("省文化和旅游厅2025年政府信息公开年度报告", on="2026-01-20"),
             "/3.html": builders.page("省教育厅2025年政府信息公开年度报告", on="2026-01-20")}  # fmt: skip
    night = builders.snapshot(pages)
    assert [(each.year, each.sure) for each in reports(night)] == [(2025, False), (2024, True)]
    found = newest(night)
    assert found is not None
    assert found.year == 2024


def test_the_newest_report_comes_first() -> None:
    pages = {f"/{y}.html": builders.page(f"{y}年政府信息公开年度报告", on=f"{y + 1}-01-20")
             for y in (2023, 2025, 2024)}  # fmt: skip
    assert [each.year for each in reports(builders.snapshot(pages))] == [2025, 2024, 2023]
