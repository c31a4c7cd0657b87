"""Handshakes with servers on loopback: what a certificate says, what versions are spoken."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.x509 import load_pem_x509_certificate

from crawler.probes.address import Laboratory as Prefixes
from crawler.probes.ipv6 import visitor_of
from crawler.probes.paths import Paths
from crawler.probes.tls import describe, transport
from crawler.resolver import Resolver
from store.config import Config, Crawl, Network
from store.config import Portal as PortalSetting
from tests.portal.certificates import pem, server_context
from tests.portal.server import in_thread

NAME = "localhost"


@contextmanager
def speaking(context: ssl.SSLContext | None) -> Iterator[int]:
    """A server that answers one line over TLS, or (None) plain bytes; gives its port."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):  # a handshake alone says nothing more
            await reader.readline()
        writer.write(
            b"HTTP/1.1 200 OK\r\nStrict-Transport-Security: max-age=60\r\nContent-Length: 2\r\n\r\nok"
        )
        writer.close()
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()

    async def start() -> asyncio.Server:
        return await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)

    with in_thread("tls") as loop:
        server = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            loop.call_soon_threadsafe(server.close)


def probed(port: int, scheme: str = "https") -> dict[str, Any]:
    url = f"{scheme}://{NAME}:{port}/"
    config = Config(
        portal=PortalSetting(name="省文化厅", start_url=url, hosts=(f"{NAME}:{port}",)),
        crawl=Crawl(rate=1000),
        network=Network(),
    )

    async def run() -> dict[str, Any]:
        paths = Paths(Resolver(), Prefixes())
        return await transport(visitor_of(config, 60), paths, url)

    return asyncio.run(run())


def test_a_self_signed_certificate_is_read_all_the_same() -> None:
    with speaking(server_context(NAME, 30)) as port:
        data = probed(port)
    held = data["certificate"]
    assert data["open"]
    assert data["verified"].startswith("certificate: ")
    assert (held["subject"], held["names"], held["self_signed"]) == (NAME, [NAME], True)
    assert (held["key"], held["bits"], held["signature"]) == ("EC", 256, "sha256")
    assert data["https"]["status"] == 200
    assert data["hsts"] == "max-age=60"


def test_an_expired_certificate_says_so() -> None:
    with speaking(server_context(NAME, -2)) as port:
        data = probed(port)
    assert "certificate: " in data["verified"]
    assert data["certificate"]["ends"] > data["certificate"]["begins"]


@pytest.mark.parametrize(
    ("most", "spoken"),
    [(ssl.TLSVersion.TLSv1_2, {"TLSv1.2"}), (ssl.TLSVersion.TLSv1_3, {"TLSv1.2", "TLSv1.3"})],
)
def test_versions_are_told_apart(most: ssl.TLSVersion, spoken: set[str]) -> None:
    context = server_context(NAME)
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1_2, most
    with speaking(context) as port:
        versions = probed(port)["versions"]
    assert {name for name, state in versions.items() if state == "ok"} == spoken
    assert set(versions) == {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"}


def test_a_server_without_tls_proves_no_certificate() -> None:
    with speaking(None) as port:
        data = probed(port)
    assert data["open"]
    assert data["certificate"] is None
    assert "ok" not in data["versions"].values()


def test_a_closed_port_is_no_tls() -> None:
    data = probed(1)
    assert (data["open"], data["why"]) == (False, "refused")


def test_a_portal_at_a_port_of_its_own_is_asked_nowhere_else() -> None:
    with speaking(None) as port:
        data = probed(port, "http")
    assert (data["open"], data["port"]) == (False, 0)


def test_a_damaged_certificate_is_an_error_in_words() -> None:
    assert set(describe(b"no DER")) == {"error"}
    der = load_pem_x509_certificate(pem("a.gov.cn")).public_bytes(serialization.Encoding.DER)
    assert describe(der)["subject"] == "a.gov.cn"
