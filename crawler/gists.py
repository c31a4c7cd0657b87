"""What a reading process does with a batch: sources become gists.

Apart from ``crawler.page_reader``, so that a reading process loads nothing but readers: what
starts and asks it would cost each of them 3 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.spawning import LARGE, give_back_memory
from store.facts import PageFacts, pack, unpack
from store.vocabulary import Place

Outgoing = tuple[str, str, Place]  # href, text, place


@dataclass(frozen=True)
class Source:
    """One thing to read: a body with its Content-Type, or (``media`` None) packed facts.

    ``key`` is that of the data folder, for the digests of private people's numbers.
    """

    data: bytes
    media: str | None
    key: bytes = b""


@dataclass(frozen=True)
class Gist:
    """Packed facts of a page and what following its links needs."""

    packed: bytes
    quality: str = "good"
    outgoing: tuple[Outgoing, ...] = ()
    refresh: str = ""
    base_href: str = ""
    encoding: str = "utf-8"
    endpoints: tuple[str, ...] = ()
    length: tuple[int | None, int | None, int] = (None, None, 0)  # pages, records, entries
    drawn: bool = False  # as in ``PageFacts``


def read_sources(sources: Sequence[Source]) -> list[Gist]:
    """Read bodies and unpack facts; runs in a reading process, which alone loads the readers."""
    from crawler.reading.page import read_page
    from crawler.reading.shielding import shielded

    def gist(source: Source) -> Gist:
        if source.media is None:
            facts = unpack(source.data)
            assert isinstance(facts, PageFacts)
            return gist_of(facts, source.data)
        return gist_of(shielded(read_page(source.data, source.media), source.key))

    gists = list(map(gist, sources))
    if sum(len(source.data) for source in sources) >= LARGE:
        give_back_memory()
    return gists


def gist_of(facts: PageFacts, packed: bytes = b"") -> Gist:
    """The gist of a page; paging comes first, so that its links keep that place.

    Of links to parts of one page (``#part``) the first stands for all.
    """
    outgoing: dict[str, Outgoing] = {}

    def lead(href: str, text: str, place: Place) -> None:
        page = href.partition("#")[0]
        if href and page not in outgoing:
            outgoing[page] = (page, text[:200], place)

    for href in facts.paging.hrefs:
        lead(href, "", Place.PAGER)
    for link in facts.links:
        lead(link.href, link.text, link.place)
    for item in facts.items:
        lead(item.href, item.title, Place.LIST)
    lead(facts.refresh, "", Place.FRAME)
    return Gist(
        packed or pack(facts),
        facts.quality,
        tuple(outgoing.values()),
        facts.refresh,
        facts.base_href,
        facts.encoding,
        facts.endpoints,
        (facts.paging.declared_pages, facts.paging.declared_records, len(facts.items)),
        facts.drawn,
    )
