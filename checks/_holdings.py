"""What several topics ask of publications: their tables, their dates, what is surely absent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks._grids import Attributes, Grid, grid_of
from checks._items import turned
from checks._publications import Publication
from checks._statements import stated
from store.errors import MissingRegister, Unseen
from store.facts import Table
from store.judgements import Evidence
from store.snapshot import Capture, Register, Snapshot
from store.vocabulary import Fetch


@dataclass(frozen=True)
class Held:
    """A table read by its header, and the page or file in which it stands.

    ``sure`` False: cells were guessed from positions on a PDF page.
    """

    grid: Grid
    capture: Capture
    sure: bool

    def cell(self, words: str, line: int = 0) -> Evidence:
        """Evidence quoting a line of the table; the header without one."""
        place = self.grid.table.place or "表格"
        return self.capture.evidence("cell", words, f"{place}第{line}行" if line else place)

    @property
    def head(self) -> Evidence:
        """Evidence quoting the header."""
        return self.cell(self.grid.header)


def held(
    publication: Publication, attributes: Attributes, enough: int, must: tuple[str, ...]
) -> Iterator[Held]:
    """The tables of a publication that have the attributes, upright or turned."""
    for table, capture, sure in _tables(publication):
        grid = grid_of(table, attributes, enough, must) or grid_of(
            turned(table), attributes, enough, must
        )
        if grid is not None:
            yield Held(grid, capture, sure)


def _tables(publication: Publication) -> Iterator[tuple[Table, Capture, bool]]:
    if publication.page is not None:
        yield from ((t, publication.page.capture, True) for t in publication.page.facts.tables)
    for document in publication.documents:
        sure = document.facts.kind != "pdf"
        yield from ((t, document.capture, sure) for t in document.facts.tables if not t.hidden)


def date_evidence(snapshot: Snapshot, publication: Publication) -> Evidence:
    """The publication date where it is printed, on the page or in the list; else the title."""
    page = publication.page
    if page is not None and page.published is not None:
        return page.quote(page.published.quote, "发布日期")
    for column in snapshot.columns if publication.listed else ():
        for item in column.items:
            if item.url == publication.url and item.listed is not None:
                listing = snapshot.capture(item.list_url)
                return listing.evidence("list-row", f"{item.title} {item.listed.quote}", "列表")
    return publication.quote(publication.title, "标题")


def public_since(snapshot: Snapshot, publication: Publication) -> dt.date | None:
    """The earliest day on which it was public: as printed, or as an earlier night saw it."""
    seen = [p.as_of for p in snapshot.past(publication.url)
            if p.outcome in (Fetch.FETCHED, Fetch.UNCHANGED)]  # fmt: skip
    days = [*seen, *([publication.day] if publication.day else [])]
    return min(days, default=None)


def undoubted(publication: Publication) -> bool:
    """Whether nothing on the page speaks against its publication date."""
    return publication.page is None or not publication.page.facts.published.conflict


def absent(
    snapshot: Snapshot,
    looked_for: str,
    words: Sequence[str],
    kinds: Iterable[str] = (),
    among: Iterable[Publication] = (),
) -> Evidence:
    """Evidence that something is not on the site.

    Raises:
        Unseen: a column of the kinds was not read whole, a publication among which it may stand
            was not read, or ``Snapshot.absence`` says so.
    """
    for kind in kinds:
        for column in snapshot.columns_of(kind):
            if not column.complete:
                why = column.note or "有列表页未取得"
                raise Unseen(f"栏目“{column.name}”没有完整取得（{why}），不能断定没有{looked_for}")
    for publication in among:
        publication.refuse_unread()
    return snapshot.absence(looked_for, words)


def rows_of(
    snapshot: Snapshot, name: str, *items: str
) -> tuple[Register, Sequence[Mapping[str, Any]]]:
    """A register with its rows; none only when a signed statement on an item says so.

    Raises:
        MissingRegister: it is not there, or is empty without a statement.
    """
    register = snapshot.register(name)
    if not register.rows and not stated(snapshot, *items):
        raise MissingRegister(
            name, f"台账 {register.file} 是空的，须由签字的声明（人工确认）说明本期没有应登记的事项"
        )
    return register, register.rows


def is_seen(publication: Publication) -> bool:
    """Whether something of it was read; a title alone proves no publication."""
    return publication.page is not None or bool(publication.documents)


def list_pages(snapshot: Snapshot) -> frozenset[str]:
    """The pages of columns: they list what is published and are no publications themselves."""
    return frozenset(url for column in snapshot.columns for url in (column.url, *column.pages))


def refuse_blind(snapshot: Snapshot) -> None:
    """Raises Unseen when nothing of the night can be judged."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
