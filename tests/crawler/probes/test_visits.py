"""One round of visits: what opened, what failed, and whose failure it is."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import crawler.probes.visits
from crawler.probes.visits import visit_portal
from crawler.resolver import Records, Resolver
from store.records import COLUMN, HOME, HOME_V6, Visit
from tests.crawler.probes.laboratory import HOST, ZONE, Laboratory, OverIPv6, html, needs_v6
from tests.portal.assets import PROTECTION
from tests.portal.model import REFERENCES

pytestmark = needs_v6


def visited(lab: Laboratory, columns: tuple[str, ...] = (), **network: Any) -> dict[str, Visit]:
    """One round, by kind; the reference over IPv4 is the name server, which answers over TCP."""
    with lab.running() as (served, names):
        lab.network = {"references": (f"127.0.0.1:{names.port}",)} | lab.network | network
        config = lab.config(served, names)
        urls = [served.start_url + path for path in columns]
        return {v.kind: v for v in asyncio.run(visit_portal(config, served.start_url, urls))}


def test_a_sound_portal_opens_both_ways() -> None:
    found = visited(Laboratory(), ("1.html",))
    assert [(v.kind, v.family, v.opened) for v in found.values()] == [
        (HOME, 4, True), (HOME_V6, 6, True), (COLUMN, 4, True),
    ]  # fmt: skip
    assert (found[HOME].peer, found[HOME_V6].peer) == ("127.0.0.1", "::1")
    assert all(v.counts and not v.cause and 0 < v.seconds < 15 for v in found.values())


def test_an_error_status_is_theirs() -> None:
    home = visited(Laboratory(files={"/": html("down", status=500)}))[HOME]
    assert (home.opened, home.cause, home.status, home.excuse) == (False, "status", 500, "")
    assert home.counts


def test_being_turned_away_is_excused() -> None:
    for page in (html(PROTECTION), html("no", status=412)):
        home = visited(Laboratory(files={"/": page}))[HOME]
        assert (home.opened, home.cause, home.counts) == (False, "turned-away", False)


def test_silence_counts_while_a_reference_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawler.probes.visits, "LIMIT", 0.3)
    slow = Laboratory(files={"/": html(delay=1.0)})
    home = visited(slow)[HOME]
    assert (home.opened, home.cause, home.excuse, home.counts) == (False, "timeout", "", True)


@pytest.mark.parametrize(
    ("references", "words"),
    [((), "没有配置参照地址"), (("127.0.0.1:1",), "线路故障"), ((f"none.{ZONE}:80",), "线路故障")],
)
def test_silence_without_a_reference_is_excused(
    references: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawler.probes.visits, "LIMIT", 0.3)
    home = visited(Laboratory(files={"/": html(delay=1.0)}), references=references)[HOME]
    assert words in home.excuse
    assert not home.counts


def test_a_name_nobody_knows_counts_while_a_reference_answers() -> None:
    lab = Laboratory()
    del lab.zone.records[HOST]
    home = visited(lab)[HOME]
    assert (home.cause, home.excuse) == ("unresolved", "")


def test_an_inner_view_of_the_name_is_no_outage() -> None:
    lab = Laboratory()
    lab.zone.records[HOST] = {"A": ["10.255.255.1"]}
    home = visited(lab)[HOME]
    assert "内网" in home.excuse
    assert not home.counts


@pytest.mark.parametrize(
    ("reference", "counts"),
    [("www.{zone}:53", True), ("none.{zone}:53", False), ("127.0.0.1:53", False)],
)
def test_a_failing_look_up_counts_only_where_a_reference_is_found_by_name(
    reference: str, counts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(self: Resolver, name: str, kind: str) -> Records:
        found = await look_up(self, name, kind)
        return Records(name, kind, "SERVFAIL") if name == HOST else found

    look_up = Resolver.records
    monkeypatch.setattr(Resolver, "records", failing)
    home = visited(Laboratory(), references=(reference.format(zone=ZONE),))[HOME]
    assert (home.cause, home.counts) == ("unresolved", counts)


def test_a_port_closed_over_v6_alone_counts_against_v6_alone() -> None:
    found = visited(Laboratory(over=OverIPv6(listening=False)))
    assert found[HOME].opened
    assert (found[HOME_V6].cause, found[HOME_V6].counts) == ("refused", True)


def test_what_fails_over_both_is_no_fault_of_v6() -> None:
    found = visited(Laboratory(files={"/": html("down", status=500)}))
    assert found[HOME_V6].excuse == "同时经 IPv4 也打不开"
    assert not found[HOME_V6].counts


def test_without_ipv6_here_nobody_visits_over_v6() -> None:
    assert HOME_V6 not in visited(Laboratory(), ipv6_references=("[::1]:1",))
    assert HOME_V6 not in visited(Laboratory(), ipv6=False)


def test_without_aaaa_nobody_visits_over_v6() -> None:
    lab = Laboratory()
    del lab.zone.records[HOST]["AAAA"]
    assert HOME_V6 not in visited(lab)


def test_a_portal_of_v6_alone_is_visited_over_v6() -> None:
    lab = Laboratory()
    del lab.zone.records[HOST]["A"]
    found = visited(lab, ipv6_references=(f"{REFERENCES[0]}:1",))
    assert (found[HOME].family, found[HOME].opened) == (6, True)
    assert HOME_V6 not in found


def test_redirects_are_followed_within_the_visit() -> None:
    lab = Laboratory(files={"/": html("", status=302, headers={"Location": "/1.html"})})
    assert visited(lab)[HOME].opened
    loop = Laboratory(files={"/": html("", status=302, headers={"Location": "/"})})
    home = visited(loop)[HOME]
    assert (home.opened, home.cause, home.counts) == (False, "redirects", True)
