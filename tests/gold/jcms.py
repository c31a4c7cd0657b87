"""Articles in the manner of 大汉 JCMS: layout tables, begin/end comments, art_45_1234.html, GBK."""
# ruff: noqa: E501 — markup as such systems write it

from __future__ import annotations

from collections.abc import Iterator

from tests.gold.model import Gold, Page
from tests.gold.words import Draw, Story, long_day


def draw(
    story: Story,
    info: str,
    *,
    card: str = "",
    declared: str = "gb2312",
    content: str = "",
    foot: str = "",
    head: str = "",
) -> str:
    """A page around an info row."""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"><title>{head or f"{story.site.name} {story.column} {story.title}"}</title>
<meta name="template,templategroup,version" content="84,6,1.2"><script language="javascript" src="/script/0/1207251545317443.js"></script></head>
<body><div id="barrierfree_container"><table width="1003" border="0" align="center" cellpadding="0" cellspacing="0"><tr><td><img src="/picture/0/top.jpg"></td></tr>
<tr><td height="38" background="/picture/0/nav.gif"><a href="/index.html">首页</a> | <a href="/col/col11/index.html">政务公开</a> | <a href="/col/col12/index.html">新闻中心</a> | <a href="/col/col13/index.html">办事服务</a></td></tr></table>
<table width="1003" align="center"><tr><td>当前位置：<table cellspacing="0" style="display:inline"><tr><td><a href="/index.html" class="bt_link">首页</a></td><td>&gt;</td><td><a href="/col/col12/index.html" class="bt_link">{story.column}</a></td></tr></table></td></tr></table>
{card}<table width="1003" align="center" id="c" border="0"><tr><td align="center" class="bt_title" style="font-size:22px"><!--<$[标题名称(html)]>begin-->{story.title}<!--<$[标题名称(html)]>end--></td></tr>
<tr><td align="center"><table width="90%" border="0"><tr>{info}</tr></table></td></tr>
<tr><td class="bt_content"><div id="zoom"><!--<$[信息内容]>begin--><!--ZJEG_RSS.content.begin-->{content or story.html('<p><span style="font-size: 12pt">&nbsp;&nbsp;&nbsp;&nbsp;{0}</span></p>')}<!--ZJEG_RSS.content.end--><!--<$[信息内容]>end--></div></td></tr>
<tr><td align="right"><script>var barrierTitle="x";</script>【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</td></tr></table>
<table width="1003" align="center" class="bottom"><tr><td align="center">{foot or story.site.footer()}</td></tr></table></div></body></html>"""


def pages(pick: Draw) -> Iterator[Page]:
    """One page a trap."""

    def page(
        name: str,
        trap: str,
        text: str,
        gold: Gold,
        encoding: str = "gb18030",
        media: str = "text/html",
    ) -> Page:
        return Page("gold-jcms", name, text.encode(encoding), gold, media, encoding, True, trap)

    s = pick.story()
    views = '<td>浏览次数：<script src="/module/visitcount/articlehits.jsp?colid=12"></script></td>'
    row = f"<td>发布日期：{s.iso}</td><td>信息来源：<!--<$[信息来源]>begin-->{s.source}<!--<$[信息来源]>end--></td>{views}<td>字号：[ <a href='javascript:doZoom(18)'>大</a> ]</td>"
    yield page("usual", "GBK", draw(s, row), s.gold(encoding="gb18030"))
    s = pick.story(source="")
    row = f"<td>发布日期：{s.iso}</td><td>来源：<!--<$[信息来源]>begin--><!--<$[信息来源]>end--></td><td>浏览次数：2017</td>"
    yield page("source-empty", "来源 empty, then a count", draw(s, row), s.gold())
    s = pick.story()
    row = f"<td>发布时间：{s.iso} {s.clock}</td><td>来源：{s.source}</td>"
    yield page(
        "utf8-said-gb",
        "declared GB2312, bytes are UTF-8",
        draw(s, row),
        s.gold(encoding="utf-8", time=s.clock),
        "utf-8",
    )
    s = pick.story()
    yield page(
        "gbk-said-utf8",
        "header and tag say UTF-8, bytes are GBK",
        draw(
            s,
            row.replace(row, f"<td>日期：{s.iso}</td><td>来源：{s.source}</td>"),
            declared="utf-8",
        ),
        s.gold(encoding="gb18030"),
        media="text/html; charset=utf-8",
    )
    s = pick.story()
    card = (
        f'<table class="xxgk_table" width="1003" align="center" border="1"><tr><td class="bg">索 引 号</td><td>{s.index}</td><td class="bg">信息分类</td><td>业务工作/通知</td></tr>'
        f'<tr><td class="bg">发布机构</td><td>{s.site.name}</td><td class="bg">生成日期</td><td>{s.iso}</td></tr><tr><td class="bg">文　　号</td><td>{s.number}</td><td class="bg">公开时限</td><td>长期公开</td></tr></table>'
    )
    gold = s.gold(index=s.index, issuer=s.site.name, number=s.number, source="")
    yield page(
        "card",
        "生成日期 in the card is the only day",
        draw(s, "<td>【字体：大 中 小】</td>", card=card),
        gold,
    )
    s = pick.story()
    row = f'<td>时间：<span id="t">{long_day(s.day)}</span></td><td>来源：{s.source}</td><td>点击数：<span>1998</span></td>'
    frame = '<iframe src="/foot/foot.html" width="1003" height="150"></iframe>'
    values = {"title": s.title, "date": s.iso, "source": s.source, "site_code": "", "icp": ""}
    yield page(
        "footer-in-frame",
        "nothing about the site on the page itself",
        draw(s, row, foot=frame),
        Gold(values, s.text()),
    )
    s = pick.story()
    row = f"<td>{s.iso}　来源：{s.source}　作者：张一鸣　访问量：[2019]</td>"
    yield page(
        "unlabelled",
        "header date without label, head is the site",
        draw(s, row, head=s.site.name),
        s.gold(),
    )
    s = pick.story(source="")
    row = "<td>浏览次数：2018</td><td>字号：[ 大 中 小 ]</td>"
    text = f"<p>公示期：{long_day(s.written)}至{long_day(s.day)}。</p>"
    gold = s.gold(date="", text=f"公示期：{long_day(s.written)}至{long_day(s.day)}。\n{s.text()}")
    yield page(
        "no-date",
        "only a period of publicity in the text",
        draw(s, row, content=text + s.html()),
        gold,
    )
    s = pick.story()
    script = f"""<script>document.write("网站标识码：{s.site.code} {s.site.icp}");</script>"""
    row = f"<td>发布日期：[{s.iso}]</td><td>来源：[{s.source}]</td>"
    values = {
        "title": s.title,
        "date": s.iso,
        "source": s.source,
        "site_code": s.site.code,
        "icp": s.site.icp,
    }
    yield page(
        "footer-in-script",
        "footer written by a script, values in brackets",
        draw(s, row, foot=script),
        Gold(values, s.text()),
    )
