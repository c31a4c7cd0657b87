"""Clause 7: both sides of every limit, and what real portals do that must accuse nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from checks._declare import Check
from checks._items import items_of, turned
from checks.welfare import column_exists, poverty_relief
from checks.welfare_items import items_listed
from checks.welfare_upkeep import column_updated
from store.facts import Facts, Table
from store.snapshot import ColumnView, Snapshot
from store.vocabulary import Cause, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case

D = dt.date
ROOT = "/shgy/"
HEADER = ("序号", "公开事项", "公开主体", "公开内容", "公开标准", "公开方式", "公开程序")
ROWS = tuple(
    (str(n), f"公共文化事项{n}", "公共文化处", f"开放时间、地址等内容{n}", "20日内公开", "网站", "审核后发布")
    for n in range(1, 5)
)  # fmt: skip
GOOD = (HEADER, *ROWS)
LISTED = (f"{ROOT}list.html", "社会公益事业应公开事项清单", "2018-06-20")


def column(
    *items: tuple[str, str, str], path: str = ROOT, name: str = "社会公益事业", kind: str = "welfare",
    complete: bool = True, kinds: tuple[str, ...] = (),
) -> ColumnView:  # fmt: skip
    made = builders.column(kind, path, items, name=name, complete=complete)
    return replace(made, kinds=kinds) if kinds else made


def portal(
    columns: Iterable[ColumnView] = (),
    pages: Mapping[str, Facts] | None = None,
    nav: Sequence[tuple[str, str]] = ((ROOT, "社会公益事业"),),
    **more: Any,
) -> Snapshot:
    """A portal with list pages of the columns; its home page leads to the first."""
    shown = tuple(columns)
    lists: dict[str, Facts] = {c.url: builders.page(c.name) for c in shown}
    home: dict[str, Facts] = {"/": builders.page("首页", nav=nav if shown else ())}
    return builders.snapshot({**home, **lists, **(pages or {})}, shown, **more)


def entry(on: str, name: str = "省图书馆送书下乡", number: int = 1) -> tuple[str, str, str]:
    return (f"{ROOT}{number}.html", name, on)


def deep(snapshot: Snapshot, depth: int) -> Snapshot:
    """The same portal with its columns found at a depth."""
    roots = {c.url for c in snapshot.columns}
    captures = [replace(c, depth=depth) if c.url in roots else c for c in snapshot.captures()]
    return Snapshot(snapshot.run, captures, snapshot._facts, snapshot.columns)


BEGUN, LATE = entry("2018-06-30"), entry("2018-07-01")
NO_NAV: dict[str, Any] = {"nav": ()}
EXISTS = [
    Case("begun on the last day", portal([column(BEGUN)]), PASS, "2018-06-30"),
    Case("begun a day late", portal([column(LATE)]), FAIL, "晚于 2018-06-30"),
    Case("begun late, an older sub-column", portal([column(LATE),
         column(BEGUN, path=f"{ROOT}mfkf/", name="免费开放")]), PASS),
    Case("named otherwise", portal([column(BEGUN, name="公共文化服务", kind="x")]), PASS),
    Case("no dated entries", portal([column(entry(""))]), ATTEST, "没有带日期的内容"),
    Case("late, others undated", portal([column(LATE, entry("", number=2))]), ATTEST, "没有日期"),
    Case("dated on its page", portal([column(entry(""))],
         {f"{ROOT}1.html": builders.page("送书下乡", on="2018-05-01")}), PASS, "2018-05-01"),
    Case("late, older list pages not reached", portal([column(LATE, complete=False)]), ERROR),
    Case("in time, older list pages not reached", portal([column(BEGUN, complete=False)]), PASS),
    Case("a rebuilt site", portal([column(entry("2020-01-05"))], as_of=D(2020, 6, 1)), ATTEST, "改版"),
    Case("no column", portal(), FAIL, "未发现"),
    Case("no column on the last day", portal(as_of=D(2018, 6, 30)), NOT_APPLICABLE),
    Case("no column a day later", portal(as_of=D(2018, 7, 1)), FAIL),
    Case("no column, a menu entry failed", portal(failed={"/x/": Cause.DNS}, places={"/x/": Place.NAV}), ERROR),
    Case("only a link elsewhere", builders.snapshot({"/": builders.page("首页",
         nav=[("http://www.gansu.gov.cn/shgy/", "社会公益事业")])}), ATTEST, "首页有"),
    Case("two clicks", deep(portal([column(BEGUN)], **NO_NAV), 2), PASS),
    Case("three clicks", deep(portal([column(BEGUN)], **NO_NAV), 3), FAIL, "不能到达"),
    Case("three clicks as found, two by links", deep(portal([column(BEGUN)],
         {"/zwgk/": builders.page("政务公开", nav=[(ROOT, "公益")])}, nav=[("/zwgk/", "政务公开")]), 3), PASS),
    Case("three clicks, a page of the menu failed", deep(portal([column(BEGUN)], nav=[("/zwgk/", "政务公开")],
         failed={"/zwgk/": Cause.TIMEOUT}, places={"/zwgk/": Place.NAV}), 3), ERROR),
    Case("another year's plan has its own date", portal([column(LATE)], plan_year=2019), PASS),
    Case("date of our own", portal([column(LATE)]), PASS, settings={"deadline": "2018-07-01"}),
]  # fmt: skip


def listed(rows: Sequence[Sequence[str]], on: str = "2018-06-30", **more: Any) -> Snapshot:
    page = builders.page(LISTED[1], on=on, tables=[rows])
    return portal([column((LISTED[0], LISTED[1], ""))], {LISTED[0]: page}, **more)


def attached(facts: Facts, name: str = "list.xlsx") -> Snapshot:
    page = builders.page(LISTED[1], on="2018-06-20", links=[(f"/f/{name}", "附件")])
    return portal([column(LISTED)], {LISTED[0]: page, f"/f/{name}": facts})


def sheet(rows: Sequence[Sequence[str]], kind: str = "xlsx") -> Facts:
    return builders.attachment(["清单"], [builders.table(rows, place="工作表 清单")], kind=kind)


def change(row: int, column_: int, value: str) -> list[list[str]]:
    """The good list with one cell changed; row 1 is the first item."""
    rows = [list(r) for r in GOOD]
    rows[row][column_] = value
    return rows


SYNONYMS = ("序号", "事项名称", "责任主体", "内容要素", "依据标准", "公开渠道和载体", "公开流程")
DISTINCT = [list(HEADER), *([*r[:2], f"处室{n}", *r[3:]] for n, r in enumerate(ROWS))]
MERGED = [*DISTINCT[:2], [*DISTINCT[2][:2], "", *DISTINCT[2][3:]], *DISTINCT[3:]]
TWO_LINES = (
    ("序号", "公开事项", "公开要素", "", "", "", ""),
    ("", "", "主体", "公开内容", "公开标准", "方式", "程序"),
)
SHORT = [list(HEADER), list(ROWS[0]), list(ROWS[1][1:])]
TURNED = [["公开主体", "公共文化处"], ["公开内容", "开放时间"], ["公开标准", "20日内"],
          ["公开方式", "网站"], ["公开程序", "审核后发布"]]  # fmt: skip
ITEMS = [
    Case("complete, on the last day", listed(GOOD), PASS, "共 4 个事项"),
    Case("a day late", listed(GOOD, "2018-07-01"), FAIL, "晚于 2018-06-30"),
    Case("a later version", listed(GOOD, "2021-03-01", as_of=D(2021, 6, 1)), ATTEST, "后来更新"),
    Case("undated", listed(GOOD, ""), ATTEST, "没有公布日期"),
    Case("one blank cell", listed(change(3, 4, "")), FAIL,
         "1 处空白：第4行“公共文化事项3”的公开标准未填"),
    Case("a stroke is blank", listed(change(2, 6, "/")), FAIL),
    Case("a line above blank too", listed(change(1, 2, " ")), FAIL),
    Case("no column of procedure", listed([r[:-1] for r in GOOD]), FAIL, "公开程序"),
    Case("header in other words", listed([SYNONYMS, *ROWS]), PASS),
    Case("header of two lines", listed([*TWO_LINES, *ROWS]), PASS),
    Case("title line above, note below", listed([("清单",), *GOOD, ("注:本清单动态调整",)]), PASS),
    Case("a section line between", listed([HEADER, ROWS[0], ("一、公共文化", *[""] * 6), ROWS[1]]), PASS),
    Case("a row cut by a cell that spans down", listed(SHORT), PASS),
    Case("one small table an item", listed(TURNED), PASS),
    Case("header only", listed([HEADER]), FAIL, "没有事项"),
    Case("in a workbook", attached(sheet(GOOD)), PASS),
    Case("merged in a workbook", attached(sheet(MERGED)), PASS),
    Case("merged on a page", listed(MERGED), PASS),
    Case("an item's content blank", listed(change(3, 3, "")), ATTEST, "可能是合并"),
    Case("the first item's content blank", listed(change(1, 3, "")), FAIL),
    Case("blank where the column repeats itself", attached(sheet(change(3, 4, ""))), FAIL),
    Case("blank in a PDF", attached(sheet(change(1, 4, ""), "pdf"), "list.pdf"), ATTEST, "请核对"),
    Case("a scan", attached(builders.attachment([], text_layer=False), "list.pdf"), ERROR, "扫描件"),
    Case("the page failed", portal([column(LISTED)], failed={LISTED[0]: Cause.TIMEOUT}), ERROR),
    Case("some other page failed", portal([column(entry("2018-06-20"))],
         failed={f"{ROOT}1.html": Cause.TIMEOUT}), FAIL),
    Case("in words", portal([column(LISTED)], {LISTED[0]: builders.page(LISTED[1], on="2018-06-20",
         text="公开主体:文化处\n公开内容:时间\n公开标准:及时\n公开方式:网站\n公开程序:审核")}),
         ATTEST, "以文字"),
    Case("in the directory", portal([column(entry("2018-06-20"))], {"/xxgk/1.html": builders.page(
         "公共文化公开事项清单", on="2018-06-20", tables=[GOOD])},
         anchors={"/xxgk/1.html": "公共文化公开事项清单"}), PASS),
    Case("a directory of something else", portal([column(entry("2018-06-20"))], {"/xxgk/1.html":
         builders.page("主动公开基本目录", on="2018-06-20", tables=[[r[:-1] for r in GOOD]])},
         anchors={"/xxgk/1.html": "主动公开基本目录"}), FAIL, "没有公布"),
    Case("none", portal([column(entry("2018-06-20"))]), FAIL, "没有公布"),
    Case("none, not due", portal([column(entry("2018-06-20"))], as_of=D(2018, 6, 30)), NOT_APPLICABLE),
    Case("none, list cut", portal([column(entry("2018-06-20"), complete=False)]), ERROR),
    Case("no column either", portal(), FAIL),
]  # fmt: skip

NEWS: dict[str, Any] = {"name": "公共文化动态", "kinds": ("welfare", "news")}
LONG_TEXT = "公共文化设施名录。" * 40


def fresh(*items: tuple[str, str, str], as_of: D = builders.AS_OF, **more: Any) -> Snapshot:
    return portal([column(*items, **more)], as_of=as_of)


UPKEEP = [
    Case("news of 14 days ago", fresh(entry("2018-12-06"), **NEWS), PASS, "14 日"),
    Case("news of 15 days ago", fresh(entry("2018-12-05"), **NEWS), FAIL, "超过14日"),
    Case("six months", fresh(entry("2018-06-20")), PASS),
    Case("six months and a day", fresh(entry("2018-06-19")), FAIL, "超过6个月"),
    Case("a directory of venues", fresh(entry("2017-06-19"), name="公共文化设施名录"), ATTEST, "名录"),
    Case("a short month", fresh(entry("2018-08-31"), as_of=D(2019, 2, 28)), PASS),
    Case("a short month and a day", fresh(entry("2018-08-31"), as_of=D(2019, 3, 1)), FAIL),
    Case("undated entries count as not updated", fresh(entry("")), ERROR),
    Case("undated, all pages seen", portal([column(entry(""))], {f"{ROOT}1.html": builders.page("x")}),
         FAIL, "没有发布日期"),
    Case("dated on its page", portal([column(entry(""))],
         {f"{ROOT}1.html": builders.page("x", on="2018-12-01")}), PASS),
    Case("a date in the future does not count", fresh(entry("2028-12-01"), entry("2018-01-05", number=2)),
         FAIL),
    Case("a sub-column keeps the column fresh", portal([column(entry("2018-01-05")),
         column(entry("2018-12-01", number=2), path=f"{ROOT}mfkf/", name="免费开放")]), PASS),
    Case("newest first, later pages not reached", fresh(entry("2018-03-01"), entry("2018-01-01", number=2),
         complete=False), FAIL),
    Case("oldest first, later pages not reached", fresh(entry("2018-01-01"), entry("2018-03-01", number=2),
         complete=False), ERROR, "不按时间倒序"),
    Case("the list itself failed", builders.snapshot({}, [column(entry("2018-01-01"))],
         failed={ROOT: Cause.TIMEOUT}), ERROR),
    Case("empty", fresh(), FAIL, "没有内容"),
    Case("a single page of text", portal([column()], {ROOT: builders.page("名录", LONG_TEXT)}), ATTEST, "单页"),
    Case("no column", portal(), FAIL),
    Case("no column, perhaps unseen", portal(failed={"/x/": Cause.DNS}, places={"/x/": Place.NAV}), ERROR),
]  # fmt: skip

TAGGED = builders.page("文化广场建设", on="2018-12-01", meta={"keywords": ("文化,脱贫攻坚",)})
RELIEF = [
    Case("a sub-column", portal([column(BEGUN),
         column(path=f"{ROOT}tpgj/", name="脱贫攻坚", kind="poverty")]), PASS),
    Case("named otherwise", portal([column(BEGUN), column(path="/bf/", name="驻村帮扶", kind="x")]), PASS),
    Case("a tag", portal([column(BEGUN)], {f"{ROOT}1.html": TAGGED}), PASS, "标签"),
    Case("entries, but no place", portal(
         [column(*(entry("2018-12-01", "文化扶贫走访", n) for n in (1, 2, 3)))]),
         ATTEST, "请确认"),
    Case("neither", portal([column(BEGUN)]), FAIL),
    Case("list cut", portal([column(BEGUN, complete=False)]), ERROR),
    Case("a link in the menu failed", portal([column(BEGUN)], failed={"/tp/": Cause.DNS},
         anchors={"/tp/": "脱贫攻坚"}), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    column_exists: EXISTS,
    items_listed: ITEMS,
    column_updated: UPKEEP,
    poverty_relief: RELIEF,
}


@pytest.mark.parametrize(
    "rows",
    [
        (("序号", "名称", "地址"), ("1", "省图书馆", "文化路")),
        (("公开主体", "公开内容"), ("文化处", "时间")),
        (("单位", "内容", "标准"), ("文化处", "演出", "每场")),  # nothing about disclosure
    ],
)
def test_other_tables_are_no_list(rows: tuple[tuple[str, ...], ...]) -> None:
    assert items_of(Table(rows)) is None


def test_a_blank_is_named_by_line_attribute_and_item() -> None:
    found = items_of(builders.table(change(3, 4, "")))
    assert found is not None
    assert [(b.line, b.attribute, b.row) for b in found.blanks] == [(4, "标准", "公共文化事项3")]


def test_turning_keeps_short_rows() -> None:
    assert turned(Table((("a", "b"), ("c",)))).rows == (("a", "c"), ("b", ""))
