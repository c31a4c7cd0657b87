"""Archives: what is in them by name. Nothing is unpacked, so nothing can explode."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from store.facts import AttachmentFacts

#: Most member names that are kept of one archive.
MAX_MEMBERS = 10_000
#: Most bytes an Office file or workbook may declare to unpack to before it is refused.
MAX_UNPACKED = 300_000_000

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1


def read_zip(body: bytes) -> AttachmentFacts:
    """The member names of a ZIP file, in its order."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        infos = archive.infolist()
    locked = any(info.flag_bits & _ENCRYPTED_FLAG for info in infos)
    return AttachmentFacts(
        kind="zip",
        members=tuple(_name(info) for info in infos[:MAX_MEMBERS]),
        text_layer=False,
        properties={"encrypted": "1"} if locked else {},
    )


def bomb(body: bytes) -> str:
    """Why a ZIP-based document must not be unpacked, as a Chinese sentence, or ""."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        declared = sum(info.file_size for info in archive.infolist())
    if declared <= MAX_UNPACKED:
        return ""
    return f"文件声明解压后有 {declared // 1_000_000} MB,超过 {MAX_UNPACKED // 1_000_000} MB 的上限,未打开"


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the UTF-8 flag it is in whatever the packer's system used."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def read_rar(body: bytes) -> AttachmentFacts:
    """The member names of a RAR 1.5–5 file.

    Own code because the kept library (rarfile) is not worth a dependency for a list of names.
    """
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
