"""Duties to publish: each approval of the register beside the disclosure that answers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from checks._budget_titles import plain_unit, same_unit
from checks._declare import subjects
from checks._disclosures import (
    UNITS_FROM,
    WORDS,
    BudgetDisclosure,
    is_department,
    of_plan,
)
from checks._disclosures_gathering import everything
from store.errors import MissingRegister, Unseen
from store.judgements import Evidence
from store.snapshot import Register, Snapshot

REGISTER: Final = "budget_approvals"
#: Calendar days from approval to publication (预算法 art. 14; 财预〔2016〕143号).
DAYS: Final = 20


@dataclass(frozen=True, eq=False)
class BudgetDuty:
    """One unit's duty to publish one budget or final account; either side may be missing."""

    unit: str  # "" is the department
    year: int
    kind: str
    snapshot: Snapshot
    register: Register | None = None
    row: Mapping[str, Any] | None = None
    disclosure: BudgetDisclosure | None = None

    @property
    def key(self) -> str:
        """Unit, year and kind, as of its disclosure."""
        return f"{self.unit or '部门'}/{self.year}/{self.kind}"

    @property
    def title(self) -> str:
        """As people say it."""
        return f"{self.unit}{self.year}年{'单位' if self.unit else '部门'}{self.kind}"

    def approval(self) -> tuple[dt.date, Evidence]:
        """The day of approval and its row; raises MissingRegister."""
        if self.row is None or self.register is None:
            self.snapshot.register(REGISTER)
            raise MissingRegister(REGISTER, f"预决算批复台账中没有{self.title}的批复日期")
        approved: dt.date = self.row["approved_on"]
        words = f"{self.row['unit']} {self.year}年{self.kind} 批复日期 {approved}"
        return approved, self.register.evidence(self.row, words)

    def bound(self, approved: dt.date) -> bool:
        """Whether the law binds: the department always, its units from 2020-10-01."""
        return not self.unit or approved >= UNITS_FROM


@subjects
def duties(snapshot: Snapshot) -> Iterator[BudgetDuty]:
    """Every row of the register, then every disclosure of the plan's year without a row.

    Units that published nothing while no law bound them are left out: ``missing_units``.

    Raises:
        MissingRegister: there is neither a register nor a disclosure.
    """
    wanted = [d for d in everything(snapshot) if of_plan(d.year, d.kind, snapshot.run.plan_year)]
    if not wanted:
        snapshot.register(REGISTER)
    rows = list(_registered(snapshot))
    yield from (duty for duty in rows if duty.disclosure or duty.bound(duty.approval()[0]))
    answered = {duty.key for duty in rows}
    for found in wanted:
        if found.key not in answered:
            yield BudgetDuty(found.unit, found.year, found.kind, snapshot, disclosure=found)


def missing_units(snapshot: Snapshot) -> list[BudgetDuty]:
    """Units of the register that have published nothing though 20 days have passed."""
    return [
        duty
        for duty in _registered(snapshot)
        if duty.unit
        and duty.disclosure is None
        and of_plan(duty.year, duty.kind, snapshot.run.plan_year)
        and not (duty.row or {}).get("classified")
        and snapshot.run.as_of > duty.approval()[0] + dt.timedelta(days=DAYS)
    ]


def _registered(snapshot: Snapshot) -> Iterator[BudgetDuty]:
    """The duties of the register's rows, none when there is no register."""
    try:
        register = snapshot.register(REGISTER)
    except MissingRegister:
        return  # each disclosure without a row says so itself
    yield from (_of_row(snapshot, register, row) for row in register.rows)


def absence(snapshot: Snapshot, looked_for: str) -> Evidence:
    """Evidence that a disclosure is nowhere; raises Unseen while it may be out of sight."""
    for column in snapshot.columns_of("budget"):
        if not column.complete:
            raise Unseen(f"栏目“{column.name}”的列表未能全部抓取，不能断定没有{looked_for}")
    return snapshot.absence(looked_for, WORDS)


def listings(snapshot: Snapshot) -> tuple[Evidence, ...]:
    """The first page of each budget column with the titles it lists, as far as captured."""
    found = []
    for column in snapshot.columns_of("budget"):
        words = "、".join(item.title for item in column.items[:8]) or "(没有条目)"
        try:
            capture = snapshot.capture(column.url)
        except Unseen:
            continue  # the home page's evidence of absence stands beside this one
        found.append(capture.evidence("page", words, f"栏目“{column.name}”共{len(column.items)}条"))
    return tuple(found)


def due(snapshot: Snapshot, key: tuple[int, str], latest: str) -> bool:
    """Whether a disclosure must be out by now: 20 days after its approval, else our own date."""
    approvals = _approvals(snapshot, key)
    if any(classified for _, classified in approvals):
        return False
    if approvals:
        return snapshot.run.as_of > approvals[0][0] + dt.timedelta(days=DAYS)
    return snapshot.run.as_of > dt.date.fromisoformat(latest)


def _approvals(snapshot: Snapshot, key: tuple[int, str]) -> list[tuple[dt.date, bool]]:
    try:
        rows = snapshot.register(REGISTER).rows
    except MissingRegister:
        return []
    return [
        (row["approved_on"], bool(row.get("classified")))
        for row in rows
        if (row["year"], row["kind"]) == key and is_department(row["unit"], snapshot)
    ]


def _of_row(snapshot: Snapshot, register: Register | None, row: Mapping[str, Any]) -> BudgetDuty:
    name, year, kind = str(row["unit"]), int(row["year"]), str(row["kind"])
    unit = "" if is_department(name, snapshot) else plain_unit(name)
    found = next(
        (
            d for d in everything(snapshot)
            if (d.year, d.kind) == (year, kind) and _same(d.unit, unit)
        ),
        None,
    )  # fmt: skip
    return BudgetDuty(found.unit if found else unit, year, kind, snapshot, register, row, found)


def _same(one: str, other: str) -> bool:
    return one == other or bool(one and other and same_unit(one, other))
