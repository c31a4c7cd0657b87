"""Clause 24: what was published and then taken back or corrected, as two nights show it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from checks._declare import Topic, check
from checks._results import Result, attest, passed
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Capture, Item, Page, Past, Snapshot
from store.vocabulary import Fetch, Severity

TOPIC: Final = Topic("24", "信息公开审查与个人隐私去标识化", norms=("要点",))
_GONE: Final = (404, 410)
_SHOWN: Final = 5
#: Lines that change by themselves.
_COUNTERS: Final = re.compile(r"浏览|阅读|点击|访问|次数|打印|字号")
_REASON: Final = re.compile(r"(?:撤回|撤下|撤销|更正|勘误|重新发布|更新说明|修订).{0,40}")


@dataclass
class _Changes:
    """Entries of the columns that are not what they were."""

    gone: list[Evidence] = field(default_factory=list)
    unlisted: int = 0
    renamed: list[Evidence] = field(default_factory=list)
    redated: list[Evidence] = field(default_factory=list)
    rewritten: list[Evidence] = field(default_factory=list)
    explained: int = 0


@check(
    id="withdrawals.explained", topic=TOPIC, severity=Severity.INFO, rows=("24.5",),
    title="发布后撤回、更正的信息",
    expected="已经发布的信息没有无说明地撤回；更正的注明原因",
    remedy="撤回或更正已发布的信息时，在原网址说明原因；属误删的恢复。",
    norms=("要点",),
    method="与上一次完整巡检比较各栏目的条目：曾能访问、现为 404 或 410 的为撤回，"
    "标题、发布日期、正文变化的为更正。"
    "栏目中不再列出但没有访问的只计数。只报告，原因由人核实。",
)  # fmt: skip
def explained(snapshot: Snapshot) -> Result:
    """What was withdrawn is shown to a person; corrections are counted; never a failure."""
    home, before = snapshot.home, snapshot.earlier
    if before is None:
        return passed("没有更早的完整巡检，本次没有可比较的撤回和更正", home.quote("", "首页"))
    changes = _compare(snapshot, before)
    said = (
        f"与 {before.run.as_of} 的巡检比较：撤回（网址已失效）{len(changes.gone)} 条，"
        f"栏目中不再列出 {changes.unlisted} 条，标题变化 {len(changes.renamed)} 条，"
        f"发布日期变化 {len(changes.redated)} 条，正文变化 {len(changes.rewritten)} 条，"
        f"其中写有更正说明的 {changes.explained} 条"
    )
    pieces = (*changes.gone, *changes.redated, *changes.renamed, *changes.rewritten)[: 2 * _SHOWN]
    if changes.gone:
        return attest(f"{said}，请核实撤回的原因", *pieces)
    return passed(said, *(pieces or (home.quote("", "首页"),)))


def _compare(snapshot: Snapshot, before: Snapshot) -> _Changes:
    changes = _Changes(gone=_gone(snapshot, before))
    listed = {item.url for column in snapshot.columns for item in column.items}
    whole = {column.url for column in snapshot.columns if column.complete}
    for column_url, item in _entries(before):
        was, now = _capture(before, item.url), _capture(snapshot, item.url)
        if was is None or not was.has_body:
            continue
        if now is None:
            changes.unlisted += item.url not in listed and column_url in whole
        elif not now.has_body:
            continue  # gone or not seen: what is gone is told for every night until now
        elif now.digest != was.digest:
            _note(changes, _page(before, item.url), _page(snapshot, item.url))
    return changes


def _gone(snapshot: Snapshot, before: Snapshot) -> list[Evidence]:
    """Entries of this night's or the last one's lists that the server says are gone, and were there."""
    found = []
    for url, title in {
        item.url: item.title for s in (before, snapshot) for _, item in _entries(s)
    }.items():
        now = _capture(snapshot, url)
        if now is None or now.has_body or now.status not in _GONE:
            continue
        days = [past.as_of for past in snapshot.past(url) if _was_there(past)]
        old = _capture(before, url)
        if old is not None and old.has_body:
            days.append(before.run.as_of)
        if days:
            said = f"HTTP {now.status}，{max(days)} 尚能访问"
            found.append(now.evidence("header", said, f"“{title}”"))
    return found


def _was_there(past: Past) -> bool:
    return past.outcome in (Fetch.FETCHED, Fetch.UNCHANGED) and (past.status or 0) < 400


def _entries(before: Snapshot) -> Iterator[tuple[str, Item]]:
    """Each entry of the columns once, whose page was seen."""
    seen: set[str] = set()
    for column in before.columns:
        for item in column.items:
            if item.url not in seen:
                seen.add(item.url)
                yield column.url, item


def _capture(snapshot: Snapshot, url: str) -> Capture | None:
    try:
        return snapshot.capture(url)
    except Unseen:
        return None


def _page(snapshot: Snapshot, url: str) -> Page | None:
    try:
        return snapshot.page(url)
    except Unseen:
        return None


def _note(changes: _Changes, old: Page | None, new: Page | None) -> None:
    if old is None or new is None:
        return
    a, b = old.facts, new.facts
    days = [page.published.day if page.published else None for page in (old, new)]
    if a.title != b.title:
        changes.renamed.append(new.quote(f"{a.title} → {b.title}", "标题"))
    elif None not in days and days[0] != days[1]:
        changes.redated.append(new.quote(f"{days[0]} → {days[1]}", "发布日期"))
    elif _words(a.text) != _words(b.text):
        changes.rewritten.append(new.quote(b.title, "正文"))
    else:
        return
    changes.explained += _REASON.search(b.text) is not None and _REASON.search(a.text) is None


def _words(text: str) -> str:
    lines = (line for line in text.splitlines() if not _COUNTERS.search(line))
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(lines)))
