"""The portal's own search: what it finds, in which order, and how it may fail."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import parse_qs

from tests.portal.assets import PROTECTION
from tests.portal.model import DEPARTMENT, Portal, Resource
from tests.portal.mutation import Mutation

ADDRESS = "/so/index.jsp"
_TITLE = re.compile(rb'name="ArticleTitle" content="([^"]*)"', re.I)
_PAGE = (
    '<html lang="zh-CN"><head><meta charset="utf-8"><title>搜索结果-{unit}</title></head><body>'
    '<div class="list"><p>搜索“{words}”，{count}</p><ul>{rows}</ul></div></body></html>'
)
_ROW = '<li><a href="{path}">{title}</a><span>2018-12-01</span></li>'


def finish(portal: Portal) -> None:
    """A search over the titles of all articles that are shown, else over their words."""
    portal.search = _searching(portal, lambda title, words: words in title)


def _searching(portal: Portal, fits: Callable[[str, str], bool]) -> Callable[[str], Resource]:
    titles: dict[str, str] = {}
    texts: dict[str, str] = {}

    def answer(query: str) -> Resource:
        for path, resource in portal.files.items() if not titles else ():
            if found := _TITLE.search(resource.body):
                titles[path] = html.unescape(_decoded(found[1]))
                texts[path] = _decoded(resource.body)
        words = parse_qs(query).get("q", [""])[0]
        found = [path for path, title in titles.items() if fits(title, words)] or [
            path for path, text in texts.items() if all(each in text for each in words.split())
        ]
        return results(words, [(path, titles[path]) for path in found[:10]])

    return answer


def _decoded(body: bytes) -> str:
    """Words in the encoding of their page: a corner of the portal is still GBK."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


def results(words: str, found: list[tuple[str, str]]) -> Resource:
    """A page of results."""
    rows = "".join(_ROW.format(path=path, title=html.escape(title)) for path, title in found)
    count = f"找到 {len(found)} 条" if found else "没有找到相关结果"
    shown = _PAGE.format(unit=DEPARTMENT, words=html.escape(words), count=count, rows=rows)
    return Resource(shown.encode())


def _finds_nothing(portal: Portal) -> None:
    portal.search = lambda query: results(parse_qs(query).get("q", [""])[0], [])


def _finds_something_else(portal: Portal) -> None:
    portal.search = _searching(portal, lambda title, words: title < words)


def _guarded(portal: Portal) -> None:
    portal.search = lambda query: Resource(PROTECTION.encode())


def _forbidden(portal: Portal) -> None:
    rules = portal.files["/robots.txt"]
    portal.files["/robots.txt"] = Resource(rules.body + b"Disallow: /so/\n", "text/plain")


MUTATIONS = (
    Mutation("search-finds-nothing", "search.titles-found", "网站搜索找不到已发布的信息",
             expected="attest", served=_finds_nothing),
    Mutation("search-finds-something-else", "search.titles-found", "网站搜索返回的是别的信息",
             expected="attest", served=_finds_something_else),
    Mutation("search-guarded", "search.titles-found", "网站搜索被防护设备拦截", expected="error",
             served=_guarded),
    Mutation("search-forbidden", "search.titles-found", "robots.txt 不允许访问网站搜索",
             expected="error", served=_forbidden),
)  # fmt: skip
