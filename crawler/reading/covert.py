"""What a reader of a page does not see: links kept out of sight, scripts of other hosts.

Intruders hide links to their own sites and load scripts from them; so do menus that open on a
click and counters that the office has ordered. Only facts are noted here, nothing is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from crawler.reading.outline import squeeze
from crawler.reading.tags import unescaped
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
_STYLE = re.compile(r' style="([^"]*)"')


@dataclass(frozen=True)
class Covert:
    """Scripts by their absolute addresses, hidden links to absolute addresses."""

    scripts: tuple[str, ...] = ()
    hidden: tuple[Link, ...] = ()


def from_elsewhere(sources: Iterable[str]) -> tuple[str, ...]:
    """Which of the addresses of a page's scripts are absolute, each once."""
    absolute = filter(_is_absolute, map(str.strip, sources))
    return tuple(dict.fromkeys(absolute))[:MAX_SCRIPTS]


def hidden_in(tree: LexborHTMLParser, markup: str) -> tuple[Link, ...]:
    """The links that a page keeps out of sight.

    Args:
        tree: the parsed page.
        markup: its serialisation, for a cheap test: most pages hide nothing.
    """
    found: dict[str, Link] = {}
    if not _may_hide(markup):
        return ()
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


def _may_hide(markup: str) -> bool:
    """Whether an element is hidden, going by lexbor's serialisation (see ``reading.tags``)."""
    if ' hidden="' in markup or "<marquee" in markup:
        return True
    return any(map(_hides, _STYLE.findall(markup)))


@lru_cache(maxsize=1024)  # styles repeat, on a page and from page to page
def _hides(style: str) -> bool:
    return _HIDES.search(unescaped(style)) is not None


def _is_hidden(tag: str | None, attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or _HIDES.search(attributes.get("style") or ""):
        return True
    sizes = (attributes.get("width") or "", attributes.get("height") or "")
    return tag == "marquee" and any(_SMALL.fullmatch(size.strip()) for size in sizes)


def _is_absolute(href: str) -> bool:
    return href.startswith("//") or href[:8].lower().startswith(("http://", "https://"))
