# ruff: noqa: E501 — scripts are kept on one line
"""Lists that scripts hold or ask for: literals, calls, answers, and what is only drawn."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading import read
from crawler.reading.answers import DATA, further, is_data, read_data
from crawler.reading.calls import calls_in
from crawler.reading.literals import decoded, literals_in
from store.facts import PageFacts
from tests.crawler.reading.pages import read as read_html

ROWS = [
    {"title": f"关于开展第{n}批项目申报的通知", "url": f"/tzgg/t{n}.html", "pubDate": f"2018-06-{n + 10}"}
    for n in range(1, 6)
]  # fmt: skip
NESTED = {"menu": [{"name": "首页", "url": "/"}, {"name": "政务公开", "url": "/zwgk/"}],
          "page": {"total": 42, "list": ROWS}}  # fmt: skip

STATES = {
    "array": f"var list = {json.dumps(ROWS, ensure_ascii=False)};",
    "nested": f"var data = {json.dumps({'r': {'rows': [{**row, 'channel': {'id': 1, 'name': '通知'}} for row in ROWS]}})};",
    "state": f"window.__INITIAL_STATE__={json.dumps(NESTED)};(function(){{}})()",
    "parsed": f"var d = JSON.parse({json.dumps(json.dumps(NESTED))});",
    "parsed in single quotes": "var d = JSON.parse('" + json.dumps(NESTED) + "');",
    "loose": "var d = [" + ",".join(
        f"{{title:'{row['title']}',url:'{row['url']}', /* day */ pubDate:'{row['pubDate']}',}}" for row in ROWS
    ) + ",]; // end",
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_lists_kept_in_scripts(state: str) -> None:
    facts = read_html(f"<div id='list'></div><script>{STATES[state]}</script>", "通知公告")
    assert [item.href for item in facts.items] == [row["url"] for row in ROWS]
    assert [item.title for item in facts.items] == [row["title"] for row in ROWS]
    assert [item.listed and item.listed.quote for item in facts.items] == [
        row["pubDate"] for row in ROWS
    ]
    assert not facts.drawn
    if state in ("state", "parsed"):
        assert facts.paging.declared_records == 42


CALLS: dict[str, tuple[str, ...]] = {
    '$.getJSON("/api/x?page=1", function(d){})': ("/api/x?page=1",),
    '$.get("/api/l", {page:1, "size":"15"}, f)': ("/api/l?page=1&size=15",),
    "$.ajax({url:'/api/l', type:'get', data:{cid: 12}, success:function(r){ if(a){b} }})": ("/api/l?cid=12",),
    "jQuery.ajax({success:function(r){ x({}) }, url:'/api/l'})": ("/api/l",),
    "$.ajax({ type : \"GET\",\n url : \"/b.do\", data: \"id=3&p=1\" })": ("/b.do?id=3&p=1",),
    "fetch('/api/a').then(r=>r.json())": ("/api/a",),
    "var cid='77'; fetch(`/api/a?c=${cid}`)": ("/api/a?c=77",),
    "axios.get('/api/a',{params:{page:1}}).then()": ("/api/a?page=1",),
    "axios({url:'/api/z',method:'get',params:{p:1}})": ("/api/z?p=1",),
    "var x=new XMLHttpRequest();x.open('GET','/d.json',true)": ("/d.json",),
    "var base='/api', id=5; $.get(base+'/l?id='+id+'&t='+new Date().getTime(), cb)": ("/api/l?id=5&t=0",),
    "function q(page){ $.ajax({url:'/api/l',data:{page:page,n:15},success:function(d){q(page+1)}}) } $(function(){q(1)})": ("/api/l?page=1&n=15",),
    "$.getJSON('/api?callback=?',f)": ("/api?callback=jsonp",),
    # not plain GET, or known to the running script alone
    "$.ajax({url:'/api/l', type:'POST', data:{a:1}})": (),
    "$.post('/x',f)": (),
    "fetch('/api/a',{method:'POST'})": (),
    "x.open('POST','/d.json')": (),
    "$.get(url,f)": (),
    "$.ajax({url:'/a?s='+sign(x),data:{p:1}})": (),
    "$.ajax({url:'/a',data:{p:$('#x').val()}})": (),
    "var page=1; page=2; $.get('/l?p='+page)": (),
    # not for lists
    "$.getJSON('hits.jsp?id=3')": (),
    "$('#foot').load('/foot.html')": (),
}  # fmt: skip


@pytest.mark.parametrize("code", CALLS)
def test_calls(code: str) -> None:
    assert calls_in([code]).addresses == CALLS[code]


ANSWERS: dict[str, tuple[str, int, int | None, int | None]] = {
    # body, entries, declared records, declared pages
    "rows": (json.dumps(ROWS), 5, None, None),
    "wrapped": (json.dumps({"code": 200, "data": {"total": 42, "pages": 9, "records": ROWS}}), 5, 42, 9),
    "count outside": (json.dumps({"totalCount": "42", "result": {"list": ROWS}}), 5, 42, None),
    "JSONP": (f"jsonp({json.dumps({'total': 42, 'rows': ROWS})});", 5, 42, None),
    "an assignment": (f"var news = {json.dumps(ROWS)};", 5, None, None),
    "ASP.NET": (json.dumps({"d": json.dumps({"total": 42, "rows": ROWS})}), 5, 42, None),
    "no entries": (json.dumps({"total": 0, "rows": []}), 0, 0, None),
    "instants": (json.dumps([{"docTitle": "标题一二三", "docPubUrl": "./t1.html", "docRelTime": 1529400000000}] * 2), 2, None, None),
    "opened by script": (json.dumps({"total": 1, "list": [{"id": 7, "title": "关于申报的通知", "publishTime": "2018-06-19 10:00:00"}]}), 1, 1, None),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_lists_and_no_pages(name: str) -> None:
    body, entries, records, pages = ANSWERS[name]
    for media in ("application/json;charset=utf-8", "text/plain", "text/html", "text/javascript"):
        facts = read(body.encode(), media)
        assert isinstance(facts, PageFacts), media
        assert facts.quality == DATA
        assert len(facts.items) == entries
        assert all(item.listed for item in facts.items)
        assert (facts.paging.declared_records, facts.paging.declared_pages) == (records, pages)


def test_an_instant_is_a_day_in_shanghai() -> None:
    facts = read_data(
        json.dumps([{"title": "标题一二三四", "url": "/a.html", "time": 1529425800000}])
    )
    assert facts is not None
    assert facts.items[0].listed is not None
    assert facts.items[0].listed.day == dt.date(2018, 6, 20)
    assert facts.items[0].listed.quote == "1529425800000"


@pytest.mark.parametrize(
    "body",
    ['{"code":500,"msg":"error"}', '{"temp": 21, "city": "兰州"}', "[1, 2, 3]", "{not json}", "(a) 说明",
     '[{"name": "甲", "age": 3}]', "function f(){}", "jsonp(", "", "{" * 5000],
)  # fmt: skip
def test_other_data_is_no_list(body: str) -> None:
    assert not is_data(body.encode(), "application/json")


PAGES = {
    ("/api/l?page=1&size=15", 3, None, 15): ["/api/l?page=2&size=15", "/api/l?page=3&size=15"],
    ("/api/l?pageNo=0&pageSize=20", None, 41, 20): ["/api/l?pageNo=1&pageSize=20", "/api/l?pageNo=2&pageSize=20"],
    ("/api/l?offset=0&limit=10", None, 25, 10): ["/api/l?offset=10&limit=10", "/api/l?offset=20&limit=10"],
    ("/data/list_1.json", 3, None, 15): ["/data/list_2.json", "/data/list_3.json"],
    ("/api/list/1/15", None, 31, 15): ["/api/list/2/15", "/api/list/3/15"],
    ("/api/l?cid=3", 5, 70, 15): [],
    ("/api/l?page=2&size=15", 3, None, 15): [],
    ("/api/l?page=1", None, None, 15): [],
}  # fmt: skip


@pytest.mark.parametrize("asked", PAGES)
def test_further_addresses(asked: tuple[str, int | None, int | None, int]) -> None:
    assert list(further(*asked)) == PAGES[asked]


DRAWN = {
    "named container": ("<ul id='newsList'></ul><script>$.post('/q',function(d){$('#newsList').html(d)})</script>", True),
    "template": ("<div id='app'><li v-for='i in l'><a>{{i.title}}</a></li></div><script>new Vue({el:'#app'})</script>", True),
    "script elsewhere": ("<ul class='news-list'></ul><script src='/js/list.js'></script>", True),
    "no call": ("<ul id='newsList'></ul><script>var newsList=1</script>", False),
    "counter": ("<div class='txt'>电话 0931-8888888</div><script>$.get('/hits.jsp?id=3')</script>", False),
    "nothing scripted": ("<ul class='list'></ul>", False),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_lists_that_are_only_drawn(name: str) -> None:
    markup, drawn = DRAWN[name]
    assert read_html(f"<h2>通知公告</h2>{markup}", "通知公告").drawn is drawn


def test_the_shell_of_an_application_is_drawn() -> None:
    body = b"<html><head><title>x</title></head><body><div id=app></div><script src=/js/app.js></script></body></html>"
    facts = read(body, "text/html")
    assert isinstance(facts, PageFacts)
    assert facts.drawn


@given(st.text(alphabet="[]{}()'\"\\:,=ab1 \n`$+.;/*", max_size=300))
def test_scripts_never_raise(code: str) -> None:
    list(literals_in(code))
    decoded(code)
    calls_in([f"var a=1;$.get({code}", f"$.ajax({{{code}", code])
    read_data(code)


@pytest.mark.parametrize(
    "piece", ["[", "{a:", "'", "f(1,", "=[", "function f(a){", "var a=", "$.ajax({a:{", "//"]
)
def test_long_scripts_end(piece: str) -> None:
    code = piece * 20_000
    assert list(literals_in(code)) == []
    assert calls_in([f"$.get('/a');{code}"]).addresses[:1] in (("/a",), ())
