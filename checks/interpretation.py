"""Clause 9: policies are interpreted, in time, and one finds the way between the two."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checks._declare import Setting, Settings, Topic, check, subjects
from checks._freshness import OTHERS, State, upkeep
from checks._interpretations import Holdings, Interpretation, Pair, holdings, normative_of, pairs
from checks._official import Official
from checks._results import Result, attest, failed, not_applicable, passed
from checks._workdays import working_days
from store.column_kinds import synonyms
from store.errors import Unseen
from store.gateways import gateway
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="9", title="聚焦重大部署的政策解读", norms=("要点",))

#: 国办发〔2016〕80号, as recalled: working days between a document and its interpretation.
WORKING_DAYS: Final = 3
_KEPT: Final = 20


# -- the column -------------------------------------------------------------------------------


@check(
    id="interpretation.column-updated", topic=TOPIC, severity=Severity.MAJOR, rows=("9.1",),
    title="设有政策解读栏目，半年内有更新",
    expected="设有政策解读栏目，最新内容的日期距检查当日不超过6个月",
    remedy="设置“政策解读”栏目，随政策文件同步发布解读材料。",
    norms=("要点", "国办秘函〔2019〕19号#解读栏目更新", "国办发〔2017〕47号#解读回应"),
    method="没有栏目的，依据要点认定；超期未更新的，期限未见原文，只提请人工确认。",
)  # fmt: skip
def column_updated(snapshot: Snapshot) -> Result:
    """A column of interpretations exists, its newest entry at most six months old."""
    held = holdings(snapshot)
    if not held.columns:
        if held.found:
            words = f"未识别出政策解读栏目，但有 {len(held.found)} 篇解读，请确认所在栏目"
            return attest(words, held.found[0].shown())
        return failed(
            "未发现政策解读栏目", snapshot.absence("政策解读栏目", synonyms("interpretation"))
        )
    found = [upkeep(snapshot, column, OTHERS) for column in held.columns if column.items]
    for state, verdict in ((State.FRESH, passed), (State.DOUBTFUL, attest)):
        if one := next((each for each in found if each.state is state), None):
            return verdict(one.said, *one.evidence)
    if lost := next((each for each in found if each.state is State.UNSEEN), None):
        raise Unseen(lost.said)
    if found:
        return attest(f"{found[0].said}（更新期限未见原文，请人工确认）", *found[0].evidence)
    column = held.columns[0]
    if not column.complete:
        raise Unseen(f"栏目“{column.name}”未能读取：{column.note or '没有识别出列表'}")
    if out := gateway(snapshot, (column.name,)):
        raise Unseen(f"{out}，不能断定没有解读")
    shown = snapshot.capture(column.url).evidence("page", column.name, "栏目页")
    return failed(f"政策解读栏目“{column.name}”没有内容", shown)


# -- documents and interpretations ------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Interpreted:
    """A normative document of the plan's year with the interpretations found for it."""

    document: Official
    pairs: tuple[Pair, ...]
    held: Holdings

    @property
    def key(self) -> str:
        """The document's address."""
        return self.document.key

    @property
    def title(self) -> str:
        """The document's title."""
        return self.document.title


@subjects
def interpreted(snapshot: Snapshot) -> Iterator[Interpreted]:
    """The department's normative documents of the plan's year."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    for document in normative_of(snapshot, snapshot.run.plan_year):
        yield Interpreted(document, tuple(pairs(snapshot, document)), holdings(snapshot))


@check(
    id="interpretation.linked-both-ways", topic=TOPIC, severity=Severity.MAJOR, rows=("9.2",),
    title="规范性文件与解读相互链接",
    expected="本年度的规范性文件链接到它的解读，解读也链接到文件",
    remedy="在文件页面加上“相关解读”链接，在解读页面加上“相关文件”链接。",
    norms=("国办发〔2017〕47号#解读关联", "国办秘函〔2019〕19号#解读关联"),
)  # fmt: skip
def linked_both_ways(subject: Interpreted) -> Result:
    """A normative document of the year links to an interpretation that links back."""
    document = subject.document
    for pair in subject.pairs:
        if pair.forth and pair.back:
            said = f"与解读“{pair.interpretation.title}”相互链接"
            return passed(said, document.shown(), pair.interpretation.shown())
    if not subject.pairs:
        subject.held.demand_whole()
        return failed(f"“{document.title}”没有找到解读", document.shown())
    pair = max(subject.pairs, key=lambda each: each.forth + each.back)
    way = "文件没有链接到解读" if pair.back else "解读没有链接到文件"
    if not (pair.forth or pair.back):
        way = "两页之间没有链接"
    said = f"“{document.title}”的解读为“{pair.interpretation.title}”，{way}"
    return failed(said, document.shown(), pair.interpretation.shown())


@check(
    id="interpretation.in-three-working-days", topic=TOPIC, severity=Severity.MAJOR,
    rows=("9.3",),
    title="解读在文件公布后3个工作日内发布",
    expected=f"最早的解读不晚于文件公布后{WORKING_DAYS}个工作日",
    remedy="解读材料与文件同步起草、同步审签、同步发布。",
    norms=("国办发〔2016〕80号#解读三个工作日",),
)  # fmt: skip
def in_three_working_days(subject: Interpreted) -> Result:
    """The first interpretation is published within three working days of the document."""
    document = subject.document
    if not subject.pairs:
        return not_applicable("没有找到解读，见“规范性文件与解读相互链接”", document.shown())
    published = document.published
    dated = [p.interpretation for p in subject.pairs if p.interpretation.published is not None]
    if published is None or not dated:
        return attest(f"“{document.title}”或者它的解读没有发布日期，请人工核对", document.shown())
    first = min(dated, key=_date)
    shown = (document.date_evidence(published), first.shown())
    days = working_days(document.snapshot, published.day, _date(first))
    said = (
        f"文件 {published.day} 公布，解读“{first.title}” {_date(first)} 发布，相隔 {days} 个工作日"
    )
    return (passed if days <= WORKING_DAYS else failed)(said, *shown)


def _date(interpretation: Interpretation) -> dt.date:
    return interpretation.published.day if interpretation.published else dt.date.max


# -- measured ---------------------------------------------------------------------------------

_TOPICS: Final = (
    "供给侧结构性改革:供给侧|去产能|降成本|补短板|高质量发展;"
    "脱贫攻坚:脱贫|扶贫|贫困|帮扶;"
    "生态产业:生态产业|绿色发展|文化旅游产业|文旅产业|文化产业|循环农业|清洁能源;"
    "放管服改革:放管服|简政放权|行政审批|最多跑一次|营商环境|双随机|一网通办;"
    "对外开放:对外开放|一带一路|丝绸之路|对外文化交流|对外交流|国际"
)


@check(
    id="interpretation.five-topics", topic=TOPIC, severity=Severity.INFO, rows=("9.4",),
    title="解读覆盖要点所列的五个方面",
    expected="本年度的解读中，五个方面各至少有一篇（自定）",
    remedy="补充尚未涉及的方面的解读。",
    settings={"topics": Setting(_TOPICS, "方面及其关键词：`方面:词|词;方面:词`（自定）")},
)  # fmt: skip
def five_topics(snapshot: Snapshot, settings: Settings) -> Result:
    """How many interpretations of the year speak of each of the five topics is reported."""
    held, year = _of_year(snapshot)
    if not year:
        return _none(snapshot, held)
    topics = [entry.partition(":") for entry in settings["topics"].split(";") if entry]
    counts = {
        name: sum(any(word in _words(each) for word in words.split("|")) for each in year)
        for name, _, words in topics
    }
    said = f"{len(year)} 篇解读中：" + "，".join(f"{name} {n} 篇" for name, n in counts.items())
    if lacking := [name for name, n in counts.items() if not n]:
        held.demand_whole()
        words = f"{said}；未见{'、'.join(lacking)}方面的解读，请确认是否以其他形式解读"
        return attest(words, year[0].shown())
    return passed(said, year[0].shown())


@check(
    id="interpretation.forms", topic=TOPIC, severity=Severity.INFO, rows=("9.5",),
    title="解读采用图解、音视频、问答等形式",
    expected="报告本年度解读中各种形式的比例",
    remedy="对重要政策采用图表图解、音频视频、问答等形式解读。",
    norms=("国办发〔2018〕123号#三(一)", "要点"),
)  # fmt: skip
def forms(snapshot: Snapshot) -> Result:
    """The share of interpretations in other forms than a text is reported."""
    held, year = _of_year(snapshot)
    if not year:
        return _none(snapshot, held)
    counts = Counter(form for each in year for form in each.forms)
    other = [each for each in year if each.forms]
    listed = "，".join(f"{name} {counts[name]} 篇" for name in ("图解", "音视频", "问答"))
    said = f"{len(year)} 篇解读中，多样形式的占 {len(other) / len(year):.0%}（{listed}）"
    if not other:
        held.demand_whole()
        return attest(f"{said}；没有发现文字以外的形式，请人工确认", year[0].shown())
    return passed(said, *(each.shown() for each in other[:_KEPT]))


def _of_year(snapshot: Snapshot) -> tuple[Holdings, list[Interpretation]]:
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    held = holdings(snapshot)
    return held, held.of_year(snapshot.run.plan_year)


def _none(snapshot: Snapshot, held: Holdings) -> Result:
    """No interpretation of the year was found."""
    held.demand_whole()
    home = snapshot.home
    words = f"没有发现{snapshot.run.plan_year}年的政策解读，请人工确认"
    return attest(words, home.quote(home.facts.head_title or home.url, "首页"))


def _words(interpretation: Interpretation) -> str:
    return f"{interpretation.title}\n{interpretation.page.facts.text}"
