"""The newest thing on the home page: in its lists, or on the pages that it links to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checks._freshness import (
    Limit,
    State,
    refuse_hidden,
    undated_counts,
    upkeep,
)
from checks._results import Result, attest, failed, passed
from store.errors import Unseen
from store.facts import AttachmentFacts, DateCandidate
from store.gateways import elsewhere
from store.judgements import Evidence
from store.snapshot import ColumnView, Page, Snapshot
from store.vocabulary import Cause, Place

#: Where links to articles stand; menus and footers lead elsewhere.
_CONTENT: Final = (Place.LIST, Place.BODY)
_GONE: Final = (404, 410)


@dataclass(frozen=True)
class _Shown:
    """One entry of the home page: its title, target, the page it stands on, its date if any."""

    title: str
    url: str
    stands_on: Page
    date: DateCandidate | None
    listed: bool  # the date is printed beside it

    def evidence(self, snapshot: Snapshot) -> Evidence:
        """The entry with its date, in the list or on the page behind it."""
        quote = self.date.quote if self.date else ""
        if self.listed:
            return self.stands_on.quote(f"{self.title} {quote}".strip(), "首页列表")
        return snapshot.page(self.url).quote(quote or self.title, "发布日期")


def home_freshness(snapshot: Snapshot, days: int) -> Result:
    """Whether the newest dated entry of the home page is at most some days old."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    as_of = snapshot.run.as_of
    entries = list(_entries(snapshot))
    dated = [e for e in entries if e.date is not None and e.date.day <= as_of]
    if not entries:
        return _second_level(snapshot, days)
    newest = max(dated, key=_day, default=None)
    if newest is not None and (as_of - _day(newest)).days <= days:
        return passed(_said(newest, as_of), newest.evidence(snapshot))
    _refuse_unseen(snapshot, entries)
    if newest is None:
        shown = snapshot.home.quote(entries[0].title, "首页")
        words = f"首页有 {len(entries)} 条内容，都没有不晚于 {as_of} 的发布日期"
        if undated_counts(snapshot):
            return failed(f"{words}，视为没有更新", shown)
        return attest(f"{words}，请人工核对首页是否更新", shown)
    said = f"{_said(newest, as_of)}，超过{days}日"
    if rival := _rival(snapshot, entries, days):
        return attest(f"{said}；{rival}", newest.evidence(snapshot))
    return failed(said, newest.evidence(snapshot))


def _said(newest: _Shown, as_of: dt.date) -> str:
    return f"首页最新内容“{newest.title}”为 {_day(newest)}，距 {as_of} {(as_of - _day(newest)).days} 日"


def _day(entry: _Shown) -> dt.date:
    return entry.date.day if entry.date else dt.date.min


# -- entries ----------------------------------------------------------------------------------


def _entries(snapshot: Snapshot) -> Iterator[_Shown]:
    """Entries of the home page and of the frames in it, each address once."""
    seen: set[str] = set()
    for page in _surfaces(snapshot):
        for item in page.facts.items:
            url = page.resolve(item.href)
            if url not in seen:
                seen.add(url)
                yield _of_item(snapshot, page, url, item.title, item.listed)
        for link in page.facts.links:
            url = page.resolve(link.href) if link.place in _CONTENT else ""
            if url and url not in seen and (date := _own_date(snapshot, url)) is not None:
                seen.add(url)
                yield _Shown(link.text, url, page, date, False)


def _surfaces(snapshot: Snapshot) -> Iterator[Page]:
    home = snapshot.home
    yield home
    for link in home.facts.links:
        if link.place is not Place.FRAME:
            continue
        try:
            yield snapshot.page(home.resolve(link.href), doubtful=True)
        except Unseen:
            continue  # ``_refuse_unseen`` asks for it before anything is said to be stale


def _of_item(
    snapshot: Snapshot, page: Page, url: str, title: str, listed: DateCandidate | None
) -> _Shown:
    """A list without years is read by the page behind it, where that shows a date."""
    if listed is not None and not listed.rule.endswith("-md"):
        return _Shown(title, url, page, listed, True)
    own = _own_date(snapshot, url)
    if own is not None:
        return _Shown(title, url, page, own, False)
    return _Shown(title, url, page, listed, True)


def _own_date(snapshot: Snapshot, url: str) -> DateCandidate | None:
    """The publication date of an article that was captured; None for all else."""
    try:
        page = snapshot.page(url)
    except Unseen:
        return None  # ``_refuse_unseen`` asks for it before anything is said to be stale
    return page.dated if page.facts.published.chosen or page.facts.published.ago else None


# -- before anything is said to be stale ------------------------------------------------------


def _refuse_unseen(snapshot: Snapshot, entries: list[_Shown]) -> None:
    home = snapshot.home
    if home.facts.drawn or home.facts.doubts:
        raise Unseen("首页有列表由网页脚本绘制或内容存疑，不能断定首页没有更新")
    for link in home.facts.links:
        if link.place is Place.FRAME:
            snapshot.page(home.resolve(link.href), doubtful=True)
    for entry in entries:
        if entry.date is None or entry.date.rule.endswith("-md"):
            _refuse_entry(snapshot, entry)
    targets = {home.resolve(link.href) for link in home.facts.links if link.place in _CONTENT}
    for capture in snapshot.captures():
        lost = capture.url in targets and not capture.has_body and not capture.redirect_to
        if lost and capture.status not in _GONE and capture.cause is not Cause.INVALID:
            raise Unseen(
                f"首页链接 {capture.url} 未能取得（{capture.reason}），不能断定首页没有更新"
            )


def _refuse_entry(snapshot: Snapshot, entry: _Shown) -> None:
    if elsewhere(snapshot, entry.url):
        raise Unseen(f"首页内容“{entry.title}”链接到站外，未能读到日期，不能断定首页没有更新")
    if not isinstance(snapshot.facts(snapshot.capture(entry.url)), AttachmentFacts):
        snapshot.page(entry.url)


def _rival(snapshot: Snapshot, entries: list[_Shown], days: int) -> str:
    """Another reading on a page behind an entry that would make the home page fresh."""
    as_of = snapshot.run.as_of
    for entry in entries:
        try:
            published = snapshot.page(entry.url).facts.published
        except Unseen:
            continue  # what stands beside it in the list stands
        for other in published.candidates:
            told = other.place in (Place.HEADER, Place.URL)
            if told and 0 <= (as_of - other.day).days <= days:
                return f"但“{entry.title}”的页面上写着“{other.quote}”，请人工核对"
    return ""


# -- a home page that only navigates ----------------------------------------------------------


def _second_level(snapshot: Snapshot, days: int) -> Result:
    """The home page lists nothing: its second-level pages count in its place."""
    columns = [c for c in snapshot.columns if _near(snapshot, c)]
    found = [upkeep(snapshot, column, Limit(days=days)) for column in columns if column.items]
    fresh = next((one for one in found if one.state is State.FRESH), None)
    if fresh is not None:
        return passed(f"首页只有导航；二级页面中{fresh.said}", *fresh.evidence)
    if snapshot.home.facts.drawn or snapshot.home.facts.doubts or not found:
        raise Unseen("首页没有可读取的列表，也没有可读取的二级页面，不能断定首页是否更新")
    for column in columns:
        refuse_hidden(snapshot, column)
    gaps = snapshot.gaps()
    if gaps:
        raise Unseen(f"首页只有导航，二级页面 {gaps[0].url} 等 {len(gaps)} 个未能检查")
    pieces = tuple(piece for one in found for piece in one.evidence)[:20]
    said = f"首页只有导航，{len(found)} 个二级页面的最新内容都超过{days}日"
    if any(one.state is not State.STALE for one in found):
        return attest(f"{said}；其中有日期存疑的，请人工核对", *pieces)
    return failed(said, *pieces)


def _near(snapshot: Snapshot, column: ColumnView) -> bool:
    try:
        return snapshot.capture(column.url).depth <= 1
    except Unseen:
        return False  # a list that was configured and not seen; ``gaps`` counts it
