"""Small real files made on the spot, and where the corpus lies."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
import xlsxwriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

registerFont(UnicodeCIDFont("STSong-Light"))

SHARED = Path(
    os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[3].parent / "shared")
)


def corpus(*parts: str) -> Path:
    folder = SHARED.joinpath("corpus", *parts)
    if not folder.exists():
        pytest.skip(f"{folder} is not there")
    return folder


def gold(prefix: str) -> list[dict[str, str]]:
    with corpus("INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [row for row in rows if row["path"].startswith(prefix)]


def make_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def make_xlsx(sheets: dict[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name in hidden:
                sheet.hide()
    return out.getvalue()


def make_docx(paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    document = docx.Document()
    document.core_properties.author = "张三"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                table.cell(r, c).text = cell
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_pdf(pages: Sequence[Sequence[str]], encrypt: str | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt)
    for lines in pages:
        for nth, line in enumerate(lines):
            canvas.drawString(72, 760 - 20 * nth, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_ruled_pdf(tables: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]]) -> bytes:
    """One page for each (lines above, rows), the cells in boxes as Excel prints them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for above, rows in tables:
        canvas.setFont("STSong-Light", 10)
        for nth, line in enumerate(above):
            canvas.drawString(72, 790 - 18 * nth, line)
        top = 700
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                canvas.rect(72 + 100 * c, top - 20 * (r + 1), 100, 20)
                canvas.drawString(76 + 100 * c, top - 20 * r - 15, cell)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_scan(pages: int = 2) -> bytes:
    from PIL import Image

    image = Image.new("L", (200, 280), 200)
    out = io.BytesIO()
    image.save(out, "PDF", save_all=True, append_images=[image] * (pages - 1))
    return out.getvalue()


def make_ole(*entries: tuple[str, int]) -> bytes:
    """A compound file as far as its kind goes: header and one directory sector."""
    directory = b""
    for name, kind in entries:
        raw = name.encode("utf-16-le") + b"\0\0"
        directory += raw.ljust(64, b"\0") + len(raw).to_bytes(2, "little") + bytes([kind])
        directory += b"\0" * (128 - len(directory) % 128)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory.ljust(512, b"\0")


def make_rar4(*names: bytes) -> bytes:
    body = b"Rar!\x1a\x07\x00" + b"\xcf\x90\x73\x00\x00\x0d\x00" + b"\0" * 6
    for name in names:
        size = 32 + len(name)
        head = b"\0\0\x74" + (0x8000).to_bytes(2, "little") + size.to_bytes(2, "little")
        head += (3).to_bytes(4, "little") + (3).to_bytes(4, "little") + b"\0" * 11
        head += len(name).to_bytes(2, "little") + b"\0" * 4
        body += head + name + b"abc"
    return body


def make_rar5(*names: str) -> bytes:
    body = b"Rar!\x1a\x07\x01\x00"
    for name in names:
        raw = name.encode()
        fields = bytes([2, 2, 3, 0, 3, 0, 0, 0, len(raw)]) + raw
        body += b"\0\0\0\0" + bytes([len(fields)]) + fields + b"abc"
    return body
