from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from crawler.resolver import PortalResolver, Resolver, split_port
from store.errors import OperatorError
from tests.crawler.probes.laboratory import needs_v6
from tests.portal.content import zone
from tests.portal.dns_server import resolving
from tests.portal.model import HOST, ZONE

T = TypeVar("T")
V4, V6 = socket.AF_INET, socket.AF_INET6


def asked(server: str, question: Callable[[Resolver], Awaitable[T]]) -> T:
    async def ask() -> T:
        resolver = Resolver((server,))
        try:
            return await question(resolver)
        finally:
            await resolver.close()

    return asyncio.run(ask())


@needs_v6
def test_addresses_come_from_the_configured_server() -> None:
    with resolving(zone()) as names:
        for server in (names.nameserver, f"[::1]:{names.port}", f"localhost:{names.port}"):
            assert asked(server, lambda r: r.addresses(HOST, V4)) == ("127.0.0.1",)
            assert asked(server, lambda r: r.addresses(HOST, V6)) == ("::1",)
            assert asked(server, lambda r: r.addresses(f"cdn.{ZONE}", V6)) == ()


@needs_v6
def test_addresses_are_asked_for_once_while_they_last() -> None:
    async def thrice(resolver: Resolver) -> None:
        for _ in range(3):
            await resolver.addresses(HOST, V4)

    with resolving(zone()) as names:
        asked(names.nameserver, thrice)
        assert names.asked["udp", 4, HOST, "A"] == 1


@needs_v6
def test_an_unknown_name_is_told_from_a_failing_server() -> None:
    with resolving(zone()) as names:
        with pytest.raises(socket.gaierror) as unknown:
            asked(names.nameserver, lambda r: r.addresses(f"none.{ZONE}", V4))
        with pytest.raises(socket.gaierror) as refused:
            asked(names.nameserver, lambda r: r.addresses("other.test", V4))
        assert unknown.value.errno == socket.EAI_NONAME
        assert refused.value.errno == socket.EAI_AGAIN
        records = asked(names.nameserver, lambda r: r.records("other.test", "AAAA"))
        assert (records.status, records.definite) == ("REFUSED", False)
        records = asked(names.nameserver, lambda r: r.records(f"none.{ZONE}", "AAAA"))
        assert (records.status, records.definite, records.authoritative) == ("NXDOMAIN", True, True)


@needs_v6
def test_aliases_are_kept() -> None:
    with resolving(zone()) as names:
        records = asked(names.nameserver, lambda r: r.records(f"static.{ZONE}", "AAAA"))
    assert records.chain == (HOST,)
    assert records.values == ("::1",)
    assert 0 < records.ttl <= 60


@pytest.mark.parametrize(
    ("host", "family", "expected"),
    [
        ("192.0.2.7", V4, ("192.0.2.7",)),
        ("192.0.2.7", V6, ()),
        ("2001:db8::7", V6, ("2001:db8::7",)),
        ("[2001:db8::7]", V6, ("2001:db8::7",)),
        ("localhost", V4, ("127.0.0.1",)),
        ("portal.localhost.", V6, ("::1",)),
    ],
)
def test_literals_and_localhost_are_never_asked_for(
    host: str, family: int, expected: tuple[str, ...]
) -> None:
    unreachable = "127.0.0.1:9"
    assert asked(unreachable, lambda r: r.addresses(host, family)) == expected


@needs_v6
def test_aiohttp_gets_both_families_or_an_oserror() -> None:
    async def ask(server: str) -> None:
        resolver = PortalResolver((server,))
        both = await resolver.resolve(HOST, 80, socket.AF_UNSPEC)
        assert [(r["host"], r["family"]) for r in both] == [("127.0.0.1", V4), ("::1", V6)]
        assert [r["host"] for r in await resolver.resolve(HOST, 80, V6)] == ["::1"]
        only = await resolver.resolve(f"cdn.{ZONE}", 80, socket.AF_UNSPEC)
        assert [(r["host"], r["port"]) for r in only] == [("127.0.0.1", 80)]
        for name, family in ((f"cdn.{ZONE}", V6), (f"none.{ZONE}", socket.AF_UNSPEC)):
            with pytest.raises(OSError, match=name):
                await resolver.resolve(name, 80, family)
        await resolver.close()

    with resolving(zone()) as names:
        asyncio.run(ask(names.nameserver))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.0.2.53", ("192.0.2.53", 53)),
        ("192.0.2.53:5353", ("192.0.2.53", 5353)),
        ("2001:db8::53", ("2001:db8::53", 53)),
        ("[2001:db8::53]", ("2001:db8::53", 53)),
        ("[2001:db8::53]:5353", ("2001:db8::53", 5353)),
        ("dns.example.cn:53", ("dns.example.cn", 53)),
        ("dns.example.cn", ("dns.example.cn", 53)),
    ],
)
def test_ports_are_split_off(text: str, expected: tuple[str, int]) -> None:
    assert split_port(text, 53) == expected


@pytest.mark.parametrize("text", ["dns.example", "", "192.0.2.53:0", "192.0.2.53:x", "1:2:3"])
def test_a_malformed_server_is_the_operators_mistake(text: str) -> None:
    with pytest.raises(OperatorError, match="nameservers"):
        Resolver((text,))
