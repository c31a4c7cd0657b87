"""Requests to other people's hosts: one at a time each, seldom, and only what robots.txt allows."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from crawler.politeness import Host
from crawler.probes.content import over
from crawler.probes.paths import Paths
from crawler.probes.reach import Visitor
from crawler.probes.wire import Answer, Pace

#: Words for answers that were not asked for.
FORBIDDEN: Final = "robots"
AWAY: Final = "told-to-wait"
#: Redirects of a robots.txt that are followed (RFC 9309, 2.3.1.2).
_HOPS: Final = 5
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
BUSY: Final = frozenset({429, 503})


@dataclass
class _Door:
    """One host: its rules, its pace, and whether anybody speaks to it now."""

    host: Host
    visitor: Visitor
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    gone: Answer | None = None  # how its robots.txt failed: nothing else will come


@dataclass(frozen=True)
class Outside:
    """Asks hosts that are not the portal's; different hosts may be asked beside each other.

    ``rate`` is requests a second of one host: half of what the portal itself is asked.
    """

    visitor: Visitor
    paths: Paths
    rate: float
    doors: dict[str, _Door] = field(default_factory=dict)

    async def ask(self, url: str, method: str = "GET") -> Answer:
        """One polite request over IPv4, or over IPv6 where that is the only way.

        ``error`` is "robots" when it is not allowed and "told-to-wait" when the host asked for
        rest before; otherwise as ``fetch`` says it. A host whose robots.txt could not be had for
        want of a connection answers with that failure.
        """
        door = self._door(url)
        async with door.turn:
            await self._learn(door, url)
            if door.gone is not None:
                return replace(door.gone, url=url)
            if door.host.gone:
                return Answer(url, "", error=AWAY, detail=door.host.gone)
            if not door.host.allows(url, door.visitor.user_agent):
                return Answer(url, "", error=FORBIDDEN, detail=door.host.closed)
            answer = await either(door.visitor, self.paths, url, method)
            if answer.status in BUSY:
                door.host.gone = f"对方返回状态码 {answer.status},本次不再访问"
            return answer

    def _door(self, url: str) -> _Door:
        name = urlsplit(url).netloc
        if name not in self.doors:
            visitor = replace(self.visitor, pace=Pace(self.rate))
            self.doors[name] = _Door(Host(name, 1 / self.rate), visitor)
        return self.doors[name]

    async def _learn(self, door: _Door, url: str) -> None:
        """Fetch the host's robots.txt once (RFC 9309): 4xx means no rules, 5xx none of our business."""
        if door.host.known:
            return
        door.host.known = True
        answer = await self._robots(door.visitor, urljoin(url, "/robots.txt"))
        if answer.status is None:
            door.gone = answer
        elif answer.status >= 500:
            door.host.closed = f"robots.txt 返回状态码 {answer.status}"
        elif answer.status < 300:
            text = answer.body.decode("utf-8-sig", errors="replace")
            door.host.learn(text, door.visitor.user_agent)
            slowest = min(self.rate, 1 / door.host.delay)
            door.visitor = replace(door.visitor, pace=Pace(slowest))

    async def _robots(self, visitor: Visitor, url: str) -> Answer:
        answer = await either(visitor, self.paths, url)
        for _ in range(_HOPS):
            target = urljoin(url, answer.location) if answer.location else ""
            if answer.status not in _REDIRECTS or not target.startswith(("http://", "https://")):
                break
            url = target
            answer = await either(visitor, self.paths, url)
        return answer


async def either(visitor: Visitor, paths: Paths, url: str, method: str = "GET") -> Answer:
    """Over IPv4, as most readers come; over IPv6 where nothing answers there."""
    answer = await over(visitor, paths, url, 4, method)
    if answer.status is not None:
        return answer
    second = await over(visitor, paths, url, 6, method)
    return second if second.status is not None else answer
