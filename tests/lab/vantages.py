"""The machines that measure: one sound one, and others each with one trouble of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.lab.address_plan import REFERENCES_NET, REFERENCES_V4, REFERENCES_V6, RESOLVERS

_REFERENCES = tuple(f"[{address}]:443" for address in REFERENCES_V6)


@dataclass(frozen=True)
class Vantage:
    """A machine on a line of its own to the router.

    ``address`` is its IPv6 prefix ("" for none, {k} its number), ``routes`` where it has routes
    to over IPv6, ``own`` rules of its own firewall, ``line`` rules of the router for packets
    from and to it (device "{device}"), ``queue`` lines of tc on its own device, ``resolver``
    one of ``resolvers``, ``network`` further settings of [network].
    """

    what: str
    address: str = "2409:8000:{k}::"
    routes: tuple[str, ...] = ("default",)
    own: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    queue: tuple[str, ...] = ()
    resolver: str = "sound"
    network: Mapping[str, Any] = field(default_factory=dict)

    def settings(self) -> dict[str, Any]:
        """The table [network] of its configuration."""
        chosen = {
            "nameservers": (RESOLVERS[self.resolver],), "ipv6_references": _REFERENCES,
            "references": ("www.sound.gov.cn:443", *(f"{address}:443" for address in REFERENCES_V4)),
        }  # fmt: skip
        return {**chosen, **self.network}


_UNKNOWN = {"ipv6_references": ()}
VANTAGES = {
    "sound": Vantage("IPv4 and IPv6 work"),
    "v4-only": Vantage("no IPv6 address but the loopback's", address="", routes=()),
    "v4-only-no-references": Vantage(
        "the same, without configured references", address="", routes=(), network=_UNKNOWN
    ),
    "ula-only": Vantage("a unique-local address that leads nowhere", address="fd00:{k}::"),
    "ula-only-no-references": Vantage(
        "the same, without configured references", address="fd00:{k}::", network=_UNKNOWN
    ),
    "no-route": Vantage("a global address without a default route", routes=()),
    "dead-line": Vantage(
        "address and route, but the line swallows IPv6",
        line=('iifname "{device}" meta nfproto ipv6 drop',),
    ),
    "cut-off": Vantage(
        "the line is down, only the resolver beside it answers",
        line=('iifname "{device}" drop',),
    ),
    "half-routed": Vantage(
        "only the references' prefix is routed: the route to the sites is missing",
        routes=(REFERENCES_NET,),
    ),
    "firewalled": Vantage(
        "its own firewall forbids web ports over IPv6 but to the references",
        own=(f"ip6 daddr != {REFERENCES_NET} tcp dport {{ 80, 443 }} reject with icmpx admin-prohibited",),
    ),
    "own-hole": Vantage(
        "its tunnel swallows large IPv6 packets",
        line=('oifname "{device}" meta nfproto ipv6 meta length > 1280 drop',),
    ),
    "slow-line": Vantage(
        "its own line is slow, by tc",
        queue=("qdisc add dev uplink root tbf rate 64kbit burst 3000 latency 900ms",),
    ),
    "lossy-line": Vantage(
        "its line loses every third IPv6 packet",
        line=('oifname "{device}" meta nfproto ipv6 numgen inc mod 3 == 0 drop',),
    ),
    "resolver-down": Vantage("its resolver is down", resolver="dead"),
    "resolver-refuses": Vantage("its resolver refuses to answer", resolver="refusing"),
    "resolver-filters": Vantage("its resolver takes AAAA out of answers", resolver="filtering"),
    "switched-off": Vantage("IPv6 is switched off in the config", network={"ipv6": False}),
}  # fmt: skip
