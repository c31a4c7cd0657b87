"""robots.txt: whatever the server says or does not say, and after a restart."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError
from scrapy.http import Response

import crawler.robots
from crawler.attempts import Attempt
from crawler.page_reader import PageReader
from crawler.pipeline import Pipeline
from crawler.politeness import Host
from crawler.recorder import CrawlRecorder
from crawler.robots import RobotsReader
from store.bodies import BodyStore
from store.config import Config, Crawl, Portal, Store
from store.frontier import Discovered, Frontier, Target
from store.nights import Night, open_night
from store.vocabulary import Cause

NOW = dt.datetime(2018, 6, 30, 18, 0, tzinfo=dt.UTC)
RULES = b"User-agent: *\nDisallow: /no/\nCrawl-delay: 7\n"
Answer = tuple[int, dict[str, str], bytes] | Exception


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds between tries are not what is tested here."""
    monkeypatch.setattr(crawler.robots, "FIRST_RETRY", 0.01)


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    portal = Portal(name="p", start_url="http://h.gov.cn/", hosts=("h.gov.cn",))
    store = Store(directory=str(tmp_path))
    opened = open_night(Config(portal=portal, store=store, folder=tmp_path), NOW)
    yield opened
    opened.engine.dispose()


class Server:
    """Answers by address; the last answer of a list is given again and again."""

    def __init__(self, answers: dict[str, list[Any]]) -> None:
        self.answers = {f"http://h.gov.cn/{name}": given for name, given in answers.items()}
        self.asked: list[str] = []

    async def download(self, url: str) -> tuple[Request, Response]:
        self.asked.append(url)
        given = self.answers[url]
        answer = given.pop(0) if len(given) > 1 else given[0]
        if isinstance(answer, Exception):
            raise answer
        status, headers, body = answer
        meta = {"started": NOW, "elapsed": 0.1, "raw_headers": list(headers.items())}
        coded = {name: value.encode("latin-1") for name, value in headers.items()}
        return Request(url, meta=meta), Response(url, status=status, headers=coded, body=body)


def learn(night: Night, server: Server, retries: int = 2) -> tuple[Host, Attempt | None]:
    host = Host("h.gov.cn", delay=0.5)
    frontier = Frontier(night.engine, night.run_id)
    bodies = BodyStore(night.engine, night.config.evidence_folder)
    reader = RobotsReader(bodies, Crawl(retries=retries), server.download)
    frontier.seed([Discovered("http://h.gov.cn/a", depth=0)])
    target = Target(1, "http://h.gov.cn/a", "h.gov.cn", 0, 0)
    return host, asyncio.run(reader.learn(host, target, frontier))


def allowed(host: Host) -> tuple[bool, bool]:
    """Whether an open and a forbidden address may be fetched."""
    urls = ("http://h.gov.cn/yes/", "http://h.gov.cn/no/")
    first, second = (not host.gone and host.allows(url, "Gongkai/1.0") for url in urls)
    return first, second


def answers(*given: Answer) -> Server:
    return Server({"robots.txt": list(given)})


OPEN, RULED, CLOSED = (True, True), (True, False), (False, False)
TIMEOUT = DownloadTimeoutError("slow")


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (answers((200, {}, RULES)), RULED),
        (answers((200, {}, b"\xef\xbb\xbf" + RULES)), RULED),
        (answers((200, {}, RULES.replace(b"\n", b"\r\n"))), RULED),
        (answers((200, {}, b"# \xb9\xab\n" + RULES)), RULED),
        (answers((200, {}, b"")), OPEN),
        (answers((200, {}, b"<html>404</html>")), OPEN),
        (answers((404, {}, RULES)), OPEN),
        (answers((403, {}, b"")), OPEN),
        (answers((500, {}, RULES)), CLOSED),
        (answers((503, {}, b"")), CLOSED),
        (answers(TIMEOUT), CLOSED),
        (answers(CannotResolveHostError("h")), CLOSED),
        (answers(TIMEOUT, TIMEOUT, (200, {}, RULES)), RULED),
        (answers((301, {}, b"")), OPEN),
        (answers((302, {"Location": "/robots.txt"}, b"")), OPEN),
        (answers((302, {"Location": "javascript:x"}, b"")), OPEN),
        (Server({"robots.txt": [(301, {"Location": "/r"}, b"")], "r": [(200, {}, RULES)]}), RULED),
        (Server({"robots.txt": [(301, {"Location": "/r"}, b"")], "r": [(404, {}, b"")]}), OPEN),
        (Server({"robots.txt": [(301, {"Location": "/r"}, b"")], "r": [(500, {}, b"")]}), CLOSED),
    ],
)  # fmt: skip
def test_what_the_server_says_decides(
    night: Night, server: Server, expected: tuple[bool, bool]
) -> None:
    host, attempt = learn(night, server)
    assert allowed(host) == expected
    assert host.known
    assert attempt is not None
    assert attempt.target.url == "http://h.gov.cn/robots.txt"
    assert len(server.asked) <= 9


def test_crawl_delay_is_obeyed(night: Night) -> None:
    assert learn(night, answers((200, {}, RULES)))[0].delay == 7.0


def test_what_could_not_be_read_is_told(night: Night) -> None:
    host, attempt = learn(night, answers(TIMEOUT), retries=0)
    assert "slow" in (host.gone or host.closed)
    assert attempt is not None
    assert attempt.cause is Cause.TIMEOUT


def record(night: Night, attempt: Attempt) -> None:
    async def put() -> None:
        with PageReader() as reader:
            lost: list[BaseException] = []
            pipeline = Pipeline(CrawlRecorder(night), reader, lambda made: None, lost.append)
            pipeline.put(attempt)
            await pipeline.close()
            assert lost == []

    asyncio.run(put())


@pytest.mark.parametrize(
    ("first", "again", "expected", "recorded_again"),
    [
        ((200, {}, RULES), False, RULED, False),
        ((404, {}, b""), False, OPEN, False),
        ((301, {"Location": "/r"}, b""), True, RULED, False),
        ((500, {}, b""), True, RULED, True),
    ],
)
def test_after_a_restart_it_is_asked_for_only_when_the_rules_are_not_stored(
    night: Night,
    first: Answer,
    again: bool,
    expected: tuple[bool, bool],
    recorded_again: bool,
) -> None:
    _, attempt = learn(night, Server({"robots.txt": [first], "r": [(200, {}, RULES)]}))
    assert attempt is not None
    record(night, attempt)
    follow = first if isinstance(first, tuple) and first[0] == 301 else (200, {}, RULES)
    server = Server({"robots.txt": [follow], "r": [(200, {}, RULES)]})
    host, second = learn(night, server)
    assert bool(server.asked) is again
    assert allowed(host) == expected
    assert (second is not None) is recorded_again
