"""Lists: rows of a column in the manner of each system, with what else stands around them."""
# ruff: noqa: E501 — markup as such systems write it

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator

from tests.gold.model import Gold, Item, Page
from tests.gold.words import Draw, Site, Story

_DAYS = 9  # days between two rows


def _rows(pick: Draw, count: int) -> list[Story]:
    """Rows of one column, newest first."""
    first = pick.story()
    newest = first.day
    found = []
    for n in range(count):
        day = newest - dt.timedelta(n * _DAYS)
        found.append(pick.story(site=first.site, column=first.column, day=day))
    return found


def _trs(s: Story) -> str:
    return f"./{s.day:%Y%m}/t{s.day:%Y%m%d}_{s.key}.html"


def _items(rows: list[Story], href: Callable[[Story], str], dated: bool = True) -> tuple[Item, ...]:
    return tuple(Item(href(s), s.title, s.iso if dated else "") for s in rows)


def _page(site: Site, column: str, inner: str, aside: str = "", script: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{column}_{site.name}</title><meta name="SiteIDCode" content="{site.code}"><meta name="ColumnName" content="{column}">{script}</head>
<body><div class="top"><a href="/">{site.name}</a></div><div class="menu"><ul><li><a href="/zwgk/">政务公开</a></li><li><a href="/xwdt/">新闻动态</a></li><li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="./">{column}</a></div><div class="wrap">{aside}<div class="list_right"><h2>{column}</h2>{inner}</div></div><div class="footer">{site.footer()}</div></body></html>"""


_ASIDE = '<div class="list_left"><ul><li><a href="/tzgg/">通知公告</a></li><li><a href="/gzdt/">工作动态</a></li><li><a href="/zcfg/">政策法规</a></li><li><a href="/rsxx/">人事信息</a></li></ul></div>'


def pages(pick: Draw) -> Iterator[Page]:
    """One list a form."""

    def page(
        name: str,
        trap: str,
        rows: list[Story],
        text: str,
        items: tuple[Item, ...],
        encoding: str = "utf-8",
    ) -> Page:
        values = {"date": "", "title": rows[0].column, "site_code": rows[0].site.code}
        media = "text/html" if encoding != "utf-8" else "text/html; charset=utf-8"
        return Page(
            "gold-lists",
            name,
            text.encode(encoding),
            Gold(values, None, items),
            media,
            encoding,
            True,
            trap,
        )

    yield from _plain_lists(pick, page)
    yield from _table_lists(pick, page)
    yield from _scripted_lists(pick, page)


def _plain_lists(pick: Draw, page: Callable[..., Page]) -> Iterator[Page]:
    rows = _rows(pick, 15)
    inner = (
        "<ul class='gl_list'>"
        + "".join(
            f'<li><span>{s.iso}</span><a href="{_trs(s)}" target="_blank">{s.title}</a></li>'
            for s in rows
        )
        + '</ul><div class="page"><script>createPageHTML(12, 0, "index", "html");</script></div>'
    )
    yield page(
        "trs",
        "date before the link",
        rows,
        _page(rows[0].site, rows[0].column, inner, _ASIDE),
        _items(rows, _trs),
    )
    rows = _rows(pick, 12)
    inner = (
        "<ul>"
        + "".join(
            f'<li><a href="{_trs(s)}" title="{s.title}">{s.title[:9]}...</a><em>[{s.day:%m-%d}]</em></li>'
            for s in rows
        )
        + "</ul>"
    )
    yield page(
        "cut-titles",
        "titles cut short, days without year",
        rows,
        _page(rows[0].site, rows[0].column, inner),
        _items(rows, _trs),
    )
    rows = _rows(pick, 10)

    def number(s: Story) -> str:
        return f"/content/{s.key}.html"

    inner = "".join(
        f'<dl><dt><a href="{number(s)}">{s.title}</a></dt><dd class="sum">{s.paragraphs[0][:38]}……<a href="{number(s)}">[详细]</a></dd><dd class="d">{s.day.year}年{s.day.month}月{s.day.day}日</dd></dl>'
        for s in rows
    )
    yield page(
        "summaries",
        "a summary and a second link a row",
        rows,
        _page(rows[0].site, rows[0].column, inner),
        _items(rows, number),
    )
    rows = _rows(pick, 8)
    inner = (
        "<ul class='datebox'>"
        + "".join(
            f'<li><div class="date"><b>{s.day:%d}</b><i>{s.day:%Y-%m}</i></div><div class="txt"><h4><a href="{number(s)}">{s.title}</a></h4></div></li>'
            for s in rows
        )
        + "</ul>"
    )
    yield page(
        "boxes",
        "day in one box, year and month in another",
        rows,
        _page(rows[0].site, rows[0].column, inner, _ASIDE),
        _items(rows, number),
    )
    rows = _rows(pick, 10)
    inner = (
        "<ul>"
        + "".join(
            f'<li><a href="{number(s)}"><i>·</i>{s.title}<span class="r">{s.day:%Y/%m/%d}</span></a></li>'
            for s in rows
        )
        + '</ul><div class="pages">共107条 1/11 <a href="index_2.html">下一页</a> <a href="index_11.html">尾页</a></div>'
    )
    yield page(
        "inside",
        "the date inside the link",
        rows,
        _page(rows[0].site, rows[0].column, inner),
        _items(rows, number),
    )
    rows = _rows(pick, 10)
    inner = (
        "<ul>" + "".join(f'<li><a href="{number(s)}">{s.title}</a></li>' for s in rows) + "</ul>"
    )
    yield page(
        "undated",
        "no dates at all",
        rows,
        _page(rows[0].site, rows[0].column, inner, _ASIDE),
        _items(rows, number, dated=False),
    )
    rows = _rows(pick, 9)
    hot = '<div class="hot"><h3>点击排行</h3><ul><li><a href="/content/1.html">2016年度工作要点</a></li><li><a href="/content/2.html">2015年度决算</a></li><li><a href="/content/3.html">行政权力清单</a></li></ul></div>'
    inner = (
        '<div class="now">2024年5月6日 星期一</div><ul>'
        + "".join(
            f'<li><span class="t"><a href="{number(s)}">{s.title}</a></span><span class="d">（{s.iso}）</span></li>'
            for s in rows
        )
        + "</ul>"
    )
    yield page(
        "hot",
        "today above, a ranking beside",
        rows,
        _page(rows[0].site, rows[0].column, inner, hot),
        _items(rows, number),
    )


def _table_lists(pick: Draw, page: Callable[..., Page]) -> Iterator[Page]:
    rows = _rows(pick, 12)

    def asp(s: Story) -> str:
        return f"shownews.asp?id={s.key}"

    inner = (
        "<table width=100%>"
        + "".join(
            f"<tr><td width=10><img src=dot.gif><td><a href={asp(s)} target=_blank>{s.title}</a><font color=#999>({s.day.year}-{s.day.month}-{s.day.day})</font>"
            for s in rows
        )
        + "</table>"
    )
    yield page(
        "asp",
        "unclosed cells, no leading zeros, GBK",
        rows,
        _page(rows[0].site, rows[0].column, inner).replace("utf-8", "gb2312"),
        _items(rows, asp),
        "gb18030",
    )
    rows = _rows(pick, 10)

    def vsb(s: Story) -> str:
        return f"info/1021/{s.key}.htm"

    inner = (
        '<table class="winstyle1039" width="100%">'
        + "".join(
            f'<tr height="25" id="line_u9_{n}"><td width="10" nowrap><span class="leaderfont1039">·</span></td><td align="left"><a class="c1039" href="{vsb(s)}" target="_blank" title="{s.title}">{s.title[:14]}</a></td><td width="1%" nowrap><span class="timestyle1039">{s.iso}&nbsp;</span></td></tr><tr><td colspan="3" height="1" background="line.gif"></td></tr>'
            for n, s in enumerate(rows)
        )
        + '</table><div>共208条&nbsp;&nbsp;1/14&nbsp;<a href="gzdt/13.htm" class="Next">下页</a></div>'
    )
    yield page(
        "vsb",
        "ruling rows between, titles cut",
        rows,
        _page(rows[0].site, rows[0].column, inner),
        _items(rows, vsb),
    )
    rows = _rows(pick, 10)
    inner = (
        '<table border="1"><thead><tr><th>索引号</th><th>名称</th><th>文号</th><th>发布日期</th></tr></thead><tbody>'
        + "".join(
            f'<tr><td>{s.index}</td><td><a href="{_trs(s)}">{s.title}</a></td><td>{s.number}</td><td>{s.iso}</td></tr>'
            for s in rows
        )
        + "</tbody></table>"
    )
    yield page(
        "catalogue",
        "index and document numbers beside",
        rows,
        _page(rows[0].site, rows[0].column, inner, _ASIDE),
        _items(rows, _trs),
    )
    rows = _rows(pick, 10)
    inner = (
        "<table>"
        + "".join(
            f'<tr><td>{n}</td><td><a href="{_trs(s)}">{s.title}</a></td><td>已办结</td><td>{s.written}</td><td>{s.iso}</td></tr>'
            for n, s in enumerate(rows, 1)
        )
        + "</table>"
    )
    inner = inner.replace(
        "<table>",
        "<table><tr><td>序号</td><td>标题</td><td>状态</td><td>成文日期</td><td>发布日期</td></tr>",
    )
    yield page(
        "two-days",
        "成文日期 before 发布日期 in a row",
        rows,
        _page(rows[0].site, rows[0].column, inner),
        _items(rows, _trs),
    )


def _scripted_lists(pick: Draw, page: Callable[..., Page]) -> Iterator[Page]:
    rows = _rows(pick, 15)

    def art(s: Story) -> str:
        return f"/art/{s.day.year}/{s.day.month}/{s.day.day}/art_45_{s.key}.html"

    records = "".join(
        f'<record><![CDATA[<tr><td><a href="{art(s)}" title="{s.title}" target="_blank">{s.title[:12]}…</a></td><td>[{s.iso}]</td></tr>]]></record>'
        for s in rows
    )
    inner = f'<div id="5512"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1"></a>]]></nextgroup><recordset>{records}</recordset></datastore></script></div><script>jpage.init("5512",{{totalRecord:62,perPage:15}});</script>'
    yield page(
        "jcms",
        "records in a script as CDATA",
        rows,
        _page(rows[0].site, rows[0].column, inner),
        _items(rows, art),
    )
    rows = _rows(pick, 10)

    def content(s: Story) -> str:
        return f"content_{s.key}.htm"

    data = json.dumps(
        [{"title": s.title, "url": content(s), "pubDate": f"{s.iso} {s.clock}"} for s in rows],
        ensure_ascii=False,
    )
    inner = f'<ul id="list"></ul><script>var listData = {data}; render(listData);</script>'
    yield page(
        "json",
        "an array in a script",
        rows,
        _page(rows[0].site, rows[0].column, inner, _ASIDE),
        _items(rows, content),
    )
