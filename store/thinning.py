"""Takes records out of a WARC file and leaves all others where they are.

Evidence names file, offset and length; reports that were printed months ago do too. So nothing
may move: what is taken out is replaced by one record of the very same length, whose content is
zeros that the file system need not store (a hole). Stored deflate blocks keep the zeros as they
are, so the file stays a WARC of gzip members that every tool reads.
"""

from __future__ import annotations

import os
import struct
import uuid
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator

#: Shorter gaps are left as they are: a hole starts and ends at blocks of the file system.
SHORTEST = 16_384
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # gzip: deflate, no name, no time
_TAIL = 8  # CRC and length
_END = b"\r\n\r\n"
_BLOCK = 65_535  # of a stored deflate block
_SUFFIX = ".thinning"
_NOTE = "X-Gongkai-Taken-Out"


@dataclass(frozen=True)
class Member:
    """One record of a file: where it lies, its id, and the id of the record it goes with."""

    offset: int
    length: int
    record_id: str
    partner: str  # of a request: the response it was answered by
    hollow: bool  # it stands in for what was taken out before


@dataclass(frozen=True)
class Gap:
    """Records in a row that nobody needs."""

    offset: int
    length: int
    records: int
    hollow: bool = False  # nothing but one hole that is there already


def members(path: Path) -> Iterator[Member]:
    """The records of a file, in order."""
    with path.open("rb") as file:
        iterator = ArchiveIterator(file)
        for record in iterator:
            header = record.rec_headers.get_header
            record.content_stream().read()
            yield Member(
                iterator.get_record_offset(), iterator.get_record_length(),
                header("WARC-Record-ID") or "", header("WARC-Concurrent-To") or "",
                header(_NOTE) is not None,
            )  # fmt: skip


def gaps(path: Path, needed: Collection[str]) -> list[Gap]:
    """What can be taken out of a file: all but needed records, their requests and the first one.

    Args:
        path: a WARC file.
        needed: ids of records.
    """
    found: list[Gap] = []
    open_gap: Gap | None = None
    for place, member in enumerate(members(path)):
        if place == 0 or {member.record_id, member.partner} & set(needed):
            open_gap = None
            continue
        if open_gap is not None:
            found.pop()
        begin = open_gap or Gap(member.offset, 0, 0)
        hollow = member.hollow and open_gap is None
        open_gap = Gap(begin.offset, begin.length + member.length, begin.records + 1, hollow)
        found.append(open_gap)
    return [gap for gap in found if gap.length >= SHORTEST and not gap.hollow]


def thin(path: Path, found: Collection[Gap]) -> None:
    """Replace gaps of a file by holes; the file is whole at any moment.

    Raises:
        OSError: the disk is full, or the file cannot be written.
    """
    draft = path.with_name(path.name + _SUFFIX)
    with path.open("rb") as source, draft.open("wb") as target:
        for gap in sorted(found, key=lambda each: each.offset):
            _copy(source, target, gap.offset - source.tell())
            _fill(target, path.name, gap)
            source.seek(gap.length, os.SEEK_CUR)
        _copy(source, target, path.stat().st_size - source.tell())
        target.truncate(path.stat().st_size)
        target.flush()
        os.fsync(target.fileno())
    draft.replace(path)


def remove_drafts(folder: Path) -> None:
    """Remove what a thinning that was killed left behind."""
    for draft in folder.glob(f"*{_SUFFIX}"):
        draft.unlink()


def _copy(source: BinaryIO, target: BinaryIO, length: int) -> None:
    while length > 0:
        piece = source.read(min(length, 1 << 20))
        if not piece:
            raise OSError("the file became shorter while it was copied")
        target.write(piece)
        length -= len(piece)


def _fill(target: BinaryIO, name: str, gap: Gap) -> None:
    """Write one gzip member of the gap's length that holds one record of zeros."""
    count = -(-(gap.length - len(_HEAD) - _TAIL) // (_BLOCK + 5))  # of stored blocks
    plain = gap.length - len(_HEAD) - _TAIL - 5 * count
    head = _words(name, gap, plain)
    target.write(_HEAD)
    check, begin = 0, 0
    for number in range(1, count + 1):
        end = plain * number // count
        size, last = end - begin, number == count
        target.write(bytes([last]) + struct.pack("<HH", size, size ^ 0xFFFF))
        first, final = (b"" if begin else head), (_END if last else b"")
        hole = size - len(first) - len(final)
        target.write(first)
        target.seek(hole, os.SEEK_CUR)
        target.write(final)
        for piece in (first, bytes(hole), final):
            check = zlib.crc32(piece, check)
        begin = end
    target.write(struct.pack("<II", check, plain & 0xFFFFFFFF))


def _words(name: str, gap: Gap, plain: int) -> bytes:
    """The head of the record that stands in a gap; its own length does not vary."""
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{name}#{gap.offset}+{gap.length}")
    lines = (
        "WARC/1.1",
        "WARC-Type: metadata",
        f"WARC-Record-ID: <urn:uuid:{key}>",
        "WARC-Date: 1970-01-01T00:00:00Z",
        "Content-Type: application/octet-stream",
        f"{_NOTE}: {gap.records} records taken out by retention",
        "Content-Length: ",
    )
    head = "\r\n".join(lines)
    zeros = plain - len(head) - 10 - 4 - len(_END)
    return f"{head}{zeros:010d}\r\n\r\n".encode()
