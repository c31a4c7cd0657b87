"""Clause 19: meta tags that are there, missing, or say another day."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._site import ARTICLE, COLUMN, SITE, article, home, listing, site, tags
from store.vocabulary import Outcome

_NO_TAGS = {"/": home(meta={})}
_NO_COLUMN = {"/yw/": listing(meta=tags(SITE))}
_NO_ARTICLE = {"/yw/1.html": article(meta=tags(SITE, COLUMN))}
_OTHER_DAY = {"/yw/1.html": article(meta=tags(SITE, COLUMN, ARTICLE, pubdate="2018-12-19 23:11"))}

CASES = (
    Case("marks.site-tags", Outcome.PASS, site),
    Case("marks.site-tags", Outcome.FAIL, partial(site, _NO_TAGS)),
    Case("marks.column-tags", Outcome.PASS, site),
    Case("marks.column-tags", Outcome.FAIL, partial(site, _NO_COLUMN)),
    Case("marks.article-tags", Outcome.PASS, site),
    Case("marks.article-tags", Outcome.FAIL, partial(site, _NO_ARTICLE)),
    Case("marks.dates-agree", Outcome.PASS, site),
    Case("marks.dates-agree", Outcome.ATTEST, partial(site, _OTHER_DAY)),
)
