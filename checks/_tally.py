"""Counts over many pages: how many were looked at, how many lack something, and a few examples.

Thousands of pages with one fault are one judgement; its subject is the site, so the finding
stays the same while the count changes from night to night.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from store.judgements import Evidence
from store.snapshot import Page

#: Examples kept of each fault.
EXAMPLES: Final = 5


@dataclass
class Fault:
    """Pages with one fault: how many, and the first of them as evidence."""

    count: int = 0
    examples: list[Evidence] = field(default_factory=list)


@dataclass
class Tally:
    """What was looked at and what was found, by name."""

    looked: dict[str, int] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)

    def look(self, what: str, count: int = 1) -> None:
        """One more was looked at."""
        self.looked[what] = self.looked.get(what, 0) + count

    def note(self, fault: str, page: Page, quote: str, locator: str, count: int = 1) -> None:
        """One more page has a fault; the quote is what stands there, or says what is missing."""
        found = self.faults.setdefault(fault, Fault())
        found.count += count
        if len(found.examples) < EXAMPLES:
            found.examples.append(page.quote(quote, locator))

    def seen(self, what: str) -> int:
        """How many were looked at."""
        return self.looked.get(what, 0)

    def count(self, fault: str) -> int:
        """How many have a fault."""
        return self.faults[fault].count if fault in self.faults else 0

    def examples(self, faults: Iterable[str]) -> tuple[Evidence, ...]:
        """The examples of some faults, each fault's first ones first."""
        found = [self.faults[name].examples for name in faults if name in self.faults]
        turns = [each[n] for n in range(EXAMPLES) for each in found if n < len(each)]
        return tuple(dict.fromkeys(turns))[: 2 * EXAMPLES]


def share(part: int, whole: int) -> str:
    """A share as people read it: 3.2%; nothing of nothing is 0%."""
    return f"{100 * part / whole:.1f}%" if whole else "0%"
