"""The days of pages, for checks that ask for many of them again and again."""

from __future__ import annotations

from collections.abc import Callable

from store.errors import Unseen
from store.facts import DateCandidate
from store.records import Page


class Days:
    """Remembers of each page only its day, or why it was not seen."""

    def __init__(self, page: Callable[[str], Page]) -> None:
        self._page = page
        self._known: dict[str, DateCandidate | str | None] = {}

    def note(self, page: Page) -> None:
        """Remember the day of a page that is at hand anyway."""
        self._known[page.url] = page.dated

    def of(self, url: str) -> DateCandidate | None:
        """The day of a page as ``Page.dated`` has it; raises ``Unseen`` as ``Snapshot.page``."""
        if url not in self._known:
            try:
                self._known[url] = self._page(url).dated
            except Unseen as reason:
                self._known[url] = str(reason)
        found = self._known[url]
        if isinstance(found, str):
            raise Unseen(found)
        return found
