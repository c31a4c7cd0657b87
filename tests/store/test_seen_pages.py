"""What pages are to the checks beyond their own body: days told in lists, what frames say."""

from __future__ import annotations

import datetime as dt

import pytest

from store.errors import Unseen
from store.facts import Identity, Link, ListItem, PageFacts
from store.records import Capture, Run
from store.snapshot import Snapshot
from store.vocabulary import Fetch, Place

HOME = "http://wht.example.gov.cn/"
SENT = dt.datetime(2018, 6, 29, 17, 30, tzinfo=dt.UTC)  # 30 June, 01:30 in Shanghai
RUN = Run(1, "某省文化厅", HOME, SENT.date(), SENT, 2018)


def portal(outcome: Fetch = Fetch.FETCHED, **pages: PageFacts) -> Snapshot:
    held = {HOME if name == "home" else f"{HOME}{name}.html": pages[name] for name in pages}
    captures = [
        Capture(n, url, outcome, status=200, media="text/html", fetched_at=SENT)
        for n, url in enumerate(held, 1)
    ]
    return Snapshot(RUN, captures, lambda capture: held.get(capture.url))


def framing(*hrefs: str, **facts: object) -> PageFacts:
    links = (Link("/xw/1.html", "要闻"), *(Link(href, "", Place.FRAME) for href in hrefs))
    return PageFacts(head_title="某省文化厅", text="要闻" * 50, links=links, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("outcome", "day"), [(Fetch.FETCHED, "2018-06-29"), (Fetch.UNCHANGED, "")])
def test_days_of_a_list_are_told_from_the_capture_of_this_night_alone(
    outcome: Fetch, day: str
) -> None:
    items = (ListItem("/1.html", "某项通知", ago="昨天 8:05"), ListItem("/2.html", "另一通知"))
    site = portal(outcome, home=PageFacts(head_title="某省文化厅", items=items, text="要闻" * 50))
    first, second = site.home.facts.items
    assert (first.listed.day.isoformat() if first.listed else "") == day
    assert first.listed is None or (first.listed.quote, first.listed.time) == ("昨天 8:05", "08:05")
    assert second.listed is None


def test_what_a_frame_says_of_the_site_the_home_page_says() -> None:
    own = Identity(organizer="某省文化厅")
    foot = PageFacts(text="网站标识码", identity=Identity(site_code="6200000042", organizer="别人"))
    site = portal(home=framing("/foot.html", "/gone.html", identity=own), foot=foot)
    assert site.home.facts.identity == Identity(site_code="6200000042", organizer="某省文化厅")
    assert site.page(HOME).facts.identity == own  # evidence of the body itself stays what it says


def test_a_frameset_says_what_any_of_its_frames_says() -> None:
    shell = framing("/top.html", "/foot.html", quality="frameset")
    top = PageFacts(
        text="首页", identity=Identity(organizer="某省文化厅"), links=(Link("/a.html"),)
    )
    foot = PageFacts(text="页脚", identity=Identity(icp="陇ICP备15001598号"))
    found = portal(home=shell, top=top, foot=foot).home.facts
    assert found.identity == Identity(organizer="某省文化厅", icp="陇ICP备15001598号")
    assert [link.href for link in found.links] == [f"{HOME}a.html"]
    with pytest.raises(Unseen):
        _ = portal(home=shell, top=top).home
