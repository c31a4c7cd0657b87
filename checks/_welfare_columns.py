"""The public-welfare column with its sub-columns, their entries and what hangs on them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from store.column_kinds import kinds_of
from store.errors import Unseen
from store.facts import DateCandidate, PageFacts, Table
from store.judgements import Evidence
from store.snapshot import (
    Capture,
    ColumnView,
    Document,
    Item,
    Page,
    Snapshot,
    looks_like_file,
)

KIND = "welfare"

_LIST_LINK = re.compile(
    r"(?:公益|公共文化|文化体育).{0,24}(?:清单|目录|事项表|一览表)"
    r"|(?:主动公开|信息公开|公开事项|公开标准|标准化).{0,8}(?:目录|清单|事项表)"
)


def welfare_columns(snapshot: Snapshot) -> tuple[ColumnView, ...]:
    """Columns of the kind, by recognition, by configuration or by name, and those below them."""
    roots = [c for c in snapshot.columns if KIND in c.kinds or KIND in kinds_of(c.name)]
    folders = {folder for c in roots if (folder := urljoin(c.url, ".")) != _root(c.url)}
    return tuple(
        c for c in snapshot.columns
        if c in roots or any(c.url.startswith(folder) for folder in folders)
    )  # fmt: skip


def _root(url: str) -> str:
    return urljoin(url, "/")


def clicks(snapshot: Snapshot, url: str) -> int:
    """How many links from the home page, counted on the captured pages; 3 means more than two."""
    home = snapshot.home
    if url in (home.url, snapshot.run.start_url):
        return 0
    if (depth := snapshot.capture(url).depth) in (1, 2):
        return depth  # how deep the night found it; links may bring it nearer, never farther
    first = {home.resolve(link.href) for link in home.facts.links}
    if url in first:
        return 1
    for page in _seen(snapshot, first):
        if any(page.resolve(link.href) == url for link in page.facts.links):
            return 2
    return 3


def _seen(snapshot: Snapshot, urls: set[str]) -> Iterator[Page]:
    for url in sorted(urls):
        try:
            yield snapshot.page(url)
        except Unseen:
            continue  # a page that was not seen can only bring the column nearer; see unseen_near


def unseen_near(snapshot: Snapshot) -> Capture | None:
    """A page linked from the home page that was not seen and may lead to the column."""
    home = snapshot.home
    first = {home.resolve(link.href) for link in home.facts.links}
    return next((c for c in snapshot.gaps() if c.url in first), None)


def date_of(snapshot: Snapshot, item: Item) -> DateCandidate | None:
    """The date printed in the list, else on the page behind it, else of its meta tags; or None."""
    if item.listed is not None:
        return item.listed
    try:
        return snapshot.page(item.url).dated
    except Unseen:
        return None


def dated(snapshot: Snapshot, column: ColumnView) -> Iterator[tuple[dt.date, Item]]:
    """Entries with a date not after the as-of date; a later one is a slip or another night's."""
    for item in column.items:
        found = date_of(snapshot, item)
        if found is not None and found.day <= snapshot.run.as_of:
            yield found.day, item


def item_evidence(snapshot: Snapshot, item: Item) -> Evidence:
    """The entry with its date as printed in the list or on its page."""
    if item.listed is not None:
        listing = snapshot.capture(item.list_url)
        return listing.evidence("list-row", f"{item.title} {item.listed.quote}", "列表")
    page = snapshot.page(item.url)
    quote = page.dated.quote if page.dated else item.title
    return page.quote(quote, "发布日期")


# -- where a list of items may stand ------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Source:
    """A page or attachment that may hold the list, with the date under which it was published."""

    title: str
    capture: Capture
    published: DateCandidate | None
    tables: tuple[Table, ...]
    text: str
    sure: bool  # cells were read from a real table, not guessed from positions on a PDF page
    own: bool = True  # belongs to public welfare, not to a directory of everything


#: Title and reason of what could not be read.
Unread = tuple[str, str]


def sources(snapshot: Snapshot) -> tuple[list[Source], list[Unread]]:
    """All places where the list may stand, and (title, reason) of what could not be read."""
    found: list[Source] = []
    unread: list[Unread] = []
    for url, title, listed, own in _candidates(snapshot):
        try:
            held = list(_at(snapshot, url, title, listed, unread))
        except Unseen as reason:
            unread.append((title, str(reason)))
        else:
            found += [replace(source, own=own or _is_own(source.title)) for source in held]
    return found, unread


def _at(
    snapshot: Snapshot, url: str, title: str, listed: DateCandidate | None, unread: list[Unread]
) -> Iterator[Source]:
    if looks_like_file(snapshot.capture(url)):
        yield from _of_document(snapshot.document(url, title), title, listed, unread)
    else:
        yield from _of_page(snapshot, snapshot.page(url), title, listed, unread)


def _candidates(snapshot: Snapshot) -> Iterator[tuple[str, str, DateCandidate | None, bool]]:
    seen: set[str] = set()
    for column in welfare_columns(snapshot):
        entries = [(item.url, item.title, item.listed) for item in column.items]
        for url, title, listed in [(column.url, column.name, None), *entries]:
            if url not in seen:
                seen.add(url)
                yield url, title, listed, True
    for capture in snapshot.captures():
        known = capture.url in seen or capture.redirect_to
        if not known and _LIST_LINK.search(capture.anchor):
            yield capture.url, capture.anchor, None, _is_own(capture.anchor)


def _is_own(title: str) -> bool:
    return re.search(r"公益|公共文化|文化体育|扶贫|脱贫", title) is not None


def _of_page(
    snapshot: Snapshot, page: Page, title: str, listed: DateCandidate | None, unread: list[Unread]
) -> Iterator[Source]:
    published = page.published or listed
    facts: PageFacts = page.facts
    name = facts.title or title
    yield Source(name, page.capture, published, facts.tables, facts.text, True)
    for link, target in snapshot.links_to_files(page):
        try:
            document = snapshot.document(target.url, link.text)
        except Unseen as reason:
            unread.append((f"{name} {link.text}", str(reason)))
            continue
        yield from _of_document(document, f"{name} {link.text}".strip(), published, unread)


def _of_document(
    document: Document, title: str, published: DateCandidate | None, unread: list[Unread]
) -> Iterator[Source]:
    facts = document.facts
    if facts.unread:
        unread.append((title, f"附件“{title}”（{document.url}）{facts.unread}"))
    guessed = facts.kind == "pdf"
    yield Source(
        title, document.capture, published, facts.tables, facts.text, not guessed
    )  # fmt: skip
