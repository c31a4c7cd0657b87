"""From rows to the objects that stages read: snapshots, coverage, results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import and_, func, select

from store.config import Config
from store.fact_reader import FactReader
from store.facts import AttachmentFacts, DateCandidate, Identity, media_key
from store.history import StoredHistory
from store.model import bodies, captures, columns, documents, probes, registers, runs, warc_files
from store.nights import Night, start_url
from store.registers import rows_from_json
from store.signatures import statements_of
from store.snapshot import (
    Capture,
    ColumnView,
    Item,
    Probe,
    Register,
    Run,
    Snapshot,
)
from store.vocabulary import Cause, Fetch

_original = warc_files.alias("original")


def snapshot_of(night: Night, captured: Sequence[Capture] = ()) -> Snapshot:
    """The snapshot of a run, its facts read as they are asked for.

    ``captured`` are all its captures, where they are at hand.
    """
    captured = captured or captures_of(night)
    facts = FactReader(night.engine, captured)
    return Snapshot(
        run_of(night),
        captured,
        facts,
        columns_of(night),
        _probes(night),
        registers_of(night),
        StoredHistory(night, snapshot_of),
        statements_of(night.engine, start_url(night.config)),
        facts.reader,
        facts.release,
    )


def run_of(night: Night) -> Run:
    """The run as snapshots and reports name it."""
    with night.engine.connect() as connection:
        row = connection.execute(select(runs).where(runs.c.id == night.run_id)).one()
    return Run(
        id=row.id,
        portal=row.portal,
        start_url=row.start_url,
        as_of=row.as_of,
        started_at=row.started_at,
        plan_year=night.config.plan.year,
        hosts=night.config.portal.hosts,
        coverage=row.coverage,
        identity=_identity(night.config),
        site=night.config.site,
    )


def _identity(config: Config) -> Identity:
    """What the operator says that the site should say of itself."""
    portal = config.portal
    return Identity(
        site_code=portal.site_code, icp=portal.icp, police=portal.police, organizer=portal.organizer
    )


def captures_of(night: Night) -> list[Capture]:
    """All captures of a run, in the order of discovery; what was not tried yet is none."""
    query = (
        select(
            *captures.c[
                "id", "url", "outcome", "depth", "parent_id", "anchor", "place", "cause", "detail",
                "status", "fetched_at", "media", "last_modified", "digest", "redirect_to",
                "warc_offset", "warc_length", "record_id", "elapsed",
            ],
            warc_files.c.name,
            _original.c.name.label("body_warc"),
            bodies.c.warc_offset.label("body_offset"),
            bodies.c.warc_length.label("body_length"),
        )
        .outerjoin(warc_files, warc_files.c.id == captures.c.warc_id)
        .outerjoin(
            bodies,
            and_(bodies.c.digest == captures.c.digest, bodies.c.record_id != captures.c.record_id),
        )
        .outerjoin(_original, _original.c.id == bodies.c.warc_id)
        .where(captures.c.run_id == night.run_id, captures.c.outcome.is_not(None))
        .order_by(captures.c.id)
    )  # fmt: skip
    with night.engine.connect() as connection:
        return [_capture(row) for row in connection.execute(query)]


def _capture(row: Any) -> Capture:
    """A row of the query above, by position: there is one for each address of a night."""
    (
        number, url, outcome, depth, parent, anchor, place, cause, detail, status, fetched_at, media,
        modified, digest, redirect, offset, length, record, elapsed, warc, body_warc, body_offset,
        body_length,
    ) = row  # fmt: skip
    return Capture(
        number, url, Fetch(outcome), depth, parent, anchor, place, Cause(cause) if cause else None,
        detail, status, fetched_at, media or "", modified or "", digest or "", redirect or "",
        warc or "", offset, length, record or "", body_warc or "", body_offset, body_length, elapsed,
    )  # fmt: skip


def columns_of(night: Night) -> list[ColumnView]:
    """The columns found in a run."""
    query = select(columns).where(columns.c.run_id == night.run_id).order_by(columns.c.id)
    with night.engine.connect() as connection:
        rows = connection.execute(query).all()
    return [
        ColumnView(
            name=row.name,
            kinds=tuple(row.kinds),
            url=row.url,
            pages=tuple(row.pages),
            items=tuple(_item(each) for each in row.items),
            complete=row.complete,
            expected=row.expected,
            source=row.source,
            note=row.note,
        )
        for row in rows
    ]


def _item(stored: Mapping[str, Any]) -> Item:
    listed = stored["listed"]
    return Item(
        stored["url"],
        stored["title"],
        msgspec.convert(listed, DateCandidate) if listed else None,
        stored["list_url"],
    )


def _probes(night: Night) -> list[Probe]:
    query = select(probes).where(probes.c.run_id == night.run_id).order_by(probes.c.id)
    with night.engine.connect() as connection:
        rows = connection.execute(query).all()
    return [Probe(row.kind, row.subject, row.observed_at, row.data) for row in rows]


def registers_of(night: Night) -> list[Register]:
    """The registers a run was judged with."""
    query = select(registers).where(registers.c.run_id == night.run_id).order_by(registers.c.id)
    with night.engine.connect() as connection:
        rows = connection.execute(query).all()
    return [
        Register(row.name, row.file, row.digest, tuple(rows_from_json(row.name, row.rows)))
        for row in rows
    ]


def coverage_of(night: Night, snapshot: Snapshot) -> dict[str, Any]:
    """What was discovered and what became of it, as ``store.results.Coverage`` has it.

    ``share`` is the part of the site's discovered URLs that was really seen: fetched, unchanged
    or redirected, and not an error page. What robots.txt, budgets and failures kept from us is
    the rest; addresses that answer 404 or 410 are seen to be gone.
    """
    found = list(snapshot.captures())
    seen = sum(1 for each in found if _is_seen(each))
    unread = [f"{each.url}:{each_error}" for each, each_error in _unreadable(night, found)]
    failures = [(each.url, each.reason) for each in found if not each.has_body
                and each.outcome is not Fetch.REDIRECTED]  # fmt: skip
    return {
        "discovered": len(found),
        "outcomes": dict(sorted(Counter(str(each.outcome) for each in found).items())),
        "causes": dict(sorted(Counter(str(each.cause) for each in found if each.cause).items())),
        "share": round(seen / len(found), 4) if found else 0.0,
        "body_bytes": _bytes(night),
        "unread": unread[:500],
        "failures": failures[:500],
        **_left_out(snapshot),
    }


def _left_out(snapshot: Snapshot) -> dict[str, Any]:
    """Captured pages that no check sees: how many for each reason, and which (at most 500)."""
    found = list(snapshot.left_out())
    pages = [(each.url, str(verdict.standing), verdict.reason) for each, verdict in found]
    counts = Counter(verdict.reason for _, verdict in found)
    return {"left_out": dict(sorted(counts.items())), "left_out_pages": pages[:500]}


def _unreadable(night: Night, found: list[Capture]) -> Iterator[tuple[Capture, str]]:
    """Attachments that could not be read, and why; pages are not unpacked for this."""
    query = select(*documents.c["digest", "media"]).where(documents.c.kind != "html")
    with night.engine.connect() as connection:
        files = {(row.digest, row.media) for row in connection.execute(query)}
    wanted = [each for each in found if each.has_body
              and (each.digest, media_key(each.media)) in files]  # fmt: skip
    facts = FactReader(night.engine, wanted)
    for each in wanted:
        reading = facts(each)
        if isinstance(reading, AttachmentFacts) and reading.error:
            yield each, reading.error


def _is_seen(capture: Capture) -> bool:
    if capture.outcome in (Fetch.FETCHED, Fetch.UNCHANGED, Fetch.REDIRECTED):
        return True
    return capture.outcome is Fetch.FAILED and capture.status in (404, 410)


def _bytes(night: Night) -> int:
    query = select(func.coalesce(func.sum(captures.c.body_length), 0)).where(
        captures.c.run_id == night.run_id
    )
    with night.engine.connect() as connection:
        return int(connection.execute(query).scalar_one())
