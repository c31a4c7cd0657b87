"""Rows of a sealed run, set aside before a later reading or judging replaces them.

A seal is verified against the rows that it sealed: those in the database, or, when the run was
read or judged again since, those that were set aside in the seal's folder.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from store import seal_files as files
from store.config import Config
from store.errors import OperatorError
from store.nights import Night
from store.seal import Seal, seals_of, settle
from store.seal_rows import Row, captured, read, replaceable, searched, written


def set_aside(night: Night) -> bool:
    """Keep the replaceable rows of a sealed run; whether it is sealed. Twice changes nothing.

    To be called by whoever holds the lock of the data folder.

    Raises:
        OperatorError: the disk cannot be written.
    """
    sealed = seals_of(night.engine, night.run_id)
    if not sealed:
        return False
    path = _path(night.config, sealed[-1])
    try:
        settle(night.config, night.engine)  # a killed seal may still lie in its draft
        if not path.exists():
            _keep(path, written(replaceable(night.engine, night.run_id)))
    except OSError as error:
        raise OperatorError(f"无法写入 {path}（{error.strerror}），请检查磁盘空间。") from error
    return True


def judged_rows(config: Config, engine: Engine, seal: Seal) -> Iterator[Row]:
    """The replaceable rows as a seal has them, and its citation numbers.

    Raises:
        OSError, ValueError, EOFError, zlib.error: what lies in the seal's folder cannot be read.
    """
    path = _path(config, seal)
    yield from read(path.read_bytes()) if path.exists() else replaceable(engine, seal.run_id)
    yield from numbers_of(config, seal)


def numbers_of(config: Config, seal: Seal) -> Iterator[Row]:
    """The citation numbers that a seal covers; raises as ``judged_rows``."""
    yield from read((config.seal_folder / seal.name / files.NUMBERS).read_bytes())


def keep_searched(night: Night) -> None:
    """Keep the list of what was there to be searched, before captures are pruned.

    What was looked for and not found rests on it. Raises OSError.
    """
    content = searched(captured(night.engine, night.run_id))
    path = _searched(night.config, files.sha256(content))
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _keep(path, files.pack(content))


def searched_list(config: Config, engine: Engine, run_id: int, digest: str) -> bytes:
    """What was there to be searched in a run; as it was kept, when the run was pruned since.

    Args:
        config: the operator's file.
        engine: of the store.
        run_id: the run.
        digest: of the list as it was sealed, hex.

    Raises:
        OSError, EOFError, zlib.error: what was kept cannot be read.
    """
    path = _searched(config, digest)
    if path.exists():
        return gzip.decompress(path.read_bytes())
    return searched(captured(engine, run_id))


def _searched(config: Config, digest: str) -> Path:
    return config.seal_folder / "searched" / f"{digest}.txt.gz"


def _path(config: Config, seal: Seal) -> Path:
    return config.seal_folder / seal.name / files.SET_ASIDE


def _keep(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}")
    draft.unlink(missing_ok=True)
    files.write(draft, content)
    draft.replace(path)
    files.sync(path.parent)
