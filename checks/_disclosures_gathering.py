"""Gathering disclosures: which pages and files of a portal make up which budget."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeVar
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from checks._budget_titles import (
    Heading,
    headings,
    headings_below,
    is_part,
    is_unclear,
    plain_unit,
)
from checks._declare import subjects
from checks._disclosures import WORDS, BudgetDisclosure, Dated, is_department, of_plan
from checks._pictures import pictured
from store.errors import Unseen
from store.facts import AttachmentFacts, DateCandidate, Link, PageFacts
from store.judgements import Evidence
from store.snapshot import FILE_ENDINGS, Capture, Document, Item, Page, Snapshot
from store.vocabulary import Place

_Part = TypeVar("_Part", Page, Document)
_ATTACHED: Final = re.compile(r"预算|决算|附件|附表|公开表")
#: Lines at the head of a text, and characters of a line, in which a year may be announced.
_OPENING: Final = 5
_HEADLINE: Final = 60
#: Days within which the tables of a disclosure follow its text.
_WITH: Final = 31
_ORDER: Final = {"预算": 0, "决算": 1}


@dataclass
class _Draft:
    """A disclosure while it is gathered."""

    heading: Heading
    in_column: bool
    anchor: Evidence | None = None
    pages: list[Page] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    listed: list[Dated] = field(default_factory=list)
    others: list[Dated] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    pictured: bool = False

    def done(self) -> BudgetDisclosure:
        unit, year, kind = self.heading.unit, self.heading.year, self.heading.kind
        shown = sorted(self.dates, key=lambda d: d.day)
        listed = sorted(self.listed, key=lambda d: d.day)
        return BudgetDisclosure(
            unit, year, kind, tuple(_once(self.pages)), tuple(_once(self.documents)),
            (*shown[:1], *listed[:1]), tuple(dict.fromkeys(self.gaps)), self.anchor,
            self.in_column, tuple(self.others), self.pictured,
        )  # fmt: skip


_FOUND: WeakKeyDictionary[Snapshot, tuple[BudgetDisclosure, ...]] = WeakKeyDictionary()


def everything(snapshot: Snapshot) -> tuple[BudgetDisclosure, ...]:
    """All disclosures on the portal of whatever year, put together once per snapshot."""
    found = _FOUND.get(snapshot)
    if found is None:
        found = _FOUND[snapshot] = _gather(snapshot)
    return found


def unclear(snapshot: Snapshot, wanted: Iterable[tuple[int, str]]) -> str:
    """What to say of entries of the budget columns that may be one of the wanted; "" if none."""
    urls = {page.url for found in everything(snapshot) for page in found.pages}
    asked = tuple(wanted)
    for column in snapshot.columns_of("budget"):
        for item in column.items:
            if item.url not in urls and is_unclear(item.title, asked):
                return f"不能确定“{item.title}”是否即是，请确认"
    return ""


@subjects
def disclosures(snapshot: Snapshot) -> Iterator[BudgetDisclosure]:
    """The disclosures that the audited plan's year calls for."""
    yield from (d for d in everything(snapshot) if of_plan(d.year, d.kind, snapshot.run.plan_year))


# -- gathering ----------------------------------------------------------------------------------


class _Gathering:
    """The drafts of one snapshot by unit, year and kind."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.drafts: dict[tuple[str, int, str], _Draft] = {}
        self.seen: set[str] = set()

    def item(self, item: Item, *, in_column: bool, column: str = "") -> None:
        """One entry of a list: its own title, the page's or the column's name says what it is."""
        if item.url in self.seen:
            return
        named = headings(item.title)
        if not named and in_column:
            named = self.titled(item.url) or headings_below(item.title, column)
        named = tuple(h for h in named if in_column or _certain(h, item.title))
        if not named:
            return
        self.seen.add(item.url)
        anchor = self.anchor(item)
        listed = _listed(item, anchor)
        for heading in named:
            draft = self.draft(heading, in_column, anchor)
            draft.listed += listed
            self.body(draft, item.url, item.title)

    def capture(self, url: str) -> Capture | None:
        try:
            return self.snapshot.capture(url)
        except Unseen:
            return None  # its draft keeps the gap: ``body`` meets the same address

    def titled(self, url: str) -> tuple[Heading, ...]:
        """What the page behind a vague entry ("预算公开") says that it is."""
        capture = self.capture(url)
        facts = self.snapshot.facts(capture) if capture is not None else None
        if not isinstance(facts, PageFacts):
            return ()
        opening = [line for line in facts.text.splitlines()[:_OPENING] if len(line) <= _HEADLINE]
        named = [link.text for link in facts.links if link.place is Place.BODY]
        words = (facts.title, facts.head_title, *opening, *named)
        return next((found for text in words if (found := headings(text))), ())

    def anchor(self, item: Item) -> Evidence | None:
        listing = self.capture(item.list_url) or self.capture(item.url)
        if listing is None:
            return None
        words = f"{item.title} {item.listed.quote if item.listed else ''}".strip()
        return listing.evidence("list-row", words, "栏目列表")

    def draft(self, heading: Heading, in_column: bool, anchor: Evidence | None) -> _Draft:
        unit = "" if is_department(heading.unit, self.snapshot) else plain_unit(heading.unit)
        key = (unit, heading.year, heading.kind)
        known = self.drafts.setdefault(key, _Draft(Heading(*key), in_column, anchor))
        known.in_column = known.in_column or in_column
        return known

    def body(self, draft: _Draft, url: str, title: str) -> None:
        """The page or file behind an entry; what cannot be seen is a gap of the disclosure."""
        try:
            capture = self.snapshot.capture(url)
            if isinstance(self.snapshot.facts(capture), AttachmentFacts):
                self.document(draft, url, title)
                return
            page = self.snapshot.page(url)
        except Unseen as unseen:
            draft.gaps.append(str(unseen))
            return
        draft.pages.append(page)
        draft.pictured = draft.pictured or pictured(self.snapshot, page)
        if page.published is not None:
            draft.dates.append(_shown(page, page.published))
        draft.others += [
            _shown(page, found)
            for found in page.facts.published.candidates
            if found.place in (Place.HEADER, Place.META, Place.URL, Place.LIST)
        ]
        self.files(draft, page)
        self.parts(draft, page)

    def files(self, draft: _Draft, page: Page) -> None:
        """The attachments of a page; one named after another unit or year is that one's."""
        for link, url in self.linked(draft, page):
            owner = draft
            own = headings(link.text)
            if own and own[0].unit:
                owner = self.draft(own[0], draft.in_column, page.quote(link.text, "附件链接"))
            elif own and own[0].kind != draft.heading.kind:
                owner = self.draft(
                    Heading(draft.heading.unit, own[0].year, own[0].kind), draft.in_column,
                    page.quote(link.text, "附件链接"),
                )  # fmt: skip
            if owner is not draft and page.published is not None:
                owner.dates.append(_shown(page, page.published))
            self.document(owner, url, link.text)

    def linked(self, draft: _Draft, page: Page) -> Iterator[tuple[Link, str]]:
        """Links to files, also where a page's layout hides that they belong to its text."""
        found = {target.url: link for link, target in self.snapshot.links_to_files(page)}
        for link in page.facts.links:
            url = page.resolve(link.href)
            if url in found or not urlsplit(url).path.lower().endswith(FILE_ENDINGS):
                continue
            if link.place is Place.BODY or _ATTACHED.search(link.text):
                found[url] = link
        yield from ((link, url) for url, link in found.items())

    def parts(self, draft: _Draft, page: Page) -> None:
        """Tables that stand on pages of their own, linked from the text or in a list within it."""
        for link in page.facts.links:
            if link.place not in (Place.BODY, Place.LIST) or not is_part(link.text, draft.heading):
                continue
            url = page.resolve(link.href)
            if not url or url == page.url or url in self.seen:
                continue
            try:
                part = self.snapshot.page(url)
            except Unseen as unseen:
                self.seen.add(url)
                draft.gaps.append(str(unseen))
                continue
            if link.place is Place.LIST and not _same_days(page, part):
                continue  # a list beside the text may lead to tables of other years
            self.seen.add(url)
            draft.pages.append(part)

    def document(self, draft: _Draft, url: str, title: str) -> None:
        self.seen.add(url)
        try:
            document = self.snapshot.document(url, title)
        except Unseen as unseen:
            draft.gaps.append(str(unseen))
            return
        draft.documents.append(document)
        if why := _unreadable(document):
            draft.gaps.append(f"附件 {url} {why}")


def _gather(snapshot: Snapshot) -> tuple[BudgetDisclosure, ...]:
    work = _Gathering(snapshot)
    budget = snapshot.columns_of("budget")
    for column in budget:
        for item in column.items:
            work.item(item, in_column=True, column=column.name)
    for column in snapshot.columns:
        for item in () if column in budget else column.items:
            work.item(item, in_column=False)
    for capture in list(snapshot.captures()):
        if capture.has_body and any(word in capture.anchor for word in WORDS):
            entry = Item(capture.url, capture.anchor, None, capture.url)
            work.item(entry, in_column=_inside(snapshot, capture))
    ordered = sorted(
        work.drafts.items(), key=lambda pair: (pair[0][1], _ORDER[pair[0][2]], pair[0])
    )
    return tuple(draft.done() for _, draft in ordered)


def _inside(snapshot: Snapshot, capture: Capture) -> bool:
    """Whether a page was first met on a page of the budget column."""
    parent = snapshot.parent(capture)
    lists = {url for c in snapshot.columns_of("budget") for url in (c.url, *c.pages)}
    return parent is not None and parent.url in lists


def _certain(heading: Heading, title: str) -> bool:
    """Outside the budget column a title must say that a department or unit publishes."""
    return bool(heading.unit) or "部门" in title


def _same_days(page: Page, part: Page) -> bool:
    """Whether a part was published with its page, as far as both say so."""
    one, other = page.published, part.published
    return one is None or other is None or abs((one.day - other.day).days) <= _WITH


def _listed(item: Item, anchor: Evidence | None) -> list[Dated]:
    if item.listed is None or anchor is None:
        return []
    return [Dated(item.listed.day, anchor)]


def _shown(page: Page, found: DateCandidate) -> Dated:
    return Dated(found.day, page.quote(found.quote, "发布日期"))


def _unreadable(document: Document) -> str:
    """Why figures may stand in a file that nobody read, "" when all of it was read."""
    facts = document.facts
    if facts.members:
        return "是压缩包，其中的文件须逐个人工核对"
    if facts.unread:
        return facts.unread
    blank = [n for n, text in enumerate(facts.pages, 1) if not text.strip()]
    if facts.kind == "pdf" and blank and len(blank) < len(facts.pages):
        return f"第{blank[0]}页没有可读取的文字"
    return "" if facts.pages or facts.tables else "没有可读取的文字"


def _once(found: Iterable[_Part]) -> list[_Part]:
    return list({part.url: part for part in found}.values())
