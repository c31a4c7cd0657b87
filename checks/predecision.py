"""Clause 1: major decisions are public before they are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from checks._calls import (
    KINDS,
    WORDS,
    Call,
    about_same,
    calls,
    is_single,
    linked_result,
    links_back,
    results,
)
from checks._declare import Setting, Settings, Topic, check, subjects
from checks._norms import register
from checks._official import officials
from checks._publications import publication
from checks._results import Result, attest, failed, not_applicable, passed
from store.column_kinds import synonyms
from store.errors import Unseen
from store.snapshot import ColumnView, Item, Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="1", title="推进重大决策预公开", norms=("要点", "国办发〔2016〕80号#一(二)"))

#: 重大行政决策程序暂行条例 art. 15 and 优化营商环境条例 art. 62: thirty days as a rule.
DAYS: Final = 30
_PROCEDURE: Final = "重大行政决策程序暂行条例"
_BUSINESS: Final = "优化营商环境条例"


# -- the column -------------------------------------------------------------------------------


@check(
    id="predecision.column-in-use", topic=TOPIC, severity=Severity.MAJOR, rows=("1.1",),
    title="设有决策预公开（意见征集）栏目，本年度有内容",
    expected="设有决策预公开或者意见征集栏目；本年度制发了规范性文件的，栏目中至少有一次本年度的征集",
    remedy="设置“决策预公开”栏目，把决策草案、依据和征求意见的公告放在其中。",
)  # fmt: skip
def column_in_use(snapshot: Snapshot) -> Result:
    """A column for drafts exists, and is used in a year in which normative documents were made."""
    columns = [c for kind in KINDS for c in snapshot.columns_of(kind)]
    year = snapshot.run.plan_year
    used = _entry_of(snapshot, columns, year)
    if used is not None:
        column, item, day = used
        shown = snapshot.capture(item.list_url).evidence("list-row", f"{item.title} {day}", "列表")
        return passed(f"栏目“{column.name}”有{year}年的内容：{item.title}", shown)
    elsewhere = next((c for c in _calls_of(snapshot, year) if c.column not in columns), None)
    if not columns:
        if elsewhere is not None:
            words = (
                f"未识别出决策预公开栏目，但有公开征求意见的公告“{elsewhere.title}”，请确认所在栏目"
            )
            return attest(words, elsewhere.shown())
        return failed("未发现决策预公开（意见征集）栏目", snapshot.absence("决策预公开栏目", WORDS))
    return _unused(snapshot, columns, elsewhere)


def _unused(snapshot: Snapshot, columns: list[ColumnView], elsewhere: Call | None) -> Result:
    year = snapshot.run.plan_year
    place = snapshot.capture(columns[0].url).evidence("page", columns[0].name, "栏目页")
    made = [o for o in officials(snapshot) if o.own and o.is_normative and o.in_year(year)]
    if not made:
        return passed(f"设有栏目“{columns[0].name}”；未发现本单位{year}年制发的规范性文件", place)
    if lost := next((c for c in columns if not c.complete), None):
        raise Unseen(f"栏目“{lost.name}”没有完整取得（{lost.note or '有列表页未取得'}）")
    said = f"栏目“{columns[0].name}”没有{year}年的内容，而本年度制发了 {len(made)} 件规范性文件"
    undated = [i for c in columns for i in c.items if _day_of(snapshot, i) is None]
    if elsewhere is not None:
        words = f"{said}；征求意见的公告发在别处（“{elsewhere.title}”），请确认是否归入栏目"
        return attest(words, place, elsewhere.shown())
    if undated:
        return attest(f"{said}；有 {len(undated)} 条内容没有日期，请人工核对", place)
    return failed(said, place, made[0].shown())


def _entry_of(
    snapshot: Snapshot, columns: list[ColumnView], year: int
) -> tuple[ColumnView, Item, dt.date] | None:
    for column in columns:
        for item in column.items:
            day = _day_of(snapshot, item)
            if day is not None and day.year == year and day <= snapshot.run.as_of:
                return column, item, day
    return None


def _day_of(snapshot: Snapshot, item: Item) -> dt.date | None:
    if item.listed is not None:
        return item.listed.day
    date = snapshot.page(item.url).published
    return date.day if date else None


def _calls_of(snapshot: Snapshot, year: int) -> Iterator[Call]:
    return (call for call in calls(snapshot) if call.published and call.published.year == year)


# -- each call --------------------------------------------------------------------------------


@subjects
def calls_for_opinions(snapshot: Snapshot) -> Iterator[Call]:
    """Calls for opinions on drafts since the year before the plan's."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    first = dt.date(snapshot.run.plan_year - 1, 1, 1)
    for call in calls(snapshot):
        if call.published is None or call.published >= first:
            yield call


def _before_norm(snapshot: Snapshot, day: dt.date | None) -> bool:
    """Whether a norm in force tonight was not yet in force on a day: then nothing was due."""
    begins = min(register()[name].versions[0].begins for name in (_PROCEDURE, _BUSINESS))
    return snapshot.run.as_of >= begins and day is not None and day < begins


@check(
    id="predecision.thirty-days", topic=TOPIC, severity=Severity.MAJOR, rows=("1.2",),
    title="公开征求意见的期限不少于30日，或者说明缩短的理由",
    expected=f"征求意见的截止日期距开始日期不少于{DAYS}日；不足的在公告中说明情况紧急等理由",
    remedy="延长征求意见的期限，或者在公告中说明缩短期限的理由。",
    norms=("重大行政决策程序暂行条例#15", "优化营商环境条例#62"),
    method="起止日期取自公告正文；只写截止日期的，从发布之日起算。题名、正文看不出是规章制度或者重大行政决策的，由人工确认。",
)  # fmt: skip
def thirty_days(call: Call) -> Result:
    """From the first to the last day for opinions are 30 days, or a reason for fewer is given."""
    days = call.days
    if days is None:
        return attest(f"“{call.title}”没有读到唯一的征求意见期限，请人工核对", call.shown())
    said = f"征求意见 {days} 日（{call.period.quote if call.period else ''}）"
    if days < 0:
        return attest(f"{said}：截止日期早于开始日期，请人工核对", call.shown())
    if days >= DAYS:
        return passed(said, call.shown())
    if call.reason:
        return passed(
            f"{said}，说明了理由：{call.reason}", call.shown(), call.page.quote(call.reason)
        )
    if _before_norm(call.snapshot, call.start):
        return not_applicable(f"{said}；当时还没有期限的规定", call.shown())
    if not call.binding:
        words = f"{said}，不足{DAYS}日；请确认是否属于重大行政决策或者规范性文件"
        return attest(words, call.shown())
    if days == DAYS - 1:
        return attest(f"{said}，连同首日计算为{DAYS}日，请确认起算方法", call.shown())
    return failed(f"{said}，不足{DAYS}日，也没有说明理由", call.shown())


@check(
    id="predecision.results-published", topic=TOPIC, severity=Severity.MAJOR, rows=("1.3",),
    title="征求意见结束后公布意见采纳情况",
    expected="每次已经截止的征求意见都有意见采纳情况的页面，并与公告相互链接",
    remedy="公布收到意见的数量、采纳情况和不采纳的理由，在原公告中加上链接。",
    norms=("优化营商环境条例#62",),
    settings={"grace": Setting(60, "截止后多少日仍未公布时才检查（没有核实过的时限，自定）")},
)  # fmt: skip
def results_published(call: Call, settings: Settings) -> Result:
    """A closed call has a result: linked from it, told on its page, or published under its name."""
    snapshot, end = call.snapshot, call.period.end if call.period else None
    if told := linked_result(call) or call.told_here:
        return passed(f"公告中有采纳情况：{told}", call.page.quote(told))
    for item, column in results(snapshot):
        if about_same(call, item.title):
            shown = snapshot.capture(item.list_url).evidence("list-row", item.title, "列表")
            way = "并链接回公告" if links_back(snapshot, item, call) else "公告中没有链接到它"
            return passed(f"栏目“{column.name}”公布了“{item.title}”，{way}", shown)
    if summary := _in_summary(call):
        return summary
    if end is None:
        return attest(
            f"“{call.title}”没有读到截止日期，请确认是否已截止、是否公布采纳情况", call.shown()
        )
    due = end + dt.timedelta(days=settings["grace"])
    if snapshot.run.as_of <= due:
        return not_applicable(f"{end} 截止，尚在公布采纳情况的合理时间内", call.shown())
    if _before_norm(snapshot, end):
        return not_applicable(f"{end} 截止，当时还没有公布采纳情况的规定", call.shown())
    subject = call.subject[:20]
    words = (*synonyms("consultation-results"), *((subject,) if len(subject) >= 4 else ()))
    absence = snapshot.absence(f"“{call.title}”的采纳情况", words)
    return failed(f"“{call.title}”于 {end} 截止，没有公布意见采纳情况", call.shown(), absence)


def _in_summary(call: Call) -> Result | None:
    """A page that tells the results of several calls at once, where it may tell this one's."""
    doubt: Result | None = None
    for item, column in results(call.snapshot):
        if is_single(item.title):
            continue
        shown = call.snapshot.capture(item.list_url).evidence("list-row", item.title, "列表")
        text = publication(call.snapshot, item.url, item.title).text
        if len(call.subject) >= 4 and call.subject in "".join(text.split()):
            return passed(f"栏目“{column.name}”的“{item.title}”中有采纳情况", shown)
        doubt = doubt or attest(f"“{item.title}”中可能有采纳情况，请人工核对", call.shown(), shown)
    return doubt
