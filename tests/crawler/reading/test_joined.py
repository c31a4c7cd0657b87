"""Lists that stand elsewhere than in their page, joined when columns are found."""

from __future__ import annotations

import pytest

from store.facts import ListItem, PageFacts, Paging
from store.snapshot import ColumnView
from tests.crawler.reading.test_columns import day, find, listing, page

CRUMB = (("/", "首页"), ("/tzgg/", "通知公告"))


def answer(hrefs: list[str], records: int | None = None, pages: int | None = None) -> PageFacts:
    items = tuple(ListItem(h, f"标题{h}", day("2018-05-01")) for h in hrefs)
    return PageFacts(items=items, paging=Paging((), pages, records, "json"), quality="data")


def piece(hrefs: list[str], *further: str) -> PageFacts:
    items = tuple(ListItem(h, f"标题{h}", day("2018-05-01")) for h in hrefs)
    return PageFacts(items=items, paging=Paging(further))


def asking(*endpoints: str, **facts: object) -> PageFacts:
    return page(CRUMB, endpoints=endpoints, drawn=True, **facts)


def notices(pages: dict[str, PageFacts]) -> ColumnView:
    return find(pages)["tzgg/"]


def hrefs(view: ColumnView) -> list[str]:
    return [item.url.rpartition("/")[2] for item in view.items]


CASES: dict[str, tuple[dict[str, PageFacts], list[str], bool, str]] = {
    # pages, entries, whole, words of the note
    "all pages were answered": (
        {"tzgg/": asking("/api?p=1&size=2"), "api?p=1&size=2": answer(["a", "b"], 3),
         "api?p=2&size=2": answer(["c"], 3)},
        ["a", "b", "c"], True, "",
    ),
    "a further page failed": (
        {"tzgg/": asking("/api?p=1&size=2"), "api?p=1&size=2": answer(["a", "b"], 3)},
        ["a", "b"], False, "数据接口",
    ),
    "fewer entries than declared": (
        {"tzgg/": asking("/api?c=1"), "api?c=1": answer(["a", "b"], 9)},
        ["a", "b"], False, "数据接口",
    ),
    "a page number and no word of how many": (
        {"tzgg/": asking("/api?p=1"), "api?p=1": answer(["a", "b"])},
        ["a", "b"], False, "数据接口",
    ),
    "everything in one answer": (
        {"tzgg/": asking("/list.json"), "list.json": answer(["a", "b"])},
        ["a", "b"], True, "",
    ),
    "a piece of HTML was answered": (
        {"tzgg/": asking("/list.jsp"), "list.jsp": piece(["a", "b"])},
        ["a", "b"], True, "",
    ),
    "a piece of HTML that goes on": (
        {"tzgg/": asking("/list.jsp"), "list.jsp": piece(["a", "b"], "?page=2")},
        ["a", "b"], False, "数据接口",
    ),
    "a box beside a list that says how long it is": (
        {"tzgg/": asking("/hot", "/api?c=1"), "hot": answer(["x"]), "api?c=1": answer(["a"], 1)},
        ["a"], True, "",
    ),
    "two lists, and nothing tells which": (
        {"tzgg/": asking("/one", "/two"), "one": answer(["a"]), "two": answer(["b"])},
        ["a", "b"], False, "数据接口",
    ),
    "what other columns ask for as well": (
        {"tzgg/": asking("/hot"), "zwgk/": page(endpoints=("/hot",)), "hot": answer(["x", "y"])},
        [], False, "脚本绘制",
    ),
    "nothing was answered": ({"tzgg/": asking("/api?c=1")}, [], False, "脚本绘制"),
    "a browser drew it": (
        {"tzgg/": asking(), "tzgg/#rendered": listing(["a", "b"], quality="rendered")},
        ["a", "b"], True, "",
    ),
    "the browser drew nothing either": (
        {"tzgg/": asking(), "tzgg/#rendered": page(quality="rendered")}, [], False, "脚本绘制",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_lists_of_scripts(case: str) -> None:
    pages, entries, whole, note = CASES[case]
    found = notices(pages)
    assert (hrefs(found), found.complete) == (entries, whole)
    assert note in found.note
    assert bool(found.note) is not whole


def test_an_empty_answer_is_an_empty_column() -> None:
    found = notices({"tzgg/": asking("/api?c=1"), "api?c=1": answer([], 0)})
    assert (found.items, found.complete) == ((), True)


def test_a_list_in_the_page_keeps_its_entries_and_gains_those_of_its_own_answer() -> None:
    own = listing(["/t/a", "/t/b"], crumb=CRUMB, endpoints=("/api?c=1",))
    same = notices({"tzgg/": own, "api?c=1": answer(["/t/b", "/t/c"], 3)})
    assert (hrefs(same), same.complete) == (["a", "b", "c"], True)
    other = notices({"tzgg/": own, "api?c=1": answer(["/hot/x"], 1)})
    assert hrefs(other) == ["a", "b"]


def test_entries_resolve_against_the_page_and_not_the_address_of_the_data() -> None:
    found = notices({"tzgg/": asking("/api/l"), "api/l": answer(["./2018/t1.html"])})
    assert found.items[0].url.endswith("/tzgg/2018/t1.html")
    assert found.items[0].list_url.endswith("/api/l")


def test_a_pager_that_posts_makes_a_column_incomplete() -> None:
    posts = listing(["a"], Paging((), 3, None, "postback"), CRUMB)
    found = notices({"tzgg/": posts})
    assert not found.complete
    assert "__doPostBack" in found.note
    assert notices({"tzgg/": listing(["a"], Paging((), 1, None, "postback"), CRUMB)}).complete
