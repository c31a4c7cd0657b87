"""What goes wrong with proposal replies (clause 2) and the public-welfare column (clause 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.portal.model import Portal, Site
from tests.portal.mutation import Mutation, drop_articles, proposal

#: What cannot be judged of a reply that is not on the portal.
UNPUBLISHED = {
    "proposals.full-text": "not_applicable",
    "proposals.published-in-time": "not_applicable",
    "proposals.contacts-withheld": "not_applicable",
}
WELFARE_KEYS = ("shgy", "whdt", "mfkf", "tpgj")


def _set(place: int, **changes: Any) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        found = proposal(site, place)
        for name, value in changes.items():
            setattr(found, name, value)

    return change


def _without_proposals(site: Site) -> None:
    site.columns.pop("jyta")


def _without_welfare(site: Site) -> None:
    for key in WELFARE_KEYS:
        site.columns.pop(key)


def _begun_in_july(site: Site) -> None:
    drop_articles(site, lambda column, day: column in WELFARE_KEYS and day < "2018-07-02")
    site.items_day = dt.date(2018, 7, 20)


def _stale(site: Site) -> None:
    drop_articles(site, lambda column, day: column in ("whdt", "tpgj") and day > "2018-11-16")


def _late_items(site: Site) -> None:
    site.items_day = dt.date(2018, 7, 9)


def _blank_standard(site: Site) -> None:
    for item in site.items[3:5]:
        item.standard = ""


def _no_procedure(site: Site) -> None:
    site.items_header = site.items_header[:-1]


def _no_items(site: Site) -> None:
    site.items_shown = False


def _no_poverty_relief(site: Site) -> None:
    site.columns.pop("tpgj")


def _no_overview(site: Site) -> None:
    site.overview_shown = False


def _wrong_overview(site: Site) -> None:
    site.overview = {"all": 19, "npc": 12}


def _page_gone(portal: Portal) -> None:
    """The list still has the reply, its page answers 404 tonight."""
    key = proposal(portal.content, 8).key
    del portal.files[next(p for p in portal.files if p.endswith(f"_{key}.html"))]


def _p(name: str, check: str, title: str, change: Callable[[Site], None], **more: Any) -> Mutation:
    return Mutation(name, f"proposals.{check}", title, content=change, **more)


def _w(name: str, check: str, title: str, change: Callable[[Site], None], **more: Any) -> Mutation:
    return Mutation(name, f"welfare.{check}", title, content=change, **more)


PROPOSALS = (
    _p("proposals-no-column", "column-exists", "没有建议提案栏目", _without_proposals,
       also={"proposals.all-published": "fail", "proposals.overview": "fail", **UNPUBLISHED}),
    _p("deputy-reply-missing", "all-published", "一件人大建议没有公开答复",
       _set(3, shown=False), also=UNPUBLISHED),
    _p("member-reply-missing", "all-published", "一件政协提案没有公开答复",
       _set(12, shown=False), also=UNPUBLISHED),
    _p("reply-title-only", "full-text", "答复页面只有标题没有全文", _set(5, form="title-only")),
    _p("reply-abstract", "full-text", "应公开全文的只公开了摘要", _set(10, form="abstract")),
    Mutation("reply-page-gone", "proposals.full-text", "一件答复的页面打不开", expected="error",
             also={"proposals.published-in-time": "error", "proposals.all-published": "error",
                   "proposals.contacts-withheld": "error", "links.home-alive": "attest",
                   "withdrawals.explained": "attest"},
             served=_page_gone),
    _p("deputy-answered-late", "answered-in-time", "人大建议超过3个月才答复",
       _set(2, replied=dt.date(2018, 7, 30), published=dt.date(2018, 8, 7))),
    _p("deputy-answered-a-day-late", "answered-in-time", "人大建议在3个月届满后一日答复",
       _set(6, replied=dt.date(2018, 6, 21), published=dt.date(2018, 6, 29))),
    _p("reply-published-late", "published-in-time", "答复后两个多月才公开",
       _set(4, published=dt.date(2018, 8, 20)), expected="attest"),
    _p("delegate-phone-shown", "contacts-withheld", "答复中公开了代表手机号码",
       _set(1, contact="（代表联系电话：13893110246）")),
    _p("member-address-shown", "contacts-withheld", "答复中公开了委员住址和邮编",
       _set(11, contact="（委员通讯地址：天原市人民路88号3单元501室，邮编：741000）")),
    _p("overview-missing", "overview", "没有公开年度办理总体情况", _no_overview),
    _p("overview-counts-differ", "overview", "总体情况的件数与公开件数不符", _wrong_overview),
)  # fmt: skip

#: Places are still named by the names of their pages, and their lists are gone.
_UNREAD_LISTS = {"libraries.listed": "attest", "facilities.directory-published": "attest"}
WELFARE = (
    _w("welfare-no-column", "column-exists", "没有社会公益专栏", _without_welfare,
       also={"welfare.items-listed": "fail", "welfare.column-updated": "fail",
             "welfare.poverty-relief": "fail", "welfare.money-announced": "fail",
             "facilities.opening-told": "not_applicable",
             "facilities.closing-announced": "not_applicable", **_UNREAD_LISTS}),
    _w("welfare-begun-late", "column-exists", "专栏7月才开设", _begun_in_july,
       also={"welfare.items-listed": "fail", **_UNREAD_LISTS}),
    _w("items-missing", "items-listed", "没有公开事项清单", _no_items),
    _w("items-standard-blank", "items-listed", "清单有两项未填公开标准", _blank_standard),
    _w("items-without-procedure", "items-listed", "清单没有公开程序一栏", _no_procedure),
    _w("items-late", "items-listed", "清单7月9日才公布", _late_items),
    _w("welfare-stale", "column-updated", "专栏动态一个多月没有更新", _stale,
       also={"freshness.column-updated": "fail"}),
    _w("no-poverty-relief", "poverty-relief", "没有脱贫攻坚子栏目", _no_poverty_relief,
       also={"welfare.column-updated": "not_applicable"}),
)  # fmt: skip
