"""Internet.nl's five web tests of IPv6, as their published program decides them, measured anew.

Source: github.com/internetstandards/Internet.nl, ``checks/tasks/ipv6.py`` (``do_ns``, ``do_web``,
``test_connectivity``, ``simhash``, ``callback``), ``checks/http_client.py`` and the limit
``SIMHASH_MAX`` = 10 in ``internetnl/settings.py``; read at commit cec0e01. What it says there:

ns_aaaa    the NS records of the name, or of the first name above it that has some. No server
           with an AAAA record: bad. One: "only one", which counts as bad. Two or more: good.
ns_reach   only if there is any: good unless some IPv6 address of a server fails. An address
           is good when TCP connects to port 53 within 4 seconds, or else when a query
           forwarded to it gives anything but SERVFAIL.
web_aaaa   good when the name has an AAAA record; IPv4-mapped addresses do not count.
web_reach  only then: good unless some address takes no TCP connection at 80 nor at 443.
web_ipv46  only if some IPv6 address is good. Without IPv4 addresses: untested. When a port is
           open over IPv4 and not over IPv6: bad. Else "/" is fetched over both, by HTTP, or by
           HTTPS when that fails on IPv4; redirects are followed and certificates not looked
           at; bad when that cannot be done. The first 500,000 bytes, without nonces and
           __VIEWSTATE, are compared: 100 − 100 × quick_ratio ≤ 10 is good, more is a notice.

A name that does not resolve, for whatever reason, has no records: the program does not ask
why. Nothing of the code is taken over; this is a plain client of its own.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from difflib import SequenceMatcher
from urllib.parse import urljoin, urlsplit

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.resolver

GOOD, BAD, NOTICE, UNTESTED = "good", "bad", "notice", "untested"
SUBTESTS = ("ns_aaaa", "ns_reach", "web_aaaa", "web_reach", "web_ipv46")
_LARGEST, _MOST_PERCENT, _HOPS = 500_000, 10.0, 30
_NONCE = re.compile(rb"<input[^>]*__VIEWSTATE[^>]*>|(?<=<script|<style.)[^>]*\snonce=\S+")


def examine(host: str, nameserver: str, patience: float) -> dict[str, str]:
    """The verdict of each subtest on a host; ``patience`` is in seconds for one connection."""
    client = _Client(nameserver, patience)
    return {**_name_servers(client, host), **_web(client, host)}


class _Client:
    """Asks one resolver, connects to literal addresses."""

    def __init__(self, nameserver: str, patience: float) -> None:
        self._resolver = dns.resolver.Resolver(configure=False)
        self._resolver.nameservers = [nameserver]
        self._resolver.lifetime = patience
        self.patience = patience

    def records(self, name: str, kind: str) -> list[str]:
        """The records of a name; none when the resolver gives none, for whatever reason."""
        try:
            answer = self._resolver.resolve(name, kind, raise_on_no_answer=False, search=False)
        except dns.exception.DNSException:
            return []
        return [str(record).rstrip(".") for record in answer.rrset or ()]

    def v6(self, name: str) -> list[str]:
        """AAAA records that are no IPv4-mapped addresses."""
        return [each for each in self.records(name, "AAAA") if not each.startswith("::ffff:")]

    def connects(self, address: str, port: int) -> bool:
        """Whether TCP connects."""
        try:
            socket.create_connection((address, port), self.patience).close()
        except OSError:
            return False
        return True

    def answers(self, address: str, zone: str) -> bool:
        """Whether a server answers a question for the zone's NS records over UDP."""
        query = dns.message.make_query(zone, "NS")
        try:
            reply = dns.query.udp(query, address, timeout=self.patience)
        except (dns.exception.DNSException, OSError):
            return False
        return reply.rcode() != dns.rcode.SERVFAIL


def _name_servers(client: _Client, host: str) -> dict[str, str]:
    zone, servers = host, client.records(host, "NS")
    while not servers and "." in zone:
        zone = zone.partition(".")[2]
        servers = client.records(zone, "NS")
    addresses = {name: found for name in servers if (found := client.v6(name))}
    if not addresses:
        return {"ns_aaaa": BAD, "ns_reach": UNTESTED}
    every = [address for found in addresses.values() for address in found]
    reached = all(client.connects(a, 53) or client.answers(a, zone) for a in every)
    return {
        "ns_aaaa": GOOD if len(addresses) > 1 else BAD, "ns_reach": GOOD if reached else BAD,
    }  # fmt: skip


def _web(client: _Client, host: str) -> dict[str, str]:
    v6, v4 = client.v6(host), client.records(host, "A")
    if not v6:
        return {"web_aaaa": BAD, "web_reach": UNTESTED, "web_ipv46": UNTESTED}
    open6 = {a: {p for p in (80, 443) if client.connects(a, p)} for a in v6}
    open4 = {a: {p for p in (80, 443) if client.connects(a, p)} for a in v4}
    verdicts = {"web_aaaa": GOOD, "web_reach": GOOD if all(open6.values()) else BAD}
    if not any(open6.values()):
        return {**verdicts, "web_ipv46": UNTESTED}
    if not v4:
        return {**verdicts, "web_ipv46": UNTESTED}
    lacking = set().union(*open4.values()) - set().union(*open6.values())
    if lacking or not any(open4.values()):
        return {**verdicts, "web_ipv46": BAD}
    return {**verdicts, "web_ipv46": _same(client, host, v4, v6)}


def _same(client: _Client, host: str, v4: list[str], v6: list[str]) -> str:
    for scheme in ("http", "https"):
        first = _page(client, f"{scheme}://{host}/", host, v4)
        if first is None:
            continue
        other = _page(client, f"{scheme}://{host}/", host, v6)
        if other is None:
            return BAD
        ratio = SequenceMatcher(None, _stripped(first), _stripped(other)).quick_ratio()
        return GOOD if 100 - 100 * ratio <= _MOST_PERCENT else NOTICE
    return BAD


def _stripped(page: bytes) -> bytes:
    return _NONCE.sub(b"", page)


def _page(client: _Client, url: str, host: str, addresses: list[str]) -> bytes | None:
    """The page that redirects end at, from one family while they stay on the host; None if none."""
    for _ in range(_HOPS):
        parts = urlsplit(url)
        name = parts.hostname or ""
        known = addresses if name == host else client.v6(name) + client.records(name, "A")
        got = next((g for a in known if (g := _get(client, url, a)) is not None), None)
        if got is None:
            return None
        location, body = got
        if not location:
            return body
        url = urljoin(url, location)
    return None


def _get(client: _Client, url: str, address: str) -> tuple[str, bytes] | None:
    """(location, body) of one address; twice, as their client does, before it counts as none."""
    for _ in range(2):
        try:
            return _exchange(client, url, address)
        except (OSError, http.client.HTTPException):
            continue
    return None


def _exchange(client: _Client, url: str, address: str) -> tuple[str, bytes]:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    line = socket.create_connection((address, port), client.patience)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line = context.wrap_socket(line, server_hostname=parts.hostname)
    connection = http.client.HTTPConnection(address, port, timeout=client.patience)
    connection.sock = line
    try:
        connection.request("GET", parts.path or "/", headers={"Host": parts.netloc})
        response = connection.getresponse()
        location = response.getheader("Location", "") if response.status // 100 == 3 else ""
        return location, response.read(_LARGEST)
    finally:
        connection.close()
