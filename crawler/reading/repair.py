"""DOCX packages that Word and WPS open and python-docx does not: links to parts that are not there.

WPS writes relationships with ``Target="NULL"`` for pictures it could not embed; Word skips
them (ECMA-376 part 2, 6.5 leaves it to the reader), python-docx raises KeyError.
"""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from crawler.reading.package import SAFE_PARSER


def without_dangling_links(body: bytes) -> bytes:
    """The package without relationships to parts that it does not contain."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy,
    ):
        names = frozenset(source.namelist())
        for name in sorted(names):
            content = source.read(name)
            kept = _kept(name, content, names) if name.endswith(".rels") else content
            copy.writestr(name, kept)
    return target.getvalue()


def _kept(name: str, content: bytes, names: frozenset[str]) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(**SAFE_PARSER))
    folder = posixpath.dirname(posixpath.dirname(name))
    for link in list(root):
        part = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))
        if link.get("TargetMode") != "External" and part.lstrip("/") not in names:
            root.remove(link)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
