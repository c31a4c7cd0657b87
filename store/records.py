"""What a snapshot is made of: the run, its captures, and pages, documents, columns seen through it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from store._config_tables import SiteFacts
from store.addresses import resolve
from store.facts import AttachmentFacts, DateCandidate, Identity, PageFacts
from store.judgements import Evidence
from store.relative import day_told
from store.vocabulary import CAUSE_TITLES, FETCH_TITLES, Cause, Fetch, Place

if TYPE_CHECKING:
    from store.snapshot import Snapshot

#: Kinds of visits between the nights: the home page as the public gets it and over IPv6 alone, entries.
HOME: Final = "home"
HOME_V6: Final = "home6"
COLUMN: Final = "column"
_SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
#: Longest chain of redirects that is followed from a stored address to a stored body.
MAX_HOPS = 10


@dataclass(frozen=True)
class Run:
    """The night a snapshot belongs to."""

    id: int
    portal: str
    start_url: str
    as_of: dt.date
    started_at: dt.datetime
    plan_year: int
    hosts: tuple[str, ...] = ()
    coverage: Mapping[str, Any] = field(default_factory=dict)
    identity: Identity = field(
        default_factory=Identity
    )  # what the config says that the footer should say
    site: SiteFacts = field(default_factory=SiteFacts)


@dataclass(frozen=True)
class Past:
    """How an address ended in an earlier run of the same portal."""

    run_id: int
    as_of: dt.date
    outcome: Fetch
    status: int | None
    cause: Cause | None
    fetched_at: dt.datetime | None
    digest: str


@dataclass(frozen=True)
class PastProbe:
    """A measurement of an earlier run of the same portal."""

    run_id: int
    as_of: dt.date
    probe: Probe


@dataclass(frozen=True)
class Visit:
    """One visit. ``excuse`` says (Chinese) why a failure may not be held against the site.

    ``seconds`` is the time until the page was whole or given up, ``at`` the moment it began, UTC.
    """

    at: dt.datetime
    url: str
    kind: str
    family: int
    opened: bool
    cause: str = ""
    status: int | None = None
    seconds: float = 0.0
    peer: str = ""
    detail: str = ""
    excuse: str = ""

    @property
    def counts(self) -> bool:
        """Whether the visit says something about the site: it opened, or nothing excuses it."""
        return self.opened or not self.excuse

    @property
    def day(self) -> dt.date:
        """The day in Asia/Shanghai."""
        return self.at.astimezone(_SHANGHAI).date()


class History(Protocol):
    """What earlier runs of the same portal saw."""

    def past(self, url: str) -> tuple[Past, ...]:
        """How an address ended in the runs before, oldest first."""

    def earlier(self) -> Snapshot | None:
        """The last complete run before."""

    def probes(self, kind: str) -> tuple[PastProbe, ...]:
        """The measurements of a kind in the runs before, oldest first."""

    def visits(self, first: dt.date, last: dt.date) -> tuple[Visit, ...]:
        """How the portal was visited from a day to a day, both included, oldest first."""


@dataclass(frozen=True)
class Capture:
    """One fetch of one URL and where its bytes lie."""

    id: int
    url: str
    outcome: Fetch
    depth: int = 0
    parent_id: int | None = None
    anchor: str = ""
    place: str = ""
    cause: Cause | None = None
    detail: str = ""
    status: int | None = None
    fetched_at: dt.datetime | None = None
    media: str = ""
    last_modified: str = ""
    digest: str = ""
    redirect_to: str = ""
    warc: str = ""
    offset: int | None = None
    length: int | None = None
    record_id: str = ""
    body_warc: str = ""  # where the body itself lies, when this record is a revisit
    body_offset: int | None = None
    body_length: int | None = None
    elapsed: float | None = None  # seconds from request to last byte, as the crawler saw it

    @property
    def has_body(self) -> bool:
        """A body was stored, this night or (unchanged) an earlier one, with a success status."""
        return self.outcome in (Fetch.FETCHED, Fetch.UNCHANGED) and (self.status or 0) < 400

    @property
    def reason(self) -> str:
        """Why there is no usable body, in Chinese."""
        words = CAUSE_TITLES[self.cause] if self.cause else FETCH_TITLES[self.outcome]
        return f"{words}({self.detail})" if self.detail else words

    def evidence(self, kind: str, quote: str = "", locator: str = "") -> Evidence:
        """Evidence that points at this capture."""
        return Evidence(
            kind=kind, url=self.url, quote=quote, locator=locator, capture_id=self.id,
            captured_at=self.fetched_at, status=self.status, digest=self.digest,
            warc=self.warc, offset=self.offset, length=self.length, record_id=self.record_id,
            body_warc=self.body_warc, body_offset=self.body_offset, body_length=self.body_length,
        )  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A captured HTML page of the portal that could be read as content."""

    capture: Capture
    facts: PageFacts

    @property
    def url(self) -> str:
        """Canonical address."""
        return self.capture.url

    @cached_property
    def published(self) -> DateCandidate | None:
        """The publication date the reader chose, or None when the page shows none.

        昨天 and 3天前 are told from the moment the page was sent: known when it was fetched now,
        unknown when the body is that of an earlier night.
        """
        chosen, ago, capture = self.facts.published.chosen, self.facts.published.ago, self.capture
        if chosen is not None or not ago or capture.outcome is not Fetch.FETCHED:
            return chosen
        told = day_told(ago, capture.fetched_at) if capture.fetched_at else None
        if told is None:
            return None
        return DateCandidate(told[0], ago, Place.HEADER, "told-from-capture", 20, told[1])

    @cached_property
    def dated(self) -> DateCandidate | None:
        """The publication date, else what a meta tag says, which may be later than it.

        For freshness alone: many systems put the time of generation into PubDate.
        """
        return self.published or next(
            (c for c in self.facts.published.candidates if c.place is Place.META), None
        )

    def resolve(self, href: str) -> str:
        """The canonical address of an href of this page; "" when it is no HTTP address."""
        base = resolve(self.url, self.facts.base_href) if self.facts.base_href else self.url
        return resolve(base or self.url, href, self.facts.encoding)

    def quote(self, words: str, locator: str = "正文") -> Evidence:
        """Evidence quoting words of this page."""
        return self.capture.evidence("quote", words, locator)


@dataclass(frozen=True)
class Document:
    """A captured attachment as read; ``title`` is the text of the link that led to it."""

    capture: Capture
    facts: AttachmentFacts
    title: str = ""

    @property
    def url(self) -> str:
        """Canonical address."""
        return self.capture.url


@dataclass(frozen=True)
class Item:
    """One entry of a column: what the list says, and the page behind it when captured."""

    url: str
    title: str
    listed: DateCandidate | None
    list_url: str


@dataclass(frozen=True)
class ColumnView:
    """A column: its list pages and entries. ``complete`` is False when a list page was not seen."""

    name: str
    kinds: tuple[str, ...]
    url: str
    pages: tuple[str, ...]
    items: tuple[Item, ...]
    complete: bool
    expected: int | None = None
    source: str = "nav"
    note: str = ""  # why it is not complete, in Chinese

    @property
    def missing(self) -> int:
        """Entries that its pages declare and that were not reached."""
        return max(0, (self.expected or 0) - len(self.items))


@dataclass(frozen=True)
class Probe:
    """One measurement that a page cannot give: ``data`` is described by the probe that made it."""

    kind: str
    subject: str
    observed_at: dt.datetime
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Register:
    """An outside list the office keeps: rows with typed values under English keys plus ``row``."""

    name: str
    file: str
    digest: str
    rows: tuple[Mapping[str, Any], ...]

    def evidence(self, row: Mapping[str, Any], quote: str) -> Evidence:
        """Evidence that points at one row of the file."""
        place = f"台账 {self.file} 第{row.get('row', '?')}行"
        return Evidence(kind="register-row", quote=quote, locator=place, source_digest=self.digest)


#: File endings that portals use for attachments; content decides, this only picks links.
FILE_ENDINGS = (
    ".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".csv", ".zip", ".rar", ".ofd", ".rtf",
)  # fmt: skip


def looks_like_file(capture: Capture) -> bool:
    """Whether a capture is an attachment, by its Content-Type or, unseen, by its ending."""
    if capture.media:
        return not capture.media.lower().startswith(("text/html", "application/xhtml"))
    return urlsplit(capture.url).path.lower().endswith(FILE_ENDINGS)
