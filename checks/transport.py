"""Clause 22a: the portal's encryption: certificate, protocol versions, whether HTTP leads to HTTPS.

Measured by handshakes alone. No norm names a setting, so everything here is for a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from checks._declare import Setting, Settings, check
from checks._probes import measured, record
from checks._results import Result, attest, not_applicable, passed
from checks.security import LAWS, TOPIC
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Probe, Snapshot
from store.vocabulary import Severity

_OLD: Final = ("TLSv1", "TLSv1.1")
_NAMED: Final = 5
_WEAK_BITS: Final = 2048
#: Words for why the port was not reached that say nothing of the portal.
_OURS: Final = frozenset({"unresolved", "prohibited", "no-route"})


@check(
    id="security.certificate-valid", topic=TOPIC, severity=Severity.MAJOR, rows=("22a.1",),
    title="HTTPS 证书有效",
    expected="门户的 HTTPS 证书有效、与域名一致，剩余有效期充足",
    remedy="更换或续期证书，使其包含门户域名，并部署完整的证书链。",
    norms=LAWS,
    settings={"fewest_days": Setting(14, "证书至少还有几天有效（自定）")},
    method="与门户的 HTTPS 端口握手，核验证书链和域名，读取有效期。巡检机的信任列表可能不含国产证书的根，"
    "故异常时只提请确认；不提供 HTTPS 的不适用。", version="2",
)  # fmt: skip
def certificate_valid(snapshot: Snapshot, settings: Settings) -> Result:
    """The portal's certificate was verified and lasts; never a failure, our trust store may lack its root."""
    probe = measured(snapshot, "tls")
    data = probe.data
    if not data["open"]:
        return _without(snapshot, data)
    held = data["certificate"]
    if held is None or "error" in held:
        raise Unseen(f"没有读到证书：{data['verified'] if held is None else held['error']}")
    days = (dt.datetime.fromisoformat(held["ends"]) - probe.observed_at).days
    names = "、".join(held["names"][:_NAMED]) or held["subject"]
    said = f"证书颁发给 {names}，颁发者 {held['issuer']}，有效期至 {held['ends'][:10]}（还有 {days} 天）"
    shown = record(snapshot, probe, f"{data['host']}:{data['port']} 的证书", said)
    if data["verified"] != "ok":
        return attest(
            f"{data['host']} 的证书核验异常：{data['verified']}；{said}。请人工确认"
            "（可能是巡检机不信任其根证书）", shown,
        )  # fmt: skip
    if days < settings["fewest_days"]:
        return attest(f"{said}，不足 {settings['fewest_days']} 天，请及时续期", shown)
    return passed(said, shown)


@check(
    id="security.https-sound", topic=TOPIC, severity=Severity.MINOR, rows=("22a.3",),
    title="HTTPS 的设置",
    expected="只接受 TLS 1.2 以上版本，http 跳转到 https，首页不引用 http 资源，密钥和签名算法不过时",
    remedy="停用 TLS 1.0、1.1，将 http 永久跳转到 https，把首页引用的 http 资源改为 https，更换过时的证书。",
    norms=("要点",),
    method="逐个版本握手，访问 http 看是否跳转，读取首页引用的资源地址和证书的密钥、签名算法。没有规定要求"
    "具体设置，故只报告并提请人工确认；不提供 HTTPS 的不适用。",
)  # fmt: skip
def https_sound(snapshot: Snapshot) -> Result:
    """Which settings of HTTPS are old or missing; never a failure."""
    probe = measured(snapshot, "tls")
    if not probe.data["open"]:
        return _without(snapshot, probe.data)
    spoken = [name for name, state in probe.data["versions"].items() if state == "ok"]
    if not spoken:
        raise Unseen("握手没有成功，不知道 HTTPS 的设置")
    odd = list(_odd(probe.data))
    said = f"接受 {'、'.join(spoken)}，HSTS：{probe.data['hsts'] or '未设'}"
    shown = _shown(snapshot, probe, said, odd)
    if odd:
        return attest(f"{said}；{'；'.join(odd)}，请人工确认", shown)
    return passed(said, shown)


# -- what they share ----------------------------------------------------------------------------


def _without(snapshot: Snapshot, data: Mapping[str, Any]) -> Result:
    """The result where no TLS was spoken; unseen for a home page by https, or when it may be our fault."""
    home, why = snapshot.home, str(data.get("why") or "原因不明")
    if home.url.startswith("https://") or why.partition(":")[0] in _OURS:
        raise Unseen(f"未能连接 HTTPS 端口（{why}）")
    return not_applicable("首页以 http 提供，没有开放 HTTPS", home.quote(home.url, "首页网址"))


def _odd(data: Mapping[str, Any]) -> Iterator[str]:
    versions = data["versions"]
    if old := [name for name in _OLD if versions.get(name) == "ok"]:
        yield f"仍接受过时的 {'、'.join(old)}（RFC 8996 已废止）"
    if not any(versions.get(name) == "ok" for name in ("TLSv1.2", "TLSv1.3")):
        yield "不支持 TLS 1.2 以上版本"
    final = str(data["http"].get("final", ""))
    if data["http"].get("status") is not None and not final.startswith("https://"):
        yield "http 没有跳转到 https"
    if mixed := data.get("mixed"):
        yield f"首页经 https 提供，却引用 {len(mixed)} 个 http 资源（如 {mixed[0]}）"
    held = data["certificate"] or {}
    if held.get("key", "").startswith("RSA") and 0 < held.get("bits", 0) < _WEAK_BITS:
        yield f"证书密钥只有 {held['bits']} 位"
    if held.get("signature") in ("md5", "sha1"):
        yield f"证书以过时的 {held['signature']} 签名"


def _shown(snapshot: Snapshot, probe: Probe, said: str, odd: list[str]) -> Evidence:
    place = f"{probe.data['host']}:{probe.data['port']} 的 HTTPS 探测"
    return record(snapshot, probe, place, "；".join([said, *odd]))
