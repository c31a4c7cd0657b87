"""Articles in the manner of 博达 VSB: info/1012/3456.htm, vsb_content, a form around the article."""
# ruff: noqa: E501 — markup as such systems write it

from __future__ import annotations

from collections.abc import Iterator

from tests.gold.model import Gold, Page
from tests.gold.words import Draw, Story, long_day


def draw(
    story: Story, info: str, *, title: str = "", content: str = "", head: str = "", tail: str = ""
) -> bytes:
    """A page around an info line."""
    return f"""<!DOCTYPE html><HTML><HEAD><META content="IE=11.0000" http-equiv="X-UA-Compatible"><TITLE>{head or f"{story.title}-{story.site.name}"}</TITLE>
<META charset="UTF-8"><META content="{story.site.name},{story.title}" name="keywords"><META content="{story.paragraphs[0][:40]}" name="description">
<!--Announced by Visual SiteBuilder 9--><link rel="stylesheet" type="text/css" href="../../_sitegray/_sitegray_d.css" /></HEAD>
<BODY><div class="head"><a href="../../index.htm"><img src="../../images/logo.png"></a></div>
<div class="nav"><ul class="menu"><li><a href="../../index.htm">网站首页</a></li><li><a href="../../jggk.htm">机构概况</a></li><li><a href="../../xxgk.htm">信息公开</a></li><li><a href="../../zxbs.htm">在线办事</a></li></ul></div>
<div class="pos"><table class="winstyle1026" cellspacing=0 cellpadding=0><tr><td nowrap>当前位置: <a href="../../index.htm"><span class="windowstyle1026">网站首页</span></a><span class="splitstyle1026">>></span><a href="../../gzdt.htm"><span>{story.column}</span></a><span class="splitstyle1026">>></span><span class="windowstyle1026">正文</span></td></tr></table></div>
<script language="javascript" src="/system/resource/js/dynclicks.js"></script><form name="_newscontent_fromname"><div class="cont">
{title or f'<h1 align="center">{story.title}</h1>'}
<div class="cont-info" align="center">{info}</div>
<div id="vsb_content" class="content"><div class="v_news_content">
{content or story.html('<p class="vsbcontent_start" style="line-height:28px">{0}</p>')}
</div></div><div id="div_vote_id"></div>{tail}
<p align="right">【<a href="javascript:window.opener=null;window.close()">关闭</a>】</p><div class="sxt">上一条：<a href="3311.htm">关于召开座谈会的通知</a>（2016-05-12）<br>下一条：<a href="3313.htm">节假日值班安排</a></div></div></form>
<div class="foot">{story.site.footer()}</div></BODY></HTML>""".encode()


def pages(pick: Draw) -> Iterator[Page]:
    """One page a trap."""

    def page(name: str, trap: str, body: bytes, gold: Gold) -> Page:
        return Page("gold-vsb", name, body, gold, "text/html; charset=UTF-8", "utf-8", True, trap)

    s = pick.story()
    hits = '点击：[<script>_showDynClickBatch(["dynclicks_u5"],[3456],"wbnews", 1503)</script>]'
    yield page(
        "usual",
        "a date behind the neighbouring article",
        draw(s, f"时间：{s.iso}&nbsp;&nbsp;来源：{s.source}&nbsp;&nbsp;{hits}"),
        s.gold(),
    )
    s = pick.story(source="")
    yield page(
        "no-source",
        "labels without values",
        draw(
            s,
            f"<span>发布时间：{long_day(s.day)} {s.clock}</span><span>作者：</span><span>来源：</span><span>{hits}</span>",
        ),
        s.gold(time=s.clock),
    )
    s = pick.story()
    title = f'<table width="100%"><tr><td class="titlestyle1503" align="center">{s.title}</td></tr></table>'
    yield page(
        "table-title",
        "title in a layout table, 发布者 beside",
        draw(
            s,
            f'<span class="timestyle1503">{s.iso} {s.clock}</span>&nbsp;<span class="authorstyle1503">发布者：管理员</span>&nbsp;来源：{s.source}',
            title=title,
        ),
        s.gold(time=s.clock),
    )
    s = pick.story()
    yield page(
        "head-is-column",
        "<title> is the column",
        draw(
            s,
            f"【发布时间： {s.iso} 】 【来源：{s.source}】 【{hits}】",
            head=f"{s.column}-{s.site.name}",
        ),
        s.gold(),
    )
    s = pick.story(source="")
    when = f"活动时间：{long_day(s.day)}14:30"
    body = f"<p>{when}</p><p>活动地点：省水利厅三楼会议室</p>{s.html()}"
    gold = s.gold(date="", text=f"{when}\n活动地点：省水利厅三楼会议室\n{s.text()}")
    yield page("no-date", "only 活动时间 in the text", draw(s, "点击：[2016]", content=body), gold)
    s = pick.story()
    tail = '<p>附件【<a href="../../system/_content/download.jsp?wbfileid=3391" target="_blank">关于2015年度考核的通知.doc</a>】已下载<span id="nattach3391">2014</span>次</p>'
    yield page(
        "attachment",
        "a year in the attachment's name",
        draw(s, f"发布日期：{s.day.strftime('%Y.%m.%d')}　来源：{s.source}", tail=tail),
        s.gold(),
    )
    s = pick.story()
    info = f"<p>发布日期：<span>{s.day.year}-{s.day.month}-{s.day.day}</span></p><p>文章来源：<span>{s.source}</span></p><p>责任编辑：<span>李华</span></p>"
    yield page(
        "apart", "label and value in tags of their own, no leading zeros", draw(s, info), s.gold()
    )
    s = pick.story()
    first = f"（{s.written.year}年{s.written.month}月{s.written.day}日省人民代表大会常务委员会第三次会议通过）"
    gold = s.gold(text=f"{first}\n{s.text()}")
    yield page(
        "adopted",
        "day of adoption under the title",
        draw(
            s,
            f"发布时间：{s.iso} 来源：{s.source}",
            content=f'<p align="center">{first}</p>{s.html()}',
        ),
        gold,
    )
