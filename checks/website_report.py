"""Clause 19: the yearly report on the website stands on its home page, in time and complete."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from checks._declare import Topic, check
from checks._publications import Publication, publication, publications
from checks._results import Result, attest, failed, not_applicable, passed
from store.column_kinds import synonyms
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="19", title="政府网站工作年度报表", norms=("国办函〔2018〕12号",))

KIND: Final = "website-report"
_TITLED: Final = re.compile(r"网站[^，。；]{0,14}(?:报表|年报|年度报告|年度工作报告)")
_NOT: Final = re.compile(r"通知|信息公开|关于做好|解读|检查|抽查|通报")
_YEAR: Final = re.compile(r"(20\d{2})\s*年?")
_HEADINGS: Final[dict[str, str]] = {
    "信息发布": r"信息发布", "专栏专题": r"专栏专题|专题专栏", "解读回应": r"解读回应",
    "办事服务": r"办事服务", "互动交流": r"互动交流", "安全防护": r"安全防护",
    "移动新媒体": r"移动新媒体|政务新媒体", "创新发展": r"创新发展",
}  # fmt: skip
#: The first report that was asked for was that on 2017.
_FIRST: Final = 2017
#: Characters below which a page probably shows its report as a picture.
_BARE: Final = 150


@check(
    id="website-report.published", topic=TOPIC, severity=Severity.MAJOR, rows=("X16",),
    title="政府网站工作年度报表在首页显著位置按期发布，内容齐全",
    expected="每年1月31日前在本网站首页发布上一年度报表，含信息发布、专栏专题、解读回应、办事服务、互动交流、"
    "安全防护、移动新媒体、创新发展8项",
    remedy="在首页发布上一年度的政府网站工作年度报表，补全所缺的内容。",
)  # fmt: skip
def published(snapshot: Snapshot) -> Result:
    """Last year's report: linked from the home page, by 31 January, with its eight headings."""
    as_of = snapshot.run.as_of
    year = as_of.year - (1 if as_of > dt.date(as_of.year, 1, 31) else 2)
    last = dt.date(year + 1, 1, 31)
    if year < _FIRST:
        return not_applicable(f"第一次报表（{_FIRST}年）尚未到期")
    found = [each for each in _reports(snapshot) if _year(each) == year]
    if not found:
        return _none(snapshot, year)
    report = max(found, key=lambda each: len(each.text))
    return _judged(snapshot, report, found, last)


def _none(snapshot: Snapshot, year: int) -> Result:
    undated = next((each for each in _reports(snapshot) if _year(each) is None), None)
    if undated is not None:
        undated.refuse_unseen()
        words = f"“{undated.title}”没有写明年度，请人工核对是否为{year}年的报表"
        return attest(words, undated.quote(undated.title))
    absence = snapshot.absence(f"{year}年政府网站工作年度报表", synonyms(KIND))
    return failed(f"没有发现{year}年政府网站工作年度报表", absence)


def _judged(
    snapshot: Snapshot, report: Publication, found: list[Publication], last: dt.date
) -> Result:
    faults: list[str] = []
    doubts: list[str] = []
    day = min((each.day for each in found if each.day), default=None)
    shown = [report.quote(_dated(report), "标题和日期")]
    if day is None:
        doubts.append("没有发布日期")
    elif day > last:
        faults.append(f"发布于 {day}，晚于 {last}")
    home = _on_home(snapshot, found)
    if home is None:
        place = doubts if snapshot.home.facts.drawn or snapshot.home.facts.doubts else faults
        place.append("首页上没有报表或其栏目的链接")
        shown.append(snapshot.home.quote("首页链接中没有报表", "首页"))
    else:
        shown.append(home)
    lacking = _lacking(report)
    if lacking and not faults:
        report.refuse_unseen()
        report.refuse_unread()
    if lacking:
        bare = len(report.text.strip()) < _BARE
        kept = doubts if bare else faults
        kept.append(
            f"没有读到：{'、'.join(lacking)}" + ("（文字很少，可能是图片）" if bare else "")
        )
    said = f"“{report.title}”"
    if faults:
        return failed(f"{said}{'；'.join((*faults, *doubts))}", *shown)
    if doubts:
        return attest(f"{said}{'；'.join(doubts)}，请人工核对", *shown)
    return passed(f"{said}发布于 {day}，首页有链接，8项内容齐全", *shown)


def _reports(snapshot: Snapshot) -> Iterator[Publication]:
    for column in snapshot.columns_of(KIND):
        if not column.items:
            yield publication(snapshot, column.url, column.name)
        for item in column.items:
            yield publication(snapshot, item.url, item.title, item.listed)
    yield from publications(snapshot, _TITLED, _NOT)


def _year(report: Publication) -> int | None:
    """The year that its title or its first lines name."""
    head = re.sub(r"\s", "", report.text[:200])
    found = _YEAR.search(report.title) or re.search(r"(20\d{2})年度", head)
    return int(found[1]) if found else None


def _lacking(report: Publication) -> list[str]:
    text = re.sub(r"\s", "", report.text)
    return [name for name, words in _HEADINGS.items() if not re.search(words, text)]


def _on_home(snapshot: Snapshot, found: list[Publication]) -> Evidence | None:
    """The link on the home page that leads to the report, to its list, or says its name."""
    home = snapshot.home
    targets = {each.url for each in found} | {c.url for c in snapshot.columns_of(KIND)}
    for link in home.facts.links:
        named = _TITLED.search(link.text) and not _NOT.search(link.text)
        if named or home.resolve(link.href) in targets:
            return home.quote(f"{link.text or link.href} {link.href}", "首页链接")
    return None


def _dated(report: Publication) -> str:
    return f"{report.title} {report.published.quote if report.published else ''}".strip()
