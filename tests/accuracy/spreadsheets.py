"""The sample portal's tables as Excel 97 wrote them."""

from __future__ import annotations

import io

import xlwt

from tests.portal.model import Grid, Money


def old_workbook(grid: Grid) -> bytes:
    """One sheet: title over all columns, unit line, header, rows with numbers as numbers."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(grid.title[-25:])
    width = len(grid.header[0])
    sheet.write_merge(0, 0, 0, width - 1, grid.title)
    if grid.unit:
        sheet.write(1, width - 1, f"单位：{grid.unit}")
    money = xlwt.easyxf(num_format_str="#,##0.00")
    factor = 100 if grid.unit == "元" else 0.01
    for line, row in enumerate((*grid.header, *grid.rows), 2):
        for column, cell in enumerate(row):
            if isinstance(cell, Money):
                sheet.write(line, column, round(cell * factor, 2), money)
            elif cell:
                sheet.write(line, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
