"""Fixtures of all tests."""

from __future__ import annotations

import pytest

from tests.databases import database_url, engine, postgresql_server, postgresql_url

__all__ = ["database_url", "engine", "postgresql_server", "postgresql_url"]


#: Files whose tests take longest, each a whole night; they are shared out among two workers.
_SHARED_OUT = frozenset({"test_mutations.py"})


@pytest.hookimpl(tryfirst=True)  # before the groups become part of the tests' names
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one worker (their fixtures are costly), but for the longest."""
    for number, item in enumerate(items):
        half = f" {number % 2}" if item.path.name in _SHARED_OUT else ""
        item.add_marker(pytest.mark.xdist_group(f"{item.path.relative_to(item.config.rootpath)}{half}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the lines that tests noted under "table", in one table at the end of the run."""
    lines = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "table" and getattr(report, "when", "") == "call"
    ]
    if lines:
        terminalreporter.section("mutations and traps of the sample portal")
        for line in sorted(lines):
            terminalreporter.write_line(line)
