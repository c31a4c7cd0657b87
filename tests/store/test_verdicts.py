"""Which captured pages checks see: the site's answer to missing pages, doubts, and what they hide."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from store.errors import Unseen
from store.facts import Link, ListItem, PageFacts, Table
from store.missing import KIND, answer_of, answers_in, as_data, lines_of
from store.records import Capture, Probe, Run
from store.snapshot import Snapshot
from store.verdicts import Standing
from store.vocabulary import FRAMED_DOUBT, Fetch, Place

HOME = "http://wht.example.gov.cn/"
AT = dt.datetime(2018, 12, 20, tzinfo=dt.UTC)
MENU = tuple(Link(f"/col{n}/", f"栏目{n}", Place.NAV) for n in range(9))
SITE = "某省文化厅"
GONE = PageFacts(
    head_title=SITE,
    title="提示信息",
    links=MENU,
    text="您要找的内容正在整理\n请稍后再来或者联系我们",
)
PROBED = f"{HOME}zwgk/gongkai-probe-1a2b.html"
START = PageFacts(head_title=SITE, links=(*MENU, Link("/a.html", "要闻")), text="要闻")


def entries(*names: str) -> tuple[ListItem, ...]:
    return tuple(ListItem(f"/a/{name}.html", name) for name in names)


def probe(facts: PageFacts = GONE, final: str = PROBED, digest: str = "sha256:1") -> Probe:
    return Probe(KIND, "wht", AT, {"answer": as_data(answer_of(PROBED, final, digest, facts))})


def portal(
    pages: dict[str, PageFacts], *probes: Probe, digests: dict[str, str] | None = None,
    places: dict[str, Place] | None = None, anchors: dict[str, str] | None = None,
) -> Snapshot:  # fmt: skip
    held = {HOME: START} | {HOME + path: facts for path, facts in pages.items()}
    captures = [
        Capture(
            n, url, Fetch.FETCHED, status=200, media="text/html",
            digest=(digests or {}).get(url.removeprefix(HOME), f"sha256:p{n}"),
            place=(places or {}).get(url.removeprefix(HOME), Place.BODY),
            anchor=(anchors or {}).get(url.removeprefix(HOME), ""),
        )
        for n, (url, facts) in enumerate(held.items(), 1)
    ]  # fmt: skip
    run = Run(1, SITE, HOME, AT.date(), AT, 2018)
    return Snapshot(run, captures, lambda capture: held.get(capture.url), probes=probes)


def standing(facts: PageFacts, *probes: Probe, path: str = "xw/12.html", digest: str = "") -> str:
    site = portal({path: facts}, *probes, digests={path: digest} if digest else None)
    return str(site.verdicts.of(site.capture(HOME + path)).standing)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"text": "您要找的内容正在整理\n请稍后再来或者联系我们 2018-12-20 10:22:31"},
        {"text": "您要找的内容正在整理 /xw/12.html\n请稍后再来或者联系我们"},
        {"text": "您要找的内容正在整理\n\n请稍后再来，或者联系我们。星期四"},
    ],
    ids=["equal", "time", "echo", "marks"],
)
def test_the_answer_to_missing_pages_is_no_page_of_the_site(changes: dict[str, str]) -> None:
    assert standing(msgspec.structs.replace(GONE, **changes), probe()) == Standing.NOT_SITE


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "您要找的内容正在整理\n请稍后再来或者联系我们\n张三任处长职务"},
        {"text": "张三任处长"},
        {"title": "关于放假的通知"},
        {"head_title": "关于放假的通知-某省文化厅"},
        {"text": ""},
        {"tables": (Table((("项目", "金额"),)),)},
        {"links": (*MENU, Link("/f/2018预算.pdf", "附件"))},
        {"items": entries("甲", "乙")},
    ],
    ids=["more text", "other text", "title", "head", "no text", "table", "file", "entries"],
)
def test_a_page_that_shares_the_design_and_says_more_is_good(changes: dict[str, object]) -> None:
    assert standing(msgspec.structs.replace(GONE, **changes), probe()) == Standing.GOOD


def test_without_a_probe_nothing_is_taken_for_missing() -> None:
    assert standing(GONE) == Standing.GOOD


def test_another_host_has_answers_of_its_own() -> None:
    far = Probe(KIND, "x", AT, {"answer": as_data(
        answer_of("http://other.gov.cn/gongkai-probe-1.html", "", "sha256:1", GONE))})  # fmt: skip
    assert standing(GONE, far) == Standing.GOOD


@pytest.mark.parametrize("quality", ["protection", "empty", "redirect"])
def test_what_stood_between_says_nothing_of_the_site(quality: str) -> None:
    assert answers_in([probe(msgspec.structs.replace(GONE, quality=quality))]) == ()
    assert answers_in([Probe(KIND, "x", AT, {"unmeasured": "没有探测"})]) == ()


def test_a_list_served_for_every_address_below_it_stays_the_list() -> None:
    listing = PageFacts(
        head_title=SITE, title="政务公开", items=entries("甲", "乙", "丙"), text="甲\n乙\n丙"
    )
    found = portal(
        {"zwgk/": listing, "zwgk/index.html": listing, "zwgk/dead.html": listing}, probe(listing)
    )
    assert found.page(f"{HOME}zwgk/").facts == listing
    assert found.page(f"{HOME}zwgk/index.html").facts == listing
    with pytest.raises(Unseen, match="不存在网址"):
        found.page(f"{HOME}zwgk/dead.html")


def test_an_empty_list_in_the_layout_of_the_error_page_keeps_its_name() -> None:
    error = PageFacts(head_title=SITE, title="列表", links=MENU, text="暂无内容")
    empty = msgspec.structs.replace(error, title="预算公开")
    assert standing(empty, probe(error)) == Standing.GOOD


def test_every_missing_page_answers_with_the_home_page() -> None:
    site = portal(
        {"xw/1.html": START, "index.html": START, "xw/2.html": GONE},
        probe(START, digest="sha256:p1"),
    )
    assert [page.url for page in site.pages()] == [HOME, f"{HOME}index.html", f"{HOME}xw/2.html"]
    with pytest.raises(Unseen, match="首页"):
        site.page(f"{HOME}xw/1.html")


def test_every_missing_page_redirects_to_a_page_that_answers_200() -> None:
    site = portal({"404.html": GONE}, probe(final=f"{HOME}404.html"))
    with pytest.raises(Unseen, match="通用页面"):
        site.page(f"{HOME}404.html")


def test_doubtful_pages_are_seen_by_those_who_ask() -> None:
    cut = PageFacts(head_title="甲", title="甲", text="半", doubts=("网页不完整,在标签中间中断",))
    site = portal({"a.html": cut})
    with pytest.raises(Unseen, match="存疑"):
        site.page(f"{HOME}a.html")
    assert site.page(f"{HOME}a.html", doubtful=True).facts == cut
    assert len(list(site.pages())) == 1
    assert len(list(site.pages(doubtful=True))) == 2
    assert [(c.url, str(v.standing)) for c, v in site.left_out()] == [(f"{HOME}a.html", "doubtful")]


def test_a_doubtful_home_page_is_still_the_home_page() -> None:
    held = msgspec.structs.replace(START, doubts=("文字编码有误,约 3% 的文字是乱码",))
    run = Run(1, SITE, HOME, AT.date(), AT, 2018)
    site = Snapshot(run, [Capture(1, HOME, Fetch.FETCHED, status=200)], lambda capture: held)
    assert site.obstacle() == ""


CUT = PageFacts(title="甲", doubts=("网页不完整,在标签中间中断",))


@pytest.mark.parametrize(
    ("facts", "place", "anchor", "hides"),
    [
        (CUT, Place.NAV, "关于我们", True),
        (CUT, Place.BODY, "关于我们", False),
        (CUT, Place.BODY, "预算公开", True),
        (PageFacts(quality="maintenance"), Place.NAV, "关于我们", True),
        (PageFacts(quality="empty"), Place.NAV, "关于我们", True),
        (PageFacts(quality="login"), Place.NAV, "办公登录", False),
        (PageFacts(quality="not-found"), Place.NAV, "关于我们", False),
        (PageFacts(quality="not-found"), Place.NAV, "预算公开", True),
        (GONE, Place.NAV, "关于我们", False),
        (GONE, Place.NAV, "预算公开", True),
        (PageFacts(title="甲", doubts=(FRAMED_DOUBT,)), Place.NAV, "关于我们", False),
        (PageFacts(title="甲", text="正文"), Place.NAV, "预算公开", False),
    ],
)
def test_what_is_left_out_counts_as_unseen(
    facts: PageFacts, place: Place, anchor: str, hides: bool
) -> None:
    site = portal({"x.html": facts}, probe(), places={"x.html": place}, anchors={"x.html": anchor})
    assert bool(site.gaps(("预算",))) is hides
    if hides:
        with pytest.raises(Unseen, match=r"x\.html"):
            site.absence("预算", ("预算",))


def test_lines_lose_what_differs_each_time() -> None:
    assert lines_of("请求 /a/b.html?x=1 于 2018年6月29日 10:20 星期五 失败") == ("请求于失败",)
