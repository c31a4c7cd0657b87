"""Short links near the home page: what the site itself says that it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from store.addresses import resolve
from store.records import Page

#: Longest text of a link that is the name of a column rather than the title of an article.
SHORT = 16


@dataclass(frozen=True, slots=True)
class Lead:
    """A short link: the page it stands on, its text, where it leads (canonical)."""

    page: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a link stands and what resolves it; one object serves all links of a page."""

    page: str
    base: str
    encoding: str


class Leads:
    """All short links of some pages by their text, gathered in one walk."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._by_text: dict[str, dict[tuple[str, str], _Stand]] = {}
        for page in pages:
            facts = page.facts
            base = resolve(page.url, facts.base_href) if facts.base_href else ""
            stand = _Stand(page.url, base or page.url, facts.encoding)
            folder = stand.base.rpartition("/")[0]
            for link in facts.links:
                if link.text and len(link.text) <= SHORT:
                    same = self._by_text.setdefault(link.text, {})
                    same.setdefault((folder, link.href), stand)

    def with_words(self, words: Collection[str]) -> Iterator[Lead]:
        """Those whose text has one of some words; each address of a folder once."""
        for text, stands in self._by_text.items():
            if any(word in text for word in words):
                for (_, href), stand in stands.items():
                    if url := resolve(stand.base, href, stand.encoding):
                        yield Lead(stand.page, text, url)
