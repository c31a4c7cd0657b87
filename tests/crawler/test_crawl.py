"""Whole crawls of small portals on loopback: every address ends with an outcome and a reason."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.page_reader import PageReader
from crawler.run import collect
from store.bodies import BodyStore
from store.config import load
from store.loading import snapshot_of
from store.nights import Night, State, open_night
from store.snapshot import Capture, Snapshot
from store.vocabulary import Cause, Fetch
from tests.crawler.small_site import Reply, SmallSite, serving, write_config
from tests.store.test_evidence import warcio_check

HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as pool:
        yield pool


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries come at once; how long they wait is a matter of ``test_politeness``."""
    monkeypatch.setattr("crawler.spider.FIRST_RETRY", 0.01)


def links(*hrefs: str) -> Reply:
    items = "".join(f'<li><a href="{href}">通知公告{href}</a></li>' for href in hrefs)
    body = f"<html><head><title>首页</title></head><body><ul>{items}</ul></body></html>"
    return 200, HTML, body.encode()


Answers = dict[str, Reply | Callable[[SmallSite], Reply]]


class Crawled:
    """A night on a site that answers as told, 404 elsewhere."""

    def __init__(self, folder: Path, reader: PageReader, answers: Answers, **crawl: Any) -> None:
        def reply(path: str) -> Reply:
            found = answers.get(path, (404, {}, b""))
            return found(site) if callable(found) else found

        with serving(reply) as site:
            config = load(write_config(site, folder, **crawl))
            night = open_night(config, dt.datetime.now(dt.UTC))
            try:
                self.night: Night = collect(night, lambda step, done, total: None, reader)
                self.snapshot: Snapshot = snapshot_of(self.night)
                self.bodies = BodyStore(night.engine, config.evidence_folder)
                self.stored = {
                    c.url: self.bodies.body(c.digest) for c in self.snapshot.captures() if c.digest
                }
            finally:
                night.engine.dispose()
        self.asked = site.asked
        self.root = site.start_url.rstrip("/")

    def __getitem__(self, path: str) -> Capture:
        return {c.url: c for c in self.snapshot.captures()}[self.root + path]

    def ending(self, path: str) -> tuple[Fetch, Cause | None]:
        return self[path].outcome, self[path].cause


def test_a_busy_server_is_asked_again(tmp_path: Path, reader: PageReader) -> None:
    def busy(site: SmallSite) -> Reply:
        if site.asked["/busy"] < 3:
            return 503, {"Retry-After": "0"}, b"busy"
        return links()

    seen = Crawled(tmp_path, reader, {"/": links("/busy"), "/busy": busy}, retries=2)
    assert seen.ending("/busy") == (Fetch.FETCHED, None)
    assert seen.asked["/busy"] == 3


@pytest.mark.parametrize("value", ["²", "soon", "-1", "1e9", "", "Mon, 1 Jan 1990 00:00:00 GMT"])
def test_a_senseless_retry_after_holds_nothing_up(
    tmp_path: Path, reader: PageReader, value: str
) -> None:
    answers: Answers = {"/": links("/busy"), "/busy": (503, {"Retry-After": value}, b"")}
    seen = Crawled(tmp_path, reader, answers, retries=1)
    assert seen.ending("/busy") == (Fetch.FAILED, Cause.STATUS)
    assert seen.asked["/busy"] == 2


def test_a_host_that_sends_us_away_is_left_alone(tmp_path: Path, reader: PageReader) -> None:
    answers: Answers = {
        "/": links("/limit", *(f"/{n}" for n in range(150))),
        "/limit": (429, {"Retry-After": "86400"}, b""),
    }
    seen = Crawled(tmp_path, reader, answers, retries=2, concurrency=1)
    assert seen.asked["/limit"] == 1
    assert seen.ending("/limit") == (Fetch.FAILED, Cause.STATUS)
    assert seen.ending("/149") == (Fetch.FAILED, Cause.STATUS)
    assert "86400 秒" in seen["/149"].detail
    assert seen.asked["/149"] == 0


def test_robots_are_obeyed_and_kept_as_evidence(tmp_path: Path, reader: PageReader) -> None:
    rules = b"User-agent: *\nDisallow: /no/\n"
    answers: Answers = {"/": links("/no/a", "/yes"), "/robots.txt": (200, {}, rules)}
    seen = Crawled(tmp_path, reader, answers)
    assert seen.ending("/no/a") == (Fetch.ROBOTS, None)
    assert seen.asked["/no/a"] == 0
    assert seen.stored[f"{seen.root}/robots.txt"] == rules
    assert seen.asked["/robots.txt"] == 1


def test_unreadable_robots_close_the_site_in_words(tmp_path: Path, reader: PageReader) -> None:
    seen = Crawled(tmp_path, reader, {"/": links("/a"), "/robots.txt": (500, {}, b"")})
    assert seen.ending("/") == (Fetch.ROBOTS, None)
    assert "状态码 500" in seen["/"].detail
    assert seen.asked["/"] == 0
    assert seen.snapshot.run.coverage["share"] == 0.0


def test_redirects_end(tmp_path: Path, reader: PageReader) -> None:
    chain: Answers = {f"/r{n}": (302, {"Location": f"/r{n + 1}"}, b"") for n in range(20)}
    answers: Answers = {
        "/": links("/r0", "/self", "/loop1", "/nowhere", "/out"),
        "/self": (301, {"Location": "/self"}, b""),
        "/loop1": (301, {"Location": "/loop2"}, b""),
        "/loop2": (301, {"Location": "/loop1"}, b""),
        "/nowhere": (301, {}, b""),
        "/out": (302, {"Location": "http://127.0.0.2:9/"}, b""),
        **chain,
    }
    seen = Crawled(tmp_path, reader, answers)
    assert seen.ending("/r9") == (Fetch.REDIRECTED, None)
    assert seen.ending("/r10") == (Fetch.FAILED, Cause.HOPS)
    assert seen.asked["/r11"] == 0
    assert seen.ending("/self") == (Fetch.FAILED, Cause.HOPS)
    assert seen.ending("/loop1") == seen.ending("/loop2") == (Fetch.REDIRECTED, None)
    assert not seen.snapshot.capture(f"{seen.root}/loop1").has_body
    assert seen.ending("/nowhere") == (Fetch.FAILED, Cause.BROKEN)
    assert seen["/out"].redirect_to == "http://127.0.0.2:9/"
    assert max(seen.asked.values()) == 1


@pytest.mark.parametrize(
    ("limits", "cause"),
    [({"max_pages": 10}, Cause.PAGES), ({"max_bytes": 3_000}, Cause.BYTES)],
)
def test_budgets_end_a_night_and_say_so(
    tmp_path: Path, reader: PageReader, limits: dict[str, Any], cause: Cause
) -> None:
    paths = [f"/{n}.html" for n in range(100)]
    answers: Answers = {"/": links(*paths), **{path: links() for path in paths}}
    seen = Crawled(tmp_path, reader, answers, concurrency=1, **limits)
    causes = seen.snapshot.run.coverage["causes"]
    assert causes.keys() == {"status", cause}  # robots.txt answers 404
    assert seen.snapshot.run.coverage["discovered"] == 102
    assert 0 < seen.asked.total() < 102
    assert seen.night.state is State.CRAWLED


def test_outside_its_window_nothing_is_asked(
    tmp_path: Path, reader: PageReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.feeder.in_window", lambda window, now: False)
    seen = Crawled(tmp_path, reader, {"/": links()})
    assert seen.ending("/") == (Fetch.OVER_BUDGET, Cause.WINDOW)
    assert seen.asked.total() == 0


def test_coded_bodies_are_stored_as_people_see_them(tmp_path: Path, reader: PageReader) -> None:
    status, headers, body = links("/a")
    coded = (status, {**headers, "Content-Encoding": "gzip"}, gzip.compress(body))
    bomb = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"0" * 5_000_000))
    torn = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(body)[:40])
    answers: Answers = {"/": links("/coded", "/bomb", "/torn"), "/coded": coded, "/bomb": bomb}
    seen = Crawled(tmp_path, reader, {**answers, "/torn": torn}, max_body=1_000_000)
    assert seen.stored[f"{seen.root}/coded"] == body
    assert seen.ending("/a") == (Fetch.FAILED, Cause.STATUS)
    assert seen.ending("/bomb") == (Fetch.FAILED, Cause.TOO_LARGE)
    assert seen["/torn"].outcome in (Fetch.FAILED, Fetch.FETCHED)
    file = seen.night.config.evidence_folder / seen["/coded"].warc
    assert warcio_check(file) == 0
    with file.open("rb") as stream:
        kept = {
            record.rec_headers.get_header("WARC-Target-URI"): record.http_headers
            for record in ArchiveIterator(stream)
            if record.rec_type == "response"
        }
    assert kept[f"{seen.root}/coded"].get_header("X-Archived-Content-Encoding") == "gzip"


def test_refused_clients_and_errors_are_told_apart(tmp_path: Path, reader: PageReader) -> None:
    answers: Answers = {
        "/": links("/412", "/521", "/403", "/404", "/500", "/304", "/204"),
        **{f"/{status}": (status, HTML, b"") for status in (412, 521, 403, 404, 500, 304, 204)},
    }
    seen = Crawled(tmp_path, reader, answers)
    assert {path: seen.ending(path)[1] for path in ("/412", "/521", "/403", "/404", "/500")} == {
        "/412": Cause.BLOCKED, "/521": Cause.BLOCKED,
        "/403": Cause.STATUS, "/404": Cause.STATUS, "/500": Cause.STATUS,
    }  # fmt: skip
    assert seen.ending("/304") == (Fetch.FAILED, Cause.BROKEN)
    assert seen.ending("/204") == (Fetch.FETCHED, None)


@pytest.mark.parametrize("coding", ["gbk", "utf-8"])
def test_headers_may_be_written_in_any_encoding(
    tmp_path: Path, reader: PageReader, coding: str
) -> None:
    name, folder = (words.encode(coding).decode("latin-1") for words in ("预算.txt", "/公开"))
    sent = {**HTML, "Content-Disposition": f"inline; filename={name}"}
    answers: Answers = {
        "/": links("/named", "/moved"),
        "/named": (200, sent, links("/beyond")[2]),
        "/moved": (302, {"Location": folder}, b""),
        quote("/公开".encode(coding)): links(),
    }
    seen = Crawled(tmp_path, reader, answers)
    assert seen.ending("/named") == (Fetch.FETCHED, None)
    assert seen.asked["/beyond"] == 1
    assert seen.snapshot.capture(f"{seen.root}/moved").outcome is Fetch.FETCHED
    assert warcio_check(seen.night.config.evidence_folder / seen["/named"].warc) == 0
