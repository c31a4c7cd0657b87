"""How far two versions of one page are apart, once what changes on every visit is taken away."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from selectolax.lexbor import LexborHTMLParser
from w3lib.encoding import html_to_unicode

#: Characters below which the visible text says too little, and the markup is compared instead.
LITTLE_TEXT: Final = 100

_FIELDS: Final = re.compile(
    r"<input[^>]*name=[\"']?(?:__VIEWSTATE\w*|__EVENTVALIDATION|_?csrf\w*|authenticity_token"
    r"|__RequestVerificationToken)[^>]*>",
    re.IGNORECASE,
)
_NONCE: Final = re.compile(
    r"(?:nonce|csrf[-_]?token|integrity)=[\"'][^\"']*[\"']|[?&](?:_|t|v|r|rnd|random|timestamp)"
    r"=[\w.]+|;jsessionid=\w+",
    re.IGNORECASE,
)
_DATES: Final = re.compile(
    r"\d{2,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{1,2}月\d{1,2}日"
    r"|\d{1,2}\s*[::]\s*\d{2}(?:\s*[::]\s*\d{2})?|星期[一二三四五六日天]|\b1\d{9}(?:\d{3})?\b"
)
_COUNTERS: Final = re.compile(
    r"(?:浏览|点击|访问|阅读|在线|访客|总访问|今日访问|累计)\S{0,6}?[::\s]*\d[\d,]*\s*(?:次|人次|人|位)?"
)
_SPACE: Final = re.compile(r"\s+")
_CHALLENGE: Final = re.compile(
    r"__jsl_clid|acw_sc__v2|\$_ts\b|_\$jsvmp|cdn-cgi/challenge|请开启\s*(?:JavaScript|Cookie)"
    r"|enable JavaScript|安全验证|访问(?:被|已被)?(?:拦截|阻断)|请求(?:被|已被)拦截|访问过于频繁"
    r"|人机(?:验证|识别)|Web应用防火墙",
    re.IGNORECASE,
)


def decode(body: bytes, media: str) -> str:
    """The page as text, by BOM, Content-Type, its own declaration, then UTF-8 or GB18030."""
    return html_to_unicode(media or None, body, auto_detect_fun=_guess)[1]


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.start > len(body) - 4 else "gb18030"
    return "utf-8"


def title_of(html: str) -> str:
    """The page's <title>, white space collapsed."""
    node = LexborHTMLParser(html).css_first("title")
    return _SPACE.sub(" ", node.text()).strip() if node is not None else ""


def visible(html: str) -> str:
    """The text a reader sees, without what changes on every visit."""
    tree = LexborHTMLParser(html)
    for node in tree.css("script, style, noscript, template"):
        node.decompose()
    text = tree.body.text(separator=" ") if tree.body is not None else ""
    return settle(text)


def settle(text: str) -> str:
    """Text or markup without nonces, view states, counters, dates, times and white space."""
    for pattern in (_FIELDS, _NONCE, _DATES, _COUNTERS):
        text = pattern.sub("", text)
    return _SPACE.sub(" ", text).strip()


def distance(first: str, second: str) -> float:
    """How many percent two pages (HTML) differ, 0 to 100: 100 − 100 × quick_ratio."""
    one, other = visible(first), visible(second)
    if max(len(one), len(other)) < LITTLE_TEXT:
        one, other = settle(first), settle(second)
    return round(100 - 100 * SequenceMatcher(None, one, other, autojunk=False).quick_ratio(), 1)


def looks_blocked(html: str) -> bool:
    """Whether a page is a protection system's challenge instead of content."""
    return len(visible(html)) < 400 and _CHALLENGE.search(html) is not None
