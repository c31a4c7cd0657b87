"""Words as they stand on a page: patterns search a folded copy, quotes come from the original."""

from __future__ import annotations

from typing import Final

from store.quotes import Folded

__all__ = ["Folded", "opening", "sentence", "where_squeezed"]

#: Where a sentence ends, and where a long one may be cut.
_ENDS: Final = "。！？!?；;\n"
_PAUSES: Final = f"{_ENDS}，,、：:"
#: Characters above which a sentence is cut at its pauses.
_LONG: Final = 200


def sentence(text: str, start: int, end: int) -> str:
    """The whole sentence around a span, verbatim; one above 200 characters is cut at pauses."""
    first, last = _border(text, start, end, _ENDS)
    if last - first > _LONG:
        near, far = _border(text, start, end, _PAUSES)
        first = next(
            (n for n in range(max(first, start - _LONG // 2), near) if text[n - 1] in _PAUSES), near
        )
        ends = range(min(last, end + _LONG // 2), far, -1)
        last = next((n for n in ends if text[n - 1] in _PAUSES), far)
    return text[first:last].strip()


def opening(text: str) -> str:
    """The first words of a text up to the end of a line or sentence near its 80th character."""
    return text[: _border(text, 0, min(80, len(text)), _ENDS)[1]].strip() if text else ""


def where_squeezed(text: str, words: str) -> str:
    """The sentence of a text that holds words folded and without white space; "" if none does."""
    folded = Folded(text, spaced=False)
    at = folded.plain.find(words)
    return sentence(text, *folded.span(at, at + len(words))) if at >= 0 and words else ""


def _border(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    first = max((text.rfind(mark, 0, start) for mark in marks), default=-1) + 1
    found = [at for mark in marks if (at := text.find(mark, max(start, end - 1))) >= 0]
    return first, min(found, default=len(text) - 1) + 1
