"""Hands out the next URL to fetch: from the frontier, at each host's pace, within the budgets."""

from __future__ import annotations

import asyncio
import datetime as dt
import heapq
import itertools
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from crawler.attempts import Attempt
from crawler.politeness import Host, in_window, new_host
from store.config import Crawl
from store.frontier import Frontier, Target
from store.vocabulary import Cause

SHANGHAI = ZoneInfo("Asia/Shanghai")

#: URLs read from the frontier at once, and the most that wait for their host in memory.
REFILL = 500
#: Bytes of bodies that are not durable yet, from which nothing more is handed out.
_HELD = 5_000_000
_TICK = 1.0  # seconds; the longest sleep between two looks at budgets and window


@dataclass(frozen=True)
class Order:
    """One URL to fetch now; ``attempt`` counts from 1."""

    target: Target
    attempt: int


class Feeder:
    """The source of the spider's requests. All state but the cursor is bounded or in the store."""

    def __init__(
        self,
        frontier: Frontier,
        crawl: Crawl,
        record: Callable[[Attempt], None],
        learn_robots: Callable[[Host, Target], Awaitable[None]],
        fetched: int = 0,
        size: int = 0,
    ) -> None:
        self._frontier = frontier
        self._crawl = crawl
        self._record = record
        self._learn_robots = learn_robots
        self.hosts: dict[str, Host] = {}
        self._retries: list[tuple[float, int, Order]] = []
        self._tickets = itertools.count()
        self._cursor = 0
        self._waiting = 0
        self._outstanding = 0
        self._held = 0
        self._begun = time.monotonic()
        self._changed = asyncio.Event()
        self._most = max(64, crawl.concurrency * 8)
        self.fetched = fetched
        self.size = size
        self.stopped: Cause | None = None
        self.detail = ""

    async def next(self) -> Order | None:
        """The next URL when its host's turn has come; None when the crawl is over."""
        while not self._is_over():
            order, pause = self._choose()
            if order is not None and await self._admit(order):
                return order
            if order is not None:
                continue
            if pause is None and not self._refill() and not self._outstanding:
                return None
            await self._sleep(pause)
        return None

    def reserve(self) -> None:
        """Count an attempt that was not handed out here (robots.txt)."""
        self._outstanding += 1

    def arrived(self, size: int) -> None:
        """Note that a body of so many bytes is on its way to the store."""
        self._held += size

    def recorded(self, count: int, fetched: int, size: int) -> None:
        """Note that ``count`` attempts are durable, ``fetched`` of them made, of ``size`` bytes."""
        self._outstanding -= count
        self._held -= size
        self.fetched += fetched
        self.size += size
        self._changed.set()

    def retry(self, order: Order, after: float) -> None:
        """Try a URL again after some seconds; it stays handed out meanwhile."""
        again = replace(order, attempt=order.attempt + 1)
        heapq.heappush(self._retries, (time.monotonic() + after, next(self._tickets), again))
        self._changed.set()

    def stop(self, cause: Cause, detail: str = "") -> None:
        """Hand out nothing more; what is pending gets ``cause``."""
        if self.stopped is None:
            self.stopped, self.detail = cause, detail
            self._changed.set()

    def abandon(self) -> list[Order]:
        """Orders whose retry will not come any more, to be recorded with their last cause."""
        rest = [order for _, _, order in self._retries]
        self._retries.clear()
        return rest

    def host(self, target: Target) -> Host:
        """The politeness state of a target's host."""
        if target.host not in self.hosts:
            self.hosts[target.host] = new_host(target.host, self._crawl)
        return self.hosts[target.host]

    def _is_over(self) -> bool:
        """Whether nothing more is handed out; looks at the budgets and the window each time."""
        minutes = (time.monotonic() - self._begun) / 60
        if self.fetched >= self._crawl.max_pages:
            self.stop(Cause.PAGES, f"上限 {self._crawl.max_pages} 页")
        elif self.size >= self._crawl.max_bytes:
            self.stop(Cause.BYTES, f"上限 {self._crawl.max_bytes} 字节")
        elif minutes >= self._crawl.max_minutes:
            self.stop(Cause.WINDOW, f"已运行 {self._crawl.max_minutes} 分钟")
        elif not in_window(self._crawl.window, dt.datetime.now(SHANGHAI).time()):
            self.stop(Cause.WINDOW)
        return self.stopped is not None

    def _choose(self) -> tuple[Order | None, float | None]:
        """An order whose turn it is, or the seconds until one's turn comes (None: nobody waits)."""
        now = time.monotonic()
        if self._retries and self._retries[0][0] <= now:
            host = self.host(self._retries[0][2].target)
            if host.next_at <= now:
                host.take_turn(now)
                return heapq.heappop(self._retries)[2], 0.0
        if self._outstanding >= self._most or self._held >= _HELD:
            return None, _TICK
        waiting = [host for host in self.hosts.values() if host.waiting]
        if not waiting and self._refill():
            waiting = [host for host in self.hosts.values() if host.waiting]
        if not waiting:
            return None, max(0.0, self._retries[0][0] - now) if self._retries else None
        host = min(waiting, key=lambda each: 0.0 if each.gone else each.next_at)
        if host.next_at > now and not host.gone:
            return None, host.next_at - now
        host.take_turn(now)
        self._waiting -= 1
        self._outstanding += 1
        return Order(host.waiting.popleft(), 1), 0.0

    async def _admit(self, order: Order) -> bool:
        """Ask robots.txt and the host's state; what is refused is recorded here."""
        host = self.host(order.target)
        if not host.known:
            await self._learn_robots(host, order.target)
        if host.gone:
            self._refuse(order, host.gone_cause, host.gone)
            return False
        if self._crawl.obey_robots and not host.allows(order.target.url, self._crawl.user_agent):
            self._refuse(order, None, host.closed)
            return False
        return True

    def _refuse(self, order: Order, cause: Cause | None, detail: str) -> None:
        now = dt.datetime.now(dt.UTC)
        refused = cause is None
        self._record(
            Attempt(order.target, now, attempts=0, cause=cause, detail=detail, refused=refused)
        )

    def _refill(self) -> bool:
        if self._waiting >= REFILL:
            return False
        targets = self._frontier.pending(self._cursor, REFILL)
        for target in targets:
            self.host(target).waiting.append(target)
        self._waiting += len(targets)
        if targets:
            self._cursor = targets[-1].id
        return bool(targets)

    async def _sleep(self, seconds: float | None) -> None:
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), min(_TICK, seconds or _TICK))
        except TimeoutError:
            return
