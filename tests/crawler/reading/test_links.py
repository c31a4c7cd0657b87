# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import pytest

from crawler.reading.page import read_page
from store.facts import PageFacts, Paging
from store.vocabulary import Place
from tests.crawler.reading.pages import TEXT, read

ROWS = "".join(
    f"<li><a href='/tzgg/{n}.html'>关于第{n}项重要工作的通知</a>2018-06-{n:02}</li>"
    for n in range(1, 12)
)


def places(facts: PageFacts) -> dict[str, Place]:
    return {link.href: link.place for link in facts.links}


def test_links_know_where_they_stand() -> None:
    where = (
        '<div class="crumb">您的位置：<a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a></div>'
    )
    body = f'<h1>关于某事的通知</h1><div>发布时间：2018-06-29</div><div id="zoom">{TEXT}<p><a href="f.pdf">附件</a></p></div>'
    found = places(read(where + body))
    assert found["/xwdt/"] is Place.NAV
    assert found["/tzgg/"] is Place.BREADCRUMB
    assert found["f.pdf"] is Place.BODY
    assert found["http://beian.miit.gov.cn/"] is Place.FOOTER


def test_list_and_pager_links() -> None:
    pager = '<div class="page"><a href="index_1.html">2</a><a href="index_1.html">下一页</a><a href="index_9.html">尾页</a></div>'
    found = places(read(f"<ul>{ROWS}</ul>{pager}"))
    assert found["/tzgg/3.html"] is Place.LIST
    assert found["index_1.html"] is Place.PAGER
    assert found["index_9.html"] is Place.PAGER


@pytest.mark.parametrize(
    ("markup", "href", "place"),
    [
        ("<iframe src='foot.html'></iframe>", "foot.html", Place.FRAME),
        ("<map><area href='/zt/' alt='专题'></map>", "/zt/", Place.NAV),
        ("<a href=\"javascript:window.open('/a/b.html')\">打开</a>", "/a/b.html", Place.SCRIPT),
        ("<a href='#' onclick=\"location.href='/a/c.html'\">打开</a>", "/a/c.html", Place.SCRIPT),
        ("<a href=\"javascript:openUrl('/a/d.html')\">打开</a>", "/a/d.html", Place.SCRIPT),
        ("<div onclick=\"window.open('e.html','_blank')\">打开</div>", "e.html", Place.SCRIPT),
        ("<script>function f(){window.open('/a/f.html');}</script>", "/a/f.html", Place.SCRIPT),
        (
            "<script>document.write('<a href=\"/a/g.html\">更多</a>')</script>",
            "/a/g.html",
            Place.SCRIPT,
        ),
        (
            "<select onchange=window.open(this.value)><option value='http://www.gov.cn/'>中国政府网</select>",
            "http://www.gov.cn/",
            Place.SCRIPT,
        ),
    ],
)
def test_addresses_outside_of_plain_links(markup: str, href: str, place: Place) -> None:
    assert places(read(markup + TEXT))[href] is place


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='javascript:void(0)'>x</a>", "<a href='mailto:a@b.cn'>x</a>", "<a href='tel:12345'>x</a>",
        "<a href='#top'>x</a>", "<a href=''>x</a>", "<a href='{{item.url}}'>x</a>",
        "<script>document.write('<a href=\"'+u+'\">x</a>')</script>",
        "<script>location.href = base + '/x.html';var a='/y.html'</script>",
        "<script src='/js/a.js'></script>", "<!-- <a href='/old.html'>x</a> -->",
        "<script>window.open('/a/' + id + '.html')</script>", "<a href=\"javascript:doZoom(16)\">中</a>",
        "<a href=\"javascript:setFont('big')\">大</a>",
    ],
)  # fmt: skip
def test_what_is_no_address(markup: str) -> None:
    plain = {link.href for link in read(TEXT).links}
    assert {link.href for link in read(markup + TEXT).links} == plain


def test_fragments_are_dropped_and_addresses_distinct() -> None:
    facts = read(
        "<p><a href='/a.html#1'><img src=x></a> <a href='/a.html#2'>关于某事</a></p>" + TEXT
    )
    assert [link.text for link in facts.links if link.href == "/a.html"] == ["关于某事"]


def test_a_frameset() -> None:
    facts = read_page(
        b"<html><frameset rows='10,*'><frame src='top.htm'><frame src='main.htm'></frameset></html>"
    )
    assert facts.quality == "frameset"
    assert places(facts) == {"top.htm": Place.FRAME, "main.htm": Place.FRAME}


def test_the_base_is_kept() -> None:
    assert (
        read(TEXT, head='<base href="http://www.x.gov.cn/new/">').base_href
        == "http://www.x.gov.cn/new/"
    )


@pytest.mark.parametrize(
    ("pager", "expected"),
    [
        (
            '<script>createPageHTML(4, 0, "index", "html");</script>',
            Paging(("index_1.html", "index_2.html", "index_3.html"), 4, None, "createPageHTML"),
        ),
        (
            "<script>createPageHTML('page_div',3, 1,'list','shtml',40);</script>",
            Paging(("list_2.shtml", "list_3.shtml"), 3, None, "createPageHTML"),
        ),
        (
            '<script>var currentPage = 0;var countPage = 3;document.write("<a href=\\"index"+"_" + '
            'nextPage + "."+"htm\\">");document.write("<a href=\\"index_"+1+".htm\\">2</a>")</script>',
            Paging(("index_1.htm", "index_2.htm"), 3, None, "countPage"),
        ),
        (
            '<div>共107条 1/8页 <a href="list_2.html">下一页</a> <a href="list_8.html">尾页</a></div>',
            Paging(("list_2.html", "list_8.html"), 8, 107, "next-link"),
        ),
        (
            '<div class="page"><b>1</b> <a href="?page=2">2</a> <a href="?page=3">3</a> <a href="?page=2">&gt;</a></div>',
            Paging(("?page=2", "?page=3"), None, None, "next-link"),
        ),
        (
            "<script>var pageChnlInfo={ maxStaticIndex: 5, recordCount:'107', prepage:15 }</script>"
            '<a href="javascript:goPage(2)">下一页</a>',
            Paging((), None, 107, "script-call"),
        ),
        ('<p>第1页/共12页 <a href="2.htm">下页</a></p>', Paging(("2.htm",), 12, None, "next-link")),
        ("", Paging()),
    ],
)  # fmt: skip
def test_paging(pager: str, expected: Paging) -> None:
    assert read(f"<ul>{ROWS}</ul>{pager}").paging == expected


def test_a_jpage_names_its_further_pages() -> None:
    script = (
        '<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&col=1">'
        "</a>]]></nextgroup><recordset><record><![CDATA[<li><a href='/art/2018/6/29/art_1_2.html'>关于某事的重要通知</a>"
        "</li>]]></record></recordset><totalrecord>107</totalrecord><totalpage>8</totalpage></datastore></script>"
    )
    paging = read(script).paging
    assert paging == Paging(("/module/web/jpage/dataproxy.jsp?page=2&col=1",), 8, 107, "jpage")


@pytest.mark.parametrize(
    "text", ["本报告共12页，附表3页。", "全年共办理建议107条。", "第1/12页为目录"]
)
def test_texts_that_count_pages_are_no_pagers(text: str) -> None:
    facts = read(
        f"<h1>关于某事的报告</h1><div>发布时间：2018-06-29</div><div>{TEXT}<p>{text}</p></div>"
    )
    assert facts.paging == Paging()
