"""Clause 19, X1: a week in which the home page opened, and one in which it often did not."""

from __future__ import annotations

import datetime as dt
from functools import partial

from checks.selftest import Case
from checks.selftest._build import AS_OF, HOME, at, snapshot
from store import records
from store.snapshot import Snapshot, Visit
from store.vocabulary import Outcome

_PAGES = {records.HOME: HOME, records.HOME_V6: HOME, records.COLUMN: at("/yw/")}


def week(kind: str, failed: int = 0, each_day: int = 20) -> list[Visit]:
    """Seven days of visits, the first so many of which failed."""
    begin = dt.datetime.combine(AS_OF, dt.time(), dt.UTC) - dt.timedelta(days=7, hours=8)
    moments = [
        begin + dt.timedelta(days=day, minutes=n) for day in range(7) for n in range(each_day)
    ]
    family = 6 if kind == records.HOME_V6 else 4
    return [
        Visit(at, _PAGES[kind], kind, family, n >= failed, "" if n >= failed else "refused")
        for n, at in enumerate(moments)
    ]


def _night(kind: str, failed: int) -> Snapshot:
    return snapshot(visits=week(kind, failed))


CASES = (
    Case("visits.home-opens", Outcome.PASS, partial(_night, records.HOME, 6)),
    Case("visits.home-opens", Outcome.FAIL, partial(_night, records.HOME, 7)),
    Case("visits.columns-open", Outcome.PASS, partial(_night, records.COLUMN, 6)),
    Case("visits.columns-open", Outcome.ATTEST, partial(_night, records.COLUMN, 7)),
)
