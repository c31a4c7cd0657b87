"""Prints the accuracy; exit code 1 when a target is missed, 2 when the real ones were not measured."""

from __future__ import annotations

import logging
import sys
import warnings

from tests.accuracy import attachments
from tests.accuracy.corpus import corpus, drawn_records, index, real_pages
from tests.accuracy.pages import measure
from tests.accuracy.report import missed_targets, print_pages
from tests.gold.build import synthetic_pages


def main() -> int:
    """Measure pages and attachments, print the tables and the missed targets."""
    logging.disable(logging.CRITICAL)  # the libraries log what they do not find
    warnings.simplefilter("ignore")
    folder = corpus()
    outcome = measure([*real_pages(folder), *drawn_records(folder), *synthetic_pages()])
    print_pages(outcome)
    files = attachments.measure(folder)
    attachments.print_files(files)
    missed = [*missed_targets(outcome), *files.missed()]
    print("\nall targets met" if not missed else "\ntargets missed:")
    for sentence in missed:
        print(f"  {sentence}")
    if not index(folder):
        print(f"no corpus in {folder}: the targets of the real sets were not measured")
    return 1 if missed else 0 if index(folder) else 2


if __name__ == "__main__":
    sys.exit(main())
