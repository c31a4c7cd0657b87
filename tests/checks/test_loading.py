"""Three seconds on both sides; what was not measured; never a failure."""

from __future__ import annotations

from checks._declare import Check
from checks.loading import home_fast
from checks.selftest._site import site
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, PASS, Case


def took(seconds: float) -> Snapshot:
    return site(nights={"took": {"/": seconds}})


CASES: dict[Check, list[Case]] = {
    home_fast: [
        Case("fast", took(0.31), PASS, "0.31 秒"),
        Case("three seconds", took(3.0), PASS),
        Case("a little more", took(3.01), ATTEST, "3.01 秒"),
        Case("very slow is still no failure", took(60.0), ATTEST, "线路"),
        Case("own limit", took(3.01), PASS, settings={"most_seconds": 5}),
        Case("not measured", site(), ERROR, "没有记录"),
        Case("home page not seen", builders.snapshot(failed={"/": Cause.TIMEOUT}, home=False), ERROR),
    ],
}  # fmt: skip
