"""Makes attempts durable: archives bodies, stores facts, follows links, commits.

The one writer of a running crawl, in the fetching process; what it needs read is read by the
reading process (``crawler.page_reader``) before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.attempts import Attempt
from crawler.gists import Gist, Source, gist_of
from crawler.links import LinkFollower
from crawler.outcomes import Ending, ending_of, row_of
from crawler.reading import READER_VERSION
from crawler.reading.answers import is_data
from crawler.reading.documents import kind_of
from crawler.scope import Scope
from store.bodies import BodyStore
from store.errors import Unseen
from store.evidence import Exchange, Location, Original, digest_of
from store.facts import PageFacts, media_key
from store.frontier import discovered_urls
from store.keys import private_key
from store.nights import SOFTWARE, Night
from store.recording import Batch, Reading, Recorder
from store.vocabulary import Cause, Fetch

Key = tuple[str, str]  # digest, media


@dataclass
class Prepared:
    """A batch on its way: what its attempts need read, and what the store already knows."""

    attempts: Sequence[Attempt]
    keys: dict[int, Key] = field(default_factory=dict)  # by target id
    originals: dict[str, Original] = field(default_factory=dict)
    sources: dict[Key, Source] = field(default_factory=dict)
    known: set[Key] = field(default_factory=set)
    lost: dict[int, str] = field(default_factory=dict)  # by target id: evidence that is gone


class CrawlRecorder:
    """Records the attempts of one run, batch by batch.

    Args:
        night: the run.
        drawn: where digests of pages with a list that only a script draws are noted.
    """

    def __init__(self, night: Night, drawn: set[str] | None = None) -> None:
        config = night.config
        self._limit = config.crawl.max_page_bytes
        self._key = private_key(config.data_folder)
        self._bodies = BodyStore(night.engine, config.evidence_folder)
        self._store = Recorder(
            night.engine,
            night.run_id,
            config.evidence_folder,
            READER_VERSION,
            config.store.warc_size,
            SOFTWARE,
        )
        scope = Scope(config.portal, config.crawl)
        scope.remember(discovered_urls(night.engine, night.run_id))
        drop = frozenset(name.lower() for name in config.crawl.session_parameters)
        self._follower = LinkFollower(scope, drop)
        self._reported: set[str] = set()
        self._drawn: set[str] = set() if drawn is None else drawn

    def prepare(self, attempts: Sequence[Attempt]) -> Prepared:
        """Find out what has to be read; nothing that this reader version has read before."""
        batch = Prepared(attempts)
        for each in attempts:
            if each.status:
                batch.keys[each.target.id] = _key(each)
        digests = {digest for digest, _ in batch.keys.values()}
        batch.originals = self._store.known_bodies(digests)
        known = self._store.known_facts(digests)
        for each in attempts:
            key = batch.keys.get(each.target.id)
            if key in known and key is not None:
                batch.known.add(key)
                batch.sources[key] = Source(known[key], None)
            elif key is not None and key not in batch.sources:
                self._add_source(batch, each, key)
        return batch

    def _add_source(self, batch: Prepared, attempt: Attempt, key: Key) -> None:
        """Add a page's body to what is read; files are read after the crawl.

        Of an unchanged page that only an older reader has read, the stored body is read again:
        without its links the rest of the site would not be found.
        """
        body = attempt.body
        if attempt.status == 304 and attempt.target.known:
            try:
                body = self._bodies.body(key[0])
            except Unseen as error:  # the evidence of the earlier night is gone
                batch.lost[attempt.target.id] = str(error)
                return
        if body and (kind_of(body, key[1]) == "html" or is_data(body, key[1])):
            batch.sources[key] = Source(body, key[1], self._key)

    def too_long(self, source: Source) -> bool:
        """Whether a body is stored but not read."""
        return source.media is not None and len(source.data) > self._limit

    def record(self, batch: Prepared, gists: dict[Key, Gist]) -> None:
        """Store a batch durably, in one transaction."""
        rows = Batch()
        for attempt in batch.attempts:
            self._record_one(batch, attempt, gists, rows)
        for key, gist in gists.items():
            if gist.drawn:
                self._drawn.add(key[0])
            if key not in batch.known:
                rows.readings.append(Reading(*key, "html", gist.quality, gist.packed))
        for pattern in sorted(self._follower.scope.trapped - self._reported):
            self._reported.add(pattern)
            rows.events.append(("trap", f"形如 {pattern} 的网址过多或层级异常,超出部分不再抓取"))
        self._store.commit(rows)

    def close(self) -> None:
        """Close the WARC."""
        self._store.close()

    def _record_one(
        self, batch: Prepared, attempt: Attempt, gists: dict[Key, Gist], rows: Batch
    ) -> None:
        if not attempt.status:
            rows.captures.append(row_of(attempt, ending_of(attempt, "")))
            return
        key = batch.keys[attempt.target.id]
        location = self._archive(batch, attempt, key[0])
        if attempt.target.id in batch.lost:
            ending = Ending(Fetch.FAILED, Cause.BROKEN, batch.lost[attempt.target.id])
        else:
            gist = gists.get(key)
            ending = ending_of(attempt, gist.quality if gist else "")
            ending = self._follower.follow(attempt, gist, ending, rows.discovered)
        rows.captures.append(row_of(attempt, ending, key[0], location))

    def _archive(self, batch: Prepared, attempt: Attempt, digest: str) -> Location:
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
        location = self._store.archive(exchange, batch.originals.get(digest))
        if digest not in batch.originals:
            batch.originals[digest] = Original(location.record_id, exchange.url, exchange.at)
        return location


def _key(attempt: Attempt) -> Key:
    known = attempt.target.known
    if attempt.status == 304 and known:
        return known.digest, media_key(known.media)
    return digest_of(attempt.body), media_key(attempt.header("content-type"))


def unread(quality: str) -> Gist:
    """The gist of a page that was not read."""
    return gist_of(PageFacts(quality=quality))
