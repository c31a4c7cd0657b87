"""The files of a seal: lists in the form of ``sha256sum``, a manifest, and where they lie.

A seal is made as a draft beside its place. The row in ``seals`` is what makes it one; only then
the drafts of seal and report are renamed to where people look. A kill leaves either drafts that
nobody counts or a seal whose renaming ``settle`` finishes.
"""

from __future__ import annotations

import gzip
import hashlib
import mmap
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote

MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
SIGNATURE: Final = "SHA256SUMS.sig"
PUBLIC: Final = "public.pem"
TIMESTAMP: Final = "timestamp.tsr"
NUMBERS: Final = "numbers.jsonl.gz"
SET_ASIDE: Final = "replaced.jsonl.gz"

#: Longest file name that is kept as it is, in signs: file systems take 255 bytes.
_LONGEST: Final = 60
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")
_DRAFT: Final = re.compile(r"\.\d{5,}(?:-v\d+)?\.draft")


def folder_name(run_id: int, version: int) -> str:
    """The folder of a version of a run: 00041 for the first, then 00041-v2, 00041-v3 and so on."""
    return f"{run_id:05d}" if version == 1 else f"{run_id:05d}-v{version}"


def draft_of(place: Path) -> Path:
    """Where a folder is made before it is published."""
    return place.with_name(f".{place.name}.draft")


def publish(place: Path) -> None:
    """Rename a draft to its place; nothing when there is none. Raises OSError."""
    draft = draft_of(place)
    if draft.is_dir() and not place.exists():
        draft.replace(place)
        sync(place.parent)


def clear_drafts(folder: Path, but: str) -> None:
    """Remove the drafts of seals or reports that were not made, but for one place's."""
    kept = draft_of(folder / but).name
    for each in folder.glob(".*.draft"):
        if _DRAFT.fullmatch(each.name) and each.name != kept:
            shutil.rmtree(each)


def fresh(place: Path) -> Path:
    """An empty draft folder for a place. Raises OSError."""
    draft = draft_of(place)
    if draft.exists():
        shutil.rmtree(draft)
    draft.mkdir(parents=True)
    return draft


def write(path: Path, content: bytes) -> None:
    """A new file, on the disk. Raises OSError."""
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def sync(folder: Path) -> None:
    """Make names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256(content: bytes) -> str:
    """Hex."""
    return hashlib.sha256(content).hexdigest()


def of_file(path: Path, length: int | None = None) -> tuple[int, str]:
    """Bytes and SHA-256 (hex) of a file, or of its first ``length`` bytes. Raises OSError."""
    summed, count = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while length is None or count < length:
            block = stream.read(min(1 << 20, length - count) if length is not None else 1 << 20)
            if not block:
                break
            summed.update(block)
            count += len(block)
    return count, summed.hexdigest()


def listed(entries: Iterable[tuple[str, str]]) -> bytes:
    """(name, hex digest) pairs as a list that ``sha256sum -c`` reads."""
    return "".join(f"{digest}  {name}\n" for name, digest in entries).encode()


def entries(text: bytes) -> Iterator[tuple[str, str]]:
    """The inverse of ``listed``.

    Raises:
        ValueError: a line is none of ``sha256sum``.
    """
    for line in text.decode().splitlines():
        if not (found := _LINE.fullmatch(line)):
            raise ValueError(f"not a line of sha256sum: {line[:80]}")
        yield found[2], found[1]


def pack(text: bytes) -> bytes:
    """A list as it is stored; the same bytes for the same list."""
    return gzip.compress(text, 6, mtime=0)


def page_name(citation: str) -> str:
    """The page of a finding in its report, as a path from the folder of the report."""
    return f"findings/{file_name_of(citation)}.html"


def file_name_of(words: str) -> str:
    """Words as the name of a file, without its ending: themselves when every system takes them.

    What is no letter, digit or hyphen becomes an underscore and the end is cut off; then digits of
    the words' SHA-256 keep two names apart.
    """
    safe = re.sub(r"[^\w-]", "_", words)[:_LONGEST]
    if safe == words:
        return words
    return f"{safe}-{sha256(words.encode('utf-8', 'surrogatepass'))[:8]}"


def ascii_name(path: str) -> str:
    """A file name as it stands in lists and bundles, where unzip knows no other alphabet."""
    return quote(path, safe="/-_.~")


def report_entries(folder: Path) -> Iterator[tuple[str, str]]:
    """(name, digest) of every file of a report, sorted. Raises OSError."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = ascii_name(path.relative_to(folder).as_posix())
        yield f"report/{name}", of_file(path)[1]


class Records:
    """Cuts records out of WARC files, each mapped into memory once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, mmap.mmap] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._open.values():
            each.close()

    def cut(self, name: str, offset: int, length: int) -> bytes:
        """The bytes of a record, fewer when the file ends before. Raises OSError."""
        if name not in self._open:
            with (self._folder / name).open("rb") as stream:
                self._open[name] = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        return self._open[name][offset : offset + length]
