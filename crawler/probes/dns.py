"""What DNS says of the portal: its addresses, its zone, and the name servers of that zone.

A failing resolver is kept apart from a missing record everywhere: only "ok" and "NXDOMAIN" are
answers. A missing AAAA is confirmed at the zone's own servers, because some resolvers inside
government networks filter AAAA records, and that is not the portal's fault.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import dns.asyncquery
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype

from crawler.probes.address import Laboratory
from crawler.probes.failures import word_for
from crawler.resolver import Records, Resolver, is_localhost, literal

#: Seconds for one question to one name server; each is asked twice before it counts as silent.
PATIENCE: Final = 3.0
#: Name servers of a zone that are examined; a zone seldom has more than six.
MOST_SERVERS: Final = 8

#: Zones below which names are registered; a portal's own zone is never one of them.
_REGISTRIES: Final = re.compile(
    r"(?:com|net|org|gov|edu|ac|mil|bj|sh|tj|cq|he|sx|nm|ln|jl|hl|js|zj|ah|fj|jx|sd|ha|hb|hn|gd|gx"
    r"|hi|sc|gz|yn|xz|sn|gs|qh|nx|xj|tw|hk|mo)\.cn|[^.]+",
    re.IGNORECASE,
)


async def portal_addresses(
    resolver: Resolver, lab: Laboratory, host: str, port: int
) -> dict[str, Any]:
    """Data of the "dns-aaaa" probe; ``port`` is that of authoritative servers."""
    special = _special(host, lab)
    if special is not None:
        return special
    a, aaaa = await resolver.records(host, "A"), await resolver.records(host, "AAAA")
    found = address_records(aaaa, lab)
    data: dict[str, Any] = {
        "host": host, "written_as": "name", "resolver": aaaa.server or resolver.servers,
        "a": {**_plain(a), "internal": is_internal(a.values)},
        "aaaa": found, "chain": list(aaaa.chain or a.chain), "confirmed": _confirmed(aaaa),
    }  # fmt: skip
    if aaaa.definite and not data["confirmed"] and not aaaa.values:
        target = data["chain"][-1] if data["chain"] else host
        data["authority"] = await authority(resolver, lab, target, "AAAA", port)
        data["confirmed"] = "authority" if data["authority"].get("absent") else ""
    return data


async def zone_servers(
    resolver: Resolver, lab: Laboratory, host: str, port: int, speaks_v6: bool
) -> dict[str, Any]:
    """Data of the "dns-ns" probe; without ``speaks_v6`` no server is asked anything over IPv6."""
    if _special(host, lab) is not None:
        return {"host": host, "zone": "", "status": "literal", "servers": []}
    found = await zone_of(resolver, host)
    examiner = _Examiner(resolver, lab, found.name, port, speaks_v6)
    servers = [await examiner.server(name) for name in sorted(found.values)[:MOST_SERVERS]]
    return {
        "host": host, "zone": found.name, "dnssec": await _signed(resolver, found.name),
        "status": found.status, "detail": found.detail,
        "resolver": found.server or resolver.servers, "asked_over_v6": speaks_v6,
        "servers": servers, "left_out": max(0, len(found.values) - MOST_SERVERS),
    }  # fmt: skip


async def zone_of(resolver: Resolver, host: str) -> Records:
    """The NS records of the zone a host lies in, found by walking up; ``name`` is its apex.

    ``status`` is "no-zone" when only a registry's zone was left.
    """
    labels = host.rstrip(".").split(".")
    for start in range(len(labels)):
        name = ".".join(labels[start:])
        if start and _REGISTRIES.fullmatch(name):
            break
        found = await resolver.records(name, "NS")
        if not found.definite:
            return found
        if found.values and found.name.lower() == name.lower():
            return found
    return Records("", "NS", "no-zone", detail=f"{host} 的各级上级域名均没有 NS 记录")


def address_records(found: Records, lab: Laboratory) -> dict[str, Any]:
    """AAAA records with the kind of each address."""
    kinds = [{"address": value, "class": lab.classify(value)} for value in found.values]
    return {
        "status": found.status, "detail": found.detail, "records": kinds,
        "from_owner": found.authoritative,
    }  # fmt: skip


def global_addresses(data: dict[str, Any]) -> list[str]:
    """The global addresses among ``address_records``."""
    return [entry["address"] for entry in data["records"] if entry["class"] == "global"]


def _special(host: str, lab: Laboratory) -> dict[str, Any] | None:
    """Data for a host that is an address or localhost: there is no name to look up."""
    address = literal(host)
    if address is None and not is_localhost(host):
        return None
    v4 = ["127.0.0.1"] if address is None else [str(address)] * (address.version == 4)
    v6 = ["::1"] if address is None else [str(address)] * (address.version == 6)
    kinds = [{"address": value, "class": lab.classify(value)} for value in v6]
    return {
        "host": host, "written_as": "localhost" if address is None else "literal", "resolver": "",
        "a": {"status": "ok", "values": v4, "detail": "", "internal": False},
        "aaaa": {"status": "ok", "detail": "", "records": kinds, "from_owner": True},
        "chain": [], "confirmed": "",
    }  # fmt: skip


def _plain(found: Records) -> dict[str, Any]:
    return {"status": found.status, "values": list(found.values), "detail": found.detail}


def is_internal(values: Sequence[str]) -> bool:
    """Whether all A records are private: the resolver shows the view of an inner network."""
    parsed = [ipaddress.ip_address(value) for value in values]
    return bool(parsed) and all(a.is_private and not a.is_loopback for a in parsed)


def _confirmed(aaaa: Records) -> str:
    """Why the answer can be believed: "records" were given, or the "owner" itself answered."""
    if aaaa.values:
        return "records"
    return "owner" if aaaa.definite and aaaa.authoritative else ""


async def authority(
    resolver: Resolver, lab: Laboratory, name: str, kind: str, port: int
) -> dict[str, Any]:
    """Ask the servers of a name's own zone for its A or AAAA; ``absent``: one says there is none."""
    zone = await zone_of(resolver, name)
    for server in sorted(zone.values)[:3]:
        v4, v6 = await resolver.records(server, "A"), await resolver.records(server, "AAAA")
        reachable = [*v4.values, *(a for a in v6.values if lab.is_global(a))]
        for address in reachable[:2]:
            reply, _ = await _ask(address, port, name, kind, tcp=False)
            if reply is None or not reply.flags & dns.flags.AA:
                continue
            values = [
                str(record)
                for rrset in reply.answer
                if rrset.rdtype == dns.rdatatype.from_text(kind)
                for record in rrset
            ]
            absent = not values and reply.rcode() in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN)
            return {"server": f"{server} {address}", "values": values, "absent": absent}
    return {"server": "", "values": [], "absent": False, "error": "权威域名服务器未能答复"}


@dataclass(frozen=True)
class _Examiner:
    """Asks the servers of one zone; servers that share an address are asked once."""

    resolver: Resolver
    lab: Laboratory
    zone: str
    port: int
    speaks_v6: bool
    tested: dict[str, dict[str, str]] = field(default_factory=dict)

    async def server(self, name: str) -> dict[str, Any]:
        """One name server: its addresses and what it answers where."""
        a, aaaa = await self.resolver.records(name, "A"), await self.resolver.records(name, "AAAA")
        addresses = address_records(aaaa, self.lab)
        over_v6 = global_addresses(addresses)[:2] if self.speaks_v6 else []
        tests = [await self._test(address) for address in over_v6]
        broken = any(test[way] != "ok" for test in tests for way in ("udp", "tcp"))
        control = [await self._test(address) for address in a.values[:1]] if broken else []
        return {
            "name": name, "a": _plain(a), "aaaa": addresses, "tests": tests, "over_v4": control,
        }  # fmt: skip

    async def _test(self, address: str) -> dict[str, str]:
        """Ask one address for the zone's SOA over UDP and TCP: "ok" or what went wrong."""
        if address not in self.tested:
            udp, tcp = await asyncio.gather(
                *(_ask(address, self.port, self.zone, "SOA", tcp=tcp) for tcp in (False, True))
            )
            said = [
                why if reply is None else _soa_fault(reply, self.zone) for reply, why in (udp, tcp)
            ]
            self.tested[address] = {"address": address, "udp": said[0], "tcp": said[1]}
        return dict(self.tested[address])


async def _signed(resolver: Resolver, zone: str) -> dict[str, Any]:
    """Whether a zone holds DNSSEC keys (RFC 4034) and the resolver validated them; only noted."""
    if not zone:
        return {"status": "", "keys": 0, "validated": False}
    found = await resolver.records(zone, "DNSKEY")
    return {"status": found.status, "keys": len(found.values), "validated": found.validated}


def _soa_fault(reply: dns.message.Message, zone: str) -> str:
    """Give "ok" when the reply is authoritative and holds the SOA, else what it lacks."""
    if reply.rcode() != dns.rcode.NOERROR:
        return dns.rcode.to_text(reply.rcode())
    owner = dns.name.from_text(zone)
    has_soa = any(
        rrset.rdtype == dns.rdatatype.SOA and rrset.name == owner for rrset in reply.answer
    )
    if not has_soa:
        return "no-soa"
    return "ok" if reply.flags & dns.flags.AA else "not-authoritative"


async def _ask(
    address: str, port: int, name: str, kind: str, *, tcp: bool
) -> tuple[dns.message.Message | None, str]:
    """One question to one server, twice if need be; (reply, "") or (None, one word)."""
    error = ""
    for _ in range(2):
        query = dns.message.make_query(name, kind)
        query.flags &= ~dns.flags.RD
        send = dns.asyncquery.tcp if tcp else dns.asyncquery.udp
        try:
            return await send(query, address, timeout=PATIENCE, port=port), ""
        except dns.exception.Timeout:
            error = "timeout"
        except (OSError, EOFError, dns.exception.DNSException) as failure:
            known = isinstance(failure, OSError)
            error = word_for(failure, address) if known else type(failure).__name__
    return None, error
