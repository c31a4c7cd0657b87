"""Files of a report appear whole or not at all."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Final

#: Files that are flushed to disk side by side, and files that wait in memory for it. One after
#: the other, ten thousand pages of findings would take half a minute of waiting for the disk.
_WRITERS: Final = 16
_WAITING: Final = 256

#: Longest part of a file name that comes from elsewhere, in characters; file systems take 255 bytes.
_LONGEST: Final = 60
#: The earliest time that a ZIP can name.
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def safe_name(words: str) -> str:
    """A name as part of a file name: nothing that a file system or a shell reads otherwise."""
    return re.sub(r"[^\w（）〔〕—-]+", "_", words)[:_LONGEST].strip("_") or "_"


def write(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file beside its place, flush it to disk, then rename it there.

    Raises:
        OSError: the folder cannot be written; nothing is left behind.
    """
    handle, name = tempfile.mkstemp(prefix=".draft-", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in (content,) if isinstance(content, bytes) else content:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(0o644)  # mkstemp makes 0600; a web server must read the report
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def write_all(folder: Path, pages: Iterable[tuple[str, bytes]]) -> None:
    """Write pages under their paths in a folder, several at a time, in batches in their order.

    Raises:
        OSError: the folder cannot be written.
    """
    source = iter(pages)
    with ThreadPoolExecutor(_WRITERS) as pool:
        while batch := list(islice(source, _WAITING)):
            for parent in {(folder / name).parent for name, _ in batch}:
                parent.mkdir(parents=True, exist_ok=True)
            list(pool.map(lambda page: write(folder / page[0], page[1]), batch))


def stable(body: bytes) -> bytes:
    """The same ZIP with the times of its members taken off."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.infolist():
            plain = zipfile.ZipInfo(member.filename, _ZIP_EPOCH)
            plain.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(plain, old.read(member))
    return buffer.getvalue()
