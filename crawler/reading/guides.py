"""Service guides (办事指南): their elements from tables, lists, tabs and headings with text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.reading import zones
from crawler.reading.footer import footer_start
from crawler.reading.guide_words import (
    CONTACT,
    ELEMENTS,
    FILE,
    FORM,
    MATERIALS,
    NAMED,
    NAMES,
    NOTICE,
    OTHER,
    POWERS,
    STRONG,
    WORDS,
)
from crawler.reading.labelling import (
    Labelled,
    Mark,
    children_of,
    common,
    marks_of,
    text_in,
    values_of,
)
from crawler.reading.links import is_address
from crawler.reading.outline import Outline
from crawler.reading.tabs import tabs_of
from store.facts import Guide, Link

_FEWEST = 3  # elements of a guide on a page that says it is one, or that sets them in cells
_FEWEST_LINES = 4  # on any other page
_FEWEST_NOTICE = 6  # on a page with the title of a notice
_MAX_FORMS = 200
_MAX_GUIDES = 50  # of one page
_MAX_HEAD = 24  # characters of a column heading
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True)
class Around:
    """What a page says of itself: its title, and the names around it (<title>, crumbs, meta)."""

    title: str = ""
    names: str = ""

    @property
    def words(self) -> str:
        """Both."""
        return f"{self.title}\n{self.names}"


def has_elements(phrases: set[str]) -> bool:
    """A cheap test: whether enough labels of guides stand among what lines begin with."""
    return len(WORDS.meant(phrases) - {OTHER, POWERS}) >= _FEWEST


def guides_of(out: Outline, around: Around) -> tuple[Guide, ...]:
    """The guides of a page; none when it has none that can be told from an ordinary article.

    Args:
        out: the page, hidden panels included.
        around: title and names of the page.
    """
    last = footer_start(out, len(out.blocks))
    tabs, covered = tabs_of(out, WORDS)
    heads, skip, lists = _tables(out)
    marks = marks_of(out, WORDS, 0, last, frozenset(covered | skip))
    marks = sorted([*tabs, *marks, *heads], key=lambda mark: (mark.block, mark.at))
    first, *others = _apart(marks)
    if any(POWERS in mark.kinds for mark in first) or not _is_guide(first, around, lists):
        return ()
    groups = [first, *(group for group in others if len(_kinds(group)) > _FEWEST)]
    ends = [*(group[0].block for group in others), last]
    return tuple(
        _guide(out, group, around, min(end for end in ends if end > group[-1].block or end == last))
        for group in groups[:_MAX_GUIDES]
    )


def _guide(out: Outline, marks: list[Mark], around: Around, last: int) -> Guide:
    """One guide; it ends with the element around its labels, at the latest before ``last``."""
    holder = common(out, (mark.element for mark in marks if mark.kinds != (OTHER,)))
    end = out.elements[holder].last_block if holder >= 0 else last
    elements = _elements(values_of(out, marks, min(end, last)))
    name = elements.get("事项名称", "").partition("\n")[0] or around.title
    return Guide(name, elements, _forms(out, marks[0].block, last))


def _apart(marks: list[Mark]) -> list[list[Mark]]:
    """The labels of each guide: the next begins with a name of its own and has the same labels."""
    found: list[list[Mark]] = []
    begun = 0
    names = [n for n, mark in enumerate(marks) if "事项名称" in mark.kinds]
    for n in names[1:]:
        held = _kinds(marks[begun:n])
        if len(held) > _FEWEST and len(found) < _MAX_GUIDES and _kinds(marks[n + 1 :]) & held:
            found.append(marks[begun:n])
            begun = n
    return [*found, marks[begun:]]


def _kinds(marks: Iterable[Mark]) -> set[str]:
    return {kind for mark in marks for kind in mark.kinds} - {OTHER, POWERS}


def _is_guide(marks: list[Mark], around: Around, lists: bool) -> bool:
    """Whether labels make a guide: notices and contact pages have some of them, too."""
    kinds = _kinds(marks)
    if not kinds - CONTACT:
        return False
    strong = kinds & STRONG
    if NOTICE.search(around.title):
        return len(kinds) >= _FEWEST_NOTICE and len(strong) > 1
    if NAMED.search(around.words):
        return len(kinds) >= _FEWEST
    if lists:
        return False  # a table of many items is a list of them
    cells = _kinds(mark for mark in marks if mark.boxed)
    if len(cells) >= _FEWEST and cells & STRONG:
        return True
    return len(kinds) >= _FEWEST_LINES and len(strong) > 1


def _elements(found: list[Labelled]) -> dict[str, str]:
    """Element → its text; of several labels for one element each is told with its value."""
    values: dict[str, dict[str, list[str]]] = {}
    for entry in found:
        for kind in entry.mark.kinds:
            if kind != OTHER:
                held = values.setdefault(kind, {}).setdefault(entry.mark.printed, [])
                if entry.value and entry.value not in held:
                    held.append(entry.value)
    return {kind: _joined(values[kind]) for kind in ELEMENTS if kind in values}


def _joined(by_label: dict[str, list[str]]) -> str:
    filled = {label: "\n".join(texts) for label, texts in by_label.items() if texts}
    if len(filled) < 2:
        return next(iter(filled.values()), "")
    return "\n".join(f"{label}：{text}" for label, text in filled.items())


def _forms(out: Outline, first: int, last: int) -> tuple[Link, ...]:
    """Links to forms, samples and files in the guide and behind it."""
    found: dict[str, Link] = {}
    for anchor in out.anchors:
        if not first <= anchor.block < last or anchor.zone & zones.CHROME:
            continue
        label = anchor.label
        if not is_address(anchor.href) or len(found) >= _MAX_FORMS:
            continue
        if FILE.search(anchor.href) or (len(label) <= 60 and FORM.search(label)):
            found.setdefault(anchor.href, Link(anchor.href, label))
    return tuple(found.values())


def _tables(out: Outline) -> tuple[list[Mark], set[int], bool]:
    """Labels that head columns, the blocks where no cell is a label, whether it is a list."""
    rows = {row: cells for row, cells in children_of(out, _CELLS).items() if row >= 0}
    order = sorted(rows)
    marks: list[Mark] = []
    skip: set[int] = set()
    lists = False
    for n, row in enumerate(order):
        if out.elements[row].first_block in skip:
            continue
        head = [text_in(out, cell) for cell in rows[row]]
        table = out.elements[row].parent
        columns = _heads_columns(head)
        if not columns and not _heads_materials(head):
            continue
        below = [r for r in order[n + 1 :] if out.elements[r].parent == table]
        if columns:
            covered, found = _by_column(out, row, head, [rows[r] for r in below])
            lists |= found is None
            marks += found or []
            skip |= covered
        else:
            marks += _materials(out, rows[row], head, [rows[r] for r in below], skip)
    return marks, skip, lists


def _heads_columns(head: list[str]) -> bool:
    """Whether every cell of a row is a label of a guide, but for one."""
    if len(head) < _FEWEST or not all(0 < len(cell) <= _MAX_HEAD for cell in head):
        return False
    labels = [WORDS.kinds_of(WORDS.alone(cell)) for cell in head]
    kinds = {kind for own in labels for kind in own} - {OTHER}
    return len(kinds) >= _FEWEST and sum(not own for own in labels) <= 1


def _heads_materials(head: list[str]) -> bool:
    named = sum(MATERIALS.fullmatch("".join(cell.split())) is not None for cell in head)
    return named > 1 and len(head) >= _FEWEST


def _by_column(
    out: Outline, row: int, head: list[str], below: list[list[int]]
) -> tuple[set[int], list[Mark] | None]:
    """Values of the one row under a head; None when it has several, which makes it a list."""
    filled = [cells for cells in below if any(text_in(out, cell) for cell in cells)]
    blocks = [out.elements[row], *(out.elements[cell] for cells in below for cell in cells)]
    covered = {n for own in blocks for n in range(own.first_block, own.last_block)}
    if len([cells for cells in filled if len(cells) == len(head)]) > 1:
        return covered, None
    values = [text_in(out, cell) for cell in filled[0]] if filled else []
    marks = []
    for n, cell in enumerate(head):
        printed = WORDS.alone(cell)
        given = values[n] if n < len(values) else ""
        at = out.elements[row].first_block
        marks.append(Mark(WORDS.kinds_of(printed), printed, at, n, n, row, True, 0, given))
    return covered, marks


def _materials(
    out: Outline, cells: list[int], head: list[str], below: list[list[int]], skip: set[int]
) -> list[Mark]:
    """A table of materials: its names are a list of them, its samples are told as such."""
    rows = []
    for row in below:
        if len(row) < min(len(head), _FEWEST) - 1 or len(row) < 2:
            break
        if WORDS.alone(text_in(out, row[0])) and len(row) != len(head):
            break
        rows.append(row)
    labelled = bool(WORDS.alone(head[0])) and not MATERIALS.fullmatch(head[0])
    inside = [cell for row in rows for cell in row] + cells[labelled:]
    for cell in inside:
        own = out.elements[cell]
        skip.update(range(own.first_block, own.last_block))
    marks = []
    for n, words in enumerate(head[labelled:], labelled):
        plain = "".join(words.split())
        kind = "材料目录" if NAMES.fullmatch(plain) else next(iter(WORDS.kinds_of(plain)), "")
        if kind not in ("材料目录", "示范文本") or not rows:
            continue
        column = n - len(head)  # from the right, as cells that span rows stand on the left
        texts = [text_in(out, row[column]) for row in rows if len(row) >= -column]
        block = out.elements[cells[n]].first_block
        given = "\n".join(filter(None, texts))
        marks.append(Mark((kind,), kind, block, 0, 0, cells[n], True, 0, given, True))
    return marks
