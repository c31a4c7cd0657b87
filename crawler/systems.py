"""Which content management system made a portal, by the signs that its addresses and pagers bear."""

from __future__ import annotations

import re
from collections.abc import Iterable

from store.first_look import SystemSeen
from store.snapshot import Page

#: (system, sign as people read it, pattern of an address)
_ADDRESSES = (
    ("拓尔思 TRS WCM", "文章网址形如 t20180629_123.html", r"/t20\d{6}_\d+\.s?html?$"),
    ("拓尔思 TRS WCM", "附件网址形如 W020180629….pdf", r"/[PW]020\d{10,}\.\w+$"),
    ("大汉 JCMS", "文章网址形如 /art/2018/6/29/art_1_2.html",
     r"/art/20\d\d/\d{1,2}/\d{1,2}/art_\d+_\d+\.html"),
    ("大汉 JCMS", "栏目网址形如 /col/col123/", r"/col/col\d+/"),
    ("大汉 JCMS", "列表接口 /module/web/jpage/", r"/module/web/jpage/|/module/download/"),
    ("博达 VSB", "文章网址形如 /info/1001/2002.htm", r"/info/\d+/\d+\.htm$"),
    ("博达 VSB", "网址含 /__local/ 或 /system/_content/", r"/__local/|/system/_content/"),
    ("苏迪 WebPlus", "文章网址形如 /2018/0629/c1a2/page.htm",
     r"/20\d\d/\d{4}/c\d+a\d+/page\.(?:htm|psp)"),
    ("开普 UCAP", "文章网址形如 /c100001/content.html", r"/c\d{3,}/(?:\d{6}/\w+/)?content\.s?html"),
    ("开普 UCAP", "文章网址形如 content_123.html", r"/content_\d+\.s?html?$"),
    ("南方网集约化平台", "文章网址形如 /content/post_123.html", r"/content/post_\d+\.html"),
    ("动易 SiteFactory", "文章网址形如 /Item/123.aspx", r"/(?:Item|Category_\d+)/\w+\.aspx"),
    ("织梦 DedeCMS", "网址含 /plus/list.php", r"/plus/(?:list|view|download)\.php"),
    ("ASP 或 ASP.NET 网站", "网址以 .asp、.aspx 结尾", r"\.aspx?(?:\?|$)"),
)  # fmt: skip
_PATTERNS = tuple((name, sign, re.compile(pattern)) for name, sign, pattern in _ADDRESSES)

#: Style of a pager (``Paging.style``) → (system, how people read it).
PAGERS = {
    "createPageHTML": ("拓尔思 TRS 一类", "脚本 createPageHTML（index_1.html…）"),
    "jpage": ("大汉 JCMS", "大汉 JCMS 的 jpage 列表接口"),
    "countPage": ("拓尔思 TRS 一类", "脚本 countPage"),
    "next-link": ("", "“下一页”链接"),
    "numbered": ("", "页码链接"),
    "script-links": ("", "点击执行脚本的翻页"),
}
_MOST = 5


def systems_of(addresses: Iterable[str], pages: Iterable[Page]) -> tuple[SystemSeen, ...]:
    """The signs that were seen, the most frequent first; what a page says of itself before all.

    Args:
        addresses: canonical addresses of the site, seen or not.
        pages: good pages.
    """
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    said: dict[tuple[str, str], tuple[int, str]] = {}
    for url in addresses:
        for name, sign, pattern in _PATTERNS:
            if pattern.search(url):
                _count(seen, (name, sign), url)
    for page in pages:
        name, words = PAGERS.get(page.facts.paging.style, ("", ""))
        if name:
            _count(seen, (name, f"翻页用{words}"), page.url)
        for value in page.facts.meta.get("generator", ()):
            if value.strip():
                _count(said, (value.strip()[:60], "meta generator"), page.url)
    ordered = [*_by_number(said), *_by_number(seen)]
    return tuple(SystemSeen(*key, url, count) for key, (count, url) in ordered[:_MOST])


def _count(seen: dict[tuple[str, str], tuple[int, str]], key: tuple[str, str], url: str) -> None:
    count, first = seen.get(key, (0, url))
    seen[key] = (count + 1, first)


def _by_number(
    seen: dict[tuple[str, str], tuple[int, str]],
) -> list[tuple[tuple[str, str], tuple[int, str]]]:
    return sorted(seen.items(), key=lambda each: -each[1][0])
