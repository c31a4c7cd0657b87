"""Tables that list private people, and what of their numbers stands in them.

A table is a list of people when a column (or a label) names them, and of private people when
others say what only private people are asked: a day of birth, a household. Beside posts, units
and people to call (联系人), a telephone is an office's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from crawler.reading.personal import (
    OFFICE,
    PERSON,
    PRIVATE,
    Spot,
    cards,
    folded,
    identity_numbers,
    identity_shaped,
    is_identity,
    mobiles,
)
from store.facts import Table

_PHONE: Final = re.compile(r"电话|手机|联系方式|联系号码|移动电话")
_HEADER_ROWS: Final = 4
_LONGEST: Final = 16  # characters of a header or label
#: Numbers of one table from which, when most have a wrong check character, none is a person's.
_SERIES: Final = 3
_RIGHT: Final = 0.7


@dataclass(frozen=True)
class Listed:
    """A number in a table: its line (from 1), whether a name stands in the same row."""

    line: int
    text: str  # as printed
    spot: Spot
    named: bool


@dataclass(frozen=True)
class _People:
    """What the header of a table says of whom it lists."""

    header: tuple[str, ...]
    row: int  # of the header, -1 without
    name: int | None
    private: bool
    office: bool


def listed(table: Table) -> Iterator[Listed]:
    """The numbers of private people in a table, row by row."""
    people = _people(table)
    series = _is_series(table)
    for line, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            if line - 1 == people.row or not any(sign.isdigit() for sign in cell):
                continue
            above = people.header[at] if at < len(people.header) else ""
            before = row[at - 1] if at and len(row[at - 1]) <= _LONGEST else ""
            named = _is_named(people, row)
            for text, spot in _in_cell(cell, f"{above} {before}", people, series):
                yield Listed(line, text, spot, named)


def _in_cell(cell: str, label: str, people: _People, series: bool) -> Iterator[tuple[str, Spot]]:
    text = re.sub(r"\s", "", cell)  # a narrow column breaks numbers into lines
    plain = folded(text)
    for spot in identity_numbers(plain, label, series):
        yield text[spot.start : spot.end], spot
    if people.office and not people.private:
        return
    for spot in cards(plain, label):
        yield text[spot.start : spot.end], replace(spot, doubt=_whose(people))
    if people.name is None or not _PHONE.search(label) or OFFICE.search(label):
        return
    for spot in mobiles(plain):
        found = replace(spot, label=_PHONE.findall(label)[0], doubt=_whose(people))
        yield text[spot.start : spot.end], found


def _whose(people: _People) -> str:
    """Why a number in such a table may be an office's; "" when it is a private person's."""
    if people.private and not people.office and people.name is not None:
        return ""
    return "看不出是个人的还是单位公布的"


def _people(table: Table) -> _People:
    for at, row in enumerate(table.rows[:_HEADER_ROWS]):
        header = tuple(re.sub(r"\s", "", cell) for cell in row)
        labels = [cell if len(cell) <= _LONGEST else "" for cell in header]
        name = next((n for n, cell in enumerate(labels) if PERSON.search(cell)), None)
        if name is None:
            continue
        digits = any(sum(sign.isdigit() for sign in cell) >= 11 for cell in header)
        words = " ".join(labels)
        if digits:  # labels and values side by side: all labels of the card count
            words = " ".join(c for r in table.rows for c in r if len(c) <= _LONGEST)
        private, office = PRIVATE.search(words) is not None, OFFICE.search(words) is not None
        return _People(() if digits else header, -1 if digits else at, name, private, office)
    top = table.rows[0] if table.rows else ()
    words = " ".join(cell for cell in top if len(cell) <= _LONGEST)
    return _People(tuple(top), -1, None, PRIVATE.search(words) is not None,
                   OFFICE.search(words) is not None)  # fmt: skip


def _is_named(people: _People, row: tuple[str, ...]) -> bool:
    if people.name is None:
        return False
    return not people.header or (people.name < len(row) and bool(row[people.name].strip()))


def _is_series(table: Table) -> bool:
    """Whether the numbers of 18 characters in a table mostly have wrong check characters."""
    shaped = [c for row in table.rows for c in row if identity_shaped(folded(c))]
    if len(shaped) < _SERIES:
        return False
    right = sum(is_identity(re.sub(r"[^\dXx]", "", folded(cell)).upper()) for cell in shaped)
    return right < _RIGHT * len(shaped)
