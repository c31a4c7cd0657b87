"""The main list of a page: rows of the same shape, each with a link and often a date beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.reading import zones
from crawler.reading.links import is_address, target_of
from crawler.reading.outline import Anchor, Outline
from crawler.reading.pagerwords import is_pager_label
from crawler.reading.rowdates import (
    HeadedTables,
    has_day,
    listed_beside,
    may_be_dated,
    short_beside,
    told_beside,
)
from store.facts import DateCandidate, ListItem

MAX_ITEMS = 1_000
_ROW_TAGS = frozenset({
    "li", "tr", "dd", "dt", "dl", "p", "div", "table", "ul", "article", "section", "h2", "h3", "h4",
    "h5",
})  # fmt: skip
_MAX_ROW = 400  # characters beside the link (an abstract); more is a text with a link in it
_MAX_LONE = 40  # the same, for a row without siblings
_NEAR_BLOCKS = 3  # between a featured entry and the list
_MIN_LONE = 6  # and of its title
_MIN_TITLE = 8  # and of another title beside it
_DAYS = re.compile(r"[\d年月日/.:：\-\s\[\]()（）]{6,}")
_HEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_DATE_LABEL = re.compile(r"(?:发布|公开)?(?:时间|日期)\s*[:：]")
_COLON = re.compile(r"[\u4e00-\u9fff]\s*[:：]")
_MAX_LINKS = 6  # of a row; more is a menu
_ODD_EVEN = re.compile(r"\d+|\b(?:odd|even|on|cur(?:rent)?|active|first|last|end|hover|line)\b")
_NEIGHBOUR = re.compile(r"^[\s【\[（(<>«»]*(?:上|下|前|后)一?(?:篇|条|则|页|个)")
_MORE = re.compile(r"^[\[【(（\s]*(?:更多|more|详细|详情|查看|阅读全文|\+)", re.IGNORECASE)


@dataclass
class Row:
    """A row: its link, the text of the row, where it stands."""

    anchor: Anchor
    text: str
    blocks: tuple[int, int]
    listed: DateCandidate | None = None
    dated: bool = False  # a day and a month stand in it
    ago: str = ""  # 昨天, 3天前
    short: str = ""  # [06-29], as far as its address does not tell the year
    heading: str = ""  # of a link around a heading and an abstract


@dataclass
class Group:
    """Rows of the same shape under the same parent."""

    shape: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    featured: bool = False  # a single entry shown large; part of a list only beside one

    @property
    def dated(self) -> int:
        """How many rows have a date."""
        return sum(row.dated for row in self.rows)

    @property
    def weight(self) -> float:
        """How much it looks like the list the page is there for."""
        titles = sum(min(len(row.anchor.label), 30) for row in self.rows) / len(self.rows)
        return (3 * self.dated + len(self.rows)) * (0.3 if titles < 6 else 1.0)


def groups_of(out: Outline) -> list[Group]:
    """All groups of at least two rows, or of one dated row, in page order."""
    found = _shaped(out)
    for group in found.values():
        row = group.rows[0]
        alone = len(group.rows) == 1 and row.listed is not None
        group.featured = alone and len(row.anchor.label) >= _MIN_LONE and not _is_lone(group)
    groups = [
        group
        for group in found.values()
        if len(group.rows) > 1 or _is_lone(group) or group.featured
    ]
    groups.sort(key=lambda group: group.rows[0].blocks)
    groups += _line_groups(out)
    return _without_doubles(groups)


def _shaped(out: Outline) -> dict[tuple[int, tuple[str, ...]], Group]:
    """Rows by their parent and shape."""
    found: dict[tuple[int, tuple[str, ...]], Group] = {}
    around: dict[int, tuple[str, ...]] = {}
    labels = [_label(anchor) for anchor in out.anchors]
    headed = HeadedTables(out)
    for n, element in enumerate(out.elements):  # outer rows come before the rows inside them
        if not 0 < element.last_anchor - element.first_anchor <= _MAX_LINKS:
            continue  # a text, or a menu
        if element.tag not in _ROW_TAGS or element.zone & (zones.CHROME & ~zones.HIDDEN):
            continue
        anchor = _main_anchor(out, n, labels)
        row = None if anchor is None else _row(out, n, anchor)
        if row is None:
            continue
        if element.tag == "tr" and row.listed is not None:
            row.listed = headed.listed(n, row.listed, row.anchor.href)
        if element.parent not in around:
            around[element.parent] = _around(out, element.parent)
        shape = (element.tag, *around[element.parent])
        key = (element.parent, shape)
        if key not in found:
            found[key] = Group(shape)
        found[key].rows.append(row)
    return found


def _is_lone(group: Group) -> bool:
    """A list of one entry: a dated row that says nothing else, and no label as header lines do."""
    row = group.rows[0]
    if not row.dated or len(row.anchor.label) < _MIN_LONE:
        return False
    beside = _DATE_LABEL.sub("", row.text.replace(row.anchor.text, "", 1))
    if any(len(line.strip()) >= _MIN_TITLE for line in _DAYS.sub("", beside).split("\n")):
        return False  # an article with its file
    return len(beside) <= _MAX_LONE and not _COLON.search(beside)


def items_of(groups: list[Group]) -> tuple[ListItem, ...]:
    """The entries of the main list: the heaviest group and all others of its shape."""
    heavy = [
        group
        for group in groups
        if not group.featured
        and (group.dated or (len(group.rows) > 4 and group.weight > len(group.rows) * 0.9))
    ]
    best = max(heavy, key=lambda group: group.weight, default=None)
    if best is None:
        return ()
    found: dict[str, ListItem] = {}
    for group in groups:
        if group is not best and group.shape != best.shape and not _leads(group, best):
            continue
        if best.dated and not group.dated:
            continue  # menus beside a dated list may have its shape
        for row in group.rows:
            href = target_of(row.anchor)
            if href not in found and len(found) < MAX_ITEMS and not _MORE.match(row.anchor.label):
                found[href] = ListItem(href, _title(row), row.listed, row.ago, row.short)
    return tuple(found.values())


def _leads(group: Group, best: Group) -> bool:
    """Whether a single large entry stands directly before the list."""
    gap = best.rows[0].blocks[0] - group.rows[0].blocks[1]
    alone = len(group.rows) == 1 and bool(group.dated)
    return alone and bool(best.dated) and 0 <= gap <= _NEAR_BLOCKS


def row_blocks(groups: list[Group]) -> set[int]:
    """The blocks that rows of dated or long lists cover: no running text."""
    return {
        n
        for group in groups
        if not group.featured and (group.dated or len(group.rows) > 2)
        for row in group.rows
        for n in range(*row.blocks)
    }


def _label(anchor: Anchor) -> str:
    """What a row's link says; "" for pagers and what is no address."""
    label = anchor.label
    return label if label and target_of(anchor) and not is_pager_label(label) else ""


def _main_anchor(out: Outline, n: int, labels: list[str]) -> Anchor | None:
    """The one link a row is there for; None for menus, pagers and texts."""
    element = out.elements[n]
    if element.last_anchor - element.first_anchor == 1:
        return out.anchors[element.first_anchor] if labels[element.first_anchor] else None
    real = [m for m in range(element.first_anchor, element.last_anchor) if labels[m]]
    if not real:
        return None
    best = out.anchors[max(real, key=lambda m: len(labels[m]))]
    size = len(best.label)
    for m in real:
        if 2 * len(labels[m]) > size and out.anchors[m].href != best.href:
            return None
    return best


def _row(out: Outline, n: int, anchor: Anchor) -> Row | None:
    element = out.elements[n]
    blocks = out.blocks[element.first_block : element.last_block]
    text = blocks[0].text if len(blocks) == 1 else "\n".join([block.text for block in blocks])
    if len(text) - len(anchor.text) > _MAX_ROW or _NEIGHBOUR.match(text):
        return None
    heading = ""
    for block in blocks:
        if block.tag == "h1":
            return None  # an article beside its neighbours
        if not heading and block.linked and block.tag in _HEADS:
            heading = block.text
    row = _row_of(anchor, text, (element.first_block, element.last_block))
    row.heading = heading
    return row


def _row_of(anchor: Anchor, text: str, blocks: tuple[int, int]) -> Row:
    may = may_be_dated(anchor, text)
    listed = listed_beside(anchor, text) if may else None
    ago = told_beside(anchor, text) if listed is None else ""
    dated = may and has_day(text)
    short = short_beside(anchor, text) if dated and listed is None else ""
    return Row(anchor, text, blocks, listed, bool(listed or ago) or dated, ago, short)


def _title(row: Row) -> str:
    """The link's words without its bullet and without the date printed inside the link."""
    title = row.anchor.label
    if row.heading and title.startswith(row.heading):
        title = row.heading
    quote = row.listed.quote if row.listed else ""
    if quote and title.endswith(quote) and len(title) > len(quote):
        title = title[: -len(quote)]
    elif quote and title.startswith(quote):
        title = title[len(quote) :].lstrip("]】)） ")
    return title.lstrip("·•●■▪◆▶►>※★- ").strip()


def _around(out: Outline, parent: int) -> tuple[str, ...]:
    """The names of the three elements around a row."""
    names: list[str] = []
    while parent >= 0 and len(names) < 3:
        element = out.elements[parent]
        names.append(_name(element.tag, element.hint))
        parent = element.parent
    return tuple(names)


@lru_cache(maxsize=4096)
def _name(tag: str, hint: str) -> str:
    return f"{tag}.{_ODD_EVEN.sub('', hint).strip()}"


def _line_groups(out: Outline) -> list[Group]:
    """Lists whose rows are only lines of one cell: link, date, line break."""
    found = []
    for n, block in enumerate(out.blocks):
        first, last = block.anchors
        if last - first < 2 or "\n" not in block.text or block.zone & zones.CHROME:
            continue
        lines = block.text.split("\n")
        group = Group(("line", str(block.element)))
        anchors = [a for a in out.anchors[first:last] if is_address(a.href) and a.text]
        for line in lines:
            match: Anchor | None = next((a for a in anchors if a.text in line), None)
            if match is not None and len(line) <= _MAX_ROW:
                anchors.remove(match)
                group.rows.append(_row_of(match, line, (n, n + 1)))
        if len(group.rows) > 1 and group.dated * 2 > len(group.rows):
            found.append(group)
    return found


def _without_doubles(groups: list[Group]) -> list[Group]:
    """Of groups over the same links the one with most rows; dates decide between equals."""
    best: dict[int, tuple[tuple[int, bool, int], Group]] = {}
    for group in groups:
        worth = _worth(group)
        for row in group.rows:
            held = best.get(id(row.anchor))
            if held is None or worth > held[0]:
                best[id(row.anchor)] = (worth, group)
    for group in groups:
        group.rows = [row for row in group.rows if best[id(row.anchor)][1] is group]
    return [group for group in groups if group.rows]


def _worth(group: Group) -> tuple[int, bool, int]:
    return len(group.rows), not group.featured, group.dated
