"""What a tag of lexbor's serialisation means to the walk, known once for all equal tags.

lexbor writes every attribute as `` name="value"`` with ``&``, ``"``, ``<``, ``>`` and the
non-breaking space of values escaped, so a tag ends at its first ``>`` and a plain search for
`` href="`` finds nothing but that attribute.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.reading import zones

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
VOID = frozenset({
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
#: Their closing tags, which only foreign content has.
NO_ENDS = frozenset(f"/{name}" for name in VOID)
#: What is inside these is not part of the page's text.
MUTE = frozenset({
    "button", "noembed", "noframes", "object", "select", "svg", "template", "textarea", "title",
    "option", "iframe",
})  # fmt: skip
#: Their content is no markup and is not escaped.
RAW = frozenset({"iframe", "noembed", "noframes"})
#: What is told of an element inside something that is not shown; of all others nothing is.
TOLD = VOID | RAW | {"option"}
GRID = frozenset({"table", "tr", "td", "th", "caption"})

BLOCK, SPAN, INLINE, ANCHOR, EMPTY, SILENT = range(6)  # kinds; a SPAN has a hint and no more
LEAVES = (SPAN, ANCHOR)  # what is gathered in one step where it holds nothing but text
_ATTRIBUTE = re.compile(r' (=?[^ =>]*)="([^"]*)"')
_PLAIN = re.compile(r'a (?:class="[^"]*" )?href="([^"&]*)"')
_MAX_KNOWN = 2_048  # tags kept
_MAX_LENGTH = 300  # of a tag that is kept


class Tag(NamedTuple):
    """An opening tag."""

    kind: int
    name: str
    hint: str = ""  # class and id, lower case
    zone: int = 0
    onclick: str = ""


class KnownTags(dict[str, Tag | None]):
    """The text between ``<`` and ``>`` → tag; None for an inline element that says nothing."""

    def __missing__(self, raw: str) -> Tag | None:
        if raw.startswith("a "):
            return _ANCHOR  # seldom seen twice
        tag = _read(raw)
        if len(self) >= _MAX_KNOWN:
            self.clear()
        if len(raw) <= _MAX_LENGTH:
            self[raw] = tag
        return tag


_ANCHOR = Tag(ANCHOR, "a")


def _read(raw: str) -> Tag | None:
    name = name_of(raw)
    if name == "a":
        return _ANCHOR
    if name in VOID:
        return Tag(EMPTY, name)
    if name in MUTE:
        return Tag(SILENT, name)
    rest = raw[len(name) :]
    hint, zone = zones.of(name, rest) if rest or name in BLOCKS else ("", 0)
    onclick = attribute(rest, "onclick")
    if name in BLOCKS:
        return Tag(BLOCK, name, hint, zone, onclick)
    if zone or onclick:
        return Tag(INLINE, name, hint, zone, onclick)
    return Tag(SPAN, name, hint) if hint else None


def name_of(raw: str) -> str:
    """The name of a tag given without its angle brackets."""
    return raw.partition(" ")[0]


def attribute(raw: str, name: str) -> str:
    """The value of an attribute, or ""."""
    before, found, rest = raw.partition(f' {name}="')
    if not found:
        return ""
    if before.count('"') % 2:  # inside a value, or behind a stray quote that became a name
        return unescaped(dict(_ATTRIBUTE.findall(raw)).get(name, ""))
    return unescaped(rest.partition('"')[0])


def address(raw: str) -> str:
    """The href of an ``a``; most have it first or behind a class, and no escapes in it."""
    plain = _PLAIN.match(raw)
    return plain[1] if plain else attribute(raw, "href")


def unescaped(text: str) -> str:
    """Text without the five escapes that lexbor writes."""
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&nbsp;", "\xa0").replace("&amp;", "&")
