"""An old portal: ASP programs, nested tables, GB2312, a frameset, a menu drawn by script.

No headings, titles in cells, dates as 2018-6-29 9:05:00, dates of lists without years or with
a time, attachments that are web pages called ``.doc``, a session in every address, one list
whose script shows every page under one address.
"""

from __future__ import annotations

from tests.portal import attachments
from tests.portal.model import Article, Attachment, Column, Portal, Resource, Site
from tests.portal.other_styles import (
    Style,
    articles_of,
    blocks,
    children,
    page,
    portal_of,
    stamped,
    template,
    trail,
)

_PER_PAGE = 6
_GBK = {"charset": "gbk", "media": "text/html"}

_BLOCKS = """
{%- for b in body %}{% if b.kind == "text" %}　　{{ b.text }}<br>
{% elif b.kind == "heading" %}<b>{{ b.text }}</b><br>
{% else %}<div align=center><font face="黑体">{{ b.grid.title }}</font></div>{% if b.grid.unit %}<div align=right>单位：{{ b.grid.unit }}</div>{% endif %}
<table border=1 bordercolor=#000000 cellspacing=0 width="95%" align=center>{% for line in b.lines %}<tr>{% for cell in line %}<td>{{ cell }}&nbsp;</td>{% endfor %}</tr>
{% endfor %}</table>{% if b.grid.note %}<p>{{ b.grid.note }}</p>{% endif %}
{% endif %}{% endfor %}"""

_TOP = """<table width=778 border=0 align=center cellpadding=0 cellspacing=0><tr><td><img src=images/top.gif width=778 height=120></td></tr><tr><td height=28 background=images/bg.gif><table align=center><tr>
<td><a href="main.asp">首 页</a></td>{% for c in nav %}<td>│</td><td style="cursor:hand" onclick="window.open('{{ link(c) }}','_self')">{{ c.name }}</td>{% endfor %}</tr></table></td></tr></table>"""
_FOOT = """<table width=778 align=center bgcolor=#EEEEEE><tr><td align=center>主办单位：陇原省文化厅　地址：兰河市城关区文化路598号　电话：0931-8841200<br>
陇ICP备15001598号　网站标识码：6200000042　甘公网安备 62010002000600号<br>您是第 1203456 位访问者　建议使用1024*768分辨率</td></tr></table>"""
_HEAD = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{{ head }}</title><link href="css.css" rel=stylesheet></head><body topmargin=0>"""

_ARTICLE = template(
    _HEAD
    + _TOP
    + """
<table width=778 align=center border=0><tr><td width=180 valign=top bgcolor=#F5F5F5><table width=100%><tr><td class=lanmu>{{ trail[0].name }}</td></tr>{% for c in siblings %}<tr><td><a href="{{ link(c) }}">{{ c.name }}</a></td></tr>{% endfor %}</table></td>
<td valign=top><table width=100%><tr><td class=weizhi>您的位置：<a href="main.asp">首页</a> → {% for c in trail %}<a href="{{ link(c) }}">{{ c.name }}</a> → {% endfor %}浏览文章</td></tr>
<tr><td align=center class=tit height=40><font size=4 color=#CC0000><b>{{ article.title }}</b></font></td></tr>
<tr><td align=center class=xinxi>作者：{{ article.source }}　 发布时间：{{ when }}　 点击数：{{ article.views }}</td></tr>
<tr><td><hr size=1></td></tr><tr><td class=neirong style="font-size:14px;line-height:180%">"""
    + _BLOCKS
    + """
{% for f in files %}<br><img src=images/fj.gif><a href="{{ f.href }}" target=_blank>{{ f.label }}</a>{% endfor %}</td></tr>
<tr><td align=right>[<a href="javascript:window.print()">打印</a>] [<a href="javascript:history.back()">返回</a>]</td></tr>
<tr><td>上一篇：{% if before %}<a href="{{ before.href }}">{{ before.title }}</a>{% else %}没有了{% endif %}<br>下一篇：{% if after %}<a href="{{ after.href }}">{{ after.title }}</a>{% else %}没有了{% endif %}</td></tr></table></td></tr></table>
"""
    + _FOOT
    + "</body></html>"
)

_LIST = template(
    _HEAD
    + _TOP
    + """
<table width=778 align=center border=0><tr><td width=180 valign=top><table width=100%>{% for c in siblings %}<tr><td><a href="{{ link(c) }}">{{ c.name }}</a></td></tr>{% endfor %}</table>
<table width=100%><tr><td>热门文章</td></tr>{% for r in hot %}<tr><td>·<a href="{{ r.href }}">{{ r.short }}</a></td></tr>{% endfor %}</table></td>
<td valign=top><table width=100%><tr><td>您的位置：<a href="main.asp">首页</a>{% for c in trail %} → <a href="{{ link(c) }}">{{ c.name }}</a>{% endfor %}</td></tr>
<tr><td><table width=100% border=0 cellpadding=2>{% for r in records %}<tr><td width=15><img src=images/dot.gif></td><td height=24><a href="{{ r.href }}" target=_blank>{{ r.title }}</a></td><td width=130 align=right><font color=#999999>{{ r.day }}</font></td></tr>
{% endfor %}</table></td></tr>
<tr><td align=center>共 {{ total }} 篇文章　{% if number > 1 %}<a href="{{ url }}&page=1">首页</a> <a href="{{ url }}&page={{ number - 1 }}">上一页</a>{% else %}首页 上一页{% endif %}　{% if number < pages %}<a href="{{ url }}&page={{ number + 1 }}">下一页</a> <a href="{{ url }}&page={{ pages }}">尾页</a>{% else %}下一页 尾页{% endif %}　页次：{{ number }}/{{ pages }}页　{{ per }}篇文章/页
转到：<select onchange="location.href='{{ url }}&page='+this.value">{% for n in range(1, pages + 1) %}<option value={{ n }}>第{{ n }}页</option>{% endfor %}</select></td></tr></table></td></tr></table>
"""
    + _FOOT
    + "</body></html>"
)

_MAIN = template(
    _HEAD
    + """<table width=778 align=center><tr><td><marquee>欢迎访问陇原省文化厅网站 今天是：2018年12月20日 星期四</marquee></td></tr></table>
<table width=778 align=center><tr>{% for box in boxes %}{% if loop.index0 % 2 == 0 and not loop.first %}</tr><tr>{% endif %}<td valign=top><table width=100%><tr><td background=images/bt.gif>{{ box.column.name }}</td><td align=right><a href="{{ link(box.column) }}"><img src=images/more.gif border=0 alt="更多"></a></td></tr>
{% for r in box.records %}<tr><td>·<a href="{{ r.href }}" title="{{ r.title }}">{{ r.short }}</a></td><td><font color=red>{{ r.md }}</font></td></tr>{% endfor %}</table></td>{% endfor %}</tr></table>
"""
    + _FOOT
    + "</body></html>"
)

_TOP_FRAME = template(
    _HEAD
    + """<script>
var menu = new Array();
{% for c in nav %}menu[{{ loop.index0 }}] = "<a href='{{ link(c) }}' target='main'>{{ c.name }}</a>";
{% endfor %}for (var i = 0; i < menu.length; i++) document.write("<td>" + menu[i] + "</td>");
</script><table><tr>{% for c in nav %}<td><a href="{{ link(c) }}" target="main">{{ c.name }}</a></td>{% endfor %}</tr></table></body></html>"""
)

_FRAMES = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>陇原省文化厅</title></head>
<frameset rows="150,*" frameborder=no border=0><frame src="top.asp" name="top" scrolling=no noresize><frame src="main.asp" name="main"></frameset>
<noframes><body>您的浏览器不支持框架</body></noframes></html>"""


class _Asp:
    """Writes the files of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.of = articles_of(site, lambda title: title.replace("的答复", ""))
        self.numbers = {key: 11 + n for n, key in enumerate(site.columns)}
        nav = [c for c in site.columns.values() if not c.parent and c.in_nav]
        self.values = {"nav": nav, "link": self.link}

    def link(self, column: Column) -> str:
        return f"list.asp?classid={self.numbers[column.key]}"

    def records(self, articles: list[Article]) -> list[dict[str, str]]:
        return [
            {"href": f"show.asp?id={a.key}", "title": a.title, "short": a.title[:14],
             "day": f"{a.day.year}-{a.day.month}-{a.day.day} {a.clock.lstrip('0')}:00",
             "md": f"({a.day.month}/{a.day.day})"}
            for a in articles
        ]  # fmt: skip

    def files(self) -> dict[str, Resource]:
        made = {"/": page(_FRAMES, **_GBK), "/index.asp": page(_FRAMES, **_GBK)}
        made["/top.asp"] = page(_TOP_FRAME.render(head="top", **self.values), **_GBK)
        boxes = [
            {"column": self.site.columns[key], "records": self.records(self.of[key][:6])}
            for key in ("ywdt", "tzgg", "zcwj", "czyjs", "jyta", "whdt") if key in self.site.columns
        ]  # fmt: skip
        main = _MAIN.render(head="陇原省文化厅", boxes=boxes, **self.values)
        made["/main.asp"] = page(main, **_GBK)
        for column in self.site.columns.values():
            made.update(self.column(column))
            for n, article in enumerate(self.of[column.key]):
                made.update(self.article(column, article, n))
        return made

    def column(self, column: Column) -> dict[str, Resource]:
        shown = self.of[column.key] or [
            a for c in children(self.site, column) for a in self.of[c.key][:3]
        ]
        pages = max(1, -(-len(shown) // _PER_PAGE))
        made = {}
        for number in range(1, pages + 1):
            part = shown[(number - 1) * _PER_PAGE : number * _PER_PAGE]
            text = _LIST.render(
                head="陇原省文化厅", trail=trail(self.site, column), records=self.records(part),
                siblings=children(self.site, trail(self.site, column)[0]), total=len(shown),
                pages=pages, number=number, per=_PER_PAGE, url=self.link(column),
                hot=self.records(self.of["ywdt"][:5]), **self.values,
            )  # fmt: skip
            made[f"/{self.link(column)}&page={number}"] = page(text, **_GBK)
        made[f"/{self.link(column)}"] = made[f"/{self.link(column)}&page=1"]
        return made

    def article(self, column: Column, a: Article, place: int) -> dict[str, Resource]:
        made, files = {}, []
        for n, found in enumerate(a.attachments):
            path = f"/uploadfile/{a.day:%Y%m}/{a.key}{n}.{_ending(found)}"
            made[path] = stamped(_file(found), a.day)
            files.append({"href": path[1:], "label": found.label.removesuffix(f".{found.kind}")})
        near = [self.neighbour(column, place - 1), self.neighbour(column, place + 1)]
        when = f"{a.day.year}-{a.day.month}-{a.day.day} {a.clock.lstrip('0')}:00"
        text = _ARTICLE.render(
            head="陇原省文化厅", article=a, trail=trail(self.site, column), files=files, when=when,
            siblings=children(self.site, trail(self.site, column)[0]), body=blocks(a.body),
            before=near[0], after=near[1], **self.values,
        )  # fmt: skip
        return {**made, f"/show.asp?id={a.key}": stamped(page(text, **_GBK), a.day)}

    def neighbour(self, column: Column, place: int) -> dict[str, str] | None:
        found = self.of[column.key]
        return self.records([found[place]])[0] if 0 <= place < len(found) else None


def _ending(found: Attachment) -> str:
    return "doc" if found.kind == "docx" else found.kind


def _file(found: Attachment) -> Resource:
    """What word processors of the time save as a document: a web page called ``.doc``."""
    if found.kind != "docx":
        return Resource(attachments.render(found), attachments.media(found))
    text = template(
        '<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta http-equiv=Content-Type '
        'content="text/html; charset=gb2312"><title>{{ head }}</title></head><body>'
        + _BLOCKS
        + "</body></html>"
    ).render(head=found.label, body=blocks(found.blocks))
    return page(text, "gbk", "application/msword")


def render(site: Site, port: int) -> Portal:
    """The portal of a site."""
    return portal_of(site, port, _Asp(site).files())


ASP = Style(
    "asp", render,
    columns={"czyjs": "预算决算", "jyta": "议案提案办理", "shgy": "公益事业", "tpgj": "精准扶贫", "whdt": "群众文化"},
    forms={"xlsx": "html", "pdf": "docx", "html": "html"},
)  # fmt: skip
