"""Edits of pages as served, whatever their encoding."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tests.portal.model import Portal

Edit = Callable[[str], str]


def edit(portal: Portal, prefix: str, change: Edit) -> None:
    """Rewrite every page below a prefix; the text keeps its encoding."""
    for path, resource in portal.files.items():
        if not path.startswith(prefix) or not resource.media.startswith("text/html"):
            continue
        charset = "utf-8" if "utf-8" in resource.media else "gb18030"
        text = resource.body.decode(charset)
        changed = change(text)
        if changed != text:
            portal.files[path] = replace(resource, body=changed.encode(charset))


def rewritten(prefix: str, pattern: str, by: str, count: int = 0) -> Callable[[Portal], None]:
    """A change of a served portal: a pattern replaced in every page below a prefix."""
    return lambda portal: edit(portal, prefix, lambda text: re.sub(pattern, by, text, count=count))


def added(prefix: str, markup: str, before: str = "</body>") -> Callable[[Portal], None]:
    """A change of a served portal: markup put before an end tag of every page below a prefix."""
    return lambda portal: edit(portal, prefix, lambda text: text.replace(before, markup + before))


def first(portal: Portal, prefix: str) -> str:
    """The path of the newest article below a prefix."""
    return max(p for p in portal.files if p.startswith(prefix) and re.search(r"/t\d{8}_\d+", p))


def added_to_first(prefix: str, markup: str, before: str = "</body>") -> Callable[[Portal], None]:
    """The same for the newest article below a prefix alone."""
    return lambda portal: added(first(portal, prefix), markup, before)(portal)
