"""The two marks at the foot of a government site: 党政机关 (or 事业单位) and 我为政府网站找错.

国办发〔2017〕47号 asks for both on every site. They come as links, as scripts that write them, and as
images; a place kept for a mark (``_ideConac``, ``_span_jiucuo``) counts as a mark that is no link.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.written import written_markup

_BADGE_LINK = 'a[href*="conac" i], area[href*="conac" i], script[src*="conac" i]'
_BADGE_IMAGE = (
    'img[src*="conac" i], img[id*="conac" i], img[alt^="党政机关"], img[alt^="事业单位"],'
    ' img[title^="党政机关"], img[title^="事业单位"]'
)
_BADGE_NAME = re.compile(r"(?:党政机关|事业单位)(?:网站)?(?:标识|标志|标识码|图标)?")
_BADGE_PLACE = '[id*="_ideConac" i]'
_REPORT_LINK = (
    'a[href*="zfwzgl" i], a[href*="zfwzxx" i], a[href*="exposure/jiucuo" i],'
    ' a[href*="//121.43.68.40/exposure" i], area[href*="exposure/jiucuo" i],'
    ' area[href*="zfwzgl" i], area[href*="zfwzxx" i], script[src*="zfwz" i], script[src*="jiucuo" i]'
)
_REPORT_NAME = re.compile(
    r"(?:我?[为要]?(?:给)?)?(?:政府)?(?:网站)?找错(?:监督|举报|平台|入口){0,3}"
)
#: What a page with a mark has somewhere: in words, as references, or as part of an address.
#: A single character is found a hundred times faster than a pattern, and tells foreign pages.
_SIGNS = ("找", "党", "事", "纠", "onac", "ONAC", "zfwz", "iucuo", "121.43")
_REFERENCE = re.compile(r"&#(?:[2-4]\d{4}|x[4-9]...)")
_MAX_NAME = 100  # characters, with the spaces of the source
_REPORT_PLACE = '[id*="span_jiucuo" i], [id="_jiucuo_" i], img[src*="jiucuo" i]'
_URL = r"(?:https?:)?//[\w.\-]*{name}[\w.\-]*(?:/[^\s\"'<>\\)]*)?"
_BADGE_URL = re.compile(_URL.format(name="conac"), re.IGNORECASE)
_REPORT_URL = re.compile(_URL.format(name="zfwz"), re.IGNORECASE)


def marks_of(tree: LexborHTMLParser, text: str) -> tuple[str, str]:
    """Targets of the badge and of the error report as written; "#" for a mark that is no link.

    "" where the page has no such mark.

    Args:
        tree: the parsed page, its scripts still in it.
        text: its markup as sent, for a cheap test: most pages of a site have no mark.
    """
    referred = "&#" in text and _REFERENCE.search(text)
    if not referred and not any(sign in text for sign in _SIGNS):
        return "", ""
    scripts = (node.text() or "" for node in tree.css("script"))
    markup = written_markup(scripts, ("conac", "zfwz"))
    badge = (
        _first(tree, _BADGE_LINK)
        or _in(_BADGE_URL, markup)
        or _image(tree, _BADGE_IMAGE, _BADGE_NAME)
        or _place(tree, _BADGE_PLACE)
    )
    report = (
        _first(tree, _REPORT_LINK)
        or _in(_REPORT_URL, markup)
        or _named(tree)
        or _place(tree, _REPORT_PLACE)
    )
    return badge, report


def _first(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    if node is None:
        return ""
    return (node.attributes.get("href") or node.attributes.get("src") or "").strip()


def _in(pattern: re.Pattern[str], markup: str) -> str:
    found = pattern.search(markup)
    return found[0] if found else ""


def _image(tree: LexborHTMLParser, selector: str, name: re.Pattern[str]) -> str:
    """The link around an image of the mark; a photo whose caption begins alike is none."""
    for node in tree.css(selector):
        words = (node.attributes.get("alt") or node.attributes.get("title") or "").strip()
        source = f"{node.attributes.get('src')}{node.attributes.get('id')}".lower()
        if "conac" in source or name.fullmatch(words):
            return _around(node)
    return ""


def _around(node: LexborNode) -> str:
    around: LexborNode | None = node
    while around is not None and around.tag not in ("a", "body", "html"):
        around = around.parent
    href = (around.attributes.get("href") or "").strip() if around is not None else ""
    return href or "#"


def _named(tree: LexborHTMLParser) -> str:
    """A link or an image that calls itself 我为政府网站找错."""
    for node in tree.css('a, img[alt*="找错"], img[title*="找错"]'):
        attributes = node.attributes
        words = [attributes.get("title"), attributes.get("alt")]
        words.append(node.text() if node.tag == "a" else "")
        named = (word for word in words if word and "找错" in word and len(word) < _MAX_NAME)
        if any(_REPORT_NAME.fullmatch("".join(word.split())) for word in named):
            return _around(node)
    return ""


def _place(tree: LexborHTMLParser, selector: str) -> str:
    return "#" if tree.css_first(selector) is not None else ""
