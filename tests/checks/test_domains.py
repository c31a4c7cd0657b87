"""Names and domains: suffixes, counts, spellings, second sites, retired names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from checks._declare import Check
from checks._domains import plain
from checks._hosts import is_neighbour, is_own, registered
from checks.domains import few_domains, government_name, old_ones_settled, one_name, one_site
from checks.selftest._site import IDENTITY, SITE, article, home, site, tags
from checks.selftest.links_outbound import data, entry
from store._config_tables import SiteFacts
from store.facts import Identity
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case


def under(start: str) -> Snapshot:
    """A site whose home page stands elsewhere."""
    return builders.snapshot({start: home()}, home=False, about={"start_url": start, "hosts": ()})


def rows(*listed: tuple[str, str], pages: Mapping[str, Any] | None = None) -> Snapshot:
    register = [{"domain": name, "state": state} for name, state in listed]
    return site(pages, {"registers": {"domains": register}})


def opened(shown: Mapping[str, Any] | None = None, **more: Any) -> Snapshot:
    """The retired domain as the probe found it."""
    seen = entry(shown, **{"target": OLD_HOME, "final": OLD_HOME, "text": OLD[0]} | more)
    register = [{"domain": name, "state": state} for name, state in (OWN, OLD)]
    probes = [builders.probe("own-domains", "", **data(seen))]
    return site(nights={"registers": {"domains": register}, "probes": probes})


def leading(href: str, words: str = "链接", **config: Any) -> Snapshot:
    pages = {"/yw/1.html": article(links=[(href, words)])}
    told = {"site": SiteFacts(**config), "identity": Identity(organizer="省文化厅")}
    return site(pages, {"about": told})


def named(title: str = "省文化厅门户网站", tag: str = "省文化厅", organizer: str = "省文化厅",
          told: str = "") -> Snapshot:  # fmt: skip
    identity = msgspec.structs.replace(IDENTITY, organizer=organizer)
    made = home(head_title=title, meta=tags(SITE, sitename=tag), identity=identity)
    return site({"/": made}, {"about": {"identity": Identity(organizer=told)}})


OWN = ("www.example.gov.cn", "在用")
OLD = ("old.example.com", "已停用")
PARKED = builders.page("域名出售", quality="parked", head_title="此域名正在出售")
GAMBLING = builders.page("首页", head_title="澳门新葡京-真人荷官", nav=[("/a", "b")])
OLD_HOME = "http://old.example.com/"

CASES: dict[Check, list[Case]] = {
    government_name: [
        Case("gov.cn", site(), PASS, "www.example.gov.cn"),
        Case("of a province", under("http://whly.gansu.gov.cn/"), PASS),
        Case("with a port", under("http://whly.gansu.gov.cn:8080/"), PASS),
        Case("Chinese domain in Punycode", under("http://xn--fiq228c.xn--zfr164b/"), PASS),
        Case("com", under("http://www.example.com/"), FAIL, "不以 .gov.cn"),
        Case("looks like it", under("http://www.example-gov.cn/"), FAIL),
        Case("gov.cn inside", under("http://www.gov.cn.example.com/"), FAIL),
        Case("org.cn", under("http://www.example.org.cn/"), FAIL),
        Case("a number", under("http://203.0.113.8/"), NOT_APPLICABLE),
        Case("own suffixes", under("http://wht.sample.test/"), PASS, settings={"suffixes": "sample.test"}),
        Case("not seen", builders.snapshot(failed={"/": Cause.DNS}, home=False), ERROR),
    ],
    few_domains: [
        Case("one", rows(OWN), PASS, "英文域名 1 个"),
        Case("one English, one Chinese", rows(OWN, ("省文化厅.政务", "在用")), PASS, "中文域名 1 个"),
        Case("Chinese one in Punycode", rows(OWN, ("xn--fiq228c.xn--zfr164b", "在用")), PASS, "中文域名 1 个"),
        Case("with a dot of the middle", rows(OWN, ("省文化厅·政务", "在用")), PASS),
        Case("two English", rows(OWN, ("www.example2.gov.cn", "在用")), ATTEST, "英文域名 2 个"),
        Case("two Chinese", rows(OWN, ("甲.政务", "在用"), ("乙.政务", "在用")), ATTEST, "中文域名 2 个"),
        Case("two, a main one named", rows(("www.example.gov.cn", "在用，主域名"), ("b.gov.cn", "在用")), PASS,
             "已明确主域名"),
        Case("two main ones", rows(("www.example.gov.cn", "主域名"), ("b.gov.cn", "主域名")), ATTEST),
        Case("the second forwards", rows(OWN, ("b.gov.cn", "在用，跳转到主站点")), PASS),
        Case("the second is retired", rows(OWN, ("b.gov.cn", "停用")), PASS),
        Case("with and without www are one", rows(OWN, ("example.gov.cn", "在用")), PASS),
        Case("own host not listed", rows(("b.gov.cn", "在用")), ATTEST, "没有本网站的域名"),
        Case("listed as an address", rows(("http://WWW.example.gov.cn/", "在用")), PASS),
        Case("empty register", rows(), ATTEST),
        Case("no register", site(), NEEDS_INPUT, "域名"),
    ],
    one_name: [
        Case("the same", named(), PASS),
        Case("welcome", named("欢迎访问省文化厅门户网站"), PASS),
        Case("with the region before", named("甘肃省文化厅", "甘肃省文化厅", "省文化厅"), PASS),
        Case("title has a column before it", named("网站首页-省文化厅"), PASS),
        Case("another tag", named(tag="文化信息网"), ATTEST, "SiteName 标签“文化信息网”"),
        Case("another title", named("文化资讯网"), ATTEST),
        Case("the config differs", named(told="省旅发委"), ATTEST, "配置的主办单位"),
        Case("only one was read", named("省文化厅", "", ""), ATTEST, "只读到一处"),
        Case("not seen", builders.snapshot(failed={"/": Cause.DNS}, home=False), ERROR),
    ],
    one_site: [
        Case("none", site(), PASS),
        Case("below the own name", leading("http://zt.www.example.gov.cn/"), ATTEST),
        Case("below the own name, the gazette in a folder of it",
             leading("http://zt.www.example.gov.cn/", gazette=("www.example.gov.cn/gb/",)), ATTEST),
        Case("below the name without www", leading("http://whcp.example.gov.cn/", "产品网"), ATTEST, "产品网"),
        Case("trusted", leading("http://whcp.example.gov.cn/", trusted_hosts=("whcp.example.gov.cn",)), PASS),
        Case("without www is the same site", leading("http://example.gov.cn/a.html"), PASS),
        Case("another department", leading("http://mzt.gansu.gov.cn/", "省民政厅"), PASS),
        Case("the unit's name on another host", leading("http://www.wht.gov.cn/", "省文化厅旧网站"), ATTEST),
        Case("its account", leading("https://weibo.com/x", "省文化厅官方微博"), PASS),
        Case("its window on the service portal", leading(
            "http://zwfw.gansu.gov.cn/wht", "省文化厅窗口", service_portal=("zwfw.gansu.gov.cn",)), PASS),
        Case("home page without links", builders.snapshot(), ERROR),
    ],
    old_ones_settled: [
        Case("nothing retired", rows(OWN), NOT_APPLICABLE),
        Case("retired and quiet", rows(OWN, OLD), PASS, "old.example.com"),
        Case("still linked", rows(OWN, OLD, pages={
            "/yw/1.html": article(links=[(OLD_HOME, "旧版")])}), ATTEST, "指向停用的域名"),
        Case("below a retired one", rows(OWN, OLD, pages={
            "/yw/1.html": article(links=[("http://bbs.old.example.com/x", "论坛")])}), ATTEST),
        Case("for sale", rows(OWN, OLD, pages={OLD_HOME: PARKED}), FAIL, OLD_HOME),
        Case("gambling", rows(OWN, OLD, pages={OLD_HOME: GAMBLING}), FAIL),
        Case("own words there", rows(OWN, OLD, pages={OLD_HOME: builders.page("旧版首页")}), PASS),
        Case("cancelled", opened(status=None, error="unresolved: NXDOMAIN", shown=None), PASS, "已注销"),
        Case("leads to the portal", opened(hops=[builders.HOME], final=builders.HOME), PASS, "跳转到门户"),
        Case("shows something else", opened(), ATTEST, "省艺术家协会"),
        Case("shows adverts", opened({"title": "澳门新葡京"}), FAIL, "博彩"),
        Case("offered for sale", opened({"text": "本域名出售"}), FAIL, "出售"),
        Case("silent", opened(status=None, error="timeout", shown=None), PASS, "未能打开：超时"),
        Case("answers with an error", opened(status=404), PASS, "未能打开"),
        Case("no register", site(), NEEDS_INPUT),
        Case("home page without links", builders.snapshot(), ERROR),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.sample.gov.cn", "sample.gov.cn"),
        ("wht.gansu.gov.cn", "gansu.gov.cn"),
        ("a.b.example.com", "example.com"),
        ("wht.sample.test", "sample.test"),
        ("localhost", "localhost"),
    ],
)
def test_the_name_that_neighbours_share(host: str, name: str) -> None:
    assert registered(host) == name


def test_neighbours_and_own_hosts() -> None:
    assert is_neighbour("static.gansu.gov.cn", ["wht.gansu.gov.cn"])
    assert not is_neighbour("gansu.gov.cn.evil.com", ["wht.gansu.gov.cn"])
    assert not is_neighbour("8.113.0.9", ["203.0.113.8"])
    assert is_own("www.a.gov.cn", ["a.gov.cn"])
    assert is_own("x.a.gov.cn", ["*.a.gov.cn"])
    assert not is_own("x.a.gov.cn", ["a.gov.cn"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" HTTP://WWW.A.gov.cn:80/index.html ", "a.gov.cn"),
        ("省文化厅·政务", "省文化厅.政务"),
        ("a.gov.cn.", "a.gov.cn"),
    ],
)
def test_domains_are_compared_in_one_spelling(text: str, name: str) -> None:
    assert plain(text) == name
