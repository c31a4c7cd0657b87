"""Starting processes that do one thing: light, and never left behind."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from multiprocessing.connection import wait


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


def watch_parent() -> None:
    """End this process when the one that started it is gone, however it ended."""
    parent = parent_process()
    if parent is not None:
        sentinel = parent.sentinel
        threading.Thread(target=lambda: (wait([sentinel]), os._exit(1)), daemon=True).start()


def give_back_memory() -> None:
    """Hand freed memory back to the system where glibc keeps it; one large page fills a heap."""
    trim = getattr(_LIBC, "malloc_trim", None)
    if trim is not None:
        trim(0)


_LIBC = ctypes.CDLL(None)
