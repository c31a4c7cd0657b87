"""Freshness of the home page and of columns: one night that is up to date, one that is not."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._build import at, column, day, page, snapshot
from store._config_tables import SiteFacts
from store.facts import Facts, ListItem
from store.snapshot import Snapshot
from store.vocabulary import Outcome, Place


def _home(on: str) -> Snapshot:
    entry = ListItem("/dt/1.html", "全省文化局长会议召开", day(on, "", Place.LIST))
    return snapshot({"/": page("首页", nav=(("/dt/", "工作动态"),), items=(entry,))})


def _news(on: str, count: int = 1) -> Snapshot:
    """So many news columns, each with one entry of a day."""
    paths = [f"/dt{n}/" for n in range(count)]
    lists: dict[str, Facts] = {path: page("工作动态") for path in paths}
    home = page("首页", nav=tuple((path, "工作动态") for path in paths))
    columns = [
        column("news", path, [(f"{path}1.html", "会议召开", on)], name="工作动态") for path in paths
    ]
    return snapshot({"/": home, **lists}, columns)


def _rested(on: str) -> Snapshot:
    """Ten columns that may rest for a month by the configuration."""
    paths = [f"/zt{n}/" for n in range(10)]
    columns = [column("x", path, [(f"{path}1.html", "一则", on)], name="专题") for path in paths]
    home = page("首页", nav=tuple((path, "专题") for path in paths))
    site = SiteFacts(column_days={at(path): 30 for path in paths})
    lists: dict[str, Facts] = {path: page("专题") for path in paths}
    return snapshot({"/": home, **lists}, columns, about={"site": site})


CASES = (
    Case("freshness.home-page", Outcome.PASS, partial(_home, "2018-12-06")),
    Case("freshness.home-page", Outcome.FAIL, partial(_home, "2018-12-05")),
    Case("freshness.column-updated", Outcome.PASS, partial(_news, "2018-12-06")),
    Case("freshness.column-updated", Outcome.FAIL, partial(_news, "2018-12-05")),
    Case("freshness.overdue-columns", Outcome.PASS, partial(_news, "2018-12-05", 4)),
    Case("freshness.overdue-columns", Outcome.FAIL, partial(_news, "2018-12-05", 5)),
    Case("freshness.rested-columns", Outcome.PASS, partial(_rested, "2018-11-20")),
    Case("freshness.rested-columns", Outcome.FAIL, partial(_rested, "2018-11-19")),
)
