"""Shares of what is not described, on both sides of the limit; never a failure."""

from __future__ import annotations

from typing import Any

from checks._declare import Check
from checks.accessibility import described
from checks.selftest._site import home, site
from store.facts import Form, FormField
from store.snapshot import Snapshot
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, PASS, Case


def with_home(**changed: Any) -> Snapshot:
    return site({"/": home(**changed)})


def fields(bare: int, of: int) -> tuple[Form, ...]:
    return (
        Form("/s", "get", tuple(FormField("" if n < bare else "检索", f"q{n}") for n in range(of))),
    )


CASES: dict[Check, list[Case]] = {
    described: [
        Case("all described", site(), PASS),
        Case("one image of ten", with_home(images=10, unlabelled=1), PASS, "10.0%"),
        Case("two images of ten", with_home(images=10, unlabelled=2), ATTEST, "20.0%"),
        Case("own limit", with_home(images=10, unlabelled=2), PASS, settings={"most_percent": 20}),
        Case("no images at all", with_home(images=0), PASS, "0 个图片"),
        Case("one field of ten", with_home(forms=fields(1, 10)), PASS),
        Case("two fields of ten", with_home(forms=fields(2, 10)), ATTEST),
        Case("language missing on a third of the pages", with_home(lang=""), ATTEST, "没有标明语言"),
        Case("an entry for the aged", with_home(links=[("/zz/", "长者助手")]), PASS, "长者助手"),
        Case("home page not read", builders.snapshot(), ERROR),
    ],
}  # fmt: skip
