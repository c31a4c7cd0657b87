"""The pages of a site that say which new-media accounts the department has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from checks._accounts import bare_name, plain
from checks._publications import publications
from store.column_kinds import synonyms
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Page, Snapshot

_TITLE: Final = re.compile(r"新媒体|两微一端|官方微博|官方微信|微信公众号|政务微博|政务微信|微矩阵")
_OTHER: Final = re.compile(r"培训|会议|通知|检查|通报|管理办法|解读|考核|报告|关于")
_MOST: Final = 30  # pages that are looked through
_SHOWN: Final = 3


@dataclass(frozen=True)
class Listing:
    """The pages, home page last; ``own`` when one of them is there for nothing but accounts."""

    pages: tuple[Page, ...]
    own: bool

    @property
    def title(self) -> str:
        """The first page's title."""
        first = self.pages[0].facts
        return first.title or first.head_title

    def has(self, name: str, account: str) -> bool:
        """Whether an account's name or id stands on one of them."""
        return any(_names(page, name, account) for page in self.pages)

    def shown(self, names: Iterable[str]) -> tuple[Evidence, ...]:
        """The pages as evidence, with the names found."""
        found = "、".join(list(names)[:_SHOWN])
        return tuple(page.quote(found or self.title, "正文") for page in self.pages[:_SHOWN])


def listing_of(snapshot: Snapshot) -> Listing:
    """Where accounts are listed; raises Unseen when a page that should list them was not seen."""
    found = {page.url: page for page in _pages(snapshot)}
    home = snapshot.home
    own = any(url != home.url for url in found)
    if not own:
        snapshot.absence("新媒体账号", synonyms("accounts"))  # nothing unseen may list them
    return Listing((*(p for url, p in found.items() if url != home.url), home), own)


def _pages(snapshot: Snapshot) -> Iterator[Page]:
    for column in snapshot.columns_of("accounts"):
        for url in (*column.pages, *(item.url for item in column.items[:_MOST])):
            yield from _page(snapshot, url, url == column.url)
    for publication in publications(snapshot, _TITLE, _OTHER)[:_MOST]:
        if publication.page is not None:
            yield publication.page


def _page(snapshot: Snapshot, url: str, must: bool) -> Iterator[Page]:
    try:
        yield snapshot.page(url)
    except Unseen:
        if must:
            raise  # the list itself: what it says is not known


def _names(page: Page, name: str, account: str) -> bool:
    """Whether the words, links, lists or tables of a page name an account."""
    words = _words(page)
    wanted = {bare_name(name), plain(account) if len(plain(account)) > 3 else ""} - {""}
    return any(each in words for each in wanted)


def _words(page: Page) -> str:
    facts = page.facts
    cells = (cell for table in facts.tables for row in table.rows for cell in row)
    links = (f"{link.text} {link.href}" for link in facts.links)
    items = (item.title for item in facts.items)
    return plain(" ".join((facts.title, facts.text, *cells, *links, *items)))
