"""Links to other sites, tried against servers on loopback: what is asked, how often, what is kept."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from crawler.outward import in_turn, try_links
from crawler.probes.wire import Answer
from crawler.reading import read_page
from crawler.surroundings import Outgoing
from store.config import Config, Crawl, Network
from store.config import Portal as PortalSetting
from store.facts import PageFacts
from store.snapshot import PastProbe, Probe
from tests.portal.content import zone
from tests.portal.dns_server import resolving
from tests.portal.model import HOST
from tests.portal.server import in_thread

HOSTS = ("a.example.com", "b.example.com", "c.example.com")
PAGE = "<html lang=zh-CN><head><meta charset=utf-8><title>{}</title></head><body><p>{}</p></body></html>"
Handler = Callable[[web.BaseRequest], web.Response]


def page(title: str = "省艺术家协会", text: str = "通知公告", status: int = 200) -> web.Response:
    return web.Response(text=PAGE.format(title, text), content_type="text/html", status=status)


@dataclass
class Elsewhere:
    """Other people's servers: what they answer by host and path, and what they were asked."""

    answers: dict[str, Handler] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    busy: Counter[str] = field(default_factory=Counter)
    together: int = 0  # most requests to one host at a time

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        host = request.headers["Host"]
        self.asked.append(f"{request.method} {host}{request.raw_path}")
        self.busy[host] += 1
        self.together = max(self.together, self.busy[host])
        await asyncio.sleep(0.01)
        self.busy[host] -= 1
        answer = self.answers.get(host + request.raw_path) or self.answers.get(host)
        if answer is None or (request.raw_path == "/robots.txt" and host in self.answers):
            plain = self.answers.get(host + request.raw_path)
            return plain(request) if plain else page("404", "页面不存在", 404)
        return answer(request)


@contextmanager
def served(where: Elsewhere) -> Iterator[Config]:
    names = zone()
    for host in HOSTS:
        names.records[host] = {"A": ["127.0.0.1"]}
    one = socket.socket()
    one.bind(("127.0.0.1", 0))
    port = one.getsockname()[1]

    async def start() -> web.ServerRunner:
        runner = web.ServerRunner(web.Server(where.handle, access_log=None), shutdown_timeout=1)
        await runner.setup()
        await web.SockSite(runner, one).start()
        return runner

    with resolving(names) as dns, in_thread("elsewhere") as loop:
        runner = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
        try:
            yield Config(
                portal=PortalSetting(name="省文化厅", start_url=f"http://{HOST}/", hosts=(HOST,)),
                crawl=Crawl(rate=1000),
                network=Network(nameservers=(dns.nameserver,), ports={"80": port}),
            )
        finally:
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)


class Kept:
    """Notes what would be archived."""

    def __init__(self) -> None:
        self.urls: list[str] = []

    def keep(self, url: str, answer: Answer, at: dt.datetime) -> dict[str, Any]:
        self.urls.append(url)
        return {"warc": "w", "offset": len(self.urls), "length": 1, "id": "x"}


async def read(body: bytes, media: str) -> PageFacts:
    return read_page(body, media)


def tried(where: Elsewhere, *urls: str) -> dict[str, dict[str, Any]]:
    """What is told of each link, by its target."""
    links = [Outgoing(url, url, "某链接", [f"http://{HOST}/"]) for url in urls]
    kept: Any = Kept()
    with served(where) as config:
        probe = asyncio.run(try_links(config, links, len(links), read, kept))
    assert probe.data["tried"] == len(links)
    return {entry["target"]: entry for entry in probe.data["links"]}


A = "http://a.example.com/"


def test_a_page_is_read_archived_and_described() -> None:
    where = Elsewhere({"a.example.com": lambda _: page()})
    entry = tried(where, A)[A]
    assert (entry["status"], entry["quality"], entry["blocked"]) == (200, "good", False)
    assert (entry["shown"]["title"], entry["shown"]["lang"]) == ("省艺术家协会", "zh-CN")
    assert entry["digest"].startswith("sha256:")
    assert entry["record"]["warc"] == "w"
    assert where.asked == [
        "GET a.example.com/robots.txt", "HEAD a.example.com/", "GET a.example.com/",
    ]  # fmt: skip


def test_of_a_file_only_the_head_is_asked_for() -> None:
    where = Elsewhere(
        {"a.example.com": lambda _: web.Response(body=b"%PDF", content_type="application/pdf")}
    )
    entry = tried(where, A + "1.pdf")[A + "1.pdf"]
    assert (entry["status"], entry["method"], "shown" in entry) == (200, "HEAD", False)
    assert not any(line.startswith("GET a.example.com/1") for line in where.asked)


def test_a_host_that_refuses_head_is_asked_with_get() -> None:
    def no_head(request: web.BaseRequest) -> web.Response:
        return page("禁止", status=405) if request.method == "HEAD" else page()

    entry = tried(Elsewhere({"a.example.com": no_head}), A)[A]
    assert (entry["status"], entry["method"]) == (200, "GET")


def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    rules = web.Response
    where = Elsewhere({
        "a.example.com": lambda _: page(),
        "a.example.com/robots.txt": lambda _: rules(text="User-agent: *\nDisallow: /zt/"),
    })  # fmt: skip
    found = tried(where, A + "zt/1.html", A)
    assert found[A + "zt/1.html"]["error"] == "robots"
    assert found[A]["status"] == 200
    assert not any("/zt/" in line for line in where.asked)


def test_a_robots_txt_that_fails_closes_the_host() -> None:
    where = Elsewhere({
        "a.example.com": lambda _: page(),
        "a.example.com/robots.txt": lambda _: web.Response(status=500),
    })  # fmt: skip
    assert tried(where, A)[A]["error"] == "robots"
    assert where.asked == ["GET a.example.com/robots.txt"]


def test_redirects_are_followed_to_other_hosts() -> None:
    def away(_: web.BaseRequest) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://b.example.com/new/"})

    where = Elsewhere({"a.example.com": away, "b.example.com": lambda _: page("新站")})
    entry = tried(where, A)[A]
    assert entry["hops"] == ["http://b.example.com/new/"]
    assert (entry["final"], entry["shown"]["title"]) == ("http://b.example.com/new/", "新站")
    assert "GET b.example.com/robots.txt" in where.asked  # the other host's rules count too


def test_a_ring_of_redirects_ends() -> None:
    def ring(request: web.BaseRequest) -> web.Response:
        place = "/1" if request.raw_path == "/2" else "/2"
        return web.Response(status=302, headers={"Location": place})

    entry = tried(Elsewhere({"a.example.com": ring}), A + "1")[A + "1"]
    assert entry["error"] == "redirects"


def test_a_host_that_asks_for_rest_gets_it() -> None:
    where = Elsewhere({"a.example.com": lambda _: page("忙", status=503)})
    found = tried(where, *(f"{A}{n}" for n in range(5)))
    assert sum(entry.get("status") == 503 for entry in found.values()) == 1
    assert [e["error"] for e in found.values() if "error" in e] == ["told-to-wait"] * 4


def test_one_request_at_a_time_to_a_host_several_hosts_beside_each_other() -> None:
    where = Elsewhere({host: lambda _: page() for host in HOSTS})
    tried(where, *(f"http://{host}/{n}" for host in HOSTS for n in range(4)))
    assert where.together == 1
    assert Counter(line.split()[1] for line in where.asked)["a.example.com/robots.txt"] == 1


def test_names_that_do_not_resolve_say_why() -> None:
    where = Elsewhere()
    found = tried(where, f"http://gone.{HOST}/", "http://refused.example.org/")
    assert "NXDOMAIN" in found[f"http://gone.{HOST}/"]["error"]
    assert "REFUSED" in found["http://refused.example.org/"]["error"]
    assert where.asked == []


@pytest.mark.parametrize("most", [1, 2, 3])
def test_what_failed_comes_first_then_what_was_never_tried(most: int) -> None:
    links = [Outgoing(f"http://{name}/", f"http://{name}/") for name in ("old", "failed", "new")]
    now = dt.datetime(2018, 12, 19, tzinfo=dt.UTC)
    entries = [
        {"target": "http://old/", "status": 200},
        {"target": "http://failed/", "error": "refused"},
    ]
    past = [PastProbe(1, now.date(), Probe("outbound-links", "", now, {"links": entries}))]
    assert [link.url for link in in_turn(links, past)[:most]] == [
        "http://failed/", "http://new/", "http://old/",
    ][:most]  # fmt: skip
