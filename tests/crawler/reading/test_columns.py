from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest

from crawler.reading.column_paging import stem_of
from crawler.reading.columns import find_columns
from store.config import ColumnSetting
from store.facts import DateCandidate, Link, ListItem, PageFacts, Paging, Published
from store.snapshot import ColumnView
from store.vocabulary import Place

HOME = "http://www.x.gov.cn/"
NAV = {"/xwdt/": "新闻动态", "/tzgg/": "通知公告", "/zwgk/": "政务公开", "/czyjs/": "财政预决算"}
BODY = "正文" * 200


def day(text: str, place: Place = Place.LIST) -> DateCandidate:
    return DateCandidate(dt.date.fromisoformat(text), text, place, "ymd", 1)


def nav(**more: str) -> tuple[Link, ...]:
    links = {**NAV, **more}
    return (
        Link("/", "首页", Place.NAV),
        *(Link(href, text, Place.NAV) for href, text in links.items()),
    )


def listing(
    hrefs: Iterable[str],
    paging: Paging = Paging(),  # noqa: B008 — frozen
    crumb: tuple[tuple[str, str], ...] = (),
    **facts: object,
) -> PageFacts:
    items = tuple(ListItem(h, f"标题{h}", day("2018-05-01")) for h in hrefs)
    return page(items=items, paging=paging, crumb=crumb, **facts)


def page(crumb: tuple[tuple[str, str], ...] = (), **facts: object) -> PageFacts:
    crumbs = tuple(Link(href, text, Place.BREADCRUMB) for href, text in crumb)
    return PageFacts(**{"links": nav(), "breadcrumb": crumbs, **facts})  # type: ignore[arg-type]


def article(title: str = "某标题", crumb: tuple[tuple[str, str], ...] = ()) -> PageFacts:
    chosen = day("2018-05-01", Place.BODY)
    return page(crumb, title=title, text=BODY, published=Published(chosen=chosen))


def find(
    pages: dict[str, PageFacts], *settings: ColumnSetting, seen: Iterable[str] = ()
) -> dict[str, ColumnView]:
    there = {HOME: page(title="某厅")} | {HOME + path: facts for path, facts in pages.items()}
    known = {*there, *(HOME + path for path in seen)}
    views = find_columns(there.items(), HOME, settings, known.__contains__)
    assert len({view.url for view in views}) == len(views)
    return {view.url.removeprefix(HOME): view for view in views}


# -- paging ---------------------------------------------------------------------------------

PAGINGS = {
    "TRS": ("tzgg/", ["tzgg/index_1.html", "tzgg/index_2.html"]),
    "list2.htm": ("tzgg/list.htm", ["tzgg/list2.htm", "tzgg/list3.htm"]),
    "VSB counts down": ("tzgg.htm", ["tzgg/2.htm", "tzgg/1.htm"]),
    "VSB query": (
        "list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1001",
        [
            "list.jsp?a1t=3&a1p=2&a1c=15&urltype=tree.TreeTempUrl&wbtreeid=1001",
            "list.jsp?a1t=3&a1p=3&a1c=15&urltype=tree.TreeTempUrl&wbtreeid=1001",
        ],
    ),
    "JCMS": (
        "col/col123/index.html",
        ["col/col123/index.html?uid=9&pageNum=2", "col/col123/index.html?uid=9&pageNum=3"],
    ),
    "query": ("list.aspx?id=3", ["list.aspx?id=3&page=2", "list.aspx?id=3&page=3"]),
    "newspaper": ("node_123.htm", ["node_123_2.htm", "node_123_3.htm"]),
    "channels": ("channels/87.html", ["channels/87_2.html", "channels/87_3.html"]),
}


@pytest.mark.parametrize("style", PAGINGS)
@pytest.mark.parametrize("chain", ["numbers", "next"])
def test_pages_of_one_list_become_one_column(style: str, chain: str) -> None:
    first, others = PAGINGS[style]
    urls = [first, *others]
    pages = {}
    for at, url in enumerate(urls):
        named = [u for u in urls if u != url] if chain == "numbers" else urls[at + 1 : at + 2]
        paging = Paging(hrefs=tuple("/" + u for u in named))
        pages[url] = listing([f"/a/{at}-{n}.html" for n in range(3)], paging)
    (view,) = find(pages).values()
    assert view.pages == tuple(HOME + url for url in urls)
    assert [item.title[-8:] for item in view.items[:4]] == [
        "0-0.html", "0-1.html", "0-2.html", "1-0.html",
    ]  # fmt: skip
    assert len(view.items) == 9
    assert view.complete


@pytest.mark.parametrize("style", PAGINGS)
def test_a_page_that_was_not_captured_makes_a_column_incomplete(style: str) -> None:
    first, (second, third) = PAGINGS[style]
    paging = Paging(hrefs=(f"/{second}", f"/{third}"))
    pages = {first: listing(["/a/1"], paging), second: listing(["/a/2"], paging)}
    (view,) = find(pages).values()
    assert len(view.pages) == 2
    assert not view.complete


def test_pages_found_apart_from_any_pager_join_by_their_address() -> None:
    pages = {"tzgg/": listing(["/a/1"]), "tzgg/index_4.html": listing(["/a/2"])}
    (view,) = find(pages).values()
    assert view.pages == (HOME + "tzgg/", HOME + "tzgg/index_4.html")


def test_numbered_columns_are_not_pages_of_the_column_above() -> None:
    crumb = (("/channel/123.html", "通知公告"),)
    pages = {
        "channel.html": listing(["/a/1", "/a/2"]),
        "channel/123.html": listing(["/a/3", "/a/4"], crumb=crumb),
    }
    assert set(find(pages)) == {"channel.html", "channel/123.html"}


def test_a_pager_that_links_another_column_does_not_swallow_it() -> None:
    pages = {
        "tzgg/": listing(["/a/1", "/a/2"], Paging(hrefs=("/xwdt/", "/", "index_1.html"))),
        "tzgg/index_1.html": listing(["/a/3"], Paging(hrefs=("index.html",))),
        "xwdt/": listing(["/b/1", "/b/2"]),
    }
    views = find(pages, seen=["tzgg/index.html"])
    assert set(views) == {"tzgg/", "xwdt/"}
    assert views["tzgg/"].pages == (HOME + "tzgg/", HOME + "tzgg/index_1.html")


def test_spellings_of_a_first_page_are_one_column() -> None:
    paging = Paging(hrefs=("/tzgg/?page=1", "/tzgg/?page=2"), declared_records=3)
    pages = {
        "tzgg/": listing(["/a/1", "/a/2"], paging),
        "tzgg/index.html": listing(["/a/1", "/a/2"], paging),
        "tzgg/?page=1": listing(["/a/1", "/a/2"], paging),
        "tzgg/?page=2": listing(["/a/3"], paging),
    }
    (view,) = find(pages).values()
    assert view.pages == (HOME + "tzgg/", HOME + "tzgg/?page=2")
    assert (len(view.items), view.complete, view.expected) == (3, True, 3)


def test_one_column_at_two_addresses_counts_once_and_is_found_by_both() -> None:
    pages = {
        "tzgg/list.htm": listing(["/a/1", "/a/2"], title="通知公告"),
        "tzgg/index.htm": listing(["/a/1", "/a/2"], title="通知公告"),
        "gs/list.htm": listing(["/a/1", "/a/2"], title="公示"),
    }
    assert set(find(pages)) == {"tzgg/list.htm", "gs/list.htm"}
    setting = ColumnSetting(url=HOME + "tzgg/index.htm", kinds=("news",))
    assert find(pages, setting)["tzgg/list.htm"].kinds == ("news",)


@pytest.mark.parametrize(
    ("paging", "complete", "expected"),
    [
        (Paging(declared_records=2), True, 2),
        (Paging(declared_records=107), False, 107),
        (Paging(declared_pages=1), True, None),
        (Paging(declared_pages=6), False, None),
        (Paging(), True, None),
    ],
)
def test_what_a_list_declares_must_be_reached(
    paging: Paging, complete: bool, expected: int | None
) -> None:
    view = find({"tzgg/": listing(["/a/1", "/a/2"], paging)})["tzgg/"]
    assert (view.complete, view.expected) == (complete, expected)


def test_a_redirected_spelling_of_the_first_page_leaves_a_column_complete() -> None:
    pages = {"tzgg/": listing(["/a/1"], Paging(hrefs=("index.html", "index_0.html")))}
    assert find(pages, seen=["tzgg/index.html", "tzgg/index_0.html"])["tzgg/"].complete
    assert not find(pages)["tzgg/"].complete


def test_a_page_that_is_no_good_content_is_not_seen() -> None:
    paging = Paging(hrefs=("index_1.html",))
    pages = {
        "tzgg/": listing(["/a/1"], paging),
        "tzgg/index_1.html": listing(["/a/2"], quality="protection"),
    }
    assert not find(pages)["tzgg/"].complete


# -- names and kinds ------------------------------------------------------------------------


def test_names_come_from_breadcrumb_navigation_meta_and_title() -> None:
    pages = {
        "a/": listing(["/x/1", "/x/2"], crumb=(("/", "首页"), ("/a/", "人事信息"))),
        "tzgg/": listing(["/x/3", "/x/4"], title="公告列表"),
        "c/": listing(["/x/5", "/x/6"], meta={"columnname": ("政策解读",)}, title="某厅"),
        "d/": listing(["/x/7", "/x/8"], head_title="回应关切_某省文化厅"),
    }
    views = find(pages)
    assert {url: (v.name, v.kinds, v.source) for url, v in views.items()} == {
        "a/": ("人事信息", ("personnel",), "breadcrumb"),
        "tzgg/": ("通知公告", ("notices",), "nav"),
        "c/": ("政策解读", ("interpretation",), "list"),
        "d/": ("回应关切", ("response",), "list"),
    }


def test_a_crumb_that_ends_above_does_not_rename_a_column() -> None:
    crumb = (("/", "首页"), ("/zwgk/", "政务公开"))
    view = find({"czyjs/": listing(["/x/1", "/x/2"], crumb=crumb)})["czyjs/"]
    assert (view.name, view.kinds) == ("财政预决算", ("budget",))


def test_a_topic_is_inherited_by_sub_columns_without_a_kind() -> None:
    above = (("/", "首页"), ("/czyjs/", "财政预决算"))
    news = (("/", "首页"), ("/xwdt/", "新闻动态"))
    pages = {
        "czyjs/2018/": listing(["/x/1", "/x/2"], crumb=(*above, ("/czyjs/2018/", "2018年"))),
        "xwdt/sp/": listing(["/x/3", "/x/4"], crumb=(*news, ("/xwdt/sp/", "影像"))),
    }
    views = find(pages)
    assert views["czyjs/2018/"].kinds == ("budget",)
    assert views["xwdt/sp/"].kinds == ()


# -- what is no column ----------------------------------------------------------------------


def test_articles_and_the_home_page_are_no_columns() -> None:
    related = tuple(ListItem(f"/r/{n}", "相关文章", day("2018-01-01")) for n in range(5))
    chosen = Published(chosen=day("2018-05-01", Place.BODY))
    pages = {
        "a/1.html": article("建议提案办理工作推进会召开"),
        "a/2.html": page(meta={"articletitle": ("预算绩效",)}, text=BODY, items=related),
        "a/3.html": page(text=BODY, items=related, published=chosen),
        "a/4.html": page(text="简短。", published=chosen),
        "a/5.html": page(text=BODY, published=chosen, meta={"columnname": ("通知公告",)}),
        "a/6.html": page(
            text=BODY,
            published=Published(chosen=day("2018-05-01", Place.HEADER)),
            paging=Paging(hrefs=("6_1.html",), declared_pages=2),
        ),
        "index.html": listing(["/x/1", "/x/2"]),
    }
    assert find(pages) == {}


def test_a_nav_page_without_list_or_known_name_is_no_column() -> None:
    assert find({"zwgk/": page(text=BODY)}) == {}


# -- empty, under construction, not readable ------------------------------------------------


@pytest.mark.parametrize(
    "text", ["暂无信息", "栏目建设中,敬请期待", "没有找到相关内容", "该栏目正在建设", "共 0 条"]
)
def test_a_list_that_says_it_is_empty_is_empty(text: str) -> None:
    view = find({"tzgg/": page(text=text)})["tzgg/"]
    assert (view.items, view.complete, view.name) == ((), True, "通知公告")


def _site(**facts: object) -> dict[str, PageFacts]:
    """Three readable lists beside the page in question."""
    others = {f"c{n}/": listing([f"/x/{n}1", f"/x/{n}2"]) for n in range(3)}
    return {**others, "tzgg/": page(**facts)}  # type: ignore[arg-type]


def test_a_list_page_generated_with_an_empty_pager_is_empty() -> None:
    paging = Paging(declared_pages=1, style="createPageHTML")
    view = find(_site(text="通知公告", paging=paging))["tzgg/"]
    assert (view.items, view.complete) == ((), True)


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "通知公告"},
        {"text": "无障碍浏览 政务信息公开 内容建设"},
        {"text": "某省文化厅信息化建设中心"},
        {"text": "共 20 条记录"},
        {"text": ""},
        {"links": (*nav(), Link("/api/list.html", "", Place.FRAME))},
        {"links": (*nav(), Link("/api/list.json", "", Place.SCRIPT))},
        {"paging": Paging(declared_records=12)},
        {"paging": Paging(declared_pages=4)},
        {"text": BODY},
        {"links": (*nav(), Link("/ld/1.html", "陈志远", Place.BODY))},
        {"links": (*nav(), Link("/f/1.pdf", "2018年部门预算公开", Place.BODY))},
    ],
)
def test_a_list_that_may_be_loaded_otherwise_is_never_called_empty(
    facts: dict[str, object],
) -> None:
    assert not find(_site(**facts))["tzgg/"].complete


def test_a_form_is_no_empty_list() -> None:
    pages = _site(text="")
    pages["xx/"] = page(text="姓名 内容 提交", title="厅长信箱", links=nav(**{"/xx/": "厅长信箱"}))
    assert not find(pages)["xx/"].complete


def test_articles_speak_for_a_list_that_could_not_be_read() -> None:
    crumb = (("/", "首页"), ("/tzgg/", "通知公告"), ("", "正文"))
    pages = _site(text="暂无信息")
    pages["tzgg/1.html"] = article("某公告", crumb)
    view = find(pages)["tzgg/"]
    assert [item.title for item in view.items] == ["某公告"]
    assert view.items[0].listed is not None
    assert not view.complete


def test_a_column_of_one_page_shows_its_links_and_is_not_judged_whole() -> None:
    links = (*nav(), Link("/f/2018.pdf", "2018年部门预算公开", Place.BODY))
    view = find({"czyjs/": page(links=links, text=BODY)})["czyjs/"]
    assert [(i.url, i.listed) for i in view.items] == [(HOME + "f/2018.pdf", None)]
    assert (view.kinds, view.complete) == (("budget",), False)


# -- portals --------------------------------------------------------------------------------


def _with_portal(top: str, name: str) -> dict[str, PageFacts]:
    crumb = (("/", "首页"), (f"/{top}/", name))
    one, two = f"{top}/a/", f"{top}/b/"
    return {
        f"{top}/": listing(["/x/1", "/x/3"], crumb=crumb),
        one: listing(["/x/1", "/x/2"], crumb=(*crumb, (f"/{one}", "甲"))),
        two: listing(["/x/3", "/x/4"], crumb=(*crumb, (f"/{two}", "乙"))),
    }


def test_a_portal_to_sub_columns_leaves_them_their_place() -> None:
    assert set(find(_with_portal("zwgk", "政务公开"))) == {"zwgk/a/", "zwgk/b/"}


def test_a_portal_on_a_subject_stays_with_all_entries_below() -> None:
    views = find(_with_portal("shgy", "社会公益事业"))
    assert views["shgy/"].source == "portal"
    assert {item.url[-1] for item in views["shgy/"].items} == {"1", "2", "3", "4"}
    assert views["shgy/a/"].kinds == ("welfare",)


def test_a_portal_is_known_by_folders_where_there_are_no_breadcrumbs() -> None:
    pages = {
        "zwgk/": listing(["/x/1", "/x/3"]),
        "zwgk/a/": listing(["/x/1", "/x/2"]),
        "zwgk/b/": listing(["/x/3", "/x/4"]),
    }
    assert set(find(pages)) == {"zwgk/a/", "zwgk/b/"}


def test_a_list_of_its_own_above_others_stays() -> None:
    pages = _with_portal("zwgk", "政务公开")
    pages["zwgk/"] = listing(["/y/1", "/y/2", "/y/3"], crumb=(("/zwgk/", "政务公开"),))
    assert set(find(pages)) == {"zwgk/", "zwgk/a/", "zwgk/b/"}


def test_a_page_that_only_links_to_sub_columns_is_not_empty() -> None:
    pages = _with_portal("shgy", "社会公益事业")
    pages["shgy/"] = page(text="社会公益事业", crumb=(("/", "首页"), ("/shgy/", "社会公益事业")))
    view = find(pages)["shgy/"]
    assert len(view.items) == 4


# -- the operator's word --------------------------------------------------------------------


def test_settings_override_names_and_kinds() -> None:
    pages = {"wh/": listing(["/x/1", "/x/2"], title="文化天地")}
    setting = ColumnSetting(url=HOME + "wh/index.html", kinds=("社会公益事业", "news"), name="公益")
    view = find(pages, setting)["wh/"]
    assert (view.name, view.kinds, view.source) == ("公益", ("welfare", "news"), "config")
    assert view.complete


def test_a_configured_column_that_was_not_seen_is_known_and_incomplete() -> None:
    view = find({}, ColumnSetting(url=HOME + "gone/", kinds=("budget",)))["gone/"]
    assert (view.pages, view.items, view.complete) == ((), (), False)
    assert view.kinds == ("budget",)


def test_a_configured_portal_stays() -> None:
    setting = ColumnSetting(url=HOME + "zwgk/", kinds=("policies",))
    assert find(_with_portal("zwgk", "政务公开"), setting)["zwgk/"].kinds == ("policies",)


# -- addresses ------------------------------------------------------------------------------


def test_addresses_resolve_against_the_base_of_their_page() -> None:
    pages = {"a/b/": listing(["1.html", "2.html"], base_href="/base/")}
    assert [item.url for item in find(pages)["a/b/"].items] == [
        HOME + "base/1.html",
        HOME + "base/2.html",
    ]


def test_entries_opened_by_script_are_kept_without_an_address() -> None:
    facts = listing(["javascript:show(1)", "javascript:show(2)"])
    view = find({"tzgg/": facts})["tzgg/"]
    assert [item.url for item in view.items] == ["", ""]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a/x/", "https://www.a/x/index.html", True),
        ("http://a/x/", "http://a/x/index_7.html", True),
        ("http://a/x", "http://a/x/", True),
        ("http://a/l.asp?id=1", "http://a/l.asp?id=2", False),
        ("http://a/l.asp?id=1", "http://a/l.asp?page=9&id=1", True),
        ("http://a/x/", "http://a/x/t20180101_123456.html", False),
        ("http://a/x/", "http://b/x/", False),
    ],
)
def test_stems(one: str, other: str, same: bool) -> None:
    assert (stem_of(one)[0] == stem_of(other)[0]) is same
