"""X2–X4: both sides of every limit, and lists that were not read to where new entries stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from checks._declare import Check
from checks._resting import is_sure
from checks.freshness import column_updated, home_page, overdue_columns, rested_columns
from store._config_tables import SiteFacts
from store.facts import DateCandidate, Facts, Link, ListItem, Published
from store.snapshot import ColumnView, Snapshot
from store.vocabulary import Cause, Outcome, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case

D = dt.date
Entry = tuple[str, str, str]
NOW = D(2026, 11, 1)


# -- the home page ----------------------------------------------------------------------------


def item(on: str, path: str = "/dt/1.html", rule: str = "list-ymd-dash") -> ListItem:
    listed = builders.day(on, "", Place.LIST) if on else None
    return ListItem(path, "全省文化局长会议召开", listed and replace_rule(listed, rule))


def replace_rule(date: DateCandidate, rule: str) -> DateCandidate:
    return DateCandidate(date.day, date.quote, date.place, rule, date.rank)


def home(*items: ListItem, pages: Mapping[str, Facts] | None = None, **more: Any) -> Snapshot:
    kept = {k: more.pop(k) for k in ("links", "drawn", "doubts") if k in more}
    nav = more.pop("nav", (("/dt/", "工作动态"),))
    first = builders.page("首页", nav=nav, items=items, **kept)
    return builders.snapshot({"/": first, **(pages or {})}, more.pop("columns", ()), **more)


def portal_only(on: str, complete: bool = True) -> Snapshot:
    """A home page that only leads to columns."""
    inner = builders.column("news", "/dt/", [("/dt/1.html", "会议", on), ("/dt/2.html", "会议", "2018-01-02")],
                            name="工作动态", complete=complete)  # fmt: skip
    return home(pages={"/dt/": builders.page("工作动态")}, columns=[inner])


ARTICLE = builders.page("会议召开", "正文", on="2018-12-19")
OLD = builders.page("会议召开", "正文", on="2018-05-02")
RIVAL = builders.page(
    "会议召开",
    published=Published(
        builders.day("2018-05-02"), (builders.day("2018-05-02"), builders.day("2018-12-18"))
    ),
)
HOME = [
    Case("fourteen days ago", home(item("2018-12-06")), PASS, "14 日"),
    Case("fifteen days ago", home(item("2018-12-05")), FAIL, "超过14日"),
    Case("the newest counts", home(item("2018-03-05"), item("2018-12-19", "/dt/2.html")), PASS),
    Case("a day to come does not count", home(item("2018-12-21"), item("2018-01-05", "/dt/2.html")), FAIL),
    Case("dated on the page behind", home(item(""), pages={"/dt/1.html": ARTICLE}), PASS),
    Case("a picture leads to a new article",
         home(item("2018-05-02"), links=[("/dt/9.html", "")], pages={"/dt/9.html": ARTICLE}), PASS),
    Case("undated, its page not seen", home(item(""), failed={"/dt/1.html": Cause.TIMEOUT}), ERROR),
    Case("undated, its page shows none", home(item(""), pages={"/dt/1.html": builders.page("会议")}),
         FAIL, "视为没有更新"),
    Case("undated, by the indicators of 2019",
         home(item(""), pages={"/dt/1.html": builders.page("会议")}, as_of=NOW), ATTEST),
    Case("stale, one entry without date off the site",
         home(item("2018-05-02"), item("", "http://www.other.gov.cn/1.html")), ERROR, "站外"),
    Case("stale, a link of the page failed", home(item("2018-05-02"), links=[("/dt/9.html", "图")],
         failed={"/dt/9.html": Cause.TIMEOUT}), ERROR),
    Case("stale, lists drawn by script", home(item("2018-05-02"), drawn=True), ERROR, "脚本"),
    Case("stale, doubtful page", home(item("2018-05-02"), doubts=("编码混乱",)), ERROR),
    Case("stale, the page behind says otherwise", home(item("2018-05-02"), pages={"/dt/1.html": RIVAL}),
         ATTEST, "请人工核对"),
    Case("month and day alone, an old page behind",
         home(item("2018-12-19", rule="list-md"), pages={"/dt/1.html": OLD}), FAIL, "2018-05-02"),
    Case("month and day alone, stale, page not seen", home(item("2018-05-02", rule="list-md")), ERROR),
    Case("only navigation, a column is fresh", portal_only("2018-12-06"), PASS, "只有导航"),
    Case("only navigation, the column is stale", portal_only("2018-12-05"), FAIL, "只有导航"),
    Case("only navigation, lists cut and not in order", portal_only("2018-01-01", False), ERROR),
    Case("only navigation, no columns", home(), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
    Case("the home page failed", builders.snapshot(home=False, failed={"/": Cause.DNS}), ERROR),
    Case("a protection page", builders.snapshot({"/": builders.page("", quality="protection")}), ERROR),
]  # fmt: skip


def test_entries_in_a_frame_of_the_home_page_count() -> None:
    first = builders.page("首页", nav=(("/dt/", "动态"),), items=(item("2018-05-02"),))
    framed = (*first.links, Link("/f.html", "", Place.FRAME))
    pages: dict[str, Facts] = {
        "/": builders_with(first, links=framed),
        "/f.html": builders.page("框架", items=(item("2018-12-18", "/dt/7.html"),)),
    }
    assert home_page(builders.snapshot(pages)).outcome is PASS


def builders_with(facts: Any, **changes: Any) -> Any:
    return msgspec.structs.replace(facts, **changes)


# -- columns ----------------------------------------------------------------------------------


def entry(on: str, number: int = 1) -> Entry:
    return (f"/c/{number}.html", "一则消息", on)


def column(*entries: Entry, name: str = "工作动态", kind: str = "news", path: str = "/c/",
           **more: Any) -> ColumnView:  # fmt: skip
    note = more.pop("note", "")
    return replace(builders.column(kind, path, entries, name=name, **more), note=note)


def site(
    columns: Iterable[ColumnView], pages: Mapping[str, Facts] | None = None, **more: Any
) -> Snapshot:
    shown = tuple(columns)
    nav = tuple((c.url, c.name) for c in shown) or (("/x/", "其他"),)
    lists: dict[str, Facts] = {c.url: builders.page(c.name) for c in shown}
    return builders.snapshot(
        {"/": builders.page("首页", nav=nav), **lists, **(pages or {})}, shown, **more
    )


def one(*entries: Entry, pages: Mapping[str, Facts] | None = None, as_of: D = builders.AS_OF,
        **more: Any) -> Snapshot:  # fmt: skip
    return site([column(*entries, **more)], pages, as_of=as_of)


NOTICES: dict[str, Any] = {"name": "通知公告", "kind": "notices"}
POLICIES: dict[str, Any] = {"name": "政策文件", "kind": "policies"}
UNDER = builders.page(
    "政策文件", breadcrumb=(Link("/", "首页"), Link("/zwgk/", "政务公开"), Link("", "政策文件"))
)
TOP = builders.page("政策文件", breadcrumb=(Link("/", "首页"), Link("", "政策文件")))
COLUMNS = [
    Case("news of 14 days ago", one(entry("2018-12-06")), PASS, "14 日"),
    Case("news of 15 days ago", one(entry("2018-12-05")), FAIL, "超过14日"),
    Case("notices of six months ago", one(entry("2018-06-20"), **NOTICES), PASS),
    Case("notices a day older", one(entry("2018-06-19"), **NOTICES), FAIL, "超过6个月"),
    Case("policies of a short month", one(entry("2018-08-31"), as_of=D(2019, 2, 28), **POLICIES), PASS),
    Case("policies of a short month and a day", one(entry("2018-08-31"), as_of=D(2019, 3, 1),
         **POLICIES), FAIL),
    Case("no such column", site([column(entry("2012-01-01"), name="文化资源", kind="x")]), NOT_APPLICABLE),
    Case("blank", one(), NOT_APPLICABLE, "空白"),
    Case("list not read", one(complete=False, note="列表由网页脚本绘制"), ERROR, "脚本绘制"),
    Case("its page failed", builders.snapshot({"/": builders.page("首页", nav=(("/c/", "工作动态"),))},
         [column(entry("2018-01-05"))], failed={"/c/": Cause.TIMEOUT}), ERROR),
    Case("undated, pages not seen", one(entry("")), ERROR),
    Case("undated, pages seen", one(entry(""), pages={"/c/1.html": builders.page("一则")}), FAIL,
         "视为没有更新"),
    Case("undated links of a page that is no list", one(entry(""), complete=False,
         pages={"/c/1.html": builders.page("一则")}), ATTEST, "请人工核对"),
    Case("undated since 2019", one(entry(""), pages={"/c/1.html": builders.page("一则")}, as_of=NOW), ATTEST),
    Case("dated on its page", one(entry(""), pages={"/c/1.html": ARTICLE}), PASS),
    Case("newest first, the rest not reached",
         one(entry("2018-05-02"), entry("2018-05-01", 2), complete=False, note="有列表页未取得"), FAIL),
    Case("oldest first, the rest not reached",
         one(entry("2018-05-01"), entry("2018-05-02", 2), complete=False, note="有列表页未取得"), ERROR),
    Case("one of two undated and not seen", one(entry("2018-05-02"), entry("", 2)), ERROR),
    Case("an undated file", one(entry("2018-05-02"), entry("", 2),
         pages={"/c/2.html": builders.attachment(["正文"])}), FAIL),
    Case("an undated entry off the site", site([replace(column(entry("2018-05-02")),
         items=(*column(entry("2018-05-02")).items, replace(column(entry("")).items[0],
              url="http://mp.weixin.qq.com/s/1")))]),
         ATTEST, "站外"),
    Case("an archive", one(entry("2018-05-02"), name="2017年工作动态"), ATTEST, "归档"),
    Case("this year's column", one(entry("2018-05-02"), name="2018年工作动态"), FAIL),
    Case("laws of others", one(entry("2016-05-02"), name="法律法规", kind="policies"), ATTEST, "上级"),
    Case("a kind taken from part of the name", one(entry("2016-05-02"), name="机关党建通知公告发布",
         kind="notices"), ATTEST, "名称推断"),
    Case("the page behind prints another day", one(entry("2018-05-02"), pages={"/c/1.html": RIVAL}), ATTEST,
         "不一致"),
    Case("since 2019 a second-level column of policies", one(entry("2026-01-02"), as_of=NOW,
         pages={"/c/": UNDER}, **POLICIES), ATTEST, "一级栏目"),
    Case("since 2019 a first-level one", one(entry("2026-01-02"), as_of=NOW, pages={"/c/": TOP}, **POLICIES),
         FAIL),
    Case("a page that only repeats the entries of others", site([
         replace(column(entry("2018-01-02")), source="portal"),
         column(entry("2018-01-02"), name="通知公告", kind="notices", path="/n/")]), FAIL, "通知公告"),
    Case("said to rest by a signature", site([column(entry("2018-05-02"))], registers={"attestations": [{
         "item": "http://www.example.gov.cn/c/", "statement": "本期无更新", "signed_by": "张三",
         "signed_on": D(2018, 12, 1)}]}), Outcome.ATTESTED, "本期无更新"),
]  # fmt: skip


def many(count: int, on: str = "2018-12-05", **more: Any) -> Snapshot:
    return site(
        [column((f"/c{n}/1.html", "一则", on), path=f"/c{n}/") for n in range(count)], **more
    )


def lost(names: Sequence[str]) -> dict[str, Any]:
    paths = [f"/l{n}/" for n in range(len(names))]
    return {
        "failed": dict.fromkeys(paths, Cause.TIMEOUT),
        "anchors": dict(zip(paths, names, strict=True)),
        "places": dict.fromkeys(paths, Place.NAV),
    }


OVERDUE = [
    Case("four", many(4), PASS, "4 个"),
    Case("five", many(5), FAIL, "达到 5 个"),
    Case("none", many(6, "2018-12-10"), PASS, "超期未更新的栏目 0 个"),
    Case("four and one not seen", many(4, **lost(["通知公告"])), ERROR, "不能断定"),
    Case("four and another kind not seen", many(4, **lost(["领导信息"])), PASS),
    Case("five doubtful", site([column((f"/c{n}/1.html", "一则", "2018-01-05"), path=f"/c{n}/",
         name="历史要闻") for n in range(5)]), ATTEST, "待确认 5 个"),
    Case("no column of the kinds", site([column(name="领导信息", kind="leaders")]), ATTEST, "没有识别出"),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip


def rested(count: int, on: str = "2018-11-19", days: int = 30, **more: Any) -> Snapshot:
    columns = [
        column((f"/z{n}/1.html", "一则", on), path=f"/z{n}/", name="专题", kind="x")
        for n in range(count)
    ]
    known = {c.url: days for c in columns} | more.pop("further", {})
    return site(columns, about={"site": SiteFacts(column_days=known)}, **more)


PERSONNEL = column(
    ("/rs/1.html", "任职通知", "2017-12-19"), path="/rs/", name="人事信息", kind="personnel"
)
IN_TOPIC = column(("/zt/x/1.html", "一则", "2018-11-19"), path="/zt/x/", name="工作动态")
TOLD = SiteFacts(column_days={IN_TOPIC.url: 30})
RESTED = [
    Case("in a special topic", site([IN_TOPIC]), ATTEST, settings={"too_many": 1}),
    Case("in a topic that must be kept up", site([IN_TOPIC], about={"site": TOLD}), FAIL,
         settings={"too_many": 1}),
    Case("nine", rested(9), PASS, "9 个"),
    Case("ten", rested(10), FAIL, "达到 10 个"),
    Case("ten on the last day", rested(10, "2018-11-20"), PASS, "0 个"),
    Case("nine and a configured one that was not seen",
         rested(9, further={"http://www.example.gov.cn/lost/": 30}), ERROR),
    Case("by kind, a year for personnel", site([PERSONNEL]), PASS, "1 个"),
    Case("by kind, fewer than allowed here", site([PERSONNEL]), FAIL, "达到 1 个", settings={"too_many": 1}),
    Case("nothing known to be due", site([column(name="领导信息", kind="leaders")]), ATTEST, "column_days"),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    home_page: HOME,
    column_updated: COLUMNS,
    overdue_columns: OVERDUE,
    rested_columns: RESTED,
}


@pytest.mark.parametrize(
    ("name", "kind", "sure"),
    [
        ("通知公告", "notices", True), ("市州动态", "news", True), ("党建动态", "news", True),
        ("政策法规", "policies", True), ("本厅文件通知汇总", "policies", False), ("最新消息", "news", True),
    ],
)  # fmt: skip
def test_names_that_are_sure(name: str, kind: str, sure: bool) -> None:
    assert is_sure(column(name=name, kind=kind)) is sure
