"""Each mutation of the sample portal is caught by its check and by no other; traps by none.

Every case is a whole night: served on loopback, crawled by the real crawler, judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from crawler.pipeline import new_executor
from store.judgements import Judgement
from store.vocabulary import ROLL_UP, Outcome
from tests.nights import crawled, judged, laboratory
from tests.portal.build import build
from tests.portal.model import Portal
from tests.portal.mutation import Mutation, plant
from tests.portal.mutations import MUTATIONS
from tests.portal.traps import TRAPS

TABLE: list[str] = []


@pytest.fixture(scope="module")
def executor() -> Iterator[ProcessPoolExecutor]:
    with new_executor() as pool:
        yield pool


@pytest.fixture(scope="module")
def portal() -> Portal:
    return build()


@pytest.fixture(scope="module")
def baseline(
    portal: Portal, executor: ProcessPoolExecutor, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Outcome]:
    return outcomes(night(portal, executor, tmp_path_factory.mktemp("baseline")))


@pytest.fixture(scope="module", autouse=True)
def table(pytestconfig: pytest.Config) -> Iterator[None]:
    yield
    reporter = pytestconfig.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line("")
        for line in TABLE:
            reporter.write_line(line)


def night(portal: Portal, executor: ProcessPoolExecutor, folder: Path) -> list[Judgement]:
    with laboratory(portal, folder) as (config, _):
        return judged(crawled(config, executor))[1]


def outcomes(judgements: list[Judgement]) -> dict[str, Outcome]:
    """The outcome of each check: the gravest of its judgements."""
    found: dict[str, Outcome] = {}
    for each in judgements:
        worst = found.get(each.check, each.outcome)
        found[each.check] = min(worst, each.outcome, key=ROLL_UP.index)
    return found


def changes(before: dict[str, Outcome], after: dict[str, Outcome]) -> dict[str, str]:
    return {
        check: str(after.get(check))
        for check in sorted(before.keys() | after.keys())
        if before.get(check) != after.get(check)
    }


def test_the_baseline_is_compliant(baseline: dict[str, Outcome]) -> None:
    wrong = {
        check: str(outcome)
        for check, outcome in baseline.items()
        if outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    }
    assert wrong == EXPECTED_OF_2018


#: On the as-of date these rest on norms that are not verified in their version of 2018.
EXPECTED_OF_2018: dict[str, str] = {}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.id)
def test_each_mutation_is_caught_by_its_check_alone(
    mutation: Mutation,
    portal: Portal,
    baseline: dict[str, Outcome],
    executor: ProcessPoolExecutor,
    tmp_path: Path,
) -> None:
    after = outcomes(night(plant(portal, [mutation]), executor, tmp_path))
    expected = {mutation.check: mutation.expected, **mutation.also}
    changed = changes(baseline, after)
    TABLE.append(f"{'caught' if changed == expected else 'MISSED':8}{mutation.id:45}{changed}")
    assert changed == expected


@pytest.mark.parametrize("trap", TRAPS, ids=lambda each: each.id)
def test_a_trap_changes_nothing(
    trap: Mutation,
    portal: Portal,
    baseline: dict[str, Outcome],
    executor: ProcessPoolExecutor,
    tmp_path: Path,
) -> None:
    changed = changes(baseline, outcomes(night(plant(portal, [trap]), executor, tmp_path)))
    TABLE.append(f"{'silent' if not changed else 'ALARM':8}{trap.id:45}{changed}")
    assert changed == {}
