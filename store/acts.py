"""What people do to findings and held runs: every act is a row of history, none is taken back.

A portal's findings alone can be named; citations of another portal are refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from store.book import Book, Known, read_book
from store.config import Config
from store.database import open_store
from store.errors import OperatorError
from store.ledger import judgements_of
from store.lifecycle import (
    ASSIGNED,
    LINKED,
    MERGED,
    REINSTATED,
    SPLIT,
    WITHDRAWN,
    Life,
    life,
)
from store.model import finding_aliases, finding_changes, findings, runs, settlements
from store.nights import SHANGHAI, Night, start_url, stored_night
from store.settling import newer_than, settle
from store.vocabulary import STATE_TITLES, FindingState


@dataclass(frozen=True)
class Act:
    """Who does something, when (UTC), and why."""

    who: str
    why: str
    at: dt.datetime

    def __post_init__(self) -> None:
        if not (self.who.strip() and self.why.strip()):
            raise OperatorError("--by 和 --reason 不能为空。")


def withdraw(config: Config, citation: str, act: Act) -> None:
    """Say that a finding should not have been opened; it accuses nobody from now on.

    Raises:
        OperatorError: there is no such finding, or it is withdrawn already.
    """
    with _acting(config, act) as desk:
        desk.add(desk.open(citation), WITHDRAWN, FindingState.WITHDRAWN, act.why)


def reinstate(config: Config, citation: str, act: Act) -> None:
    """Take a withdrawal back: the finding is open again.

    Raises:
        OperatorError: there is no such finding, or nobody has withdrawn it.
    """
    with _acting(config, act) as desk:
        known = desk.find(citation)
        if desk.state(known) is not FindingState.WITHDRAWN:
            raise OperatorError(f"{citation} 没有被撤销，不需要恢复。")
        if desk.is_merged(known):
            raise OperatorError(f"{citation} 已并入别的问题，不能恢复。")
        desk.add(known, REINSTATED, FindingState.OPEN, act.why)


def assign(
    config: Config, citation: str, offices: Sequence[str], due: dt.date | None, act: Act
) -> None:
    """Name the offices that answer for a finding, or its last day, or both.

    Raises:
        OperatorError: there is no such finding, or nothing is named.
    """
    if not (offices or due):
        raise OperatorError("请写明责任单位，或用 --due 写明期限。")
    with _acting(config, act) as desk:
        known = desk.find(citation)
        desk.add(known, ASSIGNED, desk.state(known), act.why, due, list(offices) or None)


def merge(config: Config, citations: Sequence[str], into: str, act: Act) -> None:
    """Findings are one: their subjects are judged under ``into``, their numbers are withdrawn.

    Raises:
        OperatorError: one of them is unknown or withdrawn, or is ``into`` itself.
    """
    with _acting(config, act) as desk:
        kept = desk.open(into)
        for citation in citations:
            old = desk.open(citation)
            if old.id == kept.id:
                raise OperatorError(f"{citation} 不能并入自己。")
            desk.alias(old, kept, act.why)
            desk.add(old, MERGED, FindingState.WITHDRAWN, f"并入 {into}：{act.why}")
            desk.add(kept, LINKED, desk.state(kept), f"{citation} 并入本问题：{act.why}")


def split(config: Config, citation: str, into: Sequence[str], act: Act) -> None:
    """A finding is several: it is withdrawn, and the numbers of its parts are named in it.

    Raises:
        OperatorError: one of them is unknown or withdrawn, or there are not two parts.
    """
    if len(set(into) - {citation}) < 2:
        raise OperatorError("拆分要用 --into 写明至少两个别的引用编号。")
    with _acting(config, act) as desk:
        old = desk.open(citation)
        parts = [desk.open(each) for each in dict.fromkeys(into)]
        desk.add(old, SPLIT, FindingState.WITHDRAWN, f"拆分为 {'、'.join(into)}：{act.why}")
        for part in parts:
            desk.add(part, LINKED, desk.state(part), f"由 {citation} 拆分：{act.why}")


def release(config: Config, run_id: int, act: Act) -> Night:
    """Let a held run through: it moves the ledger as any other.

    Raises:
        OperatorError: there is no such run, it is not held, or a later run has moved the ledger.
    """
    night = stored_night(config, run_id, collected=True)
    with night.engine.begin() as connection:
        key = settlements.c.run_id == run_id
        row = connection.execute(select(settlements).where(key)).one_or_none()
        if row is None or not row.held or row.released_at is not None:
            raise OperatorError(f"第 {run_id} 次巡检没有被暂扣，不需要放行。")
        if (later := newer_than(connection, night)) is not None:
            raise OperatorError(
                f"第 {run_id} 次巡检之后已有第 {later} 次，问题状态以后者为准，不能再放行前者。"
            )
        values = {"released_at": act.at, "released_by": act.who, "release_reason": act.why}
        connection.execute(update(settlements).where(key).values(values))
        settle(connection, night, *judgements_of(night))
    return night


class _Desk:
    """One transaction of somebody's acts on a portal's findings."""

    def __init__(self, connection: Connection, config: Config, act: Act) -> None:
        self._connection = connection
        self._portal = start_url(config)
        self._act = act
        self._after_run = self._newest()

    def _newest(self) -> int:
        """The newest run that has moved the ledger; an act stands behind it."""
        settled = (
            select(func.max(settlements.c.run_id))
            .join(runs, runs.c.id == settlements.c.run_id)
            .where(runs.c.start_url == self._portal)
        )
        changed = (
            select(func.max(finding_changes.c.after_run))
            .join(findings, findings.c.id == finding_changes.c.finding_id)
            .where(findings.c.start_url == self._portal)
        )
        return max(self._connection.execute(each).scalar() or 0 for each in (settled, changed))

    @property
    def _book(self) -> Book:
        return read_book(self._connection, self._portal)

    def find(self, citation: str) -> Known:
        """The finding under a number."""
        known = next((each for each in self._book if each.citation == citation), None)
        if known is None:
            raise OperatorError(
                f"没有引用编号为 {citation} 的问题；可用 gongkai findings 列出全部问题。"
            )
        return known

    def open(self, citation: str) -> Known:
        """The finding under a number, unless it is withdrawn."""
        known = self.find(citation)
        if self.state(known) is FindingState.WITHDRAWN:
            told = STATE_TITLES[FindingState.WITHDRAWN]
            raise OperatorError(f"{citation} {told}（{self._life(known).reason}）。")
        return known

    def state(self, known: Known) -> FindingState:
        """Where a finding stands now."""
        state = self._life(known).state
        assert state is not None  # a number is given only with its first change
        return state

    def is_merged(self, known: Known) -> bool:
        """Whether it lives on under another number."""
        return not known.fingerprints

    def _life(self, known: Known) -> Life:
        return life(self._book.known[known.id].rows)

    def add(
        self,
        known: Known,
        kind: str,
        after: FindingState,
        why: str,
        due: dt.date | None = None,
        owners: Sequence[str] | None = None,
    ) -> None:
        """Add a row to a history."""
        values = {
            "finding_id": known.id, "at": self._act.at, "run_id": None, "kind": kind,
            "day": self._act.at.astimezone(SHANGHAI).date(), "after_run": self._after_run,
            "who": self._act.who, "before": self.state(known), "after": after, "why": why,
            "due": due, "owners": owners,
        }  # fmt: skip
        self._connection.execute(insert(finding_changes).values(values))

    def alias(self, old: Known, kept: Known, why: str) -> None:
        """Let what is judged under a finding's key count for another finding."""
        row = {"finding_id": kept.id, "start_url": self._portal, "fingerprint": old.fingerprint,
               "subject": old.subject, "at": self._act.at, "run_id": None, "why": why}  # fmt: skip
        self._connection.execute(insert(finding_aliases).values(row))


@contextmanager
def _acting(config: Config, act: Act) -> Iterator[_Desk]:
    engine = open_store(config.database_url)
    try:
        with engine.begin() as connection:
            yield _Desk(connection, config, act)
    finally:
        engine.dispose()
