"""Where words stand in what was read: patterns search a folded copy, quotes come from the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from store.facts import Facts, PageFacts
from store.vocabulary import Place


class _Folds(dict[int, str]):
    """Code point → its NFKC form, found once."""

    def __missing__(self, point: int) -> str:
        self[point] = unicodedata.normalize("NFKC", chr(point))
        return self[point]


_FOLDS: Final = _Folds()


@dataclass(frozen=True)
class Folded:
    """A text with half-width signs (``plain``) that knows where each sign stood before.

    With ``spaced`` False the copy has no white space either.
    """

    original: str
    spaced: bool = True

    @cached_property
    def plain(self) -> str:
        """The copy in which patterns are looked for."""
        text = self.original
        folded = text if text.isascii() else text.translate(_FOLDS)
        return folded if self.spaced else re.sub(r"\s", "", folded)

    @cached_property
    def _places(self) -> list[int]:
        return [
            at
            for at, sign in enumerate(self.original)
            for part in _FOLDS[ord(sign)]
            if self.spaced or not part.isspace()
        ]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the copy (not empty) as a span of the original."""
        return self._places[start], self._places[end - 1] + 1


#: Shortest part of a quotation that is looked for by itself, in characters.
_PART: Final = 4
#: Places of dates that no reader of the page sees.
_UNSEEN: Final = (Place.META, Place.URL, Place.HEADER, Place.SCRIPT)


def shown(facts: Facts) -> str:
    """What a person would read of a body, in the order of the page: titles, text, list, tables."""
    if not isinstance(facts, PageFacts):
        return "\n\n".join((*facts.pages, *_table_lines(facts)))
    items = (" ".join((e.title, e.listed.quote if e.listed else "")).strip() for e in facts.items)
    labelled = (f"{name}：{value}" for name, value in facts.fields.items())
    dated = dict.fromkeys(c.quote for c in facts.published.candidates if c.place not in _UNSEEN)
    parts = (facts.title, facts.subtitle, *dated, *labelled, facts.text, *items)
    return "\n".join(part for part in (*parts, *_table_lines(facts)) if part)


def spans(text: str, quote: str) -> list[tuple[int, int]]:
    """Where a quotation stands: its first place, or those of its parts when a check joined them.

    White space and the width of signs do not matter. [] when it is not there.
    """
    folded = Folded(text, spaced=False)  # which is the work, and is done once
    whole = _span(folded, quote)
    if whole or not quote.strip():
        return [whole] if whole else []
    parts = [part for part in re.split(r"[\s　|｜]+", quote) if len(part) >= _PART]
    found = {span for part in parts if (span := _span(folded, part))}
    return _apart(sorted(found))


def _span(folded: Folded, quote: str) -> tuple[int, int] | None:
    at = folded.original.find(quote)
    if quote and at >= 0:
        return at, at + len(quote)
    words = Folded(quote, spaced=False).plain
    at = folded.plain.find(words) if words else -1
    return folded.span(at, at + len(words)) if at >= 0 else None


def _apart(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without those that begin inside the one before."""
    kept: list[tuple[int, int]] = []
    for span in found:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _table_lines(facts: Facts) -> tuple[str, ...]:
    return tuple(" | ".join(row) for table in facts.tables for row in table.rows)
