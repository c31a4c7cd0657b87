"""Articles in the manner of TRS WCM: meta tags of 国办发〔2017〕47号, TRS_Editor, t20180629_123.html."""
# ruff: noqa: E501 — markup as such systems write it

from __future__ import annotations

from collections.abc import Iterator

from tests.gold.model import Page
from tests.gold.words import Draw, Story, long_day


def draw(
    story: Story,
    info: str,
    *,
    title: str = "",
    head: str = "",
    meta: str = "",
    content: str = "",
    code: bool = True,
    before: str = "",
    tail: str = "",
) -> bytes:
    """A page around an info line; what is not given is drawn as usual."""
    metas = meta or (
        f'<meta name="SiteName" content="{story.site.name}"><meta name="SiteDomain" content="www.sample.gov.cn"><meta name="SiteIDCode" content="{story.site.code}">'
        f'<meta name="ColumnName" content="{story.column}"><meta name="ColumnType" content="工作信息"><meta name="ArticleTitle" content="{story.title}">'
        f'<meta name="PubDate" content="{story.iso} {story.clock}"><meta name="ContentSource" content="{story.source}">'
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="X-UA-Compatible" content="IE=edge">
<title>{head or f"{story.title}_{story.site.name}"}</title>
{metas}
<link rel="stylesheet" href="/images/common.css"></head><body>
<div class="top"><div class="w1200"><span class="fl">欢迎访问{story.site.name}网站</span><a href="/wza/">无障碍浏览</a><a href="http://mail.sample.gov.cn/">邮箱登录</a></div></div>
<div class="header"><div class="logo"><a href="/"><img src="/images/logo.png" alt="{story.site.name}"></a></div><form action="/search/" method="get"><input name="q" placeholder="请输入关键字"></form></div>
<div class="menu"><ul><li><a href="../../../">首页</a></li><li><a href="../../../jgzn/">机构职能</a></li><li><a href="../../../xwdt/">新闻动态</a></li><li><a href="../../../zfxxgk/">政府信息公开</a></li><li><a href="../../../hdjl/">互动交流</a></li></ul></div>
<div class="dqwz">您当前所在位置：<a href="../../../" class="CurrChnlCls">首页</a>&nbsp;&gt;&nbsp;<a href="../../" class="CurrChnlCls">政府信息公开</a>&nbsp;&gt;&nbsp;<a href="../" class="CurrChnlCls">{story.column}</a></div>
<div class="xl_main">{before}<div class="xl_tit">{title or story.title}</div>
<div class="xl_sx">{info}</div>
<div class="xl_con"><div class="view TRS_UEDITOR trs_paper_default trs_web">{content or story.html('<p style="text-indent: 2em;">{0}</p>')}</div></div>{tail}
<div class="xl_fx"><div class="bdsharebuttonbox"><a href="#" class="bds_weixin">微信</a><a href="#" class="bds_tsina">新浪微博</a></div><a href="javascript:window.print()">【打印本页】</a><a href="javascript:window.close()">【关闭窗口】</a></div>
<div class="xgwz"><h3>相关文章</h3><ul><li><a href="./t20160308_5511.html">省厅召开年度工作会议</a><span>2016-03-08</span></li><li><a href="./t20160411_5602.html">关于开展专项检查的通知</a><span>2016-04-11</span></li></ul></div></div>
<div class="footer">{story.site.footer(code)}</div></body></html>""".encode()


def pages(pick: Draw) -> Iterator[Page]:
    """One page a trap."""

    def page(name: str, trap: str, body: bytes, gold: object) -> Page:
        return Page("gold-trs", name, body, gold, "text/html", "utf-8", True, trap)  # type: ignore[arg-type]

    s = pick.story()
    line = f"<span>来源：{s.source}</span><span>发布时间：{s.iso} {s.clock}</span><span>浏览次数：<em id=hits>2016</em>次</span>"
    yield page("usual", "view count like a year", draw(s, line), s.gold(time=s.clock))
    s = pick.story()
    meta = f'<meta name="ArticleTitle" content="{s.title}"><meta name="PubDate" content="2022-04-24 10:00:43"><meta name="others" content="页面生成时间 2022-04-24 10:00:43">'
    line = f"<span>发布时间：{s.day.strftime('%Y/%m/%d')}</span><span>信息来源：{s.source}</span><span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span>"
    yield page(
        "generated-meta", "PubDate is the time of generation", draw(s, line, meta=meta), s.gold()
    )
    s = pick.story()
    half = len(s.title) // 2
    line = f"<b>发布日期：</b><i>{long_day(s.day)}</i>　<b>文章来源：</b><i>{s.source}</i>"
    yield page(
        "broken-title",
        "title over two lines",
        draw(s, line, title=f"{s.title[:half]}<br/>\n        {s.title[half:]}"),
        s.gold(),
    )
    s = pick.story(source="")
    line = f"<span>来源：</span><span>作者：</span><span>日期：{s.iso}</span><span>点击：<script>document.write(hits)</script></span>"
    yield page(
        "source-empty",
        "来源 without a value",
        draw(s, line, head=f"{s.column}_{s.site.name}"),
        s.gold(),
    )
    s = pick.story()
    s2 = f"{long_day(s.written)}上午，{s.site.name}在省城召开会议，专题研究{s.subject}。会期一天，至{long_day(s.day)}前各地报送方案。"
    gold = s.gold(text=f"{s2}\n{s.text()}")
    yield page(
        "event-date",
        "event dates in the body",
        draw(
            s,
            f"<span>{s.iso}</span> <span>来源：{s.source}</span>",
            content=f"<p>{s2}</p>{s.html()}",
        ),
        gold,
    )
    s = pick.story()
    line = f"<span>来源：{s.source}</span><span>浏览量：<em>2018</em></span>"
    meta = f'<meta name="SiteIDCode" content="{s.site.code}"><meta name="ArticleTitle" content="{s.title}"><meta name="PubDate" content="2021-09-13 03:12:55">'
    yield page(
        "no-date",
        "only PubDate, of a nightly generation",
        draw(s, line, meta=meta),
        s.gold(date=""),
    )
    s = pick.story(source="")
    sub = f"——{s.site.name}负责人就{s.subject}答记者问"
    line = f'<div class="xl_ftit">{sub}</div><span>{s.iso} {s.clock}:07</span>'
    yield page(
        "subtitle",
        "subtitle in a tag of its own",
        draw(s, line),
        s.gold(time=f"{s.clock}:07", subtitle=sub),
    )
    s = pick.story()
    meta = f'<meta name="SiteIDCode" content=""><META NAME="siteidcode" CONTENT="{s.site.code}"><meta name="ColumnName" content="{s.column}"><meta name="ArticleTitle" content=""><meta name="PubDate" content="">'
    line = f"时间：{s.iso}　　来源：{s.source}　　【字体：大 中 小】"
    yield page(
        "two-codes",
        "one SiteIDCode empty, one in capitals, none in the footer",
        draw(s, line, meta=meta, head=s.column, code=False),
        s.gold(code=False, site_code=s.site.code),
    )
    s = pick.story(title="《校外培训机构管理暂行办法》解读之一：“证照齐全”有多重要？")
    line = f"<span>发布时间: {s.iso}</span><span>来源: {s.source}</span><span>阅读：19870102</span>"
    yield page(
        "book-title",
        "书名号 and quotation marks, view count like a date",
        draw(s, line, head=f"{s.site.name}-政策解读"),
        s.gold(),
    )
    s = pick.story()
    line = f"<span>发布时间：{s.iso}</span><span>更新时间：2020-11-05 08:30</span><span>来源：{s.source}</span>"
    yield page("updated", "an update later than the publication", draw(s, line), s.gold())
    s = pick.story(source="")
    banner = f'<div class="date">今天是：2023年5月6日 星期六</div><h2 class="lmmc">{s.column}</h2>'
    yield page(
        "today",
        "today's date above, the column's name as a heading",
        draw(
            s,
            f"<span>[ {s.iso} ]</span>",
            before=banner,
            head=s.column,
            meta="<meta name='keywords' content=''>",
        ),
        s.gold(),
    )
    s = pick.story()
    tail = '<div class="fj"><h4>附件下载</h4><a href="./P020180629382774.pdf">1. 2018年度任务清单.pdf</a></div>'
    line = f"<span>来源：{s.source}　发布时间：{s.iso} {s.clock}</span>"
    yield page(
        "attachment",
        "a year in the attachment's name",
        draw(s, line, tail=tail),
        s.gold(time=s.clock),
    )
