"""Answers of offices (整改情况) in the ledger: recorded once, never changed, closing nothing.

A portal is known by its canonical start address (``store.nights.start_url``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Engine, Select, insert, select

from store.findings import Answer, Change, Entry
from store.model import answers, findings
from store.vocabulary import FindingState

#: The kind of the row of a finding's history that an answer makes.
ANSWERED = "answered"


def citations_of(engine: Engine) -> frozenset[str]:
    """Every citation number that was ever given."""
    with engine.connect() as connection:
        return frozenset(connection.execute(select(findings.c.citation)).scalars())


def record_answers(engine: Engine, portal: str, given: Sequence[Answer]) -> tuple[Answer, ...]:
    """Add the answers that say something new; the same file a second time adds nothing."""
    with engine.begin() as connection:
        known = _read(connection.execute(_all(portal)).scalars())
        new = tuple(each for each in given if not _is_last(each, known))
        rows = [
            {
                "start_url": portal,
                "citation": each.citation,
                "recorded_at": each.at,
                "body": msgspec.to_builtins(each),
            }
            for each in new
        ]
        if rows:
            connection.execute(insert(answers), rows)
    return new


def answers_of(engine: Engine, portal: str) -> dict[str, tuple[Answer, ...]]:
    """The answers about a portal by citation number, oldest first."""
    with engine.connect() as connection:
        return _read(connection.execute(_all(portal)).scalars())


def with_answers(
    entries: Iterable[Entry], given: Mapping[str, Sequence[Answer]]
) -> tuple[Entry, ...]:
    """The entries of a ledger with their answers, which stand in their histories too."""
    return tuple(_joined(entry, tuple(given.get(entry.citation, ()))) for entry in entries)


def _joined(entry: Entry, given: tuple[Answer, ...]) -> Entry:
    if not given:
        return entry
    told = (*entry.changes, *(_change(entry, each) for each in given))
    ordered = tuple(sorted(told, key=lambda change: change.at))
    return dataclasses.replace(entry, answers=given, changes=ordered)


def _change(entry: Entry, answer: Answer) -> Change:
    """An answer as a row of the history: the state is the same before and after."""
    earlier = [each.after for each in entry.changes if each.at <= answer.at]
    state: FindingState = earlier[-1] if earlier else entry.state
    return Change(entry.citation, answer.at, ANSWERED, state, state, None, answer.who, why(answer))


def why(answer: Answer) -> str:
    """An answer in one sentence (Chinese)."""
    done = f"完成日期 {answer.done_on}" if answer.done_on else ""
    parts = (
        answer.text,
        f"责任人 {answer.person}" if answer.person else "",
        done,
        f"附件 {answer.attachment}" if answer.attachment else "",
    )
    return "；".join(part for part in parts if part)


def _all(portal: str) -> Select[Any]:
    return select(answers.c.body).where(answers.c.start_url == portal).order_by(answers.c.id)


def _read(bodies: Iterable[object]) -> dict[str, tuple[Answer, ...]]:
    found: dict[str, tuple[Answer, ...]] = {}
    for body in bodies:
        answer = msgspec.convert(body, Answer)
        found[answer.citation] = (*found.get(answer.citation, ()), answer)
    return found


def _is_last(answer: Answer, known: Mapping[str, Sequence[Answer]]) -> bool:
    earlier = known.get(answer.citation, ())
    return bool(earlier) and earlier[-1].said == answer.said
