"""Clause 19: images described, or none of them."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._site import home, site
from store.vocabulary import Outcome

CASES = (
    Case("accessibility.described", Outcome.PASS, site),
    Case("accessibility.described", Outcome.ATTEST, partial(site, {"/": home(unlabelled=2)})),
)
