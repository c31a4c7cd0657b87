"""The step that looks beyond the portal's own pages: links to other sites, one round a night."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from crawler.archive import Archive, Read, read_by
from crawler.page_reader import PageReader
from crawler.probes import links
from crawler.probes.address import Laboratory
from crawler.probes.budget import RESERVE
from crawler.probes.ipv6 import visitor_of
from crawler.probes.links import Trying
from crawler.probes.outside import Outside
from crawler.probes.paths import Paths
from crawler.resolver import Resolver
from crawler.scope import Scope
from crawler.surroundings import Outgoing, outgoing
from store.config import Config
from store.errors import Unseen
from store.history import past_probes
from store.nights import Night, store_probes_of
from store.records import PastProbe
from store.snapshot import Probe, Snapshot


def probe_outward(night: Night, snapshot: Snapshot, reader: PageReader) -> None:
    """Store what is found beyond the portal's own pages."""
    archive = Archive(night)
    try:
        probe_links(night, snapshot, read_by(reader), archive)
    finally:
        archive.close()


async def try_links(
    config: Config, chosen: Sequence[Outgoing], offered: int, read: Read, archive: Archive
) -> Probe:
    """Try links to other sites politely; never raises for what another host answers.

    Raises:
        OperatorError: a name server or laboratory prefix in the config is malformed.
    """
    resolver = Resolver(config.network.nameservers)
    try:
        paths = Paths(resolver, Laboratory(config.network.treat_as_global))
        visitor = visitor_of(config, links.SECONDS + RESERVE)
        outside = Outside(visitor, paths, config.crawl.rate / 2)
        host = urlsplit(config.portal.start_url).hostname or ""
        return await Trying(outside, read, archive.keep).all(chosen, offered, host)
    finally:
        await resolver.close()


def probe_links(night: Night, snapshot: Snapshot, read: Read, archive: Archive) -> None:
    """Store the "outbound-links" probe of a night; what was not tried says so."""
    config = night.config
    try:
        found = outgoing(snapshot, Scope(config.portal, config.crawl))
    except Unseen as reason:
        return _store(night, {"unmeasured": f"没有读到首页上的站外链接:{reason}"})
    most = config.network.outbound_links
    if not most:
        return _store(night, {"unmeasured": "配置 [network] outbound_links = 0,没有打开站外链接"})
    chosen = in_turn(found, past_probes(night, links.KIND))[:most]
    probe = asyncio.run(try_links(config, chosen, len(found), read, archive))
    store_probes_of(night, links.KIND, [probe])
    return None


def in_turn(found: Sequence[Outgoing], past: Sequence[PastProbe]) -> list[Outgoing]:
    """Links in the order in which they are to be tried when not all can be.

    Those that failed when last tried come first, then those never tried, then the longest ago;
    among equals those of the home page.
    """
    last: dict[str, tuple[dt.date, bool]] = {}
    for each in past:
        for entry in each.probe.data.get("links", ()):
            failed = bool(entry.get("error")) or entry.get("status", 0) >= 400
            last[entry["target"]] = (each.as_of, failed)

    def key(link: Outgoing) -> tuple[bool, dt.date, bool]:
        day, failed = last.get(link.target, (dt.date.min, False))
        return not failed, day, not link.on_home

    return sorted(found, key=key)


def _store(night: Night, data: dict[str, Any]) -> None:
    store_probes_of(night, links.KIND, [Probe(links.KIND, "", dt.datetime.now(dt.UTC), data)])
