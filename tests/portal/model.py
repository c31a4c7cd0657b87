"""What the sample portal is made of: first as content, then as files, names and registers.

Content is mutable on purpose: a mutation deep-copies it, breaks one thing and renders again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

AS_OF = dt.date(2018, 12, 20)
PLAN_YEAR = 2018
HOST = "wht.sample.test"
ZONE = "sample.test"
REFERENCES = ("ref1.sample.test", "ref2.sample.test")
DEPARTMENT = "陇原省文化厅"
SITE_CODE = "6200000042"
ICP = "陇ICP备15001598号"
POLICE = "62010002000600"


class Money(int):
    """An amount in hundredths of 万元 (that is, in hundreds of 元)."""

    def text(self, unit: str = "万元", grouped: bool = False) -> str:
        """The amount as printed in a table of that unit, two decimals."""
        value = self * 100.0 if unit == "元" else self / 100.0
        return f"{value:,.2f}" if grouped else f"{value:.2f}"


Cell = str | Money


@dataclass(frozen=True)
class Grid:
    """A table: header lines, body rows, the unit its amounts are printed in, a note below."""

    title: str
    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    unit: str = ""
    note: str = ""

    def printed(self, grouped: bool = False) -> Iterator[tuple[str, ...]]:
        """All lines, header first, as text."""
        yield from self.header
        unit = self.unit or "万元"
        for row in self.rows:
            yield tuple(c.text(unit, grouped) if isinstance(c, Money) else c for c in row)


@dataclass(frozen=True)
class Heading:
    """A heading line inside a body."""

    text: str


@dataclass(frozen=True)
class Anchor(Heading):
    """A line that links to another page by its raw path."""

    href: str


Block = str | Heading | Grid


@dataclass(frozen=True)
class Attachment:
    """A file behind an article; made of blocks, or of raw bytes where a mutation says so."""

    label: str
    name: str  # file name in the address, with its ending
    blocks: tuple[Block, ...] = ()
    raw: bytes | None = None
    scanned: bool = False  # a PDF that is only a picture of its text

    @property
    def kind(self) -> str:
        """The ending without its dot."""
        return self.name.rpartition(".")[2]


@dataclass
class Article:
    """A page of a column; ``key`` is stable, so that removing others never moves its address."""

    key: int
    column: str
    title: str
    day: dt.date
    body: list[Block]
    clock: str = "10:20"
    source: str = DEPARTMENT
    views: int = 268
    number: str = ""  # 文号
    attachments: list[Attachment] = field(default_factory=list)
    meta_date: str = ""  # PubDate when it differs from the visible line
    label: str = "发布时间："
    tag: str = ""  # what the page is for, used by mutations to find it


@dataclass
class Column:
    """A node of the navigation with its list pages."""

    key: str
    name: str
    path: str
    parent: str = ""
    pager: str = "script"  # script (createPageHTML), next (links), query
    per_page: int = 15
    description: str = ""
    intro: list[Block] = field(default_factory=list)
    in_nav: bool = True
    encoding: str = "utf-8"
    reverse: bool = True  # newest first
    dated: bool = True  # the address of an article carries its day


@dataclass
class Disclosure:
    """A unit's budget or final account of a year, as published, with what may be wrong in it."""

    key: int
    unit: str
    kind: str  # 预算 or 决算
    year: int
    approved: dt.date
    published: dt.date
    form: str  # xlsx, pdf, html, docx (explanation in DOCX, tables in XLSX)
    base: int  # size of the unit in 2016, 万元
    is_department: bool = False
    registered: bool = True
    shown: bool = True
    omit_tables: tuple[int, ...] = ()  # 1…8
    omit_sections: tuple[str, ...] = ()
    titles: dict[int, str] = field(default_factory=dict)  # other words for a table's title
    units: dict[int, str] = field(default_factory=dict)  # 元 instead of 万元
    errors: dict[tuple[int, int, int], int] = field(default_factory=dict)  # table,row,col → +0.01万
    text_errors: dict[str, int] = field(default_factory=dict)  # figure name → +0.01万元
    merge_public: bool = False
    short_codes: bool = False
    scanned: bool = False
    blank_columns: bool = False


@dataclass
class Proposal:
    """A deputy's or member's proposal and the reply as published."""

    key: int
    number: int
    kind: str  # 人大建议 or 政协提案
    subject: str
    delegate: str
    role: str
    assigned: dt.date
    replied: dt.date
    published: dt.date
    office: str
    points: tuple[str, ...]
    shown: bool = True
    full_text: bool = True
    public: bool = True
    form: str = "full"  # full, abstract, split (signature over several lines), title-only
    contact: str = ""


@dataclass
class WelfareItem:
    """A row of the list of items to be disclosed, in the order of ``Site.items_header``."""

    matter: str
    subject: str
    content: str
    standard: str
    way: str
    procedure: str


@dataclass
class Zone:
    """What the name server says: name → record type → values; and where it keeps silent."""

    records: dict[str, dict[str, list[str]]]
    silent: set[tuple[str, int]] = field(default_factory=set)  # (udp|tcp, 4|6)
    refused: set[tuple[str, int]] = field(default_factory=set)


@dataclass
class Site:
    """The whole content, before rendering."""

    seed: int
    columns: dict[str, Column]
    articles: list[Article]
    disclosures: list[Disclosure]
    proposals: list[Proposal]
    items: list[WelfareItem]
    zone: Zone
    items_day: dt.date = dt.date(2018, 6, 20)
    items_header: tuple[str, ...] = (
        "公开事项",
        "公开主体",
        "公开内容",
        "公开标准",
        "公开方式",
        "公开程序",
    )
    items_shown: bool = True
    overview: dict[str, int] = field(default_factory=dict)  # figures that differ from the count
    overview_shown: bool = True
    home_scripts: list[str] = field(default_factory=list)
    session: str = ""  # a session id that every link of every page carries
    co_handled: int = 2
    extras: dict[str, Any] = field(default_factory=dict)  # topic → what its mutations change


@dataclass
class Resource:
    """One answer: body, status, extra headers, and how the server behaves when giving it."""

    body: bytes
    media: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    modified: dt.datetime = dt.datetime(2018, 12, 1, 1, 0, tzinfo=dt.UTC)
    once: int = 0  # status given to the first request only
    delay: float = 0.0  # seconds before the answer


@dataclass
class OverIPv6:
    """How the portal differs over IPv6: nothing, other answers, or no open port at all."""

    listening: bool = True
    answers: dict[str, Resource] = field(default_factory=dict)  # path → other answer
    every: Resource | None = None  # the answer to every path
    missing: tuple[str, ...] = ()  # path prefixes that answer 404


@dataclass
class Portal:
    """The portal as served: files by raw path (with query), names, registers, content."""

    content: Site
    host: str
    port: int
    as_of: dt.date
    files: dict[str, Resource]
    dns: Zone
    registers: dict[str, bytes]
    ipv6: OverIPv6 = field(default_factory=OverIPv6)
    further_hosts: tuple[str, ...] = ()  # of the same site; their files stand as "//host/path"
    missing: Resource | None = None  # what is said of any address that does not exist
    foreign: dict[str, Resource] = field(default_factory=dict)  # other sites → what they answer
    search: Callable[[str], Resource] | None = None  # query → page of results
    tls: str = ""  # the name its certificate at port 443 is for; "" when that port is closed
    failed_visits: dict[str, int] = field(default_factory=dict)  # kind → of a week's visits

    @property
    def start_url(self) -> str:
        """The home page."""
        return f"http://{self.host}:{self.port}/"
