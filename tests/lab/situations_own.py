"""The table, third part: the machine that measures has the trouble. Never the portal's fault."""

from __future__ import annotations

from store.vocabulary import Outcome
from tests.lab.model import Said, Situation, Web, Zone, fails, idle, passes, unseen
from tests.lab.situations_names import NAMELESS, NO_AAAA, UNPUBLISHED

_MUTE = {
    check: unseen("巡检机不具备 IPv6 条件")
    for check in (*NAMELESS, "outbound-hosts") if "." not in check
}  # fmt: skip
_NO_COMPARISON = {"same-inner-content": unseen(), "latency": unseen()}
#: Of other hosts nothing is known either.
_NO_NAMES = {**NAMELESS, "outbound-hosts": unseen()}
_NO_V6_THERE = {"ns_reach": "bad", "web_reach": "bad", "web_ipv46": "untested"}
_NO_TEST_OF_THEMSELVES = "they take for granted that their own machine speaks IPv6"
_NOTHING_THERE = {"ns_aaaa": "bad", "ns_reach": "untested", **NO_AAAA}


def _mute(vantage: str, what: str) -> Situation:
    return Situation(vantage, what, _MUTE, _NO_V6_THERE, _NO_TEST_OF_THEMSELVES, vantage=vantage)


SITUATIONS = (
    _mute("v4-only", "our machine has no IPv6 address"),
    _mute("v4-only-no-references", "our machine has no IPv6 address and no reference is configured"),
    _mute("ula-only", "our machine has a unique-local address that leads nowhere"),
    _mute("ula-only-no-references", "the same, and no reference is configured"),
    _mute("no-route", "our machine has an address and no route"),
    _mute("dead-line", "our line swallows IPv6"),
    Situation("switched-off", "the probe is switched off", _MUTE, {}, "nothing was measured", vantage="switched-off"),
    Situation("half-routed", "our machine lacks the route to the portal, the references answer",
              {"reachable": unseen(), "name-servers": unseen(), "same-content": unseen(), "inner-links": unseen(), **_NO_COMPARISON, "success-rate": unseen()},
              _NO_V6_THERE, _NO_TEST_OF_THEMSELVES, vantage="half-routed"),
    Situation("firewalled", "our own firewall forbids web ports over IPv6",
              {"reachable": unseen("本机不允许连接"), "same-content": unseen(), "inner-links": unseen(), **_NO_COMPARISON, "success-rate": unseen()},
              {"web_reach": "bad", "web_ipv46": "untested"}, _NO_TEST_OF_THEMSELVES, vantage="firewalled"),
    Situation("own-hole", "our own tunnel swallows large packets",
              _MUTE, {"web_ipv46": "bad"}, _NO_TEST_OF_THEMSELVES, vantage="own-hole"),
    Situation("cut-off", "our line is down but for the resolver", {**_MUTE, "visits.home-opens": unseen("线路故障"), "links.outbound-alive": unseen("超时"),
               "security.certificate-valid": idle()},
              {**_NO_V6_THERE}, _NO_TEST_OF_THEMSELVES, vantage="cut-off"),
    Situation("own-slow-line", "our own line is slow", vantage="slow-line"),
    Situation("own-lossy-line", "our own line loses every third packet",
              {"name-servers": unseen(lucky=Outcome.PASS), "latency": Said(Outcome.PASS, lucky=Outcome.ATTEST)}, {},
              "they ask on until something answers; silence on a line that loses packets proves nothing to us", vantage="lossy-line"),
    Situation("resolver-down", "our resolver is down", _NO_NAMES, _NOTHING_THERE,
              "they have no name for that", vantage="resolver-down"),
    Situation("resolver-refuses", "our resolver refuses to answer", _NO_NAMES, _NOTHING_THERE,
              "they have no name for that", vantage="resolver-refuses"),
    Situation("resolver-filters", "our resolver takes AAAA out of answers, the portal has one",
              {**_NO_NAMES, "address-published": unseen("解析服务器可能过滤了 AAAA"), "name-servers": unseen(),
               "visits.home-opens": passes(), "links.outbound-alive": passes(),
               "security.certificate-valid": passes()},
              _NOTHING_THERE, "they believe their resolver; we ask the zone's servers before we accuse",
              vantage="resolver-filters"),
    Situation("resolver-filters-rightly", "our resolver filters, and the portal has no AAAA indeed",
              {**UNPUBLISHED, "address-published": fails("没有 AAAA 记录"), "name-servers": unseen(),
               "outbound-hosts": unseen("可能过滤了 AAAA")},
              _NOTHING_THERE, "of the name servers we know nothing through such a resolver",
              zone=Zone(aaaa=()), web=Web(at=()), vantage="resolver-filters"),
)  # fmt: skip
