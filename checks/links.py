"""Clause 19: links of the home page lead somewhere. Broken is what was broken on three days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._link_states import State, captured, days_broken, is_missing_page
from checks._results import Result, attest, failed, passed
from store.errors import Unseen
from store.facts import Link
from store.judgements import Evidence
from store.snapshot import Capture, Page, Snapshot
from store.vocabulary import Place, Severity

TOPIC: Final = Topic("19", "网站链接")
_NAMED: Final = 10


@dataclass(frozen=True)
class _Target:
    """A link of the home page and what it leads to."""

    link: Link
    capture: Capture
    days: tuple[dt.date, ...] = ()  # on which it was broken, newest first

    @property
    def said(self) -> str:
        """The link as a message names it."""
        name = self.link.text or "（无文字）"
        return f"“{name}”{self.capture.url}（{self.capture.reason}，{len(self.days)} 日）"

    def evidence(self, home: Page) -> Iterator[Evidence]:
        """The link on the home page with what became of it; the answer too, where there was one."""
        days = "、".join(str(day) for day in self.days)
        ended = f"{self.capture.reason}，打不开的日期：{days}" if days else self.capture.reason
        yield home.quote(self.link.text, f"首页链接 {self.capture.url}：{ended}")
        if self.capture.digest:
            yield self.capture.evidence("header", self.capture.reason, "返回的内容")


@check(
    id="links.home-alive", topic=TOPIC, severity=Severity.MAJOR, rows=("X12", "19.1"),
    title="首页链接都能打开",
    expected="首页上的站内链接没有错链（4xx、5xx、域名或证书错误）；在三个不同日期都打不开的才算错链",
    remedy="修复或删除首页上的错链。",
    norms=("国办发〔2015〕15号#链接可用性", "要点"),
    settings={
        "days": Setting(3, "在几个不同日期都打不开才认定（自定）"),
        "most_unseen_percent": Setting(10.0, "未能取得的链接超过多少（百分比）就不作判断（自定）"),
    },
    method="查看首页每个站内链接本次的抓取结果，打不开的再查以往各次；不足规定天数的只提请确认。"
    "被防护系统拒绝的不算错链，站外链接见检查项 links.outbound-alive；未能取得的过多时不作判断。",
)  # fmt: skip
def home_alive(snapshot: Snapshot, settings: Settings) -> Result:
    """No link of the home page within the site was broken on three different days in a row."""
    home = snapshot.home
    targets, outside = _targets(snapshot, home)
    broken = [
        replace(each, days=days_broken(snapshot, each.capture))
        for each in targets
        if captured(each.capture) is State.BROKEN
    ]
    unknown = [each for each in targets if captured(each.capture) is State.UNSURE]
    gone = [each for each in targets if is_missing_page(snapshot, each.capture)]
    counted = (
        f"首页站内链接 {len(targets)} 个，打不开 {len(broken)} 个（站外链接 {outside} 个另行检查）"
    )
    proven = [each for each in broken if len(each.days) >= settings["days"]]
    if proven:
        pieces = [piece for each in proven[:_NAMED] for piece in each.evidence(home)]
        return failed(f"{counted}，其中 {len(proven)} 个连续多日打不开：{_list(proven)}", *pieces)
    if broken or gone:
        pieces = [piece for each in (*broken, *gone)[:_NAMED] for piece in each.evidence(home)]
        words = f"，返回“页面不存在” {len(gone)} 个" if gone else ""
        return attest(
            f"{counted}{words}，尚不足 {settings['days']} 个不同日期，继续观察：{_list([*broken, *gone])}",
            *pieces,
        )
    if 100 * len(unknown) > settings["most_unseen_percent"] * len(targets):
        first = unknown[0].capture
        raise Unseen(
            f"{counted}，{len(unknown)} 个未能取得，例如 {first.url}（{first.reason}），不能断定没有错链"
        )
    if not targets:
        raise Unseen("首页上没有读到站内链接，不能断定没有错链")
    noted = f"，{len(unknown)} 个被防护系统拒绝或未能取得，没有计入" if unknown else ""
    return passed(counted + noted, home.quote(targets[0].link.text, "首页"))


def _targets(snapshot: Snapshot, home: Page) -> tuple[list[_Target], int]:
    """What the links of the home page lead to, each address once, and how many lead outside.

    Addresses that only scripts name are no links: nobody may ever follow them.
    """
    found: dict[str, _Target] = {}
    outside: set[str] = set()
    for link in home.facts.links:
        url = home.resolve(link.href)
        if link.place is Place.SCRIPT or not url:
            continue
        try:
            found.setdefault(url, _Target(link, snapshot.capture(url)))
        except Unseen:
            outside.add(url)  # of another site, or a picture: never asked for
    return list(found.values()), len(outside)


def _list(targets: Iterable[_Target]) -> str:
    found = [each.said for each in targets]
    more = f"等 {len(found)} 个" if len(found) > _NAMED else ""
    return "；".join(found[:_NAMED]) + more
