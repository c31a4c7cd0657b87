"""How fresh a column is: its newest dated entry, or why nobody can say.

A list accuses only when it was read where new entries stand, when every entry that shows no date
in the list was looked up, and when nothing on the newest pages says otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from checks._resting import excuse
from checks._workdays import add_months
from store.errors import Unseen
from store.facts import AttachmentFacts, DateCandidate
from store.gateways import elsewhere
from store.judgements import Evidence
from store.snapshot import ColumnView, Item, Snapshot, looks_like_file
from store.vocabulary import Place

#: 国办发〔2015〕15号 and 国办秘函〔2019〕19号, 栏目不更新: two weeks for news, six months for the others.
NEWS_DAYS: Final = 14
OTHER_MONTHS: Final = 6
#: 国办发〔2015〕15号, 基本信息: a year for 人事 and 规划计划; counted only where many rest.
PERSONNEL_MONTHS: Final = 12

#: From this day the indicators of 2019 count only first-level columns of notices and policies.
FIRST_LEVEL_FROM: Final = dt.date(2019, 4, 1)
#: The same day: the note that an undated entry is no update is one of 2015.
UNDATED_UNTIL: Final = dt.date(2019, 3, 31)


class State(StrEnum):
    """What is known of a column's freshness."""

    FRESH = "fresh"
    STALE = "stale"
    DOUBTFUL = "doubtful"  # a person must look
    UNSEEN = "unseen"


@dataclass(frozen=True)
class Upkeep:
    """A column's freshness in words, with what shows it."""

    column: ColumnView
    state: State
    said: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Limit:
    """How long a column may rest: days, or calendar months when ``months`` is not 0."""

    days: int = 0
    months: int = 0

    def last_day(self, newest: dt.date) -> dt.date:
        """The last day on which a column with this newest entry is up to date."""
        return add_months(newest, self.months) if self.months else newest + dt.timedelta(self.days)

    @property
    def words(self) -> str:
        """As people say it."""
        return f"{self.months}个月" if self.months else f"{self.days}日"


NEWS: Final = Limit(days=NEWS_DAYS)
OTHERS: Final = Limit(months=OTHER_MONTHS)
PERSONNEL: Final = Limit(months=PERSONNEL_MONTHS)


def limit_for(column: ColumnView) -> Limit | None:
    """The limit of the inspections' indicators for a column; None when they set none."""
    if "news" in column.kinds:
        return NEWS
    return OTHERS if {"notices", "policies"} & set(column.kinds) else None


def upkeep(snapshot: Snapshot, column: ColumnView, limit: Limit) -> Upkeep:
    """Whether the newest entry of a column is within the limit on the as-of date."""
    try:
        return _judged(snapshot, column, limit)
    except Unseen as reason:
        return Upkeep(column, State.UNSEEN, f"栏目“{column.name}”：{reason}")


def _judged(snapshot: Snapshot, column: ColumnView, limit: Limit) -> Upkeep:
    entries = list(_dated(snapshot, column))
    newest, item = max(entries, key=lambda e: e[0].day, default=(None, None))
    if newest is None or item is None:
        return _undated(snapshot, column)
    as_of = snapshot.run.as_of
    said = f"栏目“{column.name}”最新内容为 {newest.day}，距 {as_of} {(as_of - newest.day).days} 日"
    shown = entry_evidence(snapshot, item, newest)
    if as_of <= limit.last_day(newest.day):
        return Upkeep(column, State.FRESH, said, (shown,))
    refuse_hidden(snapshot, column)
    said = f"{said}，超过{limit.words}"
    doubt = (
        excuse(snapshot, column)
        or _off_site(snapshot, column)
        or _rival(snapshot, column, limit)
        or _guessed_year(snapshot, item, newest)
        or _not_first_level(snapshot, column)
    )
    if doubt:
        return Upkeep(column, State.DOUBTFUL, f"{said}；{doubt}", (shown,))
    return Upkeep(column, State.STALE, said, (shown,))


def _undated(snapshot: Snapshot, column: ColumnView) -> Upkeep:
    """No entry has a day up to the as-of date."""
    shown = snapshot.page(column.url).quote(column.name, "栏目页")
    if not column.items:
        if not column.complete:
            raise Unseen(column.note or "未能读出列表")
        return Upkeep(column, State.FRESH, f"栏目“{column.name}”没有内容，另按空白栏目计", (shown,))
    if column.note:
        raise Unseen(f"列表没有完整取得（{column.note}），读到的条目都没有日期")
    _refuse_unread_entries(snapshot, column)
    said = f"栏目“{column.name}”有 {len(column.items)} 条内容，都没有不晚于当日的发布日期"
    later = "" if undated_counts(snapshot) else "现行指标没有写明无日期的内容如何计算，请人工确认"
    unsure = "" if column.complete else "条目取自栏目页上的链接，请人工核对"
    excused = excuse(snapshot, column) or _off_site(snapshot, column)
    if doubt := excused or later or unsure:
        return Upkeep(column, State.DOUBTFUL, f"{said}；{doubt}", (shown,))
    return Upkeep(column, State.STALE, f"{said}，视为没有更新", (shown,))


def undated_counts(snapshot: Snapshot) -> bool:
    """Whether the indicators in force say that an undated entry is no update (15号, note)."""
    return snapshot.run.as_of <= UNDATED_UNTIL


# -- entries ----------------------------------------------------------------------------------


def _dated(snapshot: Snapshot, column: ColumnView) -> Iterator[tuple[DateCandidate, Item]]:
    """Entries with a day up to the as-of date; a later one is a slip or another night's."""
    for item in column.items:
        found = item.listed or _own_date(snapshot, item)
        if found is not None and found.day <= snapshot.run.as_of:
            yield found, item


def _own_date(snapshot: Snapshot, item: Item) -> DateCandidate | None:
    """The date on the page behind an entry; None when there is none or it was not seen."""
    try:
        return snapshot.days.of(item.url)
    except Unseen:
        return None  # ``refuse_hidden`` looks again before anything is said to be stale


def entry_evidence(snapshot: Snapshot, item: Item, date: DateCandidate) -> Evidence:
    """The entry with its date as printed in the list or on its page."""
    if item.listed is not None:
        listing = snapshot.capture(item.list_url)
        return listing.evidence("list-row", f"{item.title} {item.listed.quote}", "列表")
    return snapshot.page(item.url).quote(date.quote or item.title, "发布日期")


def refuse_hidden(snapshot: Snapshot, column: ColumnView) -> None:
    """Raise Unseen while something newer may stand where the night did not look."""
    snapshot.page(column.url)  # the first page is where new entries stand
    days = [item.listed.day for item in column.items if item.listed is not None]
    if not column.complete and (len(days) < 2 or days != sorted(days, reverse=True)):
        raise Unseen(
            f"列表没有完整取得（{column.note or '有列表页未取得'}），且不能确认按时间倒序排列"
        )
    _refuse_unread_entries(snapshot, column)


def _refuse_unread_entries(snapshot: Snapshot, column: ColumnView) -> None:
    for item in column.items:
        if item.listed is None and not elsewhere(snapshot, item.url):
            _refuse_unread(snapshot, item)


def _refuse_unread(snapshot: Snapshot, item: Item) -> None:
    if not item.url:
        raise Unseen(f"条目“{item.title}”靠脚本打开，未能读到它的日期")
    target = snapshot.capture(item.url)
    if looks_like_file(target) and isinstance(snapshot.facts(target), AttachmentFacts):
        return  # a file that the list links directly: its date stands in the list or nowhere
    snapshot.days.of(item.url)


# -- doubts -----------------------------------------------------------------------------------


def _off_site(snapshot: Snapshot, column: ColumnView) -> str:
    away = [i for i in column.items if i.listed is None and elsewhere(snapshot, i.url)]
    return f"有 {len(away)} 条没有日期的内容链接到站外，请人工核对" if away else ""


def _rival(snapshot: Snapshot, column: ColumnView, limit: Limit) -> str:
    """Another reading on a page behind an entry that would make the column fresh."""
    as_of = snapshot.run.as_of
    for item in column.items:
        try:
            published = snapshot.page(item.url).facts.published if item.url else None
        except Unseen:
            continue  # what the list prints beside it stands
        for other in published.candidates if published else ():
            counts = other.place in (Place.HEADER, Place.URL) and other.day <= as_of
            if counts and as_of <= limit.last_day(other.day):
                return f"但“{item.title}”的页面上写着“{other.quote}”，两处不一致，请人工核对"
    return ""


def _guessed_year(snapshot: Snapshot, item: Item, date: DateCandidate) -> str:
    """A list that prints month and day alone: the year must be confirmed by the page behind."""
    if not date.rule.endswith("-md"):
        return ""
    own = _own_date(snapshot, item)
    return "" if own is not None else "列表日期没有年份，请人工确认"


def _not_first_level(snapshot: Snapshot, column: ColumnView) -> str:
    """Since 2019 only first-level columns of notices and policies are counted."""
    if snapshot.run.as_of < FIRST_LEVEL_FROM or "news" in column.kinds:
        return ""
    names = [crumb.text for crumb in snapshot.page(column.url).facts.breadcrumb]
    above = [name for name in names if name.strip() not in ("首页", "网站首页", column.name)]
    return "现行指标只计一级栏目，该栏目在“" + "、".join(above) + "”之下" if above else ""
