"""What a signature may be about: named wrongly it would settle nothing, and nobody would notice."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from checks._catalogue import CLAUSES, load
from store._register_schemas import SCHEMAS
from store.errors import OperatorError
from store.snapshot import ColumnView
from store.statements import canonical_item


def item_of(written: str, columns: Iterable[ColumnView] = ()) -> str:
    """The item of a statement in one spelling; a column's name becomes its address.

    Raises:
        OperatorError: it is no clause, check, row, register, or column of the last run.
    """
    item = canonical_item(written)
    named = {canonical_item(column.name): column.url for column in columns}
    if item in named:
        return named[item]
    known = {*CLAUSES, *SCHEMAS, *(schema.title for schema in SCHEMAS.values()), *named.values()}
    for check in load():
        known |= {check.id, *check.rows}
    if item in known:
        return item
    raise OperatorError(
        f"没有“{written}”这一事项；可用：条款（如 13）、检查项编号、台账名称，"
        f"或最近一次巡检中栏目的网址、名称{_near(item, [*known, *named])}。"
    )


def waived_check(written: str) -> str:
    """The id of a check that is to be waived.

    Raises:
        OperatorError: no check has this id.
    """
    known = [check.id for check in load()]
    if written in known:
        return written
    raise OperatorError(f"没有检查项或引用编号“{written}”{_near(written, known)}。")


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1, 0.5)
    return f"；是否应为“{near[0]}”？" if near else ""
