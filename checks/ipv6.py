"""Clause 21: the portal can be read over IPv6, as well as over IPv4.

Nothing here fails unless the machine that measured speaks IPv6 itself, and what IPv4 fails at
too is no fault of IPv6. A portal without any AAAA record is accused of that alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks._declare import Setting, Settings, Topic, check
from checks._ipv6 import (
    proven,
    published,
    require_vantage,
    standings,
    troubles,
    working,
)
from checks._ipv6_content import (
    both,
    opened,
    require_comparable,
    sameness,
    told,
    unpublished,
    unreachable,
)
from checks._probes import measured, record
from checks._results import Result, attest, failed, not_applicable, passed
from store.errors import Unseen
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(
    clause="21",
    title="政府网站支持 IPv6",
    norms=("要点", "IPv6行动计划", "IPv6工作安排2023"),
)
#: Fewer name servers than this leave a zone to one machine (internet.nl ns_aaaa).
FEWEST_SERVERS = 2


@check(
    id="ipv6.address-published", topic=TOPIC, severity=Severity.MAJOR, rows=("21.1",),
    confirm=(2, 3),
    title="门户域名发布了 IPv6 地址（AAAA 记录）",
    expected="门户域名至少有一条全球单播 IPv6 地址的 AAAA 记录（不含映射、本地、6to4、Teredo 地址）",
    remedy="为门户服务器（或其内容分发服务）启用 IPv6,并在域名解析中添加 AAAA 记录。",
    method="向解析服务器查询 A、AAAA 和 CNAME;查无 AAAA 时再向权威服务器核实。",
)  # fmt: skip
def address_published(snapshot: Snapshot) -> Result:
    """The portal's host has at least one global AAAA record (RFC 3596, RFC 4291)."""
    require_vantage(snapshot)
    found = published(snapshot)
    evidence = record(snapshot, found.probe, f"{found.host} 的 AAAA 记录", found.quote)
    if not found.has_name:
        return not_applicable(f"首页以 {found.host} 访问，没有域名可查", evidence)
    if found.addresses:
        listed = "、".join(found.addresses)
        return passed(f"域名 {found.host} 的全球 IPv6 地址：{listed}", evidence)
    if found.probe.data["aaaa"]["records"]:
        return failed(f"域名 {found.host} 的 AAAA 记录都不是全球 IPv6 地址，公众无法使用", evidence)
    return failed(f"域名 {found.host} 没有 AAAA 记录", evidence)


@check(
    id="ipv6.reachable", topic=TOPIC, severity=Severity.MAJOR, rows=("21.2",),
    confirm=(2, 3),
    title="门户可通过 IPv6 访问",
    expected="每个全球 IPv6 地址都开放与 IPv4 相同的端口（80、443 或门户所用端口），首页正常返回",
    remedy="检查 IPv6 地址上的监听、防火墙、证书和虚拟主机配置，使其与 IPv4 一致。",
    method="直接连接每个 IPv6 地址，不回退到 IPv4;失败的再试一次，并以 IPv4 的结果作对照。",
)  # fmt: skip
def reachable(snapshot: Snapshot) -> Result:
    """Every global address answers at the ports that are open over IPv4 (internet.nl web_reach)."""
    require_vantage(snapshot)
    if (idle := unpublished(snapshot)) is not None:
        return idle
    probe = measured(snapshot, "v6-reach")
    found = list(troubles(probe.data, proven(snapshot)))
    certain = [trouble.text for trouble in found if trouble.certain]
    if certain:
        words = "；".join(certain)
        evidence = record(snapshot, probe, "IPv6 连接记录", words)
        return failed(f"IPv6 访问有 {len(certain)} 处与 IPv4 不一致：{words}", evidence)
    if found:
        raise Unseen(f"IPv6 访问失败，但不能排除巡检机线路或防护系统的原因：{found[0].text}")
    if probe.data["left_out"]:
        raise Unseen(f"限时内有 {probe.data['left_out']} 个 IPv6 地址未测完")
    good = working(probe.data)
    if not good:
        raise Unseen("门户首页经 IPv4 和 IPv6 都未能正常打开，无法比较")
    words = "；".join(good)
    return passed(f"可经 IPv6 访问：{words}", record(snapshot, probe, "IPv6 连接记录", words))


@check(
    id="ipv6.name-servers", topic=TOPIC, severity=Severity.MAJOR, rows=("21.4",),
    confirm=(2, 3),
    title="门户域名的权威服务器支持 IPv6",
    expected="域名所在区至少有 2 台权威域名服务器有全球 AAAA 记录，并在 IPv6 上答复（UDP 和 TCP）",
    remedy="联系域名解析服务商或上级域名管理单位，为权威域名服务器启用 IPv6。",
    method="向每台权威服务器的 IPv6 地址查询本区 SOA;不通时以 IPv4 的结果作对照。",
)  # fmt: skip
def name_servers(snapshot: Snapshot) -> Result:
    """At least two of the zone's servers answer over IPv6 (internet.nl ns_aaaa, ns_reach)."""
    require_vantage(snapshot)
    probe = measured(snapshot, "dns-ns")
    data = probe.data
    if data["status"] == "literal":
        return not_applicable(f"首页以 {data['host']} 访问，没有域名")
    if data["status"] != "ok" or not data["servers"]:
        raise Unseen(
            f"未能查到 {data['host']} 所在区的权威服务器({data['status']}){data['detail']}"
        )
    if not data["asked_over_v6"]:
        raise Unseen("探测时巡检机不具备 IPv6 条件，未询问权威服务器")
    found = standings(snapshot, data)
    words = "；".join(f"{one.name}:{one.text}" for one in found)
    evidence = record(snapshot, probe, f"{data['zone']} 的权威域名服务器", words)
    good = sum(one.verdict == "works" for one in found)
    open_ = sum(one.verdict == "unknown" for one in found) + data["left_out"]
    counted = f"{data['zone']} 的 {len(found)} 台权威服务器中，{good} 台可经 IPv6 答复"
    if good >= FEWEST_SERVERS:
        return passed(counted, evidence)
    if good + open_ >= FEWEST_SERVERS:
        raise Unseen(f"{counted}，{open_} 台未能确定：{words}")
    faults = "；".join(f"{one.name}:{one.text}" for one in found if one.verdict == "fails")
    return failed(f"{counted}，少于 {FEWEST_SERVERS} 台。{faults}", evidence)


@check(
    id="ipv6.same-content", topic=TOPIC, severity=Severity.MAJOR, rows=("21.5",),
    confirm=(2, 3),
    title="首页经 IPv6 与经 IPv4 内容一致",
    expected="同一分钟内经两种协议打开的首页都正常，标题和跳转结果相同，文字差异不超过规定比例",
    remedy="使 IPv6 与 IPv4 指向同一站点的同一版本，检查虚拟主机、缓存和跳转配置。",
    settings={"most_percent": Setting(10.0, "文字差异上限（百分比；取自 internet.nl）")},
    method="去除随机数、视图状态、计数、日期后按字符比较前 500,000 字节；有差异时重取一次再判。"
    "文字相同而标题或跳转结果不同的，提请人工确认。", version="2",
)  # fmt: skip
def same_content(snapshot: Snapshot, settings: Settings) -> Result:
    """The home page is the same over both protocols (internet.nl web_ipv46)."""
    require_vantage(snapshot)
    if (idle := unpublished(snapshot)) is not None:
        return idle
    probe = measured(snapshot, "v6-content")
    data = probe.data
    evidence = record(snapshot, probe, "首页经 IPv4 与 IPv6 的对照", both(data))
    if not opened(data["v4"]):
        raise Unseen(f"首页经 IPv4 未能打开({told(data['v4'])}),无法比较")
    if not opened(data["v6"]) and unreachable(snapshot):
        return not_applicable("首页经 IPv6 打不开，见检查项 ipv6.reachable", evidence)
    require_comparable(data)
    if not opened(data["v6"]):
        return failed(f"首页经 IPv6 打不开：{told(data['v6'])}，经 IPv4 正常", evidence)
    apart, most = data["distance"], settings["most_percent"]
    verdict = sameness(data, most)
    if verdict == "unstable":
        words = f"首页两次经 IPv4 打开也相差 {data['self_distance']}%，请人工比较经 IPv6 的首页"
        return attest(words, evidence)
    if verdict == "differs":
        return failed(f"首页经 IPv6 与经 IPv4 的文字差异 {apart}%，超过 {most:g}%", evidence)
    if verdict == "same":
        return passed(f"文字差异 {apart}%，未超过 {most:g}%", evidence)
    return attest(f"文字差异 {apart}%，但{verdict}，请人工比较", evidence)


@check(
    id="ipv6.inner-links", topic=TOPIC, severity=Severity.MAJOR, rows=("21.6",),
    confirm=(2, 3),
    title="二级、三级链接可通过 IPv6 访问",
    expected="抽查的站内二级、三级页面经 IPv6 的成功率不低于设定比例（分级、分主机列出）",
    remedy="使站内各栏目、子域名和应用都经 IPv6 提供服务。",
    settings={"least_percent": Setting(85.0, "成功率参考线（百分比；未经核实，低于时只提请确认）")},
    method="抽查站内页面，强制经 IPv6 打开；经 IPv4 同样打不开的不计入。",
)  # fmt: skip
def inner_links(snapshot: Snapshot, settings: Settings) -> Result:
    """The rate of inner pages that open over IPv6; never a failure, the line being unverified."""
    require_vantage(snapshot)
    if (idle := unpublished(snapshot)) is not None:
        return idle
    probe = measured(snapshot, "v6-links")
    data = probe.data
    if data["rate"] is None:
        raise Unseen("没有可比较的站内页面：未取得抽样，或抽查的页面经 IPv4 也打不开")
    bad = [entry["url"] for entry in data["results"] if entry["outcome"] == "v6-only-fault"]
    words = (
        f"抽查 {data['counted']} 个站内页面，{data['ok']} 个可经 IPv6 打开，成功率 {data['rate']}%"
        f"{_rates(data)}"
    )
    listed = f"{words}；经 IPv6 打不开：{'、'.join(bad[:20])}" if bad else words
    evidence = record(snapshot, probe, "站内链接抽查记录", listed)
    if data["rate"] >= settings["least_percent"]:
        return passed(words, evidence)
    if unreachable(snapshot):
        return not_applicable(f"{words}；门户经 IPv6 打不开，见检查项 ipv6.reachable", evidence)
    return attest(f"{listed}。参考线 {settings['least_percent']:g}% 未经核实，请人工确认", evidence)


@check(
    id="ipv6.resources-reachable", topic=TOPIC, severity=Severity.MINOR, rows=("21.7",),
    confirm=(2, 3),
    title="首页引用的资源没有 IPv6“天窗”",
    expected="首页引用的图片、脚本、样式、视频所在主机都有全球 IPv6 地址",
    remedy="将仅有 IPv4 的外部资源改为本站提供，或改用支持 IPv6 的服务。",
    method="查询首页所引用资源的各主机的 AAAA 记录。",
)  # fmt: skip
def resources_reachable(snapshot: Snapshot) -> Result:
    """Hosts of the home page's sub-resources without AAAA are listed for a person to decide."""
    require_vantage(snapshot)
    if (idle := unpublished(snapshot)) is not None:
        return idle
    probe = measured(snapshot, "v6-resources")
    hosts = probe.data["hosts"]
    lacking = [entry for entry in hosts if entry["why"] == "no-address"]
    if lacking:
        named = "、".join(_example(entry) for entry in lacking[:20])
        evidence = record(snapshot, probe, "首页资源主机的 AAAA 记录", named)
        return attest(f"首页引用的 {len(lacking)} 个主机没有 IPv6 地址：{named}", evidence)
    if not probe.data["offered"]:
        return passed("首页没有引用图片、脚本、样式和视频", snapshot.home.quote("", "首页"))
    unknown = [entry for entry in hosts if entry["why"]]
    if unknown or probe.data["tried"] < probe.data["offered"]:
        raise Unseen("首页引用资源的部分主机未能解析或未查完，不能认定没有“天窗”")
    words = f"首页引用资源的 {len(hosts)} 个主机都有 IPv6 地址"
    return passed(words, record(snapshot, probe, "首页资源主机的 AAAA 记录", words))


# -- what the checks share ----------------------------------------------------------------------


def _rates(data: Mapping[str, Any]) -> str:
    """The rates of second- and third-level links, and of hosts that do not fully open."""
    levels = {"1": "二级链接", "2": "三级链接"}
    told = [f"{levels[depth]} {each['rate']}%" for depth, each in data.get("by_depth", {}).items()
            if depth in levels and each["rate"] is not None]  # fmt: skip
    told += [f"主机 {host} {each['rate']}%" for host, each in data.get("by_host", {}).items()
             if each["rate"] is not None and each["rate"] < 100]  # fmt: skip
    return f"（{'，'.join(told)}）" if told else ""


def _example(entry: Mapping[str, Any]) -> str:
    first = f"（如 {entry['examples'][0]}）" if entry["examples"] else ""
    return f"{entry['host']}{first}"
