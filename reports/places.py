"""Where each page of a report lies, as a path from the folder of its run.

A finding's page is named by its citation number, so that a link to it never changes.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

#: Longest name kept as it is, in characters: 255 bytes are what file systems take.
_LONGEST: Final = 60
_ODD: Final = re.compile(r"[^\w-]")

INDEX: Final = "index.html"
FINDINGS: Final = "findings/index"
COLUMNS: Final = "columns/index"
RUNS: Final = "runs/index"
UNDECIDED: Final = "undecided"
DEADLINES: Final = "deadlines"
COVERAGE: Final = "coverage"
METHOD: Final = "method.html"
CATALOGUE: Final = "catalogue.html"
STYLE: Final = "style.css"
SCRIPT: Final = "report.js"
DATA: Final = "report.json"

#: Folders that hold nothing but pages of the report.
FOLDERS: Final = ("clauses", "columns", "findings", "offices", "runs")


def finding(citation: str, fingerprint: str) -> str:
    """The page of a finding; one that has no number yet is named by its fingerprint."""
    return f"findings/{_name(citation) if citation else f'f-{fingerprint}'}.html"


def clause(key: str) -> str:
    """The stem of a clause's page."""
    return f"clauses/{_name(key)}"


def office(number: int) -> str:
    """The stem of an office's page; offices are counted from 1 in the order of the plan."""
    return f"offices/{number:02d}"


def column(number: int) -> str:
    """The stem of a column's page; columns are counted from 1."""
    return f"columns/{number:03d}"


def _name(words: str) -> str:
    """A file name that every system takes; the words themselves when they are one already."""
    safe = _ODD.sub("_", words)[:_LONGEST]
    if safe == words:
        return words
    return f"{safe}-{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
