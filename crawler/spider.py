"""The spider: fetches what the feeder hands out and passes every attempt on to be recorded."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import AsyncIterator, Sequence
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.attempts import Attempt
from crawler.downloads import FIRST_RETRY, PASSING, RETRY_STATUSES, attempt_of, cause_of
from crawler.feeder import Feeder, Order
from crawler.job import Job, open_job
from crawler.pipeline import Pipeline
from crawler.politeness import Host, retry_after
from crawler.recorder import CrawlRecorder
from crawler.robots import RobotsReader
from store.errors import OperatorError
from store.frontier import Target
from store.vocabulary import Cause


class PortalSpider(Spider):
    """Crawls the portal of a config into a run.

    ``scrapy crawl portal -a config=config.toml [-a as_of=2018-12-20]`` opens (or continues) a
    run by itself; the night passes the ``Job`` it has opened.
    """

    name = "portal"

    def __init__(self, job: Job, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.robots = RobotsReader(job.bodies, job.config.crawl, self._download)
        fetched, size = job.frontier.totals()
        self.feeder = Feeder(
            job.frontier, job.config.crawl, self._put, self._learn_robots, fetched, size
        )
        recorder = CrawlRecorder(job.night, job.drawn)
        self.pipeline = Pipeline(recorder, job.reader, self._recorded, self._lost)
        self.failure: BaseException | None = None

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        *args: Any,
        config: str = "config.toml",
        as_of: str = "",
        job: Job | None = None,
        **kwargs: Any,
    ) -> Self:
        """Make the spider and give Scrapy the settings that come from the config."""
        try:
            job = job or open_job(config, as_of)
        except OperatorError as mistake:  # Scrapy would show its own traceback
            sys.stderr.write(f"{mistake}\n")
            raise SystemExit(2) from mistake
        for name, value in job.scrapy_settings().items():
            crawler.settings.set(name, value, priority="spider")
        spider = super().from_crawler(crawler, *args, job=job, **kwargs)
        assert isinstance(spider, cls)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield requests until the frontier is empty or a limit ends the night."""
        try:
            while (order := await self.feeder.next()) is not None:
                yield self._request(order)
        except Exception as error:  # Scrapy would log it and end the night as if it were whole
            self._lost(error)

    def parse(self, response: Response) -> None:
        """Take a response: to be recorded, or to be asked for again."""
        request = response.request
        assert request is not None
        order: Order = request.meta["order"]
        host = self.feeder.host(order.target)
        if response.status in RETRY_STATUSES and self._come_back(order, response):
            return
        host.succeeded()
        self._put(attempt_of(order.target, request, response, order.attempt))

    def failed(self, failure: Failure) -> None:
        """Take a download that gave no response."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by the engine
        assert failure.value is not None
        order: Order = request.meta["order"]
        cause, words = cause_of(failure.value)
        host = self.feeder.host(order.target)
        if cause in (Cause.CONNECT, Cause.TIMEOUT, Cause.DNS) and host.failed():
            self.logger.warning("主机 %s 连续 %d 次没有响应,暂停访问", host.name, host.failures)
        if cause in PASSING and order.attempt <= self.job.config.crawl.retries and not host.gone:
            self.feeder.retry(order, FIRST_RETRY * 2 ** (order.attempt - 1))
            return
        started = request.meta.get("started") or dt.datetime.now(dt.UTC)
        self._put(Attempt(order.target, started, attempts=order.attempt, cause=cause, detail=words))

    async def closed(self, reason: str) -> None:
        """Record what is still on its way; Scrapy waits for this when the spider closes."""
        self.logger.debug("spider closed: %s", reason)
        cause = self.feeder.stopped or Cause.WINDOW
        for order in self.feeder.abandon():
            now = dt.datetime.now(dt.UTC)
            detail = "等待重试时巡检结束"
            self._put(Attempt(order.target, now, 0.0, order.attempt, cause=cause, detail=detail))
        await self.pipeline.close()
        if self.job.owned:
            self.job.reader.close()

    def _request(self, order: Order) -> Request:
        headers = {}
        if order.target.known and order.target.known.etag:
            headers["If-None-Match"] = order.target.known.etag
        if order.target.known and order.target.known.last_modified:
            headers["If-Modified-Since"] = order.target.known.last_modified
        return Request(
            order.target.url,
            callback=self.parse,
            errback=self.failed,
            headers=headers,
            dont_filter=True,
            meta={"order": order, "verbatim_url": True},
        )

    def _come_back(self, order: Order, response: Response) -> bool:
        """Whether a busy server's URL is asked for again later, as long as it says."""
        crawl = self.job.config.crawl
        value = (response.headers.get("Retry-After") or b"").decode("latin-1")
        wait = retry_after(value, dt.datetime.now(dt.UTC))
        host = self.feeder.host(order.target)
        if wait is not None and wait > crawl.max_retry_after:
            host.refused(response.status, wait)
            return False
        if order.attempt > crawl.retries:
            return False
        if wait is not None:
            host.wait(wait)
        self.feeder.retry(order, max(wait or 0.0, FIRST_RETRY * 2 ** (order.attempt - 1)))
        return True

    async def _learn_robots(self, host: Host, target: Target) -> None:
        attempt = await self.robots.learn(host, target, self.job.frontier)
        if attempt is not None:
            self.feeder.reserve()
            self._put(attempt)

    async def _download(self, url: str) -> tuple[Request, Response]:
        request = Request(url, dont_filter=True, meta={"verbatim_url": True})
        engine = self.crawler.engine
        assert engine is not None
        return request, await engine.download_async(request)

    def _put(self, attempt: Attempt) -> None:
        self.feeder.arrived(len(attempt.body))
        self.pipeline.put(attempt)

    def _recorded(self, batch: Sequence[Attempt]) -> None:
        made = [attempt for attempt in batch if attempt.attempts]
        self.feeder.recorded(len(batch), len(made), sum(len(each.body) for each in made))
        self.job.progress(self.feeder.fetched, self.feeder.size)

    def _lost(self, error: BaseException) -> None:
        self.failure = error
        self.feeder.stop(Cause.BROKEN, str(error))
        self.logger.error("无法记录,本次巡检停止:%s", error)
