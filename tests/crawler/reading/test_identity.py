# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import pytest

from crawler.reading.page import read_page
from store.facts import Identity
from tests.crawler.reading.pages import NAV, TEXT, read

DCS = "http://dcs.conac.cn/js/28/000/0000/60417388/CA280000000604173880002.js"
BSZS = "http://bszs.conac.cn/sitename?method=show&id=21E2BB13660E"
JIUCUO = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=6200000042"


def identity(footer: str) -> Identity:
    page = (
        f"<html><body>{NAV}<div>{TEXT}</div><div>版权所有：某省文化厅</div>{footer}</body></html>"
    )
    return read_page(page.encode()).identity


@pytest.mark.parametrize(
    ("footer", "badge"),
    [
        (f'<a href="{BSZS}"><img src="/images/red.png"></a>', BSZS),
        (f'<script src="{DCS}"></script>', DCS),
        (f'<script>document.write("<script src=\'{DCS}\'><\\/script>")</script>', DCS),
        (f"<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='{DCS}' type='text/javascript'%3E%3C/script%3E\"));</script>", DCS),
        ('<a href="https://bszs-conac-cnx45.ipv6best.cn/sitename?id=1">x</a>', "https://bszs-conac-cnx45.ipv6best.cn/sitename?id=1"),
        ('<img src="/images/red.png" alt="党政机关">', "#"),
        ('<a href="/about.html"><img src="/i/b.png" title="事业单位标识"></a>', "/about.html"),
        ('<span id="_ideConac"></span>', "#"),
        ('<img src="/1.jpg" alt="党政机关办公用房管理座谈会">', ""),
        (f'<!-- <a href="{BSZS}"><img src="red.png"></a> -->', ""),
        (f'<script>// document.write("<script src=\'{DCS}\'><\\/script>")\n</script>', ""),
        ("<p>党政机关要带头过紧日子。</p>", ""),
    ],
)  # fmt: skip
def test_the_mark_of_party_and_government(footer: str, badge: str) -> None:
    assert identity(footer).badge == badge


@pytest.mark.parametrize(
    ("footer", "target"),
    [
        (f'<a href="{JIUCUO}"><img src="/images/jiucuo.png"></a>', JIUCUO),
        (
            "<script id='_jiucuo_' sitecode='6200000042' src='https://zfwzxx.www.gov.cn/check_web/_static/jiucuo.js'></script>",
            "https://zfwzxx.www.gov.cn/check_web/_static/jiucuo.js",
        ),
        (f"<script>document.write('<a href=\"{JIUCUO}\">'+img+'</a>')</script>", JIUCUO),
        ('<a href="/jc.html"><img alt="我为政府网站找错" src="x.png"></a>', "/jc.html"),
        ('<a href="/jc.html">政府网站找错</a>', "/jc.html"),
        ('<span id="_span_jiucuo"></span>', "#"),
        ('<a href="/n/1.html">关于“我为政府网站找错”平台留言办理情况的通报</a>', ""),
        ('<a href="/jc.html">我要纠错</a>', ""),
        (
            '<a href="http://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code=1"><img src="jc.png"></a>',
            "http://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code=1",
        ),
        ("<p>版权所有</p>", ""),
    ],
)
def test_the_report_of_errors(footer: str, target: str) -> None:
    assert identity(footer).error_report == target


def test_a_footer_that_a_script_writes() -> None:
    script = r"""document.write('<div class="foot"><p>主办单位：某省文化厅&nbsp;&nbsp;承办单位：厅信息中心<\/p><p>地址：兰州市文化路598号 联系电话：0931-8841200<\/p>'
    + '<p>网站标识码：6200000042 <a href="http://beian.gov.cn/?recordcode=62010002000600">备案</a> 陇ICP备15001598号-3</p></div>');"""
    found = identity(f"<script>{script}</script>")
    assert found == Identity(
        site_code="6200000042", icp="陇ICP备15001598号-3", police="62010002000600", organizer="某省文化厅",
        undertaker="厅信息中心", phone="0931-8841200", address="兰州市文化路598号",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("网站标识码：6200000042", "6200000042"), ("政府网站标识码 : bm64130001", "bm64130001"),
        ("标识码：<a>6200000042</a>", "6200000042"), ("<p>网站标识码：</p><p>6200000042</p>", "6200000042"),
        ("网站标识码：62000000421", ""), ("电话：6200000042", ""), ("网站标识码：", ""),
    ],
)  # fmt: skip
def test_site_codes(words: str, code: str) -> None:
    assert identity(f"<div>{words}</div>").site_code == code


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("主办：某省文化厅 承办：厅办公室", ("某省文化厅", "厅办公室")),
        ("主 办：某省文化厅　　承 办：厅办公室", ("某省文化厅", "厅办公室")),
        ("主办单位：某省文化厅承办单位：厅办公室", ("某省文化厅", "厅办公室")),
        (
            "主办单位：<b>某省文化厅</b> | 承办单位：厅办公室 | 技术支持：某公司",
            ("某省文化厅", "厅办公室"),
        ),
        ("主管单位：某省文化厅", ("某省文化厅", "")),
        ("技术支持：某公司", ("", "")),
        (
            "<table><tr><td>主办单位</td><td>某省文化厅</td></tr>"
            "<tr><td>承办单位</td><td>厅办公室</td></tr></table>",
            ("某省文化厅", "厅办公室"),
        ),
    ],
)
def test_who_runs_the_site(words: str, expected: tuple[str, str]) -> None:
    found = identity(f"<div>{words}</div>")
    assert (found.organizer, found.undertaker) == expected


def test_meta_tags_of_all_spellings() -> None:
    head = """<META NAME="SITEIDCODE" CONTENT="6200000042"><meta name=" SiteName " content=" 某省文化厅 ">
    <meta name="Site Domain" content="whhly.gansu.gov.cn"><meta content="通知公告" name="columnName"><meta name="ColumnName" content="">
    <meta name="ContentSource"><meta name="" content="x">"""
    meta = read(TEXT, head=head).meta
    assert meta["siteidcode"] == ("6200000042",)
    assert meta["sitename"] == ("某省文化厅",)
    assert meta["sitedomain"] == ("whhly.gansu.gov.cn",)
    assert meta["columnname"] == ("通知公告", "")
    assert meta["contentsource"] == ("",)
    assert "" not in meta
