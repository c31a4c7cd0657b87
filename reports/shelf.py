"""out/index.html: every run of the portal with its report; the address that never changes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports import files, places
from reports.environment import bare_environment, source_of
from reports.paging import Row, Volume, bind
from reports.trend import chart
from store.findings import RunPoint

_STEM = "index"
_TITLE = "全部巡检"


@dataclass(frozen=True)
class Shelved:
    """One run: its state in Chinese, its report (a path from ``out``, "" when there is none)."""

    run_id: int
    as_of: dt.date
    state: str
    report: str = ""
    point: RunPoint | None = None  # None for a run that the ledger has not settled


def report_of(folder: Path, run_id: int) -> str:
    """The newest report of a run that lies in ``folder``, as a path from there; "" for none."""
    first = f"{run_id:05d}"
    names = [path.parent.name for path in folder.glob(f"{first}*/{places.INDEX}")]
    versions = {1 if name == first else int(name.removeprefix(f"{first}-v")): name
                for name in names if re.fullmatch(rf"{first}(-v\d+)?", name)}  # fmt: skip
    return f"{versions[max(versions)]}/{places.INDEX}" if versions else ""


def write_shelf(portal: str, shelved: Iterable[Shelved], folder: Path) -> Path:
    """Write index.html (and further pages of it) for runs, newest first; returns its path.

    Raises:
        OSError: the folder cannot be written.
    """
    runs = sorted(shelved, key=lambda each: -each.run_id)
    environment = bare_environment()
    macros: Any = environment.get_template("shelf_row.html").module
    rows = (Row(str(macros.shelf_row(each)), _TITLE) for each in runs)
    volume = bind(_STEM, rows, 250_000)
    newest = next((each for each in runs if each.report), None)
    trend = chart([each.point for each in reversed(runs) if each.point])
    frame = environment.get_template("shelf.html")
    folder.mkdir(parents=True, exist_ok=True)
    files.write(folder / places.STYLE, source_of(environment, "style.css").encode())
    files.write(folder / places.SCRIPT, source_of(environment, "report.js").encode())
    for number in range(len(volume.parts), 0, -1):
        page = frame.render(volume=volume, number=number, portal=portal, newest=newest,
                            chart=trend, root="", title=_TITLE)  # fmt: skip
        files.write(folder / volume.file(number), (page.rstrip() + "\n").encode())
    _remove_stale(folder, volume)
    return folder / places.INDEX


def _remove_stale(folder: Path, volume: Volume) -> None:
    for path in folder.glob(f"{_STEM}.p*.html"):
        if path.name not in volume.files:
            path.unlink()
