"""Clause 7: a place that closes for a time says so a week ahead."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checks._days import days_in
from checks._declare import Setting, Settings, check, subjects
from checks._holdings import date_evidence, refuse_blind, undoubted
from checks._publications import Publication, publications
from checks._quotes import sentence
from checks._results import Result, attest, failed, not_applicable, passed
from checks.welfare import TOPIC
from store.snapshot import Snapshot
from store.vocabulary import Severity

_CLOSING: Final = re.compile(
    r"(?:闭馆|停止开放|暂停开放|暂停服务|停馆|临时关闭|停止服务|暂停对外开放|停止对外开放).{0,12}(?:公告|通告|通知|告示|启事)?$"
    r"|(?:公告|通告|通知)[:：].{0,20}(?:闭馆|停止开放|暂停开放)"
)
_NO_CLOSING: Final = re.compile(
    r"春节|国庆|元旦|清明|端午|中秋|假期|节日|节假日|开馆|恢复|延长|网站|系统|平台|每周|周[一二三四五六日]|例行"
)
_URGENT: Final = re.compile(
    r"疫情|防控|紧急|突发|抢修|台风|暴雨|洪水|地震|灾|停电|停水|雷电|大风|冰雪|考试|临时任务"
)
#: Rooms of a place: whether the place itself is closed only a person can tell.
_PART: Final = re.compile(r"阅览室|自习室|展厅|展室|部分|分馆|电梯|停车|报告厅|厕所|少儿区|借阅区")
_START: Final = re.compile(r"(?:自|从|于|定于|将于|时间)[^\d。\n]{0,8}(?=20\d\d\s*年|\d{1,2}\s*月)")
_SHORT_DAY: Final = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*日")


@dataclass(frozen=True, eq=False)
class Closing:
    """A notice that a place closes for a time."""

    snapshot: Snapshot
    publication: Publication

    @property
    def key(self) -> str:
        """Its address."""
        return self.publication.url

    @property
    def title(self) -> str:
        """Its title."""
        return self.publication.title


@subjects
def closings(snapshot: Snapshot) -> Iterator[Closing]:
    """Notices of closing of the last year."""
    refuse_blind(snapshot)
    for each in publications(snapshot, _CLOSING, _NO_CLOSING):
        if each.day is None or (snapshot.run.as_of - each.day).days <= 366:
            yield Closing(snapshot, each)


@check(
    id="facilities.closing-announced", topic=TOPIC, severity=Severity.MAJOR, rows=("7.5",),
    title="公共文化设施临时停止开放提前七日公示",
    expected="公告的发布日期早于停止开放日期至少七日",
    remedy="因维修等原因停止开放的，提前七日公示；不能提前的，在公告中写明原因。",
    norms=("公共文化体育设施条例#18",),
    settings={"days": Setting(7, "提前公示的日数（条例第十八条）")},
    method="公告的发布日期与正文所写停止开放的第一日；节假日安排和突发情况不计。",
)  # fmt: skip
def closing_announced(closing: Closing, settings: Settings) -> Result:
    """A planned closing is announced at least 7 days ahead (公共文化体育设施条例 第十八条)."""
    publication = closing.publication
    publication.refuse_unseen()
    title, published = publication.quote(publication.title, "标题"), publication.published
    first = _first_day(publication)
    if published is None or first is None:
        return attest("没有读出发布日期或者停止开放的日期，请核对是否提前七日", title)
    day, words = first
    ahead = (day - published.day).days
    said = f"{published.day} 公布，{day} 起停止开放，提前 {ahead} 日"
    date = date_evidence(closing.snapshot, publication)
    if ahead >= settings["days"]:
        return passed(said, publication.quote(words), date)
    if _URGENT.search(publication.text):
        return not_applicable(f"{said}；公告写明了不能提前的情况", publication.quote(words))
    signed = [each for each in days_in(publication.text) if each <= published.day]
    shown = (publication.quote(words), date)
    if _PART.search(publication.title):
        return attest(f"{said}；停止的可能只是一部分，请核对", *shown)
    if not undoubted(publication) or (signed and min(signed) < published.day) or ahead < 0:
        return attest(f"{said}；另有较早的日期或者日期不一致，请核对", *shown)
    if not signed:
        return attest(f"{said}；公告没有落款日期，请确认是否已先在该馆公示", *shown)
    return failed(f"{said}，不足 {settings['days']} 日", *shown)


def _first_day(publication: Publication) -> tuple[dt.date, str] | None:
    """The first day of closing with its sentence; the year of the notice where none is given."""
    text = publication.page.facts.text if publication.page else publication.text
    if publication.published is None:
        return None
    for found in _START.finditer(text):
        line = re.split(r"[。；;\n]", text[found.end() : found.end() + 24])[0]
        near = text[max(0, found.start() - 60) : found.end() + 80]
        if not re.search(r"闭馆|停止|暂停|关闭|停馆", near):
            continue
        days = days_in(line)
        short = _SHORT_DAY.match(line)
        day = days[0] if days else _in_year(publication.published.day, short)
        if day is not None:
            return day, sentence(text, found.start(), found.end())
    return None


def _in_year(published: dt.date, short: re.Match[str] | None) -> dt.date | None:
    """A day without a year: of the notice's year, or of the next when it has long passed."""
    if short is None:
        return None
    try:
        day = dt.date(published.year, int(short[1]), int(short[2]))
    except ValueError:
        return None
    return day.replace(year=day.year + 1) if (published - day).days > 180 else day
