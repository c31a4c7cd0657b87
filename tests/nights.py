"""Whole nights in one process, for tests: a served portal, a crawl, judgements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checks._run import judge
from crawler.page_reader import PageReader
from crawler.run import collect
from store.config import Config, load
from store.judgements import CheckCard, Judgement
from store.ledger import store_judgements
from store.loading import snapshot_of
from store.nights import Night, open_night, store_registers
from store.registers import read_all
from tests.portal.dns_server import resolving
from tests.portal.model import AS_OF, Portal
from tests.portal.registers import config_text
from tests.portal.server import Served, serving


@contextmanager
def laboratory(portal: Portal, folder: Path, port: int = 0) -> Iterator[tuple[Config, Served]]:
    """Serve a portal and its names on loopback, with the config that audits it."""
    with serving(portal, port) as served, resolving(portal.dns) as names:
        text = config_text(portal, served.port, names.port, folder, served.reference_port)
        path = folder / "config.toml"
        path.write_text(text, encoding="utf-8")
        yield load(path), served


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
