"""What probes fetched is evidence as the crawl's captures are: read, archived, found again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

from crawler.gists import Source
from crawler.page_reader import PageReader
from crawler.probes.wire import Answer
from crawler.reading import READER_VERSION
from store.evidence import Exchange, digest_of
from store.facts import PageFacts, unpack
from store.nights import SOFTWARE, Night
from store.recording import Batch, Recorder

Read = Callable[[bytes, str], Awaitable[PageFacts]]


def read_by(reader: PageReader) -> Read:
    """A function that reads a page in the reading process, which the page may kill."""

    async def read(body: bytes, media: str) -> PageFacts:
        gist = (await reader.read([Source(body, media)]))[0]
        facts = unpack(gist.packed)
        assert isinstance(facts, PageFacts)
        return facts

    return read


class Archive:
    """Writes what came back to the run's evidence, one record an answer."""

    def __init__(self, night: Night) -> None:
        config = night.config
        self._agent = config.crawl.user_agent
        self._recorder = Recorder(
            night.engine,
            night.run_id,
            config.evidence_folder,
            READER_VERSION,
            config.store.warc_size,
            SOFTWARE,
        )

    def keep(self, url: str, answer: Answer, at: dt.datetime) -> dict[str, Any]:
        """Archive an answer; returns where its record lies."""
        digest = digest_of(answer.body)
        exchange = Exchange(
            url=url,
            at=at,
            status=answer.status or 0,
            reason="",
            request_headers=[("User-Agent", self._agent)],
            response_headers=list(answer.headers),
            body=answer.body,
            digest=digest,
            peer=answer.peer,
        )
        original = self._recorder.known_bodies([digest]).get(digest)
        location = self._recorder.archive(exchange, original)
        name = self._recorder.open_file
        self._recorder.commit(Batch())
        return {
            "warc_id": location.warc_id,
            "warc": name,
            "offset": location.offset,
            "length": location.length,
            "id": location.record_id,
        }

    def close(self) -> None:
        """Close the WARC."""
        self._recorder.close()
