"""The reading processes: HTML bodies become facts beside the fetching, on as many cores as there are.

A pure function of bodies, so that it can be killed: a page that crashes the parser or keeps it
busy costs that page alone. What is given back is the packed facts, ready to be stored, and the
few of them that following links needs.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Self

from crawler.reading import read_page
from crawler.spawning import Worker, give_back_memory
from store.facts import PageFacts, pack, unpack
from store.vocabulary import Place

logger = logging.getLogger(__name__)

#: Seconds for a batch, and for one page when a batch has failed.
TIMEOUT = 120.0
PAGE_TIMEOUT = 30.0

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


class PageReader:
    """The reading processes, each started when first needed and again after a crash."""

    def __init__(self) -> None:
        self._most = min(2, os.cpu_count() or 1)
        self._threads = ThreadPoolExecutor(self._most, "page-reader")
        self._idle: list[Worker] = []

    async def read(self, sources: Sequence[Source]) -> list[Gist]:
        """The gists of sources, in order; never raises for a page."""
        try:
            return await self._submit(sources, TIMEOUT)
        except Exception as error:
            logger.warning("阅读网页时出错(%s: %s),逐页重读", type(error).__name__, error)
        return [await self._read_alone(source) for source in sources]

    async def _read_alone(self, source: Source) -> Gist:
        try:
            return (await self._submit([source], PAGE_TIMEOUT))[0]
        except Exception as error:
            logger.warning("阅读网页时出错(%s: %s),该页不读", type(error).__name__, error)
            return gist_of(PageFacts(quality="unreadable"))

    async def _submit(self, sources: Sequence[Source], seconds: float) -> list[Gist]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._ask, list(sources), seconds)

    def _ask(self, sources: list[Source], seconds: float) -> list[Gist]:
        """Have a free process read; as many threads as processes, so that one is always free."""
        try:
            worker = self._idle.pop()
        except IndexError:
            worker = Worker()
        gists: list[Gist] = worker.ask(read_sources, sources, seconds)
        self._idle.append(worker)
        return gists

    def close(self) -> None:
        """End the processes."""
        self._threads.shutdown()
        while self._idle:
            self._idle.pop().close()

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        self.close()


def read_sources(sources: Sequence[Source]) -> list[Gist]:
    """Read bodies and unpack facts; runs in a reading process."""
    gists = [_gist(source) for source in sources]
    give_back_memory()
    return gists


def _gist(source: Source) -> Gist:
    if source.media is not None:
        from crawler.reading.shielding import shielded  # the fetching process shields nothing

        return gist_of(shielded(read_page(source.data, source.media), source.key))
    facts = unpack(source.data)
    assert isinstance(facts, PageFacts)
    return gist_of(facts, source.data)


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
    )
