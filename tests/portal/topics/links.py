"""Links of the home page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.portal.assets import PROTECTION
from tests.portal.model import Portal, Resource
from tests.portal.mutation import Mutation
from tests.portal.rewriting import added_to_first


def on_home(href: str, words: str, answer: Resource | None = None) -> Callable[[Portal], None]:
    """One more quick link on the home page, and what is answered behind it (None: 404)."""

    def change(portal: Portal) -> None:
        link = f'<a href="{href}">{words}</a></div>'.encode()
        for path in ("/", "/index.html"):
            home = portal.files[path]
            head, tail = home.body.split(b'<div class="quick">', 1)
            body = head + b'<div class="quick">' + tail.replace(b"</div>", link, 1)
            portal.files[path] = replace(home, body=body)
        if answer is not None:
            portal.files[href] = answer

    return change


def _in_news(href: str, answer: Resource | None = None) -> Callable[[Portal], None]:
    """One more link in the newest piece of news, and what is answered behind it (None: 404)."""

    def change(portal: Portal) -> None:
        added_to_first("/xwdt/ywdt/", f'<p><a href="{href}">延伸阅读：历年专题汇编</a></p>')(portal)
        if answer is not None:
            portal.files[href] = answer

    return change


MUTATIONS = (
    Mutation("home-link-gone", "links.home-alive", "首页旧专题链接返回404", expected="attest",
             served=on_home("/zt/2016/index.html", "“七五”普法宣传教育专题报道")),
    Mutation("home-link-fails", "links.home-alive", "首页链接返回500", expected="attest",
             served=on_home("/zt/fzxc/", "法治宣传教育月活动专题报道", Resource(b"error", "text/plain", 500))),
    Mutation("news-link-gone", "links.inner-alive", "要闻中的链接返回404", expected="attest",
             served=_in_news("/xwdt/ywdt/201601/t20160104_777.html")),
    Mutation("news-link-leads-home", "links.inner-alive", "要闻中的链接跳转到首页", expected="attest",
             served=_in_news("/xwdt/ywdt/201601/t20160104_778.html",
                             Resource(b"", status=302, headers={"Location": "/"}))),
    Mutation("attachment-gone", "links.inner-alive", "要闻中的附件返回404", expected="attest",
             served=_in_news("/xwdt/ywdt/201601/P020160104.pdf")),
)  # fmt: skip
TRAPS = (
    Mutation("home-link-blocked", "", "首页链接被防护设备拦截", "pass",
             served=on_home("/zt/aqxc/", "安全生产月宣传活动专题报道",
                             Resource(PROTECTION.encode(), status=412))),
    Mutation("home-link-outside", "", "首页链接到站外打不开的网站", "pass",
             served=on_home("http://whcy.sample.invalid/zt/", "文化产业博览会")),
    Mutation("home-link-forbidden", "", "首页链接到 robots.txt 不允许的地址", "pass",
             served=on_home("/search.jsp?q=%E6%96%87%E5%8C%96", "按关键词高级检索本站的内容")),
    Mutation("home-link-moved", "", "首页链接跳转", "pass",
             served=on_home("/old/tzgg.html", "公告", Resource(
                 b"", status=301, headers={"Location": "/tzgg/"}))),
)  # fmt: skip
