"""Signed statements beside what was measured: they settle what only a person can know.

A statement that is valid on the as-of date turns ``needs_input`` and ``attest`` into ``attested``;
it stands beside every other outcome and changes none: no failure, no error, no pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from checks._declare import Check
from store._register_schemas import SCHEMAS
from store.judgements import Judgement, Statement
from store.snapshot import Snapshot
from store.statements import about
from store.vocabulary import OUTCOME_TITLES, Outcome

#: What a statement can settle.
_OPEN: Final = (Outcome.NEEDS_INPUT, Outcome.ATTEST)
_REGISTERS: Final = frozenset(schema.title for schema in SCHEMAS.values())


def stated(snapshot: Snapshot, *items: str) -> Statement | None:
    """The newest statement valid on the as-of date about any of the items; None without one.

    An item is the id of a check, a clause ("11"), a row, or a column's address or name.
    """
    found = about(snapshot.statements, items, snapshot.run.as_of)
    return max(found, key=lambda each: each.signed_on, default=None)


def settling(snapshot: Snapshot) -> Callable[[Check, Judgement], Judgement]:
    """A function that puts the statements of a snapshot beside judgements."""
    known = tuple(each for each in snapshot.statements if each.valid_on(snapshot.run.as_of))
    if not known:
        return lambda _check, judgement: judgement

    def settle(check: Check, judgement: Judgement) -> Judgement:
        items = (check.id, check.topic.clause, *check.rows, judgement.subject, _name(judgement))
        own = tuple(about(known, items, snapshot.run.as_of))
        return _settled(judgement, own) if own else judgement

    return settle


def _name(judgement: Judgement) -> str:
    """What people call a page or column; never the title of a register, which is an item too."""
    title = judgement.subject_title
    return title if "://" in judgement.subject and title not in _REGISTERS else ""


def _settled(judgement: Judgement, own: Iterable[Statement]) -> Judgement:
    ordered = tuple(sorted(own, key=lambda each: each.signed_on))
    if judgement.outcome not in _OPEN:
        return msgspec.structs.replace(judgement, statements=ordered)
    return msgspec.structs.replace(
        judgement, outcome=Outcome.ATTESTED, measured=judgement.outcome, statements=ordered,
        message=f"{_told(ordered[-1])}；检查本身的结果为“{OUTCOME_TITLES[judgement.outcome]}”："
        f"{judgement.message}",
    )  # fmt: skip


def _told(statement: Statement) -> str:
    who = " ".join(part for part in (statement.office, statement.signed_by) if part)
    return f"{who} {statement.signed_on} 确认：{statement.text}（有效期至 {statement.valid_until}）"
