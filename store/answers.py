"""Answers of offices (整改情况) in the ledger: recorded once, never changed, closing nothing.

An answer is a row of its finding's history (kind ``answered``) that leaves the state as it is, and
a row with what the office filled in. A portal is known by its canonical start address
(``store.nights.start_url``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Select, func, insert, select

from store.book import Known, read_book
from store.findings import Answer, Entry
from store.lifecycle import ANSWERED, life
from store.model import answers, finding_changes, findings, runs, settlements
from store.nights import SHANGHAI


def citations_of(engine: Engine, portal: str) -> frozenset[str]:
    """Every citation number that findings of a portal were ever given."""
    query = select(findings.c.citation).where(findings.c.start_url == portal)
    with engine.connect() as connection:
        return frozenset(connection.execute(query).scalars())


def record_answers(engine: Engine, portal: str, given: Sequence[Answer]) -> tuple[Answer, ...]:
    """Add the answers that say something new; the same file a second time adds nothing."""
    with engine.begin() as connection:
        known = _read(connection.execute(_all(portal)).scalars())
        newest = connection.execute(_newest(portal)).scalar() or 0
        new = tuple(
            dataclasses.replace(each, after_run=newest)
            for each in given
            if not _is_last(each, known)
        )
        if new:
            book = {each.citation: each for each in read_book(connection, portal)}
            for answer in new:
                _record(connection, portal, book[answer.citation], answer)
    return new


def answers_of(engine: Engine, portal: str) -> dict[str, tuple[Answer, ...]]:
    """The answers about a portal by citation number, oldest first."""
    with engine.connect() as connection:
        return _read(connection.execute(_all(portal)).scalars())


def with_answers(
    entries: Iterable[Entry], given: Mapping[str, Sequence[Answer]], run_id: int
) -> tuple[Entry, ...]:
    """The entries of a run with the answers that came before the next one."""
    return tuple(
        dataclasses.replace(
            entry,
            answers=tuple(a for a in given.get(entry.citation, ()) if a.after_run <= run_id),
        )
        for entry in entries
    )


def why(answer: Answer) -> str:
    """An answer in one sentence (Chinese), as the history tells it."""
    parts = (
        answer.text,
        f"责任人 {answer.person}" if answer.person else "",
        f"完成日期 {answer.done_on}" if answer.done_on else "",
        f"附件 {answer.attachment}" if answer.attachment else "",
    )
    return "；".join(part for part in parts if part)


def _record(connection: Connection, portal: str, known: Known, answer: Answer) -> None:
    state = life(known.rows).state
    connection.execute(
        insert(finding_changes).values(
            finding_id=known.id, at=answer.at, day=answer.at.astimezone(SHANGHAI).date(),
            after_run=answer.after_run, who=answer.who[:100], kind=ANSWERED, before=state,
            after=state, why=why(answer),
        )
    )  # fmt: skip
    connection.execute(
        insert(answers).values(
            start_url=portal, citation=answer.citation, recorded_at=answer.at,
            body=msgspec.to_builtins(answer),
        )
    )  # fmt: skip


def _all(portal: str) -> Select[Any]:
    return select(answers.c.body).where(answers.c.start_url == portal).order_by(answers.c.id)


def _newest(portal: str) -> Select[Any]:
    """The run behind which a person's act stands."""
    query = select(func.max(settlements.c.run_id)).join(runs, runs.c.id == settlements.c.run_id)
    return query.where(runs.c.start_url == portal)


def _read(bodies: Iterable[object]) -> dict[str, tuple[Answer, ...]]:
    found: dict[str, tuple[Answer, ...]] = {}
    for body in bodies:
        answer = msgspec.convert(body, Answer)
        found[answer.citation] = (*found.get(answer.citation, ()), answer)
    return found


def _is_last(answer: Answer, known: Mapping[str, Sequence[Answer]]) -> bool:
    earlier = known.get(answer.citation, ())
    return bool(earlier) and earlier[-1].said == answer.said
