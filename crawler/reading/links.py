"""All links of a page with their words and the place they stand at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from crawler.reading import zones
from crawler.reading.outline import MAX_LINKS, Anchor, Outline
from crawler.reading.pagerwords import is_home_label, is_pager_label
from crawler.reading.scripts import addresses_in, parts_in
from crawler.reading.text import Body
from store.facts import Link
from store.vocabulary import Place

_NO_ADDRESS = re.compile(
    r"\s*(?:#|javascript:|vbscript:|mailto:|tel:|sms:|data:|about:|chrome-extension:|void\(|file:|$)",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"\s*(?:javascript|vbscript):", re.IGNORECASE)
#: Begins with a sign of its own, by which a search is several times faster.
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|csv|zip|rar|7z|ofd|rtf|pptx?)(?:$|[?&\s])")
_SHORT = 8  # characters of a menu entry


@lru_cache(maxsize=2048)  # asked by several readers, and menus repeat
def is_address(href: str) -> bool:
    """Whether an href names something to fetch."""
    return not _NO_ADDRESS.match(href) and "{{" not in href and "${" not in href


def target_of(anchor: Anchor) -> str:
    """Its address, or the only one that its handler holds; "" when it has none."""
    if is_address(anchor.href):
        return anchor.href
    found = set(_in_handlers(anchor))
    return found.pop() if len(found) == 1 else ""


def _in_handlers(anchor: Anchor) -> Iterator[str]:
    if _SCRIPT.match(anchor.href):
        yield from addresses_in(anchor.href)
    if anchor.onclick:
        yield from addresses_in(anchor.onclick)


def links_of(
    out: Outline,
    body: Body | None,
    crumbs: set[int],
    rows: set[int],
    footer: int,
    pagers: set[int],
) -> tuple[Link, ...]:
    """Distinct addresses in page order, fragments dropped; the first non-empty words are kept.

    Args:
        out: the page.
        body: where its text is, if it is an article.
        crumbs: identities of the anchors of the breadcrumb.
        rows: blocks that are rows of lists.
        footer: index of the first block of the footer.
        pagers: identities of the anchors of pagers.
    """
    found: dict[str, Link] = {}
    for anchor in out.anchors:
        place = _place(out, anchor, body, crumbs, rows, footer, pagers)
        if is_address(anchor.href):
            _add(found, anchor.href, anchor.label, place)
        else:
            for href in _in_handlers(anchor):
                _add(found, href, anchor.label, Place.SCRIPT)
    for href, words in out.areas:
        if is_address(href):
            _add(found, href, words, Place.NAV)
    for href in (*out.frames, *parts_in(out.scripts)):
        if is_address(href):
            _add(found, href, "", Place.FRAME)
    _scripted(out, found)
    return tuple(found.values())


def _scripted(out: Outline, found: dict[str, Link]) -> None:
    """Literal addresses in handlers and scripts, and the values of jump menus."""
    codes = [href for code in (*out.onclicks, *out.scripts) for href in addresses_in(code)]
    for href in (*codes, *(value for value, _ in out.options)):
        if is_address(href):
            _add(found, href, "", Place.SCRIPT)


def pager_anchors(out: Outline) -> set[int]:
    """Identities of anchors in pagers: 下一页 and its like, and numbers or 首页 beside them."""
    labelled = [anchor for anchor in out.anchors if is_pager_label(anchor.text)]
    sure = [a for a in labelled if not a.text.isdigit() and not is_home_label(a.text)]
    blocks = {anchor.block for anchor in sure}
    parents = {out.elements[a.element].parent for a in sure if a.element >= 0}
    return {
        id(anchor)
        for anchor in labelled
        if anchor.block in blocks
        or (anchor.element >= 0 and out.elements[anchor.element].parent in parents)
        or (anchor.text.isdigit() and "page" in _hint(out, anchor))
    }


def _hint(out: Outline, anchor: Anchor) -> str:
    return " ".join(out.elements[n].hint for n in out.path(anchor.element, 3))


def _add(found: dict[str, Link], href: str, words: str, place: Place) -> None:
    href = href.partition("#")[0].strip()
    known = found.get(href)
    if known is not None:
        if words and not known.text:
            found[href] = Link(href, words, known.place)
    elif href and len(found) < MAX_LINKS:
        found[href] = Link(href, words, place)


def _place(
    out: Outline,
    anchor: Anchor,
    body: Body | None,
    crumbs: set[int],
    rows: set[int],
    footer: int,
    pagers: Iterable[int],
) -> Place:
    if id(anchor) in crumbs:
        return Place.BREADCRUMB
    if id(anchor) in pagers:
        return Place.PAGER
    if anchor.zone & zones.FOOTER or anchor.block >= footer:
        return Place.FOOTER
    if anchor.zone & zones.NAV:
        return Place.NAV
    if _names_file(anchor.href) or _names_file(anchor.text):
        return Place.LIST if body is None else Place.BODY
    if body is not None and body.start <= anchor.block < body.end:
        return Place.LIST if anchor.block in rows else Place.BODY
    if anchor.block in rows and len(anchor.label) > _SHORT:
        return Place.LIST
    return Place.NAV if len(anchor.label) <= _SHORT else Place.LIST


def _names_file(words: str) -> bool:
    words = words.lower()
    return _FILE.search(words) is not None or "download" in words
