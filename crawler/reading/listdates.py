"""Dates of list rows and of addresses: what stands beside a link, and what an address is made of."""

from __future__ import annotations

import datetime as dt
import re

from crawler.reading.dategrammar import day_of, first_date
from crawler.reading.dates import LIST, URL
from store.facts import DateCandidate
from store.vocabulary import Place

_MONTH_DAY = re.compile(
    r"(?<![\d./\-年])(?P<m>1[0-2]|0?[1-9])(?:(?P<sep>[-/.])|月)(?P<d>3[01]|[12]\d|0?[1-9])(?:日|(?![\d]|[-/.]\d))"
)
_SHORT = re.compile(
    r"[\[(（【]?\s*(?P<m>1[0-2]|0?[1-9])(?:[-/.]|月)(?P<d>3[01]|[12]\d|0?[1-9])日?"
    r"(?:\s+[0-2]?\d[:：][0-5]\d)?\s*[\])）】]?"
)
_MAX_SHORT = 20  # characters of such a text
_APART = (
    re.compile(r"(?<![\d.\-/])(?P<d>\d{1,2})日?\s+(?P<y>(?:19|20)\d\d)[-/.年](?P<m>\d{1,2})月?(?![\d\-/.])"),
    re.compile(r"(?<![\d.\-/])(?P<y>(?:19|20)\d\d)[-/.年](?P<m>\d{1,2})月?\s+(?P<d>\d{1,2})日?(?![\d:：\-/.])"),
    re.compile(r"(?<![\d.\-/])(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?\s+(?P<y>(?:19|20)\d\d)年?(?![\d\-/.])"),
    re.compile(r"(?<![\d.\-/])(?P<y>(?:19|20)\d\d)年?\s+(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?![\d:：\-/.])"),
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")  # in each of these, and in each of _CLOSE
_IN_URL = (
    re.compile(r"(?<=/)(?P<y>(?:19|20)\d\d)[-_/](?P<m>1[0-2]|0?[1-9])[-_/](?P<d>3[01]|[12]\d|0?[1-9])(?=[/_.-])"),
    re.compile(r"(?<=/)(?P<y>20\d\d)(?P<m>1[0-2]|0[1-9])/(?P<d>3[01]|[12]\d|0[1-9])(?=/)"),
    re.compile(
        r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])"
        r"(?:(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d*)?(?!\d)"
    ),
)  # fmt: skip
_YEAR_MONTH = re.compile(r"(?<=/)(?P<y>(?:19|20)\d\d)[-/]?(?P<m>1[0-2]|0[1-9])(?=/)")
#: Boxes that are one line in the source: 08 above 2018-08, 06-29 above 2018.
_CLOSE = (
    re.compile(r"(?P<d>0[1-9]|[12]\d|3[01])日?(?P<y>(?:19|20)\d\d)[-/.年](?P<m>1[0-2]|0[1-9])月?"),
    re.compile(r"(?P<y>(?:19|20)\d\d)[-/.年](?P<m>1[0-2]|0[1-9])月?(?P<d>0[1-9]|[12]\d|3[01])日?"),
    re.compile(r"(?P<m>1[0-2]|0[1-9])[-/.月](?P<d>0[1-9]|[12]\d|3[01])日?(?P<y>(?:19|20)\d\d)年?"),
)  # fmt: skip
_NEAR = 45  # days between an address made of the date and the date itself
_MAX_BOXES = 4  # words of a row that are looked at for such a line
_MAX_BESIDE = 30  # characters that may stand in a line with the date of a list row
_PROSE = 16  # characters beside a date from which it may be a day that a sentence speaks of


def list_date(text: str, href: str = "") -> DateCandidate | None:
    """The date printed beside a link; without a year only when its address tells the year.

    Args:
        text: what stands beside the link, such as ``[06-29]`` or ``2018-06-29``.
        href: the link's address, from which a date without a year gets its own.
    """
    lines = [line.strip() for line in text.split("\n")]
    found = [each for line in lines if (each := _in_line(line)) is not None]
    if found:
        return next((each for rest, each in found if rest <= _PROSE), found[0][1])
    return _apart(" ".join(filter(None, lines))) or _without_year(lines, href)


def _in_line(line: str) -> tuple[int, DateCandidate] | None:
    """The whole date of a line, and how much else stands in it; None in a sentence."""
    found = first_date(line)
    rest = len(line) - (found.end - found.start) if found else 0
    if found is None or rest > _MAX_BESIDE or (rest > _PROSE and "，" in line):
        return None
    rule, quote = f"list-{found.rule}", found.quote(line)
    return rest, DateCandidate(found.day, quote, Place.LIST, rule, LIST, found.time)


def _apart(text: str) -> DateCandidate | None:
    """Day and month in one box, the year in another."""
    if not _YEAR.search(text):
        return None
    for pattern in _CLOSE:
        for word in text.split()[:_MAX_BOXES]:
            if (match := pattern.fullmatch(word)) and (day := _day(match)):
                return DateCandidate(day, word, Place.LIST, "list-boxes", LIST)
    if len(text) > 2 * _MAX_BESIDE:
        return None
    for pattern in _APART:
        match = pattern.search(text)
        day = _day(match) if match else None
        if match and day:
            return DateCandidate(day, match[0], Place.LIST, "list-apart", LIST)
    return None


def _day(match: re.Match[str]) -> dt.date | None:
    return day_of(int(match["y"]), int(match["m"]), int(match["d"]))


def _without_year(lines: list[str], href: str) -> DateCandidate | None:
    for line in lines:
        match = _MONTH_DAY.search(line)
        if match is None or len(line) - len(match[0]) > _MAX_BESIDE // 2:
            continue
        reference = reference_in(href)
        day = _year_for(int(match["m"]), int(match["d"]), reference) if reference else None
        if day is not None:
            return DateCandidate(day, line, Place.LIST, "list-md", LIST)
    return None


def _year_for(month: int, date: int, reference: dt.date) -> dt.date | None:
    years = (reference.year + 1, reference.year, reference.year - 1)
    days = [day for year in years if (day := day_of(year, month, date)) is not None]
    closest = min(days, key=lambda day: abs(day - reference), default=None)
    return closest if closest and abs((closest - reference).days) <= _NEAR else None


def month_day(text: str) -> tuple[int, int] | None:
    """Month and day of a text that says nothing else: [06-29], (6月29日), 06/29 10:20."""
    match = _SHORT.fullmatch(text.strip()) if len(text) <= _MAX_SHORT else None
    return (int(match["m"]), int(match["d"])) if match else None


def from_url(url: str) -> DateCandidate | None:
    """The day that an address is made of (``/2018-06/29/``, ``t20180629_83266.htm``)."""
    path = url.partition("://")[2].partition("/")[2] if "://" in url else url
    for pattern in _IN_URL:
        for match in pattern.finditer(f"/{path}"):
            day = _day(match)
            if day is not None:
                return DateCandidate(day, match[0], Place.URL, "url", URL)
    return None


def reference_in(href: str) -> dt.date | None:
    """A day close to the publication of what an address names, for dates without a year."""
    found = from_url(href)
    if found is not None:
        return found.day
    match = _YEAR_MONTH.search(href)
    return day_of(int(match["y"]), int(match["m"]), 15) if match else None
