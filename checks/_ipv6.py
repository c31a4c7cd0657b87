"""What the IPv6 probes prove and what they leave open: the reading behind clause 21.

Every reader here tells three things apart: it works, it is proven not to work, nobody knows.
Only the second may become a failure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from checks._probes import measured
from store.errors import Unseen
from store.snapshot import Probe, Snapshot

Data = Mapping[str, Any]

CLASS_TITLES: Final = {
    "global": "全球单播地址",
    "mapped": "IPv4 映射地址",
    "compatible": "IPv4 兼容地址",
    "ula": "唯一本地地址(ULA)",
    "6to4": "6to4 过渡地址",
    "teredo": "Teredo 隧道地址",
    "nat64": "NAT64 转换地址",
    "link-local": "链路本地地址",
    "site-local": "站点本地地址",
    "loopback": "环回地址",
    "documentation": "文档示例地址",
    "multicast": "组播地址",
    "unspecified": "未指定地址",
}
WORDS: Final = {
    "ok": "正常",
    "open": "已开放",
    "refused": "连接被拒绝",
    "unreachable": "网络不可达",
    "prohibited": "本机不允许连接",
    "no-route": "本机没有路由",
    "reset": "连接被重置",
    "timeout": "超时",
    "tls": "加密连接失败",
    "certificate": "证书错误",
    "connect": "无法建立连接",
    "broken": "响应内容损坏",
    "redirects": "连续跳转过多",
    "no-address": "没有可用的地址记录",
    "no-soa": "未答复本区的 SOA",
    "not-authoritative": "答复不是权威答复",
}

#: Statuses by which a protection system or an overloaded server turns a crawler away.
TURNED_AWAY: Final = frozenset({412, 429, 503, 521})
#: Failures that the other side itself signalled; the rest may be due to the way there.
_SIGNALLED: Final = frozenset({"refused", "reset", "tls", "broken"})
#: Failures that this machine or its own firewall may have signalled.
_OURS: Final = frozenset({"prohibited", "no-route"})


def word(text: str) -> str:
    """A probe's word in Chinese; rcodes and unknown words stay as they are."""
    return WORDS.get(text, text)


def none(status: str) -> str:
    """How an empty answer is told: with its rcode unless the name simply has no such record."""
    return "无" if status == "ok" else f"无({status})"


def require_vantage(snapshot: Snapshot) -> Probe:
    """The self-test of the place of measurement; raises ``Unseen`` when it speaks no IPv6."""
    probe = measured(snapshot, "vantage")
    if not probe.data["ok"]:
        raise Unseen(f"巡检机不具备 IPv6 条件，未能检查：{probe.data['reason']}")
    return probe


@dataclass(frozen=True)
class Published:
    """What DNS publishes for the home page's host."""

    probe: Probe

    @property
    def host(self) -> str:
        """The name that was looked up."""
        return str(self.probe.data["host"])

    @property
    def has_name(self) -> bool:
        """False when the home page is addressed by number or as localhost."""
        return bool(self.probe.data["written_as"] == "name")

    @property
    def addresses(self) -> tuple[str, ...]:
        """The global addresses."""
        records = self.probe.data["aaaa"]["records"]
        return tuple(entry["address"] for entry in records if entry["class"] == "global")

    @property
    def quote(self) -> str:
        """The answer as evidence quotes it."""
        data = self.probe.data
        listed = [
            f"{entry['address']}({CLASS_TITLES.get(entry['class'], entry['class'])})"
            for entry in data["aaaa"]["records"]
        ]
        chain = "".join(f" → {name}" for name in data["chain"])
        answer = "、".join(listed) or none(data["aaaa"]["status"])
        a = "、".join(data["a"]["values"]) or none(data["a"]["status"])
        checked = data.get("authority", {}).get("server", "")
        asked = f";权威服务器 {checked} 同样答复无 AAAA" if checked else ""
        return f"{self.host}{chain} AAAA:{answer};A:{a}；解析服务器 {data['resolver']}{asked}"


def published(snapshot: Snapshot) -> Published:
    """The portal's addresses; raises ``Unseen`` when their absence is not certain."""
    found = Published(measured(snapshot, "dns-aaaa"))
    if found.has_name and not found.addresses and (doubt := _doubt(found.probe.data)):
        raise Unseen(doubt)
    return found


def _doubt(data: Data) -> str:
    """Why the absence of a global AAAA is not certain; "" when it is."""
    a, aaaa, host = data["a"], data["aaaa"], data["host"]
    if aaaa["status"] not in ("ok", "NXDOMAIN"):
        return f"域名 {host} 的 AAAA 查询失败（{aaaa['status']}），不能据此认定没有 IPv6 地址"
    if not a["values"] and not aaaa["records"]:
        return f"解析服务器没有域名 {host} 的地址记录({a['status']}),不能代表公众看到的结果"
    if a["internal"]:
        return f"解析服务器给出的是内网地址 {a['values'][0]}，不能代表公众看到的结果"
    if data["confirmed"]:
        return ""
    told = data.get("authority", {}).get("values") or ()
    if told:
        return f"解析服务器答复没有 AAAA，而权威服务器答复有 {'、'.join(told)}，解析服务器可能过滤了 AAAA"
    return f"解析服务器答复 {host} 没有 AAAA，但未能向权威服务器核实，解析服务器可能过滤了 AAAA"


def passes_aaaa(snapshot: Snapshot) -> bool:
    """Whether the resolver handed out any AAAA this night, so that it does not filter them."""
    if measured(snapshot, "dns-aaaa").data["aaaa"]["records"]:
        return True
    servers = measured(snapshot, "dns-ns").data["servers"]
    return any(server["aaaa"]["records"] for server in servers)


def proven(snapshot: Snapshot) -> bool:
    """Whether IPv6 is known to work here: a line that loses packets explains any silence."""
    here = measured(snapshot, "vantage").data
    if not here.get("steady", True):
        return False
    if here["proven"]:
        return True
    for probe in snapshot.probes:
        endpoints = probe.data.get("endpoints", ()) if probe.kind == "v6-reach" else ()
        servers = probe.data.get("servers", ()) if probe.kind == "dns-ns" else ()
        if any(endpoint["tcp"] == "open" for endpoint in endpoints):
            return True
        if any(test["udp"] == "ok" for server in servers for test in server["tests"]):
            return True
    return False


# -- reaching the portal ------------------------------------------------------------------------


@dataclass(frozen=True)
class Trouble:
    """What is wrong at one address and port; ``certain`` says whether it may be held against it."""

    text: str
    certain: bool


def troubles(data: Data, certain_way: bool) -> Iterator[Trouble]:
    """What fails over IPv6 at each endpoint although the same works over IPv4."""
    controls = {control["port"]: control for control in data["v4"]}
    for endpoint in data["endpoints"]:
        found = _trouble(controls[endpoint["port"]], endpoint, certain_way)
        if found is not None:
            place = f"[{endpoint['address']}]:{endpoint['port']} "
            yield Trouble(place + found.text, found.certain)


def _trouble(control: Data, endpoint: Data, certain_way: bool) -> Trouble | None:
    v4, v6 = control.get("http", {}), endpoint.get("http", {})
    if endpoint["tcp"] != "open":
        if not control["open"]:
            return None
        certain = _believable(endpoint["tcp"], certain_way)
        return Trouble(f"TCP {word(endpoint['tcp'])}(IPv4 已开放)", certain)
    if v6.get("tls", "ok") != "ok" and v4.get("tls") == "ok":
        return Trouble(f"证书校验失败：{v6['tls']}（IPv4 正常）", True)
    if v4.get("status") is None or v4["status"] >= 400:
        return None
    if v6.get("status") is None:
        text = f"HTTP {word(v6.get('error', ''))}（IPv4 为 {v4['status']}）"
        return Trouble(text, _believable(v6.get("error", ""), certain_way))
    if v6["status"] >= 400:
        text = f"HTTP {v6['status']}（IPv4 为 {v4['status']}）"
        return Trouble(text, v6["status"] not in TURNED_AWAY)
    return None


def _believable(error: str, certain_way: bool) -> bool:
    """A refusal comes from the other side; silence counts only where IPv6 is known to work."""
    if error in _OURS:
        return False
    return error in _SIGNALLED or certain_way


def working(data: Data) -> list[str]:
    """The endpoints that answered over IPv6 with a success or redirect, as text."""
    return [
        f"[{endpoint['address']}]:{endpoint['port']} HTTP {endpoint['http']['status']}"
        f"（对端 {endpoint['peer']}，{endpoint['ms']} 毫秒）"
        for endpoint in data["endpoints"]
        if endpoint["tcp"] == "open" and (endpoint["http"].get("status") or 999) < 400
    ]


# -- name servers -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """One name server: "works", "fails" or "unknown" over IPv6, and in which words."""

    name: str
    verdict: str
    text: str


def standings(snapshot: Snapshot, data: Data) -> list[Standing]:
    """Each name server of the zone as it stands over IPv6."""
    certain_way, passes = proven(snapshot), passes_aaaa(snapshot)
    return [_standing(server, certain_way, passes) for server in data["servers"]]


def _standing(server: Data, certain_way: bool, passes: bool) -> Standing:
    name, aaaa = server["name"], server["aaaa"]
    if not any(entry["class"] == "global" for entry in aaaa["records"]):
        definite = aaaa["status"] in ("ok", "NXDOMAIN")
        known = definite and (passes or aaaa["from_owner"])
        found = "没有" if aaaa["status"] == "ok" else f"未查到({aaaa['status']})"
        text = f"{found}全球 AAAA 记录"
        return Standing(name, "fails" if known else "unknown", text)
    verdicts = [_verdict(test, server["over_v4"], certain_way) for test in server["tests"]]
    text = "；".join(
        f"[{test['address']}] UDP {word(test['udp'])}、TCP {word(test['tcp'])}"
        for test in server["tests"]
    )
    for verdict in ("fails", "unknown"):
        if verdict in verdicts:
            return Standing(name, verdict, text)
    return Standing(name, "works" if verdicts else "unknown", text)


def _verdict(test: Data, over_v4: list[Data], certain_way: bool) -> str:
    """A silent server is held guilty only where the same question over IPv4 is answered."""
    bad = [way for way in ("udp", "tcp") if test[way] != "ok"]
    if not bad:
        return "works"
    control = over_v4[0] if over_v4 else {}
    sure = [way for way in bad if control.get(way) == "ok"]
    return "fails" if any(_believable(test[way], certain_way) for way in sure) else "unknown"
