"""Years of entries whose list prints month and day alone: proved, or left open."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.reading.columns import find_columns
from crawler.reading.page import read_page
from tests.crawler.reading.pages import TEXT, html

HOME = "http://www.sample.gov.cn/"
LIST = HOME + "tz/"
CRUMBS = '<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/tz/">通知公告</a></div>'


def years(printed: list[str], articles: dict[int, str], full: dict[int, str]) -> list[str]:
    """The days of a list's entries.

    Args:
        printed: what stands beside each entry.
        articles: entry → the day that its own page shows; the others were not captured.
        full: entry → the day that the list prints in full.
    """
    rows = "".join(
        f'<li><a href="/n/{n}.html">关于开展第{n}项工作的通知</a><span>{full.get(n, words)}</span></li>'
        for n, words in enumerate(printed)
    )
    pages = [
        (HOME, html('<a href="/tz/">通知公告</a>')),
        (LIST, html(f"<ul>{rows}</ul>", "通知公告")),
    ]
    for n, day in articles.items():
        page = (
            f"{CRUMBS}<h1>关于开展第{n}项工作的通知</h1><div>发布时间：{day}</div><div>{TEXT}</div>"
        )
        pages.append((f"{HOME}n/{n}.html", html(page, f"关于开展第{n}项工作的通知")))
    read = [(url, read_page(body)) for url, body in pages]
    column = next(c for c in find_columns(read, HOME) if c.url == LIST)
    return [item.listed.day.isoformat() if item.listed else "" for item in column.items]


@pytest.mark.parametrize(
    ("printed", "articles", "expected"),
    [
        # an article's own page says the year, and the order gives it to those between two of them
        (["[02-11]", "[01-20]", "[12-28]", "[12-01]"], {0: "2018-02-11", 3: "2017-12-01"},
         ["2018-02-11", "2018-01-20", "2017-12-28", "2017-12-01"]),
        (["6月29日", "6月1日", "12月3日"], {0: "2018年6月29日", 2: "2017年12月3日"},
         ["2018-06-29", "2018-06-01", "2017-12-03"]),
        # before the first and behind the last known day nothing is said: an entry may be pinned
        (["(03-05)", "(02-11)", "(01-20)"], {1: "2018-02-11"}, ["", "2018-02-11", ""]),
        # a year is missing between the two: the months do not lead there
        (["02-11", "01-20", "12-28", "12-01"], {0: "2018-02-11", 3: "2016-12-01"},
         ["2018-02-11", "", "", "2016-12-01"]),
        # a list that goes up proves nothing across a year
        (["12-01", "12-28", "01-20", "02-11"], {0: "2017-12-01", 3: "2018-02-11"},
         ["2017-12-01", "", "", "2018-02-11"]),
        # the page shows another day than its list: no proof
        (["02-11", "01-20"], {0: "2018-02-12"}, ["", ""]),
        (["02-11", "1024", "12-28"], {0: "2018-02-11", 2: "2017-12-28"},
         ["2018-02-11", "", "2017-12-28"]),
    ],
)  # fmt: skip
def test_years_are_proved_or_left_open(
    printed: list[str], articles: dict[int, str], expected: list[str]
) -> None:
    assert years(printed, articles, {}) == expected


def test_days_printed_in_full_prove_those_between_them() -> None:
    full = {0: "2018-02-11", 2: "2017-12-28"}
    assert years(["", "01-20", ""], {}, full) == ["2018-02-11", "2018-01-20", "2017-12-28"]


def test_what_was_inferred_says_so() -> None:
    rows = "".join(
        f'<li><a href="/n/{n}.html">关于开展第{n}项工作的通知</a><span>{words}</span></li>'
        for n, words in enumerate(["2018-02-11", "[01-20]", "2017-12-28"])
    )
    page = read_page(html(f"<ul>{rows}</ul>", "通知公告"))
    assert [item.short for item in page.items] == ["", "[01-20]", ""]
    pages = [(HOME, read_page(html('<a href="/tz/">通知公告</a>'))), (LIST, page)]
    column = next(c for c in find_columns(pages, HOME) if c.url == LIST)
    inferred = column.items[1].listed
    assert inferred is not None
    assert (inferred.day, inferred.quote) == (dt.date(2018, 1, 20), "[01-20]")
    assert inferred.rule == "list-md-order"
