from __future__ import annotations

import ipaddress

import pytest

import crawler.probes.dns
from crawler.probes.ipv6 import Around
from store.vocabulary import Outcome
from tests.crawler.probes.laboratory import HOST, ZONE, Laboratory, OverIPv6, html, needs_v6

pytestmark = needs_v6

PASS, FAIL, ERROR = Outcome.PASS, Outcome.FAIL, Outcome.ERROR
ATTEST, IDLE = Outcome.ATTEST, Outcome.NOT_APPLICABLE
SOUND = {
    "address-published": PASS,
    "reachable": PASS,
    "name-servers": PASS,
    "same-content": PASS,
    "inner-links": PASS,
    "resources-reachable": PASS,
    "same-inner-content": PASS,
    "inner-resources": PASS,
    "outbound-hosts": PASS,
    "latency": PASS,
}
UNPUBLISHED = {
    "address-published": FAIL,
    "reachable": IDLE,
    "same-content": IDLE,
    "inner-links": IDLE,
    "resources-reachable": IDLE,
    "same-inner-content": IDLE,
    "inner-resources": IDLE,
    "latency": IDLE,
}
#: What is told of a portal whose address is published and does not answer.
UNREACHABLE = {
    "reachable": FAIL, "same-content": IDLE, "inner-links": IDLE, "same-inner-content": IDLE,
    "latency": IDLE,
}  # fmt: skip
ALL_ERROR = dict.fromkeys(SOUND, ERROR)


def test_a_sound_portal_passes_everything() -> None:
    assert Laboratory().outcomes() == SOUND


def test_the_peer_is_the_address_that_was_asked_for() -> None:
    data = Laboratory().data("v6-reach")
    for endpoint in data["endpoints"]:
        for peer in (endpoint["peer"], endpoint["http"]["peer"]):
            assert ipaddress.ip_address(peer) == ipaddress.ip_address(endpoint["address"])
    assert [control["address"] for control in data["v4"]] == ["127.0.0.1"]


# -- addresses ----------------------------------------------------------------------------------


def test_no_aaaa_is_one_accusation() -> None:
    lab = Laboratory()
    del lab.zone.records[HOST]["AAAA"]
    assert lab.outcomes() == SOUND | UNPUBLISHED


@pytest.mark.parametrize(
    "address", ["::ffff:127.0.0.1", "fd00::7", "2002:c000:204::1", "2001:db8::1", "fe80::1"]
)
def test_an_aaaa_nobody_can_use_is_none(address: str) -> None:
    lab = Laboratory()
    lab.zone.records[HOST]["AAAA"] = [address]
    assert lab.outcomes() == SOUND | UNPUBLISHED


def test_an_alias_is_followed() -> None:
    lab = Laboratory()
    lab.zone.records["edge." + ZONE] = {"A": ["127.0.0.1"], "AAAA": ["::1"]}
    lab.zone.records[HOST] = {"CNAME": [f"edge.{ZONE}."]}
    assert lab.data("dns-aaaa")["chain"] == [f"edge.{ZONE}"]
    assert lab.outcomes() == SOUND


def test_a_name_the_resolver_does_not_know_proves_nothing() -> None:
    lab = Laboratory()
    del lab.zone.records[HOST]
    assert lab.data("dns-aaaa")["aaaa"]["status"] == "NXDOMAIN"
    assert lab.outcomes()["address-published"] is ERROR


def test_a_refusing_resolver_is_no_absence() -> None:
    lab = Laboratory()
    lab.zone.refused |= {("udp", 4), ("tcp", 4)}
    assert lab.data("dns-aaaa")["aaaa"]["status"] == "REFUSED"
    assert lab.outcomes() == ALL_ERROR


def test_an_inner_view_of_dns_proves_nothing() -> None:
    lab = Laboratory()
    lab.zone.records[HOST] = {"A": ["10.1.2.3"]}
    assert lab.outcomes()["address-published"] is ERROR


# -- reaching -----------------------------------------------------------------------------------


def test_a_port_closed_over_v6_is_one_accusation() -> None:
    lab = Laboratory(over=OverIPv6(listening=False))
    assert lab.outcomes() == SOUND | UNREACHABLE


def test_every_page_missing_over_v6_is_one_accusation() -> None:
    lab = Laboratory(over=OverIPv6(every=html("gone", status=404)))
    assert lab.outcomes() == SOUND | UNREACHABLE


def test_a_page_that_fails_over_both_is_no_fault_of_v6() -> None:
    lab = Laboratory(files={"/": html("down", status=503)})
    outcomes = lab.outcomes()
    assert outcomes["reachable"] is ERROR
    assert outcomes["same-content"] is ERROR


@pytest.mark.parametrize("status", [412, 429, 521])
def test_being_turned_away_is_no_accusation(status: int) -> None:
    lab = Laboratory(over=OverIPv6(answers={"/": html("<script>$_ts</script>", status=status)}))
    outcomes = lab.outcomes()
    assert outcomes["reachable"] is ERROR
    assert outcomes["same-content"] is ERROR


# -- content ------------------------------------------------------------------------------------


def test_other_content_over_v6() -> None:
    other = html(
        "<title>Welcome to nginx!</title><body>" + "If you see this page " * 20 + "</body>"
    )
    lab = Laboratory(over=OverIPv6(every=other))
    assert lab.outcomes() == SOUND | {"same-content": FAIL, "same-inner-content": FAIL}


def test_a_challenge_with_status_200_is_not_content() -> None:
    shell = html("<html><script>var __jsl_clid=1</script><body>请开启JavaScript</body></html>")
    lab = Laboratory(over=OverIPv6(answers={"/": shell}))
    assert lab.outcomes() == SOUND | {"same-content": ERROR}


def test_what_changes_on_every_visit_is_no_difference() -> None:
    text = "<body>{}今天是{} 星期{} {} 浏览次数:{} <input name=__VIEWSTATE value={}></body>"
    v4 = html(
        text.format("公共文化服务" * 40, "2018年12月19日", "三", "10:20:31", "12,345", "a" * 90)
    )
    v6 = html(text.format("公共文化服务" * 40, "2018年12月20日", "四", "23:59:01", "9", "b" * 300))
    lab = Laboratory(files={"/": v4}, over=OverIPv6(answers={"/": v6}))
    assert lab.data("v6-content")["distance"] == 0.0


def test_a_redirect_that_leaves_v6_is_seen() -> None:
    """The IPv6 site sends its readers to a host that has no IPv6 address."""
    lab = Laboratory(
        over=OverIPv6(answers={"/": html(status=302, headers={"Location": f"http://cdn.{ZONE}/"})})
    )
    data = lab.data("v6-content")
    assert data["v6"]["error"] == "no-address"
    assert lab.outcomes() == SOUND | {"same-content": FAIL}


# -- links and resources ------------------------------------------------------------------------


def test_inner_pages_missing_over_v6_are_asked_about_never_accused() -> None:
    lab = Laboratory(over=OverIPv6(missing=("/1.", "/2.")))
    assert lab.data("v6-links")["rate"] == 60.0
    assert lab.outcomes() == SOUND | {"inner-links": ATTEST}


def test_inner_pages_that_fail_over_both_do_not_count() -> None:
    lab = Laboratory(files={"/1.html": html("gone", status=404)})
    data = lab.data("v6-links")
    assert (data["counted"], data["ok"], data["rate"]) == (4, 4, 100.0)


def test_a_resource_host_without_aaaa_is_asked_about() -> None:
    lab = Laboratory(resources={f"cdn.{ZONE}": (f"http://cdn.{ZONE}/jq.js",)})
    assert lab.outcomes() == SOUND | {"resources-reachable": ATTEST}


def test_a_resource_host_outside_the_resolvers_knowledge_is_unseen() -> None:
    lab = Laboratory(resources={"cdn.elsewhere.test": ()})
    assert lab.outcomes() == SOUND | {"resources-reachable": ERROR}


# -- name servers -------------------------------------------------------------------------------


def test_one_name_server_with_aaaa_is_too_few() -> None:
    lab = Laboratory()
    del lab.zone.records["ns2." + ZONE]["AAAA"]
    assert lab.outcomes() == SOUND | {"name-servers": FAIL}


def test_name_servers_dead_on_tcp_over_v6() -> None:
    lab = Laboratory()
    lab.zone.refused.add(("tcp", 6))
    tests = lab.data("dns-ns")["servers"][0]["tests"]
    assert tests == [{"address": "::1", "udp": "ok", "tcp": "REFUSED"}]
    assert lab.outcomes() == SOUND | {"name-servers": FAIL}


def test_name_servers_silent_over_v6(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawler.probes.dns, "PATIENCE", 0.2)
    lab = Laboratory()
    lab.zone.silent |= {("udp", 6), ("tcp", 6)}
    server = lab.data("dns-ns")["servers"][1]
    assert server["tests"] == [{"address": "::1", "udp": "timeout", "tcp": "timeout"}]
    assert server["over_v4"] == [{"address": "127.0.0.1", "udp": "ok", "tcp": "ok"}]
    assert lab.outcomes() == SOUND | {"name-servers": FAIL}


def test_name_servers_dead_over_both_families_are_not_accused_of_v6() -> None:
    lab = Laboratory()
    lab.zone.refused |= {("tcp", 6), ("tcp", 4)}
    assert lab.outcomes() == SOUND | {"name-servers": ERROR}


def test_a_zone_without_servers_is_unseen() -> None:
    lab = Laboratory()
    del lab.zone.records[ZONE]["NS"]
    assert lab.data("dns-ns")["status"] == "no-zone"
    assert lab.outcomes() == SOUND | {"name-servers": ERROR}


# -- the place of measurement -------------------------------------------------------------------


@pytest.mark.parametrize(
    "network",
    [
        pytest.param({"ipv6_references": ("[::1]:1",)}, id="reference refuses"),
        pytest.param({"ipv6_references": (f"none.{ZONE}:443",)}, id="reference unknown"),
        pytest.param({"ipv6_references": (f"cdn.{ZONE}:443",)}, id="reference without AAAA"),
        pytest.param({"ipv6": False}, id="switched off"),
    ],
)
def test_without_ipv6_here_nothing_is_said_of_the_portal(network: dict[str, object]) -> None:
    lab = Laboratory(network=network, over=OverIPv6(listening=False))
    del lab.zone.records[HOST]["AAAA"]
    assert lab.outcomes() == ALL_ERROR


def test_without_references_an_address_and_a_route_suffice_and_are_noted() -> None:
    data = Laboratory(network={"ipv6_references": ()}).data("vantage")
    assert data["ok"]
    assert not data["proven"]
    assert "没有参照地址" in data["reason"]


# -- in depth -----------------------------------------------------------------------------------


def test_inner_pages_differ_over_v6() -> None:
    other = html("<title>旧站</title><body>" + "这是旧站上的另一篇文章" * 40 + "</body>")
    lab = Laboratory(over=OverIPv6(answers={"/2.html": other}))
    assert lab.outcomes() == SOUND | {"same-inner-content": FAIL}


def test_rates_are_told_by_depth_and_host() -> None:
    lab = Laboratory(over=OverIPv6(missing=("/1.", "/2.")))
    data = lab.data("v6-links")
    (host,) = data["by_host"].values()
    assert host == {"counted": 5, "ok": 3, "rate": 60.0}


def test_a_linked_host_without_aaaa_is_asked_about() -> None:
    around = Around(resources={HOST: ("/1.html",)}, outbound={f"cdn.{ZONE}": ("/1.html",)})
    data = Laboratory(around=around)
    assert data.outcomes() == SOUND | {"outbound-hosts": ATTEST}


def test_times_have_all_parts_and_their_difference() -> None:
    data = Laboratory().data("v6-times")
    for family in ("v4", "v6"):
        taken = data[family]["ms"]
        assert set(taken) == {"dns", "tcp", "first", "page"}
        assert 0 < taken["first"] <= taken["page"]
    assert set(data["difference"]) == set(data["v6"]["ms"])


def test_signatures_of_the_zone_are_noted() -> None:
    assert Laboratory().data("dns-ns")["dnssec"] == {"status": "ok", "keys": 0, "validated": False}
