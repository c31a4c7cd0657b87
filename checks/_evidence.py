"""What every piece of evidence carries beside what its check said: context, place, reader, rule.

Done once by the runner, so that no check has to remember it; nothing here can change an outcome.
Context and place are looked up for what somebody may have to follow. A pass names reader and rule
alone: there are thousands of them, and its words can be looked up in the archive just as well.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import msgspec

from store.errors import Unseen
from store.facts import AttachmentFacts, PageFacts
from store.judgements import CheckCard, Evidence, Judgement
from store.quotes import Folded, shown, spans
from store.snapshot import Capture, Snapshot
from store.vocabulary import Outcome

#: Signs of context on either side of a quotation.
_CONTEXT: Final = 40
#: Pieces of evidence of one judgement that are completed; a report shows fewer.
_MOST: Final = 20
_UNDISPUTED: Final = (Outcome.PASS, Outcome.NOT_APPLICABLE)
_QUOTED: Final = frozenset({"quote", "cell", "page", "list-row", "table"})


def completing(snapshot: Snapshot) -> Callable[[Judgement, CheckCard], Judgement]:
    """A function that completes the evidence of judgements of a snapshot."""

    @lru_cache(maxsize=64)
    def text_of(url: str) -> str:
        try:
            facts = snapshot.facts(snapshot.capture(url))
        except Unseen:
            return ""
        return shown(facts) if facts is not None else ""

    def complete(judgement: Judgement, card: CheckCard) -> Judgement:
        if not judgement.evidence:
            return judgement
        rule = f"{card.id}@{card.version}"
        look = None if judgement.outcome in _UNDISPUTED else text_of
        own = tuple(
            _completed(snapshot, each, rule, look) if place < _MOST else each
            for place, each in enumerate(judgement.evidence)
        )
        return msgspec.structs.replace(judgement, evidence=own)

    return complete


def _completed(
    snapshot: Snapshot, evidence: Evidence, rule: str, text_of: Callable[[str], str] | None
) -> Evidence:
    capture = _capture(snapshot, evidence)
    if capture is None:
        return msgspec.structs.replace(evidence, rule=rule)
    more: dict[str, Any] = {"rule": rule, "reader": snapshot.reader_of(capture)}
    if text_of is not None and evidence.kind in _QUOTED and evidence.quote:
        text = text_of(capture.url)
        if found := spans(text, evidence.quote):
            start, end = found[0][0], found[0][1]
            more["before"] = text[max(0, start - _CONTEXT) : start]
            more["after"] = text[end : end + _CONTEXT]
        more["locator"] = _located(snapshot, capture, evidence)
    return msgspec.structs.replace(evidence, **more)


def _capture(snapshot: Snapshot, evidence: Evidence) -> Capture | None:
    if evidence.capture_id is None:
        return None
    try:
        return snapshot.capture(evidence.url)
    except Unseen:
        return None


def _located(snapshot: Snapshot, capture: Capture, evidence: Evidence) -> str:
    """The locator with the number of the row, page or sheet, where the check left it out."""
    if any(sign.isdigit() for sign in evidence.locator):
        return evidence.locator
    facts = snapshot.facts(capture)
    if isinstance(facts, AttachmentFacts):
        return f"{evidence.locator} {_page_of(facts, evidence.quote)}".strip()
    if isinstance(facts, PageFacts) and evidence.kind == "list-row":
        return f"{evidence.locator}{_row_of(facts, evidence.quote)}"
    return evidence.locator


def _page_of(facts: AttachmentFacts, quote: str) -> str:
    """第3页 for words of a file of several pages; the sheet, row and column for a cell."""
    for table in facts.tables:
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row, 1):
                if len(cell) > 1 and cell == quote:
                    return f"{table.place or table.title} 第{number}行第{column}列".strip()
    pages = [n for n, text in enumerate(facts.pages, 1) if spans(text, quote)]
    return f"第{pages[0]}页" if pages and len(facts.pages) > 1 else ""


def _row_of(facts: PageFacts, quote: str) -> str:
    words = Folded(quote, spaced=False).plain
    for number, item in enumerate(facts.items, 1):
        title = Folded(item.title, spaced=False).plain
        if title and title in words:
            return f"第{number}条（本页共{len(facts.items)}条）"
    return ""
