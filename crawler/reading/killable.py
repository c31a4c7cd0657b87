"""Attachment reading in a process that can be killed: hostile files hang or eat memory."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeout
from types import TracebackType

from pebble import ProcessExpired, ProcessPool

from crawler.reading.documents import kind_of, read_document
from crawler.spawning import without_main
from store.facts import AttachmentFacts

#: Address space of the reading process in bytes.
MEMORY = 2_000_000_000
#: Files after which the process is replaced, so leaks of a parser do not add up over a night.
FILES_PER_PROCESS = 200

Reader = Callable[[bytes, str, str], AttachmentFacts]


class ReaderPool:
    """One reading process with a limit on memory and, per file, on time.

    The process is spawned, never forked: the caller runs threads. A file that crashes it,
    exhausts its memory or takes too long gives facts with an ``error``; the next file is read
    in a fresh process.
    """

    def __init__(self, memory: int = MEMORY, reader: Reader = read_document) -> None:
        self._reader = reader
        self._pool = ProcessPool(
            max_workers=1,
            max_tasks=FILES_PER_PROCESS,
            initializer=_limit_memory,
            initargs=(memory,),
            context=multiprocessing.get_context("spawn"),
        )

    def read(
        self, body: bytes, media: str = "", name: str = "", timeout: float = 60.0
    ) -> AttachmentFacts:
        """Read one file; ``timeout`` in seconds. Blocks, and may be called from any thread."""
        with without_main():
            future = self._pool.schedule(self._reader, args=(body, media, name), timeout=timeout)
        try:
            return future.result()
        except FutureTimeout:
            problem = f"{timeout:g} 秒内未能读完,已放弃"
        except MemoryError:
            problem = "读取时超出内存上限,已放弃"
        except ProcessExpired as cause:
            problem = f"读取程序异常退出(退出码 {cause.exitcode}),可能超出内存上限"
        return AttachmentFacts(kind=kind_of(body, media, name), text_layer=False, error=problem)

    def close(self) -> None:
        """Stop the reading process."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> ReaderPool:
        """Use as a context manager."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop the reading process."""
        self.close()


def _limit_memory(limit: int) -> None:
    """RLIMIT_AS of this process; a lower limit that is already set stays."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
