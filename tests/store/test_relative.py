# ruff: noqa: E501 — cases are kept on few lines
from __future__ import annotations

import datetime as dt

import pytest

from store.facts import DateCandidate, PageFacts, Published
from store.records import Capture, Page
from store.relative import day_told
from store.vocabulary import Fetch, Place

SENT = dt.datetime(2018, 6, 29, 17, 30, tzinfo=dt.UTC)  # 30 June, 01:30 in Shanghai


@pytest.mark.parametrize(
    ("words", "day", "time"),
    [
        ("今天 10:20", "2018-06-30", "10:20"), ("昨天", "2018-06-29", ""), ("昨日 9：05", "2018-06-29", "09:05"),
        ("前天", "2018-06-28", ""), ("3天前", "2018-06-27", ""), ("三天前", "2018-06-27", ""),
        ("2小时前", "2018-06-29", ""), ("1 小时前", "2018-06-30", ""), ("刚刚", "2018-06-30", ""), ("5分钟前", "2018-06-30", ""),
    ],
)  # fmt: skip
def test_days_told_from_the_capture(words: str, day: str, time: str) -> None:
    assert day_told(words, SENT) == (dt.date.fromisoformat(day), time)


@pytest.mark.parametrize(
    "words", ["3个月前", "去年", "上周", "今天是星期五", "会前", "300天前", "", "前"]
)
def test_other_words_tell_no_day(words: str) -> None:
    assert day_told(words, SENT) is None


def page(outcome: Fetch, published: Published) -> Page:
    capture = Capture(id=1, url="http://x/", outcome=outcome, status=200, fetched_at=SENT)
    return Page(capture, PageFacts(published=published))


def test_a_page_that_was_sent_now_has_the_day_and_an_old_body_has_none() -> None:
    found = page(Fetch.FETCHED, Published(ago="昨天 10:20")).published
    assert found == DateCandidate(
        dt.date(2018, 6, 29), "昨天 10:20", Place.HEADER, "told-from-capture", 20, "10:20"
    )
    assert page(Fetch.UNCHANGED, Published(ago="昨天 10:20")).published is None


def test_a_meta_tag_counts_for_freshness_alone() -> None:
    made = DateCandidate(dt.date(2018, 6, 1), "pubdate=2018-06-01", Place.META, "meta-ymd-dash", 70)
    seen = page(Fetch.FETCHED, Published(candidates=(made,)))
    assert (seen.published, seen.dated) == (None, made)
