"""What becomes of attempts: bodies stored once, pages read once, nothing lost with a reader."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from crawler import recorder
from crawler.attempts import Attempt
from crawler.gists import Gist, Source
from crawler.page_reader import PageReader
from crawler.pipeline import Pipeline
from crawler.reading import READER_VERSION
from crawler.recorder import CrawlRecorder
from store.bodies import BodyStore
from store.config import Config, Crawl, Portal, Store
from store.evidence import digest_of
from store.fact_reader import drawn_bodies
from store.frontier import Discovered, Frontier, Target
from store.loading import snapshot_of
from store.nights import Night, State, open_night, set_state
from store.vocabulary import Cause, Fetch
from tests.crawler.attempts import AT

HOME = "http://h.gov.cn/"
PAGE = (
    '<html><head><title>首页</title></head><body><a href="/a.html">通知</a></body></html>'.encode()
)
HTML = ("Content-Type", "text/html; charset=utf-8")


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as pool:
        yield pool


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Any]:
    portal = Portal(name="p", start_url=HOME, hosts=("h.gov.cn",))
    crawl = Crawl(max_page_bytes=100_000)
    config = Config(
        portal=portal, crawl=crawl, store=Store(directory=str(tmp_path)), folder=tmp_path
    )
    opened: list[Night] = []

    def next_night() -> Night:
        if opened:
            set_state(opened[-1], State.CRAWLED)
        opened.append(open_night(config, dt.datetime.now(dt.UTC), fresh=True))
        return opened[-1]

    yield next_night
    for night in opened:
        night.engine.dispose()


def record(
    night: Night, reader: PageReader, *attempts: Attempt, drawn: set[str] | None = None
) -> list[BaseException]:
    lost: list[BaseException] = []

    async def put() -> None:
        recorder = CrawlRecorder(night, drawn)
        pipeline = Pipeline(recorder, reader, lambda made: None, lost.append)
        for each in attempts:
            pipeline.put(each)
        await pipeline.close()

    asyncio.run(put())
    return lost


def target(night: Night, url: str = HOME) -> Target:
    frontier = Frontier(night.engine, night.run_id, night.baseline_id)
    frontier.seed([Discovered(url, depth=0)])
    return next(each for each in frontier.pending(0, 99) if each.url == url)


def answer(
    night: Night, body: bytes = PAGE, status: int = 200, url: str = HOME, **values: Any
) -> Attempt:
    headers = values.pop("headers", [HTML, ("ETag", '"1"')])
    return Attempt(target(night, url), AT, status=status, headers=headers, body=body, **values)


def urls_of(night: Night) -> list[str]:
    found = [c.url for c in snapshot_of(night).captures()]
    return found + [t.url for t in Frontier(night.engine, night.run_id).pending(0, 99)]


def test_a_page_is_stored_read_and_followed(nights: Any, reader: PageReader) -> None:
    night = nights()
    assert record(night, reader, answer(night)) == []
    home = snapshot_of(night).home
    assert home.facts.head_title == "首页"
    assert BodyStore(night.engine, night.config.evidence_folder).body(home.capture.digest) == PAGE
    assert urls_of(night) == [HOME, HOME + "a.html"]


def test_a_page_that_is_long_to_read_holds_up_no_other(
    nights: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = nights()
    monkeypatch.setattr("crawler.pipeline.BATCH_SIZE", 1)
    made: list[str] = []

    class Slow(PageReader):
        async def read(self, sources: Sequence[Source]) -> list[Gist]:
            while sources[0].data == PAGE and not made:  # until another one is durable
                await asyncio.sleep(0.01)
            return await super().read(sources)

    async def put() -> None:
        with Slow() as reader:
            pipeline = Pipeline(
                CrawlRecorder(night), reader,
                lambda batch: made.extend(each.target.url for each in batch), pytest.fail,
            )  # fmt: skip
            pipeline.put(answer(night))
            pipeline.put(answer(night, PAGE + b"<p>b</p>", url=HOME + "b.html"))
            await asyncio.wait_for(pipeline.close(), 60)

    asyncio.run(put())
    assert made == [HOME + "b.html", HOME]
    assert [c.outcome for c in snapshot_of(night).captures()] == [Fetch.FETCHED, Fetch.FETCHED]


def test_pages_drawn_by_scripts_are_noted_read_now_or_before(
    nights: Any, reader: PageReader
) -> None:
    shell = (
        '<html><head><title>政策文件</title></head><body><ul id="list"></ul>'
        '<script>$.post("/api/list", {}, function (d) { $("#list").html(d) })</script></body></html>'
    ).encode()
    for _ in range(2):
        night, drawn = nights(), set[str]()
        assert record(night, reader, answer(night), drawn=drawn) == []
        assert drawn == set()
        other = answer(night, shell, url=HOME + "zcwj/")
        assert record(night, reader, other, drawn=drawn) == []
        assert drawn == {digest_of(shell)}
        assert drawn == drawn_bodies(night.engine, night.run_id, READER_VERSION)


@pytest.mark.parametrize("version", ["same", "newer"])
def test_an_unchanged_page_leads_on_whoever_read_it(
    nights: Any, reader: PageReader, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    record(first := nights(), reader, answer(first))
    if version == "newer":
        monkeypatch.setattr(recorder, "READER_VERSION", "newer")
    second = nights()
    assert record(second, reader, answer(second, b"", 304)) == []
    capture = snapshot_of(second).capture(HOME)
    assert (capture.outcome, capture.status) == (Fetch.UNCHANGED, 200)
    assert urls_of(second) == [HOME, HOME + "a.html"]
    bodies = BodyStore(second.engine, second.config.evidence_folder)
    assert bodies.of_url(second.run_id, HOME) == PAGE


def test_an_unchanged_page_whose_evidence_is_gone_was_not_seen(
    nights: Any, reader: PageReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(first := nights(), reader, answer(first))
    for file in first.config.evidence_folder.glob("*.warc.gz"):
        file.unlink()
    monkeypatch.setattr(recorder, "READER_VERSION", "newer")
    second = nights()
    assert record(second, reader, answer(second, b"", 304)) == []
    capture = snapshot_of(second).capture(HOME)
    assert (capture.outcome, capture.cause) == (Fetch.FAILED, Cause.BROKEN)
    assert "无法读取" in capture.detail


def test_a_304_nobody_asked_for_is_no_page(nights: Any, reader: PageReader) -> None:
    night = nights()
    record(night, reader, answer(night, b"", 304))
    assert snapshot_of(night).capture(HOME).outcome is Fetch.FAILED


def test_the_same_body_at_two_addresses_is_kept_once(nights: Any, reader: PageReader) -> None:
    night = nights()
    record(night, reader, answer(night), answer(night, url=HOME + "index.html"))
    first, second = (snapshot_of(night).capture(url) for url in (HOME, HOME + "index.html"))
    assert first.digest == second.digest
    assert (second.body_warc, second.body_offset) == (first.warc, first.offset)
    assert snapshot_of(night).page(HOME + "index.html").facts.head_title == "首页"


def test_a_page_too_long_is_kept_and_not_read(nights: Any, reader: PageReader) -> None:
    night = nights()
    body = PAGE + b" " * 100_000
    assert record(night, reader, answer(night, body)) == []
    assert urls_of(night) == [HOME]
    bodies = BodyStore(night.engine, night.config.evidence_folder)
    assert bodies.of_url(night.run_id, HOME) == body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 1_000,
        bytes(range(256)) * 40,
        b"<html>" + b"<div>" * 15_000,
        b"<a href='" + b"x" * 50_000 + b"'>x</a>",
        "<html><title>\ud800</title><script>location='\\ud800'</script>".encode(
            "utf-8", "surrogatepass"
        ),
        b'<html><title>a&#0;\0b</title><a href="/\0x">c\0d&#xD800;</a></html>',
        b"<script>location.href='\\u0000\\ud83d'</script>",
    ],
    ids=["empty", "nul", "bytes", "deep", "long-link", "surrogates", "nul-in-page", "in-script"],
)
def test_junk_ends_no_night(nights: Any, reader: PageReader, body: bytes) -> None:
    night = nights()
    assert record(night, reader, answer(night, body), answer(night, url=HOME + "ok")) == []
    assert snapshot_of(night).capture(HOME).digest
    assert snapshot_of(night).page(HOME + "ok").facts.head_title == "首页"


def test_what_was_never_asked_for_leaves_no_record(nights: Any, reader: PageReader) -> None:
    night = nights()
    refused = Attempt(target(night), AT, attempts=0, refused=True)
    gone = Attempt(target(night, HOME + "b"), AT, cause=Cause.DNS, detail="NXDOMAIN")
    record(night, reader, refused, gone)
    first, second = snapshot_of(night).captures()
    assert (first.outcome, first.warc) == (Fetch.ROBOTS, "")
    assert (second.outcome, second.cause, second.reason) == (
        Fetch.FAILED, Cause.DNS, "域名无法解析(NXDOMAIN)",
    )  # fmt: skip
    assert not list(night.config.evidence_folder.glob("*"))


def test_a_failed_commit_is_told_once_and_loses_nothing_committed(
    nights: Any, reader: PageReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = nights()
    record(night, reader, answer(night))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("store.evidence.WarcFile.flush", full)
        again = [answer(night, b"x%d" % n, url=f"{HOME}{n}") for n in range(60)]
        lost = record(night, reader, *again)
    assert [type(error) for error in lost] == [OSError]
    assert {c.url for c in snapshot_of(night).captures()} == {HOME}
    assert record(night, reader, *(dataclasses.replace(each) for each in again)) == []
    assert len(list(snapshot_of(night).captures())) == 61
