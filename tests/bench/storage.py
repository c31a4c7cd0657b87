"""``make bench-storage``: what a night adds to the database and to the evidence.

Nights of a portal of ten thousand pages of which 2 % change every day, crawled, judged and
settled as ``gongkai run`` does it, once with a server that answers 304 to validators and once
with one that always sends the page. A year is told from the nights after the first.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from checks._run import judge
from crawler.run import collect
from store.config import Config, Crawl, Network, Portal, Store
from store.ledger import store_judgements, store_plan
from store.loading import snapshot_of
from store.nights import State, open_night, set_state
from store.results import Plan

ROOT = Path("build/bench-storage").resolve()
WARC_TARGET, DATABASE_TARGET = 60e6, 8e6  # bytes a night


def main() -> int:
    """Measure and print; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.storage")
    parser.add_argument("--nights", type=int, default=4)
    parser.add_argument("--server", choices=("validators", "plain"), action="append")
    given = parser.parse_args()
    servers = given.server or ["validators", "plain"]
    missed = [_measured(kind, given.nights) for kind in servers]
    return int(any(missed))


def _measured(kind: str, nights: int) -> bool:
    """Whether a target is missed with one kind of server."""
    shutil.rmtree(ROOT, ignore_errors=True)
    ROOT.mkdir(parents=True)
    sizes = [(0, 0)]
    with _served(kind) as url:
        config = _config(url)
        for day in range(nights):
            _set_day(url, day)
            begun = time.perf_counter()
            pages = _night(config, day)
            sizes.append((_database(), _warc()))
            added = [after - before for before, after in zip(sizes[-2], sizes[-1], strict=True)]
            print(
                f"{kind:10} night {day + 1}: {pages} pages in {time.perf_counter() - begun:.0f} s, "
                f"database +{added[0] / 1e6:.2f} MB, WARC +{added[1] / 1e6:.2f} MB", flush=True,
            )  # fmt: skip
    later = nights - 1
    growth = [(sizes[-1][n] - sizes[1][n]) / later for n in (0, 1)]
    year = [(sizes[1][n] + 364 * growth[n]) / 1e9 for n in (0, 1)]
    print(
        f"{kind:10} a night adds {growth[0] / 1e6:.2f} MB of database (target 8), "
        f"{growth[1] / 1e6:.2f} MB of WARC (target 60); a year {year[0]:.2f} GB and {year[1]:.2f} GB"
    )
    _print_tables(nights)
    return growth[0] >= DATABASE_TARGET or growth[1] >= WARC_TARGET


def _night(config: Config, day: int) -> int:
    now = dt.datetime(2018, 6, 1, 17, 30, tzinfo=dt.UTC) + dt.timedelta(days=day)
    night = open_night(config, now, fresh=True)
    night = collect(night, lambda step, done, total: None)
    store_plan(night, Plan("要点", 2018, ()))
    snapshot = snapshot_of(night)
    store_judgements(night, *judge(snapshot, {}))
    set_state(night, State.REPORTED)
    night.engine.dispose()
    outcomes = snapshot.run.coverage["outcomes"]
    return int(outcomes.get("fetched", 0) + outcomes.get("unchanged", 0))


def _config(url: str) -> Config:
    return Config(
        portal=Portal(name="bench", start_url=url, hosts=(url.split("/")[2],)),
        crawl=Crawl(
            rate=1_000_000, concurrency=16, max_pages=1_000_000, max_depth=100, browser_pages=0,
            trap_limit=100_000,
        ),
        network=Network(ipv6=False, outbound_links=0, search_titles=0),
        store=Store(directory=str(ROOT / "data")),
    )  # fmt: skip


@contextlib.contextmanager
def _served(kind: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "tests.bench.changing_site", str(port), kind])
    try:
        url = f"http://127.0.0.1:{port}/"
        _wait(url)
        yield url
    finally:
        server.terminate()
        server.wait()


def _wait(url: str) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url).read()
            return
        time.sleep(0.1)
    raise TimeoutError(url)


def _set_day(url: str, day: int) -> None:
    urllib.request.urlopen(urllib.request.Request(f"{url}day/{day}", method="PUT")).read()


def _database() -> int:
    """Bytes of the database with its log written back."""
    file = ROOT / "data" / "gongkai.sqlite"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.stat().st_size


def _warc() -> int:
    return sum(path.stat().st_size for path in (ROOT / "data" / "warc").glob("*.warc.gz"))


def _print_tables(nights: int) -> None:
    """Which tables and indexes the database is made of; those of each run also for one night."""
    file = ROOT / "data" / "gongkai.sqlite"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        query = "SELECT name, SUM(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 14"
        for name, size in connection.execute(query):
            print(f"  {name:45}{size / 1e6:9.2f} MB{size / 1e6 / nights:9.2f} MB a night")


if __name__ == "__main__":
    sys.exit(main())
