"""The department's annual reports on disclosure: which there are, of which year, whose."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from weakref import WeakKeyDictionary

from checks._publications import Publication, publication, publications
from store.column_kinds import synonyms
from store.snapshot import Snapshot

#: The kind of column, as ``store.column_kinds`` names it.
KIND = "annual-report"
#: Names under which reports are found.
WORDS = (*synonyms(KIND), "信息公开工作年度报告")

_TITLED = re.compile(
    r"(?:信息公开|政务公开).{0,12}(?:年度报告|年报|工作报告|工作年度情况报告|情况的?报告)|公开年度报告"
    r"|(?:年度|年)(?:政府)?信息公开(?:工作)?(?:情况)?报告"
)
_NOT = re.compile(r"网站|解读|通知|图解|格式|汇总|模板|一图|重点领域|第[一二三四]季度|半年")
#: How entries of a column of reports are titled, which need not say once more what they are.
_SHORT = re.compile(r"年度?(?:工作)?报告|年报|^\s*20\d{2}\s*年?度?\s*$")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_FRAME = re.compile(r"(?:20\d{2}\s*年?(?:度)?|[\s《》“”（）()\-—]|关于|中华人民共和国)+")
_UNIT_END = re.compile(
    r"(?:政府信息公开|信息公开|政务公开).*$|(?:法治|依法).*$|(?:年度?)?(?:工作)?(?:报告|报)$"
)
#: Likeness (0–1) from which a name may be an older one of the department.
_ALIKE = 0.6
_OFFICE = re.compile(r"[厅局委办院所馆室会队站中心政府街镇乡司]$")


@dataclass(frozen=True, eq=False)
class Report:
    """An annual report: of which year, and whether it is the department's own beyond doubt."""

    year: int
    publication: Publication
    sure: bool

    @property
    def day(self) -> dt.date | None:
        """The day of publication."""
        return self.publication.day

    @property
    def title(self) -> str:
        """As published."""
        return self.publication.title

    @property
    def names_year(self) -> bool:
        """Whether the year stands in the title; else it is that before the publication."""
        return _YEAR.search(self.title) is not None


_KNOWN: WeakKeyDictionary[Snapshot, tuple[Report, ...]] = WeakKeyDictionary()


def reports(snapshot: Snapshot) -> tuple[Report, ...]:
    """The department's annual reports, newest year first, doubtful ones behind sure ones."""
    if snapshot not in _KNOWN:
        found = [
            Report(year, each, sure)
            for each in _published(snapshot)
            for year in _year(each)
            for sure in _own(snapshot, each.title)
        ]
        _KNOWN[snapshot] = tuple(sorted(found, key=lambda r: (-r.year, not r.sure)))
    return _KNOWN[snapshot]


def _published(snapshot: Snapshot) -> list[Publication]:
    """What is titled like a report anywhere, and the entries of columns of reports."""
    found = {each.url: each for each in publications(snapshot, _TITLED, _NOT)}
    for column in snapshot.columns_of(KIND):
        for item in column.items:
            short = _SHORT.search(item.title) and not _NOT.search(item.title)
            if short and item.url not in found:
                each = publication(snapshot, item.url, item.title, item.listed)
                found.setdefault(each.url, each)
    return list(found.values())


def deadline(year: int) -> dt.date:
    """The last day in a year for the report on the year before (条例 art. 49; until 2019: March)."""
    return dt.date(year, 1, 31) if year >= 2020 else dt.date(year, 3, 31)


def due_year(as_of: dt.date) -> int:
    """The year on which the newest report is due that must be there."""
    passed = as_of > deadline(as_of.year)
    return as_of.year - 1 if passed else as_of.year - 2


def report_on(snapshot: Snapshot, year: int) -> Report | None:
    """The report on a year, a sure one before a doubtful one; None when none was found."""
    return next((each for each in reports(snapshot) if each.year == year), None)


def newest(snapshot: Snapshot) -> Report | None:
    """The newest report that is surely the department's, else the newest of all."""
    found = reports(snapshot)
    return next((each for each in found if each.sure), next(iter(found), None))


def _year(publication: Publication) -> list[int]:
    """The year that the title names; without one, the year before its publication."""
    found = _YEAR.search(publication.title)
    if found:
        return [int(found[1])]
    return [publication.day.year - 1] if publication.day else []


def _own(snapshot: Snapshot, title: str) -> list[bool]:
    """Whether the title names the department, or nobody; [] when it names somebody else.

    A name much like ours may be an older one: doubtful.
    """
    unit = _UNIT_END.sub("", _FRAME.sub("", title))
    if not unit or not _OFFICE.search(unit):
        return [True]
    identity = snapshot.run.identity
    names = [n for n in (snapshot.run.portal, identity.organizer, _shown(snapshot)) if n]
    if any(unit in name or name in unit for name in names):
        return [True]
    alike = any(SequenceMatcher(None, unit, name).ratio() >= _ALIKE for name in names)
    return [False] if alike else []


def _shown(snapshot: Snapshot) -> str:
    return snapshot.home.facts.identity.organizer
