"""report.json: the same results for machines, in the shape of ``report.schema.json``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, Final

from reports.book import Book
from reports.overview import Overview
from reports.views import CheckView, ClauseView, FindingView
from store.findings import Change, Entry, Observation, RunPoint
from store.judgements import Evidence, Judgement, Statement
from store.results import Results
from store.vocabulary import Outcome

#: The number grows when a reader of the old shape would read the new one wrongly; what is only
#: added leaves it as it is.
SCHEMA: Final = "gongkai.report/1"


def schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12) of report.json."""
    text = files("reports").joinpath("report.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def report(book: Book) -> dict[str, Any]:
    """The report as plain values; absent values are null, "" or an empty list, never left out.

    ``findings`` are the failed judgements of this run, ``ledger`` all findings of the portal as
    they stood after it. Lists are made item by item, as they are asked for.
    """
    results = book.results
    failed = {j.fingerprint for j in results.judgements if j.outcome is Outcome.FAIL}
    told = {each.fingerprint for each in results.findings}
    return {
        "schema": SCHEMA,
        "run": _run(results, book.overview),
        "coverage": _coverage(results),
        "clauses": (_clause(view) for view in book.clauses),
        "findings": (
            _finding(view)
            for view in book.findings
            if view.judgement.fingerprint in failed or view.judgement.fingerprint in told
        ),
        "ledger": (_entry(entry) for entry in results.ledger),
        "observations": (_observation(seen) for seen in results.observations),
        "trend": (_point(point) for point in results.trend),
    }


def encode(document: Mapping[str, Any]) -> Iterator[bytes]:
    """UTF-8 JSON in pieces, one item of a list a line; the same bytes for the same values.

    A lone surrogate becomes U+FFFD.
    """
    opening = b"{"
    for key, value in document.items():
        yield opening + _bytes(key) + b": "
        if isinstance(value, Iterator):
            yield from _items(value)
        else:
            yield _bytes(value)
        opening = b",\n"
    yield b"}\n"


def _items(values: Iterator[Any]) -> Iterator[bytes]:
    opening = b"[\n"
    for value in values:
        yield opening + _bytes(value)
        opening = b",\n"
    yield b"[]" if opening == b"[\n" else b"\n]"


def _bytes(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _run(results: Results, summary: Overview) -> dict[str, Any]:
    run, plan = results.run, results.plan
    return {
        "id": run.id,
        "portal": run.portal,
        "start_url": run.start_url,
        "hosts": list(run.hosts),
        "as_of": run.as_of.isoformat(),
        "started_at": _instant(run.started_at),
        "ended_at": results.ended_at,
        "plan": {"title": plan.title, "year": plan.year, "issuer": plan.issuer,
                 "issued_on": plan.issued_on},
        "verdict": summary.verdict,
        "usable": summary.usable,
        "reliability": summary.reliability,
        "held": list(results.held),
        "released": results.released,
        "code_version": results.code_version,
        "config_digest": results.config_digest,
        "registers": [
            {"name": name, "file": file, "digest": digest, "rows": rows}
            for name, file, digest, rows in results.registers
        ],
        "version": results.version,
        "replaces": results.replaces,
        "public_key": results.public_key,
        "waivers": [{str(k): _plain(v) for k, v in waiver.items()} for waiver in results.waivers],
    }  # fmt: skip


def _coverage(results: Results) -> dict[str, Any]:
    coverage = results.coverage
    return {
        "discovered": coverage.discovered,
        "outcomes": {str(key): count for key, count in sorted(coverage.outcomes.items())},
        "causes": {str(key): count for key, count in sorted(coverage.causes.items())},
        "share": coverage.share,
        "min_share": results.min_coverage,
        "body_bytes": coverage.body_bytes,
        "unread": list(coverage.unread),
        "failures": [{"url": url, "reason": reason} for url, reason in coverage.failures],
        "left_out": dict(sorted(coverage.left_out.items())),
        "left_out_pages": [
            {"url": url, "standing": standing, "reason": reason}
            for url, standing, reason in coverage.left_out_pages
        ],
        "columns": [
            {"name": c.name, "kinds": list(c.kinds), "url": c.url, "pages": len(c.pages),
             "items": len(c.items), "expected": c.expected, "missing": c.missing,
             "complete": c.complete, "note": c.note, "source": c.source}
            for c in results.columns
        ],
        "events": [{"at": e.at, "kind": e.kind, "message": e.message} for e in results.events],
    }  # fmt: skip


def _clause(view: ClauseView) -> dict[str, Any]:
    return {
        "key": view.clause.key,
        "number": view.clause.number,
        "title": view.clause.title,
        "outcome": view.outcome,
        "offices": list(view.clause.offices),
        "checks": [_check(check) for check in view.checks],
    }


def _check(view: CheckView) -> dict[str, Any]:
    return {
        "id": view.card.id,
        "title": view.card.title,
        "severity": view.card.severity,
        "rows": list(view.card.rows),
        "outcome": view.outcome,
        "judgements": [_judgement(judgement) for judgement in view.judgements],
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "subject": judgement.subject,
        "outcome": judgement.outcome,
        "message": judgement.message,
        "measured": judgement.measured,
        "evidence": [_evidence(evidence) for evidence in judgement.evidence],
        "registers": _used(judgement),
        "statements": _statements(judgement),
    }


def _finding(view: FindingView) -> dict[str, Any]:
    judgement = view.judgement
    return {
        "citation": view.citation,
        "check": judgement.check,
        "clause": view.clause.key,
        "outcome": judgement.outcome,
        "severity": judgement.severity,
        "url": view.url,
        "page": view.page,
        "message": judgement.message,
        "evidence": [_evidence(evidence) for evidence in judgement.evidence],
        "registers": _used(judgement),
        "statements": _statements(judgement),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    judgement = entry.judgement
    return {
        "citation": entry.citation,
        "state": entry.state,
        "check": judgement.check,
        "clause": judgement.clause,
        "title": entry.title,
        "severity": judgement.severity,
        "subject": judgement.subject,
        "subject_title": judgement.subject_title,
        "message": judgement.message,
        "owners": list(entry.owners),
        "opened_run": entry.opened_run,
        "opened_on": entry.opened_on.isoformat(),
        "failed_run": entry.failed_run,
        "due": _plain(entry.due),
        "due_note": entry.due_note,
        "overdue_days": entry.overdue_days,
        "rectified_run": entry.rectified_run,
        "rectified_on": _plain(entry.rectified_on),
        "unverified": entry.unverified,
        "reason": entry.reason,
        "evidence": [_evidence(evidence) for evidence in judgement.evidence],
        "changes": [_change(change) for change in entry.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "at": _instant(change.at), "kind": change.kind, "before": change.before,
        "after": change.after, "run": change.run_id, "who": change.who, "why": change.why,
        "due": _plain(change.due), "owners": list(change.owners),
    }  # fmt: skip


def _observation(seen: Observation) -> dict[str, Any]:
    judgement = seen.judgement
    return {
        "check": judgement.check, "clause": judgement.clause, "title": seen.title,
        "subject": judgement.subject, "message": judgement.message, "failed": seen.failed,
        "observed": seen.observed, "needed": seen.needed, "window": seen.window,
    }  # fmt: skip


def _point(point: RunPoint) -> dict[str, Any]:
    return {
        "run": point.run_id, "as_of": point.as_of.isoformat(), "standing": point.standing,
        "by_severity": dict(sorted(point.by_severity.items())), "opened": point.opened,
        "rectified": point.rectified, "coverage": point.coverage, "usable": point.usable,
        "held": point.held,
    }  # fmt: skip


def _statements(judgement: Judgement) -> list[dict[str, Any]]:
    return [
        {name: _plain(getattr(said, name)) for name in Statement.__struct_fields__}
        for said in judgement.statements
    ]


def _used(judgement: Judgement) -> list[dict[str, str]]:
    return [{"name": used.name, "digest": used.digest} for used in judgement.registers]


def _evidence(evidence: Evidence) -> dict[str, Any]:
    names = [name for name in Evidence.__struct_fields__ if not name.startswith("searched")]
    return {name: _plain(getattr(evidence, name)) for name in names} | {
        "searched": [
            {"url": page.url, "digest": page.digest, "column": page.column}
            for page in evidence.searched
        ],
        "searched_columns": list(evidence.searched_columns),
        "searched_count": evidence.searched_count,
        "searched_digest": evidence.searched_digest,
    }


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return _instant(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _instant(value: dt.datetime) -> str:
    return f"{value.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
