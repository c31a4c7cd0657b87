"""Clause 14: a notice of what can be done online, the ways to the service portal, posts."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import page, snapshot
from store._config_tables import SiteFacts
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

ENTRY = ("/zwfw/", "陇原政务服务网")
SITE = SiteFacts(service_portal=("www.example.gov.cn/zwfw/",))
TITLE = "关于公布可通过政务服务网办理事项的公告"


def announced(title: str = TITLE, on: str = "2018-09-03", **more: Any) -> Snapshot:
    """A site with one notice."""
    text = more.pop("text", "营业性演出审批等12项许可事项可在网上办理。")
    return snapshot(
        {"/": page("首页", nav=(("/tz/", "通知公告"),)), "/1.html": page(title, text, on=on)},
        **more,
    )


def led(*links: tuple[str, str], pages: dict[str, Facts] | None = None, **more: Any) -> Snapshot:
    """A home page with its links, and what they lead to."""
    held: dict[str, Facts] = {"/": page("首页", links=links), **(pages or {})}
    return snapshot(held, about={"site": SITE}, **more)


def posted(*titles: str) -> Snapshot:
    """Posts of the year."""
    rows = [{"platform": "微信", "account": "省文化厅", "posted_on": dt.date(2018, 9, 3), "title": t}
            for t in titles]  # fmt: skip
    return snapshot({"/": page("首页", nav=(("/tz/", "通知公告"),))}, registers={"posts": rows})


CASES = (
    Case("service-portal.items-announced", Outcome.PASS, announced),
    Case("service-portal.items-announced", Outcome.FAIL, partial(announced, "关于停电的公告", text="停电")),
    Case(
        "service-portal.ways-work", Outcome.PASS,
        partial(led, ENTRY, pages={"/zwfw/": page("陇原政务服务网", "办事")}),
    ),
    Case("service-portal.ways-work", Outcome.FAIL, partial(led, ("/tz/", "通知公告"))),
    Case("service-portal.posts", Outcome.PASS, partial(posted, "足不出户，网上办事这样做")),
    Case("service-portal.posts", Outcome.ATTEST, partial(posted, "周末看展览")),
)  # fmt: skip
