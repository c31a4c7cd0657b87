"""Runs the real probes of many portals, each in the namespace of the machine that measures.

Reads jobs as JSON from standard input and writes what was measured to standard output. Child
processes enter a namespace each, then probe a share of its portals at once.
``python -m tests.lab.prober``
"""

from __future__ import annotations

import asyncio
import ctypes
import datetime as dt
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

from msgspec import to_builtins

import crawler.probes.dns
import crawler.probes.ipv6
import crawler.probes.visits
import crawler.probes.wire
import crawler.resolver
from crawler.archive import Archive, Read
from crawler.gists import Source, read_sources
from crawler.outward import try_links
from crawler.probes import tls
from crawler.probes.address import Laboratory
from crawler.probes.ipv6 import Around, probe_site, visitor_of
from crawler.probes.paths import Paths
from crawler.probes.visits import visit_portal
from crawler.probes.wire import Answer
from crawler.resolver import Resolver
from crawler.surroundings import Outgoing
from store.config import Config, Crawl, Network, Portal
from store.facts import PageFacts, unpack
from store.records import Probe
from tests.lab.oracle import examine

#: Here a packet takes less than a millisecond, so patience is shortened: module, name, seconds.
PATIENCE: tuple[tuple[Any, str, float], ...] = (
    (crawler.probes.wire, "CONNECT", 2.5),
    (crawler.probes.wire, "FETCH", 3.5),
    (tls, "CONNECT", 2.5),
    (crawler.probes.dns, "PATIENCE", 2.5),
    (crawler.resolver, "LIFETIME", 3.0),
    (crawler.probes.ipv6, "SECONDS", 100.0),
    (crawler.probes.visits, "LIMIT", 5.0),
)
#: Seconds that the oracle waits for one connection.
ORACLE = 1.5
#: Seconds that the probe of one portal may take: its own limit, and as much again for a busy machine.
BOUND = 2 * 100.0
#: Portals are all probed at the same time, but begun so many seconds one after the other: most
#: of the time they wait, and what is sound must not be late because everything begins at once.
STAGGER = 0.5
#: Portals that one process probes.
SHARE = 24
_CLONE_NEWNET = 0x40000000

Job = Mapping[str, Any]


def main() -> None:
    """Probe what standard input asks for."""
    shorten()
    asked: dict[str, list[Job]] = json.load(sys.stdin)
    shares = [
        (namespace, jobs[first::count])
        for namespace, jobs in asked.items()
        for count in [-(-len(jobs) // SHARE)]
        for first in range(count)
    ]
    with get_context("fork").Pool(len(shares), maxtasksperchild=1) as pool:
        found = pool.starmap(_all_from, shares, chunksize=1)
    json.dump({name: result for part in found for name, result in part.items()}, sys.stdout)


def shorten() -> None:
    """Set the limits of the probes to ``PATIENCE``; raises AttributeError when one is gone."""
    for module, name, seconds in PATIENCE:
        getattr(module, name)
        setattr(module, name, seconds)


def enter(namespace: str) -> None:
    """Move this process into a network namespace (setns(2)); raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = os.open(Path("/run/netns") / namespace, os.O_RDONLY)
    try:
        if libc.setns(handle, _CLONE_NEWNET):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), namespace)
    finally:
        os.close(handle)


def _all_from(namespace: str, jobs: list[Job]) -> dict[str, Any]:
    enter(namespace)
    with ThreadPoolExecutor(len(jobs)) as threads:
        return asyncio.run(_together(jobs, threads))


async def _together(jobs: list[Job], threads: ThreadPoolExecutor) -> dict[str, Any]:
    asyncio.get_running_loop().set_default_executor(threads)
    found = await asyncio.gather(*(_one(job, n * STAGGER) for n, job in enumerate(jobs)))
    return {job["name"]: result for job, result in zip(jobs, found, strict=True)}


async def _one(job: Job, wait: float) -> dict[str, Any]:
    """The probes of a night and visits, also before where it matters; then the oracle."""
    await asyncio.sleep(wait)
    begun = time.monotonic()
    config = configured(job)
    rounds = [await visit_portal(config, job["home"], [])] if job["changes"] else []
    around = Around(dict.fromkeys(job["sample"], 1), job["resources"], job["outbound"])
    probes = await probe_site(config, job["home"], job["sample"], job["resources"], around)
    rounds.append(await visit_portal(config, job["home"], []))
    probes.append(await linked(config, [job["home"]], read_here))
    probes.append(await encrypted(config, job["home"]))
    took = time.monotonic() - begun
    told = await asyncio.to_thread(examine, job["host"], job["network"]["nameservers"][0], ORACLE)
    kept = [
        {"kind": p.kind, "subject": p.subject, "at": p.observed_at.isoformat(), "data": p.data}
        for p in probes
    ]
    return {"probes": kept, "seconds": took, "oracle": told, "visits": to_builtins(rounds)}


async def linked(config: Config, urls: Sequence[str], read: Read) -> Probe:
    """The probe of links that lead to some addresses; what they answer is read and not kept."""

    class Nowhere:
        def keep(self, url: str, answer: Answer, at: dt.datetime) -> dict[str, Any]:
            return {"warc_id": 1, "warc": "", "offset": 0, "length": len(answer.body), "id": url}

    chosen = [Outgoing(url, url, "友情链接", ["http://www.example.gov.cn/"]) for url in urls]
    return await try_links(config, chosen, len(chosen), read, cast("Archive", Nowhere()))


async def encrypted(config: Config, home: str) -> Probe:
    """The probe of a portal's encryption."""
    resolver = Resolver(config.network.nameservers)
    try:
        paths = Paths(resolver, Laboratory(config.network.treat_as_global))
        data = await tls.transport(visitor_of(config, tls.SECONDS), paths, home)
    finally:
        await resolver.close()
    return Probe(tls.KIND, home, dt.datetime.now(dt.UTC), data)


async def read_here(body: bytes, media: str) -> PageFacts:
    """Read a page in this process: the laboratory's own pages harm nobody."""
    facts = unpack(read_sources([Source(body, media)])[0].packed)
    assert isinstance(facts, PageFacts)
    return facts


def configured(job: Job) -> Config:
    """The configuration of a portal under test, at a pace that only a laboratory allows."""
    return Config(
        portal=Portal(name="省文化厅", start_url=job["home"], hosts=(job["host"],)),
        crawl=Crawl(rate=1000),
        network=Network.model_validate(job["network"]),
    )


if __name__ == "__main__":
    main()
