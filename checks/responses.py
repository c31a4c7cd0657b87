"""Clause 12: hot topics are answered, and answers tell causes, plans and constraints."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from checks._answers import first_answer
from checks._declare import Setting, Settings, Topic, check, subjects
from checks._holdings import refuse_blind, rows_of
from checks._moments import Span, of_instant
from checks._results import Result, attest, failed, not_applicable, passed
from store.column_kinds import synonyms
from store.errors import Unseen
from store.gateways import elsewhere
from store.judgements import Evidence
from store.snapshot import Item, Page, Register, Snapshot, looks_like_file
from store.vocabulary import Severity

TOPIC = Topic(clause="12", title="民生热点舆情回应", norms=("要点",))

_KIND: Final = "response"
#: What a good answer tells, and words by which it does.
PARTS: Final = {
    "问题成因": re.compile(
        r"原因|成因|由于|缘于|经核[实查]|经调查|经了解|因为|导致|造成|起因|系因|根源"
    ),
    "解决方案": re.compile(
        r"措施|方案|整改|解决|下一步|将(?:会)?(?:进一步|尽快|加快|推进|加强|开展|协调|组织)|已(?:责令|安排|要求|督促|组织)|计划|拟"
    ),
    "制约因素": re.compile(
        r"制约|困难|限制|受.{1,12}(?:影响|限)|不足|短板|难以|瓶颈|尚不|暂不|条件(?:不|所限|尚)|滞后|(?<!没)有限(?!公司|责任|期|时)|缺口|欠缺"
    ),
}  # fmt: skip
_NAMED: Final = 5


@check(
    id="responses.column-exists", topic=TOPIC, severity=Severity.MINOR, rows=("12.1",),
    title="设有回应关切栏目",
    expected="网站有回应关切（舆情回应、热点回应）栏目",
    remedy="开设回应关切栏目并及时发布回应。",
    norms=("国办发〔2017〕47号#解读回应",),
    method="没有时限的要求，只报告最新内容的日期。",
)  # fmt: skip
def column_exists(snapshot: Snapshot) -> Result:
    """A column of answers exists; the age of its newest entry is reported."""
    refuse_blind(snapshot)
    columns = snapshot.columns_of(_KIND)
    if not columns:
        return failed("没有回应关切栏目", snapshot.absence("回应关切栏目", synonyms(_KIND)))
    shown = snapshot.capture(columns[0].url).evidence("page", columns[0].name, "栏目页")
    entries = (item for column in columns for item in column.items)
    days = [d for item in entries if (d := _day(snapshot, item)) and d <= snapshot.run.as_of]
    if not days:
        return passed(f"设有栏目“{columns[0].name}”，没有读出带日期的内容", shown)
    age = (snapshot.run.as_of - max(days)).days
    return passed(f"设有栏目“{columns[0].name}”，最新内容为 {max(days)}，距今 {age} 日", shown)


def _day(snapshot: Snapshot, item: Item) -> dt.date | None:
    """The date in the list, else on the page when it was seen: the age is only reported."""
    found = item.listed
    if found is None:
        with contextlib.suppress(Unseen):
            found = snapshot.days.of(item.url)
    return found.day if found else None


# -- what an answer tells ---------------------------------------------------------------------


@check(
    id="responses.parts-told", topic=TOPIC, severity=Severity.INFO, rows=("12.2",),
    title="回应写明问题成因、解决方案和制约因素",
    expected="本年度回应关切栏目的每篇回应都说到成因、方案、制约因素",
    remedy="回应民生热点时讲清问题成因、解决方案和制约因素。",
    method="三组关键词；只报告，不认定问题。",
)  # fmt: skip
def parts_told(snapshot: Snapshot) -> Result:
    """How many answers of the year speak of causes, plans and constraints (own words)."""
    refuse_blind(snapshot)
    pages = _answers(snapshot)
    if not pages:
        snapshot.absence("回应关切的内容", synonyms(_KIND))
        return not_applicable("本年度没有发布回应")
    lacking = [(page, missing) for page in pages if (missing := _missing(page))]
    said = f"本年度 {len(pages)} 篇回应，{len(pages) - len(lacking)} 篇说到成因、方案和制约因素"
    if not lacking:
        return passed(said, *(page.quote(page.facts.title, "标题") for page in pages[:3]))
    named = "；".join(f"“{p.facts.title}”没有读出{'、'.join(m)}" for p, m in lacking[:_NAMED])
    return attest(
        f"{said}。{named}，请核对", *(p.quote(p.facts.title, "标题") for p, _ in lacking[:20])
    )


def _missing(page: Page) -> list[str]:
    text = f"{page.facts.title}\n{page.facts.text}"
    return [name for name, words in PARTS.items() if not words.search(text)]


def _answers(snapshot: Snapshot) -> list[Page]:
    """The pages of the year in columns of answers; raises Unseen when one was not read."""
    found: dict[str, Page] = {}
    for column in snapshot.columns_of(_KIND):
        if not column.complete:
            raise Unseen(f"栏目“{column.name}”{column.note or '没有完整取得'}")
        for item in column.items:
            day = _day(snapshot, item)
            of_year = day is None or day.year == snapshot.run.plan_year
            if of_year and not elsewhere(snapshot, item.url) and not _is_file(snapshot, item.url):
                page = snapshot.page(item.url)
                found[page.url] = page
    return list(found.values())


def _is_file(snapshot: Snapshot, url: str) -> bool:
    """Whether an entry leads straight to an attachment, whose words are not looked through."""
    return looks_like_file(snapshot.capture(url))


# -- the register of hot topics ---------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class HotTopic:
    """A hot topic of the register."""

    snapshot: Snapshot
    register: Register
    row: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The topic and when it was first seen."""
        return f"{self.row['topic']}/{self.begin.earliest:%Y-%m-%d}"

    @property
    def title(self) -> str:
        """The topic."""
        return str(self.row["topic"])

    @property
    def begin(self) -> Span:
        """When it was first seen; a register may give the day alone."""
        return of_instant(self.row["first_seen_at"], whole_day=True)

    @property
    def evidence(self) -> Evidence:
        """Its row."""
        return self.register.evidence(self.row, f"{self.title} {self.begin.words}")


@subjects
def hot_topics(snapshot: Snapshot) -> Iterator[HotTopic]:
    """The topics of the register; none only with a signed statement."""
    register, rows = rows_of(snapshot, "hot_topics", "12", "12.3", "responses.topics-answered")
    for row in rows:
        topic = HotTopic(snapshot, register, row)
        if topic.begin.earliest.date() <= snapshot.run.as_of:
            yield topic


@check(
    id="responses.topics-answered", topic=TOPIC, severity=Severity.MAJOR, rows=("12.3",),
    needs=("hot_topics", "posts"),
    title="台账中的热点话题48小时内得到回应",
    expected="每个热点话题首次出现后48小时内有回应",
    remedy="及时回应，并在网站发布写明时分的回应；在新媒体回应的登记到“新媒体发布”台账。",
    norms=("国办发〔2016〕61号#48小时",),
    settings={"hours": Setting(48, "小时数（国办发〔2016〕61号）")},
    method="话题与题名比对；页面没有写明时分的，只在日期足以断定时判定。",
)  # fmt: skip
def topics_answered(topic: HotTopic, settings: Settings) -> Result:
    """An answer at most 48 hours after the topic was first seen."""
    return first_answer(topic.snapshot, topic.title, topic.begin, settings["hours"], topic.evidence)
