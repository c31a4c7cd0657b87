"""The catalogue: every check of every topic file, found by looking, never listed by hand."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import checks
from checks._declare import Check
from checks._norms import citable, not_binding, resolve, unknown
from store.judgements import CheckCard, Limit

#: Keys of the plan's clauses in printed order; 15 does not exist, 22 and 23 are printed twice.
CLAUSES: Final = (
    *map(str, range(1, 15)), *map(str, range(16, 22)), "22a", "23a", "22b", "23b", "24", "25", "26",
)  # fmt: skip


def clause_order(key: str) -> tuple[int, str]:
    """Sort key of a clause; clauses of another plan come after, by their text."""
    return (CLAUSES.index(key), key) if key in CLAUSES else (len(CLAUSES), key.rjust(6, "0"))


def load() -> tuple[Check, ...]:
    """All checks of the files in checks/ whose names have no underscore in front.

    Raises:
        ValueError: two checks have one id, or a check cites what norms.toml does not have.
    """
    found = tuple(
        value
        for module in pkgutil.iter_modules(checks.__path__)
        if not module.ispkg and not module.name.startswith("_")
        for value in _declared(f"{checks.__name__}.{module.name}")
    )
    _refuse_mistakes(found)
    return tuple(sorted(found, key=lambda c: (clause_order(c.topic.clause), c.id)))


def cards(
    as_of: dt.date, plan_year: int | None = None, among: tuple[Check, ...] | None = None
) -> tuple[CheckCard, ...]:
    """What a report must know of each check, with the norms in force on a day."""
    year = as_of.year if plan_year is None else plan_year
    return tuple(card(check, as_of, year) for check in (load() if among is None else among))


def card(
    check: Check,
    as_of: dt.date,
    plan_year: int,
    overrides: Mapping[str, Any] = MappingProxyType({}),
) -> CheckCard:
    """One check as stored with a run; ``overrides`` are its thresholds of the config."""
    values = check.thresholds(overrides)
    limits = tuple(Limit(k, values[k], each.meaning) for k, each in check.settings.items())
    return CheckCard(
        id=check.id, clause=check.topic.clause, title=check.title, severity=check.severity,
        remedy=check.remedy, expected=check.expected, topic=check.topic.title, needs=check.needs,
        norms=citable(resolve(check.norms, as_of, plan_year)), method=check.method, version=check.version,
        rows=check.rows, limits=limits, confirm=check.confirm,
    )  # fmt: skip


def users_of_registers(helped: bool = False) -> dict[str, tuple[str, ...]]:
    """Register name → ids of the checks that cannot judge without it, in catalogue order.

    Args:
        helped: also those that only look into it where it is there.
    """
    users: dict[str, tuple[str, ...]] = {}
    for check in load():
        for name in (*check.needs, *(check.helped_by if helped else ())):
            users[name] = (*users.get(name, ()), check.id)
    return users


def _declared(name: str) -> list[Check]:
    """The checks of one file: its own names, and the members of a tuple ``CHECKS``."""
    held = vars(importlib.import_module(name))
    values = (*held.values(), *held.get("CHECKS", ()))
    return [v for v in values if isinstance(v, Check) and v.function.__module__ == name]


def _refuse_mistakes(found: tuple[Check, ...]) -> None:
    repeated = [name for name, times in Counter(check.id for check in found).items() if times > 1]
    mistakes = [f"check id {name} is declared twice" for name in repeated]
    mistakes += [
        f"{check.id} cites {cited}, which norms.toml does not have"
        for check in found
        for cited in unknown(check.norms)
    ]
    mistakes += [
        f"{check.id} cites {cited}, which does not bind the department"
        for check in found
        for cited in not_binding(check.norms)
    ]
    if mistakes:
        raise ValueError("; ".join(mistakes))
