"""Clause 7: the province's public libraries, each with what the law wants to be known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checks._declare import check
from checks._grids import Row, value
from checks._holdings import Held, absent, held, refuse_blind
from checks._places import LIBRARY, columns_among, provincial_culture, told, unmatched
from checks._publications import Publication, publications
from checks._results import Result, attest, failed, not_applicable, passed
from checks.welfare import TOPIC
from store.errors import Unseen
from store.gateways import elsewhere
from store.judgements import Evidence
from store.snapshot import Page, Snapshot
from store.vocabulary import Severity

_TITLES: Final = re.compile(r"图书馆.{0,12}(?:名录|一览|目录|名单|信息|列表|概况|基本情况|名册)")
_NOT: Final = re.compile(
    r"招聘|采购|中标|评估|免费开放信息|年报|年度|公开目录|书目|会议|培训|通知|闭馆"
)
_WORDS: Final = ("公共图书馆", "图书馆名录", "图书馆信息", "图书馆目录")
_KINDS: Final = ("libraries", "facilities")
#: Attributes below which a table is some other table, and rows that make a list.
_ENOUGH: Final = 2
_NAMED: Final = 5
_SHARED: Final = "主要服务内容和方式"
_LIBRARY: Final = re.compile(r"图书馆|图书院|书院|少儿馆")


@dataclass(frozen=True)
class _Listing:
    """The libraries as published: names, fields that nobody gives, cells left empty."""

    names: tuple[str, ...]
    missing: tuple[str, ...]
    blanks: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    sure: bool


@check(
    id="libraries.listed", topic=TOPIC, severity=Severity.MAJOR, rows=("7.3",),
    needs=("libraries",),
    title="公布全省公共图书馆的名称、馆址、联系方式、馆藏概况、主要服务内容和方式",
    expected="名录五项齐全、每馆都填写，馆数与台账一致",
    remedy="补齐名录所缺的项目和图书馆，在本部门网站公布。",
    norms=("公共图书馆法#18",),
    method="名录表格（网页、附件）或每馆一页的介绍；只适用于省级文化主管部门。",
)  # fmt: skip
def listed(snapshot: Snapshot) -> Result:
    """Every library of the register is listed with all five fields (公共图书馆法 第十八条)."""
    refuse_blind(snapshot)
    duty = provincial_culture(snapshot)
    if duty is False:
        return not_applicable("《公共图书馆法》第十八条的公布义务由省级文化主管部门承担")
    found = _candidates(snapshot)
    listing = _best([*_tables(found), *_pages(snapshot)])
    if listing is None:
        return _none(snapshot, found, duty)
    if listing.missing or listing.blanks:
        for each in found:
            each.refuse_unread()
        return _short(listing, duty)
    return _counted(snapshot, listing, found)


def _candidates(snapshot: Snapshot) -> tuple[Publication, ...]:
    return publications(snapshot, _TITLES, _NOT)


def _tables(found: Sequence[Publication]) -> list[_Listing]:
    """The tables of libraries, those of one publication together (one for each city)."""
    made = []
    for each in found:
        grids = [
            h for h in held(each, LIBRARY, _ENOUGH, ("名称",))
            if any(_LIBRARY.search(row.values["名称"]) for row in h.grid.rows)
        ]  # fmt: skip
        if grids:
            made.append(_together([_of_grid(h) for h in grids]))
    return made


def _together(parts: Sequence[_Listing]) -> _Listing:
    missing = dict.fromkeys(name for part in parts for name in part.missing)
    return _Listing(
        tuple(name for part in parts for name in part.names),
        tuple(missing),
        tuple(words for part in parts for words in part.blanks),
        tuple(piece for part in parts for piece in part.evidence)[:40],
        all(part.sure for part in parts),
    )


def _of_grid(h: Held) -> _Listing:
    """Two libraries have no common address, telephone or holdings; services they may share."""
    blanks = [(row, name) for row, name in h.grid.blanks() if row.values["名称"]]
    blanks += [each for each in _empty(h) if each not in blanks]
    words = tuple(f"{row.values['名称']}的{name}" for row, name in blanks)
    shown = tuple(h.cell(row.words, row.line) for row, _ in blanks[:20])
    names = tuple(row.values["名称"] for row in h.grid.rows if row.values["名称"])
    sure = h.sure and all(name != _SHARED or name in row.blank for row, name in blanks)
    return _Listing(names, h.grid.missing(LIBRARY), words, (h.head, *shown), sure)


def _empty(h: Held) -> Iterator[tuple[Row, str]]:
    """Cells that are empty although the row has them: not left out below a merged cell."""
    width = max(map(len, h.grid.table.rows))
    for row in h.grid.rows:
        cells = h.grid.table.rows[row.line - 1]
        if len(cells) == width:
            yield from ((row, n) for n, at in h.grid.columns.items() if not value(cells[at]))


def _pages(snapshot: Snapshot) -> list[_Listing]:
    """A column in which each library has a page of its own, with labels."""
    made = []
    for column in columns_among(snapshot, _KINDS[:1]):
        shown = [(page, told(page, LIBRARY)) for page in _read(snapshot, column.url)]
        shown = [(page, has) for page, has in shown if len(has) >= _ENOUGH]
        if len(shown) < 2:
            continue
        blanks = [(p, n) for p, has in shown for n in LIBRARY if n not in has and n != "名称"]
        made.append(_Listing(
            tuple(has.get("名称") or page.facts.title for page, has in shown), (),
            tuple(f"{page.facts.title}的{name}" for page, name in blanks),
            tuple(page.quote(page.facts.title, "标题") for page, _ in blanks[:20])
            or (shown[0][0].quote(shown[0][0].facts.title, "标题"),),
            sure=column.complete,
        ))  # fmt: skip
    return made


def _read(snapshot: Snapshot, url: str) -> list[Page]:
    column = next(c for c in snapshot.columns if c.url == url)
    mine = (i for i in column.items if _LIBRARY.search(i.title) and not elsewhere(snapshot, i.url))
    return [snapshot.page(item.url) for item in mine]


def _best(found: Sequence[_Listing]) -> _Listing | None:
    return min(found, key=lambda e: (len(e.missing), bool(e.blanks), -len(e.names)), default=None)


def _short(listing: _Listing, duty: bool | None) -> Result:
    if listing.missing:
        said = f"公共图书馆名录缺少“{'”“'.join(listing.missing)}”"
    else:
        more = f"等 {len(listing.blanks)} 处" if len(listing.blanks) > _NAMED else ""
        said = f"公共图书馆名录没有填写：{'、'.join(listing.blanks[:_NAMED])}{more}"
    if not listing.sure:
        return attest(
            f"{said}（由版面、逐馆页面或可能合并的单元格读出，请核对）", *listing.evidence
        )
    return _accuse(said, duty, *listing.evidence)


def _accuse(said: str, duty: bool | None, *evidence: Evidence) -> Result:
    if duty is None:
        return attest(f"{said}；不能确定本部门是否为省级文化主管部门，请人工确认", *evidence)
    return failed(said, *evidence)


def _counted(snapshot: Snapshot, listing: _Listing, found: Sequence[Publication]) -> Result:
    register = snapshot.register("libraries")
    missing, more = unmatched(register, listing.names)
    said = f"名录列有 {len(listing.names)} 个图书馆，五项齐全；台账有 {len(register.rows)} 个"
    if missing:
        for each in found:
            each.refuse_unread()
        names = "、".join(row["name"] for row in missing[:_NAMED])
        rows = [register.evidence(row, row["name"]) for row in missing[:20]]
        words = f"{said}，名录中没有：{names}{'等' if len(missing) > _NAMED else ''}"
        if more or not listing.sure:
            tail = (
                f"；名录中另有台账没有的：{'、'.join(more[:_NAMED])}，可能是名称不同"
                if more
                else ""
            )
            return attest(f"{words}{tail}，请核对", *rows, *listing.evidence)
        return failed(words, *rows, *listing.evidence[:1])
    if more:
        names = "、".join(more[:_NAMED])
        return attest(f"{said}，台账中没有：{names}，请核对台账", *listing.evidence[:1])
    return passed(said, *listing.evidence[:1])


def _none(snapshot: Snapshot, found: Sequence[Publication], duty: bool | None) -> Result:
    for each in found:
        each.refuse_unread()
    if found:
        shown = found[0].quote(found[0].title, "标题")
        return attest(f"“{found[0].title}”的内容没有读成名录，请人工核对五项是否齐全", shown)
    if columns := [c for c in columns_among(snapshot, _KINDS[:1]) if c.items]:
        page = snapshot.capture(columns[0].url).evidence("page", columns[0].name, "栏目页")
        return attest(f"栏目“{columns[0].name}”的内容没有读成名录，请人工核对五项是否齐全", page)
    for column in columns_among(snapshot, _KINDS):
        if not column.complete:
            raise Unseen(f"栏目“{column.name}”没有完整取得，不能断定没有公共图书馆名录")
    evidence = absent(snapshot, "公共图书馆名录", _WORDS, _KINDS)
    return _accuse("没有公布全省公共图书馆名录", duty, evidence)
