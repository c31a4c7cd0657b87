"""What the walk gathers: elements, anchors and blocks of text, while tags open and close."""

from __future__ import annotations

from crawler.reading import zones
from crawler.reading.grids import GridBuilder
from crawler.reading.outline import MAX_LINKS, Anchor, Block, Element, Outline, squeeze
from crawler.reading.tags import (
    ANCHOR,
    BLOCK,
    EMPTY,
    GRID,
    INLINE,
    NO_ENDS,
    RAW,
    SILENT,
    SPAN,
    Tag,
    address,
    attribute,
    unescaped,
)

MAX_DEPTH = 600
_BREAK = "\x1e"
_APART = "\u200b"
#: What an entry of the stack without an element of its own is.
_INLINE, _ANCHOR, _PART = -1, -2, -3


class Gathering:
    """An outline in the making. ``quiet`` is true where text is not shown."""

    def __init__(self) -> None:
        self.out = Outline()
        self.size = 0  # characters of all blocks
        self.quiet = 0  # whether text is not shown: silent, or in a hidden zone
        self.pieces: list[str] = []  # of the block, still escaped
        #: of each open element what it is and the zone around it; None when neither matters
        self.stack: list[tuple[int, int] | None] = []
        self._element = -1
        self.zone = 0
        self._hints: dict[str, None] = {}
        self._linked = 0
        self._anchor: Anchor | None = None
        self._first_anchor = 0
        self.mute = 0  # depth of elements inside something that is not shown
        self.raw = ""  # the end of an element whose content is no markup
        self._grids = GridBuilder(self.out.grids)

    def text(self, text: str) -> None:
        """Words, still escaped."""
        if not self.quiet:
            if self.pieces or not text.isspace():
                self.pieces.append(text)
        elif self._anchor is not None and not self.mute:
            self._anchor.text += unescaped(text)

    def finish(self) -> None:
        """Close what is open."""
        while self.stack:
            self.close("")
        self._flush()

    def leaf(self, hint: str, text: str) -> None:
        """A whole inline element that is named and holds nothing but text; see ``_part``."""
        pieces = self.pieces
        self._hints[hint] = None
        if pieces:
            if pieces[-1][-1:].isdigit():
                pieces.append(_APART)
        elif text.isspace():
            return
        if text:
            pieces.append(text)
            if text[-1].isdigit():
                pieces.append(_APART)

    def link(self, raw: str, text: str) -> None:
        """A whole link that holds nothing but text."""
        self._begin_anchor(raw)
        pieces = self.pieces
        if text and (pieces or not text.isspace()):
            pieces.append(text)
        self._end_anchor()

    def close(self, end: str) -> None:
        """The innermost element ends."""
        if end in NO_ENDS or not self.stack:
            return
        opened = self.stack.pop()
        if opened is None:
            return
        element, zone = opened
        if element >= 0:
            self._flush()
            out = self.out
            closed = out.elements[element]
            closed.last_block, closed.last_anchor = len(out.blocks), len(out.anchors)
            self._element = closed.parent
            if closed.tag in GRID:
                self._grids.close(closed.tag, out.blocks)
        elif element == _ANCHOR:
            self._end_anchor()
        elif element == _PART:
            self._part()
        self.zone = zone
        self.quiet = zone & zones.HIDDEN

    def open(self, tag: Tag, raw: str) -> bool:
        """An element begins; returns whether its text is not shown."""
        _OPENERS[tag.kind](self, tag, raw)
        return self.quiet != 0

    def _open_anchor(self, _: Tag, raw: str) -> None:
        self.stack.append((_ANCHOR, self.zone))
        self._begin_anchor(raw)

    def _open_empty(self, tag: Tag, raw: str) -> None:
        self.void(tag.name, raw)

    def _open_silent(self, tag: Tag, raw: str) -> None:
        if tag.name == "iframe":
            self._frame(raw)
        self.deepen(tag.name, raw)

    def _open_block(self, tag: Tag, raw: str) -> None:
        self._flush()
        out, stack = self.out, self.stack
        _, name, hint, own, onclick = tag
        if onclick:
            out.onclicks.append(onclick)
        element = len(out.elements) if len(stack) < MAX_DEPTH else _INLINE
        stack.append((element, self.zone))
        if own:
            self.zone |= own
            self.quiet = self.zone & zones.HIDDEN
        if element < 0:
            return
        blocks, anchors = len(out.blocks), len(out.anchors)
        out.elements.append(Element(self._element, name, hint, self.zone, own, blocks, anchors))
        self._element = element
        if name in GRID:
            self._grids.open(name, raw, element, blocks)

    def _open_inline(self, tag: Tag, _: str) -> None:
        self.stack.append((_PART if tag.hint else _INLINE, self.zone))
        if tag.zone:
            self.zone |= tag.zone
            self.quiet = self.zone & zones.HIDDEN
        if tag.hint:
            self._part()
            self._hints[tag.hint] = None
        if tag.onclick:
            self.out.onclicks.append(tag.onclick)

    def deepen(self, name: str, raw: str) -> None:
        """An element begins whose content is not shown, or one inside it."""
        self.mute += 1
        self.quiet = 1
        self.raw = f"/{name}" if name in RAW else ""
        if name == "option":
            self._option(raw)

    def void(self, name: str, raw: str) -> None:
        """An element without content."""
        if name == "br":
            self.pieces.append(_BREAK)
        elif name == "hr":
            self._flush()
        elif name == "frame":
            self._frame(raw)
        elif name == "img":
            self.out.images += 1
            self._image(raw)
        elif name == "area":
            words = attribute(raw, "alt") or attribute(raw, "title")
            self.out.areas.append((attribute(raw, "href"), squeeze(words)))
        elif name == "input" and 'type="password"' in raw.lower():
            self.out.passwords += 1

    def _option(self, raw: str) -> None:
        if len(self.out.options) < MAX_LINKS:
            value = attribute(raw, "value")
            if "/" in value or "." in value:
                self.out.options.append((value, ""))

    def _frame(self, raw: str) -> None:
        if len(self.out.frames) < 50:
            self.out.frames.append(attribute(raw, "src"))

    def _image(self, raw: str) -> None:
        if self._anchor is not None and not self._anchor.title:
            self._anchor.title = squeeze(attribute(raw, "alt") or attribute(raw, "title"))

    def _part(self) -> None:
        """Keep numbers of neighbouring labelled spans apart, as their styles do on the screen."""
        if self.pieces and self.pieces[-1][-1:].isdigit():
            self.pieces.append(_APART)

    def _begin_anchor(self, raw: str) -> None:
        if len(self.out.anchors) >= MAX_LINKS:
            self._anchor = None
            return
        title = attribute(raw, "title") if "title" in raw else ""
        onclick = attribute(raw, "onclick") if "onclick" in raw else ""
        self._anchor = Anchor(
            address(raw).strip(), onclick, title and squeeze(title),
            len(self.out.blocks), self._element, self.zone, len(self.pieces),
        )  # fmt: skip
        self.out.anchors.append(self._anchor)

    def _end_anchor(self) -> None:
        anchor, self._anchor = self._anchor, None
        if anchor is not None:
            self._take(anchor)

    def _take(self, anchor: Anchor) -> None:
        words = "".join(self.pieces[anchor.start :])
        if "&" in words:
            words = unescaped(words)
        self._linked += len(words)
        if _BREAK in words:
            words = words.replace(_BREAK, " ")
        anchor.text = squeeze(f"{anchor.text} {words}" if anchor.text else words)
        anchor.start = len(self.pieces)

    def _flush(self) -> None:
        """End the block: what was gathered since the last boundary."""
        if self._anchor is not None:  # a block inside a link: its words still belong to the link
            self._take(self._anchor)
            self._anchor.start = 0
        if not self.pieces:
            if self._hints:
                self._hints.clear()
            self._first_anchor = len(self.out.anchors)
            return
        text = _lines(self.pieces)
        if text:
            self._end_block(text)
        self.pieces.clear()
        self._hints.clear()
        self._linked = 0

    def _end_block(self, text: str) -> None:
        out = self.out
        self.size += len(text)
        self._grids.words(text)
        tag = out.elements[self._element].tag if self._element >= 0 else ""
        anchors = (self._first_anchor, len(out.anchors))
        self._first_anchor = anchors[1]
        hints = " ".join(self._hints) if self._hints else ""
        out.blocks.append(Block(text, self._element, tag, self.zone, hints, self._linked, anchors))


_OPENERS = {
    BLOCK: Gathering._open_block,
    SPAN: Gathering._open_inline,
    INLINE: Gathering._open_inline,
    ANCHOR: Gathering._open_anchor,
    EMPTY: Gathering._open_empty,
    SILENT: Gathering._open_silent,
}


def _lines(pieces: list[str]) -> str:
    """The text of a block, a printed line break is a line break."""
    text = "".join(pieces)
    if "&" in text:
        text = unescaped(text)
    if _BREAK not in text:
        return squeeze(text)
    return "\n".join(filter(None, map(squeeze, text.split(_BREAK))))
