"""Clauses 25 and 8: what the directory names can be opened and holds something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._directory import Directory, Node, found_directory
from checks._results import Result, attest, failed, not_applicable, passed
from checks.blank_columns import Named, column_has_content
from checks.directory import TOPIC
from store.column_kinds import canonical, kinds, synonyms
from store.errors import Unseen
from store.gateways import elsewhere
from store.judgements import Evidence
from store.snapshot import Capture, ColumnView, Past, Snapshot
from store.verdicts import Standing
from store.vocabulary import Fetch, Outcome, Severity

AREAS = Topic(
    clause="8", title="重点领域信息纳入主动公开基本目录", norms=("要点", "政府信息公开条例#20")
)

_NAMED: Final = 5
_KEPT: Final = 20
_GONE: Final = (404, 410)
_WITHHELD: Final = (Fetch.ROBOTS, Fetch.OVER_BUDGET)


@check(
    id="directory.nodes-open", topic=TOPIC, severity=Severity.MAJOR, rows=("25.5",),
    title="目录中的链接都能打开，所到的栏目有内容",
    expected="目录中每个链接都能打开；链接到栏目的，栏目至少有一条内容",
    remedy="修复失效的链接；充实空白的栏目。",
    norms=("国办发〔2015〕15号#链接可用性", "国办发〔2015〕15号#栏目不更新",
           "国办秘函〔2019〕19号#栏目不更新"),
    settings={"nights": Setting(3, "同一链接在多少个不同日期都打不开，才认定失效（自定）")},
)  # fmt: skip
def nodes_open(snapshot: Snapshot, settings: Settings) -> Result:
    """Every link of the directory opens, and a column that it leads to has an entry."""
    directory = found_directory(snapshot)
    if directory is None:
        return not_applicable("没有主动公开基本目录，见“公布主动公开基本目录”")
    nodes = [node for node in directory.nodes if not elsewhere(snapshot, node.url)]
    if not nodes:
        directory.demand_whole("链接")
        return attest(
            "目录中没有链接到本站的条目，请人工核对目录所列的信息能否找到", directory.shown()
        )
    broken = [(node, _bad_days(snapshot, node)) for node in nodes]
    broken = [(node, days) for node, days in broken if days]
    blank = list(_blank(snapshot, nodes))
    lasting = [node for node, days in broken if len(days) >= settings["nights"]]
    said = f"目录有 {len(nodes)} 个站内链接"
    if lasting or blank:
        words = "；".join(
            [
                *(f"“{n.name}”打不开" for n in lasting),
                *(f"“{n.name}”的栏目没有内容" for n, _ in blank),
            ][:_NAMED]
        )
        pieces = [*(_shown(node) for node in lasting), *(e for _, e in blank)]
        return failed(
            f"{said}，其中 {len(lasting) + len(blank)} 个不符合：{words}", *pieces[:_KEPT]
        )
    if broken:
        words = "；".join(f"“{node.name}”{node.url}" for node, _ in broken[:_NAMED])
        pieces = [_shown(node) for node, _ in broken[:_KEPT]]
        return attest(
            f"{said}，本次有 {len(broken)} 个打不开（未满{settings['nights']}个不同日期）：{words}",
            *pieces,
        )
    _demand_seen(snapshot, nodes)
    return passed(f"{said}，都能打开且有内容", directory.shown())


def _shown(node: Node) -> Evidence:
    return node.stands_on.quote(f"{node.name} {node.url}", "目录链接")


def _bad_days(snapshot: Snapshot, node: Node) -> set[dt.date]:
    """The days, tonight last, on which a link did not open without an interruption."""
    try:
        capture = snapshot.capture(node.url)
    except Unseen:
        return set()  # not fetched tonight; ``_demand_seen`` says so
    if capture.outcome in _WITHHELD or not _is_bad(snapshot, capture):
        return set()
    days = {snapshot.run.as_of}
    for past in reversed(snapshot.past(node.url)):
        if not _was_bad(past):
            break
        days.add(past.as_of)
    return days


def _is_bad(snapshot: Snapshot, capture: Capture) -> bool:
    if not capture.has_body:
        return capture.outcome is not Fetch.REDIRECTED
    return snapshot.verdicts.of(capture).standing is Standing.NOT_SITE


def _was_bad(past: Past) -> bool:
    return past.outcome is Fetch.FAILED or (past.status or 0) >= 400


def _demand_seen(snapshot: Snapshot, nodes: list[Node]) -> None:
    for node in nodes:
        capture = snapshot.capture(node.url)
        if capture.outcome in _WITHHELD:
            raise Unseen(f"目录链接 {node.url} 未能检查（{capture.reason}）")


def _blank(snapshot: Snapshot, nodes: list[Node]) -> Iterator[tuple[Node, Evidence]]:
    by_url = {url: c for c in snapshot.columns for url in (c.url, *c.pages)}
    for node in nodes:
        column = by_url.get(node.url)
        if column is None or column.items:
            continue
        try:
            result = column_has_content(Named(snapshot, column))
        except Unseen:
            continue  # a column that was not read is judged by its own check
        if result.outcome is Outcome.FAIL:
            yield node, result.evidence[0]


# -- key areas --------------------------------------------------------------------------------


@check(
    id="directory.key-areas", topic=AREAS, severity=Severity.MAJOR, rows=("8.1",),
    title="重点领域都列入主动公开基本目录，且有内容",
    expected="[site] key_areas 所列的每个重点领域在目录中都有条目，网站上至少有一条可打开的内容",
    remedy="在目录中补上所缺的重点领域，并发布相应的内容。",
)  # fmt: skip
def key_areas(snapshot: Snapshot) -> Result:
    """Every key area has a node in the directory and at least one live item."""
    areas = snapshot.run.site.key_areas
    if not areas:
        return not_applicable("[site] key_areas 没有列出重点领域")
    directory = found_directory(snapshot)
    if directory is None:
        return not_applicable("没有主动公开基本目录，见“公布主动公开基本目录”")
    missing = [area for area in areas if not _in_directory(directory, area)]
    if missing:
        directory.demand_whole("、".join(missing))
        return failed(f"目录中没有重点领域：{'、'.join(missing)}", directory.shown())
    pieces = []
    for area in areas:
        shown = _live_item(snapshot, area)
        if shown is None:
            absence = snapshot.absence(f"{area}的内容", _words(area))
            return failed(f"重点领域“{area}”列入了目录，但没有内容", directory.shown(), absence)
        pieces.append(shown)
    return passed(f"目录列有全部重点领域（{'、'.join(areas)}），都有内容", *pieces)


def _in_directory(directory: Directory, area: str) -> bool:
    return any(word in directory.text for word in _words(area))


def _words(area: str) -> tuple[str, ...]:
    kind = canonical(area)
    longer = tuple(w for w in synonyms(kind) if len(w) >= 3) if kind in kinds() else ()
    return tuple(dict.fromkeys((area, *longer)))


def _live_item(snapshot: Snapshot, area: str) -> Evidence | None:
    """An entry that was opened: of a column of the area, or named like it in any column."""
    lost = ""
    for column, url in _items(snapshot, area):
        try:
            capture = snapshot.capture(url)
        except Unseen as reason:
            lost = lost or str(reason)
            continue
        if capture.has_body and snapshot.verdicts.of(capture).standing is not Standing.NOT_SITE:
            return capture.evidence("page", column.name, "栏目内容")
        if not capture.has_body and capture.status not in _GONE:
            lost = lost or f"{url} 未能取得：{capture.reason}"
    held = snapshot.columns_of(canonical(area))
    if lost or any(not column.complete for column in held):
        why = lost or "栏目没有完整取得"
        raise Unseen(f"不能断定重点领域“{area}”没有内容：{why}")
    return None


def _items(snapshot: Snapshot, area: str) -> Iterator[tuple[ColumnView, str]]:
    words = _words(area)
    for column in snapshot.columns_of(canonical(area)):
        yield from ((column, item.url) for item in column.items if item.url)
    for column in snapshot.columns:
        for item in column.items:
            if item.url and any(word in item.title for word in words):
                yield column, item.url
