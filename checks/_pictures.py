"""Whether a page has pictures of its own: more than the frame that pages of its sort share.

Readers count the pictures of a page, not what they show; a logo and a badge stand on every page.
Pages with one menu are of one template, and of these the plainest ones with words have its frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from store.errors import Unseen
from store.snapshot import Page, Snapshot
from store.vocabulary import Place

#: Entries of each column that are looked at.
_LOOKED: Final = 5
#: Characters from which a page says something in words.
_WORDS: Final = 60

#: Whether it is a list, and the addresses of its menu as written.
_Sort = tuple[bool, tuple[str, ...]]


def pictured(snapshot: Snapshot, page: Page) -> bool:
    """Whether a page has more pictures than the frame of its sort; unknown frames have none."""
    listing = page.url in _list_pages(snapshot)
    return page.facts.images > _frames(snapshot).get(_sort(page, listing), 0)


@lru_cache(maxsize=2)
def _list_pages(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(url for column in snapshot.columns for url in (column.url, *column.pages))


@lru_cache(maxsize=2)
def _frames(snapshot: Snapshot) -> dict[_Sort, int]:
    """The fewest pictures of a filled list and of an entry with words, by sort of page."""
    found: dict[_Sort, int] = {}
    filled = [column for column in snapshot.columns if column.items]
    entries = (item.url for column in filled for item in column.items[:_LOOKED])
    lists = [(True, page) for page in _seen(snapshot, (column.url for column in filled))]
    told = [(False, p) for p in _seen(snapshot, entries) if len(p.facts.text) >= _WORDS]
    for listing, page in (*lists, *told):
        sort = _sort(page, listing)
        found[sort] = min(page.facts.images, found.get(sort, page.facts.images))
    return found


def _sort(page: Page, listing: bool) -> _Sort:
    menu = (link.href for link in page.facts.links if link.place is Place.NAV)
    return listing, tuple(dict.fromkeys(menu))


def _seen(snapshot: Snapshot, urls: Iterable[str]) -> Iterator[Page]:
    for url in urls:
        try:
            yield snapshot.page(url)
        except Unseen:
            continue  # what was not seen says nothing of the frame
