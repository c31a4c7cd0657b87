"""What whoever leads the department told the public: a conference, an interview, an article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from random import Random

from tests.portal.columns import LEADERS
from tests.portal.model import Article, Block, Column, Site
from tests.portal.mutation import Mutation

COLUMNS = (
    Column("fbh", "新闻发布会", "/hdjl/fbh/", "hdjl", "next", 10, "新闻发布会、访谈和署名文章"),
)
_HEAD = LEADERS[0][0]
_DEPUTY = LEADERS[1][0]
_FILLER = "群众对身边的文化生活有很多话要说，老人爱看戏，孩子爱看书，年轻人爱唱歌跳舞，大家在一起热热闹闹。"


def _told(matter: str, figures: str) -> list[Block]:
    return [
        f"省文化厅党组书记、厅长{_HEAD}介绍了{matter}的出台背景和主要内容，并回答了记者提问。",
        f"{_HEAD}表示，近年来群众的文化需求日益增长，{figures}，这项政策正是为了补齐短板。",
        "重点任务有三项：一是改善基层设施，二是丰富服务内容，三是培养基层队伍。",
        "关于后续工作考虑，下一步将分解任务、跟踪督促，年底前向社会通报进展。",
    ]


def draw(site: Site, rng: Random, key: int) -> None:
    """Three events; the first stands on two pages; a deputy's conference counts for nothing."""
    day = dt.date
    first = "公共文化服务保障条例"
    pages: list[tuple[str, str, dt.date, list[Block], str]] = [
        ("fbh", f"《{first}》新闻发布会图文实录", day(2018, 3, 22), _told(f"《{first}》", "全省有文化站1228个"),
         "conference"),
        ("ywdt", f"省文化厅举行《{first}》新闻发布会", day(2018, 3, 23),
         _told(f"《{first}》", "全省有文化站1228个"), "conference-news"),
        ("fbh", f"厅长{_HEAD}做客在线访谈谈文化扶贫", day(2018, 6, 20),
         _told("文化扶贫政策", "已有5200个贫困村建成乡村舞台"), "interview"),
        ("fbh", f"{_HEAD}：让非遗走进现代生活（署名文章）", day(2018, 9, 28),
         _told("非遗保护政策", "省级以上代表性项目达到493项"), "article"),
    ]  # fmt: skip
    for n, (column, title, on, body, tag) in enumerate(pages):
        site.articles.append(Article(key + n, column, title, on, body, tag=f"principal-{tag}"))
    deputy: list[Block] = [
        f"省文化厅副厅长{_DEPUTY}受厅长{_HEAD}委托介绍了文化市场管理政策，并回答了记者提问。"
    ]
    title = "文化市场管理政策新闻发布会"
    site.articles.append(Article(key + 9, "fbh", title, day(2018, 10, 24), deputy))
    site.extras["principals"] = {"until": ""}


def registers(site: Site) -> dict[str, list[list[str]]]:
    """The leaders, and what a deputy said elsewhere."""
    until = site.extras["principals"]["until"]
    rows = [
        [name, post, "是" if n == 0 else "否", "2016-05-10", until if n == 0 else ""]
        for n, (name, post, _) in enumerate(LEADERS)
    ]
    return {
        "principals": [["姓名", "职务", "主要负责同志", "任职起", "任职止"], *rows],
        "events": [["日期", "人员", "媒介", "网址"], ["2018-04-18", _DEPUTY, "省电视台访谈", ""]],
    }


# -- what goes wrong --------------------------------------------------------------------------


def _article(site: Site, tag: str) -> Article:
    return next(a for a in site.articles if a.tag == f"principal-{tag}")


def _gone(tag: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        site.articles = [a for a in site.articles if a.tag != f"principal-{tag}"]

    return change


def _one_on_many_pages(site: Site) -> None:
    """Interview and article become further pages on the first conference."""
    first = _article(site, "conference")
    for n, tag in enumerate(("interview", "article")):
        other = _article(site, tag)
        other.title = f"{first.title}（{'上下'[n]}）"
        other.day = first.day + dt.timedelta(n)


def _left_in_april(site: Site) -> None:
    site.extras["principals"]["until"] = "2018-04-30"


def _titled(tag: str, title: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        _article(site, tag).title = title

    return change


def _empty_talk(site: Site) -> None:
    _article(site, "interview").body = [f"省文化厅厅长{_HEAD}说。", *[_FILLER] * 14]


def _without_figures(site: Site) -> None:
    for tag in ("conference", "conference-news", "interview", "article"):
        article = _article(site, tag)
        article.body = [
            re.sub(r"\d+", "若干", b) if isinstance(b, str) else b for b in article.body
        ]


_COUNTED = "principals.three-interpretations"
MUTATIONS = (
    Mutation("two-interpretations", _COUNTED, "只解读了两次，年度未结束", "attest", content=_gone("article")),
    Mutation("one-conference-on-many-pages", _COUNTED, "一场发布会的四个页面", "attest",
             content=_one_on_many_pages),
    Mutation("principal-left-in-april", _COUNTED, "四月离任，之后的解读不计", "attest",
             content=_left_in_april),
    Mutation("form-not-told", "principals.form-told", "看不出解读的方式", "attest",
             content=_titled("interview", f"厅长{_HEAD}解读文化扶贫政策")),
    Mutation("empty-talk", "principals.contents-told", "解读没有背景、任务和后续", content=_empty_talk),
    Mutation("talk-without-figures", "principals.figures-told", "解读没有数据", "attest",
             content=_without_figures),
)  # fmt: skip
TRAPS = (
    Mutation("conference-on-one-page", "", "同一场发布会只留一个页面", "pass",
             content=_gone("conference-news")),
    Mutation("name-set-apart", "", "姓名中间有空格", "pass",
             content=_titled("article", f"{_HEAD[:1]} {_HEAD[1:]}：让非遗走进现代生活（署名文章）")),
)  # fmt: skip
