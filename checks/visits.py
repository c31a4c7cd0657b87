"""Clause 19 (X1): the site opens when the public visits it. Visits are made between the nights."""

from __future__ import annotations

from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._results import Result, attest, failed, passed
from checks._visits import week_of
from store.records import COLUMN, HOME
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC: Final = Topic(
    "19",
    "网站可访问",
    norms=("国办发〔2015〕15号#站点无法访问", "国办秘函〔2019〕19号#站点无法访问"),
)


@check(
    id="visits.home-opens", topic=TOPIC, severity=Severity.VETO, rows=("X1", "19.1"),
    title="首页能够正常打开",
    expected="连续七天每天间隔访问 20 次以上，15 秒内打不开的次数不到总次数的 5%",
    remedy="排查服务器、带宽、域名解析和防护设备，保证网站全天可以访问。",
    settings={
        "days": Setting(7, "统计巡检日以前的几天（15号文：一周）"),
        "fewest": Setting(20, "每天至少计入几次（15号文：20 次）"),
        "veto_percent": Setting(5.0, "打不开的比例达到多少（百分比）为单项否决（15号文）"),
    },
    method="由 gongkai probe 定时访问首页。网站明确拒绝、返回错误的算打不开；没有响应的，同时能连上"
    "参照地址（[network] references）才算；巡检机断网、被防护系统拒绝的不计。哪天计入不足 20 次，就不作判断。",
)  # fmt: skip
def home_opens(snapshot: Snapshot, settings: Settings) -> Result:
    """Less than 5 % of a week's visits, at least twenty a day, failed to open within 15 seconds."""
    week = week_of(snapshot, HOME, settings["days"])
    week.demand(settings["fewest"])
    said = f"{week.said}，{week.causes}" if week.failures else week.said
    if week.percent >= settings["veto_percent"]:
        return failed(f"{said}，达到 {settings['veto_percent']:g}%", week.evidence)
    return passed(said, week.evidence)


@check(
    id="visits.columns-open", topic=TOPIC, severity=Severity.MAJOR, rows=("19.1",),
    title="主要栏目能够正常打开",
    expected="连续七天访问要闻、公告、政策、留言、办事栏目的首页，打不开的不到 5%",
    remedy="排查栏目所在的应用和主机。",
    settings={
        "days": Setting(7, "统计巡检日以前的几天"),
        "fewest": Setting(20, "每天至少计入几次"),
        "most_percent": Setting(5.0, "打不开的比例达到多少（百分比）提请确认（参照首页；自定）"),
    },
    method="与首页同时访问各主要栏目的首页；没有规定适用于栏目，超过时只提请确认。",
)  # fmt: skip
def columns_open(snapshot: Snapshot, settings: Settings) -> Result:
    """The share of a week's visits of key columns that failed; never a failure."""
    week = week_of(snapshot, COLUMN, settings["days"])
    week.demand(settings["fewest"])
    worst = week.worst
    if worst and worst[1] >= settings["most_percent"]:
        return attest(
            f"{week.said}；{worst[0]} 打不开的占 {worst[1]:.1f}%，{week.causes}", week.evidence
        )
    return passed(week.said, week.evidence)
