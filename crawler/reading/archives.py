"""ZIP archives: what is in them by name, and the documents among them, within bounds."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from crawler.reading.sniffing import ZIP_FAULTS
from store.facts import AttachmentFacts, Table

#: Most member names that are kept of one archive.
MAX_MEMBERS = 10_000
#: Most bytes an Office file or workbook may declare to unpack to before it is refused.
MAX_UNPACKED = 300_000_000
#: Most members of an archive that are read, bytes of each and of all together, and the ratio of
#: unpacked to packed bytes beyond which a member is a bomb (deflate reaches 1032).
MAX_READ = 100
MAX_MEMBER = 60_000_000
MAX_TOTAL = 150_000_000
MAX_RATIO = 200
_SMALL = 1_000_000  # bytes below which a ratio harms nobody
#: Seconds after which no further member is begun.
MAX_SECONDS = 50.0

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_MACHINERY: Final = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_ARCHIVES: Final = frozenset({"zip", "rar", "7z", "gzip"})

#: Reads one file: body, media type, name.
Reader = Callable[[bytes, str, str], AttachmentFacts]


@dataclass
class _Contents:
    """What is gathered from the members of an archive."""

    pages: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    recognised: list[str] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    scans: int = 0
    total: int = 0
    number: int = 0


def list_zip(body: bytes) -> AttachmentFacts:
    """The member names of a ZIP file, in its order; nothing is unpacked."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return _listed(archive.infolist())


def read_zip(body: bytes, read: Reader) -> AttachmentFacts:
    """The member names of a ZIP file, and its documents as they would be read alone.

    Pages, tables, notes and hidden text of all members stand after each other;
    ``properties["places"]`` names the page each text is (``成员名/第N页``, one a line), and the
    place of a table begins with its member's name. ``properties["unread"]`` says which members
    were not read and why: then what is missing may stand there. Archives in the archive are named
    and not opened. ``text_layer`` is True when text was found and no member is a scan.
    """
    contents = _Contents()
    end = time.monotonic() + MAX_SECONDS
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        infos = archive.infolist()
        for info in infos[:MAX_MEMBERS]:
            name = member_name(info)
            if info.is_dir() or any(part in name.lower() for part in _MACHINERY):
                continue
            reason = _refusal(info, contents, time.monotonic() > end)
            if reason or (reason := _add(archive, info, read, contents)):
                contents.unread.append(f"{name}（{reason}）")
    return _together(_listed(infos), contents)


def _listed(infos: list[zipfile.ZipInfo]) -> AttachmentFacts:
    locked = any(info.flag_bits & _ENCRYPTED_FLAG for info in infos)
    return AttachmentFacts(
        kind="zip",
        members=tuple(member_name(info) for info in infos[:MAX_MEMBERS]),
        text_layer=False,
        properties={"encrypted": "1"} if locked else {},
    )


def _refusal(info: zipfile.ZipInfo, contents: _Contents, late: bool) -> str:
    """Why a member is not unpacked, by what it declares; "" when it may be."""
    if info.flag_bits & _ENCRYPTED_FLAG:
        return "设有密码"
    if late or contents.number >= MAX_READ:
        return "压缩包内文件过多，未再读取"
    if info.file_size > max(_SMALL, MAX_RATIO * info.compress_size):
        return "压缩比异常，未解压"
    if info.file_size > MAX_MEMBER or contents.total + info.file_size > MAX_TOTAL:
        return "解压后过大，未解压"
    return ""


def _add(archive: zipfile.ZipFile, info: zipfile.ZipInfo, read: Reader, contents: _Contents) -> str:
    """Unpack and read one member; returns why it could not be read, or ""."""
    contents.number += 1
    contents.total += info.file_size
    try:
        with archive.open(info) as member:
            body = member.read(info.file_size)  # never more than it declares
    except (*ZIP_FAULTS, NotImplementedError) as cause:
        return f"已损坏，未能解压：{type(cause).__name__}"
    name = member_name(info)
    facts = read(body, "", name)
    if facts.kind in _ARCHIVES or facts.members:
        return "压缩包内的压缩包，未展开"
    _take(contents, name, facts)
    return facts.error


def _take(contents: _Contents, name: str, facts: AttachmentFacts) -> None:
    recognised = facts.recognised or ("",) * len(facts.pages)
    contents.pages += facts.pages
    contents.recognised += recognised
    contents.places += [f"{name}/第{n}页" for n in range(1, len(facts.pages) + 1)]
    contents.tables += [_placed(table, name) for table in facts.tables]
    contents.comments += [f"{name}/{words}" for words in facts.comments]
    contents.hidden += [f"{name}/{words}" for words in facts.hidden]
    contents.lacking |= {facts.properties["lacking"]} if "lacking" in facts.properties else set()
    contents.scans += not facts.text_layer and not facts.error
    if facts.confidence is not None:
        contents.confidences.append(facts.confidence)


def _placed(table: Table, name: str) -> Table:
    return Table(table.rows, table.title, f"{name}/{table.place}", table.unit, table.hidden)


def _together(listed: AttachmentFacts, contents: _Contents) -> AttachmentFacts:
    unread = "；".join(contents.unread[:50])
    lacking = min(contents.lacking, default="")
    told = {"places": "\n".join(contents.places), "unread": unread, "lacking": lacking}
    return AttachmentFacts(
        kind="zip",
        pages=tuple(contents.pages),
        tables=tuple(contents.tables),
        text_layer=any(page.strip() for page in contents.pages) and not contents.scans,
        members=listed.members,
        properties={**listed.properties, **{k: v for k, v in told.items() if v}},
        comments=tuple(contents.comments),
        hidden=tuple(contents.hidden),
        recognised=tuple(contents.recognised) if any(contents.recognised) else (),
        confidence=min(contents.confidences, default=None),
    )


def bomb(body: bytes) -> str:
    """Why a ZIP-based document must not be unpacked, as a Chinese sentence, or ""."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        declared = sum(info.file_size for info in archive.infolist())
    if declared <= MAX_UNPACKED:
        return ""
    return f"文件声明解压后有 {declared // 1_000_000} MB,超过 {MAX_UNPACKED // 1_000_000} MB 的上限,未打开"


def member_name(info: zipfile.ZipInfo) -> str:
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
