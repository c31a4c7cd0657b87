"""Attachments that are markup inside: HTML or MHTML named .doc or .xls, Office 2003 XML, text."""

from __future__ import annotations

import email
import email.policy
import itertools
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode
from w3lib.encoding import html_to_unicode

from crawler.reading.captions import table_of
from crawler.reading.package import SAFE_PARSER
from crawler.reading.sheets import MAX_CELLS, MAX_ROWS, decode
from store.facts import AttachmentFacts, Table

_DROPPED = "script, style, noscript, template, head > xml, xml"
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WORD_2003 = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_BLANKS = re.compile(r"[ \t\xa0\u3000]+")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"
_BREAKS = re.compile(r"\s*\n\s*")


def read_html(body: bytes, media: str = "", kind: str = "html") -> AttachmentFacts:
    """Text and tables of an HTML document that was offered as a file."""
    _, text = html_to_unicode(media or None, body, auto_detect_fun=_guess)
    tree = LexborHTMLParser(text)
    for node in tree.css(_DROPPED):
        node.decompose()
    tables = tuple(_html_tables(tree))
    words = tree.body.text(separator="\n", strip=True) if tree.body else ""
    return AttachmentFacts(kind=kind, pages=(words,), tables=tables, text_layer=bool(words))


def read_mhtml(body: bytes) -> AttachmentFacts:
    """The HTML part of a web archive (RFC 2557), the form in which Word saves a “single file”."""
    message = email.message_from_bytes(body, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return read_html(payload, part.get("Content-Type", ""), "mhtml")
    return AttachmentFacts(kind="mhtml", text_layer=False, error="网页归档文件中没有网页内容")


def read_xml(body: bytes) -> AttachmentFacts:
    """Excel 2003 XML as sheets, any other XML as its text."""
    root = etree.fromstring(body, etree.XMLParser(**SAFE_PARSER))
    if root is None:
        return AttachmentFacts(kind="xml", text_layer=False, error="XML 文件已损坏,未能读取")
    tables = tuple(_xml_sheets(root))
    if tables:
        pages = tuple("\n".join("\t".join(row) for row in table.rows) for table in tables)
        return AttachmentFacts(kind="xml", pages=pages, tables=tables, comments=_xml_comments(root))
    paragraphs = root.iter(f"{_WORD_2003}p") if root.tag.startswith(_WORD_2003) else [root]
    text = "\n".join(filter(None, ("".join(p.itertext()).strip() for p in paragraphs)))
    return AttachmentFacts(kind="xml", pages=(text,), text_layer=bool(text))


def read_text(body: bytes) -> AttachmentFacts:
    """A plain text file."""
    return AttachmentFacts(kind="text", pages=(decode(body).strip(),))


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _html_tables(tree: LexborHTMLParser) -> Iterator[Table]:
    """The innermost tables: outer ones only lay out the page."""
    left, nth = MAX_ROWS, 0
    for node in tree.css("table"):
        if len(node.css("table")) > 1:
            continue
        below: dict[int, int] = {}
        lines = [_html_row(tr, below) for tr in node.css("tr")[:left]]
        rows = [row for row in lines if any(row)]
        left -= len(rows)
        if rows and max(map(len, rows)) > 1:
            nth += 1
            hidden = any(map(_concealed, (node, *node.css("tr, td, th, col"))))
            table = table_of(rows, place=f"第{nth}个表格")
            yield msgspec.structs.replace(table, hidden=hidden)


def _html_row(row: LexborNode, below: dict[int, int]) -> tuple[str, ...]:
    """Cell texts; a cell that spans says its text once, the rest of its span is empty.

    ``below`` holds, by column, how many further rows are covered by a cell above.
    """
    cells: list[str] = []
    for cell in row.css("td, th"):
        _covered(cells, below)
        text = _BLANKS.sub(" ", _BREAKS.sub("", cell.text())).strip()
        wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
        if high > 1:
            below.update({len(cells) + n: high for n in range(wide)})
        cells += [text, *[""] * (wide - 1)]
    _covered(cells, below)
    for column in [n for n in below if n < len(cells)]:
        below[column] -= 1
        if not below[column]:
            del below[column]
    return tuple(cells[:MAX_CELLS])


def _covered(cells: list[str], below: dict[int, int]) -> None:
    while len(cells) in below and len(cells) < MAX_CELLS:
        cells.append("")


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return min(int(value), 200) if value.isdecimal() and int(value) else 1


def _concealed(node: LexborNode) -> bool:
    style = node.attributes.get("style") or ""
    return "hidden" in node.attributes or bool(_NOT_SHOWN.search(style))


def _xml_sheets(root: Any) -> Iterator[Table]:
    left = MAX_ROWS
    for sheet in root.iter(f"{_SPREADSHEET}Worksheet"):
        name = sheet.get(f"{_SPREADSHEET}Name", "")
        lines = list(itertools.islice(sheet.iter(f"{_SPREADSHEET}Row"), left))
        left -= len(lines)
        rows = [row for row in map(_xml_row, lines) if any(row)]
        if rows:
            table = table_of(rows, place=f"工作表 {name}", name=name)
            yield msgspec.structs.replace(table, hidden=_hides(sheet))


def _hides(sheet: Any) -> bool:
    """Whether a sheet, a row or a column of it is hidden."""
    marked = sheet.iter(f"{_SPREADSHEET}Row", f"{_SPREADSHEET}Column")
    if any(node.get(f"{_SPREADSHEET}Hidden") == "1" for node in marked):
        return True
    return any((node.text or "").startswith("SheetHidden") for node in sheet.iter(_VISIBLE))


def _xml_row(row: Any) -> tuple[str, ...]:
    """Cell texts; ``Index`` skips empty cells (from 1), ``MergeAcross`` covers those at the right."""
    cells: list[str] = []
    for cell in row.iter(f"{_SPREADSHEET}Cell"):
        index = min(_integer(cell, "Index", len(cells) + 1), MAX_CELLS)
        cells += [""] * (index - 1 - len(cells))
        data = cell.find(f"{_SPREADSHEET}Data")
        cells.append("".join(data.itertext()).strip() if data is not None else "")
        cells += [""] * min(_integer(cell, "MergeAcross", 0), MAX_CELLS)
    return tuple(cells[:MAX_CELLS])


def _integer(cell: Any, name: str, default: int) -> int:
    value = cell.get(f"{_SPREADSHEET}{name}", "")
    return int(value) if value.isdecimal() and len(value) < 8 else default


def _xml_comments(root: Any) -> tuple[str, ...]:
    """Notes on cells, as ``author：text``."""
    found = root.iter(f"{_SPREADSHEET}Comment")
    pairs = ((c.get(f"{_SPREADSHEET}Author", ""), "".join(c.itertext()).strip()) for c in found)
    return tuple(f"{author}：{text}" for author, text in pairs if text)
