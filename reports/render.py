"""The HTML report: a small site of plain files that opens from a USB stick and prints on A4."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from reports import files, json_report, places
from reports.book import compose
from reports.environment import environment_of
from reports.pages import cover, pages
from store.results import Results


def write_report(results: Results, folder: Path) -> Path:
    """Write report.json and all pages; returns the path of index.html.

    The folder is new, a draft until the run is sealed: nothing in a report may depend on its
    name. The same results give the same bytes. index.html is written last, so a reader never
    opens a report whose other files are not there yet.

    Raises:
        OSError: the folder cannot be written.
    """
    book = compose(results)
    folder.mkdir(parents=True, exist_ok=True)
    hashed = hashlib.sha256()
    document = json_report.encode(json_report.report(book))
    files.write(folder / places.DATA, _hashing(document, hashed))
    environment = environment_of(book, f"sha256:{hashed.hexdigest()}")
    files.write_all(folder, pages(book, environment))
    name, content = cover(book, environment)
    files.write(folder / name, content)
    return folder / name


def _hashing(pieces: Iterable[bytes], hashed: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        hashed.update(piece)
        yield piece
