"""Fixtures of all tests."""

from __future__ import annotations

import os

import pytest

from tests.databases import database_url, engine, postgresql_server, postgresql_url

__all__ = ["database_url", "engine", "postgresql_server", "postgresql_url"]

#: Bytes of a parameter that are shown in the name of a test.
LONGEST_NAME = 60


@pytest.hookimpl(tryfirst=True)  # before the groups become part of the tests' names
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one worker, for their fixtures are costly; nights go first.

    So no worker is left alone with a whole night when the others have ended.
    """
    items.sort(key=lambda item: not _is_costly(item))
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            name = str(item.path.relative_to(item.config.rootpath))
            item.add_marker(pytest.mark.xdist_group(name))


def pytest_xdist_auto_num_workers() -> int:
    """One more than processors: the laboratory and the tests of time limits mostly wait."""
    return (os.cpu_count() or 1) + 1


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bodies are no names of tests: those of PDF files differ from worker to worker."""
    return argname if isinstance(val, bytes) and len(val) > LONGEST_NAME else None


def _is_costly(item: pytest.Item) -> bool:
    """Whether it lies with the whole nights, right under tests/, or with the laboratory."""
    folder = item.path.parent.relative_to(item.config.rootpath)
    return folder.as_posix() in ("tests", "tests/lab")


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
