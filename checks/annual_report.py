"""Clause 8: the annual report on disclosure comes in time, is complete and tells the key areas."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from checks._annual_report import WORDS, Report, deadline, due_year, newest, report_on, reports
from checks._declare import Topic, check
from checks._norms import bound
from checks._results import Result, attest, failed, not_applicable, passed
from store.column_kinds import kinds_of, synonyms
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="8", title="重点领域信息公开纳入主动公开基本目录和年度报告", norms=("要点",))

#: First year on which the present format is used.
_FORMAT: Final = 2019
#: Part → words of its heading: of the present format, and of article 32 of the 2007 regulation.
_PARTS: Final[dict[str, str]] = {
    "总体情况": r"总体情况|概述|基本情况|工作概况|总体概况",
    "主动公开政府信息情况": r"主动公开(?:政府)?信息",
    "收到和处理政府信息公开申请情况": r"(?:收到|受理|处理).{0,10}(?:政府)?信息公开申请|依申请公开",
    "行政复议、行政诉讼情况": r"行政复议.{0,12}(?:行政)?诉讼|复议、诉讼",
    "存在的主要问题及改进情况": r"(?:存在|主要).{0,6}问题|改进(?:情况|措施)",
    "其他需要报告的事项": r"其[他它](?:需要)?(?:报告)?(?:的)?(?:有关)?事项|其[他它]情况",
}
_PARTS_2007: Final[dict[str, str]] = {
    "主动公开情况": r"主动公开",
    "依申请公开情况": r"依申请公开|公开申请|申请公开",
    "收费及减免情况": r"收费|减免|收取(?:任何)?费用",
    "行政复议、提起行政诉讼情况": r"复议|诉讼",
    "存在的主要问题及改进情况": r"问题|不足|改进",
}
_KEPT: Final = 10
_DUE: Final = ("政府信息公开条例#49", "政府信息公开条例#年度报告")
_THEN: Final = "；当时适用2007年的条例，未核实原文，请人工确认"


@check(
    id="annual-report.in-time", topic=TOPIC, severity=Severity.VETO, rows=("X15",),
    title="政府信息公开工作年度报告按期公布",
    expected="上一年度的报告在1月31日前公布（2019年及以前：3月31日前）",
    remedy="立即公布年度报告，注明公布日期。",
    norms=_DUE,
)  # fmt: skip
def in_time(snapshot: Snapshot) -> Result:
    """The report on the last year due was published by its deadline (条例 article 49)."""
    year = due_year(snapshot.run.as_of)
    last, report = deadline(year + 1), report_on(snapshot, year)
    if report is None:
        absence = snapshot.absence(f"{year}年信息公开工作年度报告", WORDS)
        if undated := _undated(snapshot):
            return attest(
                f"没有识别出{year}年的报告；“{undated.title}”没有写明年度，请人工核对", absence
            )
        said = f"没有发现{year}年政府信息公开工作年度报告（应于 {last} 前公布）"
        return failed(said, absence) if bound(_DUE, last) else attest(f"{said}{_THEN}", absence)
    shown = _dated(report)
    if not report.sure:
        return attest(f"“{report.title}”是否为本单位的报告，请人工核对", shown)
    if report.day is None:
        report.publication.refuse_unseen()
        return attest(f"“{report.title}”没有公布日期，请人工核对是否在 {last} 前公布", shown)
    if report.day <= last:
        return passed(f"{year}年的报告公布于 {report.day}，期限 {last}", shown)
    if rival := _other_day(report, last):
        return attest(f"“{report.title}”的日期有两种读法：{report.day}、{rival}，请人工核对", shown)
    said = f"{year}年的报告公布于 {report.day}，晚于 {last}"
    return failed(said, shown) if bound(_DUE, last) else attest(f"{said}{_THEN}", shown)


def _undated(snapshot: Snapshot) -> Report | None:
    return next((each for each in reports(snapshot) if not each.names_year), None)


def _other_day(report: Report, last: dt.date) -> dt.date | None:
    """A reading of the date, or the date in its list, by which the report would be in time."""
    page, listed = report.publication.page, report.publication.listed
    days = [c.day for c in page.facts.published.candidates] if page else []
    days += [listed.day] if listed else []
    return next((day for day in days if dt.date(report.year + 1, 1, 1) <= day <= last), None)


def _dated(report: Report) -> Evidence:
    published = report.publication.published
    quote = f"{report.title} {published.quote if published else '没有日期'}"
    return report.publication.quote(quote, "标题和日期")


@check(
    id="annual-report.parts", topic=TOPIC, severity=Severity.MAJOR, rows=("X15",),
    title="年度报告内容齐全",
    expected="2019年及以后的报告有规定格式的六个部分；此前的报告有2007年条例要求的各项内容",
    remedy="补全所缺的部分；没有发生的事项也要写明“无”。",
    norms=("政府信息公开条例#50", "年度报告格式#六个部分", "政府信息公开条例#年度报告"),
)  # fmt: skip
def parts(snapshot: Snapshot) -> Result:
    """The newest report has the six parts of the format, an older one those of 2007."""
    report = newest(snapshot)
    if report is None:
        return not_applicable("没有发现年度报告，见“年度报告按期公布”")
    publication = report.publication
    publication.refuse_unseen()
    text = re.sub(r"\s", "", publication.text)
    wanted = _PARTS if report.year >= _FORMAT else _PARTS_2007
    lacking = [name for name, words in wanted.items() if not re.search(words, text)]
    shown = publication.quote(report.title, "标题")
    if not lacking:
        return passed(f"{report.year}年的报告内容齐全（{len(wanted)}项）", shown)
    publication.refuse_unread()
    words = f"“{report.title}”没有：{'、'.join(lacking)}"
    if not report.sure or len(text) < 200:
        return attest(f"{words}，请人工核对", shown)
    if report.year < _FORMAT:
        return attest(f"{words}{_THEN}", shown)
    return failed(words, shown)


@check(
    id="annual-report.key-areas", topic=TOPIC, severity=Severity.MAJOR, rows=("8.5",),
    title="年度报告公布重点领域信息公开情况，有具体数字",
    expected="[site] key_areas 所列的每个重点领域，报告中都有带数字的叙述",
    remedy="在下一年度报告中逐个写明重点领域公开的数量。",
)  # fmt: skip
def key_areas(snapshot: Snapshot) -> Result:
    """The report tells each key area with a figure; one made before the plan cannot be at fault."""
    report = newest(snapshot)
    if report is None:
        return not_applicable("没有发现年度报告，见“年度报告按期公布”")
    publication = report.publication
    publication.refuse_unseen()
    told = {area: _told(publication.text, area) for area in snapshot.run.site.key_areas}
    lacking = [area for area, sentence in told.items() if not sentence]
    if not lacking:
        quotes = [publication.quote(s[:200], f"重点领域：{a}") for a, s in told.items() if s]
        return passed(f"{report.year}年的报告写明了 {len(told)} 个重点领域的情况", *quotes[:_KEPT])
    publication.refuse_unread()
    shown = publication.quote(report.title, "标题")
    words = f"“{report.title}”没有写明：{'、'.join(lacking)}（带数字的叙述）"
    if report.year < snapshot.run.plan_year or not report.sure:
        return attest(f"{words}；该报告早于本年度要点，请在下一年度报告中公布", shown)
    return failed(words, shown)


def _told(text: str, area: str) -> str:
    """A sentence that names an area and has a figure in it; "" when there is none."""
    names = {area, *(name for kind in kinds_of(area) for name in synonyms(kind))}
    core = {name for name in names if len(name) > 1} | _shortened(area)
    for sentence in re.split(r"[。；;\n]", text):
        bare = re.sub(r"20\d{2}\s*年|第[一二三四五六七八九十\d]+|^[\s\d.、（）()]+", "", sentence)
        if re.search(r"\d", bare) and any(name in sentence for name in core):
            return sentence.strip()
    return ""


def _shortened(area: str) -> set[str]:
    """Shorter ways to name some areas in a sentence."""
    short = {"预决算": {"预算", "决算"}, "建设项目": {"重大项目", "重点项目", "工程项目"},
             "公益": {"公益", "公共文化", "扶贫", "脱贫", "免费开放"}}  # fmt: skip
    return {word for name, words in short.items() if name in area for word in words}
