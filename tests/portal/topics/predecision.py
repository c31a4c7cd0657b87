"""Drafts before decisions: calls for opinions, their periods, and what became of the opinions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.portal.model import Anchor, Article, Block, Column, Site
from tests.portal.mutation import Mutation, drop_articles

COLUMNS = (
    Column("jcyg", "决策预公开", "/hdjl/jcyg/", "hdjl", "next", 10, "重大行政决策预公开和意见征集"),
    Column("cnqk", "意见采纳情况", "/hdjl/cnqk/", "hdjl", "next", 10, "征求意见采纳情况反馈"),
)
#: Draft, first day, last day of the call, day of the result (None: still open).
_DRAFTS = (
    ("陇原省公共文化设施免费开放管理办法", dt.date(2018, 3, 12), dt.date(2018, 4, 12), dt.date(2018, 4, 27)),
    ("陇原省非物质文化遗产代表性传承人管理办法", dt.date(2018, 7, 9), dt.date(2018, 8, 10),
     dt.date(2018, 8, 24)),
    ("陇原省文化扶贫工作考核细则", dt.date(2018, 12, 3), dt.date(2019, 1, 4), None),
)  # fmt: skip


def draw(site: Site, rng: object, key: int) -> None:
    """Three calls; two are closed and answered."""
    for n, (draft, first, last, answered) in enumerate(_DRAFTS):
        call = Article(key + n, "jcyg", _title(draft), first, _call(draft, first, last))
        site.articles.append(call)
        if answered is not None:
            result = Article(
                key + 10 + n,
                "cnqk",
                f"《{draft}》公开征求意见采纳情况的公告",
                answered,
                _result(draft),
            )
            site.articles.append(result)
            call.body.append(Anchor("意见采纳情况反馈", _address(site, result)))
            result.body.append(Anchor("征求意见公告", _address(site, call)))


def _address(site: Site, article: Article) -> str:
    from tests.portal.build import address  # it imports the topics

    return address(site.columns[article.column], article)


def _title(draft: str) -> str:
    return f"关于公开征求《{draft}（征求意见稿）》意见的公告"


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _call(draft: str, first: dt.date, last: dt.date) -> list[Block]:
    return [
        f"为提高决策的科学性和民主性，现将《{draft}（征求意见稿）》及起草说明向社会公布，公开征求意见。",
        f"征求意见时间为{_day(first)}至{_day(last)}。公众可以通过信函、电子邮件或者本栏目提出意见。",
        "通讯地址：兰河市城关区文化路598号省文化厅办公室；电子邮箱：yjzj@wht.sample.test。",
    ]


def _result(draft: str) -> list[Block]:
    return [
        f"《{draft}》公开征求意见期间，共收到意见建议23条，采纳15条，部分采纳4条，未采纳4条。",
        "未采纳的意见主要是超出部门职权范围，已分别说明理由。感谢社会各界的支持和参与。",
    ]


# -- faults -----------------------------------------------------------------------------------


def _period(days: int, reason: str = "") -> Callable[[Site], None]:
    """The first call is open for so many days."""

    def change(site: Site) -> None:
        draft, first, _, _ = _DRAFTS[0]
        call = next(a for a in site.articles if a.title == _title(draft))
        call.body[: len(_call(draft, first, first))] = _call(
            draft, first, first + dt.timedelta(days)
        )
        if reason:
            call.body.insert(2, reason)

    return change


def _no_column(site: Site) -> None:
    site.columns.pop("jcyg")
    for article in site.articles:
        if article.column == "cnqk":
            article.body = [block for block in article.body if not isinstance(block, Anchor)]


def _unused(site: Site) -> None:
    """The column has only calls of an earlier year."""
    drop_articles(site, lambda column, day: column in ("jcyg", "cnqk"))
    draft = "陇原省文化市场信用管理办法"
    day = dt.date(2017, 5, 8)
    site.articles.append(
        Article(990_001, "jcyg", _title(draft), day, _call(draft, day, dt.date(2017, 6, 8)))
    )
    site.articles.append(
        Article(
            990_002, "cnqk", f"《{draft}》公开征求意见采纳情况", dt.date(2017, 7, 3), _result(draft)
        )
    )


def _no_result(site: Site) -> None:
    """Nothing became of the first call."""
    draft = _DRAFTS[0][0]
    site.articles = [a for a in site.articles if not (a.column == "cnqk" and draft in a.title)]
    call = next(a for a in site.articles if a.title == _title(draft))
    call.body = [block for block in call.body if not isinstance(block, Anchor)]


_GONE = {
    "predecision.thirty-days": "not_applicable",
    "predecision.results-published": "not_applicable",
}
MUTATIONS = (
    Mutation("predecision-no-column", "predecision.column-in-use", "没有决策预公开栏目", content=_no_column,
             also=_GONE),
    Mutation("predecision-unused", "predecision.column-in-use", "本年度没有预公开", content=_unused),
    Mutation("call-of-28-days", "predecision.thirty-days", "征求意见28日", "attest", content=_period(28)),
    Mutation("call-without-result", "predecision.results-published", "没有公布采纳情况", "attest",
             content=_no_result),
)  # fmt: skip
TRAPS = (
    Mutation("call-of-30-days", "", "征求意见恰好30日", "pass", content=_period(30)),
    Mutation("short-call-with-a-reason", "", "征求意见10日，说明了理由", "pass",
             content=_period(10, "因情况紧急，缩短征求意见的期限。")),
)  # fmt: skip
