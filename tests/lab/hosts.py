"""Real probes with the patience and pace of production, inside a namespace: many hosts, one portal.

``python -m tests.lab.hosts`` reads {namespace, network, hosts, home} as JSON from standard input:
``hosts`` are looked up as those that a portal links to, and when ``home`` is given the portal there
is probed as in a night. Writes probe → {seconds, tried, found} to standard output.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any

from crawler.archive import read_by
from crawler.page_reader import PageReader
from crawler.probes import content
from crawler.probes.address import Laboratory
from crawler.probes.ipv6 import SECONDS, Around, probe_site, visitor_of
from crawler.probes.paths import Paths
from crawler.probes.visits import visit_portal
from crawler.resolver import Resolver
from store.config import Config, Crawl, Network, Portal
from tests.lab.faults import dropped, hole
from tests.lab.model import Situation, Zone
from tests.lab.prober import enter, linked

#: One host in so many does not answer.
SILENT = 50
#: Pages of the portal that are sampled, by default.
SAMPLE = 20
#: A portal whose IPv6 wastes as much time as it can: it connects, and no page ever comes.
SWALLOWED = Situation("swallowed", "large packets vanish over IPv6", faults=(hole("{v6}"),))
SOUND = Situation("sound", "everything works over both protocols")


def population(count: int) -> Situation:
    """So many hosts below one zone; one in ``SILENT`` is at an address that does not answer."""
    places = [("{v4}", "{v6}"), ("{v4b}", "{v6b}")]
    lines = []
    for n in range(count):
        v4, v6 = places[n % SILENT == 0]
        lines += [f"h{n} A {v4}", f"h{n} AAAA {v6}"]
    faults = (dropped("{v4b}"), dropped("{v6b}"))
    return Situation("many", "many hosts", zone=Zone(more=tuple(lines)), faults=faults)


def names(count: int) -> list[str]:
    """The hosts of ``population``."""
    return [f"h{n}.many.gov.cn" for n in range(count)]


def main() -> None:
    """Probe what standard input names."""
    asked = json.load(sys.stdin)
    enter(asked["namespace"])
    home = asked["home"] or "http://www.many.gov.cn/"
    config = Config(
        portal=Portal(name="省文化厅", start_url=home, hosts=(home.split("/")[2],)),
        crawl=Crawl(), network=Network.model_validate(asked["network"]),
    )  # fmt: skip
    probing = _portal(config, home) if asked["home"] else _many(config, asked["hosts"])
    json.dump(asyncio.run(probing), sys.stdout)


async def _many(config: Config, hosts: Sequence[str]) -> dict[str, Any]:
    return {
        "addresses": await _timed(_look_up(config, hosts)),
        "links": await _timed(_open(config, hosts)),
    }


async def _portal(config: Config, home: str) -> dict[str, Any]:
    sample = [f"{home}{n}.html" for n in range(1, SAMPLE + 1)]
    around = Around(dict.fromkeys(sample, 1), {"www.many.gov.cn": (home,)}, {})
    return {
        "night": await _timed(_night(config, home, sample, around)),
        "visits": await _timed(_visits(config, home)),
    }


async def _timed(measuring: Awaitable[tuple[int, int]]) -> Mapping[str, Any]:
    begun = time.perf_counter()
    tried, found = await measuring
    return {"seconds": time.perf_counter() - begun, "tried": tried, "found": found}


async def _night(
    config: Config, home: str, sample: Sequence[str], around: Around
) -> tuple[int, int]:
    """Probes made, and those that could be."""
    made = await probe_site(config, home, sample, {"www.many.gov.cn": (home,)}, around)
    return len(made), sum("unmeasured" not in probe.data for probe in made)


async def _visits(config: Config, home: str) -> tuple[int, int]:
    made = await visit_portal(config, home, [])
    return len(made), sum(visit.opened for visit in made)


async def _open(config: Config, hosts: Sequence[str]) -> tuple[int, int]:
    """Links tried, and those that opened; what they show is read in processes of its own."""
    reader = PageReader()
    try:
        made = await linked(config, [f"http://{host}/" for host in hosts], read_by(reader))
    finally:
        reader.close()
    return made.data["tried"], sum(entry.get("status") == 200 for entry in made.data["links"])


async def _look_up(config: Config, hosts: Sequence[str]) -> tuple[int, int]:
    resolver = Resolver(config.network.nameservers)
    try:
        paths = Paths(resolver, Laboratory(config.network.treat_as_global))
        pages = dict.fromkeys(hosts, ("http://www.many.gov.cn/",))
        found = await content.resources(visitor_of(config, SECONDS), paths, pages)
        return found["tried"], sum(bool(each["addresses"]) for each in found["hosts"])
    finally:
        await resolver.close()


if __name__ == "__main__":
    main()
