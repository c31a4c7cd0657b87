"""Rows of a sealed run, set aside before a later reading or judging replaces them.

A seal is verified against the rows that it sealed: those in the database, or, when the run was
read or judged again since, those that were set aside in the seal's folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from store import seal_files as files
from store.config import Config
from store.errors import OperatorError
from store.nights import Night
from store.seal import Seal, seals_of, settle
from store.seal_rows import Row, read, replaceable, written


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


def _path(config: Config, seal: Seal) -> Path:
    return config.seal_folder / seal.name / files.SET_ASIDE


def _keep(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}")
    draft.unlink(missing_ok=True)
    files.write(draft, content)
    draft.replace(path)
    files.sync(path.parent)
