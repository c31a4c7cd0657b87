"""Visits between the nights: five percent, twenty a day, seven days, and what does not count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from checks import ipv6_depth, visits
from checks.selftest.visits import week
from store.records import COLUMN, HOME, HOME_V6, Visit
from store.snapshot import Snapshot
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case
from tests.checks.test_ipv6 import GLOBAL, HERE, NO_V6, names

#: 140 visits in a week: seven are five percent.
OURS = "参照地址也都连接不上，是巡检机的线路故障"


def night(held: Iterable[Visit]) -> Snapshot:
    return builders.snapshot(visits=held)


def excused(held: list[Visit], count: int) -> list[Visit]:
    """The last so many visits failed, and that was our own fault."""
    kept = held[: len(held) - count]
    lost = [replace(v, opened=False, cause="timeout", excuse=OURS) for v in held[len(kept) :]]
    return [*kept, *lost]


def over_v6(
    held: Iterable[Visit], here: dict[str, object] = HERE, published: bool = True
) -> Snapshot:
    aaaa = names((GLOBAL, "global")) if published else names()
    probes = [builders.probe("vantage", "", **here), builders.probe("dns-aaaa", "", **aaaa)]
    return builders.snapshot(probes=probes, visits=held)


def early(held: list[Visit], days: int) -> list[Visit]:
    return [replace(visit, at=visit.at - dt.timedelta(days=days)) for visit in held]


CASES = {
    visits.home_opens: [
        Case("always", night(week(HOME)), PASS, "计入访问 140 次，打不开 0 次"),
        Case("six of 140", night(week(HOME, 6)), PASS, "4.3%"),
        Case("seven of 140: five percent", night(week(HOME, 7)), FAIL, "连接被拒绝 7 次"),
        Case("always down", night(week(HOME, 140)), FAIL, "100.0%"),
        Case("nineteen a day", night(week(HOME, 133, 19)), ERROR, "每天至少 20 次"),
        Case("own number a day", night(week(HOME, 7, 19)), FAIL, settings={"fewest": 19}),
        Case("one day short", night(week(HOME, 30)[:139]), ERROR, "12-19 19 次"),
        Case("excused ones leave the day short", night(excused(week(HOME, 30), 1)), ERROR, OURS),
        Case("excused ones do not count", night(excused(week(HOME, 6, 40), 20)), PASS, "不计入"),
        Case("never visited", night(()), ERROR),
        Case("only columns visited", night(week(COLUMN, 140)), ERROR),
        Case("a week ago", night(early(week(HOME, 140), 1)), ERROR),
        Case("today is not over", night(early(week(HOME, 140), -1)), ERROR),
    ],
    visits.columns_open: [
        Case("always", night(week(COLUMN)), PASS),
        Case("six of 140", night(week(COLUMN, 6)), PASS),
        Case("seven of 140", night(week(COLUMN, 7)), ATTEST, "/yw/ 打不开的占 5.0%"),
        Case("one of two columns", night([
            *week(COLUMN), *(replace(v, url=builders.at("/zc/")) for v in week(COLUMN, 7))]), ATTEST,
            "/zc/"),
        Case("too few of each", night([
            *week(COLUMN, 30, 10), *(replace(v, url=builders.at("/zc/")) for v in week(COLUMN, 3, 10))]),
            ERROR),
        Case("never visited", night(()), ERROR),
    ],
    ipv6_depth.success_rate: [
        Case("always", over_v6(week(HOME_V6)), PASS, "100.0%"),
        Case("seven of 140: 95 percent", over_v6(week(HOME_V6, 7)), PASS, "95.0%"),
        Case("eight of 140", over_v6(week(HOME_V6, 8)), ATTEST, "94.3%"),
        Case("own line", over_v6(week(HOME_V6, 7)), ATTEST, settings={"least_percent": 96}),
        Case("only visited over IPv4", over_v6(week(HOME, 140)), ERROR),
        Case("no AAAA", over_v6((), published=False), NOT_APPLICABLE),
        Case("no IPv6 here", over_v6(week(HOME_V6, 100), NO_V6), ERROR),
    ],
}  # fmt: skip
