"""Clause 14: people are told what they can do on the service portal, and the way there works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from checks._declare import Setting, Settings, Topic, check
from checks._holdings import absent, date_evidence, list_pages, refuse_blind, rows_of
from checks._portals import NAMES, on_service_portal
from checks._publications import Publication, publications
from checks._results import Result, attest, failed, passed
from store.errors import Unseen
from store.facts import Link
from store.judgements import Evidence
from store.snapshot import Capture, Page, Past, Snapshot
from store.vocabulary import Cause, Place, Severity

TOPIC = Topic(clause="14", title="宣传政务服务网“网上办事”功能", norms=("要点",))

#: How any province calls doing things online.
_ONLINE: Final = re.compile(
    r"政务服务(?:网|平台|大厅|app)|网上(?:可)?(?:办事|办理|申报|审批|受理|办)|在线办理|一网通办|全程网办|不见面|网办"
    r"|掌上办|一件事",
    re.IGNORECASE,
)
_NOTICE: Final = re.compile(r"公告|通告|告知|公布|清单|目录|一览|事项|指引|提示|须知")
_NOT_NOTICE: Final = re.compile(
    r"会议|召开|座谈|调研|培训|推进会|检查|考核|督查|解读|采购|中标|建设项目|工作方案|实施方案|总结|通报|征求意见|答复|提案"
)
_ITEM: Final = re.compile(
    r"许可|审批|备案|核准|登记|认定|设立|变更|申请|年检|换证|注销|资格|考级|事项"
)


# -- 14.1 -------------------------------------------------------------------------------------


@check(
    id="service-portal.items-announced", topic=TOPIC, severity=Severity.MINOR, rows=("14.1",),
    title="公告群众可通过政务服务网办理的事项",
    expected="本年度至少一次以公告等形式告知可通过政务服务网办理的事项",
    remedy="发布公告，列明可通过政务服务网办理的事项和入口。",
    settings={"least": Setting(1, "一年至少几次（自定）")},
    method="按题名找公告和清单；只在正文提到的由人核对。",
)  # fmt: skip
def items_announced(snapshot: Snapshot, settings: Settings) -> Result:
    """Notices of the year name what can be done on the service portal."""
    refuse_blind(snapshot)
    year = snapshot.run.plan_year
    found = [p for p in publications(snapshot, _ONLINE, _NOT_NOTICE)
             if _NOTICE.search(p.title) and (p.day is None or p.day.year == year)]  # fmt: skip
    named = [p for p in found if p.day is not None and _ITEM.search(p.text)]
    if len(named) >= settings["least"]:
        shown = [_shown(snapshot, p) for p in named[:10]]
        return passed(f"{year} 年有 {len(named)} 次公告，如“{named[0].title}”", *shown)
    for each in found:
        each.refuse_unread()
    if found:
        words = f"“{found[0].title}”没有日期或者没有写明办理的事项，请确认"
        return attest(words, found[0].quote(found[0].title, "标题"))
    said = f"{year} 年没有告知可通过政务服务网办理的事项的公告"
    if page := next(_mentions(snapshot, year), None):
        return attest(
            f"{said}；“{page.facts.title}”正文提到网上办理，请确认",
            page.quote(page.facts.title, "标题"),
        )
    evidence = absent(
        snapshot, "网上办理事项公告", ("网上办", "一网通办", "全程网办"), ("notices",)
    )
    return failed(said, evidence)


def _shown(snapshot: Snapshot, each: Publication) -> Evidence:
    return date_evidence(snapshot, each) if each.listed or each.page else each.quote(each.title)


def _mentions(snapshot: Snapshot, year: int) -> Iterator[Page]:
    """Notices of the year whose text speaks of doing things online."""
    for column in snapshot.columns_of("notices"):
        for item in column.items:
            try:
                page = snapshot.page(item.url)
            except Unseen:
                continue  # ``absent`` refuses to conclude while a notice was not seen
            day = page.published or item.listed
            if day and day.day.year == year and "政务服务" in page.facts.text:
                yield page


# -- 14.2 -------------------------------------------------------------------------------------

_APPLY: Final = re.compile(
    r"^(?:我要|立即|网上|在线|点击|进入)*(?:办理|申办|申报|申请)(?:入口|链接|地址)?$|^(?:在线|网上)办理"
)
#: Words of links behind which the service portal may stand.
_DOING: Final = re.compile(r"办事|办理|服务(?:大厅|平台|事项|中心)?$|审批")
#: Where a link belongs to the guide rather than to the frame of every page.
_WITHIN: Final = (Place.BODY, Place.LIST)
#: Nights of different days on which a link must have failed before it is called broken.
_DAYS: Final = 3


@dataclass(frozen=True)
class _Way:
    """A link to the service portal; ``state`` is works, broken, wrong or unknown."""

    page: Page
    link: Link
    url: str
    state: str
    said: str

    @property
    def evidence(self) -> Evidence:
        """The link as it stands."""
        return self.page.quote(f"{self.link.text} {self.link.href}"[:200], "链接")


@check(
    id="service-portal.ways-work", topic=TOPIC, severity=Severity.MAJOR, rows=("14.2",),
    title="首页有可用的政务服务网入口，办事指南的在线办理链接有效",
    expected="首页有政务服务网入口且能打开；办事指南中的在线办理链接都能打开，通向所说的事项",
    remedy="在首页设置政务服务网入口，修复或者更换打不开的链接。",
    norms=("国令第716号#6", "国办发〔2015〕15号#链接可用性", "要点"),
    settings={"days": Setting(_DAYS, "在几个不同日期都打不开才算失效")},
    method="入口按链接文字和 [site] service_portal 认；没有列入巡检范围的站外链接不访问，由人确认。",
)  # fmt: skip
def ways_work(snapshot: Snapshot, settings: Settings) -> Result:
    """The home page leads to the service portal, and the links of guides open what they name."""
    refuse_blind(snapshot)
    home = snapshot.home
    entries = [_way(snapshot, home, link, settings["days"]) for link in _entries(snapshot, home)]
    if not entries:
        return _no_entry(snapshot, home)
    deep = [_way(snapshot, page, link, settings["days"], title)
            for page, link, title in _deep(snapshot)]  # fmt: skip
    broken = [way for way in (*entries, *deep) if way.state == "broken"]
    working = [way for way in entries if way.state == "works"]
    lost = [way for way in deep if way.state == "broken"] or ([] if working else broken)
    if lost:
        named = "、".join(f"“{w.link.text}”{w.url}（{w.said}）" for w in lost[:5])
        return failed(f"{len(lost)} 个链接失效：{named}", *(w.evidence for w in lost[:20]))
    doubtful = [w for w in deep if w.state != "works"] or ([] if working else entries)
    said = f"首页有 {len(entries)} 个政务服务网入口，办事指南有 {len(deep)} 个在线办理链接"
    if doubtful:
        named = "、".join(f"“{w.link.text}”{w.url}（{w.said}）" for w in doubtful[:5])
        return attest(
            f"{said}；请确认打得开、通向所说的事项：{named}", *(w.evidence for w in doubtful[:20])
        )
    return passed(f"{said}，都能打开", *(w.evidence for w in (*entries, *deep)[:20]))


def _no_entry(snapshot: Snapshot, home: Page) -> Result:
    if home.facts.drawn:
        raise Unseen("首页有由脚本生成的内容，不能断定没有政务服务网入口")
    words = "首页没有通向政务服务网的链接"
    away = next((k for k in home.facts.links if _DOING.search(k.text) and _is_away(home, k)), None)
    if away is not None:
        shown = home.quote(f"{away.text} {away.href}"[:200], "首页链接")
        return attest(f"首页的“{away.text}”通向站外，请确认是否为政务服务网", shown)
    pictures = [k for k in home.facts.links if not k.text and _is_away(home, k)]
    if pictures:
        return attest(
            f"{words}；有 {len(pictures)} 个没有文字的站外链接，请确认", home.quote(words, "首页")
        )
    return failed(words, home.quote(home.facts.head_title or home.url, "首页的全部链接"))


def _is_away(home: Page, link: Link) -> bool:
    target = home.resolve(link.href)
    return bool(target) and urlsplit(target).netloc != urlsplit(home.url).netloc


def _entries(snapshot: Snapshot, home: Page) -> Iterator[Link]:
    """Links of the home page to the service portal, by their words or by where they lead."""
    for link in home.facts.links:
        target = home.resolve(link.href)
        named = any(name in link.text for name in NAMES) and len(link.text) <= 20
        if target and (named or on_service_portal(snapshot, target)):
            yield link


def _deep(snapshot: Snapshot) -> Iterator[tuple[Page, Link, str]]:
    """Links in guides with which people apply online: page, link, what the guide is of."""
    items = {i.url for c in snapshot.columns_of("guides") for i in c.items}
    lists = list_pages(snapshot)
    for page in snapshot.pages():
        own = not on_service_portal(snapshot, page.url) and page.url not in lists
        if not own or not (page.facts.guide or page.url in items):
            continue
        name = page.facts.guide.name if page.facts.guide else ""
        for link in page.facts.links:
            named = link.place in _WITHIN and _APPLY.search(link.text.strip())
            if named and page.resolve(link.href):
                yield page, link, name or page.facts.title


def _way(snapshot: Snapshot, page: Page, link: Link, days: int, title: str = "") -> _Way:
    """What became of a link tonight and in earlier nights."""
    url = page.resolve(link.href)
    try:
        capture = snapshot.capture(url)
    except Unseen:
        return _Way(page, link, url, "unknown", "不在巡检范围，没有访问")
    if capture.has_body:
        return _Way(page, link, url, *_opened(snapshot, url, title))
    if not _is_broken(capture):
        return _Way(page, link, url, "unknown", capture.reason)
    failed_on = {p.as_of for p in snapshot.past(capture.url) if _is_broken(p)}
    failed_on.add(snapshot.run.as_of)
    state = "broken" if len(failed_on) >= days else "unknown"
    return _Way(page, link, url, state, f"{capture.reason}，{len(failed_on)} 日")


def _is_broken(seen: Capture | Past) -> bool:
    """Whether the other side is the reason; a time-out or a protection proves nothing."""
    gone = seen.status in (404, 410) or (seen.status or 0) in (500, 501, 502, 504)
    return gone or seen.cause in (Cause.DNS, Cause.TLS, Cause.CONNECT)


def _opened(snapshot: Snapshot, url: str, title: str) -> tuple[str, str]:
    try:
        target = snapshot.page(url)
    except Unseen as reason:
        return "unknown", str(reason)
    name = re.sub(r"办事指南|服务指南|指南|审批|办理|事项|\W", "", title)
    there = re.sub(r"\W", "", f"{target.facts.title}{target.facts.head_title}{target.facts.text}")
    if name and name not in there:
        return "wrong", "打开的网页没有提到该事项"
    return "works", ""


# -- 14.3 -------------------------------------------------------------------------------------


@check(
    id="service-portal.posts", topic=TOPIC, severity=Severity.INFO, rows=("14.3",),
    title="政务新媒体宣传“网上办事”",
    expected="政务新媒体发布宣传政务服务网、网上办事的信息",
    remedy="通过政务微博、微信宣传可网上办理的事项。",
    needs=("posts",),
    method="统计新媒体发布台账中本年度题名提到网上办事、政务服务的条数；只报数字，不认定问题。",
)  # fmt: skip
def posts(snapshot: Snapshot) -> Result:
    """Counts the year's posts that speak of doing things online."""
    register, rows = rows_of(snapshot, "posts", "14", "service-portal.posts")
    year, as_of = snapshot.run.plan_year, snapshot.run.as_of
    of_year = [r for r in rows if r["posted_on"].year == year and r["posted_on"] <= as_of]
    found = [r for r in of_year if _ONLINE.search(r.get("title") or "")]
    shown = [register.evidence(r, f"{r['posted_on']} {r['title']}") for r in found[:10]]
    said = f"{year} 年新媒体发布 {len(of_year)} 条，其中宣传网上办事 {len(found)} 条"
    if found:
        return passed(said, *shown)
    return attest(f"{said}，请确认是否通过短信、报刊、广播、电视等方式宣传")
