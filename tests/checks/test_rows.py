"""Every row of the requirements is accounted for once: a check, an attestation item, a reason."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from checks._catalogue import load
from checks._rows import not_automated

SHARED = Path(os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[3] / "shared"))
REQUIREMENTS = SHARED / "plan" / "requirements.md"
_ROW = re.compile(r"^\| (\d{1,2}[ab]?\.\d{1,2}|X\d{1,2})[ |]", re.M)


@pytest.fixture(scope="module")
def rows() -> list[str]:
    if not REQUIREMENTS.is_file():
        pytest.skip(f"{REQUIREMENTS} is not there")
    return _ROW.findall(REQUIREMENTS.read_text("utf-8"))


def test_the_requirements_have_rows(rows: list[str]) -> None:
    assert len(rows) == len(set(rows)) > 150
    assert {"1.1", "22b.3", "26.2", "X1", "X17"} <= set(rows)


def test_every_row_is_accounted_for_by_id(rows: list[str]) -> None:
    covered = {row for check in load() for row in check.rows}
    left = set(not_automated())
    assert sorted(set(rows) - covered - left) == [], "neither a check nor a reason"
    assert sorted((covered | left) - set(rows)) == [], "no such row"
    assert sorted(covered & left) == [], "checked, and yet listed in not_automated.toml"


def test_every_reason_is_said() -> None:
    assert all(row.title and row.reason for row in not_automated().values())
