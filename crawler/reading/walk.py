"""The one walk over a parsed page.

lexbor mends and serialises the document in C; one regular expression then runs over markup that
is known to be well-formed. That costs a third of visiting every node from Python, and gives the
closing tags that a list of nodes does not.
"""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

from crawler.reading import zones
from crawler.reading.grids import GridBuilder
from crawler.reading.outline import MAX_LINKS, MAX_TEXT, Anchor, Block, Element, Outline, squeeze

MAX_TOKENS = 400_000
MAX_DEPTH = 600
_WRAPPED = 0.7  # share of a page's blocks and text from which an element is its wrapper
_TOKEN = re.compile(
    r'<!--(?>.*?-->)|<![^>]*>|<(/?)([a-zA-Z][^\s/>]*)([^>"]*+(?:"[^"]*"[^>"]*+)*+)>|([^<]+)',
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r'\s([^\s=">]+)="([^"]*)"')
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_VOID = frozenset({
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
_MUTE = frozenset({
    "button", "noembed", "noframes", "object", "select", "svg", "template", "textarea", "title",
    "option",
})  # fmt: skip
_GRID = frozenset({"table", "tr", "td", "th", "caption"})
_BREAK = "\x1e"


def outline(tree: LexborHTMLParser) -> Outline:
    """Read a parsed page; scripts and styles are taken out of the tree on the way."""
    scripts = [node.text() or "" for node in tree.css("script")]
    tree.strip_tags(["script", "style"])
    builder = _Builder()
    builder.out.scripts = scripts
    for count, match in enumerate(_TOKEN.finditer(tree.html or "")):
        closing, tag, attributes, text = match.groups()
        if text is not None:
            builder.text(text)
        elif tag is None:
            continue
        elif closing:
            builder.close(tag)
        else:
            builder.open(tag, attributes)
        if count > MAX_TOKENS or builder.size > MAX_TEXT:
            break
    builder.finish()
    _correct_zones(builder.out)
    return builder.out


def _correct_zones(out: Outline) -> None:
    """A wrapper of nearly the whole page is no navigation, whatever its class says."""
    wrong = [n for n, element in enumerate(out.elements) if element.own and _is_wrapper(out, n)]
    if not wrong:
        return
    for n in wrong:
        out.elements[n].own &= zones.HIDDEN
    for element in out.elements:
        around = out.elements[element.parent].zone if element.parent >= 0 else 0
        element.zone = element.own | around
    parts: list[Block | Anchor] = [*out.blocks, *out.anchors]
    for part in parts:
        if part.element >= 0:
            part.zone = (part.zone & zones.HIDDEN) | out.elements[part.element].zone


def _is_wrapper(out: Outline, n: int) -> bool:
    element = out.elements[n]
    inside = out.blocks[element.first_block : element.last_block]
    if len(inside) < _WRAPPED * len(out.blocks):
        return False
    running = sum(len(block.text) - block.linked for block in inside)
    return running >= _WRAPPED * sum(len(block.text) - block.linked for block in out.blocks)


class _Builder:
    def __init__(self) -> None:
        self.out = Outline()
        self.size = 0
        self._stack: list[tuple[str, int, int]] = []  # tag, element (or -1), zone before
        self._element = -1
        self._zone = 0
        self._pieces: list[str] = []
        self._hints: list[str] = []
        self._linked = 0
        self._anchor: Anchor | None = None
        self._first_anchor = 0
        self._mute = 0
        self._grids = GridBuilder(self.out.grids)

    # -- tokens -----------------------------------------------------------------------------

    def text(self, raw: str) -> None:
        if self._mute or (not self._pieces and raw.isspace()):
            return
        if "&" in raw:
            raw = html.unescape(raw)
        if self._zone & zones.HIDDEN:
            if self._anchor is not None:
                self._anchor.text += raw
            return
        self.size += len(raw)
        self._pieces.append(raw)

    def open(self, tag: str, raw: str) -> None:
        if tag in _VOID:
            self._void(tag, raw)
            return
        if self._mute or tag in _MUTE:
            self._option(tag, raw)
            self._mute += 1
            self._stack.append((tag, -2, self._zone))
            return
        if tag in _BLOCKS:
            self._open_block(tag, raw)
        else:
            self._open_inline(tag, raw)

    def close(self, tag: str) -> None:
        if tag in _VOID or not self._stack:
            return
        opened, element, zone = self._stack.pop()
        if element == -2:
            self._mute -= 1
        elif element >= 0:
            self._flush()
            self._leave(element, opened)
        elif opened == "a":
            self._end_anchor()
        elif element == -3:
            self._part()
        self._zone = zone

    def finish(self) -> None:
        while self._stack:
            self.close(self._stack[-1][0])
        self._flush()

    # -- elements ---------------------------------------------------------------------------

    def _open_block(self, tag: str, raw: str) -> None:
        self._flush()
        hint, zone = zones.of(tag, raw)
        element = -1
        if len(self._stack) < MAX_DEPTH:
            element = len(self.out.elements)
        self._stack.append((tag, element, self._zone))
        self._zone |= zone
        if "onclick" in raw:
            self.out.onclicks.append(_attributes(raw).get("onclick", ""))
        if element < 0:
            return
        blocks, anchors = len(self.out.blocks), len(self.out.anchors)
        parent = self._element
        self.out.elements.append(Element(parent, tag, hint, self._zone, zone, blocks, anchors))
        self._element = element
        if tag in _GRID:
            self._grids.open(tag, raw, element, blocks)

    def _leave(self, element: int, tag: str) -> None:
        closed = self.out.elements[element]
        closed.last_block, closed.last_anchor = len(self.out.blocks), len(self.out.anchors)
        self._element = closed.parent
        if tag in _GRID:
            self._grids.close(tag, self.out.blocks)

    def _open_inline(self, tag: str, raw: str) -> None:
        if tag == "a":
            self._stack.append((tag, -1, self._zone))
            self._begin_anchor(_attributes(raw))
            return
        if tag in ("iframe", "frame"):
            self._frame(raw)
            self._mute += 1  # fallback text of an iframe is never shown
            self._stack.append((tag, -2, self._zone))
            return
        hint, zone = zones.of(tag, raw) if raw else ("", 0)
        self._stack.append((tag, -3 if hint else -1, self._zone))
        self._zone |= zone
        if hint:
            self._part()
            self._hints.append(hint)
        if "onclick" in raw:
            self.out.onclicks.append(_attributes(raw).get("onclick", ""))

    def _void(self, tag: str, raw: str) -> None:
        if tag == "br":
            self._pieces.append(_BREAK)
        elif tag == "hr":
            self._flush()
        elif tag == "frame":
            self._frame(raw)
        elif tag == "img":
            self.out.images += 1
            self._image(raw)
        elif tag == "area":
            found = _attributes(raw)
            words = found.get("alt") or found.get("title", "")
            self.out.areas.append((found.get("href", ""), squeeze(words)))
        elif tag == "input" and 'type="password"' in raw.lower():
            self.out.passwords += 1

    def _option(self, tag: str, raw: str) -> None:
        if tag == "option" and "value=" in raw and len(self.out.options) < MAX_LINKS:
            value = _attributes(raw).get("value", "")
            if "/" in value or "." in value:
                self.out.options.append((value, ""))

    def _frame(self, raw: str) -> None:
        if len(self.out.frames) < 50:
            self.out.frames.append(_attributes(raw).get("src", ""))

    def _image(self, raw: str) -> None:
        if self._anchor is not None and not self._anchor.title:
            found = _attributes(raw)
            self._anchor.title = squeeze(found.get("alt") or found.get("title", ""))

    def _part(self) -> None:
        """Keep numbers of neighbouring labelled spans apart, as their styles do on the screen."""
        if self._pieces and self._pieces[-1][-1:].isdigit():
            self._pieces.append("\u200b")

    # -- anchors and blocks -----------------------------------------------------------------

    def _begin_anchor(self, found: dict[str, str]) -> None:
        if len(self.out.anchors) >= MAX_LINKS:
            self._anchor = None
            return
        self._anchor = Anchor(
            found.get("href", "").strip(), found.get("onclick", ""), squeeze(found.get("title", "")),
            len(self.out.blocks), self._element, self._zone, len(self._pieces),
        )  # fmt: skip
        self.out.anchors.append(self._anchor)

    def _end_anchor(self) -> None:
        anchor, self._anchor = self._anchor, None
        if anchor is not None:
            self._take(anchor)

    def _take(self, anchor: Anchor) -> None:
        words = "".join(self._pieces[anchor.start :])
        self._linked += len(words)
        anchor.text = squeeze(anchor.text + " " + words.replace(_BREAK, " "))
        anchor.start = len(self._pieces)

    def _flush(self) -> None:
        if self._anchor is not None:  # a block inside a link: its words still belong to the link
            self._take(self._anchor)
            self._anchor.start = 0
        pieces, self._pieces = self._pieces, []
        hints, self._hints = self._hints, []
        linked, self._linked = self._linked, 0
        first, self._first_anchor = self._first_anchor, len(self.out.anchors)
        if not pieces:
            return
        text = "".join(pieces)
        if _BREAK in text:
            lines = (squeeze(line) for line in text.split(_BREAK))
            text = "\n".join(line for line in lines if line)
        else:
            text = squeeze(text)
        if not text:
            self._first_anchor = first
            return
        self._grids.words(text)
        tag = self.out.elements[self._element].tag if self._element >= 0 else ""
        self.out.blocks.append(
            Block(text, self._element, tag, self._zone, " ".join(hints), linked,
                  (first, len(self.out.anchors)))
        )  # fmt: skip


def _attributes(raw: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(raw):
        found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return found
