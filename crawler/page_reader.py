"""The reading process: HTML bodies become facts on the second core, away from the fetching.

A pure function of bodies, so that it can be killed: a page that crashes the parser or keeps it
busy costs that page alone. What is given back is the packed facts, ready to be stored, and the
few of them that following links needs.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Self

from crawler.reading import read_page
from crawler.spawning import give_back_memory, watch_parent, without_main
from store.facts import PageFacts, pack, unpack
from store.vocabulary import Place

logger = logging.getLogger(__name__)

#: Seconds for a batch, and for one page when a batch has failed.
TIMEOUT = 120.0
PAGE_TIMEOUT = 30.0

Outgoing = tuple[str, str, Place]  # href, text, place


@dataclass(frozen=True)
class Source:
    """One thing to read: a body with its Content-Type, or (``media`` None) packed facts."""

    data: bytes
    media: str | None


@dataclass(frozen=True)
class Gist:
    """Packed facts of a page and what following its links needs."""

    packed: bytes
    quality: str = "good"
    outgoing: tuple[Outgoing, ...] = ()
    refresh: str = ""
    base_href: str = ""
    encoding: str = "utf-8"


class PageReader:
    """The reading process, started when first needed and again after a crash."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def read(self, sources: Sequence[Source]) -> list[Gist]:
        """The gists of sources, in order; never raises for a page."""
        try:
            return await self._submit(sources, TIMEOUT)
        except Exception as error:
            self._after(error)
        return [await self._read_alone(source) for source in sources]

    async def _read_alone(self, source: Source) -> Gist:
        try:
            return (await self._submit([source], PAGE_TIMEOUT))[0]
        except Exception as error:
            self._after(error)
            return gist_of(PageFacts(quality="unreadable"))

    def _after(self, error: Exception) -> None:
        """End a process that hangs or has crashed; one that only raised goes on."""
        if isinstance(error, (BrokenProcessPool, TimeoutError)):
            self._kill()
        logger.warning("阅读网页时出错(%s: %s),逐页重读", type(error).__name__, error)

    async def _submit(self, sources: Sequence[Source], seconds: float) -> list[Gist]:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=watch_parent)
        loop = asyncio.get_running_loop()
        with without_main():
            future = loop.run_in_executor(self._pool, read_sources, list(sources))
        return await asyncio.wait_for(future, seconds)

    def _kill(self) -> None:
        """End a process that hangs, or what is left of one that crashed."""
        pool, self._pool = self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):
                process.kill()  # does nothing to one that is gone already
            pool.shutdown(wait=True, cancel_futures=True)

    def close(self) -> None:
        """End the process."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown()

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()


def read_sources(sources: Sequence[Source]) -> list[Gist]:
    """Read bodies and unpack facts; runs in the reading process."""
    gists = [_gist(source) for source in sources]
    give_back_memory()
    return gists


def _gist(source: Source) -> Gist:
    if source.media is not None:
        return gist_of(read_page(source.data, source.media))
    facts = unpack(source.data)
    assert isinstance(facts, PageFacts)
    return gist_of(facts, source.data)


def gist_of(facts: PageFacts, packed: bytes = b"") -> Gist:
    """The gist of a page; paging comes first, so that its links keep that place."""
    outgoing: dict[str, Outgoing] = {}
    for href in facts.paging.hrefs:
        outgoing.setdefault(href, (href, "", Place.PAGER))
    for link in facts.links:
        outgoing.setdefault(link.href, (link.href, link.text[:200], link.place))
    for item in facts.items:
        outgoing.setdefault(item.href, (item.href, item.title[:200], Place.LIST))
    if facts.refresh:
        outgoing.setdefault(facts.refresh, (facts.refresh, "", Place.FRAME))
    return Gist(
        packed or pack(facts),
        facts.quality,
        tuple(outgoing.values()),
        facts.refresh,
        facts.base_href,
        facts.encoding,
    )
