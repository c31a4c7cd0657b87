"""Stored bodies: found by digest, read from the WARC, checked against the digest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, delete, select

from store.errors import Unseen
from store.evidence import read_file
from store.facts import Facts, media_key
from store.model import bodies, captures, documents, warc_files
from store.recording import Reading, lacking_quality, store_readings
from store.vocabulary import Fetch


@dataclass(frozen=True)
class Unread:
    """A stored body that no reader of this version has read."""

    digest: str
    media: str
    url: str


class BodyStore:
    """Reads the bodies of all runs in one evidence folder."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder

    def of_url(self, run_id: int, url: str) -> bytes | None:
        """The body captured of a URL in a run; None when none was, or its status was an error."""
        query = select(captures.c.digest).where(
            captures.c.run_id == run_id,
            captures.c.url == url,
            captures.c.outcome.in_((Fetch.FETCHED, Fetch.UNCHANGED)),
        )
        with self._engine.connect() as connection:
            digest = connection.execute(query).scalar()
        return self.body(digest) if digest else None

    def status_of(self, run_id: int, url: str) -> int | None:
        """The HTTP status with which a URL was captured in a run; None when it was not."""
        query = select(captures.c.status).where(
            captures.c.run_id == run_id, captures.c.url == url, captures.c.outcome.is_not(None)
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def body(self, digest: str) -> bytes:
        """The body of a digest; raises ``Unseen`` when its record is gone or damaged."""
        return self.file(digest)[0]

    def file(self, digest: str) -> tuple[bytes, str]:
        """The body of a digest and the name its server offered it under, "" when it told none.

        Raises:
            Unseen: its record is gone or damaged.
        """
        query = (
            select(warc_files.c.name, bodies.c.warc_offset)
            .join(warc_files, warc_files.c.id == bodies.c.warc_id)
            .where(bodies.c.digest == digest)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise Unseen(f"证据库中没有摘要为 {digest} 的内容")
        return read_file(self._folder / row.name, row.warc_offset, digest)

    def unread(self, run_id: int, reader: str, installed: Collection[str] = ()) -> Iterator[Unread]:
        """The bodies of a run's good captures that this reader version has not read yet.

        Those too that it could not finish for want of a program (``properties["lacking"]``)
        that is now ``installed``.
        """
        again = [lacking_quality(program) for program in installed]
        query = (
            select(*captures.c["digest", "media", "url"])
            .where(
                captures.c.run_id == run_id,
                captures.c.outcome.in_((Fetch.FETCHED, Fetch.UNCHANGED)),
                captures.c.digest.is_not(None),
                captures.c.place != "robots",
            )
            .order_by(captures.c.id)
        )
        of_run = select(captures.c.digest).where(captures.c.run_id == run_id)
        seen: set[tuple[str, str]] = set()
        with self._engine.connect() as connection:
            read = {
                (row.digest, row.media)
                for row in connection.execute(
                    select(*documents.c["digest", "media"]).where(
                        documents.c.reader == reader,
                        documents.c.digest.in_(of_run),
                        documents.c.quality.not_in(again),
                    )
                )
            }
            rows = connection.execute(query).all()
        for row in rows:
            key = (row.digest, media_key(row.media or ""))
            if key not in seen and key not in read:
                seen.add(key)
                yield Unread(*key, row.url)

    def keep(self, unread: Unread, facts: Facts, reader: str) -> None:
        """Store the facts of one body, in place of what this reader version could not finish."""
        reading = Reading.of(unread.digest, unread.media, facts)
        key = (documents.c.digest == unread.digest, documents.c.media == unread.media)
        with self._engine.begin() as connection:
            connection.execute(delete(documents).where(*key, documents.c.reader == reader))
            store_readings(self._engine, connection, [reading], reader)
