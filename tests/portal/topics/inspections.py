"""Random inspections, licence and penalty decisions, the national list, the telephone for reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from tests.portal.model import DEPARTMENT, Article, Block, Column, Grid, Site
from tests.portal.mutation import Mutation

COLUMNS = (
    Column(
        "sjs", "双随机一公开", "/zwgk/sjs/", "zwgk", "next", 15, "文化市场随机抽查事项、计划和结果"
    ),
    Column(
        "cfxk",
        "行政许可和行政处罚",
        "/zwgk/cfxk/",
        "zwgk",
        "next",
        15,
        "行政许可、行政处罚决定公示",
    ),
)

_LIST = (
    ("营业性演出经营活动检查", "《营业性演出管理条例》第三十五条", "演出内容、票务和现场安全"),
    ("娱乐场所经营活动检查", "《娱乐场所管理条例》第三十一条", "经营时间、未成年人保护和曲库内容"),
    (
        "互联网上网服务场所检查",
        "《互联网上网服务营业场所管理条例》第四条",
        "实名登记、禁止接纳未成年人",
    ),
    ("艺术品经营活动检查", "《艺术品经营管理办法》第三条", "备案情况和禁止经营的内容"),
)
_HEADER = ("序号", "抽查事项", "抽查依据", "抽查主体", "抽查内容", "抽查方式")
_TASKS = (
    ("LWSJS-2018-01", "娱乐场所经营活动检查", "2018年7月16日至2018年8月31日"),
    ("LWSJS-2018-02", "互联网上网服务场所检查", "2018年9月至10月"),
    ("LWSJS-2018-03", "营业性演出经营活动检查", "2018年12月"),
)
_FINISHED = {"LWSJS-2018-01": "2018-08-31", "LWSJS-2018-02": "2018-10-30", "LWSJS-2018-03": ""}
#: Number, kind, decided, published, matter.
_DECISIONS = (
    ("陇文许〔2018〕31号", "行政许可", dt.date(2018, 7, 9), dt.date(2018, 7, 17),
     "同意举办“丝路花开”专场演出"),
    ("陇文许〔2018〕46号", "行政许可", dt.date(2018, 9, 17), dt.date(2018, 10, 19),
     "同意设立兰河市星河演出经纪有限公司"),
    ("陇文罚〔2018〕5号", "行政处罚", dt.date(2018, 8, 13), dt.date(2018, 8, 20),
     "对武川市金音娱乐有限公司罚款1万元"),
    ("陇文罚〔2018〕9号", "行政处罚", dt.date(2018, 11, 5), dt.date(2018, 11, 12),
     "对定远市畅游网络服务有限公司警告并罚款5000元"),
)  # fmt: skip
#: Revoked in November, never or no longer on the site.
_REVOKED = ("陇文罚〔2018〕7号", "行政处罚", dt.date(2018, 9, 4), dt.date(2018, 11, 20))
_NATIONAL = "国家发展改革委 商务部关于印发市场准入负面清单草案（试点版）的通知"
_PHONE = "文化市场举报电话：12318；营业性演出违法行为举报电话：0931-8841318，受理时间为工作日8:30—18:00。"
_TOGETHER = "本次抽查结果同时在国家企业信用信息公示系统公示。"


def draw(site: Site, rng: Random, key: int) -> None:
    """The pages of both columns."""
    site.extras["inspections"] = {
        "header": _HEADER, "items": [_item(n, *each) for n, each in enumerate(_LIST, 1)],
        "unregistered": False, "kept": False,
    }  # fmt: skip
    day = dt.date
    facts = site.extras["inspections"]
    pages: list[tuple[str, dt.date, list[Block], str]] = [
        ("陇原省文化厅随机抽查事项清单", day(2018, 7, 10), [_grid(facts)], "items"),
        ("2018年文化市场随机抽查工作计划", day(2018, 7, 12), [_plan()], "plan"),
        ("2018年娱乐场所经营活动随机抽查结果公示", day(2018, 9, 11), _result(0, 42, 3), "first"),
        ("2018年互联网上网服务场所随机抽查结果公示", day(2018, 11, 9), _result(1, 36, 2), "second"),
        ("文化市场举报受理方式", day(2018, 3, 15), [_PHONE], "phone"),
        (_NATIONAL, day(2018, 7, 5), _national(), "national"),
    ]  # fmt: skip
    for n, (title, on, body, tag) in enumerate(pages):
        site.articles.append(Article(key + n, "sjs", title, on, body, tag=f"inspections-{tag}"))
    for n, (number, kind, decided, published, matter) in enumerate(_DECISIONS):
        body = _decision(number, kind, decided, matter)
        title = f"{kind}信息公示：{matter}"
        site.articles.append(
            Article(key + 20 + n, "cfxk", title, published, body, tag=f"decision-{n}")
        )


def _item(number: int, matter: str, basis: str, content: str) -> tuple[str, ...]:
    return (str(number), matter, basis, f"{DEPARTMENT}市场处", content, "现场检查、书面检查")


def _grid(facts: dict[str, Any]) -> Grid:
    return Grid("文化市场随机抽查事项清单", (facts["header"],), tuple(facts["items"]))


def _plan() -> Grid:
    rows = tuple((*task, "5%", "厅市场处") for task in _TASKS)
    return Grid(
        "2018年随机抽查计划表",
        (("任务编号", "任务名称", "抽查时间", "抽查比例", "承办处室"),),
        rows,
    )


def _result(place: int, checked: int, found: int) -> list[Block]:
    number, name, _ = _TASKS[place]
    return [
        f"任务编号：{number}",
        f"按照随机抽查工作计划，厅市场处组织开展了{name}，随机抽取检查对象{checked}家，随机选派执法人员。",
        f"共发现问题{found}个，已责令当场改正，其余检查对象未发现问题。",
        _TOGETHER,
    ]


def _national() -> list[Block]:
    rows = (
        ("1", "禁止准入类", "法律法规明确设立的禁止性规定"),
        ("2", "限制准入类", "未获得许可不得从事的演出、娱乐经营"),
    )
    return [
        "现将国家发展改革委、商务部印发的市场准入负面清单草案（试点版）转载如下，本厅不另行制定清单。",
        Grid("市场准入负面清单草案（摘录）", (("序号", "类别", "事项"),), rows),
    ]


def _decision(number: str, kind: str, decided: dt.date, matter: str) -> list[Block]:
    said = f"{decided.year}年{decided.month}月{decided.day}日"
    rows = (
        (f"{kind}决定书文号", number), ("案件（项目）名称", matter), ("决定机关", DEPARTMENT),
        (f"{kind[2:]}决定日期", said),
    )  # fmt: skip
    return [Grid(f"{kind}决定信息", (("项目", "内容"),), rows)]


def registers(site: Site) -> dict[str, list[list[str]]]:
    """Decisions and tasks as the office keeps them."""
    decisions = [[number, kind, str(decided), ""] for number, kind, decided, _, _ in _DECISIONS]
    number, kind, decided, revoked = _REVOKED
    decisions.append([number, kind, str(decided), str(revoked)])
    return {
        "enforcement": [["文书号", "类别", "决定日期", "撤销日期"], *decisions],
        "spot_checks": [
            ["任务号", "完成日期"],
            *([number, day] for number, day in _FINISHED.items()),
        ],
    }


# -- what goes wrong --------------------------------------------------------------------------


def _article(site: Site, tag: str) -> Article:
    return next(a for a in site.articles if a.tag == tag)


def _without(*tags: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        site.articles = [a for a in site.articles if a.tag not in tags]

    return change


def _list(
    header: Iterable[str] = _HEADER, *, blank: bool = False, width: int = 6
) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        rows = [row[:width] for row in site.extras["inspections"]["items"]]
        if blank:
            rows[1] = (*rows[1][:3], "", *rows[1][4:])
        facts = {"header": tuple(header)[:width], "items": rows}
        _article(site, "inspections-items").body = [_grid(facts)]

    return change


def _published(place: int, day: dt.date) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        _article(site, f"decision-{place}").day = day

    return change


def _revoked_stands(site: Site) -> None:
    number, kind, decided, _ = _REVOKED
    body = _decision(number, kind, decided, "对金河市悦动娱乐有限公司罚款1万元")
    title = "行政处罚信息公示：对金河市悦动娱乐有限公司罚款1万元"
    site.articles.append(
        Article(_article(site, "decision-0").key + 9, "cfxk", title, dt.date(2018, 9, 10), body)
    )


def _own_list(site: Site) -> None:
    found = _article(site, "inspections-national")
    found.title = "陇原省文化市场准入负面清单"
    rows = tuple((str(n), "限制准入类", matter) for n, (matter, _, _) in enumerate(_LIST, 1))
    found.body = [Grid(found.title, (("序号", "类别", "事项"),), rows)]


def _one_channel(site: Site) -> None:
    for tag in ("inspections-first", "inspections-second"):
        found = _article(site, tag)
        found.body = [b for b in found.body if b != _TOGETHER]


def _brackets(site: Site) -> None:
    for n in range(len(_DECISIONS)):
        found = _article(site, f"decision-{n}")
        grid = found.body[0]
        assert isinstance(grid, Grid)
        number = str(grid.rows[0][1]).replace("〔", " [").replace("〕", "] 第0")
        found.body = [Grid(grid.title, grid.header, ((grid.rows[0][0], number), *grid.rows[1:]))]


def _in_one_table(site: Site) -> None:
    """Decisions of a month in one table, as credit offices ask for them."""
    _without(*(f"decision-{n}" for n in range(len(_DECISIONS))))(site)
    key = _article(site, "inspections-items").key + 60
    for n, (number, kind, decided, published, matter) in enumerate(_DECISIONS):
        header = (("序号", f"{kind}决定书文号", "案件名称", f"{kind[2:]}决定日期", "公示日期"),)
        grid = Grid(
            "双公示信息",
            header,
            (("1", number, matter, f"{decided:%Y/%m/%d}", f"{published:%Y.%m.%d}"),),
        )
        title = f"{kind}双公示信息（{published.month}月）"
        site.articles.append(Article(key + n, "cfxk", title, published, [grid]))


_WORDED = ("编号", "检查事项名称", "法律依据", "检查主体", "检查内容", "检查方式")

MUTATIONS = (
    Mutation("inspection-list-missing", "inspections.items-listed", "没有公布随机抽查事项清单",
             content=_without("inspections-items")),
    Mutation("inspection-list-blank", "inspections.items-listed", "清单有一项没有抽查主体",
             content=_list(blank=True)),
    Mutation("inspection-list-without-way", "inspections.items-listed", "清单没有抽查方式一栏",
             content=_list(width=5)),
    Mutation("inspection-result-missing", "inspections.results-published", "一个抽查任务没有公布结果",
             content=_without("inspections-second")),
    Mutation("inspection-one-channel", "inspections.channels", "检查结果只在本网站公开", "attest",
             content=_one_channel),
    Mutation("decision-published-late", "enforcement.published-in-time", "许可决定第21个工作日才公开", "attest",
             content=_published(1, dt.date(2018, 10, 22))),
    Mutation("decision-unpublished", "enforcement.published-in-time", "一件处罚决定没有公开", "attest",
             content=_without("decision-2")),
    Mutation("decision-revoked-stands", "enforcement.revoked-withdrawn", "已撤销的处罚决定还在网上", "attest",
             content=_revoked_stands),
    Mutation("report-telephone-missing", "enforcement.report-telephone", "没有公布举报电话", "attest",
             content=_without("inspections-phone")),
    Mutation("market-list-of-its-own", "market-access.national-list-only", "自行发布市场准入负面清单", "attest",
             content=_own_list),
)  # fmt: skip
TRAPS = (
    Mutation("inspection-list-worded-otherwise", "", "清单用“检查”代替“抽查”", "pass", content=_list(_WORDED)),
    Mutation("decision-numbers-spelled-otherwise", "", "文书号用方括号并补零", "pass", content=_brackets),
    Mutation("decisions-in-one-table", "", "处罚许可按月以双公示表公开", "pass", content=_in_one_table),
)  # fmt: skip
