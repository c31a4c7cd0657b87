"""All clauses, by way of 19: the home page and the columns are kept up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks._counting import Tally, counted
from checks._declare import Setting, Settings, Topic, check, subjects
from checks._freshness import (
    NEWS,
    PERSONNEL,
    Limit,
    State,
    Upkeep,
    limit_for,
    upkeep,
)
from checks._home import home_freshness
from checks._results import Result, attest, failed, not_applicable, passed
from store.addresses import resolve
from store.column_kinds import kinds_of
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import ColumnView, Snapshot
from store.vocabulary import Severity

TOPIC = Topic(
    clause="19",
    title="网站内容及时更新",
    norms=("国办发〔2015〕15号#栏目不更新", "国办秘函〔2019〕19号#栏目不更新"),
)


@dataclass(frozen=True, eq=False)
class Kept:
    """A column for which the indicators set a limit."""

    snapshot: Snapshot
    column: ColumnView
    limit: Limit

    @property
    def key(self) -> str:
        """The column's address."""
        return self.column.url

    @property
    def title(self) -> str:
        """The column's name."""
        return self.column.name


@subjects
def kept(snapshot: Snapshot) -> Iterator[Kept]:
    """Columns of news, notices and policies; pages above them that only repeat theirs do not count."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    for column in snapshot.columns:
        limit = limit_for(column)
        if limit is not None and not _only_borrows(column, snapshot):
            yield Kept(snapshot, column, limit)


# -- the home page ----------------------------------------------------------------------------


@check(
    id="freshness.home-page", topic=TOPIC, severity=Severity.VETO, rows=("X2", "19.1"),
    title="首页两周内有更新",
    expected=f"首页各栏目最新内容的日期距检查当日不超过{NEWS.days}日；首页只有导航的，看二级页面",
    remedy="更新首页栏目；首页内容没有发布日期的，补上日期（没有日期视为没有更新）。",
    norms=("国办发〔2015〕15号#网站不更新", "国办秘函〔2019〕19号#首页不更新"),
    method="首页列表中的日期和首页链接的文章的发布日期，取最新的一个。",
)  # fmt: skip
def home_page(snapshot: Snapshot) -> Result:
    """The newest dated entry of the home page is at most 14 days old."""
    return home_freshness(snapshot, NEWS.days)


# -- the columns ------------------------------------------------------------------------------


@check(
    id="freshness.column-updated", topic=TOPIC, severity=Severity.MAJOR, rows=("X3", "19.1"),
    title="动态要闻、通知公告、政策文件类栏目按期更新",
    expected="动态、要闻类栏目14日内，通知公告、政策文件类栏目6个月内有带日期的新内容",
    remedy="补充新的内容；内容没有发布日期的，补上日期；确无内容可更新的，签署“本期无更新”的声明。",
)  # fmt: skip
def column_updated(kept: Kept) -> Result:
    """The newest dated entry is at most 14 days (news) or 6 months (notices, policies) old."""
    found = upkeep(kept.snapshot, kept.column, kept.limit)
    if found.state is State.UNSEEN:
        raise Unseen(found.said)
    if not kept.column.items:
        return not_applicable(found.said, *found.evidence)
    verdict = {State.FRESH: passed, State.STALE: failed, State.DOUBTFUL: attest}[found.state]
    return verdict(found.said, *found.evidence)


@check(
    id="freshness.overdue-columns", topic=TOPIC, severity=Severity.VETO, rows=("X3", "19.1"),
    title="超期未更新的动态、公告、政策文件类栏目不到5个",
    expected="14日内未更新的动态要闻类和6个月内未更新的通知公告、政策文件类栏目累计少于5个",
    remedy="逐个更新所列栏目；长期没有内容的栏目合并或者撤销。",
    settings={"too_many": Setting(5, "超期未更新的栏目达到多少个为单项否决")},
)  # fmt: skip
def overdue_columns(snapshot: Snapshot, settings: Settings) -> Result:
    """Fewer than five columns of news, notices and policies are overdue."""
    found = [upkeep(snapshot, one.column, one.limit) for one in kept(snapshot)]
    lost = _lost_columns(snapshot, ("news", "notices", "policies"))
    if not found and not lost:
        return attest("没有识别出动态要闻、通知公告、政策文件类栏目，请人工确认", _home(snapshot))
    return counted("超期未更新的栏目", _tally(found, lost), settings["too_many"], _home(snapshot))


def _tally(found: Sequence[Upkeep], lost: Sequence[str]) -> Tally:
    by_state: dict[State, list[tuple[str, tuple[Evidence, ...]]]] = {state: [] for state in State}
    for one in found:
        by_state[one.state].append((one.said, one.evidence))
    unseen = [words for words, _ in by_state[State.UNSEEN]]
    unseen += [f"栏目“{name}”的页面未能取得" for name in lost]
    return Tally(
        len(found) + len(lost), by_state[State.STALE], by_state[State.DOUBTFUL], unseen
    )  # fmt: skip


def _only_borrows(column: ColumnView, snapshot: Snapshot) -> bool:
    """A page above others that shows nothing but their entries is not counted beside them."""
    if column.source != "portal":
        return False
    others = {i.url for c in snapshot.columns if c.source != "portal" for i in c.items}
    return all(item.url in others for item in column.items)


def _lost_columns(snapshot: Snapshot, wanted: Sequence[str]) -> list[str]:
    """Menu entries of the kinds whose pages were not seen."""
    return [g.anchor for g in snapshot.gaps() if set(kinds_of(g.anchor)) & set(wanted)]


def _home(snapshot: Snapshot) -> Evidence:
    home = snapshot.home
    return home.quote(home.facts.head_title or home.url, "首页")


# -- columns that should be updated ------------------------------------------------------------


@check(
    id="freshness.rested-columns", topic=TOPIC, severity=Severity.VETO, rows=("X4", "19.1"),
    title="应更新而长期未更新的栏目不到10个",
    expected="有更新期限的栏目中，超过期限没有更新的少于10个；期限以 [site] column_days 为准，"
    "没有写明的按类别：动态要闻14日，通知公告、政策文件6个月，人事规划1年",
    remedy="逐个更新所列栏目；不再更新的栏目合并或者撤销，期限不同的在 [site] column_days 中写明。",
    settings={"too_many": Setting(10, "长期未更新的栏目达到多少个为单项否决")},
    norms=("国办发〔2015〕15号#栏目不更新", "国办秘函〔2019〕19号#栏目不更新", "国办发〔2015〕15号#基本信息"),
)  # fmt: skip
def rested_columns(snapshot: Snapshot, settings: Settings) -> Result:
    """Fewer than ten of the columns that should be updated have rested longer than they may."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    due = list(_due(snapshot))
    lost = _lost_columns(snapshot, ("news", "notices", "policies", "personnel"))
    known = {column.url for column, _ in due}
    lost += [url for url in _configured(snapshot) if url not in known]
    if not due and not lost:
        return attest("没有识别出有更新期限的栏目，请在 [site] column_days 中写明", _home(snapshot))
    found = [upkeep(snapshot, column, limit) for column, limit in due]
    return counted(
        "长期未更新的栏目", _tally(found, lost), settings["too_many"], _home(snapshot)
    )  # fmt: skip


def _due(snapshot: Snapshot) -> Iterator[tuple[ColumnView, Limit]]:
    """Columns with an interval: the configured one, else that of their kind."""
    own = _configured(snapshot)
    for column in snapshot.columns:
        days = next((own[url] for url in (column.url, *column.pages) if url in own), None)
        if days is not None:
            yield column, Limit(days=days)
        elif not _only_borrows(column, snapshot):
            limit = limit_for(column) or (PERSONNEL if "personnel" in column.kinds else None)
            if limit is not None:
                yield column, limit


def _configured(snapshot: Snapshot) -> dict[str, int]:
    """Address of a column → days, addresses in the spelling of the captures."""
    site = snapshot.run.site
    base = snapshot.run.start_url
    return {resolve(base, url) or url: days for url, days in site.column_days.items()}
