"""Attachment reading in a process that can be killed: hostile files hang or eat memory."""

from __future__ import annotations

import os
import resource
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from crawler.reading.documents import kind_of, read_document
from crawler.reading.shielding import shielded
from crawler.spawning import Worker, WorkFailed, one_heap
from store.facts import AttachmentFacts

#: Bytes that the reading process may fill with data, and LibreOffice when it starts that: RLIMIT_DATA,
#: which counts what is allocated. Measured: LibreOffice converts within 0.3 GB, text recognition
#: reads a dense A4 page within 0.9 GB.
MEMORY = 2_000_000_000
#: Bytes of address space beyond that, for libraries, models and mapped files.
_MAPPED = 2_000_000_000
#: Seconds for one file: an archive may begin its last member after 50, which may then be converted
#: (45) or recognised (60 and a page).
SECONDS = 150.0
#: Files after which the process is replaced, so leaks of a parser do not add up over a night.
FILES_PER_PROCESS = 200
#: Seconds for the process to start.
START = 60.0

Reader = Callable[[bytes, str, str], AttachmentFacts]


class ReaderPool:
    """One reading process with a limit on memory and, per file, on time.

    A file that crashes it, exhausts its memory or takes too long gives facts with an ``error``;
    the next file is read in a fresh process.
    """

    def __init__(
        self, memory: int = MEMORY, reader: Reader = read_document, key: bytes = b""
    ) -> None:
        self._reader = reader
        self._key = key  # of the data folder, for the digests of private people's numbers
        self._folder = tempfile.TemporaryDirectory(
            prefix="gongkai-reading-", ignore_cleanup_errors=True
        )
        self._memory = memory
        self._worker: Worker | None = None
        self._read = 0

    def read(
        self, body: bytes, media: str = "", name: str = "", timeout: float = SECONDS
    ) -> AttachmentFacts:
        """Read one file; ``timeout`` in seconds. Blocks."""
        task = _Task(self._reader, body, media, name, self._key)
        worker, self._worker = self._ready(), None
        try:
            facts: AttachmentFacts = worker.ask(_perform, task, timeout)
        except TimeoutError:
            problem = f"{timeout:g} 秒内未能读完,已放弃"
        except (EOFError, OSError):
            problem = f"读取程序异常退出(退出码 {worker.exit_code}),可能超出内存上限"
        except WorkFailed as cause:
            problem = f"读取时出错,已放弃({cause})"
        else:
            self._worker = worker
            return facts
        return AttachmentFacts(kind=kind_of(body, media, name), text_layer=False, error=problem)

    def _ready(self) -> Worker:
        if self._worker is not None and self._read >= FILES_PER_PROCESS:
            self._stop()
        if self._worker is None:
            self._worker, self._read = Worker(), 0
            self._worker.ask(_prepare, (self._memory, self._folder.name), START)
        self._read += 1
        return self._worker

    def close(self) -> None:
        """Stop the reading process and remove what it left on the disk."""
        self._stop()
        self._folder.cleanup()

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def __enter__(self) -> ReaderPool:
        """Use as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the reading process."""
        self.close()


@dataclass(frozen=True)
class _Task:
    reader: Reader
    body: bytes
    media: str
    name: str
    key: bytes


def _perform(task: _Task) -> AttachmentFacts:
    """Read one file; runs in the reading process."""
    try:
        return shielded(task.reader(task.body, task.media, task.name), task.key)
    except MemoryError:
        kind = kind_of(task.body, task.media, task.name)
        told = "读取时超出内存上限,已放弃"
        return AttachmentFacts(kind=kind, text_layer=False, error=told)


def _prepare(bounds: tuple[int, str]) -> None:
    """Limits of this process; a lower limit that is already set stays. No core dumps.

    Temporary files go where the pool removes them, whatever became of the process.
    """
    limit, tempfile.tempdir = bounds
    os.environ |= {"TMPDIR": tempfile.tempdir, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    one_heap()
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, limit),
        (resource.RLIMIT_AS, limit + _MAPPED),
    ):
        _, hard = resource.getrlimit(kind)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (soft, hard))
