"""The frontier: nothing handed out twice, everything accounted for."""

from __future__ import annotations

from typing import Any

import pytest

from store.frontier import ROBOTS, Discovered, Frontier, Known, discovered_urls
from store.nights import Night, State, open_night, set_state
from store.vocabulary import Cause, Fetch, Place
from tests.store.conftest import NOW
from tests.store.records import discover, fetch, recorder_of, rows_of, store


def frontier_of(night: Night) -> Frontier:
    return Frontier(night.engine, night.run_id, night.baseline_id)


def test_pending_comes_in_the_order_of_discovery(night: Night) -> None:
    urls = [f"http://h.gov.cn/{n}" for n in (3, 1, 2)]
    discover(night, *urls)
    frontier = frontier_of(night)
    first = frontier.pending(0, 2)
    assert [each.url for each in first] == urls[:2]
    assert [each.url for each in frontier.pending(first[-1].id, 2)] == urls[2:]
    assert first[0].host == "h.gov.cn"


def test_an_address_is_discovered_once(night: Night) -> None:
    discover(night, "http://h.gov.cn/1", "http://h.gov.cn/1")
    discover(night, "http://h.gov.cn/1", depth=0)
    assert [row.depth for row in rows_of(night)] == [1]


def test_refused_addresses_are_kept_with_their_cause_and_never_handed_out(night: Night) -> None:
    discover(night, "http://h.gov.cn/deep", cause=Cause.DEPTH)
    assert frontier_of(night).pending(0, 9) == []
    assert [(row.outcome, row.cause) for row in rows_of(night)] == [
        (Fetch.OVER_BUDGET, Cause.DEPTH)
    ]


def test_robots_is_claimed_once_and_never_handed_out(night: Night) -> None:
    frontier = frontier_of(night)
    discover(night, "http://h.gov.cn/robots.txt", place=Place.BODY)
    first, second = (frontier.claim("http://h.gov.cn/robots.txt") for _ in range(2))
    assert first == second
    assert frontier.pending(0, 9) == []
    assert rows_of(night)[0].place == ROBOTS


def test_what_is_left_gets_a_reason(night: Night) -> None:
    store(night, {"http://h.gov.cn/1": b"one"})
    discover(night, "http://h.gov.cn/2", "http://h.gov.cn/3")
    frontier = frontier_of(night)
    assert frontier.finish(Cause.WINDOW, "到点") == 2
    assert frontier.finish(Cause.PAGES) == 0
    assert [(row.outcome, row.cause, row.detail) for row in rows_of(night)] == [
        (Fetch.FETCHED, None, ""),
        (Fetch.OVER_BUDGET, Cause.WINDOW, "到点"),
        (Fetch.OVER_BUDGET, Cause.WINDOW, "到点"),
    ]


def test_totals_count_what_was_asked_for_and_sent(night: Night) -> None:
    pages = {f"http://h.gov.cn/{n}": b"12345" for n in range(4)}
    targets = discover(night, *pages)
    recorder = recorder_of(night)
    recorder.commit(fetch(recorder, targets[0], b"12345"))
    recorder.commit(fetch(recorder, targets[1], b"12345", outcome=Fetch.UNCHANGED))
    # A host that was given up is not asked: no attempt, nothing sent.
    refused: dict[str, Any] = {
        "attempts": 0,
        "outcome": Fetch.FAILED,
        "cause": Cause.CONNECT,
        "body_length": None,
    }
    recorder.commit(fetch(recorder, targets[2], b"", **refused))
    recorder.close()
    assert frontier_of(night).totals() == (2, 5)


def test_another_run_is_not_touched(night: Night) -> None:
    discover(night, "http://h.gov.cn/1")
    other = open_night(night.config, NOW, fresh=True)
    discover(other, "http://h.gov.cn/1")
    assert frontier_of(other).finish(Cause.PAGES) == 1
    assert len(frontier_of(night).pending(0, 9)) == 1


def test_the_earlier_night_is_known_where_it_was_good(night: Night) -> None:
    store(night, {"http://h.gov.cn/good": b"good"})
    store(night, {"http://h.gov.cn/bad": b"bad"}, outcome=Fetch.FAILED, status=404)
    set_state(night, State.CRAWLED)
    later = open_night(night.config, NOW, fresh=True)
    assert later.baseline_id == night.run_id
    good, bad, new = discover(
        later, "http://h.gov.cn/good", "http://h.gov.cn/bad", "http://h.gov.cn/new"
    )
    assert good.known == Known(rows_of(night)[0].digest, 200, "text/html", '"1"', "", 4)
    assert bad.known is None
    assert new.known is None


def test_everything_discovered_is_told_with_its_place(night: Night) -> None:
    discover(night, "http://h.gov.cn/1", place=Place.PAGER)
    store(night, {"http://h.gov.cn/2": b"two"})
    assert sorted(discovered_urls(night.engine, night.run_id)) == [
        ("http://h.gov.cn/1", "pager"),
        ("http://h.gov.cn/2", ""),
    ]


@pytest.mark.parametrize("length", [2_000, 2_004])
def test_the_longest_address_fits(night: Night, length: int) -> None:
    # Random enough that no database can compress its way out of an index limit.
    body = "".join(f"{hash((n, 'x')) & 0xFFFF:04x}" for n in range(600))
    url = f"http://h.gov.cn/{body}"[:length]
    frontier_of(night).seed([Discovered(url, depth=1, cause=Cause.INVALID)])
    assert rows_of(night)[0].url == url
