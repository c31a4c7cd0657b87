"""The life of a finding as a pure function of its history: where it stands, what moves it.

A history is a sequence of ``Row``s. A run's rows stand at the run; a person's rows stand behind
the run that was the newest when the person acted. So the state before a run is told by leaving
out what stands at or behind it, and a run that is judged again finds the same state before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from store.vocabulary import FindingState

STANDING = (FindingState.NEW, FindingState.OPEN, FindingState.REOPENED)

#: Kinds of changes. What a run does:
OPENED, REOPENED, RECTIFIED = "opened", "reopened", "rectified"
WAIVED, WAIVER_OVER = "waived", "waiver-over"
CLEARED = "cleared"  # a withdrawn finding passed: should it fail again, that is a new fault
VOIDED = "voided"  # the run was judged again and does not open it after all
CORRECTED = "corrected"  # the run was judged again and leaves it as it was before the run
LINKED = "linked"  # its subject is found under another key
#: What a person does:
WITHDRAWN, REINSTATED, MERGED, SPLIT = "withdrawn", "reinstated", "merged", "split"
ASSIGNED = "assigned"
ANSWERED = "answered"  # what its office did, as the office says

CHANGE_TITLES = {
    OPENED: "立为问题",
    REOPENED: "再次出现",
    RECTIFIED: "认定已整改",
    WAIVED: "豁免开始",
    WAIVER_OVER: "豁免结束",
    CLEARED: "撤销后复核符合",
    VOIDED: "重新检查后不再认定",
    CORRECTED: "重新检查后更正",
    LINKED: "对象换了网址或编号",
    WITHDRAWN: "撤销",
    REINSTATED: "恢复",
    MERGED: "合并",
    SPLIT: "拆分",
    ASSIGNED: "指定责任单位或期限",
    ANSWERED: "责任单位答复",
}
#: Kinds that leave the state as it is.
_NOTES = (LINKED, ASSIGNED, ANSWERED)
_CORRECTIONS = (VOIDED, CORRECTED)


@dataclass(frozen=True)
class Row:
    """One change, as ``finding_changes`` keeps it; ``run_id`` is None for a person's."""

    kind: str
    after: FindingState
    day: dt.date
    run_id: int | None
    after_run: int
    id: int = 0
    before: FindingState | None = None
    who: str = ""
    why: str = ""
    due: dt.date | None = None
    owners: tuple[str, ...] | None = None
    at: dt.datetime | None = None

    @property
    def place(self) -> tuple[int, bool, int]:
        """Where it stands in time."""
        return self.after_run, self.run_id is None, self.id


@dataclass(frozen=True)
class Life:
    """Where a finding stands. ``state`` is None before it was opened."""

    state: FindingState | None = None
    opened_run: int = 0
    opened_on: dt.date | None = None
    rectified_run: int | None = None
    rectified_on: dt.date | None = None
    due: dt.date | None = None
    owners: tuple[str, ...] = ()
    reason: str = ""  # of a waiver, a withdrawal
    void: bool = False  # withdrawn because its run did not open it after all
    cleared: bool = False  # withdrawn, and passed since

    @property
    def standing(self) -> bool:
        """Whether it still has to be rectified."""
        return self.state in STANDING

    @property
    def unopened(self) -> bool:
        """Whether a failure opens it for the first time."""
        return self.state is None or self.void


@dataclass(frozen=True)
class Seen:
    """What a run says of a finding's subject.

    Exactly one of ``failed`` and ``proven`` may be set; neither: it could not be looked at again,
    and ``why`` says why. ``sure``: a failure was observed often enough to open a finding.
    """

    failed: bool = False
    sure: bool = True
    proven: bool = False
    why: str = ""


@dataclass(frozen=True)
class Step:
    """A change that a run makes."""

    kind: str
    after: FindingState
    why: str = ""


def life(rows: Iterable[Row]) -> Life:
    """Where a finding stands after its rows; a correction takes back what its run had done."""
    now, base, place = Life(), Life(), -1
    for row in sorted(rows, key=lambda each: each.place):
        if row.after_run != place:
            base, place = now, row.after_run
        now = _after(base if row.kind in _CORRECTIONS else now, row)
    return now


def before(rows: Iterable[Row], run_id: int) -> list[Row]:
    """The rows that stand before a run."""
    return [row for row in rows if row.after_run < run_id]


def until(rows: Iterable[Row], run_id: int) -> list[Row]:
    """The rows of a history up to a run, with what people did before the next one."""
    return [row for row in rows if row.after_run <= run_id]


def shown(now: Life, run_id: int) -> FindingState | None:
    """The state as a run shows it: only the run that opened a finding calls it new."""
    if now.state is FindingState.NEW and now.opened_run != run_id:
        return FindingState.OPEN
    return now.state


def steps(now: Life, seen: Seen, waiver: str) -> list[Step]:
    """What a run does to a finding that stood as ``now``; ``waiver`` is "" without one in force."""
    found = _moved(now, seen)
    state = found[-1].after if found else now.state
    if state in STANDING and waiver:
        return [*found, Step(WAIVED, FindingState.WAIVED, waiver)]
    if state is FindingState.WAIVED and not waiver:
        return [Step(WAIVER_OVER, FindingState.OPEN, "豁免已到期或不再有效")]
    return found


def amended(base: Life, done: Iterable[Row], wanted: list[Step]) -> list[Step]:
    """What is still to be written so that a run has made the ``wanted`` changes and no others.

    Args:
        base: how the finding stood before the run.
        done: the changes the run has made already, when it was judged before.
        wanted: what it makes now.
    """
    kinds = [row.kind for row in done if row.kind != LINKED]
    undone = max((n for n, kind in enumerate(kinds, 1) if kind in _CORRECTIONS), default=0)
    made, named = kinds[undone:], [step.kind for step in wanted]
    if named[: len(made)] == made:
        return wanted[len(made) :]
    return [_correction(base), *wanted]


def _correction(base: Life) -> Step:
    if base.unopened:
        return Step(VOIDED, FindingState.WITHDRAWN, "重新检查后，本次巡检不再认定这一问题")
    assert base.state is not None
    return Step(CORRECTED, base.state, "重新检查后，本次巡检不再改变这一问题的状态")


def _moved(now: Life, seen: Seen) -> list[Step]:
    if seen.proven:
        if now.standing or now.state is FindingState.WAIVED:
            return [Step(RECTIFIED, FindingState.RECTIFIED, seen.why)]
        if now.state is FindingState.WITHDRAWN and not (now.void or now.cleared):
            return [Step(CLEARED, FindingState.WITHDRAWN, seen.why)]
    elif seen.failed and seen.sure:
        if now.unopened:
            return [Step(OPENED, FindingState.NEW, seen.why)]
        if now.state is FindingState.RECTIFIED or now.cleared:
            return [Step(REOPENED, FindingState.REOPENED, seen.why)]
    return []


def _after(now: Life, row: Row) -> Life:
    if row.kind == CORRECTED:
        return now
    owners = row.owners if row.owners is not None else now.owners
    now = replace(now, owners=owners, due=row.due or now.due)
    if row.kind == CLEARED:
        return replace(now, cleared=True)
    if row.kind in _NOTES:
        return now
    now = replace(now, state=row.after, void=row.kind == VOIDED, cleared=False,
                  reason="", rectified_run=None, rectified_on=None)  # fmt: skip
    if row.after in (FindingState.WAIVED, FindingState.WITHDRAWN):
        return replace(now, reason=row.why)
    if row.kind == RECTIFIED:
        return replace(now, rectified_run=row.after_run, rectified_on=row.day)
    if row.kind == OPENED:
        return replace(now, opened_run=row.after_run, opened_on=row.day, due=row.due)
    return replace(now, due=row.due) if row.kind == REOPENED else now
