"""What kind of IPv6 address an AAAA record holds: only a global one serves the public."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Final

from store.errors import OperatorError

GLOBAL: Final = "global"

#: First match wins. RFC 4291, 4193, 3056, 4380, 6052, 8215, 3849, 9637, 6666, 7343.
_BLOCKS: Final = tuple(
    (ipaddress.IPv6Network(prefix), name)
    for prefix, name in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "mapped"),
        ("::/96", "compatible"),
        ("64:ff9b::/96", "nat64"),
        ("64:ff9b:1::/48", "nat64"),
        ("100::/64", "discard"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("fc00::/7", "ula"),
        ("ff00::/8", "multicast"),
        ("2002::/16", "6to4"),
        ("2001::/32", "teredo"),
        ("2001:2::/48", "benchmarking"),
        ("2001:10::/28", "orchid"),
        ("2001:20::/28", "orchid"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
        ("2000::/3", GLOBAL),
    )
)


class Laboratory:
    """Prefixes that count as global although they are not (config ``network.treat_as_global``).

    Raises:
        OperatorError: a prefix is no IPv6 network.
    """

    def __init__(self, prefixes: Sequence[str] = ()) -> None:
        self.networks = tuple(_network(prefix) for prefix in prefixes)

    def classify(self, address: str) -> str:
        """Name the kind of an address: "global", "ula", "6to4" …, or "invalid" when it is none."""
        try:
            parsed = ipaddress.IPv6Address(address.partition("%")[0])
        except ValueError:
            return "invalid"
        if any(parsed in network for network in self.networks):
            return GLOBAL
        return next((name for block, name in _BLOCKS if parsed in block), "reserved")

    def is_global(self, address: str) -> bool:
        """Whether the public (or the laboratory) can reach the address."""
        return self.classify(address) == GLOBAL


def _network(prefix: str) -> ipaddress.IPv6Network:
    try:
        return ipaddress.IPv6Network(prefix, strict=False)
    except ValueError as error:
        raise OperatorError(
            f"config.toml 的 [network] treat_as_global 中的“{prefix}”不是 IPv6 前缀,应写作 ::1/128"
        ) from error
