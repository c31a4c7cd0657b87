"""The one walk: every looker sees every capture once, and none is another's concern."""

from __future__ import annotations

from collections import Counter

import pytest

from checks import _walk
from checks._catalogue import load
from checks._official import officials
from checks._run import judge
from checks._survey import surveys
from checks._walk import looked, walk
from checks._watched import Watched
from store.errors import Unseen
from store.facts import Facts
from store.snapshot import Capture, Page, Snapshot
from store.vocabulary import Outcome
from tests.checks.builders import HOME, at, attachment, column, page, snapshot


class Counting:
    """Notes what it is shown."""

    def __init__(self, _: Snapshot) -> None:
        self.seen: list[tuple[str, bool]] = []

    def take(self, capture: Capture, facts: Facts | None, page: Page | None) -> None:
        self.seen.append((capture.url, page is not None))


class Stumbling(Counting):
    """Fails at the second capture."""

    def take(self, capture: Capture, facts: Facts | None, page: Page | None) -> None:
        super().take(capture, facts, page)
        if len(self.seen) == 2:
            raise Unseen("看不见")


class Blind(Counting):
    """Cannot begin."""

    def __init__(self, _: Snapshot) -> None:
        raise Unseen("没有首页")


def night() -> Snapshot:
    """A home page, a page that is doubtful, a file and a column."""
    return snapshot(
        {
            HOME: page("首页", links=[("/a", "甲"), ("/f.pdf", "文件")]),
            at("/a"): page("甲", quality="login"),
            at("/b"): page("关于甲的通知", fields={"发文字号": "甘文发〔2018〕1号"}),
            at("/f.pdf"): attachment("文字"),
        },
        columns=[column("budget", "/cz/")],
        registers={"proposals": []},
    )


@pytest.fixture(autouse=True)
def lookers(monkeypatch: pytest.MonkeyPatch) -> None:
    load()  # all of Gongkai's own
    monkeypatch.setattr(_walk, "_LOOKERS", [*_walk._LOOKERS, Blind, Stumbling, Counting])


def test_every_capture_is_shown_once_in_order() -> None:
    small = night()
    shown = looked(small, Counting).seen
    assert [url for url, _ in shown] == [each.url for each in small.captures()]
    assert [url for url, good in shown if good] == [each.url for each in small.pages()]
    assert looked(small, Counting).seen is shown


def test_what_stops_one_looker_stops_no_other() -> None:
    small = night()
    with pytest.raises(Unseen, match="没有首页"):
        looked(small, Blind)
    with pytest.raises(Unseen, match="看不见"):
        looked(small, Stumbling)
    assert len(looked(small, Counting).seen) == len(list(small.captures()))


def test_facts_that_cannot_be_read_end_no_night() -> None:
    small = night()
    read = small._facts

    def damaged(capture: Capture) -> Facts | None:
        if capture.url == at("/f.pdf"):
            raise ValueError("zlib")
        return read(capture)

    small._facts = damaged
    with pytest.raises(ValueError, match="zlib"):
        looked(small, Counting)
    with pytest.raises(Unseen, match="没有首页"):
        looked(small, Blind)
    outcomes = {j.check: j.outcome for j in judge(small)[1]}
    assert outcomes["item-metadata.machine-readable"] is Outcome.ERROR
    assert outcomes["marks.site-tags"] is Outcome.ERROR


def test_the_walk_asks_for_no_register_and_no_kind_of_column() -> None:
    watched = Watched(night())
    _walk._walked(watched, tuple(_walk._LOOKERS))
    assert not watched.registers_asked
    assert not watched.kinds_asked


def test_a_snapshot_under_watch_shares_the_walk() -> None:
    small = night()
    assert looked(Watched(Watched(small)), Counting) is looked(small, Counting)
    watched = Watched(small)
    assert [each.snapshot for each in officials(watched)] == [watched]
    assert [each.snapshot for each in surveys(watched)] == [watched]


def test_all_checks_together_walk_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    facts = Snapshot.facts

    def counted(self: Snapshot, capture: Capture) -> Facts | None:
        asked[capture.url] += 1
        return facts(self, capture)

    monkeypatch.setattr(Snapshot, "facts", counted)
    judge(night())
    assert asked[at("/f.pdf")] <= 5  # eight would walk, were each to do it for itself


def test_the_days_of_pages_are_known_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    small = night()
    walk(small)
    monkeypatch.setattr(small.days, "_page", None)  # whoever reads the page again falls
    assert small.days.of(HOME) is None
