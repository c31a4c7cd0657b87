"""Files of a report appear whole or not at all."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Final

#: Longest part of a file name that comes from elsewhere, in characters; file systems take 255 bytes.
_LONGEST: Final = 60
#: The earliest time that a ZIP can name.
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def safe_name(words: str) -> str:
    """A name as part of a file name: nothing that a file system or a shell reads otherwise."""
    return re.sub(r"[^\w（）〔〕—-]+", "_", words)[:_LONGEST].strip("_") or "_"


def write(path: Path, content: bytes) -> None:
    """Write a file beside its place, flush it to disk, then rename it there.

    Raises:
        OSError: the folder cannot be written; nothing is left behind.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(0o644)  # mkstemp makes 0600; a web server must read the report
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def stable(body: bytes) -> bytes:
    """The same ZIP with the times of its members taken off."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.infolist():
            plain = zipfile.ZipInfo(member.filename, _ZIP_EPOCH)
            plain.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(plain, old.read(member))
    return buffer.getvalue()
