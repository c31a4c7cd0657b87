"""The reading process: a page that breaks the reader costs that page alone."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

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


def processes() -> int:
    """Children of this process that read pages."""
    return sum(b"crawler.spawning" in p.read_bytes() for p in children())


def children() -> list[Path]:
    """The command lines of this process's children."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            found += [stat.parent / "cmdline"] if parent == os.getpid() else []
    return found


@pytest.mark.parametrize(("lasting", "left"), [(True, 1), (False, 0)])
def test_processes_last_only_where_a_further_crawl_follows(lasting: bool, left: int) -> None:
    before = processes()
    with PageReader(lasting) as reader:
        first = asyncio.run(reader.read([GOOD]))
        reader.rest()
        assert processes() - before == left
        assert asyncio.run(reader.read([GOOD])) == first
    assert processes() == before


def test_all_processes_are_warmed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    before = processes()
    with PageReader() as reader:
        reader.warm()
        reader.warm()
        deadline = time.monotonic() + 30
        while processes() - before < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert processes() - before == 2
