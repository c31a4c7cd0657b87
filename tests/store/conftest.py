"""A night on either database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store import nights
from store.config import Config, Portal, Store
from store.database import open_store
from store.nights import Night, open_night

NOW = dt.datetime(2018, 6, 30, 18, 0, tzinfo=dt.UTC)  # 02:00 on 1 July in Shanghai


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    """The settings of a portal whose store is the test's database."""
    portal = Portal(name="文旅局", start_url="http://h.gov.cn/", hosts=("h.gov.cn",))
    settings = Store(directory=str(tmp_path / "data"), database=database_url)
    return Config(portal=portal, store=settings, folder=tmp_path)


@pytest.fixture(autouse=True)
def _engines_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close every store that a test opens by opening a night."""
    opened: list[Engine] = []

    def remembered(url: str) -> Engine:
        opened.append(open_store(url))
        return opened[-1]

    monkeypatch.setattr(nights, "open_store", remembered)
    yield
    for engine in opened:
        engine.dispose()


@pytest.fixture
def night(config: Config) -> Night:
    """A new run of that portal."""
    return open_night(config, NOW)
