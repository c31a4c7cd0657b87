"""Clause 21: the probes of a sound night, or with one of them changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import HOME, probe, snapshot
from checks.selftest.visits import week
from store.records import HOME_V6
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_HOST, _GLOBAL = "www.example.gov.cn", "2001:da8:1::80"


def _names(*addresses: str) -> dict[str, Any]:
    records = [{"address": each, "class": "global"} for each in addresses]
    return {
        "host": _HOST, "written_as": "name", "resolver": "192.0.2.53#53", "chain": [],
        "a": {"status": "ok", "values": ["203.0.113.8"], "detail": "", "internal": False},
        "aaaa": {"status": "ok", "detail": "", "records": records, "from_owner": False},
        "confirmed": "records" if records else "authority",
    }  # fmt: skip


def _server(name: str, has_v6: bool = True) -> dict[str, Any]:
    records = [{"address": _GLOBAL, "class": "global"}] if has_v6 else []
    return {
        "name": name, "a": {"status": "ok", "values": ["192.0.2.1"], "detail": ""},
        "aaaa": {"status": "ok", "detail": "", "records": records, "from_owner": False},
        "tests": [{"address": _GLOBAL, "udp": "ok", "tcp": "ok"}] if has_v6 else [], "over_v4": [],
    }  # fmt: skip


def _servers(*held: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "host": _HOST, "zone": "example.gov.cn", "status": "ok", "detail": "", "resolver": "",
        "asked_over_v6": True, "servers": list(held), "left_out": 0,
    }  # fmt: skip


def _http(peer: str = _GLOBAL) -> dict[str, Any]:
    return {"url": HOME, "peer": peer, "ms": 12.0, "status": 200}


def _reach(tcp: str = "open") -> dict[str, Any]:
    control = {
        "port": 80, "url": HOME, "open": True, "compare": True, "address": "203.0.113.8",
        "tcp": "open", "ms": 9.0, "http": _http("203.0.113.8"),
    }  # fmt: skip
    peer = _GLOBAL if tcp == "open" else ""
    end = {"address": _GLOBAL, "port": 80, "tcp": tcp, "peer": peer, "ms": 11.0, "attempts": 1}
    if tcp == "open":
        end["http"] = _http()
    return {"home": HOME, "left_out": 0, "v4": [control], "endpoints": [end]}


def _content(distance: float = 0.4) -> dict[str, Any]:
    side = {"hops": [], "bytes": 30_000, "title": "省文化厅", "blocked": False}
    differs = distance > 10
    return {
        "home": HOME, "rounds": 3 if differs else 1, "v4": _http() | side, "v6": _http() | side,
        "distance": distance, "self_distance": 0.1 if differs else None, "unstable": False,
        "differs": differs,
    }  # fmt: skip


def _links(outcomes: Sequence[str]) -> dict[str, Any]:
    found = [{"url": f"{HOME}{n}.html", "outcome": word} for n, word in enumerate(outcomes)]
    good = outcomes.count("ok")
    return {
        "offered": len(found), "tried": len(found), "counted": len(found), "ok": good,
        "rate": round(100 * good / len(found), 1), "results": found,
    }  # fmt: skip


def _hosts(why: str = "") -> dict[str, Any]:
    listed = {
        "host": _HOST, "addresses": [] if why else [_GLOBAL], "why": why, "examples": [f"{HOME}a.js"],
    }  # fmt: skip
    return {"offered": 1, "tried": 1, "hosts": [listed]}


def _pages(distance: float = 0.4) -> dict[str, Any]:
    pages = [{**_content(distance), "home": f"{HOME}{n}.html"} for n in range(3)]
    return {"offered": 3, "chosen": 3, "pages": pages}


def _times(slower: float = 12.0) -> dict[str, Any]:
    four = {"dns": 1.0, "tcp": 8.0, "first": 30.0, "page": 60.0}
    six = {part: value + slower for part, value in four.items()}
    return {
        "home": HOME, "rounds": 3, "v4": {"ms": four, "error": ""}, "v6": {"ms": six, "error": ""},
        "difference": dict.fromkeys(four, slower),
    }  # fmt: skip


def _linked(*why: str) -> dict[str, Any]:
    """Hosts that pages load from or link to, and why each has no address."""
    hosts = [
        {
            "host": f"www{n}.example.com", "addresses": [] if word else [_GLOBAL], "why": word,
            "examples": [f"{HOME}1.html"], "gateway": "", "behind": "",
        }
        for n, word in enumerate(why)
    ]  # fmt: skip
    return {"offered": len(hosts), "tried": len(hosts), "hosts": hosts}


def _night(failed: int = 0, **changed: Mapping[str, Any]) -> Snapshot:
    """A sound night with some probes changed (_ for - in their kinds), or visits that failed."""
    data: dict[str, Mapping[str, Any]] = {
        "vantage": {"ok": True, "reason": "可连接参照地址", "proven": True},
        "dns_aaaa": _names(_GLOBAL),
        "dns_ns": _servers(_server("ns1.example.gov.cn"), _server("ns2.example.gov.cn")),
        "v6_reach": _reach(),
        "v6_content": _content(),
        "v6_links": _links(["ok"] * 20),
        "v6_resources": _hosts(),
        "v6_pages": _pages(),
        "v6_inner_resources": _linked(""),
        "v6_outbound": _linked("", ""),
        "v6_times": _times(),
    }
    held = (data | changed).items()
    return snapshot(
        probes=[probe(kind.replace("_", "-"), _HOST, **d) for kind, d in held],
        visits=week(HOME_V6, failed),
    )


_ONE_SERVER = _servers(_server("ns1.example.gov.cn"), _server("ns2.example.gov.cn", False))

CASES = (
    Case("ipv6.address-published", Outcome.PASS, _night),
    Case("ipv6.address-published", Outcome.FAIL, partial(_night, dns_aaaa=_names())),
    Case("ipv6.reachable", Outcome.PASS, _night),
    Case("ipv6.reachable", Outcome.FAIL, partial(_night, v6_reach=_reach("refused"))),
    Case("ipv6.name-servers", Outcome.PASS, _night),
    Case("ipv6.name-servers", Outcome.FAIL, partial(_night, dns_ns=_ONE_SERVER)),
    Case("ipv6.same-content", Outcome.PASS, _night),
    Case("ipv6.same-content", Outcome.FAIL, partial(_night, v6_content=_content(40.0))),
    Case("ipv6.inner-links", Outcome.PASS, _night),
    Case("ipv6.inner-links", Outcome.ATTEST,
         partial(_night, v6_links=_links(["ok"] * 10 + ["v6-only-fault"] * 10))),
    Case("ipv6.resources-reachable", Outcome.PASS, _night),
    Case("ipv6.resources-reachable", Outcome.ATTEST, partial(_night, v6_resources=_hosts("no-address"))),
    Case("ipv6.same-inner-content", Outcome.PASS, _night),
    Case("ipv6.same-inner-content", Outcome.FAIL, partial(_night, v6_pages=_pages(40.0))),
    Case("ipv6.inner-resources", Outcome.PASS, _night),
    Case("ipv6.inner-resources", Outcome.ATTEST,
         partial(_night, v6_inner_resources=_linked("", "no-address"))),
    Case("ipv6.outbound-hosts", Outcome.PASS, _night),
    Case("ipv6.outbound-hosts", Outcome.ATTEST, partial(_night, v6_outbound=_linked("", "no-address"))),
    Case("ipv6.success-rate", Outcome.PASS, partial(_night, 7)),
    Case("ipv6.success-rate", Outcome.ATTEST, partial(_night, 8)),
    Case("ipv6.latency", Outcome.PASS, _night),
    Case("ipv6.latency", Outcome.ATTEST, partial(_night, v6_times=_times(1500.0))),
)  # fmt: skip
