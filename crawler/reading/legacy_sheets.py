"""What an XLS or ET workbook (BIFF) hides: rows, columns, notes on cells. By xlrd.

python-calamine gives the cells, twenty times faster, but no formatting; xlrd reads old
workbooks only, which is all that it is asked for here.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.reading.package import HiddenCells

if TYPE_CHECKING:
    from xlrd.sheet import Sheet

#: Most bytes of a workbook that is read a second time.
MAX_BYTES = 8_000_000


@dataclass(frozen=True)
class Layout:
    """Hidden cells by sheet, notes on cells, properties, and why there are none."""

    hidden: dict[str, HiddenCells] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)


def layout_of(body: bytes) -> Layout:
    """The layout of a BIFF workbook; a ``properties["layout"]`` says why it could not be read."""
    import xlrd

    if len(body) > MAX_BYTES:
        return Layout(properties={"layout": "工作簿过大，未查找隐藏的行列和批注"})
    try:
        with xlrd.open_workbook(
            file_contents=body, formatting_info=True, logfile=io.StringIO()
        ) as book:
            sheets = book.sheets()
            hidden = {sheet.name: _hidden(sheet) for sheet in sheets}
            notes = tuple(note for sheet in sheets for note in _notes(sheet))
            user = str(book.user_name or "").strip()
    except Exception as cause:
        # xlrd raises whatever it trips over; the cells were read by another library.
        return Layout(properties={"layout": f"未能查找隐藏的行列和批注（{type(cause).__name__}）"})
    return Layout(
        {name: cells for name, cells in hidden.items() if cells != HiddenCells()},
        notes,
        {"last_modified_by": user} if user else {},
    )


def _hidden(sheet: Sheet) -> HiddenCells:
    rows = tuple(sorted(n + 1 for n, row in sheet.rowinfo_map.items() if row.hidden))
    columns = sorted(n + 1 for n, col in sheet.colinfo_map.items() if col.hidden)
    return HiddenCells(rows, tuple((n, n) for n in columns))


def _notes(sheet: Sheet) -> list[str]:
    found = sheet.cell_note_map.values()
    return [
        f"{note.author}（{column_name(note.colx)}{note.rowx + 1}）：{note.text.strip()}"
        for note in found
        if note.text.strip()
    ]


def column_name(number: int) -> str:
    """A column number from 0 as a letter: 0 is A, 26 is AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
