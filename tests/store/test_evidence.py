"""Evidence: WARC files that other tools accept, bodies that are found again, damage that shows."""

from __future__ import annotations

import datetime as dt
import gzip
import zlib
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from store.errors import Unseen
from store.evidence import (
    Exchange,
    Headers,
    Location,
    Original,
    WarcFile,
    digest_of,
    header_list,
    read_body,
    trim,
)

AT = dt.datetime(2018, 6, 30, 18, 0, 0, 123456, tzinfo=dt.UTC)
BODY = "<html><title>预算公开</title></html>".encode()


class _Arguments:
    verbose = False

    def __init__(self, *paths: Path) -> None:
        self.inputs = [str(path) for path in paths]


def warcio_check(*paths: Path) -> int:
    """What ``warcio check`` exits with: 0 when every digest agrees; 1 also for a cut-off record.

    warcio passes over a last record of which only a part is there; gzip does not.
    """
    try:
        for path in paths:
            gzip.decompress(path.read_bytes())
    except (EOFError, OSError, zlib.error):
        return 1
    checker = Checker(_Arguments(*paths))
    checker.process_all()
    return int(checker.exit_value)


def exchange(
    body: bytes = BODY, url: str = "http://h.gov.cn/a?b=1", headers: Headers | None = None
) -> Exchange:
    sent: Headers = [("User-Agent", "Gongkai/1.0"), ("If-None-Match", '"x"')]
    got = [("Content-Type", "text/html")] if headers is None else headers
    return Exchange(url, AT, 200, "", sent, got, body, digest_of(body), "127.0.0.1")


def written(folder: Path, *exchanges: tuple[Exchange, Original | None]) -> list[Location]:
    warc = WarcFile(folder / "run.warc.gz", 7, "Gongkai/test")
    places = [warc.write(each, original) for each, original in exchanges]
    warc.close()
    return places


def test_records_are_what_the_standard_asks(tmp_path: Path) -> None:
    first = exchange()
    place = written(tmp_path, (first, None))[0]
    again = Original(place.record_id, first.url, first.at)
    (tmp_path / "two").mkdir()
    written(tmp_path / "two", (first, None), (exchange(url="http://h.gov.cn/copy"), again))
    path = tmp_path / "two" / "run.warc.gz"
    assert warcio_check(path) == 0
    with path.open("rb") as stream:
        records = [
            (record.rec_type, dict(record.rec_headers.headers), record.content_stream().read())
            for record in ArchiveIterator(stream)
        ]
    assert [kind for kind, _, _ in records] == [
        "warcinfo", "response", "request", "revisit", "request",
    ]  # fmt: skip
    response, request, revisit = (headers for _, headers, _ in records[1:4])
    assert response["WARC-Payload-Digest"] == first.digest
    assert response["WARC-Date"] == "2018-06-30T18:00:00.123456Z"
    assert response["WARC-IP-Address"] == "127.0.0.1"
    assert records[1][2] == BODY
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert revisit["WARC-Refers-To"] == place.record_id
    assert revisit["WARC-Refers-To-Target-URI"] == first.url
    assert revisit["WARC-Payload-Digest"] == first.digest
    assert records[3][2] == b""


@pytest.mark.parametrize("body", [b"", b"\0" * 100_000, bytes(range(256)) * 500, BODY])
def test_bodies_are_read_back_with_their_digest(tmp_path: Path, body: bytes) -> None:
    other, place = written(tmp_path, (exchange(b"other"), None), (exchange(body), None))
    path = tmp_path / "run.warc.gz"
    assert warcio_check(path) == 0
    assert read_body(path, place.offset, digest_of(body)) == body
    assert read_body(path, other.offset) == b"other"
    assert path.read_bytes()[place.offset : place.offset + place.length][:2] == b"\x1f\x8b"


def test_coding_headers_are_kept_under_another_name(tmp_path: Path) -> None:
    headers = [
        ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"),
        ("Content-Length", "12"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"),
    ]  # fmt: skip
    written(tmp_path, (exchange(headers=headers), None))
    with (tmp_path / "run.warc.gz").open("rb") as stream:
        kept = next(r for r in ArchiveIterator(stream) if r.rec_type == "response").http_headers
    assert kept.headers == [
        ("X-Archived-Content-Encoding", "gzip"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
        ("Content-Length", str(len(BODY))),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        (b"X-Break", b"a\r\nInjected: yes"),
        (b"X-Break", b"a\n\n<html>"),
        (b"X-Latin", b"caf\xe9"),
        (b"Content-Disposition", "attachment; filename=预算.pdf".encode("gbk")),
        (b"Content-Disposition", "attachment; filename=预算.pdf".encode()),
        (b"X-Empty", b""),
        (b"X-Colon", b"a: b: c"),
        (b"X-Long", b"x" * 20_000),
    ],
)
def test_junk_in_headers_harms_nothing(tmp_path: Path, raw: tuple[bytes, bytes]) -> None:
    headers = header_list([raw, (b"Content-Type", b"text/html")])
    place = written(tmp_path, (exchange(headers=headers), None))[0]
    path = tmp_path / "run.warc.gz"
    assert warcio_check(path) == 0
    assert read_body(path, place.offset, digest_of(BODY)) == BODY
    with path.open("rb") as stream:
        kept = next(r for r in ArchiveIterator(stream) if r.rec_type == "response").http_headers
    assert [name for name, _ in kept.headers] == [
        raw[0].decode(), "Content-Type", "Content-Length",
    ]  # fmt: skip


def test_every_flipped_byte_of_a_record_is_noticed_or_harmless(tmp_path: Path) -> None:
    place = written(tmp_path, (exchange(), None))[0]
    path = tmp_path / "run.warc.gz"
    whole = path.read_bytes()
    noticed = 0
    for position in range(place.offset, place.offset + place.length):
        damaged = bytearray(whole)
        damaged[position] ^= 0x55
        path.write_bytes(damaged)
        try:
            body = read_body(path, place.offset, digest_of(BODY))
        except Unseen:
            noticed += 1
        else:
            assert body == BODY
    assert noticed > place.length // 2


@pytest.mark.parametrize("offset", [0, 1, 10, 100_000])
def test_an_offset_that_is_no_record_of_the_body_is_unseen(tmp_path: Path, offset: int) -> None:
    written(tmp_path, (exchange(), None))
    with pytest.raises(Unseen):
        read_body(tmp_path / "run.warc.gz", offset, digest_of(BODY))


def test_a_missing_or_empty_file_is_unseen(tmp_path: Path) -> None:
    (tmp_path / "empty.warc.gz").touch()
    for name in ("empty.warc.gz", "gone.warc.gz"):
        with pytest.raises(Unseen, match="无法读取"):
            read_body(tmp_path / name, 0, digest_of(BODY))


def test_a_warc_is_never_overwritten(tmp_path: Path) -> None:
    written(tmp_path, (exchange(), None))
    with pytest.raises(FileExistsError):
        WarcFile(tmp_path / "run.warc.gz", 8, "Gongkai/test")


def test_an_uncommitted_tail_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    first, second = written(tmp_path, (exchange(), None), (exchange(b"late"), None))
    assert trim(path, second.offset)
    assert warcio_check(path) == 0
    assert read_body(path, first.offset, digest_of(BODY)) == BODY
    assert path.stat().st_size == second.offset
    assert not trim(path, second.offset)


def test_a_file_of_which_nothing_was_committed_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    written(tmp_path, (exchange(), None))
    assert trim(path, 0)
    assert not path.exists()
    assert not trim(path, 0)


def test_a_file_shorter_than_committed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    path.write_bytes(b"short")
    assert not trim(path, 100)
    assert path.read_bytes() == b"short"
