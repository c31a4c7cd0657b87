"""Our side: a whole night on the bench site: crawl, evidence, reading, columns, judgements."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path

from checks._catalogue import load
from checks._run import judge
from crawler.page_reader import PageReader
from crawler.spawning import rarer_collections
from store.config import Config, Crawl, Network, Portal, Store
from store.ledger import store_judgements
from store.loading import run_of, snapshot_of
from store.nights import Night, State, open_night, set_state


def main(url: str, root: str, which: str) -> None:
    """Run the first night on an empty store, or a second one on what the first left."""
    folder = Path(root) / "data"
    if which == "first":
        shutil.rmtree(folder, ignore_errors=True)
    config = Config(
        portal=Portal(name="bench", start_url=url, hosts=(url.split("/")[2],)),
        crawl=Crawl(
            rate=1_000_000, concurrency=16, max_pages=1_000_000, max_depth=100, browser_pages=0
        ),
        network=Network(ipv6=False, outbound_links=0, search_titles=0),
        store=Store(directory=str(folder)),
    )
    night = _collected(config)
    store_judgements(night, *judge(snapshot_of(night), {}))
    set_state(night, State.JUDGED)
    outcomes = run_of(night).coverage["outcomes"]
    print(outcomes.get("fetched", 0) + outcomes.get("unchanged", 0))


def _collected(config: Config) -> Night:
    """As the command: readers start while checks and Scrapy load, and end before judging."""
    rarer_collections()
    with PageReader(lasting=False) as reader:
        reader.warm()
        load()
        from crawler.run import collect

        night = open_night(config, dt.datetime.now(dt.UTC), dt.date(2018, 12, 20))
        return collect(night, lambda step, done, total: None, reader)


if __name__ == "__main__":
    main(*sys.argv[1:4])
