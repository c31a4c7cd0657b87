from __future__ import annotations

import asyncio

import pytest

from crawler.probes.address import Laboratory
from crawler.probes.vantage import self_test
from crawler.resolver import Resolver
from store.config import Network
from store.errors import OperatorError


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("2001:da8:1::80", "global"),
        ("2400:3200::1", "global"),
        ("240e:0:a::1", "global"),
        ("3ffe:ffff::1", "global"),
        ("3fff:fff::1", "documentation"),
        ("2001:db8::1", "documentation"),
        ("2001::1", "teredo"),
        ("2001:1::1", "global"),
        ("2001:2::1", "benchmarking"),
        ("2001:20::1", "orchid"),
        ("2002:cb00:7108::1", "6to4"),
        ("64:ff9b::cb00:7108", "nat64"),
        ("::ffff:203.0.113.8", "mapped"),
        ("::203.0.113.8", "compatible"),
        ("::1", "loopback"),
        ("::", "unspecified"),
        ("fc00::1", "ula"),
        ("fdff::1", "ula"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "site-local"),
        ("ff02::1", "multicast"),
        ("100::1", "discard"),
        ("4000::1", "reserved"),
        ("203.0.113.8", "invalid"),
        ("", "invalid"),
    ],
)
def test_kinds_of_addresses(address: str, kind: str) -> None:
    assert Laboratory().classify(address) == kind


def test_a_laboratory_prefix_counts_as_global() -> None:
    lab = Laboratory(("::1/128", "fd00:1::/32"))
    assert lab.is_global("::1")
    assert lab.is_global("fd00:1::9")
    assert not lab.is_global("fd00:2::9")
    assert not lab.is_global("::2")


@pytest.mark.parametrize("prefix", ["everything", "10.0.0.0/8", "::1/129"])
def test_a_malformed_prefix_is_the_operators_mistake(prefix: str) -> None:
    with pytest.raises(OperatorError, match="treat_as_global"):
        Laboratory((prefix,))


@pytest.mark.parametrize("reference", ["::1:x:y:", "host:port", "host:0", "host:99999"])
def test_a_malformed_reference_is_the_operators_mistake(reference: str) -> None:
    network = Network.model_construct(ipv6=True, ipv6_references=(reference,))
    with pytest.raises(OperatorError, match="ipv6_references"):
        asyncio.run(self_test(network, Resolver(), Laboratory(), "test"))
