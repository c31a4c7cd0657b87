"""How long the checks take over 10,000 stored pages."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import time
from pathlib import Path

from checks._run import judge
from store.config import Config, Crawl, Network, Portal, Store
from store.evidence import digest_of
from store.facts import Link, PageFacts
from store.frontier import Discovered
from store.loading import coverage_of, snapshot_of
from store.nights import State, open_night, set_state, store_columns
from store.recording import Batch, Reading, Recorder
from store.snapshot import ColumnView, Item
from store.vocabulary import Fetch, Place

URL = "http://bench.test/"
TEXT = "为贯彻落实政务公开工作要点,现将有关事项通知如下。" * 60


def main(root: str, count: int = 10_000) -> None:
    """Store ``count`` pages of 1,500 characters with 60 links each, judge them, print seconds."""
    folder = Path(root) / "checks"
    shutil.rmtree(folder, ignore_errors=True)
    config = Config(
        portal=Portal(name="bench", start_url=URL, hosts=("bench.test",)),
        crawl=Crawl(), network=Network(ipv6=False), store=Store(directory=str(folder)),
    )  # fmt: skip
    night = open_night(config, dt.datetime.now(dt.UTC), dt.date(2018, 12, 20))
    _store_pages(night, count)
    night = set_state(night, State.CRAWLED, coverage=coverage_of(night))
    begun = time.perf_counter()
    _, judgements = judge(snapshot_of(night), {})
    seconds = time.perf_counter() - begun
    print(f"checks over {count} stored pages: {seconds:.1f} s, {len(judgements)} judgements")


def _store_pages(night, count: int) -> None:  # type: ignore[no-untyped-def]
    links = tuple(Link(f"/a/{n}.html", f"链接{n}", Place.NAV) for n in range(60))
    recorder = Recorder(night.engine, night.run_id, night.config.evidence_folder, "1", 10**9, "b")
    urls = [URL, *(f"{URL}a/{n}.html" for n in range(count))]
    recorder.commit(Batch(discovered=[Discovered(url, 1) for url in urls]))
    now = dt.datetime.now(dt.UTC)
    batch = Batch()
    for number, url in enumerate(urls, start=1):
        digest = digest_of(url.encode())
        facts = PageFacts(title=f"关于第{number}号事项的通知", text=TEXT, links=links)
        batch.readings.append(Reading.of(digest, "text/html", facts))
        batch.captures.append({
            "id": number, "outcome": Fetch.FETCHED, "status": 200, "fetched_at": now,
            "media": "text/html", "digest": digest,
        })  # fmt: skip
    recorder.commit(batch)
    items = tuple(Item(url, "通知", None, URL) for url in urls[1:500])
    store_columns(
        night,
        [
            ColumnView(name, (kind,), f"{URL}{kind}/", (URL,), items, True)
            for kind, name in (
                ("budget", "财政预决算"),
                ("proposals", "建议提案"),
                ("welfare", "公益事业"),
            )
        ],
    )


if __name__ == "__main__":
    main(sys.argv[1])
