"""What goes wrong with IPv6 (clause 21)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.portal.assets import PROTECTION
from tests.portal.model import HOST, ZONE, Portal, Resource, Site
from tests.portal.mutation import Mutation

#: What cannot be measured of a host without an IPv6 address.
NO_ADDRESS = {
    "ipv6.reachable": "not_applicable", "ipv6.same-content": "not_applicable",
    "ipv6.inner-links": "not_applicable", "ipv6.resources-reachable": "not_applicable",
    "ipv6.inner-resources": "not_applicable", "ipv6.latency": "not_applicable",
    "ipv6.same-inner-content": "not_applicable", "ipv6.success-rate": "not_applicable",
}  # fmt: skip
UNREACHABLE = {
    "ipv6.same-content": "not_applicable", "ipv6.inner-links": "not_applicable",
    "ipv6.same-inner-content": "not_applicable", "ipv6.latency": "not_applicable",
}  # fmt: skip
TURNED_AWAY = {
    "ipv6.same-content": "error", "ipv6.inner-links": "attest", "ipv6.latency": "error",
    "ipv6.same-inner-content": "error",
}  # fmt: skip
HOME_TURNED_AWAY = {
    each: outcome for each, outcome in TURNED_AWAY.items() if each != "ipv6.same-inner-content"
}
NGINX = (
    b"<!DOCTYPE html><html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to "
    b"nginx!</h1><p>If you see this page, the nginx web server is successfully installed and "
    b"working. Further configuration is required.</p></body></html>"
)


def _addresses(*values: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        site.zone.records[HOST].pop("AAAA")
        if values:
            site.zone.records[HOST]["AAAA"] = list(values)

    return change


def _second_server_v4_only(site: Site) -> None:
    site.zone.records["ns2." + ZONE].pop("AAAA")


def _single_server(site: Site) -> None:
    site.zone.records[ZONE]["NS"].pop()


def _servers_v4_only(site: Site) -> None:
    for name in ("ns1.", "ns2."):
        site.zone.records[name + ZONE].pop("AAAA")


def _dns_silent(site: Site) -> None:
    site.zone.silent |= {("udp", 6), ("tcp", 6)}


def _dns_refuses(site: Site) -> None:
    site.zone.refused |= {("udp", 6), ("tcp", 6)}


def _cdn(site: Site) -> None:
    site.home_scripts.append(f"http://cdn.{ZONE}/js/jquery-1.12.4.min.js")


def _closed(portal: Portal) -> None:
    portal.ipv6.listening = False


def _answers(status: int, body: bytes) -> Callable[[Portal], None]:
    def change(portal: Portal) -> None:
        portal.ipv6.every = Resource(body, status=status)

    return change


def _default_page(portal: Portal) -> None:
    portal.ipv6.answers = {path: Resource(NGINX) for path in ("/", "/index.html")}


def _protected(portal: Portal) -> None:
    portal.ipv6.answers = {
        path: Resource(PROTECTION.encode(), status=412) for path in ("/", "/index.html")
    }


def _half_deployed(portal: Portal) -> None:
    portal.ipv6.missing = ("/zwgk/", "/xwdt/", "/shgy/", "/tzgg/", "/bsfw/", "/hdjl/")


def _inner_default_pages(portal: Portal) -> None:
    """The home page is the same; whatever lies below some columns is the server's own page."""
    portal.ipv6.answers = {
        path: Resource(NGINX) for path in portal.files if path.startswith(("/zwgk/", "/xwdt/"))
    }


def _slow(portal: Portal) -> None:
    portal.ipv6.answers = {
        path: replace(portal.files[path], delay=1.2) for path in ("/", "/index.html")
    }


def _inner_script(portal: Portal) -> None:
    """Pages of news load a script from a host that has no IPv6 address."""
    script = f'<script src="http://cdn.{ZONE}/js/share.js"></script></body>'.encode()
    for path, resource in portal.files.items():
        if path.startswith("/xwdt/") and resource.media.startswith("text/html"):
            body = resource.body.replace(b"</body>", script)
            portal.files[path] = replace(resource, body=body)


def _v(name: str, check: str, title: str, **more: Any) -> Mutation:
    return Mutation(name, f"ipv6.{check}", title, **more)


IPV6 = (
    _v("no-aaaa", "address-published", "没有 AAAA 记录", content=_addresses(), also=NO_ADDRESS),
    _v("aaaa-ula", "address-published", "AAAA 记录是内网地址",
       content=_addresses("fd12:3456:789a::10"), also=NO_ADDRESS),
    _v("aaaa-mapped", "address-published", "AAAA 记录是 IPv4 映射地址",
       content=_addresses("::ffff:127.0.0.1"), also=NO_ADDRESS),
    _v("aaaa-6to4", "address-published", "AAAA 记录是 6to4 地址",
       content=_addresses("2002:7f00:1::1"), also=NO_ADDRESS),
    _v("v6-port-closed", "reachable", "IPv6 端口没有开放", served=_closed, also=UNREACHABLE),
    _v("v6-answers-404", "reachable", "IPv6 没有配置虚拟主机，一律返回 404",
       served=_answers(404, b"<h1>404 Not Found</h1>"), also=UNREACHABLE),
    _v("v6-answers-403", "reachable", "IPv6 访问返回 403", served=_answers(403, b"Forbidden"),
       also=UNREACHABLE),
    # what a protection system or an overloaded server says proves nothing against the portal
    _v("v6-answers-503", "reachable", "IPv6 访问返回 503", expected="error",
       served=_answers(503, b"Service Unavailable"), also=TURNED_AWAY),
    _v("v6-home-blocked", "reachable", "IPv6 首页被防护设备拦截", expected="error",
       served=_protected, also=HOME_TURNED_AWAY),
    _v("second-server-v4-only", "name-servers", "只有一台域名服务器有 IPv6 地址",
       content=_second_server_v4_only),
    _v("single-name-server", "name-servers", "只有一台域名服务器", content=_single_server),
    _v("name-servers-v4-only", "name-servers", "域名服务器都没有 IPv6 地址",
       content=_servers_v4_only),
    _v("name-servers-silent", "name-servers", "域名服务器不应答 IPv6 查询", content=_dns_silent),
    _v("name-servers-refuse", "name-servers", "域名服务器拒绝 IPv6 查询", content=_dns_refuses),
    _v("v6-default-page", "same-content", "IPv6 首页是服务器默认页", served=_default_page),
    _v("v6-half-deployed", "inner-links", "站内页面 IPv6 访问多为 404", expected="attest",
       served=_half_deployed),
    _v("script-host-v4-only", "resources-reachable", "首页引用只有 IPv4 的脚本主机",
       expected="attest", content=_cdn),
    _v("v6-inner-default-pages", "same-inner-content", "站内网页 IPv6 返回服务器默认页",
       served=_inner_default_pages),
    _v("inner-script-host-v4-only", "inner-resources", "站内网页引用只有 IPv4 的脚本主机",
       expected="attest", served=_inner_script),
    _v("v6-slow", "latency", "首页 IPv6 访问比 IPv4 慢一秒多", expected="attest", served=_slow),
)  # fmt: skip
