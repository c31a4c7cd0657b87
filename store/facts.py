"""Facts: what a reader made of one body. Pure data, written by the crawler, read by the checks.

Facts depend on the body (and the charset hint of its Content-Type) alone, so a body that
stands at two addresses, or is unchanged next night, is read once. What depends on the address
(resolved links, a date in the URL, Last-Modified) is added by ``store.snapshot``.
msgspec structs instead of plain dataclasses: the same frozen, typed records, encoded in C.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

import msgspec
from isal import isal_zlib

from store.vocabulary import Place


class Struct(msgspec.Struct, frozen=True, omit_defaults=True):
    """Base of the records below: frozen, compared by value, defaults left out when stored."""


class DateCandidate(Struct, frozen=True):
    """One reading of one string as a publication date."""

    day: dt.date
    quote: str  # exactly as on the page, with its label
    place: Place
    rule: str  # the grammar rule that read it, e.g. "label-ymd-dash"
    rank: int  # smaller is more trusted
    time: str = ""  # "10:20" or "10:20:31", Asia/Shanghai, empty when not printed


class Published(Struct, frozen=True):
    """The publication date with its provenance; ``chosen`` is None when the page shows none."""

    chosen: DateCandidate | None = None
    candidates: tuple[DateCandidate, ...] = ()
    conflict: bool = False
    ago: str = ""  # 昨天 10:20, 3天前: a day only together with the time of the capture


class Link(Struct, frozen=True):
    """One anchor, frame or script-carried address, as written in the page (not resolved)."""

    href: str
    text: str = ""
    place: Place = Place.BODY


class ListItem(Struct, frozen=True):
    """One entry of a list page: link, title and the date printed beside it."""

    href: str
    title: str
    listed: DateCandidate | None = None
    ago: str = ""  # 昨天 10:20, 3天前: a day only together with the time of the capture
    short: str = ""  # [06-29]: a day only together with the rest of its list


class Paging(Struct, frozen=True):
    """How a list goes on: addresses of further pages and what the page declares about itself."""

    hrefs: tuple[str, ...] = ()
    declared_pages: int | None = None
    declared_records: int | None = None
    style: str = ""  # createPageHTML, next-link, numbered …


class Table(Struct, frozen=True):
    """A table as rows of cell texts; ``place`` is where a person finds it."""

    rows: tuple[tuple[str, ...], ...]
    title: str = ""  # caption, sheet name or the heading line above it
    place: str = ""  # "第3页", "工作表 收支总表", "正文第2个表格"
    unit: str = ""  # 元, 万元 … when the table says so
    hidden: bool = False  # a hidden sheet, or rows and columns that are hidden


class Identity(Struct, frozen=True):
    """What the footer says about who runs the site; empty strings where it says nothing."""

    site_code: str = ""
    icp: str = ""
    police: str = ""
    organizer: str = ""  # 主办
    undertaker: str = ""  # 承办
    phone: str = ""
    address: str = ""
    badge: str = ""  # target of the 党政机关 / 事业单位 mark, "#" when it is no link
    error_report: str = ""  # target of 我为政府网站找错


class Message(Struct, frozen=True):
    """A citizen's letter or a question of an interview, with what was answered."""

    title: str = ""
    question: str = ""
    asked: str = ""  # date or time as printed
    status: str = ""  # 已办结, 办理中 … as printed
    reply: str = ""
    replied: str = ""  # date or time as printed
    office: str = ""  # that replied
    number: str = ""  # 信件编号
    href: str = ""  # of the letter's own page, as written
    kind: str = "letter"  # or interview: asked and answered live; solicitation: 征集, 调查;
    # faq: 常见问题, which the office has put itself


class Guide(Struct, frozen=True):
    """A service guide (办事指南): element in one spelling → text as printed, "" when left blank."""

    name: str = ""
    elements: dict[str, str] = {}
    forms: tuple[Link, ...] = ()  # forms, samples and lists of materials offered in it


class FormField(Struct, frozen=True):
    """A field of a form: its label as a person reads it, its type, whether it must be filled."""

    label: str
    name: str = ""
    kind: str = "text"  # the type attribute, or textarea, select
    required: bool = False


class Form(Struct, frozen=True):
    """A form as written: where it goes (not resolved) and what it asks for."""

    action: str = ""
    method: str = "get"
    fields: tuple[FormField, ...] = ()


class PrivateNumber(Struct, frozen=True):
    """A private person's number, never in clear: the facts' texts hold its masked form."""

    kind: str  # identity, mobile or card
    place: str  # in Chinese, for people: 第1个表格第3行
    masked: str
    digest: str = ""  # keyed with the key of the data folder: equal numbers are equal here
    label: str = ""  # the word beside it that says what it is: 身份证
    named: bool = False  # a person's name stands beside it
    hidden: bool = False  # not seen at once: a hidden sheet or column, a comment, a property
    doubt: str = ""  # why it may be something else, in Chinese


class PageFacts(Struct, frozen=True, tag="page"):
    """An HTML page as read."""

    title: str = ""  # the article's (or column's) own title
    head_title: str = ""  # <title>, whitespace collapsed
    published: Published = Published()
    breadcrumb: tuple[Link, ...] = ()
    meta: dict[str, tuple[str, ...]] = {}  # lower-cased name → values in order
    identity: Identity = Identity()
    source: str = ""
    text: str = ""  # main text, paragraphs separated by newlines
    links: tuple[Link, ...] = ()
    items: tuple[ListItem, ...] = ()  # of the main list, in page order
    paging: Paging = Paging()
    tables: tuple[Table, ...] = ()
    base_href: str = ""
    refresh: str = ""  # target of a meta refresh or of a script that only redirects
    encoding: str = "utf-8"
    quality: str = (
        "good"  # good, or the name of what it is: protection, maintenance, empty, frameset …
    )
    fields: dict[str, str] = {}  # 成文日期, 文号 …: labelled fields as printed
    subtitle: str = ""
    office: str = ""  # issuing office: 发文机关, 发布机构, 报送单位
    written: DateCandidate | None = None  # 成文日期
    issued: DateCandidate | None = None  # 发文日期, 印发日期
    effective: DateCandidate | None = None  # 实施日期, 施行日期
    doubts: tuple[str, ...] = ()  # why a page whose quality is good is still doubtful, in Chinese
    messages: tuple[Message, ...] = ()
    guide: Guide | None = None
    further_guides: tuple[Guide, ...] = ()  # of a page with several, those behind the first
    forms: tuple[Form, ...] = ()
    endpoints: tuple[str, ...] = ()  # same-site GET addresses from which its script draws a list
    drawn: bool = False  # a list is drawn by script and none of its entries stands in the page
    lang: str = ""  # of <html>, as written
    images: int = 0
    unlabelled: int = 0  # images without an alt attribute
    scripts: tuple[str, ...] = ()  # absolute addresses, with a host, that scripts are loaded from
    hidden: tuple[Link, ...] = ()  # links to absolute addresses that are kept out of sight
    private: tuple[PrivateNumber, ...] = ()  # masked wherever they stand in these facts


class AttachmentFacts(Struct, frozen=True, tag="attachment"):
    """A PDF, word-processor file, spreadsheet or archive as read."""

    kind: str  # pdf, docx, doc, xlsx, xls, zip, csv, unknown
    pages: tuple[str, ...] = ()  # text per page or sheet
    tables: tuple[Table, ...] = ()
    text_layer: bool = True  # False: a scan, or nothing could be extracted
    members: tuple[str, ...] = ()  # names inside an archive
    properties: dict[str, str] = {}
    error: str = ""  # a Chinese sentence when it could not be read
    comments: tuple[str, ...] = ()  # of reviewers, tracked deletions, notes
    hidden: tuple[str, ...] = ()  # text that a reader does not see at once: where, then the text
    confidence: float | None = None  # 0–1, of text that was recognised from pictures (OCR)
    recognised: tuple[str, ...] = ()  # per page, by OCR; "" where the page has text of its own.
    # Never part of ``pages``: a reading aid, and no ground for an accusation.
    private: tuple[PrivateNumber, ...] = ()  # masked wherever they stand in these facts

    @property
    def text(self) -> str:
        """All pages joined by blank lines."""
        return "\n\n".join(self.pages)

    @property
    def unread(self) -> str:
        """Why words may stand in it that nobody has read, in Chinese; "" when all was read.

        While it is not empty, what the file does not say is no ground for an accusation; what
        text recognition made of it is none in any case.
        """
        if self.error:
            return self.error
        guessed = "，文字识别的结果不作认定依据" if any(self.recognised) else ""
        if not self.text_layer and not self.members:
            return f"是扫描件，没有可读取的文字{guessed}"
        if pages := self.properties.get("scanned"):
            return f"{pages}是图片，没有可读取的文字{guessed}"
        if members := self.properties.get("unread"):
            return f"压缩包中有文件未能读取：{members}"
        if self.members and not (self.text_layer and (self.pages or self.tables)):
            return f"是压缩包，其中有没有读到文字的文件{guessed}"
        return self.properties.get("truncated", "")


class Sketch(Struct, frozen=True, tag="page"):
    """The little of a page's facts that is asked of all pages at once."""

    drawn: bool = False  # as in ``PageFacts``


Facts = PageFacts | AttachmentFacts

_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
_DECODER: Final[msgspec.json.Decoder[Facts]] = msgspec.json.Decoder(Facts)
_SKETCHER: Final = msgspec.json.Decoder(Sketch)


def pack(facts: Facts) -> bytes:
    """Facts → compressed JSON, the form in which the store keeps them."""
    return isal_zlib.compress(_ENCODER.encode(facts), 1)


def unpack(blob: bytes) -> Facts:
    """The inverse of ``pack``."""
    return _DECODER.decode(isal_zlib.decompress(blob))


def sketch_of(blob: bytes) -> Sketch:
    """The sketch of a page's packed facts; the rest is passed over, not built."""
    return _SKETCHER.decode(isal_zlib.decompress(blob))


@lru_cache(maxsize=1024)
def media_key(content_type: str) -> str:
    """The part of a Content-Type that can change how a body is read, in one spelling."""
    return content_type.lower().replace(" ", "").replace('"', "")[:200]
