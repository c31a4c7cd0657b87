from __future__ import annotations

from typing import Any

import pytest

from checks._catalogue import load
from checks._declare import Check
from store.vocabulary import Outcome
from tests.checks._cases import Case, all_cases, judged

TABLES = all_cases()


@pytest.mark.parametrize(
    ("check", "case"),
    [
        pytest.param(check, case, id=f"{check.id}:{case.name}")
        for check, cases in TABLES.items()
        for case in cases
    ],
)
def test_case(check: Check, case: Case) -> None:
    judgement = judged(check, case)
    assert judgement.outcome is case.outcome, judgement.message
    assert case.says in judgement.message
    assert judgement.message
    if judgement.outcome is Outcome.FAIL:
        assert_can_be_looked_up(judgement.evidence)


def assert_can_be_looked_up(evidence: Any) -> None:
    for piece in evidence:
        assert piece.url or piece.source_digest
        if piece.url and piece.kind != "probe":
            assert piece.capture_id is not None
            assert piece.digest.startswith("sha256:")
            assert piece.captured_at is not None
    assert any(piece.quote for piece in evidence)


@pytest.mark.parametrize("check", load(), ids=lambda check: check.id)
def test_every_check_has_cases_on_both_sides(check: Check) -> None:
    outcomes = {case.outcome for case in TABLES.get(check, [])}
    assert outcomes & {Outcome.PASS, Outcome.ATTESTED}
    assert outcomes & {Outcome.FAIL, Outcome.ATTEST}
