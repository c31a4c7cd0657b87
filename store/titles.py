"""Titles of all stored bodies, so that they can be searched without unpacking facts."""

from __future__ import annotations

import msgspec
from sqlalchemy import Engine, select

from store.database import insert_new
from store.facts import Facts, PageFacts, unpack
from store.model import documents, titles

#: Documents unpacked at one time, and characters kept of a title.
_BATCH = 200
_LONGEST = 300


def index_titles(engine: Engine) -> int:
    """Add the titles of bodies that have none yet; returns how many. Bounded in memory."""
    added = 0
    while rows := _untitled(engine):
        found = {digest: _title(blob) for digest, blob in rows}
        values = [{"digest": digest, "title": title} for digest, title in found.items()]
        with engine.begin() as connection:
            connection.execute(insert_new(engine, titles), values)
        added += len(values)
    return added


def _untitled(engine: Engine) -> list[tuple[str, bytes]]:
    query = (
        select(documents.c.digest, documents.c.facts)
        .outerjoin(titles, titles.c.digest == documents.c.digest)
        .where(titles.c.digest.is_(None))
        .order_by(documents.c.id)
        .limit(_BATCH)
    )
    with engine.connect() as connection:
        return [(row.digest, row.facts) for row in connection.execute(query)]


def _title(blob: bytes) -> str:
    """The title as read, private numbers masked; "" when facts of an old version are unreadable."""
    try:
        facts = unpack(blob)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return ""
    return " ".join(_words(facts).split())[:_LONGEST]


def _words(facts: Facts) -> str:
    if isinstance(facts, PageFacts):
        return facts.title or facts.head_title
    first = (line for page in facts.pages for line in page.splitlines() if line.strip())
    return facts.properties.get("title") or next(first, "")
