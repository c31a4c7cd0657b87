"""Carries attempts from fetching through reading to recording, a few batches at a time.

While one batch is recorded here, others are being read in the reading processes. A batch is
recorded as soon as it is read: behind a page that takes a second to read, a hundred others would
wait, and with them the fetching.
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
#: Batches that are read at once or wait for it.
_READ_AT_ONCE = 4


class Pipeline:
    """Collects attempts into batches, has each read and records it when that is done.

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
        self._free = asyncio.Semaphore(_READ_AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._lost = False

    def put(self, attempt: Attempt) -> None:
        """Add an attempt; never waits, because those handed out are bounded by the feeder."""
        self._batch.append(attempt)
        self._bytes += len(attempt.body)
        if len(self._batch) >= BATCH_SIZE or self._bytes >= BATCH_BYTES:
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(BATCH_SECONDS, self._flush)

    async def close(self) -> None:
        """Record what is left and close the WARC."""
        self._flush()
        await asyncio.gather(*self._tasks)
        try:
            self._recorder.close()
        except OSError as error:
            self._fail(error)

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._batch:
            task = asyncio.create_task(self._carry(self._batch))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            self._batch, self._bytes = [], 0

    async def _carry(self, attempts: Sequence[Attempt]) -> None:
        """Bring a batch to its end; after one that cannot be recorded none is."""
        async with self._free:
            if self._lost:
                return
            try:
                batch = self._recorder.prepare(attempts)
                recorded = self._record(batch, await self._gists(batch))
            except Exception as error:
                self._fail(error)
                return
            if recorded:
                self._on_recorded(attempts)
        if sum(len(each.body) for each in attempts) >= LARGE:
            give_back_memory()

    def _record(self, batch: Prepared, gists: dict[Key, Gist]) -> bool:
        if not self._lost:  # another batch may have failed meanwhile
            self._recorder.record(batch, gists)
        return not self._lost

    async def _gists(self, batch: Prepared) -> dict[Key, Gist]:
        wanted = {key: s for key, s in batch.sources.items() if not self._recorder.too_long(s)}
        gists = await self._reader.read(list(wanted.values())) if wanted else []
        found = dict(zip(wanted, gists, strict=True))
        return found | {key: unread("too-large") for key in batch.sources.keys() - wanted.keys()}

    def _fail(self, error: BaseException) -> None:
        if not self._lost:
            self._lost = True
            self._on_lost(error)
