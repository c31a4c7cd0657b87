"""Visits of the portal between the nights, each with how it ended; kept apart from the runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, insert, select

from store.model import visits
from store.records import Visit

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


def store_visits(engine: Engine, start_url: str, made: Iterable[Visit]) -> None:
    """Add visits of a portal."""
    rows = [{"start_url": start_url, **asdict(each)} for each in made]
    if rows:
        with engine.begin() as connection:
            connection.execute(insert(visits), rows)


def visits_between(
    engine: Engine, start_url: str, first: dt.date, last: dt.date
) -> tuple[Visit, ...]:
    """The visits of a portal from a day to a day (Asia/Shanghai), both included, oldest first."""
    begin, end = _midnight(first), _midnight(last + dt.timedelta(days=1))
    columns = [column for column in visits.c if column.name not in ("id", "start_url")]
    query = (
        select(*columns)
        .where(visits.c.start_url == start_url, visits.c.at >= begin, visits.c.at < end)
        .order_by(visits.c.at, visits.c.id)
    )
    with engine.connect() as connection:
        return tuple(Visit(**row) for row in connection.execute(query).mappings())


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), SHANGHAI).astimezone(dt.UTC)
