"""The yearly report on the website."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.portal.model import DEPARTMENT, Article, Column, Grid, Site
from tests.portal.mutation import Mutation

COLUMNS = (
    Column("wzbb", "网站工作年度报表", "/zwgk/wzbb/", "zwgk", "next", 15, "政府网站工作年度报表"),
)
_ROWS = (
    ("信息发布", "总数（单位：条）", "872"), ("专栏专题", "维护数量（单位：个）", "6"),
    ("解读回应", "解读信息发布（单位：条）", "17"), ("办事服务", "政务服务事项数量（单位：项）", "7"),
    ("互动交流", "收到留言数量（单位：条）", "64"), ("安全防护", "安全检测评估次数（单位：次）", "4"),
    ("移动新媒体", "微信公众号信息发布量（单位：条）", "240"), ("创新发展", "无障碍浏览", "是"),
)  # fmt: skip


def draw(site: Site, rng: Random, key: int) -> None:
    """The report on 2017, published in January."""
    title = f"{DEPARTMENT}政府网站工作年度报表（2017年度）"
    grid = Grid("政府网站工作年度报表", (("类别", "指标", "数值"),), _ROWS)
    said = "按照国务院办公厅关于做好政府网站年度报表发布工作的通知要求，现将本网站2017年度报表予以公布。"
    site.articles.append(Article(key, "wzbb", title, dt.date(2018, 1, 26), [said, grid]))


def _report(site: Site) -> Article:
    return next(article for article in site.articles if article.column == "wzbb")


def _on(day: dt.date) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        _report(site).day = day

    return change


def _hidden(site: Site) -> None:
    site.columns["wzbb"].in_nav = False


def _cut(site: Site) -> None:
    report = _report(site)
    grid = report.body[1]
    assert isinstance(grid, Grid)
    report.body[1] = replace(grid, rows=grid.rows[:5])


def _without(site: Site) -> None:
    site.columns.pop("wzbb")


def _in_words(site: Site) -> None:
    site.columns["wzbb"].name = site.columns["wzbb"].description = "网站年报"


_ID = "website-report.published"
MUTATIONS = (
    Mutation("website-report-late", _ID, "网站年度报表2月1日才发布", content=_on(dt.date(2018, 2, 1))),
    Mutation("website-report-not-on-home", _ID, "首页没有网站年度报表的链接", content=_hidden),
    Mutation("website-report-cut", _ID, "网站年度报表缺少三类内容", content=_cut),
    Mutation("no-website-report", _ID, "没有网站年度报表", content=_without),
)  # fmt: skip
TRAPS = (
    Mutation("website-report-on-the-last-day", "", "网站年度报表1月31日发布", "pass",
             content=_on(dt.date(2018, 1, 31))),
    Mutation("website-report-named-otherwise", "", "报表栏目叫“网站年报”", "pass", content=_in_words),
)  # fmt: skip
