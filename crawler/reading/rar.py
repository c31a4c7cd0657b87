"""RAR archives: what is in them by name, read from the headers. Nothing is unpacked.

Own code because the kept library (rarfile) is not worth a dependency for a list of names, and
unpacking needs a program that is not free.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from crawler.reading.archives import MAX_MEMBERS
from store.facts import AttachmentFacts


def read_rar(body: bytes) -> AttachmentFacts:
    """The member names of a RAR 1.5–5 file."""
    start = body.index(b"Rar!\x1a\x07")
    newer = body[start + 6 : start + 8] == b"\x01\x00"
    names = _rar5(body, start + 8) if newer else _rar4(body, start + 7)
    members = tuple(name for name, _ in zip(names, range(MAX_MEMBERS), strict=False))
    if members:
        return AttachmentFacts(kind="rar", members=members, text_layer=False)
    return AttachmentFacts(
        kind="rar", text_layer=False, error="RAR 压缩包的目录已加密或损坏,未能列出"
    )


def _rar4(body: bytes, at: int) -> Iterator[str]:
    """File headers of the older format: CRC, type 0x74, flags, size, packed size and so on."""
    while at + 7 <= len(body):
        kind, flags, size = struct.unpack_from("<BHH", body, at + 2)
        if size < 7:
            return
        packed = struct.unpack_from("<I", body, at + 7)[0] if flags & 0x8000 or kind == 0x74 else 0
        if kind == 0x74 and at + 32 <= len(body):
            high = struct.unpack_from("<I", body, at + 32)[0] if flags & 0x100 else 0
            packed += high << 32
            length = struct.unpack_from("<H", body, at + 26)[0]
            name_at = at + (40 if flags & 0x100 else 32)
            yield _rar4_name(body[name_at : name_at + length])
        at += size + packed


def _rar4_name(raw: bytes) -> str:
    """The local-encoding part of a name; its compressed UTF-16 twin follows a zero byte."""
    local = raw.split(b"\0", 1)[0]
    for encoding in ("utf-8", "gb18030"):
        try:
            return local.decode(encoding)
        except UnicodeDecodeError:
            continue
    return local.decode("latin-1")


def _rar5(body: bytes, at: int) -> Iterator[str]:
    """File headers (type 2) of RAR 5: CRC32, then variable-length numbers."""
    while at + 7 <= len(body):
        size, start = _vint(body, at + 4)
        kind, here = _vint(body, start)
        flags, here = _vint(body, here)
        extra = 0
        if flags & 1:
            extra, here = _vint(body, here)
        packed = 0
        if flags & 2:
            packed, here = _vint(body, here)
        if kind == 2:
            yield _rar5_name(body, here)
        if size == 0 or extra > size:
            return
        at = start + size + packed


def _rar5_name(body: bytes, here: int) -> str:
    flags, here = _vint(body, here)
    _unpacked, here = _vint(body, here)
    _attributes, here = _vint(body, here)
    here += 4 * bool(flags & 2) + 4 * bool(flags & 4)
    _compression, here = _vint(body, here)
    _system, here = _vint(body, here)
    length, here = _vint(body, here)
    return body[here : here + length].decode("utf-8", "replace")


def _vint(body: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(body) and shift < 64:
        byte = body[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            break
    return value, at
