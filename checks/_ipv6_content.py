"""Pages fetched over both protocols as the checks of clause 21 compare them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks._ipv6 import TURNED_AWAY, Published, proven, published, troubles, word
from checks._probes import measured
from checks._results import Result, not_applicable
from store.errors import Unseen
from store.snapshot import Snapshot


def unpublished(snapshot: Snapshot) -> Result | None:
    """The result of checks that have nothing to look at; the lack itself is one accusation."""
    found: Published = published(snapshot)
    if found.addresses:
        return None
    why = "没有全球 IPv6 地址" if found.has_name else "不是域名，也不是全球 IPv6 地址"
    return not_applicable(f"{found.host} {why}，见检查项 ipv6.address-published")


def unreachable(snapshot: Snapshot) -> bool:
    """Whether ``ipv6.reachable`` already holds something against the portal."""
    data = measured(snapshot, "v6-reach").data
    return any(trouble.certain for trouble in troubles(data, proven(snapshot)))


def require_comparable(data: Mapping[str, Any]) -> None:
    """Raise ``Unseen`` while either side shows something other than the portal's answer.

    Redirects without end over IPv6 alone are an answer, and so is a host without an address.
    """
    v4, v6 = data["v4"], data["v6"]
    if v4["blocked"] or v6["blocked"] or v6.get("status") in TURNED_AWAY:
        raise Unseen("首页返回的是防护页面，未见正文，无法比较")
    silent = v6.get("status") is None and v6.get("error") not in ("no-address", "redirects")
    if silent:
        raise Unseen(f"首页经 IPv6 未能取得({told(v6)}),无法比较")


def sameness(data: Mapping[str, Any], most: float) -> str:
    """How two sides that opened compare: same, differs, unstable, or what else is not the same."""
    if data["distance"] > most:
        return "unstable" if data["unstable"] else "differs"
    if not data.get("same_end", True):
        return f"跳转到的网址不同（IPv4 为 {data['v4']['url']}，IPv6 为 {data['v6']['url']}）"
    if not data.get("same_title", True):
        return f"标题不同（IPv4 为“{data['v4']['title']}”，IPv6 为“{data['v6']['title']}”）"
    return "same"


def opened(side: Mapping[str, Any]) -> bool:
    """Whether one side ended with a success or redirect status."""
    return side.get("status") is not None and side["status"] < 400


def told(side: Mapping[str, Any]) -> str:
    """How one side ended, in words."""
    if side.get("status") is not None:
        return f"HTTP {side['status']}"
    return f"{side['url']} {word(side.get('error', ''))}"


def both(data: Mapping[str, Any]) -> str:
    """Both sides as evidence quotes them."""
    parts = []
    for name in ("v4", "v6"):
        side = data[name]
        peer = side.get("peer", "未连接")
        onward = f",跳转至 {side['url']}" if side["hops"] else ""
        title = f",标题“{side['title']}”" if side["title"] else ""
        parts.append(f"IP{name}：{told(side)}{onward}，对端 {peer}{title}，{side['bytes']} 字节")
    if data["distance"] is not None:
        parts.append(f"文字差异 {data['distance']}%")
    return "；".join(parts)
