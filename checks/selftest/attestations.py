"""What only a person can confirm: unsigned it waits, signed it is confirmed."""

from __future__ import annotations

import datetime as dt
from functools import partial

from checks.attestations import CHECKS
from checks.selftest import Case
from checks.selftest._build import snapshot
from store.snapshot import Snapshot
from store.vocabulary import Outcome


def _signed(item: str) -> Snapshot:
    row = {
        "item": item,
        "statement": "已核实",
        "signed_by": "张三",
        "signed_on": dt.date(2018, 12, 1),
    }
    return snapshot(registers={"attestations": [row]})


CASES = tuple(
    case
    for check in CHECKS
    for case in (
        Case(check.id, Outcome.ATTESTED, partial(_signed, check.id)),
        Case(check.id, Outcome.ATTEST, snapshot),
    )
)
