"""What stands above a table: its title and the unit of its figures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from store.facts import Table

_UNIT = re.compile(
    r"(?<![制报算开管表])单\s*位\s*[:：]\s*(?:人民币)?\s*((?:百万|千万|百|千|万|亿)?元)(?![\u4e00-\u9fff])"
)
_ABOUT = re.compile(
    r"(?:编制|填报|预算|公开|主管|填表)?(?:部门|单位|机构)(?:名称)?(?:[(（][^)）]*[)）])?\s*[:：]|"
    r"单\s*位\s*[:：]|(?:填报|填表|制表)(?:日期|时间|人)|^附[表件]\s*\d*$|^公开\s*\d+\s*表$"
)
_TABLE_NAME = re.compile(r"(?:表|清单|目录|台账|一览)(?:[(（][^)）]*[)）])?$")
_INNER_BLANKS = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
#: Lines above a table that are looked at, and the longest that can be a title.
_LINES = 6
_MAX_TITLE = 60
#: First rows of a table that may hold its title and unit.
_TITLE_ROWS = 4


def unit_in(text: str) -> str:
    """The money unit that a text declares (单位:万元), or ""."""
    found = _UNIT.search(text)
    return found[1] if found else ""


def title_above(lines: Sequence[str]) -> str:
    """The nearest line above that reads like a title; lines that name a unit or office do not."""
    near = [line for line in lines[-_LINES:] if len(line) <= _MAX_TITLE and not _ABOUT.search(line)]
    chosen = ([line for line in near if _TABLE_NAME.search(line)] or near)[-1:]
    return _INNER_BLANKS.sub("", chosen[0]) if chosen else ""


def table_of(
    rows: Sequence[tuple[str, ...]], place: str, name: str = "", above: Sequence[str] = ()
) -> Table:
    """Rows as a table; the lines above it, else its first rows, give title and unit.

    Args:
        rows: cell texts.
        place: where a person finds the table.
        name: title when nothing better is found.
        above: the lines between the table and whatever precedes it.
    """
    first = [[cell for cell in row if cell] for row in rows[:_TITLE_ROWS]]
    lone = [cells[0] for cells in first if len(cells) == 1 and len(cells[0]) > 3]
    title = title_above(above) or title_above(lone[:1]) or name
    unit = unit_in(" ".join(above)) or unit_in(" ".join(itertools.chain.from_iterable(first)))
    return Table(rows=tuple(rows), title=title, place=place, unit=unit)
