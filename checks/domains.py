"""Clause 20: name and domains of the site are in order. One unit, one site, one main domain."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._domain_fates import fates_of
from checks._domains import Domain, domains, in_use, of_host
from checks._hosts import Lead, host_name, within
from checks._marks import values
from checks._results import Result, attest, failed, not_applicable, passed
from checks._survey import Survey
from checks._tampering import is_known, spam_in
from store.facts import PageFacts
from store.snapshot import Page, Snapshot
from store.vocabulary import Fetch, Severity

TOPIC: Final = Topic("20", "政府网站名称和域名")
#: Accounts and programs that carry the unit's name and are no web sites.
_NO_SITE: Final = re.compile(
    r"微博|微信|公众号|抖音|快手|头条|客户端|APP|邮箱|小程序|视频号|报名|二维码", re.IGNORECASE
)
_TAIL: Final = re.compile(r"(?:政府)?(?:门户网站|官方网站|网站|门户|官网|首页|主页)+$")
_POLITE: Final = re.compile(r"^(?:您好[,，!！]?)?欢迎(?:您)?(?:访问|光临|来到|进入)?")
_PARTS: Final = re.compile(r"\s*[-_|—–·>]+\s*")
_NAMED: Final = 10


@check(
    id="domains.government-name", topic=TOPIC, severity=Severity.MAJOR, rows=("20.1",),
    title="网站使用 .gov.cn 域名",
    expected="门户的域名以 .gov.cn（或 .政务）结尾，部门网站形如 ○○○.□□□.gov.cn",
    remedy="按政府网站域名管理规定申请 .gov.cn 域名，并停用其他后缀的域名。",
    norms=("国办发〔2017〕47号#域名", "国办函〔2018〕55号#域名后缀"),
    settings={"suffixes": Setting("gov.cn 政务", "政府网站域名后缀，以空格分开（47号、55号文）")},
    method="看配置的首页网址和跳转后的主机名。",
)  # fmt: skip
def government_name(snapshot: Snapshot, settings: Settings) -> Result:
    """The home page's host, after redirects, ends with .gov.cn or .政务."""
    home = snapshot.home
    host = host_name(home.url)
    shown = home.quote(host, "首页网址")
    if _is_number(host):
        return not_applicable(f"首页以 {host} 访问，没有域名可查", shown)
    suffixes = [_unicode(name) for name in str(settings["suffixes"]).split()]
    if not within(_unicode(host), suffixes):
        return failed(f"首页域名 {host} 不以 {'、'.join('.' + s for s in suffixes)} 结尾", shown)
    return passed(f"首页域名 {host}", shown)


@check(
    id="domains.few-domains", topic=TOPIC, severity=Severity.MAJOR, rows=("20.2",),
    title="英文域名和中文域名各不超过一个，或者明确主域名",
    expected="在用的英文域名、中文域名各不超过一个；有多个的，台账“状态”写明哪个是主域名",
    remedy="保留一个英文域名和一个中文域名，其余注销或跳转；确需保留多个的，明确主域名。",
    norms=("国办函〔2018〕55号#域名数量",), needs=("domains",),
    method="按域名台账中在用且不只是跳转的域名计数；规定为“原则上”，超过时提请人工确认。",
)  # fmt: skip
def few_domains(snapshot: Snapshot) -> Result:
    """At most one English and one Chinese domain in use, or a main one named; never a failure."""
    home, found = snapshot.home, domains(snapshot)
    host = host_name(home.url)
    if of_host(found, host) is None:
        return attest(
            f"域名台账中没有本网站的域名 {host}，请核对台账", home.quote(host, "首页网址")
        )
    used = tuple(in_use(found))
    english = [each for each in used if not each.chinese]
    chinese = [each for each in used if each.chinese]
    said = (
        f"在用英文域名 {len(english)} 个（{_names(english)}），"
        f"中文域名 {len(chinese)} 个（{_names(chinese)}）"
    )
    pieces = [each.evidence for each in used]
    many = [group for group in (english, chinese) if len(group) > 1]
    if not many:
        return passed(said, *pieces)
    if all(sum(each.main for each in group) == 1 for group in many):
        return passed(f"{said}，已明确主域名", *pieces)
    return attest(f"{said}，台账没有写明主域名，请确认是否已明确主域名", *pieces)


@check(
    id="domains.one-name", topic=TOPIC, severity=Severity.MINOR, rows=("20.3",),
    title="网站各处使用同一名称",
    expected="首页标题、SiteName 标签、页脚主办单位和配置的主办单位是同一名称",
    remedy="统一首页标题、网页标签和页脚中的网站名称和主办单位名称。",
    norms=("国办发〔2017〕47号#网站名称",),
    method="去掉“门户网站”“欢迎访问”等字样后比较，一方包含另一方即算一致；依据仅凭记忆，不一致时提请人工确认。",
)  # fmt: skip
def one_name(snapshot: Snapshot) -> Result:
    """Title, SiteName and organizer of the home page name one institution; never a failure."""
    home = snapshot.home
    found = dict(_called(home, snapshot.run.identity.organizer))
    said = "；".join(f"{where}“{name}”" for where, name in found.items())
    shown = home.quote(said, "首页")
    if len(found) < 2:
        return attest(f"首页只读到一处名称（{said or '无'}），请人工核对", shown)
    plainest = min(map(_plain, found.values()), key=len)
    if all(plainest in _plain(name) for name in found.values()):
        return passed(f"名称一致：{said}", shown)
    return attest(f"名称不一致：{said}，请人工核对", shown)


@check(
    id="domains.one-site", topic=TOPIC, severity=Severity.MAJOR, rows=("20.4",),
    title="一个单位最多一个网站",
    expected="没有发现本单位的第二个网站或本域名下的其他网站",
    remedy="把其他网站的内容并入门户，或按程序关停；确属业务系统、专题的，写入 [site] trusted_hosts。",
    norms=("国办发〔2017〕47号#一单位一网站",),
    method="查看各网页链接到的、本域名之下或以本单位名称称呼的站外主机；是否为网站由人工确认，故不直接认定。",
)  # fmt: skip
def one_site(survey: Survey) -> Result:
    """Hosts that may be further sites of the unit are listed for a person; never a failure."""
    snapshot, outside = survey.snapshot, survey.outside
    found = {host: lead for host, lead in outside.leads.items() if _is_second(snapshot, host, lead)}
    said = f"检查 {survey.pages} 个网页链接到的 {len(outside.leads)} 个站外主机"
    if not found:
        return passed(f"{said}，未发现本单位的其他网站", snapshot.home.quote("", "首页"))
    listed = "；".join(f"{host}（“{lead.text}”，{lead.pages} 个网页）"
                      for host, lead in list(found.items())[:_NAMED])  # fmt: skip
    pieces = [lead.page.quote(lead.text, f"链接 {lead.href}") for lead in found.values()][:_NAMED]
    return attest(f"{said}，可能是本单位的其他网站 {len(found)} 个：{listed}，请人工确认", *pieces)


@check(
    id="domains.old-ones-settled", topic=TOPIC, severity=Severity.VETO, rows=("20.5",),
    title="停用的域名已跳转或注销，网站不再链接到它们",
    expected="台账中停用的域名跳转到门户或已注销，没有被他人用于其他内容；网站上没有指向它们的链接",
    remedy="把旧域名跳转到门户或办理注销，删除网站上指向旧域名的链接。",
    norms=("国办秘函〔2019〕19号#安全、泄密事故等严重问题", "国办函〔2018〕55号#闲置域名"),
    needs=("domains",),
    method="查看指向停用域名的链接；打开台账中的停用域名，看是否已注销、跳转到门户、被用于其他内容。"
    "未能打开的不作判断。", version="2",
)  # fmt: skip
def old_ones_settled(survey: Survey) -> Result:
    """Retired domains that the run saw lead to the portal; links to others are for a person."""
    snapshot = survey.snapshot
    retired = [each for each in domains(snapshot) if each.retired]
    if not retired:
        return not_applicable("域名台账中没有停用的域名")
    fates = fates_of(snapshot, retired)
    lost = [page for each in retired for page in _lost(snapshot, each)]
    taken = [fate for fate in fates if fate.taken]
    if lost or taken:
        listed = "、".join([*(page.url for page in lost), *(fate.said for fate in taken)][:_NAMED])
        pieces = [page.quote(page.facts.head_title, "网页标题") for page in lost[:_NAMED]]
        pieces += [fate.evidence for fate in taken[:_NAMED]]
        return failed(f"停用的域名正在显示域名出售或博彩、色情内容：{listed}", *pieces)
    linked = [lead for host, lead in survey.outside.leads.items()
              if any(within(host, [each.name]) for each in retired)]  # fmt: skip
    if linked:
        pieces = [lead.page.quote(lead.text, f"链接 {lead.href}") for lead in linked][:_NAMED]
        listed = "、".join(lead.href for lead in linked[:_NAMED])
        return attest(f"网站上仍有链接指向停用的域名：{listed}，请打开核对并删除", *pieces)
    told = "；".join(fate.said for fate in fates)
    shown = [each.evidence for each in retired]
    if strange := [fate for fate in fates if fate.strange]:
        return attest(
            f"停用的域名还能打开，既没有跳转到门户也没有注销：{told}，请打开核对",
            *(fate.evidence for fate in strange), *shown,
        )  # fmt: skip
    return passed(f"停用的域名 {told}；本站没有指向它们的链接", *shown)


# -- what the checks share ----------------------------------------------------------------------


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return not host or "." not in host
    return True


def _unicode(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host  # damaged Punycode is compared as it stands


def _names(found: list[Domain]) -> str:
    return "、".join(each.name for each in found[:_NAMED]) or "无"


def _called(home: Page, told: str) -> Iterator[tuple[str, str]]:
    """Where the home page names its institution, and how."""
    parts = [part for part in _PARTS.split(home.facts.head_title) if part.strip()]
    organizer = home.facts.identity.organizer
    if parts:
        known = organizer or told
        yield "首页标题", next((p for p in parts if known and _plain(known) in _plain(p)), parts[0])
    if names := values(home.facts, "SiteName"):
        yield "SiteName 标签", names[0]
    if organizer:
        yield "页脚主办单位", organizer
    if told:
        yield "配置的主办单位", told


def _plain(name: str) -> str:
    bare = _POLITE.sub("", "".join(name.split()))
    return _TAIL.sub("", bare).strip("“”\"'《》.。,，") or bare


def _is_second(snapshot: Snapshot, host: str, lead: Lead) -> bool:
    """Whether a host outside may be a site of the same unit."""
    site = snapshot.run.site
    decided = (*site.trusted_hosts, *site.service_portal, *site.gazette)
    own = {host_name(f"//{each.removeprefix('*.')}") for each in snapshot.run.hosts}
    named = {host_name(f"//{name.split('://')[-1]}") for name in decided if name}
    if within(host, named - own):  # a folder of the site itself excuses no other host
        return False
    if within(host, {each.removeprefix("www.") for each in own if not _is_number(each)}):
        return True
    unit = _plain(snapshot.run.identity.organizer or snapshot.home.facts.identity.organizer)
    called = bool(unit) and unit in _plain(lead.text) and not _NO_SITE.search(lead.text)
    return called and (host.endswith(".gov.cn") or not is_known(host, ()))


def _lost(snapshot: Snapshot, domain: Domain) -> Iterator[Page]:
    """Pages of a retired domain, seen in this run, that somebody else shows there."""
    for capture in snapshot.captures():
        if not capture.has_body or capture.outcome is Fetch.REDIRECTED:
            continue
        if not within(host_name(capture.url), [domain.name]):
            continue
        facts = snapshot.facts(capture)
        if not isinstance(facts, PageFacts):
            continue
        if facts.quality == "parked" or any(spam_in(facts)):
            yield Page(capture, facts)
