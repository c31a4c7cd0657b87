"""The reading process: a page that breaks the reader costs that page alone."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Sequence

import pytest

from crawler import page_reader
from crawler.gists import Gist, Source, gist_of, read_sources
from crawler.page_reader import PageReader
from store.facts import Link, ListItem, PageFacts, Paging, pack, unpack
from store.vocabulary import Place

GOOD = Source("<title>好</title><body><a href='/x'>通知</a></body>".encode(), "text/html")


def breaking(sources: Sequence[Source]) -> list[Gist]:
    """Stands for the reader in the reading process; what a page says is done to it."""
    for each in sources:
        if each.data == b"raise":
            raise ValueError("a bug")
        if each.data == b"crash":
            os.kill(os.getpid(), signal.SIGKILL)
        if each.data == b"hang":
            time.sleep(600)
    return read_sources(sources)


@pytest.mark.parametrize("trouble", [b"raise", b"crash", b"hang"])
def test_a_page_that_breaks_the_reader_costs_that_page(
    trouble: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_reader, "read_sources", breaking)
    if trouble == b"hang":
        monkeypatch.setattr(page_reader, "TIMEOUT", 0.2)
        monkeypatch.setattr(page_reader, "PAGE_TIMEOUT", 5.0)
    with PageReader() as reader:
        found = asyncio.run(reader.read([GOOD, Source(trouble, "text/html"), GOOD]))
    assert found[1].quality == "unreadable"
    assert found[0].quality != "unreadable"
    assert [href for href, _, _ in found[0].outgoing] == ["/x"]
    assert found[0] == found[2]


def test_stored_facts_are_not_read_again() -> None:
    facts = PageFacts(title="旧", links=(Link("/a"),))
    with PageReader() as reader:
        found = asyncio.run(reader.read([Source(pack(facts), None)]))
    assert unpack(found[0].packed) == facts


def test_paging_comes_first_and_addresses_once() -> None:
    facts = PageFacts(
        links=(Link("/2", "下一页", Place.BODY), Link("/a", "甲", Place.LIST)),
        items=(ListItem("/a", "甲"), ListItem("/b", "乙")),
        paging=Paging(("/2",)),
        refresh="/r",
    )
    assert gist_of(facts).outgoing == (
        ("/2", "", Place.PAGER),
        ("/a", "甲", Place.LIST),
        ("/b", "乙", Place.LIST),
        ("/r", "", Place.FRAME),
    )
