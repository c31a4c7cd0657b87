"""The step that looks beyond the portal's own pages: links to other sites, one round a night."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.absent import allowed
from crawler.archive import Archive, Read, read_by
from crawler.page_reader import PageReader
from crawler.probes import codes, links, search, tls
from crawler.probes.address import Laboratory
from crawler.probes.budget import RESERVE
from crawler.probes.ipv6 import visitor_of
from crawler.probes.links import Trying
from crawler.probes.outside import Outside
from crawler.probes.paths import Paths
from crawler.probes.wire import Pace
from crawler.resolver import Resolver
from crawler.resources import resource_hosts
from crawler.scope import Scope
from crawler.surroundings import Outgoing, outgoing
from store.addresses import resolve
from store.bodies import BodyStore
from store.config import Config, in_window
from store.errors import Unseen
from store.facts import PageFacts
from store.history import past_probes
from store.nights import SHANGHAI, Night, store_probes_of
from store.records import PastProbe
from store.registers import read_all
from store.snapshot import Probe, Snapshot

#: Kind of the probe of the office's own further domains, and how many of them are asked.
OWN_DOMAINS: Final = "own-domains"
MOST_DOMAINS: Final = 20
#: Entries of the column of accounts whose pictures are looked at.
MOST_ACCOUNT_PAGES: Final = 5
#: Characters of a title below which a search for it may find anything.
SHORTEST_TITLE: Final = 8


def probe_outward(night: Night, snapshot: Snapshot, reader: PageReader) -> None:
    """Store what is found beyond the portal's own pages."""
    archive, read = Archive(night), read_by(reader)
    try:
        probe_links(night, snapshot, read, archive)
        probe_domains(night, read, archive)
        probe_search(night, snapshot, read)
    finally:
        archive.close()
    probe_tls(night, snapshot)
    probe_codes(night, snapshot)


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
    most = config.network.outbound_links
    if not most:
        words = "配置 [network] outbound_links = 0,没有打开站外链接"
        return _unmeasured(night, links.KIND, words)
    try:
        found = outgoing(snapshot, Scope(config.portal, config.crawl))
    except Unseen as reason:
        return _unmeasured(night, links.KIND, f"没有读到首页上的站外链接:{reason}")
    chosen = in_turn(found, past_probes(night, links.KIND))[:most]
    probe = asyncio.run(try_links(config, chosen, len(found), read, archive))
    return store_probes_of(night, links.KIND, [probe])


def probe_domains(night: Night, read: Read, archive: Archive) -> None:
    """Store the "own-domains" probe: what stands at the domains of the office's own register."""
    own = {host.partition(":")[0] for host in night.config.portal.hosts}
    names = [name for name in _registered(night.config) if name.partition(":")[0] not in own]
    sites = [Outgoing(url, url, name) for name in names if (url := resolve(f"http://{name}/", "/"))]
    probe = asyncio.run(try_links(night.config, sites[:MOST_DOMAINS], len(sites), read, archive))
    store_probes_of(night, OWN_DOMAINS, [replace(probe, kind=OWN_DOMAINS)])


def _registered(config: Config) -> list[str]:
    """The names in the register of domains, as written there but for scheme and path."""
    wanted = {name: file for name, file in config.registers.items() if name == "domains"}
    rows = [row for register in read_all(wanted, config.folder) for row in register.rows]
    written = (str(row["domain"]).strip().rpartition("//")[2].partition("/")[0] for row in rows)
    return list(dict.fromkeys(filter(None, written)))


def probe_tls(night: Night, snapshot: Snapshot) -> None:
    """Store the "tls" probe of a night's home page."""
    try:
        home = snapshot.home.url
    except Unseen:
        home = snapshot.run.start_url
    data = asyncio.run(_transport(night.config, home))
    if home.startswith("https:"):
        data["mixed"] = _mixed(night, home)
    store_probes_of(night, tls.KIND, [Probe(tls.KIND, home, dt.datetime.now(dt.UTC), data)])


def probe_search(night: Night, snapshot: Snapshot, read: Read) -> None:
    """Store the "search" probe; what was not asked says so."""
    most = night.config.network.search_titles
    if not most:
        return _unmeasured(
            night, search.KIND, "配置 [network] search_titles = 0,没有使用网站的搜索"
        )
    if not in_window(night.config.crawl.window, dt.datetime.now(SHANGHAI).time()):
        return _unmeasured(
            night, search.KIND, "已不在 [crawl] window 允许访问的时段,没有使用网站的搜索"
        )
    try:
        home = snapshot.home
        bodies = BodyStore(night.engine, night.config.evidence_folder)
        body = bodies.of_url(night.run_id, home.url) or b""
    except Unseen as reason:
        return _unmeasured(night, search.KIND, f"没有首页的内容:{reason}")
    form = search.form_in(body, home.url, home.facts.encoding)
    titles = titles_of(snapshot, most)
    if form is None or not titles:
        what = "首页上没有找到本网站以 GET 查询的搜索框" if form is None else "没有可供查找的标题"
        return _unmeasured(night, search.KIND, what)
    data = asyncio.run(_search(night, read, form, titles))
    probe = Probe(search.KIND, urlsplit(home.url).hostname or "", dt.datetime.now(dt.UTC), data)
    return store_probes_of(night, search.KIND, [probe])


async def _search(
    night: Night, read: Read, form: search.SearchForm, titles: Sequence[search.Title]
) -> dict[str, Any]:
    config = night.config
    resolver = Resolver(config.network.nameservers)
    try:
        paths = Paths(resolver, Laboratory(config.network.treat_as_global))
        visitor = visitor_of(config, search.SECONDS + RESERVE)
        slower = replace(visitor, pace=Pace(config.crawl.rate / 2))
        may = partial(allowed, night)
        return await search.ask(slower, paths, read, form, titles, may)
    finally:
        await resolver.close()


def titles_of(snapshot: Snapshot, most: int) -> list[search.Title]:
    """Titles of captured entries, drawn by lot: another day another lot, the same day the same."""
    known: dict[str, str] = {}
    for column in snapshot.columns:
        for item in column.items:
            if len(item.title) >= SHORTEST_TITLE and not item.title.endswith(("...", "…")):
                known.setdefault(item.title, item.url)
    day = snapshot.run.as_of.isoformat()
    drawn = sorted(
        known.items(), key=lambda each: hashlib.sha256(f"{day} {each[1]}".encode()).digest()
    )
    found = (search.Title(*each) for each in drawn if _is_seen(snapshot, each[1]))
    return list(islice(found, most))


def _is_seen(snapshot: Snapshot, url: str) -> bool:
    try:
        return isinstance(snapshot.page(url).facts, PageFacts)
    except Unseen:
        return False


async def _transport(config: Config, home: str) -> dict[str, Any]:
    resolver = Resolver(config.network.nameservers)
    try:
        paths = Paths(resolver, Laboratory(config.network.treat_as_global))
        async with asyncio.timeout(tls.SECONDS):
            return await tls.transport(visitor_of(config, tls.SECONDS), paths, home)
    except TimeoutError:
        return {"unmeasured": f"HTTPS 探测超过 {tls.SECONDS:.0f} 秒的总时限,没有测完"}
    finally:
        await resolver.close()


def _mixed(night: Night, home: str) -> list[str]:
    """Addresses by plain http from which the home page, sent by https, loads something."""
    body = BodyStore(night.engine, night.config.evidence_folder).of_url(night.run_id, home)
    found = resource_hosts(body, home).values() if body else ()
    return [url for urls in found for url in urls if url.startswith("http://")][:20]


def probe_codes(night: Night, snapshot: Snapshot) -> None:
    """Store the "account-codes" probe: QR codes of the pages that list accounts."""
    if not in_window(night.config.crawl.window, dt.datetime.now(SHANGHAI).time()):
        return _unmeasured(night, codes.KIND, "已不在 [crawl] window 允许访问的时段,没有下载图片")
    found = list(_pictures(night, snapshot))
    host = urlsplit(snapshot.run.start_url).hostname or ""
    probe = asyncio.run(_codes(night.config, found, host))
    return store_probes_of(night, codes.KIND, [probe])


def _pictures(night: Night, snapshot: Snapshot) -> Iterator[codes.Picture]:
    """Pictures of the account pages, and those of the home page that say they are QR codes."""
    bodies = BodyStore(night.engine, night.config.evidence_folder)
    columns = snapshot.columns_of("accounts")
    listed = [url for column in columns for url in column.pages]
    listed += [item.url for column in columns for item in column.items[:MOST_ACCOUNT_PAGES]]
    seen: set[str] = set()
    for url in dict.fromkeys([*listed, snapshot.run.start_url]):
        try:
            body = bodies.of_url(night.run_id, snapshot.page(url, doubtful=True).url)
        except Unseen:
            continue
        for picture in codes.pictures(body or b"", url, marked_only=url not in listed):
            if picture.url not in seen:
                seen.add(picture.url)
                yield picture


async def _codes(config: Config, found: Sequence[codes.Picture], host: str) -> Probe:
    resolver = Resolver(config.network.nameservers)
    try:
        paths = Paths(resolver, Laboratory(config.network.treat_as_global))
        visitor = visitor_of(config, codes.SECONDS + RESERVE)
        return await codes.decode_all(Outside(visitor, paths, config.crawl.rate / 2), found, host)
    finally:
        await resolver.close()


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


def _unmeasured(night: Night, kind: str, reason: str) -> None:
    now = dt.datetime.now(dt.UTC)
    store_probes_of(night, kind, [Probe(kind, "", now, {"unmeasured": reason})])
