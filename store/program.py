"""Which program judged: a digest over its own files, for a version number alone can be reused."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Final

_PACKAGES: Final = ("audit.py", "commands", "crawler", "checks", "reports", "store", "operations")
_KINDS: Final = {".py", ".toml", ".html", ".css", ".json", ".txt", ".mako", ".js"}


@functools.cache
def program_digest() -> str:
    """SHA-256 over names and contents of the installed files, as "sha256:<hex>"."""
    root = Path(__file__).resolve().parents[1]
    files = [file for name in _PACKAGES for file in _files(root / name)]
    summed = hashlib.sha256()
    for file in sorted(files):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        summed.update(f"{content}  {file.relative_to(root).as_posix()}\n".encode())
    return f"sha256:{summed.hexdigest()}"


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return [each for each in path.rglob("*") if each.suffix in _KINDS and each.is_file()]
    return [path] if path.exists() else []
