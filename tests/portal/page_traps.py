"""Oddities in the pages as served: markup, addresses and dates that careful readers see through."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tests.portal.model import Portal, Resource
from tests.portal.mutation import DEAD_LINK, Mutation

Edit = Callable[[str], str]


def _edit(portal: Portal, prefix: str, edit: Edit) -> None:
    """Rewrites every UTF-8 page below a prefix."""
    for path, resource in portal.files.items():
        if path.startswith(prefix) and resource.media == "text/html; charset=utf-8":
            text = edit(resource.body.decode())
            portal.files[path] = replace(resource, body=text.encode())


def _rewritten(prefix: str, pattern: str, by: str) -> Callable[[Portal], None]:
    def change(portal: Portal) -> None:
        _edit(portal, prefix, lambda text: re.sub(pattern, by, text))

    return change


def _base_href(portal: Portal) -> None:
    """Attachments linked from the root by a base element, as one content system does."""

    def edit(text: str) -> str:
        if 'class="files"' not in text:
            return text
        text = text.replace("<head>", '<head>\n<base href="/">', 1)
        return text.replace('href="/zwgk/czyjs/', 'href="zwgk/czyjs/')

    _edit(portal, "/zwgk/czyjs/2018", edit)


def _entities(portal: Portal) -> None:
    for path, resource in portal.files.items():
        if path.startswith("/zwgk/jyta/content/"):
            body = resource.body.decode().encode("ascii", "xmlcharrefreplace")
            portal.files[path] = replace(resource, body=body)


def _home_refreshes(portal: Portal) -> None:
    body = '<html><head><meta http-equiv="refresh" content="0; url=index.html"></head></html>'
    portal.files["/"] = Resource(body.encode())


def _home_by_script(portal: Portal) -> None:
    body = '<html><head><script>window.location.href="/index.html";</script></head></html>'
    portal.files["/"] = Resource(body.encode())


def _missing_in_design(portal: Portal) -> None:
    """Any address that does not exist answers 200 with a page of the site that says little."""
    path = next(p for p in portal.files if p.startswith("/zwgk/rsxx/") and "/t2018" in p)
    text = portal.files[path].body.decode()
    said = '<div class="article"><p>您要找的内容正在整理，请稍后再来。</p></div>'
    text = re.sub(
        r'<div class="crumb">.*<div class="tools">.*?</div>\n</div>', said, text, flags=re.S
    )
    text = re.sub(r"<title>.*</title>|<meta name=\"(?!Site).*\">", "", text)
    portal.missing = Resource(text.replace("<head>", "<head><title>陇原省文化厅</title>").encode())
    _edit(
        portal,
        "/xwdt/ywdt/",
        lambda page: page.replace(
            "</body>", '<p><a href="/xwdt/ywdt/201601/t20160104_777.html">延伸阅读</a></p></body>'
        ),
    )


def _t(name: str, title: str, served: Callable[[Portal], None], **also: str) -> Mutation:
    return Mutation(name, "", title, "pass", served=served, also=also)


PAGE_TRAPS: tuple[Mutation, ...] = (
    _t("two-html-ends", "页面有两个结束标签", _rewritten("/", "</html>", "</html>\n</body></html>")),
    _t("base-href", "附件链接依赖 base 元素", _base_href),
    _t("numeric-entities", "答复页面全部用数字实体书写", _entities),
    _t("date-generated", "发布时间标为生成日期",
       _rewritten("/zwgk/czyjs/2018", "发布时间：", "生成日期：")),
    _t("list-dates-without-year", "列表日期没有年份",
       _rewritten("/zwgk/jyta/", r'(class="date">\[)\d{4}-', r"\1")),
    _t("navigation-by-script", "导航用脚本打开新窗口",
       _rewritten("/", 'href="/zwgk/(jyta|czyjs)/"', r"""href="javascript:window.open('/zwgk/\1/')" """)),
    _t("home-refreshes", "首页用 meta refresh 跳转", _home_refreshes),
    _t("missing-in-design", "不存在的网址返回200和本站版式的页面", _missing_in_design,
       **DEAD_LINK),
    _t("home-by-script", "首页用脚本跳转", _home_by_script),
)  # fmt: skip
