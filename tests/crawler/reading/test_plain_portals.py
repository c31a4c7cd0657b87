"""Pages as small portals make them by hand: each was once read wrong.

Titles in short words or bare cells, ``<title>`` with the name of the site or the column alone, lists
of other pages with dates beside the article, header lines in words of their own.
"""
# ruff: noqa: E501 — markup is kept on one line

from __future__ import annotations

import pytest

from crawler.reading.page import read_page
from store.facts import PageFacts
from tests.crawler.reading.pages import TEXT

SITE = "某县文体广电和旅游局"
TITLE = "关于开展2019年文化科技卫生三下乡活动的通知"
BESIDE = (
    '<h3>推荐阅读</h3><ul><li><a href="/a/1.html">我县召开文化工作会议部署全年任务</a> 2019-01-11</li>'
    '<li><a href="/a/2.html">文化惠民演出走进社区受到欢迎</a> 2019-01-09</li>'
    '<li><a href="/a/3.html">图书馆举办全民阅读系列活动启动</a> 2019-01-05</li></ul>'
)


def page(content: str, title: str = SITE, beside: str = "") -> PageFacts:
    """A page with a menu, a list of other pages and a footer around its content."""
    return read_page(
        f'<html><head><meta charset=utf-8><title>{title}</title></head><body><div id="nav"><a href="/">首页</a>'
        f'<a href="/xwdt/">新闻动态</a></div><div id="main"><div class="left">{beside}</div><div class="right">{content}</div></div>'
        f'<div id="footer"><p>主办：{SITE}　Copyright&copy;2015-2019　网站标识码：6210230010</p></div></body></html>'.encode()
    )


def day(facts: PageFacts) -> str:
    """The publication date, "" when none was read."""
    return facts.published.chosen.day.isoformat() if facts.published.chosen else ""


#: content, <title>, the title and the day that a person reads
ARTICLES = {
    "a short title in a bare cell": (
        f"<table><tr><td>首页-&gt;通知-&gt;浏览信息</td></tr><tr><td align=center>关于清明节放假的通知</td></tr><tr><td>作者：办公室　来源：　发布时间：2009-3-31 9:08:00　阅读次数：2009 次</td></tr><tr><td>{TEXT}</td></tr></table>",
        "::某县文化体育局::", "关于清明节放假的通知", "2009-03-31"),
    "the site's name as a link above": (
        f'<h1><a href="/">{SITE}</a></h1><h3>市图书馆新馆开馆</h3><p>2018-06-01 10:00</p>{TEXT}',
        SITE, "市图书馆新馆开馆", "2018-06-01"),
    "the site's name without a link above": (
        f"<h1>{SITE}</h1><div class=bt>市图书馆新馆开馆</div><p>2018-06-01 10:00 点击：12</p>{TEXT}",
        SITE, "市图书馆新馆开馆", "2018-06-01"),
    "the site's name in the text": (
        f"<div>行政许可信息公示：同意设立演出经纪有限公司</div><div>作者：办公室 发布时间：2018-10-19 10:20:00</div><p>决定机关</p><p>{SITE}</p>{TEXT}",
        SITE, "行政许可信息公示：同意设立演出经纪有限公司", "2018-10-19"),
    "<title> is the column, and the column stands above": (
        f'<h2 class="column">工作动态</h2><div class="t1">我县图书馆新馆开馆</div><div class="t2">发布时间：2018-12-29 点击：33</div><div>{TEXT}</div>',
        "工作动态", "我县图书馆新馆开馆", "2018-12-29"),
    "site, column, title": (
        f'<h1>{SITE}</h1><h2>通知公告</h2><h3>{TITLE}</h3><p class="i">2018/12/29 15:20:11</p><div>{TEXT}</div>',
        "通知公告", TITLE, "2018-12-29"),
    "all in one cell": (
        f"<table width=778><tr><td>{TITLE}<br><br>发布时间：2018-12-29　　发布人：admin　　点击：1298<hr>{TEXT}</td></tr></table>",
        SITE, TITLE, "2018-12-29"),
    "the day on the right of the title": (
        f'<div class="tt"><span class="l">{TITLE}</span><span class="r">2018-12-29</span></div><div class="cc">{TEXT}</div>',
        TITLE, TITLE, "2018-12-29"),
    "clicks without a colon": (
        f"<h1>关于印发工作方案的通知</h1><div>2018-06-12　|　阅读 88　|　【大 中 小】</div><div>{TEXT}</div>",
        "关于印发工作方案的通知", "关于印发工作方案的通知", "2018-06-12"),
    "who typed it, and the weekday": (
        f"<h1>{TITLE}</h1><div>录入：张三 审核：李四 2018/6/1 星期五</div><div>{TEXT}</div>",
        TITLE, TITLE, "2018-06-01"),
    "a file and nothing else": (
        '<div class="bt">2018年度部门决算公开说明</div><div>发布日期：2019-08-20</div><div><a href="/u/2018js.pdf">2018年度部门决算公开说明.pdf</a></div>',
        "预决算公开", "2018年度部门决算公开说明", "2019-08-20"),
    "a day in the trail": (
        f'<div class="pos">首页 &gt; 2018-12-29专题 &gt; 正文</div><h2>专题说明</h2>{TEXT}',
        "专题说明", "专题说明", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("beside", ["", BESIDE])
def test_title_and_day(name: str, beside: str) -> None:
    content, head, title, expected = ARTICLES[name]
    facts = page(content, head, beside)
    assert (facts.title, day(facts)) == (title, expected)


def test_an_article_beside_a_dated_list_is_an_article() -> None:
    facts = page(
        '<div class="bt">“文化进万家”活动启动仪式举行</div><div class="fbt">——我县2019年春节文化活动综述</div>'
        f'<div class="ly">来源:某某日报  2018-12-29 07:05</div><div class="nr">{TEXT}<p>本办法自2019年2月1日起施行。</p></div>',
        "新闻动态",
        BESIDE,
    )
    assert (facts.source, facts.subtitle) == ("某某日报", "——我县2019年春节文化活动综述")
    assert facts.items == ()
    assert "推荐阅读" not in facts.text
    assert facts.effective is not None


def test_an_article_without_a_day_beside_a_dated_list() -> None:
    imprint = "<p>某县文体广电和旅游局办公室　2018年12月29日印发</p>"
    facts = page(f'<div class="cc"><h4>{TITLE}</h4>{TEXT * 2}{imprint}</div>', TITLE, BESIDE)
    assert (facts.title, facts.published.chosen, facts.items) == (TITLE, None, ())
    assert facts.issued is not None


#: row of a list, its title and day
ROWS = {
    "a box before the title, inside the link": (
        '<li><a href="/n/{n}.html"><span class="fr">2018.06.{n}</span>文化馆开展公益培训活动第{n}期</a></li>',
        "文化馆开展公益培训活动第{n}期", "2018-06-{n}"),
    "opened by a handler": (
        """<li><a href="javascript:void(0)" onclick="openInfo('/n/{n}.html')">文化馆开展公益培训活动第{n}期</a><span>2018-06-{n}</span></li>""",
        "文化馆开展公益培训活动第{n}期", "2018-06-{n}"),
    "an abstract that names a day": (
        '<div class="it"><h3><a href="/n/{n}.html">文化馆开展公益培训活动第{n}期</a></h3><p>各乡镇文化站：根据2018年1月{n}日会议要求，现将有关事项通知如下……<a href="/n/{n}.html">阅读全文</a></p><div>2018-06-{n} | 阅读(33) | 办公室</div></div>',
        "文化馆开展公益培训活动第{n}期", "2018-06-{n}"),
    "a link around heading and abstract": (
        '<li><div class="d"><p>{n}</p><p>2018.06</p></div><a href="/n/{n}.html"><h4>文化馆开展公益培训活动第{n}期</h4><p>为丰富市民文化生活</p></a></li>',
        "文化馆开展公益培训活动第{n}期", "2018-06-{n}"),
    "a day that begins the title is none of the list": (
        '<li><a href="/n/{n}.html">2018年6月{n}日文化市场巡查通报</a></li>',
        "2018年6月{n}日文化市场巡查通报", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_rows_of_lists(name: str) -> None:
    row, title, expected = ROWS[name]
    numbers = range(10, 16)
    rows = "".join(row.replace("{n}", str(n)) for n in numbers)
    facts = page(rows if rows.startswith("<div") else f"<ul>{rows}</ul>", "工作动态")
    found = [(i.href, i.title, i.listed.day.isoformat() if i.listed else "") for i in facts.items]
    wanted = [(f"/n/{n}.html", title, expected) for n in numbers]
    assert found == [
        tuple(part.replace("{n}", str(n)) for part in each)
        for n, each in zip(numbers, wanted, strict=True)
    ]


def test_an_entry_opened_by_a_handler_is_a_link() -> None:
    facts = page("""<a href="javascript:;" onclick="window.open('/zt/a.html')">专题</a>""")
    assert "/zt/a.html" in [link.href for link in facts.links]


def test_an_empty_list_beside_a_call_is_drawn() -> None:
    facts = page(
        '<ul id="list"></ul><script>$.ajax({type:"get",url:"/api/list",data:{id:"a1",p:1},success:draw})</script>'
    )
    assert facts.drawn
    assert facts.endpoints[0].startswith("/api/list?")


def test_a_day_in_a_row_of_data_is_not_publication() -> None:
    rows = "<tr><th>序号</th><th>演出名称</th><th>许可日期</th></tr><tr><td>1</td><td>新年音乐会</td><td>2018-12-20</td></tr>"
    heading = "<h1>2018年12月营业性演出许可信息公示</h1>"
    assert day(page(f"{heading}<table>{rows}</table>", "许可公示")) == ""
    dated = f"{heading}<p>发布日期：2019-01-05</p><table>{rows}</table>"
    assert day(page(dated, "许可公示")) == "2019-01-05"


def test_a_red_head_of_plain_lines() -> None:
    lines = [
        "某省文化和旅游厅文件",
        "某文旅发〔2019〕8号",
        "某省文化和旅游厅",
        "关于印发《旅游民宿等级评定办法》的通知",
    ]
    head = "".join(f"<p align=center>{line}</p>" for line in lines)
    signed = "<p align=right>某省文化和旅游厅</p><p align=right>2019年1月18日</p>"
    facts = page(f"<div class=w>{head}{TEXT}{signed}</div>", "政策文件")
    assert facts.title == "某省文化和旅游厅关于印发《旅游民宿等级评定办法》的通知"
    assert (facts.fields["文号"], facts.office) == ("某文旅发〔2019〕8号", "某省文化和旅游厅")
    assert facts.written is not None
    assert day(facts) == ""


def test_a_card_inside_the_text_is_not_its_beginning() -> None:
    card = (
        "<table><tr><th>索 引 号</th><td>bm56/2024-0001</td><th>分类</th><td>行政处罚决定</td></tr>"
        f"<tr><th>发布机构</th><td>市局</td><th>发文日期</th><td>2018-06-20</td></tr><tr><th>名　称</th><td>{TITLE}</td></tr></table>"
    )
    facts = page(f'<div class="nr"><div>{card}</div><div><h2>{TITLE}</h2>{TEXT}</div></div>', TITLE)
    assert facts.title == TITLE
    assert facts.text.startswith("为深入贯彻")
    assert facts.issued is not None
