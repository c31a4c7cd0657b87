"""Each mutation of the sample portal is caught by its check and by no other; traps by none.

Nights are whole: served on loopback, crawled by the real crawler, judged. Each is the second one
of its store, the night after that of the portal without a fault, at the same address.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from checks.attestations import CHECKS as ATTESTATIONS
from crawler.page_reader import PageReader
from store.vocabulary import ROLL_UP, Outcome
from tests.mutants import PROPERTY, record
from tests.nights import crawled, judged, laboratory, visited
from tests.portal.build import build
from tests.portal.model import AS_OF, Portal
from tests.portal.mutation import Mutation
from tests.portal.mutations import MUTATIONS
from tests.portal.traps import TRAPS
from tests.shared_nights import FAULTS, SharedNights, grouped
from tests.shared_nights import TRAPS as TRAPS_TOGETHER


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as pool:
        yield pool


@pytest.fixture(scope="module")
def portal() -> Portal:
    return build()


@pytest.fixture(scope="module")
def nights(
    reader: PageReader, portal: Portal, tmp_path_factory: pytest.TempPathFactory
) -> SharedNights:
    return SharedNights(portal, Nights(reader, tmp_path_factory.mktemp("nights")).outcomes)


@dataclass
class Nights:
    """Nights on the same port; the first of an as-of date is the one before all others of it."""

    reader: PageReader
    folder: Path
    port: int = 0

    def outcomes(self, portal: Portal, as_of: dt.date = AS_OF) -> dict[str, Outcome]:
        """The outcome of each check: the gravest of its judgements."""
        folder, kept = self.folder / str(as_of), self.folder / f"{as_of} before"
        if kept.exists():
            shutil.rmtree(folder)
            shutil.copytree(kept, folder)
        with laboratory(portal, folder, self.port) as (config, served):
            self.port = served.port
            visited(config, portal, as_of)
            judgements = judged(crawled(config, self.reader, as_of))[1]
        if not kept.exists():
            shutil.copytree(folder, kept)
        found: dict[str, Outcome] = {}
        for each in judgements:
            worst = found.get(each.check, each.outcome)
            found[each.check] = min(worst, each.outcome, key=ROLL_UP.index)
        return found


def test_the_baseline_is_compliant(nights: SharedNights) -> None:
    wrong = {
        check: str(outcome)
        for check, outcome in nights.baseline().items()
        if outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE) and check not in UNSIGNED
    }
    assert wrong == EXPECTED_OF_2018


#: What only a person can confirm waits for a signature in every night.
UNSIGNED = {check.id for check in ATTESTATIONS}

#: On the as-of date these rest on norms that are not verified in their version of 2018.
EXPECTED_OF_2018: dict[str, str] = {}


def cases(faults: tuple[Mutation, ...], most: int) -> list[Any]:
    """Each fault with its group; groups are shared out among two workers."""
    return [
        pytest.param(fault, group, id=fault.id, marks=pytest.mark.xdist_group(f"nights {n % 2}"))
        for n, group in enumerate(grouped(faults, most))
        for fault in group
    ]


@pytest.mark.parametrize(("mutation", "group"), cases(MUTATIONS, FAULTS))
def test_each_mutation_is_caught_by_its_check_alone(
    mutation: Mutation,
    group: list[Mutation],
    nights: SharedNights,
    record_property: Callable[[str, object], None],
) -> None:
    changed = nights.changes(mutation, group)
    _tell_split(nights, record_property)
    collateral = {c: o for c, o in changed.items() if c != mutation.check}
    unexpected = {c: o for c, o in collateral.items() if mutation.also.get(c) != o}
    caught = changed.get(mutation.check) == mutation.expected
    record_property("table", f"{'caught' if caught else 'MISSED':8}{mutation.id:36}{changed}")
    told = record(mutation.id, mutation.check, mutation.expected, changed, mutation.also)
    record_property(PROPERTY, told)
    assert changed.get(mutation.check) == mutation.expected
    assert unexpected == {}


@pytest.mark.parametrize(("trap", "group"), cases(TRAPS, TRAPS_TOGETHER))
def test_a_trap_changes_nothing(
    trap: Mutation,
    group: list[Mutation],
    nights: SharedNights,
    record_property: Callable[[str, object], None],
) -> None:
    changed = nights.changes(trap, group)
    _tell_split(nights, record_property)
    unexpected = {c: o for c, o in changed.items() if trap.also.get(c) != o}
    record_property("table", f"{'silent' if not unexpected else 'ALARM':8}{trap.id:36}{changed}")
    record_property(PROPERTY, record(trap.id, "", "pass", unexpected, {}))
    assert unexpected == {}


def _tell_split(nights: SharedNights, record_property: Callable[[str, object], None]) -> None:
    """Shared nights that had to be split cost time: the table names them."""
    for line in nights.split:
        record_property("table", line)
    nights.split.clear()
