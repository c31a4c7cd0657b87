"""A portal in the manner of 博达 VSB: relative addresses, list pages that count down, two hosts.

Columns on disclosure stand on a host of their own (``zwgk.``). Dates are 2018年06月29日 in a span
after the title, lists of news have no years, attachments come from ``download.jsp`` with names
in GBK, and a department's budget is a page with one further page for each table.
"""

from __future__ import annotations

import posixpath

from tests.portal.model import HOST, Article, Block, Column, Grid, Portal, Resource, Site
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

OTHER = "zwgk.sample.test"
_PER_PAGE = 5
_UNDATED = ("ywdt", "sxdt", "tzgg")  # lists that print month and day only
_BUDGET_PAGES = 3  # blocks of a page that stay on it when its tables get pages of their own

_BLOCKS = """
{%- for b in body %}{% if b.kind == "text" %}<p class="vsbcontent_start">　　{{ b.text }}</p>
{% elif b.kind == "heading" %}<p><strong>{{ b.text }}</strong></p>
{% elif b.kind == "link" %}<p><a href="{{ b.href }}">{{ b.text }}</a></p>
{% else %}<p style="text-align: center;"><strong>{{ b.grid.title }}</strong></p>{% if b.grid.unit %}<p style="text-align:right">单位：{{ b.grid.unit }}</p>{% endif %}
<table class="MsoNormalTable"><tbody>{% for line in b.lines %}<tr>{% for cell in line %}<td><p class="MsoNormal"><span>{{ cell }}</span></p></td>{% endfor %}</tr>
{% endfor %}</tbody></table>{% if b.grid.note %}<p>{{ b.grid.note }}</p>{% endif %}
{% endif %}{% endfor %}"""

_TOP = """<div class="header"><div class="logo"><a href="{{ to("/index.htm") }}"><img src="/images/logo.png" alt=""></a></div>
<ul class="nav"><li><a href="{{ to("/index.htm") }}">网站首页</a></li>{% for c in nav %}<li><a href="{{ to(c) }}">{{ c.name }}</a>{% if kids(c) %}<ul>{% for k in kids(c) %}<li><a href="{{ to(k) }}">{{ k.name }}</a></li>{% endfor %}</ul>{% endif %}</li>{% endfor %}</ul></div>"""
_FOOT = """<div class="foot"><p>Copyright © 2018 陇原省文化厅 版权所有　主办：陇原省文化厅　联系电话：0931-8841200</p>
<p>陇ICP备15001598号　网站标识码：6200000042　甘公网安备 62010002000600号　地址：兰河市城关区文化路598号</p></div>"""

_ARTICLE = template(
    """<!DOCTYPE html><HTML><HEAD><TITLE>{{ article.title }}-陇原省文化厅</TITLE>
<META content="text/html; charset=UTF-8" http-equiv="Content-Type"><META Name="keywords" Content="陇原省文化厅,{{ trail[-1].name }}" />
<META Name="description" Content="{{ article.title }}" /><!--Announced by Visual SiteBuilder 9--></HEAD><BODY>"""
    + _TOP
    + """
<div class="main"><div class="position">当前位置: <a href="{{ to("/index.htm") }}">网站首页</a>{% for c in trail %}&gt;&gt;<a href="{{ to(c) }}">{{ c.name }}</a>{% endfor %}&gt;&gt;正文</div>
<form name="_newscontent_fromname"><div class="cont"><h2 align="center">{{ article.title }}</h2>
<div class="sub"><span>{{ "%d年%02d月%02d日"|format(article.day.year, article.day.month, article.day.day) }} {{ article.clock }}</span>&nbsp;<span>{{ article.source }}</span>&nbsp;<span>点击：[<script>_showDynClicks("wbnews", 1376908744, {{ article.key }})</script>]</span></div>
<div id="vsb_content_2" class="v_news_content">"""
    + _BLOCKS
    + """</div>
{% if files %}<ul style="list-style-type:none;">{% for f in files %}<li>附件【<a href="{{ f.href }}" target="_blank">{{ f.label }}</a>】已下载<span id="nattach{{ loop.index }}"><script language="javascript">getClickTimes({{ loop.index }}, 1376908744, "wbnewsfile", "attach")</script></span>次</li>{% endfor %}</ul>{% endif %}
<div class="neighbours"><p>上一条：{% if before %}<a href="{{ before.href }}">{{ before.title }}</a>{% else %}无{% endif %}</p><p>下一条：{% if after %}<a href="{{ after.href }}">{{ after.title }}</a>{% else %}无{% endif %}</p><a href="javascript:window.opener=null;window.close();">【关闭】</a></div>
</div></form></div>"""
    + _FOOT
    + "</BODY></HTML>"
)

_LIST = template(
    """<!DOCTYPE html><HTML><HEAD><TITLE>{{ column.name }}-陇原省文化厅</TITLE><META content="text/html; charset=UTF-8" http-equiv="Content-Type"></HEAD><BODY>"""
    + _TOP
    + """
<div class="left"><h3>{{ trail[0].name }}</h3><ul>{% for c in siblings %}<li><a href="{{ to(c) }}">{{ c.name }}</a></li>{% endfor %}</ul></div>
<div class="right"><div class="position">当前位置: <a href="{{ to("/index.htm") }}">网站首页</a>{% for c in trail %}&gt;&gt;<a href="{{ to(c) }}">{{ c.name }}</a>{% endfor %}</div>
<ul class="list">{% for r in records %}<li id="line_u8_{{ loop.index0 }}"><span>{{ r.day }}</span><a href="{{ r.href }}" target="_blank" title="{{ r.title }}">{{ r.title }}</a></li>
{% endfor %}</ul>
<div class="pb_sys_common pb_sys_normal"><span class="p_pages"><span class="p_t">共{{ total }}条</span>{% for n in range(1, pages + 1) %}{% if n == number %}<span class="p_no_d">{{ n }}</span>{% else %}<span class="p_no"><a href="{{ page_href(n) }}">{{ n }}</a></span>{% endif %}{% endfor %}
{% if number < pages %}<span class="p_next p_fun"><a href="{{ page_href(number + 1) }}">下页</a></span><span class="p_last p_fun"><a href="{{ page_href(pages) }}">尾页</a></span>{% endif %}</span></div></div>"""
    + _FOOT
    + "</BODY></HTML>"
)

_HOME = template(
    """<!DOCTYPE html><HTML><HEAD><TITLE>陇原省文化厅</TITLE><META content="text/html; charset=UTF-8" http-equiv="Content-Type"></HEAD><BODY>"""
    + _TOP
    + """
<script>document.write("今天是2018年12月20日");</script>
{% for box in boxes %}<div class="box"><h3>{{ box.column.name }}<a href="{{ to(box.column) }}">MORE+</a></h3><ul>{% for r in box.records %}<li><a href="{{ r.href }}" title="{{ r.title }}">{{ r.title }}</a><span>{{ r.day }}</span></li>{% endfor %}</ul></div>{% endfor %}
"""
    + _FOOT
    + "</BODY></HTML>"
)


class _Vsb:
    """Writes the files of one site."""

    def __init__(self, site: Site, port: int) -> None:
        self.site = site
        self.port = port
        self.of = articles_of(site, _without_number)
        self.numbers = {key: 1041 + n for n, key in enumerate(site.columns)}
        self.made: dict[str, Resource] = {}

    # -- addresses: (host, path) ------------------------------------------------------------

    def host(self, column: Column) -> str:
        return OTHER if "zwgk" in (column.key, column.parent) else HOST

    def path(self, column: Column) -> str:
        return "/" + "/".join(c.key for c in trail(self.site, column)) + ".htm"

    def article_path(self, a: Article) -> str:
        return f"/info/{self.numbers[a.column]}/{a.key}.htm"

    def href(self, host: str, path: str, target_host: str, target: str) -> str:
        """A relative address on one host, an absolute one between two."""
        if host != target_host:
            return f"http://{target_host}:{self.port}{target}"
        return posixpath.relpath(target, posixpath.dirname(path))

    def put(self, host: str, path: str, resource: Resource) -> None:
        self.made[path if host == HOST else f"//{host}{path}"] = resource

    def values(self, host: str, path: str) -> dict[str, object]:
        def to(target: Column | str) -> str:
            if isinstance(target, str):
                return self.href(host, path, HOST, target)
            return self.href(host, path, self.host(target), self.path(target))

        return {
            "to": to, "kids": lambda c: [k for k in children(self.site, c) if k.in_nav],
            "nav": [c for c in self.site.columns.values() if not c.parent and c.in_nav],
        }  # fmt: skip

    def records(self, host: str, path: str, articles: list[Article]) -> list[dict[str, str]]:
        return [
            {"href": self.href(host, path, self.host(self.site.columns[a.column]), self.article_path(a)),
             "title": a.title, "day": f"{a.day:%m-%d}" if a.column in _UNDATED else f"{a.day:%Y/%m/%d}"}
            for a in articles
        ]  # fmt: skip

    # -- pages ------------------------------------------------------------------------------

    def files(self) -> dict[str, Resource]:
        for path in ("/", "/index.htm"):
            boxes = [
                {"column": self.site.columns[key],
                 "records": self.records(HOST, "/index.htm", self.of[key][:6])}
                for key in ("ywdt", "tzgg", "czyjs", "jyta", "whdt") if key in self.site.columns
            ]  # fmt: skip
            self.put(HOST, path, page(_HOME.render(boxes=boxes, **self.values(HOST, "/index.htm"))))
        for column in self.site.columns.values():
            self.column(column)
            for n, article in enumerate(self.of[column.key]):
                self.article(column, article, n)
        self.made[f"//{OTHER}/robots.txt"] = Resource(b"User-agent: *\nAllow: /\n", "text/plain")
        return self.made

    def column(self, column: Column) -> None:
        host = self.host(column)
        shown = self.of[column.key] or [
            a for c in children(self.site, column) for a in self.of[c.key][:4]
        ]
        pages = max(1, -(-len(shown) // _PER_PAGE))
        first = self.path(column)
        paths = [first, *(f"{first[:-4]}/{pages - n}.htm" for n in range(1, pages))]
        for number, path in enumerate(paths, 1):
            part = shown[(number - 1) * _PER_PAGE : number * _PER_PAGE]
            text = _LIST.render(
                column=column, trail=trail(self.site, column), records=self.records(host, path, part),
                siblings=children(self.site, trail(self.site, column)[0]), total=len(shown),
                pages=pages, number=number,
                page_href=lambda n, at=path: posixpath.relpath(paths[n - 1], posixpath.dirname(at)),
                **self.values(host, path),
            )  # fmt: skip
            self.put(host, path, page(text))

    def article(self, column: Column, a: Article, place: int) -> None:
        host, path = self.host(column), self.article_path(a)
        files = []
        for n, found in enumerate(a.attachments):
            query = f"urltype=news.DownloadAttachUrl&owner=1376908744&wbfileid={a.key}{n}"
            target = f"/system/_content/download.jsp?{query}"
            content, media = file(a, n)
            label = (
                found.label if found.label.endswith(found.kind) else f"{found.label}.{found.kind}"
            )
            name = label.encode("gbk").decode("latin-1")
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            self.put(host, target, stamped(Resource(content, media, headers=headers), a.day))
            files.append({"href": target, "label": label})
        near = [
            {"href": self.href(host, path, host, self.article_path(x)), "title": x.title}
            if x
            else None
            for x in (self.neighbour(column, place - 1), self.neighbour(column, place + 1))
        ]
        body = self.body(host, path, column, a)
        text = _ARTICLE.render(
            article=a, trail=trail(self.site, column), files=files, body=body, before=near[0],
            after=near[1], **self.values(host, path),
        )  # fmt: skip
        self.put(host, path, stamped(page(text), a.day))

    def neighbour(self, column: Column, place: int) -> Article | None:
        found = self.of[column.key]
        return found[place] if 0 <= place < len(found) else None

    def body(self, host: str, path: str, column: Column, a: Article) -> list[dict[str, object]]:
        """Blocks; of a budget written as a page, each table gets a page of its own."""
        tables = [b for b in a.body if isinstance(b, Grid)]
        if column.key != "czyjs" or len(tables) < _BUDGET_PAGES:
            return blocks(a.body)
        words: list[Block] = [b for b in a.body if not isinstance(b, Grid)]
        made = blocks(words)
        for n, table in enumerate(tables, 1):
            own = f"/info/{self.numbers[a.column]}/{a.key}{n:02}.htm"
            part = Article(a.key * 100 + n, a.column, table.title, a.day, [table], source=a.source)
            text = _ARTICLE.render(
                article=part, trail=trail(self.site, column), files=[], body=blocks(part.body),
                before=None, after=None, **self.values(host, own),
            )  # fmt: skip
            self.put(host, own, stamped(page(text), a.day))
            made.append(
                {"kind": "link", "href": self.href(host, path, host, own), "text": table.title}
            )
        return made


def _without_number(title: str) -> str:
    """Many portals name the meeting and leave the number to the letter."""
    word = "建议" if "建议" in title else "提案"
    head, _, tail = title.partition("第")
    number = tail.partition("号")[0]
    return f"{head}{number}号{word}的答复" if int(number) % 2 else f"{head}第{number}号{word}的复函"


def render(site: Site, port: int) -> Portal:
    """The portal of a site; its two hosts name each other with the port."""
    return portal_of(site, port, _Vsb(site, port).files(), (OTHER,))


VSB = Style(
    "vsb", render,
    columns={"czyjs": "部门预决算公开", "jyta": "建议提案", "shgy": "社会公益", "tpgj": "脱贫攻坚",
             "whdt": "公共文化"},
    forms={"xlsx": "html", "docx": "pdf", "html": "xlsx"},
)  # fmt: skip
