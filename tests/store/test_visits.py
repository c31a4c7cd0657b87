from __future__ import annotations

import datetime as dt
from pathlib import Path

from store.database import open_store
from store.records import HOME, Visit
from store.visits import store_visits, visits_between

URL = "http://www.example.gov.cn/"
DAY = dt.date(2018, 12, 19)


def visit(at: str, **more: object) -> Visit:
    made = Visit(dt.datetime.fromisoformat(at), URL, HOME, 4, opened=True)
    return Visit(**{**vars(made), **more})


def test_visits_come_back_by_their_day_in_beijing(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}")
    before, first = visit("2018-12-18T15:59:59+00:00"), visit("2018-12-18T16:00:00+00:00")
    last, after = visit("2018-12-19T15:59:59+00:00"), visit("2018-12-19T16:00:00+00:00")
    store_visits(engine, URL, [after, last, first, before])
    assert visits_between(engine, URL, DAY, DAY) == (first, last)
    assert {each.day for each in (first, last)} == {DAY}


def test_portals_are_kept_apart_and_nothing_is_lost(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}")
    failed = visit(
        "2018-12-19T01:00:00+00:00", opened=False, cause="timeout", seconds=15.0, excuse="线路故障"
    )
    store_visits(engine, URL, [failed])
    store_visits(engine, "http://other.gov.cn/", [visit("2018-12-19T01:00:00+00:00")])
    store_visits(engine, URL, [])
    assert visits_between(engine, URL, DAY, DAY) == (failed,)
    assert not failed.counts
