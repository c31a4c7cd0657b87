"""A small name server on loopback: authoritative for the zone, over UDP and TCP, v4 and v6.

It answers recursive questions about its own zone too, so that one server can stand both for
the resolver and for the zone's name servers. What is outside the zone and not listed is refused.
"""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from tests.portal.model import ZONE, Zone
from tests.portal.server import in_thread

TTL = 60


@dataclass
class Names:
    """A running name server: its port and what was asked."""

    zone: Zone
    port: int
    asked: Counter[tuple[str, int, str, str]] = field(default_factory=Counter)

    @property
    def nameserver(self) -> str:
        """As it stands in the operator's file."""
        return f"127.0.0.1:{self.port}"

    def reply(self, wire: bytes, transport: str, family: int) -> bytes | None:
        """The answer to a question, or None where the server keeps silent."""
        if (transport, family) in self.zone.silent:
            return None
        query = dns.message.from_wire(wire)
        response = dns.message.make_response(query, recursion_available=True)
        if (transport, family) in self.zone.refused or not query.question:
            response.set_rcode(dns.rcode.REFUSED)
            return response.to_wire()
        question = query.question[0]
        name = question.name.to_text().rstrip(".").lower()
        self.asked[transport, family, name, dns.rdatatype.to_text(question.rdtype)] += 1
        self._fill(response, name, dns.rdatatype.to_text(question.rdtype))
        return response.to_wire()

    def _fill(self, response: dns.message.Message, name: str, kind: str) -> None:
        if name != ZONE and not name.endswith("." + ZONE) and name not in self.zone.records:
            response.set_rcode(dns.rcode.REFUSED)
            return
        response.flags |= dns.flags.AA
        records = self.zone.records
        for _ in range(8):  # a chain of aliases
            alias = records.get(name, {}).get("CNAME")
            if not alias or kind == "CNAME":
                break
            _add(response.answer, name, "CNAME", alias)
            name = alias[0].rstrip(".")
        if kind in records.get(name, {}):
            _add(response.answer, name, kind, records[name][kind])
            return
        if name not in records:
            response.set_rcode(dns.rcode.NXDOMAIN)
        _add(response.authority, ZONE, "SOA", records[ZONE]["SOA"])


def _add(section: list[dns.rrset.RRset], name: str, kind: str, values: list[str]) -> None:
    section.append(dns.rrset.from_text_list(name + ".", TTL, "IN", kind, values))


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, names: Names, family: int) -> None:
        self.names, self.family = names, family

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # the selector loop's transport is no DatagramTransport by class, only by its methods
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answer = self.names.reply(data, "udp", self.family)
        if answer is not None:
            self.transport.sendto(answer, addr)


async def _serve_stream(
    names: Names, family: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Length-prefixed questions on one connection (RFC 7766) until the client closes it."""
    try:
        while True:
            length = int.from_bytes(await reader.readexactly(2), "big")
            answer = names.reply(await reader.readexactly(length), "tcp", family)
            if answer is None:
                await asyncio.sleep(3600)
                return
            writer.write(len(answer).to_bytes(2, "big") + answer)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        return
    finally:
        writer.close()


def _bind(port: int) -> list[tuple[int, socket.SocketKind, socket.socket]]:
    """Sockets of both families and transports at one port that all four have free."""
    for _ in range(50):
        made: list[tuple[int, socket.SocketKind, socket.socket]] = []
        number = port
        try:
            for number_of, family, host in (
                (4, socket.AF_INET, "127.0.0.1"),
                (6, socket.AF_INET6, "::1"),
            ):
                for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
                    one = socket.socket(family, kind)
                    made.append((number_of, kind, one))
                    one.setsockopt(
                        socket.SOL_SOCKET, socket.SO_REUSEADDR, int(kind is socket.SOCK_STREAM)
                    )
                    if family is socket.AF_INET6:
                        one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                    one.bind((host, number))
                    one.setblocking(False)
                    number = one.getsockname()[1]
        except OSError:
            for _, _, one in made:
                one.close()
            if port:
                raise
            continue
        return made
    raise OSError("no port is free for the name server on both families and transports")


@contextmanager
def resolving(zone: Zone, port: int = 0) -> Iterator[Names]:
    """Runs the name server while the context lasts; a free port by default."""
    bound = _bind(port)
    names = Names(zone, bound[0][2].getsockname()[1])

    async def start() -> list[asyncio.DatagramTransport | asyncio.Server]:
        loop = asyncio.get_running_loop()
        running: list[asyncio.DatagramTransport | asyncio.Server] = []
        for family, kind, one in bound:
            if kind is socket.SOCK_DGRAM:
                transport, _ = await loop.create_datagram_endpoint(
                    partial(_Datagrams, names, family), sock=one
                )
                running.append(transport)
            else:
                running.append(
                    await asyncio.start_server(partial(_serve_stream, names, family), sock=one)
                )
        return running

    async def stop(running: list[asyncio.DatagramTransport | asyncio.Server]) -> None:
        for one in running:
            one.close()
        await asyncio.sleep(0)

    with in_thread("names") as loop:
        running = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
        try:
            yield names
        finally:
            asyncio.run_coroutine_threadsafe(stop(running), loop).result(10)
