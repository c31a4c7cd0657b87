"""Labels of a page with what stands beside, behind or below them.

Guides and letters are printed in the same few ways: cells of a table, definition lists, headings
with text, lines with a colon. All of them are read here in one pass over the blocks of a page:
first where labels stand, then the text between one label and the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.reading import zones
from crawler.reading.labels import Vocabulary, plain
from crawler.reading.outline import Block, Element, Outline

#: Characters of one value that are kept.
MAX_VALUE = 20_000
#: Labels of one page that are read.
MAX_MARKS = 2_000

_HEADINGS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "label", "legend", "summary"}
)
_CELLS = frozenset({"td", "th", "dt"})
_NEXT_POINT = re.compile(r"\s+\d{1,2}[.、．](?!\d)")
_META_LINE = 300  # characters of a line in which several labels may stand
_LINE = 200  # characters from which a line is prose, whatever it begins with


@dataclass(frozen=True)
class Mark:
    """A label where it stands; its value goes on to the next mark or to the block ``end``."""

    kinds: tuple[str, ...]
    printed: str
    block: int
    at: int  # where the label begins in the block's text
    start: int  # where its value begins
    element: int
    boxed: bool = False  # a cell, a term or a panel, where a label can be nothing else
    end: int = 0  # block before which its value ends at the latest; 0 when not known
    given: str | None = None  # the value, when it stands elsewhere
    aside: bool = False  # inside the value of another label, which it does not end


@dataclass(frozen=True)
class Labelled:
    """A label with its value as printed, lines kept."""

    mark: Mark
    value: str


def marks_of(
    out: Outline, words: Vocabulary, first: int, last: int, skip: frozenset[int] = frozenset()
) -> list[Mark]:
    """All labels in label position, in page order.

    Args:
        out: the page.
        words: the labels.
        first: index of the first block that is looked at.
        last: index of the block before which to stop.
        skip: blocks that are read in another way (heads and rows of data tables, tabs).
    """
    found: list[Mark] = []
    for n in range(first, min(last, len(out.blocks))):
        block = out.blocks[n]
        if n in skip or block.zone & zones.CHROME or len(found) >= MAX_MARKS:
            continue
        printed = words.alone(block.text, block.tag in _HEADINGS or block.tag in _CELLS)
        if printed and block.element >= 0:
            found.append(_boxed(out, words, n, printed))
        else:
            found += _in_lines(words, n, block)
    return found


def _boxed(out: Outline, words: Vocabulary, n: int, printed: str) -> Mark:
    """A label that fills its block; in a cell of its own its value ends with the table."""
    block = out.blocks[n]
    near = out.path(block.element, 4)
    cell = next((e for e in near if out.elements[e].tag in _CELLS), -1)
    end, given = 0, None
    boxed = cell >= 0 and (n, n + 1) == _range(out.elements[cell])
    if boxed:
        holder = out.elements[cell].parent
        if out.elements[cell].tag != "dt":  # the table or its body, around the row
            holder = out.elements[holder].parent
        end = out.elements[holder].last_block
        beside = _beside(out, cell)
        if beside is not None and beside.first_block == beside.last_block:
            given = ""  # a cell that was left blank
    kinds, size = words.kinds_of(printed), len(block.text)
    return Mark(kinds, printed, n, 0, size, block.element, boxed, end, given)


def _range(element: Element) -> tuple[int, int]:
    return element.first_block, element.last_block


def _beside(out: Outline, cell: int) -> Element | None:
    """The cell to the right, or the description of a term."""
    own = out.elements[cell]
    for element in out.elements[cell + 1 : cell + 400]:
        if element.parent == own.parent:
            return element if own.tag != "dt" or element.tag == "dd" else None
        if element.parent < own.parent:
            return None
    return None


def _in_lines(words: Vocabulary, n: int, block: Block) -> Iterator[Mark]:
    at = 0
    for line in block.text.split("\n"):
        yield from _in_line(words, n, block, line, at)
        at += len(line) + 1


def _in_line(words: Vocabulary, n: int, block: Block, line: str, at: int) -> Iterator[Mark]:
    """The label a line begins with, and those behind it in a line of several."""
    match = words.lead(line)
    if match is None or not _is_label(match, line, words):
        return
    kinds = words.kinds_of(match["label"])
    yield Mark(kinds, plain(match["label"]), n, at, at + match.end(), block.element)
    if len(line) > _META_LINE or words.prose.intersection(kinds):
        return
    for more in words.inside(line, match.end()):
        printed = plain(more["a"] or more["b"])
        kinds = words.kinds_of(printed)
        yield Mark(kinds, printed, n, at + more.start(), at + more.end(), block.element)
        if words.prose.intersection(kinds):
            return


def _is_label(match: re.Match[str], line: str, words: Vocabulary) -> bool:
    """Whether what a line begins with is a label and not the subject of a sentence."""
    if match["colon"] or match["more"] or (match["open"] and match["close"]):
        return True
    if match.end() == len(line):
        return plain(match["label"]) not in words.bare or bool(match["ord"])
    after = line[match.end("label") : match.end("label") + 1]
    if _NEXT_POINT.match(line, match.end("label")):
        return False  # 1.申请表 2.身份证明: a list of materials
    return bool(match["ord"]) and (after.isspace() or after == "。") and len(line) < _LINE


def values_of(out: Outline, marks: list[Mark], last: int) -> list[Labelled]:
    """The text of each label: up to the next one, the end of its table, or ``last``."""
    found = []
    for n, mark in enumerate(marks):
        after = next((m for m in marks[n + 1 :] if not m.aside), None)
        value = mark.given if mark.given is not None else _between(out, mark, after, last)
        found.append(Labelled(mark, value[:MAX_VALUE].strip()))
    return found


def _between(out: Outline, mark: Mark, after: Mark | None, last: int) -> str:
    end = min(mark.end or last, last)
    upto = 0
    if after is not None and after.block < end:
        end, upto = after.block, after.at
    if mark.block == end and upto:
        return out.blocks[mark.block].text[mark.start : upto]
    parts = [out.blocks[mark.block].text[mark.start :]] if mark.block < end else []
    before, size = (-1, -1), 0
    for n in range(mark.block + 1, end):
        block = out.blocks[n]
        size += len(block.text)
        if size > MAX_VALUE:
            break
        if block.zone & zones.CHROME:
            continue
        row, cell = place = _cell_of(out, block.element)
        if parts and row >= 0 and row == before[0] and cell != before[1]:
            parts[-1] += f" {block.text}"  # cells of one row stand on one line
        else:
            parts.append(block.text)
        before = place
    if upto and end < len(out.blocks):
        parts.append(out.blocks[end].text[:upto])
    return "\n".join(filter(None, (part.strip() for part in parts)))


def _cell_of(out: Outline, element: int) -> tuple[int, int]:
    """The table row around an element and the cell in it; (-1, -1) when none is near."""
    inside = -1
    for n in out.path(element, 6):
        if out.elements[n].tag == "tr":
            return n, inside
        inside = n
    return -1, -1


def common(out: Outline, elements: Iterable[int]) -> int:
    """The innermost element around all of these; -1 for the page."""
    shared: list[int] | None = None
    for element in elements:
        path = out.path(element)
        if shared is None:
            shared = path
            continue
        known = set(path)
        shared = [e for e in shared if e in known]
    return shared[0] if shared else -1


def children_of(out: Outline, tags: frozenset[str] | None = None) -> dict[int, list[int]]:
    """Element → its children in page order, all or those with one of these tags."""
    found: dict[int, list[int]] = {}
    for n, element in enumerate(out.elements):
        if tags is None or element.tag in tags:
            found.setdefault(element.parent, []).append(n)
    return found


def text_in(out: Outline, element: int) -> str:
    """All words in an element, a line a block."""
    own = out.elements[element]
    return "\n".join(block.text for block in out.blocks[own.first_block : own.last_block])
