"""What a run changed in the ledger since the run before it: as told by the ledger, not judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.views import FindingView
from store.findings import Entry
from store.results import Results
from store.vocabulary import FindingState


@dataclass(frozen=True)
class Movement:
    """Findings by what happened to them in this run; ``overdue`` is how they stand, longest first.

    ``before`` is the id of the run before, None when there is none that the ledger knows.
    """

    before: int | None
    opened: tuple[FindingView, ...]
    reopened: tuple[FindingView, ...]
    rectified: tuple[FindingView, ...]
    overdue: tuple[FindingView, ...]
    unverified: tuple[FindingView, ...]  # they stand, and this run could not look again
    known: bool  # whether the ledger was told at all

    @property
    def figures(self) -> tuple[tuple[str, str, int], ...]:
        """Key, Chinese word and count of what the first screen tells."""
        return (
            ("new", "新发现", len(self.opened)),
            ("reopened", "再次出现", len(self.reopened)),
            ("rectified", "已整改", len(self.rectified)),
            ("overdue", "逾期", len(self.overdue)),
        )

    @property
    def lists(self) -> tuple[tuple[str, str, tuple[FindingView, ...]], ...]:
        """Key, Chinese heading and findings of each list that is not empty."""
        told = (
            ("new", "本次新发现", self.opened),
            ("reopened", "已整改后再次出现", self.reopened),
            ("overdue", "超过整改期限", self.overdue),
            ("rectified", "本次查明已整改", self.rectified),
            ("unverified", "本次未能复核", self.unverified),
        )
        return tuple(each for each in told if each[2])

    @property
    def since(self) -> str:
        """Since when, as the heading of the figures."""
        return (
            f"与第 {self.before} 次巡检相比"
            if self.before is not None
            else "此前没有可以比较的巡检"
        )


def movement(results: Results, findings: Iterable[FindingView]) -> Movement:
    """What happened in the run of the results."""
    run = results.run.id
    told = [(view, view.entry) for view in findings if view.entry]
    overdue = [(view, entry) for view, entry in told if entry.overdue]
    overdue.sort(key=lambda each: -each[1].overdue_days)
    earlier = [point.run_id for point in results.trend if point.run_id < run]
    return Movement(
        before=max(earlier, default=None),
        opened=tuple(v for v, e in told if e.opened_run == run and e.standing),
        reopened=tuple(v for v, e in told if e.standing and _came(e, run, FindingState.REOPENED)),
        rectified=tuple(
            v for v, e in told if e.state is FindingState.RECTIFIED and e.rectified_run == run
        ),
        overdue=tuple(view for view, _ in overdue),
        unverified=tuple(v for v, e in told if e.standing and e.unverified),
        known=bool(results.ledger or results.trend),
    )


def _came(entry: Entry, run: int, state: FindingState) -> bool:
    return any(change.run_id == run and change.after is state for change in entry.changes)
