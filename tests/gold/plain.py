"""Articles of other systems: UCAP, pages made by hand, and pages that answer citizens."""
# ruff: noqa: E501 — markup as such systems write it

from __future__ import annotations

from collections.abc import Iterator

from tests.gold.model import Gold, Page
from tests.gold.words import Draw, Story, in_words, long_day


def ucap(story: Story, info: str, *, title: str = "", content: str = "", meta: str = "") -> bytes:
    """A page of UCAP: its own tags around title, time and text."""
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>{story.title}_{story.column}_{story.site.name}</title>
<meta name="lanmu" content="{story.column}"><meta name="createDate" content="2020-08-01 00:00:00">{meta}</head><body><div class="header">{story.site.name}</div>
<div class="BreadcrumbNav">首页 > <a href="/col1.htm">{story.column}</a></div><div class="article oneColumn pub_border"><h1>{title or f"<ucaptitle>{story.title}</ucaptitle>"}</h1>
<div class="pages-date">{info}<div class="pages_print mhide"><span class="font printBtn">打印</span></div></div>
<div class="pages_content" id="UCAP-CONTENT"><ucapcontent>{content or story.html('<p style="text-indent: 2em">{0}</p>')}</ucapcontent></div><div class="editor"><span>责任编辑：王芳</span></div></div>
<div class="related"><div class="tit">相关稿件</div><ul class="list"><li><a href="/c1.htm">我省部署下半年工作</a></li><li><a href="/c2.htm">省厅开展主题党日活动</a></li></ul></div><div class="footer">{story.site.footer()}</div></body></html>""".encode()


def _bare(story: Story, upper: str, lower: str = "", head: str = "") -> bytes:
    return f"""<html><head><title>{head}</title></head><body><div id=a><a href="/">首页</a> <a href="/gk">公开</a></div><div id=b>
<div id=c>{upper}</div><div id=d>{story.html("<div>{0}</div>")}</div>{lower}</div><div id=f>{story.site.footer()}</div></body></html>""".encode()


def pages(pick: Draw) -> Iterator[Page]:
    """One page a trap."""

    def page(name: str, trap: str, body: bytes, gold: Gold, set_: str = "gold-plain") -> Page:
        return Page(set_, name, body, gold, "text/html", "utf-8", True, trap)

    s = pick.story()
    yield page(
        "usual",
        "createDate of the template",
        ucap(
            s,
            f"<publishtime>{s.iso} {s.clock}</publishtime><span>来源：<ucapsource>{s.source}</ucapsource></span>",
        ),
        s.gold(time=s.clock),
        "gold-ucap",
    )
    s = pick.story()
    yield page(
        "label",
        "字号 and views between",
        ucap(
            s,
            f"<span class='font'>【字体：大 中 小】</span><span>浏览量：20170</span>发布日期：{s.iso}<span>信息来源：{s.source}</span>",
        ),
        s.gold(),
        "gold-ucap",
    )
    s = pick.story()
    half = len(s.title) // 2
    yield page(
        "broken-title",
        "title over two lines",
        ucap(
            s,
            f"{long_day(s.day)} {s.clock}<span>来源： {s.source}</span>",
            title=f"<ucaptitle>{s.title[:half]}<br />{s.title[half:]}</ucaptitle>",
        ),
        s.gold(time=s.clock),
        "gold-ucap",
    )
    s = pick.story(source="")
    yield page(
        "no-date",
        "createDate is all there is",
        ucap(s, "<span>【字体：大 中 小】</span>"),
        s.gold(date=""),
        "gold-ucap",
    )
    s = pick.story(source="")
    yield page(
        "bare",
        "no names at all, heading and date",
        _bare(s, f"<h2>{s.title}</h2><div>{s.iso}</div>"),
        s.gold(),
    )
    s = pick.story(source="")
    yield page(
        "bare-words",
        "day in Chinese numerals under the heading",
        _bare(s, f"<h1>{s.title}</h1><div>{in_words(s.day)}</div>"),
        s.gold(),
    )
    s = pick.story(source="")
    yield page(
        "bold-title",
        "no heading tag",
        _bare(
            s,
            f"<p align=center><strong>{s.title}</strong></p><p align=center>发布日期：{s.iso}</p>",
            head=s.title,
        ),
        s.gold(),
    )
    s = pick.story()
    yield page(
        "below",
        "date and source below the text",
        _bare(
            s,
            f"<h1>{s.title}</h1>",
            f"<p>（来源：{s.source}　发布时间：{long_day(s.day)}）</p>",
            s.title,
        ),
        s.gold(text=f"{s.text()}\n（来源：{s.source}　发布时间：{long_day(s.day)}）"),
    )
    s = pick.story(source="")
    clock = '<div class="clock">现在是 2024-05-06 星期一 08:09:10</div>'
    yield page("clock", "only a clock", _bare(s, f"{clock}<h1>{s.title}</h1>"), s.gold(date=""))
    s = pick.story(source="")
    rows = f"<table border=1><tr><th>来信人</th><td>李**</td><th>来信时间</th><td>{s.written}</td></tr><tr><th>答复单位</th><td>{s.site.name}</td><th>答复时间</th><td>{s.iso}</td></tr></table>"
    yield page(
        "letter",
        "days of a letter and its answer, none of publication",
        _bare(s, f"<h2>咨询{s.subject}</h2>{rows}"),
        Gold({"title": f"咨询{s.subject}", "date": "", **s.site.values()}),
    )
    s = pick.story(source="")
    card = (
        f"<p>招标编号：YS-2018-0613　开标时间：{s.day}　09:30</p><p>报名截止日期：{s.written}</p>"
    )
    yield page(
        "tender",
        "days of a tender, none of publication",
        _bare(s, f"<h1>{s.subject}招标公告</h1>{card}", head=s.site.name),
        Gold({"title": f"{s.subject}招标公告", "date": "", **s.site.values()}),
    )
    s = pick.story(source="")
    yield page(
        "compact",
        "a day in eight digits and one in the number",
        _bare(
            s,
            f"<h1>{s.title}</h1><div>编号：GK20160101　发布时间：{s.day.strftime('%Y.%m.%d')}</div>",
        ),
        s.gold(),
    )
    s = pick.story(source="")
    text = f"{s.subject}办事指南"
    yield page(
        "guide",
        "a guide with days of law",
        _bare(
            s,
            f"<h1>{text}</h1><p>法律依据：《行政许可法》（2003年8月27日通过）</p><p>法定时限：20个工作日</p>",
        ),
        Gold({"title": text, "date": "", **s.site.values()}),
    )
