"""Evidence: WARC 1.1 files (ISO 28500), one gzip member per record, and reading them back.

Bodies are stored as decoded from transfer and content coding, so that the payload digest in
the WARC, the digest in the store and ``sha256sum`` of the extracted page are the same number;
the original coding is kept in ``X-Archived-Content-Encoding``. A body already stored is written
as a revisit record that refers to its first record.

The records are built by warcio. Compression is done here, by isal, because it is the largest
single cost of a capture and isal writes the same gzip format three times faster.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from isal import isal_zlib
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordbuilder import RecordBuilder
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from store.errors import Unseen
from store.filenames import file_name

Headers = list[tuple[str, str]]

_GZIP = 31  # zlib window bits: 15 + gzip framing
_LEVEL = 2
_CODED = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True)
class Exchange:
    """One HTTP exchange as it is archived; ``at`` is UTC, ``body`` is decoded."""

    url: str
    at: dt.datetime
    status: int
    reason: str
    request_headers: Headers
    response_headers: Headers
    body: bytes
    digest: str
    peer: str = ""
    method: str = "GET"
    drawn: str = ""  # set: no answer of a server but what this program made of the page


@dataclass(frozen=True)
class Location:
    """Where a record lies: warc file id, byte offset, compressed length, record id."""

    warc_id: int
    offset: int
    length: int
    record_id: str


@dataclass(frozen=True)
class Original:
    """The record a revisit refers to."""

    record_id: str
    url: str
    at: dt.datetime


def digest_of(body: bytes) -> str:
    """SHA-256 of a body as "sha256:<hex>"."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


class WarcFile:
    """An append-only WARC file. ``size`` counts what was written, ``flush`` puts it on disk."""

    def __init__(self, path: Path, warc_id: int, software: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.warc_id = warc_id
        self.name = path.name
        self._file = path.open("xb")
        self.size = 0
        info = {
            "software": software,
            "format": "WARC File Format 1.1",
            "conformsTo": _SPECIFICATION,
        }
        self._append(_BUILDER.create_warcinfo_record(self.name, info))

    def write(self, exchange: Exchange, original: Original | None) -> Location:
        """Append request and response (or revisit); the location is the response's."""
        response = _resource(exchange) if exchange.drawn else _response(exchange, original)
        offset, length = self._append(response)
        record_id = response.rec_headers.get_header("WARC-Record-ID")
        if exchange.drawn:
            return Location(self.warc_id, offset, length, record_id)
        self._append(_request(exchange, record_id))
        return Location(self.warc_id, offset, length, record_id)

    def flush(self) -> None:
        """Hand everything written to the disk itself."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Flush and close; the file is closed even when the disk is full."""
        try:
            self.flush()
        finally:
            self._file.close()

    def _append(self, record: ArcWarcRecord) -> tuple[int, int]:
        plain = BytesIO()  # warcio's own buffer spills to the disk and is left open
        WARCWriter(plain, gzip=False, warc_version="WARC/1.1").write_record(record)
        coder = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _GZIP)
        member = coder.compress(plain.getvalue()) + coder.flush()
        offset = self.size
        self._file.write(member)
        self.size += len(member)
        return offset, len(member)


#: What warcio and zlib raise on bytes that are no record.
_DAMAGED = (OSError, StopIteration, EOFError, ValueError, ArchiveLoadFailed, zlib.error)

_SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_BUILDER = RecordBuilder(warc_version="WARC/1.1")


def _instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _archived(headers: Headers, length: int) -> Headers:
    kept: Headers = []
    for name, value in headers:
        if name.lower() not in _CODED:
            kept.append((name, value))
        elif name.lower() == "content-encoding":
            kept.append(("X-Archived-Content-Encoding", value))
    return [*kept, ("Content-Length", str(length))]


def _resource(exchange: Exchange) -> ArcWarcRecord:
    """A document that no server sent: marked, so that nobody takes it for an answer."""
    named = {
        "WARC-Date": _instant(exchange.at),
        "WARC-Payload-Digest": exchange.digest,
        "X-Gongkai-Note": "DOM after scripts ran in a browser; not a response of the server",
        "X-Gongkai-Made-By": exchange.drawn,
    }
    return _BUILDER.create_warc_record(
        exchange.url,
        "resource",
        payload=BytesIO(exchange.body),
        length=len(exchange.body),
        warc_content_type="text/html; charset=utf-8",
        warc_headers_dict=named,
    )


def _response(exchange: Exchange, original: Original | None) -> ArcWarcRecord:
    headers = StatusAndHeaders(
        f"{exchange.status} {exchange.reason}".strip(),
        _archived(exchange.response_headers, len(exchange.body)),
        "HTTP/1.1",
    )
    named = {"WARC-Date": _instant(exchange.at)}
    if exchange.peer:
        named["WARC-IP-Address"] = exchange.peer
    if original is not None:
        named["WARC-Refers-To"] = original.record_id
        return _BUILDER.create_revisit_record(
            exchange.url,
            exchange.digest,
            original.url,
            _instant(original.at),
            http_headers=headers,
            warc_headers_dict=named,
        )
    named["WARC-Payload-Digest"] = exchange.digest
    return _BUILDER.create_warc_record(
        exchange.url,
        "response",
        payload=BytesIO(exchange.body),
        length=len(exchange.body),
        warc_headers_dict=named,
        http_headers=headers,
    )


def _request(exchange: Exchange, response_id: str) -> ArcWarcRecord:
    path = "/" + exchange.url.split("/", 3)[3] if exchange.url.count("/") > 2 else "/"
    headers = StatusAndHeaders(
        f"{exchange.method} {path} HTTP/1.1", exchange.request_headers, is_http_request=True
    )
    named = {"WARC-Date": _instant(exchange.at), "WARC-Concurrent-To": response_id}
    return _BUILDER.create_warc_record(
        exchange.url, "request", warc_headers_dict=named, http_headers=headers
    )


def read_body(path: Path, offset: int, digest: str = "") -> bytes:
    """The body of the record at an offset.

    Raises:
        Unseen: the file is gone, the record is damaged, or its body does not have the digest.
    """
    return read_file(path, offset, digest)[0]


def read_file(path: Path, offset: int, digest: str = "") -> tuple[bytes, str]:
    """The body of the record at an offset, and the name under which the server offered it.

    Raises:
        Unseen: as ``read_body``.
    """
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)))
            body: bytes = record.content_stream().read()
            headers = record.http_headers
            offered = headers.get_header("Content-Disposition", "") if headers else ""
    except _DAMAGED as error:
        words = str(error)[:200] or type(error).__name__
        raise Unseen(f"证据文件 {path.name} 第 {offset} 字节处无法读取:{words}") from error
    if digest and digest_of(body) != digest:
        raise Unseen(f"证据文件 {path.name} 第 {offset} 字节处的内容与摘要不符")
    return body, file_name(offered)


def read_headers(path: Path, offset: int) -> Headers:
    """The HTTP headers of the response record at an offset, () for one that has none.

    Raises:
        Unseen: the file is gone or the record is damaged.
    """
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)))
            return list(record.http_headers.headers) if record.http_headers else []
    except _DAMAGED as error:
        words = str(error)[:200] or type(error).__name__
        raise Unseen(f"证据文件 {path.name} 第 {offset} 字节处无法读取:{words}") from error


def trim(path: Path, committed: int) -> bool:
    """Cut what a killed recorder wrote after its last commit; True when something was cut."""
    if not path.exists() or path.stat().st_size <= committed:
        return False
    if committed:
        os.truncate(path, committed)
    else:
        path.unlink()
    return True


def header_list(pairs: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Raw header pairs as text, Latin-1 as HTTP has it, without line breaks."""
    return [
        (name.decode("latin-1"), value.decode("latin-1").replace("\r", " ").replace("\n", " "))
        for name, value in pairs
    ]
