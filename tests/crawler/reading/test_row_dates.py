# ruff: noqa: E501 — markup is kept on one line
"""Dates of list rows as boxes, columns and words print them; titles that lists cut short."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.reading.calls import calls_in
from crawler.reading.listdates import list_date
from crawler.reading.scripts import parts_in
from store.facts import ListItem, PageFacts
from store.vocabulary import Place
from tests.crawler.reading.pages import read

TITLES = [f"关于开展第{n}批文化项目申报工作的通知" for n in range(1, 8)]


def rows(pattern: str) -> str:
    return "".join(pattern.format(n=n, title=t, d=f"{n + 10}") for n, t in enumerate(TITLES, 1))


def listed(facts: PageFacts) -> list[str]:
    return [item.listed.day.isoformat() if item.listed else "" for item in facts.items]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("082018-08", "2018-08-08"), ("08日2018年08月", "2018-08-08"), ("2018-0808", "2018-08-08"),
        ("08-082018", "2018-08-08"), ("2018/0608", "2018-06-08"), ("2018-08", ""), ("312018-02", ""),
        ("1082018-08", ""), ("082018-081", ""), ("电话082018-08号", ""), ("00-002018", ""),
    ],
)  # fmt: skip
def test_boxes_that_are_one_line_in_the_source(text: str, day: str) -> None:
    found = list_date(text)
    assert (found.day.isoformat() if found else "") == day
    assert found is None or found.quote in text


@pytest.mark.parametrize(
    ("head", "days"),
    [
        ("<th>标题</th><th>成文日期</th><th>发布日期</th>", "2018-06"),
        ("<td>标题</td><td>成文时间</td><td>公开时间</td>", "2018-06"),
        ("<td>名称</td><td>实施日期</td><td>日期</td>", "2018-06"),
        ("<td>标题</td><td>发布日期</td><td>截止日期</td>", "2017-03"),
        ("<td>标题</td><td>成文日期</td><td>文号</td>", ""),
        ("<td>标题</td><td>甲</td><td>乙</td>", "2017-03"),  # names no date: the first one printed
    ],
)
def test_a_row_has_the_date_of_the_column_of_publication(head: str, days: str) -> None:
    second = "〔2018〕6号" if days == "" else "2018-06-{d}"
    body = rows(
        f"<tr><td><a href='/a/{{n}}.html'>{{title}}</a></td><td>2017-03-{{d}}</td><td>{second}</td></tr>"
    )
    facts = read(f"<h2>通知公告</h2><table><tr>{head}</tr>{body}</table>", "通知公告-某省文化厅")
    assert listed(facts) == [f"{days}-{n + 10}" if days else "" for n in range(1, 8)]
    assert [item.title for item in facts.items] == TITLES
    assert facts.title == "通知公告"
    assert facts.fields == {}


def test_a_row_with_other_cells_than_the_head_keeps_what_it_prints() -> None:
    body = rows("<tr><td><a href='/a/{n}.html'>{title}</a></td><td>2017-03-{d}</td></tr>")
    head = "<tr><td>标题</td><td>成文日期</td><td>发布日期</td></tr>"
    assert listed(read(f"<table>{head}{body}</table>"))[0] == "2017-03-11"


@pytest.mark.parametrize("words", ["今天 10:20", "昨天", "3天前", "[2小时前]", "（刚刚）"])
def test_words_that_tell_a_day_are_kept_for_the_capture(words: str) -> None:
    facts = read(
        "<ul>"
        + rows("<li><a href='/a/{n}.html'>{title}</a><span>" + words + "</span></li>")
        + "</ul>"
    )
    assert [item.ago for item in facts.items] == [words.strip("[]（）")] * 7
    assert listed(facts) == [""] * 7


@pytest.mark.parametrize("words", ["提前", "3个月前", "今天是个好日子", "前天晚上开会", "当天"])
def test_other_words_tell_no_day(words: str) -> None:
    facts = read(
        "<ul>"
        + rows("<li><a href='/a/{n}.html'>{title}</a><span>" + words + "</span></li>")
        + "</ul>"
    )
    assert not any(item.ago for item in facts.items)


def test_rows_of_a_table_kept_as_records_are_a_list() -> None:
    records = rows(
        "<record><![CDATA[<tr><td><a href='/art/{n}.html' title='{title}'>{title}</a></td><td>[2018-06-{d}]</td></tr>]]></record>"
    )
    facts = read(
        f"<div><script type='text/xml'><datastore><recordset>{records}</recordset></datastore></script></div>"
    )
    assert facts.items == tuple(
        ListItem(f"/art/{n}.html", title, facts.items[n - 1].listed)
        for n, title in enumerate(TITLES, 1)
    )
    assert listed(facts) == [f"2018-06-{n + 10}" for n in range(1, 8)]


@pytest.mark.parametrize(
    ("shown", "attribute", "title"),
    [
        ("关于开展第1批文化项目", TITLES[0], TITLES[0]),
        ("关于开展第1批文化项目...", TITLES[0], TITLES[0]),
        ("政务公开", "政务公开栏目首页", "政务公开"),  # a name, and a longer name
        (TITLES[0], f"{TITLES[0]}\n发布时间：2018-06-29", TITLES[0]),
        (TITLES[0], f"{TITLES[0]} 2018-06-29", TITLES[0]),
    ],
)
def test_titles_cut_short_are_whole_in_their_attribute(
    shown: str, attribute: str, title: str
) -> None:
    row = f"<li><a href='/a/0.html' title='{attribute}'>{shown}</a><span>2018-06-29</span></li>"
    more = rows("<li><a href='/a/{n}.html'>{title}</a><span>2018-06-{d}</span></li>")
    assert read(f"<ul>{row}{more}</ul>").items[0].title == title


def test_parts_that_scripts_load_are_frames() -> None:
    code = "$('#foot').load('/inc/footer.html'); $.get(\"head.shtml\", function(d){}); fetch('m.htm #a');"
    assert parts_in([code]) == ["/inc/footer.html", "head.shtml", "m.htm"]
    assert parts_in(["$('#a').load('/list.jsp'); img.load('a.html'); x.load(function(){})"]) == []
    facts = read(f"<p>政务公开</p><script>{code}</script>")
    assert {x.href for x in facts.links if x.place is Place.FRAME} >= {
        "/inc/footer.html",
        "head.shtml",
    }


def test_load_asks_with_get_unless_it_sends_an_object() -> None:
    assert calls_in(["$('#a').load('/list.jsp?c=1 #rows', done)"]).addresses == ("/list.jsp?c=1",)
    assert calls_in(["$('#a').load('/list.jsp', {c: 1})"]).addresses == ()


def test_the_day_of_a_box_is_a_day() -> None:
    body = rows(
        "<li><div class='date'><b>{d}</b><i>2018-06</i></div><h4><a href='/a/{n}.html'>{title}</a></h4></li>"
    )
    facts = read(f"<ul>{body}</ul>")
    assert [i.listed.day for i in facts.items if i.listed] == [
        dt.date(2018, 6, n + 10) for n in range(1, 8)
    ]
