# ruff: noqa: E501 — markup is kept on one line
"""How lists go on, in the styles of the systems that portals are made with."""

from __future__ import annotations

import pytest

from crawler.reading.paging import UNFOLLOWABLE
from store.facts import Paging
from tests.crawler.reading.pages import read

ROWS = "".join(
    f"<li><a href='/tzgg/t{n}.html'>关于开展第{n}批文化项目申报的通知</a><span>2018-06-{n + 10}</span></li>"
    for n in range(1, 9)
)

PAGERS: dict[str, tuple[str, Paging]] = {
    "TRS": (
        '<script>createPageHTML(3, 0, "index", "html");</script>',
        Paging(("index_1.html", "index_2.html"), 3, None, "createPageHTML"),
    ),
    "TRS with an id": (
        "<div id='pg'></div><script>createPageHTML('pg',3, 1,'list','shtml',42);</script>",
        Paging(("list_2.shtml", "list_3.shtml"), 3, None, "createPageHTML"),
    ),
    "VSB": (
        "<div class='pb_sys_common'>共42条&nbsp;1/3&nbsp;<a href='tzgg/2.htm'>下页</a><a href='tzgg/1.htm'>尾页</a></div>",
        Paging(("tzgg/2.htm", "tzgg/1.htm"), 3, 42, "next-link"),
    ),
    "list2.htm": (
        "<div class='page'><a href='list2.htm'>2</a><a href='list3.htm'>3</a><a href='list2.htm'>下一页</a></div>",
        Paging(("list2.htm", "list3.htm"), None, None, "next-link"),
    ),
    "query": (
        "<div class='page'>共 3 页 <a href='?id=3&page=2'>下一页</a></div>",
        Paging(("?id=3&page=2",), 3, None, "next-link"),
    ),
    "JCMS": (
        "<script type='text/xml'><nextgroup><![CDATA[<a href='/module/jpage/dataproxy.jsp?page=1&columnid=7'></a>]]></nextgroup></script>",
        Paging(("/module/jpage/dataproxy.jsp?page=1&columnid=7",), None, None, "jpage"),
    ),
    "ASP.NET": (
        "<div id='pager'><a disabled='disabled'>上一页</a><a href=\"javascript:__doPostBack('p','2')\">2</a>"
        "<a href=\"javascript:__doPostBack('p','3')\">3</a><a href=\"javascript:__doPostBack('p','2')\">下一页</a></div>",
        Paging((), 3, None, "postback"),
    ),
    "webplus": (
        "<ul class='wp_paging'><li><span class='all_count'>总共 <em>42</em> 记录</span></li><li><a href='list2.htm'>下一页</a></li>"
        "<li>页码 <em>1</em>/<em>3</em></li></ul>",
        Paging(("list2.htm",), 3, 42, "next-link"),
    ),
    "a jump menu": (
        "<select onchange='location=this.value'><option value='index.html'>1</option><option value='index_2.html'>2</option>"
        "<option value='index_3.html'>3</option></select><select><option value='/2016/'>2016</option><option value='/2017/'>2017</option></select>",
        Paging(("index_2.html", "index_3.html"), None, None, "menu"),
    ),
    "laypage": (
        "<div id='p'></div><script>laypage({cont:'p',pages:3,curr:1,jump:function(obj,first){if(!first){location.href='?id=3&page='+obj.curr;}}})</script>",
        Paging(("?id=3&page=2", "?id=3&page=3"), 3, None, "laypage"),
    ),
    "layui": (
        "<div id='p'></div><script>layui.use('laypage',function(laypage){laypage.render({elem:'p',count:42,limit:15,jump:draw})})</script>",
        Paging((), 3, None, "laypage"),
    ),
    "a script's own": (
        "<div class='page'><a href='javascript:;' onclick='goPage(2)'>下一页</a></div>",
        Paging((), None, None, "script-call"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", PAGERS)
def test_pagers(style: str) -> None:
    markup, expected = PAGERS[style]
    found = read(f"<div class='list'><ul>{ROWS}</ul></div>{markup}", "通知公告").paging
    assert found == expected


def test_a_pager_whose_next_leads_nowhere_is_at_its_end() -> None:
    pager = "<div class='page'><a href='javascript:void(0)'>上一页</a><a href='#'>下一页</a></div>"
    found = read(f"<div class='list'><ul>{ROWS}</ul></div>{pager}", "通知公告").paging
    assert (found.hrefs, found.declared_pages) == ((), None)
    assert found.style not in UNFOLLOWABLE
