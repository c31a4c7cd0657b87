"""What of a run is sealed, row by row: each row under a file name, as canonical JSON.

Some rows of a run are never changed once its crawl has ended (captures, probes, events), or are
only added to (statements, waivers). Others are replaced when the run is read or judged again;
``replaceable`` gives those, so that they can be set aside first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Engine, Select, Table, and_, select

from store.canonical import canonical
from store.model import (
    bodies,
    captures,
    check_cards,
    columns,
    events,
    findings,
    judgements,
    probes,
    registers,
    runs,
    statements,
    waivers,
    warc_files,
)
from store.searched import listing
from store.vocabulary import Fetch, Outcome

_original = warc_files.alias("original")

#: Of a run's row: what follows from the seal itself is left out.
_RUN: Final = (
    "id", "portal", "start_url", "as_of", "plan", "started_at", "ended_at", "ending",
    "baseline_id", "config_digest", "code_version", "coverage",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One sealed thing: the name it has in lists and bundles, what people call it, its bytes."""

    name: str
    told: str  # Chinese, for messages
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the content, hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Captured:
    """A sealed capture and where its record and its body lie; None and "" without a record."""

    row: Row
    id: int
    url: str
    body: str  # digest of the body, hex
    seen: bool  # a body with a success status
    record: tuple[str, int, int] | None  # WARC file, offset, length
    original: tuple[str, int, int] | None  # of the body, when the record is a revisit


def judgement_name(check: str, subject: str) -> str:
    """The name of a judgement in lists and bundles."""
    key = hashlib.sha256(f"{check}\n{subject}".encode("utf-8", "replace")).hexdigest()
    return f"judgements/{key[:32]}.json"


def captured(
    engine: Engine, run_id: int, among: Collection[int] | None = None
) -> Iterator[Captured]:
    """The captures of a run in the order of discovery, or those of some ids."""
    query = _captures(run_id)
    if among is not None:
        query = query.where(captures.c.id.in_(among))
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=1000).execute(query):
            yield _captured(dict(row._mapping))


def searched(found: Iterator[Captured]) -> bytes:
    """What was there to be searched in a run, as ``store.searched`` writes it."""
    return listing((each.url, each.body) for each in found if each.seen)


def lasting(engine: Engine, run_id: int) -> Iterator[Row]:
    """Probes and events of a run, and what people had signed about its portal."""
    of_run = runs.c.id == run_id
    yield from _rows(engine, probes, "探测记录", "kind", probes.c.run_id == run_id)
    yield from _rows(engine, events, "巡检事件", "kind", events.c.run_id == run_id)
    for table, title in ((statements, "人工确认"), (waivers, "豁免")):
        of_portal = table.c.start_url == select(runs.c.start_url).where(of_run).scalar_subquery()
        yield from _rows(engine, table, title, "id", of_portal)


def replaceable(engine: Engine, run_id: int) -> Iterator[Row]:
    """The run itself, its columns, registers, cards, judgements and findings."""
    with engine.connect() as connection:
        row = connection.execute(select(*runs.c[_RUN]).where(runs.c.id == run_id)).one()
    yield Row("run.json", f"第 {run_id} 次巡检的记录", canonical(dict(row._mapping)))
    yield from _rows(engine, columns, "栏目", "name", columns.c.run_id == run_id)
    yield from _rows(engine, registers, "台账", "name", registers.c.run_id == run_id)
    with engine.connect() as connection:
        for row in connection.execute(_of_run(check_cards, run_id, "check_id")):
            content = canonical(row.card)
            yield Row(f"cards/{row.check_id}.json", f"检查项 {row.check_id} 的说明", content)
    yield from judged(engine, run_id)


def judged(engine: Engine, run_id: int) -> Iterator[Row]:
    """The judgements of a run, and the citation numbers of those that failed."""
    numbers = _numbers(engine, run_id)
    kept = ("check_id", "clause", "subject", "outcome", "severity", "fingerprint", "body")
    query = select(*judgements.c[kept]).where(judgements.c.run_id == run_id)
    with engine.connect() as connection:
        for row in connection.execute(query.order_by(judgements.c.check_id, judgements.c.subject)):
            name = judgement_name(row.check_id, row.subject)
            told = f"检查项 {row.check_id} 对“{row.subject or '全站'}”的判定"
            yield Row(name, told, canonical(dict(row._mapping)))
            if row.outcome == Outcome.FAIL and row.fingerprint in numbers:
                yield _finding(*numbers[row.fingerprint], name, row)


def _finding(number: int, citation: str, name: str, row: Any) -> Row:
    value = {"citation": citation, "number": number, "check": row.check_id,
             "subject": row.subject, "judgement": name}  # fmt: skip
    return Row(f"findings/{number:04d}.json", f"引用编号 {citation}", canonical(value))


def _numbers(engine: Engine, run_id: int) -> dict[str, tuple[int, str]]:
    failed = select(judgements.c.fingerprint).where(
        judgements.c.run_id == run_id, judgements.c.outcome == Outcome.FAIL
    )
    query = select(findings.c.fingerprint, findings.c.number, findings.c.citation).where(
        findings.c.fingerprint.in_(failed)
    )
    with engine.connect() as connection:
        return {row.fingerprint: (row.number, row.citation) for row in connection.execute(query)}


def _rows(engine: Engine, table: Table, title: str, named: str, *among: Any) -> Iterator[Row]:
    """Rows with a key of their own, without the key of the run."""
    kept = [column for column in table.c if column.name != "run_id"]
    query = select(*kept).where(*among).order_by(table.c.id)
    with engine.connect() as connection:
        for row in connection.execute(query):
            told = f"{title} {row._mapping[named]}（第 {row.id} 行）"
            yield Row(f"{table.name}/{row.id}.json", told, canonical(dict(row._mapping)))


def _of_run(table: Table, run_id: int, order: str) -> Select[Any]:
    return select(table).where(table.c.run_id == run_id).order_by(table.c[order])


def _captures(run_id: int) -> Select[Any]:
    own = [c for c in captures.c if c.name not in ("warc_id", "run_id")]
    return (
        select(
            *own,
            warc_files.c.name.label("warc"),
            _original.c.name.label("body_warc"),
            bodies.c.warc_offset.label("body_offset"),
            bodies.c.warc_length.label("body_record_length"),
            bodies.c.record_id.label("body_record_id"),
        )
        .outerjoin(warc_files, warc_files.c.id == captures.c.warc_id)
        .outerjoin(
            bodies,
            and_(bodies.c.digest == captures.c.digest, bodies.c.record_id != captures.c.record_id),
        )
        .outerjoin(_original, _original.c.id == bodies.c.warc_id)
        .where(captures.c.run_id == run_id)
        .order_by(captures.c.id)
    )


def _captured(value: dict[str, Any]) -> Captured:
    has = value["outcome"] in (Fetch.FETCHED, Fetch.UNCHANGED)
    name, url = f"captures/{value['id']}.json", value["url"]
    return Captured(
        row=Row(name, f"{url} 的抓取记录", canonical(value)),
        id=value["id"],
        url=url,
        body=(value["digest"] or "").removeprefix("sha256:"),
        seen=bool(has and value["digest"] and (value["status"] or 0) < 400),
        record=_place(value["warc"], value["warc_offset"], value["warc_length"]),
        original=_place(value["body_warc"], value["body_offset"], value["body_record_length"]),
    )


def _place(name: str | None, offset: int | None, length: int | None) -> tuple[str, int, int] | None:
    if not name or offset is None or length is None:
        return None
    return name, offset, length
