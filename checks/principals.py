"""Clause 10: whoever leads the department interprets its policies at least three times a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from checks._declare import Setting, Settings, Topic, check, subjects
from checks._holdings import absent, rows_of
from checks._principal_events import FORMS, Event, Events, events
from checks._results import Result, attest, failed, not_applicable, passed
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="10", title="主要负责同志“第一解读人”", norms=("要点",))

_NEEDS: Final = ("principals", "events")
_WORDS: Final = ("新闻发布会", "吹风会", "在线访谈", "领导访谈", "政策解读", "负责人解读")
#: What the plan wants to be told, and words by which it is.
CONTENTS: Final = {
    "政策背景": re.compile(
        r"背景|出台|起草|为(?:了|贯彻|深入|落实|解决|破解|推动|进一步)|目的|意义|必要|形势|近年来|旨在|依据"
    ),
    "重点任务": re.compile(
        r"任务|重点|主要(?:内容|措施|举措|工作|目标)|措施|举措|明确|包括|提出|一是|(?:首先|第一)[,，]"
    ),
    "后续工作考虑": re.compile(
        r"后续|下一步|接下来|下步|今后|将(?:会|继续|进一步|加快|抓好|加强|推动|组织|督促|认真|以)|抓好落实|贯彻落实好|打算|计划"
    ),
}  # fmt: skip
_FIGURES: Final = re.compile(
    r"\d[\d,.]*\s*(?:%|％|万|亿|个|项|家|人|场|次|元|倍|处|座|件|公里|平方米|所|册)"
)
_CHARTS: Final = re.compile(r"图解|图表|一图|信息图|柱状图|折线图|数据图")


@check(
    id="principals.three-interpretations", topic=TOPIC, severity=Severity.MAJOR, rows=("10.1",),
    needs=_NEEDS,
    title="主要负责同志年内解读重要政策措施不少于三次",
    expected="本年度有不少于三次由当日在任的主要负责同志作出的解读（发布会、吹风会、访谈、文章等）",
    remedy="安排主要负责同志解读政策，在网站发布；站外的解读登记到“站外解读”台账。",
    settings={"fewest": Setting(3, "次数（要点）")},
    method="同一场活动的多个页面（日期相差两日以内、题名相似）计一次；副职、离任的不计；年度没有结束的不认定为不足。",
)  # fmt: skip
def three_interpretations(snapshot: Snapshot, settings: Settings) -> Result:
    """At least 3 distinct events in the calendar year of the plan."""
    found, fewest = events(snapshot), settings["fewest"]
    shown = [event.first.evidence for event in found.surely[:20]]
    told = "；".join(f"{e.first.day}“{e.title}”" for e in found.surely[:6])
    if found.low >= fewest:
        return passed(f"{snapshot.run.plan_year} 年 {found.low} 次：{told}", *shown)
    if found.high >= fewest:
        return _unclear(snapshot, found, told, fewest)
    year = snapshot.run.plan_year
    if snapshot.run.as_of <= dt.date(year, 12, 31):
        words = f"{year} 年至今看到 {found.high} 次，少于 {fewest} 次；年度尚未结束，请安排并确认"
        return attest(f"{words}{'：' + told if told else ''}", *shown)
    register, _ = rows_of(snapshot, "events", "10", "10.1", "principals.three-interpretations")
    evidence = absent(snapshot, "主要负责同志的解读", _WORDS, ("press", "interpretation"))
    said = f"{year} 年看到 {found.high} 次，少于 {fewest} 次{'：' + told if told else ''}"
    return failed(f"{said}（站外 {len(register.rows)} 条已计入）", *shown, evidence)


def _unclear(snapshot: Snapshot, found: Events, told: str, fewest: int) -> Result:
    shown = [event.first.evidence for event in found.surely[:20]] or [
        snapshot.home.quote("首页", "首页")
    ]
    return attest(
        f"能够确定 {found.low} 次，最多 {found.high} 次{'：' + told if told else ''}；"
        f"其余不能断定是否同一场活动、是否本人解读或者当日在任，请确认是否达到 {fewest} 次",
        *shown,
    )


@subjects
def interpretations(snapshot: Snapshot) -> Iterator[Event]:
    """The events that surely were, each once."""
    yield from events(snapshot).surely


@check(
    id="principals.form-told", topic=TOPIC, severity=Severity.MINOR, rows=("10.2",),
    needs=_NEEDS,
    title="主要负责同志的解读采用发布会、吹风会、访谈或文章等方式",
    expected="每次解读看得出是新闻发布会、政策例行吹风会、专题访谈或发表文章",
    remedy="在题名中写明解读的方式。",
    method="按题名或台账的媒介判断；要点用“等方式”，看不出的由人确认。",
)  # fmt: skip
def form_told(event: Event) -> Result:
    """Each event is a press conference, a briefing, an interview or an article."""
    forms = {trace.form for trace in event.traces} & FORMS.keys()
    shown = [trace.evidence for trace in event.traces[:5]]
    if forms:
        return passed(f"方式：{'、'.join(sorted(forms))}", *shown)
    return attest("题名没有写明解读的方式，请确认", *shown)


@check(
    id="principals.contents-told", topic=TOPIC, severity=Severity.MINOR, rows=("10.3",),
    needs=_NEEDS,
    title="主要负责同志的解读讲到政策背景、重点任务和后续工作考虑",
    expected="解读的文字有政策背景、重点任务、后续工作考虑三方面的内容",
    remedy="补充解读所缺的内容。",
    settings={"shortest": Setting(500, "多少字以上的解读才认定缺少内容，短的由人确认（自定）")},
    method="三组关键词，同一场活动的所有页面一起看。",
)  # fmt: skip
def contents_told(event: Event, settings: Settings) -> Result:
    """Background, tasks and next steps are told (own words)."""
    shown = [trace.evidence for trace in event.traces[:5]]
    if all(trace.publication is None for trace in event.traces):
        return not_applicable("站外的解读，网站上没有文字", *shown)
    text = event.text
    missing = [name for name, words in CONTENTS.items() if not words.search(text)]
    if not missing:
        return passed("讲到政策背景、重点任务和后续工作考虑", *shown)
    for trace in event.traces:
        if trace.publication is not None:
            trace.publication.refuse_unread()
    said = f"没有读出{'、'.join(missing)}"
    if len(text) < settings["shortest"]:
        return attest(f"{said}，网站上的文字较短（可能另有视频或实录），请确认", *shown)
    return failed(said, *shown)


@check(
    id="principals.figures-told", topic=TOPIC, severity=Severity.INFO, rows=("10.4",),
    needs=_NEEDS,
    title="主要负责同志的解读运用数据或图表",
    expected="解读含有数据或图表",
    remedy="解读时运用客观数据、生动实例。",
    method="只报告，不认定问题。",
)  # fmt: skip
def figures_told(snapshot: Snapshot) -> Result:
    """How many of the events have figures or charts."""
    found = [e for e in events(snapshot).surely if e.text]
    if not found:
        return not_applicable("网站上没有主要负责同志解读的文字")
    having = [e for e in found if _FIGURES.search(e.text) or _CHARTS.search(e.text)]
    said = f"{len(found)} 次解读中 {len(having)} 次含有数据或图表"
    shown = [e.first.evidence for e in (having or found)[:5]]
    return passed(said, *shown) if having else attest(f"{said}，请确认", *shown)
