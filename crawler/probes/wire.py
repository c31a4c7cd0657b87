"""One connection to one literal address: no fallback, no racing of families, peer kept as proof.

Internet.nl's lesson: a client that may fall back to IPv4 proves nothing about IPv6. Every
function here takes the address to connect to; the name only goes into Host and SNI.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import ssl
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from socket import (
    AF_INET,
    IPPROTO_TCP,
    TCP_INFO,
    AddressFamily,
    socket,
)
from types import MappingProxyType
from typing import Any, Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from crawler.probes.failures import family_of, word_for

#: Seconds for one TCP (and TLS) connect, seconds for one whole fetch.
CONNECT, FETCH = 5.0, 15.0
#: Seconds for which the farewell of a TLS connection is waited for.
FAREWELL: Final = 1.0
#: Bytes of a body that are read and compared, as internet.nl does.
BODY_LIMIT: Final = 500_000

#: Port that an address names → port that is connected to. Empty but in a laboratory.
Ports = Mapping[int, int]
STANDARD: Final[Ports] = MappingProxyType({})


@dataclass(frozen=True)
class Knock:
    """One TCP connect: ``error`` is "" when the port is open, ``ms`` its duration.

    ``resent`` is how many packets had to be sent again before it was open.
    """

    error: str
    ms: float
    peer: str = ""
    local: str = ""
    resent: int = 0


@dataclass(frozen=True)
class Answer:
    """One HTTP response, or why there is none: ``error`` is a word, ``detail`` the library's text.

    ``tls`` is "" for http, "ok", or what is wrong with the certificate; in that case the page was
    fetched all the same without verification. ``ms`` is the time to the last byte read, ``first``
    that to the head of the answer, both from before connecting.
    """

    url: str
    address: str
    status: int | None = None
    error: str = ""
    detail: str = ""
    tls: str = ""
    peer: str = ""
    location: str = ""
    media: str = ""
    body: bytes = b""
    ms: float = 0.0
    first: float = 0.0
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def works(self) -> bool:
        """There was a response with a success or redirect status."""
        return self.status is not None and self.status < 400

    def record(self) -> dict[str, Any]:
        """The JSON-able facts, without the body."""
        kept = {
            "url": self.url, "address": self.address, "status": self.status, "error": self.error,
            "detail": self.detail, "tls": self.tls, "peer": self.peer, "location": self.location,
            "ms": round(self.ms, 1), "first": round(self.first, 1) or "",
        }  # fmt: skip
        return {key: value for key, value in kept.items() if value not in ("", None)}


class Pace:
    """At most ``rate`` requests a second, the crawl's own; probes run one after the other."""

    def __init__(self, rate: float) -> None:
        self._gap = 1.0 / rate
        self._next = 0.0

    async def turn(self) -> None:
        """Wait until the next request may go out."""
        wait = self._next - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        self._next = time.monotonic() + self._gap


async def knock(address: str, port: int, ports: Ports = STANDARD) -> Knock:
    """Connect once to an address over TCP and hang up."""
    port = ports.get(port, port)
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(CONNECT):
            _, writer = await asyncio.open_connection(address, port)
    except OSError as error:
        return Knock(word_for(error, address), _since(begun))
    took = _since(begun)
    peer, local = (str(writer.get_extra_info(key)[0]) for key in ("peername", "sockname"))
    resent = _resent(writer.get_extra_info("socket"))
    writer.close()
    with contextlib.suppress(OSError):  # the other side hung up first: the port was open
        await writer.wait_closed()
    return Knock("", took, peer, local, resent)


async def fetch(
    url: str, address: str, user_agent: str, method: str = "GET", ports: Ports = STANDARD
) -> Answer:
    """Ask one address for a URL, redirects not followed, at most ``BODY_LIMIT`` bytes."""
    asking = _Asking(url, address, user_agent, method, ports)
    answer = await asking.once(verifying())
    if not answer.error.startswith("certificate"):
        return answer
    again = await asking.once(lenient())
    return Answer(**{**vars(again), "tls": answer.detail or answer.error})


@dataclass
class _Line:
    """The sockets a session opened, so that the peer can be read while one is connected."""

    sockets: list[socket] = field(default_factory=list)
    peer: str = ""

    def open(self, info: Any) -> socket:
        made = socket(info[0], info[1], info[2])
        made.setblocking(False)
        self.sockets.append(made)
        return made

    async def note(self, *_: object) -> None:
        self.peer = str(self.sockets[-1].getpeername()[0]) if self.sockets else ""

    async def gone(self) -> None:
        """Wait until the sockets are closed: of TLS the session does not wait for the farewell."""
        with contextlib.suppress(TimeoutError):  # a side that is silent is left
            async with asyncio.timeout(FAREWELL):
                while any(each.fileno() != -1 for each in self.sockets):
                    await asyncio.sleep(0.005)


class _Pinned(AbstractResolver):
    """Every name is the one address."""

    def __init__(self, address: str, ports: Ports) -> None:
        self._address = address
        self._ports = ports

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AF_INET
    ) -> list[ResolveResult]:
        kind = family_of(self._address)
        return [
            ResolveResult(
                hostname=host,
                host=self._address,
                port=self._ports.get(port, port),
                family=kind,
                proto=0,
                flags=0,
            )
        ]

    async def close(self) -> None:
        """Nothing is held."""


@dataclass(frozen=True)
class _Asking:
    """One request to one address, which may be made again without verifying the certificate."""

    url: str
    address: str
    user_agent: str
    method: str
    ports: Ports

    async def once(self, context: ssl.SSLContext) -> Answer:
        line, begun = _Line(), time.perf_counter()
        asked = Answer(self.url, self.address)
        try:
            async with self._session(line, context) as session:
                return replace(await self._answer(session, begun), peer=line.peer)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            word, took = word_for(error, self.address), _since(begun)
            return replace(asked, error=word, detail=str(error), peer=line.peer, ms=took)
        finally:
            await line.gone()

    async def _answer(self, session: aiohttp.ClientSession, begun: float) -> Answer:
        asking = session.request(self.method, URL(self.url, encoded=True), allow_redirects=False)
        async with asking as response:
            first = _since(begun)
            body = await _read(response)
        return Answer(
            self.url, self.address, status=response.status,
            tls="ok" if self.url.startswith("https:") else "",
            location=response.headers.get("Location", ""),
            media=response.headers.get("Content-Type", ""), body=body, ms=_since(begun), first=first,
            headers=tuple(response.headers.items()),
        )  # fmt: skip

    def _session(self, line: _Line, context: ssl.SSLContext) -> aiohttp.ClientSession:
        trace = aiohttp.TraceConfig()
        trace.on_request_headers_sent.append(line.note)
        connector = aiohttp.TCPConnector(
            resolver=_Pinned(self.address, self.ports), use_dns_cache=False,
            happy_eyeballs_delay=None, force_close=True, ssl=context, socket_factory=line.open,
            family=family_of(self.address),
        )  # fmt: skip
        return aiohttp.ClientSession(
            connector=connector, trace_configs=[trace], trust_env=False,
            timeout=aiohttp.ClientTimeout(total=FETCH, sock_connect=CONNECT),
            headers={"User-Agent": self.user_agent, "Accept": "text/html,*/*;q=0.5"},
            cookie_jar=aiohttp.DummyCookieJar(),
        )  # fmt: skip


async def _read(response: aiohttp.ClientResponse) -> bytes:
    parts: list[bytes] = []
    left = BODY_LIMIT
    async for part in response.content.iter_any():
        parts.append(part[:left])
        left -= len(parts[-1])
        if not left:
            break
    return b"".join(parts)


@functools.cache  # reading all authorities of the system takes forty milliseconds
def verifying() -> ssl.SSLContext:
    """Trusts the authorities of this machine, as the crawl's reader does."""
    return ssl.create_default_context()


@functools.cache
def lenient() -> ssl.SSLContext:
    """Accepts any certificate and old servers: to see the page, never to vouch for it."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context


def _resent(connected: Any) -> int:
    """The kernel's count of packets sent again, ``tcpi_total_retrans`` (tcp(7), linux/tcp.h)."""
    return int.from_bytes(connected.getsockopt(IPPROTO_TCP, TCP_INFO, 104)[100:], sys.byteorder)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
