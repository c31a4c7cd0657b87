"""The ledger as one run shows it: findings where they stood, observations, the trend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from store.book import Failure, Known, last_failures, read_book
from store.deadlines import overdue_days, unknown_due
from store.findings import Change, Entry, Observation, RunPoint
from store.judgements import CheckCard, Judgement
from store.lifecycle import Life, Row, life, shown, until
from store.loading import registers_of
from store.model import runs, settlements
from store.nights import SHANGHAI, Night, start_url
from store.results import Plan
from store.vocabulary import FindingState
from store.workdays import Overrides, overrides_of

#: Runs that a trend goes back.
_TREND = 366


@dataclass(frozen=True)
class Shown:
    """What ``store.results.Results`` says of the ledger."""

    ledger: tuple[Entry, ...] = ()
    observations: tuple[Observation, ...] = ()
    held: tuple[str, ...] = ()
    released: str = ""
    trend: tuple[RunPoint, ...] = ()


def ledger_of(
    connection: Connection, night: Night, plan: Plan,
    cards: Sequence[CheckCard], found: Sequence[Judgement],
) -> Shown:  # fmt: skip
    """The ledger of the run's portal as it stood after the run."""
    row = connection.execute(
        select(settlements).where(settlements.c.run_id == night.run_id)
    ).one_or_none()
    titles = {card.id: card.title for card in cards}
    reading = _Reading(connection, night, plan, titles, row.unverified if row else {})
    return Shown(
        ledger=reading.entries(),
        observations=_observations(row.observed if row else {}, found, titles),
        held=tuple(row.held) if row and not row.released_at else (),
        released=_released(row) if row and row.released_at else "",
        trend=_trend(connection, night),
    )


class _Reading:
    """Entries of one run."""

    def __init__(
        self,
        connection: Connection,
        night: Night,
        plan: Plan,
        titles: Mapping[str, str],
        unverified: Mapping[str, str],
    ) -> None:
        portal = start_url(night.config)
        self._connection = connection
        self._night = night
        self._offices = {clause.key: clause.offices for clause in plan.clauses}
        self._titles = titles
        self._unverified = unverified
        self._book = read_book(connection, portal)
        self._failures = last_failures(connection, portal, night.run_id)
        self._overrides: Overrides = overrides_of(registers_of(night))

    def entries(self) -> tuple[Entry, ...]:
        """Every finding that had been opened, by citation number."""
        found = []
        for known in self._book:
            rows = until(known.rows, self._night.run_id)
            names = known.fingerprints | {known.fingerprint}
            past = [f for name in sorted(names) if (f := self._failures.get(name))]
            state = shown(now := life(rows), self._night.run_id)
            if state is not None and past:
                last = max(past, key=lambda each: each.run_id)
                found.append(self._entry(known, rows, now, state, last))
        return tuple(found)

    def _entry(
        self, known: Known, rows: Sequence[Row], now: Life, state: FindingState, last: Failure
    ) -> Entry:
        judgement = last.judgement
        entry = Entry(
            citation=known.citation,
            state=state,
            judgement=judgement,
            title=self._titles.get(judgement.check) or (last.card.title if last.card else ""),
            opened_run=now.opened_run,
            opened_on=now.opened_on or self._night.as_of,
            failed_run=last.run_id,
            due=now.due,
            owners=now.owners or tuple(self._offices.get(judgement.clause, ())),
            rectified_run=now.rectified_run,
            rectified_on=now.rectified_on,
            reason=now.reason,
            changes=tuple(_change(known.citation, row) for row in rows),
        )
        if now.standing or state is FindingState.WAIVED:
            entry = replace(entry, unverified=self._unverified.get(known.citation, ""))
        return self._timed(entry, now) if now.standing else entry

    def _timed(self, entry: Entry, now: Life) -> Entry:
        """The entry with how long it is overdue, or why nobody knows when it is due."""
        if now.due is not None:
            late = overdue_days(now.due, self._night.as_of, self._overrides)
            return replace(entry, overdue_days=late)
        limits, begun = self._night.config.findings, now.opened_on or self._night.as_of
        return replace(entry, due_note=unknown_due(begun, entry.severity, limits, self._overrides))


def _change(citation: str, row: Row) -> Change:
    assert row.at is not None
    return Change(
        citation=citation, at=row.at, kind=row.kind, before=row.before, after=row.after,
        run_id=row.run_id, who=row.who, why=row.why, due=row.due, owners=row.owners or (),
        day=row.day,
    )  # fmt: skip


def _observations(
    observed: Mapping[str, Sequence[int]], found: Iterable[Judgement], titles: Mapping[str, str]
) -> tuple[Observation, ...]:
    return tuple(
        Observation(each, titles.get(each.check, each.check), *observed[each.fingerprint])
        for each in found
        if each.fingerprint in observed
    )


def _released(row: Any) -> str:
    at = row.released_at.astimezone(SHANGHAI)
    return f"{row.released_by} 于 {at:%Y-%m-%d %H:%M} 放行：{row.release_reason}"


def _trend(connection: Connection, night: Night) -> tuple[RunPoint, ...]:
    query = (
        select(settlements.c.point)
        .join(runs, runs.c.id == settlements.c.run_id)
        .where(runs.c.start_url == start_url(night.config), runs.c.id <= night.run_id)
        .order_by(runs.c.id.desc())
        .limit(_TREND)
    )
    points = [msgspec.convert(point, RunPoint) for point in connection.execute(query).scalars()]
    return tuple(reversed(points))
