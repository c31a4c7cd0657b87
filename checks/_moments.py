"""Moments that are known to the minute or only to the day, and limits in hours between them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from checks._quotes import Folded, sentence
from store.facts import DateCandidate

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
_END: Final = dt.time(23, 59)
#: Parts of a day that sentences name: the first and the last minute that may be meant.
_PARTS: Final = {
    "凌晨": (dt.time(0), dt.time(6)), "早上": (dt.time(5), dt.time(10)), "上午": (dt.time(6), dt.time(12)),
    "中午": (dt.time(11), dt.time(14)), "下午": (dt.time(12), dt.time(19)), "晚上": (dt.time(17), _END),
    "晚间": (dt.time(17), _END), "晚": (dt.time(17), _END), "": (dt.time(0), _END),
}  # fmt: skip
_TOLD: Final = re.compile(
    r"(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日\s*(?P<part>凌晨|早上|上午|中午|下午|晚上|晚间|晚)?\s*"
    r"(?:(?P<h>\d{1,2})\s*(?:[:：时点])\s*(?P<min>\d{1,2}|半)?\s*分?)?"
)
#: What follows the hour of an event rather than of what was done about it.
_HAPPENED: Final = re.compile(r"^[^。\n召举]{0,10}(?:发生|起火|突发|爆发|坍塌|接报|接到)")


class Within(StrEnum):
    """Whether a limit was kept."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # the day alone does not tell


@dataclass(frozen=True)
class Span:
    """The first and the last minute (Asia/Shanghai) at which something may have happened."""

    earliest: dt.datetime
    latest: dt.datetime
    quote: str = ""

    @property
    def exact(self) -> bool:
        """Known to the minute."""
        return self.earliest == self.latest

    @property
    def words(self) -> str:
        """As people say it."""
        if self.exact:
            return f"{self.earliest:%Y-%m-%d %H:%M}"
        return f"{self.earliest:%Y-%m-%d}（没有写明时分）"


def of_instant(instant: dt.datetime, whole_day: bool = False) -> Span:
    """An instant of a register; ``whole_day``: its first minute may stand for the whole day."""
    local = instant.astimezone(SHANGHAI).replace(second=0, microsecond=0)
    if whole_day and local.time() == dt.time(0):
        return of_day(local.date())
    return Span(local, local)


def of_day(day: dt.date, quote: str = "") -> Span:
    """Some minute of a day."""
    first = dt.datetime.combine(day, dt.time(0), SHANGHAI)
    return Span(first, dt.datetime.combine(day, _END, SHANGHAI), quote)


def of_date(date: DateCandidate) -> Span:
    """A publication date with its time of day when that is printed."""
    if not date.time:
        return of_day(date.day, date.quote)
    try:
        at = dt.time.fromisoformat(date.time).replace(second=0)
    except ValueError:
        return of_day(date.day, date.quote)
    moment = dt.datetime.combine(date.day, at, SHANGHAI)
    return Span(moment, moment, date.quote)


def within(start: Span, end: Span, hours: float) -> Within:
    """Whether ``end`` came at most so many hours after ``start``."""
    limit = dt.timedelta(hours=hours)
    if end.latest <= start.earliest + limit:
        return Within.YES
    return Within.NO if end.earliest > start.latest + limit else Within.UNKNOWN


def told_near(text: str, near: re.Pattern[str], year: int) -> list[Span]:
    """Moments told in sentences that also have words of ``near``; ``year`` where none is named.

    Not those at which something is said to have happened.
    """
    folded = Folded(text)
    found = []
    for match in _TOLD.finditer(folded.plain):
        if _HAPPENED.search(folded.plain[match.end() : match.end() + 14]):
            continue
        words = sentence(text, *folded.span(match.start(), match.end()))
        if near.search(words) and (span := _span(match, year, words)):
            found.append(span)
    return found


def _span(match: re.Match[str], year: int, quote: str) -> Span | None:
    part = match["part"] or ""
    try:
        day = dt.date(int(match["y"] or year), int(match["m"]), int(match["d"]))
        if match["h"] is None:
            first, last = (dt.datetime.combine(day, t, SHANGHAI) for t in _PARTS[part])
            return Span(first, last, quote)
        hour = int(match["h"])
        minute = 30 if match["min"] == "半" else int(match["min"] or 0)
        if part in ("下午", "晚上", "晚间", "晚") and hour < 12:
            hour += 12
        at = dt.datetime.combine(day, dt.time(hour, minute), SHANGHAI)
    except ValueError:
        return None
    return Span(at, at, quote)
