"""Lists of powers and duties as published: on the department's site and on the service portal."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

from checks._budget_titles import plain_unit, same_unit
from checks._days import Told, labelled
from checks._grids import Attributes, Row
from checks._holdings import Held, date_evidence, held
from checks._official import own_names
from checks._portals import on_service_portal
from checks._publications import Publication, publication, publications
from store.column_kinds import synonyms
from store.judgements import Evidence
from store.snapshot import Snapshot

KIND: Final = "powers"
WORDS: Final = synonyms(KIND)
TITLES: Final = re.compile(
    r"权责清单|权力(?:和|与)?责任(?:事项)?清单|权力清单|责任清单|行政(?:职权|权力)(?:事项)?(?:清单|目录)|职权目录"
)
_NOT_TITLES: Final = re.compile(
    r"解读|会议|召开|培训|部署|负面清单|流程图|主体责任清单|党风|管党|安全生产责任清单|调研|座谈|征求意见"
)
#: What a list of powers and duties names, best words first.
COLUMNS: Final[Attributes] = {
    "编码": (
        "职权编码", "权力编码", "事项编码", "基本编码", "实施编码", "目录编码", "事项代码", "编码", "编号",
    ),
    "名称": ("职权名称", "权力名称", "事项名称", "权力事项", "职权事项", "项目名称", "名称"),
    "类型": ("职权类型", "权力类型", "职权类别", "权力类别", "事项类型", "事项类别", "类型", "类别"),
    "依据": ("实施依据", "设定依据", "职权依据", "法律依据", "法定依据", "权力依据", "依据"),
    "实施主体": (
        "实施主体", "实施机关", "行使主体", "责任主体", "实施部门", "行使部门", "责任部门", "实施单位",
        "承办机构", "责任处室", "主体",
    ),
    "责任事项": ("责任事项", "部门责任", "对应责任", "责任内容", "部门职责", "追责情形", "责任清单"),
}  # fmt: skip
_VERSION: Final = (
    r"(?:最近|最后)?(?:更新|调整|修订|修改)(?:日期|时间)|版本(?:日期|时间)?"
    r"|(?:截至|截止)(?:日期|时间)?"
)


@dataclass(frozen=True)
class Power:
    """A row of a list: its code and name in one spelling, and where it stands."""

    code: str
    name: str
    basis: str
    body: str  # 实施主体
    row: Row
    held: Held

    @property
    def label(self) -> str:
        """As a person names it."""
        return f"{self.row.values.get('编码', '')} {self.row.values['名称']}".strip()

    @property
    def evidence(self) -> Evidence:
        """The row as printed."""
        return self.held.cell(self.row.words, self.row.line)


@dataclass(frozen=True, eq=False)
class PowerList:
    """All tables of powers on one side, with the publications that hold them."""

    found: tuple[Publication, ...]
    tables: tuple[Held, ...]

    @cached_property
    def powers(self) -> tuple[Power, ...]:
        """All rows, each code and name once."""
        rows = {(p.code, p.name): p for one in self.tables for p in _powers(one)}
        return tuple(rows.values())

    @property
    def dates(self) -> Iterator[tuple[dt.date, Publication]]:
        """Every day that one of its publications shows: published, labelled, in meta tags."""
        for each in self.found:
            if each.day is not None:
                yield each.day, each
            if (told := version_of(each)) is not None:
                yield told.day, each

    def named(self, names: tuple[str, ...]) -> PowerList:
        """What belongs to the department where the list says whose each row is."""
        kept = [p for p in self.powers if _is_own(p.body, names)]
        if not kept or len(kept) == len(self.powers):
            return self
        narrowed = PowerList(self.found, self.tables)
        narrowed.__dict__["powers"] = tuple(kept)
        return narrowed


def version_of(each: Publication) -> Told | None:
    """The day under which a list says that it was last changed."""
    return labelled(each.text, _VERSION)


def shown_date(snapshot: Snapshot, each: Publication) -> Evidence:
    """The date of a list where it stands: its own word for it, else when it was published."""
    told = version_of(each)
    return each.quote(told.quote, "更新日期") if told else date_evidence(snapshot, each)


_KNOWN: WeakKeyDictionary[Snapshot, Mapping[bool, PowerList]] = WeakKeyDictionary()


def lists_of(snapshot: Snapshot, portal: bool = False) -> PowerList:
    """The lists of the department's own site, or those of the service portal."""
    if snapshot not in _KNOWN:
        every = _places(snapshot)
        _KNOWN[snapshot] = {
            side: _list([p for p in every if on_service_portal(snapshot, p.url) is side])
            for side in (False, True)
        }
    found = _KNOWN[snapshot][portal]
    return found.named(own_names(snapshot)) if portal else found


def _list(found: list[Publication]) -> PowerList:
    tables = (one for each in found for one in held(each, COLUMNS, 2, ("名称",)))
    kept = tuple(t for t in tables if _is_powers(t))
    return PowerList(tuple(found), kept)


def _is_powers(one: Held) -> bool:
    """A table with 名称 and 依据 or 编码 or 类型: not any table with a name in it."""
    return len(one.grid.columns.keys() & {"编码", "类型", "依据", "责任事项"}) >= 1


def _places(snapshot: Snapshot) -> list[Publication]:
    """What is titled so, the columns of the kind themselves, and what they list."""
    named = {p.url: p for p in publications(snapshot, TITLES, _NOT_TITLES)}
    for column in snapshot.columns_of(KIND):
        for url, title, listed in [
            *((page, column.name, None) for page in column.pages),
            *((i.url, i.title, i.listed) for i in column.items),
        ]:
            if url not in named and not _NOT_TITLES.search(title):
                found = publication(snapshot, url, title, listed)
                named[found.url] = found
    return list(named.values())


def _powers(one: Held) -> Iterator[Power]:
    for row in one.grid.rows:
        name = plain(row.values["名称"])
        if name and not name.isdigit():
            yield Power(
                plain(row.values.get("编码", "")).upper(), name, plain(row.values.get("依据", "")),
                row.values.get("实施主体", ""), row, one,
            )  # fmt: skip


def plain(words: str) -> str:
    """Words compared without white space, punctuation and full-width forms."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", words))


def _is_own(body: str, names: tuple[str, ...]) -> bool:
    unit = plain_unit(body)
    return bool(unit) and any(same_unit(unit, name) or name in unit for name in names)
