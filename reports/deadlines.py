"""The calendar of deadlines: which findings are due on which day, the overdue ones first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from reports.views import FindingView

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


@dataclass(frozen=True)
class Deadline:
    """One last day (None: no day was set) with the standing findings that are due on it."""

    due: dt.date | None
    findings: tuple[FindingView, ...]
    days: int | None  # calendar days from the as-of date, negative when it is past

    @property
    def overdue_days(self) -> int:
        """Working days past it, as the ledger counted them."""
        return max((f.entry.overdue_days for f in self.findings if f.entry), default=0)

    @property
    def weekday(self) -> str:
        """星期一 … 星期日."""
        return WEEKDAYS[self.due.weekday()] if self.due else ""

    @property
    def told(self) -> str:
        """How far it is, in words."""
        if self.days is None:
            return "未定期限"
        if self.overdue_days:
            return f"逾期 {self.overdue_days} 个工作日"
        if self.days < 0:
            return "已过期限"
        return "今日到期" if self.days == 0 else f"还有 {self.days} 日"


def deadlines(findings: Iterable[FindingView], as_of: dt.date) -> tuple[Deadline, ...]:
    """Days in their order, findings without a day last."""
    by_day: dict[dt.date | None, list[FindingView]] = {}
    for view in findings:
        if view.standing:
            by_day.setdefault(view.entry.due if view.entry else None, []).append(view)
    days = sorted(day for day in by_day if day)
    return tuple(
        Deadline(day, tuple(by_day[day]), (day - as_of).days if day else None)
        for day in (*days, *([None] if None in by_day else []))
    )
