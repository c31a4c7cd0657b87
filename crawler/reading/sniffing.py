"""What kind of file a body is, by its content: extensions and Content-Types of portals often lie.

Own code because libmagic is a system library, knows neither OFD nor WPS, and calls an HTML page
saved as ``.xls`` whatever its first tag suggests. Only the first kilobytes, the directory of an
OLE file and the member names of an archive are looked at, so it is cheap enough for every body.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

#: A body of at most this many bytes says nothing: portals answer 200 with "ok" for lost files.
MEANINGLESS = 2

_HEAD = 4096
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b\x08", "gzip"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LEADING = re.compile(rb"\A(?:\s|<!--.*?-->|<\?xml[^>]*\?>)+", re.DOTALL)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|table|div|p|center|frameset|font|datastore)\b",
    re.IGNORECASE,
)
_MHTML = re.compile(
    rb"\A(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\n)*){0,15}MIME-Version:", re.IGNORECASE
)
_HTML_MEDIA = ("text/html", "application/xhtml")
#: What office programs write into the HTML that they save.
OFFICE_MARKUP = re.compile(
    rb"urn:schemas-microsoft-com:office|mso-|(?:Word|Excel)\.(?:Document|Sheet)"
)
#: What servers send for files: office programs save HTML as .doc, .xls and .wps, and a lost .pdf
#: is answered by a page of words.
_FILE_MEDIA = (
    "application/msword", "application/vnd.ms-", "application/vnd.openxmlformats", "application/wps",
    "application/kswps", "application/vnd.wps", "application/excel", "application/x-msexcel",
    "application/pdf", "application/zip", "application/x-zip", "application/x-rar",
)  # fmt: skip
_SHEET_MEDIA = re.compile(r"application/(?:vnd\.ms-excel|excel|x-msexcel|et\b|vnd\.wps)")
_STREAM, _STORAGE = 2, 1


def kind_of(body: bytes, media: str = "", name: str = "") -> str:
    """The kind of a body, told by its bytes; media and name only decide between plain texts.

    Args:
        body: the decoded response body.
        media: its Content-Type, as sent.
        name: its file name, if one is known.

    Returns:
        html (a page), webdoc (HTML sent as a file), pdf, docx, doc, xlsx, xls, pptx,
        ppt, odt, ods, zip, rar, 7z, gzip, ofd, csv, rtf, ole (another or an encrypted OLE file),
        mhtml, xml, image, text or unknown.
    """
    if len(body.strip()) <= MEANINGLESS:
        return "unknown"
    head = body[:_HEAD].lstrip()
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(_OLE):
        return _ole_kind(body)
    if body.startswith(b"PK"):
        return _zip_kind(body)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if body[:2] == b"BM" and body[6:10] == b"\0\0\0\0":
        return "image"
    if b"%PDF-" in body[:1024]:  # ISO 32000 readers accept bytes before the header
        return "pdf"
    return _text_kind(body, media.lower(), name.lower())


def is_encrypted_office(body: bytes) -> bool:
    """Whether an OLE file is the shell of a password-protected OOXML file ([MS-OFFCRYPTO])."""
    return body.startswith(_OLE) and "EncryptedPackage" in dict(_ole_entries(body))


def _text_kind(body: bytes, media: str, name: str) -> str:
    head = _plain_head(body)
    if head is None:
        return "unknown"
    if _MHTML.match(head):
        return "mhtml"
    start = _LEADING.sub(b"", head)
    if _HTML.match(start) or media.startswith(_HTML_MEDIA):
        return "webdoc" if _is_file(head, media) else "html"
    if head.lstrip().startswith(b"<?xml") or start.startswith(b"<w:"):
        return "xml"
    if name.endswith(".csv") or "csv" in media:
        return "csv"
    if _HTML.search(start):
        return "webdoc" if _is_file(head, media) else "html"
    return "csv" if b"\t" in head and _SHEET_MEDIA.match(media) else "text"


def _is_file(head: bytes, media: str) -> bool:
    """Whether HTML was sent as a file. Servers without types send pages as octet-stream too."""
    written = not media.startswith(_HTML_MEDIA) and OFFICE_MARKUP.search(head)
    return media.startswith(_FILE_MEDIA) or bool(media and written)


def _plain_head(body: bytes) -> bytes | None:
    """The first bytes of a text with UTF-16 widened away, or None when they are not text."""
    head = body[:_HEAD]
    if head.startswith(_BOMS[1:]):
        return head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(_BOMS[0])
    return None if b"\0" in head else head


def _ole_kind(body: bytes) -> str:
    """Word and Excel files may embed each other; only Word keeps guests in an ObjectPool."""
    entries = dict(_ole_entries(body))
    is_doc = "WordDocument" in entries
    if "Workbook" in entries or "Book" in entries:
        return "doc" if is_doc and "ObjectPool" in entries else "xls"
    if is_doc:
        return "doc"
    return "ppt" if "PowerPoint Document" in entries else "ole"


def _ole_entries(body: bytes) -> Iterator[tuple[str, int]]:
    """Names and types of the 128-byte directory entries of a compound file ([MS-CFB] 2.6.1).

    The directory's sectors are found by their shape rather than through the allocation table:
    a damaged table must not hide what kind of file it was.
    """
    for offset in range(512, len(body) - 127, 128):
        length, kind = struct.unpack_from("<HB", body, offset + 64)
        if kind not in (_STORAGE, _STREAM) or not 4 <= length <= 64 or length % 2:
            continue
        raw = body[offset : offset + length]
        if raw[-2:] == b"\0\0" and raw[1] == 0:
            yield raw[:-2].decode("utf-16-le", "ignore"), kind


#: What zipfile and its decompressors raise on damaged or locked archives.
ZIP_FAULTS = (
    zipfile.BadZipFile, ValueError, KeyError, RuntimeError, OSError, EOFError, OverflowError,
    zlib.error, lzma.LZMAError, struct.error,
)  # fmt: skip


def _zip_kind(body: bytes) -> str:
    mime = b""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = {info.filename.replace("\\", "/").lower() for info in archive.infolist()}
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    mime = member.read(80)  # never more: its size is whatever it declares
    except ZIP_FAULTS:
        return "zip"
    if any(name == "ofd.xml" for name in names):
        return "ofd"
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.startswith(folder) for name in names):
            return kind
    if b"opendocument.spreadsheet" in mime:
        return "ods"
    return "odt" if b"opendocument.text" in mime else "zip"
