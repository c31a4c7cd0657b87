"""整改期限: the last day to mend a finding, in working days by severity, and how long it is over."""

from __future__ import annotations

import datetime as dt

from store.config import Findings
from store.errors import MissingRegister
from store.vocabulary import Severity
from store.workdays import Overrides, after_working_days, is_workday


def days_of(severity: Severity, limits: Findings) -> int:
    """The working days that a finding of a severity may take; 0 for no deadline."""
    return int(getattr(limits, f"{severity.value}_days"))


def due_after(
    day: dt.date, severity: Severity, limits: Findings, overrides: Overrides
) -> dt.date | None:
    """The last day for a finding opened on a day; None without a deadline, or if nobody knows."""
    count = days_of(severity, limits)
    if not count:
        return None
    try:
        return after_working_days(day, count, overrides)
    except MissingRegister:
        return None


def unknown_due(day: dt.date, severity: Severity, limits: Findings, overrides: Overrides) -> str:
    """Why a finding opened on a day has no last day though it should; "" when it needs none."""
    count = days_of(severity, limits)
    if not count:
        return ""
    try:
        after_working_days(day, count, overrides)
    except MissingRegister as missing:
        return str(missing)
    return ""


def overdue_days(due: dt.date, today: dt.date, overrides: Overrides) -> int:
    """Working days after ``due`` up to today; days that no calendar knows are not counted.

    At least 1 once today lies in a year that is not known, for such a day is later all the same.
    """
    days = (due + dt.timedelta(days=n) for n in range(1, (today - due).days + 1))
    counted, unknown = 0, False
    for day in days:
        try:
            counted += is_workday(day, overrides)
        except MissingRegister:
            unknown = True
    return max(counted, int(unknown))
