"""Emergencies and hot topics of the year with what the department said, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from tests.portal.model import Article, Block, Column, Site
from tests.portal.mutation import Mutation

COLUMNS = (Column("hygq", "回应关切", "/hdjl/hygq/", "hdjl", "next", 10, "回应社会关切"),)
_GRAVE = "定远市大剧院舞台坍塌事故"
_OTHER = "网传省图书馆少儿区收费"
_PARTS = (
    "经核实，主要原因是{cause}。",
    "我厅已责令立即整改，下一步将组织全省排查，整改情况向社会公布。",
    "受资金有限的制约，部分改造需要分两年完成，请公众理解和监督。",
)
#: Tag, title, day, clock, cause.
_PAGES = (
    ("notice", f"{_GRAVE}情况通报", dt.date(2018, 8, 6), "13:05", "设备超期使用"),
    ("conference", f"{_GRAVE}新闻发布会", dt.date(2018, 8, 6), "18:30", "设备超期使用"),
    ("progress", f"{_GRAVE}调查处理结果", dt.date(2018, 8, 13), "16:10", "设备超期使用"),
    ("rumour", "关于网传省图书馆少儿区收费情况的说明", dt.date(2018, 10, 16), "11:00", "个别培训机构违规"),
    ("rumour-later", "省图书馆少儿区收费问题整改情况", dt.date(2018, 10, 25), "10:00", "个别培训机构违规"),
    ("noise", "关于村文化广场夜间噪声扰民的回应", dt.date(2018, 7, 4), "16:00", "音响设备没有限时"),
    ("bus", "关于流动图书车停运的回应", dt.date(2018, 11, 13), "09:40", "车辆到期报废"),
)  # fmt: skip


def draw(site: Site, rng: Random, key: int) -> None:
    """Seven pages in the column of answers."""
    for n, (tag, title, day, clock, cause) in enumerate(_PAGES):
        body: list[Block] = [part.format(cause=cause) for part in _PARTS]
        made = Article(key + n, "hygq", title, day, body, clock=clock, tag=f"emergency-{tag}")
        site.articles.append(made)


def registers(site: Site) -> dict[str, list[list[str]]]:
    """What happened: two events that are the department's, one that is not; two topics."""
    return {
        "emergencies": [
            ["事件", "等级", "发生时间", "是否主责单位"],
            [_GRAVE, "重大", "2018-08-06 10:20", "是"],
            [_OTHER, "其他", "2018-10-15 09:00", "是"],
            ["安塬县山洪灾害", "重大", "2018-07-19 03:10", "否"],
        ],
        "hot_topics": [
            ["话题", "首发时间", "来源网址"],
            ["村文化广场夜间噪声扰民", "2018-07-03 09:00", ""],
            ["流动图书车停运", "2018-11-12", ""],
        ],
    }


# -- what goes wrong --------------------------------------------------------------------------


def _moved(tag: str, day: dt.date, clock: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        article = next(a for a in site.articles if a.tag == f"emergency-{tag}")
        article.day, article.clock = day, clock

    return change


def _gone(*tags: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        unwanted = {f"emergency-{tag}" for tag in tags}
        site.articles = [a for a in site.articles if a.tag not in unwanted]

    return change


def _no_constraints(site: Site) -> None:
    article = next(a for a in site.articles if a.tag == "emergency-noise")
    article.body = article.body[:2]


def _renamed(site: Site) -> None:
    site.columns["hygq"].name = site.columns["hygq"].description = "往来摘编"


_NEXT = dt.date(2018, 8, 7)
MUTATIONS = (
    Mutation("conference-a-minute-late", "emergencies.conference-in-time", "发布会在24小时零1分后",
             content=_moved("conference", _NEXT, "10:21")),
    Mutation("no-conference", "emergencies.conference-in-time", "没有发布会", content=_gone("conference")),
    Mutation("answer-a-minute-late", "emergencies.answered-in-time", "回应在48小时零1分后",
             content=_moved("rumour", dt.date(2018, 10, 17), "09:01")),
    Mutation("first-notice-late", "emergencies.first-notice", "首次通报在5小时零1分后", "attest",
             content=_moved("notice", dt.date(2018, 8, 6), "15:21")),
    Mutation("no-follow-up", "emergencies.followed-up", "没有后续发布", content=_gone("rumour-later")),
    Mutation("no-column-of-answers", "responses.column-exists", "没有回应关切栏目", "attest",
             content=_renamed, also={"responses.parts-told": "not_applicable"}),
    Mutation("answer-without-constraints", "responses.parts-told", "回应没有说制约因素", "attest",
             content=_no_constraints),
    Mutation("topic-answered-late", "responses.topics-answered", "热点回应在48小时零1分后",
             content=_moved("noise", dt.date(2018, 7, 5), "09:01")),
    Mutation("topic-not-answered", "responses.topics-answered", "热点没有回应", content=_gone("noise")),
)  # fmt: skip
TRAPS = (
    Mutation("conference-at-24-hours", "", "发布会恰好在24小时", "pass",
             content=_moved("conference", _NEXT, "10:20")),
    Mutation("answer-at-48-hours", "", "回应恰好在48小时", "pass",
             content=_moved("rumour", dt.date(2018, 10, 17), "09:00")),
)  # fmt: skip
