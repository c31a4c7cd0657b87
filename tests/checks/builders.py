"""The builders of small nights, as tests name them: they live with the self-test of the checks."""

from __future__ import annotations

from checks.selftest._build import (
    AS_OF,
    HOME,
    at,
    attachment,
    column,
    day,
    page,
    probe,
    register,
    run,
    snapshot,
    table,
)

__all__ = [
    "AS_OF",
    "HOME",
    "at",
    "attachment",
    "column",
    "day",
    "page",
    "probe",
    "register",
    "run",
    "snapshot",
    "table",
]
