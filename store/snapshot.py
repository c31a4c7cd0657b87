"""A run as the checks see it: read-only, from stored rows alone.

``Snapshot`` is a plain container with lazily read facts, so a test can build one from a few
captures in memory and the night builds the same class from the database (``store.loading``).
"""

from __future__ import annotations

import datetime as dt
import email.utils
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from store.addresses import resolve
from store.column_kinds import canonical
from store.errors import MissingRegister, Unseen
from store.facts import AttachmentFacts, DateCandidate, Facts, Link, PageFacts
from store.judgements import Evidence
from store.vocabulary import CAUSE_TITLES, FETCH_TITLES, Cause, Fetch, Place

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
        """The publication date: what the page says, else what the lists, address or server say."""
        if self.facts.published.chosen is not None:
            return self.facts.published.chosen
        return None

    @property
    def last_modified(self) -> dt.datetime | None:
        """The server's Last-Modified, never taken for a publication date."""
        try:
            return email.utils.parsedate_to_datetime(self.capture.last_modified)
        except ValueError:
            return None

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


class Snapshot:
    """All that was seen in one run. Looking for what was not captured raises ``Unseen``."""

    def __init__(
        self,
        run: Run,
        captures: Iterable[Capture],
        facts: Callable[[Capture], Facts | None],
        columns: Iterable[ColumnView] = (),
        probes: Iterable[Probe] = (),
        registers: Iterable[Register] = (),
    ) -> None:
        self.run = run
        self._captures = {capture.url: capture for capture in captures}
        self._by_id = {capture.id: capture for capture in self._captures.values()}
        self._facts = facts
        self.columns = tuple(columns)
        self.probes = tuple(probes)
        self._registers = {register.name: register for register in registers}

    # -- captures ---------------------------------------------------------------------------

    def captures(self) -> Iterator[Capture]:
        """Every URL discovered in the run, however it ended, in the order of discovery."""
        yield from self._captures.values()

    def capture(self, url: str) -> Capture:
        """The capture of an address after redirects; raises ``Unseen`` when there is none."""
        seen = self._captures.get(url) or self._captures.get(resolve(url, ""))
        for _ in range(MAX_HOPS):
            if seen is None or seen.outcome is not Fetch.REDIRECTED:
                break
            seen = self._captures.get(seen.redirect_to)
        if seen is None:
            raise Unseen(f"本次巡检没有抓取 {url}")
        return seen

    def parent(self, capture: Capture) -> Capture | None:
        """The capture whose page first led to this one."""
        return self._by_id.get(capture.parent_id) if capture.parent_id is not None else None

    def facts(self, capture: Capture) -> Facts | None:
        """What the reader made of a capture, or None when it has no readable body."""
        return self._facts(capture) if capture.has_body else None

    # -- pages and documents ----------------------------------------------------------------

    def page(self, url: str) -> Page:
        """The page at an address; raises ``Unseen`` when it was not captured as good content."""
        capture = self.capture(url)
        facts = self.facts(capture)
        if not capture.has_body:
            raise Unseen(f"{url} 未能取得:{capture.reason}")
        if not isinstance(facts, PageFacts):
            raise Unseen(f"{url} 不是可阅读的网页")
        if facts.quality != "good":
            raise Unseen(f"{url} 返回的不是正文内容({facts.quality})")
        return Page(capture, facts)

    def document(self, url: str, title: str = "") -> Document:
        """The attachment at an address; raises ``Unseen`` when it was not captured and read."""
        capture = self.capture(url)
        facts = self.facts(capture)
        if not capture.has_body:
            raise Unseen(f"附件 {url} 未能取得:{capture.reason}")
        if not isinstance(facts, AttachmentFacts):
            raise Unseen(f"附件 {url} 返回的是网页或无法识别的内容")
        if facts.error:
            raise Unseen(f"附件 {url} 无法读取:{facts.error}")
        return Document(capture, facts, title)

    def pages(self) -> Iterator[Page]:
        """All good pages in the order of discovery."""
        for capture in self._captures.values():
            facts = self.facts(capture)
            if isinstance(facts, PageFacts) and facts.quality == "good":
                yield Page(capture, facts)

    @cached_property
    def home(self) -> Page:
        """The home page; raises ``Unseen``."""
        return self.page(self.run.start_url)

    def links_to_files(self, page: Page) -> Iterator[tuple[Link, Capture]]:
        """Links of a page's body whose target was discovered and is not an HTML page."""
        for link in page.facts.links:
            target = self._captures.get(page.resolve(link.href))
            if target is None or link.place not in (Place.BODY, Place.LIST):
                continue
            if looks_like_file(target):
                yield link, target

    # -- columns, probes, registers ---------------------------------------------------------

    def columns_of(self, kind: str) -> tuple[ColumnView, ...]:
        """The columns of a kind (its English word or Chinese title), in the order of discovery."""
        wanted = canonical(kind)
        return tuple(c for c in self.columns if wanted in c.kinds or kind in c.kinds)

    def probes_of(self, kind: str) -> tuple[Probe, ...]:
        """The measurements of a kind, oldest first; raises ``Unseen`` when there are none."""
        found = tuple(probe for probe in self.probes if probe.kind == kind)
        if not found:
            raise Unseen(f"本次巡检没有进行 {kind} 探测")
        return found

    def register(self, name: str) -> Register:
        """A register; raises ``MissingRegister``."""
        if name not in self._registers:
            raise MissingRegister(name, f"缺少台账 {name},请在 config.toml 的 [registers] 中配置")
        return self._registers[name]

    # -- absence ----------------------------------------------------------------------------

    def gaps(self, words: Iterable[str] = ()) -> tuple[Capture, ...]:
        """Discovered URLs of the site that were not seen and could hide what is looked for.

        A URL out of budget, failed or refused counts when its anchor has one of ``words``, or
        (whatever its anchor) when it was reached from navigation or paging.
        """
        wanted = tuple(words)
        return tuple(
            capture
            for capture in self._captures.values()
            if _unseen(capture)
            and (
                capture.place in (Place.NAV, Place.PAGER, Place.FRAME, Place.SCRIPT)
                or any(word in capture.anchor for word in wanted)
            )
        )

    def absence(self, looked_for: str, words: Iterable[str]) -> Evidence:
        """Evidence that something is not on the site; raises ``Unseen`` while it may be unseen."""
        home = self.home
        gaps = self.gaps(words)
        if gaps:
            first = gaps[0]
            raise Unseen(
                f"{len(gaps)} 个可能含有“{looked_for}”的页面未能检查,例如 {first.url}:{first.reason}"
            )
        searched = sum(1 for capture in self._captures.values() if capture.has_body)
        return home.capture.evidence(
            "absence",
            quote=f"检索词:{'、'.join(words)}",
            locator=f"已检查本次抓取的 {searched} 个页面和附件的导航、列表与标题,未发现“{looked_for}”",
        )


#: File endings that portals use for attachments; content decides, this only picks links.
FILE_ENDINGS = (
    ".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".csv", ".zip", ".rar", ".ofd", ".rtf",
)  # fmt: skip


def looks_like_file(capture: Capture) -> bool:
    """Whether a capture is an attachment, by its Content-Type or, unseen, by its ending."""
    if capture.media:
        return not capture.media.lower().startswith(("text/html", "application/xhtml"))
    return urlsplit(capture.url).path.lower().endswith(FILE_ENDINGS)


def _unseen(capture: Capture) -> bool:
    if capture.outcome in (Fetch.ROBOTS, Fetch.OVER_BUDGET, Fetch.FAILED):
        return True
    return capture.outcome is Fetch.FETCHED and (capture.status or 0) >= 400
