"""The recorder: the one writer of a running crawl. A batch is one transaction.

Order matters for kill -9: records go to the WARC and the disk first, rows after. What the
database does not know of a WARC is cut off when the run is opened again, so file and rows
always agree and ``warcio check`` stays clean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from store.database import insert_new
from store.evidence import Exchange, Location, Original, WarcFile, trim
from store.facts import Facts, PageFacts, pack
from store.frontier import Discovered
from store.model import bodies, captures, documents, events, warc_files


def lacking_quality(program: str | None) -> str:
    """How a reading is marked that this machine could not finish for want of a program."""
    return f"lacking-{program}" if program else "good"


@dataclass(frozen=True)
class Reading:
    """Packed facts of one body, to be stored under (digest, media, reader)."""

    digest: str
    media: str
    kind: str
    quality: str
    packed: bytes

    @classmethod
    def of(cls, digest: str, media: str, facts: Facts) -> Self:
        """The reading of facts that are not packed yet."""
        if isinstance(facts, PageFacts):
            return cls(digest, media, "html", facts.quality, pack(facts))
        lacking = facts.properties.get("lacking")
        return cls(digest, media, facts.kind, lacking_quality(lacking), pack(facts))


@dataclass
class Batch:
    """What one transaction stores."""

    captures: list[dict[str, Any]] = field(default_factory=list)  # values by column, with "id"
    discovered: list[Discovered] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)  # kind, message


class Recorder:
    """Writes captures of one run. One instance, in one process, at a time."""

    def __init__(
        self, engine: Engine, run_id: int, folder: Path, reader: str, warc_size: int, software: str
    ) -> None:
        self._engine = engine
        self._run_id = run_id
        self._folder = folder
        self._reader = reader
        self._warc_size = warc_size
        self._software = software
        self._warc: WarcFile | None = None
        self._bodies: dict[str, dict[str, Any]] = {}  # of the open batch
        self._trim_leftovers()

    def known_bodies(self, digests: Iterable[str]) -> dict[str, Original]:
        """Which bodies the store already has, and the record each stands in."""
        query = select(*bodies.c["digest", "record_id", "url", "fetched_at"]).where(
            bodies.c.digest.in_(bindparam("digests", expanding=True))
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query, {"digests": list(digests)}).all()
        return {row.digest: Original(row.record_id, row.url, row.fetched_at) for row in rows}

    def known_facts(self, digests: Iterable[str]) -> dict[tuple[str, str], bytes]:
        """Packed facts of pages that this reader version already read, by (digest, media)."""
        query = select(*documents.c["digest", "media", "facts"]).where(
            documents.c.digest.in_(bindparam("digests", expanding=True)),
            documents.c.reader == self._reader,
            documents.c.kind == "html",
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query, {"digests": list(digests)}).all()
        return {(row.digest, row.media): row.facts for row in rows}

    def archive(self, exchange: Exchange, original: Original | None) -> Location:
        """Append an exchange to the open WARC; its body becomes known with the commit."""
        warc = self._open_warc()
        location = warc.write(exchange, original)
        if original is None:
            self._bodies[exchange.digest] = {
                "digest": exchange.digest,
                "warc_id": location.warc_id,
                "warc_offset": location.offset,
                "warc_length": location.length,
                "record_id": location.record_id,
                "url": exchange.url,
                "fetched_at": exchange.at,
            }
        return location

    @property
    def open_file(self) -> str:
        """Name of the WARC file that was written to last; "" before the first record."""
        return self._warc.name if self._warc is not None else ""

    def commit(self, batch: Batch) -> None:
        """Make a batch durable: WARC first, then all rows in one transaction."""
        if self._warc is not None:
            self._warc.flush()
        with self._engine.begin() as connection:
            self._store_captures(connection, batch)
            store_readings(self._engine, connection, batch.readings, self._reader)
            self._store_warc(connection)
            if batch.events:
                now = dt.datetime.now(dt.UTC)
                connection.execute(
                    insert(events),
                    [
                        {"run_id": self._run_id, "at": now, "kind": kind, "message": message}
                        for kind, message in batch.events
                    ],
                )
        self._bodies.clear()
        if self._warc is not None and self._warc.size >= self._warc_size:
            self.close()

    def close(self) -> None:
        """Close the open WARC; the next batch begins a new one."""
        warc, self._warc = self._warc, None
        if warc is not None:
            warc.close()

    def _store_captures(self, connection: Connection, batch: Batch) -> None:
        if batch.discovered:
            rows = [each.row(self._run_id) for each in batch.discovered]
            connection.execute(insert_new(self._engine, captures), rows)
        if batch.captures:
            names = [name for name in batch.captures[0] if name != "id"]
            statement = (
                update(captures)
                .where(captures.c.id == bindparam("key"))
                .values({name: bindparam(f"new_{name}") for name in names})
            )
            connection.execute(
                statement,
                [
                    {"key": row["id"], **{f"new_{name}": row[name] for name in names}}
                    for row in batch.captures
                ],
            )

    def _store_warc(self, connection: Connection) -> None:
        if self._bodies:
            connection.execute(insert_new(self._engine, bodies), list(self._bodies.values()))
        if self._warc is not None:
            connection.execute(
                update(warc_files)
                .where(warc_files.c.id == self._warc.warc_id)
                .values(committed=self._warc.size)
            )

    def _open_warc(self) -> WarcFile:
        if self._warc is None:
            with self._engine.begin() as connection:
                number = len(
                    connection.execute(
                        select(warc_files.c.id).where(warc_files.c.run_id == self._run_id)
                    ).all()
                )
                name = f"run-{self._run_id:05d}-{number:03d}.warc.gz"
                key = connection.execute(
                    insert(warc_files).values(run_id=self._run_id, name=name, committed=0)
                ).inserted_primary_key
            assert key is not None
            (self._folder / name).unlink(missing_ok=True)
            self._warc = WarcFile(self._folder / name, key[0], self._software)
        return self._warc

    def _trim_leftovers(self) -> None:
        query = select(*warc_files.c["name", "committed"]).where(
            warc_files.c.run_id == self._run_id
        )
        with self._engine.connect() as connection:
            for name, committed in connection.execute(query).all():
                trim(self._folder / name, committed)


def store_readings(
    engine: Engine, connection: Connection, readings: Sequence[Reading], reader: str
) -> None:
    """Insert facts that are not there yet."""
    if not readings:
        return
    rows = [
        {
            "digest": each.digest,
            "media": each.media,
            "reader": reader,
            "kind": each.kind,
            "quality": each.quality,
            "facts": each.packed,
        }
        for each in readings
    ]
    connection.execute(insert_new(engine, documents), rows)
