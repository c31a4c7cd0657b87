"""When a host may be asked: waits, pauses, windows, rules."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from crawler.politeness import (
    FAILURES_BEFORE_PAUSE,
    MAX_CRAWL_DELAY,
    PAUSES_BEFORE_GIVING_UP,
    REFUSALS_BEFORE_GIVING_UP,
    Host,
    in_window,
    new_host,
    retry_after,
)
from store.config import Crawl
from store.vocabulary import Cause

NOW = dt.datetime(2018, 6, 30, 18, 0, tzinfo=dt.UTC)
AGENT = "Gongkai/1.0 (mailto:a@h.gov.cn)"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Sat, 30 Jun 2018 18:02:00 GMT", 120.0),
        ("Saturday, 30-Jun-18 18:02:00 GMT", 120.0),
        ("Sun, 01 Jul 2018 02:02:00 +0800", 120.0),
        ("Sat, 30 Jun 2018 17:00:00 GMT", 0.0),
        ("Sat, 30 Jun 2018 18:02:00 -0000", 120.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("１２", None),
        ("Sat, 30 Jun 99999 18:02:00 GMT", None),
        ("Sat, 30 Jun 2018 18:02:00 +99999999999999999999", None),
        ("9" * 400, float("inf")),
    ],
)
def test_retry_after(value: str, expected: float | None) -> None:
    assert retry_after(value, NOW) == expected


@pytest.mark.parametrize(
    ("window", "now", "expected"),
    [
        (None, "12:00", True),
        (("01:00", "06:00"), "00:59", False),
        (("01:00", "06:00"), "01:00", True),
        (("01:00", "06:00"), "05:59", True),
        (("01:00", "06:00"), "06:00", False),
        (("22:00", "06:00"), "21:59", False),
        (("22:00", "06:00"), "22:00", True),
        (("22:00", "06:00"), "00:00", True),
        (("22:00", "06:00"), "05:59", True),
        (("22:00", "06:00"), "06:00", False),
        (("22:00", "00:00"), "23:59", True),
        (("22:00", "00:00"), "00:00", False),
    ],
)
def test_the_window_may_cross_midnight(
    window: tuple[str, str] | None, now: str, expected: bool
) -> None:
    times = window and (dt.time.fromisoformat(window[0]), dt.time.fromisoformat(window[1]))
    assert in_window(times, dt.time.fromisoformat(now)) is expected


def test_turns_are_about_the_mean_delay_apart() -> None:
    host = new_host("h", Crawl(rate=4.0))
    moments = [0.0]
    for _ in range(200):
        host.take_turn(0.0)
        moments.append(host.next_at)
    gaps = [later - sooner for sooner, later in pairwise(moments)]
    assert all(0.125 <= gap <= 0.375 + 1e-9 for gap in gaps)
    assert len(set(gaps)) > 100


def test_a_turn_begins_now_when_the_host_had_rest() -> None:
    host = Host("h", delay=1.0, next_at=5.0)
    host.take_turn(100.0)
    assert 100.5 <= host.next_at <= 101.5


def test_failures_in_a_row_pause_a_host_and_then_end_its_night() -> None:
    host = Host("h", delay=0.0)
    paused = [host.failed() for _ in range(FAILURES_BEFORE_PAUSE * PAUSES_BEFORE_GIVING_UP)]
    assert [n for n, pause in enumerate(paused, 1) if pause] == [10, 20, 30]
    assert "30 次没有响应" in host.gone
    assert host.gone_cause is Cause.CONNECT


def test_an_answer_ends_a_row_of_failures() -> None:
    host = Host("h", delay=0.0)
    for _ in range(20):
        assert not any(host.failed() for _ in range(FAILURES_BEFORE_PAUSE - 1))
        host.succeeded()
    assert not host.gone


def test_429_ends_a_night_at_once_and_503_when_it_insists() -> None:
    limited, busy = Host("h", delay=0.0), Host("h", delay=0.0)
    limited.refused(429, 3600.0)
    assert "3600 秒" in limited.gone
    assert limited.gone_cause is Cause.STATUS
    for _ in range(REFUSALS_BEFORE_GIVING_UP - 1):
        busy.refused(503, float("inf"))
        assert not busy.gone
    busy.refused(503, float("inf"))
    assert busy.gone


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow: /x", "/x/y", False),
        ("User-agent: *\nDisallow: /x", "/y", True),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /\nAllow: /x", "/x", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: Gongkai\nDisallow: /x\n\nUser-agent: *\nDisallow:", "/x", False),
        ("User-agent: Baiduspider\nDisallow: /", "/x", True),
        ("User-agent: *\nDisallow: /公开/", "/%E5%85%AC%E5%BC%80/a", False),
        ("<html><body>您访问的页面不存在</body></html>", "/x", True),
    ],
)
def test_rules(rules: str, path: str, expected: bool) -> None:
    host = Host("h", delay=0.0)
    host.learn(rules, AGENT)
    assert host.allows(f"http://h.gov.cn{path}", AGENT) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("5", 5.0), ("0.1", 0.5), ("3600", MAX_CRAWL_DELAY), ("-1", 0.5), ("nan", 0.5), ("x", 0.5)],
)
def test_crawl_delay_slows_down_and_never_hurries(value: str, expected: float) -> None:
    host = new_host("h", Crawl(rate=2.0))
    host.learn(f"User-agent: *\nCrawl-delay: {value}", AGENT)
    assert host.delay == expected


def test_a_host_whose_rules_are_unreachable_is_closed() -> None:
    host = Host("h", delay=0.0, closed="robots.txt 返回状态码 500")
    assert not host.allows("http://h.gov.cn/", AGENT)
