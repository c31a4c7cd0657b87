"""The findings of a portal with their histories and the keys they are known by, as stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, func, or_, select

from store.judgements import CheckCard, Judgement
from store.lifecycle import Life, Row, before, life
from store.model import (
    captures,
    check_cards,
    finding_aliases,
    finding_changes,
    findings,
    judgements,
    runs,
    settlements,
)
from store.vocabulary import FindingState, Outcome

#: Variables of one statement; SQLite takes 32,766, older builds 999.
CHUNK = 500


@dataclass(frozen=True)
class Known:
    """A finding: its number, its history, the fingerprints it has had.

    ``live`` are those under which its subjects are judged now: all of them have to pass before it
    is rectified. A subject that moved leaves its old fingerprint; a merged finding adds its own.
    """

    id: int
    citation: str
    fingerprint: str  # the one it was opened under
    check: str
    clause: str
    subject: str
    rows: tuple[Row, ...]
    fingerprints: frozenset[str]
    live: frozenset[str]

    def life_before(self, run_id: int) -> Life:
        """How it stood before a run."""
        return life(before(self.rows, run_id))


@dataclass(frozen=True)
class Book:
    """All findings of a portal by id, and which one a fingerprint belongs to."""

    known: Mapping[int, Known]
    owner: Mapping[str, int]  # fingerprint → finding id, merged findings followed

    def of(self, fingerprint: str) -> Known | None:
        """The finding that a judgement with this fingerprint speaks of."""
        return self.known.get(self.owner.get(fingerprint, 0))

    def __iter__(self) -> Iterator[Known]:
        return iter(self.known.values())


@dataclass(frozen=True)
class Failure:
    """A failed judgement as the run that made it saw things."""

    judgement: Judgement
    run_id: int
    card: CheckCard | None
    scope: Mapping[str, Any] | None  # None: of a run before scopes were kept


def read_book(connection: Connection, portal: str) -> Book:
    """The findings of a portal, known by its canonical start address."""
    rows = connection.execute(
        select(findings).where(findings.c.start_url == portal).order_by(findings.c.number)
    ).all()
    histories = _histories(connection, portal)
    aliases = connection.execute(
        select(finding_aliases)
        .where(finding_aliases.c.start_url == portal)
        .order_by(finding_aliases.c.id)
    ).all()
    owner = _owners({row.fingerprint: row.id for row in rows}, aliases)
    names, live = _keys(rows, aliases, owner)
    known = {
        row.id: Known(
            row.id, row.citation, row.fingerprint, row.check_id, row.clause, row.subject,
            tuple(histories[row.id]),
            frozenset(names[row.id]), frozenset(live[row.id]),
        )
        for row in rows
    }  # fmt: skip
    return Book(known, owner)


def _histories(connection: Connection, portal: str) -> dict[int, list[Row]]:
    query = (
        select(finding_changes)
        .join(findings, findings.c.id == finding_changes.c.finding_id)
        .where(findings.c.start_url == portal)
        .order_by(finding_changes.c.id)
    )
    histories: dict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(query):
        histories[row.finding_id].append(_row(row))
    return histories


def _row(row: Any) -> Row:
    return Row(
        kind=row.kind, after=FindingState(row.after), day=row.day, run_id=row.run_id,
        after_run=row.after_run, id=row.id,
        before=FindingState(row.before) if row.before else None, who=row.who, why=row.why,
        due=row.due, owners=tuple(row.owners) if row.owners is not None else None, at=row.at,
    )  # fmt: skip


def _owners(own: Mapping[str, int], aliases: Iterable[Any]) -> dict[str, int]:
    """Fingerprint → finding, where a merged finding's own fingerprint leads on."""
    added = {row.fingerprint: row.finding_id for row in aliases}
    firsts = {finding: fingerprint for fingerprint, finding in own.items()}

    def final(finding: int) -> int:
        seen: set[int] = set()
        while finding not in seen and firsts[finding] in added:
            seen.add(finding)
            finding = added[firsts[finding]]
        return finding

    return {fingerprint: final(finding) for fingerprint, finding in {**own, **added}.items()}


def _keys(
    rows: Iterable[Any], aliases: Iterable[Any], owner: Mapping[str, int]
) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """Finding → all its fingerprints, and → those under which it is judged now."""
    names: dict[int, set[str]] = defaultdict(set)
    for fingerprint, finding in owner.items():
        names[finding].add(fingerprint)
    newest = {row.id: row.fingerprint for row in rows}
    newest |= {row.finding_id: row.fingerprint for row in aliases if row.run_id is not None}
    live: dict[int, set[str]] = defaultdict(set)
    for fingerprint in newest.values():
        live[owner[fingerprint]].add(fingerprint)
    return names, live


def last_failures(connection: Connection, portal: str, up_to: int) -> dict[str, Failure]:
    """Fingerprint → the last failed judgement of a finding in the runs up to one."""
    numbered = select(findings.c.fingerprint).where(findings.c.start_url == portal)
    renamed = select(finding_aliases.c.fingerprint).where(finding_aliases.c.start_url == portal)
    last = (
        select(judgements.c.fingerprint, func.max(judgements.c.run_id).label("run_id"))
        .join(runs, runs.c.id == judgements.c.run_id)
        .where(
            runs.c.start_url == portal,
            judgements.c.run_id <= up_to,
            judgements.c.outcome == Outcome.FAIL,
            or_(judgements.c.fingerprint.in_(numbered), judgements.c.fingerprint.in_(renamed)),
        )
        .group_by(judgements.c.fingerprint)
        .subquery()
    )
    query = (
        select(judgements.c.run_id, judgements.c.body, check_cards.c.card, settlements.c.scope)
        .join(last, (judgements.c.fingerprint == last.c.fingerprint)
              & (judgements.c.run_id == last.c.run_id))
        .outerjoin(check_cards, (check_cards.c.run_id == judgements.c.run_id)
                   & (check_cards.c.check_id == judgements.c.check_id))
        .outerjoin(settlements, settlements.c.run_id == judgements.c.run_id)
    )  # fmt: skip
    found = [_failure(row) for row in connection.execute(query)]
    return {each.judgement.fingerprint: each for each in found}


def _failure(row: Any) -> Failure:
    card = msgspec.convert(row.card, CheckCard) if row.card else None
    return Failure(msgspec.convert(row.body, Judgement), row.run_id, card, row.scope)


def parents_of(connection: Connection, failures: Iterable[Failure]) -> dict[int, tuple[str, str]]:
    """Capture id → its address and that of the page that led to it, for the cited captures."""
    wanted = sorted({
        piece.capture_id
        for each in failures
        for piece in each.judgement.evidence
        if piece.capture_id is not None
    })  # fmt: skip
    parent = captures.alias("parent")
    found: dict[int, tuple[str, str]] = {}
    for begin in range(0, len(wanted), CHUNK):
        query = (
            select(captures.c.id, captures.c.url, parent.c.url.label("parent"))
            .outerjoin(parent, parent.c.id == captures.c.parent_id)
            .where(captures.c.id.in_(wanted[begin : begin + CHUNK]))
        )
        rows = connection.execute(query)
        found.update({row.id: (row.url, row.parent or "") for row in rows})
    return found
