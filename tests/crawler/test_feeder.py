"""What is handed out, and when nothing is: bodies that are not durable yet have a bound."""

from __future__ import annotations

import asyncio
from typing import cast

from crawler.feeder import _HELD, Feeder
from crawler.politeness import Host
from store.config import Crawl
from store.frontier import Frontier, Target


class _Pages:
    """A frontier of so many pages on one host."""

    def __init__(self, count: int) -> None:
        self._targets = [Target(n, f"http://h.gov.cn/{n}", "h.gov.cn", 1, 0) for n in range(count)]

    def pending(self, after: int, limit: int) -> list[Target]:
        return [target for target in self._targets if target.id > after - (not after)][:limit]


def _feeder(count: int) -> Feeder:
    async def learn(host: Host, _: Target) -> None:
        host.known = True

    frontier = cast("Frontier", _Pages(count))
    return Feeder(frontier, Crawl(rate=1_000_000.0), lambda attempt: None, learn)


async def _is_waiting(feeder: Feeder) -> bool:
    task = asyncio.ensure_future(feeder.next())
    done, _ = await asyncio.wait([task], timeout=0.3)
    task.cancel()
    return not done


def test_nothing_is_handed_out_while_too_many_bytes_are_on_their_way() -> None:
    async def run() -> None:
        feeder = _feeder(5)
        assert await feeder.next() is not None
        feeder.arrived(_HELD - 1)
        assert await feeder.next() is not None  # just below the bound
        feeder.arrived(1)
        assert await _is_waiting(feeder)
        feeder.recorded(1, 1, _HELD - 1)
        assert await asyncio.wait_for(feeder.next(), 2) is not None

    asyncio.run(run())


def test_one_body_beyond_the_bound_ends_nothing() -> None:
    async def run() -> None:
        feeder = _feeder(3)
        assert await feeder.next() is not None
        feeder.arrived(3 * _HELD)
        assert await _is_waiting(feeder)
        feeder.recorded(1, 1, 3 * _HELD)
        assert await asyncio.wait_for(feeder.next(), 2) is not None

    asyncio.run(run())
