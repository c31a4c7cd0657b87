"""Days as sentences print them: after a label, in a period, in the cell of a plan."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checks._quotes import Folded, sentence

_NUMERALS: Final = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_CN: Final = "〇零○一二三四五六七八九"
_DAY: Final = re.compile(
    r"(?<!\d)(?P<y>20\d\d)\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?!\d)"
    rf"|(?P<cy>二[{_CN}]{{3}})年(?P<cm>[{_CN}十]{{1,2}})月(?P<cd>[{_CN}十]{{1,3}})日"
)
#: The end of a period often leaves out the year, or the month too.
_SHORT: Final = re.compile(r"(?:(?P<m>\d{1,2})\s*(?:月|[-/.])\s*)?(?P<d>\d{1,2})\s*[日号]")
_UNTIL: Final = re.compile(
    r"\s*[日号]?\s*(?:\(?[^\d\n()]{0,6}\)?)?(?:\d{1,2}(?:[:时点]\d{0,2}分?)+)?\s*(?:至|到|—+|–|~|-+)\s*"
)
_BETWEEN: Final = r"[^\d。;]{0,16}?(?:\d{1,2}\s*个?(?:工作日|自然日|日|天)[^\d。;]{0,10}?)?\s*"
_MONTH: Final = re.compile(r"(?<!\d)(\d{1,2})\s*月")
_QUARTERS: Final = (("一1", 3), ("二2", 6), ("三3", 9), ("四4", 12))


@dataclass(frozen=True)
class Told:
    """A day and the sentence that tells it, verbatim."""

    day: dt.date
    quote: str


@dataclass(frozen=True)
class Period:
    """First and last day of a period and the sentence that tells it, verbatim."""

    first: dt.date
    last: dt.date
    quote: str

    @property
    def days(self) -> int:
        """Its days, the first and the last both counted."""
        return (self.last - self.first).days + 1


def labelled(text: str, labels: str) -> Told | None:
    """The first day that stands behind a label (a pattern without groups)."""
    folded = Folded(text)
    for found in re.finditer(rf"(?:{labels}){_BETWEEN}(?={_ANY})", folded.plain):
        day = next(_days(folded.plain, found.end()), None)
        if day is not None and day[1] == found.end():
            return Told(day[0], sentence(text, *folded.span(found.start(), day[2])))
    return None


def period(text: str, labels: str) -> Period | None:
    """The first period (自…至…) that stands behind a label."""
    folded = Folded(text)
    for found in re.finditer(rf"(?:{labels}){_BETWEEN}(?={_ANY})", folded.plain):
        first = next(_days(folded.plain, found.end()), None)
        if first is None or first[1] != found.end():
            continue
        last = _end_of(folded.plain, first[0], first[2])
        if last is not None and last[0] >= first[0]:
            quote = sentence(text, *folded.span(found.start(), last[1]))
            return Period(first[0], last[0], quote)
    return None


def days_in(text: str) -> list[dt.date]:
    """All days of a text that name their year, in order."""
    return [day for day, _, _ in _days(Folded(text).plain, 0)]


def deadline(cell: str, year: int) -> dt.date | None:
    """The last day of the time that a plan's cell gives: a day, a month, a quarter, a half-year.

    ``year`` is meant where the cell names none. None when it gives no time.
    """
    plain = Folded(cell, spaced=False).plain
    if days := days_in(plain):
        return max(days)
    years = [int(found) for found in re.findall(r"(20\d\d)年?", plain)]
    year = max(years, default=year)
    if months := [int(m) for m in _MONTH.findall(plain) if 1 <= int(m) <= 12]:
        return _month_end(year, months[-1])
    for words, month in reversed(_QUARTERS):
        if re.search(rf"[{words}](?:个)?季度", plain):
            return _month_end(year, month)
    if re.search(r"全年|下半年|年底|年内|常年|年度|12月底|长期", plain):
        return dt.date(year, 12, 31)
    return dt.date(year, 6, 30) if "上半年" in plain else None


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


_ANY: Final = rf"20\d\d\s*[年\-/.]|二[{_CN}]{{3}}年"


def _days(plain: str, start: int) -> Iterator[tuple[dt.date, int, int]]:
    """(day, where it begins, where it ends) from a place on."""
    for found in _DAY.finditer(plain, start):
        day = _day(found)
        if day is not None:
            yield day, found.start(), found.end()


def _end_of(plain: str, first: dt.date, at: int) -> tuple[dt.date, int] | None:
    """The last day of a period whose first day ends at a place."""
    until = _UNTIL.match(plain, at)
    if until is None:
        return None
    whole = _DAY.match(plain, until.end())
    if whole is not None and (day := _day(whole)) is not None:
        return day, whole.end()
    short = _SHORT.match(plain, until.end())
    if short is None:
        return None
    try:
        day = dt.date(first.year, int(short["m"] or first.month), int(short["d"]))
    except ValueError:
        return None
    if day < first and short["m"]:
        day = day.replace(year=first.year + 1)
    return day, short.end()


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        if found["y"]:
            return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
        year = int("".join(str(_NUMERALS[c]) for c in found["cy"]))
        return dt.date(year, _numeral(found["cm"]), _numeral(found["cd"]))
    except ValueError:
        return None


def _numeral(text: str) -> int:
    """十二 → 12, 二十 → 20, 一〇 → 10."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_NUMERALS[c]) for c in text))
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
