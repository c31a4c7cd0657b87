"""How long a report of 10,000 findings and 365 runs takes to write and to open, and its sizes.

Written by a process of its own, which is measured from start to exit; opened in the system's
Chromium from the disk, the median of five, from the navigation to the end of its load event.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from reports import write_report
from reports.shelf import Shelved, write_shelf
from store.findings import Entry
from store.judgements import Judgement
from store.results import Results
from store.vocabulary import FindingState, Outcome
from tests.reports import builders, ledgers
from tests.reports.browsing import address, chromium

FINDINGS, RUNS = 10_000, 365
_OPENED = ("00041/index.html", "00041/findings/index.html", "00041/findings/甘文旅-2018-0001.html",
           "00041/clauses/2.html", "00041/undecided.html", "00041/deadlines.html",
           "00041/runs/index.html", "index.html")  # fmt: skip


def main(arguments: list[str]) -> None:
    """``FOLDER``: write and open, as a table; ``FOLDER write``: only write."""
    folder = Path(arguments[0]) / "report"
    if len(arguments) > 1:
        _write(folder)
        return
    shutil.rmtree(folder, ignore_errors=True)
    words = [sys.executable, "-m", "tests.bench.report", arguments[0], "write"]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    print(
        f"report of {FINDINGS} findings and {RUNS} runs: written in {told['seconds']:.1f} s "
        f"({told['cpu']:.1f} s CPU), peak {told['rss']:.0f} MB, of which results {told['results']:.0f} MB"
    )
    _sizes(folder)
    _open(folder)


def _write(folder: Path) -> None:
    results = _results()
    before = resource.getrusage(resource.RUSAGE_SELF)
    begun = time.perf_counter()
    write_report(results, folder / "00041")
    points = {point.run_id: point for point in results.trend}
    write_shelf(
        results.run.portal,
        (Shelved(n, p.as_of, "已出报告", f"{n:05d}/index.html", p) for n, p in points.items()),
        folder,
    )
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - begun,
                "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
                "rss": after.ru_maxrss / 1000,
                "results": before.ru_maxrss / 1000,
            }
        )
    )


def _results() -> Results:
    """A night of many findings of the kinds that the tests have, in all states."""
    base = ledgers.results(trend=ledgers.trend(RUNS))
    kinds = builders.fails()
    judged = tuple(_numbered(kinds[n % len(kinds)], n) for n in range(FINDINGS))
    states = (FindingState.OPEN, FindingState.NEW, FindingState.OPEN, FindingState.RECTIFIED)
    entries = tuple(_entry(n, j, states[n % len(states)]) for n, j in enumerate(judged, 1))
    failed = tuple(e.judgement for e in entries if e.state is not FindingState.RECTIFIED)
    return dataclasses.replace(
        base, judgements=(*failed, *builders.others()), findings=(), ledger=entries,
        observations=(),
    )  # fmt: skip


def _numbered(judgement: Judgement, number: int) -> Judgement:
    card = judgement.check
    return builders.judge(
        card, Outcome.FAIL, f"{judgement.message}（第 {number} 处）",
        *(builders.seen(f"/jyta/{number}.html", each.quote) for each in judgement.evidence),
        subject=f"{judgement.subject}/{number}", title=judgement.subject_title,
    )  # fmt: skip


def _entry(number: int, judgement: Judgement, state: FindingState) -> Entry:
    made = ledgers.entry(number, judgement, 41 if state is FindingState.NEW else 20 + number % 20)
    due = ledgers.DAY + dt.timedelta(days=number % 60 - 20)
    return dataclasses.replace(made, state=state, due=due, overdue_days=max(0, 20 - number % 60))


def _sizes(folder: Path) -> None:
    pages = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".json"]
    largest = max(pages, key=lambda path: path.stat().st_size)
    whole = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(
        f"{len(pages)} files to open, {whole / 1e6:.0f} MB in all; largest "
        f"{largest.relative_to(folder)} {largest.stat().st_size / 1000:.0f} kB; index of the run "
        f"{_kilobytes(folder / '00041/index.html')} kB, of all runs "
        f"{_kilobytes(folder / 'index.html')} kB; report.json (for machines) "
        f"{_kilobytes(folder / '00041/report.json')} kB"
    )


def _kilobytes(path: Path) -> str:
    return f"{path.stat().st_size / 1000:.0f}"


def _open(folder: Path) -> None:
    print("| opened in Chromium | kB | ms |\n|---|---|---|")
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        for name in _OPENED:
            taken = []
            for _ in range(5):
                begun = time.perf_counter()
                page.goto(address(folder / name), wait_until="load")
                taken.append(1000 * (time.perf_counter() - begun))
            print(f"| {name} | {_kilobytes(folder / name)} | {statistics.median(taken):.0f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
