"""Clause 22a: people's data travels safely, and nobody else has written into the site.

Passive only: nothing is scanned and nothing is logged into. What looks like tampering is shown to
a person; the site is never accused of it by a machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from checks._declare import Topic, check
from checks._hosts import is_neighbour
from checks._probes import measured, record
from checks._results import Result, attest, failed, not_applicable, passed
from checks._survey import Survey
from checks._tally import share
from checks._tampering import is_known
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC: Final = Topic("22a", "网站安全与用户信息保护")
#: On the protection of personal data in networks.
LAWS: Final = ("网络安全法#42", "个人信息保护法#51")
_NAMED: Final = 10


@check(
    id="security.forms-encrypted", topic=TOPIC, severity=Severity.MAJOR, rows=("22a.1",),
    title="收集个人信息的表单加密提交",
    expected="收集姓名、证件号、电话、密码等的表单一律以 https 提交",
    remedy="为网站启用 HTTPS，并把表单的提交地址改为 https。",
    norms=LAWS,
    method="读取各网页表单的字段和提交地址，按网站汇总；由脚本提交的看不到地址，提请人工确认。搜索框等不收集个人信息的不计。",
)  # fmt: skip
def forms_encrypted(survey: Survey) -> Result:
    """No form that asks for personal data is sent over plain HTTP."""
    tally = survey.tally
    forms, plain, unknown = (
        tally.seen("personal-forms"), tally.count("sent-plain"), tally.count("sent-unknown")
    )  # fmt: skip
    if not forms:
        return not_applicable("没有读到收集个人信息的表单")
    said = f"收集个人信息的表单 {forms} 个，以 http 明文提交 {plain} 个"
    if plain:
        return failed(said, *tally.examples(["sent-plain"]))
    if unknown:
        return attest(
            f"{said}，另有 {unknown} 个在 http 网页上由脚本提交，请人工确认是否加密",
            *tally.examples(["sent-unknown"]),
        )
    return passed(said, survey.snapshot.home.quote("", "首页"))


@check(
    id="security.no-tampering", topic=TOPIC, severity=Severity.VETO, rows=("22a.2",),
    title="没有页面被篡改的迹象",
    expected="没有指向陌生网站的隐藏链接、陌生来源的脚本、博彩色情字样，首页标题没有突变",
    remedy="立即核查服务器和内容管理系统，清除被植入的内容并按网络安全事件处置；"
    "属正常引用的，写入 [site] trusted_hosts。",
    norms=("国办秘函〔2019〕19号#安全、泄密事故等严重问题", "要点"),
    method="查看隐藏链接、站外脚本、网页标题和链接文字中的博彩色情词语（词表为数据），并与上次巡检比较首页标题；"
    "一律只提请人工确认，机器不认定。",
)  # fmt: skip
def no_tampering(survey: Survey) -> Result:
    """Signs of tampering are shown to a person; a machine never fails a site for them."""
    tally, snapshot = survey.tally, survey.snapshot
    trusted = snapshot.run.site.trusted_hosts
    own = survey.outside.own
    strange = [name for name in tally.faults if _is_strange(name, own, trusted)]
    scripts = [name.partition(" ")[2] for name in strange if name.startswith("script ")]
    hidden = [name.partition(" ")[2] for name in strange if name.startswith("hidden ")]
    signs = [
        f"隐藏链接指向 {_list(hidden)}" if hidden else "",
        f"脚本来自 {_list(scripts)}" if scripts else "",
        f"{tally.count('spam')} 处博彩、色情等字样" if tally.count("spam") else "",
    ]
    changed, pieces = _title_change(snapshot)
    told = [sign for sign in (*signs, changed) if sign]
    said = f"检查 {survey.pages} 个网页"
    if not told:
        outside = len(survey.outside.leads)
        words = f"{said}，未见篡改迹象；链接到的站外主机 {outside} 个"
        return passed(words, snapshot.home.quote("", "首页"))
    names = sorted(strange, key=lambda name: not name.startswith("hidden "))
    return attest(
        f"{said}，{'；'.join(told)}，请人工确认", *pieces, *tally.examples(["spam", *names])
    )


@check(
    id="security.headers-set", topic=TOPIC, severity=Severity.MINOR, rows=("22a.3",),
    title="首页响应头和 Cookie 的安全设置",
    expected="首页响应设有 X-Frame-Options、CSP、X-Content-Type-Options（https 另有 HSTS），"
    "Cookie 设有 HttpOnly、SameSite（https 另有 Secure）",
    remedy="在服务器或防护设备上补充所缺的响应头，为 Cookie 加上安全属性。",
    norms=("要点",),
    method="读取本次首页响应的头部记录；没有规定要求具体设置，故只报告并提请人工确认，不认定。"
    "Cookie 的值不保存。",
)  # fmt: skip
def headers_set(snapshot: Snapshot) -> Result:
    """Which safety headers and cookie flags the home page's answer had; never a failure."""
    probe = measured(snapshot, "home-headers")
    lacking = list(_lacking(probe.data))
    told = "、".join(f"{name}: {value}" for name, value in probe.data["headers"].items()) or "无"
    shown = record(snapshot, probe, "首页响应头", told)
    cookies = len(probe.data["cookies"])
    if lacking:
        words = f"首页响应头未设：{'；'.join(lacking)}，请人工确认是否需要补充"
        return attest(words, shown)
    return passed(f"首页响应头的安全设置齐全（Cookie {cookies} 个）", shown)


@check(
    id="security.privacy-notice", topic=TOPIC, severity=Severity.MAJOR, rows=("22a.4",),
    title="收集个人信息的网页有个人信息处理告知",
    expected="有收集个人信息的表单的网页，都链接到隐私声明或写明收集、使用个人信息的规则",
    remedy="在表单旁链接隐私声明（个人信息处理规则），写明收集目的、方式、范围和保护措施。",
    norms=("网络安全法#41", "网络数据安全管理条例#21"),
    method="查看有此类表单的网页上的链接文字和正文；只有“网站声明”“写信须知”等可能含有告知的，提请人工确认。",
)  # fmt: skip
def privacy_notice(survey: Survey) -> Result:
    """Every page that asks for personal data links to a notice or says what becomes of it."""
    tally = survey.tally
    pages, bare = tally.seen("personal-pages"), tally.count("notice-missing")
    vague = tally.count("notice-vague")
    if not pages:
        return not_applicable("没有读到收集个人信息的网页")
    said = f"收集个人信息的网页 {pages} 个，没有告知的 {bare} 个（{share(bare, pages)}）"
    if bare:
        return failed(said, *tally.examples(["notice-missing"]))
    if vague:
        return attest(
            f"{said}，{vague} 个只有须知或声明，请人工确认其中是否有个人信息处理规则",
            *tally.examples(["notice-vague"]),
        )
    return passed(said, survey.snapshot.home.quote("", "首页"))


# -- what the checks share ----------------------------------------------------------------------


def _lacking(data: Mapping[str, Any]) -> Iterator[str]:
    """Safety headers and cookie flags that are not there, in words."""
    held, secure = data["headers"], str(data["url"]).startswith("https://")
    framed = "frame-ancestors" in held.get("content-security-policy", "")
    if "x-frame-options" not in held and not framed:
        yield "X-Frame-Options（或 CSP 的 frame-ancestors）"
    for name, title in (
        ("content-security-policy", "Content-Security-Policy"),
        ("x-content-type-options", "X-Content-Type-Options"),
    ):
        if name not in held:
            yield title
    if secure and "strict-transport-security" not in held:
        yield "Strict-Transport-Security"
    for cookie in data["cookies"]:
        flags = (("HttpOnly", cookie["http_only"]), ("SameSite", cookie["same_site"]),
                 ("Secure", cookie["secure"] or not secure))  # fmt: skip
        if bare := [flag for flag, there in flags if not there]:
            yield f"Cookie {cookie['name']} 的 {'、'.join(bare)}"


def _is_strange(fault: str, own: frozenset[str], trusted: tuple[str, ...]) -> bool:
    kind, _, host = fault.partition(" ")
    if kind not in ("script", "hidden") or not host:
        return False
    return not is_neighbour(host, own) and not is_known(host, trusted)


def _list(hosts: list[str]) -> str:
    more = f" 等 {len(hosts)} 个主机" if len(hosts) > _NAMED else ""
    return "、".join(hosts[:_NAMED]) + more


def _title_change(snapshot: Snapshot) -> tuple[str, tuple[Evidence, ...]]:
    """A title of the home page that changed since the last run and lost the unit's name."""
    home, before = snapshot.home, snapshot.earlier
    unit = snapshot.run.identity.organizer or home.facts.identity.organizer
    try:
        old = before.home.facts.head_title if before is not None else ""
    except Unseen:
        return "", ()  # the last run saw no home page to compare with
    new = home.facts.head_title
    if not old or not new or new == old or not unit or unit not in old or unit in new:
        return "", ()
    return f"首页标题由“{old}”变为“{new}”", (home.quote(new, "首页标题"),)
