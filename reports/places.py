"""Where each page of a report lies, as a path from the folder of its run.

A finding's page is named by its citation number, so that a link to it never changes.
"""

from __future__ import annotations

from typing import Final

from store.seal_files import file_name_of, page_name

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


def finding(citation: str, fingerprint: str) -> str:
    """The page of a finding; one that has no number yet is named by its fingerprint."""
    return page_name(citation or f"f-{fingerprint}")


def clause(key: str) -> str:
    """The stem of a clause's page."""
    return f"clauses/{file_name_of(key)}"


def office(number: int) -> str:
    """The stem of an office's page; offices are counted from 1 in the order of the plan."""
    return f"offices/{number:02d}"


def column(number: int) -> str:
    """The stem of a column's page; columns are counted from 1."""
    return f"columns/{number:03d}"
