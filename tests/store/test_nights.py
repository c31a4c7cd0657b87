"""Runs: begun, continued, closed; what belongs to one is replaced as a whole."""

from __future__ import annotations

import datetime as dt

import pytest

from store.config import Config, Portal
from store.errors import MissingRegister, OperatorError, Unseen
from store.facts import AttachmentFacts, DateCandidate, PageFacts
from store.loading import coverage_of, snapshot_of
from store.nights import (
    Night,
    State,
    list_runs,
    open_night,
    set_state,
    store_columns,
    store_probes,
    stored_night,
)
from store.snapshot import ColumnView, Item, Probe
from store.vocabulary import Cause, Fetch, Place
from tests.store.conftest import NOW
from tests.store.records import discover, fetch, recorder_of, rows_of, store

HOME = "http://h.gov.cn/"


def test_the_day_is_that_of_shanghai(night: Night) -> None:
    assert night.as_of == dt.date(2018, 7, 1)
    assert night.state is State.CRAWLING
    assert not night.continued


@pytest.mark.parametrize("state", [State.CRAWLING, State.FETCHED, State.CRAWLED, State.JUDGED])
def test_an_interrupted_run_is_continued(night: Night, state: State) -> None:
    set_state(night, state)
    again = open_night(night.config, NOW + dt.timedelta(hours=19))
    assert (again.run_id, again.as_of, again.state) == (night.run_id, night.as_of, state)
    assert again.continued


def test_a_run_interrupted_yesterday_is_not_continued(night: Night) -> None:
    assert open_night(night.config, NOW + dt.timedelta(hours=21)).run_id != night.run_id


@pytest.mark.parametrize(
    ("state", "values"),
    [
        (State.JUDGED, {"exit_code": 0}),
        (State.REPORTED, {"exit_code": 1}),
        (State.REPORTED, {}),
        (State.UNUSABLE, {}),
    ],
)
def test_a_run_that_ended_is_not_continued(
    night: Night, state: State, values: dict[str, int]
) -> None:
    set_state(night, state, **values)
    new = open_night(night.config, NOW, dt.date(2018, 12, 31))
    assert new.run_id > night.run_id
    assert new.as_of == dt.date(2018, 12, 31)
    assert new.baseline_id == (None if state is State.UNUSABLE else night.run_id)


def test_a_fresh_run_leaves_an_interrupted_one(night: Night) -> None:
    fresh = open_night(night.config, NOW, fresh=True)
    assert fresh.run_id != night.run_id


def test_another_portal_has_its_own_runs(night: Night, config: Config) -> None:
    portal = Portal(name="别处", start_url="http://other.gov.cn/", hosts=("other.gov.cn",))
    other = open_night(config.model_copy(update={"portal": portal}), NOW)
    assert other.run_id != night.run_id
    assert stored_night(config).run_id == night.run_id
    assert [row.portal for row in list_runs(night.engine)] == ["别处", "文旅局"]


def test_a_run_that_is_not_there_is_named(night: Night) -> None:
    with pytest.raises(OperatorError, match="编号为 99 的巡检"):
        stored_night(night.config, 99)


def test_columns_and_probes_are_replaced_and_read_back(night: Night) -> None:
    listed = DateCandidate(dt.date(2018, 2, 1), "2018-02-01", Place.LIST, "ymd", 1)
    column = ColumnView(
        name="预决算", kinds=("budget",), url=HOME + "y/", pages=(HOME + "y/",),
        items=(Item(HOME + "a", "预算", listed, HOME + "y/"), Item(HOME + "b", "决算", None, HOME)),
        complete=False, expected=3, source="nav",
    )  # fmt: skip
    probe = Probe("dns", "h.gov.cn", NOW, {"AAAA": ["::1"], "n": 1.5, "none": None})
    for _ in range(2):
        store_columns(night, [column])
        store_probes(night, [probe])
    snapshot = snapshot_of(night)
    assert snapshot.columns == (column,)
    assert snapshot.probes_of("dns") == (probe,)
    store_probes(night, [])
    with pytest.raises(Unseen):
        snapshot_of(night).probes_of("dns")
    with pytest.raises(MissingRegister):
        snapshot.register("budget")


def test_a_snapshot_follows_redirects_to_the_page(night: Night) -> None:
    store(night, {HOME: b"home"}, facts=PageFacts(title="首页"))
    store(night, {HOME + "new": b"new"}, facts=PageFacts(title="新址"))
    moved = {"outcome": Fetch.REDIRECTED, "status": 301, "redirect_to": HOME + "new"}
    store(night, {HOME + "old": b""}, **moved)
    store(night, {HOME + "1": b""}, **{**moved, "redirect_to": HOME + "2"})
    store(night, {HOME + "2": b""}, **{**moved, "redirect_to": HOME + "1"})
    snapshot = snapshot_of(night)
    assert snapshot.page(HOME + "old").facts.title == "新址"
    assert snapshot.home.url == HOME
    for lost in (HOME + "1", HOME + "never"):
        with pytest.raises(Unseen):
            snapshot.page(lost)


def test_an_unchanged_page_is_read_from_the_night_it_was_stored(night: Night) -> None:
    store(night, {HOME: b"home"}, facts=PageFacts(title="首页"))
    set_state(night, State.CRAWLED)
    second = open_night(night.config, NOW, fresh=True)
    store(second, {HOME: b"home"}, outcome=Fetch.UNCHANGED)
    seen = snapshot_of(second).capture(HOME)
    first = snapshot_of(night).capture(HOME)
    assert snapshot_of(second).home.facts.title == "首页"
    assert (seen.body_warc, seen.body_offset) == (first.warc, first.offset)
    assert seen.warc != first.warc


def test_coverage_accounts_for_every_address(night: Night) -> None:
    store(night, {HOME: b"home"})
    store(night, {HOME + "gone": b"404"}, outcome=Fetch.FAILED, status=404, cause=Cause.STATUS)
    store(night, {HOME + "down": b"500"}, outcome=Fetch.FAILED, status=500, cause=Cause.STATUS)
    discover(night, HOME + "deep", cause=Cause.DEPTH)
    recorder = recorder_of(night)
    torn = AttachmentFacts(kind="pdf", error="文件损坏")
    recorder.commit(fetch(recorder, discover(night, HOME + "a.pdf")[0], b"%PDF", torn))
    recorder.close()
    coverage = coverage_of(night, snapshot_of(night))
    assert coverage["discovered"] == len(rows_of(night)) == 5
    assert coverage["outcomes"] == {"failed": 2, "fetched": 2, "over_budget": 1}
    assert sum(coverage["outcomes"].values()) == coverage["discovered"]
    assert coverage["causes"] == {"depth": 1, "status": 2}
    assert coverage["share"] == 0.6
    assert coverage["unread"] == [f"{HOME}a.pdf:文件损坏"]
    assert [url for url, _ in coverage["failures"]] == [HOME + "gone", HOME + "down", HOME + "deep"]


def test_pending_addresses_are_no_part_of_a_snapshot(night: Night) -> None:
    discover(night, HOME)
    assert list(snapshot_of(night).captures()) == []
    with pytest.raises(Unseen, match="没有抓取"):
        snapshot_of(night).capture(HOME)
