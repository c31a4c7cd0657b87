from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from checks import ipv6
from checks._probes import digest_of, measured
from checks._run import judge
from store.errors import Unseen
from store.snapshot import Snapshot
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case

HOST = "www.example.gov.cn"
GLOBAL = "2001:da8:1::80"
NO_V6: dict[str, Any] = {"ok": False, "reason": "本机没有 IPv6 地址或路由", "proven": False}
HERE: dict[str, Any] = {"ok": True, "reason": "可连接参照地址", "proven": True}
UNPROVEN: dict[str, Any] = {"ok": True, "reason": "没有参照地址", "proven": False}
UNMEASURED: dict[str, Any] = {"unmeasured": "IPv6 探测超过 180 秒的总时限,本项未测完"}


def names(
    *records: tuple[str, str],
    status: str = "ok",
    confirmed: str = "authority",
    a: Sequence[str] = ("203.0.113.8",),
    a_status: str = "ok",
    **more: Any,
) -> dict[str, Any]:
    """Data of dns-aaaa with AAAA records (address, class)."""
    kinds = [{"address": address, "class": kind} for address, kind in records]
    return {
        "host": HOST, "written_as": "name", "resolver": "192.0.2.53#53", "chain": [],
        "a": {"status": a_status, "values": list(a), "detail": "", "internal": False},
        "aaaa": {"status": status, "detail": "", "records": kinds, "from_owner": False},
        "confirmed": "records" if kinds else confirmed,
    } | more  # fmt: skip


def server(
    name: str, udp: str = "ok", tcp: str = "ok", *, aaaa: str | None = GLOBAL, v4: str = "ok"
) -> dict[str, Any]:
    """A name server as probed; ``aaaa`` None: it has no AAAA, or a status when in capitals."""
    has = aaaa is not None and not aaaa.isupper()
    status = aaaa if aaaa is not None and not has else "ok"
    records = [{"address": aaaa, "class": "global"}] if has else []
    failing = has and (udp, tcp) != ("ok", "ok")
    return {
        "name": name, "a": {"status": "ok", "values": ["192.0.2.1"], "detail": ""},
        "aaaa": {"status": status, "detail": "", "records": records, "from_owner": False},
        "tests": [{"address": aaaa, "udp": udp, "tcp": tcp}] if has else [],
        "over_v4": [{"address": "192.0.2.1", "udp": v4, "tcp": v4}] if failing else [],
    }  # fmt: skip


def servers(*held: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "host": HOST, "zone": "example.gov.cn", "status": "ok", "detail": "", "resolver": "",
        "asked_over_v6": True, "servers": list(held), "left_out": 0,
    } | more  # fmt: skip


def http(status: int | None = 200, **more: Any) -> dict[str, Any]:
    said = {"status": status} if status is not None else {}
    return {"url": builders.HOME, "peer": GLOBAL, "ms": 12.0, **said, **more}


def reach(tcp: str = "open", answer: Mapping[str, Any] | None = None, **v4: Any) -> dict[str, Any]:
    """One IPv4 control and one IPv6 endpoint at port 80."""
    control = {
        "port": 80, "url": builders.HOME, "open": True, "compare": True, "address": "203.0.113.8",
        "tcp": "open", "ms": 9.0, "http": http(peer="203.0.113.8"),
    } | v4  # fmt: skip
    endpoint: dict[str, Any] = {
        "address": GLOBAL, "port": 80, "tcp": tcp, "peer": GLOBAL if tcp == "open" else "",
        "ms": 11.0, "attempts": 1,
    }  # fmt: skip
    if tcp == "open":
        endpoint["http"] = dict(answer or http())
    return {"home": builders.HOME, "left_out": 0, "v4": [control], "endpoints": [endpoint]}


def content(
    distance: float | None = 0.4, v6: Mapping[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    side = {"hops": [], "bytes": 30_000, "title": "省文化厅", "blocked": False}
    return {
        "home": builders.HOME, "rounds": 1, "v4": http() | side, "v6": http() | side | dict(v6 or {}),
        "distance": distance, "self_distance": None, "unstable": False, "differs": False,
    } | more  # fmt: skip


def links(ok: int, faults: int, **more: Any) -> dict[str, Any]:
    found = [{"url": f"{builders.HOME}{n}.html", "outcome": "ok"} for n in range(ok)]
    found += [{"url": f"{builders.HOME}x{n}", "outcome": "v6-only-fault"} for n in range(faults)]
    counted = ok + faults
    return {
        "offered": counted, "tried": counted, "counted": counted, "ok": ok,
        "rate": round(100 * ok / counted, 1) if counted else None, "results": found,
    } | more  # fmt: skip


def hosts(*held: tuple[str, str], **more: Any) -> dict[str, Any]:
    """Resource hosts with the word for why they have no address ("" when they have one)."""
    listed = [
        {
            "host": host,
            "addresses": [] if why else [GLOBAL],
            "why": why,
            "examples": [f"/{host}.js"],
        }
        for host, why in held
    ]
    return {"offered": len(listed), "tried": len(listed), "hosts": listed} | more


def seen(*, home: bool = True, **changed: Mapping[str, Any] | None) -> Snapshot:
    """A sound night with some probes changed, or left out where None; _ stands for -."""
    data: dict[str, Mapping[str, Any] | None] = {
        "vantage": HERE,
        "dns_aaaa": names((GLOBAL, "global")),
        "dns_ns": servers(server("ns1.example.gov.cn"), server("ns2.example.gov.cn")),
        "v6_reach": reach(),
        "v6_content": content(),
        "v6_links": links(20, 0),
        "v6_resources": hosts((HOST, "")),
    }
    held = (data | changed).items()
    return builders.snapshot(
        probes=[builders.probe(kind.replace("_", "-"), HOST, **d) for kind, d in held if d],
        home=home,
    )


NONE = names()
SILENT_NS = servers(server("a", "timeout", "timeout"), server("b", "timeout", "timeout"))

CASES = {
    ipv6.address_published: [
        Case("a global address", seen(), PASS, GLOBAL),
        Case("one global among others", seen(
            dns_aaaa=names(("fd00::1", "ula"), (GLOBAL, "global"))), PASS),
        Case("none, the authority agrees", seen(dns_aaaa=NONE), FAIL, "没有 AAAA"),
        Case("none, the owner itself says so", seen(dns_aaaa=names(confirmed="owner")), FAIL),
        Case("AAAA is NXDOMAIN while A exists", seen(dns_aaaa=names(status="NXDOMAIN")), FAIL),
        Case("mapped", seen(dns_aaaa=names(("::ffff:1.2.3.4", "mapped"))), FAIL, "不是全球"),
        Case("unique local", seen(dns_aaaa=names(("fd00::1", "ula"))), FAIL, "不是全球"),
        Case("6to4", seen(dns_aaaa=names(("2002::1", "6to4"))), FAIL),
        Case("Teredo", seen(dns_aaaa=names(("2001::1", "teredo"))), FAIL),
        Case("none, not confirmed", seen(dns_aaaa=names(confirmed="")), ERROR, "未能向权威服务器核实"),
        Case("the resolver filters AAAA", seen(dns_aaaa=names(
            confirmed="", authority={"server": "ns1", "values": [GLOBAL], "absent": False}
        )), ERROR, "过滤"),
        Case("SERVFAIL", seen(dns_aaaa=names(status="SERVFAIL")), ERROR, "SERVFAIL"),
        Case("TIMEOUT", seen(dns_aaaa=names(status="TIMEOUT")), ERROR, "TIMEOUT"),
        Case("name unknown", seen(
            dns_aaaa=names(status="NXDOMAIN", a=(), a_status="NXDOMAIN")), ERROR),
        Case("inner view", seen(dns_aaaa=names() | {"a": {
            "status": "ok", "values": ["10.0.0.8"], "detail": "", "internal": True}}),
            ERROR, "内网"),
        Case("addressed by number", seen(dns_aaaa=names(written_as="literal")), NOT_APPLICABLE),
        Case("no IPv6 here", seen(vantage=NO_V6, dns_aaaa=NONE), ERROR, "不具备 IPv6 条件"),
        Case("not measured", seen(dns_aaaa=UNMEASURED), ERROR, "180 秒"),
        Case("no probe at all", seen(vantage=None), ERROR, "没有进行"),
    ],
    ipv6.reachable: [
        Case("open and well", seen(), PASS, "HTTP 200"),
        Case("a redirect is an answer", seen(v6_reach=reach(answer=http(302))), PASS),
        Case("refused", seen(v6_reach=reach("refused")), FAIL, "连接被拒绝"),
        Case("silent, way proven", seen(v6_reach=reach("timeout")), FAIL, "超时"),
        Case("silent, way not proven", seen(
            vantage=UNPROVEN, v6_reach=reach("timeout"), dns_ns=SILENT_NS), ERROR, "线路"),
        Case("refused is a signal even where the way is not proven", seen(
            vantage=UNPROVEN, v6_reach=reach("refused"), dns_ns=SILENT_NS), FAIL),
        Case("our own firewall", seen(v6_reach=reach("prohibited")), ERROR),
        Case("our own route is missing", seen(v6_reach=reach("no-route")), ERROR, "本机没有路由"),
        Case("silent, and our own line loses packets", seen(
            vantage=HERE | {"steady": False}, v6_reach=reach("timeout")), ERROR, "线路"),
        Case("refused is a signal even over a line that loses packets", seen(
            vantage=HERE | {"steady": False}, v6_reach=reach("refused")), FAIL),
        Case("status 399 and 400", seen(v6_reach=reach(answer=http(399))), PASS),
        Case("status 400", seen(v6_reach=reach(answer=http(400))), FAIL, "HTTP 400"),
        Case("404 over both", seen(v6_reach=reach(answer=http(404), http=http(404))), ERROR),
        Case("turned away", seen(v6_reach=reach(answer=http(412))), ERROR, "防护"),
        Case("wrong certificate over v6 only", seen(v6_reach=reach(
            answer=http(tls="hostname mismatch"), http=http(tls="ok"))), FAIL, "证书"),
        Case("wrong certificate over both", seen(v6_reach=reach(
            answer=http(tls="expired"), http=http(tls="expired"))), PASS),
        Case("closed over v4 too", seen(v6_reach=reach("refused", open=False)), ERROR),
        Case("no AAAA", seen(dns_aaaa=NONE, v6_reach=UNMEASURED), NOT_APPLICABLE,
             "ipv6.address-published"),
        Case("not measured to the end", seen(v6_reach=reach() | {"left_out": 2}), ERROR),
        Case("no IPv6 here", seen(vantage=NO_V6, v6_reach=reach("timeout")), ERROR),
        Case("not measured", seen(v6_reach=UNMEASURED), ERROR),
    ],
    ipv6.name_servers: [
        Case("two answer", seen(), PASS, "2 台可经 IPv6 答复"),
        Case("two of three", seen(dns_ns=servers(
            server("a"), server("b"), server("c", aaaa=None))), PASS),
        Case("one of two", seen(dns_ns=servers(server("a"), server("b", aaaa=None))), FAIL, "1 台"),
        Case("only one at all", seen(dns_ns=servers(server("a"))), FAIL),
        Case("dead on TCP", seen(dns_ns=servers(
            server("a"), server("b", tcp="refused"))), FAIL, "TCP 连接被拒绝"),
        Case("silent on UDP", seen(dns_ns=servers(server("a"), server("b", "timeout"))), FAIL),
        Case("lame", seen(dns_ns=servers(
            server("a"), server("b", "not-authoritative", "ok"))), FAIL, "不是权威"),
        Case("dead over v4 as well", seen(dns_ns=servers(
            server("a"), server("b", "timeout", "timeout", v4="timeout"))), ERROR),
        Case("resolver failed for one", seen(dns_ns=servers(
            server("a"), server("b", aaaa="SERVFAIL"))), ERROR),
        Case("no AAAA seen anywhere: the resolver may filter", seen(
            dns_aaaa=NONE, dns_ns=servers(server("a", aaaa=None), server("b", aaaa=None))), ERROR),
        Case("no zone found", seen(dns_ns=servers(status="no-zone")), ERROR),
        Case("SERVFAIL", seen(dns_ns=servers(status="SERVFAIL")), ERROR),
        Case("not asked over v6", seen(dns_ns=servers(
            server("a", aaaa=None), asked_over_v6=False)), ERROR),
        Case("no name", seen(dns_ns=servers(status="literal")), NOT_APPLICABLE),
        Case("no IPv6 here", seen(vantage=NO_V6, dns_ns=servers(server("a"))), ERROR),
    ],
    ipv6.same_content: [
        Case("the same", seen(), PASS),
        Case("ten percent", seen(v6_content=content(10.0)), PASS),
        Case("above ten percent", seen(v6_content=content(10.1)), FAIL, "10.1%"),
        Case("own limit", seen(v6_content=content(10.1)), PASS, settings={"most_percent": 12}),
        Case("unlike itself", seen(
            v6_content=content(30.0, unstable=True, self_distance=28.0)), ATTEST, "28.0%"),
        Case("404 over v6 while reachable", seen(
            v6_content=content(None, http(404))), FAIL, "HTTP 404"),
        Case("404 over v6, held against it already", seen(
            v6_reach=reach(answer=http(404)), v6_content=content(None, http(404))), NOT_APPLICABLE,
            "ipv6.reachable"),
        Case("refused, held against it already", seen(
            v6_reach=reach("refused"),
            v6_content=content(None, {"status": None, "error": "refused"})), NOT_APPLICABLE),
        Case("once silent though reachable", seen(
            v6_content=content(None, {"status": None, "error": "timeout"})), ERROR),
        Case("another title over v6", seen(v6_content=content(same_title=False)), ATTEST, "标题不同"),
        Case("sent elsewhere over v6", seen(v6_content=content(same_end=False)), ATTEST, "跳转"),
        Case("v4 failed", seen(v6_content=content(None) | {
            "v4": http(503, bytes=0, title="", blocked=False)}), ERROR),
        Case("challenge page", seen(v6_content=content(80.0, {"blocked": True})), ERROR, "防护"),
        Case("no AAAA", seen(dns_aaaa=NONE, v6_content=UNMEASURED), NOT_APPLICABLE),
        Case("not measured", seen(v6_content=UNMEASURED), ERROR),
        Case("no IPv6 here", seen(vantage=NO_V6, v6_content=content(90.0)), ERROR),
    ],
    ipv6.inner_links: [
        Case("all", seen(), PASS),
        Case("85 percent", seen(v6_links=links(17, 3)), PASS, "85.0%"),
        Case("below", seen(v6_links=links(16, 4)), ATTEST, "80.0%"),
        Case("own line", seen(v6_links=links(17, 3)), ATTEST, settings={"least_percent": 90}),
        Case("nothing works and that is known", seen(
            v6_reach=reach("refused"), v6_links=links(0, 5)), NOT_APPLICABLE),
        Case("by depth and host", seen(v6_links=links(17, 3, by_depth={
            "1": {"counted": 10, "ok": 10, "rate": 100.0}, "2": {"counted": 10, "ok": 7, "rate": 70.0}},
            by_host={"a.gov.cn": {"counted": 20, "ok": 17, "rate": 85.0}})), PASS,
            "二级链接 100.0%，三级链接 70.0%，主机 a.gov.cn 85.0%"),
        Case("no sample", seen(v6_links=links(0, 0)), ERROR),
        Case("no AAAA", seen(dns_aaaa=NONE, v6_links=UNMEASURED), NOT_APPLICABLE),
        Case("no IPv6 here", seen(vantage=NO_V6, v6_links=links(0, 20)), ERROR),
    ],
    ipv6.resources_reachable: [
        Case("all have addresses", seen(), PASS),
        Case("no resources", seen(v6_resources=hosts()), PASS),
        Case("no resources, home page unread", seen(home=False, v6_resources=hosts()), ERROR),
        Case("one has none", seen(
            v6_resources=hosts((HOST, ""), ("cdn.example.com", "no-address"))), ATTEST,
            "cdn.example.com"),
        Case("one unresolved", seen(
            v6_resources=hosts(("cdn.example.com", "unresolved: SERVFAIL"))), ERROR),
        Case("not all looked up", seen(v6_resources=hosts((HOST, ""), offered=90)), ERROR),
        Case("no AAAA", seen(dns_aaaa=NONE), NOT_APPLICABLE),
        Case("no IPv6 here", seen(vantage=NO_V6), ERROR),
    ],
}  # fmt: skip


def test_a_failure_names_record_time_digest_and_address() -> None:
    snapshot = seen(v6_reach=reach("refused"))
    _, (judgement,) = judge(snapshot, among=(ipv6.reachable,))
    (piece,) = judgement.evidence
    probe = measured(snapshot, "v6-reach")
    assert piece.kind == "probe"
    assert piece.url == builders.HOME
    assert piece.digest == digest_of(probe.data)
    assert piece.captured_at == probe.observed_at
    assert GLOBAL in piece.quote
    assert piece.locator


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest_of({"b": [1], "a": "厅"}) == digest_of({"a": "厅", "b": [1]})
    assert digest_of({"a": "厅"}) != digest_of({"a": "局"})


def test_the_last_measurement_counts() -> None:
    first = builders.probe("vantage", "", at_hour=1, **NO_V6)
    last = builders.probe("vantage", "", at_hour=2, **HERE)
    assert measured(builders.snapshot(probes=[first, last]), "vantage") is last


def test_an_unmeasured_probe_is_unseen() -> None:
    snapshot = builders.snapshot(probes=[builders.probe("v6-links", "", **UNMEASURED)])
    with pytest.raises(Unseen, match="180 秒"):
        measured(snapshot, "v6-links")
