"""``make mutants``: every mutation and trap of the sample portal, told by check.

killed: the check turned as the mutation demands; survived: it did not; false alarms: it turned
though nothing of its own was broken (a trap, or another check's mutation).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

from checks._catalogue import load
from tests.shared_nights import ALONE

#: Name of the test property that carries a record from the test to this table.
PROPERTY = "kill"


@dataclass
class Kill:
    """One check: ids of mutations that it caught and missed, and of what alarmed it falsely."""

    killed: list[str] = field(default_factory=list)
    survived: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)


def record(
    id: str, check: str, expected: str, changed: Mapping[str, str], also: Mapping[str, str]
) -> dict[str, Any]:
    """What one night with one fault (or trap, ``check`` "") says, as plain values."""
    unexpected = sorted(c for c, o in changed.items() if c != check and also.get(c) != o)
    return {
        "id": id,
        "check": check,
        "killed": changed.get(check) == expected,
        "alarms": unexpected,
    }


def tally(records: Iterable[Mapping[str, Any]], known: Iterable[str]) -> dict[str, Kill]:
    """Check → what became of its mutations; every known check has a row."""
    found = {check: Kill() for check in known}
    for each in records:
        if each["check"]:
            own = found.setdefault(each["check"], Kill())
            (own.killed if each["killed"] else own.survived).append(each["id"])
        for alarmed in each["alarms"]:
            found.setdefault(alarmed, Kill()).false_alarms.append(each["id"])
    return found


def sound(found: Mapping[str, Kill]) -> bool:
    """Whether every mutation was killed, nothing alarmed falsely, and every check has one."""
    return all(k.killed and not k.survived and not k.false_alarms for k in found.values())


def table(found: Mapping[str, Kill]) -> Table:
    """One row a check, the counts at the end."""
    drawn = Table("check", "killed", "survived", "false alarms", "which", show_footer=True)
    for name, kill in found.items():
        which = ", ".join((*kill.survived, *kill.false_alarms)) or (
            "" if kill.killed else "no mutation"
        )
        counts = map(len, (kill.killed, kill.survived, kill.false_alarms))
        drawn.add_row(name, *map(str, counts), which)
    for column, lists in zip(
        drawn.columns[1:4],
        zip(*((k.killed, k.survived, k.false_alarms) for k in found.values()), strict=True),
        strict=True,
    ):
        column.footer = str(sum(map(len, lists)))
    drawn.columns[0].footer = f"{len(found)} checks"
    return drawn


class _Collector:
    """A pytest plugin that keeps the records of the tests."""

    def __init__(self) -> None:
        self.records: list[Mapping[str, Any]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the record of a test that ran."""
        if report.when == "call":
            self.records += [value for name, value in report.user_properties if name == PROPERTY]


def main() -> int:
    """Run the nights and print the table; 0 when all were killed, none false, none missing."""
    os.environ[ALONE] = "1"
    collector = _Collector()
    words = ["tests/test_mutations.py", "-q", "--no-header", *sys.argv[1:]]
    code = pytest.main(words, plugins=[collector])
    known = [check.id for check in load() if not check.id.startswith("attest.")]
    found = tally(collector.records, known)
    Console(width=None if sys.stdout.isatty() else 140).print(table(found))
    return int(code) or int(not sound(found))


if __name__ == "__main__":
    sys.exit(main())
