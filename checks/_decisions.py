"""Decisions of licence and penalty: as published, one by one or in tables, and as registered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from weakref import WeakKeyDictionary

from checks._days import days_in, labelled
from checks._declare import subjects
from checks._grids import Attributes
from checks._holdings import (
    date_evidence,
    held,
    list_pages,
    public_since,
    refuse_blind,
    rows_of,
    undoubted,
)
from checks._publications import Publication, publication, publications
from store.docnumbers import number_in, spelled
from store.errors import MissingRegister
from store.judgements import Evidence
from store.snapshot import Register, Snapshot

#: Kinds of columns in which decisions are published.
KINDS: Final = ("penalties",)
_TITLES: Final = re.compile(
    r"行政?处罚|处罚决定|行政许可|许可决定|双公示|准予|不予(?:许可|行政许可|处罚)|行政强制|撤销|撤回|执法结果"
)
_NOT_TITLES: Final = re.compile(
    r"指南|清单|裁量|依据|制度|办法|流程|解读|统计|年度报告|分析|会议|召开|培训|条例|目录|事项|规定|听证|告知|"
    r"案卷|评查|申请|受理|标准|名录|须知|权责|总结|取消|下放"
)
_ROWS: Final[Attributes] = {
    "文书号": (
        "决定书文号", "决定文书号", "决定文号", "决定书编号", "文书号", "许可证编号", "许可编号", "许可证号",
        "文书编号", "文号",
    ),
    "决定日期": (
        "决定日期", "决定时间", "作出决定", "处罚日期", "许可日期", "处罚时间", "发证日期", "决定作出日期",
        "许可决定日", "作出行政处罚",
    ),
    "公开日期": ("公示日期", "公开日期", "发布日期", "公示时间", "公开时间", "上网日期"),
}  # fmt: skip
_NUMBER: Final = re.compile(
    r"(?:决定书?文(?:书)?号|文书号|决定书?编号|许可证?(?:编)?号|文书编号|案号)[\s:：|]*(?P<number>[^\s|，。；]{4,40})"
)
_DECIDED: Final = (
    r"(?:处罚|许可|强制)?决定(?:书)?(?:作出)?(?:日期|时间)|(?:处罚|许可)(?:日期|时间)"
    r"|作出[^\n。，]{0,8}决定的?(?:日期|时间)"
)
#: Days between the first and the last decision above which a table is added to again and again.
_CUMULATIVE: Final = 45


@dataclass(frozen=True, eq=False)
class Decision:
    """A licence, penalty or other enforcement decision with what is known of it.

    ``public`` is the day since which it is on the site, None while it is not known; ``doubt``
    says (Chinese) why one of its days is uncertain; ``shown`` is where its days stand.
    """

    snapshot: Snapshot
    number: str
    kind: str
    decided: dt.date | None
    source: Publication | None = None
    public: dt.date | None = None
    doubt: str = ""
    shown: tuple[Evidence, ...] = ()
    revoked: dt.date | None = None

    @property
    def key(self) -> str:
        """Its number in one spelling, else the address where it stands."""
        return self.number or (self.source.url if self.source else "")

    @property
    def title(self) -> str:
        """As a person names it."""
        return f"{self.kind} {self.number or (self.source.title if self.source else '')}".strip()

    @property
    def is_urgent(self) -> bool:
        """A licence or a penalty, which the shorter limit concerns."""
        return "许可" in self.kind or "处罚" in self.kind


@subjects
def decisions(snapshot: Snapshot) -> Iterator[Decision]:
    """The decisions of the plan's year: registered ones, and published ones that are not.

    Raises:
        MissingRegister: after the published ones, when no register tells which were not.
    """
    refuse_blind(snapshot)
    known = {found.key: found for found in published(snapshot)}
    lacking: MissingRegister | None = None
    try:
        register, rows = rows_of(snapshot, "enforcement", "3", "enforcement.published-in-time")
    except MissingRegister as missing:
        lacking = missing
    else:
        for row in rows:
            number = spelled(row["document_no"])
            known[number] = _registered(snapshot, register, row, known.get(number))
    for found in known.values():
        if found.decided is None or found.decided.year == snapshot.run.plan_year:
            yield found
    if lacking is not None:
        raise lacking


def _registered(
    snapshot: Snapshot, register: Register, row: Mapping[str, Any], found: Decision | None
) -> Decision:
    """A row of the register, joined with what is published under its number."""
    decided, revoked = row["decided_on"], row.get("revoked_on")
    shown = register.evidence(row, f"{row['document_no']} 决定日期 {decided}")
    kind = row["kind"]
    if found is None:
        return Decision(
            snapshot, spelled(row["document_no"]), kind, decided, shown=(shown,), revoked=revoked
        )
    differs = found.decided is not None and found.decided != decided
    doubt = (
        f"网页写的决定日期 {found.decided} 与台账的 {decided} 不一致" if differs else found.doubt
    )
    return replace(
        found, kind=kind, decided=decided, doubt=doubt, shown=(shown, *found.shown), revoked=revoked
    )


# -- what is published ------------------------------------------------------------------------

_KNOWN: WeakKeyDictionary[Snapshot, tuple[Decision, ...]] = WeakKeyDictionary()


def published(snapshot: Snapshot) -> tuple[Decision, ...]:
    """All published decisions, each under its number once, the earliest publication kept."""
    if snapshot not in _KNOWN:
        found: dict[str, Decision] = {}
        for each in (d for p in places(snapshot) for d in _of(snapshot, p)):
            old = found.get(each.key)
            if old is None or (each.public and old.public and each.public < old.public):
                found[each.key] = each
        _KNOWN[snapshot] = tuple(found.values())
    return _KNOWN[snapshot]


_PLACES: WeakKeyDictionary[Snapshot, tuple[Publication, ...]] = WeakKeyDictionary()


def places(snapshot: Snapshot) -> tuple[Publication, ...]:
    """Everything in columns of decisions, and what is titled like a decision elsewhere."""
    if snapshot not in _PLACES:
        _PLACES[snapshot] = tuple(_gathered(snapshot))
    return _PLACES[snapshot]


def _gathered(snapshot: Snapshot) -> list[Publication]:
    lists = list_pages(snapshot)
    found = publications(snapshot, _TITLES, _NOT_TITLES)
    named = {p.url: p for p in found if p.url not in lists}
    for column in (c for kind in KINDS for c in snapshot.columns_of(kind)):
        for item in column.items:
            if item.url not in named and not _NOT_TITLES.search(item.title):
                one = publication(snapshot, item.url, item.title, item.listed)
                named[one.url] = one
    return list(named.values())


def _of(snapshot: Snapshot, place: Publication) -> Iterator[Decision]:
    """The decisions that a publication holds: rows of its tables, else the one it is about."""
    rows = list(_rows(snapshot, place))
    if rows:
        yield from rows
    elif (one := _single(snapshot, place)) is not None:
        yield one


def _rows(snapshot: Snapshot, place: Publication) -> Iterator[Decision]:
    for one in held(place, _ROWS, 2, ("文书号", "决定日期")):
        days = [_first_day(row.values["决定日期"]) for row in one.grid.rows]
        told = [day for day in days if day is not None]
        grows = len(told) > 1 and (max(told) - min(told)).days > _CUMULATIVE
        for row, decided in zip(one.grid.rows, days, strict=True):
            if decided is None:
                continue
            public = _first_day(row.values.get("公开日期", ""))
            doubt = "" if public or not grows else "汇总表陆续更新，网页日期未必是该件的公开日期"
            yield Decision(
                snapshot, spelled(row.values["文书号"]), _kind(place), decided, place,
                public or public_since(snapshot, place),
                doubt or _date_doubt(place, public, decided),
                (one.cell(row.words, row.line), date_evidence(snapshot, place)),
            )  # fmt: skip


def _date_doubt(place: Publication, public: dt.date | None, decided: dt.date) -> str:
    if public is None and place.day is not None and place.day < decided:
        return f"决定日期晚于网页的发布日期 {place.day}，网页后来更新过"
    return "" if public or undoubted(place) else "网页上的发布日期互相矛盾"


def _single(snapshot: Snapshot, place: Publication) -> Decision | None:
    if place.page is None and not place.documents:
        return None
    told = labelled(place.text, _DECIDED)
    written = place.page.facts.written if place.page is not None else None
    is_letter = "决定书" in place.title or "决定" in place.title
    if told is None and not (written and is_letter):
        return None
    labelled_number = _NUMBER.search(place.text)
    number = labelled_number["number"] if labelled_number else number_in(place.title)
    number = number or number_in(place.text[:300])
    quote = told.quote if told else written.quote if written else ""
    decided = told.day if told else written.day if written else None
    if decided is None:
        return None
    return Decision(
        snapshot, spelled(number), _kind(place), decided, place, public_since(snapshot, place),
        _date_doubt(place, None, decided), (place.quote(quote, "决定日期"), date_evidence(snapshot, place)),
    )  # fmt: skip


def _kind(place: Publication) -> str:
    words = place.title
    return next((k for k in ("处罚", "许可", "强制") if k in words), "执法决定")


def _first_day(cell: str) -> dt.date | None:
    return next(iter(days_in(cell)), None)
