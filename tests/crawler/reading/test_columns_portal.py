"""The columns of the sample portal, from its pages as the HTML reader reads them."""

from __future__ import annotations

from functools import cache
from urllib.parse import urljoin

from crawler.reading.columns import find_columns
from crawler.reading.documents import kind_of
from crawler.reading.page import read_page
from store.facts import PageFacts
from store.snapshot import ColumnView
from tests.portal.build import build

#: Pages that only lead to sub-columns and are on no subject of the plan.
PORTALS = {"/zwgk/", "/hdjl/"}


@cache
def portal_pages() -> tuple[str, dict[str, PageFacts]]:
    portal = build()
    read = {
        urljoin(portal.start_url, path): read_page(served.body, "text/html")
        for path, served in portal.files.items()
        if kind_of(served.body) == "html"
    }
    return portal.start_url, read


def columns(*without: str) -> dict[str, ColumnView]:
    home, read = portal_pages()
    left_out = {urljoin(home, path) for path in without}
    pages = {url: facts for url, facts in read.items() if url not in left_out}
    views = find_columns(pages.items(), home, (), pages.__contains__)
    return {view.url.removeprefix(home.rstrip("/")): view for view in views}


def test_every_column_of_the_portal_is_found_under_its_name_and_whole() -> None:
    found = columns()
    written = build().content.columns.values()
    expected = {column.path: column.name for column in written if column.path not in PORTALS}
    assert {path: view.name for path, view in found.items()} == expected
    assert all(view.complete for view in found.values())
    assert all(view.items for view in found.values())


def test_declared_records_are_reached() -> None:
    declared = {path: view for path, view in columns().items() if view.expected is not None}
    assert declared
    assert all(len(view.items) == view.expected for view in declared.values())


def test_a_lost_list_page_makes_its_column_and_the_portal_above_incomplete() -> None:
    whole = columns()["/xwdt/ywdt/"]
    lost = whole.pages[-1]
    found = columns(lost)
    assert not found["/xwdt/ywdt/"].complete
    assert not found["/xwdt/"].complete
    assert found["/tzgg/"].complete
