"""Findings as the ledger keeps them over runs, and what a run changed: read by reports, commands.

A finding is a failed judgement under a citation number. It lives on after the run that opened it:
its state changes only by a row of its history (``Change``), and every row says when, by which run
or person, and why.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from store.judgements import Judgement
from store.lifecycle import CHANGE_TITLES
from store.vocabulary import FindingState, Severity


@dataclass(frozen=True)
class Change:
    """One row of a finding's history; rows are only ever added.

    ``run_id`` is None for what a person
    did between runs; ``who`` is "" for what a run did.
    """

    citation: str
    at: dt.datetime  # UTC
    kind: str  # of ``store.lifecycle.CHANGE_TITLES``
    before: FindingState | None
    after: FindingState
    run_id: int | None = None
    who: str = ""
    why: str = ""
    due: dt.date | None = None  # a deadline it set
    owners: tuple[str, ...] = ()  # offices it set
    day: dt.date = dt.date.min  # as-of date of the run; of a person's act, the day in Beijing

    @property
    def title(self) -> str:
        """What happened, in Chinese."""
        return CHANGE_TITLES.get(self.kind, self.kind)


@dataclass(frozen=True)
class Answer:
    """What an office answered to a finding. It closes nothing: the next run proves it or not."""

    citation: str
    text: str  # 整改情况
    at: dt.datetime  # recorded, UTC
    person: str = ""  # 责任人
    done_on: dt.date | None = None  # 完成日期
    attachment: str = ""  # 附件, as the office named it
    who: str = ""  # who handed the file in
    file: str = ""  # it was read from
    digest: str = ""  # "sha256:<hex>" of that file
    after_run: int = 0  # the newest run when it was recorded

    @property
    def said(self) -> tuple[object, ...]:
        """What the office filled in; two answers that say the same are one."""
        return self.text, self.person, self.done_on, self.attachment


@dataclass(frozen=True)
class Entry:
    """A finding as it stood after one run, on that run's as-of date.

    ``judgement`` is the failed judgement it rests on: of this run when it failed now, else of the
    last run that saw it fail. ``unverified`` says why this run could not look again (本次未能复核),
    "" when it did or when the finding is closed.
    """

    citation: str
    state: FindingState
    judgement: Judgement
    title: str  # of the check
    opened_run: int
    opened_on: dt.date  # as-of date of the run that opened it
    failed_run: int  # the last run that saw it fail
    due: dt.date | None = None  # 整改期限, the last day; None without one
    overdue_days: int = 0  # working days past ``due``, 0 when not overdue or closed
    owners: tuple[str, ...] = ()  # offices as the plan prints them, or as assigned
    rectified_run: int | None = None
    rectified_on: dt.date | None = None
    unverified: str = ""
    reason: str = ""  # of a waiver or a withdrawal
    due_note: str = ""  # why ``due`` is not known (Chinese)
    changes: tuple[Change, ...] = field(default=(), repr=False)  # oldest first
    answers: tuple[Answer, ...] = field(default=(), repr=False)  # oldest first

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return self.judgement.severity

    @property
    def standing(self) -> bool:
        """Whether it still has to be rectified."""
        return self.state in (FindingState.NEW, FindingState.OPEN, FindingState.REOPENED)

    @property
    def answer(self) -> Answer | None:
        """The last answer of its office; None without one."""
        return self.answers[-1] if self.answers else None

    @property
    def overdue(self) -> bool:
        """Whether it stands and its last day is over."""
        return self.overdue_days > 0


@dataclass(frozen=True)
class Observation:
    """A failed judgement of a thing that flickers: not yet seen often enough to be a finding."""

    judgement: Judgement
    title: str  # of the check
    failed: int  # observations that failed …
    observed: int  # … of so many that looked
    needed: int  # failures needed within ``window`` observations
    window: int


@dataclass(frozen=True)
class RunPoint:
    """One run as a trend shows it; counts are of standing findings after it."""

    run_id: int
    as_of: dt.date
    standing: int
    by_severity: dict[str, int] = field(default_factory=dict)
    opened: int = 0
    rectified: int = 0
    coverage: float = 0.0
    usable: bool = True
    held: bool = False
