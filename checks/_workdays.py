"""Calendar arithmetic of time limits: working days with make-up days, months with short ends."""

from __future__ import annotations

import calendar
import datetime as dt

import store.workdays
from store.errors import MissingRegister
from store.snapshot import Snapshot
from store.workdays import Overrides, overrides_of


def working_days(snapshot: Snapshot, start: dt.date, end: dt.date) -> int:
    """Working days after ``start`` up to and including ``end``; 0 when end is not later.

    The ``workdays`` register overrides the built-in calendar day by day. Raises MissingRegister
    for a day that neither knows.
    """
    return store.workdays.working_days(start, end, _overrides(snapshot))


def after_working_days(snapshot: Snapshot, start: dt.date, count: int) -> dt.date:
    """The last day of a limit of ``count`` working days that begins after ``start``."""
    return store.workdays.after_working_days(start, count, _overrides(snapshot))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some calendar months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def _overrides(snapshot: Snapshot) -> Overrides:
    try:
        return overrides_of([snapshot.register("workdays")])
    except MissingRegister:
        return {}  # the built-in calendar stands alone; years it does not know still raise
