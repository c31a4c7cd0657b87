"""Starting processes that do one thing: light, and never left behind."""

from __future__ import annotations

import atexit
import ctypes
import gc
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

#: Bytes of a batch after which freed memory goes back to the system; it would stay for the night.
LARGE = 1_500_000


class WorkFailed(Exception):
    """What a function raised in its process, in words."""


class Worker:
    """A process that answers calls of functions, one at a time, and ends with its parent.

    A plain pair of sockets: ``multiprocessing`` would start a process more to track resources.
    """

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            code = f"import sys; sys.path[:] = {sys.path!r}; from crawler.spawning import serve; "
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"{code}serve({theirs.fileno()})"],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # a group to kill with all that it started (an office)
            )
        self._connection = Connection(ours.detach())

    def ask(self, function: Callable[..., Any], argument: object, seconds: float) -> Any:
        """The answer of ``function(argument)``; the process is over if this raises.

        Raises:
            TimeoutError: no answer in time.
            EOFError, OSError: the process has died.
            WorkFailed: the function raised; the process is over all the same.
        """
        try:
            self._connection.send((function, argument))
            if not self._connection.poll(seconds):
                raise TimeoutError(f"{seconds:g} 秒内没有读完")
            answer, failure = self._connection.recv()
            if failure:
                raise WorkFailed(failure)
            return answer
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self.close()
            raise

    @property
    def exit_code(self) -> int | None:
        """How the process ended, negative for a signal; None while it runs."""
        return self._process.poll()

    def close(self) -> None:
        """End the process: its connection is at an end."""
        self._connection.close()
        self._process.wait()


def serve(descriptor: int) -> None:
    """Answer calls until the other end is gone; the whole life of a ``Worker``'s process."""
    threading.Thread(target=_end_with, args=(descriptor,), daemon=True).start()
    with Connection(descriptor) as connection, suppress(EOFError, OSError):
        while True:
            function, argument = connection.recv()
            answer, failure = None, ""
            try:
                answer = function(argument)
            except Exception as error:  # told to the parent, where it is raised
                failure = f"{type(error).__name__}: {error}"[:500]
            connection.send((answer, failure))
            del function, argument, answer  # not kept beside the next ones


def _end_with(descriptor: int) -> None:
    """End this process with its parent, also in the middle of something that never ends."""
    hangup = select.poll()
    hangup.register(descriptor, 0)
    hangup.poll()
    os.killpg(0, signal.SIGKILL)


def give_back_memory() -> None:
    """Hand freed memory back to the system where glibc keeps it; one large page fills a heap."""
    trim = getattr(_LIBC, "malloc_trim", None)
    if trim is not None:
        trim(0)


def one_heap() -> None:
    """Let all threads of this process allocate from one heap, where glibc would give each its own."""
    choose = getattr(_LIBC, "mallopt", None)
    if choose is not None:
        choose(_M_ARENA_MAX, 1)


def rarer_collections() -> None:
    """Look for reference cycles less often than CPython does, which takes it a tenth of a night.

    Few are made; those that hold much, snapshots, are told to let go (``Snapshot.release``). At
    the end none is looked for: memory goes with the process.
    """
    gc.set_threshold(50_000, 20, 100)
    atexit.register(gc.freeze)


_M_ARENA_MAX = -8  # of glibc's malloc.h
_LIBC = ctypes.CDLL(None)
