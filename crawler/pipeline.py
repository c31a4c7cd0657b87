"""Carries attempts from the fetching process to the recording process, in batches."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from crawler import worker
from crawler.attempts import Attempt
from crawler.worker import Assignment

#: A batch goes out when it has this many attempts or bytes, or after this many seconds.
BATCH_SIZE = 32
BATCH_BYTES = 8_000_000
BATCH_SECONDS = 0.1


def new_executor() -> ProcessPoolExecutor:
    """The recording process: one, started afresh, ending with its parent."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=worker.watch_parent)


class Pipeline:
    """Collects attempts into batches and has them recorded one batch after the other.

    ``on_recorded(batch)`` is called when a batch is durable; ``on_lost(error)``
    once, when recording failed, after which nothing more is recorded.
    """

    def __init__(
        self,
        executor: ProcessPoolExecutor,
        assignment: Assignment,
        on_recorded: Callable[[Sequence[Attempt]], None],
        on_lost: Callable[[BaseException], None],
    ) -> None:
        self._executor = executor
        self._assignment = assignment
        self._on_recorded = on_recorded
        self._on_lost = on_lost
        self._batch: list[Attempt] = []
        self._bytes = 0
        self._queue: asyncio.Queue[list[Attempt] | None] = asyncio.Queue()
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def put(self, attempt: Attempt) -> None:
        """Add an attempt; never waits, because those handed out are bounded by the feeder."""
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        self._batch.append(attempt)
        self._bytes += len(attempt.body)
        if len(self._batch) >= BATCH_SIZE or self._bytes >= BATCH_BYTES:
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(BATCH_SECONDS, self._flush)

    async def close(self) -> None:
        """Record what is left and close the WARC."""
        self._flush()
        if self._task is not None:
            self._queue.put_nowait(None)
            await self._task
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._executor, worker.close, self._assignment)
        except (BrokenProcessPool, OSError) as error:
            self._on_lost(error)

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._batch:
            self._queue.put_nowait(self._batch)
            self._batch, self._bytes = [], 0

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        lost = False
        while (batch := await self._queue.get()) is not None:
            if lost:
                continue
            try:
                await loop.run_in_executor(self._executor, worker.record, self._assignment, batch)
            except Exception as error:
                lost = True
                self._on_lost(error)
            else:
                self._on_recorded(batch)
