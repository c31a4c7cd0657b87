"""Accounts by their registers: both sides of 14 days, of one a platform, of one name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from checks._accounts import bare_name, platform_of
from checks._declare import Check
from checks.accounts import (
    codes_work,
    listed,
    names_agree,
    no_adverts,
    one_a_platform,
    relevant,
    updated,
)
from checks.selftest.accounts import coded, image
from store.facts import Identity
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

TODAY = dt.date(2026, 11, 1)
UNIT = "省文化厅"
WEIBO = {"platform": "新浪微博", "name": "文化陇原", "account": "whly", "verified_as": UNIT}
WECHAT = {**WEIBO, "platform": "微信公众号", "account": "whly_wx"}


def post(
    days: int, title: str = "", account: str = "whly", platform: str = "微博"
) -> dict[str, Any]:
    return {"platform": platform, "account": account, "title": title,
            "posted_on": TODAY - dt.timedelta(days)}  # fmt: skip


def night(
    *rows: Mapping[str, Any], posts: tuple[Mapping[str, Any], ...] | None = (), text: str = "",
    column: bool = True, day: dt.date = TODAY, **more: Any,
) -> Snapshot:  # fmt: skip
    held: dict[str, Any] = {"accounts": rows}
    if posts is not None:
        held["posts"] = posts
    pages = {
        "/": builders.page("首页", nav=[("/xmt/", "政务新媒体")], identity=Identity(organizer=UNIT))
    }
    listing = builders.page("政务新媒体", text, links=more.pop("links", ()))
    columns = [builders.column("accounts", "/xmt/", name="政务新媒体")] if column else []
    if column:
        pages["/xmt/"] = listing
    else:
        pages["/"] = builders.page("首页", text, nav=[("/yw/", "要闻")])
    return builders.snapshot(pages, columns, held, as_of=day, plan_year=day.year, **more)


NO_REGISTER = builders.snapshot(as_of=TODAY, plan_year=2026)
CLOSED = {**WECHAT, "account": "old", "closed_on": dt.date(2026, 10, 1)}

QR = image("http://weixin.qq.com/r/abc")

CASES: dict[Check, list[Case]] = {
    codes_work: [
        Case("decodes, link opens", coded(QR), PASS, "识别出 1 个"),
        Case("one of two does not decode", coded(QR, image()), ATTEST, "weixin.png"),
        Case("a picture of something else", coded(QR, image(marked=False)), PASS, "图片 1 个"),
        Case("unmarked, but a code", coded(image("http://weixin.qq.com/r/abc", marked=False)), PASS),
        Case("link is gone", coded(QR, status=404), ATTEST, "返回 404"),
        Case("the platform turns us away", coded(QR, status=403), PASS),
        Case("the platform's robots.txt", coded(QR, status=None, error="robots"), PASS),
        Case("no codes", coded(), NOT_APPLICABLE),
        Case("not probed", NO_REGISTER, ERROR),
    ],
    listed: [
        Case("both by name", night(WEIBO, WECHAT, text="微博、微信：文化陇原"), PASS),
        Case("by account in a link",
             night({**WEIBO, "name": "陇文"}, links=[("https://weibo.com/whly", "微博")]),
             PASS),
        Case("one by another name",
             night(WEIBO, {**WECHAT, "name": "群文之声"}, text="微博：文化陇原"), FAIL,
             "群文之声"),
        Case("perhaps only in pictures", night(WEIBO, WECHAT, text="扫码关注"), ATTEST, "二维码"),
        Case("only on the home page", night(WEIBO, text="官方微博：文化陇原", column=False), PASS),
        Case("not on the home page", night(WEIBO, column=False), ATTEST),
        Case("a closed one need not stand",
             night(WEIBO, {**CLOSED, "name": "旧号"}, text="文化陇原"), PASS),
        Case("none in use", night(CLOSED), NOT_APPLICABLE),
        Case("no register", NO_REGISTER, NEEDS_INPUT),
        Case("the list was not seen", builders.snapshot(
            {"/": builders.page("首页", nav=[("/xmt/", "政务新媒体")])}, [builders.column("accounts", "/xmt/")],
            {"accounts": [WEIBO]}, failed={"/xmt/": Cause.TIMEOUT}, as_of=TODAY, plan_year=2026), ERROR),
    ],
    updated: [
        Case("14 days", night(WEIBO, posts=(post(14),)), PASS, "14 日"),
        Case("15 days", night(WEIBO, posts=(post(15), post(40))), FAIL, "15 日"),
        Case("today", night(WEIBO, posts=(post(0), post(90))), PASS),
        Case("a post of tomorrow is none", night(WEIBO, posts=(post(-1), post(15))), FAIL),
        Case("another platform's post", night(WEIBO, posts=(post(1, platform="微信"), post(15))),
             FAIL),
        Case("by name", night(WEIBO, posts=(post(1, account="文化陇原"),)), PASS),
        Case("no posts of this account", night(WEIBO, posts=(post(1, account="other"),)),
             NEEDS_INPUT, "补充"),
        Case("no register of posts", night(WEIBO, posts=None), NEEDS_INPUT),
        Case("a closed account", night(CLOSED, posts=(post(90, account="old", platform="微信"),)),
             NOT_APPLICABLE),
        Case("before the norm", night(WEIBO, posts=(
            {**post(0), "posted_on": dt.date(2018, 12, 1)},), day=dt.date(2018, 12, 20)), ATTEST),
        Case("another limit", night(WEIBO, posts=(post(15),)), PASS, settings={"most_days": 15}),
        Case("no register", NO_REGISTER, NEEDS_INPUT),
    ],
    one_a_platform: [
        Case("one each", night(WEIBO, WECHAT), PASS),
        Case("two on one", night(WEIBO, {**WEIBO, "account": "whly2"}), ATTEST, "多个账号"),
        Case("one platform in two words",
             night(WECHAT, {**WECHAT, "platform": "微信订阅号", "account": "b"}), ATTEST, "多个账号"),
        Case("a subordinate unit's",
             night(WEIBO, {**WEIBO, "account": "lib", "verified_as": "省图书馆"}), PASS),
        Case("holders not told",
             night({**WEIBO, "verified_as": ""}, {**WEIBO, "account": "b", "verified_as": ""}),
             ATTEST),
        Case("the other is closed", night(WECHAT, CLOSED), PASS),
        Case("before the norm", night(WEIBO, {**WEIBO, "account": "b"}, day=dt.date(2018, 12, 6)),
             ATTEST),
        Case("none", night(), NOT_APPLICABLE),
        Case("no register", NO_REGISTER, NEEDS_INPUT),
    ],
    names_agree: [
        Case("one name", night(WEIBO, WECHAT), PASS),
        Case("with the platform behind it", night(WEIBO, {**WECHAT, "name": "文化陇原官方微信"}),
             PASS),
        Case("two names", night(WEIBO, {**WECHAT, "name": "陇原文旅"}), ATTEST, "不一致"),
        Case("held by a stranger", night({**WEIBO, "verified_as": "某传媒公司"}),
             ATTEST, "某传媒公司"),
        Case("a subordinate unit's other name",
             night(WEIBO, {**WECHAT, "name": "省图", "verified_as": "省图书馆"}),
             ATTEST),
        Case("holder not told", night({**WEIBO, "verified_as": ""}), ATTEST, "未填写"),
        Case("none", night(), NOT_APPLICABLE),
        Case("no register", NO_REGISTER, NEEDS_INPUT),
    ],
    no_adverts: [
        Case("none", night(WEIBO, posts=(post(1, "全省文化工作会议召开"),)), PASS),
        Case("one", night(WEIBO, posts=(post(1, "限时抢购满100减50"),)),
             ATTEST, "疑似商业广告 1 条"),
        Case("a free ticket is none", night(WEIBO, posts=(post(1, "免费开放周来了"),)), PASS),
        Case("no titles", night(WEIBO, posts=(post(1),)), NOT_APPLICABLE),
        Case("no register", NO_REGISTER, NEEDS_INPUT),
    ],
    relevant: [
        Case("none", night(WEIBO, posts=(post(1, "全省文化工作会议召开"),)), PASS, "0.0%"),
        Case("half", night(WEIBO, posts=(post(1, "会议召开"), post(2, "十二星座本周运势"))),
             ATTEST, "50.0%"),
        Case("no titles", night(WEIBO, posts=(post(1),)), NOT_APPLICABLE),
        Case("no register", NO_REGISTER, NEEDS_INPUT),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "platform"),
    [("新浪微博", "微博"), ("WeChat 公众号", "微信公众号"), ("微信视频号", "微信视频号"), ("抖音号", "抖音"),
     ("学习强国", "学习强国"), ("ＡＰＰ", "客户端")],
)  # fmt: skip
def test_platforms_have_one_name(words: str, platform: str) -> None:
    assert platform_of(words) == platform


def test_names_lose_what_platforms_add() -> None:
    assert bare_name("文化陇原官方微博") == bare_name("“文化陇原”") == "文化陇原"
