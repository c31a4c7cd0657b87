"""Attempts for tests of what becomes of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from crawler.attempts import Attempt
from store.frontier import Known, Target

AT = dt.datetime(2018, 6, 30, 18, 0, tzinfo=dt.UTC)
PAGE = "http://h.gov.cn/zwgk/a.html"
KNOWN = Known("sha256:1", 200, "text/html", '"1"', "Sat, 30 Jun 2018 18:00:00 GMT", 5)


def attempt(
    status: int = 200,
    *headers: tuple[str, str],
    url: str = PAGE,
    hops: int = 0,
    depth: int = 3,
    known: Known | None = None,
    **values: Any,
) -> Attempt:
    target = Target(7, url, "h.gov.cn", depth, hops, known)
    return Attempt(target, AT, status=status, headers=list(headers), **values)
