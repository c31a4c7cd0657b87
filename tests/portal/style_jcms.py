"""A portal in the manner of 大汉 JCMS: records in scripts, addresses by day, a page's making date.

``/`` only refreshes to the home page, the footer is a frame, columns are GBK and articles UTF-8,
``PubDate`` is when the page was made. What comes after the first records of a column is fetched
by a script from ``dataproxy.jsp``, which answers a plain request for one column only.
"""

from __future__ import annotations

from urllib.parse import quote

from tests.portal.model import Article, Column, Portal, Resource, Site
from tests.portal.other_styles import (
    Style,
    articles_of,
    blocks,
    children,
    file,
    page,
    portal_of,
    stamped,
    template,
    trail,
)

_MADE = "2018-12-19 23:14:05"
_PROXY = "/module/web/jpage/dataproxy.jsp"
_PER_PAGE = 15
_STATIC = 3  # pages whose records stand in the script
_FIRST = {"jyta": 9, "whdt": 5}  # columns that keep fewer records there: the rest is fetched

_BLOCKS = """
{%- for b in body %}{% if b.kind == "text" %}<p style="text-indent:2em"><span style="font-size:16px">{{ b.text }}</span></p>
{% elif b.kind == "heading" %}<p><span style="font-weight:bold">{{ b.text }}</span></p>
{% else %}<p align="center"><b>{{ b.grid.title }}</b></p>{% if b.grid.unit %}<p align="right">单位:{{ b.grid.unit }}</p>{% endif %}
<table border="1" style="border-collapse:collapse"><tbody>{% for line in b.lines %}<tr>{% for cell in line %}<td><p>{{ cell }}</p></td>{% endfor %}</tr>
{% endfor %}</tbody></table>{% if b.grid.note %}<p>{{ b.grid.note }}</p>{% endif %}
{% endif %}{% endfor %}"""

_TOP = """<table width="1000" align="center" cellspacing="0" cellpadding="0"><tr><td><img src="/picture/0/banner.jpg" alt="陇原省文化厅"></td></tr>
<tr><td class="nav"><a href="/index.html">首页</a>{% for c in nav %}|<a href="{{ link(c) }}">{{ c.name }}</a>{% endfor %}</td></tr></table>"""
_FOOT = '<iframe src="/foot/foot.html" width="1000" height="160" frameborder="0" scrolling="no"></iframe>'

_ARTICLE = template(
    """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>陇原省文化厅 {{ trail[-1].name }} {{ article.title }}</title>
<meta name="SiteName" content="陇原省文化厅"><meta name="SiteDomain" content="wht.sample.test"><meta name="SiteIDCode" content="">
<meta name="ColumnName" content="{{ trail[-1].name }}"><meta name="ColumnType" content="{{ trail[-1].name }}">
<meta name="ArticleTitle" content="{{ article.title }}"><meta name="PubDate" content="{{ made }}"><meta name="ContentSource" content="{{ article.source }}">
<meta name="Author" content=""><meta name="others" content="页面生成时间 {{ made }}">
<script language="javascript" src="/script/0/pagecontrol.js"></script></head><body>"""
    + _TOP
    + """
<table width="1000" align="center"><tr><td><table width="100%"><tr><td>您现在的位置：</td><td><table cellspacing="0"><tr><td><a href="/index.html">首页</a></td>
{% for c in trail %}<td> &gt;&gt; </td><td><a href="{{ link(c) }}" class="bt_link">{{ c.name }}</a></td>{% endfor %}</tr></table></td></tr></table></td></tr>
<tr><td>{% if card %}<table class="xxgk" width="100%" border="0"><tr><td><b>索 引 号：</b></td><td>{{ card.index }}</td><td><b>公开方式：</b></td><td>主动公开</td></tr>
<tr><td><b>发布机构：</b></td><td>{{ article.source }}</td><td><b>生成日期：</b></td><td>{{ article.day }}</td></tr>
<tr><td><b>名　　称：</b></td><td colspan="3">{{ article.title }}</td></tr></table>{% endif %}
<table width="100%" id="article"><tr><td class="title" align="center"><!--<$[标题名称(html)]>begin-->{{ article.title }}<!--<$[标题名称(html)]>end--></td></tr>
<tr><td align="center"><table><tr><td>发布日期：{{ article.day }}</td><td>信息来源：<!--<$[信息来源]>begin-->{{ article.source }}<!--<$[信息来源]>end--></td>
<td>浏览次数：<script src="/module/visitcount/articlehits.jsp?colid=1&artid={{ article.key }}"></script></td><td>字号：[ <a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> ]</td></tr></table></td></tr>
<tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin--><meta name="ContentStart">"""
    + _BLOCKS
    + """
{% for f in files %}<p><a href="{{ f.href }}"><img src="/module/jslib/icons/{{ f.kind }}.gif" border="0">{{ f.label }}</a></p>{% endfor %}<meta name="ContentEnd"><!--ZJEG_RSS.content.end--></div></td></tr>
<tr><td align="right">【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</td></tr></table></td></tr></table>
"""
    + _FOOT
    + "</body></html>"
)

_COLUMN = template(
    """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>陇原省文化厅 {{ column.name }}</title>
<meta name="SiteName" content="陇原省文化厅"><meta name="ColumnName" content="{{ column.name }}"><meta name="PubDate" content="{{ made }}">
<script type="text/javascript" src="/script/jpage/jpage.js"></script></head><body>"""
    + _TOP
    + """
<table width="1000" align="center"><tr><td width="220" valign="top">{% if siblings %}<table class="left">{% for c in siblings %}<tr><td><a href="{{ link(c) }}">{{ c.name }}</a></td></tr>{% endfor %}</table>{% endif %}</td>
<td valign="top"><table><tr><td>当前位置：<a href="/index.html">首页</a>{% for c in trail %} <span class="ge">&gt;</span> <a href="{{ link(c) }}">{{ c.name }}</a>{% endfor %}</td></tr></table>
<div id="{{ unit }}" style="height:auto"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="{{ proxy|safe }}"></a>]]></nextgroup><recordset>{% for r in records %}
<record><![CDATA[
<li><a href="{{ r.href }}" target="_blank" title="{{ r.title }}">{{ r.short }}</a><span class="bt-date">{{ r.day }}</span></li>]]></record>{% endfor %}
</recordset></datastore></script></div>
<script>jpage.init("{{ unit }}", { totalRecord: {{ total }}, perPage: 15, currentPage: 1, showmode: 3, proxyUrl: '/module/web/jpage/dataproxy.jsp', columnid: {{ number }}, unitid: {{ unit }} });</script>
</td></tr></table>"""
    + _FOOT
    + "</body></html>"
)

_HOME = template(
    """<!DOCTYPE html><html><head><meta charset="utf-8"><title>陇原省文化厅</title><meta name="SiteName" content="陇原省文化厅"><meta name="SiteDomain" content="wht.sample.test"><meta name="SiteIDCode" content="6200000042"></head><body>"""
    + _TOP
    + """
<script>document.write(new Date().toLocaleString());</script>
{% for box in boxes %}<table class="box"><tr><td class="boxtitle"><a href="{{ link(box.column) }}">{{ box.column.name }}</a></td><td><a href="{{ link(box.column) }}">更多</a></td></tr>
{% for r in box.records %}<tr><td><img src="/picture/0/dot.gif"><a href="{{ r.href }}" title="{{ r.title }}">{{ r.short }}</a></td><td>{{ r.md }}</td></tr>{% endfor %}</table>
{% endfor %}"""
    + _FOOT
    + "</body></html>"
)

_RECORDS = template("""<datastore>
<recordset>{% for r in records %}
<record><![CDATA[
<li><a href="{{ r.href }}" target="_blank" title="{{ r.title }}">{{ r.short }}</a><span class="bt-date">{{ r.day }}</span></li>]]></record>{% endfor %}
</recordset></datastore>""")

_FOOTER = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body><center>主办：陇原省文化厅　承办：陇原省文化厅信息中心<br>
联系电话：0931-8841200　地址：兰河市城关区文化路598号<br>网站标识码：6200000042　<a href="http://beian.miit.gov.cn/">陇ICP备15001598号</a>　甘公网安备 62010002000600号</center></body></html>"""


class _Jcms:
    """Writes the files of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.of = articles_of(site)
        self.numbers = {key: 1001 + n for n, key in enumerate(site.columns)}
        self.values = {
            "nav": [c for c in site.columns.values() if not c.parent and c.in_nav],
            "link": self.link,
            "made": _MADE,
        }

    def link(self, column: Column) -> str:
        return f"/col/col{self.numbers[column.key]}/index.html"

    def href(self, a: Article) -> str:
        day = a.day
        return f"/art/{day.year}/{day.month}/{day.day}/art_{self.numbers[a.column]}_{a.key}.html"

    def records(self, articles: list[Article]) -> list[dict[str, str]]:
        return [
            {"href": self.href(a), "title": a.title, "short": _short(a.title),
             "day": a.day.isoformat(), "md": f"[{a.day:%m-%d}]"}
            for a in articles
        ]  # fmt: skip

    def files(self) -> dict[str, Resource]:
        home = '<html><head><meta http-equiv="refresh" content="0;url=index.html"></head></html>'
        made = {"/": page(home, media="text/html"), "/index.html": self.home()}
        made["/foot/foot.html"] = page(_FOOTER, media="text/html")
        for column in self.site.columns.values():
            made.update(self.column(column))
            for article in self.of[column.key]:
                made.update(self.article(column, article))
        return made

    def home(self) -> Resource:
        boxes = [
            {"column": self.site.columns[key], "records": self.records(self.of[key][:7])}
            for key in ("ywdt", "tzgg", "zcwj", "czyjs", "jyta", "whdt")
            if key in self.site.columns
        ]
        return page(_HOME.render(boxes=boxes, **self.values))

    def column(self, column: Column) -> dict[str, Resource]:
        below, own = children(self.site, column), self.of[column.key]
        most = _FIRST.get(column.key, _PER_PAGE * _STATIC)
        shown = own or [a for c in below for a in self.of[c.key][:6]]
        number, unit = self.numbers[column.key], self.numbers[column.key] + 4000
        text = _COLUMN.render(
            column=column, unit=unit, number=number, total=len(shown), trail=trail(self.site, column),
            siblings=children(self.site, trail(self.site, column)[0]),
            proxy=f"{_PROXY}?page=1&webid=1&columnid={number}&unitid={unit}",
            records=self.records(shown[:most]), **self.values,
        )  # fmt: skip
        made = {self.link(column): page(text, "gbk", "text/html")}
        if column.key == "jyta":  # every other proxy wants a request that no link makes
            rest = _RECORDS.render(records=self.records(shown[most:]))
            made[f"{_PROXY}?page=1&webid=1&columnid={number}&unitid={unit}"] = page(rest)
        return made

    def article(self, column: Column, a: Article) -> dict[str, Resource]:
        made, files = {}, []
        for n, found in enumerate(a.attachments):
            path = f"/module/download/downfile.jsp?classid=0&filename={found.name}"
            body, media = file(a, n)
            name = quote(found.label.encode("gbk"))
            headers = {"Content-Disposition": f"attachment; filename={name}.{found.kind}"}
            made[path] = stamped(Resource(body, media, headers=headers), a.day)
            files.append({"href": path, "label": found.label, "kind": found.kind})
        card = {"index": f"620000042/2018-{a.key}"} if column.key in ("zcwj", "czyjs") else None
        text = _ARTICLE.render(
            article=a, trail=trail(self.site, column), files=files, body=blocks(a.body), card=card,
            **self.values,
        )  # fmt: skip
        return {**made, self.href(a): page(text, media="text/html")}


def _short(title: str) -> str:
    return title if len(title) <= 26 else title[:25] + "…"


def render(site: Site, port: int) -> Portal:
    """The portal of a site."""
    return portal_of(site, port, _Jcms(site).files())


JCMS = Style(
    "jcms", render,
    columns={"czyjs": "部门预算", "zwgk": "财政资金", "jyta": "人大建议政协提案办理", "shgy": "公共文化服务",
             "tpgj": "扶贫工作"},
    forms={"xlsx": "pdf", "docx": "html"},
)  # fmt: skip
