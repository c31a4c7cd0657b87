"""What the sheets of a workbook share: its look, its pages on A4, text that stays text."""

from __future__ import annotations

from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.wording import day, visible
from store.results import Results

#: Most characters of a cell (Excel's own limit).
CELL: Final = 32_767
#: What begins a formula in a spreadsheet program, also after the cell was edited.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Styles = dict[str, Format]


def write_text(
    sheet: Worksheet, styles: Styles, at: tuple[int, int], text: str, style: str
) -> None:
    """A text cell; one that would become a formula when edited keeps a quote before it.

    Args:
        sheet: where it is written.
        styles: of the workbook.
        at: line and column, from 0.
        text: visible text.
        style: name of its look.
    """
    kind = f"{style}-quoted" if text.startswith(FORMULA) else style
    sheet.write_string(*at, text[:CELL], styles[kind])


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column; a Chinese character is two columns wide."""
    return sum(max(1, -(-_wide(part) // int(width - 1))) for part in text.split("\n"))


def _wide(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def paged(sheet: Worksheet, results: Results, state: str) -> None:
    """A4 across, the header on each page, run and page numbers at its edges."""
    run = results.run
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.45, right=0.45, top=0.75, bottom=0.65)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.center_horizontally()
    name = visible(run.portal).replace("&", "&&")[:60]
    sheet.set_header(f"&L&9{name}　问题台账（{state}）&R&9第{run.id}次巡检　截至{day(run.as_of)}")
    sheet.set_footer("&C&9第 &P 页　共 &N 页")


def styles_of(book: xlsxwriter.Workbook) -> Styles:
    """The looks of a workbook's cells by name; "…-quoted" for text that begins like a formula."""
    base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1,
            "border_color": "#A6A6A6"}  # fmt: skip
    text = base | {"text_wrap": True, "num_format": "@"}
    centre = base | {"align": "center", "text_wrap": True, "num_format": "@"}
    date = base | {"align": "center", "num_format": "yyyy-mm-dd"}
    given = {"bg_color": "#FFF9E3", "locked": False}
    plain = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "vcenter"}
    kinds: dict[str, dict[str, Any]] = {
        "text": text,
        "centre": centre,
        "date": date,
        "number": base | {"align": "center", "num_format": "0"},
        "answer": text | given,
        "answer-date": date | given,
        "citation": centre,
        "link": centre | {"font_color": "#1F4E79", "underline": 1},
        "head": base | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7EDF4"},
        "head-answer": base
        | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#FBE7A1"},
        "title": plain | {"bold": True, "font_size": 18, "align": "center"},
        "subtitle": plain | {"align": "center", "font_color": "#595959"},
        "note": plain | {"valign": "top"},
        "bold": plain | {"bold": True, "text_wrap": False},
        "warning": plain | {"bold": True, "font_color": "#9C0006", "bg_color": "#FFE9E9"},
    }
    quoted = {f"{name}-quoted": kinds[name] | {"quote_prefix": True}
              for name in ("text", "centre", "citation", "link", "answer", "answer-date", "date")}  # fmt: skip
    return {name: book.add_format(values) for name, values in (kinds | quoted).items()}
