"""The years of entries whose list prints month and day alone: [06-29].

A year is proved by the entry's own page, which shows the same month and day, or by the order of the
list: an entry between two whose days are known, in a list that goes down from the newest and whose
months lead from the one day exactly to the other. What stands before the first known day or behind
the last stays without a year, as an entry that was pinned to the top may be of any.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crawler.reading.dategrammar import day_of
from crawler.reading.dates import LIST
from crawler.reading.listdates import month_day
from store.facts import DateCandidate
from store.snapshot import Item
from store.vocabulary import Place

_MonthDay = tuple[int, int]


def with_years(
    items: Sequence[Item], shorts: Mapping[str, str], days: Mapping[str, dt.date]
) -> tuple[Item, ...]:
    """The entries, with the days that can be proved.

    Args:
        items: of a whole column, in its order.
        shorts: address of an entry → its month and day as printed.
        days: address of an article → the day its own page shows.
    """
    if not any(item.listed is None and item.url in shorts for item in items):
        return tuple(items)
    printed = [month_day(shorts.get(item.url, "")) for item in items]
    known = [_known(item, at, days) for item, at in zip(items, printed, strict=True)]
    found = [*known]
    anchors = [n for n, day in enumerate(known) if day is not None]
    for above, below in itertools.pairwise(anchors):
        found[above + 1 : below] = _between(known[above], known[below], printed[above + 1 : below])
    return tuple(
        _dated(item, day, own, shorts) for item, day, own in zip(items, found, known, strict=True)
    )


def _known(item: Item, printed: _MonthDay | None, days: Mapping[str, dt.date]) -> dt.date | None:
    """The day that the list prints in full, or that of a page which agrees with the list."""
    if item.listed is not None:
        return item.listed.day
    day = days.get(item.url)
    return day if day is not None and printed == (day.month, day.day) else None


def _between(
    above: dt.date | None, below: dt.date | None, printed: Sequence[_MonthDay | None]
) -> list[dt.date | None]:
    """The days between two known ones; none of them when the months do not lead there."""
    unknown: list[dt.date | None] = [None] * len(printed)
    if above is None or below is None:
        return unknown
    year, last, found = above.year, (above.month, above.day), unknown[:]
    for n, at in enumerate([*printed, (below.month, below.day)]):
        if at is None:
            return unknown
        year -= at > last
        last = at
        if n < len(printed):
            found[n] = day_of(year, *at)
    return found if year == below.year else unknown


def _dated(
    item: Item, day: dt.date | None, known: dt.date | None, shorts: Mapping[str, str]
) -> Item:
    if item.listed is not None or day is None:
        return item
    rule = "list-md-article" if known is not None else "list-md-order"
    return replace(item, listed=DateCandidate(day, shorts[item.url], Place.LIST, rule, LIST))
