"""One table with merged headings in every format gives the same rows: merged cells speak once."""

from __future__ import annotations

import io

import docx
import pytest
import xlsxwriter
import xlwt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from crawler.reading.documents import read_document

#: Text, first row, first column, last row, last column.
CELLS = [
    ("科目", 0, 0, 1, 0), ("合计", 0, 1, 1, 1), ("其中", 0, 2, 0, 3), ("基本", 1, 2, 1, 2),
    ("项目", 1, 3, 1, 3), ("教育", 2, 0, 2, 0), ("9.00", 2, 1, 2, 1), ("4.00", 2, 2, 2, 2),
    ("5.00", 2, 3, 2, 3),
]  # fmt: skip
ROWS = (
    ("科目", "合计", "其中", ""), ("", "", "基本", "项目"), ("教育", "9.00", "4.00", "5.00"),
)  # fmt: skip


def xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("a")
        for text, top, left, bottom, right in CELLS:
            if (top, left) != (bottom, right):
                sheet.merge_range(top, left, bottom, right, text)
            else:
                sheet.write_string(top, left, text)
    return out.getvalue()


def xls() -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("a")
    for text, top, left, bottom, right in CELLS:
        sheet.write_merge(top, bottom, left, right, text)
    book.save(out)
    return out.getvalue()


def word() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    table = document.add_table(3, 4)
    for text, top, left, bottom, right in CELLS:
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    document.save(out)
    return out.getvalue()


def html() -> bytes:
    lines = [""] * 3
    for text, top, left, bottom, right in CELLS:
        spans = f"rowspan={bottom - top + 1} colspan={right - left + 1}"
        lines[top] += f"<td {spans}>{text}</td>"
    rows = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<html><meta charset=utf-8><table>{rows}</table>".encode()


def xml() -> bytes:
    lines = [""] * 3
    for text, top, left, bottom, right in CELLS:
        marks = f'ss:Index="{left + 1}"' if left == 0 or top else ""
        marks += f' ss:MergeAcross="{right - left}" ss:MergeDown="{bottom - top}"'
        lines[top] += f"<Cell {marks}><Data>{text}</Data><Comment><Data>x</Data></Comment></Cell>"
    rows = "".join(f"<Row>{line}</Row>" for line in lines)
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Workbook xmlns="{name}" xmlns:ss="{name}">'
        f'<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def pdf() -> bytes:
    from tests.crawler.reading import files

    assert files.SHARED  # importing it registers the font
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("STSong-Light", 10)
    for text, top, left, bottom, right in CELLS:
        width, height = 90 * (right - left + 1), 24 * (bottom - top + 1)
        y = 700 - 24 * (bottom + 1)
        canvas.rect(72 + 90 * left, y, width, height)
        canvas.drawString(76 + 90 * left, y + height / 2 - 4, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "media"),
    [
        pytest.param(xlsx(), "", id="xlsx"),
        pytest.param(xls(), "", id="xls"),
        pytest.param(word(), "", id="docx"),
        pytest.param(html(), "application/vnd.ms-excel", id="html"),
        pytest.param(xml(), "application/vnd.ms-excel", id="xml"),
        pytest.param(pdf(), "", id="pdf"),
    ],
)
def test_merged_cells_say_their_text_once(body: bytes, media: str) -> None:
    (table,) = read_document(body, media).tables
    assert table.rows == ROWS


def test_numbers_stored_as_text_are_their_text() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("a")
        sheet.write_row(0, 0, ["编码", "金额"])
        sheet.write_string(1, 0, "0201")
        sheet.write_string(1, 1, " 1,234.50")
    assert read_document(out.getvalue()).tables[0].rows[1] == ("0201", "1,234.50")
