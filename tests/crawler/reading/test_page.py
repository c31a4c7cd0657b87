# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.reading import read as read_any
from crawler.reading.page import read_page
from store.facts import AttachmentFacts, Identity, Link, PageFacts
from store.vocabulary import Place
from tests.crawler.reading.pages import NAV, PARAGRAPH, TEXT, html, read

SHARED = Path(
    os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[3] / ".." / "shared")
)
CORPUS = SHARED / "corpus"
SAMPLE = html(
    f"<h1>关于某事的通知</h1><div>发布时间：2018-06-29 来源：厅办公室</div><div id='zoom'>{TEXT}"
    "<table><tr><td>项目</td><td>金额</td></tr><tr><td colspan=2>合计</td></tr></table></div>"
    "<script>createPageHTML(4, 0, 'index', 'html')</script><ul><li><a href='/a.html'>某项通知</a>06-29</li></ul>"
)


def test_the_footer_tells_who_runs_the_site() -> None:
    assert read(TEXT).identity == Identity(
        site_code="6200000042", icp="陇ICP备15001598号-3", police="62010002000600",
        organizer="某省文化厅", undertaker="某省文化厅信息中心", phone="0931-8841200",
        address="兰州市城关区文化路598号",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("footer", "expected"),
    [
        ("版权所有：某厅 主办：某厅办公室<br>标识码：bm64130001 京ICP备05070218号", ("bm64130001", "京ICP备05070218号", "某厅办公室")),
        ("<script>document.write('网站标识码：6200000042')</script>版权所有：某厅", ("6200000042", "", "")),
        ("<!-- 网站标识码：6200000042 --><p>版权所有：某厅</p>", ("", "", "")),
    ],
)  # fmt: skip
def test_footers_of_other_templates(footer: str, expected: tuple[str, str, str]) -> None:
    page = f"<html><body>{NAV}<div>{TEXT}</div><div>{footer}</div></body></html>"
    found = read_page(page.encode()).identity
    assert (found.site_code, found.icp, found.organizer) == expected


def test_the_text_may_name_organisers_of_its_own() -> None:
    facts = read(
        f"<h1>关于展览的通知</h1><div>发布时间：2018-06-29</div><div id='zoom'>{TEXT}<p>主办单位：省博物馆</p></div>"
    )
    assert facts.identity.organizer == "某省文化厅"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 正文</div>', ["首页", "政务公开"]),
        ('<div><span>您现在的位置：</span><ul><li><a href="/">首页</a></li><li><a href="/a/">公告</a></li></ul></div>', ["首页", "公告"]),
        ('<td><a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/a/">专题报道</a></td>', ["首页", "专题报道"]),
        ("<div>当前位置 : 首页-&gt;邯郸信息-&gt;本地动态</div>", ["首页", "邯郸信息", "本地动态"]),
        ('<div>首页 <a href="/">首页</a> <a href="/a/">公告</a></div>', []),
    ],
)  # fmt: skip
def test_breadcrumbs(markup: str, expected: list[str]) -> None:
    facts = read(f"{markup}<h1>关于某事的通知</h1><div>发布时间：2018-06-29</div>{TEXT}")
    assert [link.text for link in facts.breadcrumb] == expected


def test_breadcrumbs_keep_their_addresses() -> None:
    where = '<div>所在位置：<a href="../">首页</a> &gt; <a href="./">公告</a></div>'
    assert read(where + TEXT).breadcrumb == (Link("../", "首页"), Link("./", "公告"))


def test_the_fields_of_a_card() -> None:
    card = """<table><tr><td><b>索 引 号：</b></td><td>1/2018-1</td><td><b>主题分类：</b></td><td></td></tr>
    <tr><td>发文机关：</td><td>省文化厅</td><td>成文日期：</td><td>2018年06月20日</td></tr>
    <tr><td>发文字号：</td><td>某文发〔2018〕12号</td><td>发布日期：</td><td>2018年06月29日</td></tr></table>"""
    facts = read(f"{card}<h1>关于某事的通知</h1><div id='zoom'>{TEXT}</div>")
    assert facts.fields == {
        "索引号": "1/2018-1", "主题分类": "", "发文机关": "省文化厅", "成文日期": "2018年06月20日",
        "发文字号": "某文发〔2018〕12号", "发布日期": "2018年06月29日",
    }  # fmt: skip
    assert facts.published.chosen is not None
    assert facts.published.chosen.day.isoformat() == "2018-06-29"


@pytest.mark.parametrize(
    "card",
    [
        "<dl><dt>索引号</dt><dd>1/2018-1</dd><dt>文号</dt><dd>某文发〔2018〕12号</dd></dl>",
        "<dl><dd><label>索 引 号：</label><div>1/2018-1</div></dd><dd><label>文号：</label><div>某文发〔2018〕12号</div></dd></dl>",
        "<p>索引号：1/2018-1　文　　号：某文发〔2018〕12号</p>",
        "<ul><li>【索引号】：1/2018-1</li><li>【文号】：某文发〔2018〕12号</li></ul>",
    ],
)
def test_fields_outside_of_tables(card: str) -> None:
    facts = read(f"{card}<h1>关于某事的通知</h1><div id='zoom'>{TEXT}</div>")
    assert facts.fields == {"索引号": "1/2018-1", "文号": "某文发〔2018〕12号"}


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：厅办公室　发布时间：2018-06-29", "厅办公室"),
        ("发布时间：2018-06-29　信息来源：甘肃日报 浏览次数：8", "甘肃日报"),
        ("发布时间：2018-06-29 来源：", ""),
        ("来源：发布时间：2018-06-29", ""),
        ("来源：<a href='http://www.gov.cn/'>中国政府网</a> 2018-06-29", "中国政府网"),
        ("发布时间：2018-06-29", ""),
    ],
)
def test_sources(line: str, source: str) -> None:
    facts = read(f"<h1>关于某事的通知</h1><div>{line}</div><div id='zoom'>{TEXT}</div>")
    assert facts.source == source


def test_the_text_is_the_articles_paragraphs() -> None:
    share = "<div class='share'>分享到：微信 微博</div><div class='xgyd'><h3>相关阅读</h3><a href='/x'>另一件事的通知</a></div>"
    facts = read(
        f"<h1>关于某事的通知</h1><div>发布时间：2018-06-29</div><div id='zoom'>{TEXT}</div>{share}"
    )
    assert facts.text == "\n".join([PARAGRAPH] * 6)


def test_the_text_of_a_list_is_searchable() -> None:
    rows = "".join(
        f"<li><a href='/{n}.html'>关于第{n}项工作的通知</a>2018-06-{n:02}</li>" for n in range(1, 9)
    )
    text = read(f"<ul>{rows}</ul>").text
    assert "关于第3项工作的通知" in text
    assert "网站标识码" not in text


def test_tables_of_the_text() -> None:
    table = """<p>收支预算总表</p><p>单位：万元</p><table><tr><th rowspan=2>项目</th><th colspan=2>金额</th></tr>
    <tr><th>本年</th><th>上年</th></tr><tr><td>收入</td><td>1,200.50</td><td>900</td></tr></table>"""
    facts = read(
        f"<h1>部门预算</h1><div>发布时间：2018-06-29</div><div id='zoom'>{TEXT}{table}</div>"
    )
    (found,) = facts.tables
    assert found.rows == (("项目", "金额", ""), ("", "本年", "上年"), ("收入", "1,200.50", "900"))
    assert (found.title, found.unit, found.place) == ("收支预算总表", "万元", "正文第1个表格")


def test_layout_tables_are_no_tables() -> None:
    assert (
        read(
            f"<table><tr><td>{TEXT}</td><td>旁栏</td></tr><tr><td><table></table></td></tr></table>"
        ).tables
        == ()
    )


def test_meta_tags_keep_order_repetition_and_emptiness() -> None:
    head = '<meta name="SiteIDCode" content=""><META NAME="siteidcode" CONTENT="6200000042"><meta property="og:x" content="1">'
    meta = read(TEXT, head=head).meta
    assert meta["siteidcode"] == ("", "6200000042")
    assert meta["og:x"] == ("1",)


def test_hidden_text_is_not_read_but_hidden_links_are() -> None:
    facts = read(
        f"<div style='display:none'>发布时间：2001-01-01<a href='/m/'>菜单</a></div>{TEXT}"
    )
    assert facts.published.chosen is None
    assert "2001" not in facts.text
    assert "/m/" in {link.href for link in facts.links}


def test_read_dispatches_by_content() -> None:
    assert isinstance(read_any(SAMPLE, "application/octet-stream"), PageFacts)
    assert isinstance(read_any(b"%PDF-1.4 broken", "text/html"), AttachmentFacts)


def corpus_pages() -> list[Path]:
    if not (CORPUS / "INDEX.tsv").exists():
        pytest.skip("needs ../shared/corpus")
    with (CORPUS / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        paths = [CORPUS / row["path"] for row in csv.DictReader(lines, delimiter="\t")]
    return [path for path in paths if path.suffix in (".html", ".xml", ".txt")]


def test_every_page_of_the_corpus_is_read() -> None:
    pages = corpus_pages()
    assert len(pages) > 70
    for path in pages:
        facts = read_page(path.read_bytes())
        if path.suffix == ".html" and "encodings" not in str(path):
            assert facts.quality == "good", path
            assert facts.title, path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.binary(max_size=8)), max_size=8))
def test_mutated_bytes_never_raise(changes: list[tuple[int, bytes]]) -> None:
    body = SAMPLE
    for at, data in changes:
        body = body[:at] + data + body[at + len(data) // 2 :]
    assert isinstance(read_page(body), PageFacts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<a href='x'>", "<table>", "<tr>", "<td colspan=3 rowspan=9>", "</table>", "</a>", "<li>", "<p>", "</p>", "<br>", "2018-06-29", "来源：", "当前位置：", "<script>", "</script>", "<iframe>", "<select>", "<h1>", "<frameset>", "</div>", "&#x4e2d;", "<!--"]), max_size=60))  # fmt: skip
def test_broken_markup_never_raises(parts: list[str]) -> None:
    assert isinstance(read_page("".join(parts).encode()), PageFacts)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\0" * 1000, b"<" * 50_000, b"<a" * 50_000, b"<div>" * 20_000, b"<table><tr><td>" * 5_000,
        b"<a href='x'>" * 20_000, b"<script>" + b"{" * 50_000, b"<script>" + b"['a','" * 20_000,
        b"<p>" + b"2018-06-" * 20_000, ("<p>" + "发布时间：" * 20_000).encode(), b"<!--" * 20_000,
    ],
    ids=range(12),
)  # fmt: skip
def test_hostile_pages_end(body: bytes) -> None:
    assert isinstance(read_page(body), PageFacts)


def test_a_huge_page_is_bounded() -> None:
    row = "<li><a href='/{0}.html'>关于第{0}项重要工作的通知</a><span>2018-06-29</span></li>"
    body = ("<ul>" + "".join(row.format(n) for n in range(90_000))).encode()
    facts = read_page(body)
    assert len(facts.links) <= 5_000
    assert len(facts.items) <= 1_000
    assert len(facts.text) <= 1_000_000


def test_an_article_between_its_neighbours_is_an_article() -> None:
    facts = read(
        f"""<form><div><h1>关于开展调研的通知</h1><div>发布日期：2018-06-29　作者：　来源：　点击：[<span id=d>2018</span>]</div>
        <div id="vsb_content"><p>{PARAGRAPH}</p><p>2018年6月20日</p></div>
        <ul><li>附件【<a href="/system/download.jsp?id=1">名单.xls</a>】已下载<span>3</span>次</li></ul></div>
        <div>上一条：<a href="1001.htm">关于召开会议的通知</a> [2018-06-20]</div>
        <div>下一条：<a href="1003.htm">关于放假的通知</a></div></form>""",
        "关于开展调研的通知-某省文化厅",
    )
    assert facts.title == "关于开展调研的通知"
    assert facts.published.chosen is not None
    assert facts.published.chosen.day.isoformat() == "2018-06-29"
    assert (facts.items, facts.source) == ((), "")
    assert Link("/system/download.jsp?id=1", "名单.xls", Place.BODY) in facts.links


def test_the_header_row_of_a_list_is_no_card() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='a{n}.html'>关于第{n}项工作的意见</a></td><td>某文发〔2018〕{n}号</td><td>2018年6月{n}日</td></tr>"
        for n in range(1, 6)
    )
    head = "<tr><th>序号</th><th>标题</th><th>文号</th><th>发布日期</th></tr>"
    facts = read(f"<table>{head}{rows}</table>", "信息公开目录")
    assert (facts.title, facts.fields, len(facts.items)) == ("信息公开目录", {}, 5)


def test_a_signature_is_no_title() -> None:
    facts = read(
        f"""<table><tr><td class="bt">关于印发政务公开工作要点的通知</td></tr><tr><td>发布日期：2018-06-29　来源：　报送单位：</td></tr>
        <tr><td><div class=TRS_Editor>{TEXT}<p>甘肃省文化厅</p><p>2018年6月25日</p></div></td></tr></table>""",
        "甘肃省文化厅",
    )
    assert (facts.title, facts.source) == ("关于印发政务公开工作要点的通知", "")
