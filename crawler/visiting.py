"""One round of visits between the nights (``gongkai probe``): which pages, and kept in the store."""

from __future__ import annotations

import asyncio
from typing import Final

from crawler.absent import allowed
from crawler.probes.visits import visit_portal
from store.config import Config
from store.database import open_store
from store.errors import OperatorError
from store.loading import columns_of
from store.nights import Night, State, list_runs, start_url, stored_night
from store.records import Visit
from store.visits import store_visits

#: Kinds of columns whose entry is opened, one of each; what people look for first.
KEY_COLUMNS: Final = ("news", "notices", "policies", "messages", "guides")


def visit_once(config: Config) -> list[Visit]:
    """Open the home page and the entries of key columns once, and store how each ended.

    Raises:
        OperatorError: robots.txt, as the last night read it, keeps the home page from us.
    """
    engine = open_store(config.database_url)
    home, night = start_url(config), _last(config)
    if night is not None and not allowed(night, home):
        raise OperatorError(f"robots.txt 不允许访问首页 {home},没有探测。")
    made = asyncio.run(visit_portal(config, home, _entries(night) if night else []))
    store_visits(engine, home, made)
    return made


def _last(config: Config) -> Night | None:
    """The newest night of the portal that was collected; None before the first."""
    engine = open_store(config.database_url)
    done = (State.CRAWLED, State.JUDGED, State.REPORTED)
    runs = (run for run in list_runs(engine) if run.portal == config.portal.name)
    newest = next((run.id for run in runs if run.state in done), None)
    return stored_night(config, newest) if newest else None


def _entries(night: Night) -> list[str]:
    """The entry of one column of each key kind, where robots.txt allows it."""
    columns = columns_of(night)
    first = (next((c.url for c in columns if kind in c.kinds), "") for kind in KEY_COLUMNS)
    return [url for url in dict.fromkeys(first) if url and allowed(night, url)]
