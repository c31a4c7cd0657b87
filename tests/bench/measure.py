"""Runs a command and measures its whole process tree."""

from __future__ import annotations

import resource
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """Seconds of wall clock and of CPU, the highest sums of memory (bytes) and sockets, output.

    The sums are 0 for what was not watched.
    """

    seconds: float
    cpu: float
    rss: int
    sockets: int
    output: str


def run(
    command: list[str],
    text: str = "",
    env: Mapping[str, str] | None = None,
    watched: bool = True,
) -> Measured:
    """Run a command to its end; raises CalledProcessError when it fails.

    Memory is the sum of the proportional set sizes (PSS, shared pages counted once) of the
    process and its descendants, sampled twenty times a second as their open sockets are. That
    takes a tenth of a core: of a command that needs them all, time is measured unwatched.
    ``text`` is its standard input.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    )
    peak = [0, 0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    if watched:
        watcher.start()
    output = process.communicate(text)[0]
    seconds = time.perf_counter() - begun
    if watched:
        watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(seconds, cpu, *peak, output)


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    while process.poll() is None:
        tree = _tree(process.pid)
        peak[0] = max(peak[0], sum(_memory(pid) for pid in tree))
        peak[1] = max(peak[1], sum(_sockets(pid) for pid in tree))
        time.sleep(0.05)


def _tree(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            stat = entry.read_text()
        except OSError:
            continue
        parent = int(stat.rpartition(")")[2].split()[1])
        parents.setdefault(parent, []).append(int(entry.parent.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += parents.get(pid, [])
    return found


def _sockets(pid: int) -> int:
    try:
        return sum(map(_is_socket, Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:  # the process has ended
        return 0


def _is_socket(handle: Path) -> bool:
    try:
        return str(handle.readlink()).startswith("socket:")
    except OSError:  # it was closed meanwhile
        return False


def _memory(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0
