"""Clause 7: the list of what is to be disclosed on public welfare, five attributes for each item."""

from __future__ import annotations

import datetime as dt
import re

from checks._declare import Settings, check
from checks._items import Blank, Items, items_of, told_in_text, turned
from checks._results import Result, attest, failed, not_applicable, passed
from checks._welfare_columns import Source, sources, welfare_columns
from checks.welfare import DEADLINE, TOPIC, deadline_of
from store.errors import Unseen
from store.snapshot import Snapshot
from store.vocabulary import Outcome, Severity

#: Names of pages and attachments that may hold the list.
_LISTS = re.compile(r"清单|目录|事项|公开|一览表|标准|实施方案")

#: The national standard directories of 2019 (依据, 时限, 渠道) have no column for the procedure.
_NATIONAL = re.compile(r"公开依据.*公开时限.*公开渠道|公开时限.*公开依据.*公开渠道")

#: Blanks that a message names; the evidence names twenty.
_NAMED = 5


@check(
    id="welfare.items-listed", topic=TOPIC, severity=Severity.MAJOR, rows=("7.2",),
    title="公布应公开事项清单，逐项明确主体、内容、标准、方式和程序",
    expected="清单有公开主体、内容、标准、方式、程序五项，每个事项五项都填写，不晚于要点规定的日期公布",
    remedy="补齐清单所缺的栏目和空格，在专栏公布。",
    settings={"deadline": DEADLINE},
)  # fmt: skip
def items_listed(snapshot: Snapshot, settings: Settings) -> Result:
    """A list with all five attributes filled in every row, published by the plan's date."""
    deadline = deadline_of(snapshot, settings)
    found, unread = sources(snapshot)
    lists = [(source, items) for source in found if (items := _best(source)) is not None]
    results = [_judge_list(source, items, deadline) for source, items in lists]
    if good := next((r for r in results if r.outcome is Outcome.PASS), None):
        return good
    # A directory of something else that falls short is no list of public welfare.
    results = [r for r, (s, _) in zip(results, lists, strict=True) if s.own]
    lists = [(s, i) for s, i in lists if s.own]
    hidden = next((reason for title, reason in unread if _LISTS.search(title)), None)
    if hidden is not None:
        raise Unseen(f"清单可能在未能阅读的页面或附件中：{hidden}")
    if lists:
        return next((r for r in results if r.outcome is Outcome.ATTEST), _gravest(lists, results))
    if told := next((s for s in found if told_in_text(s.text)), None):
        words = f"“{told.title}”以文字逐项说明，请确认每个事项五项齐全"
        return attest(words, told.capture.evidence("page", told.title, "正文"))
    return _no_list(snapshot, deadline)


def _best(source: Source) -> Items | None:
    """The fullest list among a source's tables, upright or turned."""
    upright = [i for t in source.tables if (i := items_of(t)) is not None]
    found = upright or [i for t in source.tables if (i := items_of(turned(t))) is not None]
    return min(
        found, key=lambda i: (len(i.missing), len(i.blanks) + len(i.doubts), -i.count), default=None
    )


def _judge_list(source: Source, items: Items, deadline: dt.date | None) -> Result:
    where = items.table.place or "表格"
    header = source.capture.evidence("cell", " | ".join(items.table.rows[0])[:200], where)
    if items.missing:
        words = "、".join(f"公开{name}" for name in items.missing)
        if items.missing == ("程序",) and _NATIONAL.search("".join(items.table.rows[0])):
            said = f"“{source.title}”按标准目录的格式编制，没有“{words}”一栏，请确认"
            return attest(said, header)
        return failed(f"“{source.title}”缺少“{words}”", header)
    if items.blanks or items.doubts:
        return _blanks(source, items, where)
    if not items.count:
        return failed(f"“{source.title}”只有表头，没有事项", header)
    said = f"“{source.title}”共 {items.count} 个事项，五项齐全"
    if deadline is None:
        return passed(said, header)
    if source.published is None:
        return attest(f"{said}，但没有公布日期，请确认不晚于 {deadline}", header)
    date = source.capture.evidence("quote", source.published.quote, "发布日期")
    day = source.published.day
    if day <= deadline:
        return passed(f"{said}，{day} 公布", header, date)
    if day.year > deadline.year:
        return attest(f"{said}，但公布于 {day}，可能是后来更新的，请确认首次公布时间", header, date)
    return failed(f"{said}，但 {day} 才公布，晚于 {deadline}", header, date)


def _blanks(source: Source, items: Items, where: str) -> Result:
    found = items.blanks or items.doubts
    shown = [
        source.capture.evidence("cell", f"{b.row}：公开{b.attribute} 空白", f"{where} 第{b.line}行")
        for b in found[:20]
    ]
    named = "、".join(_blank(blank) for blank in found[:_NAMED])
    said = f"“{source.title}”有 {len(found)} 处空白：{named}{'等' if len(found) > _NAMED else ''}"
    if not items.blanks:
        return attest(f"{said}，可能是合并的单元格，请核对", *shown)
    if not source.sure:
        return attest(f"{said}（从PDF版面读出，请核对）", *shown)
    return failed(said, *shown)


def _blank(blank: Blank) -> str:
    row = f"“{blank.row}”" if blank.row else ""
    return f"第{blank.line}行{row}的公开{blank.attribute}未填"


def _gravest(lists: list[tuple[Source, Items]], results: list[Result]) -> Result:
    """Of several imperfect lists the one nearest to what is asked."""
    nearest = min(range(len(lists)), key=lambda n: (len(lists[n][1].missing), n))
    return results[nearest]


def _no_list(snapshot: Snapshot, deadline: dt.date | None) -> Result:
    columns = welfare_columns(snapshot)
    if part := next((c for c in columns if not c.complete), None):
        raise Unseen(f"栏目“{part.name}”没有完整抓取，不能断定没有公布清单")
    looked_for = "社会公益事业应公开事项清单"
    absence = snapshot.absence(looked_for, ("公开事项", "事项清单", "公开目录", "公开清单"))
    if deadline is not None and snapshot.run.as_of <= deadline:
        return not_applicable(f"尚未到规定的日期 {deadline}", absence)
    return failed("没有公布逐项明确主体、内容、标准、方式和程序的应公开事项清单", absence)
