"""A page with what a person reads on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What can be asked of a page; "" as an answer means that the page shows none.
KINDS = (
    "title", "date", "time", "number", "written", "source", "site_code", "index", "issuer",
    "topic", "icp", "police", "encoding", "subtitle",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """An entry of a list: address as written, title, ISO date or "" when it cannot be known."""

    href: str
    title: str
    day: str = ""


@dataclass(frozen=True)
class Gold:
    """What a person says; a kind that is missing was not labelled.

    Dates are ISO days, ``text`` is the main text and ``items`` the entries of the main list in
    page order; None where nobody labelled them.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    items: tuple[Item, ...] | None = None


@dataclass(frozen=True)
class Page:
    """A labelled page: bytes as sent, the Content-Type as sent, the encoding it truly has."""

    set: str
    name: str
    body: bytes
    gold: Gold
    media: str = ""
    encoding: str = "utf-8"
    synthetic: bool = False
    trap: str = ""  # what could mislead a reader, in a few words
