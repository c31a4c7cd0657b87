"""Messages to people: queued once, claimed before they are handed over, never sent twice.

A message whose sending was interrupted becomes ``unknown``: whether it arrived is not known, so
it is told to the operator and not sent again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine, select, update

from store.database import insert_new
from store.model import outbox

WAITING, SENDING, SENT, UNKNOWN, GIVEN_UP = "waiting", "sending", "sent", "unknown", "given-up"

#: After so many failures a message is given up; a night apart, that is two weeks.
MOST_ATTEMPTS: Final = 14
#: Messages handed over at one time; more wait for the next.
MOST_AT_ONCE: Final = 100


@dataclass(frozen=True)
class Message:
    """What is told to one target; the same ``key`` is queued only once."""

    key: str  # at most 200 characters
    target: str  # name in [[notifications]]
    title: str
    body: str


@dataclass(frozen=True)
class Queued:
    """A message of the outbox as it stands."""

    id: int
    message: Message
    state: str
    attempts: int
    error: str


def queue(engine: Engine, portal: str, messages: Sequence[Message], now: dt.datetime) -> None:
    """Put messages into the outbox; those that were ever there are passed over."""
    rows = [
        {
            "start_url": portal, "key": each.key, "target": each.target, "title": each.title,
            "body": each.body, "queued_at": now, "state": WAITING, "attempts": 0, "error": "",
        }
        for each in messages
    ]  # fmt: skip
    if rows:
        with engine.begin() as connection:
            connection.execute(insert_new(engine, outbox), rows)


def queued(engine: Engine, portal: str, *states: str) -> tuple[Queued, ...]:
    """Messages in some states, oldest first, at most ``MOST_AT_ONCE``."""
    query = (
        select(outbox)
        .where(outbox.c.start_url == portal, outbox.c.state.in_(states))
        .order_by(outbox.c.id)
        .limit(MOST_AT_ONCE)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return tuple(
        Queued(r.id, Message(r.key, r.target, r.title, r.body), r.state, r.attempts, r.error)
        for r in rows
    )


def claim(engine: Engine, each: Queued, now: dt.datetime) -> bool:
    """Take a waiting message for sending; False when somebody else has taken it."""
    statement = (
        update(outbox)
        .where(outbox.c.id == each.id, outbox.c.state == WAITING)
        .values(state=SENDING, tried_at=now, attempts=outbox.c.attempts + 1)
    )
    with engine.begin() as connection:
        return connection.execute(statement).rowcount == 1


def doubt(engine: Engine, portal: str) -> tuple[Queued, ...]:
    """Mark what was being sent when its process ended; the lock of the data folder is held."""
    left = queued(engine, portal, SENDING)
    keys = [each.id for each in left]
    with engine.begin() as connection:
        connection.execute(update(outbox).where(outbox.c.id.in_(keys)).values(state=UNKNOWN))
    return left


def settle(engine: Engine, each: Queued, error: str) -> None:
    """Note how the sending of a claimed message ended; ``error`` is "" when it was taken."""
    failed = GIVEN_UP if each.attempts + 1 >= MOST_ATTEMPTS else WAITING
    values = {"state": failed if error else SENT, "error": error}
    with engine.begin() as connection:
        connection.execute(update(outbox).where(outbox.c.id == each.id).values(**values))
