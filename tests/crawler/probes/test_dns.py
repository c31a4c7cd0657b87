from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import dns.message
import dns.rcode
import pytest

import crawler.resolver
from checks import ipv6
from checks._run import judge
from crawler.probes.address import Laboratory as Lab
from crawler.probes.dns import portal_addresses, zone_of
from crawler.resolver import Records, Resolver
from store.snapshot import Probe
from store.vocabulary import Outcome
from tests.checks import builders
from tests.crawler.probes.laboratory import HOST, ZONE, needs_v6
from tests.portal.content import zone
from tests.portal.dns_server import resolving
from tests.portal.model import Zone

LAB = Lab(("::1/128",))


class Filtering(Resolver):
    """A resolver that owns no zone and drops AAAA records, as some inside networks do."""

    async def records(self, name: str, kind: str) -> Records:
        found = await super().records(name, kind)
        values = () if kind == "AAAA" else found.values
        return replace(found, values=values, authoritative=False)


def looked_up(held: Zone, *, authority_port: int = 0) -> dict[str, Any]:
    """Data of dns-aaaa by the filtering resolver; the zone's own server answers honestly."""
    with resolving(held) as names:
        resolver = Filtering((names.nameserver,))
        asked = portal_addresses(resolver, LAB, HOST, authority_port or names.port)
        return asyncio.run(asked)


def address_published(data: dict[str, Any]) -> Outcome:
    probes = [
        builders.probe("vantage", "", ok=True, reason="", proven=True),
        Probe("dns-aaaa", HOST, builders.probe("x", "").observed_at, data),
    ]
    _, (found,) = judge(builders.snapshot(probes=probes), among=(ipv6.address_published,))
    return found.outcome


@needs_v6
def test_a_resolver_that_filters_aaaa_accuses_nobody() -> None:
    data = looked_up(zone())
    assert data["authority"]["values"] == ["::1"]
    assert data["confirmed"] == ""
    assert address_published(data) is Outcome.ERROR


@needs_v6
def test_the_zones_own_server_confirms_an_absence() -> None:
    held = zone()
    del held.records[HOST]["AAAA"]
    data = looked_up(held)
    assert data["confirmed"] == "authority"
    assert address_published(data) is Outcome.FAIL


@needs_v6
def test_an_absence_nobody_can_confirm_is_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.probes.dns.PATIENCE", 0.3)
    held = zone()
    del held.records[HOST]["AAAA"]
    data = looked_up(held, authority_port=9)
    assert (data["confirmed"], data["authority"]["absent"]) == ("", False)
    assert address_published(data) is Outcome.ERROR


@needs_v6
@pytest.mark.parametrize(
    ("host", "apex", "status"),
    [
        (HOST, ZONE, "ok"),
        (f"deep.below.{HOST}", ZONE, "ok"),
        (ZONE, ZONE, "ok"),
        ("www.gansu.gov.cn", "", "REFUSED"),
    ],
)
def test_the_zone_is_found_by_walking_up(host: str, apex: str, status: str) -> None:
    with resolving(zone()) as names:
        found = asyncio.run(zone_of(Resolver((names.nameserver,)), host))
    assert (found.name if found.status == "ok" else "", found.status) == (apex, status)


@needs_v6
def test_a_registrys_zone_is_never_taken_for_the_portals() -> None:
    class Registry(Resolver):
        async def records(self, name: str, kind: str) -> Records:
            values = ("ns.cnnic.example",) if name in ("gov.cn", "cn") else ()
            return Records(name, kind, "ok", values)

    assert asyncio.run(zone_of(Registry(), "www.wht.gov.cn")).status == "no-zone"


@pytest.mark.parametrize(
    ("host", "written_as", "v4", "v6"),
    [
        ("203.0.113.8", "literal", ["203.0.113.8"], []),
        ("2400:3200::1", "literal", [], [{"address": "2400:3200::1", "class": "global"}]),
        ("localhost", "localhost", ["127.0.0.1"], [{"address": "::1", "class": "global"}]),
    ],
)
def test_a_host_without_a_name(
    host: str, written_as: str, v4: list[str], v6: list[dict[str, str]]
) -> None:
    data = asyncio.run(portal_addresses(Resolver(("127.0.0.1:9",)), LAB, host, 53))
    assert (data["written_as"], data["a"]["values"]) == (written_as, v4)
    assert data["aaaa"]["records"] == v6
    assert address_published(data) is Outcome.NOT_APPLICABLE


@contextmanager
def failing(code: dns.rcode.Rcode | None) -> Iterator[str]:
    """A name server that fails every question with a code, or keeps silent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        stop = threading.Event()
        sock.settimeout(0.05)

        def serve() -> None:
            while not stop.is_set():
                try:
                    wire, peer = sock.recvfrom(4096)
                except TimeoutError:
                    continue
                if code is not None:
                    reply = dns.message.make_response(dns.message.from_wire(wire))
                    reply.set_rcode(code)
                    sock.sendto(reply.to_wire(), peer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{sock.getsockname()[1]}"
        finally:
            stop.set()
            thread.join()


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (dns.rcode.SERVFAIL, "SERVFAIL"),
        (dns.rcode.REFUSED, "REFUSED"),
        (None, "TIMEOUT"),
    ],
)
def test_a_resolver_that_fails_says_how(
    code: dns.rcode.Rcode | None, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawler.resolver, "LIFETIME", 0.6)
    with failing(code) as server:
        data = asyncio.run(portal_addresses(Resolver((server,)), LAB, HOST, 53))
    assert data["aaaa"]["status"] == status
    assert "authority" not in data
    assert address_published(data) is Outcome.ERROR
