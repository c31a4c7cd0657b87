"""Clauses 14 and 16: notices, ways to the service portal, news of the reform."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from checks._declare import Check
from checks.reform import news_regular, on_portal
from checks.selftest.reform import ROOT, TITLE, reformed
from checks.selftest.service_portal import ENTRY, announced, led, posted
from checks.service_portal import items_announced, posts, ways_work
from store._config_tables import SiteFacts
from store.facts import Facts, Guide
from store.snapshot import Past
from store.vocabulary import Cause, Fetch
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date
NOTICES = builders.column(
    "notices", "/tzgg/", [("/1.html", "关于办事的公告", "2018-09-03")], name="通知公告"
)
CUT = builders.column("notices", "/tzgg/", name="通知公告", complete=False)
ANNOUNCED = [
    Case("a notice of items", announced(), PASS, "1 次"),
    Case("a list of items", announced("省文化厅全程网办事项清单"), PASS),
    Case("of the year before", announced(on="2017-12-31"), FAIL),
    Case("of the first day", announced(on="2018-01-01"), PASS),
    Case("without a date", announced(on=""), ATTEST),
    Case("naming nothing", announced(text="敬请关注。"), ATTEST),
    Case("a meeting", announced("全省网上办事推进会议召开公告"), FAIL),
    Case("in the text alone",
         announced("关于办事的公告", text="可登录政务服务网办理。", columns=[NOTICES]), ATTEST),
    Case("two are asked", announced(), ATTEST, settings={"least": 2}),
    Case("the notices are cut", announced("停电公告", text="停电", columns=[CUT]), ERROR),
    Case("a page of that name failed",
         announced("停电公告", text="停电", failed={"/2.html": Cause.TIMEOUT},
         anchors={"/2.html": "网上办事项公告"}), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
    Case("a protection page",
         builders.snapshot({"/": builders.page("", quality="protection")}), ERROR),
]  # fmt: skip

PORTAL = {"/zwfw/": builders.page("陇原政务服务网", "办事")}
NAME = "娱乐场所设立审批"
ITEM = builders.page("娱乐场所设立审批", "在线申报")
WRONG = builders.page("演出审批", "在线申报")


def guide(
    target: str = "/zwfw/1.html", words: str = "在线办理", **pages: Facts
) -> dict[str, Facts]:
    shown = builders.page(f"{NAME}办事指南", guide=Guide(NAME), links=((target, words),))
    found: dict[str, Facts] = {**PORTAL, "/zn/1.html": shown}
    return found | {f"/zwfw/{name[1:]}.html": facts for name, facts in pages.items()}


def broken(*days: int, status: int = 404) -> dict[str, list[Past]]:
    nights = [
        Past(n, D(2018, 12, day), Fetch.FAILED, status, Cause.STATUS, None, "")
        for n, day in enumerate(days)
    ]
    return {builders.at("/zwfw/1.html"): nights}


GONE = {"/zwfw/1.html": Cause.DNS}
SLOW = {"/zwfw/1.html": Cause.TIMEOUT}
WAYS = [
    Case("a working entry", led(ENTRY, pages=PORTAL), PASS),
    Case("by its address alone", led(("/zwfw/", "办事"), pages=PORTAL), PASS),
    Case("by another name", led(("/zwfw/", "全省一网通办"), pages=PORTAL), PASS),
    Case("off the hosts", led(("http://zwfw.example.cn/", "政务服务网")), ATTEST, "不在巡检范围"),
    Case("no entry", led(("/tz/", "通知公告")), FAIL, "没有通向"),
    Case("no entry, a picture off the site",
         led(("/tz/", "通知"), ("http://zwfw.example.cn/", "")), ATTEST),
    Case("the entry failed once", led(ENTRY, failed={"/zwfw/": Cause.CONNECT}), ATTEST, "1 日"),
    Case("one of two entries works",
         led(ENTRY, ("http://zwfw.example.cn/", "政务服务网"), pages=PORTAL), PASS),
    Case("a guide's link opens its item", led(ENTRY, pages=guide(_1=ITEM)), PASS, "1 个在线办理"),
    Case("a guide's link opens another",
         led(ENTRY, pages=guide(_1=WRONG)), ATTEST, "没有提到该事项"),
    Case("broken tonight", led(ENTRY, pages=guide(), failed=GONE), ATTEST, "1 日"),
    Case("broken on two days",
         led(ENTRY, pages=guide(), failed=GONE, past=broken(18)), ATTEST, "2 日"),
    Case("broken on three days",
         led(ENTRY, pages=guide(), failed=GONE, past=broken(17, 18)), FAIL, "3 日"),
    Case("twice on one day", led(ENTRY, pages=guide(), failed=GONE, past=broken(18, 18)), ATTEST),
    Case("turned away on three days",
         led(ENTRY, pages=guide(), failed=GONE, past=broken(17, 18, status=503)), ATTEST),
    Case("slow for three days",
         led(ENTRY, pages=guide(), failed=SLOW, past=broken(17, 18)), ATTEST),
    Case("a word in a sentence is no link",
         led(ENTRY, pages=guide(words="关于办理演出审批的通知")), PASS, "0 个"),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
POSTED = [
    Case("one of two", posted("网上办事指南来了", "周末看展"), PASS, "其中宣传网上办事 1 条"),
    Case("none", posted("周末看展"), ATTEST, "0 条"),
    Case("no register", builders.snapshot(), NEEDS_INPUT),
    Case("an empty register", posted(), NEEDS_INPUT),
]

KINDS = {"kinds": ("reform", "news"), "name": "放管服改革动态"}


def quarters(*days: str, undated: Sequence[str] = (), **more: Any) -> builders.Snapshot:
    """A year without a known plan: each quarter that is over counts."""
    pages: dict[str, Facts] = {
        f"/{day}.html": builders.page(f"{day}深化放管服改革", on=day) for day in days
    }
    pages |= {f"/{name}.html": builders.page("放管服改革" + name) for name in undated}
    home = builders.page("首页", nav=(("/tz/", "通知公告"),))
    return builders.snapshot({"/": home, **pages}, as_of=D(2026, 11, 1), plan_year=2026, **more)


NEWS = [
    Case("one in the third quarter", reformed(), PASS, "1 个季度"),
    Case("on its first day", reformed("2018-07-01"), PASS),
    Case("on its last day", reformed("2018-09-30"), PASS),
    Case("a day before it", reformed("2018-06-30"), FAIL, "第3季度"),
    Case("a day after it", reformed("2018-10-01"), FAIL),
    Case("no quarter is over", reformed("", as_of=D(2018, 9, 30)), NOT_APPLICABLE),
    Case("the last quarter that is over is bare",
         quarters("2026-02-01", "2026-05-01"), FAIL, "第3季度"),
    Case("every quarter of another year",
         quarters("2026-02-01", "2026-05-01", "2026-08-01"), PASS, "3 个季度"),
    Case("one quarter of another year is bare",
         quarters("2026-02-01", "2026-08-01"), FAIL, "第2季度"),
    Case("an entry without a date",
         quarters("2026-02-01", "2026-08-01", undated=("简报",)), ATTEST),
    Case("two a quarter are asked", reformed(), FAIL, settings={"each_quarter": 2}),
    Case("the column is cut",
         reformed("", columns=[builders.column("reform", ROOT, name="放管服", complete=False)]),
         ERROR),
    Case("the news is cut", quarters("2026-02-01", "2026-08-01", columns=[
        builders.column("news", "/dt/", name="工作动态", complete=False)]), ERROR),
    Case("a news column, fourteen days", reformed("2018-12-06", **KINDS), PASS),
    Case("a news column, fifteen days", reformed("2018-12-05", **KINDS), FAIL, "超过14日"),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
    Case("a protection page",
         builders.snapshot({"/": builders.page("", quality="protection")}), ERROR),
]  # fmt: skip

REPORTED = {"submissions": [{"title": "放管服改革简报", "submitted_on": D(2018, 8, 7)}]}
HERE = SiteFacts(service_portal=("zwfw.example.cn",))
SHARED = [
    Case("the same title", reformed(there=(f"“{TITLE}”",)), PASS, "1 条（100%）"),
    Case("half of them", reformed(there=(TITLE,), registers=REPORTED), PASS, "（50%）"),
    Case("none of them", reformed(there=("别的",)), ATTEST, "0 条"),
    Case("nothing to compare", reformed("", there=("别的",)), NOT_APPLICABLE),
    Case("the portal is not configured", reformed(about={}), ATTEST),
    Case("the portal was not crawled", reformed(about={"site": HERE}), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    items_announced: ANNOUNCED, ways_work: WAYS, posts: POSTED, news_regular: NEWS, on_portal: SHARED,
}  # fmt: skip
