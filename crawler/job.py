"""A crawl of one run: what the spider needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.page_reader import PageReader
from store.bodies import BodyStore
from store.config import Config, load
from store.errors import OperatorError
from store.frontier import Discovered, Frontier
from store.nights import Night, open_night, start_url
from store.vocabulary import Place

Progress = Callable[[int, int], None]


@dataclass
class Job:
    """Everything a crawl needs. ``progress(captures, bytes)`` is called as batches become durable."""

    night: Night
    reader: PageReader
    progress: Progress = lambda captures, size: None
    owned: bool = False  # the spider ends the reading process itself
    drawn: set[str] = field(default_factory=set)  # digests of pages whose list a script draws

    @property
    def config(self) -> Config:
        """The operator's settings."""
        return self.night.config

    @property
    def frontier(self) -> Frontier:
        """The pending URLs of the run."""
        return Frontier(self.night.engine, self.night.run_id, self.night.baseline_id)

    @property
    def bodies(self) -> BodyStore:
        """The stored bodies."""
        return BodyStore(self.night.engine, self.config.evidence_folder)

    def scrapy_settings(self) -> dict[str, Any]:
        """The Scrapy settings that come from config.toml."""
        crawl = self.config.crawl
        agent = crawl.user_agent + (f" ({crawl.contact})" if crawl.contact else "")
        return {
            "USER_AGENT": agent,
            "CONCURRENT_REQUESTS": crawl.concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": crawl.concurrency,
            "DOWNLOAD_TIMEOUT": crawl.timeout,
            "DOWNLOAD_MAXSIZE": crawl.max_body,
            "GONGKAI_NAMESERVERS": list(self.config.network.nameservers),
        }

    def seed(self) -> None:
        """Put the start page into the frontier."""
        start = start_url(self.config)
        self.frontier.seed([Discovered(start, depth=0, place=Place.NAV, anchor="首页")])


def open_job(path: str, as_of: str = "") -> Job:
    """The job of ``scrapy crawl``: a new run, or the unfinished one of the same portal."""
    config = load(Path(path))
    try:
        day = dt.date.fromisoformat(as_of) if as_of else None
    except ValueError as error:
        raise OperatorError(f"as_of 应为 2018-12-20 这样的日期,不是“{as_of}”。") from error
    night = open_night(config, dt.datetime.now(dt.UTC), day)
    job = Job(night, PageReader(), owned=True)
    job.seed()
    return job
