"""Host names to the addresses a probe may use, one family at a time and never the other."""

from __future__ import annotations

import socket
from typing import Final

from crawler.probes.address import Laboratory
from crawler.resolver import Records, Resolver, is_localhost, literal

#: Words for why a host has no address in a family; "no-address" is definite, the others are not.
NO_ADDRESS: Final = "no-address"
UNRESOLVED: Final = "unresolved"


class Paths:
    """Look-ups kept for the length of one probe."""

    def __init__(self, resolver: Resolver, lab: Laboratory) -> None:
        self._resolver = resolver
        self._lab = lab
        self._aaaa: dict[str, Records] = {}

    async def v6(self, host: str) -> tuple[list[str], str]:
        """Global IPv6 addresses of a host over DNS, and a word when there are none."""
        if literal(host) is not None or is_localhost(host):
            values = await self._resolver.addresses(host, socket.AF_INET6)
            found = [value for value in values if self._lab.is_global(value)]
            return found, "" if found else NO_ADDRESS
        records = await self.aaaa(host)
        found = [value for value in records.values if self._lab.is_global(value)]
        if found:
            return found, ""
        return [], NO_ADDRESS if records.definite else f"{UNRESOLVED}: {records.status}"

    async def v4(self, host: str) -> tuple[list[str], str]:
        """IPv4 addresses of a host as the crawl itself finds them."""
        try:
            values = await self._resolver.addresses(host, socket.AF_INET)
        except OSError as error:
            return [], f"{UNRESOLVED}: {error}"
        return list(values), "" if values else NO_ADDRESS

    async def aaaa(self, host: str) -> Records:
        """The AAAA records of a host, asked once."""
        if host not in self._aaaa:
            self._aaaa[host] = await self._resolver.records(host, "AAAA")
        return self._aaaa[host]

    async def of(self, host: str, family: int) -> tuple[list[str], str]:
        """Addresses in one family: 4 or 6."""
        return await (self.v6(host) if family == 6 else self.v4(host))
