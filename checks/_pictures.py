"""Whether a page has pictures of its own: more than the frame that all pages of its sort share.

Readers count the pictures of a page, not what they show; a logo and a badge stand on every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from store.errors import Unseen
from store.snapshot import Page, Snapshot

#: Entries of each column that are looked at.
_LOOKED: Final = 5


def pictured(snapshot: Snapshot, page: Page) -> bool:
    """Whether a page has more pictures than the plainest page of its sort (list or entry)."""
    lists, entries = _frames(snapshot)
    return page.facts.images > (lists if page.url in _list_pages(snapshot) else entries)


@lru_cache(maxsize=2)
def _list_pages(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(url for column in snapshot.columns for url in (column.url, *column.pages))


@lru_cache(maxsize=2)
def _frames(snapshot: Snapshot) -> tuple[int, int]:
    """The fewest pictures of a list page and of an entry's page; 0 when none was seen."""
    lists = [page.facts.images for page in _seen(snapshot, (c.url for c in snapshot.columns))]
    listed = (item.url for column in snapshot.columns for item in column.items[:_LOOKED])
    entries = [page.facts.images for page in _seen(snapshot, listed)]
    return min(lists, default=0), min(entries, default=0)


def _seen(snapshot: Snapshot, urls: Iterator[str]) -> Iterator[Page]:
    for url in urls:
        try:
            yield snapshot.page(url)
        except Unseen:
            continue  # what was not seen says nothing of the frame
