"""A small fixed run and the report that it must give; ``python -m tests.reports.golden`` renews it.

The golden files are the whole site but the style sheet, the script and the catalogue, which has
tests of its own.
"""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

from reports import write_report
from store.results import Results
from tests.reports import builders, ledgers

FOLDER = Path(__file__).with_name("golden")
_LEFT_OUT = ("style.css", "report.js", "catalogue.html")
_CLAUSES, _CITED = ("2", "7"), ("甘文旅-2018-0005", "甘文旅-2018-0006", "甘文旅-2018-0011")


def results() -> Results:
    """Two clauses, three findings (one stands, one is waived, one was rectified), three runs."""
    base = ledgers.results()
    return dataclasses.replace(
        base,
        plan=dataclasses.replace(
            base.plan, clauses=tuple(c for c in base.plan.clauses if c.key in _CLAUSES)
        ),
        cards=tuple(card for card in base.cards if card.clause in _CLAUSES),
        judgements=tuple(
            j for j in base.judgements
            if j.clause in _CLAUSES and j.subject not in ("", "省政协第0178号")
        ),
        findings=tuple(f for f in base.findings if f.citation in _CITED),
        ledger=tuple(entry for entry in base.ledger if entry.citation in _CITED),
        observations=(),
        trend=ledgers.trend(3),
        columns=base.columns[2:],
        registers=(("proposals", "registers/proposals.xlsx", builders.digest("x"), 16),),
    )  # fmt: skip


def written(folder: Path) -> dict[str, str]:
    """The report drawn into a folder: path → text, without what is left out."""
    write_report(results(), folder)
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in _LEFT_OUT
    }


def main() -> None:
    """Renew the golden files."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    written(FOLDER)
    for name in _LEFT_OUT:
        (FOLDER / name).unlink()


if __name__ == "__main__":
    main()
