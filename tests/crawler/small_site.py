"""A small portal on loopback, and a night on it in a process of its own that can be killed."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = 150
Reply = tuple[int, dict[str, str], bytes]


class SmallSite:
    """``reply(path)`` answers; ``at(n, act)`` acts when the n-th request from now comes in."""

    def __init__(self, reply: Callable[[str], Reply]) -> None:
        self.reply = reply
        self.asked: Counter[str] = Counter()
        self.start_url = ""
        self._left = 0
        self._act: Callable[[], None] | None = None
        self._lock = threading.Lock()

    def at(self, count: int, act: Callable[[], None]) -> None:
        """Do something once, when ``count`` further requests have come in."""
        with self._lock:
            self._left, self._act = count, act

    def note(self, path: str) -> None:
        """Count a request."""
        with self._lock:
            self.asked[path] += 1
            self._left -= 1
            act = self._act if self._left <= 0 else None
            if act is not None:
                self._act = None
        if act is not None:
            act()

    @property
    def host(self) -> str:
        """Name and port."""
        return self.start_url.split("/")[2]


@contextmanager
def serving(reply: Callable[[str], Reply]) -> Iterator[SmallSite]:
    """Serve a site until the block ends."""
    site = SmallSite(reply)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.note(self.path)
            status, headers, body = site.reply(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # the crawl was killed
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.start_url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def page(number: int) -> Reply:
    """A page that leads to two more, with a text of its own that does not compress."""
    seed = str(number % 140).encode()  # ten bodies stand at two addresses
    noise = "".join(hashlib.sha256(seed + bytes([n])).hexdigest() for n in range(30))
    children = [n for n in (2 * number + 1, 2 * number + 2) if n < PAGES]
    links = "".join(f'<li><a href="/p{n}.html">第{n}页</a></li>' for n in children)
    common = '<a href="/old">旧址</a> <a href="/gone.html">不存在</a> <a href="/no/x">不许</a>'
    title = f"<title>第{seed.decode()}页</title>"
    words = f"<html><head>{title}</head><body><ul>{links}</ul>{common}<p>{noise}</p></body></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8"}, words.encode()


def tree(path: str) -> Reply:
    """150 pages, a redirect, a missing page and a forbidden folder."""
    if path == "/robots.txt":
        return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /no/\n"
    if path == "/old":
        return 301, {"Location": "/new.html"}, b""
    if path == "/new.html":  # no other page leads there: its depth does not depend on luck
        return 200, {"Content-Type": "text/html"}, b"<title>new</title><p>moved here</p>"
    if path == "/":
        return page(0)
    number = path.removeprefix("/p").removesuffix(".html")
    return page(int(number)) if number.isdecimal() else (404, {}, b"<p>404</p>")


def write_config(site: SmallSite, folder: Path, database: str = "", **crawl: object) -> Path:
    """A config that audits a site as fast as it answers."""
    folder.mkdir(exist_ok=True)
    settings = {"rate": 1e6, "concurrency": 8, "retries": 0, **crawl}
    lines = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    path = folder / "config.toml"
    path.write_text(
        f'[portal]\nname = "小站"\nstart_url = "{site.start_url}"\nhosts = ["{site.host}"]\n'
        f"[crawl]\n{lines}[network]\nipv6 = false\noutbound_links = 0\n"
        f'[store]\ndirectory = "data"\ndatabase = "{database}"\n',
        encoding="utf-8",
    )
    return path


def start_night(config: Path, *arguments: str) -> subprocess.Popen[str]:
    """Begin or continue the night of a config, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.crawler.night_process", str(config), *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def kill(process: subprocess.Popen[str]) -> None:
    """End the process and all that it has started, without any warning."""
    os.killpg(process.pid, signal.SIGKILL)
