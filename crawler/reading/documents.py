"""Attachments: what kind a body is and what can be read from it. Never raises, always bounded.

The heavy libraries are imported by the reader that needs them: ``kind_of`` is called for every
response of a crawl, most of which are HTML pages.
"""

from __future__ import annotations

import re

import msgspec

from crawler.reading.archives import bomb, list_zip, read_zip
from crawler.reading.rar import read_rar
from crawler.reading.sniffing import OFFICE_MARKUP, is_encrypted_office, kind_of
from store.facts import AttachmentFacts

__all__ = ["MAX_TEXT", "installed", "kind_of", "read_document"]

#: Most characters of text that are kept of one file.
MAX_TEXT = 5_000_000

#: Characters below which a web page sent in place of a file is taken for an error page.
_ERROR_PAGE = 200
_SITE_LINKS = 10  # links from which it is a page of the site, unless an office program wrote it
_ANCHOR = re.compile(rb"<a\s[^>]*href", re.IGNORECASE)

_ZIPPED = frozenset({"docx", "xlsx", "ods"})
_UNREADABLE = {
    "ole": "不是 Word、Excel 文件,内容未能读取",
    "ppt": "演示文稿的文字未提取",
    "pptx": "演示文稿的文字未提取",
    "7z": "7z 压缩包未列出内容",
    "gzip": "gzip 压缩包未列出内容",
}


def read_document(body: bytes, media: str = "", name: str = "") -> AttachmentFacts:
    """What an attachment says; whatever goes wrong becomes a Chinese sentence in ``error``.

    Args:
        body: the decoded response body.
        media: its Content-Type, as sent.
        name: its file name, if one is known; never decides alone.
    """
    kind = kind_of(body, media, name)
    try:
        return _bounded(_read(body, kind, media))
    except MemoryError:
        problem = "内存不足"
    except Exception as cause:
        # Parsers of hostile bytes raise anything; the fault is kept in the facts, not lost.
        problem = f"{type(cause).__name__}: {cause}"[:200]
    except BaseException as cause:
        if type(cause).__name__ != "PanicException":  # a Rust parser's failed assertion
            raise
        problem = f"解析程序异常: {cause}"[:200]
    return AttachmentFacts(
        kind=kind, text_layer=False, error=f"文件已损坏或格式不规范,未能读取({problem})"
    )


def installed() -> frozenset[str]:
    """What this machine has of the programs that some files need: office, ocr."""
    from crawler.reading import office, recognition

    found = {"office": office.program() is not None, "ocr": recognition.available()}
    return frozenset(name for name, there in found.items() if there)


def _read(body: bytes, kind: str, media: str) -> AttachmentFacts:
    if kind in _ZIPPED and (refusal := bomb(body)):
        return AttachmentFacts(kind=kind, text_layer=False, error=refusal)
    if kind in ("xlsx", "xls", "ods", "csv"):
        return _read_sheets(body, kind)
    if kind in ("docx", "doc", "rtf", "odt"):
        return _read_words(body, kind)
    if kind in ("html", "webdoc", "mhtml", "xml", "text"):
        return _read_markup(body, kind, media)
    if kind == "pdf":
        from crawler.reading.pdf import read_pdf

        return read_pdf(body)
    return _read_rest(body, kind)


def _read_sheets(body: bytes, kind: str) -> AttachmentFacts:
    from crawler.reading import sheets

    return sheets.read_csv(body) if kind == "csv" else sheets.read_workbook(body, kind)


def _read_words(body: bytes, kind: str) -> AttachmentFacts:
    from crawler.reading import office, words

    return words.read_docx(body) if kind == "docx" else office.read_through_office(body, kind)


def _read_markup(body: bytes, kind: str, media: str) -> AttachmentFacts:
    from crawler.reading import markup

    if kind == "html":
        return markup.read_html(body, media)
    if kind == "webdoc":
        return _offered(markup.read_html(body, media, kind), body)
    if kind == "mhtml":
        return markup.read_mhtml(body)
    return markup.read_xml(body) if kind == "xml" else markup.read_text(body)


def _offered(facts: AttachmentFacts, body: bytes) -> AttachmentFacts:
    """A web page sent as a document: what an office program or a table generator wrote.

    One that says next to nothing, or is full of links, is a page of the site in its place.
    """
    links = len(_ANCHOR.findall(body)) < _SITE_LINKS
    if OFFICE_MARKUP.search(body) or (links and (facts.tables or len(facts.text) >= _ERROR_PAGE)):
        return facts
    said = " ".join(facts.text.split())[:60]
    return msgspec.structs.replace(facts, error=f"返回的是网页,没有文件内容(“{said}”)")


def _read_rest(body: bytes, kind: str) -> AttachmentFacts:
    """Archives by their names, pictures as scans, the rest with the reason it was not read."""
    if kind == "zip":
        return read_zip(body, _read_member)
    if kind == "ofd":
        facts = msgspec.structs.replace(list_zip(body), kind="ofd")
        return msgspec.structs.replace(facts, error="OFD 版式文件的文字未提取,只列出了内部文件")
    if kind == "rar":
        return read_rar(body)
    if kind == "image":
        from crawler.reading.recognition import read_picture

        return read_picture(body)
    return AttachmentFacts(kind=kind, text_layer=False, error=_why_unread(body, kind))


def _read_member(body: bytes, media: str, name: str) -> AttachmentFacts:
    """A file inside an archive; an archive in it is told by its kind alone, so nothing nests."""
    kind = kind_of(body, media, name)
    return AttachmentFacts(kind=kind) if kind == "zip" else read_document(body, media, name)


def _why_unread(body: bytes, kind: str) -> str:
    if not body.strip():
        return "文件是空的(0 字节内容)"
    if is_encrypted_office(body):
        return "文件设有打开密码,未能读取"
    if kind in _UNREADABLE:
        return _UNREADABLE[kind]
    return f"文件只有 {len(body)} 字节,没有内容" if len(body) < 100 else "无法识别的文件格式"


def _bounded(facts: AttachmentFacts) -> AttachmentFacts:
    """Facts whose text fits ``MAX_TEXT``; what was cut is said in the properties."""
    left, pages = MAX_TEXT, []
    for page in facts.pages:
        pages.append(page[: max(left, 0)])
        left -= len(page)
    if left >= 0:
        return facts
    note = {"truncated": f"文字超过 {MAX_TEXT // 1_000_000} MB,只保留了前面部分"}
    return msgspec.structs.replace(
        facts, pages=tuple(pages), properties={**facts.properties, **note}
    )
