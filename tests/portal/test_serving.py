from __future__ import annotations

import gzip
import http.client
import socket
import tomllib
from pathlib import Path

import dns.message
import dns.query
import dns.rcode
import pytest

from store.config import Config
from tests.portal.build import build
from tests.portal.dns_server import Names, resolving
from tests.portal.hostile import BROKEN, ENDLESS, Hostile, hostile
from tests.portal.model import HOST, ZONE, Portal
from tests.portal.mutations import by_id
from tests.portal.registers import config_text
from tests.portal.server import Served, serving
from tests.portal.traps import TRAPS

ADDRESSES = ("127.0.0.1", "::1")


@pytest.fixture(scope="module")
def portal() -> Portal:
    return build()


def ask(host: str, port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """One request over one family."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request(
            "GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    finally:
        connection.close()


def mutated(portal: Portal, name: str) -> Portal:
    return by_id(name)[0].change(portal)


def test_every_file_is_served_over_both_families(portal: Portal) -> None:
    with serving(portal) as served:
        for path, resource in list(portal.files.items())[::7]:
            for host in ADDRESSES:
                status, headers, body = ask(host, served.port, path)
                assert (status, body) == (200, resource.body)
                assert headers["content-type"] == resource.media
        assert ask("127.0.0.1", served.port, "/no/such.html")[0] == 404
        assert served.hits[4, "/no/such.html"] == 1


def test_unchanged_pages_are_not_sent_again_and_gzip_is_offered(portal: Portal) -> None:
    with serving(portal) as served:
        _, headers, body = ask("::1", served.port, "/")
        tag, stamp = headers["etag"], headers["last-modified"]
        assert ask("::1", served.port, "/", If_None_Match=tag)[0] == 304
        assert ask("::1", served.port, "/", If_Modified_Since=stamp)[0] == 304
        assert (
            ask("::1", served.port, "/", If_None_Match='"other"', If_Modified_Since=stamp)[0] == 200
        )
        _, squeezed, small = ask("::1", served.port, "/", Accept_Encoding="gzip")
        assert squeezed["content-encoding"] == "gzip"
        assert gzip.decompress(small) == body


def test_session_ids_do_not_hide_a_page(portal: Portal) -> None:
    trap = next(t for t in TRAPS if t.id == "session-ids")
    with serving(trap.change(portal)) as served:
        assert b";jsessionid=" in ask("127.0.0.1", served.port, "/")[2]
        assert ask("127.0.0.1", served.port, "/zwgk/czyjs/;jsessionid=ABC123")[0] == 200
        assert (
            ask("127.0.0.1", served.port, "/zwgk/zcwj/list.jsp;jsessionid=A1?cid=zcwj&page=2")[0]
            == 200
        )


def test_busy_once_is_busy_once(portal: Portal) -> None:
    trap = next(t for t in TRAPS if t.id == "busy-once")
    changed = trap.change(portal)
    path = next(path for path, resource in changed.files.items() if resource.once)
    with serving(changed) as served:
        assert [ask("127.0.0.1", served.port, path)[0] for _ in range(3)] == [503, 200, 200]


def test_the_families_can_differ(portal: Portal) -> None:
    def both(served: Served, path: str) -> tuple[int, int]:
        return ask("127.0.0.1", served.port, path)[0], ask("::1", served.port, path)[0]

    with serving(mutated(portal, "v6-answers-503")) as served:
        assert both(served, "/") == (200, 503)
    with serving(mutated(portal, "v6-half-deployed")) as served:
        assert both(served, "/") == (200, 200)
        assert both(served, "/zwgk/czyjs/") == (200, 404)
    with serving(mutated(portal, "v6-default-page")) as served:
        assert b"nginx" in ask("::1", served.port, "/")[2]
    with serving(mutated(portal, "v6-port-closed")) as served:
        with pytest.raises(ConnectionRefusedError):
            ask("::1", served.port, "/")
        assert ask("127.0.0.1", served.port, "/")[0] == 200
        assert ask("::1", served.reference_port, "/")[0] == 200


def lookup(
    names: Names, name: str, kind: str, host: str = "127.0.0.1", tcp: bool = False
) -> list[str]:
    query = dns.message.make_query(name, kind)
    send = dns.query.tcp if tcp else dns.query.udp
    response = send(query, host, port=names.port, timeout=2)
    return sorted(item.to_text() for rrset in response.answer for item in rrset)


def test_the_name_server_answers_over_all_transports(portal: Portal) -> None:
    with resolving(portal.dns) as names:
        for host in ADDRESSES:
            for tcp in (False, True):
                assert lookup(names, HOST, "AAAA", host, tcp) == ["::1"]
                assert lookup(names, HOST, "A", host, tcp) == ["127.0.0.1"]
                servers = lookup(names, ZONE, "NS", host, tcp)
                assert servers == [f"ns1.{ZONE}.", f"ns2.{ZONE}."]
                for server in servers:
                    assert lookup(names, server, "AAAA", host, tcp) == ["::1"]
        assert lookup(names, "static." + ZONE, "A") == ["127.0.0.1", f"{HOST}."]
        missing = dns.message.make_query("none." + ZONE, "A")
        response = dns.query.udp(missing, "127.0.0.1", port=names.port, timeout=2)
        assert response.rcode() is dns.rcode.NXDOMAIN


def test_the_name_server_can_refuse_a_family(portal: Portal) -> None:
    with resolving(mutated(portal, "name-servers-refuse").dns) as names:
        query = dns.message.make_query(ZONE, "SOA")
        four = dns.query.udp(query, "127.0.0.1", port=names.port, timeout=2)
        six = dns.query.udp(query, "::1", port=names.port, timeout=2)
        assert (four.rcode(), six.rcode()) == (dns.rcode.NOERROR, dns.rcode.REFUSED)
    with resolving(mutated(portal, "name-servers-silent").dns) as names:
        assert lookup(names, HOST, "A") == ["127.0.0.1"]
        with pytest.raises(dns.exception.Timeout):
            dns.query.udp(query, "::1", port=names.port, timeout=0.3)


def test_the_operators_file_is_accepted(portal: Portal, tmp_path: Path) -> None:
    text = config_text(portal, 8620, 8653, tmp_path, 8654)
    config = Config.model_validate(tomllib.loads(text))
    assert config.portal.start_url == f"http://{HOST}:8620/"
    assert config.network.ipv6_references[0].endswith(":8654")
    names = {Path(path).name for path in config.registers.values()}
    assert names >= {"proposals.csv", "budget_approvals.csv"}
    assert all(Path(path).read_bytes() for path in config.registers.values())


def raw(served: Hostile, path: str, limit: int = 2000, wait: float = 2.0) -> bytes:
    """The first bytes of an answer, whatever they are."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=wait) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        found = b""
        while len(found) < limit:
            piece = connection.recv(65536)
            if not piece:
                break
            found += piece
        return found


def test_the_hostile_portal_answers_everything_it_links_to() -> None:
    with hostile() as served:
        assert "恶意门户".encode() in raw(served, "/")
        for path in served.addresses:
            if path in BROKEN or path.startswith(("/length/huge", "/chunk/cut", "/nothing")):
                continue
            found = raw(served, path)
            assert found
            assert b"404 Not Found" not in found[:40], path
        for start in ENDLESS.values():
            assert b"404 Not Found" not in raw(served, start)
        assert raw(served, "/slow/drip.html", limit=90).startswith(b"HTTP/1.1 200 OK")
        with pytest.raises(TimeoutError):
            raw(served, "/slow/silent.html", wait=0.3)
        with pytest.raises(ConnectionResetError):
            raw(served, "/reset.html")


def test_the_bombs_are_small_to_send_and_large_to_open() -> None:
    with hostile() as served:
        packed = served.finite("/gzip/bomb.html").partition(b"\r\n\r\n")[2]
        assert len(packed) < 1_000_000
        assert len(served.finite("/file/bomb.docx")) < 1_000_000
        assert len(served.finite("/big.html")) > 9_900_000
