"""The main list of a page: rows of the same shape, each with a link and often a date beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crawler.reading import zones
from crawler.reading.dates import list_date, reference_in
from crawler.reading.links import is_address
from crawler.reading.outline import Anchor, Outline
from crawler.reading.pagerwords import is_pager_label
from store.facts import DateCandidate, ListItem

MAX_ITEMS = 1_000
_ROW_TAGS = frozenset(
    [
        "li",
        "tr",
        "dd",
        "dt",
        "dl",
        "p",
        "div",
        "table",
        "ul",
        "article",
        "section",
        "h2",
        "h3",
        "h4",
        "h5",
    ]
)
_MAX_ROW = 400  # characters beside the link (an abstract); more is a text with a link in it
_MAX_LONE = 40  # the same, for a row without siblings
_NEAR_BLOCKS = 3  # between a featured entry and the list
_MIN_LONE = 6  # and of its title
_DATE_LABEL = re.compile(r"(?:发布|公开)?(?:时间|日期)\s*[:：]")
_COLON = re.compile(r"[\u4e00-\u9fff]\s*[:：]")
_MAX_LINKS = 6  # of a row; more is a menu
_ODD_EVEN = re.compile(r"\d+|\b(?:odd|even|on|cur(?:rent)?|active|first|last|end|hover|line)\b")
_TAIL = re.compile(r"[\[(（【]?[\d年月日./\-]{4,11}[\])）】]?$")
_NEIGHBOUR = re.compile(r"^[\s【\[（(<>«»]*(?:上|下|前|后)一?(?:篇|条|则|页|个)")
_MORE = re.compile(r"^[\[【(（\s]*(?:更多|more|详细|详情|查看|阅读全文|\+)", re.IGNORECASE)


@dataclass
class Row:
    """A row: its link, the text of the row, where it stands."""

    anchor: Anchor
    text: str
    blocks: tuple[int, int]
    listed: DateCandidate | None = None


@dataclass
class Group:
    """Rows of the same shape under the same parent."""

    shape: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    featured: bool = False  # a single entry shown large; part of a list only beside one

    @property
    def dated(self) -> int:
        """How many rows have a date."""
        return sum(row.listed is not None or _has_day(row.text) for row in self.rows)

    @property
    def weight(self) -> float:
        """How much it looks like the list the page is there for."""
        titles = sum(min(len(row.anchor.label), 30) for row in self.rows) / len(self.rows)
        return (3 * self.dated + len(self.rows)) * (0.3 if titles < 6 else 1.0)


def groups_of(out: Outline) -> list[Group]:
    """All groups of at least two rows, or of one dated row, in page order."""
    found: dict[tuple[int, tuple[str, ...]], Group] = {}
    for n, element in enumerate(out.elements):  # outer rows come before the rows inside them
        if element.tag not in _ROW_TAGS or element.zone & (zones.CHROME & ~zones.HIDDEN):
            continue
        anchor = _main_anchor(out, n)
        if anchor is None:
            continue
        shape = _shape(out, n)
        row = _row(out, n, anchor)
        if row is not None:
            found.setdefault((element.parent, shape), Group(shape)).rows.append(row)
    for group in found.values():
        row = group.rows[0]
        lone = len(group.rows) == 1 and not _is_lone(group)
        group.featured = lone and row.listed is not None and len(row.anchor.label) >= _MIN_LONE
    groups = [
        group
        for group in found.values()
        if len(group.rows) > 1 or _is_lone(group) or group.featured
    ]
    groups.sort(key=lambda group: group.rows[0].blocks)
    groups += _line_groups(out)
    return _without_doubles(groups)


def _is_lone(group: Group) -> bool:
    """A list of one entry: a dated row that says nothing else, and no label as header lines do."""
    row = group.rows[0]
    beside = _DATE_LABEL.sub("", row.text.replace(row.anchor.text, "", 1))
    title = len(row.anchor.label) >= _MIN_LONE
    return bool(group.dated) and title and len(beside) <= _MAX_LONE and not _COLON.search(beside)


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
            href = row.anchor.href
            if href not in found and len(found) < MAX_ITEMS and not _MORE.match(row.anchor.label):
                found[href] = ListItem(href, _title(row), row.listed)
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


def _main_anchor(out: Outline, n: int) -> Anchor | None:
    """The one link a row is there for; None for menus, pagers and texts."""
    element = out.elements[n]
    anchors = out.anchors[element.first_anchor : element.last_anchor]
    if not anchors or len(anchors) > _MAX_LINKS:
        return None
    real = [a for a in anchors if is_address(a.href) and a.label and not is_pager_label(a.label)]
    if not real:
        return None
    best = max(real, key=lambda a: len(a.label))
    others = {a.href for a in real if a.href != best.href and len(a.label) * 2 > len(best.label)}
    return None if others else best


def _row(out: Outline, n: int, anchor: Anchor) -> Row | None:
    element = out.elements[n]
    blocks = out.blocks[element.first_block : element.last_block]
    text = "\n".join(block.text for block in blocks)
    if len(text) - len(anchor.text) > _MAX_ROW or _NEIGHBOUR.match(text):
        return None
    if any(block.tag == "h1" for block in blocks):
        return None  # an article beside its neighbours
    row = Row(anchor, text, (element.first_block, element.last_block))
    row.listed = _listed(anchor, text)
    return row


def _listed(anchor: Anchor, text: str) -> DateCandidate | None:
    """The date beside the link, or behind the title inside the link."""
    reference = reference_in(anchor.href)
    beside = text.replace(anchor.text, "\n", 1) if anchor.text in text else ""
    found = list_date(beside, reference, near=True)
    if found is not None or not _has_day(anchor.text[-12:]):
        return found
    tail = _TAIL.search(anchor.text)
    return list_date(tail[0], reference, near=True) if tail else None


def _title(row: Row) -> str:
    """The link's words without its bullet and without the date printed inside the link."""
    title = row.anchor.label
    quote = row.listed.quote if row.listed else ""
    if quote and title.endswith(quote) and len(title) > len(quote):
        title = title[: -len(quote)]
    return title.lstrip("·•●■▪◆▶►>※★- ").strip()


def _has_day(text: str) -> bool:
    return bool(
        re.search(r"(?<!\d)(?:0?[1-9]|1[0-2])(?:[-/.]|月)(?:0?[1-9]|[12]\d|3[01])(?!\d)", text)
    )


def _shape(out: Outline, n: int) -> tuple[str, ...]:
    element = out.elements[n]
    names = [element.tag]
    for _ in range(3):
        if element.parent < 0:
            break
        element = out.elements[element.parent]
        names.append(f"{element.tag}.{_ODD_EVEN.sub('', element.hint).strip()}")
    return tuple(names)


def _line_groups(out: Outline) -> list[Group]:
    """Lists whose rows are only lines of one cell: link, date, line break."""
    found = []
    for n, block in enumerate(out.blocks):
        first, last = block.anchors
        lines = block.text.split("\n")
        if last - first < 2 or len(lines) < 2 or block.zone & zones.CHROME:
            continue
        group = Group(("line", str(block.element)))
        anchors = [a for a in out.anchors[first:last] if is_address(a.href) and a.text]
        for line in lines:
            match: Anchor | None = next((a for a in anchors if a.text in line), None)
            if match is not None and len(line) <= _MAX_ROW:
                anchors.remove(match)
                group.rows.append(Row(match, line, (n, n + 1), _listed(match, line)))
        if len(group.rows) > 1 and group.dated * 2 > len(group.rows):
            found.append(group)
    return found


def _without_doubles(groups: list[Group]) -> list[Group]:
    """Of groups over the same links the one with most rows; dates decide between equals."""
    best: dict[int, Group] = {}
    for group in groups:
        for row in group.rows:
            held = best.get(id(row.anchor))
            if held is None or _worth(group) > _worth(held):
                best[id(row.anchor)] = group
    for group in groups:
        group.rows = [row for row in group.rows if best.get(id(row.anchor)) is group]
    return [group for group in groups if group.rows]


def _worth(group: Group) -> tuple[int, bool, int]:
    return len(group.rows), not group.featured, group.dated
