"""Retention: what old runs captured is taken away, but for what a finding or a later run needs.

Kept for ever: the rows of runs and seals, probes and events, the judgements of every finding (each
has a citation number that somebody may have quoted), their cards and registers, the captures and
WARC records they cite, and of any body that a later night refers to by a revisit record the record
that holds it. Nothing that stays changes its place.

Rows go first, in one transaction; then files. A kill in between leaves files that are larger
than they need be, and the next pruning goes on with them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, select, update

from store.book import CHUNK
from store.config import Config
from store.database import open_store
from store.errors import OperatorError
from store.model import (
    bodies,
    captures,
    check_cards,
    columns,
    documents,
    finding_aliases,
    findings,
    judgements,
    probes,
    registers,
    runs,
    warc_files,
)
from store.nights import Night, State, start_url
from store.seal import seals_of
from store.seal_aside import keep_searched
from store.thinning import Gap, gaps, remove_drafts, thin
from store.vocabulary import Outcome

#: Runs that comparisons look back at: fewer may not be kept.
FEWEST = 30
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass
class Needed:
    """What has to stay of the runs that are pruned."""

    captures: dict[int, set[int]] = field(default_factory=dict)  # run → ids
    parents: set[int] = field(default_factory=set)  # rows alone, without their records
    digests: set[str] = field(default_factory=set)
    registers: dict[int, set[str]] = field(default_factory=dict)  # run → names
    fingerprints: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Pruning:
    """What a pruning takes away."""

    runs: tuple[int, ...]  # that lose what they captured; pruned ones before them included
    rows: dict[str, int]  # table → rows
    files: tuple[tuple[str, tuple[Gap, ...]], ...]  # WARC file → what is taken out of it
    kept_records: int  # that stay in the evidence of these runs
    kept_findings: int

    @property
    def bytes(self) -> int:
        """Bytes of WARC files that are given back."""
        return sum(gap.length for _, found in self.files for gap in found)


def planned(config: Config, keep: int) -> Pruning:
    """What ``prune`` would do; changes nothing.

    Args:
        config: the operator's file; its portal's runs are pruned.
        keep: how many of the newest runs keep all they captured.

    Raises:
        OperatorError: ``keep`` is smaller than what comparisons look back at.
    """
    engine = _opened(config, keep)
    with engine.begin() as connection:
        old, needed = _needs(connection, config, keep)
        counts = _counted(connection, old, needed)
        return _told(connection, config, old, needed, counts)


def prune(config: Config, keep: int, now: dt.datetime) -> Pruning:
    """Take away what old runs captured and nobody needs; the database is vacuumed.

    Doing it again, also after a kill, ends in the same store.

    Raises:
        OperatorError: as ``planned``.
        OSError: a file cannot be written; what was pruned before it stays so.
    """
    engine = _opened(config, keep)
    remove_drafts(config.evidence_folder)
    for night in _unpruned(engine, config, keep):
        if seals_of(engine, night.run_id) and _found_nothing(engine, night.run_id):
            keep_searched(night)
    with engine.begin() as connection:
        old, needed = _needs(connection, config, keep)
        counts = _deleted(connection, old, needed)
        fresh = runs.c.id.in_(old) & runs.c.pruned_at.is_(None)
        connection.execute(update(runs).where(fresh).values(pruned_at=now))
        done = _told(connection, config, old, needed, counts)
    for name, found in done.files:
        thin(config.evidence_folder / name, found)
    _vacuum(engine)
    return done


def _opened(config: Config, keep: int) -> Engine:
    if keep < FEWEST:
        raise OperatorError(f"--keep 至少为 {FEWEST}：检查和比较要回看最近 {FEWEST} 次巡检。")
    return open_store(config.database_url)


# -- what is needed ------------------------------------------------------------------------------


def _needs(connection: Connection, config: Config, keep: int) -> tuple[list[int], Needed]:
    """The old runs of the portal, oldest first, and what of them has to stay."""
    old = sorted(connection.execute(_beyond(config, keep)).scalars())
    needed = Needed(fingerprints=_numbered(connection))
    for run_id in old:
        _note_cited(connection, run_id, needed)
    _note_parents(connection, needed)
    _note_later(connection, old, needed)
    return old, needed


def _beyond(config: Config, keep: int) -> Select[int]:
    """The runs of the portal but for the newest."""
    of_portal = runs.c.start_url == start_url(config)
    newest = select(runs.c.id).where(of_portal).order_by(runs.c.id.desc()).limit(keep)
    return select(runs.c.id).where(of_portal, runs.c.id.not_in(newest.subquery().select()))


def _unpruned(engine: Engine, config: Config, keep: int) -> list[Night]:
    """The runs that are to be pruned and have all they captured."""
    query = _beyond(config, keep).where(runs.c.pruned_at.is_(None)).order_by(runs.c.id)
    columns_of_run = select(*runs.c["id", "as_of", "state"]).where(runs.c.id.in_(query))
    with engine.connect() as connection:
        rows = connection.execute(columns_of_run).all()
    return [Night(config, engine, row.id, row.as_of, State(row.state)) for row in rows]


def _found_nothing(engine: Engine, run_id: int) -> bool:
    """Whether a failure of a run rests on something not having been found."""
    query = select(judgements.c.body).where(
        judgements.c.run_id == run_id, judgements.c.outcome == Outcome.FAIL
    )
    with engine.connect() as connection:
        bodies_of_run = connection.execute(query).scalars().all()
    return any(e.get("searched_count") for body in bodies_of_run for e in body.get("evidence", ()))


def _numbered(connection: Connection) -> set[str]:
    """The fingerprints of all findings that ever had a number."""
    own = connection.execute(select(findings.c.fingerprint)).scalars()
    return {*own, *connection.execute(select(finding_aliases.c.fingerprint)).scalars()}


def _note_cited(connection: Connection, run_id: int, needed: Needed) -> None:
    """What the failed judgements of numbered findings cite in a run."""
    query = select(*judgements.c["fingerprint", "body"]).where(
        judgements.c.run_id == run_id, judgements.c.outcome == Outcome.FAIL
    )
    cited = needed.captures.setdefault(run_id, set())
    used = needed.registers.setdefault(run_id, set())
    for fingerprint, body in connection.execute(query):
        if fingerprint not in needed.fingerprints:
            continue
        pieces = body.get("evidence", ())
        cited |= {each["capture_id"] for each in pieces if each.get("capture_id") is not None}
        needed.digests |= {each["digest"] for each in pieces if each.get("digest")}
        used |= {each["name"] for each in body.get("registers", ())}


def _note_parents(connection: Connection, needed: Needed) -> None:
    """The pages that led to what is cited: they may prove later that nothing links to it.

    Their bodies stay too, for a sealed capture names the place of its body.
    """
    cited = {key for keys in needed.captures.values() for key in keys}
    for part in _parts(sorted(cited)):
        query = select(captures.c.parent_id).where(captures.c.id.in_(part))
        needed.parents |= {key for key in connection.execute(query).scalars() if key is not None}
    for part in _parts(sorted(cited | needed.parents)):
        query = select(captures.c.digest).where(captures.c.id.in_(part))
        needed.digests |= {each for each in connection.execute(query).scalars() if each}


def _note_later(connection: Connection, old: Collection[int], needed: Needed) -> None:
    """The bodies that other runs captured, or that measurements speak of."""
    query = select(captures.c.digest).where(captures.c.digest.is_not(None)).distinct()
    if old:
        query = query.where(captures.c.run_id.not_in(old))
    needed.digests |= set(connection.execute(query).scalars())
    for data in connection.execute(select(probes.c.data)).scalars():
        needed.digests |= set(_DIGEST.findall(str(data)))


# -- rows ----------------------------------------------------------------------------------------


def _doomed(connection: Connection, run_id: int, needed: Needed) -> Iterator[tuple[Any, list[Any]]]:
    """Table → conditions on its rows that go, for one run."""
    cited = sorted(needed.captures[run_id] | (needed.parents & _ids(connection, run_id)))
    used = sorted(needed.registers[run_id])
    numbered = select(findings.c.fingerprint)
    renamed = select(finding_aliases.c.fingerprint)
    kept = judgements.c.fingerprint.in_(numbered) | judgements.c.fingerprint.in_(renamed)
    judged = select(judgements.c.check_id).where(judgements.c.run_id == run_id, kept)
    yield check_cards, [check_cards.c.check_id.not_in(judged)]
    yield judgements, [~kept]
    yield captures, [captures.c.id.not_in(cited)]
    yield registers, [registers.c.name.not_in(used)]
    yield columns, []


def _ids(connection: Connection, run_id: int) -> set[int]:
    return set(
        connection.execute(select(captures.c.id).where(captures.c.run_id == run_id)).scalars()
    )


def _counted(connection: Connection, old: Iterable[int], needed: Needed) -> dict[str, int]:
    counts: dict[str, int] = {}
    for run_id in old:
        for table, where in _doomed(connection, run_id, needed):
            query = select(func.count()).select_from(table).where(table.c.run_id == run_id, *where)
            number = connection.execute(query).scalar_one()
            counts[table.name] = counts.get(table.name, 0) + number
    lost = _lost_bodies(connection, old, needed)
    return counts | {"bodies": len(lost)}


def _deleted(connection: Connection, old: Iterable[int], needed: Needed) -> dict[str, int]:
    counts: dict[str, int] = {}
    lost = _lost_bodies(connection, old, needed)
    for run_id in old:
        for table, where in _doomed(connection, run_id, needed):
            done = connection.execute(delete(table).where(table.c.run_id == run_id, *where))
            counts[table.name] = counts.get(table.name, 0) + done.rowcount
    for part in _parts(lost):
        connection.execute(delete(bodies).where(bodies.c.digest.in_(part)))
        connection.execute(delete(documents).where(documents.c.digest.in_(part)))
    return counts | {"bodies": len(lost)}


def _lost_bodies(connection: Connection, old: Iterable[int], needed: Needed) -> list[str]:
    """Bodies that lie in files of old runs and that nothing refers to."""
    query = (
        select(bodies.c.digest)
        .join(warc_files, warc_files.c.id == bodies.c.warc_id)
        .where(warc_files.c.run_id.in_(list(old)))
    )
    return sorted(set(connection.execute(query).scalars()) - needed.digests)


def _parts(keys: list[Any]) -> Iterator[list[Any]]:
    return (keys[begin : begin + CHUNK] for begin in range(0, len(keys), CHUNK))


# -- files ---------------------------------------------------------------------------------------


def _told(
    connection: Connection,
    config: Config,
    old: Collection[int],
    needed: Needed,
    rows: dict[str, int],
) -> Pruning:
    query = (
        select(*warc_files.c["id", "run_id", "name"])
        .where(warc_files.c.run_id.in_(list(old)))
        .order_by(warc_files.c.name)
    )
    files, kept = [], 0
    for file in connection.execute(query).all():
        path = config.evidence_folder / file.name
        wanted = _records(connection, file.id, needed.captures[file.run_id], needed.digests)
        kept += len(wanted)
        if path.exists() and (found := gaps(path, wanted)):
            files.append((file.name, tuple(found)))
    return Pruning(tuple(old), rows, tuple(files), kept, len(needed.fingerprints))


def _records(
    connection: Connection, file: int, cited: Collection[int], digests: Collection[str]
) -> set[str]:
    """Ids of the records of a file that have to stay."""
    found: set[str] = set()
    for part in _parts(sorted(cited)):
        query = select(captures.c.record_id).where(
            captures.c.warc_id == file, captures.c.id.in_(part)
        )
        found |= {each for each in connection.execute(query).scalars() if each}
    lying = connection.execute(
        select(*bodies.c["digest", "record_id"]).where(bodies.c.warc_id == file)
    )
    return found | {row.record_id for row in lying if row.digest in digests}


def size_of(config: Config) -> int:
    """Bytes that the evidence takes on disk; holes take none."""
    return sum(_allocated(path) for path in config.evidence_folder.glob("*.warc.gz"))


def _allocated(path: Path) -> int:
    return path.stat().st_blocks * 512


def _vacuum(engine: Engine) -> None:
    """Give the room of deleted rows back."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
