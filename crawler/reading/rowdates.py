"""The date of a list row: beside its link, inside the link, or in the column that its table names."""

from __future__ import annotations

import re

from crawler.reading.dategrammar import first_date
from crawler.reading.listdates import list_date, month_day
from crawler.reading.outline import Anchor, Outline
from store.facts import DateCandidate
from store.relative import WORDS

#: Without one of these there is no date of any form in a text.
_DATE_SIGN = re.compile(r"\d[-/.－．／]\d|[年月]")
_TAIL = re.compile(r"[\[(（【]?[\d年月日./\-]{4,11}[\])）】]?$")
#: The same as a box of its own before the title; 2018年6月12日 may begin a title.
_HEAD = re.compile(r"[\[(（【]?(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}[\])）】]?(?=\s)")
_DAY = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])(?:[-/.]|月)(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_DAY_SIGN = re.compile(r"[0-9][-/.月]")  # of every such day
_PUBLISHED = re.compile(r"(?:信息)?(?:发布|公开|公布|上网|更新|生成)?(?:日期|时间)")
_OWN = re.compile(
    r"(?:成文|印发|签发|制发|实施|施行|生效|失效|废止|截止|截至|报名|开始|结束|终止|起始|办结|受理)(?:日期|时间)"
)
_TOLD = re.compile(r"前|[今昨][天日]|刚刚")
_EDGES = "[]()（）【】 \t\xa0"
_ROW_CELLS = frozenset({"td", "th"})
_MOST_CELLS = 30


def may_be_dated(anchor: Anchor, text: str) -> bool:
    """A quick test: without a sign of a date neither a row's text nor its link has a day."""
    beside = anchor.text if anchor.text not in text else ""
    return bool(_DATE_SIGN.search(text) or _DATE_SIGN.search(beside))


def listed_beside(anchor: Anchor, text: str) -> DateCandidate | None:
    """The date beside the link, or before or behind the title inside the link."""
    found = list_date(beside_link(anchor, text), anchor.href)
    if found is not None:
        return found
    inside = _TAIL.search(anchor.text) if has_day(anchor.text[-12:]) else None
    inside = inside or _HEAD.match(anchor.text)
    return list_date(inside[0], anchor.href) if inside else None


def beside_link(anchor: Anchor, text: str) -> str:
    """A row's text without the words of its link; "" when they are not found in it."""
    if anchor.text in text:
        return text.replace(anchor.text, "\n", 1)
    words = "".join(anchor.text.split())
    lines = text.split("\n")
    for first in range(len(lines)):  # a link around several blocks
        held = ""
        for last in range(first, len(lines)):
            held += "".join(lines[last].split())
            if held == words:
                return "\n".join([*lines[:first], *lines[last + 1 :]])
            if not words.startswith(held):
                break
    return ""


def has_day(text: str) -> bool:
    """Whether a day and a month stand in a text."""
    return _DAY_SIGN.search(text) is not None and _DAY.search(text) is not None


def told_beside(anchor: Anchor, text: str) -> str:
    """今天 10:20, 昨天, 3天前 as a line of its own beside the link; "" when none stands there."""
    if text.isascii() or not _TOLD.search(text):
        return ""
    beside = beside_link(anchor, text) or text
    for line in beside.split("\n"):
        words = line.strip(_EDGES)
        if len(words) < 20 and WORDS.fullmatch(words):
            return words
    return ""


def short_beside(anchor: Anchor, text: str) -> str:
    """[06-29] as a line of its own beside the link; "" when none stands there."""
    beside = beside_link(anchor, text) or text
    return next((line.strip() for line in beside.split("\n") if month_day(line)), "")


class HeadedTables:
    """Rows of tables whose first row names the columns: which of their dates is the publication's.

    A row may print 成文日期 before 发布日期; beside the first a list has no date of publication.
    """

    def __init__(self, out: Outline) -> None:
        self._out = out
        self._heads: dict[int, tuple[int, int, int]] = {}

    def listed(self, row: int, found: DateCandidate | None, href: str) -> DateCandidate | None:
        """The date under the heading of publication; what was ``found`` where nothing is headed.

        Args:
            row: the element ``tr``.
            found: the date that was read without regard to columns.
            href: of the row's link, for dates without a year.
        """
        size, column, own = self._head(row)
        if size == 0 or found is None:
            return found
        cells = self._cells(row)
        if len(cells) != size:
            return found
        if column >= 0:
            return list_date(cells[column], href) or found
        day = first_date(cells[own]) if own >= 0 else None
        return None if day is not None and day.day == found.day else found

    def _head(self, row: int) -> tuple[int, int, int]:
        """Number of cells, column of publication and column of another date (-1: none)."""
        table = next((e for e in self._out.path(row, 4) if self._tag(e) == "table"), -1)
        if table < 0:
            return 0, -1, -1
        if table not in self._heads:
            self._heads[table] = self._read_head(table, row)
        return self._heads[table]

    def _read_head(self, table: int, row: int) -> tuple[int, int, int]:
        out = self._out
        first = next((e for e in range(table + 1, row + 1) if self._tag(e) == "tr"), row)
        if first == row or out.elements[first].first_anchor != out.elements[first].last_anchor:
            return 0, -1, -1
        names = ["".join(cell.split()) for cell in self._cells(first)]
        own = [n for n, name in enumerate(names) if _OWN.fullmatch(name)]
        shown = [n for n, name in enumerate(names) if _PUBLISHED.fullmatch(name)]
        exact = [n for n in shown if names[n] not in ("日期", "时间")] or shown
        if not own and len(exact) != 1:
            return 0, -1, -1
        return len(names), exact[0] if exact else -1, own[0] if own else -1

    def _cells(self, row: int) -> list[str]:
        out = self._out
        texts: list[str] = []
        for n in range(row + 1, len(out.elements)):
            element = out.elements[n]
            if element.parent < row or len(texts) >= _MOST_CELLS:
                break
            if element.parent == row and element.tag in _ROW_CELLS:
                blocks = out.blocks[element.first_block : element.last_block]
                texts.append("\n".join(block.text for block in blocks))
        return texts

    def _tag(self, element: int) -> str:
        return self._out.elements[element].tag
