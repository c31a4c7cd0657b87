"""Whether this machine speaks IPv6 at all: without that nothing may be said of the portal.

An address alone proves nothing: many machines hold a unique-local address and a default route
that lead nowhere. So a reference known to answer over IPv6 is connected to; its answer is proof.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import Any, Final

from crawler.probes.address import Laboratory
from crawler.probes.wire import Ports, knock
from crawler.resolver import Resolver, literal, split_port
from store.config import Network
from store.errors import OperatorError

#: A public resolver's address; only the routing table is asked for it, nothing is sent.
_SOMEWHERE: Final = "2400:3200::1"


@dataclass(frozen=True)
class Vantage:
    """``ok``: this machine may judge over IPv6; ``proven``: it reached a reference tonight."""

    ok: bool
    reason: str
    proven: bool = False
    source: str = ""
    references: list[dict[str, Any]] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """Data of the "vantage" probe."""
        return dict(vars(self))


async def self_test(network: Network, resolver: Resolver, lab: Laboratory) -> Vantage:
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
        tried.append(await _reach(reference, resolver, lab, ports))
        if not tried[-1]["error"]:
            reason = f"本机可经 IPv6 连接参照地址 {reference}"
            return Vantage(True, reason, True, tried[-1]["source"], tried)
    words = ";".join(f"{entry['reference']}({entry['error']})" for entry in tried)
    return Vantage(False, f"本机经 IPv6 未能连接任何参照地址:{words}", False, "", tried)


def source_towards(address: str) -> str:
    """The source address the routing table picks for a destination, "" when there is no route."""
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 53))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


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


async def _reach(
    reference: str, resolver: Resolver, lab: Laboratory, ports: Ports
) -> dict[str, Any]:
    """Connect to one reference; ``error`` is "" when it answered from a global address."""
    try:
        host, port = split_port(reference.strip(), 443)
    except ValueError as error:
        raise OperatorError(
            f"config.toml 的 [network] ipv6_references 中的“{reference}”应写作 主机:端口 或 [地址]:端口"
        ) from error
    outcome = {"reference": reference, "address": "", "error": "", "ms": 0.0, "source": ""}
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
    return {
        **outcome, "address": usable[0], "error": tried.error, "ms": round(tried.ms, 1),
        "source": tried.local,
    }  # fmt: skip
