"""Nights on a portal whose lists only scripts draw."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from crawler.browser import obstacle
from crawler.page_reader import PageReader
from crawler.run import crawl
from store.config import Config
from store.errors import Unseen
from store.lists import unreached
from store.loading import snapshot_of
from store.model import events
from store.nights import open_night
from store.records import ColumnView
from store.snapshot import Snapshot
from tests.nights import crawled, laboratory
from tests.portal.style_scripted import COLUMNS, ENTRIES, build, rows


def without_browser(config: Config) -> Config:
    return config.model_copy(update={"crawl": config.crawl.model_copy(update={"browser_pages": 0})})


def night(folder: Path, browser: bool = False, answering: bool = True) -> Snapshot:
    with laboratory(build(answering=answering), folder) as (config, _), PageReader() as reader:
        config = config if browser else without_browser(config)
        return snapshot_of(crawled(config, reader))


def column(snapshot: Snapshot, key: str) -> ColumnView:
    return next(c for c in snapshot.columns if c.url.endswith(COLUMNS[key]))


def titles(found: ColumnView) -> list[str]:
    return [item.title for item in found.items]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return night(tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("key", ["inline", "asked"])
def test_lists_held_or_asked_for_are_seen_whole(key: str, plain: Snapshot) -> None:
    found = column(plain, key)
    assert titles(found) == [row["title"] for row in rows(key)]
    assert (found.expected, found.missing, found.complete, found.note) == (ENTRIES, 0, True, "")
    assert all(plain.page(item.url).published for item in found.items)


def test_entries_point_at_the_answer_they_stand_in(plain: Snapshot) -> None:
    origins = [item.list_url for item in column(plain, "asked").items]
    assert origins[0].endswith("/api/list.do?channel=7&pageNo=1&pageSize=10")
    assert origins[-1].endswith("pageNo=3&pageSize=10")
    assert plain.capture(origins[0]).has_body


def test_an_answer_is_no_page(plain: Snapshot) -> None:
    assert not [page for page in plain.pages() if "/api/" in page.url]
    with pytest.raises(Unseen, match="不是网页"):
        plain.page(column(plain, "asked").items[0].list_url)


def test_what_only_a_browser_draws_is_an_error_without_one(plain: Snapshot) -> None:
    found = column(plain, "drawn")
    assert (found.items, found.complete) == ((), False)
    assert "脚本绘制" in found.note
    assert unreached(plain.columns, ("人事信息",)) == found
    with pytest.raises(Unseen):
        plain.absence("人事任免", ("人事任免", "人事信息"))


def test_a_night_that_goes_on_knows_what_was_read_before(tmp_path: Path) -> None:
    told: list[list[str]] = []
    with laboratory(build(), tmp_path) as (config, _), PageReader() as reader:
        for _ in range(2):  # killed before its lists were drawn, it begins with an empty frontier
            opened = open_night(without_browser(config), dt.datetime.now(dt.UTC))
            crawl(opened, lambda step, done, total: None, reader)
            with opened.engine.begin() as connection:
                found = connection.scalars(select(events.c.message)).all()
                connection.execute(delete(events))
            told.append([message for message in found if "脚本绘制" in message])
    assert opened.continued
    assert told[0] == told[1] != []


def test_an_address_that_fails_makes_its_column_an_error(tmp_path: Path) -> None:
    snapshot = night(tmp_path, answering=False)
    found = column(snapshot, "asked")
    assert (found.items, found.complete) == ((), False)
    with pytest.raises(Unseen):
        snapshot.absence("政策文件", ("政策文件",))


def test_a_browser_draws_what_nothing_else_gives(tmp_path: Path) -> None:
    with laboratory(build(), tmp_path) as (config, served), PageReader() as reader:
        if reason := obstacle(config):
            pytest.skip(f"no browser: {reason}")
        snapshot = snapshot_of(crawled(config, reader))
        hits = {path for _, path in served.hits}
    for key in ("drawn", "application"):
        found = column(snapshot, key)
        assert titles(found) == [row["title"] for row in rows(key)]
        assert all(snapshot.page(item.url).published for item in found.items)
        capture = snapshot.capture(found.items[0].list_url)
        assert capture.url == f"{found.url}#rendered"
        assert capture.has_body
    assert "/picture/big.jpg" not in hits
    rendered = [c for c in snapshot.captures() if c.place == "rendered"]
    assert len(rendered) == 2
    assert not [page for page in snapshot.pages() if page.url.endswith("#rendered")]
