"""One walk over a night: names under which addresses are known, pages with guides and letters.

Walking costs what reading the stored facts costs, so the checks on publications, guides and
letters share it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from store.errors import Unseen
from store.facts import DateCandidate, PageFacts
from store.snapshot import Page, Snapshot
from store.vocabulary import Fetch


@dataclass(frozen=True)
class Named:
    """An address under one of the titles by which it is known, with the date of its list."""

    url: str
    title: str
    listed: DateCandidate | None = None


@dataclass(frozen=True)
class Found:
    """What one walk found, each in the order of discovery."""

    names: tuple[Named, ...]
    guides: tuple[Page, ...]  # good pages with a service guide
    letters: tuple[Page, ...]  # good pages with letters of citizens


_KNOWN: WeakKeyDictionary[Snapshot, Found] = WeakKeyDictionary()


def found_in(snapshot: Snapshot) -> Found:
    """What a night holds; walked once."""
    if snapshot not in _KNOWN:
        _KNOWN[snapshot] = _walked(snapshot)
    return _KNOWN[snapshot]


def _walked(snapshot: Snapshot) -> Found:
    names, guides, letters = list(_listed(snapshot)), list[Page](), list[Page]()
    known = {named.url for named in names}
    filled = [column for column in snapshot.columns if column.items]
    lists = {url for column in filled for url in (column.url, *column.pages)}
    for capture in snapshot.captures():
        if capture.outcome is Fetch.REDIRECTED:
            continue
        facts = snapshot.facts(capture)
        titled = facts.title if isinstance(facts, PageFacts) else ""
        if isinstance(facts, PageFacts) and (facts.guide or facts.messages):
            good = list(_good(snapshot, capture.url))
            guides += good if facts.guide else []
            letters += good if facts.messages else []
        if capture.url in lists:
            continue
        if titled or (capture.anchor and capture.url not in known):
            names.append(Named(capture.url, titled or capture.anchor))
    return Found(tuple(names), tuple(guides), tuple(letters))


def _listed(snapshot: Snapshot) -> Iterator[Named]:
    for column in snapshot.columns:
        for item in column.items:
            yield Named(item.url, item.title, item.listed)


def _good(snapshot: Snapshot, url: str) -> Iterator[Page]:
    try:
        yield snapshot.page(url)
    except Unseen:
        return  # doubtful, or an answer to whatever is missing: no page to judge
