"""Clause 7: the public-welfare column and its sub-columns are kept up to date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from checks._declare import check, subjects
from checks._freshness import undated_counts
from checks._results import Result, attest, failed, passed
from checks._welfare_columns import KIND, dated, item_evidence, welfare_columns
from checks._workdays import add_months
from checks.welfare import TOPIC
from store.column_kinds import synonyms
from store.errors import Unseen
from store.gateways import gateway
from store.judgements import Evidence
from store.snapshot import ColumnView, Snapshot
from store.vocabulary import Severity

#: 国办发〔2015〕15号 栏目不更新: columns of news, and all others.
NEWS_DAYS = 14
OTHER_MONTHS = 6

#: Columns of standing information, for which no norm sets an interval.
_STANDING = re.compile(r"设施|名录|目录|场馆|指南|机构|清单|制度|标准")
_NEWS_NAME = re.compile(r"(?:动态|要闻|新闻|快讯|资讯)$")


@dataclass(frozen=True, eq=False)
class Upkeep:
    """A welfare column with all entries that keep it fresh; ``column`` None: there is none."""

    snapshot: Snapshot
    column: ColumnView | None
    below: tuple[ColumnView, ...] = ()

    @property
    def key(self) -> str:
        """The column's address."""
        return self.column.url if self.column else ""

    @property
    def title(self) -> str:
        """The column's name."""
        return self.column.name if self.column else "社会公益事业专栏"


@subjects
def upkeeps(snapshot: Snapshot) -> Iterator[Upkeep]:
    """Every welfare column; entries of its sub-columns count for it too."""
    columns = welfare_columns(snapshot)
    if not columns:
        yield Upkeep(snapshot, None)
    for column in columns:
        folder = urljoin(column.url, ".")
        inside = folder != urljoin(column.url, "/")
        below = (c for c in columns if c is not column and c.url.startswith(folder))
        yield Upkeep(snapshot, column, tuple(below) if inside else ())


@check(
    id="welfare.column-updated", topic=TOPIC, severity=Severity.MAJOR, rows=("7.7",),
    title="社会公益事业专栏及时更新",
    expected=f"动态类栏目{NEWS_DAYS}日内、其他栏目{OTHER_MONTHS}个月内有带日期的新内容",
    remedy="补充新的内容；内容没有发布日期的，补上日期。",
    norms=("国办发〔2015〕15号#栏目不更新", "国办秘函〔2019〕19号#栏目不更新", "要点"),
)  # fmt: skip
def column_updated(upkeep: Upkeep) -> Result:
    """The newest dated entry is at most 14 days (news) or 6 months (others) old."""
    snapshot, column = upkeep.snapshot, upkeep.column
    if column is None:
        absence = snapshot.absence("社会公益事业专栏", synonyms(KIND))
        return failed("没有社会公益事业专栏，也就没有内容更新", absence)
    page = snapshot.page(column.url)  # the first page is where new entries stand; else Unseen
    entries = [e for c in (column, *upkeep.below) for e in dated(snapshot, c)]
    if not entries:
        return _undated(snapshot, column, upkeep.below, page.quote(column.name, "栏目页"))
    newest, item = max(entries, key=lambda e: e[0])
    said = f"最新内容为 {newest}，距 {snapshot.run.as_of} {(snapshot.run.as_of - newest).days} 日"
    if _fresh(column, newest, snapshot.run.as_of):
        return passed(said, item_evidence(snapshot, item))
    _refuse_hidden(snapshot, column, upkeep.below)
    if _STANDING.search(column.name):
        words = f"{said}；“{column.name}”是名录、指南一类的栏目，请确认内容是否仍然准确"
        return attest(words, item_evidence(snapshot, item))
    limit = f"{NEWS_DAYS}日" if _is_news(column) else f"{OTHER_MONTHS}个月"
    return failed(f"{said}，超过{limit}", item_evidence(snapshot, item))


def _is_news(column: ColumnView) -> bool:
    return "news" in column.kinds or bool(_NEWS_NAME.search(column.name))


def _fresh(column: ColumnView, newest: dt.date, as_of: dt.date) -> bool:
    if _is_news(column):
        return (as_of - newest).days <= NEWS_DAYS
    return as_of <= add_months(newest, OTHER_MONTHS)


def _undated(
    snapshot: Snapshot, column: ColumnView, below: tuple[ColumnView, ...], shown: Evidence
) -> Result:
    items = [item for c in (column, *below) for item in c.items]
    if not items and len(snapshot.page(column.url).facts.text) >= 200:
        return attest(f"“{column.name}”是单页内容，请确认是否需要更新", shown)
    _refuse_hidden(snapshot, column, below)
    if out := "" if items else gateway(snapshot, (column.name,)):
        raise Unseen(f"{out}，不能断定没有更新")
    if not items:
        return failed(f"栏目“{column.name}”没有内容", shown)
    said = f"栏目“{column.name}”有 {len(items)} 条内容，都没有发布日期"
    if not undated_counts(snapshot):
        return attest(f"{said}；现行指标没有写明无日期的内容如何计算，请人工确认", shown)
    return failed(f"{said}，视为没有更新", shown)


def _refuse_hidden(snapshot: Snapshot, column: ColumnView, below: tuple[ColumnView, ...]) -> None:
    """A stale list accuses only when nothing newer can stand where the night did not look."""
    for each in (column, *below):
        snapshot.page(each.url)
        days = [item.listed.day for item in each.items if item.listed is not None]
        if not each.complete and days != sorted(days, reverse=True):
            raise Unseen(f"栏目“{each.name}”没有完整抓取且不按时间倒序，新内容可能在未抓取的列表页")
        for item in each.items:
            if item.listed is None:
                snapshot.page(item.url)  # its date may stand on a page that was not seen
