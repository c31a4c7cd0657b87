"""Work on one page is bounded: 200 kB of text made to keep patterns busy costs seconds at most."""

from __future__ import annotations

import time

import pytest

from crawler.reading.answers import read_data
from crawler.reading.calls import calls_in
from crawler.reading.literals import literals_in
from crawler.reading.page import read_page
from crawler.reading.scripts import addresses_in, data_in, records_in, redirect_in, rows_in

_SIZE = 200_000
_SECONDS = 5.0  # of CPU; what is quadratic in 200 kB takes minutes


def _filled(piece: str, size: int = _SIZE) -> str:
    return (piece * (size // len(piece) + 1))[:size]


_TEXTS = {
    "spaces": _filled(" "),
    "blanks": _filled("\u3000\xa0\t "),
    "lines": _filled(" \n"),
    "newlines": _filled("\n"),
    "digits": _filled("2018"),
    "dates": _filled("2018-06-"),
    "dotted": _filled("2018.6."),
    "numerals": _filled("二〇一八年十"),
    "one-character": _filled("政"),
    "brackets": _filled("（《【["),
    "closing": _filled("）》】]"),
    "braces": _filled("{["),
    "quotes": _filled("'\"`"),
    "backslashes": _filled("\\"),
    "escaped-quotes": _filled("\\'"),
    "angle": _filled("&lt;"),
    "colons": _filled("："),
    "slashes": _filled("/"),
    "stars": _filled("/*"),
    "dashes": _filled("—-"),
    "label-published": _filled("发 布 "),
    "label-published-day": _filled("发布时间："),
    "label-wide": _filled("发   布   时   间   "),
    "label-fields": _filled("索引号"),
    "label-field-colon": _filled("文号："),
    "label-source": _filled("来源："),
    "label-source-wide": _filled("来  源  "),
    "label-guide": _filled("办理材料"),
    "label-guide-and": _filled("设定依据及申请条件和"),
    "label-letter": _filled("来信时间："),
    "ordinals": _filled("一、（二）3."),
    "organizer": _filled("主办单位："),
    "organizer-name": "主办单位：" + _filled("省文化厅"),
    "phone": "联系电话：" + _filled("0931-"),
    "police": _filled("公网安备"),
    "code": _filled("网站标识码"),
    "titled": _filled("关于印发"),
    "ending": _filled("的通知的意见"),
    "asked": _filled("您访问的"),
    "maintained": _filled("系统升级维护"),
    "blocked": _filled("您的请求被"),
    "effective": _filled("本办法自2018年"),
    "effective-one": "本办法" + _filled("自自"),
    "copyright": _filled("Copyright ©"),
    "pager": _filled("共1页 "),
    "pager-of": _filled("第1/1"),
    "crumbs": _filled("首页 > "),
    "crumb-words": _filled("当前位置："),
    "ago": _filled("3 天"),
    "number": _filled("〔2018〕1"),
    "question": _filled("问：答："),
    "faq": _filled("[主持人]："),
    "latin": _filled("not found "),
    "page-not": _filled("page "),
    "emails": _filled("a.b-c@"),
    "urls": _filled("http://a.b/"),
}
_CODES = {
    **{name: _TEXTS[name] for name in (
        "spaces", "newlines", "digits", "braces", "quotes", "backslashes", "escaped-quotes",
        "slashes", "stars", "brackets",
    )},
    "get": _filled("$.get("),
    "ajax": _filled("$.ajax({"),
    "ajax-open": _filled("$.ajax({url:'a',data:{"),
    "ajax-key": _filled("$.ajax({a:"),
    "ajax-quoted": _filled('$.ajax({url:"'),
    "ajax-backtick": _filled("$.ajax({url:`"),
    "ajax-sum": "$.ajax({url:" + _filled("'a'+"),
    "ajax-blanks": "$.ajax({url:" + _filled(" "),
    "ajax-clock": "$.ajax({url:" + _filled("+ "),
    "fetch-open": _filled("fetch(a"),
    "axios": _filled("axios"),
    "open": _filled(".open('GET',"),
    "constants": "$.get(" + _filled("var a='b';"),
    "constants-sum": "$.get(" + _filled("var a=b+"),
    "constants-chain": "$.get(" + "".join(f"var a{n}=a{n - 1}+'x';" for n in range(1, 12_000)),
    "constants-double": "$.get(var a0='x';" + "".join(
        f"var a{n}=a{n - 1}+a{n - 1};" for n in range(1, 8_000)),
    "names": _filled("aB_9$"),
    "location": _filled("location.href="),
    "location-quoted": _filled("location='"),
    "window-open": _filled("window.open('a"),
    "anchors": _filled("<a "),
    "anchor-href": _filled("<a href="),
    "anchor-href-one": "<a " + _filled("href='"),
    "record": _filled("<record><![CDATA["),
    "record-blank": _filled("<record> "),
    "objects": "title" + _filled("{title:'a',"),
    "object-long": "title{" + _filled("title: "),
    "pairs": "title" + _filled("{\"title\":\"a\",\"url\":\"b"),
    "rows": ".htm" + _filled("['a',"),
    "row-blanks": ".htm[" + _filled("'a' ,   "),
    "row-spaces": ".htm" + _filled("[ '' '' ''          "),
    "date-key": "date:" + _filled("=["),
    "date-key-objects": "date:" + _filled("={a:"),
    "date-key-nested": "date:=" + _filled("["),
    "date-key-text": "date:" + _filled("=['"),
    "date-key-comment": "date:" + _filled("=[/*"),
    "date-key-parse": "date:" + _filled("JSON.parse('"),
    "date-key-numbers": "date:=[" + _filled("1,"),
    "jpage": _filled(".jpage({"),
    "write": _filled("document.write('"),
    "write-escape": _filled("document.write(unescape('%u"),
    "state": _filled("window.__INITIAL_STATE__={"),
    "jsonp": _filled("a("),
    "unicode": "date:=['" + _filled("\\u"),
    "create": _filled("createPageHTML("),
    "ajax-escaped": "$.ajax({url:" + _filled('\\"'),
    "ajax-escaped-odd": "$.ajax({url:'" + _filled("\\\\\\'"),
    "ajax-many": _filled("$.ajax({a:[") ,
    "ajax-nested": "$.ajax({" + _filled("a:{"),
    "ajax-function": "$.ajax({url:'/a',success:function(){" + _filled("$.get('/b',{c:/\"/});"),
    "get-escaped": "$.get(" + _filled('\\"'),
    "get-backtick": "$.get(" + _filled("\\`a="),
    "get-names": "$.get(" + _filled("a b "),
    "get-functions": "$.get(" + _filled("function a(b){a(1,"),
    "get-broken": "$.get(" + _filled("'\\\n"),
    "write-broken": "document.write ICP '" + ("\\\n" * 24_000),
    "write-escaped": "document.write ICP " + ('\\"' * 24_000),
    "write-comments": "document.write ICP " + ("/*" * 24_000),
    "write-lines": "document.write ICP " + ("\n" * 48_000),
    "write-markup": "document.write ICP '" + ("<!--" * 12_000) + "'",
    "write-angles": "document.write ICP '" + ("<p <" * 12_000) + "'",
    "eval": _filled("eval(function(p,a,c,k"),
}  # fmt: skip
_MARKUP = {
    "paragraphs": "<p>办理材料：</p>",
    "headings": "<h2>设定依据</h2>",
    "days": "<p>发布时间：</p><p>2018-06-29</p>",
    "cells": "<tr><td>成文日期</td><td>2018-06-29</td>",
    "rows": "<li><a href=a.html>关于印发办法的通知</a>06-29</li>",
    "table-rows": "<tr><td><a href=a.html>关于印发办法的通知</a><td>2018-06-29</tr>",
    "boxes": "<div><b>08</b><i>2018-06</i><a href=a.html>关于印发办法的通知</a></div>",
    "nested-boxes": "<div class='a b'>2018-06-29<a href=a.html>关于印发的通知</a>",
    "nested-tables": "<table><tr><td>文号：",
    "nested-inline": "<b><a href=a.html>政",
    "nested-lists": "<ul><li>一、",
    "terms": "<dl><dt>受理条件<dd>无",
    "lines": "政务公开<br>",
    "linked-lines": "<a href=a.html>政务公开栏目</a> 2018-06-29<br>",
    "questions": "<p>问：如何办理？</p><p>答：请到窗口。</p>",
    "letters": "<tr><td>信件标题</td><td>咨询</td><td>答复内容</td><td>已办结</td></tr>",
    "frames": "<iframe src=a.html></iframe>",
    "forms": "<form><input name=a><select name=b><option>c</select>",
    "inputs": "<label for=a>姓名</label><input id=a>",
    "tabs": "<li onclick=\"a('b')\">受理条件</li><div id=b>无</div>",
    "pagers": "<a href=index_2.html>下一页</a>",
    "crumbs": "<a href=/>首页</a> &gt; ",
    "metas": "<meta name=PubDate content=2018-06-29>",
    "scripts": "<script>$.get('/a')</script>",
    "hidden": "<div style='display:none'><a href=http://a.b/>c</a></div>",
    "images": "<img src=a.png>",
    "comments": "<!--",
    "cdata": "<![CDATA[",
    "attributes": "<a href='",
    "entities": "&#26159;",
}
_SHAPES = {
    "lines": "<h1>关于印发办法的通知</h1><div class='info'>{0}</div><div class='article'>{0}</div>",
    "rows": "<table><tr><td>文号<td>{0}</table><ul><li><a href=a.html>{0}</a> 2018-06-29</ul>",
    "ends": "<title>{0}</title><p>办理材料 咨询 答复 设定依据</p><div class='footer'>{0}</div>",
}


def _spent(run: object, *given: object) -> float:
    begun = time.process_time()
    run(*given)  # type: ignore[operator]
    return time.process_time() - begun


def _page(inner: str) -> bytes:
    return f"<html><body>{inner}</body></html>".encode()


@pytest.mark.parametrize("name", sorted(_TEXTS))
def test_texts(name: str) -> None:
    for shape, markup in _SHAPES.items():
        spent = _spent(read_page, _page(markup.format(_TEXTS[name])), "text/html; charset=utf-8")
        assert spent < _SECONDS, (name, shape, spent)


@pytest.mark.parametrize("name", sorted(_MARKUP))
def test_markup(name: str) -> None:
    begun = "<h1>关于印发办法的通知</h1><p>办理材料 咨询 答复 设定依据 受理条件 办理流程</p>"
    deep = name in ("nested-lists", "terms")  # the parser's own time grows with the depth
    page = _page(begun + _filled(_MARKUP[name], _SIZE // 3 if deep else _SIZE))
    assert (spent := _spent(read_page, page, "text/html; charset=utf-8")) < _SECONDS, (name, spent)


@pytest.mark.parametrize("name", sorted(_CODES))
def test_scripts(name: str) -> None:
    code = _CODES[name]
    for reader in (calls_in, data_in, records_in, rows_in):
        assert (spent := _spent(reader, [code])) < _SECONDS, (name, reader, spent)
    assert (spent := _spent(redirect_in, [code[:5_000]])) < _SECONDS, (name, spent)
    for walked in (literals_in, addresses_in):
        assert (spent := _spent(list, walked(code))) < _SECONDS, (name, walked, spent)
    assert (spent := _spent(read_data, code)) < _SECONDS, (name, spent)
    page = _page(f'<h1>通知公告</h1><div onclick="x"></div><script>{code}</script>')
    assert (spent := _spent(read_page, page, "text/html")) < _SECONDS, (name, spent)
