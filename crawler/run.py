"""The collecting stage of a night: crawl, read attachments, find columns, probe, close the snapshot.

Each step begins where the store says it has to: a killed night goes on with what is missing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from crawler import settings as scrapy_settings
from crawler.absent import probe_missing
from crawler.drawing import draw_pages
from crawler.job import Job, Progress
from crawler.outward import probe_outward
from crawler.page_reader import PageReader
from crawler.probes import headers
from crawler.probes.headers import home_headers
from crawler.probes.ipv6 import Around, probe_site
from crawler.reading import READER_VERSION
from crawler.reading.columns import find_columns
from crawler.reading.documents import installed
from crawler.reading.killable import ReaderPool
from crawler.resources import resource_hosts
from crawler.scope import Scope
from crawler.spawning import give_back_memory, one_heap
from crawler.spider import PortalSpider
from crawler.surroundings import hosts_of, inner_resources, outgoing
from store import missing
from store.bodies import BodyStore
from store.errors import NightUnusable, Unseen
from store.facts import AttachmentFacts
from store.filenames import file_name
from store.keys import private_key
from store.lists import sources
from store.loading import captures_of, coverage_of, snapshot_of
from store.nights import Night, State, set_state, store_columns, store_probes, store_probes_of
from store.snapshot import Capture, Probe, Snapshot
from store.vocabulary import CAUSE_TITLES, Cause, Place

logger = logging.getLogger(__name__)

#: Told of each step: its Chinese name, then how many of how many are done (0 of 0: unknown).
Steps = Callable[[str, int, int], None]


def collect(night: Night, tell: Steps, reader: PageReader | None = None) -> Night:
    """Bring a run to ``CRAWLED``, from whatever state it is in; returns the night.

    Raises:
        NightUnusable: the recorder could not write (full disk, lost process); what was
            committed stays and the next start goes on from there.
    """
    one_heap()
    if night.state in (State.CRAWLING, State.FETCHED):
        with nullcontext(reader) if reader else PageReader() as reading:
            night, captured = _fetch(night, tell, reading)
            reading.rest()  # they take memory, and what follows reads little
        with ThreadPoolExecutor(1) as beside:  # columns need pages alone, and those are read
            attachments = beside.submit(read_attachments, night, tell)
            snapshot = find_and_store_columns(night, tell, captured)
            attachments.result()
        coverage = coverage_of(night, snapshot)
        _let_go(snapshot)
        snapshot = snapshot_of(night, captured)
        probe(night, snapshot, tell)
        with nullcontext(reader) if reader else PageReader() as reading:
            _probe_outward(night, snapshot, tell, reading)
        _let_go(snapshot)
        night = _finish(night, coverage)
    return night


def _let_go(snapshot: Snapshot) -> None:
    """What it holds of the pages would stay in memory beside the next stage's."""
    snapshot.release()
    give_back_memory()


def _fetch(night: Night, tell: Steps, reader: PageReader) -> tuple[Night, list[Capture]]:
    """All for which pages are read: the crawl, and what the site answers to what is missing.

    With the captures of the run, to which nothing is added afterwards.
    """
    if night.state is State.CRAWLING:
        crawl(night, tell, reader)
        night = set_state(night, State.FETCHED)
    tell("探测不存在的网址", 0, 0)
    captured = captures_of(night)
    _probe_missing(night, captured, reader)  # before columns, which the site's own pages show
    return night, captured


def read_again(night: Night, tell: Steps) -> Night:
    """Read all stored bodies of a run that today's readers have not read, and find its columns."""
    read_attachments(night, tell)
    return _finish(night, coverage_of(night, find_and_store_columns(night, tell)))


def _finish(night: Night, coverage: dict[str, Any]) -> Night:
    """Close the snapshot: store what was covered, note when the collecting ended."""
    return set_state(night, State.CRAWLED, coverage=coverage, ended_at=dt.datetime.now(dt.UTC))


def crawl(night: Night, tell: Steps, reader: PageReader | None = None) -> None:
    """Fetch what is pending in a run's frontier and read its pages; raises ``NightUnusable``."""
    own = reader or PageReader()
    own.warm()
    try:
        job = Job(night, own, _progress(night, tell))
        job.seed()
        spider = _run_to_the_end(job)
        while spider.feeder.stopped is None and draw_pages(job, tell):
            spider = _run_to_the_end(job)
        stopped = spider.feeder.stopped
        night_left = job.frontier.finish(stopped or Cause.BROKEN, spider.feeder.detail)
        if night_left:
            why = CAUSE_TITLES[stopped or Cause.BROKEN]
            logger.warning("还有 %d 个网址没有抓取,原因:%s", night_left, why)
    finally:
        if reader is None:
            own.close()


def _run_to_the_end(job: Job) -> PortalSpider:
    spider = asyncio.run(_run_spider(job))
    if isinstance(spider.failure, NightUnusable):  # the database has said it in its own words
        raise spider.failure
    if spider.failure is not None:
        raise NightUnusable(_lost(job.night, spider.failure)) from spider.failure
    return spider


async def _run_spider(job: Job) -> PortalSpider:
    settings = Settings()
    settings.setmodule(scrapy_settings, priority="project")
    runner = AsyncCrawlerRunner(settings)
    crawler = runner.create_crawler(PortalSpider)
    await runner.crawl(crawler, job=job)
    spider = crawler.spider
    assert isinstance(spider, PortalSpider)
    return spider


def _probe_missing(night: Night, captured: list[Capture], reader: PageReader) -> None:
    try:
        probe_missing(night, captured, reader)
    except OSError as error:  # its answers are evidence, and the disk is full
        raise NightUnusable(_lost(night, error)) from error


def _progress(night: Night, tell: Steps) -> Progress:
    limit = night.config.crawl.max_pages

    def told(done: int, size: int) -> None:
        tell(f"抓取网页({size / 1_000_000:.1f} MB)", done, limit)

    return told


def _lost(night: Night, error: BaseException) -> str:
    where = night.config.evidence_folder
    return (
        f"第 {night.run_id} 次巡检无法写入 {where} 或数据库({error});此前入库的内容不受影响,"
        "请检查磁盘空间后重新运行 gongkai run,将从中断处继续。"
    )


def read_attachments(night: Night, tell: Steps) -> None:
    """Read every stored body that this reader version has not read, each file on its own."""
    store = BodyStore(night.engine, night.config.evidence_folder)
    unread = list(store.unread(night.run_id, READER_VERSION, installed()))
    if not unread:
        return
    with ReaderPool(key=private_key(night.config.data_folder)) as pool:
        for number, each in enumerate(unread, start=1):
            tell("阅读附件", number, len(unread))
            try:
                body, offered = store.file(each.digest)
            except Unseen as error:
                store.keep(each, AttachmentFacts(kind="unknown", error=str(error)), READER_VERSION)
                continue
            name = offered or file_name("", each.url)
            store.keep(each, pool.read(body, each.media, name), READER_VERSION)


def find_and_store_columns(night: Night, tell: Steps, captured: Sequence[Capture] = ()) -> Snapshot:
    """Find the portal's columns in what was read; returns the snapshot that was walked.

    ``captured`` are all captures of the run, where they are at hand.
    """
    tell("识别栏目", 0, 0)
    snapshot = snapshot_of(night, captured)
    found = find_columns(
        ((page.url, page.facts) for page in sources(snapshot)),
        snapshot.run.start_url,
        night.config.columns,
        lambda url: _seen(snapshot, url),
    )
    store_columns(night, found)
    return snapshot


def _seen(snapshot: Snapshot, url: str) -> bool:
    try:
        return snapshot.capture(url).has_body
    except Unseen:
        return False


def probe(night: Night, snapshot: Snapshot, tell: Steps) -> None:
    """Measure what pages cannot tell; a probe that fails as a whole is stored as such."""
    _probe_network(night, snapshot, tell)
    kept = home_headers(snapshot, night.config.evidence_folder)
    store_probes_of(night, headers.KIND, [kept])


def _probe_outward(night: Night, snapshot: Snapshot, tell: Steps, reader: PageReader) -> None:
    tell("探测站外链接", 0, 0)
    try:
        probe_outward(night, snapshot, reader)
    except OSError as error:  # its answers are evidence, and the disk is full
        raise NightUnusable(_lost(night, error)) from error


def _probe_network(night: Night, snapshot: Snapshot, tell: Steps) -> None:
    if not night.config.network.ipv6:
        now = dt.datetime.now(dt.UTC)
        told = {"ok": False, "reason": "配置 [network] ipv6 = false,没有进行 IPv6 探测"}
        store_probes(night, [Probe("vantage", "", now, told)], keep=missing.KIND)
        return
    tell("探测 IPv6", 0, 0)
    sample = _sample(snapshot, night.config.network.sample_links)
    try:
        home = snapshot.home.url
        links = outgoing(snapshot, Scope(night.config.portal, night.config.crawl))
    except Unseen:
        home, links = snapshot.run.start_url, []
    around = Around(sample, inner_resources(night, list(sample)), hosts_of(links))
    found: list[Probe] = asyncio.run(
        probe_site(night.config, home, list(sample), _resources(night, home), around)
    )
    _say_once(found)
    store_probes(night, found, keep=missing.KIND)


def _say_once(found: list[Probe]) -> None:
    """Without IPv6 of its own, this machine says so once; every check of IPv6 then is an error."""
    here = next(probe.data for probe in found if probe.kind == "vantage")
    if not here["ok"]:
        logger.warning("本机不能经 IPv6 访问外部,本次不判断网站的 IPv6:%s", here["reason"])


def _sample(snapshot: Snapshot, most: int) -> dict[str, int]:
    """In-site pages one and two clicks deep, evenly spread, with their depth."""
    pages = [
        (capture.url, capture.depth)
        for capture in snapshot.captures()
        if capture.has_body and capture.depth in (1, 2) and capture.place != Place.HEADER
    ]
    step = max(1, len(pages) // most) if most else len(pages) + 1
    return dict(pages[::step][:most])


def _resources(night: Night, home: str) -> dict[str, list[str]]:
    body = BodyStore(night.engine, night.config.evidence_folder).of_url(night.run_id, home)
    return resource_hosts(body, home) if body else {}
