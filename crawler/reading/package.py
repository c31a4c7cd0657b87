"""What an Office package (OOXML, ECMA-376) says beside its text: properties, hidden cells, notes.

Read from the parts of the ZIP themselves: the libraries that give the cells and paragraphs
do not give these, or only ten times slower.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from crawler.reading.sniffing import ZIP_FAULTS

#: A parser that resolves no entities and opens no files or addresses.
SAFE_PARSER: Final[dict[str, Any]] = {
    "resolve_entities": False, "no_network": True, "huge_tree": False, "recover": True,
}  # fmt: skip
_CORE: Final = {
    "title": "title", "creator": "author", "lastModifiedBy": "last_modified_by",
    "created": "created", "modified": "modified", "subject": "subject", "keywords": "keywords",
    "category": "category", "description": "comments",
}  # fmt: skip
_EXTENDED: Final = {"Company": "company", "Manager": "manager", "Application": "application"}
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PART: Final = 20_000_000  # most bytes of a part that is parsed as a whole
_CHUNK: Final = 1 << 20
_TAG: Final = 4_096  # most bytes of one tag
_HIDDEN: Final = re.compile(rb"<(?:\w+:)?(row|col)\s[^<>]*?\bhidden=\"(?:1|true)\"[^<>]*>")
_NUMBER: Final = re.compile(rb"\b(r|min|max)=\"(\d{1,7})\"")
_CELL: Final = re.compile(r"[A-Z]{1,3}\d{1,7}")

#: What damaged packages raise here.
FAULTS: Final = (*ZIP_FAULTS, etree.LxmlError, NotImplementedError)


@dataclass(frozen=True)
class HiddenCells:
    """Rows and columns (numbers from 1, columns as spans) that a sheet does not show."""

    rows: tuple[int, ...] = ()
    columns: tuple[tuple[int, int], ...] = ()


def properties_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """Core and extended properties (ECMA-376 part 2, 11.1; part 1, 22.2), empty ones left out."""
    found: dict[str, str] = {}
    for name, wanted in (("docProps/core.xml", _CORE), ("docProps/app.xml", _EXTENDED)):
        try:
            root = parsed(archive, name)
        except FAULTS as cause:  # the text of the file is worth more than its author
            found["properties"] = f"{name} 已损坏（{type(cause).__name__}）"
            continue
        for node in root if root is not None else ():
            key = wanted.get(etree.QName(node).localname) if isinstance(node.tag, str) else None
            text = "".join(node.itertext()).strip()[:500]
            if key and text:
                found[key] = text
    return found


def parsed(archive: zipfile.ZipFile, name: str) -> Any:
    """The root of an XML part, None when it is absent, damaged or beyond reason."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > _PART:
        return None
    with archive.open(info) as part:
        return parsed_bytes(part.read(_PART))


def parsed_bytes(content: bytes) -> Any:
    """The root of an XML text, None when there is none; names and addresses are not resolved."""
    return etree.fromstring(content, etree.XMLParser(**SAFE_PARSER)) if content.strip() else None


def hidden_cells(archive: zipfile.ZipFile) -> dict[str, HiddenCells]:
    """Sheet name → its hidden rows and columns; sheets that hide nothing are left out."""
    found: dict[str, HiddenCells] = {}
    for sheet, part in _sheets(archive):
        if part in archive.NameToInfo and (cells := _hidden_in(archive, part)) != HiddenCells():
            found[sheet] = cells
    return found


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Names of sheets and the parts they stand in."""
    book, links = parsed(archive, "xl/workbook.xml"), parsed(archive, "xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for node in book.iter("{*}sheet"):
        target = targets.get(node.get(_RELATION), "")
        if target:
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            yield node.get("name", ""), part


def _hidden_in(archive: zipfile.ZipFile, part: str) -> HiddenCells:
    """Found by their tags while the part streams by: a sheet may unpack to hundreds of MB."""
    rows: list[int] = []
    columns: list[tuple[int, int]] = []
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            cut = text.rfind(b"<")
            for tag in _HIDDEN.finditer(text, 0, cut):
                numbers = {key: int(value) for key, value in _NUMBER.findall(tag[0])}
                if tag[1] == b"row" and b"r" in numbers:
                    rows.append(numbers[b"r"])
                elif b"min" in numbers and b"max" in numbers:
                    columns.append((numbers[b"min"], numbers[b"max"]))
            rest = text[cut:] if cut >= 0 and len(text) - cut < _TAG else b""
    return HiddenCells(tuple(rows), tuple(columns))


def sheet_comments(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Notes on cells, older and threaded, as ``author（cell）：text``."""
    found: dict[str, None] = {}
    for name in archive.namelist():
        if not re.fullmatch(r"xl/(?:comments|threadedComments)/?\w*\d*\.xml", name):
            continue
        root = parsed(archive, name)
        if root is None:
            continue
        authors = ["".join(node.itertext()) for node in root.iter("{*}author")]
        for node in root.iter("{*}comment", "{*}threadedComment"):
            text = "".join(node.itertext()).strip()[:2_000]
            index = node.get("authorId", "")
            author = authors[int(index)] if index.isdecimal() and int(index) < len(authors) else ""
            cell = node.get("ref", "")
            if text and _CELL.fullmatch(cell):
                found[f"{author}（{cell}）：{text}"] = None
    return tuple(found)


def opened(body: bytes) -> zipfile.ZipFile:
    """The package as an archive."""
    return zipfile.ZipFile(io.BytesIO(body))
