"""Attachments that are markup inside: HTML or MHTML named .doc or .xls, Office 2003 XML, text."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode
from w3lib.encoding import html_to_unicode

from crawler.reading.captions import table_of
from crawler.reading.sheets import MAX_CELLS, MAX_ROWS, decode
from store.facts import AttachmentFacts, Table

_DROPPED = "script, style, noscript, template, head > xml, xml"
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WORD_2003 = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_BLANKS = re.compile(r"[ \t\xa0\u3000]+")
_BREAKS = re.compile(r"\s*\n\s*")
#: A parser that resolves no entities and opens no files or addresses.
SAFE_PARSER: Final[dict[str, Any]] = {
    "resolve_entities": False, "no_network": True, "huge_tree": False, "recover": True,
}  # fmt: skip


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
        return AttachmentFacts(kind="xml", pages=pages, tables=tables)
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
        rows = [row for row in (_html_row(tr) for tr in node.css("tr")[:left]) if any(row)]
        left -= len(rows)
        if rows and max(map(len, rows)) > 1:
            nth += 1
            yield table_of(rows, place=f"第{nth}个表格")


def _html_row(row: LexborNode) -> tuple[str, ...]:
    """Cell texts; a cell that spans columns is followed by empty ones."""
    cells: list[str] = []
    for cell in row.css("td, th"):
        text = _BLANKS.sub(" ", _BREAKS.sub("", cell.text())).strip()
        span = cell.attributes.get("colspan") or "1"
        cells += [text, *[""] * (min(int(span), 100) - 1 if span.isdecimal() else 0)]
    return tuple(cells[:MAX_CELLS])


def _xml_sheets(root: Any) -> Iterator[Table]:
    left = MAX_ROWS
    for sheet in root.iter(f"{_SPREADSHEET}Worksheet"):
        name = sheet.get(f"{_SPREADSHEET}Name", "")
        rows = [_xml_row(row) for _, row in zip(range(left), sheet.iter(f"{_SPREADSHEET}Row"))]  # noqa: B905
        left -= len(rows)
        rows = [row for row in rows if any(row)]
        if rows:
            yield table_of(rows, place=f"工作表 {name}", name=name)


def _xml_row(row: Any) -> tuple[str, ...]:
    """Cell texts; ``Index`` skips empty cells (1-based)."""
    cells: list[str] = []
    for cell in row.iter(f"{_SPREADSHEET}Cell"):
        index = min(int(cell.get(f"{_SPREADSHEET}Index", len(cells) + 1)), MAX_CELLS)
        cells += [""] * (index - 1 - len(cells))
        cells.append("".join(cell.itertext()).strip())
    return tuple(cells[:MAX_CELLS])
