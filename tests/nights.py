"""Whole nights in one process, for tests: a served portal, a crawl, judgements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import delete

from checks._run import judge
from crawler.page_reader import PageReader
from crawler.run import collect
from store.config import Config, load
from store.database import open_store
from store.judgements import CheckCard, Judgement
from store.ledger import store_judgements
from store.loading import snapshot_of
from store.model import visits
from store.nights import Night, open_night, start_url, store_registers
from store.records import COLUMN, HOME, HOME_V6, Visit
from store.registers import read_all
from store.visits import store_visits
from tests.portal.dns_server import resolving
from tests.portal.model import AS_OF, Portal
from tests.portal.registers import config_text
from tests.portal.server import Served, serving


@contextmanager
def laboratory(portal: Portal, folder: Path, port: int = 0) -> Iterator[tuple[Config, Served]]:
    """Serve a portal and its names on loopback, with the config that audits it."""
    with serving(portal, port) as served, resolving(portal.dns) as names:
        ports = (served.port, names.port)
        text = config_text(portal, *ports, folder, served.reference_port, served.tls_port)
        path = folder / "config.toml"
        path.write_text(text, encoding="utf-8")
        yield load(path), served


def visited(config: Config, portal: Portal, as_of: dt.date = AS_OF) -> None:
    """The week of visits before the as-of date, instead of those that are stored."""
    engine = open_store(config.database_url)
    home = start_url(config)
    with engine.begin() as connection:
        connection.execute(delete(visits).where(visits.c.start_url == home))
    begin = dt.datetime.combine(as_of, dt.time(), dt.UTC) - dt.timedelta(days=7, hours=8)
    for kind, family in ((HOME, 4), (HOME_V6, 6), (COLUMN, 4)):
        failed = portal.failed_visits.get(kind, 0)
        moments = (begin + dt.timedelta(hours=n) for n in range(7 * 24))
        made = [
            Visit(at, home, kind, family, n >= failed, "" if n >= failed else "refused")
            for n, at in enumerate(moments)
        ]
        store_visits(engine, home, made)


def crawled(config: Config, reader: PageReader, as_of: dt.date = AS_OF) -> Night:
    """A new run, collected."""
    night = open_night(config, dt.datetime.now(dt.UTC), as_of, fresh=True)
    return collect(night, lambda step, done, total: None, reader)


def judged(night: Night) -> tuple[list[CheckCard], list[Judgement]]:
    """A run, judged and stored."""
    store_registers(night, read_all(night.config.registers, night.config.folder))
    cards, found = judge(snapshot_of(night), night.config.checks)
    store_judgements(night, cards, found)
    return cards, found
