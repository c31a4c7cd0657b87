"""``make bench``: our whole night beside a stock CrawlSpider and ``wget -r`` on one site.

The site is HTML that Debian packages ship (at least 3,000 pages), served by nginx on loopback.
Each peer runs in a process of its own; time is from start to exit, CPU and memory are summed
over its process tree. Ratios hold better than absolutes: all peers run in each round, one after
the other, and a ratio is the median of those within the rounds, for a shared machine drifts.
Memory is taken in a run of its own, because looking at it costs a peer that uses two cores time.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tests.bench.measure as measure

ROOT = Path("build/bench").resolve()
PORT = 8632
SOURCES = {
    "python": ("/usr/share/doc/python3-doc/html", "index.html"),
    "postgresql": ("/usr/share/doc/postgresql-doc-15/html", "index.html"),
    "django": ("/usr/share/doc/python-django-doc/html", "contents.html"),
    "sqlite": ("/usr/share/doc/sqlite3", "docs.html"),
}
NGINX = """
daemon off; worker_processes 1; pid {root}/nginx.pid; error_log {root}/nginx.err;
events {{ worker_connections 1024; }}
http {{ include /etc/nginx/mime.types; access_log off; sendfile on;
  server {{ listen 127.0.0.1:{port}; root {root}/site; }} }}
"""


@dataclass(frozen=True)
class Peer:
    """One thing that is measured: its command, and how many pages it got from its output."""

    name: str
    command: list[str]
    pages: Callable[[str], int]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    for package in ("checks", "crawler", "store", "tests/bench"):  # as what is installed is
        compileall.compile_dir(package, quiet=2)
    pages = _build_site()
    print(f"site: {pages} HTML pages, served by nginx on loopback; {rounds} rounds, medians")
    with _nginx():
        results = [{peer.name: _measure(peer) for peer in _peers()} for _ in range(rounds)]
    _print(results)
    for further in ("tests.bench.checks", "tests.bench.report"):
        subprocess.run([sys.executable, "-m", further, str(ROOT)], check=True)
    subprocess.run([sys.executable, "-m", "tests.bench.seals"], check=True)
    subprocess.run([sys.executable, "-m", "tests.bench.hosts"], check=True)


def _build_site() -> int:
    site = ROOT / "site"
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    links, count = [], 0
    for name, (folder, entry) in SOURCES.items():
        pages = sorted(path.name for path in Path(folder).glob("*.html"))
        if not pages:
            print(f"not installed, left out: {folder}")
            continue
        (site / name).symlink_to(folder)
        first = entry if entry in pages else pages[0]
        links += [f'<a href="{name}/{page}">{page}</a>' for page in dict.fromkeys([first, *pages])]
        count += sum(1 for _ in Path(folder).resolve().rglob("*.html"))
    (site / "index.html").write_text(f"<title>bench</title><body>{' '.join(links)}")
    return count + 1


@contextlib.contextmanager
def _nginx() -> Iterator[None]:
    config = ROOT / "nginx.conf"
    config.write_text(NGINX.format(root=ROOT, port=PORT))
    server = subprocess.Popen(["nginx", "-c", str(config), "-p", str(ROOT)])
    time.sleep(1)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def _peers() -> list[Peer]:
    url = f"http://127.0.0.1:{PORT}/"
    python = [sys.executable, "-m"]
    night = [*python, "tests.bench.night", url, str(ROOT)]
    wget = f"rm -rf {ROOT}/wget; wget -q -r -l inf -P {ROOT}/wget {url}; find {ROOT}/wget -type f | wc -l"
    return [
        Peer(
            "stock CrawlSpider, stores nothing", [*python, "tests.bench.stock", url], _last_number
        ),
        Peer("our whole night, evidence included", [*night, "first"], _last_number),
        Peer("our second night, all unchanged", [*night, "second"], _last_number),
        Peer("wget -r", ["sh", "-c", wget], _last_number),
    ]


def _last_number(output: str) -> int:
    return int(output.split()[-1])


def _measure(peer: Peer) -> dict[str, float]:
    outcome = measure.run(peer.command, watched=False)
    memory = measure.run(peer.command).rss
    pages = peer.pages(outcome.output)
    return {
        "pages": pages,
        "rate": pages / outcome.seconds,
        "cpu": 1000 * outcome.cpu / pages,
        "rss": memory / 1e6,
    }


def _print(rounds: list[dict[str, dict[str, float]]]) -> None:
    base = next(iter(rounds[0]))
    print(f"{'':38}{'pages':>7}{'pages/s':>9}{'ratio':>7}{'CPU ms/page':>13}{'peak MB':>9}")
    for name in rounds[0]:
        own = [each[name] for each in rounds]
        middle = {key: statistics.median(each[key] for each in own) for key in own[0]}
        ratios = sorted(each[name]["rate"] / each[base]["rate"] for each in rounds)
        print(
            f"{name:38}{middle['pages']:7.0f}{middle['rate']:9.0f}{statistics.median(ratios):7.2f}"
            f"{middle['cpu']:13.2f}{middle['rss']:9.0f}   (ratios {ratios[0]:.2f} to {ratios[-1]:.2f})"
        )


if __name__ == "__main__":
    main()
