"""8.1, 25.1–25.5, 25.7: the directory in its forms, near and far, whole and in parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from checks._declare import Check
from checks._directory import Sheet
from checks._directory_rows import entries_of, promised
from checks.directory import article_20, eight_themes, entry_fields, promised_time, published
from checks.directory_nodes import key_areas, nodes_open
from store._config_tables import SiteFacts
from store.facts import Facts
from store.records import Past
from store.snapshot import Snapshot
from store.vocabulary import Cause, Fetch, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case

D = dt.date
TITLE = "省文化厅主动公开基本目录"
HEADER = ("公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开方式")
THEMES = (
    "决策公开",
    "执行公开",
    "管理公开",
    "服务公开",
    "结果公开",
    "政策解读",
    "舆情回应",
    "公众参与",
)
KINDS = (
    "规范性文件", "机构职能", "专项规划", "统计信息", "行政许可", "行政处罚", "财政预决算", "收费项目",
    "政府采购", "重大建设项目", "脱贫攻坚", "应急预案", "安全生产监督检查", "招聘录用", "社会公益事业",
)  # fmt: skip
URL, WJ = "/xxgk/1.html", "/wj/1.html"
NOW: dict[str, Any] = {"as_of": D(2026, 11, 1), "plan_year": 2026}


def rows(
    *names: str, header: Sequence[str] = HEADER, time: str = "20个工作日"
) -> list[Sequence[str]]:
    return [
        header,
        *((n, "有关信息", "条例", time, "办公室", "网站")[: len(header)] for n in names),
    ]


FULL = rows(*THEMES, *KINDS)


def site(
    table: Sequence[Sequence[str]] = FULL, *, on: str = "2026-07-20", root: str = "政府信息公开",
    near: bool = True, made: str = "2026-09-01", out: str = "2026-09-25", links: Any = (("/wj/", "政策文件"),),
    files: Any = (), **more: Any,
) -> Snapshot:  # fmt: skip
    """A portal with a directory, a document and a list; ``near``: the root links to the directory."""
    way = [(URL, TITLE)] if near else [("/xxgk/deep/", "更多公开信息")]
    document = builders.page(
        "省文化厅关于印发方案的通知", "正文", on=out, written=builders.day(made, "成文日期："),
        fields={"文号": "甘文厅发〔2026〕2号", "发文机关": "省文化厅"},
    )  # fmt: skip
    pages: dict[str, Facts] = {
        "/": builders.page("首页", nav=[("/zwgk/", root)]),
        "/zwgk/": builders.page("政府信息公开", links=way), "/wj/": builders.page("政策文件"), WJ: document,
        URL: builders.page(TITLE, on=on, tables=[table] if table else [], links=(*links, *files)),
    }  # fmt: skip
    columns = [
        builders.column("x", "/xxgk/list/", [(URL, TITLE, "")], name="其他"),
        builders.column("policies", "/wj/", [(WJ, "关于印发方案的通知", out)], name="政策文件"),
    ]
    lost = {builders.at(path) for path in more.get("failed", {})}
    kept = {
        k: v for k, v in {**pages, **more.pop("pages", {})}.items() if builders.at(k) not in lost
    }
    kept.setdefault("/xxgk/list/", builders.page("其他"))
    about = {"site": SiteFacts(key_areas=more.pop("areas", ("政策文件",)))}
    return builders.snapshot(
        kept, [*columns, *more.pop("columns", ())], about=about, **{**NOW, **more}
    )


def none(**more: Any) -> Snapshot:
    home = builders.page("首页", nav=[("/tzgg/", "通知公告")])
    return builders.snapshot({"/": home, "/tzgg/": builders.page("通知公告")}, **{**NOW, **more})


FILE: dict[str, Any] = {"table": (), "files": [("/f/ml.xlsx", "主动公开基本目录.xlsx")]}
SCAN = builders.attachment([], text_layer=False)
SHEET = builders.attachment(["目录"], [builders.table(FULL, place="工作表1")], kind="xlsx")
TREE = builders.column(
    "directory", "/ml/", [("/ml/1.html", "一则", "2026-08-01")], name="信息公开目录"
)
EXISTS = [
    Case("of this year, near", site(), PASS, "2026-07-20"),
    Case("the first day of the year", site(on="2026-01-01"), PASS),
    Case("the last day of the year before", site(on="2025-12-31"), FAIL, "没有更新"),
    Case("of last year, not due yet", site(on="2025-12-31", as_of=D(2026, 9, 30)), NOT_APPLICABLE),
    Case("of last year, due", site(on="2025-12-31", as_of=D(2026, 10, 1)), FAIL),
    Case("without a date", site(on=""), ATTEST, "没有写明"),
    Case("two clicks", site(near=False, pages={"/xxgk/deep/": builders.page("更多", links=[(URL, TITLE)])}),
         PASS),
    Case("three clicks", site(near=False, pages={"/xxgk/deep/": builders.page("更多", links=[("/xxgk/d2/",
         "再")]),
         "/xxgk/d2/": builders.page("再", links=[(URL, TITLE)])}), FAIL, "不能到达"),
    Case("three clicks, a page failed", site(near=False, failed={"/xxgk/deep/": Cause.TIMEOUT},
         places={"/xxgk/deep/": Place.NAV}), ERROR),
    Case("no root on the home page", site(root="办事服务"), PASS),
    Case("a tree of columns", site((), on="", columns=[TREE], pages={"/ml/": builders.page("信息公开目录"),
         "/zwgk/": builders.page("政府信息公开", links=[("/ml/", "目录")])}), PASS, "2026-08-01"),
    Case("none", none(), FAIL, "没有公布主动公开基本目录"),
    Case("none, a menu entry failed", none(failed={"/y/": Cause.DNS}, places={"/y/": Place.NAV}), ERROR),
    Case("its page failed", site(failed={URL: Cause.TIMEOUT}), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
EIGHT = [
    Case("all eight", site(), PASS, "8 个方面"),
    Case("in a file", site(**FILE, pages={"/f/ml.xlsx": SHEET}), PASS),
    Case("seven", site(rows(*THEMES[:-1])), FAIL, "参与"),
    Case("named by other words", site(rows(*THEMES[:-1], "意见征集")), PASS),
    Case("only within longer words", site(rows(*THEMES[1:], "重大行政决策目录")), ATTEST, "决策"),
    Case("a scanned file", site(**FILE, pages={"/f/ml.xlsx": SCAN}), ERROR, "扫描件"),
    Case("no directory", none(), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
NO_BASIS = tuple(name for name in HEADER if name != "公开依据")
BLANK = [*FULL[:3], (*FULL[3][:3], "", *FULL[3][4:]), *FULL[4:]]
NO_CONTENT = [*FULL[:3], (FULL[3][0], "", *FULL[3][2:]), *FULL[4:]]
ENTRIES = [
    Case("six columns", site(), PASS, "6 栏齐全"),
    Case("five", site(rows(*THEMES, header=NO_BASIS)), ATTEST, "依据"),
    Case("a cell that may be merged", site(BLANK), PASS),
    Case("a blank", site(NO_CONTENT), ATTEST, "第3条的内容"),
    Case("no table", site(()), ATTEST, "没有以表格"),
    Case("a scanned file", site(**FILE, pages={"/f/ml.xlsx": SCAN}), ERROR),
    Case("no directory", none(), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
TWENTY = [
    Case("all", site(), PASS),
    Case("one that everybody has is missing", site(rows(*THEMES, *KINDS[:6], *KINDS[7:])), FAIL,
         "（七）财政预算、决算"),
    Case("one that not everybody has is missing", site(rows(*THEMES, *KINDS[:7], *KINDS[8:])), ATTEST,
         "（八）行政事业性收费"),
    Case("written as none", site(rows(*THEMES, *KINDS[:7], *KINDS[8:], "收费项目：无")), PASS),
    Case("the day before it is in force", site(rows(*THEMES), as_of=D(2019, 5, 14), plan_year=2019),
         NOT_APPLICABLE),
    Case("the day it is in force", site(rows(*THEMES), as_of=D(2019, 5, 15), plan_year=2019), FAIL),
    Case("a scanned file", site(**FILE, pages={"/f/ml.xlsx": SCAN}), ERROR),
    Case("nothing captured", builders.snapshot(home=False, **NOW), ERROR),
]  # fmt: skip


def past(*days: D, status: int | None = None) -> dict[str, Any]:
    seen = [Past(1, day, Fetch.FAILED, status, Cause.TIMEOUT, None, "") for day in days]
    return {"failed": {"/wj/": Cause.TIMEOUT}, "past": {builders.at("/wj/"): seen}}


OPENED = Past(1, D(2026, 10, 30), Fetch.FETCHED, 200, None, None, "")
MENDED: dict[str, Any] = {"failed": {"/wj/": Cause.TIMEOUT}, "past": {builders.at("/wj/"): [
    Past(1, D(2026, 10, 28), Fetch.FAILED, None, Cause.TIMEOUT, None, ""), OPENED,
    Past(1, D(2026, 10, 31), Fetch.FAILED, None, Cause.TIMEOUT, None, ""),
]}}  # fmt: skip
EMPTY = builders.column("x", "/e/", name="统计信息")
BARE: dict[str, Any] = {"links": [("/e/", "统计信息")], "columns": [EMPTY],
                        "pages": {"/e/": builders.page("统计信息", "暂无信息")}}  # fmt: skip
NODES = [
    Case("all open", site(), PASS, "都能打开"),
    Case("broken tonight", site(**past()), ATTEST, "本次有 1 个打不开"),
    Case("broken on two days", site(**past(D(2026, 10, 31))), ATTEST, "未满3个"),
    Case("broken on three days", site(**past(D(2026, 10, 30), D(2026, 10, 31))), FAIL, "打不开"),
    Case("three runs of two days", site(**past(D(2026, 10, 31), D(2026, 10, 31))), ATTEST),
    Case("it opened in between", site(**MENDED), ATTEST),
    Case("an empty column", site(**BARE), FAIL, "没有内容"),
    Case("not asked for tonight", site(links=[("/never/", "没有抓取")]), ERROR),
    Case("links elsewhere", site(links=[("http://www.gov.cn/zhengce/", "国务院文件")]), ATTEST,
         "没有链接到本站"),
    Case("no directory", none(), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
KEPT = [
    Case("within the promise", site(out="2026-09-08", table=rows(*THEMES, time="5个工作日内")), PASS,
         "5个工作日"),
    Case("a day later", site(out="2026-09-09", table=rows(*THEMES, time="5个工作日内")), FAIL, "相隔 6"),
    Case("in calendar days", site(out="2026-09-08", table=rows(*THEMES, time="7日内")), PASS),
    Case("in calendar days, a day later", site(out="2026-09-09", table=rows(*THEMES, time="7日内")), FAIL,
         "相隔 8"),
    Case("no promise", site(rows(*THEMES, time="及时公开")), ATTEST, "没有写明"),
    Case("made before the directory", site(made="2026-06-01", out="2026-07-25"), NOT_APPLICABLE),
    Case("no directory", none(), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
AREAS = [
    Case("in the directory, with an entry", site(), PASS, "政策文件"),
    Case("not in the directory", site(rows(*THEMES), areas=("重大建设项目",)), FAIL, "重大建设项目"),
    Case("in the directory, nothing on the site", site(areas=("重大建设项目",)), FAIL, "没有内容"),
    Case("its entries were not seen", site(areas=("重大建设项目",), columns=[builders.column("projects", "/p/",
         [("/p/1.html", "扩建工程", "2026-05-01")], name="重大建设项目")], failed={"/p/1.html": Cause.TIMEOUT}),
         ERROR),
    Case("none asked for", site(areas=()), NOT_APPLICABLE),
    Case("a scanned file", site(**FILE, pages={"/f/ml.xlsx": SCAN}, areas=("重大建设项目",)), ERROR),
    Case("no directory", none(), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
CASES: dict[Check, list[Case]] = {
    published: EXISTS,
    eight_themes: EIGHT,
    entry_fields: ENTRIES,
    article_20: TWENTY,
    nodes_open: NODES,
    promised_time: KEPT,
    key_areas: AREAS,
}


def sheet(table: Sequence[Sequence[str]]) -> Sheet:
    return Sheet(none().capture(builders.HOME), builders.table(table), True)


@pytest.mark.parametrize(
    ("time", "days", "working"),
    [
        ("自形成之日起20个工作日内", 20, True),
        ("十五个工作日", 15, True),
        ("30日内", 30, False),
        ("7天", 7, False),
    ],
)
def test_promises_as_printed(time: str, days: int, working: bool) -> None:
    found = promised([sheet(rows("政策文件", time=time))])
    assert found is not None
    assert (found.days, found.working) == (days, working)


def test_different_promises_are_none_unless_one_is_for_documents() -> None:
    mixed = [
        HEADER,
        ("预算", "信息", "条例", "20日内", "处", "网站"),
        ("许可", "信息", "条例", "7日内", "处", "网站"),
    ]
    assert promised([sheet(mixed)]) is None
    found = promised([sheet([*mixed, ("规范性文件", "信息", "条例", "5个工作日", "处", "网站")])])
    assert found is not None
    assert found.row == "规范性文件"


def test_other_tables_are_no_directory() -> None:
    assert entries_of(sheet([("序号", "姓名", "电话"), ("1", "张三", "0931")])) is None
