"""Working days with make-up days: chinesecalendar under what the office's register says.

``overrides`` are the rows of the register ``workdays``: day → whether it is worked. A day that
neither knows is asked for, never guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache

import chinese_calendar

from store.errors import MissingRegister
from store.records import Register

Overrides = Mapping[dt.date, bool]


def overrides_of(registers: Iterable[Register]) -> Overrides:
    """What the register ``workdays`` among some registers says; {} without one."""
    return {
        row["date"]: row["workday"]
        for register in registers
        if register.name == "workdays"
        for row in register.rows
    }


def working_days(start: dt.date, end: dt.date, overrides: Overrides) -> int:
    """Working days after ``start`` up to and including ``end``; 0 when end is not later.

    Raises:
        MissingRegister: for a day that neither the calendar nor the overrides know.
    """
    days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_workday(day, overrides) for day in days)


def after_working_days(start: dt.date, count: int, overrides: Overrides) -> dt.date:
    """The last day of a limit of ``count`` working days that begins after ``start``.

    Raises:
        MissingRegister: for a day that neither the calendar nor the overrides know.
    """
    day = start
    while count > 0:
        day += dt.timedelta(days=1)
        count -= is_workday(day, overrides)
    return day


def is_workday(day: dt.date, overrides: Overrides) -> bool:
    """Whether a day is worked; raises ``MissingRegister`` when nobody knows."""
    known = overrides.get(day)
    if known is None:
        known = _built_in(day)
    if known is None:
        raise MissingRegister(
            "workdays", f"内置日历没有 {day.year} 年的节假日安排，请用 workdays 台账补充该年工作日"
        )
    return known


@lru_cache(maxsize=10_000)
def _built_in(day: dt.date) -> bool | None:
    """What the package knows of a day; None outside the years of its data."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
