"""The HTML report: a small site of plain files that opens from a USB stick and prints on A4."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from reports import files, json_report, places
from reports.book import compose
from reports.environment import environment_of
from reports.pages import pages
from store.results import Results


def write_report(results: Results, folder: Path) -> Path:
    """Write report.json and all pages; returns the path of index.html.

    The same results give the same bytes. index.html is written last, so a reader never opens a
    report whose other files are not there yet. Pages of an earlier rendering of the same run
    that there are no more are removed.

    Raises:
        OSError: the folder cannot be written.
    """
    book = compose(results)
    folder.mkdir(parents=True, exist_ok=True)
    hashed = hashlib.sha256()
    document = json_report.encode(json_report.report(book))
    files.write(folder / places.DATA, _hashing(document, hashed))
    environment = environment_of(book, f"sha256:{hashed.hexdigest()}")
    written = set(files.write_all(folder, pages(book, environment)))
    _remove_stale(folder, written)
    return folder / places.INDEX


def _hashing(pieces: Iterable[bytes], hashed: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        hashed.update(piece)
        yield piece


def _remove_stale(folder: Path, written: set[str]) -> None:
    """Remove pages in the report's own folders, and continued lists beside index.html."""
    own = [path for name in places.FOLDERS for path in (folder / name).glob("*.html")]
    for path in [*own, *folder.glob("*.p*.html")]:
        if path.relative_to(folder).as_posix() not in written:
            path.unlink()
