"""Fixtures of all tests."""

from __future__ import annotations

import pytest

from tests.databases import database_url, engine, postgresql_server, postgresql_url

__all__ = ["database_url", "engine", "postgresql_server", "postgresql_url"]


@pytest.hookimpl(tryfirst=True)  # before the groups become part of the tests' names
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one worker, for their fixtures are costly."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            name = str(item.path.relative_to(item.config.rootpath))
            item.add_marker(pytest.mark.xdist_group(name))


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
