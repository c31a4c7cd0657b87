"""Starting processes that do one thing: light, and never left behind."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any


@contextmanager
def without_main() -> Iterator[None]:
    """Keep a spawned process from importing the program that started it.

    ``multiprocessing`` imports the parent's main module in the child: here the whole command
    line with Scrapy and the database, 40 MB that reading does not need.
    """
    main = sys.modules["__main__"]
    spec, file = main.__spec__, main.__dict__.pop("__file__", None)
    main.__spec__ = None
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file


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
            )
        self._connection = Connection(ours.detach())

    def ask(self, function: Callable[..., Any], argument: object, seconds: float) -> Any:
        """The answer of ``function(argument)``; the process is over if this raises.

        Raises:
            TimeoutError: no answer in time.
            EOFError, OSError: the process has died.
            Exception: what the function raised.
        """
        try:
            self._connection.send((function, argument))
            if not self._connection.poll(seconds):
                raise TimeoutError(f"{seconds:g} 秒内没有读完")
            answer, failure = self._connection.recv()
            if failure is not None:
                raise failure
            return answer
        except BaseException:
            self._process.kill()
            self.close()
            raise

    def close(self) -> None:
        """End the process: its connection is at an end."""
        self._connection.close()
        self._process.wait()


def serve(descriptor: int) -> None:
    """Answer calls until the other end is gone; the whole life of a ``Worker``'s process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_end_with, args=(descriptor,), daemon=True).start()
    with Connection(descriptor) as connection, suppress(EOFError, OSError):
        while True:
            function, argument = connection.recv()
            answer, failure = None, None
            try:
                answer = function(argument)
            except Exception as error:  # told to the parent, where it is raised
                failure = RuntimeError(f"{type(error).__name__}: {error}")
            connection.send((answer, failure))


def _end_with(descriptor: int) -> None:
    """End this process with its parent, also in the middle of something that never ends."""
    hangup = select.poll()
    hangup.register(descriptor, 0)
    hangup.poll()
    os._exit(1)


def give_back_memory() -> None:
    """Hand freed memory back to the system where glibc keeps it; one large page fills a heap."""
    trim = getattr(_LIBC, "malloc_trim", None)
    if trim is not None:
        trim(0)


_LIBC = ctypes.CDLL(None)
