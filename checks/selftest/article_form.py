"""Clause 19: dates to the minute or to the day, sources named or not."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._site import article, shown, site
from store.vocabulary import Outcome

_DAY_ONLY = {"/yw/1.html": article(published=shown("发布时间：2018-06-29", time=""))}
_NO_SOURCE = {"/yw/1.html": article(source="")}

CASES = (
    Case("article.date-format", Outcome.PASS, site),
    Case("article.date-format", Outcome.FAIL, partial(site, _DAY_ONLY)),
    Case("article.source-named", Outcome.PASS, site),
    Case("article.source-named", Outcome.ATTEST, partial(site, _NO_SOURCE)),
)
