"""The step after a crawl that opens in a browser what only a browser can read.

What it makes of a page is kept as a record of its own, marked as no answer of the server, and
read like a page; its links go into the frontier, so that another crawl follows them.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Container, Iterator

from crawler.attempts import Attempt
from crawler.browser import Drawer, Drawn, obstacle, opened
from crawler.gists import Source
from crawler.job import Job
from crawler.links import LinkFollower
from crawler.outcomes import Ending, row_of
from crawler.politeness import in_window
from crawler.reading import READER_VERSION
from crawler.reading.answers import DATA
from crawler.reading.rendered import MEDIA, address_of
from crawler.scope import Scope
from store.errors import Unseen
from store.evidence import Exchange, digest_of
from store.fact_reader import drawn_bodies
from store.facts import PageFacts, media_key
from store.frontier import RENDERED, Target, discovered_urls
from store.keys import private_key
from store.loading import snapshot_of
from store.nights import SHANGHAI, SOFTWARE
from store.recording import Batch, Reading, Recorder
from store.snapshot import Capture, Page, Snapshot
from store.vocabulary import Cause, Fetch

logger = logging.getLogger(__name__)

#: Qualities of pages that a browser may make a list of; an application's shell is empty.
_DRAWN = ("good", "empty")

Tell = Callable[[str, int, int], None]


def draw_pages(job: Job, tell: Tell) -> int:
    """Open the pages that need it, as many as the config allows; returns how many were drawn."""
    digests = job.drawn
    if job.night.continued:  # what was read before it was interrupted, only the store knows
        digests = drawn_bodies(job.night.engine, job.night.run_id, READER_VERSION)
    if not digests:
        return 0
    snapshot = snapshot_of(job.night)
    done = sum(1 for capture in snapshot.captures() if capture.place == RENDERED)
    waiting = list(undrawn(snapshot, digests))
    if not waiting:
        return 0
    reason = obstacle(job.config)
    if reason:
        if not done:
            _note(job, f"{len(waiting)} 个网页的列表由脚本绘制，未能读取：{reason}")
        return 0
    left = job.config.crawl.browser_pages - done
    if left < len(waiting):
        _note(job, f"{len(waiting)} 个网页的列表由脚本绘制，按上限只打开 {max(left, 0)} 个")
    chosen = [page.capture for page in waiting[: max(left, 0)]]
    return asyncio.run(_draw(job, chosen, tell)) if chosen else 0


def undrawn(snapshot: Snapshot, digests: Container[str]) -> Iterator[Page]:
    """Pages with a list that only their script draws and that no address it asks for gave.

    Args:
        snapshot: what was captured.
        digests: the bodies that have such a list.
    """
    known = {capture.url for capture in snapshot.captures()}
    for capture in snapshot.captures():
        facts = snapshot.facts(capture) if capture.digest in digests else None
        if not isinstance(facts, PageFacts) or not facts.drawn or address_of(capture.url) in known:
            continue
        page = Page(capture, facts)
        asked = (page.resolve(href) for href in facts.endpoints)
        if facts.quality in _DRAWN and not any(_answers(snapshot, url) for url in asked):
            yield page


def _answers(snapshot: Snapshot, url: str) -> bool:
    try:
        facts = snapshot.facts(snapshot.capture(url))
    except Unseen:
        return False
    return isinstance(facts, PageFacts) and facts.quality == DATA


async def _draw(job: Job, pages: list[Capture], tell: Tell) -> int:
    keeper = _Keeper(job)
    agent = job.scrapy_settings()["USER_AGENT"]
    drawn = 0
    try:
        async with opened(job.night, [page.url for page in pages], agent) as drawer:
            for number, page in enumerate(pages, 1):
                if not in_window(job.config.crawl.window, dt.datetime.now(SHANGHAI).time()):
                    break
                tell("用浏览器读取脚本绘制的列表", number, len(pages))
                drawn += await _draw_one(drawer, keeper, page)
    finally:
        keeper.close()
    return drawn


async def _draw_one(drawer: Drawer, keeper: _Keeper, page: Capture) -> bool:
    begun = dt.datetime.now(dt.UTC)
    found = await drawer.draw(page.url)
    await keeper.keep(page, found, begun)
    return not found.error


class _Keeper:
    """Archives what was drawn, reads it and offers its links."""

    def __init__(self, job: Job) -> None:
        night, config = job.night, job.config
        self._job = job
        self._store = Recorder(
            night.engine, night.run_id, config.evidence_folder, READER_VERSION,
            config.store.warc_size, SOFTWARE,
        )  # fmt: skip
        scope = Scope(config.portal, config.crawl)
        scope.remember(discovered_urls(night.engine, night.run_id))
        drop = frozenset(name.lower() for name in config.crawl.session_parameters)
        self._follower = LinkFollower(scope, drop)

    def close(self) -> None:
        """Close the WARC."""
        self._store.close()

    async def keep(self, page: Capture, found: Drawn, begun: dt.datetime) -> None:
        """Store one drawn page, or the reason why it could not be drawn, in one transaction."""
        address = address_of(page.url)
        target = self._job.frontier.claim(address, RENDERED, page.depth, page.id)
        elapsed = (dt.datetime.now(dt.UTC) - begun).total_seconds()
        if found.error:
            attempt = Attempt(target, begun, elapsed, cause=Cause.BROKEN, detail=found.error)
            ending = Ending(Fetch.FAILED, Cause.BROKEN, f"浏览器未能打开：{found.error}")
            self._store.commit(Batch(captures=[row_of(attempt, ending)]))
            return
        await self._keep_document(target, found, begun, elapsed)

    async def _keep_document(
        self, target: Target, found: Drawn, begun: dt.datetime, elapsed: float
    ) -> None:
        body = found.html.encode("utf-8", "replace")
        digest = digest_of(body)
        attempt = Attempt(
            target, begun, elapsed, status=200, headers=[("Content-Type", MEDIA)], body=body
        )
        location = self._store.archive(
            Exchange(target.url, begun, 200, "", [], [], body, digest, drawn="Chromium"), None
        )
        source = Source(body, MEDIA, private_key(self._job.config.data_folder))
        gist = (await self._job.reader.read([source]))[0]
        batch = Batch()
        ending = self._follower.follow(attempt, gist, Ending(Fetch.FETCHED), batch.discovered)
        batch.captures.append(row_of(attempt, ending, digest, location))
        reading = Reading(digest, media_key(MEDIA), "html", gist.quality, gist.packed)
        batch.readings.append(reading)
        self._store.commit(batch)


def _note(job: Job, words: str) -> None:
    logger.warning("%s", words)
    store = Recorder(
        job.night.engine, job.night.run_id, job.config.evidence_folder, READER_VERSION,
        job.config.store.warc_size, SOFTWARE,
    )  # fmt: skip
    store.commit(Batch(events=[("browser", words)]))
