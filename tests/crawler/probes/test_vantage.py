"""The machine tests itself first: a connection to a reference alone is not enough."""

from __future__ import annotations

import asyncio
import errno
from typing import Any

import pytest

import crawler.probes.failures
import crawler.probes.vantage
from crawler.probes import address
from crawler.probes.failures import word_for
from crawler.probes.vantage import STEADY, Vantage, self_test, steadied
from crawler.probes.wire import Knock, Ports, knock
from crawler.resolver import Resolver
from tests.crawler.probes.laboratory import Laboratory, html, needs_v6
from tests.portal.model import REFERENCES

pytestmark = needs_v6


def self_tested(lab: Laboratory) -> Vantage:
    """The self-test against a reference whose web port is the portal's."""
    with lab.running() as (served, names):
        lab.network = {
            "ipv6_references": (f"{REFERENCES[0]}:80",), "ports": {"80": served.port},
        }  # fmt: skip
        network = lab.config(served, names).network
        resolver = Resolver(network.nameservers)
        known = address.Laboratory(network.treat_as_global)

        async def both() -> Vantage:
            here = await self_test(network, resolver, known, "test")
            return await steadied(here, network.port_map)

        return asyncio.run(both())


def test_a_reference_that_sends_a_page_proves_the_line() -> None:
    found = self_tested(Laboratory())
    assert (found.ok, found.proven, found.steady) == (True, True, True)
    assert found.references[0]["port"] == 80


def test_a_reference_that_connects_and_sends_nothing_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crawler.probes.wire, "FETCH", 0.3)
    found = self_tested(Laboratory(files={"/": html(delay=1.0)}))
    assert not found.ok
    assert "取不到网页" in found.reason


@pytest.mark.parametrize("lost", [Knock("timeout", 5000.0), Knock("", 1001.0, resent=1)])
def test_a_line_that_loses_a_packet_is_not_steady(
    lost: Knock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = 0

    async def losing(*place: Any) -> Knock:
        nonlocal made
        made += 1
        return lost if made == STEADY + 1 else await knock(*place)

    monkeypatch.setattr(crawler.probes.vantage, "knock", losing)
    found = self_tested(Laboratory())
    assert (found.ok, found.steady) == (True, False)
    assert "不稳定" in found.reason


def test_the_kernel_counts_what_it_sends_again() -> None:
    async def once(port: int) -> Knock:
        ports: Ports = {80: port}
        return await knock("::1", 80, ports)

    with Laboratory().running() as (served, _):
        assert asyncio.run(once(served.port)).resent == 0


@pytest.mark.parametrize(("source", "word"), [("::1", "unreachable"), ("", "no-route")])
def test_a_missing_route_of_our_own_has_its_own_word(
    source: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawler.probes.failures, "source_towards", lambda _: source)
    assert word_for(OSError(errno.ENETUNREACH, "unreachable"), "2409:8001::80") == word
