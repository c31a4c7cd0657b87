"""A small compliant site, and the same with one thing changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from checks.selftest._build import column, page, snapshot
from store.facts import DateCandidate, Facts, Identity, PageFacts, Published
from store.snapshot import Snapshot
from store.vocabulary import Place

UNIT = "省文化厅"
IDENTITY = Identity(
    site_code="6200000042", icp="陇ICP备15001598号", police="62010002000600", organizer=UNIT,
    phone="0931-8841200", badge="http://bszs.conac.cn/sitename?method=show",
    error_report="http://pucha.kaipuyun.cn/exposure/jiucuo.html",
)  # fmt: skip
SITE = {"sitename": UNIT, "sitedomain": "www.example.gov.cn", "siteidcode": "6200000042"}
COLUMN = {
    "columnname": "要闻", "columndescription": "要闻动态", "columnkeywords": "要闻", "columntype": "动态",
}  # fmt: skip
TITLE, WHEN = "全省文化工作会议召开", "2018-06-29 10:20"
ARTICLE = {"articletitle": TITLE, "pubdate": WHEN, "contentsource": UNIT}


def tags(*groups: Mapping[str, str], **changed: str | None) -> dict[str, tuple[str, ...]]:
    """Meta tags as facts; a value of None leaves one out."""
    found: dict[str, str | None] = {k: v for group in groups for k, v in group.items()}
    return {name: (value,) for name, value in (found | changed).items() if value is not None}


def shown(words: str, on: str = "2018-06-29", time: str = "10:20") -> Published:
    """A publication date as printed."""
    chosen = DateCandidate(dt.date.fromisoformat(on), words, Place.HEADER, "label-ymd", 1, time)
    return Published(chosen, (chosen,))


def home(**changed: Any) -> PageFacts:
    """The home page."""
    more: dict[str, Any] = {
        "head_title": f"{UNIT}门户网站", "nav": [("/yw/", "要闻")], "identity": IDENTITY,
        "meta": tags(SITE), "lang": "zh-CN", "images": 2,
    }  # fmt: skip
    return page("首页", **(more | changed))


def article(**changed: Any) -> PageFacts:
    """An entry of the column."""
    more: dict[str, Any] = {
        "published": shown(f"发布时间：{WHEN}"), "source": UNIT, "identity": IDENTITY,
        "meta": tags(SITE, COLUMN, ARTICLE), "lang": "zh-CN", "text": "会议总结了上半年工作。",
    }  # fmt: skip
    return page(TITLE, **(more | changed))


def listing(**changed: Any) -> PageFacts:
    """The list page of the column."""
    more: dict[str, Any] = {"meta": tags(SITE, COLUMN), "identity": IDENTITY, "lang": "zh-CN"}
    return page("要闻", **(more | changed))


def site(
    pages: Mapping[str, Facts] | None = None, nights: Mapping[str, Any] | None = None
) -> Snapshot:
    """Home page, one column, one article; ``pages`` replaces or adds, ``nights`` is for snapshot."""
    held: dict[str, Facts] = {"/": home(), "/yw/": listing(), "/yw/1.html": article()}
    columns = [column("news", "/yw/", [("/yw/1.html", TITLE, "2018-06-29")], name="要闻")]
    return snapshot({**held, **(pages or {})}, columns, **(nights or {}))
