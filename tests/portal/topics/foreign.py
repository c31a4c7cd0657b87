"""Other people's sites to which the portal links, served beside it; what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.portal.model import Portal, Resource
from tests.portal.mutation import Mutation
from tests.portal.topics.links import on_home

_SITES = {
    "www.gov.cn": ("中国政府网", "京ICP备05070218号"),
    "www.mct.gov.cn": ("文化和旅游部", "京ICP备13036284号"),
    "zwfw.sample.invalid": ("陇原政务服务网", "陇ICP备15000001号"),
    "beian.miit.gov.cn": ("ICP/IP地址/域名信息备案管理系统", "京ICP备05022590号"),
    "www.beian.gov.cn": ("全国互联网安全管理平台", "京ICP备05070602号"),
    "bszs.conac.cn": ("党政机关事业单位网站标识", "京ICP备10047056号"),
    "pucha.kaipuyun.cn": ("我为政府网站找错", "京ICP备10052195号"),
}
ASSOCIATION = "www.lyysjxh.example.com"
OLD_DOMAIN = "lywht.sample.invalid"
_PAGE = (
    '<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>'
    "<p>{text}</p><div class='footer'>主办单位：{title}　{icp}</div></body></html>"
)


def site(title: str, icp: str = "", text: str = "欢迎访问。信息服务、通知公告。") -> Resource:
    """A page of another institution."""
    return Resource(_PAGE.format(title=title, icp=icp, text=text).encode())


def finish(portal: Portal) -> None:
    """Each linked site answers at every address, over both families; one is an association's."""
    for host, (title, icp) in _SITES.items():
        put(portal, host, site(title, icp))
    put(portal, ASSOCIATION, site("陇原省艺术家协会", "陇ICP备17000123号"))
    on_home(f"http://{ASSOCIATION}/news/list.html", "省艺术家协会")(portal)


def put(portal: Portal, host: str, page: Resource, *, ipv6: bool = True) -> None:
    """Serve a page at every address of a host, and publish the host's name."""
    portal.foreign[host] = page
    records = {"A": ["127.0.0.1"], "AAAA": ["::1"]}
    portal.dns.records[host] = records if ipv6 else {"A": records["A"]}


def _becomes(page: Resource) -> Callable[[Portal], None]:
    return lambda portal: put(portal, ASSOCIATION, page)


def _leaves(portal: Portal) -> None:
    """The association's name is given up: its name server knows it no more."""
    portal.dns.records[ASSOCIATION] = {}


def _without_ipv6(portal: Portal) -> None:
    for host in list(portal.foreign):
        put(portal, host, portal.foreign[host], ipv6=False)


MUTATIONS = (
    Mutation("foreign-site-answers-404", "links.outbound-alive", "链接到的外部网站返回404",
             expected="attest", served=_becomes(replace(site("404"), status=404))),
    Mutation("foreign-domain-for-sale", "links.outbound-unchanged", "链接到的域名正在出售",
             expected="attest", served=_becomes(site("example.com 域名出售", text="本域名转让，价格面议。"))),
    Mutation("foreign-site-of-gamblers", "links.outbound-unchanged", "链接到的网站变成博彩网站",
             expected="attest", served=_becomes(site("澳门新葡京娱乐场官网", text="注册送彩金"))),
    Mutation("foreign-site-changed-hands", "links.outbound-unchanged", "链接到的网站换了主人",
             expected="attest", served=_becomes(site("杭州某某网络科技有限公司", "浙ICP备20000001号"))),
    Mutation("old-domain-of-gamblers", "domains.old-ones-settled", "停用的旧域名被用于博彩网站",
             served=lambda portal: put(portal, OLD_DOMAIN, site("澳门新葡京娱乐场官网"))),
    Mutation("old-domain-still-shows-pages", "domains.old-ones-settled", "停用的旧域名仍在显示旧网站",
             expected="attest", served=lambda portal: put(portal, OLD_DOMAIN, site("陇原文化信息网"))),
    Mutation("foreign-hosts-without-ipv6", "ipv6.outbound-hosts", "链接到的网站多数没有 IPv6 地址",
             expected="attest", served=_without_ipv6),
)  # fmt: skip
TRAPS = (
    Mutation("foreign-site-turns-away", "", "链接到的外部网站拒绝程序访问", "pass",
             served=_becomes(replace(site("403 Forbidden"), status=403))),
    Mutation("foreign-name-unanswered", "", "链接到的外部域名没有地址", "pass", served=_leaves),
    Mutation("foreign-site-renewed", "", "链接到的外部网站改版", "pass",
             served=_becomes(site("陇原省艺术家协会官方网站", "陇ICP备17000123号", "新版上线。"))),
)  # fmt: skip
