"""Why a night looks too odd to accuse anybody: compared with the nights before it."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from store.config import Findings
from store.judgements import CheckCard
from store.model import captures, columns, documents, runs, settlements
from store.nights import Night, start_url
from store.observing import day_of
from store.vocabulary import Cause

#: Nights that "usual" is the median of.
_NIGHTS = 14
#: A clock that is ahead of the last night by more than this has jumped.
_LONGEST_PAUSE = dt.timedelta(days=366)


@dataclass(frozen=True)
class Earlier:
    """A run before this one."""

    run_id: int
    started_at: dt.datetime
    as_of: dt.date
    seen: float  # pages that were seen
    released: bool
    sound: bool  # usable, and not held or released


def oddities(
    connection: Connection,
    night: Night,
    cards: Iterable[CheckCard],
    opening: int,
    standing: int,
) -> list[str]:
    """The causes for which a run is held, in Chinese; [] when it looks like any other.

    Args:
        connection: to the store.
        night: the run.
        cards: its checks.
        opening: findings that it would open.
        standing: findings that stood before it.
    """
    now = connection.execute(select(runs).where(runs.c.id == night.run_id)).one()
    before = _earlier(connection, night)
    usual = _usual(before)
    return [
        *_clock(now, before),
        *_few_pages(now, usual, night.config.findings),
        *_many_new(opening, standing, usual, night.config.findings),
        *_lost_columns(connection, night.run_id, usual),
        *(f"检查项 {card.id} 未通过自检：{card.broken}" for card in cards if card.broken),
    ]


def _earlier(connection: Connection, night: Night) -> list[Earlier]:
    """The settled runs of the portal before one, newest first."""
    query = (
        select(*runs.c["id", "started_at", "as_of", "coverage"],
               *settlements.c["held", "released_at", "point"])
        .join(settlements, settlements.c.run_id == runs.c.id)
        .where(runs.c.start_url == start_url(night.config), runs.c.id < night.run_id)
        .order_by(runs.c.id.desc())
        .limit(10 * _NIGHTS)
    )  # fmt: skip
    return [
        Earlier(
            row.id, row.started_at, row.as_of, _pages(row.coverage), bool(row.released_at),
            bool(row.point["usable"]) and (not row.held or bool(row.released_at)),
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def _usual(before: Iterable[Earlier]) -> list[Earlier]:
    """The sound nights that tell what is usual, newest first: none older than one let through."""
    found: list[Earlier] = []
    for each in before:
        if each.sound:
            found.append(each)
        if each.released or len(found) == _NIGHTS:
            break
    return found


def _pages(coverage: dict[str, Any]) -> float:
    return float(coverage.get("discovered", 0)) * float(coverage.get("share", 0.0))


def _clock(now: Any, before: list[Earlier]) -> Iterator[str]:
    if not before:
        return
    last = before[0]
    if now.started_at < last.started_at:
        yield (
            f"本机时钟倒退：本次开始于 {now.started_at:%Y-%m-%d %H:%M}，早于第 {last.run_id} 次的 "
            f"{last.started_at:%Y-%m-%d %H:%M}（UTC）"
        )
    elif now.started_at - last.started_at > _LONGEST_PAUSE:
        yield f"本机时钟跳跃，或停用已久：上次（第 {last.run_id} 次）在一年多以前"
    asked = now.as_of != day_of(now.started_at) or last.as_of != day_of(last.started_at)
    if now.as_of < last.as_of and not asked:
        yield f"截至日期倒退：本次 {now.as_of}，早于第 {last.run_id} 次的 {last.as_of}"


def _few_pages(now: Any, usual: list[Earlier], limits: Findings) -> Iterator[str]:
    if not usual:
        return
    middle, seen = statistics.median(each.seen for each in usual), _pages(now.coverage)
    if seen < limits.held_coverage * middle:
        yield f"看到的网页明显减少：本次 {seen:.0f} 个，近 {len(usual)} 次的中位数为 {middle:.0f} 个"


def _many_new(opening: int, standing: int, usual: list[Earlier], limits: Findings) -> Iterator[str]:
    if usual and opening > limits.held_new and opening > limits.held_new_share * standing:
        yield f"新问题突然大量出现：本次 {opening} 个，此前未整改的共 {standing} 个"


def _lost_columns(connection: Connection, run_id: int, usual: list[Earlier]) -> Iterator[str]:
    """Columns of the last sound night that a protection page stands in for."""
    if not usual:
        return
    kept = select(columns.c.url).where(columns.c.run_id == run_id)
    query = (
        select(columns.c.name, columns.c.url)
        .join(captures, (captures.c.url == columns.c.url) & (captures.c.run_id == run_id))
        .outerjoin(documents, documents.c.digest == captures.c.digest)
        .where(columns.c.run_id == usual[0].run_id, columns.c.url.not_in(kept))
        .where((captures.c.cause == Cause.BLOCKED) | (documents.c.quality == "protection"))
        .distinct()
        .order_by(columns.c.url)
    )
    for row in connection.execute(query):
        yield f"栏目“{row.name}”（{row.url}）整个被防护页面挡住"
