"""Long lists are cut into files that an old office computer still opens: each under 1 MB."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

#: Most rows of a list in one file.
MOST_ROWS: Final = 250

#: Bytes of rows in one file; its frame comes on top.
PAGE_BYTES: Final = 800_000


@dataclass(frozen=True)
class Row:
    """One rendered entry of a list; ``group`` names the heading it stands under."""

    html: str
    group: str = ""


@dataclass(frozen=True)
class Volume:
    """A list in files: ``stem``.html, then ``stem``.p2.html and so on; at least one file."""

    stem: str
    parts: tuple[tuple[Row, ...], ...]

    @property
    def count(self) -> int:
        """Entries in all parts."""
        return sum(len(part) for part in self.parts)

    def file(self, number: int) -> str:
        """The file of a part, counted from 1, as seen from the folder of the run."""
        return f"{self.stem}.html" if number == 1 else f"{self.stem}.p{number}.html"

    @property
    def files(self) -> tuple[str, ...]:
        """The files of all parts in order."""
        return tuple(self.file(number) for number in range(1, len(self.parts) + 1))

    def groups(self, number: int) -> list[tuple[str, Markup, bool]]:
        """Headings of a part with their rows, and whether a heading goes on from the last part."""
        before = self.parts[number - 2][-1].group if number > 1 else None
        return [
            (name, Markup("\n".join(row.html for row in rows)), index == 0 and name == before)
            for index, (name, rows) in enumerate(
                groupby(self.parts[number - 1], key=lambda row: row.group)
            )
        ]


def bind(stem: str, rows: Iterable[Row], first_bytes: int = PAGE_BYTES) -> Volume:
    """Cut rows into parts: ``first_bytes`` for the first file, which may hold other things too."""
    parts: list[list[Row]] = [[]]
    used, limit = 0, first_bytes
    for row in rows:
        weight = len(row.html.encode())
        if parts[-1] and (used + weight > limit or len(parts[-1]) >= MOST_ROWS):
            parts.append([])
            used, limit = 0, PAGE_BYTES
        parts[-1].append(row)
        used += weight
    return Volume(stem, tuple(tuple(part) for part in parts))
