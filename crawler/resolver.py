"""Names to addresses for every connection of a night, by the resolvers the config names.

Without configured name servers the system's own look-up is used for connections, so that a
hosts file counts as it does for every other program on the machine; with them, dnspython asks
exactly those servers. Record look-ups for the probes (``Resolver.records``) always go over DNS.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.nameserver
import dns.rcode
import dns.rdatatype
import dns.resolver
from aiohttp.abc import AbstractResolver, ResolveResult

from store.errors import OperatorError

#: Seconds an address is kept at least and at most, whatever its TTL says.
SHORTEST, LONGEST = 5.0, 300.0
#: Seconds a look-up by the system is kept, which tells no TTL.
SYSTEM_TTL = 60.0
#: Seconds one look-up may take in all, retries included.
LIFETIME = 6.0

_LOOPBACK = {socket.AF_INET: "127.0.0.1", socket.AF_INET6: "::1"}
_TYPES = {socket.AF_INET: "A", socket.AF_INET6: "AAAA"}


@dataclass(frozen=True)
class Records:
    """What the resolver said of one name and type.

    ``status`` is "ok" (``values`` may be empty: the name exists, the record does not),
    "NXDOMAIN", another rcode such as "SERVFAIL" or "REFUSED", "TIMEOUT" or "INVALID".
    ``chain`` holds the CNAME targets in order, ``ttl`` is in seconds, ``authoritative`` says
    whether the answering server owns the zone, ``validated`` whether the resolver vouches for
    the answer by DNSSEC (AD flag), ``detail`` is the resolver's own error text.
    """

    name: str
    kind: str
    status: str
    values: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    ttl: float = 0.0
    authoritative: bool = False
    server: str = ""
    detail: str = ""
    validated: bool = False

    @property
    def definite(self) -> bool:
        """The servers of the name answered; False means nobody knows."""
        return self.status in ("ok", "NXDOMAIN")


class Resolver:
    """Asks the configured name servers ("host", "host:port", "[v6]:port"), or the system's.

    Raises:
        OperatorError: a configured name server is not an address with an optional port.
    """

    def __init__(self, nameservers: Sequence[str] = ()) -> None:
        self.configured = tuple(nameservers)
        self._servers = [_server(text) for text in nameservers]
        self._client: dns.asyncresolver.Resolver | None = None
        self._cache: dict[tuple[str, int], tuple[float, tuple[str, ...]]] = {}

    @property
    def servers(self) -> str:
        """The name servers in use, for evidence."""
        if self.configured:
            return "、".join(self.configured)
        return "、".join(str(server) for server in self._dns().nameservers)

    async def addresses(self, host: str, family: int) -> tuple[str, ...]:
        """Addresses of a host in one family (AF_INET or AF_INET6); none there gives ().

        Raises:
            OSError: the name does not exist, or no name server could say.
        """
        known = _itself(host, family)
        if known is not None:
            return known
        kept = self._cache.get((host, family))
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        ttl, found = await self._look_up(host, family)
        until = time.monotonic() + min(max(ttl, SHORTEST), LONGEST)
        self._cache[(host, family)] = (until, found)
        return found

    async def records(self, name: str, kind: str) -> Records:
        """The records of a name over DNS; never raises for what DNS itself can answer."""
        try:
            answer = await self._dns().resolve(
                dns.name.from_text(name), kind, raise_on_no_answer=False, lifetime=LIFETIME
            )
        except dns.resolver.NXDOMAIN as error:
            return Records(name, kind, "NXDOMAIN", authoritative=_owned(error), detail=str(error))
        except dns.resolver.NoNameservers as error:
            return Records(name, kind, _rcode(error), detail=str(error))
        except (dns.exception.Timeout, dns.resolver.NoResolverConfiguration) as error:
            return Records(name, kind, "TIMEOUT", detail=str(error))
        except (dns.exception.DNSException, UnicodeError, OSError) as error:
            return Records(name, kind, "INVALID", detail=f"{type(error).__name__}: {error}")
        return _records(name, kind, answer)

    async def close(self) -> None:
        """Forget what was looked up; sockets live only as long as their query."""
        self._cache.clear()

    async def _look_up(self, host: str, family: int) -> tuple[float, tuple[str, ...]]:
        if not self.configured:
            return SYSTEM_TTL, await _by_system(host, family)
        found = await self.records(host, _TYPES[socket.AddressFamily(family)])
        if found.status == "ok":
            return found.ttl, found.values
        unknown = found.status == "NXDOMAIN"
        code = socket.EAI_NONAME if unknown else socket.EAI_AGAIN
        raise socket.gaierror(code, f"{host}: {found.status} {found.detail}".strip())

    def _dns(self) -> dns.asyncresolver.Resolver:
        """The dnspython resolver, made once, because reading the system's settings may fail."""
        if self._client is None:
            self._client = dns.asyncresolver.Resolver(configure=not self._servers)
            if self._servers:
                self._client.nameservers = list(self._servers)
            self._client.search = []
            self._client.flags = dns.flags.RD | dns.flags.AD  # RFC 6840, 5.7: say if validated
            self._client.timeout = LIFETIME / 3
        return self._client


class PortalResolver(AbstractResolver):
    """The same answers for aiohttp: ``TCPConnector(resolver=PortalResolver(nameservers))``."""

    def __init__(self, nameservers: Sequence[str] = ()) -> None:
        self._resolver = Resolver(nameservers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Addresses of a host, IPv4 and IPv6 unless one family is asked for.

        Raises:
            OSError: there is no address.
        """
        families = [family] if family in _TYPES else list(_TYPES)
        answers = await asyncio.gather(
            *(self._resolver.addresses(host, one) for one in families), return_exceptions=True
        )
        found: list[ResolveResult] = []
        for one, answer in zip(families, answers, strict=True):
            if isinstance(answer, tuple):
                found += [_result(host, address, port, one) for address in answer]
        return found or _nothing(host, answers)

    async def close(self) -> None:
        """Release the resolver."""
        await self._resolver.close()


def _nothing(host: str, answers: Sequence[object]) -> list[ResolveResult]:
    """No address in any family: raise what the resolver said, else that there is none."""
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
    raise socket.gaierror(socket.EAI_NONAME, f"{host}: no address")


def _result(host: str, address: str, port: int, family: int) -> ResolveResult:
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=0,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )  # fmt: skip


def literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address when a host is written as one, with or without brackets."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def is_localhost(host: str) -> bool:
    """``localhost`` and names below it, which DNS is never asked for (RFC 6761, 6.3)."""
    name = host.rstrip(".").lower()
    return name == "localhost" or name.endswith(".localhost")


def _itself(host: str, family: int) -> tuple[str, ...] | None:
    """The addresses of a literal or of localhost; None when a look-up is needed."""
    address = literal(host)
    if address is not None:
        wanted = socket.AF_INET if address.version == 4 else socket.AF_INET6
        return (str(address),) if family == wanted else ()
    return (_LOOPBACK[socket.AddressFamily(family)],) if is_localhost(host) else None


async def _by_system(host: str, family: int) -> tuple[str, ...]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, None, family=family, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NODATA, socket.EAI_ADDRFAMILY):
            return ()
        raise
    except UnicodeError as error:
        raise socket.gaierror(socket.EAI_NONAME, f"{host}: {error}") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def split_port(text: str, default: int) -> tuple[str, int]:
    """Split "host", "host:port", "[v6]" or "[v6]:port" into host without brackets and port.

    Raises:
        ValueError: it is none of these.
    """
    if literal(text) is not None:
        return text.strip("[]"), default
    host, colon, port = text.rpartition(":")
    if not colon:
        return text, default
    if not host or (":" in host and not host.startswith("[")) or not 0 < int(port) < 65536:
        raise ValueError(text)
    return host.strip("[]"), int(port)


def _server(text: str) -> dns.nameserver.Nameserver:
    try:
        host, port = split_port(text.strip(), 53)
        if is_localhost(host):
            host = "127.0.0.1"
        return dns.nameserver.Do53Nameserver(str(ipaddress.ip_address(host)), port)
    except ValueError as error:
        raise OperatorError(
            f"config.toml 的 [network] nameservers 中的“{text}”不是域名服务器地址,"
            "应写作 192.0.2.53、192.0.2.53:53 或 [2001:db8::53]:53"
        ) from error


def _records(name: str, kind: str, answer: dns.resolver.Answer) -> Records:
    wanted = dns.rdatatype.from_text(kind)
    owner = str(answer.canonical_name).rstrip(".")
    chain = tuple(
        str(record.target).rstrip(".")
        for rrset in answer.response.answer
        if rrset.rdtype == dns.rdatatype.CNAME
        for record in rrset
    )
    values = tuple(str(r).rstrip(".") for r in (answer.rrset or ()) if r.rdtype == wanted)
    return Records(
        owner if kind == "NS" else name, kind, "ok", values, chain,
        ttl=max(0.0, answer.expiration - time.time()),
        authoritative=bool(answer.response.flags & dns.flags.AA),
        server=f"{answer.nameserver}#{answer.port}",
        validated=bool(answer.response.flags & dns.flags.AD),
    )  # fmt: skip


def _owned(error: dns.resolver.NXDOMAIN) -> bool:
    """Whether the server that says a name does not exist owns its zone."""
    responses: dict[dns.name.Name, dns.message.Message] = error.kwargs.get("responses") or {}
    return any(bool(response.flags & dns.flags.AA) for response in responses.values())


def _rcode(error: dns.resolver.NoNameservers) -> str:
    """The rcode that all servers failed with, SERVFAIL before others; TIMEOUT when none spoke."""
    codes = [
        dns.rcode.to_text(entry[4].rcode())
        for entry in error.kwargs.get("errors", ())
        if len(entry) > 4 and entry[4] is not None
    ]
    if not codes:
        return "TIMEOUT"
    return "SERVFAIL" if "SERVFAIL" in codes else codes[-1]
