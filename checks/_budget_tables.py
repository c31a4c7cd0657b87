"""Tables of a disclosure as read: recognised, continued over pages, split into header and body."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from checks._amounts import amount, factor, squeeze
from checks._budget_sheet import CHINESE, TOTAL, Sheet
from checks._budget_titles import is_table_line, table_kind
from store.facts import Table
from store.snapshot import Capture

_PAGE: Final = re.compile(r"第\s*(\d+)(?:—\d+)?\s*页")
_FIGURE: Final = re.compile(
    r"(?<![\d.,])-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\d,.]*[万亿%％])"
)


def sheets(
    tables: Iterable[Table], source: Capture, texts: Sequence[str] = ()
) -> tuple[Sheet, ...]:
    """The tables of one page or document, a table over several pages put together.

    ``texts`` are the pages' texts where a table may have left its title (and its unit).
    """
    found: list[Sheet] = []
    for table in (part for whole in tables for part in _stacked(whole)):
        sheet = _sheet(table, source, texts)
        if sheet is None:
            continue
        if found and _continues(sheet, found[-1]):
            found[-1] = _joined(found[-1], sheet)
        else:
            found.append(sheet)
    return tuple(_narrowed(_checked(sheet, found, texts)) for sheet in found)


def titles_in(text: str) -> list[str]:
    """Lines of a page's text that are titles of tables; none when the page is a list of contents."""
    lines = [line.strip() for line in text.splitlines()]
    if any(
        squeeze(line) in ("目录", "目次") or "……" in line or "....." in line for line in lines[:12]
    ):
        return []
    return [line for line in lines if is_table_line(line)]


# -- one table ----------------------------------------------------------------------------------


def _stacked(table: Table) -> list[Table]:
    """Several tables under each other on one sheet, cut where a line is the title of the next."""
    cuts = [
        n
        for n, row in enumerate(table.rows)
        if n > 2 and len(cells := set(filter(None, map(squeeze, row)))) == 1
        and is_table_line(cells.pop())
    ]  # fmt: skip
    if not cuts:
        return [table]
    edges = [0, *cuts, len(table.rows)]
    spans = itertools.pairwise(edges)
    parts = [Table(table.rows[a:b], place=table.place, unit=table.unit) for a, b in spans]
    return [Table(parts[0].rows, table.title, table.place, table.unit), *parts[1:]]


def _sheet(table: Table, source: Capture, texts: Sequence[str]) -> Sheet | None:
    grid = [[squeeze(cell) for cell in row] for row in table.rows]
    width = max((len(row) for row in grid), default=0)
    grid = [row + [""] * (width - len(row)) for row in grid]
    if not any(map(any, grid)):
        return None
    start = next((n for n, row in enumerate(grid) if _is_body(row)), len(grid))
    page = _page_of(table.place)
    text = texts[page - 1] if 0 < page <= len(texts) else ""
    title = _title(table, grid[:start], text)
    header = _header([row for row in grid[:start] if _heads(row)])
    return Sheet(
        kind=table_kind(title) or _kind_by_header("".join(header)),
        title=title,
        source=source,
        place=table.place,
        header=header or ("",) * width,
        grid=tuple(map(tuple, grid[start:])),
        scale=factor(table.unit) or _scale(["".join(row) for row in grid[:start]], text),
        skipped=start,
        page=page,
        notes=tuple(
            cell for row in grid[:start] if len(set(filter(None, row))) == 1 for cell in row
        ),
    )


def _page_of(place: str) -> int:
    found = _PAGE.search(place)
    return int(found.group(1)) if found else 0


def _narrowed(sheet: Sheet) -> Sheet:
    """The table without columns in which nothing stands, as merged cells leave them."""
    used = [
        n for n in range(len(sheet.header))
        if sheet.header[n] or any(row[n] for row in sheet.grid)
    ]  # fmt: skip
    grid = tuple(tuple(row[n] for n in used) for row in sheet.grid)
    return replace(sheet, header=tuple(sheet.header[n] for n in used), grid=grid)


def _is_body(row: list[str]) -> bool:
    """A line with an amount, a code or a total; not the line that numbers the columns."""
    if "栏次" in row or _counts(row):
        return False
    words = {cell for cell in row if CHINESE.search(cell)}
    if len(words) == 1 and TOTAL.match(words.pop()):
        return True
    return any(amount(cell) is not None for cell in row if not re.fullmatch(r"(19|20)\d\d", cell))


def _heads(row: list[str]) -> bool:
    """A line of headings: several cells, none of them naming the office or numbering columns."""
    cells = set(filter(None, row))
    about = any(re.search(r"^栏次$|(?:部门|单位)(?:名称)?:|^公开\d+表$", cell) for cell in cells)
    return len(cells) > 1 and not about and not _counts(row)


def _counts(row: list[str]) -> bool:
    numbers = [cell for cell in row if cell.isdigit()]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _title(table: Table, above: list[list[str]], text: str) -> str:
    candidates = [table.title]
    for row in above[:4]:
        cells = list(dict.fromkeys(filter(None, row)))
        candidates += [cell for cell in cells if len(cells) == 1 or is_table_line(cell)]
    sheet_name = re.sub(r"^工作表\s*", "", table.place) if "工作表" in table.place else ""
    named = next((c for c in (*candidates, sheet_name) if table_kind(c)), "")
    lines = titles_in(text)
    if not named and len(set(map(table_kind, lines))) == 1:
        return squeeze(lines[0])
    return squeeze(named)


def _scale(above: list[str], text: str) -> Decimal | None:
    return next((f for line in above if (f := factor(line))), None) or factor(text)


def _header(rows: list[list[str]]) -> tuple[str, ...]:
    """Headings per column, a merged cell standing for all columns it spans."""
    if not rows:
        return ()
    filled = [_spread(row, rows[n + 1 :]) for n, row in enumerate(rows)]
    columns = zip(*filled, strict=True)
    return tuple("/".join(dict.fromkeys(filter(None, column))) for column in columns)


def _spread(row: list[str], below: list[list[str]]) -> list[str]:
    spread: list[str] = []
    for n, cell in enumerate(row):
        merged = not cell and spread and any(line[n] for line in below)
        spread.append(spread[-1] if merged else cell)
    return spread


def _kind_by_header(header: str) -> str:
    """What a table without a name is, where its headings leave no doubt."""
    if "因公出国" in header and "接待" in header:
        return "public"
    if "人员经费" in header and "公用经费" in header:
        return "basic"
    return ""


# -- several tables -----------------------------------------------------------------------------


def _continues(sheet: Sheet, before: Sheet) -> bool:
    """Whether a table goes on from the page before: no name of its own, or the same name."""
    if not before.kind or not before.page or sheet.page not in (before.page, before.page + 1):
        return False
    if sheet.title:
        return sheet.title == before.title and sheet.page > before.page
    return len(sheet.header) == len(before.header) or not any(sheet.header)


def _joined(first: Sheet, rest: Sheet) -> Sheet:
    """The table with the lines of its next page; lines that do not fit make it incomplete."""
    lines = list(rest.grid)
    if len(rest.header) != len(first.header):
        lines = [_fitted(row, first) for row in rest.grid if any(row)]
    fitting = tuple(line for line in lines if line)
    return replace(
        first,
        grid=first.grid + fitting,
        page=rest.page,
        place=f"第{_page_of(first.place)}—{rest.page}页",
        complete=first.complete and len(fitting) == len(lines),
    )


def _fitted(row: tuple[str, ...], first: Sheet) -> tuple[str, ...]:
    """A total that stands alone on the last page, moved under the columns; () when unclear."""
    filled = [cell for cell in row if cell]
    label = first.labels[0] if first.labels else 0
    room = sum(1 for head in first.header[label + 1 :] if head)
    if not filled or not TOTAL.match(filled[0]) or len(filled) - 1 != room:
        return ()
    return (*[""] * label, *filled) if label + len(filled) == len(first.header) else ()


def _checked(sheet: Sheet, everything: list[Sheet], texts: Sequence[str]) -> Sheet:
    """Mark a table of a PDF whose page prints figures that no table as read contains."""
    if not sheet.page or not texts:
        return sheet
    first = _page_of(sheet.place)
    pages = texts[first - 1 : sheet.page]
    printed = Counter(amount(figure) for text in pages for figure in _FIGURE.findall(text))
    near = [s for s in everything if s.page >= first and _page_of(s.place) <= sheet.page]
    cells = (cell for s in near for row in (s.header, *s.grid) for cell in row)
    held = Counter(amount(figure) for cell in cells for figure in _FIGURE.findall(cell))
    return replace(sheet, complete=sheet.complete and not printed - held)
