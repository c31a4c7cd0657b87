"""Clause 16: news of the 放管服 reform appears regularly, here and on the service portal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._freshness import NEWS, State, upkeep
from checks._holdings import absent, date_evidence, list_pages, refuse_blind
from checks._norms import PLAN, register
from checks._portals import on_service_portal, portal_captures
from checks._publications import Publication, publication, publications
from checks._resting import is_sure
from checks._results import Result, attest, failed, not_applicable, passed
from store.errors import MissingRegister, Unseen
from store.facts import PageFacts
from store.judgements import Evidence
from store.snapshot import ColumnView, Snapshot, looks_like_file
from store.vocabulary import Severity

TOPIC = Topic(clause="16", title="及时公开政策落实情况和阶段成果", norms=("要点",))

KIND: Final = "reform"
_ABOUT: Final = re.compile(
    r"放管服|简政放权|行政审批(?:制度)?改革|审批服务|营商环境|最多跑一次|商事制度|证照分离|取消和下放|"
    r"“?互联网\s*[+＋]\s*政务服务|一网通办|减证便民|证明事项"
)
_WORDS: Final = ("放管服", "简政放权", "审批制度改革", "营商环境")
_MONTHS: Final = 3


# -- 16.1 -------------------------------------------------------------------------------------


@check(
    id="reform.news-regular", topic=TOPIC, severity=Severity.MAJOR, rows=("16.1",),
    title="及时发布“放管服”改革动态信息",
    expected="有放管服改革动态栏目的，14日内有新内容；没有的，要点印发后每个季度至少发布1条有关信息",
    remedy="及时发布“放管服”改革动态和阶段成果。",
    norms=("要点", "国办发〔2015〕15号#栏目不更新", "国办秘函〔2019〕19号#栏目不更新"),
    settings={"each_quarter": Setting(1, "没有动态栏目时每个季度至少几条（自定）")},
    method="栏目按名称认；季度只数要点印发以后已经过完的整季度，信息按题名和所在栏目认。",
)  # fmt: skip
def news_regular(snapshot: Snapshot, settings: Settings) -> Result:
    """A news column of the reform is fresh, or each quarter has an entry on the reform."""
    refuse_blind(snapshot)
    columns = [c for c in snapshot.columns_of(KIND) if not on_service_portal(snapshot, c.url)]
    news = [c for c in columns if _is_news(c)]
    if news:
        return _fresh(snapshot, news)
    return _quarterly(snapshot, columns, settings["each_quarter"])


def _is_news(column: ColumnView) -> bool:
    return "news" in column.kinds or bool(re.search(r"动态|要闻|新闻|资讯|快讯", column.name))


def _fresh(snapshot: Snapshot, news: list[ColumnView]) -> Result:
    found = [upkeep(snapshot, column, NEWS) for column in news]
    for state in (State.FRESH, State.UNSEEN, State.DOUBTFUL, State.STALE):
        one = next((each for each in found if each.state is state), None)
        if one is None:
            continue
        if state is State.FRESH:
            return passed(one.said, *one.evidence)
        if state is State.UNSEEN:
            raise Unseen(one.said)
        doubtful = state is State.DOUBTFUL or not is_sure(one.column)
        return (attest if doubtful else failed)(one.said, *one.evidence)
    raise Unseen("没有读到放管服改革动态栏目")


def _quarterly(snapshot: Snapshot, columns: list[ColumnView], least: int) -> Result:
    quarters = list(_quarters(snapshot))
    if not quarters:
        return not_applicable("要点印发以后还没有过完一个季度")
    found = _entries(snapshot, columns)
    days = [each.day for each in found if each.day is not None]
    poor = [(a, b) for a, b in quarters if sum(a <= day <= b for day in days) < least]
    shown = [date_evidence(snapshot, each) for each in found if each.day is not None][:10]
    if not poor:
        return passed(f"{len(quarters)} 个季度每季度都有，共 {len(days)} 条", *shown)
    for each in found:
        if each.day is None:
            each.refuse_unseen()
    named = "、".join(f"{a.year}年第{(a.month + 2) // 3}季度" for a, _ in poor)
    said = f"{named}没有发布“放管服”改革信息（少于 {least} 条）"
    if undated := [each for each in found if each.day is None]:
        words = f"{said}；“{undated[0].title}”等 {len(undated)} 条没有日期，请确认"
        return attest(words, undated[0].quote(undated[0].title, "标题"))
    evidence = absent(snapshot, "放管服改革信息", _WORDS, (KIND,))
    _refuse_cut_news(snapshot)
    return failed(said, evidence, *shown)


def _refuse_cut_news(snapshot: Snapshot) -> None:
    """News columns that were not read whole may hold entries of a quarter long past."""
    for column in snapshot.columns_of("news"):
        if not column.complete:
            raise Unseen(f"栏目“{column.name}”没有完整抓取，不能断定没有放管服改革信息")


def _quarters(snapshot: Snapshot) -> Iterator[tuple[dt.date, dt.date]]:
    """The quarters of the plan's year that began after it was issued and are over."""
    year, as_of = snapshot.run.plan_year, snapshot.run.as_of
    issued = next((v.begins for v in register()[PLAN].versions if v.plan_year == year), None)
    for month in (1, 4, 7, 10):
        first = dt.date(year, month, 1)
        after = dt.date(year + month // 10, (month + _MONTHS) % 12 or 12, 1)
        last = after - dt.timedelta(days=1)
        if last < as_of and (issued is None or first > issued):
            yield first, last


def _entries(snapshot: Snapshot, columns: list[ColumnView]) -> list[Publication]:
    """What is titled after the reform, and everything in its columns, on the own site."""
    items = {i.url: i for c in columns for i in c.items}
    held = [publication(snapshot, i.url, i.title, i.listed) for i in items.values()]
    # A file that is offered by a page has that page's date, which is counted already.
    lists = list_pages(snapshot)
    titled = [p for p in publications(snapshot, _ABOUT) if p.url not in lists
              and (p.capture is None or not looks_like_file(p.capture))]  # fmt: skip
    found = {p.url: p for p in (*held, *titled)}
    return [p for p in found.values() if not on_service_portal(snapshot, p.url)]


# -- 16.2 -------------------------------------------------------------------------------------


@check(
    id="reform.on-service-portal", topic=TOPIC, severity=Severity.INFO, rows=("16.2",),
    helped_by=("submissions",),
    title="“放管服”改革信息在政务服务网发布",
    expected="本网站发布的、台账登记为已报送的放管服改革信息，能在政务服务网找到同名信息",
    remedy="向政务服务网报送未发布的信息。",
    method="题名与巡检到的政务服务网网页和列表比对；只报比例，不认定问题。",
)  # fmt: skip
def on_portal(snapshot: Snapshot) -> Result:
    """The share of the year's titles that stand on the service portal."""
    refuse_blind(snapshot)
    if not snapshot.run.site.service_portal:
        shown = snapshot.home.quote(snapshot.home.facts.head_title or snapshot.home.url, "首页")
        return attest("没有在 [site] service_portal 写明政务服务网的地址，请人工核对", shown)
    portal_captures(snapshot)
    there = _titles_there(snapshot)
    wanted = _titles_here(snapshot)
    if not wanted:
        return not_applicable("本年度没有放管服改革信息可以比对")
    found = [title for title in wanted if _plain(title) in there]
    pieces = [wanted[title] for title in (*found, *wanted)][:10]
    share = f"{len(found) / len(wanted):.0%}"
    said = f"{len(wanted)} 条放管服改革信息中，{len(found)} 条（{share}）在政务服务网有同名信息"
    if found:
        return passed(said, *pieces)
    return attest(f"{said}，请确认是否已报送", *pieces)


def _titles_here(snapshot: Snapshot) -> dict[str, Evidence]:
    """The year's titles: of the register of what was reported, and of the own site."""
    year = snapshot.run.plan_year
    found = dict(_reported(snapshot))
    columns = [c for c in snapshot.columns_of(KIND) if not on_service_portal(snapshot, c.url)]
    for each in _entries(snapshot, columns):
        if each.day is not None and each.day.year == year and each.capture is not None:
            found.setdefault(each.title, each.quote(each.title, "标题"))
    return found


def _reported(snapshot: Snapshot) -> Iterator[tuple[str, Evidence]]:
    try:
        reported = snapshot.register("submissions")
    except MissingRegister:
        return  # the own site's entries alone are compared
    for row in reported.rows:
        of_year = row["submitted_on"].year == snapshot.run.plan_year
        if of_year and _ABOUT.search(row["title"]):
            yield row["title"], reported.evidence(row, row["title"])


def _titles_there(snapshot: Snapshot) -> set[str]:
    found: set[str] = set()
    for capture in portal_captures(snapshot):
        facts = snapshot.facts(capture)
        if isinstance(facts, PageFacts):
            found |= {_plain(facts.title)} | {_plain(item.title) for item in facts.items}
    return found - {""}


def _plain(title: str) -> str:
    return re.sub(r"\W", "", title)
