"""Meta tags: missing, empty, contradicting; what real systems write that is no fault."""

from __future__ import annotations

import datetime as dt
from typing import Any

from checks._declare import Check
from checks.marks import article_tags, column_tags, dates_agree, site_tags
from checks.selftest._site import (
    ARTICLE,
    COLUMN,
    IDENTITY,
    SITE,
    article,
    home,
    listing,
    shown,
    site,
    tags,
)
from store.facts import Identity, PageFacts
from store.snapshot import Snapshot
from store.vocabulary import Cause, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case


def one(**changed: str | None) -> Snapshot:
    """The article with some tags changed."""
    return site({"/yw/1.html": article(meta=tags(SITE, COLUMN, ARTICLE, **changed))})


def told(pubdate: str, words: str = "发布时间：2018-06-29 10:20") -> Snapshot:
    made = article(meta=tags(SITE, COLUMN, ARTICLE, pubdate=pubdate), published=shown(words))
    return site({"/yw/1.html": made})


def titled(tag: str, title: str) -> Snapshot:
    made = article(meta=tags(SITE, COLUMN, ARTICLE, articletitle=tag))
    return site({"/yw/1.html": _renamed(made, title)})


def _renamed(facts: PageFacts, title: str) -> PageFacts:
    return PageFacts(
        **{name: getattr(facts, name) for name in facts.__struct_fields__} | {"title": title}
    )


def many(bare: int, of: int) -> Snapshot:
    """A site of so many pages (home page included), some without tags."""
    pages: dict[str, Any] = {
        f"/p{n}.html": builders.page("页", meta={} if n < bare else tags(SITE))
        for n in range(of - 3)
    }
    return site(pages)


OTHER_CODE = Identity(
    **{f: getattr(IDENTITY, f) for f in IDENTITY.__struct_fields__} | {"site_code": "6200000024"}
)
TWICE = {**tags(SITE), "siteidcode": ("", "6200000042")}
NO_ARTICLE = builders.page("要闻", meta=tags(SITE))

CASES: dict[Check, list[Case]] = {
    site_tags: [
        Case("all there", site(), PASS, "标签齐全"),
        Case("code empty on one page", site({"/": home(meta=tags(SITE, siteidcode=""))}), ATTEST,
             "SiteIDCode 缺失或为空 1 个（33.3%）"),
        Case("blanks are no content", site({"/": home(meta=tags(SITE, sitename="  "))}), ATTEST, "SiteName"),
        Case("no tags at all", site({"/": home(meta={})}), FAIL, "没有任何一个标签的 1 个"),
        Case("all empty", site({"/": home(meta=tags(SITE, sitename="", sitedomain="", siteidcode=""))}), FAIL),
        Case("a part without a title", site({"/foot.html": builders.page("脚", head_title="")}), PASS,
             "检查 3 个网页"),
        Case("a frame", site({"/top.html": builders.page("头")}, {"places": {"/top.html": Place.FRAME}}), PASS,
             "检查 3 个网页"),
        Case("first of two tags is empty", site({"/": home(meta=TWICE)}), PASS),
        Case("code of another site in the footer", site({"/": home(identity=OTHER_CODE)}), ATTEST,
             "标识码标签与页脚不一致"),
        Case("one of a hundred", many(1, 100), FAIL, "1.0%"),
        Case("one of a hundred, one percent allowed", many(1, 100), PASS, "未超过允许比例",
             settings={"most_percent": 1.0}),
        Case("two of a hundred, one percent allowed", many(2, 100), FAIL, settings={"most_percent": 1.0}),
        Case("before the guideline", site({"/": home(meta={})}, {"as_of": dt.date(2017, 5, 14)}), ATTEST,
             "尚未施行"),
        Case("home page not seen", builders.snapshot(failed={"/": Cause.TIMEOUT}, home=False), ERROR,
             "无法取得首页"),
        Case("home page without links", builders.snapshot(), ERROR, "没有任何链接"),
    ],
    column_tags: [
        Case("all there", site(), PASS),
        Case("none", site({"/yw/": listing(meta=tags(SITE))}), FAIL, "栏目页"),
        Case("one missing", site({"/yw/": listing(meta=tags(SITE, COLUMN, columntype=None))}), ATTEST,
             "ColumnType 缺失或为空 1 个"),
        Case("one empty", site({"/yw/": listing(meta=tags(SITE, COLUMN, columnkeywords=""))}), ATTEST),
        Case("no columns", builders.snapshot({"/": home()}), NOT_APPLICABLE),
    ],
    article_tags: [
        Case("all there", site(), PASS),
        Case("none", site({"/yw/1.html": article(meta=tags(SITE, COLUMN))}), FAIL, "内容页"),
        Case("source empty", one(contentsource=""), ATTEST, "ContentSource 缺失或为空 1 个"),
        Case("date missing", one(pubdate=None), ATTEST, "PubDate 缺失或为空 1 个"),
        Case("title cut short", titled("全省文化工作会议", "全省文化工作会议召开"), PASS),
        Case("title and site", titled("全省文化工作会议召开-省文化厅", "全省文化工作会议召开"), PASS),
        Case("title with other signs", titled("全省“文化”工作会议 召开", "全省文化工作会议召开"), PASS),
        Case("title of the column", titled("要闻动态", "全省文化工作会议召开"), ATTEST, "标题不一致"),
        Case("an undated page is no article", site({"/yw/1.html": NO_ARTICLE}), NOT_APPLICABLE),
    ],
    dates_agree: [
        Case("same day", site(), PASS),
        Case("same day with seconds", told("2018-06-29 10:20:31"), PASS),
        Case("same day with slashes", told("2018/6/29 10:20"), PASS),
        Case("in Chinese", told("2018年06月29日"), PASS),
        Case("time of generation", told("2018-12-19 23:11:40"), ATTEST, "100.0%"),
        Case("the day before", told("2018-06-28 10:20"), ATTEST),
        Case("no date at all in the tag", told("昨天"), ATTEST),
        Case("empty tag is the other check's", one(pubdate=""), NOT_APPLICABLE),
    ],
}  # fmt: skip
