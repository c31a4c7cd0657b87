"""A simulated year: 120 nights, and a table of states written by hand."""

from __future__ import annotations

from collections import Counter

import pytest
import time_machine
from sqlalchemy import Engine

from store import nights
from store.acts import Act, release, withdraw
from store.config import Config
from store.findings import Entry
from store.ledger import results_of
from store.results import Results
from tests.store import year
from tests.store.year import Row

#: Written by hand from the story: which findings there are after each night, and how they stand.
TABLE = (
    # "waived" and "thin" fail from the first night on.
    Row(1, 1, new=2),
    Row(2, 4, open=2),
    Row(5, 5, new=1, open=2),  # gone
    Row(6, 9, open=3),
    Row(10, 10, new=1, open=2, waived=1),  # steady; "waived" is waived from now on
    Row(11, 14, open=3, waived=1),  # night 12: "flickers" failed once, which is nothing yet
    Row(15, 15, new=1, open=3, waived=1),  # unseen
    Row(16, 17, open=4, waived=1),
    Row(18, 18, new=1, open=4, waived=1),  # taken-back
    Row(19, 19, open=5, waived=1),  # as the night left it; a person withdraws one afterwards
    Row(20, 20, new=1, open=4, waived=1, withdrawn=1),  # again
    Row(21, 29, open=5, waived=1, withdrawn=1),
    Row(30, 30, new=1, open=5, waived=1, withdrawn=1),  # older
    Row(31, 33, open=6, rectified=1, withdrawn=1),  # "again" mended; the waiver is over
    Row(34, 34, new=1, open=6, rectified=1, withdrawn=1),  # flickers: two of three
    Row(35, 36, open=6, rectified=2, withdrawn=1),  # flickers mended; 36: failed once
    Row(37, 37, open=6, reopened=1, rectified=1, withdrawn=1),  # and twice
    Row(38, 40, open=6, rectified=2, withdrawn=1),
    Row(41, 44, open=4, rectified=4, withdrawn=1),  # steady, older (by its own rule at last)
    Row(45, 45, new=1, open=4, rectified=4, withdrawn=1),  # switched-off
    Row(46, 50, open=5, rectified=4, withdrawn=1),
    Row(51, 54, open=5, reopened=1, rectified=3, withdrawn=1),  # again
    Row(55, 59, open=4, reopened=1, rectified=4, withdrawn=1),  # switched-off looked at again
    Row(60, 60, open=4, reopened=1, rectified=4, withdrawn=1, held=True),  # thirty at once
    Row(61, 70, open=4, rectified=5, withdrawn=1),  # again
    Row(71, 79, open=3, rectified=6, withdrawn=1),  # unseen
    Row(80, 80, open=3, rectified=6, withdrawn=1, held=True),  # "thin" passes in a thin night
    Row(81, 89, open=2, rectified=7, withdrawn=1),
    Row(90, 99, open=2, reopened=1, rectified=7),  # taken-back: passed since, failed anew
    Row(100, 100, new=30, open=2, reopened=1, rectified=7),  # thirty at once, let through
    Row(101, 120, open=2, reopened=1, rectified=37),
)


def test_a_year_of_nights_equals_the_table(
    config: Config, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nights, "open_store", lambda _url: engine)  # migrating takes most time
    settings = year.settings(config)
    for row in TABLE:
        for number in range(row.first, row.last + 1):
            with time_machine.travel(year.at(number), tick=False):
                results = _night(settings, number)
            assert _counts(results) == _wanted(row), number
            assert bool(results.held) is row.held, (number, results.held)
            _is_whole(results)


def _night(settings: Config, number: int) -> Results:
    night = year.collected(settings, number)
    year.judge(night, number)
    if number == year.MASSES[1]:
        assert results_of(night).held
        release(settings, night.run_id, Act("李四", "新增检查项,已核实", year.at(number)))
    results = results_of(night)
    before = year.ledger_rows(night.engine)
    year.judge(night, number)
    assert year.ledger_rows(night.engine) == before
    assert results_of(night) == results
    if number == year.WITHDRAWN_AFTER:
        citation = _entry(results, "taken-back").citation
        withdraw(settings, citation, Act("张三", "登记有误", year.at(number)))
    return results


def _counts(results: Results) -> Counter[str]:
    return Counter(str(entry.state) for entry in results.ledger)


def _wanted(row: Row) -> Counter[str]:
    names = ("new", "open", "reopened", "rectified", "waived", "withdrawn")
    return Counter({name: count for name in names if (count := getattr(row, name))})


def _entry(results: Results, subject: str) -> Entry:
    return next(each for each in results.ledger if each.judgement.subject == subject)


def _is_whole(results: Results) -> None:
    """What holds after any night: numbers are one each, histories agree with states."""
    citations = [entry.citation for entry in results.ledger]
    assert len(set(citations)) == len(citations)
    failed = {j.subject for j in results.judgements if j.outcome is year.F}
    for entry in results.ledger:
        assert entry.changes[0].before is None
        for earlier, later in zip(entry.changes, entry.changes[1:], strict=False):
            assert later.before == earlier.after
        assert entry.changes[-1].after in (entry.state, "new")
        if entry.standing and not results.held:
            assert bool(entry.unverified) != (entry.judgement.subject in failed)
        assert entry.standing or entry.state == "waived" or not entry.unverified
    point = results.trend[-1]
    assert point.standing == sum(entry.standing for entry in results.ledger)
    assert point.held == bool(results.held)
