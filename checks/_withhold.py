"""What a night says when it saw too little of the portal to judge anything."""

from __future__ import annotations

from checks._catalogue import cards
from store.judgements import CheckCard, Judgement
from store.snapshot import Run
from store.vocabulary import Outcome


def withhold(run: Run, reason: str) -> tuple[list[CheckCard], list[Judgement]]:
    """Every check as ``error`` for one reason, so that nothing is accused and nothing is silent."""
    all_cards = cards(run.as_of, run.plan_year)
    return list(all_cards), [
        Judgement(
            check=card.id,
            clause=card.clause,
            subject="",
            outcome=Outcome.ERROR,
            severity=card.severity,
            message=reason,
        )
        for card in all_cards
    ]
