"""The table, first part: what DNS says of the portal and how its name servers behave."""

from __future__ import annotations

from collections.abc import Callable

from tests.lab.address_plan import REFUSING_V6
from tests.lab.faults import Fault, dropped, refused, unreachable
from tests.lab.model import (
    OWN,
    SHARED,
    Server,
    Situation,
    Web,
    Zone,
    asks,
    fails,
    idle,
    passes,
    unseen,
)
from tests.lab.resolvers import DENIED, INNER

#: A portal without a global address is accused of that alone.
UNPUBLISHED = {
    "address-published": fails("没有 AAAA 记录"), "reachable": idle(), "same-content": idle(),
    "inner-links": idle(), "resources-reachable": idle(), "same-inner-content": idle(),
    "inner-resources": idle(), "latency": idle(), "success-rate": idle(),
}  # fmt: skip
USELESS = {**UNPUBLISHED, "address-published": fails("不是全球 IPv6 地址")}
NO_AAAA = {"web_aaaa": "bad", "web_reach": "untested", "web_ipv46": "untested"}
#: Internet.nl takes any address but a mapped one for an address, then fails to reach it.
DEAD_AAAA = {"web_reach": "bad", "web_ipv46": "untested"}
_ANY_ADDRESS = (
    "they count an address that nobody routes as published and find it unreachable; "
    "for us it is not published, and that is the one accusation"
)
#: Nothing is known of the portal's name: nothing is said of anything.
NAMELESS = {
    "address-published": unseen(), "reachable": unseen(), "name-servers": unseen(),
    "same-content": unseen(), "inner-links": unseen(), "resources-reachable": unseen(),
    "same-inner-content": unseen(), "inner-resources": unseen(), "latency": unseen(),
    "success-rate": unseen(), "visits.home-opens": unseen(), "links.outbound-alive": unseen(),
    "security.certificate-valid": unseen("unresolved"),
}  # fmt: skip
#: Their walk up then ends at the registry's own servers, of which the laboratory has one.
_ALL_BAD = {"ns_aaaa": "bad", **NO_AAAA}
_THEY_DO_NOT_ASK_WHY = "a name that does not resolve has no records for them, whatever the cause"


def _aaaa(*addresses: str) -> Zone:
    return Zone(aaaa=addresses)


ADDRESSES = (
    Situation("sound", "everything works over both protocols"),
    Situation("no-aaaa", "the name has an A record only", UNPUBLISHED, NO_AAAA, zone=_aaaa(), web=Web(at=())),
    Situation("mapped", "AAAA is an IPv4-mapped address", USELESS, NO_AAAA, zone=_aaaa("::ffff:111.21.9.9")),
    Situation("unique-local", "AAAA is a unique-local address", USELESS, DEAD_AAAA, _ANY_ADDRESS, _aaaa("fd00:7::1")),
    Situation("six-to-four", "AAAA is a 6to4 address", USELESS, DEAD_AAAA, _ANY_ADDRESS, _aaaa("2002:c000:204::1")),
    Situation("teredo", "AAAA is a Teredo address", USELESS, DEAD_AAAA, _ANY_ADDRESS, _aaaa("2001:0:53aa:64c::1")),
    Situation("example-address", "AAAA is of the range for documentation", USELESS, DEAD_AAAA, _ANY_ADDRESS,
              _aaaa("2001:db8::1")),
    Situation("loopback", "AAAA is ::1", USELESS, DEAD_AAAA, _ANY_ADDRESS, _aaaa("::1")),
    Situation("two-addresses", "two AAAA records, both work", {"reachable": passes("::81]:443")},
              zone=_aaaa("{v6}", "{v6b}"), web=Web(at=("{v6}", "{v6b}"))),
    Situation("global-and-local", "a global and a unique-local AAAA record", {},
              {"web_reach": "bad"}, "they hold the unique-local record against the site; "
              "for us one global address that works is enough", _aaaa("{v6}", "fd00:7::1")),
    Situation("alias", "www is an alias in the same zone", {"address-published": passes("2409:8001")},
              zone=Zone(alias="edge.{zone}", more=("edge A {v4}", "edge AAAA {v6}"))),
    Situation("alias-without-aaaa", "www is an alias of a name without AAAA", UNPUBLISHED, NO_AAAA,
              zone=Zone(alias="edge.{zone}", more=("edge A {v4}",)), web=Web(at=())),
    Situation("dangling-alias", "www is an alias of a name that does not exist",
              {**NAMELESS, "address-published": unseen("NXDOMAIN"), "name-servers": passes(),
               "visits.home-opens": fails("域名解析失败 140 次"), "links.outbound-alive": asks("域名不存在")},
              NO_AAAA, "without any address record it is as likely that our view is wrong: " + _THEY_DO_NOT_ASK_WHY,
              Zone(alias="gone.{zone}")),
    Situation("v6-only", "the portal has no IPv4 address",
              {"same-content": unseen("经 IPv4 未能打开"), "same-inner-content": unseen(), "latency": unseen(),
               "success-rate": unseen()},
              {"web_ipv46": "untested"}, "",
              Zone(a=()), Web(v4=())),
    Situation(INNER.partition(".")[0], "our resolver shows an inner view of the name",
              {**NAMELESS, "address-published": unseen("内网地址 10.1.2.3"), "name-servers": passes(),
               "visits.home-opens": unseen("内网地址"), "security.certificate-valid": idle()},
              NO_AAAA, "they believe their resolver; a private A record shows that ours is not the public's"),
    Situation(DENIED.partition(".")[0], "our resolver denies a zone that exists",
              {**NAMELESS, "address-published": unseen("不能代表公众看到的结果"),
               "links.outbound-alive": asks("域名不存在")}, _ALL_BAD, _THEY_DO_NOT_ASK_WHY),
)  # fmt: skip

_ONE_IS_FEW = {"name-servers": fails("1 台可经 IPv6 答复", "少于 2 台")}
_SILENT = {"ns_reach": "bad"}
_NS2_V4_ONLY = (OWN[0], Server(OWN[1].v4))
_EITHER = (
    "for them a name server is reached when it takes a TCP connection or answers over UDP; we ask "
    "over both, as resolvers do (RFC 7766)"
)
_V6 = ("{ns1_v6}", "{ns2_v6}")


#: Nothing comes back over UDP from either server.
_NO_UDP = tuple(dropped(address, 53, protocol="udp") for address in _V6)


def _no_tcp(fault: Callable[..., Fault]) -> tuple[Fault, ...]:
    """The same trouble with TCP at both servers."""
    return tuple(fault(address, 53) for address in _V6)


NAME_SERVERS = (
    Situation("ns-v4-only", "no name server has AAAA", {"name-servers": fails("没有全球 AAAA 记录", "0 台")},
              {"ns_aaaa": "bad", "ns_reach": "untested"}, zone=Zone(servers=tuple(Server(s.v4) for s in SHARED))),
    Situation("ns-one-v6", "one of two name servers has AAAA", _ONE_IS_FEW, {"ns_aaaa": "bad"},
              zone=Zone(servers=(SHARED[0], Server(SHARED[1].v4)))),
    Situation("ns-two-of-three", "two of three name servers have AAAA", {"name-servers": passes("2 台")},
              zone=Zone(servers=(*SHARED, Server("{ns3_v4}")))),
    Situation("ns-local-v6", "one name server's AAAA is unique-local", _ONE_IS_FEW, _SILENT,
              "", Zone(servers=(SHARED[0], Server("{ns2_v4}", "fd00:7::53")))),
    Situation("ns-silent", "name servers are silent over IPv6", {"name-servers": fails("0 台", "UDP 超时")}, _SILENT,
              zone=Zone(servers=OWN), faults=(*_no_tcp(dropped), *_NO_UDP)),
    Situation("ns-refused", "name servers refuse TCP and are silent on UDP over IPv6",
              {"name-servers": fails("0 台", "TCP 连接被拒绝")}, _SILENT,
              zone=Zone(servers=OWN), faults=(*_no_tcp(refused), *_NO_UDP)),
    Situation("ns-no-route", "no route to the name servers over IPv6",
              {"name-servers": fails("0 台", "网络不可达")}, _SILENT, zone=Zone(servers=OWN),
              faults=(*_no_tcp(unreachable), *_NO_UDP)),
    Situation("ns-no-tcp", "one name server does not answer TCP over IPv6",
              {"name-servers": fails("1 台可经 IPv6 答复", "TCP 超时")}, {}, _EITHER,
              Zone(servers=OWN), faults=(dropped("{ns2_v6}", 53),)),
    Situation("ns-no-udp", "one name server does not answer UDP over IPv6",
              {"name-servers": fails("1 台可经 IPv6 答复", "UDP 超时")}, {}, _EITHER,
              Zone(servers=OWN), faults=(dropped("{ns2_v6}", 53, protocol="udp"),)),
    Situation("ns-lame", "behind one name server's IPv6 address is another server",
              {"name-servers": fails("1 台可经 IPv6 答复", "REFUSED")}, {},
              "they only connect; we ask for the zone, and that server does not have it",
              Zone(servers=(SHARED[0], Server("{shared2_v4}", REFUSING_V6)))),
    Situation("ns-one-dead", "one of two name servers is dead over both protocols",
              {"name-servers": unseen("1 台未能确定")}, _SILENT,
              "a server that does not answer over IPv4 either has another fault than IPv6", Zone(servers=OWN),
              faults=(dropped("{ns2_v6}", 53), dropped("{ns2_v6}", 53, protocol="udp"),
                      dropped("{ns2_v4}", 53), dropped("{ns2_v4}", 53, protocol="udp"))),
    Situation("ns-all-dead", "no name server answers at all",
              {**NAMELESS, "visits.home-opens": fails("域名解析失败 140 次")}, _ALL_BAD, _THEY_DO_NOT_ASK_WHY,
              Zone(servers=OWN), faults=tuple(
                  dropped(address, 53, protocol=protocol) for protocol in ("tcp", "udp")
                  for address in ("{ns1_v4}", "{ns1_v6}", "{ns2_v4}", "{ns2_v6}"))),
)  # fmt: skip

RESOURCES = (
    Situation("skylight", "the home page uses a host without AAAA",
              {"resources-reachable": asks("www.no-aaaa.gov.cn"), "inner-resources": asks("www.no-aaaa.gov.cn"),
               "outbound-hosts": asks("www.no-aaaa.gov.cn")}, outbound=("www.no-aaaa.gov.cn",), resources=("{host}", "www.no-aaaa.gov.cn")),
    Situation("gateway", "a link goes through an IPv6 gateway that hides where it leads",
              {"outbound-hosts": asks("经 IPv6 网关转接", "实为 www.mct.gov.cn")},
              outbound=("www.sound.gov.cn", "www.mct.gov.cnx5f107a28c18865.ipv6best.cn")),
    Situation("lost-resource", "the home page uses a host that cannot be resolved",
              {"resources-reachable": unseen("未能解析"), "inner-resources": unseen("未能解析")}, resources=("{host}", "www.ns-all-dead.gov.cn")),
)  # fmt: skip

SITUATIONS = (*ADDRESSES, *NAME_SERVERS, *RESOURCES)
