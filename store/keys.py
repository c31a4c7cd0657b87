"""The key of a data folder: equal private numbers are known by a keyed digest, never by themselves.

An identity number has so few possible values that a plain hash of it is as good as the number.
The key never leaves the data folder; without it the digests say nothing.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from store.errors import OperatorError

NAME: Final = "private.key"
_BYTES: Final = 32


def private_key(folder: Path) -> bytes:
    """The key of a data folder, made (readable by its owner alone) when it is first asked for.

    Raises:
        OperatorError: the file is there and holds no key, or cannot be read or written.
    """
    file = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        key = file.read_bytes()
    except OSError as error:
        raise OperatorError(f"无法读写密钥文件 {file}({error.strerror})。") from error
    if len(key) != _BYTES:
        raise OperatorError(
            f"密钥文件 {file} 已损坏(应为 {_BYTES} 字节)；请从备份恢复，或删除后重新运行，"
            "此后同一号码的摘要与以前的不再相同。"
        )
    return key


def _make(file: Path) -> None:
    """Written beside and moved into place, so that a killed process leaves no half key."""
    fresh = file.with_name(f"{NAME}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(secrets.token_bytes(_BYTES))
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(file)
