"""Each check proves on its own smallest nights that it still tells good from bad.

Runs before a night is judged. A check that does not give the outcome its cases demand, or that
has no case on one of the two sides, is not believed: it says ``error`` for that night.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Final

from checks._catalogue import load
from checks._declare import Check
from checks._run import judge
from checks.selftest import Case, cases
from store.judgements import Judgement
from store.vocabulary import OUTCOME_TITLES, ROLL_UP, Outcome

_LOG: Final = logging.getLogger(__name__)

#: A check needs a case on each side; what only a person can know is confirmed, never passed.
GOOD: Final = frozenset({Outcome.PASS, Outcome.ATTESTED})
BAD: Final = frozenset({Outcome.FAIL, Outcome.ATTEST})


def broken(
    among: Sequence[Check] | None = None, known: Mapping[str, Sequence[Case]] | None = None
) -> dict[str, str]:
    """Check id → why it is not believed (Chinese), of all checks; {} when all are sound.

    ``known`` are the cases by check id (all that are shipped when None).
    """
    held = cases() if known is None else known
    found = ((check.id, _fault(check, held.get(check.id, ()))) for check in among or load())
    return {name: reason for name, reason in found if reason}


def _fault(check: Check, own: Sequence[Case]) -> str:
    wanted = {case.outcome for case in own}
    if not wanted & GOOD or not wanted & BAD:
        return "自检未通过：缺少应判符合或应判不符合的样例"
    return next((words for case in own if (words := _surprise(check, case))), "")


def _surprise(check: Check, case: Case) -> str:
    """What a case gives instead of what it must give; "" when it is right."""
    try:
        settings = {check.id: dict(case.settings)} if case.settings else {}
        _, judgements = judge(case.build(), settings, among=(check,))
    except Exception as bug:  # outside the runner: building the night, or the settings of the case
        _LOG.exception("self-test of %s", check.id)
        return f"自检未通过：样例无法运行（{type(bug).__name__}: {bug}）"
    given = min(judgements, key=lambda judgement: ROLL_UP.index(judgement.outcome))
    return "" if given.outcome is case.outcome else _told(case, given)


def _told(case: Case, given: Judgement) -> str:
    return (
        f"自检未通过：应判“{OUTCOME_TITLES[case.outcome]}”的样例"
        f"判为“{OUTCOME_TITLES[given.outcome]}”（{given.message}）"
    )
