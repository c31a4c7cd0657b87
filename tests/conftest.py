"""Fixtures of all tests."""

from __future__ import annotations

import pytest

from tests.databases import database_url, engine, postgresql_server, postgresql_url

__all__ = ["database_url", "engine", "postgresql_server", "postgresql_url"]


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
