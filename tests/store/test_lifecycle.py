"""The life of a finding, as a pure function: whatever a night says, and however often it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from store.lifecycle import (
    ASSIGNED,
    REINSTATED,
    STANDING,
    WITHDRAWN,
    Life,
    Row,
    Seen,
    amended,
    before,
    life,
    shown,
    steps,
    until,
)
from store.vocabulary import FindingState

DAY = dt.date(2018, 1, 1)
SEEN = {
    "fail": Seen(failed=True, why="不符合"),
    "unsure": Seen(failed=True, sure=False),
    "pass": Seen(proven=True, why="符合"),
    "unseen": Seen(why="没有看到"),
}


@dataclass
class History:
    """Rows of one finding, written as the store writes them."""

    rows: list[Row] = field(default_factory=list)

    def judge(self, run: int, seen: str, waiver: str = "") -> int:
        """Judge a run; gives how many rows that added."""
        base = life(before(self.rows, run))
        done = [row for row in self.rows if row.run_id == run]
        added = amended(base, done, steps(base, SEEN[seen], waiver))
        for step in added:
            now = life(until(self.rows, run)).state
            self._add(step.kind, step.after, run, run, now)
        return len(added)

    def act(self, kind: str, newest: int) -> None:
        """What a person does after a run; an act that is refused is none."""
        now = life(self.rows).state
        if now is None or (kind == WITHDRAWN) == (now is FindingState.WITHDRAWN):
            return
        after = {WITHDRAWN: FindingState.WITHDRAWN, REINSTATED: FindingState.OPEN}.get(kind, now)
        self._add(kind, after, None, newest, now)

    def _add(
        self, kind: str, after: FindingState, run: int | None, place: int, was: FindingState | None
    ) -> None:
        day = DAY + dt.timedelta(days=place)
        self.rows.append(Row(kind, after, day, run, place, id=len(self.rows) + 1, before=was))


def states(*nights: str | tuple[str, str]) -> list[FindingState | None]:
    history, found = History(), []
    for run, night in enumerate(nights, 1):
        seen, waiver = (night, "") if isinstance(night, str) else night
        history.judge(run, seen, waiver)
        found.append(shown(life(history.rows), run))
    return found


NEW, OPEN, AGAIN = FindingState.NEW, FindingState.OPEN, FindingState.REOPENED
MENDED, WAIVED = FindingState.RECTIFIED, FindingState.WAIVED


def test_new_open_mended_and_back_again() -> None:
    assert states("fail", "fail", "pass", "pass", "fail", "fail", "pass") == [
        NEW, OPEN, MENDED, MENDED, AGAIN, AGAIN, MENDED,
    ]  # fmt: skip


def test_what_was_not_seen_changes_nothing() -> None:
    assert states("unseen", "fail", "unseen", "unseen", "pass", "unseen") == [
        None, NEW, OPEN, OPEN, MENDED, MENDED,
    ]  # fmt: skip
    assert states("unsure", "unsure", "fail") == [None, None, NEW]
    assert states("fail", "pass", "unsure") == [NEW, MENDED, MENDED]


def test_a_waiver_annotates_while_it_is_in_force_and_hides_no_repair() -> None:
    waived = ("fail", "改版")
    assert states(waived, "fail", waived, ("pass", "改版")) == [WAIVED, OPEN, WAIVED, MENDED]
    assert states("pass", ("unseen", "改版"), waived) == [None, None, WAIVED]


def test_a_withdrawn_finding_stays_so_until_it_passed_and_failed_anew() -> None:
    history = History()
    history.judge(1, "fail")
    history.act(WITHDRAWN, 1)
    assert history.judge(2, "fail") == 0
    assert life(history.rows).state is FindingState.WITHDRAWN
    assert history.judge(3, "pass") == 1  # noted, for it makes a later failure a new fault
    assert life(history.rows).state is FindingState.WITHDRAWN
    history.judge(4, "fail")
    assert life(history.rows).state is AGAIN


def test_a_run_that_is_judged_anew_and_does_not_fail_voids_what_it_opened() -> None:
    history = History()
    history.judge(1, "fail")
    history.judge(1, "pass")
    assert life(history.rows).state is FindingState.WITHDRAWN
    assert history.judge(1, "pass") == 0
    history.judge(2, "fail")
    now = life(history.rows)
    assert (now.state, now.opened_run) == (NEW, 2)


def test_an_assignment_outlives_what_runs_do() -> None:
    history = History()
    history.judge(1, "fail")
    day = dt.date(2019, 1, 1)
    history.rows.append(Row(ASSIGNED, NEW, DAY, None, 1, 9, owners=("市场处",), due=day))
    history.judge(2, "fail")
    assert (life(history.rows).owners, life(history.rows).due) == (("市场处",), day)
    history.judge(3, "pass")
    assert life(history.rows).owners == ("市场处",)


# -- whatever happens ----------------------------------------------------------------------------

night = st.tuples(st.sampled_from(list(SEEN)), st.sampled_from(["", "", "改版"]))
acts = st.sampled_from([WITHDRAWN, REINSTATED, ASSIGNED, ""])
nights = st.lists(st.tuples(night, acts), min_size=1, max_size=8)
Night = tuple[tuple[str, str], str]


def played(script: Sequence[Night]) -> History:
    history = History()
    for run, ((seen, waiver), act) in enumerate(script, 1):
        history.judge(run, seen, waiver)
        if act:
            history.act(act, run)
    return history


@settings(deadline=None)
@given(nights)
def test_nothing_is_mended_or_opened_without_being_seen(script: Sequence[Night]) -> None:
    history = played(script)
    for row in history.rows:
        if row.run_id is None:
            continue
        (seen, waiver), _ = script[row.run_id - 1]
        if row.after is MENDED:
            assert seen == "pass"
        if row.after in (NEW, AGAIN):
            assert seen == "fail"
        if row.after is WAIVED:
            assert waiver
    assert all(row.before != row.after or row.kind in ("cleared", ASSIGNED) for row in history.rows)


@settings(deadline=None)
@given(nights)
def test_the_last_row_that_moves_a_state_is_the_state(script: Sequence[Night]) -> None:
    history = played(script)
    state = None
    for row in history.rows:
        assert row.before == state
        state = row.after
    assert life(history.rows).state == state


@settings(deadline=None)
@given(nights, st.lists(night, min_size=1, max_size=3))
def test_judging_the_newest_run_anew_is_as_if_it_had_been_judged_so_at_once(
    script: Sequence[Night], again: Sequence[tuple[str, str]]
) -> None:
    history, run = played(script), len(script)
    for seen, waiver in again:
        history.judge(run, seen, waiver)
        assert history.judge(run, seen, waiver) == 0
    plain = played([*script[:-1], (again[-1], script[-1][1])])
    one, other = life(until(history.rows, run)), life(until(plain.rows, run))
    if script[-1][1] in (WITHDRAWN, REINSTATED):
        return  # what the person did answered to what was shown then
    if not (one.void and other == Life()):
        assert (one.state, one.cleared) == (other.state, other.cleared)
        assert one.rectified_run == other.rectified_run


@settings(deadline=None)
@given(nights)
def test_a_state_is_one_that_a_report_can_show(script: Sequence[Night]) -> None:
    history = played(script)
    now = life(history.rows)
    for run in range(1, len(script) + 1):
        earlier = life(until(history.rows, run))
        assert (shown(earlier, run) is NEW) == (earlier.state is NEW and earlier.opened_run == run)
    assert now.standing == (now.state in STANDING)
    assert (now.rectified_run is None) == (now.state is not MENDED)
