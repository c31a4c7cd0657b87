"""Calls for opinions on drafts: their periods, and what became of the opinions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from checks._periods import Period, period_in
from store.column_kinds import synonyms
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import ColumnView, Item, Page, Snapshot

KINDS: Final = ("predecision", "consultation")
WORDS: Final = (
    *synonyms("predecision"), *(w for w in synonyms("consultation") if "调查" not in w),
)  # fmt: skip

_CALL: Final = re.compile(
    r"征求.{0,60}意见|意见征[求集]|征集.{0,40}意见|意见稿|公开征集.{0,30}意见"
)
_TO_ALL: Final = re.compile(
    r"(?:向社会|面向社会|公开|社会公众|广泛)征[求集]|征求社会|征求公众|征求意见(?:的)?公告"
)
_DRAFT: Final = re.compile(
    r"[（(](?:公开)?(?:征求意见|草案|送审|讨论|修订)[^）)]{0,12}[）)]|草案|意见稿|送审稿"
    r"|《[^》]*(?:条例|办法|规定|规划|方案|意见|细则|标准|目录|清单|措施|决定|制度|规则|准则|规范|计划)[^》]*》?"
)
_RESULT: Final = re.compile(
    r"反馈|采纳|(?:征[求集].{0,40}(?:结果|汇总))|意见.{0,6}(?:处理|汇总|情况)|结果(?:公告|公示|公布|通报)"
)
#: Drafts of rules that bind, by their titles, and what a call itself says of a major decision.
_RULE: Final = re.compile(r"条例|办法|规定|细则|规则|规范性文件")
_MAJOR: Final = re.compile(r"重大(?:行政)?决策|决策草案")
_NAMED: Final = re.compile(r"《([^》]{3,60})》?")
_TRIM: Final = re.compile(
    r"[（(][^）)]*[）)]|征求意见稿|草案|意见稿|送审稿|关于|公开|向社会|征[求集]|的?(?:公告|通知|函|启事)|意见|印发|《|》|\s"
)
_REASON: Final = re.compile(
    r"(?:情况|时间|任务|形势|工作)[\u4e00-\u9fff]{0,4}(?:紧急|紧迫|急迫)|缩短.{0,12}(?:期限|时间)|因.{2,30}需要.{0,10}(?:尽快|加快)"
)
_SECTION: Final = re.compile(
    r"(?:意见)?(?:采纳|反馈)(?:情况|结果)\s*[:：]|(?:征集|征求意见)(?:结果|反馈)\s*[:：]|共?收到.{0,30}意见.{0,20}(?:条|件|份|个)|未收到.{0,20}意见"
)


@dataclass(frozen=True, eq=False)
class Call:
    """A call for opinions on a draft, as a page of the site."""

    snapshot: Snapshot
    page: Page
    item: Item | None
    column: ColumnView | None

    @property
    def key(self) -> str:
        """The page's address."""
        return self.page.url

    @property
    def title(self) -> str:
        """The call's title."""
        return self.page.facts.title or self.page.facts.head_title

    @property
    def published(self) -> dt.date | None:
        """The publication day on the page, else in the list."""
        date = self.page.published or (self.item.listed if self.item else None)
        return date.day if date else None

    @cached_property
    def period(self) -> Period | None:
        """The period for opinions as the text states it."""
        return period_in(self.page.facts.text, self.published)

    @property
    def start(self) -> dt.date | None:
        """Its first day: as stated, else the day of publication."""
        return (self.period.start if self.period else None) or self.published

    @property
    def days(self) -> int | None:
        """Days from the first to the last; None when it states no end."""
        period = self.period
        if period is None or period.end is None or self.start is None:
            return period.days if period else None
        return period.days if period.days is not None else (period.end - self.start).days

    @property
    def binding(self) -> bool:
        """Whether the draft is surely of a rule or a major decision, by title, text or column."""
        column = self.column.name if self.column else ""
        told = f"{self.title}{self.page.facts.text}{column}"
        return _RULE.search(self.title) is not None or _MAJOR.search(told) is not None

    @property
    def reason(self) -> str:
        """The words that give a reason for a short period; "" when there are none."""
        found = _REASON.search(self.page.facts.text)
        return found[0] if found else ""

    @property
    def subject(self) -> str:
        """What the draft is called, without the words of a call."""
        named = _NAMED.search(self.title)
        return _TRIM.sub("", named[1] if named else self.title)

    @property
    def told_here(self) -> str:
        """Words of the page itself that say what became of the opinions."""
        found = _SECTION.search(self.page.facts.text)
        return found[0] if found else ""

    def shown(self) -> Evidence:
        """The call by its period, else its title."""
        return self.page.quote(self.period.quote if self.period else self.title)


def calls(snapshot: Snapshot) -> Iterator[Call]:
    """Calls on drafts in columns for them, and calls to the public anywhere else.

    Raises Unseen behind the last one when the page of a call was not seen.
    """
    seen: set[str] = set()
    lost: Unseen | None = None
    for column in snapshot.columns:
        own = bool(set(KINDS) & set(column.kinds))
        for item in column.items:
            if item.url in seen or not is_call(item.title, own):
                continue
            seen.add(item.url)
            try:
                page = snapshot.page(item.url)
            except Unseen as reason:
                lost = lost or reason
                continue
            yield Call(snapshot, page, item, column)
    if lost is not None:
        raise lost


def is_call(title: str, in_column: bool) -> bool:
    """Whether a title is that of a call on a draft; outside its columns only one to the public."""
    if not _CALL.search(title) or is_result(title) or title.startswith(("转发", "【转")):
        return False
    return bool(_DRAFT.search(title)) and (in_column or bool(_TO_ALL.search(title)))


def is_result(title: str) -> bool:
    """Whether a title is that of a page on the opinions received."""
    return _RESULT.search(title) is not None


def is_single(title: str) -> bool:
    """Whether the title of a result names a draft: then it tells that one's alone."""
    return _NAMED.search(title) is not None or _DRAFT.search(title) is not None


def results(snapshot: Snapshot) -> Iterator[tuple[Item, ColumnView]]:
    """Entries of any column that tell what became of opinions."""
    for column in snapshot.columns:
        held = "consultation-results" in column.kinds
        for item in column.items:
            about = _CALL.search(item.title) or "意见" in item.title or "征集" in item.title
            if is_result(item.title) and (held or about):
                yield item, column


def about_same(call: Call, title: str) -> bool:
    """Whether a result's title names the draft of a call."""
    subject = call.subject
    return len(subject) >= 4 and subject in _TRIM.sub("", title)


def linked_result(call: Call) -> str:
    """The text of a link of the call that leads to its result; "" when it has none."""
    for link in call.page.facts.links:
        if len(link.text) >= 4 and is_result(link.text) and not _is_column(call, link.href):
            return link.text
    return ""


def _is_column(call: Call, href: str) -> bool:
    url = call.page.resolve(href)
    return any(url in (c.url, *c.pages) for c in call.snapshot.columns)


def links_back(snapshot: Snapshot, item: Item, call: Call) -> bool:
    """Whether a result's page links to the call."""
    try:
        page = snapshot.page(item.url)
    except Unseen:
        return False  # the entry itself shows that a result was published
    return any(page.resolve(link.href) == call.page.url for link in page.facts.links)
