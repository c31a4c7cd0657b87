"""A page as a flat list of blocks: what the one walk over a page gives to all readers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import msgspec

from crawler.reading.grids import Grid

#: Bounds of one page: what lies beyond is not read.
MAX_TEXT = 1_000_000
MAX_LINKS = 5_000

_CJK = "\u2e80-\u9fff\uff00-\uffef"
_BROKEN_LINE = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]\s*(?=[{_CJK}])")
_BLANK = r"\t\r\f\v\xa0\u3000\u200b\ufeff\n"
_CUT = 8  # characters from which the beginning of a title attribute is a title cut short
_BEYOND = re.compile(
    r"[:：\n\r]|&#|\d{4}[-/年.]\d"
)  # a title attribute that says more than the title
_SPACES = re.compile(f" [ {_BLANK}]+|[{_BLANK}][ {_BLANK}]*")  # all but single spaces


class Anchor(msgspec.Struct, gc=False):
    """An ``a`` as written: where it points, what it says, and in which block it stands."""

    href: str
    onclick: str
    title: str
    block: int
    element: int
    zone: int
    start: int = 0  # of its words in the block's raw pieces
    text: str = ""

    @property
    def label(self) -> str:
        """Its words; the title attribute where the words are cut short or missing."""
        if not self.title:
            return self.text
        text, title = self.text, self.title
        if len(text) >= _CUT and title.startswith(text) and not _BEYOND.search(title, len(text)):
            return title  # cut short without a sign of it
        cut = self.text.rstrip(".…·").strip()
        if not cut or (cut != self.text and self.title.startswith(cut[:8])):
            return self.title
        return self.text


class Element(msgspec.Struct, gc=False):
    """An element on the way from a block to the root."""

    parent: int
    tag: str
    hint: str  # class and id, lower case
    zone: int  # of it and all around it
    own: int  # of it alone
    first_block: int
    first_anchor: int
    last_block: int = 0
    last_anchor: int = 0


class Block(msgspec.Struct, gc=False):
    """A run of text between two block boundaries; ``text`` keeps line breaks that were printed."""

    text: str
    element: int
    tag: str
    zone: int
    hints: str = ""  # of inline elements inside it
    linked: int = 0  # characters inside links
    anchors: tuple[int, int] = (0, 0)


@dataclass
class Outline:
    """All that the readers need of a page."""

    blocks: list[Block] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    areas: list[tuple[str, str]] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    onclicks: list[str] = field(default_factory=list)
    images: int = 0
    passwords: int = 0

    def path(self, element: int, most: int = 10_000) -> list[int]:
        """An element and its ancestors, innermost first, at most so many."""
        found: list[int] = []
        while element >= 0 and len(found) < most:
            found.append(element)
            element = self.elements[element].parent
        return found

    def within(self, block: Block, element: int) -> bool:
        """Whether a block stands inside an element."""
        return element in self.path(block.element)


def squeeze(text: str) -> str:
    """Text on one line with single spaces; a source line break inside Chinese is no space."""
    words = text.split()
    if text.isascii():
        return words[0] if len(words) == 1 else " ".join(words)
    if len(words) < 2 and "\u200b" not in text and "\ufeff" not in text:
        return "".join(words)
    if "\n" in text:
        text = _BROKEN_LINE.sub("", text)
    return _SPACES.sub(" ", text).strip()
