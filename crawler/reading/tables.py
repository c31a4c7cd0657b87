"""The data tables of a page; tables that only lay it out, and lists of links, are left out."""

from __future__ import annotations

import re

from crawler.reading.captions import unit_in
from crawler.reading.cues import has_cue
from crawler.reading.grids import Grid
from crawler.reading.outline import Block, Outline
from store.facts import Table

_MAX_TITLE = 60
_MAX_HEADER = 20
_DATA_CELLS = 3  # filled cells of a row of data
_MAX_DATUM = 60  # characters of one
_ABOVE = 4  # blocks above a table in which its title and unit are looked for
_SENTENCE = re.compile(r"[。；！]")
_UNIT_LINE = re.compile(r"^[（(]?\s*(?:金额)?单\s*位\s*[:：]")


def data_blocks(out: Outline) -> set[int]:
    """The blocks of rows of data: at least three cells of a few words, none as header lines speak."""
    rows: dict[int, list[int]] = {}
    for element in out.elements:
        if element.tag in ("td", "th") and element.first_block < element.last_block:
            held = rows.setdefault(element.parent, [])
            held.append(
                element.first_block if element.last_block - element.first_block == 1 else -1
            )
    return {
        n
        for row in rows.values()
        if len(row) >= _DATA_CELLS and all(n >= 0 and _is_datum(out.blocks[n]) for n in row)
        for n in row
    }


def _is_datum(block: Block) -> bool:
    return len(block.text) <= _MAX_DATUM and not has_cue(block.text)


def tables_of(out: Outline, last: int, rows: set[int], article: bool = False) -> tuple[Table, ...]:
    """Tables with at least two rows and two columns, or column headings alone, in page order.

    Args:
        out: the page.
        last: index of the first block that is no content any more (the footer).
        rows: blocks that are rows of lists of links.
        article: whether the page is one text; a table of links under headings is part of it.
    """
    found: list[Table] = []
    for grid in sorted(out.grids, key=lambda grid: grid.first_block):
        if grid.first_block < last and _is_data(grid, rows, article):
            found.append(_table(out.blocks, grid, len(found) + 1))
    return tuple(found)


def _is_data(grid: Grid, links: set[int], article: bool) -> bool:
    rows = [row for row in grid.rows if any(row)]
    if grid.nested or not rows or max(map(len, rows)) < 2:
        return False
    if len(rows) == 1 and not _is_header(rows[0]):
        return False
    full = sum(sum(1 for cell in row if cell) > 1 for row in rows)
    blocks = range(grid.first_block, grid.last_block)
    listed = 2 * sum(n in links for n in blocks) > len(blocks)
    headed = grid.first_block not in links and _is_header(rows[0])
    return full > 0 and (not listed or (article and headed))


def _is_header(row: list[str]) -> bool:
    """Whether the first row of a table heads columns, in which nothing or links may stand."""
    return len(row) > 2 and all(0 < len(cell) <= _MAX_HEADER for cell in row)


def _table(blocks: list[Block], grid: Grid, number: int) -> Table:
    rows = [row for row in grid.rows if any(row)]
    width = max(map(len, rows))
    above = [block.text for block in blocks[max(0, grid.first_block - _ABOVE) : grid.first_block]]
    unit = unit_in(" ".join(above[-2:])) or unit_in(" ".join(" ".join(row) for row in rows[:4]))
    return Table(
        rows=tuple((*row, *[""] * (width - len(row))) for row in rows),
        title=grid.caption or _title(above) or _first_row(rows),
        place=f"正文第{number}个表格",
        unit=unit,
    )


def _title(above: list[str]) -> str:
    for text in reversed(above):
        line = text.rpartition("\n")[2]
        if _UNIT_LINE.match(line):
            continue
        if len(line) > _MAX_TITLE or _SENTENCE.search(line):
            return ""
        return _without_unit(line)
    return ""


def _without_unit(line: str) -> str:
    return re.sub(r"[（(]?\s*单\s*位\s*[:：].*$", "", line).strip()


def _first_row(rows: list[list[str]]) -> str:
    cells = [cell for cell in rows[0] if cell]
    return cells[0] if len(cells) == 1 and len(cells[0]) <= _MAX_TITLE else ""
