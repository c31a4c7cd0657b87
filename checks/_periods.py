"""Periods as calls for opinions print them: from a day to a day, until a day, so many days.

Only what the words say plainly is read: two different ends are no answer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checks._quotes import Folded, sentence

_DAY: Final = r"(?:(?P<{0}y>20\d\d)\s*[年./-]\s*)?(?P<{0}m>\d{{1,2}})\s*[月./-]\s*(?P<{0}d>\d{{1,2}})\s*[日号]?"
_WHOLE: Final = (
    r"(?P<{0}y>20\d\d)\s*[年./-]\s*(?P<{0}m>\d{{1,2}})\s*[月./-]\s*(?P<{0}d>\d{{1,2}})\s*[日号]?"
)
_CLOCK: Final = r"(?:\s*\(?\s*(?:上午|下午)?\s*\d{1,2}(?:[:时]\d{0,2}分?)?\)?)?"
_SPAN: Final = re.compile(
    _WHOLE.format("a") + _CLOCK + r"\s*(?:起|开始)?\s*(?:至|到|—+|-+|~|―+|–+)\s*" + _DAY.format("b")
)
_SHORT_SPAN: Final = re.compile(
    r"(?<![\d.])(?P<am>\d{1,2})月(?P<ad>\d{1,2})日\s*(?:起|开始)?\s*(?:至|到|—+|-+|~)\s*"
    + _DAY.format("b")
)
_UNTIL: Final = re.compile(
    r"(?:于|在|截止(?:日期|时间|到|至)?|结束(?:日期|时间)|截至|期限(?:至|到)|反馈时间)\s*[为:是至到于]?\s*"
    + _DAY.format("b")
    + _CLOCK
    + r"\s*(?:以?前|之前|止|截止|结束|下班前|\(含|\s|[,。;)]|$)"
)
_LENGTH: Final = re.compile(
    r"(?:(?:征求|征集|公示|公开征求)?(?:意见)?(?:期限|时间|期)|为期|公示期)\s*[为:是]?\s*(?:不少于)?\s*"
    r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:个)?(?P<unit>工作日|自然日|日|天|个?月)"
)
_TENS: Final = {word: n for n, word in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True)
class Period:
    """From a day (None when only the end or the length is said) to a day, with the words."""

    start: dt.date | None
    end: dt.date | None
    days: int | None  # a length in days as printed
    quote: str


def period_in(text: str, published: dt.date | None) -> Period | None:
    """The one period that a text states; None when it states none, or two different ones.

    Args:
        text: of the call.
        published: its publication date, from which days without a year are told.
    """
    folded = Folded(text)
    for find in (_spans, _ends, _lengths):
        found = list(find(folded, published))
        if found:
            one = {(p.start, p.end, p.days) for p in found}
            return found[0] if len(one) == 1 else None
    return None


def _spans(text: Folded, published: dt.date | None) -> Iterator[Period]:
    for match in _SPAN.finditer(text.plain):
        start = _day(int(match["ay"]), match["am"], match["ad"])
        end = start and _after(match["by"], match["bm"], match["bd"], start)
        if start and end:
            yield Period(start, end, None, _quoted(text, match))
    if published is None:
        return
    for match in _SHORT_SPAN.finditer(text.plain):
        start = _day(published.year, match["am"], match["ad"])
        end = start and _after(match["by"], match["bm"], match["bd"], start)
        if start and end and not re.search(r"\d年\s*$", text.plain[: match.start()]):
            yield Period(start, end, None, _quoted(text, match))


def _ends(text: Folded, published: dt.date | None) -> Iterator[Period]:
    for match in _UNTIL.finditer(text.plain):
        if published is None and not match["by"]:
            continue
        near = published or dt.date(int(match["by"]), 1, 1)
        end = _after(match["by"], match["bm"], match["bd"], near)
        if end is not None:
            yield Period(None, end, None, _quoted(text, match))


def _lengths(text: Folded, published: dt.date | None) -> Iterator[Period]:
    for match in _LENGTH.finditer(text.plain):
        number = _number(match["n"])
        unit = {"工作日": 7 / 5}.get(match["unit"], 30 if "月" in match["unit"] else 1)
        if number:
            days = int(number * unit)
            end = published + dt.timedelta(days) if published else None
            yield Period(None, end, days, _quoted(text, match))


def _after(year: str | None, month: str, day: str, start: dt.date) -> dt.date | None:
    """A day; without a year the first one not before the start."""
    if year:
        return _day(int(year), month, day)
    same = _day(start.year, month, day)
    return same if same is None or same >= start else _day(start.year + 1, month, day)


def _day(year: int, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(year, int(month), int(day))
    except ValueError:
        return None  # 13月 or 31日 of a short month: no day


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, found, ones = word.partition("十")
    if not found:
        return _TENS.get(word, 0)
    return _TENS.get(tens, 1) * 10 + _TENS.get(ones, 0)


def _quoted(text: Folded, match: re.Match[str]) -> str:
    return sentence(text.original, *text.span(match.start(), match.end()))
