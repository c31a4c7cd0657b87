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
from typing import Self

from crawler.gists import Gist, Source, gist_of, read_sources
from crawler.spawning import Worker
from store.facts import PageFacts

logger = logging.getLogger(__name__)

#: Seconds for a batch, and for one page when a batch has failed.
TIMEOUT = 120.0
PAGE_TIMEOUT = 30.0


class PageReader:
    """The reading processes, each started when first needed and again after a crash.

    Args:
        lasting: whether they stay when a crawl is over, for the next crawl.
    """

    def __init__(self, lasting: bool = True) -> None:
        self._lasting = lasting
        self._most = min(2, os.cpu_count() or 1)
        self._threads = ThreadPoolExecutor(self._most, "page-reader")
        self._idle: list[Worker] = []
        self._warmed = False

    def warm(self) -> None:
        """Start the processes, so that they have loaded their readers when the first pages come.

        If one cannot be started, the first page will tell.
        """
        for _ in range(0 if self._warmed else self._most):
            self._threads.submit(self._ask, [], TIMEOUT)
        self._warmed = True

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

    def rest(self) -> None:
        """A crawl is over: what does not last ends, and starts again if more is to be read."""
        if not self._lasting:
            self._end()

    def close(self) -> None:
        """End the processes for good."""
        self._threads.shutdown()
        self._end()

    def _end(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        self.close()
