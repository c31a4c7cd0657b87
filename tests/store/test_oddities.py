"""Nights that look too odd to accuse anybody, and how often flickering things have to fail."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from store.acts import Act, release
from store.config import Config, Findings
from store.errors import OperatorError
from store.judgements import CheckCard, Judgement
from store.ledger import results_of, store_judgements, store_plan
from store.nights import Night, State, open_night, set_state, store_columns
from store.observing import counted
from store.results import Plan, Results
from store.snapshot import ColumnView
from store.vocabulary import Cause, Fetch, Outcome, Severity
from tests.store.conftest import NOW
from tests.store.records import store

CARD = CheckCard("a.b", "5", "检查", Severity.MAJOR, "整改", "应当")
ACT = Act("李四", "已核实", NOW)


def judged(
    config: Config,
    day: int,
    failing: int = 1,
    seen: int = 100,
    card: CheckCard = CARD,
    as_of: dt.date | None = None,
    prepare: Any = None,
) -> Night:
    """A run some days after the first; some things of 60 fail."""
    night = open_night(config, NOW + dt.timedelta(days=day), as_of, fresh=True)
    if prepare:
        prepare(night)
    coverage = {"discovered": seen, "share": 1.0, "causes": {}}
    night = set_state(night, State.CRAWLED, coverage=coverage)
    store_plan(night, Plan("要点", 2018, ()))
    outcomes = [Outcome.FAIL if n < failing else Outcome.PASS for n in range(60)]
    found = [Judgement("a.b", "5", f"{n}", o, Severity.MAJOR, "说") for n, o in enumerate(outcomes)]
    store_judgements(night, [card], found)
    return set_state(night, State.REPORTED)


def held(night: Night) -> str:
    return "；".join(results_of(night).held)


def standing(night: Night) -> int:
    return sum(entry.standing for entry in results_of(night).ledger)


def test_the_first_night_is_like_any_other(config: Config) -> None:
    assert held(judged(config, 0, failing=50)) == ""


def test_far_fewer_pages(config: Config) -> None:
    judged(config, 0)
    first = judged(config, 1, seen=90)
    assert held(first) == ""
    thin = judged(config, 2, failing=0, seen=50)
    assert "看到的网页明显减少：本次 50 个" in held(thin)
    assert standing(thin) == 1
    assert "未据以改变" in results_of(thin).ledger[0].unverified
    assert held(judged(config, 3, failing=0)) == ""


def test_a_mass_of_new_findings(config: Config) -> None:
    judged(config, 0, failing=2)
    assert held(judged(config, 1, failing=22)) == ""  # twenty more
    assert "新问题突然大量出现：本次 21 个" in held(judged(config, 2, failing=43))
    assert held(judged(config, 3, failing=33)) == ""  # half as many as there were
    assert held(judged(config, 4, failing=44)) == ""
    tight = config.model_copy(update={"findings": Findings(held_new=5, held_new_share=0.1)})
    night = judged(tight, 5, failing=55)
    assert "新问题突然大量出现：本次 11 个" in held(night)
    assert standing(night) == 44
    assert results_of(night).unproven


def test_a_clock_that_runs_back(config: Config) -> None:
    judged(config, 5)
    assert "时钟倒退" in held(judged(config, 4))
    assert held(judged(config, 6)) == ""
    assert "时钟跳跃" in held(judged(config, 6 + 367))


def test_an_earlier_day_is_no_fault_when_it_was_asked_for(config: Config) -> None:
    judged(config, 5)
    assert held(judged(config, 6, as_of=dt.date(2018, 1, 1))) == ""


def test_a_check_that_failed_its_self_test(config: Config) -> None:
    judged(config, 0)
    broken = CheckCard("a.b", "5", "检查", Severity.MAJOR, "整改", "应当", broken="自检不符")
    assert "未通过自检" in held(judged(config, 1, card=broken))


def test_a_column_behind_a_protection_page(config: Config) -> None:
    url = "http://h.gov.cn/list/"
    view = ColumnView("通知公告", (), url, (url,), (), True)
    judged(config, 0, prepare=lambda night: store_columns(night, [view]))
    blocked = {"outcome": Fetch.FAILED, "cause": Cause.BLOCKED, "status": 412}
    night = judged(config, 1, prepare=lambda n: store(n, {url: b"blocked"}, **blocked))
    assert "栏目“通知公告”" in held(night)
    assert "防护页面" in held(night)


def test_a_held_run_is_let_through_with_a_reason(config: Config) -> None:
    judged(config, 0)
    night = judged(config, 1, failing=0, seen=10)
    assert standing(night) == 1
    release(config, night.run_id, ACT)
    results = results_of(night)
    assert results.held == ()
    assert "李四" in results.released
    assert "已核实" in results.released
    store_judgements(night, *_judged_again(results))
    assert results_of(night) == results
    assert held(judged(config, 2, seen=10)) == ""  # what was let through is what is usual now
    with pytest.raises(OperatorError, match="没有被暂扣"):
        release(config, night.run_id, ACT)


def _judged_again(results: Results) -> Any:
    return list(results.cards), list(results.judgements)


def test_a_held_run_that_was_followed_cannot_be_let_through(config: Config) -> None:
    judged(config, 0)
    night = judged(config, 1, seen=10)
    judged(config, 2)
    with pytest.raises(OperatorError, match="之后已有"):
        release(config, night.run_id, ACT)


def test_the_config_says_how_often_a_check_has_to_fail(config: Config) -> None:
    patient = config.model_copy(update={"findings": Findings(confirm={"a.b": (2, 3)})})
    first = judged(patient, 0)
    (seen,) = results_of(first).observations
    assert (seen.failed, seen.observed, seen.needed, seen.window) == (1, 1, 2, 3)
    assert standing(first) == 0
    assert not results_of(first).failed_at(Severity.INFO)
    same_day = judged(patient, 0)
    assert results_of(same_day).observations[0].observed == 1
    assert standing(judged(patient, 1)) == 1


@pytest.mark.parametrize(
    ("days", "since", "wanted"),
    [
        ("", None, (1, 1)),
        ("F", None, (2, 2)),
        ("FP", None, (2, 3)),
        ("FPP", None, (1, 3)),
        ("FFP", 1, (2, 3)),
        ("FFP", 2, (1, 2)),
        ("FFP", 3, (1, 1)),
    ],
)
def test_observations_are_counted_within_their_window(
    days: str, since: int | None, wanted: tuple[int, int]
) -> None:
    first = dt.date(2018, 1, 1)
    known = {first + dt.timedelta(days=n): what == "F" for n, what in enumerate(days)}
    day = first + dt.timedelta(days=since - 1) if since else None
    assert counted(known, first + dt.timedelta(days=len(days)), day, 3) == wanted
