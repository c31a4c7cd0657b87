"""Rows of the requirements that nothing covers, each with the reason: ``not_automated.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from store.results import Unchecked

_FILE: Final = Path(__file__).with_name("not_automated.toml")


@cache
def not_automated() -> Mapping[str, Unchecked]:
    """Row id → the row, in the order of the file."""
    entries = tomllib.loads(_FILE.read_text("utf-8"))
    return {
        name: Unchecked(name, _clause(name), entry["title"], entry["reason"])
        for name, entry in entries.items()
    }


def _clause(row: str) -> str:
    """The key of a row's clause; "" for a row of all clauses (X1 …)."""
    return row.partition(".")[0] if "." in row else ""
