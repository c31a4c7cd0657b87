"""Names under which the addresses of a night are known, its pages with guides and letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checks._walk import looked, looker
from store.errors import Unseen
from store.facts import DateCandidate, Facts, PageFacts
from store.snapshot import Capture, Page, Snapshot
from store.vocabulary import Fetch


@dataclass(frozen=True)
class Named:
    """An address under one of the titles by which it is known, with the date of its list."""

    url: str
    title: str
    listed: DateCandidate | None = None


@looker
class Found:
    """What was found, each in the order of discovery; names of all addresses but those of lists."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.names = list(_listed(snapshot))
        self.guides: list[Page] = []  # good pages with a service guide
        self.letters: list[Page] = []  # good pages with letters of citizens
        self._known = {named.url for named in self.names}
        filled = [column for column in snapshot.columns if column.items]
        self._lists = {url for column in filled for url in (column.url, *column.pages)}

    def take(self, capture: Capture, facts: Facts | None, _page: Page | None) -> None:
        """One more address."""
        if capture.outcome is Fetch.REDIRECTED:
            return
        if isinstance(facts, PageFacts) and (facts.guide or facts.messages):
            good = list(_good(self._snapshot, capture.url))
            self.guides += good if facts.guide else []
            self.letters += good if facts.messages else []
        if capture.url in self._lists:
            return
        titled = facts.title if isinstance(facts, PageFacts) else ""
        if titled or (capture.anchor and capture.url not in self._known):
            self.names.append(Named(capture.url, titled or capture.anchor))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The different titles among the names: a list and the page it leads to bear one."""
        return tuple({named.title: None for named in self.names})


def found_in(snapshot: Snapshot) -> Found:
    """What a night holds."""
    return looked(snapshot, Found)


def _listed(snapshot: Snapshot) -> Iterator[Named]:
    for column in snapshot.columns:
        for item in column.items:
            yield Named(item.url, item.title, item.listed)


def _good(snapshot: Snapshot, url: str) -> Iterator[Page]:
    try:
        yield snapshot.page(url)
    except Unseen:
        return  # doubtful, or an answer to whatever is missing: no page to judge
