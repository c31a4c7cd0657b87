"""Articles of old ASP programs: nested layout tables, upper-case tags, font tags, GBK, no head."""
# ruff: noqa: E501 — markup as such systems write it

from __future__ import annotations

from collections.abc import Iterator

from tests.gold.model import Gold, Page
from tests.gold.words import Draw, Story, in_words, long_day

_LEFT = """<TD width=200 valign=top><TABLE width=100%><TR><TD background=images/left.gif><B>热点文章</B></TD></TR>
<TR><TD>·<A href="shownews.asp?id=88">关于表彰先进集体的决定</A></TD></TR><TR><TD>·<A href="shownews.asp?id=91">2015年度工作总结</A></TD></TR>
<TR><TD>·<A href="shownews.asp?id=95">节日期间安全提示</A></TD></TR></TABLE></TD>"""


def draw(
    story: Story,
    info: str,
    *,
    content: str = "",
    head: str = "",
    title: str = "",
    foot: str = "",
    meta: str = "",
    after: str = "",
) -> str:
    """A page around an info row; rows and cells are left unclosed, as browsers allow."""
    shown = title or f"<FONT size=5 color=#cc0000><B>{story.title}</B></FONT>"
    body = content or "<BR><BR>".join(f"　　{line}" for line in story.paragraphs)
    return f"""<HTML><HEAD><TITLE>{head}</TITLE>{meta}<STYLE>td {{font-size:9pt}}</STYLE></HEAD>
<BODY bgcolor=#ffffff topmargin=0><CENTER><TABLE width=778 border=0 cellspacing=0><TR><TD><IMG src=images/top.jpg width=778></TD></TR>
<TR><TD bgcolor=#3366cc align=center><A href=index.asp><FONT color=white>首 页</FONT></A> | <A href=list.asp?cid=1><FONT color=white>政务信息</FONT></A> | <A href=list.asp?cid=2><FONT color=white>办事指南</FONT></A></TD></TR></TABLE>
<TABLE width=778 border=0><TR>{_LEFT}
<TD valign=top><TABLE width=100% border=0><TR><TD height=25>&nbsp;您的位置：<A href=index.asp>首页</A> → <A href=list.asp?cid=1>{story.column}</A> → 浏览信息
<TR><TD align=center height=50>{shown}
<TR><TD align=center bgcolor=#eeeeee>{info}
<TR><TD style="line-height:180%"><FONT size=3>{body}</FONT>{after}
<TR><TD align=right>[<A href="javascript:window.close()">关闭窗口</A>]</TABLE></TD></TR></TABLE>
<HR width=778 size=1><FONT size=2>{foot or story.site.footer()}</FONT></CENTER></BODY></HTML>"""


def pages(pick: Draw) -> Iterator[Page]:
    """One page a trap."""

    def page(name: str, trap: str, text: str, gold: Gold) -> Page:
        return Page(
            "gold-asp", name, text.encode("gb18030"), gold, "text/html", "gb18030", True, trap
        )

    s = pick.story()
    slack = f"{s.day.year}-{s.day.month}-{s.day.day} {int(s.clock[:2])}:{s.clock[3:]}:09"
    yield page(
        "usual",
        "no charset, read count like a year",
        draw(s, f"发布时间：{slack} &nbsp; 来源：{s.source} &nbsp; 阅读：1997 次"),
        s.gold(encoding="gb18030", time=f"{s.clock}:09"),
    )
    s = pick.story(source="")
    yield page(
        "words",
        "the day in Chinese numerals",
        draw(s, f"（{in_words(s.day)}）", head=s.site.name),
        s.gold(),
    )
    s = pick.story()
    yield page(
        "slashes",
        "slashes, author before the date",
        draw(
            s,
            f"作者：佚名　来源：{s.source}　更新时间：{s.day.strftime('%Y/%m/%d')}　点击数：<SCRIPT src=hits.asp?id=7></SCRIPT>",
            head="浏览信息",
        ),
        s.gold(),
    )
    s = pick.story(source="")
    half = len(s.title) // 2
    title = f"<FONT size=5><B>{s.title[:half]}</B></FONT><BR><FONT size=5><B>{s.title[half:]}</B></FONT>"
    yield page(
        "two-fonts",
        "title in two font tags",
        draw(s, f"[{long_day(s.day)}]", title=title, head=f"{s.site.name}--欢迎您"),
        s.gold(),
    )
    s = pick.story(source="")
    copyright_ = (
        f"Copyright 2008-2016 {s.site.name} 版权所有 {s.site.icp}<BR>最佳浏览分辨率1024*768"
    )
    values = {"title": s.title, "date": "", "source": "", "icp": s.site.icp, "site_code": ""}
    yield page(
        "no-date",
        "copyright years only",
        draw(s, "浏览次数：2014", foot=copyright_, head=s.title),
        Gold(values, s.text()),
    )
    s = pick.story()
    sign = f"<P align=right>{s.site.name}<BR>{in_words(s.written)}</P>"
    gold = s.gold(source="", text=f"{s.text()}\n{s.site.name}\n{in_words(s.written)}")
    yield page(
        "signed",
        "signature with a day in Chinese numerals",
        draw(s, f"录入时间：{s.iso} 浏览次数：2018", after=sign),
        gold,
    )
    s = pick.story()
    meta = "<META http-equiv=Content-Type content='text/html; charset=gb2312'><META name=Author content=2011-02-03>"
    yield page(
        "twice-closed",
        "two </html>, a script shows today",
        draw(s, f"日期：{s.iso} 来源：{s.source}", meta=meta, head=s.title)
        + "<SCRIPT>document.write('今天是2024年1月2日')</SCRIPT></BODY></HTML>",
        s.gold(),
    )
