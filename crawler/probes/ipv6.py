"""Clause 21 measured: can the public read the portal over IPv6? Facts only, nothing is judged.

``probe_site`` gives one ``Probe`` of each kind below, ``subject`` being the home page's host (for
"dns-ns" its zone, for "vantage" the empty string). All data is JSON-able. A measurement that
could not be made has ``{"unmeasured": "<Chinese sentence>"}`` instead of the data named here.

"vantage"       ok (bool), reason (Chinese), proven (a reference answered), steady (and lost
                nothing), source (own address), references [{reference, address, port, error, ms,
                source}].
"dns-aaaa"      host, written_as (name, literal, localhost), resolver, chain (CNAME targets),
                a {status, values, detail, internal}, aaaa {status, detail, from_owner,
                records [{address, class}]}, confirmed ("records", "owner", "authority" or
                "": why an absence may be believed), authority {server, values, absent} when
                the zone's servers were asked.
                status: ok, NXDOMAIN, SERVFAIL, REFUSED, TIMEOUT, INVALID. class: global, mapped,
                ula, 6to4, teredo, nat64, link-local, loopback, documentation …
"dns-ns"        host, zone (apex), dnssec {status, keys, validated}, status (as above, or no-zone,
                literal), resolver, asked_over_v6,
                left_out, servers [{name, a, aaaa, tests [{address, udp, tcp}], over_v4 [the same,
                as a control when a test failed]}]. udp and tcp: "ok" (authoritative SOA), a word
                of ``failures.word_for``, an rcode, no-soa or not-authoritative.
"v6-reach"      home, left_out, v4 [{port, url, open, compare, address, tcp, ms, http}], endpoints
                [{address, port, tcp, peer, ms, attempts, http}]. tcp: "open" or a word; http:
                {url, address, status, error, detail, tls, peer, location, ms}, empty keys left
                out; peer is the address the socket was connected to, ms milliseconds.
"v6-content"    home, rounds, v4 and v6 {as http, hops, bytes, title, blocked}, distance and
                self_distance (percent or None), unstable, differs, same_title, same_end (of the
                redirects), at and seconds: when both were fetched, and how long that took.
"v6-pages"      offered, chosen, pages [the same for a few inner pages].
"v6-links"      offered, tried, counted, ok, rate (percent of counted, or None), by_host and
                by_depth {name: {counted, ok, rate}}, results [{url, host, depth, v6, v4, outcome:
                ok, v6-only-fault, both-fail, unknown}].
"v6-resources"  offered, tried, hosts [{host, addresses (global), why, examples, gateway, behind}].
"v6-inner-resources", "v6-outbound"  the same for what sampled inner pages load, and for hosts
                that the site's pages link to; examples are the pages.
"v6-times"      home, rounds, v4 and v6 {error, ms {dns, tcp, first, page}}, difference (v6 − v4).

Politeness: one request after the other at the crawl's rate and under its User-Agent, GET only,
5 s a connect, 15 s a fetch, ``SECONDS`` in all.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.probes import content, vantage
from crawler.probes.address import Laboratory
from crawler.probes.budget import Budget
from crawler.probes.dns import portal_addresses, zone_servers
from crawler.probes.paths import Paths
from crawler.probes.reach import Visitor, reach
from crawler.probes.times import times
from crawler.probes.wire import Pace
from crawler.resolver import Resolver
from store.config import Config
from store.snapshot import Probe

#: Seconds that the whole probe may take.
SECONDS: Final = 115.0

Measure = Callable[[], Awaitable[dict[str, Any]]]

_TOO_LONG: Final = f"IPv6 探测超过 {SECONDS:.0f} 秒的总时限,本项未测完"


@dataclass(frozen=True)
class Around:
    """What lies around the home page, as the crawl found it."""

    depths: Mapping[str, int] = field(default_factory=dict)  # sampled page → clicks from home
    resources: Mapping[str, Sequence[str]] = field(default_factory=dict)  # host → inner pages
    outbound: Mapping[str, Sequence[str]] = field(default_factory=dict)  # host → pages


async def probe_site(
    config: Config,
    home_url: str,
    sample_urls: Sequence[str],
    resource_hosts: Mapping[str, Sequence[str]],
    around: Around | None = None,
) -> list[Probe]:
    """Measure a portal over IPv6; what could not be measured says so instead of missing.

    Args:
        config: pace, User-Agent, name servers, references, laboratory prefixes.
        home_url: absolute address of the home page.
        sample_urls: in-site pages, those of depth 1 and 2; ``network.sample_links`` are tried.
        resource_hosts: host → addresses of the home page's images, scripts, styles, videos.
        around: depths of the sampled pages, hosts that inner pages load from and link to.

    Raises:
        OperatorError: a name server, reference or laboratory prefix in the config is malformed.
    """
    resolver = Resolver(config.network.nameservers)
    try:
        survey = _survey(config, home_url, resolver)
        return await survey.run(sample_urls, resource_hosts, around or Around())
    finally:
        await resolver.close()


def visitor_of(config: Config, seconds: float) -> Visitor:
    """How probes of a config go out: its User-Agent, pace and laboratory ports."""
    crawl = config.crawl
    agent = crawl.user_agent + (f" ({crawl.contact})" if crawl.contact else "")
    return Visitor(agent, Pace(crawl.rate), Budget(seconds), config.network.port_map)


def _survey(config: Config, home_url: str, resolver: Resolver) -> _Survey:
    lab = Laboratory(config.network.treat_as_global)
    visitor = visitor_of(config, SECONDS)
    return _Survey(config, home_url, resolver, lab, visitor, Paths(resolver, lab))


@dataclass(frozen=True)
class _Survey:
    """One probe of one portal."""

    config: Config
    home_url: str
    resolver: Resolver
    lab: Laboratory
    visitor: Visitor
    paths: Paths

    @property
    def host(self) -> str:
        return urlsplit(self.home_url).hostname or ""

    async def run(
        self,
        sample_urls: Sequence[str],
        resource_hosts: Mapping[str, Sequence[str]],
        around: Around,
    ) -> list[Probe]:
        network = self.config.network
        agent = self.visitor.user_agent
        here = await vantage.self_test(network, self.resolver, self.lab, agent)
        here = await vantage.steadied(here, network.port_map)
        probes = [_probe("vantage", "", here.data())]
        if not network.ipv6:
            return probes
        known = (self.resolver, self.lab, self.host, network.dns_port)
        hosts = partial(content.resources, self.visitor, self.paths)
        for kind, measure in (
            ("dns-aaaa", partial(portal_addresses, *known)),
            ("dns-ns", partial(zone_servers, *known, here.ok)),
            ("v6-resources", partial(hosts, resource_hosts)),
            ("v6-inner-resources", partial(hosts, around.resources)),
            ("v6-outbound", partial(hosts, around.outbound)),
        ):
            probes.append(await self._measure(kind, measure))
        # Last, for a portal that is silent over IPv6 may use up all the time that is left.
        return probes + await self._over_v6(here, sample_urls, around.depths)

    async def _over_v6(
        self, here: vantage.Vantage, sample_urls: Sequence[str], depths: Mapping[str, int]
    ) -> list[Probe]:
        """The measurements that need IPv6 here and a global address there."""
        kinds = ("v6-reach", "v6-content", "v6-pages", "v6-links", "v6-times")
        found, why = await self.paths.v6(self.host)
        reason = "" if here.ok else f"本机不具备 IPv6 条件:{here.reason}"
        if not reason and not found:
            reason = f"首页域名没有可用的全球 IPv6 地址({why})"
        if reason:
            return [_probe(kind, self.host, {"unmeasured": reason}) for kind in kinds]
        v4, _ = await self.paths.v4(self.host)
        most = self.config.network.sample_links
        way = (self.visitor, self.paths)
        measures = (
            partial(reach, self.visitor, self.home_url, v4, found),
            partial(content.compare, *way, self.home_url),
            partial(content.inner_pages, *way, sample_urls),
            partial(content.inner_links, *way, sample_urls, most, depths),
            partial(times, *way, self.resolver, self.home_url),
        )
        return [
            await self._measure(kind, measure)
            for kind, measure in zip(kinds, measures, strict=True)
        ]

    async def _measure(self, kind: str, measure: Measure) -> Probe:
        """One measurement within what is left of the whole time."""
        try:
            async with asyncio.timeout(self.visitor.budget.left()):
                data = await measure()
        except TimeoutError:
            data = {"unmeasured": _TOO_LONG}
        return _probe(kind, data.get("zone") or self.host, data)


def _probe(kind: str, subject: str, data: Mapping[str, Any]) -> Probe:
    return Probe(kind, subject, dt.datetime.now(dt.UTC), dict(data))
