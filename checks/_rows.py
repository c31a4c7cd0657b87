"""Rows of the requirements that nothing covers, each with the reason: ``not_automated.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("not_automated.toml")


@dataclass(frozen=True)
class Row:
    """A row without a check: its id in the requirements, what it asks for and why it has none."""

    id: str
    title: str
    reason: str

    @property
    def clause(self) -> str:
        """The key of its clause; "" for a row of all clauses (X1 …)."""
        return self.id.partition(".")[0] if "." in self.id else ""


@cache
def not_automated() -> Mapping[str, Row]:
    """Row id → the row, in the order of the file."""
    entries = tomllib.loads(_FILE.read_text("utf-8"))
    return {name: Row(name, entry["title"], entry["reason"]) for name, entry in entries.items()}
