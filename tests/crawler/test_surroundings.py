"""Which pages stand for a site when the links that leave it are collected."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.scope import Scope
from crawler.surroundings import MOST_PAGES, outgoing
from store.config import Crawl, Portal
from store.facts import Facts
from tests.checks.builders import HOME, attachment, page, snapshot

SCOPE = Scope(Portal(name="x", start_url=HOME, hosts=(urlsplit(HOME).netloc,)), Crawl())
LINK = "http://other.example.org/"


def test_the_pages_looked_at_are_spread_over_the_whole_site() -> None:
    count = 10 * MOST_PAGES
    pages: dict[str, Facts] = {
        f"/{n}.html": page(links=[(f"{LINK}{n}", "x")]) for n in range(count)
    }
    found = [int(link.target.removeprefix(LINK)) for link in outgoing(snapshot(pages), SCOPE)]
    assert found == list(range(0, count, 10))


def test_in_place_of_what_is_no_page_stands_the_next_that_is_one() -> None:
    pages: dict[str, Facts] = {}
    for n in range(2 * MOST_PAGES):
        login = page(quality="login", links=[(f"{LINK}{n}", "x")])
        pages[f"/{n}.html"] = page(links=[(f"{LINK}{n}", "x")]) if n % 2 else login
        pages[f"/{n}.pdf"] = attachment(["x"])
    found = [int(link.target.removeprefix(LINK)) for link in outgoing(snapshot(pages), SCOPE)]
    assert found == list(range(1, 2 * MOST_PAGES, 2))


def test_a_link_of_the_home_page_comes_first() -> None:
    pages: dict[str, Facts] = {
        "/1.html": page(links=[(f"{LINK}page", "x")]),
        "/": page(links=[(f"{LINK}home", "x")]),
    }
    assert [link.on_home for link in outgoing(snapshot(pages), SCOPE)] == [True, False]
