"""``gongkai probe``: one round of visits by the command, stored beside the runs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import audit
from operations.lock import run_lock
from store.config import load
from store.database import open_store
from store.errors import OperatorError
from store.nights import SHANGHAI, State, open_night, set_state, start_url, store_columns
from store.records import COLUMN, HOME, HOME_V6, Visit
from store.visits import visits_between
from tests.checks.builders import column
from tests.crawler.probes.laboratory import html, needs_v6
from tests.nights import laboratory
from tests.portal.content import draw, zone
from tests.portal.model import AS_OF, HOST, Portal, Resource

pytestmark = needs_v6


def portal(home: Resource) -> Portal:
    return Portal(draw(2018), HOST, 0, AS_OF, {"/": home, "/tzgg/": html()}, zone(), {})


def probe(folder: Path) -> Result:
    return CliRunner().invoke(audit.app, ["probe", "-c", str(folder / "config.toml")])


def stored(folder: Path) -> tuple[Visit, ...]:
    config = load(folder / "config.toml")
    today = dt.datetime.now(SHANGHAI).date()
    return visits_between(open_store(config.database_url), start_url(config), today, today)


def test_visits_are_made_told_and_stored(tmp_path: Path) -> None:
    with laboratory(portal(html()), tmp_path):
        told = [probe(tmp_path), probe(tmp_path)]
    assert [each.exit_code for each in told] == [0, 0]
    assert told[0].output.count("打开 http://") == 2
    assert [visit.kind for visit in stored(tmp_path)] == [HOME, HOME_V6] * 2


def test_a_portal_that_is_down_is_no_mistake_of_the_command(tmp_path: Path) -> None:
    with laboratory(portal(html("down", status=500)), tmp_path):
        told = probe(tmp_path)
    assert told.exit_code == 0
    assert "打不开 http://" in told.output
    assert "返回错误状态（HTTP 500）" in told.output
    assert not stored(tmp_path)[0].opened


def test_key_columns_of_the_last_night_are_visited(tmp_path: Path) -> None:
    with laboratory(portal(html()), tmp_path) as (config, served):
        night = open_night(config, dt.datetime.now(dt.UTC))
        entry = column("notices", f"{served.start_url}tzgg/", name="通知公告")
        other = column("budget", f"{served.start_url}czyjs/", name="预决算")
        store_columns(night, [other, entry])
        set_state(night, State.CRAWLED)
        probe(tmp_path)
    found = [visit for visit in stored(tmp_path) if visit.kind == COLUMN]
    assert [(visit.url, visit.opened) for visit in found] == [(entry.url, True)]


def test_visits_go_on_beside_a_night_but_not_beside_each_other(tmp_path: Path) -> None:
    with laboratory(portal(html()), tmp_path) as (config, _):
        with run_lock(config.data_folder, "gongkai run"):
            assert probe(tmp_path).exit_code == 0
        with (
            run_lock(config.data_folder / "visits", "gongkai probe"),
            pytest.raises(OperatorError, match="gongkai probe"),
        ):
            CliRunner().invoke(
                audit.app,
                ["probe", "-c", str(tmp_path / "config.toml")],
                catch_exceptions=False,
            )
