"""Lists that only a script draws: the empty place where one would stand, and the call for it."""

from __future__ import annotations

import re

from crawler.reading import zones
from crawler.reading.calls import SIGN
from crawler.reading.outline import Element, Outline

_CONTAINERS = frozenset({"ul", "ol", "dl", "tbody", "table", "div", "section"})
_LISTS = re.compile(r"\b(?:[\w-]*(?:list|news|data|article|info)[\w-]*)\b")
_TEMPLATE = re.compile(r"\{\{\s*[\w.$\[\]]+(?:\s*\|[^{}]*)?\s*\}\}")
_MOUNTED = re.compile(r"\bnew\s+Vue\b|\bcreateApp\b|\bangular\.module\b|\bReactDOM\b")
_NAMED = 3  # characters of a name that is looked for in scripts


def has_drawn_list(out: Outline) -> bool:
    """Whether a script fills a place of this page in which nothing stands.

    Such a place is an empty element whose id or class the page's script names, the template of
    a framework ({{item.title}}), or an empty list where a script calls or may do so.

    Args:
        out: the page; asked only when no entry of a list was found in it.
    """
    if not out.scripts:
        return False
    external = any(not script.strip() for script in out.scripts)  # at addresses of their own
    code = "\n".join(script for script in out.scripts if len(script) < 500_000)
    calls = SIGN.search(code) is not None
    if not calls and not external and not _MOUNTED.search(code):
        return False
    if any("{{" in block.text and _TEMPLATE.search(block.text) for block in out.blocks):
        return True
    if external and not out.blocks and not out.anchors:  # the shell of an application
        return True
    lower = code.lower() if calls or _MOUNTED.search(code) else ""
    return any(
        _is_named(element, lower) or ((external or calls) and _is_empty_list(element))
        for element in out.elements
        if _is_empty(element)
    )


def _is_empty(element: Element) -> bool:
    return (
        element.tag in _CONTAINERS
        and element.first_block == element.last_block
        and element.first_anchor == element.last_anchor
        and not element.zone & (zones.CHROME & ~zones.HIDDEN)
    )


def _is_named(element: Element, code: str) -> bool:
    """Whether a script names the element's id or a class as selector or text."""
    if not code:
        return False
    return any(
        len(name) >= _NAMED and re.search(rf"[#.\"']{re.escape(name)}(?![\w-])", code) is not None
        for name in element.hint.split()
    )


def _is_empty_list(element: Element) -> bool:
    return element.tag in ("ul", "ol", "tbody") and _LISTS.search(element.hint) is not None
