"""Clause 19: a link of the home page that has been dead for three days."""

from __future__ import annotations

import datetime as dt
from functools import partial

from checks.selftest import Case
from checks.selftest._build import AS_OF
from checks.selftest._site import home, site
from store.snapshot import Past, Snapshot
from store.vocabulary import Cause, Fetch, Outcome

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


CASES = (
    Case("links.home-alive", Outcome.PASS, site),
    Case("links.home-alive", Outcome.FAIL, partial(_dead, 2)),
)
