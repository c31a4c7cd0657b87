"""Time stamps: of a local authority, verified by the library and by openssl; anything else refused."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.timestamps import Refused, stamp
from store.config import Store
from store.errors import OperatorError
from store.timestamps import request_for, roots_of, stamped_at
from tests.store.authority import Authority, authority

CONTENT = b"0" * 64 + b"  manifest.json\n"


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    with authority(tmp_path_factory.mktemp("authority")) as served:
        yield served


def test_a_stamp_is_asked_for_verified_and_dated(local: Authority, tmp_path: Path) -> None:
    response = stamp(local.url, CONTENT, local.roots.read_bytes())
    at = stamped_at(response, CONTENT, local.roots.read_bytes())
    assert at.utcoffset() is not None
    (tmp_path / "sums").write_bytes(CONTENT)
    (tmp_path / "stamp.tsr").write_bytes(response)
    done = subprocess.run(
        ["openssl", "ts", "-verify", "-data", "sums", "-in", "stamp.tsr", "-CAfile",
         str(local.roots)],
        cwd=tmp_path, capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    assert "Verification: OK" in done.stdout + done.stderr


def test_a_stamp_proves_one_content_under_one_root_alone(local: Authority) -> None:
    response = stamp(local.url, CONTENT, local.roots.read_bytes())
    with pytest.raises(ValueError, match=r"\S"):
        stamped_at(response, CONTENT + b"x", local.roots.read_bytes())
    with pytest.raises(ValueError, match=r"\S"):
        stamped_at(response, CONTENT, local.stranger.read_bytes())
    with pytest.raises(ValueError, match=r"\S"):
        stamped_at(response[:-1] + bytes([response[-1] ^ 1]), CONTENT, local.roots.read_bytes())


def test_only_the_digest_leaves_the_machine() -> None:
    assert CONTENT not in request_for(CONTENT)
    assert len(request_for(CONTENT)) < 100


@contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "body"), [(500, b""), (200, b""), (200, b"<html>not here</html>")]
)
def test_an_authority_that_talks_nonsense_is_refused(
    local: Authority, status: int, body: bytes
) -> None:
    with answering(status, body) as url, pytest.raises(Refused, match="时间戳机构"):
        stamp(url, CONTENT, local.roots.read_bytes())


def test_an_authority_that_is_not_there_is_refused(local: Authority) -> None:
    with answering(200, b"") as url:
        pass
    with pytest.raises(Refused, match="没有应答"):
        stamp(url, CONTENT, local.roots.read_bytes())


def test_roots_that_are_none_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="无法读取"):
        roots_of(tmp_path / "none.pem")
    (tmp_path / "x.pem").write_text("no certificate")
    with pytest.raises(OperatorError, match="不是 PEM"):
        roots_of(tmp_path / "x.pem")


@pytest.mark.parametrize("url", ["ftp://h/", "tsa"])
def test_the_address_of_an_authority_is_checked(url: str) -> None:
    with pytest.raises(ValueError, match="http://"):
        Store(timestamp_url=url, timestamp_ca="a.pem")
    with pytest.raises(ValueError, match="timestamp_ca"):
        Store(timestamp_url="http://h/")
