# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import pytest

from crawler.reading.page import read_page
from tests.crawler.reading.pages import TEXT, read

TITLE = "关于印发《全省公共文化服务保障办法》的通知"
INFO = "<div>发布时间：2018-06-29　来源：厅办公室</div>"
ARTICLE_META = f'<meta name="ArticleTitle" content="{TITLE}">'


@pytest.mark.parametrize(
    ("heading", "head_title", "head"),
    [
        (f"<h1>{TITLE}</h1>", f"{TITLE}-某省文化厅", ""),
        (f"<h1>{TITLE}</h1>", "通知公告_某省文化厅", ""),
        (f"<h1>{TITLE}</h1>", "某省文化厅", ""),
        (f'<div class="bt">{TITLE}</div>', "通知公告--某省文化厅", ""),
        (f'<div class="article_title">{TITLE}</div>', "通知公告_\n某省文化厅", ARTICLE_META),
        (f'<p align="center"><strong>{TITLE}</strong></p>', f"{TITLE}_某省文化厅", ""),
        (f'<span class="Title"><b>{TITLE}</b></span><br>', f"{TITLE} 某省文化厅", ""),
        ("<h1>关于印发《全省公共文化服务<br>保障办法》的通知</h1>", "某省文化厅", ""),
        ("<h1>关于印发《全省公共文化\n        服务保障办法》的通知</h1>", "某省文化厅", ""),
        ('<p class="t">关于印发《全省公共文化服务</p><p class="t">保障办法》的通知</p>', f"{TITLE}-某省文化厅", ""),
        (f"<h1>{TITLE}</h1><h2 class='subtitle'>某文发〔2018〕12号</h2>", "某省文化厅", ""),
        (f"<h2>{TITLE}<p>发布时间 : 2018-06-29</p></h2>", "某省文化厅", ""),
        (f"<table><tr><td align='center'>{TITLE}</td></tr></table>", f"{TITLE}-政策文件", ""),
    ],
)  # fmt: skip
def test_the_title_is_the_articles_own(heading: str, head_title: str, head: str) -> None:
    content = f'<div class="article">{heading}{INFO}<div id="zoom">{TEXT}</div></div>'
    assert read(content, head_title, head).title == TITLE


@pytest.mark.parametrize(
    "site", ["<h1>某省文化厅</h1>", '<div class="logo-title"><h1>某省文化厅</h1></div>']
)
def test_the_sites_name_is_no_title(site: str) -> None:
    meta = '<meta name="SiteName" content="某省文化厅">'
    content = f'<div class="top">{site}</div><div><h2>{TITLE}</h2>{INFO}{TEXT}</div>'
    assert read(content, f"{TITLE}-某省文化厅", meta).title == TITLE


def test_what_the_page_shows_beats_a_wrong_meta_title() -> None:
    meta = (
        '<meta name="ArticleTitle" content="测试标题"><meta name="SiteName" content="某省文化厅">'
    )
    facts = read(f"<h1>{TITLE}</h1>{INFO}<div>{TEXT}</div>", f"{TITLE}-某省文化厅", meta)
    assert facts.title == TITLE
    assert facts.meta["articletitle"] == ("测试标题",)


def test_the_card_of_a_document_names_it() -> None:
    card = f"""<table><tr><td>索 引 号：</td><td>1/2018-1</td><td>发文机关：</td><td>省文化厅</td></tr>
    <tr><td>标　　题：</td><td colspan="3">{TITLE}</td></tr></table>"""
    assert read(f"{card}<div>{TEXT}</div>", "政府信息公开").title == TITLE


@pytest.mark.parametrize(
    ("head_title", "crumb", "expected"),
    [
        ("通知公告-某省文化厅", "通知公告", "通知公告"),
        ("某省文化厅", "通知公告", "通知公告"),
        ("通知公告_某省文化厅", "", "通知公告"),
    ],
)
def test_a_column_has_its_own_name(head_title: str, crumb: str, expected: str) -> None:
    where = (
        f'<div class="crumb">您的位置：<a href="/">首页</a> &gt; <a href="/tzgg/">{crumb}</a></div>'
    )
    rows = "".join(
        f"<li><a href='/tzgg/{n}.html'>关于第{n}项工作的通知</a><span>2018-06-{n:02}</span></li>"
        for n in range(1, 12)
    )
    facts = read(f"{where if crumb else ''}<ul class='list'>{rows}</ul>", head_title)
    assert facts.title == expected


def test_the_head_title_is_kept_as_it_is() -> None:
    assert read("<p>x</p>", "\n  通知公告_\n  某省文化厅 ").head_title == "通知公告_ 某省文化厅"


def test_a_bare_document_names_itself_in_its_first_lines() -> None:
    lines = f"<p align=center>某文发〔2018〕12号</p><p align=center><b>{TITLE}</b></p>"
    assert read(f"<div>{lines}{TEXT}</div>", "某省文化厅文件").title == TITLE


def test_of_many_headings_the_one_above_the_header_line() -> None:
    headings = "<h1>某省文化厅</h1><h1>通知公告</h1><h1>关于放假的通知</h1>"
    facts = read(f"{headings}{INFO}<div>{TEXT}</div>", "某省文化厅-通知公告-关于放假的通知")
    assert facts.title == "关于放假的通知"


def test_a_sentence_of_a_table_that_speaks_of_notices_is_no_title() -> None:
    title = "白岭市博物馆免费开放信息"
    said = "无。如需临时停止开放，将提前7日公告"
    facts = read_page(
        f"<html><head><title>某省文化厅</title></head><body><table><tr><td class=tit><b>{title}</b></td></tr>"
        f"<tr><td>作者：厅人事处　发布时间：2018-6-14 8:01:00</td></tr><tr><td class=neirong>"
        f"<table><tr><td>机构名称</td><td>白岭市博物馆</td></tr><tr><td>开放时间</td><td>周二至周日9:00—17:30</td></tr>"
        f"<tr><td>停止开放信息</td><td>{said}</td></tr></table>以上服务项目全部免费，欢迎广大群众参观体验。"
        f"</td></tr></table></body></html>".encode(),
        "text/html; charset=utf-8",
    )
    assert facts.title == title
