"""Links of the home page: dead on one, two, three days; what nobody can hold against the site."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import msgspec

from checks._declare import Check
from checks.links import home_alive
from checks.selftest._site import home, site
from store.facts import Link, PageFacts
from store.snapshot import Capture, Past, Snapshot
from store.vocabulary import Cause, Fetch, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, PASS, Case

TODAY = builders.AS_OF
DEAD = "/zt/gone.html"


def past(*ends: tuple[int, Fetch, int | None, Cause | None]) -> list[Past]:
    """Earlier nights, oldest first: days before today, and how they ended."""
    return [
        Past(100 - days, TODAY - dt.timedelta(days=days), outcome, status, cause, None, "")
        for days, outcome, status, cause in ends
    ]


def not_found(*days: int) -> list[Past]:
    return past(*((n, Fetch.FAILED, 404, Cause.STATUS) for n in days))


def dead(
    before: list[Past] | None = None, status: int | None = 404, cause: Cause = Cause.STATUS,
    place: Place = Place.NAV, outcome: Fetch = Fetch.FAILED,
) -> Snapshot:  # fmt: skip
    """A home page with one link that ended so, and how it ended before."""
    start = home()
    start = _with_link(start, Link(DEAD, "旧专题", place))
    made = site({"/": start}, {"failed": {DEAD: Cause.TIMEOUT}, "past": {DEAD: before or []}})
    url = builders.at(DEAD)
    gone = Capture(99, url, outcome, cause=cause, status=status, detail=f"状态码 {status}")
    made._captures[url] = replace(gone, id=made._captures[url].id)
    return made


def _with_link(facts: PageFacts, link: Link) -> PageFacts:
    return msgspec.structs.replace(facts, links=(*facts.links, link))


OK = (Fetch.FETCHED, 200, None)
GONE = (Fetch.FAILED, 404, Cause.STATUS)

CASES: dict[Check, list[Case]] = {
    home_alive: [
        Case("all alive", site(), PASS, "打不开 0 个"),
        Case("dead today", dead(), ATTEST, "1 日"),
        Case("dead on two days", dead(not_found(1)), ATTEST, "2 日"),
        Case("dead on three days", dead(not_found(2, 1)), FAIL, "连续多日打不开"),
        Case("twice on the same day before", dead(not_found(1, 1)), ATTEST, "2 日"),
        Case("twice today", dead(not_found(1, 0)), ATTEST),
        Case("three days with gaps", dead(not_found(9, 4)), FAIL),
        Case("alive in between", dead(past((3, *GONE), (2, *OK), (1, *GONE))), ATTEST, "2 日"),
        Case("not asked in between", dead(past(
            (3, *GONE), (2, Fetch.OVER_BUDGET, None, Cause.PAGES), (1, *GONE))), FAIL),
        Case("unknown in between", dead(past(
            (3, *GONE), (2, Fetch.FAILED, None, Cause.TIMEOUT), (1, *GONE))), FAIL),
        Case("own number of days", dead(not_found(1)), FAIL, settings={"days": 2}),
        Case("status 399 is no error", dead(not_found(2, 1), 399, outcome=Fetch.FETCHED), PASS),
        Case("status 500", dead(not_found(2, 1), 500), FAIL),
        Case("name unknown", dead(not_found(2, 1), None, Cause.DNS), FAIL),
        Case("certificate", dead(not_found(2, 1), None, Cause.TLS), FAIL),
        Case("timeout is not known to be theirs", dead(not_found(2, 1), None, Cause.TIMEOUT), ERROR),
        Case("forbidden to us", dead(not_found(2, 1), 403), ERROR),
        Case("turned away", dead(not_found(2, 1), 412, Cause.BLOCKED), ERROR),
        Case("overloaded", dead(not_found(2, 1), 503), ERROR),
        Case("one of ten not seen", dead(None, 412, Cause.BLOCKED), PASS, "没有计入",
             settings={"most_unseen_percent": 50}),
        Case("robots.txt", dead(None, None, Cause.STATUS, outcome=Fetch.ROBOTS), PASS),
        Case("an address in a script is no link", dead(not_found(2, 1), place=Place.SCRIPT), PASS),
        Case("link to another site", site({"/": home(links=[("http://www.gov.cn/", "政府网")])}), PASS,
             "站外链接 1 个"),
        Case("a page that says it is gone", site({
            "/": home(links=[("/x.html", "旧专题")]),
            "/x.html": builders.page("404", quality="not-found")}), ATTEST, "页面不存在"),
        Case("redirected to a page", site(
            {"/": home(links=[("/old.html", "要闻")])}, {"redirects": {"/old.html": "/yw/"}}), PASS),
        Case("no own links", builders.snapshot({"/": home(nav=[("http://www.gov.cn/", "政府网")])}), ERROR),
        Case("home page not seen", builders.snapshot(failed={"/": Cause.DNS}, home=False), ERROR),
    ],
}  # fmt: skip
