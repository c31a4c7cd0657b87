"""What people sign: statements and waivers of a portal, recorded once and never changed.

A portal is known by its canonical start address (``store.nights.start_url``).
"""

from __future__ import annotations

import datetime as dt
import json

import msgspec
from sqlalchemy import Engine, insert, select

from store.config import Waiver
from store.judgements import Statement
from store.model import findings, statements, waivers


def record_statement(engine: Engine, portal: str, statement: Statement, now: dt.datetime) -> None:
    """Add a statement about a portal; ``now`` is the instant in UTC."""
    row = {
        "start_url": portal,
        "recorded_at": now,
        "signed_on": statement.signed_on,
        "body": msgspec.to_builtins(statement),
    }
    with engine.begin() as connection:
        connection.execute(insert(statements), row)


def statements_of(engine: Engine, portal: str) -> tuple[Statement, ...]:
    """The recorded statements about a portal, oldest first."""
    query = (
        select(statements.c.body).where(statements.c.start_url == portal).order_by(statements.c.id)
    )
    with engine.connect() as connection:
        return tuple(msgspec.convert(b, Statement) for b in connection.execute(query).scalars())


def record_waiver(engine: Engine, portal: str, waiver: Waiver, now: dt.datetime) -> None:
    """Add a waiver for a portal; ``now`` is the instant in UTC."""
    body = waiver.model_dump(mode="json")
    row = {"start_url": portal, "recorded_at": now, "body": body}
    with engine.begin() as connection:
        connection.execute(insert(waivers), row)


def waivers_of(engine: Engine, portal: str) -> tuple[Waiver, ...]:
    """The waivers recorded by command, oldest first."""
    query = select(waivers.c.body).where(waivers.c.start_url == portal).order_by(waivers.c.id)
    with engine.connect() as connection:
        return tuple(
            Waiver.model_validate_json(json.dumps(body), strict=True)
            for body in connection.execute(query).scalars()
        )


def finding_under(engine: Engine, citation: str) -> tuple[str, str] | None:
    """The check and the subject that a citation number was given to; None when it was not."""
    query = select(findings.c.check_id, findings.c.subject).where(findings.c.citation == citation)
    with engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    return (row.check_id, row.subject) if row else None
