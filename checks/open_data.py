"""Clause 22a: a page of open data, with what can be downloaded from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from checks._declare import Topic, check
from checks._results import Result, attest, passed
from store.column_kinds import synonyms
from store.errors import Unseen
from store.snapshot import Capture, ColumnView, Page, Snapshot
from store.vocabulary import Severity

TOPIC: Final = Topic("22a", "公共信息资源开放")
_MACHINE: Final = (".csv", ".xlsx", ".xls", ".json", ".xml", ".et", ".zip", ".rdf", ".geojson")
_LICENCE: Final = re.compile(
    r"开放许可|使用许可|许可协议|授权协议|使用条款|开放协议|使用协议|无条件开放|有条件开放|开放条件|开放属性"
)
_MOST: Final = 500  # data sets that are opened


@dataclass
class _Found:
    """What the data sets of a column have."""

    sets: int = 0
    files: int = 0
    licensed: int = 0
    dated: int = 0
    endings: tuple[str, ...] = ()


@check(
    id="open-data.offered", topic=TOPIC, severity=Severity.INFO, rows=("22a.6",),
    title="公共信息资源开放页面",
    expected="有开放数据的栏目，列出数据集及其格式、使用许可和更新日期",
    remedy="在网站设数据开放栏目，或链接到本级统一的公共数据开放平台，并注明数据集的格式、许可和更新日期。",
    norms=("数据安全法#42", "要点"),
    method="统计数据开放栏目中的数据集、可下载的机器可读文件、许可和日期；只报告，不认定。",
)  # fmt: skip
def offered(snapshot: Snapshot) -> Result:
    """Data sets, formats, licences and dates are reported; never a failure."""
    columns = snapshot.columns_of("open-data")
    if not columns:
        words = synonyms("open-data")
        missing = snapshot.absence("数据开放", words)
        return attest("本站没有数据开放栏目，请人工确认是否在统一的数据开放平台开放", missing)
    found = _count(snapshot, columns)
    shown = snapshot.capture(columns[0].url).evidence("page", columns[0].name, "栏目")
    formats = f"（{'、'.join(found.endings)}）" if found.endings else ""
    said = (
        f"数据开放栏目 {len(columns)} 个，数据集 {found.sets} 个，其中有机器可读文件的 {found.files} 个"
        f"{formats}，注明许可的 {found.licensed} 个，有日期的 {found.dated} 个"
    )
    if not found.sets:
        if not all(column.complete for column in columns):
            raise Unseen(f"{said}；栏目没有完整取得，不能断定没有数据集")
        return attest(f"{said}，请人工确认", shown)
    if min(found.files, found.licensed, found.dated) == 0:
        return attest(f"{said}，请人工确认格式、许可和更新日期", shown)
    return passed(said, shown)


def _count(snapshot: Snapshot, columns: tuple[ColumnView, ...]) -> _Found:
    found, endings = _Found(), dict[str, None]()
    items = {item.url: item for column in columns for item in column.items}
    for item in list(items.values())[:_MOST]:
        found.sets += 1
        own = [_ending(item.url)]
        dated, licensed = item.listed is not None, False
        if (page := _page(snapshot, item.url)) is not None:
            own += [_ending(link.href) or _ending(link.text) for link in page.facts.links]
            own += [_kind(snapshot, target) for _, target in snapshot.links_to_files(page)]
            dated |= page.published is not None
            licensed = bool(
                _LICENCE.search(page.facts.text) or _LICENCE.search(str(page.facts.fields))
            )
        own = [ending for ending in own if ending]
        endings.update(dict.fromkeys(own))
        found.files += bool(own)
        found.dated += dated
        found.licensed += licensed
    found.endings = tuple(ending.removeprefix(".").upper() for ending in endings)
    return found


def _page(snapshot: Snapshot, url: str) -> Page | None:
    try:
        return snapshot.page(url)
    except Unseen:
        return None  # a file, or on another site: what the list says of it counts


def _kind(snapshot: Snapshot, target: Capture) -> str:
    """The ending that a file would have whose address tells none."""
    kind = getattr(snapshot.facts(target), "kind", "")
    return f".{kind}" if f".{kind}" in _MACHINE else ""


def _ending(href: str) -> str:
    path = urlsplit(href).path.lower() if "[" not in href else ""
    return next((ending for ending in _MACHINE if path.endswith(ending)), "")
