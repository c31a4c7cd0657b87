"""robots.txt (RFC 9309) of each host, fetched once a run, kept as evidence like any page."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable

from scrapy import Request
from scrapy.http import Response

from crawler.attempts import Attempt
from crawler.downloads import FIRST_RETRY, PASSING, RETRY_STATUSES, attempt_of, cause_of
from crawler.politeness import Host
from store.addresses import resolve
from store.bodies import BodyStore
from store.config import Crawl
from store.frontier import Frontier, Target
from store.vocabulary import Cause

#: RFC 9309 § 2.5: parsers read at least 500 KiB.
_MAX_BYTES = 512_000
#: RFC 9309 § 2.3.1.2: follow at least five redirects.
_MAX_HOPS = 5

#: Causes that speak of the host, not of its robots.txt.
_UNREACHABLE = frozenset({Cause.DNS, Cause.CONNECT, Cause.TLS, Cause.TIMEOUT})

Download = Callable[[str], Awaitable[tuple[Request, Response]]]


class RobotsReader:
    """Teaches hosts their rules."""

    def __init__(self, bodies: BodyStore, crawl: Crawl, download: Download) -> None:
        self._bodies = bodies
        self._crawl = crawl
        self._download = download

    async def learn(self, host: Host, target: Target, frontier: Frontier) -> Attempt | None:
        """Fetch a host's robots.txt; returns the attempt to record, None when it was stored before.

        Unavailable (4xx) means no rules; unreachable (5xx, no answer) means that nothing may be
        fetched (RFC 9309 § 2.3.1.3 and 2.3.1.4). Redirects without end count as unavailable
        (§ 2.3.1.2). Of a redirect the rules themselves are not stored, so they are asked again.
        """
        host.known = True
        url = resolve(target.url, "/robots.txt")
        status = self._bodies.status_of(frontier.run_id, url)
        if status is not None and (status < 300 or 400 <= status < 500):
            stored = self._bodies.of_url(frontier.run_id, url)
            host.learn(_text(stored or b""), self._crawl.user_agent)
            return None
        claimed = frontier.claim(url)
        attempt, response = await self._fetch(claimed)
        if response is None and attempt.cause in _UNREACHABLE:
            host.gone, host.gone_cause = attempt.detail, attempt.cause
        elif response is None:
            host.closed = f"robots.txt 无法读取({attempt.detail}),按规定不抓取"
        elif response.status >= 500:
            host.closed = f"robots.txt 返回状态码 {response.status},按规定不抓取"
        elif response.status < 300:
            host.learn(_text(response.body), self._crawl.user_agent)
        redirect_is_stored = status is not None and status < 400
        return None if redirect_is_stored else attempt

    async def _fetch(self, target: Target) -> tuple[Attempt, Response | None]:
        """The attempt at robots.txt itself, and the response at the end of its redirects."""
        attempt, response = await self._ask(target, target.url)
        url = target.url
        for _ in range(_MAX_HOPS):
            place = _redirect_of(url, response)
            if not place:
                break
            url = place
            _, response = await self._ask(target, url)
        return attempt, response

    async def _ask(self, target: Target, url: str) -> tuple[Attempt, Response | None]:
        """Ask for an address, again when the server is busy or does not answer."""
        number = 0
        while True:
            number += 1
            attempt, response = await self._ask_once(target, url, number)
            passing = attempt.cause in PASSING or attempt.status in RETRY_STATUSES
            if not passing or number > self._crawl.retries:
                return attempt, response
            await asyncio.sleep(FIRST_RETRY * 2 ** (number - 1))

    async def _ask_once(
        self, target: Target, url: str, number: int
    ) -> tuple[Attempt, Response | None]:
        started = dt.datetime.now(dt.UTC)
        try:
            request, response = await self._download(url)
        except Exception as error:
            cause, words = cause_of(error)
            return Attempt(target, started, attempts=number, cause=cause, detail=words), None
        return attempt_of(target, request, response, number), response


def _redirect_of(url: str, response: Response | None) -> str:
    """Where a response sends to; "" when it does not."""
    if response is None or not 300 <= response.status < 400:
        return ""
    location = (response.headers.get("Location") or b"").decode("latin-1")
    return resolve(url, location) if location else ""


def _text(body: bytes) -> str:
    return body[:_MAX_BYTES].decode("utf-8-sig", errors="replace")
