"""What a reader of a page does not see: links kept out of sight, scripts of other hosts.

Intruders hide links to their own sites and load scripts from them; so do menus that open on a
click and counters that the office has ordered. Only facts are noted here, nothing is judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from crawler.reading.outline import squeeze
from store.facts import Link
from store.vocabulary import Place

#: Bounds of one page.
MAX_SCRIPTS, MAX_HIDDEN = 100, 200
_MAX_HOLDERS = 300  # hidden elements of a page that are looked into
_MAX_WORDS = 80  # characters of a hidden link's words

#: Ways of keeping something out of sight: not drawn, off the screen, too small to be seen.
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|right|text-indent)\s*:\s*-\d{3,}"
    r"|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.IGNORECASE,
)
_SMALL = re.compile(r"[01](?:px)?", re.IGNORECASE)
#: Elements that may be hidden: what their style, attributes or kind must have for it.
_HOLDERS = (
    '[style*="none" i], [style*="hidden" i], [style*=":-"], [style*=": -"], [style*="size:0" i],'
    ' [style*="size: 0" i], [style*="opacity:0" i], [style*="opacity: 0" i], [hidden], marquee'
)
#: One of these stands in every page that hides anything; most pages have none.
_CARRIERS = ("tyle=", "TYLE=", "hidden", "HIDDEN", "<marquee", "<MARQUEE")


@dataclass(frozen=True)
class Covert:
    """Scripts by their absolute addresses, hidden links to absolute addresses."""

    scripts: tuple[str, ...] = ()
    hidden: tuple[Link, ...] = ()


def covert_of(tree: LexborHTMLParser, text: str) -> Covert:
    """What a page loads from elsewhere and what it keeps out of sight.

    Args:
        tree: the parsed page, its scripts still in it.
        text: its markup as sent, for cheap tests.
    """
    scripts: tuple[str, ...] = ()
    if "//" in text:
        found = (node.attributes.get("src") or "" for node in tree.css('script[src*="//"]'))
        scripts = tuple(dict.fromkeys(filter(_is_absolute, map(str.strip, found))))[:MAX_SCRIPTS]
    hides = any(word in text for word in _CARRIERS)
    return Covert(scripts, _hidden(tree) if hides else ())


def _hidden(tree: LexborHTMLParser) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for node in tree.css(_HOLDERS)[:_MAX_HOLDERS]:
        if not _is_hidden(node.tag, node.attributes):
            continue
        anchors = [node] if node.tag == "a" else node.css('a[href*="//"]')
        for anchor in anchors:
            href = (anchor.attributes.get("href") or "").strip()
            if _is_absolute(href) and len(found) < MAX_HIDDEN:
                words = squeeze(anchor.text() or "")[:_MAX_WORDS]
                found.setdefault(href, Link(href, words, Place.BODY))
    return tuple(found.values())


def _is_hidden(tag: str | None, attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or _HIDES.search(attributes.get("style") or ""):
        return True
    sizes = (attributes.get("width") or "", attributes.get("height") or "")
    return tag == "marquee" and any(_SMALL.fullmatch(size.strip()) for size in sizes)


def _is_absolute(href: str) -> bool:
    return href.startswith("//") or href[:8].lower().startswith(("http://", "https://"))
