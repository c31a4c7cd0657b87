"""Clause 19: a home page within and beyond three seconds."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._site import site
from store.vocabulary import Outcome

CASES = (
    Case("loading.home-fast", Outcome.PASS, partial(site, nights={"took": {"/": 0.4}})),
    Case("loading.home-fast", Outcome.ATTEST, partial(site, nights={"took": {"/": 3.1}})),
)
