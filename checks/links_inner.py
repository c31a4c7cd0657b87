"""Clause 19: links and attachments of the inner pages open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from checks._declare import Setting, Settings, check
from checks._link_states import State, captured, days_broken, is_home, is_missing_page
from checks._results import Result, attest, failed, passed
from checks.links import TOPIC
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Capture, Snapshot, looks_like_file
from store.vocabulary import Fetch, Place, Severity

_NAMED: Final = 10
#: Broken addresses whose earlier nights are looked up; more of them say no more.
_MOST: Final = 200
#: Where a link stands that a reader can follow.
_LINKS: Final = frozenset({Place.NAV, Place.BODY, Place.LIST, Place.FOOTER, Place.BREADCRUMB})


@dataclass(frozen=True)
class _Dead:
    capture: Capture
    days: tuple[dt.date, ...]

    @property
    def said(self) -> str:
        kind = "附件" if looks_like_file(self.capture) else "链接"
        name = self.capture.anchor or "（无文字）"
        return f"{kind}“{name}”{self.capture.url}（{self.capture.reason}，{len(self.days)} 日）"


@check(
    id="links.inner-alive", topic=TOPIC, severity=Severity.MINOR, rows=("X12",),
    title="内页的链接和附件都能打开",
    expected="二级以下网页上的站内链接和附件没有错链；在三个不同日期都打不开的才算错链",
    remedy="修复或删除内页上的错链，补传打不开的附件。",
    norms=("国办发〔2015〕15号#链接可用性", "国办发〔2015〕15号#附件下载", "要点"),
    settings={
        "days": Setting(3, "在几个不同日期都打不开才认定（自定）"),
        "most_unseen_percent": Setting(10.0, "未能取得的超过多少（百分比）就不作判断（自定）"),
    },
    method="查看除首页链接以外各站内链接和附件本次的抓取结果，打不开的再查以往各次。返回“页面不存在”、"
    "跳转到首页的，只提请确认；被防护系统拒绝、超出抓取限度的不计。",
)  # fmt: skip
def inner_alive(snapshot: Snapshot, settings: Settings) -> Result:
    """No link below the home page, and no attachment, was broken on three days in a row."""
    links = [each for each in snapshot.captures() if _is_inner(each)]
    broken = [each for each in links if captured(each) is State.BROKEN]
    unsure = [each for each in links if captured(each) is State.UNSURE]
    soft = [each for each in links if _stands_in(snapshot, each)]
    files = sum(1 for each in links if looks_like_file(each))
    said = f"内页链接 {len(links)} 个（附件 {files} 个），打不开 {len(broken)} 个"
    dead = [_Dead(each, days_broken(snapshot, each)) for each in broken[:_MOST]]
    proven = [each for each in dead if len(each.days) >= settings["days"]]
    if proven:
        pieces = _evidence(snapshot, (each.capture for each in proven[:_NAMED]))
        return failed(f"{said}，其中 {len(proven)} 个多日打不开：{_list(proven)}", *pieces)
    if dead or soft:
        words = f"，返回“页面不存在”或跳转到首页 {len(soft)} 个" if soft else ""
        found = [*dead, *(_Dead(each, (snapshot.run.as_of,)) for each in soft)]
        pieces = _evidence(snapshot, (each.capture for each in found[:_NAMED]))
        return attest(
            f"{said}{words}，尚不足 {settings['days']} 个不同日期，继续观察：{_list(found)}",
            *pieces,
        )
    if 100 * len(unsure) > settings["most_unseen_percent"] * len(links):
        first = unsure[0]
        raise Unseen(f"{said}，{len(unsure)} 个未能取得，例如 {first.url}（{first.reason}）")
    if not links:
        raise Unseen("没有读到首页以下的站内链接")
    return passed(said, *_evidence(snapshot, links[:1]))


def _is_inner(capture: Capture) -> bool:
    """Whether an address was found by a link below the home page that a reader can follow."""
    return capture.depth >= 2 and capture.place in _LINKS


def _stands_in(snapshot: Snapshot, capture: Capture) -> bool:
    """Whether an address shows a page in place of what is missing: not found, or the home page."""
    if capture.outcome is Fetch.REDIRECTED:
        target = capture.redirect_to
        same = urlsplit(target).netloc == urlsplit(snapshot.run.start_url).netloc
        return same and is_home(target) and not is_home(capture.url)
    return is_missing_page(snapshot, capture)


def _evidence(snapshot: Snapshot, found: Iterable[Capture]) -> Iterator[Evidence]:
    """The page on which each link stands, and what was answered where there was an answer."""
    for capture in found:
        parent = snapshot.parent(capture)
        while parent is not None and not parent.has_body:  # a redirect led here
            parent = snapshot.parent(parent)
        if parent is not None:
            told = f"链接 {capture.url}：{capture.reason}"
            yield parent.evidence("quote", capture.anchor or capture.url, told)
        if capture.digest:
            yield capture.evidence("header", capture.reason, "返回的内容")


def _list(found: list[_Dead]) -> str:
    more = f"等 {len(found)} 个" if len(found) > _NAMED else ""
    return "；".join(each.said for each in found[:_NAMED]) + more
