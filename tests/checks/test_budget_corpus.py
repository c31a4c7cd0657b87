"""Real budgets as published (PDF): everything is found in them, and nobody is accused."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from checks import budget
from checks._budget_agreement import comparisons
from checks._disclosures_gathering import everything
from checks._run import judge
from crawler.reading.documents import read_document
from store.snapshot import Snapshot
from store.vocabulary import Outcome
from tests.checks.builders import at, column, page, snapshot

SHARED = Path(
    os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared")
)
FOLDER = SHARED / "corpus" / "budget-putuo-shanghai" / "open"
FILES = sorted(FOLDER.glob("*.pdf"))

pytestmark = pytest.mark.skipif(not FILES, reason=f"no corpus in {FOLDER}")

#: Checks of content that a complete real disclosure passes.
CONTENT = (
    budget.tables_complete, budget.explanations_complete, budget.classified_to_item,
    budget.three_public_expenses, budget.figures_agree, budget.machine_readable,
)  # fmt: skip


@cache
def night(path: Path) -> Snapshot:
    """The file behind a page of a department's portal."""
    title = path.stem.removeprefix("X_")
    year = 2024 if "24年" in title else 2025
    facts = read_document(path.read_bytes(), "application/pdf", path.name)
    shown = page(title, on=f"{year}-02-20", links=[(at("/a.pdf"), f"{title}.pdf")])
    return snapshot(
        {"/a.html": shown, at("/a.pdf"): facts},
        [column("budget", "/czyjs/", [("/a.html", title, "")])],
        plan_year=year,
    )


@pytest.mark.parametrize("path", FILES, ids=[str(n) for n in range(len(FILES))])
def test_a_real_budget_is_read_whole_and_passes(path: Path) -> None:
    _, judgements = judge(night(path), among=CONTENT)
    assert {j.check: j.message for j in judgements if j.outcome is not Outcome.PASS} == {}
    (disclosure,) = everything(night(path))
    kinds = {"overview", "income", "spending", "fiscal", "general", "basic", "public", "funds"}
    assert {s.kind for s in disclosure.sheets} == kinds | {"capital"}
    assert len(list(comparisons(disclosure))) > 100
