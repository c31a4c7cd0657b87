"""Libraries and facilities of the province, a notice of closing, the money for public culture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.portal.model import Article, Block, Grid, Site
from tests.portal.mutation import Mutation
from tests.portal.words import CITIES

_PLACES = ("名称", "类别", "地址", "联系电话", "服务项目", "开放时间")
_CLOSED = "2018年9月12日"


def draw(site: Site, rng: Random, key: int) -> None:
    """The directory of facilities, a notice of closing, where the money went."""
    rows = tuple(
        (
            f"{city}文化馆", "文化馆", f"{city}广场路{rng.randint(1, 90)}号",
            f"0931-86{rng.randint(10000, 99999)}", "艺术培训、展览展示、群众文艺辅导",
            "周二至周日9:00—17:30",
        )
        for city in CITIES[:9]
    )  # fmt: skip
    directory: list[Block] = [
        "根据《中华人民共和国公共文化服务保障法》，现将全省公共文化设施目录公布如下。",
        Grid("全省公共文化设施目录", (_PLACES,), rows),
    ]
    closing: list[Block] = [
        f"因群星剧场消防设施改造，陇原省文化馆定于{_CLOSED}起暂停开放，改造完成后另行公告恢复开放的时间。",
        "暂停开放期间，公益培训班照常开课。由此带来的不便，敬请谅解。咨询电话：0931-8841355。",
        "公告日期：2018年9月3日。",
    ]
    money: list[Block] = [
        "经省财政厅同意，2018年公共文化服务体系建设专项资金共安排4860万元，分配情况如下。",
        Grid(
            "分配情况",
            (("用途", "金额（万元）"),),
            (("免费开放补助", "2600"), ("送戏下乡", "2260")),
        ),
    ]
    day = dt.date
    site.articles += [
        Article(key, "mfkf", "全省公共文化设施目录", day(2018, 6, 22), directory, tag="facilities"),
        Article(key + 1, "mfkf", "陇原省文化馆关于群星剧场改造暂停开放的公告", day(2018, 9, 3), closing,
                tag="closing"),
        Article(key + 2, "shgy", "2018年公共文化服务体系建设专项资金分配情况公告", day(2018, 8, 15),
                money, tag="money"),
    ]  # fmt: skip
    site.extras["libraries"] = {
        "libraries": [row[0] for row in _grid(site, "libraries").rows],
        "facilities": [row[0] for row in rows],
    }


def registers(site: Site) -> dict[str, list[list[str]]]:
    """The places as the office keeps them."""
    held = site.extras["libraries"]
    return {
        name: [["名称", "行政区"], *([str(each), str(each)[:3]] for each in held[name])]
        for name in ("libraries", "facilities")
    }


# -- what goes wrong --------------------------------------------------------------------------


def _article(site: Site, tag: str) -> Article:
    return next(a for a in site.articles if a.tag == tag)


def _grid(site: Site, tag: str) -> Grid:
    return next(b for b in _article(site, tag).body if isinstance(b, Grid))


def _regrid(tag: str, change: Callable[[Grid], Grid]) -> Callable[[Site], None]:
    """The table of an article changed."""

    def apply(site: Site) -> None:
        article = _article(site, tag)
        article.body = [change(b) if isinstance(b, Grid) else b for b in article.body]

    return apply


def _without(place: int) -> Callable[[Grid], Grid]:
    def change(grid: Grid) -> Grid:
        header = tuple((*line[:place], *line[place + 1 :]) for line in grid.header)
        return replace(
            grid, header=header, rows=tuple((*r[:place], *r[place + 1 :]) for r in grid.rows)
        )

    return change


def _blank(line: int, place: int) -> Callable[[Grid], Grid]:
    def change(grid: Grid) -> Grid:
        rows = list(grid.rows)
        rows[line] = tuple("" if n == place else cell for n, cell in enumerate(rows[line]))
        return replace(grid, rows=tuple(rows))

    return change


def _shorter(grid: Grid) -> Grid:
    return replace(grid, rows=grid.rows[:-1])


def _renamed(grid: Grid) -> Grid:
    return replace(grid, header=(("图书馆名称", "详细地址", "咨询电话", "藏书量", "服务项目"),))


def _opening_without_hours(site: Site) -> None:
    article = next(
        a for a in site.articles if a.column == "mfkf" and a.title.endswith("免费开放信息")
    )
    article.body = [
        replace(b, rows=tuple(r for r in b.rows if r[0] != "开放时间"))
        if isinstance(b, Grid)
        else b
        for b in article.body
    ]


def _opening_as_text(site: Site) -> None:
    for article in site.articles:
        if article.column == "mfkf" and article.title.endswith("免费开放信息"):
            grid = next(b for b in article.body if isinstance(b, Grid))
            lines: list[Block] = [f"{label}：{value}" for label, value in grid.rows]
            article.body = [*lines, "以上服务项目全部免费。"]


def _closing(words: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        article = _article(site, "closing")
        article.body = [
            b.replace(_CLOSED, words) if isinstance(b, str) else b for b in article.body
        ]

    return change


def _gone(tag: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        site.articles = [a for a in site.articles if a.tag != tag]

    return change


_LISTED, _DIRECTORY = "libraries.listed", "facilities.directory-published"
MUTATIONS = (
    Mutation("library-list-without-holdings", _LISTED, "图书馆名录没有馆藏概况",
             content=_regrid("libraries", _without(3))),
    Mutation("library-address-blank", _LISTED, "一个图书馆没有馆址",
             content=_regrid("libraries", _blank(4, 1))),
    Mutation("library-left-out", _LISTED, "名录少一个图书馆", content=_regrid("libraries", _shorter)),
    Mutation("facility-hours-blank", _DIRECTORY, "一个设施没有开放时间",
             content=_regrid("facilities", _blank(2, 5))),
    Mutation("facility-left-out", _DIRECTORY, "目录少一个设施", "attest",
             content=_regrid("facilities", _shorter)),
    Mutation("opening-without-hours", "facilities.opening-told", "免费开放信息没有开放时间",
             content=_opening_without_hours),
    Mutation("closing-six-days-ahead", "facilities.closing-announced", "提前六日公告暂停开放",
             content=_closing("2018年9月9日")),
    Mutation("money-not-announced", "welfare.money-announced", "没有公布公共文化资金", content=_gone("money")),
)  # fmt: skip
TRAPS = (
    Mutation("library-list-in-other-words", "", "名录表头用别的说法", "pass",
             content=_regrid("libraries", _renamed)),
    Mutation("openings-as-text", "", "免费开放信息写成文字", "pass", content=_opening_as_text),
    Mutation("closing-seven-days-ahead", "", "恰好提前七日公告", "pass", content=_closing("9月10日")),
)  # fmt: skip
