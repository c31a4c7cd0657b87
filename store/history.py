"""What earlier runs of the same portal saw, for checks of change and of repeated failure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any

from sqlalchemy import select

from store.model import captures, probes, runs
from store.nights import Night, State, start_url, stored_night
from store.records import Past, PastProbe, Probe, Visit
from store.snapshot import Snapshot
from store.visits import visits_between
from store.vocabulary import Cause, Fetch

#: Runs before this one that are looked at.
RUNS = 30

_USABLE = (State.CRAWLED, State.JUDGED, State.REPORTED)


class StoredHistory:
    """The runs before a run, read when they are asked for."""

    def __init__(self, night: Night, load: Callable[[Night], Snapshot]) -> None:
        self._night = night
        self._load = load

    def past(self, url: str) -> tuple[Past, ...]:
        """How an address ended in the usable runs before, oldest first; at most ``RUNS``."""
        if self._is_first:
            return ()
        columns = captures.c["outcome", "status", "cause", "fetched_at", "digest"]
        query = (
            select(runs.c.id.label("run_id"), runs.c.as_of, *columns)
            .join(captures, captures.c.run_id == runs.c.id)
            .where(*self._before(), captures.c.url == url, captures.c.outcome.is_not(None))
            .order_by(runs.c.id.desc())
            .limit(RUNS)
        )
        with self._night.engine.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Past(
                row.run_id, row.as_of, Fetch(row.outcome), row.status,
                Cause(row.cause) if row.cause else None, row.fetched_at, row.digest or "",
            )
            for row in reversed(rows)
        )  # fmt: skip

    def earlier(self) -> Snapshot | None:
        """The last usable run before, as a snapshot of its own."""
        query = select(runs.c.id).where(*self._before()).order_by(runs.c.id.desc()).limit(1)
        with self._night.engine.connect() as connection:
            run_id = connection.execute(query).scalar()
        return self._load(stored_night(self._night.config, run_id)) if run_id else None

    def probes(self, kind: str) -> tuple[PastProbe, ...]:
        """The measurements of a kind in the usable runs before, oldest first; of ``RUNS`` runs."""
        return past_probes(self._night, kind)

    def visits(self, first: dt.date, last: dt.date) -> tuple[Visit, ...]:
        """The visits of the portal between two days, both included, oldest first."""
        return visits_between(self._night.engine, start_url(self._night.config), first, last)

    @cached_property
    def _is_first(self) -> bool:
        """Whether there is no run before; then hundreds of addresses need not be looked up."""
        query = select(runs.c.id).where(*self._before()).limit(1)
        with self._night.engine.connect() as connection:
            return connection.execute(query).scalar() is None

    def _before(self) -> tuple[Any, ...]:
        return _before(self._night)


def past_probes(night: Night, kind: str) -> tuple[PastProbe, ...]:
    """The measurements of a kind in the usable runs before a run, oldest first."""
    newest = select(runs.c.id).where(*_before(night)).order_by(runs.c.id.desc()).limit(RUNS)
    query = (
        select(runs.c.as_of, *probes.c["run_id", "kind", "subject", "observed_at", "data"])
        .join(probes, probes.c.run_id == runs.c.id)
        .where(runs.c.id.in_(newest), probes.c.kind == kind)
        .order_by(runs.c.id, probes.c.id)
    )
    with night.engine.connect() as connection:
        rows = connection.execute(query).all()
    return tuple(
        PastProbe(row.run_id, row.as_of, Probe(row.kind, row.subject, row.observed_at, row.data))
        for row in rows
    )


def _before(night: Night) -> tuple[Any, ...]:
    return (
        runs.c.start_url == start_url(night.config),
        runs.c.id < night.run_id,
        runs.c.state.in_(_USABLE),
    )
