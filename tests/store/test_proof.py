"""What proves that a fault is mended, and all the ways in which nothing is proven."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest

from store.book import Failure
from store.config import ColumnSetting, Config, Crawl, Portal
from store.facts import PageFacts
from store.judgements import CheckCard, Evidence, Judgement, Limit
from store.lifecycle import Seen
from store.proof import Tonight, reviewed
from store.reach import narrowed, reach_of
from store.snapshot import Capture, ColumnView, Item, Run, Snapshot
from store.vocabulary import Cause, Fetch, Outcome, Severity

HOST = "http://h.gov.cn"
HOME, LIST, PAGE, OTHER = (f"{HOST}{path}" for path in ("/", "/list/", "/a.html", "/b.html"))
AT = dt.datetime(2018, 6, 30, 18, 0, tzinfo=dt.UTC)
LIMITS = (Limit("days", 3, "日"),)
CARD = CheckCard("page.good", "5", "网页", Severity.MAJOR, "整改", "应当", limits=LIMITS)
PORTAL = Portal(name="门户", start_url=HOME, hosts=("h.gov.cn",))
CONFIG = Config(portal=PORTAL)


def config(**crawl: Any) -> Config:
    return Config(portal=PORTAL, crawl=Crawl(**crawl))


def cited(url: str, capture: int) -> Evidence:
    return Evidence("quote", url=url, capture_id=capture, digest="sha256:0")


def judgement(subject: str, outcome: Outcome, *evidence: Evidence) -> Judgement:
    return Judgement("page.good", "5", subject, outcome, Severity.MAJOR, "说明", "标题", evidence)


def page(key: int, url: str, **values: Any) -> Capture:
    return Capture(
        key, url, **{"outcome": Fetch.FETCHED, "status": 200, "digest": f"d{key}", **values}
    )


def column(complete: bool = True, listed: bool = False) -> ColumnView:
    items = (Item(PAGE, "甲", None, LIST),) if listed else ()
    return ColumnView("通知公告", (), LIST, (LIST,), items, complete, note="第2页没有取得")


@dataclass
class Night:
    """What a night captured and said; by default all is as it was and passes."""

    subject: str = PAGE
    captures: dict[str, Capture] = field(default_factory=dict)
    quality: dict[str, str] = field(default_factory=dict)
    outcome: Outcome | None = Outcome.PASS
    evidence: tuple[Evidence, ...] = (cited(PAGE, 9),)
    card: CheckCard | None = CARD
    columns: tuple[ColumnView, ...] = (column(),)
    causes: dict[str, int] = field(default_factory=dict)
    config: Config = CONFIG
    old_config: Config | None = CONFIG
    old_evidence: tuple[Evidence, ...] = (cited(PAGE, 3),)

    def seen(self) -> Seen:
        failure = Failure(
            judgement(self.subject, Outcome.FAIL, *self.old_evidence), 1, CARD,
            reach_of(self.old_config) if self.old_config else None,
        )  # fmt: skip
        found = {} if self.outcome is None else {
            failure.judgement.fingerprint: judgement(self.subject, self.outcome, *self.evidence)
        }  # fmt: skip
        cards = {CARD.id: self.card} if self.card else {}
        parents = {3: (PAGE, LIST), 4: (OTHER, LIST)}
        return reviewed(
            Tonight(self._snapshot, cards, found, reach_of(self.config), parents), failure
        )

    def _snapshot(self) -> Snapshot:
        plain = {
            HOME: page(1, HOME),
            LIST: page(2, LIST),
            PAGE: page(3, PAGE),
            OTHER: page(4, OTHER),
        }
        plain |= self.captures
        run = Run(2, "门户", HOME, AT.date(), AT, 2018, coverage={"causes": self.causes})
        kept = [capture for capture in plain.values() if capture.detail != "absent"]

        def facts(capture: Capture) -> PageFacts:
            return PageFacts(title=capture.url, quality=self.quality.get(capture.url, "good"))

        return Snapshot(run, kept, facts, self.columns)


def absent(key: int, url: str) -> dict[str, Capture]:
    return {url: page(key, url, detail="absent")}


def ended(
    key: int, url: str, outcome: Fetch, cause: Cause | None = None, status: int | None = None
) -> dict[str, Capture]:
    return {url: Capture(key, url, outcome, cause=cause, status=status)}


def gone(status: int = 404) -> dict[str, Capture]:
    return ended(3, PAGE, Fetch.FAILED, Cause.STATUS, status)


def test_the_page_was_read_again_and_passed() -> None:
    assert Night().seen() == Seen(proven=True, why="说明")
    assert Night(outcome=Outcome.NOT_APPLICABLE).seen().proven
    newer = msgspec.structs.replace(CARD, version="2")
    assert Night(card=newer).seen().proven
    assert Night(old_config=None).seen().proven


def test_it_failed_again() -> None:
    assert Night(outcome=Outcome.FAIL).seen() == Seen(failed=True, why="说明")


@pytest.mark.parametrize(
    ("night", "reason"),
    [
        (Night(outcome=Outcome.ERROR), "未能检查：说明"),
        (Night(outcome=Outcome.NEEDS_INPUT), "缺少台账"),
        (Night(outcome=Outcome.ATTEST), "待人工确认"),
        (Night(outcome=Outcome.ATTESTED), "已确认"),
        (Night(outcome=Outcome.NOT_APPLICABLE, evidence=()), "没有可以复核的证据"),
        (Night(card=None), "没有运行"),
        (Night(card=msgspec.structs.replace(CARD, broken="自检不符")), "停用：自检不符"),
        (Night(card=msgspec.structs.replace(CARD, version="0.9")), "早于发现问题时的规则"),
        (Night(card=msgspec.structs.replace(CARD, version="x")), "早于发现问题时的规则"),
        (Night(card=msgspec.structs.replace(CARD, limits=(Limit("days", 9, "日"),))), "限值 days 由 3 改为 9"),
        (Night(captures=ended(3, PAGE, Fetch.ROBOTS)), "robots.txt 不允许"),
        (Night(captures=ended(3, PAGE, Fetch.OVER_BUDGET, Cause.PAGES)), "超过页数上限"),
        (Night(captures=ended(3, PAGE, Fetch.FAILED, Cause.TIMEOUT)), "响应超时"),
        (Night(captures=ended(3, PAGE, Fetch.FAILED, Cause.STATUS, 503)), "错误状态"),
        (Night(quality={PAGE: "protection"}), "防护页面"),
        (Night(quality={PAGE: "maintenance"}), "维护页面"),
    ],
)  # fmt: skip
def test_what_was_not_looked_at_with_the_same_rule_stays_open(night: Night, reason: str) -> None:
    seen = night.seen()
    assert (seen.proven, seen.failed) == (False, False)
    assert reason in seen.why


def test_every_page_that_a_site_wide_failure_was_read_from_has_to_be_seen() -> None:
    whole: dict[str, Any] = {"subject": "", "old_evidence": (cited(PAGE, 3), cited(OTHER, 4))}
    assert Night(**whole).seen().proven
    lost = Night(**whole, captures=ended(4, OTHER, Fetch.FAILED, Cause.TIMEOUT)).seen()
    assert OTHER in lost.why
    assert not lost.proven
    assert Night(**whole, captures=ended(4, OTHER, Fetch.FAILED, Cause.STATUS, 404)).seen().proven
    assert Night(**whole, captures=absent(4, OTHER)).seen().proven  # its list links to it no more


@pytest.mark.parametrize(
    "night",
    [
        Night(captures={**absent(4, OTHER), **ended(2, LIST, Fetch.FAILED, Cause.TIMEOUT)}),
        Night(captures=absent(4, OTHER), causes={"window": 3}),
        Night(captures=absent(4, OTHER), config=config(paths=("/x/",))),
        Night(captures={**absent(4, OTHER), **absent(2, LIST)}),
    ],
)  # fmt: skip
def test_a_page_that_is_not_linked_any_more_needs_its_list(night: Night) -> None:
    night.subject, night.old_evidence = "", (cited(OTHER, 4),)
    seen = night.seen()
    assert not seen.proven
    assert seen.why


def test_a_narrower_config_proves_only_what_it_still_sees() -> None:
    narrow = config(paths=("/a",))
    assert Night(config=narrow).seen().proven  # the page itself was read
    told = Night(subject="", config=narrow).seen()
    assert not told.proven
    assert "[crawl] paths 缩小为 /a" in told.why


@pytest.mark.parametrize(
    ("night", "reason"),
    [
        (Night(), "没有把它列为检查对象"),
        (Night(captures=absent(3, PAGE)), "没有发现这一网址"),
        (Night(captures=absent(3, PAGE), config=config(max_depth=2)), "巡检范围已缩小"),
        (Night(captures=ended(3, PAGE, Fetch.FAILED, Cause.CONNECT)), "没有看到该网页"),
        (Night(captures=gone(), columns=(column(listed=True),)), "仍列有它"),
        (Night(captures=gone(), columns=(column(complete=False),)), "没有读全"),
        (Night(captures=gone(410), columns=()), "没有读到任何栏目"),
        (Night(subject="甘肃省文化厅/2018/预算", captures=absent(3, PAGE)), "没有找到这一对象"),
    ],
)  # fmt: skip
def test_a_thing_that_is_not_listed_any_more_stays_open(night: Night, reason: str) -> None:
    night.outcome = None
    seen = night.seen()
    assert (seen.proven, seen.failed) == (False, False)
    assert reason in seen.why


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_the_site_says_is_gone_and_that_no_list_names_is_mended(status: int) -> None:
    seen = Night(captures=gone(status), outcome=None).seen()
    assert seen.proven
    assert f"已从网站移除（{status}）" in seen.why


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (CONFIG, CONFIG, ""),
        (config(paths=("/x/",)), CONFIG, ""),
        (CONFIG, config(paths=("/",)), ""),
        (config(paths=("/x/a/",)), config(paths=("/x/",)), ""),
        (config(paths=("/x/", "/y/")), config(paths=("/x/",)), "paths"),
        (config(max_depth=12), config(max_depth=11), "max_depth"),
        (config(max_depth=11), config(max_depth=12), ""),
        (
            CONFIG.model_copy(update={"columns": (ColumnSetting(url=LIST, kinds=("公益", "解读")),)}),
            CONFIG.model_copy(update={"columns": (ColumnSetting(url=LIST, kinds=("公益",)),)}), "columns",
        ),
        (
            CONFIG.model_copy(update={"portal": PORTAL.model_copy(update={"hosts": ("h.gov.cn", "w.gov.cn")})}),
            CONFIG, "w.gov.cn",
        ),
        (
            CONFIG.model_copy(update={"portal": PORTAL.model_copy(update={"hosts": ("w.h.gov.cn",)})}),
            CONFIG.model_copy(update={"portal": PORTAL.model_copy(update={"hosts": ("*.h.gov.cn",)})}), "",
        ),
    ],
)  # fmt: skip
def test_what_counts_as_narrower(old: Config, new: Config, reason: str) -> None:
    told = narrowed(reach_of(old), reach_of(new))
    assert (reason in told) if reason else told == ""
