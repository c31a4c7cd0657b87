"""Attachments as real files: XLSX, DOCX and PDF, byte-identical for identical content."""

from __future__ import annotations

import datetime as dt
import functools
import io
import zipfile
from typing import Any

import docx
import pypdfium2
import xlsxwriter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.portal.model import Attachment, Block, Grid, Heading, Money

STAMP = dt.datetime(2018, 1, 1, 8, 0)
FONT = "STSong-Light"
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def media(attachment: Attachment) -> str:
    """The Content-Type."""
    return MEDIA.get(attachment.kind, "application/octet-stream")


@functools.lru_cache(maxsize=512)
def render(attachment: Attachment) -> bytes:
    """The file's bytes; cached, because most mutations leave most files alone."""
    if attachment.raw is not None:
        return attachment.raw
    if attachment.kind == "xlsx":
        return workbook(attachment.blocks)
    if attachment.kind == "docx":
        return document(attachment.blocks)
    return scan(attachment.blocks) if attachment.scanned else pdf(attachment.blocks)


def workbook(blocks: tuple[Block, ...]) -> bytes:
    """One sheet per table: title line, unit line, header, rows, note."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": STAMP, "author": "计划财务处"})
    formats = {
        "title": book.add_format({"bold": True, "align": "center", "font_size": 14}),
        "money": book.add_format({"num_format": "#,##0.00", "border": 1}),
        "text": book.add_format({"border": 1}),
    }
    names: set[str] = set()
    for block in blocks:
        if isinstance(block, Grid):
            _sheet(book.add_worksheet(_sheet_name(block.title, names)), block, formats)
    book.close()
    return buffer.getvalue()


def _sheet_name(title: str, taken: set[str]) -> str:
    """At most 31 characters, unique, as Excel wants them; long titles lose their beginning."""
    name = title if len(title) <= 25 else title[-25:]
    name = name if name not in taken else f"{name}{len(taken)}"
    taken.add(name)
    return name


def _sheet(sheet: Any, grid: Grid, formats: dict[str, Any]) -> None:
    width = len(grid.header[0])
    sheet.merge_range(0, 0, 0, width - 1, grid.title, formats["title"])
    if grid.unit:
        sheet.write(1, width - 1, f"单位：{grid.unit}")
    line = 2
    for header in grid.header:
        for column, text in enumerate(header):
            sheet.write_string(line, column, text, formats["text"])
        line += 1
    factor = 100 if grid.unit == "元" else 0.01
    for row in grid.rows:
        for column, cell in enumerate(row):
            if isinstance(cell, Money):
                sheet.write_number(line, column, round(cell * factor, 2), formats["money"])
            else:
                sheet.write_string(line, column, cell, formats["text"])
        line += 1
    if grid.note:
        sheet.write_string(line, 0, grid.note)


def document(blocks: tuple[Block, ...]) -> bytes:
    """A word-processor file, its archive stamped with one fixed time."""
    file = docx.Document()
    file.core_properties.created = file.core_properties.modified = STAMP
    for block in blocks:
        if isinstance(block, Heading):
            file.add_heading(block.text, level=2)
        elif isinstance(block, Grid):
            _word_table(file, block)
        else:
            file.add_paragraph(block)
    buffer = io.BytesIO()
    file.save(buffer)
    return _restamped(buffer.getvalue())


def _word_table(file: Any, grid: Grid) -> None:
    lines = list(grid.printed())
    table = file.add_table(rows=len(lines), cols=len(lines[0]))
    table.style = "Table Grid"
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text


def _restamped(archive: bytes) -> bytes:
    """The same archive without the clock in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return buffer.getvalue()


class _Sheet:
    """A PDF page that is filled line by line."""

    def __init__(self, buffer: io.BytesIO) -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.width, self.height = landscape(A4)
        self.canvas = Canvas(buffer, pagesize=(self.width, self.height), invariant=1)
        self.y = self.height - 50.0

    def line(self, text: str, size: float = 11, x: float = 50, right: bool = False) -> None:
        """One line of text; a new page when the old one is full."""
        self.room(size)
        self.canvas.setFont(FONT, size)
        if right:
            self.canvas.drawRightString(self.width - 50, self.y, text)
        else:
            self.canvas.drawString(x, self.y, text)
        self.y -= size * 1.6

    def room(self, size: float) -> None:
        """Turns the page when a line of this size would not fit."""
        if self.y - size < 40:
            self.canvas.showPage()
            self.y = self.height - 50.0

    def paragraph(self, text: str) -> None:
        """Wrapped at 66 characters, first line indented."""
        text = "　　" + text
        for start in range(0, len(text), 66):
            self.line(text[start : start + 66])

    def table(self, grid: Grid) -> None:
        """Ruled cells, as an office program would print them."""
        self.canvas.showPage()
        self.y = self.height - 50.0
        self.line(grid.title, 15)
        if grid.unit:
            self.line(f"单位：{grid.unit}", 9, right=True)
        for cells in grid.printed(grouped=True):
            self._cells(cells)
        self.y -= 6
        if grid.note:
            self.line(grid.note, 9)

    def _cells(self, cells: tuple[str, ...]) -> None:
        self.room(18)
        wide = (self.width - 100) / len(cells)
        for n, text in enumerate(cells):
            left = 50 + n * wide
            self.canvas.setFont(FONT, min(8.0, (wide - 6) / max(1, len(text))))  # shrunk to fit
            self.canvas.rect(left, self.y - 5, wide, 16)
            if text.replace(",", "").replace(".", "").lstrip("-").isdigit() and "." in text:
                self.canvas.drawRightString(left + wide - 4, self.y, text)
            else:
                self.canvas.drawString(left + 3, self.y, text)
        self.y -= 16


def pdf(blocks: tuple[Block, ...]) -> bytes:
    """A PDF with a text layer."""
    buffer = io.BytesIO()
    sheet = _Sheet(buffer)
    for block in blocks:
        if isinstance(block, Heading):
            sheet.line(block.text, 13)
        elif isinstance(block, Grid):
            sheet.table(block)
        else:
            sheet.paragraph(block)
    sheet.canvas.save()
    return buffer.getvalue()


def scan(blocks: tuple[Block, ...]) -> bytes:
    """A PDF of pictures only: what comes out of a copier."""
    source = pypdfium2.PdfDocument(pdf(blocks))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=landscape(A4), invariant=1)
    for page in source:
        picture = page.render(scale=1, grayscale=True).to_pil()
        canvas.drawImage(ImageReader(picture), 0, 0, *landscape(A4))
        canvas.showPage()
    canvas.save()
    source.close()
    return buffer.getvalue()
