"""Clause 21 in depth: inner pages compared, hosts without IPv6 (天窗), how long IPv6 takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from checks._declare import Setting, Settings, check
from checks._ipv6 import passes_aaaa, require_vantage, word
from checks._ipv6_content import both, opened, sameness, unpublished, unreachable
from checks._probes import measured, record
from checks._results import Result, attest, failed, not_applicable, passed
from checks._visits import week_of
from checks.ipv6 import TOPIC
from store.errors import Unseen
from store.records import HOME_V6
from store.snapshot import Probe, Snapshot
from store.vocabulary import Severity

_NAMED: Final = 20
_PARTS: Final = {"dns": "域名解析", "tcp": "建立连接", "first": "首字节", "page": "整页"}


@check(
    id="ipv6.same-inner-content", topic=TOPIC, severity=Severity.MAJOR, rows=("21.5",), confirm=(2, 3),
    title="站内网页经 IPv6 与经 IPv4 内容一致",
    expected="同一分钟内经两种协议打开的站内网页，标题和跳转结果相同，文字差异不超过规定比例",
    remedy="使 IPv6 与 IPv4 指向同一站点的同一版本，检查发布目录的同步、缓存和跳转配置。",
    settings={"most_percent": Setting(10.0, "文字差异上限（百分比；取自 internet.nl）")},
    method="抽取几个站内网页，按首页的办法比较，有差异时重取一次再判；只有一种协议打得开的，"
    "见检查项 ipv6.inner-links。",
)  # fmt: skip
def same_inner_content(snapshot: Snapshot, settings: Settings) -> Result:
    """Sampled inner pages say the same over both protocols; what failed to open is not compared."""
    require_vantage(snapshot)
    if (idle := unpublished(snapshot)) is not None:
        return idle
    probe = measured(snapshot, "v6-pages")
    pages = [page for page in probe.data["pages"] if _comparable(page)]
    if not pages and unreachable(snapshot):
        return not_applicable("门户经 IPv6 打不开，见检查项 ipv6.reachable")
    if not pages:
        raise Unseen("没有经两种协议都能打开的站内网页可以比较")
    verdicts = {page["home"]: sameness(page, settings["most_percent"]) for page in pages}
    other = {url: verdict for url, verdict in verdicts.items() if verdict != "same"}
    said = f"比较 {len(pages)} 个站内网页，{len(pages) - len(other)} 个一致"
    quoted = "；".join(f"{page['home']} {both(page)}" for page in pages if page["home"] in other)
    evidence = record(snapshot, probe, "站内网页经 IPv4 与 IPv6 的对照", quoted or said)
    wrong = [url for url, verdict in other.items() if verdict == "differs"]
    if wrong:
        return failed(f"{said}，文字差异超过规定比例：{'、'.join(wrong)}", evidence)
    if other:
        return attest(f"{said}，请人工比较：{'、'.join(other)}", evidence)
    return passed(said, evidence)


@check(
    id="ipv6.inner-resources", topic=TOPIC, severity=Severity.MINOR, rows=("21.7",),
    confirm=(2, 3),
    title="站内网页引用的资源没有 IPv6“天窗”",
    expected="抽查的站内网页引用的图片、脚本、样式、视频所在主机都有全球 IPv6 地址",
    remedy="将仅有 IPv4 的外部资源改为本站提供，或改用支持 IPv6 的服务。",
    method="查询抽查的站内网页所引用资源的各主机的 AAAA 记录，列出引用它们的网页。",
)  # fmt: skip
def inner_resources(snapshot: Snapshot) -> Result:
    """Hosts without AAAA from which sampled inner pages load something, with these pages."""
    require_vantage(snapshot)
    if (idle := unpublished(snapshot)) is not None:
        return idle
    probe = measured(snapshot, "v6-inner-resources")
    lacking = _lacking(probe)
    if lacking:
        named = "、".join(map(_with_pages, lacking[:_NAMED]))
        evidence = record(snapshot, probe, "站内网页资源主机的 AAAA 记录", named)
        return attest(f"站内网页引用的 {len(lacking)} 个主机没有 IPv6 地址：{named}", evidence)
    hosts = probe.data["hosts"]
    if not hosts:
        raise Unseen("没有读到站内网页引用的资源")
    if any(entry["why"] for entry in hosts) or probe.data["tried"] < probe.data["offered"]:
        raise Unseen("站内网页引用资源的部分主机未能解析或未查完，不能认定没有“天窗”")
    words = f"抽查的站内网页引用资源的 {len(hosts)} 个主机都有 IPv6 地址"
    return passed(words, record(snapshot, probe, "站内网页资源主机的 AAAA 记录", words))


@check(
    id="ipv6.outbound-hosts", topic=TOPIC, severity=Severity.INFO, rows=("21.7",),
    confirm=(2, 3),
    title="网站链接到的其他网站支持 IPv6，没有用网关地址代替真实地址",
    expected="链接到的站外主机大多有全球 IPv6 地址，链接直接写真实地址",
    remedy="外链改为对方真实地址，推动对方支持 IPv6；经网关转接的外链失效时会影响公众访问，应尽早取消。",
    settings={"least_percent": Setting(60.0, "有 IPv6 地址的站外主机比例（百分比；自定）")},
    method="查询首页和抽查网页链接到的各主机的 AAAA 记录，未能解析的不计；识别经 IPv6 网关转接的链接"
    "及其真实主机（网关域名表为数据）。只提请确认。",
)  # fmt: skip
def outbound_hosts(snapshot: Snapshot, settings: Settings) -> Result:
    """The share of linked hosts with AAAA, and links behind a gateway; never a failure."""
    require_vantage(snapshot)
    probe = measured(snapshot, "v6-outbound")
    hosts = probe.data["hosts"]
    if not hosts:
        return not_applicable("没有读到指向其他网站的链接")
    known = [
        entry for entry in hosts if entry["why"] in ("", "no-address") and not entry["gateway"]
    ]
    lacking, hidden = _lacking(probe), [entry for entry in hosts if entry["gateway"]]
    if lacking and not passes_aaaa(snapshot):
        raise Unseen("解析服务器本次没有给出任何 AAAA 记录，可能过滤了 AAAA")
    if not known and not hidden:
        raise Unseen(f"链接到的 {len(hosts)} 个站外主机都未能解析")
    share = 100 * (len(known) - len(lacking)) / len(known) if known else 0.0
    said = f"链接到的站外主机 {len(known)} 个，有 IPv6 地址的 {share:.1f}%"
    named = "、".join(map(_with_pages, lacking[:_NAMED]))
    gated = "、".join(
        f"{entry['host']}（实为 {entry['behind'] or '不明'}）" for entry in hidden[:_NAMED]
    )
    quote = "；".join(filter(None, (said, f"没有的：{named}" if named else "", gated)))
    evidence = record(snapshot, probe, "站外主机的 AAAA 记录", quote)
    if hidden:
        return attest(f"{said}；{len(hidden)} 个链接经 IPv6 网关转接：{gated}，请确认", evidence)
    if share < settings["least_percent"]:
        return attest(f"{said}，低于 {settings['least_percent']:g}%；没有的：{named}", evidence)
    return passed(said, evidence)


@check(
    id="ipv6.latency", topic=TOPIC, severity=Severity.INFO, rows=("21.8",),
    confirm=(3, 5),
    title="经 IPv6 打开首页不比经 IPv4 慢很多",
    expected="首页的域名解析、建立连接、首字节、整页用时，IPv6 与 IPv4 相差不大",
    remedy="检查 IPv6 的出口带宽、路由和转换设备；先排除巡检机线路的原因。",
    settings={"most_slower": Setting(1000.0, "整页比 IPv4 慢多少毫秒以上提请确认（自定）")},
    method="两种协议交替测三次，取中位数，列出各阶段之差；没有规定的限值，超过时只提请确认。",
)  # fmt: skip
def latency(snapshot: Snapshot, settings: Settings) -> Result:
    """How much longer the home page takes over IPv6, in milliseconds; never a failure."""
    require_vantage(snapshot)
    if (idle := unpublished(snapshot)) is not None:
        return idle
    probe = measured(snapshot, "v6-times")
    data = probe.data
    if not data["v6"]["ms"] and unreachable(snapshot):
        return not_applicable("门户经 IPv6 打不开，见检查项 ipv6.reachable")
    for family in ("v4", "v6"):
        if not data[family]["ms"]:
            raise Unseen(f"经 IP{family} 未能测到用时（{word(data[family]['error'])}）")
    words = "，".join(
        f"{title} {data['v6']['ms'][part]:g} 毫秒（差 {data['difference'][part]:+g}）"
        for part, title in _PARTS.items()
    )
    evidence = record(snapshot, probe, "经 IPv6 打开首页的用时", words)
    if data["difference"]["page"] <= settings["most_slower"]:
        return passed(f"经 IPv6：{words}", evidence)
    return attest(f"经 IPv6 明显较慢：{words}，请排除巡检机线路的原因后确认", evidence)


@check(
    id="ipv6.success-rate", topic=TOPIC, severity=Severity.MAJOR, rows=("21.3",),
    title="经 IPv6 多次访问首页的成功率",
    expected="连续七天每天经 IPv6 访问首页 20 次以上，成功率不低于设定比例",
    remedy="检查 IPv6 出口、转换设备和监听的稳定性。",
    settings={
        "days": Setting(7, "统计巡检日以前的几天（自定）"),
        "fewest": Setting(20, "每天至少计入几次（自定，参照站点可访问的要求）"),
        "least_percent": Setting(95.0, "成功率下限（百分比；自定，参照 5% 的规定）"),
    },
    method="由 gongkai probe 强制经 IPv6 定时访问首页；同时经 IPv4 也打不开的、巡检机没有 IPv6 时的不计。"
    "比例是自定的，低于时只提请确认。",
)  # fmt: skip
def success_rate(snapshot: Snapshot, settings: Settings) -> Result:
    """The share of a week's forced IPv6 visits that opened; never a failure, the line is ours."""
    require_vantage(snapshot)
    if (idle := unpublished(snapshot)) is not None:
        return idle
    week = week_of(snapshot, HOME_V6, settings["days"])
    week.demand(settings["fewest"])
    rate = 100 - week.percent
    if rate >= settings["least_percent"]:
        return passed(f"经 IPv6 访问的成功率 {rate:.1f}%：{week.said}", week.evidence)
    return attest(f"经 IPv6 访问的成功率 {rate:.1f}%：{week.said}，{week.causes}", week.evidence)


# -- what they share ----------------------------------------------------------------------------


def _comparable(page: Mapping[str, Any]) -> bool:
    """Whether both sides opened and neither shows a protection page."""
    sides = (page["v4"], page["v6"])
    return all(opened(side) and not side["blocked"] for side in sides)


def _lacking(probe: Probe) -> list[Mapping[str, Any]]:
    return [entry for entry in probe.data["hosts"]
            if entry["why"] == "no-address" and not entry["gateway"]]  # fmt: skip


def _with_pages(entry: Mapping[str, Any]) -> str:
    pages = "、".join(entry["examples"][:2])
    return f"{entry['host']}（见 {pages}）" if pages else str(entry["host"])
