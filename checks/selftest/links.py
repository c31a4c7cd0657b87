"""Clause 19: a link of the home page, and one below it, that has been dead for three days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

from checks.selftest import Case
from checks.selftest._build import AS_OF, HOME, at
from checks.selftest._site import home, site
from store.snapshot import Past, Snapshot
from store.vocabulary import Cause, Fetch, Outcome, Place

_LINKS = [("/yw/", "要闻"), ("/gone.html", "旧专题")]


def _dead(nights: int) -> Snapshot:
    """A dead link, and how many nights before it was as dead."""
    past = [
        Past(n, AS_OF - dt.timedelta(days=n), Fetch.FAILED, 404, Cause.STATUS, None, "")
        for n in range(nights, 0, -1)
    ]
    return site(
        {"/": home(nav=_LINKS)},
        {"failed": {"/gone.html": Cause.DNS}, "past": {"/gone.html": past}},
    )


def _inner(nights: int) -> Snapshot:
    """A dead address below the home page, and how many nights before it was as dead."""
    return deeper(_dead(nights), "/gone.html")


def deeper(night: Snapshot, path: str) -> Snapshot:
    """The same night, one of its addresses having been found two clicks from the home page."""
    url = at(path)
    found = night._captures[url]
    parent = night.capture(HOME).id
    night._captures[url] = replace(found, depth=2, place=Place.BODY, parent_id=parent)
    return night


CASES = (
    Case("links.home-alive", Outcome.PASS, site),
    Case("links.home-alive", Outcome.FAIL, partial(_dead, 2)),
    Case("links.inner-alive", Outcome.PASS, lambda: deeper(site(), "/yw/1.html")),
    Case("links.inner-alive", Outcome.FAIL, partial(_inner, 2)),
)
