"""Judgements of a run, and findings: failed judgements under citation numbers given once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import delete, func, insert, select

from store.answers import answers_of, with_answers
from store.book import read_book
from store.config import Config
from store.database import open_store
from store.entries import ledger_of
from store.errors import OperatorError
from store.judgements import CheckCard, Finding, Judgement
from store.lifecycle import STANDING, life, until
from store.loading import columns_of, registers_of, run_of
from store.model import check_cards, events, findings, judgements, runs, settlements
from store.nights import Night, set_state, start_url, stored_night
from store.results import Coverage, Event, Plan, Results
from store.settling import settle
from store.signatures import waivers_of
from store.vocabulary import FindingState, Outcome

#: States in which a failure stands under a citation number; one that is not yet proven again
#: (``RECTIFIED``) or was withdrawn accuses nobody.
_FAULTY = (*STANDING, FindingState.WAIVED)


def store_judgements(
    night: Night, cards: Sequence[CheckCard], found: Sequence[Judgement]
) -> list[Finding]:
    """Replace the judgements of a run and bring the ledger to them, in one transaction.

    Doing it twice changes nothing. A fingerprint seen before keeps its citation number; numbers
    are given in the order of ``found`` and never reused. Failures that open no finding (a held
    run, a thing not seen often enough, an older run) get none.
    """
    with night.engine.begin() as connection:
        for table in (judgements, check_cards):
            connection.execute(delete(table).where(table.c.run_id == night.run_id))
        if cards:
            connection.execute(insert(check_cards), [_card_row(night, card) for card in cards])
        if found:
            connection.execute(insert(judgements), [_row(night, each) for each in found])
        settle(connection, night, cards, found)
    return findings_of(night)


def judgements_of(night: Night) -> tuple[list[CheckCard], list[Judgement]]:
    """The cards of a run by check id, and its judgements in the order they were judged."""
    cards = (
        select(check_cards.c.card)
        .where(check_cards.c.run_id == night.run_id)
        .order_by(check_cards.c.check_id)
    )
    bodies = (
        select(judgements.c.body)
        .where(judgements.c.run_id == night.run_id)
        .order_by(judgements.c.id)
    )
    with night.engine.connect() as connection:
        return (
            [msgspec.convert(c, CheckCard) for c in connection.execute(cards).scalars()],
            [msgspec.convert(b, Judgement) for b in connection.execute(bodies).scalars()],
        )


def findings_of(night: Night) -> list[Finding]:
    """The findings that a run's failed judgements stand under, by citation number.

    A withdrawn finding is none.
    """
    _, found = judgements_of(night)
    with night.engine.connect() as connection:
        book = read_book(connection, start_url(night.config))
        spans = connection.execute(select(*findings.c["id", "first_run", "last_run"])).all()
    span = {row.id: (row.first_run, row.last_run) for row in spans}
    failed: dict[int, Finding] = {}
    for each in found:
        known = book.of(each.fingerprint) if each.outcome is Outcome.FAIL else None
        if known is not None and life(until(known.rows, night.run_id)).state in _FAULTY:
            finding = Finding(known.citation, each.fingerprint, *span[known.id], each)
            failed.setdefault(known.id, finding)
    return [failed[known.id] for known in book if known.id in failed]


def settled_night(config: Config) -> Night:
    """The newest run of the portal that has moved the ledger, or was held.

    Raises:
        OperatorError: no run of this portal was judged yet.
    """
    engine = open_store(config.database_url)
    query = (
        select(func.max(settlements.c.run_id))
        .join(runs, runs.c.id == settlements.c.run_id)
        .where(runs.c.start_url == start_url(config))
    )
    with engine.connect() as connection:
        newest = connection.execute(query).scalar()
    if newest is None:
        raise OperatorError("这个门户还没有检查过的巡检，请先运行 gongkai run。")
    return stored_night(config, newest)


def store_plan(night: Night, plan: Plan) -> None:
    """Keep the plan a run is judged against with the run."""
    set_state(night, night.state, plan=msgspec.to_builtins(plan))


def results_of(night: Night) -> Results:
    """Everything that a report of a run shows."""
    with night.engine.connect() as connection:
        row = connection.execute(select(runs).where(runs.c.id == night.run_id)).one()
        told = connection.execute(
            select(events).where(events.c.run_id == night.run_id).order_by(events.c.id)
        ).all()
    cards, found = judgements_of(night)
    config, plan = night.config, msgspec.convert(row.plan, Plan)
    with night.engine.connect() as connection:
        ledger = ledger_of(connection, night, plan, cards, found)
    return Results(
        run=run_of(night),
        plan=plan,
        cards=tuple(cards),
        judgements=tuple(found),
        findings=tuple(findings_of(night)),
        coverage=msgspec.convert(row.coverage, Coverage),
        columns=tuple(columns_of(night)),
        events=tuple(Event(each.at.isoformat(), each.kind, each.message) for each in told),
        offices={each.plan_name: each.name or each.plan_name for each in config.offices},
        ended_at=row.ended_at.isoformat() if row.ended_at else "",
        code_version=row.code_version,
        config_digest=row.config_digest,
        registers=tuple(
            (each.name, each.file, each.digest, len(each.rows)) for each in registers_of(night)
        ),
        waivers=tuple(
            each.model_dump(mode="json")
            for each in (*config.waivers, *waivers_of(night.engine, start_url(config)))
        ),
        min_coverage=config.reports.min_coverage,
        ending=row.ending,
        ledger=with_answers(
            ledger.ledger, answers_of(night.engine, start_url(config)), night.run_id
        ),
        observations=ledger.observations,
        held=ledger.held,
        released=ledger.released,
        trend=ledger.trend,
    )


def _card_row(night: Night, card: CheckCard) -> dict[str, object]:
    return {
        "run_id": night.run_id,
        "check_id": card.id,
        "clause": card.clause,
        "card": msgspec.to_builtins(card),
    }


def _row(night: Night, judgement: Judgement) -> dict[str, object]:
    return {
        "run_id": night.run_id,
        "check_id": judgement.check,
        "clause": judgement.clause,
        "subject": judgement.subject,
        "outcome": judgement.outcome,
        "severity": judgement.severity,
        "fingerprint": judgement.fingerprint,
        "body": msgspec.to_builtins(judgement),
    }
