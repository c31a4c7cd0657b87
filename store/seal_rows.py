"""What of a run is sealed, row by row: each row under a file name, as canonical JSON.

Some rows of a run are never changed once its crawl has ended (captures, probes, events). Those of
the store's histories are only added: each seal covers what was added since the one before.
Others are replaced when the run is read or judged again; ``replaceable`` gives those, so that
they can be set aside first.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Engine, Select, Table, and_, func, select

from store.canonical import canonical
from store.judgements import Finding
from store.model import (
    bodies,
    captures,
    check_cards,
    columns,
    events,
    finding_aliases,
    finding_changes,
    judgements,
    probes,
    registers,
    runs,
    settlements,
    statements,
    waivers,
    warc_files,
)
from store.searched import listing
from store.vocabulary import Fetch

_original = warc_files.alias("original")

#: Of a run's row: what follows from the seal itself is left out.
_RUN: Final = (
    "id", "portal", "start_url", "as_of", "plan", "started_at", "ended_at", "ending",
    "baseline_id", "config_digest", "code_version", "coverage",
)  # fmt: skip

#: Histories, whose rows are only ever added, and what they are called.
ADDED: Final = {
    statements: "人工确认",
    waivers: "豁免",
    finding_changes: "问题的变化",
    finding_aliases: "问题的归属",
}

#: Table → ids covered by a seal: behind the first, up to the second.
Spans = Mapping[str, tuple[int, int]]


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


def spans(engine: Engine, before: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """What was added to each history since the seal that came up to ``before``."""
    with engine.connect() as connection:
        newest = {
            table.name: connection.execute(select(func.max(table.c.id))).scalar() or 0
            for table in ADDED
        }
    return {name: (before.get(name, 0), through) for name, through in newest.items()}


def lasting(engine: Engine, run_id: int, covered: Spans) -> Iterator[Row]:
    """Probes and events of a run, and what was added to the histories."""
    yield from _rows(engine, probes, "探测记录", "kind", probes.c.run_id == run_id)
    yield from _rows(engine, events, "巡检事件", "kind", events.c.run_id == run_id)
    for table, title in ADDED.items():
        after, through = covered.get(table.name, (0, 0))
        yield from _rows(engine, table, title, "id", table.c.id > after, table.c.id <= through)


def replaceable(engine: Engine, run_id: int) -> Iterator[Row]:
    """The run itself, its columns, registers, cards, judgements, and what it did as a whole."""
    with engine.connect() as connection:
        row = connection.execute(select(*runs.c[_RUN]).where(runs.c.id == run_id)).one()
    yield Row("run.json", f"第 {run_id} 次巡检的记录", canonical(dict(row._mapping)))
    yield from _rows(engine, columns, "栏目", "name", columns.c.run_id == run_id)
    yield from _rows(engine, registers, "台账", "name", registers.c.run_id == run_id)
    with engine.connect() as connection:
        for row in connection.execute(_of_run(settlements, run_id, "run_id")):
            told = f"第 {run_id} 次巡检对问题状态的结论"
            yield Row("settlement.json", told, canonical(dict(row._mapping)))
        for row in connection.execute(_of_run(check_cards, run_id, "check_id")):
            content = canonical(row.card)
            yield Row(f"cards/{row.check_id}.json", f"检查项 {row.check_id} 的说明", content)
    kept = ("check_id", "clause", "subject", "outcome", "severity", "fingerprint", "body")
    query = select(*judgements.c[kept]).where(judgements.c.run_id == run_id)
    with engine.connect() as connection:
        for row in connection.execute(query.order_by(judgements.c.check_id, judgements.c.subject)):
            told = f"检查项 {row.check_id} 对“{row.subject or '全站'}”的判定"
            name = judgement_name(row.check_id, row.subject)
            yield Row(name, told, canonical(dict(row._mapping)))


def numbered(found: Iterable[Finding]) -> Iterator[Row]:
    """Which judgement stands under which citation number; kept with the seal itself.

    Later a person may merge or withdraw the finding: what was published stays what it was.
    """
    for each in found:
        judgement = each.judgement
        name = judgement_name(judgement.check, judgement.subject)
        value = {"citation": each.citation, "check": judgement.check,
                 "subject": judgement.subject, "judgement": name}  # fmt: skip
        key = hashlib.sha256(each.citation.encode("utf-8", "replace")).hexdigest()[:32]
        yield Row(f"findings/{key}.json", f"引用编号 {each.citation}", canonical(value))


def written(rows: Iterable[Row]) -> bytes:
    """Rows as a compressed text, one a line."""
    lines = (
        msgspec.json.encode(
            (row.name, row.told.encode("utf-8", "replace").decode(), row.content.decode())
        )
        for row in rows
    )
    return gzip.compress(b"".join(line + b"\n" for line in lines), 6, mtime=0)


def read(text: bytes) -> Iterator[Row]:
    """The inverse of ``written``; raises OSError, ValueError, EOFError, zlib.error."""
    for line in gzip.decompress(text).splitlines():
        name, told, content = msgspec.json.decode(line, type=tuple[str, str, str])
        yield Row(name, told, content.encode())


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
