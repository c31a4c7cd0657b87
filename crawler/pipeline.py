"""Carries attempts from fetching through reading to recording, in batches, two at a time.

While one batch is recorded here, the next is being read in the reading process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from crawler.attempts import Attempt
from crawler.gists import Gist
from crawler.page_reader import PageReader
from crawler.recorder import CrawlRecorder, Key, Prepared, unread
from crawler.spawning import LARGE, give_back_memory

#: A batch goes out when it has this many attempts or bytes, or after this many seconds.
BATCH_SIZE = 24
BATCH_BYTES = 1_500_000
BATCH_SECONDS = 0.1

_Reading = tuple[Prepared, asyncio.Task[dict[Key, Gist]]]


class Pipeline:
    """Collects attempts into batches and has them read and recorded, in order.

    ``on_recorded(attempts)`` is called when a batch is durable; ``on_lost(error)`` once, when
    recording failed, after which nothing more is recorded.
    """

    def __init__(
        self,
        recorder: CrawlRecorder,
        reader: PageReader,
        on_recorded: Callable[[Sequence[Attempt]], None],
        on_lost: Callable[[BaseException], None],
    ) -> None:
        self._recorder = recorder
        self._reader = reader
        self._on_recorded = on_recorded
        self._on_lost = on_lost
        self._batch: list[Attempt] = []
        self._bytes = 0
        self._queue: asyncio.Queue[list[Attempt] | None] = asyncio.Queue()
        self._read: asyncio.Queue[_Reading | None] = asyncio.Queue(maxsize=2)
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._lost = False

    def put(self, attempt: Attempt) -> None:
        """Add an attempt; never waits, because those handed out are bounded by the feeder."""
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(self._reading()),
                asyncio.create_task(self._recording()),
            ]
        self._batch.append(attempt)
        self._bytes += len(attempt.body)
        if len(self._batch) >= BATCH_SIZE or self._bytes >= BATCH_BYTES:
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(BATCH_SECONDS, self._flush)

    async def close(self) -> None:
        """Record what is left and close the WARC."""
        self._flush()
        self._queue.put_nowait(None)
        for task in self._tasks:
            await task
        try:
            self._recorder.close()
        except OSError as error:
            self._fail(error)

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._batch:
            self._queue.put_nowait(self._batch)
            self._batch, self._bytes = [], 0

    async def _reading(self) -> None:
        while (attempts := await self._queue.get()) is not None:
            if self._lost:
                continue
            try:
                batch = self._recorder.prepare(attempts)
            except Exception as error:
                self._fail(error)
                continue
            await self._read.put((batch, asyncio.create_task(self._gists(batch))))
        await self._read.put(None)

    async def _gists(self, batch: Prepared) -> dict[Key, Gist]:
        wanted = {key: s for key, s in batch.sources.items() if not self._recorder.too_long(s)}
        gists = await self._reader.read(list(wanted.values())) if wanted else []
        found = dict(zip(wanted, gists, strict=True))
        return found | {key: unread("too-large") for key in batch.sources.keys() - wanted.keys()}

    async def _recording(self) -> None:
        while (reading := await self._read.get()) is not None:
            batch, task = reading
            try:
                gists = await task
                if self._lost:
                    continue
                self._recorder.record(batch, gists)
            except Exception as error:
                self._fail(error)
            else:
                self._on_recorded(batch.attempts)
                if sum(len(each.body) for each in batch.attempts) >= LARGE:
                    give_back_memory()

    def _fail(self, error: BaseException) -> None:
        if not self._lost:
            self._lost = True
            self._on_lost(error)
