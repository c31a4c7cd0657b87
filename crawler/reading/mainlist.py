"""The list a page is there for: rows of the page, else what its scripts keep as data."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reading.listdates import list_date
from crawler.reading.lists import groups_of, items_of, row_blocks
from crawler.reading.outline import Outline
from crawler.reading.records import Records
from crawler.reading.scripts import data_in, records_in, rows_in
from crawler.reading.walk import outline
from store.facts import Link, ListItem
from store.vocabulary import Place


@dataclass(frozen=True)
class MainList:
    """Entries, the blocks that rows cover, links that only scripts have, and the data's counts."""

    items: tuple[ListItem, ...]
    rows: set[int]
    links: tuple[Link, ...] = ()
    data: Records = Records()  # noqa: RUF009 - frozen


def main_list(out: Outline) -> MainList:
    """The main list: rows of the page, else those that its scripts keep."""
    groups = groups_of(out)
    items, rows = items_of(groups), row_blocks(groups)
    records = records_in(out.scripts)
    if records is not None:
        inner = outline(records)
        kept = items_of(groups_of(inner))
        return MainList(kept or items, rows, _links(kept))
    shown = sum(item.listed is not None for item in items)
    data = data_in(out.scripts)
    if data.dated > shown:
        return MainList(data.items, rows, _links(data.items), data)
    kept = tuple(
        ListItem(href, title, list_date(day, href)) for href, title, day in rows_in(out.scripts)
    )
    if not kept or len(kept) <= shown:
        return MainList(items, rows)
    dated = any(item.listed for item in kept)
    return MainList(kept if dated or not items else items, rows, _links(kept))


def _links(items: tuple[ListItem, ...]) -> tuple[Link, ...]:
    return tuple(Link(item.href, item.title, Place.LIST) for item in items if item.href)
