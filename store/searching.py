"""Questions about all runs of a portal, each bounded in rows: for the pages that are served.

Full text is searched with LIKE: words of two Chinese characters are what people look for, and
SQLite's FTS5 finds none shorter than three; LIKE is the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Engine, Text, and_, cast, func, or_, select, union

from store.judgements import Judgement
from store.model import (
    bodies,
    captures,
    check_cards,
    columns,
    finding_aliases,
    findings,
    judgements,
    runs,
    seals,
    titles,
)
from store.nights import State
from store.seal_files import folder_name

#: Most rows that one question gives.
MOST_HITS: Final = 100
MOST_RUNS: Final = 400
MOST_COLUMNS: Final = 500
#: Longest question in characters, and most words of one.
LONGEST_QUESTION: Final = 60
MOST_WORDS: Final = 5
#: Rows that LIKE lets through and that are looked into, since JSON holds more than texts.
_LOOKED_INTO: Final = 1_000

_JUDGED: Final = (State.JUDGED, State.REPORTED, State.UNUSABLE)


#: The version of a run's newest report; NULL before it was sealed.
_version: Final = (
    select(func.max(seals.c.version)).where(seals.c.run_id == runs.c.id).scalar_subquery()
).label("version")


@dataclass(frozen=True)
class FindingHit:
    """A finding that has all the words, as the last run that saw it fail told it."""

    citation: str
    title: str  # of the check
    first_run: int
    last_run: int
    as_of: dt.date  # of the last run
    folder: str  # of that run's newest report
    judgement: Judgement


@dataclass(frozen=True)
class TitleHit:
    """A page or attachment whose title has all the words, where and when it was first seen."""

    title: str
    url: str
    first_seen: dt.datetime  # UTC
    digest: str
    last_run: int | None = None  # the newest run in which this address had this body


@dataclass(frozen=True)
class RunLine:
    """One judged run."""

    id: int
    as_of: dt.date
    state: State
    share: float | None  # covered, 0…1
    failed: int  # failed judgements
    folder: str  # of its newest report


@dataclass(frozen=True)
class ColumnLine:
    """One column in one run."""

    run_id: int
    as_of: dt.date
    folder: str  # of the run's newest report
    name: str
    url: str
    items: int
    expected: int | None
    complete: bool
    note: str


def words_of(question: str) -> tuple[str, ...]:
    """The words of a question, at most ``MOST_WORDS``; a longer question is cut."""
    return tuple(question[:LONGEST_QUESTION].replace("\0", " ").split()[:MOST_WORDS])


def find_findings(engine: Engine, portal: str, words: Sequence[str]) -> tuple[FindingHit, ...]:
    """Findings whose number, title, message, subject, address or quotation has all the words."""
    if not words:
        return ()
    keys = _fingerprints(portal)
    card = and_(check_cards.c.run_id == judgements.c.run_id,
                check_cards.c.check_id == judgements.c.check_id)  # fmt: skip
    query = (
        select(findings.c.citation, findings.c.first_run, findings.c.last_run, runs.c.as_of,
               _version, judgements.c.body, check_cards.c.card)
        .join(keys, keys.c.finding_id == findings.c.id)
        .join(judgements, and_(judgements.c.fingerprint == keys.c.fingerprint,
                               judgements.c.run_id == findings.c.last_run))
        .join(runs, runs.c.id == judgements.c.run_id)
        .outerjoin(check_cards, card)
        .where(*(or_(_has(findings.c.citation, word), _has_json(judgements.c.body, word),
                     _has_json(check_cards.c.card, word)) for word in words))
        .order_by(findings.c.number.desc())
        .limit(_LOOKED_INTO)
    )  # fmt: skip
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    hits = {row.citation: hit for row in reversed(rows) if (hit := _finding(row, words))}
    return tuple(reversed(hits.values()))[:MOST_HITS]


def find_titles(engine: Engine, portal: str, words: Sequence[str]) -> tuple[TitleHit, ...]:
    """Bodies whose title has all the words, those that were first seen last first."""
    if not words:
        return ()
    query = (
        select(titles.c.title, bodies.c.url, bodies.c.fetched_at, bodies.c.digest)
        .join(bodies, bodies.c.digest == titles.c.digest)
        .where(*(_has(titles.c.title, word) for word in words))
        .order_by(bodies.c.fetched_at.desc(), bodies.c.digest)
        .limit(MOST_HITS)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    seen = _last_seen(engine, portal, [(row.url, row.digest) for row in rows])
    return tuple(
        TitleHit(row.title, row.url, row.fetched_at, row.digest, seen.get((row.url, row.digest)))
        for row in rows
    )


def judged_runs(engine: Engine, portal: str) -> tuple[RunLine, ...]:
    """The judged runs of a portal, newest first."""
    failed = (
        select(func.count())
        .where(judgements.c.run_id == runs.c.id, judgements.c.outcome == "fail")
        .scalar_subquery()
    )
    query = (
        select(*runs.c["id", "as_of", "state", "coverage"], failed.label("failed"), _version)
        .where(runs.c.start_url == portal, runs.c.state.in_(_JUDGED))
        .order_by(runs.c.id.desc())
        .limit(MOST_RUNS)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return tuple(
        RunLine(
            r.id,
            r.as_of,
            State(r.state),
            r.coverage.get("share"),
            r.failed,
            folder_name(r.id, r.version or 1),
        )
        for r in rows
    )


def columns_of_run(engine: Engine, run_id: int) -> tuple[ColumnLine, ...]:
    """The columns of one run by name."""
    query = _column_lines().where(columns.c.run_id == run_id).order_by(columns.c.name)
    return _lines(engine, query.limit(MOST_COLUMNS))


def column_history(engine: Engine, portal: str, url: str) -> tuple[ColumnLine, ...]:
    """One column over the judged runs of a portal, newest first."""
    query = (
        _column_lines()
        .where(runs.c.start_url == portal, runs.c.state.in_(_JUDGED), columns.c.url == url)
        .order_by(runs.c.id.desc())
    )
    return _lines(engine, query.limit(MOST_RUNS))


def _column_lines() -> Any:
    return select(
        runs.c.id, runs.c.as_of, _version, columns.c.name, columns.c.url,
        columns.c["items"],
        columns.c.expected, columns.c.complete, columns.c.note,
    ).join(runs, runs.c.id == columns.c.run_id)  # fmt: skip


def _lines(engine: Engine, query: Any) -> tuple[ColumnLine, ...]:
    with engine.connect() as connection:
        return tuple(
            ColumnLine(
                row.id,
                row.as_of,
                folder_name(row.id, row.version or 1),
                row.name,
                row.url,
                len(row[5]),
                row.expected,
                row.complete,
                row.note,
            )
            for row in connection.execute(query)
        )


def _fingerprints(portal: str) -> Any:
    """Every fingerprint that findings of a portal have had."""
    own = select(findings.c.id.label("finding_id"), findings.c.fingerprint).where(
        findings.c.start_url == portal
    )
    added = select(finding_aliases.c.finding_id, finding_aliases.c.fingerprint).where(
        finding_aliases.c.start_url == portal
    )
    return union(own, added).subquery()


def _last_seen(
    engine: Engine, portal: str, pairs: Sequence[tuple[str, str]]
) -> Mapping[tuple[str, str], int]:
    """The newest judged run in which an address had a body; it is looked for in two runs only."""
    newest = [run.id for run in judged_runs(engine, portal)[:2]]
    query = (
        select(captures.c.url, captures.c.digest, func.max(captures.c.run_id))
        .where(captures.c.run_id.in_(newest), captures.c.url.in_([url for url, _ in pairs]))
        .group_by(captures.c.url, captures.c.digest)
    )
    with engine.connect() as connection:
        return {(url, digest): run for url, digest, run in connection.execute(query)}


def _finding(row: Any, words: Sequence[str]) -> FindingHit | None:
    """A hit, unless LIKE found the words only in names of keys or across two texts."""
    judgement = msgspec.convert(row.body, Judgement)
    title = row.card["title"] if row.card else judgement.check
    texts = [row.citation, title, judgement.message, judgement.subject, judgement.subject_title]
    texts += [text for e in judgement.evidence for text in (e.url, e.quote, e.locator)]
    told = "\n".join(texts).lower()
    if not all(word.lower() in told for word in words):
        return None
    folder = folder_name(row.last_run, row.version or 1)
    return FindingHit(
        row.citation, title, row.first_run, row.last_run, row.as_of, folder, judgement
    )


def _has(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    return column.ilike(f"%{_escaped(word)}%", escape="!")


def _has_json(column: Any, word: str) -> ColumnElement[bool]:
    """JSON is stored with Chinese signs as escapes; so they are looked for."""
    return _has(cast(column, Text), json.dumps(word)[1:-1])


def _escaped(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
