"""A portal, its zone and its name server on loopback, and one probe of it, judged."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from checks import ipv6, ipv6_depth
from checks._run import judge
from crawler.probes.ipv6 import Around, probe_site
from store.config import Config, Crawl, Network
from store.config import Portal as PortalSetting
from store.snapshot import Probe
from store.vocabulary import Outcome
from tests.checks import builders
from tests.portal.content import zone
from tests.portal.dns_server import Names, resolving
from tests.portal.model import AS_OF, HOST, REFERENCES, ZONE, OverIPv6, Portal, Resource, Zone
from tests.portal.server import Served, serving

CHECKS = (
    ipv6.address_published,
    ipv6.reachable,
    ipv6.name_servers,
    ipv6.same_content,
    ipv6.inner_links,
    ipv6.resources_reachable,
    ipv6_depth.same_inner_content,
    ipv6_depth.inner_resources,
    ipv6_depth.outbound_hosts,
    ipv6_depth.latency,
)
NAV = "".join(f'<li><a href="/{n}.html">第{n}条通知公告的标题</a></li>' for n in range(1, 6))
HOME = f"<html><head><title>省文化厅</title></head><body><ul>{NAV}</ul>{'公共文化服务' * 40}</body></html>"


def _has_loopback_v6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


needs_v6 = pytest.mark.skipif(not _has_loopback_v6(), reason="no IPv6 loopback (::1) here")


def html(text: str = HOME, **more: Any) -> Resource:
    """A page as the server gives it."""
    return Resource(text.encode(), **more)


@dataclass
class Laboratory:
    """What is broken is set before ``probes`` or ``outcomes`` is asked."""

    zone: Zone = field(default_factory=zone)
    files: dict[str, Resource] = field(default_factory=dict)
    over: OverIPv6 = field(default_factory=OverIPv6)
    network: dict[str, Any] = field(default_factory=dict)
    resources: Mapping[str, Sequence[str]] = field(default_factory=lambda: {HOST: ("/a.css",)})
    around: Around = field(
        default_factory=lambda: Around(
            resources={HOST: ("/1.html",)}, outbound={f"ns1.{ZONE}": ("/1.html",)}
        )
    )

    def probes(self) -> list[Probe]:
        """One probe of the portal, its data taken through JSON as the store does."""
        with self.running() as (served, names):
            config = self.config(served, names)
            sample = [f"{served.start_url}{n}.html" for n in range(1, 6)]
            found = asyncio.run(
                probe_site(config, served.start_url, sample, self.resources, self.around)
            )
        return [
            Probe(p.kind, p.subject, p.observed_at, json.loads(json.dumps(p.data))) for p in found
        ]

    def data(self, kind: str) -> Mapping[str, Any]:
        """The data of one kind of a fresh probe."""
        return next(probe.data for probe in self.probes() if probe.kind == kind)

    def outcomes(self) -> dict[str, Outcome]:
        """Check id without its topic → outcome."""
        snapshot = builders.snapshot(probes=self.probes())
        _, judgements = judge(snapshot, among=CHECKS)
        for judgement in judgements:
            if judgement.outcome is Outcome.FAIL:
                assert all(e.digest.startswith("sha256:") and e.quote for e in judgement.evidence)
        return {j.check.removeprefix("ipv6."): j.outcome for j in judgements}

    @contextmanager
    def running(self) -> Iterator[tuple[Served, Names]]:
        """The servers of the laboratory while the context lasts."""
        pages = {"/": html()} | {f"/{n}.html": html() for n in range(1, 6)}
        content: Any = None  # the server gives files only
        portal = Portal(content, HOST, 0, AS_OF, pages | self.files, self.zone, {}, self.over)
        with resolving(self.zone) as names, serving(portal) as served:
            yield served, names

    def config(self, served: Served, names: Names) -> Config:
        """The operator's settings for the running laboratory."""
        settings = {
            "nameservers": (names.nameserver,), "dns_port": names.port,
            "treat_as_global": ("::1/128",),
            # The reference must answer over IPv6 even where the portal's own port does not.
            "ipv6_references": (f"{REFERENCES[0]}:{names.port}",),
        }  # fmt: skip
        return Config(
            portal=PortalSetting(
                name="省文化厅", start_url=served.start_url, hosts=(f"{HOST}:{served.port}",)
            ),
            crawl=Crawl(rate=1000),
            network=Network.model_validate(settings | self.network),
        )


__all__ = ["HOST", "ZONE", "Laboratory", "OverIPv6", "Zone", "html", "needs_v6"]
