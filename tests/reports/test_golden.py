"""The report of a small fixed run is what it was, whatever the hour and the machine's zone."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
import time_machine

from tests.reports import golden

RENEW = "look at the difference, then: python -m tests.reports.golden"


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_the_report_is_the_golden_one(
    zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    with time_machine.travel(dt.datetime(2031, 3, 5, 6, 7, tzinfo=dt.UTC)):
        found = golden.written(tmp_path / "report")
    monkeypatch.undo()
    time.tzset()
    kept = {
        path.relative_to(golden.FOLDER).as_posix(): path.read_text("utf-8")
        for path in golden.FOLDER.rglob("*")
        if path.is_file()
    }
    assert sorted(found) == sorted(kept), RENEW
    for name, text in found.items():
        assert text.splitlines() == kept[name].splitlines(), f"{name}: {RENEW}"
