"""Serves a portal on 127.0.0.1 and ::1 at one port, in a thread of its own or blocking.

Own code on aiohttp's low-level server: no routes, no middleware, so that the portal is never
the slow side of a measurement.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import gzip
import hashlib
import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.portal.assets import NOT_FOUND
from tests.portal.certificates import server_context
from tests.portal.model import Portal, Resource

SESSION = re.compile(r";jsessionid=[0-9A-Za-z]+|(?<=[?&])jsessionid=[0-9A-Za-z]+&?")
_SQUEEZED: dict[int, tuple[bytes, bytes]] = {}


@dataclass
class Served:
    """A running server: where it listens and what was asked of it."""

    portal: Portal
    port: int
    reference_port: int  # of another host, which always answers over IPv6
    ipv6: bool  # whether ::1 listens
    tls_port: int = 0  # where it speaks TLS; 0 when it does not
    hits: Counter[tuple[int, str]] = field(default_factory=Counter)  # (4|6, raw path) → requests
    _once: set[str] = field(default_factory=set)

    @property
    def start_url(self) -> str:
        """The home page by the portal's name."""
        return f"http://{self.portal.host}:{self.port}/"

    @property
    def local_url(self) -> str:
        """The home page by address, for clients without the portal's name server."""
        return f"http://127.0.0.1:{self.port}/"

    def _made(self, host: str, raw: str, path: str) -> Resource | None:
        """What no file holds: pages of other sites, and results of the search."""
        if host in self.portal.foreign:
            return missing() if raw == "/robots.txt" else self.portal.foreign[host]
        if self.portal.search is not None and path.startswith("/so/index.jsp?"):
            return self.portal.search(path.partition("?")[2])
        return None

    def find(self, family: int, raw: str, host: str = "") -> Resource:
        """The answer to a raw path over a family (4 or 6); ``host`` is one of the further hosts."""
        path = SESSION.sub("", raw).rstrip("?&") if "jsessionid" in raw else raw
        if (made := self._made(host, raw, path)) is not None:
            return made
        if host in self.portal.further_hosts:
            path = f"//{host}{path}"
        over = self.portal.ipv6
        if family == 6:
            if over.every is not None:
                return over.every
            if path in over.answers:
                return over.answers[path]
            if over.missing and path.startswith(over.missing):
                return missing()
        found = self.portal.files.get(path)
        if found is None and path.partition("?")[0] != path:
            found = self.portal.files.get(path.partition("?")[0])
        if found is None:
            return self.portal.missing or missing()
        if found.once and path not in self._once:
            self._once.add(path)
            return Resource(b"busy", "text/plain", found.once, {"Retry-After": "1"})
        return found


def missing() -> Resource:
    """What is said of an address that does not exist."""
    return Resource(NOT_FOUND.encode(), status=404)


def _handler(served: Served, family: int) -> web.Server:
    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        raw = request.raw_path
        if raw.startswith("http://"):
            raw = "/" + raw.split("/", 3)[-1]
        served.hits[family, raw] += 1
        found = served.find(family, raw, request.headers.get("Host", "").partition(":")[0])
        if found.delay:
            await asyncio.sleep(found.delay)
        return _answer(request, found)

    return web.Server(handle, access_log=None)


def _answer(request: web.BaseRequest, found: Resource) -> web.Response:
    tag = f'"{hashlib.blake2b(found.body, digest_size=8).hexdigest()}"'
    stamp = email.utils.format_datetime(found.modified, usegmt=True)
    headers = {"Content-Type": found.media, "ETag": tag, "Last-Modified": stamp, "Server": "nginx"}
    headers |= found.headers
    if found.status == 200 and _unchanged(request, tag, found.modified):
        return web.Response(status=304, headers=headers)
    body = found.body
    if "gzip" in request.headers.get("Accept-Encoding", "") and found.media.startswith("text/"):
        body = _squeezed(body)
        headers["Content-Encoding"] = "gzip"
    return web.Response(status=found.status, body=body, headers=headers)


def _unchanged(request: web.BaseRequest, tag: str, modified: dt.datetime) -> bool:
    asked = request.headers.get("If-None-Match")
    if asked is not None:  # RFC 9110 13.1.3: If-Modified-Since is ignored beside it
        return tag in asked or asked == "*"
    since = request.headers.get("If-Modified-Since")
    return since is not None and email.utils.parsedate_to_datetime(since) >= modified


def _squeezed(body: bytes) -> bytes:
    kept = _SQUEEZED.get(id(body))
    if kept is None or kept[0] is not body:
        kept = (body, gzip.compress(body, 5, mtime=0))
        _SQUEEZED[id(body)] = kept
    return kept[1]


def sockets(port: int, ipv6: bool = True) -> list[tuple[int, socket.socket]]:
    """Listening sockets of both families at one port; port 0 takes one that both have free."""
    for _ in range(50):
        four = _listen(socket.AF_INET, "127.0.0.1", port)
        if not ipv6:
            return [(4, four)]
        try:
            return [(4, four), (6, _listen(socket.AF_INET6, "::1", four.getsockname()[1]))]
        except OSError:
            four.close()
            if port:
                raise
    raise OSError("no port is free on both 127.0.0.1 and ::1")


def _listen(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family is socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((host, port))
        made.listen(512)
    except OSError:
        made.close()
        raise
    return made


@contextmanager
def in_thread(name: str) -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop that runs in a daemon thread until the context ends, leaving nothing open."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name=name, daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _cancel_all() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _reference(request: web.BaseRequest) -> web.StreamResponse:
    """What a host answers by which a vantage point proves that it can reach IPv6."""
    return web.Response(text="ok")


@contextmanager
def serving(portal: Portal, port: int = 0) -> Iterator[Served]:
    """Serves the portal while the context lasts; a free port by default.

    A portal that does not listen over IPv6 gets a port at which ::1 refuses connections.
    """
    listeners = sockets(port)
    number = listeners[0][1].getsockname()[1]
    if not portal.ipv6.listening:
        listeners.pop()[1].close()
    reference = _listen(socket.AF_INET6, "::1", 0)
    secure = _listen(socket.AF_INET, "127.0.0.1", 0) if portal.tls else None
    tls_port = secure.getsockname()[1] if secure is not None else 0
    served = Served(portal, number, reference.getsockname()[1], portal.ipv6.listening, tls_port)

    async def start() -> list[web.ServerRunner]:
        runners = []
        if secure is not None:
            runner = web.ServerRunner(_handler(served, 4), shutdown_timeout=1)
            await runner.setup()
            context = server_context(portal.tls)
            await web.SockSite(runner, secure, ssl_context=context).start()
            runners.append(runner)
        handlers = [(_handler(served, family), listener) for family, listener in listeners]
        for handler, listener in (*handlers, (web.Server(_reference, access_log=None), reference)):
            runner = web.ServerRunner(handler, shutdown_timeout=1)
            await runner.setup()
            await web.SockSite(runner, listener).start()
            runners.append(runner)
        return runners

    with in_thread("portal") as loop:
        runners = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
        try:
            yield served
        finally:
            for runner in runners:
                asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
