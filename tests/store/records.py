"""Captures for tests of the store: written by the recorder, without a crawl."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from store.bodies import BodyStore
from store.evidence import Exchange, digest_of
from store.facts import Facts, PageFacts
from store.frontier import Discovered, Frontier, Target
from store.model import captures
from store.nights import Night
from store.recording import Batch, Reading, Recorder
from store.vocabulary import Fetch

AT = dt.datetime(2018, 6, 30, 18, 0, tzinfo=dt.UTC)
MEDIA = "text/html"


def recorder_of(night: Night, warc_size: int = 1_000_000) -> Recorder:
    folder = night.config.evidence_folder
    return Recorder(night.engine, night.run_id, folder, "1", warc_size, "Gongkai/test")


def bodies_of(night: Night) -> BodyStore:
    return BodyStore(night.engine, night.config.evidence_folder)


def discover(night: Night, *urls: str, **values: Any) -> list[Target]:
    """Targets of new URLs."""
    frontier = Frontier(night.engine, night.run_id, night.baseline_id)
    frontier.seed([Discovered(url, **{"depth": 1, **values}) for url in urls])
    return [each for each in frontier.pending(0, 10_000) if each.url in urls]


def fetch(
    recorder: Recorder, target: Target, body: bytes, facts: Facts | None = None, **values: Any
) -> Batch:
    """The batch of one capture, archived but not committed."""
    digest = digest_of(body)
    exchange = Exchange(target.url, AT, 200, "", [], [("Content-Type", MEDIA)], body, digest)
    place = recorder.archive(exchange, recorder.known_bodies([digest]).get(digest))
    row = {
        "id": target.id, "outcome": Fetch.FETCHED, "cause": None, "detail": "", "attempts": 1,
        "status": 200, "fetched_at": AT, "media": MEDIA, "digest": digest, "etag": '"1"',
        "body_length": len(body), "warc_id": place.warc_id, "warc_offset": place.offset,
        "warc_length": place.length, "record_id": place.record_id, **values,
    }  # fmt: skip
    return Batch(
        captures=[row], readings=[Reading.of(digest, MEDIA, facts or PageFacts(title="t"))]
    )


def store(night: Night, pages: dict[str, bytes], **values: Any) -> None:
    """Capture pages, durably."""
    recorder = recorder_of(night)
    for target in discover(night, *pages):
        recorder.commit(fetch(recorder, target, pages[target.url], **values))
    recorder.close()


def rows_of(night: Night) -> list[Any]:
    query = select(captures).where(captures.c.run_id == night.run_id).order_by(captures.c.id)
    with night.engine.connect() as connection:
        return list(connection.execute(query))
