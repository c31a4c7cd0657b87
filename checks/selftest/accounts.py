"""Clause 23a: two accounts that are in order, and what may be out of order with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import column, page, probe, snapshot
from store.facts import Identity
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_TODAY = dt.date(2026, 11, 1)
_UNIT = "省文化厅"
_WEIBO = {"platform": "微博", "name": "文化陇原", "account": "whly", "verified_as": _UNIT}
_WECHAT = {**_WEIBO, "platform": "微信公众号"}


_UNLISTED = {**_WECHAT, "name": "群文之声", "account": ""}


def _post(
    days: int = 3, title: str = "全省文化工作会议召开", platform: str = "微博"
) -> dict[str, Any]:
    return {
        "platform": platform, "account": "whly", "title": title,
        "posted_on": _TODAY - dt.timedelta(days),
    }  # fmt: skip


def _night(
    *accounts: Mapping[str, Any], posts: tuple[Mapping[str, Any], ...] = (), told: str = "文化陇原"
) -> Snapshot:
    rows = accounts or (_WEIBO, _WECHAT)
    held = posts or (_post(), _post(platform="微信公众号"))
    pages = {
        "/": page("首页", nav=[("/xmt/", "政务新媒体")], identity=Identity(organizer=_UNIT)),
        "/xmt/": page("政务新媒体", f"微博：{told}。微信公众号：{told}。"),
    }
    return snapshot(
        pages, [column("accounts", "/xmt/", name="政务新媒体")],
        {"accounts": rows, "posts": held}, as_of=_TODAY, plan_year=2026,
    )  # fmt: skip


def image(*codes: str, marked: bool = True) -> dict[str, Any]:
    """A picture and what it decodes to."""
    return {
        "page": "/xmt/", "image": "http://www.example.gov.cn/images/weixin.png", "words": "二维码",
        "marked": marked, "codes": list(codes), "unread": "", "status": 200,
    }  # fmt: skip


def coded(*images: dict[str, Any], **link: Any) -> Snapshot:
    """A night in which these pictures were decoded and their link ended so."""
    target = "http://weixin.qq.com/r/abc"
    entry = {"target": target, "text": "", "hops": [], "final": target, "status": 200, **link}
    links = [entry] if any(each["codes"] for each in images) else []
    made = probe(
        "account-codes", "www.example.gov.cn", pages=[], offered=len(images), images=list(images),
        links=links,
    )  # fmt: skip
    return snapshot(probes=[made])


CASES = (
    Case("accounts.listed", Outcome.PASS, _night),
    Case("accounts.listed", Outcome.FAIL, partial(_night, _WEIBO, _UNLISTED)),
    Case("accounts.codes-work", Outcome.PASS, partial(coded, image("http://weixin.qq.com/r/abc"))),
    Case("accounts.codes-work", Outcome.ATTEST, partial(coded, image())),
    Case("accounts.updated", Outcome.PASS, _night),
    Case("accounts.updated", Outcome.FAIL, partial(_night, _WEIBO, posts=(_post(15),))),
    Case("accounts.one-a-platform", Outcome.PASS, _night),
    Case("accounts.one-a-platform", Outcome.ATTEST, partial(_night, _WEIBO, {**_WEIBO, "account": "whly2"})),
    Case("accounts.names-agree", Outcome.PASS, _night),
    Case("accounts.names-agree", Outcome.ATTEST, partial(_night, _WEIBO, {**_WECHAT, "name": "陇原文旅"})),
    Case("accounts.no-adverts", Outcome.PASS, _night),
    Case("accounts.no-adverts", Outcome.ATTEST, partial(_night, posts=(_post(title="限时抢购满100减50"),))),
    Case("accounts.relevant", Outcome.PASS, _night),
    Case("accounts.relevant", Outcome.ATTEST, partial(_night, posts=(_post(title="十二星座本周运势"),))),
)  # fmt: skip
