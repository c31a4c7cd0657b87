"""From pages to addresses."""

from __future__ import annotations

import pytest

from crawler.attempts import Attempt
from crawler.gists import gist_of
from crawler.links import LinkFollower
from crawler.outcomes import Ending, ending_of
from crawler.scope import MAX_HOPS, Scope
from store.addresses import MAX_LENGTH
from store.config import Crawl, Portal
from store.facts import Link, ListItem, PageFacts, Paging
from store.frontier import Discovered
from store.vocabulary import Cause, Fetch, Place
from tests.crawler.attempts import KNOWN, PAGE, attempt

HOST = "http://h.gov.cn"


def follower(drop: frozenset[str] = frozenset()) -> LinkFollower:
    portal = Portal(name="p", start_url=f"{HOST}/", hosts=("h.gov.cn",))
    return LinkFollower(Scope(portal, Crawl(max_depth=4)), drop)


def follow(made: Attempt, facts: PageFacts | None = None) -> tuple[Ending, list[Discovered]]:
    found: list[Discovered] = []
    gist = gist_of(facts) if facts else None
    quality = facts.quality if facts else ""
    ending = follower().follow(made, gist, ending_of(made, quality), found)
    return ending, found


def urls_of(facts: PageFacts) -> list[str]:
    return [each.url for each in follow(attempt(), facts)[1]]


def test_links_become_addresses_a_level_deeper() -> None:
    facts = PageFacts(links=(Link("b.html", "预算", Place.NAV), Link("/c", "决算", Place.LIST)))
    ending, found = follow(attempt(), facts)
    assert ending.outcome is Fetch.FETCHED
    assert found == [
        Discovered(f"{HOST}/zwgk/b.html", 4, 0, 7, "预算", Place.NAV),
        Discovered(f"{HOST}/c", 4, 0, 7, "决算", Place.LIST),
    ]


def test_paging_keeps_its_depth_even_when_a_link_says_the_same() -> None:
    facts = PageFacts(
        links=(Link("index_1.html", "下一页", Place.BODY),), paging=Paging(("index_1.html",))
    )
    assert [(each.depth, each.place) for each in follow(attempt(), facts)[1]] == [(3, Place.PAGER)]


def test_items_and_soft_refreshes_are_followed() -> None:
    facts = PageFacts(items=(ListItem("/i", "条目"),), refresh="/slow")
    found = follow(attempt(), facts)[1]
    assert [(each.url, each.depth, each.place) for each in found] == [
        (f"{HOST}/i", 4, Place.LIST),
        (f"{HOST}/slow", 3, Place.FRAME),
    ]


@pytest.mark.parametrize(
    "href", ["http://other.cn/", "/a.jpg", "javascript:;", "mailto:a@b", "#top", "ftp://h.gov.cn/"]
)
def test_what_is_no_page_of_the_site_is_not_kept(href: str) -> None:
    expected = [PAGE] if href == "#top" else []
    assert urls_of(PageFacts(links=(Link(href),))) == expected


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("/base/", f"{HOST}/base/b"),
        ("http://h.gov.cn/x/y.html", f"{HOST}/x/b"),
        ("javascript:", f"{HOST}/zwgk/b"),
        ("", f"{HOST}/zwgk/b"),
    ],
)
def test_the_base_of_a_page_counts(base: str, expected: str) -> None:
    assert urls_of(PageFacts(base_href=base, links=(Link("b"),))) == [expected]


def test_queries_are_written_in_the_encoding_of_the_page() -> None:
    facts = PageFacts(encoding="gbk", links=(Link("/s?q=中"),))
    assert urls_of(facts) == [f"{HOST}/s?q=%D6%D0"]


def test_an_address_is_offered_once() -> None:
    reader, found = follower(), list[Discovered]()
    facts = PageFacts(links=(Link("/x"), Link("/x#a"), Link("http://H.gov.cn:80/x")))
    for _ in range(2):
        reader.follow(attempt(), gist_of(facts), Ending(Fetch.FETCHED), found)
    assert [each.url for each in found] == [f"{HOST}/x"]


def test_what_is_too_deep_is_kept_with_its_cause() -> None:
    found = follow(attempt(depth=4), PageFacts(links=(Link("/x"),)))[1]
    assert [(each.depth, each.cause) for each in found] == [(5, Cause.DEPTH)]


def test_an_address_too_long_is_kept_short_enough_to_store() -> None:
    found = follow(attempt(), PageFacts(links=(Link("/" + "x" * 50_000),)))[1]
    assert [(len(each.url), each.cause) for each in found] == [(MAX_LENGTH + 1, Cause.INVALID)]


def test_operators_session_parameters_are_dropped() -> None:
    found: list[Discovered] = []
    reader = follower(frozenset({"token"}))
    gist = gist_of(PageFacts(links=(Link("/x?token=1"),)))
    reader.follow(attempt(), gist, Ending(Fetch.FETCHED), found)
    assert found[0].url == f"{HOST}/x"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/b.html", f"{HOST}/b.html"),
        ("b.html", f"{HOST}/zwgk/b.html"),
        ("https://h.gov.cn/zwgk/a.html", "https://h.gov.cn/zwgk/a.html"),
        ("//h.gov.cn/x", f"{HOST}/x"),
        ("/公开".encode().decode("latin-1"), f"{HOST}/%E5%85%AC%E5%BC%80"),
        ("/公开".encode("gbk").decode("latin-1"), f"{HOST}/%B9%AB%BF%AA"),
        ("/x;jsessionid=1", f"{HOST}/x"),
    ],
)
def test_redirects_lead_on(location: str, expected: str) -> None:
    ending, found = follow(attempt(302, ("Location", location)))
    assert (ending.outcome, ending.redirect_to) == (Fetch.REDIRECTED, expected)
    assert [(each.url, each.depth, each.hops, each.place) for each in found] == [
        (expected, 3, 1, Place.HEADER)
    ]


def test_a_redirect_off_the_site_is_noted_and_not_followed() -> None:
    ending, found = follow(attempt(301, ("Location", "http://login.cn/")))
    assert (ending.outcome, ending.redirect_to) == (Fetch.REDIRECTED, "http://login.cn/")
    assert found == []


@pytest.mark.parametrize(
    ("location", "hops", "cause"),
    [
        (PAGE, 0, Cause.HOPS),
        ("#again", 0, Cause.HOPS),
        ("javascript:x", 0, Cause.INVALID),
        ("http://", 0, Cause.HOPS),
        ("http://[", 0, Cause.INVALID),
        ("/next", MAX_HOPS, Cause.HOPS),
    ],
)
def test_redirects_that_lead_nowhere(location: str, hops: int, cause: Cause) -> None:
    ending, found = follow(attempt(302, ("Location", location), hops=hops))
    assert (ending.outcome, ending.cause) == (Fetch.FAILED, cause)
    assert found == []


def test_a_chain_of_eleven_hops_ends_at_the_eleventh() -> None:
    reader, url, endings = follower(), f"{HOST}/0", []
    for hops in range(MAX_HOPS + 1):
        found: list[Discovered] = []
        made = attempt(302, ("Location", f"/{hops + 1}"), url=url, hops=hops)
        endings.append(reader.follow(made, None, ending_of(made, ""), found).outcome)
        url = found[0].url if found else url
    assert endings == [Fetch.REDIRECTED] * MAX_HOPS + [Fetch.FAILED]
    assert url == f"{HOST}/{MAX_HOPS}"


def test_a_page_that_only_redirects_is_a_redirect() -> None:
    ending, found = follow(attempt(), PageFacts(quality="redirect", refresh="/index.html"))
    assert (ending.outcome, ending.redirect_to) == (Fetch.REDIRECTED, f"{HOST}/index.html")
    assert [each.hops for each in found] == [1]


@pytest.mark.parametrize("status", [404, 412, 500])
def test_error_pages_lead_nowhere(status: int) -> None:
    assert follow(attempt(status), PageFacts(links=(Link("/x"),)))[1] == []


def test_an_unchanged_page_leads_on_as_before() -> None:
    ending, found = follow(attempt(304, known=KNOWN), PageFacts(links=(Link("/x"),)))
    assert ending.outcome is Fetch.UNCHANGED
    assert [each.url for each in found] == [f"{HOST}/x"]
