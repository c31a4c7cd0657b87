"""The recording process: reads each body once, archives it, follows its links, commits.

Runs beside the fetching process on the second core. Batches come in, one transaction each goes
to the store; the frontier grows here, so the fetching process only ever reads it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path

from crawler.attempts import Attempt
from crawler.links import LinkFollower
from crawler.outcomes import Ending, ending_of, row_of
from crawler.reading import READER_VERSION, read
from crawler.reading.documents import kind_of
from crawler.scope import Scope
from store.bodies import BodyStore
from store.config import Config
from store.database import connect
from store.errors import Unseen
from store.evidence import Exchange, Location, Original, digest_of
from store.facts import Facts, PageFacts, media_key
from store.frontier import discovered_urls
from store.recording import Batch, Reading, Recorder
from store.vocabulary import Cause, Fetch


@dataclass(frozen=True)
class Assignment:
    """What a recording process needs to know of its run."""

    config: Config
    database_url: str
    run_id: int
    evidence: Path
    software: str


@dataclass
class _Open:
    assignment: Assignment
    recorder: Recorder
    bodies: BodyStore
    follower: LinkFollower
    reported: set[str] = field(default_factory=set)


_open: _Open | None = None


def watch_parent() -> None:
    """End this process when the one that started it is gone, however it ended."""
    parent = parent_process()
    if parent is not None:
        sentinel = parent.sentinel
        threading.Thread(target=lambda: (wait([sentinel]), os._exit(1)), daemon=True).start()


def record(assignment: Assignment, attempts: Sequence[Attempt]) -> int:
    """Store a batch of attempts durably; returns how many new URLs they led to.

    After a failure (a full disk) the recorder is given up: the next call opens the run again,
    which cuts off what was written but not committed.
    """
    global _open
    try:
        return _record(_state(assignment), attempts)
    except BaseException:
        _open = None
        raise


def _record(state: _Open, attempts: Sequence[Attempt]) -> int:
    bodies = {id(attempt): digest_of(attempt.body) for attempt in attempts if attempt.status}
    digests = set(bodies.values()) | {
        attempt.target.known.digest for attempt in attempts if attempt.target.known
    }
    work = _Work(
        state.recorder.known_bodies(digests),
        state.recorder.known_facts(digests),
        state,
        Batch(),
    )
    for attempt in attempts:
        _record_one(work, attempt, bodies.get(id(attempt), ""))
    _report_traps(state, work.batch)
    state.recorder.commit(work.batch)
    return len(work.batch.discovered)


def close(_assignment: Assignment) -> None:
    """Close the WARC of the open run."""
    global _open
    state, _open = _open, None
    if state is not None:
        state.recorder.close()


@dataclass
class _Work:
    originals: dict[str, Original]
    facts: dict[tuple[str, str], Facts]
    state: _Open
    batch: Batch


def _state(assignment: Assignment) -> _Open:
    global _open
    if _open is None or _open.assignment != assignment:
        engine = connect(assignment.database_url)
        scope = Scope(assignment.config.portal, assignment.config.crawl)
        scope.remember(discovered_urls(engine, assignment.run_id))
        recorder = Recorder(
            engine,
            assignment.run_id,
            assignment.evidence,
            READER_VERSION,
            assignment.config.store.warc_size,
            assignment.software,
        )
        drop = frozenset(n.lower() for n in assignment.config.crawl.session_parameters)
        bodies = BodyStore(engine, assignment.evidence)
        _open = _Open(assignment, recorder, bodies, LinkFollower(scope, drop))
    return _open


def _record_one(work: _Work, attempt: Attempt, digest: str) -> None:
    if not attempt.status:
        work.batch.captures.append(row_of(attempt, ending_of(attempt, None)))
        return
    unchanged = attempt.status == 304 and attempt.target.known is not None
    if unchanged and attempt.target.known is not None:
        digest = attempt.target.known.digest
    location = _archive(work, attempt, digest)
    try:
        facts = _facts(work, attempt, digest)
    except Unseen as error:  # unchanged since a night whose evidence is gone
        ending = Ending(Fetch.FAILED, Cause.BROKEN, str(error))
        work.batch.captures.append(row_of(attempt, ending, digest, location))
        return
    ending = ending_of(attempt, facts)
    ending = work.state.follower.follow(attempt, facts, ending, work.batch.discovered)
    work.batch.captures.append(row_of(attempt, ending, digest, location))


def _archive(work: _Work, attempt: Attempt, digest: str) -> Location:
    exchange = Exchange(
        url=attempt.target.url,
        at=attempt.at,
        status=attempt.status,
        reason="",
        request_headers=list(attempt.request_headers),
        response_headers=list(attempt.headers),
        body=attempt.body,
        digest=digest,
        peer=attempt.peer,
    )
    location = work.state.recorder.archive(exchange, work.originals.get(digest))
    if digest not in work.originals:
        work.originals[digest] = Original(location.record_id, exchange.url, exchange.at)
    return location


def _facts(work: _Work, attempt: Attempt, digest: str) -> Facts | None:
    """Facts of an HTML body, read now because its links are needed; files are read later.

    Of an unchanged page that only an older reader has read, the stored body is read again:
    without its links the rest of the site would not be found.
    """
    known = attempt.target.known
    media = known.media if attempt.status == 304 and known else attempt.header("content-type")
    media = media_key(media)
    found = work.facts.get((digest, media))
    if found is not None:
        return found
    body = attempt.body
    if attempt.status == 304 and known:
        body = work.state.bodies.body(known.digest)
    if not body or kind_of(body, media) != "html":
        return None
    limit = work.state.assignment.config.crawl.max_page_bytes
    too_long = len(body) > limit
    facts = PageFacts(quality="too-large") if too_long else read(body, media)
    work.facts[digest, media] = facts
    work.batch.readings.append(Reading(digest, media, facts))
    return facts


def _report_traps(state: _Open, batch: Batch) -> None:
    for pattern in sorted(state.follower.scope.trapped - state.reported):
        state.reported.add(pattern)
        batch.events.append(("trap", f"网址模式 {pattern} 数量过多或层级异常,超出部分不再抓取"))
