from __future__ import annotations

import asyncio
import datetime as dt
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.probes import reach, wire
from crawler.probes.budget import Budget
from crawler.probes.reach import address_at, ports_of
from crawler.probes.wire import Answer, Pace, fetch, knock
from tests.crawler.probes.laboratory import needs_v6

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/html\r\n\r\nok"


def exchange(
    reply: bytes, ask: Callable[[int], Awaitable[Answer]], context: ssl.SSLContext | None = None
) -> tuple[Answer, bytes]:
    """What a client makes of raw bytes from a server on ::1, and what it sent."""
    heard = b""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal heard
        heard = await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)
        await writer.drain()
        writer.close()

    async def run() -> Answer:
        server = await asyncio.start_server(serve, "::1", 0, ssl=context)
        async with server:
            answer = await ask(server.sockets[0].getsockname()[1])
            await asyncio.sleep(0.05)  # lets the server's side of the connection close
            return answer

    return asyncio.run(run()), heard


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A server's context with a certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "wht.sample.test")])
    begin = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + dt.timedelta(days=36_500))
        .sign(key, hashes.SHA256())
    )
    both: Path = tmp_path_factory.mktemp("tls") / "both.pem"
    both.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context


@needs_v6
def test_the_name_is_sent_and_only_the_address_connected_to() -> None:
    answer, heard = exchange(
        PAGE, lambda port: fetch(f"http://wht.sample.test:{port}/a?b=%C4", "::1", "Gongkai/1.0")
    )
    assert (answer.status, answer.body, answer.peer, answer.tls) == (200, b"ok", "::1", "")
    assert heard.startswith(b"GET /a?b=%C4 HTTP/1.1\r\nHost: wht.sample.test:")
    assert b"User-Agent: Gongkai/1.0\r\n" in heard


@needs_v6
def test_an_untrusted_certificate_is_noted_and_the_page_still_seen(
    self_signed: ssl.SSLContext,
) -> None:
    answer, _ = exchange(
        PAGE, lambda port: fetch(f"https://wht.sample.test:{port}/", "::1", "x"), self_signed
    )
    assert (answer.status, answer.body, answer.error) == (200, b"ok", "")
    assert "self-signed certificate" in answer.tls


@needs_v6
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (b"", "reset"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "connect"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nshort", "broken"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", "broken"),
    ],
)
def test_a_broken_answer_has_a_word(reply: bytes, error: str) -> None:
    answer, _ = exchange(reply, lambda port: fetch(f"http://wht.sample.test:{port}/", "::1", "x"))
    assert (answer.status, answer.error) == (None, error)
    assert not answer.works


@needs_v6
def test_a_body_is_read_up_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "BODY_LIMIT", 10)
    body = b"0123456789" * 9
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n" + body
    answer, _ = exchange(reply, lambda port: fetch(f"http://wht.sample.test:{port}/", "::1", "x"))
    assert answer.body == b"0123456789"


@needs_v6
def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "FETCH", 0.2)

    async def run() -> Answer:
        async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.4)
            writer.close()

        server = await asyncio.start_server(silent, "::1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            answer = await fetch(f"http://wht.sample.test:{port}/", "::1", "x")
            await asyncio.sleep(0.4)
            return answer

    assert asyncio.run(run()).error == "timeout"


@needs_v6
def test_a_closed_port_is_refused() -> None:
    assert asyncio.run(knock("::1", 1)).error == "refused"
    answer = asyncio.run(fetch("http://wht.sample.test:1/", "::1", "x"))
    assert (answer.error, answer.peer) == ("refused", "")


@pytest.mark.parametrize(
    ("home", "ports"),
    [
        ("http://www.example.gov.cn/", (80, 443)),
        ("https://www.example.gov.cn/wht/", (80, 443)),
        ("http://www.example.gov.cn:8080/", (8080,)),
    ],
)
def test_ports(home: str, ports: tuple[int, ...]) -> None:
    assert ports_of(home) == ports


def test_each_port_has_its_address() -> None:
    home = "https://www.example.gov.cn/wht/"
    assert address_at(home, 443) == home
    assert address_at(home, 80) == "http://www.example.gov.cn/"
    assert address_at("http://www.example.gov.cn/x", 443) == "https://www.example.gov.cn/"


def test_an_address_that_keeps_silent_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def silent(url: str, address: str, *_: object) -> Answer:
        asked.append(address)
        return Answer(url, address, error="timeout" if address == "192.0.2.1" else "refused")

    monkeypatch.setattr(reach, "fetch", silent)
    visitor = reach.Visitor("x", Pace(1000), Budget(60))

    async def run() -> list[Answer]:
        places = ["192.0.2.1"] * 5 + ["192.0.2.2"] * 5
        return [await visitor.get("http://a/", place) for place in places]

    answers = asyncio.run(run())
    assert asked == ["192.0.2.1"] * reach.PATIENCE + ["192.0.2.2"] * 5
    assert {answer.error for answer in answers[:5]} == {"timeout"}
    assert "不再尝试" in answers[4].detail
