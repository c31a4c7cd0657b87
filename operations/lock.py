"""One run at a time on one data folder.

A POSIX record lock held by the process itself, not filelock's ``flock``: worker processes that
are forked from a run inherit an ``flock`` and would keep it when the run is killed, while the
kernel drops a record lock with the very process that took it. Who holds it stands in a file
beside it, for the sentence that refuses a second run; that file alone locks nothing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import getpass
import json
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from store.errors import OperatorError

SHANGHAI = ZoneInfo("Asia/Shanghai")
_LOCK, _HOLDER = "run.lock", "run.lock.json"
#: How long a start waits for somebody who only looks (``holder``), in seconds.
_PATIENCE = 1.0

#: Locks of this process; a record lock does not refuse its own process a second time.
_held: dict[Path, Holder] = {}


@dataclass(frozen=True)
class Holder:
    """Who holds the lock since when; ``since`` is ISO 8601 with offset."""

    user: str
    pid: int
    host: str
    command: str
    since: str

    def __str__(self) -> str:
        begun = dt.datetime.fromisoformat(self.since).astimezone(SHANGHAI)
        return (
            f"用户 {self.user} 在主机 {self.host} 上的进程 {self.pid}"
            f"(命令 {self.command}),自 {begun:%Y-%m-%d %H:%M:%S}(北京时间)起"
        )


@contextlib.contextmanager
def run_lock(folder: Path, command: str) -> Iterator[Holder]:
    """Hold the folder's lock for the length of the block.

    Args:
        folder: the data folder of the store; made when it is not there.
        command: what runs, for the sentence that another run is refused with.

    Raises:
        OperatorError: another run holds it, or the folder cannot be written.
    """
    folder = folder.resolve()
    if folder in _held:
        raise OperatorError(_refusal(folder, _held[folder]))
    descriptor = _acquired(folder)
    holder = Holder(_user(), os.getpid(), socket.gethostname(), command, _now())
    try:
        _held[folder] = holder
        _write(folder / _HOLDER, holder)
        yield holder
    finally:
        _held.pop(folder, None)
        (folder / _HOLDER).unlink(missing_ok=True)
        os.close(descriptor)  # releases the lock


def holder_of(folder: Path) -> Holder | None:
    """Who holds the folder's lock now; None when nobody does."""
    folder = folder.resolve()
    if folder in _held:
        return _held[folder]
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDONLY)
    except OSError:
        return None  # nobody ever ran here, or it is not ours to look at
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _read(folder / _HOLDER)
    finally:
        os.close(descriptor)
    return None


def killed_in(folder: Path) -> Holder | None:
    """The run that was killed here and that no other has followed; its note was left behind."""
    file = folder.resolve() / _HOLDER
    if not file.is_file() or holder_of(folder):
        return None
    return _read(file)


def _acquired(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OperatorError(
            f"无法在数据目录 {folder} 建立运行锁:{error.strerror};"
            "请检查 [store] directory 和目录权限。"
        ) from error
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            if time.monotonic() > deadline:
                os.close(descriptor)
                raise OperatorError(_refusal(folder, _read(folder / _HOLDER))) from error
            time.sleep(0.05)
        except OSError as error:
            os.close(descriptor)
            raise OperatorError(
                f"数据目录 {folder} 所在的文件系统不能加锁({error.strerror});"
                "请把 [store] directory 改到本机磁盘上。"
            ) from error
        else:
            return descriptor


def _refusal(folder: Path, holder: Holder) -> str:
    return f"已有一次巡检在使用数据目录 {folder}:{holder};请等它结束后再运行。"


def _write(file: Path, holder: Holder) -> None:
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")
    draft.replace(file)


def _read(file: Path) -> Holder:
    """The holder as it was noted; between taking the lock and the note nothing is known yet."""
    try:
        return Holder(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Holder("未知", 0, "未知", "未知", _now())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
