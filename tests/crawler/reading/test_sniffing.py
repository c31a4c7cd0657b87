from __future__ import annotations

import pytest

from crawler.reading.documents import kind_of
from tests.crawler.reading.files import (
    make_docx,
    make_ole,
    make_pdf,
    make_rar4,
    make_rar5,
    make_xlsx,
    make_zip,
)

HTML = "<html><head><title>页面不存在</title></head><body>404</body></html>".encode()
CASES = [
    (b"", "", "a.pdf", "unknown"),
    (b"ok", "text/html", "", "unknown"),
    (b"\r\n", "text/html", "", "unknown"),
    (make_pdf([["x"]]), "text/html", "", "pdf"),
    (b"\r\n\r\n" + make_pdf([["x"]]), "", "", "pdf"),
    (HTML, "application/msword", "通知.doc", "webdoc"),
    (b"\xef\xbb\xbf" + HTML, "", "", "html"),
    (HTML.decode().encode("utf-16"), "", "x.xls", "html"),
    (b"<!-- saved --><!DOCTYPE html><p>x", "", "", "html"),
    (b"just words in a body without tags", "text/html; charset=gbk", "", "html"),
    (b"<table><tr><td>1</td></tr></table>", "application/vnd.ms-excel", "a.xls", "webdoc"),
    (HTML, "application/pdf", "a.pdf", "webdoc"),
    (HTML, "application/octet-stream", "a.pdf", "html"),
    (
        b'<html xmlns:o="urn:schemas-microsoft-com:office:office">',
        "application/octet-stream",
        "",
        "webdoc",
    ),
    (b'<html xmlns:o="urn:schemas-microsoft-com:office:office">', "text/html", "", "html"),
    (b"<style>td{}</style><table><tr><td>1", "application/vnd.ms-excel", "a.xls", "webdoc"),
    (b"code\tname\n1\tx\n", "application/vnd.ms-excel", "a.xls", "csv"),
    (
        b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>",
        "application/vnd.ms-excel",
        "a.xls",
        "xml",
    ),
    (b"{\\rtf1\\ansi hello}", "application/msword", "通知.doc", "rtf"),
    (make_docx(["x"]), "application/octet-stream", "通知.doc", "docx"),
    (make_xlsx({"a": [["x"]]}), "application/vnd.ms-excel", "表.xls", "xlsx"),
    (make_zip({"OFD.xml": b"<x/>", "Doc_0/Document.xml": b"<x/>"}), "", "a.zip", "ofd"),
    (make_zip({"a.txt": b"x"}), "", "a.docx", "zip"),
    (b"PK\x03\x04 damaged, no directory", "", "a.docx", "zip"),
    (make_ole(("Root Entry", 5), ("WordDocument", 2)), "", "a.wps", "doc"),
    (make_ole(("Root Entry", 5), ("Workbook", 2)), "", "a.et", "xls"),
    (make_ole(("WordDocument", 2), ("ObjectPool", 1), ("Workbook", 2)), "", "", "doc"),
    (make_ole(("Workbook", 2), ("MBD001", 1), ("WordDocument", 2)), "", "", "xls"),
    (make_ole(("EncryptedPackage", 2)), "", "a.xlsx", "ole"),
    (make_rar4(b"a"), "", "", "rar"),
    (make_rar5("a"), "", "", "rar"),
    (b"\x89PNG\r\n\x1a\n....", "", "a.pdf", "image"),
    ("编号,标题\n1,某提案\n".encode("gbk"), "", "清单.csv", "csv"),
    ("编号,标题\n1,某提案\n".encode(), "text/csv", "", "csv"),
    ("普通文字说明,没有标签".encode(), "text/plain", "a.txt", "text"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "", "a.doc", "mhtml"),
    (b"<?xml version='1.0'?><Workbook/>", "", "a.xls", "xml"),
    (b"<?xml version='1.0'?><!DOCTYPE html><html></html>", "", "", "html"),
    (b"\x00\x01\x02\x03\x04 binary", "", "a.pdf", "unknown"),
]


@pytest.mark.parametrize(("body", "media", "name", "expected"), CASES)
def test_kind_is_told_by_content(body: bytes, media: str, name: str, expected: str) -> None:
    assert kind_of(body, media, name) == expected


def test_open_document_formats_are_told_by_their_mimetype() -> None:
    sheet = b"application/vnd.oasis.opendocument.spreadsheet"
    text = b"application/vnd.oasis.opendocument.text"
    assert kind_of(make_zip({"mimetype": sheet, "content.xml": b"<x/>"})) == "ods"
    assert kind_of(make_zip({"mimetype": text, "content.xml": b"<x/>"})) == "odt"
    packed = make_zip({"mimetype": text})
    damaged = packed.replace(packed[38:48], b"\xff" * 10, 1)
    assert kind_of(damaged) == "zip"


def test_html_media_does_not_hide_a_binary_file() -> None:
    assert kind_of(b"\x00\x00binary\x00", "text/html") == "unknown"
