"""Clause 21 in depth: inner pages, hosts without IPv6, times; what proves nothing stays open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks import ipv6_depth
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case
from tests.checks.test_ipv6 import GLOBAL, NO_V6, NONE, UNMEASURED, content, http, reach, seen


def pages(*held: Mapping[str, Any]) -> dict[str, Any]:
    found = [{**page, "home": f"{builders.HOME}{n}.html"} for n, page in enumerate(held)]
    return {"offered": len(found), "chosen": len(found), "pages": found}


def linked(*held: tuple[str, str], gateway: str = "", **more: Any) -> dict[str, Any]:
    """Hosts with the word for why they have no address ("" when they have one)."""
    listed = [
        {
            "host": host, "addresses": [] if why else [GLOBAL], "why": why,
            "examples": [f"{builders.HOME}1.html"], "gateway": gateway,
            "behind": "news.example.com" if gateway else "",
        }
        for host, why in held
    ]  # fmt: skip
    return {"offered": len(listed), "tried": len(listed), "hosts": listed} | more


def times(slower: float = 10.0, **more: Any) -> dict[str, Any]:
    four = {"dns": 1.0, "tcp": 8.0, "first": 30.0, "page": 60.0}
    six = {part: value + slower for part, value in four.items()}
    return {
        "home": builders.HOME, "rounds": 3, "v4": {"ms": four, "error": ""},
        "v6": {"ms": six, "error": ""}, "difference": dict.fromkeys(four, slower),
    } | more  # fmt: skip


TWO = (("a.gov.cn", ""), ("b.gov.cn", ""))
LACKING = ("old.example.com", "no-address")
LOST = ("lost.example.com", "unresolved: SERVFAIL")
CLOSED = reach("refused")
CASES = {
    ipv6_depth.same_inner_content: [
        Case("the same", seen(v6_pages=pages(content(), content(10.0))), PASS, "2 个一致"),
        Case("above ten percent", seen(v6_pages=pages(content(), content(10.1))), FAIL, "1.html"),
        Case("own limit", seen(v6_pages=pages(content(10.1))), PASS, settings={"most_percent": 12}),
        Case("unlike itself", seen(v6_pages=pages(
            content(30.0, unstable=True, self_distance=28.0))), ATTEST),
        Case("another title", seen(v6_pages=pages(content(same_title=False))), ATTEST),
        Case("one does not open, the others are the same", seen(v6_pages=pages(
            content(None, http(404)), content())), PASS, "比较 1 个"),
        Case("a protection page", seen(v6_pages=pages(content(90.0, {"blocked": True}))), ERROR),
        Case("none opens", seen(v6_pages=pages(content(None, http(404)))), ERROR),
        Case("none opens and that is known", seen(
            v6_reach=CLOSED, v6_pages=pages(content(None, http(404)))), NOT_APPLICABLE),
        Case("no sample", seen(v6_pages=pages()), ERROR),
        Case("no AAAA", seen(dns_aaaa=NONE, v6_pages=UNMEASURED), NOT_APPLICABLE),
        Case("not measured", seen(v6_pages=UNMEASURED), ERROR, "180 秒"),
        Case("no IPv6 here", seen(vantage=NO_V6, v6_pages=pages(content(90.0))), ERROR),
    ],
    ipv6_depth.inner_resources: [
        Case("all have addresses", seen(v6_inner_resources=linked(*TWO)), PASS),
        Case("one has none", seen(v6_inner_resources=linked(*TWO, LACKING)), ATTEST, "1.html"),
        Case("one unresolved", seen(v6_inner_resources=linked(*TWO, LOST)), ERROR),
        Case("not all looked up", seen(v6_inner_resources=linked(*TWO, offered=90)), ERROR),
        Case("none read", seen(v6_inner_resources=linked()), ERROR),
        Case("no AAAA", seen(dns_aaaa=NONE), NOT_APPLICABLE),
        Case("no IPv6 here", seen(vantage=NO_V6, v6_inner_resources=linked(LACKING)), ERROR),
    ],
    ipv6_depth.outbound_hosts: [
        Case("all have addresses", seen(v6_outbound=linked(*TWO)), PASS, "100.0%"),
        Case("two of three", seen(v6_outbound=linked(*TWO, LACKING)), PASS, "66.7%"),
        Case("one of two", seen(v6_outbound=linked(TWO[0], LACKING)), ATTEST, "old.example.com"),
        Case("own line", seen(v6_outbound=linked(*TWO, LACKING)), ATTEST, settings={"least_percent": 70}),
        Case("unresolved ones do not count", seen(v6_outbound=linked(*TWO, LOST, LOST)), PASS),
        Case("none resolved", seen(v6_outbound=linked(LOST)), ERROR),
        Case("behind a gateway", seen(v6_outbound=linked(TWO[0], gateway="ipv6best.cn")), ATTEST,
             "实为 news.example.com"),
        Case("no links away", seen(v6_outbound=linked()), NOT_APPLICABLE),
        Case("no IPv6 here", seen(vantage=NO_V6, v6_outbound=linked(LACKING)), ERROR),
    ],
    ipv6_depth.latency: [
        Case("a little slower", seen(v6_times=times()), PASS, "差 +10"),
        Case("faster", seen(v6_times=times(-5.0)), PASS, "差 -5"),
        Case("a second", seen(v6_times=times(1000.0)), PASS),
        Case("over a second", seen(v6_times=times(1000.1)), ATTEST, "线路"),
        Case("own limit", seen(v6_times=times(300.0)), ATTEST, settings={"most_slower": 200}),
        Case("v4 failed", seen(v6_times=times(v4={"ms": {}, "error": "timeout"})), ERROR, "超时"),
        Case("v6 failed", seen(v6_times=times(v6={"ms": {}, "error": "timeout"})), ERROR),
        Case("v6 failed and that is known", seen(
            v6_reach=CLOSED, v6_times=times(v6={"ms": {}, "error": "refused"})), NOT_APPLICABLE),
        Case("no AAAA", seen(dns_aaaa=NONE, v6_times=UNMEASURED), NOT_APPLICABLE),
        Case("no IPv6 here", seen(vantage=NO_V6, v6_times=times(5000.0)), ERROR),
    ],
}  # fmt: skip
