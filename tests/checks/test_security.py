"""Forms and notices; signs of intruders beside what stands on every portal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from checks._declare import Check
from checks._personal_forms import personal
from checks._tampering import spam_in
from checks.security import (
    forms_encrypted,
    headers_set,
    no_tampering,
    privacy_notice,
)
from checks.selftest._site import article, home, site
from store._config_tables import SiteFacts
from store.facts import Form, FormField, Identity, Link, PageFacts
from store.snapshot import Snapshot
from store.vocabulary import Cause, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case

FIELDS = (
    FormField("您的姓名", "xm"),
    FormField("手机号码", "sj"),
    FormField("内容", "nr", "textarea"),
)
SEARCH = (FormField("", "q"), FormField("关键词", "kw"))
NOTICE = ("/ys.html", "隐私声明")
BEFORE_LAW = dt.date(2017, 5, 31)
NOW = dt.date(2026, 11, 1)
BAD = "http://x.bet-site.example.com/"


def form(
    action: str = "/save.do", method: str = "post", fields: tuple[FormField, ...] = FIELDS,
    links: tuple[tuple[str, str], ...] = (), text: str = "", **nights: Any,
) -> Snapshot:  # fmt: skip
    asking = builders.page("写信", text, forms=(Form(action, method, fields),), links=links)
    return site({"/xx.html": asking}, nights)


def shown(trusted: tuple[str, ...] = (), **changed: Any) -> Snapshot:
    return site(
        {"/yw/1.html": article(**changed)}, {"about": {"site": SiteFacts(trusted_hosts=trusted)}}
    )


def hidden(href: str, words: str = "") -> dict[str, Any]:
    return {"hidden": (Link(href, words, Place.BODY),)}


def renamed(old: str, new: str) -> Snapshot:
    told = {"identity": Identity(organizer="省文化厅")}
    before = site({"/": home(head_title=old)}, {"about": told})
    return site({"/": home(head_title=new)}, {"earlier": before, "about": told})


def answered(
    url: str = builders.HOME, cookies: tuple[dict[str, Any], ...] = (), **held: str
) -> Snapshot:
    data = {"url": url, "headers": held, "cookies": list(cookies)}
    return site(nights={"probes": [builders.probe("home-headers", url, **data)]})


def cookie(http_only: bool = True, same_site: str = "lax", secure: bool = False) -> dict[str, Any]:
    return {"name": "JSESSIONID", "http_only": http_only, "same_site": same_site, "secure": secure}


SAFE = {
    "x-frame-options": "DENY", "content-security-policy": "default-src 'self'",
    "x-content-type-options": "nosniff",
}  # fmt: skip
FRAMED = {"content-security-policy": "frame-ancestors 'self'", "x-content-type-options": "nosniff"}
HTTPS = "https://www.example.gov.cn/"

CASES: dict[Check, list[Case]] = {
    forms_encrypted: [
        Case("no forms", site(), NOT_APPLICABLE),
        Case("search alone", form("/s", "get", SEARCH), NOT_APPLICABLE),
        Case("plain", form(), FAIL, "明文提交 1 个"),
        Case("absolute and plain", form("http://www.example.gov.cn/save.do"), FAIL),
        Case("plain to another host", form("http://mail.example.com/send"), FAIL),
        Case("no address: to the page itself", form(""), FAIL),
        Case("query in the address", form("/save.do", "get"), FAIL),
        Case("encrypted", form("https://www.example.gov.cn/save.do"), PASS),
        Case("by script", form("", ""), ATTEST, "由脚本提交"),
        Case("by a script in the action", form("javascript:send()"), ATTEST),
        Case("get without an address", form("", "get"), ATTEST),
        Case("before the law", form(as_of=BEFORE_LAW), ATTEST, "尚未施行"),
        Case("today, by the other law", form(as_of=NOW, plan_year=2026), FAIL),
        Case("home page without links", builders.snapshot(), ERROR),
    ],
    no_tampering: [
        Case("clean", site(), PASS),
        Case("foreign script", shown(scripts=(f"{BAD}a.js",)), ATTEST, "x.bet-site.example.com"),
        Case("statistics", shown(scripts=("//hm.baidu.com/hm.js?1",)), PASS),
        Case("own static host", shown(scripts=("//static.example.gov.cn/a.js",)), PASS),
        Case("trusted script", shown(("bet-site.example.com",), scripts=(f"{BAD}a.js",)), PASS),
        Case("looks like a known host", shown(scripts=("http://hm.baidu.com.evil.example/a.js",)), ATTEST),
        Case("hidden link", shown(**hidden(BAD, "时时彩")), ATTEST, "隐藏链接"),
        Case("hidden link without words", shown(**hidden(BAD)), ATTEST),
        Case("hidden link to a ministry", shown(**hidden("http://www.mct.gov.cn/")), PASS),
        Case("hidden link to the site itself", shown(**hidden(builders.at("/zwgk/"))), PASS),
        Case("words in the title", shown(head_title="澳门威尼斯人娱乐-真人荷官"), ATTEST, "博彩"),
        Case("words in a link", shown(links=[("http://a.example/", "老虎机游戏")]), ATTEST),
        Case("news of a crackdown", shown(head_title="我省查处老虎机赌博案件"), PASS),
        Case("two words in a text", shown(text="有的场所摆放老虎机，组织六合彩。"), PASS),
        Case("three words in a text", shown(text="百家乐、老虎机、时时彩在线开户。"), ATTEST),
        Case("three words in a rule", shown(text="依照治安管理的规定，查禁百家乐、老虎机、时时彩。"), PASS),
        Case("title changed to a stranger's", renamed("省文化厅门户网站", "BET体育平台"), ATTEST, "首页标题由"),
        Case("title changed by the office", renamed("省文化厅", "省文化厅门户网站"), PASS),
        Case("title was strange before", renamed("网站首页", "首页"), PASS),
        Case("home page without links", builders.snapshot(), ERROR),
    ],
    headers_set: [
        Case("all set", answered(**SAFE), PASS),
        Case("frame-ancestors instead of X-Frame-Options", answered(**FRAMED), PASS),
        Case("none", answered(), ATTEST, "X-Content-Type-Options"),
        Case("HSTS only where there is HTTPS", answered(HTTPS, **SAFE), ATTEST, "Strict-Transport-Security"),
        Case("with HSTS", answered(HTTPS, **SAFE, **{"strict-transport-security": "max-age=1"}), PASS),
        Case("a safe cookie", answered(cookies=(cookie(),), **SAFE), PASS, "Cookie 1 个"),
        Case("open to scripts", answered(cookies=(cookie(http_only=False),), **SAFE), ATTEST, "HttpOnly"),
        Case("sent everywhere", answered(cookies=(cookie(same_site=""),), **SAFE), ATTEST, "SameSite"),
        Case("Secure only where there is HTTPS", answered(
            HTTPS, (cookie(),), **SAFE, **{"strict-transport-security": "x"}), ATTEST, "Secure"),
        Case("not measured", site(nights={"probes": [
            builders.probe("home-headers", "", unmeasured="没有首页的响应头")]}), ERROR, "没有首页"),
        Case("no probe", site(), ERROR),
    ],
    privacy_notice: [
        Case("no forms", site(), NOT_APPLICABLE),
        Case("search alone", form("/s", "get", SEARCH), NOT_APPLICABLE),
        Case("link", form(links=(NOTICE,)), PASS),
        Case("link named otherwise", form(links=(("/a.html", "个人信息保护政策"),)), PASS),
        Case("said on the page", form(text="您的信息仅用于核实情况，不对外公开。"), PASS),
        Case("nothing", form(), FAIL, "没有告知的 1 个"),
        Case("terms that may say it", form(links=(("/x.html", "写信须知"),)), ATTEST),
        Case("a general statement", form(links=(("/x.html", "网站声明"),)), ATTEST),
        Case("before the law", form(as_of=BEFORE_LAW), ATTEST, "尚未施行"),
        Case("today", form(as_of=NOW, plan_year=2026), FAIL),
        Case("page not read", builders.snapshot({"/": home()}, failed={"/xx.html": Cause.DNS}), NOT_APPLICABLE),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "asks"),
    [
        (FormField("真实姓名"), True),
        (FormField("证件号码"), True),
        (FormField("E-mail"), True),
        (FormField("", "mobile"), True),
        (FormField("", "user_pwd"), True),
        (FormField("", "p", "password"), True),
        (FormField("关键词", "name"), False),
        (FormField("", "keyword"), False),
        (FormField("验证码", "code"), False),
        (FormField("起止日期", "date"), False),
        (FormField("文号", "number"), False),
    ],
)
def test_what_identifies_a_person(field: FormField, asks: bool) -> None:
    assert bool(personal(Form("/s", "post", (field,)))) is asks


def test_a_place_is_told_once() -> None:
    facts = PageFacts(links=tuple(Link(f"http://a{n}.example/", "时时彩") for n in range(9)))
    assert len(list(spam_in(facts))) == 1
