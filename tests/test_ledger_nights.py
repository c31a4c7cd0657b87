"""True nights of the sample portal: faults are found, mended, and come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.page_reader import PageReader
from store.findings import Entry
from store.ledger import results_of, store_plan
from store.nights import Night, State, set_state
from store.results import Plan, Results
from store.vocabulary import FindingState
from tests.nights import crawled, judged, laboratory
from tests.portal.build import build
from tests.portal.model import AS_OF, Portal
from tests.portal.mutation import plant
from tests.portal.mutations import by_id

#: Faults that are mended on the second night, and come back on the third.
FAULTS = by_id("budget-without-funds-table", "items-standard-blank", "deputy-reply-missing")


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as pool:
        yield pool


def night(
    portal: Portal, folder: Path, port: int, day: int, reader: PageReader
) -> tuple[Night, int]:
    """A night on a portal that is served on a port; gives the port too."""
    with laboratory(portal, folder, port) as (config, served):
        opened = crawled(config, reader, AS_OF + dt.timedelta(days=day))
        judged_night(opened)
        return opened, served.port


def judged_night(opened: Night) -> None:
    store_plan(opened, Plan("要点", 2018, ()))
    judged(opened)
    set_state(opened, State.REPORTED)


def of_faults(results: Results) -> dict[str, Entry]:
    wanted = {fault.check for fault in FAULTS}
    return {e.judgement.check: e for e in results.ledger if e.judgement.check in wanted}


def test_faults_are_found_mended_and_come_back(tmp_path: Path, reader: PageReader) -> None:
    good, bad = build(), plant(build(), FAULTS)
    first, port = night(bad, tmp_path, 0, 0, reader)
    opened = of_faults(results_of(first))
    assert {entry.state for entry in opened.values()} == {FindingState.NEW}
    assert len(opened) == len(FAULTS)
    second, _ = night(good, tmp_path, port, 1, reader)
    results = results_of(second)
    mended = of_faults(results)
    assert results.held == ()
    assert {check: (e.state, e.unverified) for check, e in mended.items()} == dict.fromkeys(
        opened, (FindingState.RECTIFIED, "")
    )
    third, _ = night(bad, tmp_path, port, 2, reader)
    back = of_faults(results_of(third))
    assert {entry.state for entry in back.values()} == {FindingState.REOPENED}
    assert {e.citation for e in back.values()} == {e.citation for e in opened.values()}
    before = results_of(third)
    judged_night(third)
    assert results_of(third) == before
    assert of_faults(results_of(second)) == mended
