"""A portal that does everything wrong, some of it without end. Loopback only.

Own code on asyncio streams: no HTTP library lets one write such answers.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.portal.hostile_pages import TEXT, answer, page, redirect, static
from tests.portal.server import in_thread, sockets

Reply = Callable[[str, asyncio.StreamWriter], Awaitable[None]]

#: Prefixes of what has no end, with the address where it begins.
ENDLESS = {
    "/list/": "/list/1.html",
    "/cal": "/cal?y=2018&m=12",
    "/deep/": "/deep/",
    "/session": "/session?jsessionid=1",
    "/redirect/chain/": "/redirect/chain/0",
    "/filter": "/filter?a=0&b=0",
}
#: What never finishes answering, or answers by breaking the connection.
BROKEN = ("/slow/drip.html", "/slow/header.html", "/slow/silent.html", "/reset.html")


@dataclass
class Hostile:
    """The running portal: its port and what was asked."""

    port: int
    hits: Counter[str] = field(default_factory=Counter)
    _pages: dict[str, bytes] = field(default_factory=static)
    _session: int = 1000

    @property
    def start_url(self) -> str:
        """The home page, by address: no name server is needed."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses that the home page links to."""
        return (*self._pages, *ENDLESS.values(), *BROKEN, "/busy/long.html")

    def home(self) -> bytes:
        """A page with a link to everything."""
        links = "".join(f'<li><a href="{a}">{a}</a></li>\n' for a in self.addresses)
        return answer(page("恶意门户", f"<ul>{links}</ul>"))

    def finite(self, path: str) -> bytes:
        """The raw answer to a path that is answered at once."""
        if path == "/":
            return self.home()
        if path == "/busy/long.html":
            return answer(b"", "", "503 Service Unavailable", Retry_After="86400")
        if path in self._pages:
            return self._pages[path]
        return self._generated(path)

    def _generated(self, path: str) -> bytes:
        """The next page of what has no end."""
        numbers = [int(n) for n in re.findall(r"\d+", path)]
        if path.startswith("/list/"):
            number = numbers[0] if numbers else 1
            items = "".join(
                f"<li><a href='/item/{number}-{n}.html'>第{number}页第{n}条</a> 2018-01-01</li>"
                for n in range(3)
            )
            more = f"<a href='/list/{number + 1}.html'>下一页</a>"
            return answer(page(f"列表第{number}页", f"<ul>{items}</ul>{more}"))
        if path.startswith("/redirect/chain/"):
            return redirect(f"/redirect/chain/{numbers[0] + 1 if numbers else 1}")
        if path.startswith("/cal"):
            year, month = ([*numbers, 2018, 12])[:2]
            year, month = (year + 1, 1) if month >= 12 else (year, month + 1)
            return answer(page("日历", f"<a href='/cal?y={year}&m={month}'>下一月</a>"))
        if path.startswith("/deep/"):
            return answer(page("循环路径", "<a href='a/b/'>a</a> <a href='../deep/c/'>b</a>"))
        if path.startswith("/session"):
            self._session += 1
            return answer(page("会话", f"<a href='/session?jsessionid={self._session}'>本页</a>"))
        if path.startswith("/filter"):
            first, second = ([*numbers, 0, 0])[:2]
            links = (f"/filter?a={first + 1}&b={second}", f"/filter?b={second + 1}&a={first}")
            return answer(page("筛选", "".join(f"<a href='{link}'>筛选</a>" for link in links)))
        if path.startswith(("/item/", "/many/")):
            return answer(page(f"条目{path}", f"<p>{TEXT}</p>"))
        return answer(b"<h1>404</h1>", status="404 Not Found")


async def _drip() -> AsyncIterator[bytes]:
    """A body that never ends, a few bytes at a time."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>"
    while True:
        await asyncio.sleep(0.2)
        yield b"<p>x</p>"


async def _endless_header() -> AsyncIterator[bytes]:
    """A header that never ends."""
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        await asyncio.sleep(0.2)
        yield b"X-More: y\r\n"


async def _silence() -> AsyncIterator[bytes]:
    """A connection that is accepted and never answered."""
    await asyncio.sleep(3600)
    yield b""


SLOW = {
    "/slow/drip.html": _drip,
    "/slow/header.html": _endless_header,
    "/slow/silent.html": _silence,
}


async def _serve(
    state: Hostile, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """One request, one answer, connection closed."""
    try:
        request = await reader.readuntil(b"\r\n\r\n")
        path = request.split(b" ", 2)[1].decode("latin-1")
        state.hits[path] += 1
        if path in SLOW:
            async for piece in SLOW[path]():
                writer.write(piece)
                await writer.drain()
        elif path == "/reset.html":
            _reset(writer)
        else:
            writer.write(_closing(state.finite(path)))
            await writer.drain()
            if path.startswith(("/length/huge", "/chunk/cut")):
                await asyncio.sleep(2)
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return  # the client went away: nothing is owed to it
    finally:
        writer.close()


def _closing(raw: bytes) -> bytes:
    """The answer with "Connection: close", where there is a header to put it in."""
    if not raw.startswith(b"HTTP/1.1"):
        return raw
    line, _, rest = raw.partition(b"\r\n")
    return line + b"\r\nConnection: close\r\n" + rest


def _reset(writer: asyncio.StreamWriter) -> None:
    """Closes so that the client sees a reset (RST) instead of an end."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@contextmanager
def hostile(port: int = 0) -> Iterator[Hostile]:
    """Serves the hostile portal on 127.0.0.1 and ::1 while the context lasts."""
    listeners = sockets(port)
    state = Hostile(listeners[0][1].getsockname()[1])

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _serve(state, reader, writer)

    async def start() -> list[asyncio.Server]:
        return [await asyncio.start_server(client, sock=one) for _, one in listeners]

    async def stop(servers: list[asyncio.Server]) -> None:
        for server in servers:
            server.close()
        await asyncio.sleep(0)

    with in_thread("hostile") as loop:
        servers = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
        try:
            yield state
        finally:
            asyncio.run_coroutine_threadsafe(stop(servers), loop).result(10)
