"""Names: the department's domains, what the site calls itself, where its links lead."""

from __future__ import annotations

from collections.abc import Sequence

from tests.portal.model import DEPARTMENT, HOST, ZONE, Portal, Site
from tests.portal.mutation import Mutation
from tests.portal.rewriting import added_to_first, rewritten

_ROWS = (
    (HOST, DEPARTMENT, "在用"),
    (f"{DEPARTMENT}.政务", DEPARTMENT, "在用"),
    ("lywht.sample.invalid", DEPARTMENT, "已停用"),
)


def registers(site: Site) -> dict[str, list[list[str]]]:
    """The register of domains."""
    rows: Sequence[Sequence[str]] = site.extras.get("domains", _ROWS)
    return {"domains": [["域名", "注册人", "状态"], *map(list, rows)]}


def _second(site: Site) -> None:
    site.extras["domains"] = (*_ROWS, ("www.lywh.sample.invalid", DEPARTMENT, "在用"))


def _spelled(site: Site) -> None:
    site.extras["domains"] = ((f"http://WWW.{HOST}/", DEPARTMENT, "在用（主域名）"), *_ROWS[1:])


def _with_alias(site: Site) -> None:
    site.extras["domains"] = (*_ROWS, ("www.lywh.sample.invalid", DEPARTMENT, "跳转至主域名"))


def _other_host(portal: Portal) -> None:
    portal.host = f"www.{ZONE}"


MUTATIONS = (
    Mutation("name-of-no-government", "domains.government-name", "首页用了其他后缀的域名",
             served=_other_host, also={"domains.few-domains": "attest"}),
    Mutation("second-domain", "domains.few-domains", "台账中有两个在用的英文域名",
             expected="attest", content=_second),
    Mutation("site-named-otherwise", "domains.one-name", "SiteName 标签是另一个名称",
             expected="attest",
             served=rewritten("/", r'(name="SiteName" content=")[^"]*', r"\1陇原文化信息网")),
    Mutation("second-site", "domains.one-site", "网页链接到本域名下的另一个网站", expected="attest",
             served=added_to_first("/tzgg/", f'<p><a href="http://whcp.{HOST}/">文化产品展示网</a></p>')),
    Mutation("old-domain-linked", "domains.old-ones-settled", "网页仍链接到停用的域名",
             expected="attest",
             served=added_to_first("/tzgg/", '<p><a href="http://lywht.sample.invalid/">旧版</a></p>')),
)  # fmt: skip
TRAPS = (
    Mutation("domain-spelled-otherwise", "", "台账中的域名写成网址", "pass", content=_spelled),
    Mutation("domain-that-forwards", "", "台账中另一个域名只用于跳转", "pass", content=_with_alias),
    Mutation("account-with-the-units-name", "", "页面链接到本单位的微博", "pass",
             served=added_to_first("/tzgg/", '<p><a href="https://weibo.com/lywht">陇原省文化厅官方微博</a></p>')),
)  # fmt: skip
