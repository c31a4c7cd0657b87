"""Calendar arithmetic of time limits: working days with make-up days, months with short ends."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

import chinese_calendar

from store.errors import MissingRegister
from store.snapshot import Snapshot


def working_days(snapshot: Snapshot, start: dt.date, end: dt.date) -> int:
    """Working days after ``start`` up to and including ``end``; 0 when end is not later.

    The ``workdays`` register overrides the built-in calendar day by day. Raises MissingRegister
    for a day that neither knows.
    """
    overrides = _overrides(snapshot)
    days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(_is_workday(day, overrides) for day in days)


def after_working_days(snapshot: Snapshot, start: dt.date, count: int) -> dt.date:
    """The last day of a limit of ``count`` working days that begins after ``start``."""
    overrides, day = _overrides(snapshot), start
    while count > 0:
        day += dt.timedelta(days=1)
        count -= _is_workday(day, overrides)
    return day


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some calendar months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def _overrides(snapshot: Snapshot) -> Mapping[dt.date, bool]:
    try:
        register = snapshot.register("workdays")
    except MissingRegister:
        return {}  # the built-in calendar stands alone; years it does not know still raise
    return {row["date"]: row["workday"] for row in register.rows}


def _is_workday(day: dt.date, overrides: Mapping[dt.date, bool]) -> bool:
    known = overrides.get(day)
    if known is not None:
        return known
    built_in = _built_in(day)
    if built_in is None:
        raise MissingRegister(
            "workdays", f"内置日历没有 {day.year} 年的节假日安排，请用 workdays 台账补充该年工作日"
        )
    return built_in


@lru_cache(maxsize=10_000)
def _built_in(day: dt.date) -> bool | None:
    """What the package knows of a day; None outside the years of its data."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
