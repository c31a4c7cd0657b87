"""The numbers a clause sets itself: counts, limits, deadlines and rhythms.

A quantity is a mapping with ``kind`` (``at_least``, ``within``, ``by``, ``every``), ``unit`` and
``quote``, the printed words; ``by`` has ``date`` (ISO 8601, the last day that is in time), the
others ``value``. A date without a year is of the plan's year.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.plans._layout import count_of, halve

_NUMBER = r"(\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)"
_UNITS = {
    "个工作日": "工作日", "工作日": "工作日", "个小时": "小时", "小时": "小时", "分钟": "分钟",
    "个自然日": "日", "自然日": "日", "日": "日", "天": "日", "个月": "月", "周": "周", "年": "年",
}  # fmt: skip
_SPAN = "(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")"
_WITHIN = re.compile(rf"(?<![\d年月第〔(]){_NUMBER}\s*{_SPAN}(?:之|以)?内")
_AT_LEAST = re.compile(
    rf"(?:不(?:得)?少于|不(?:得)?低于|至少|达到?(?:到)?)[^\d。,;]{{0,6}}?{_NUMBER}\s*"
    rf"(%|次|期|篇|条|件|场|个工作日|工作日|小时|日|天|个月|个|项|人次|人|名)"
)
_PERIOD = re.compile(r"每(?:个|一)?(半年|年度?|季度?|月度?|周|日|天)(?!人)")
_PERIODS = {"年度": "年", "季": "季度", "月度": "月", "天": "日"}
_YEARLY = re.compile(r"年度?报告|年度报表|年报(?!名)")
_IN_YEAR = re.compile(r"年内|全年|年度内|每年|本年度|一年")
_YEAR = r"(?:(\d{4})年|(?:今年|本年度?))?"
_BEFORE = r"(?:之前|以前|前|(?=完成|全部|基本|建成|实现|公开|公布|报送))"
_BY: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_YEAR}\s*(\d{{1,2}})月\s*(\d{{1,2}})[日号](?:之前|以前|前)"), "day"),
    (re.compile(rf"{_YEAR}\s*(\d{{1,2}})月(?:份)?(底|末|下旬|中旬|上旬){_BEFORE}"), "part"),
    (re.compile(rf"{_YEAR}\s*(\d{{1,2}})月(?:份)?(?:之前|以前|前)"), "month"),
    (re.compile(rf"{_YEAR}\s*第?([一二三四1234])季度(?:末|底)?{_BEFORE}"), "quarter"),
    (re.compile(rf"{_YEAR}\s*(上|下)半年{_BEFORE}"), "half"),
    (
        re.compile(
            r"(?:(\d{4})|(?:今|本))?年(?:底|末)(?:之前|以前|前|(?=完成|全部|基本|建成|实现))"
        ),
        "year",
    ),
    (re.compile(r"(?:(\d{4})|(?:今|本))?年内(?=完成|全部|基本|建成|实现)"), "year"),
)


@dataclass(frozen=True)
class _Found:
    """A quantity and the span of its printed words."""

    start: int
    end: int
    kind: str
    value: Any
    unit: str


def read_quantities(text: str, year: int) -> tuple[Mapping[str, Any], ...]:
    """All quantities of a clause in printed order, each once."""
    half = halve(text)
    found = [*_counts(half), *_limits(half), *_deadlines(half, year), *_rhythms(half)]
    kept: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for one in sorted(found, key=lambda one: one.start):
        name = "date" if one.kind == "by" else "value"
        quote = text[one.start : one.end].strip()
        quantity = {"kind": one.kind, name: one.value, "unit": one.unit, "quote": quote}
        kept.setdefault((one.kind, one.value, one.unit), quantity)
    return tuple(kept.values())


def _counts(half: str) -> Iterator[_Found]:
    for match in _AT_LEAST.finditer(half):
        start = max(half.rfind(stop, 0, match.start()) for stop in "。;,\n") + 1
        unit = _UNITS.get(match[2], match[2])
        per = _per(half[start : match.start()]) if match[2] not in _UNITS and unit != "%" else ""
        yield _Found(start, match.end(), "at_least", _value(match[1]), unit + per)


def _per(words: str) -> str:
    period = _PERIOD.search(words)
    if period:
        return f"/{_PERIODS.get(period[1], period[1])}"
    return "/年" if _IN_YEAR.search(words) else ""


def _limits(half: str) -> Iterator[_Found]:
    for match in _WITHIN.finditer(half):
        yield _Found(match.start(), match.end(), "within", _value(match[1]), _UNITS[match[2]])


def _deadlines(half: str, year: int) -> Iterator[_Found]:
    taken: list[range] = []
    for pattern, form in _BY:
        for match in pattern.finditer(half):
            last = _last_day(form, match, int(match[1] or year))
            if last is None or any(match.start() in span for span in taken):
                continue
            taken.append(range(match.start(), match.end()))
            yield _Found(match.start(), match.end(), "by", last.isoformat(), "日期")


def _last_day(form: str, match: re.Match[str], year: int) -> dt.date | None:
    """The last day that is surely in time for every reader: 6月前 and 6月底前 both end on 30 June."""
    if form == "year":
        return dt.date(year, 12, 31)
    if form == "quarter":
        return _month_end(year, 3 * (count_of(match[2]) or 0))
    if form == "half":
        return _month_end(year, 6 if match[2] == "上" else 12)
    month = int(match[2])
    if form == "month":
        return _month_end(year, month)
    day = match[3]
    if form == "part" and day in ("上旬", "中旬"):
        day = "10" if day == "上旬" else "20"
    try:
        return dt.date(year, month, int(day)) if day.isdigit() else _month_end(year, month)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> dt.date | None:
    if not 1 <= month <= 12:
        return None
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _rhythms(half: str) -> Iterator[_Found]:
    for match in _PERIOD.finditer(half):
        clause = re.split(r"[。;,\n]", half[match.end() :], maxsplit=1)[0]
        if _AT_LEAST.search(clause):
            continue  # a count per period says it already
        unit = _PERIODS.get(match[1], match[1])
        yield _Found(match.start(), match.end(), "every", 1, unit)
    for match in _YEARLY.finditer(half):
        yield _Found(match.start(), match.end(), "every", 1, "年")


def _value(printed: str) -> int | float:
    if "." in printed:
        return float(printed)
    return count_of(printed) or 0
