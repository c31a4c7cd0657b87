"""Lost pages answered with the home page, lost files answered with a page, home pages of frames."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from store.errors import Unseen
from store.facts import Facts, Link, PageFacts
from store.lost import promises_file
from store.records import Capture, Run
from store.snapshot import Snapshot
from store.vocabulary import Fetch, Place

HOME = "http://wht.example.gov.cn/"
MENU = tuple(Link(f"/col{n}/", f"栏目{n}", Place.NAV) for n in range(9))
START = PageFacts(head_title="某省文化厅", links=MENU)


def site(pages: Mapping[str, Facts], redirects: Mapping[str, str] | None = None) -> Snapshot:
    moved = {HOME + path: HOME + to for path, to in (redirects or {}).items()}
    found = {HOME + path: facts for path, facts in pages.items()}
    captures = [
        Capture(n, url, Fetch.FETCHED, status=200, media="text/html", digest=str(id(facts)))
        for n, (url, facts) in enumerate(found.items(), 1)
    ]
    captures += [
        Capture(100 + n, url, Fetch.REDIRECTED, status=302, redirect_to=to)
        for n, (url, to) in enumerate(moved.items())
    ]
    instant = dt.datetime(2018, 12, 20, tzinfo=dt.UTC)
    run = Run(1, "某省文化厅", HOME, dt.date(2018, 12, 20), instant, 2018)
    return Snapshot(run, captures, lambda capture: found.get(capture.url))


@pytest.mark.parametrize(
    "portal",
    [
        site({"": START, "info/12.htm": START}),
        site({"": START}, {"info/12.htm": ""}),
        # a counter on the page changes its bytes
        site({"": START, "info/12.htm": PageFacts(head_title="某省文化厅", links=MENU, text="8")}),
    ],
    ids=["same body", "redirect", "same page"],
)
def test_a_page_that_is_the_home_page_instead_was_not_seen(portal: Snapshot) -> None:
    with pytest.raises(Unseen, match="首页"):
        portal.page(f"{HOME}info/12.htm")


def test_the_home_page_in_another_spelling_and_other_pages_are_seen() -> None:
    other = PageFacts(head_title="某省文化厅", links=(*MENU, Link("/x.htm", "一件事")))
    portal = site({"": START, "index.html": START, "info/12.htm": other})
    assert portal.page(f"{HOME}index.html").facts == START
    assert portal.page(f"{HOME}info/12.htm").facts == other


def test_a_home_page_of_frames_is_what_stands_in_them() -> None:
    frames = tuple(Link(name, "", Place.FRAME) for name in ("top.asp", "main.asp"))
    shell = PageFacts(head_title="某省文化厅", links=frames, quality="frameset")
    top = PageFacts(links=(Link("list.asp?id=3", "公益事业", Place.NAV),))
    portal = site({"": shell, "top.asp": top, "main.asp": PageFacts(text="欢迎")})
    assert portal.home.url == HOME
    assert portal.home.facts.text.strip() == "欢迎"
    assert [portal.home.resolve(x.href) for x in portal.home.facts.links] == [
        f"{HOME}list.asp?id=3"
    ]


def test_a_home_page_whose_frame_was_not_seen_is_unseen() -> None:
    frames = (Link("top.asp", "", Place.FRAME),)
    with pytest.raises(Unseen):
        _ = site({"": PageFacts(links=frames, quality="frameset")}).home


@pytest.mark.parametrize(
    ("href", "text", "status", "promised"),
    [
        ("/system/_content/download.jsp?wbfileid=8", "决算", 200, True),
        ("/x/a.doc", "决算", 200, True),
        ("/x/?id=3", "2018年部门决算.pdf", 200, True),
        ("/x/?id=3", "附件:决算表", 404, True),
        ("/x/?id=3", "附件:决算表", 200, False),
        ("/download.htm", "下载中心", 200, False),
        ("/info/12.htm", "一件事", 404, False),
    ],
)
def test_a_link_that_promises_a_file(href: str, text: str, status: int, promised: bool) -> None:
    target = Capture(1, HOME + href.lstrip("/"), Fetch.FETCHED, status=status, media="text/html")
    assert promises_file(Link(href, text), target) is promised
