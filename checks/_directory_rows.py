"""Rows of the directory: which fields they have, and what times they promise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checks._directory import Sheet
from store.judgements import Evidence

#: Field → words of its header, the most exact first.
FIELDS: Final = {
    "事项": r"公开事项|事项|公开项目|目录名称|类别|类目|栏目|项目名称",
    "内容": r"内容|要素",
    "依据": r"依据",
    "时限": r"时限|期限|公开时间|更新周期|频率|时效",
    "主体": r"主体|责任|单位|部门|处室|机构",
    "方式": r"方式|渠道|载体|形式|途径|平台",
}  # fmt: skip
#: Fields below which a table is some other table, rows looked through for the header.
_ENOUGH: Final = 3
_HEADER_WITHIN: Final = 5
_HEADER_LENGTH: Final = 24
_TIME: Final = re.compile(
    r"(?P<n>\d{1,3}|[一二三五七十]|二十|三十|十五)\s*(?:个)?\s*(?P<unit>工作日|自然日|日|天)(?:之?内|以内)?"
)
_NUMBERS: Final = {
    "一": 1, "二": 2, "三": 3, "五": 5, "七": 7, "十": 10, "十五": 15, "二十": 20, "三十": 30,
}  # fmt: skip
_POLICY: Final = re.compile(r"规范性文件|政策文件|行政规范|文件")


@dataclass(frozen=True)
class Entries:
    """A table as rows of the directory: fields without a column, empty cells by their place."""

    sheet: Sheet
    header: tuple[str, ...]
    missing: tuple[str, ...]
    blanks: tuple[str, ...]
    count: int
    places: dict[str, int]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Promise:
    """A time limit as the directory states it."""

    days: int
    working: bool
    words: str
    row: str
    evidence: Evidence


def entries_of(sheet: Sheet) -> Entries | None:
    """The table as rows of the directory; None when it is some other table."""
    rows = sheet.table.rows
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        places = _places(row)
        if len(places) >= _ENOUGH and ("事项" in places or "内容" in places):
            body = tuple(r for r in rows[at + 1 :] if sum(bool(c.strip()) for c in r) > 1)
            missing = tuple(name for name in FIELDS if name not in places)
            return Entries(
                sheet, row, missing, tuple(_blanks(body, places)), len(body), places, body
            )
    return None


def _places(row: Sequence[str]) -> dict[str, int]:
    """Field → column; each column is one field, the first that fits."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        plain = "".join(unicodedata.normalize("NFKC", cell).split())
        if not plain or len(plain) > _HEADER_LENGTH:
            continue
        name = next(
            (n for n, words in FIELDS.items() if n not in found and re.search(words, plain)), ""
        )
        exact = next((n for n in FIELDS if n not in found and n in plain), name)
        if exact:
            found[exact] = at
    return found


def _blanks(body: Iterable[Sequence[str]], places: dict[str, int]) -> Iterator[str]:
    """Empty cells; one below a filled cell of 事项 alone may be merged and is not counted."""
    above: Sequence[str] = ()
    for line, row in enumerate(body, 1):
        for name, at in places.items():
            cell = row[at].strip() if at < len(row) else ""
            merged = bool(above) and at < len(above) and name != "内容"
            if not cell and not merged:
                yield f"第{line}条的{name}"
        above = row


def promised(sheets: Iterable[Sheet]) -> Promise | None:
    """The limit of the entry on policy documents, else the one on which all entries agree."""
    found = [promise for sheet in sheets for promise in _promises(sheet)]
    policy = [promise for promise in found if _POLICY.search(promise.row)]
    chosen = policy or found
    limits = {(promise.days, promise.working) for promise in chosen}
    return chosen[0] if len(limits) == 1 else None


def _promises(sheet: Sheet) -> Iterator[Promise]:
    entries = entries_of(sheet)
    if entries is None or "时限" not in entries.places or not sheet.sure:
        return
    at, name = entries.places["时限"], entries.places.get("事项", entries.places.get("内容", 0))
    for row in entries.rows:
        cell = row[at] if at < len(row) else ""
        match = _TIME.search(cell)
        if match is None:
            continue
        number = _NUMBERS.get(match["n"]) or int(match["n"])
        about = row[name].strip() if name < len(row) else ""
        shown = sheet.capture.evidence("cell", f"{about}：{cell}", sheet.table.place or "表格")
        yield Promise(number, match["unit"] == "工作日", match[0], about, shown)
