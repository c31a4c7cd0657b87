"""A date directly behind its label, in the same block or in the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.reading.dategrammar import FIRST_YEAR, labelled_date
from crawler.reading.outline import Block
from store.facts import DateCandidate
from store.vocabulary import Place

_MAX_VALUE = 40  # characters behind a label that are looked at


def after_label(
    pattern: re.Pattern[str],
    rank: int,
    name: str,
    blocks: list[Block],
    n: int,
    since: int = FIRST_YEAR,
) -> Iterator[DateCandidate]:
    """Dates directly behind a label; a label that ends its block takes the next block."""
    text = blocks[n].text
    for match in pattern.finditer(text):
        value = text[match.end() :].lstrip(" \n")
        quote_from, shift = text, match.start()
        if not value and n + 1 < len(blocks) and len(blocks[n + 1].text) <= _MAX_VALUE:
            value = blocks[n + 1].text
            quote_from, shift = f"{text}\n{value}", match.start()
        found = labelled_date(value[:_MAX_VALUE], since)
        if found is None or found.start > 3:
            continue
        end = quote_from.find(value, match.end()) + found.end
        quote = quote_from[shift:end].strip()
        yield DateCandidate(
            found.day, quote, Place.HEADER, f"{name}-{found.rule}", rank, found.time
        )
