"""Whether this machine speaks IPv6 at all: without that nothing may be said of the portal.

An address alone proves nothing: many machines hold a unique-local address and a default route
that lead nowhere. So a reference known to answer over IPv6 is connected to; its answer is proof.
A connection alone does not prove enough either: a tunnel may swallow large packets (RFC 2923), and
a line may lose some. So a page is fetched from a reference at a web port, and it is knocked at a
few times more.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, field, replace
from typing import Any, Final

from crawler.probes.address import Laboratory
from crawler.probes.failures import source_towards
from crawler.probes.wire import Ports, fetch, knock
from crawler.resolver import Resolver, literal, split_port
from store.config import Network
from store.errors import OperatorError

#: Connections to a reference that show whether the line is steady.
STEADY: Final = 8
#: A public resolver's address; only the routing table is asked for it, nothing is sent.
_SOMEWHERE: Final = "2400:3200::1"
_WEB: Final = {80: "http", 443: "https"}


@dataclass(frozen=True)
class Vantage:
    """Whether this machine may judge over IPv6.

    ``ok``: it may; ``proven``: it reached a reference tonight; ``steady``: no connection to the
    reference was lost or had to be begun again, so that silence elsewhere is not our own line's.
    """

    ok: bool
    reason: str
    proven: bool = False
    source: str = ""
    steady: bool = True
    references: list[dict[str, Any]] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """Data of the "vantage" probe."""
        return dict(vars(self))


async def self_test(
    network: Network, resolver: Resolver, lab: Laboratory, user_agent: str
) -> Vantage:
    """Try the references, or without any of them look for a global address with a route."""
    if not network.ipv6:
        return Vantage(False, "配置中已关闭 IPv6 探测([network] ipv6 = false)")
    if not socket.has_ipv6:
        return Vantage(False, "本机系统不支持 IPv6")
    if not network.ipv6_references:
        return _by_route(lab)
    ports = network.port_map
    tried: list[dict[str, Any]] = []
    for reference in network.ipv6_references:
        found = await _reach(reference, resolver, lab, ports, user_agent)
        tried.append(found)
        if not found["error"]:
            reason = f"本机可经 IPv6 连接参照地址 {reference}"
            return Vantage(True, reason, True, found["source"], references=tried)
    words = ";".join(f"{entry['reference']}({entry['error']})" for entry in tried)
    reason = f"本机经 IPv6 未能连接任何参照地址:{words}"
    return Vantage(False, reason, references=tried)


def _by_route(lab: Laboratory) -> Vantage:
    """Without references: a global address with a route is accepted, and said to be unproven."""
    targets = [_SOMEWHERE, *(str(network.network_address) for network in lab.networks)]
    sources = [source for target in targets if (source := _source(target))]
    usable = next((source for source in sources if lab.is_global(source)), "")
    note = "配置中没有参照地址([network] ipv6_references)"
    if usable:
        text = f"{note},仅凭本机 IPv6 地址 {usable} 和路由认定可用,连通性未经证实"
        return Vantage(True, text, False, usable)
    if sources:
        return Vantage(False, f"{note},本机只有非全球 IPv6 地址 {'、'.join(sources)}")
    return Vantage(False, f"{note},本机没有 IPv6 地址或路由")


def _source(target: str) -> str:
    try:
        return source_towards(target)
    except OSError:  # the kernel knows no IPv6 sockets
        return ""


async def steadied(here: Vantage, ports: Ports) -> Vantage:
    """The same vantage, after a few more connections to the reference that answered it.

    It is steady when each of them begins at the first attempt.
    """
    answered = here.references[-1:] if here.proven else []
    for reference in answered * STEADY:
        tried = await knock(reference["address"], reference["port"], ports)
        if tried.error or tried.resent:
            return replace(here, steady=False, reason=f"{here.reason},但线路不稳定")
    return here


async def _reach(
    reference: str, resolver: Resolver, lab: Laboratory, ports: Ports, user_agent: str
) -> dict[str, Any]:
    """Connect to one reference; ``error`` is "" when it answered from a global address."""
    try:
        host, port = split_port(reference.strip(), 443)
    except ValueError as error:
        raise OperatorError(
            f"config.toml 的 [network] ipv6_references 中的“{reference}”应写作 主机:端口 或 [地址]:端口"
        ) from error
    outcome = {
        "reference": reference, "address": "", "port": port, "error": "", "ms": 0.0, "source": "",
    }  # fmt: skip
    if literal(host) is not None:
        values: tuple[str, ...] = (host,)
    else:
        found = await resolver.records(host, "AAAA")
        values = found.values
        if not values:
            return {**outcome, "error": f"没有 AAAA 记录:{found.status}"}
    usable = [value for value in values if lab.is_global(value)]
    if not usable:
        return {**outcome, "address": values[0], "error": "不是全球 IPv6 地址"}
    tried = await knock(usable[0], port, ports)
    why = tried.error or await _silence(host, usable[0], port, ports, user_agent)
    return {
        **outcome, "address": usable[0], "error": why, "ms": round(tried.ms, 1),
        "source": tried.local,
    }  # fmt: skip


async def _silence(host: str, address: str, port: int, ports: Ports, user_agent: str) -> str:
    """Why no page comes from a reference at a web port; "" when one does, or it has no pages.

    Any answer will do, for it has crossed the line; only silence after the connection will not.
    """
    if port not in _WEB:
        return ""
    name = f"[{host}]" if ":" in host else host
    answer = await fetch(f"{_WEB[port]}://{name}/", address, user_agent, "GET", ports)
    return "可以连接,但取不到网页,本机线路可能丢弃较大的数据包" if answer.error == "timeout" else ""
