"""Cases of a check: subject or snapshot, the outcome it must get, run through the real runner.

A test module of a topic holds ``CASES: dict[Check, list[Case]]``; ``test_cases.py`` runs them all.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import tests.checks
from checks._declare import Check
from checks._run import judge
from store.judgements import Judgement
from store.snapshot import Snapshot
from store.vocabulary import ROLL_UP, Outcome

PASS = Outcome.PASS
FAIL = Outcome.FAIL
NEEDS_INPUT = Outcome.NEEDS_INPUT
ATTEST = Outcome.ATTEST
ATTESTED = Outcome.ATTESTED
NOT_APPLICABLE = Outcome.NOT_APPLICABLE
ERROR = Outcome.ERROR


@dataclass(frozen=True)
class Case:
    """``outcome`` is the gravest over all subjects, or that of the one named ``subject``."""

    name: str
    snapshot: Snapshot
    outcome: Outcome
    says: str = ""  # words the message must contain
    subject: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


def judged(check: Check, case: Case) -> Judgement:
    """The judgement that decides a case."""
    overrides = {check.id: dict(case.settings)} if case.settings else {}
    _, judgements = judge(case.snapshot, overrides, among=(check,))
    if case.subject is not None:
        judgements = [j for j in judgements if j.subject == case.subject]
        assert judgements, f"no judgement on {case.subject}"
    return min(judgements, key=lambda j: ROLL_UP.index(j.outcome))


def all_cases() -> dict[Check, list[Case]]:
    """The CASES tables of every test module of this folder."""
    tables: dict[Check, list[Case]] = {}
    for module in pkgutil.iter_modules(tests.checks.__path__):
        if not module.name.startswith("test_"):
            continue
        held = getattr(importlib.import_module(f"tests.checks.{module.name}"), "CASES", {})
        for check, cases in held.items():
            tables.setdefault(check, []).extend(cases)
    return tables
