"""Lists as far as they were reached: where their entries stand, and what an unreached one hides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store.facts import PageFacts
from store.records import ColumnView, Page

if TYPE_CHECKING:
    from store.snapshot import Snapshot

#: Qualities of what is no page and belongs to one: answers to its script, its rendered document.
BESIDE_PAGES = frozenset({"data", "rendered"})

#: Kinds of columns in which anything may stand; one of another subject hides only its own.
_OPEN_KINDS = frozenset({"notices", "policies", "directory"})


def sources(snapshot: Snapshot) -> Iterator[Page]:
    """All that columns are found in: good pages, pages drawn by script, and what belongs to them."""
    for capture in snapshot.captures():
        facts = snapshot.facts(capture)
        if not isinstance(facts, PageFacts):
            continue
        standing = snapshot.verdicts.of(capture).standing
        if standing == "good" or (facts.drawn and standing == "doubtful") or standing == "beside":
            yield Page(capture, facts)


def unreached(columns: Iterable[ColumnView], words: Iterable[str]) -> ColumnView | None:
    """A column of which entries are known, or likely, to be unseen and may be what is looked for.

    It is named like it, holds whatever comes (通知公告), or is of no subject that is known.
    """
    wanted = tuple(words)
    for column in columns:
        if column.complete or not column.note:
            continue
        named = any(word in column.name for word in wanted)
        if named or not column.kinds or not _OPEN_KINDS.isdisjoint(column.kinds):
            return column
    return None
