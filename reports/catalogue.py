"""catalogue.html: what each check of the night demands, why, and what a person does about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from store.judgements import CheckCard
from store.results import Results, Unchecked


@dataclass(frozen=True)
class CatalogueClause:
    """One clause: its key and title, its cards, and the rows of it that nothing checks."""

    key: str
    title: str
    cards: tuple[CheckCard, ...]
    unchecked: tuple[Unchecked, ...]


def catalogue(results: Results) -> tuple[CatalogueClause, ...]:
    """All clauses of the plan in order, then those that only the checks know, then "各条"."""
    titles: Mapping[str, str] = {clause.key: clause.title for clause in results.plan.clauses}
    keys = dict.fromkeys(
        (*titles, *(c.clause for c in results.cards), *(row.clause for row in results.unchecked))
    )
    return tuple(
        CatalogueClause(
            key,
            titles.get(key, "") or ("" if key else "各条共用的要求"),
            tuple(c for c in _ordered(results.cards) if c.clause == key),
            tuple(row for row in results.unchecked if row.clause == key),
        )
        for key in keys
    )


def _ordered(cards: tuple[CheckCard, ...]) -> list[CheckCard]:
    """What machines check first, then what people confirm."""
    return sorted(cards, key=lambda card: (card.id.startswith("attest."), card.id))
