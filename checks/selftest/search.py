"""Clauses 8 and 19: a search that finds nearly all titles, and one that does not."""

from __future__ import annotations

from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import HOME, at, probe, snapshot
from store.snapshot import Snapshot
from store.vocabulary import Outcome


def asked(number: int, **more: Any) -> dict[str, Any]:
    """A title that was found first, unless said otherwise."""
    made = {
        "title": f"关于举办第{number}届艺术节的通知", "url": at(f"/{number}.html"), "status": 200,
        "query": at(f"/so?q={number}"), "quality": "good", "blocked": False, "drawn": False,
        "none": False, "results": 10, "rank": 1, "first": [],
    }  # fmt: skip
    return made | more


def night(*entries: dict[str, Any]) -> Snapshot:
    """A night whose search was asked so."""
    made = probe(
        "search", "www.example.gov.cn", page=HOME, action=at("/so"), keyword="q",
        offered=len(entries), asked=list(entries),
    )  # fmt: skip
    return snapshot(probes=[made])


def found(good: int, missed: int) -> Snapshot:
    """So many titles found, so many not."""
    return night(*(asked(n) for n in range(good)), *(asked(100 + n, rank=0) for n in range(missed)))


CASES = (
    Case("search.titles-found", Outcome.PASS, partial(found, 18, 2)),
    Case("search.titles-found", Outcome.ATTEST, partial(found, 17, 3)),
)
