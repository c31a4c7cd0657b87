"""report.json: the same results for machines, in the shape of ``report.schema.json``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from reports.overview import Overview
from reports.views import CheckView, ClauseView, FindingView
from store.judgements import Evidence, Judgement, Statement
from store.results import Results

SCHEMA: Final = "gongkai.report/1"


def schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12) of report.json."""
    text = files("reports").joinpath("report.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def report(
    results: Results,
    summary: Overview,
    clauses: tuple[ClauseView, ...],
    findings: tuple[FindingView, ...],
) -> dict[str, Any]:
    """The report as plain values; absent values are null, "" or an empty list, never left out."""
    return {
        "schema": SCHEMA,
        "run": _run(results, summary),
        "coverage": _coverage(results),
        "clauses": [_clause(view) for view in clauses],
        "findings": [_finding(view) for view in findings],
    }


def encode(document: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON, the same bytes for the same values; a lone surrogate becomes U+FFFD."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


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
