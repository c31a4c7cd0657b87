"""Signed statements as the register ``attestations`` has them, and how they are found again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from store.judgements import Statement
from store.records import Register

_CLAUSE = re.compile(r"第?\s*(\d{1,2}[ab]?)\s*[条項项]?")


def canonical_item(item: str) -> str:
    """What a statement is about in one spelling: “第13条” and “13” are one."""
    plain = "".join(item.split())
    clause = _CLAUSE.fullmatch(plain)
    return clause[1] if clause else plain


def until_of(signed_on: dt.date) -> dt.date:
    """The last day of a statement that names none: the end of the year it was signed in."""
    return dt.date(signed_on.year, 12, 31)


def of_register(register: Register) -> tuple[Statement, ...]:
    """The statements of the register, in its order."""
    return tuple(_read(register, row) for row in register.rows)


def _read(register: Register, row: Mapping[str, Any]) -> Statement:
    signed_on = row["signed_on"]
    return Statement(
        item=canonical_item(row["item"]),
        text=row["statement"],
        signed_by=row["signed_by"],
        signed_on=signed_on,
        valid_until=row.get("valid_until") or until_of(signed_on),
        office=row.get("office", ""),
        file=f"{register.file} 第{row.get('row', '?')}行",
        digest=row.get("digest") or register.digest,
    )


def about(
    statements: Iterable[Statement], items: Iterable[str], day: dt.date
) -> Iterator[Statement]:
    """Those valid on a day that speak of any of the items."""
    wanted = {canonical_item(item) for item in items if item}
    return (each for each in statements if each.item in wanted and each.valid_on(day))
