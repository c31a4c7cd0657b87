"""The regions of a page that dates and sources are looked for in: title, header lines, body."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reading.text import Body

_BEFORE_TITLE = 6  # blocks
_TAIL = 3  # blocks at the end of a body that may be its source line


@dataclass(frozen=True)
class Regions:
    """Block indices; ``title`` is -1 when the page shows none."""

    title: int
    header_start: int
    body_start: int
    body: Body | None

    def place_of(self, n: int) -> str:
        """header, text (inside the body's running text), tail (its last lines), or far."""
        if self.header_start <= n < self.body_start:
            return "header"
        if self.body is None or not self.body_start <= n < self.body.end:
            return "far"
        return "tail" if n >= self.body.end - _TAIL else "text"

    def inside_body(self, n: int) -> bool:
        """Whether a block stands in the body's element."""
        return self.body is not None and self.body.start <= n < self.body.end

    def in_pure_text(self, n: int) -> bool:
        """Whether a block stands in a body that does not hold the title: in the text alone."""
        return self.inside_body(n) and self.body is not None and self.title < self.body.start


def regions_of(title: int, body: Body | None, header_end: int) -> Regions:
    """Regions from the title's block, the body and the last header line's block (-1: none)."""
    start = body.start if body is not None else -1
    body_start = max(start, title + 1, header_end + 1)
    if body is None and title < 0:
        body_start = 0
    if title >= 0:
        header_start = max(0, title - _BEFORE_TITLE)
    else:
        header_start = max(0, start - _BEFORE_TITLE) if body is not None else 0
    return Regions(title, header_start, body_start, body)
