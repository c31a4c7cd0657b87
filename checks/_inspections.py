"""Inspection tasks: what the register and the published plans name, and the published results."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from weakref import WeakKeyDictionary

from checks._days import deadline
from checks._declare import subjects
from checks._grids import Attributes
from checks._holdings import held, refuse_blind, rows_of
from checks._publications import Publication, publications
from checks._quotes import Folded
from store.errors import MissingRegister
from store.judgements import Evidence
from store.snapshot import Snapshot

_PLANS: Final = re.compile(r"(?:抽查|双随机|检查).{0,16}(?:计划|方案|任务|安排)")
_NOT_PLANS: Final = re.compile(r"结果|情况|通报|总结|解读|会议|召开|培训|公示|实施细则|办法")
_RESULTS: Final = re.compile(
    r"(?:抽查|双随机|检查).{0,24}(?:结果|情况|通报|查处|处理)|(?:结果|情况).{0,10}(?:抽查|检查)"
)
_NOT_RESULTS: Final = re.compile(
    r"计划|方案|清单|名录|会议|召开|部署|培训|解读|网站|新媒体|政务公开|建议|提案|述职|考核|制度|办法"
)
_COLUMNS: Final[Attributes] = {
    "任务号": ("任务编号", "任务号", "计划编号", "任务代码"),
    "任务": (
        "任务名称", "抽查任务名称", "抽查任务", "检查任务", "抽查计划名称", "计划名称", "抽查事项",
        "检查事项", "抽查内容", "检查内容", "抽查项目", "任务",
    ),
    "时间": (
        "完成时间", "完成时限", "完成日期", "抽查时间", "检查时间", "抽查时限", "实施时间", "起止时间",
        "抽查期限", "检查期限", "时间", "时限",
    ),
}  # fmt: skip
#: Words that every task has; what is left of a name tells tasks apart.
_COMMON: Final = re.compile(
    r"20\d\d年?度?|关于|开展|组织|全省|全市|全县|全区|第?[一二三四1-4]季度|[上下]半年|双随机|一公开|部门联合|联合"
    r"|随机抽查|抽查|监督检查|执法检查|检查|工作|任务|计划|事项|情况|结果|公示|通报|专项|对|的|及|和|、|\W"
)
_LEAST: Final = 4


@dataclass(frozen=True, eq=False)
class Task:
    """An inspection as planned or registered; ``ends`` None while it is not finished.

    ``sure`` False: when it ended was told by the plan, not by the office.
    """

    snapshot: Snapshot
    number: str
    name: str
    ends: dt.date | None
    shown: Evidence
    sure: bool
    others: tuple[Task, ...] = ()

    @property
    def key(self) -> str:
        """Its number, else its name with the year."""
        return self.number or f"{self.name}/{self.ends.year if self.ends else ''}"

    @property
    def title(self) -> str:
        """As a person names it."""
        return " ".join(part for part in (self.number, self.name) if part)


@subjects
def tasks(snapshot: Snapshot) -> Iterator[Task]:
    """The tasks of the register and those of the year's published plans, each once.

    Raises:
        MissingRegister: after the planned ones, when no register tells of the others.
    """
    refuse_blind(snapshot)
    planned = {task.key: task for task in _planned(snapshot)}
    lacking: MissingRegister | None = None
    registered: list[Task] = []
    try:
        registered = list(_registered(snapshot, planned))
    except MissingRegister as missing:
        lacking = missing
    known = {task.key for task in registered}
    found = [*registered, *(task for key, task in planned.items() if key not in known)]
    for task in found:
        yield replace(task, others=tuple(other for other in found if other is not task))
    if lacking is not None:
        raise lacking


def _registered(snapshot: Snapshot, planned: dict[str, Task]) -> Iterator[Task]:
    register, rows = rows_of(snapshot, "spot_checks", "3", "inspections.results-published")
    year = snapshot.run.plan_year
    for row in rows:
        number, ends = _plain(row["task_no"]), row.get("finished_on")
        if ends is not None and ends.year < year:
            continue
        plan = planned.get(number)
        shown = register.evidence(row, f"{row['task_no']} 完成日期 {ends or '未填'}")
        yield Task(snapshot, number, plan.name if plan else "", ends, shown, sure=True)


def _planned(snapshot: Snapshot) -> Iterator[Task]:
    """Tasks of plans whose title or date is of the plan's year."""
    year = snapshot.run.plan_year
    for plan in publications(snapshot, _PLANS, _NOT_PLANS):
        told = re.search(r"20\d\d", plan.title)
        if (int(told[0]) if told else plan.day.year if plan.day else year) != year:
            continue
        for one in held(plan, _COLUMNS, 2, ("任务", "时间")):
            for row in one.grid.rows:
                number = _plain(row.values.get("任务号", ""))
                ends = deadline(row.values["时间"], year)
                yield Task(
                    snapshot, number, row.values["任务"], ends, one.cell(row.words, row.line), False
                )


# -- results ----------------------------------------------------------------------------------

_KNOWN: WeakKeyDictionary[Snapshot, tuple[Publication, ...]] = WeakKeyDictionary()


def results_of(snapshot: Snapshot) -> tuple[Publication, ...]:
    """Published results of inspections."""
    if snapshot not in _KNOWN:
        _KNOWN[snapshot] = publications(snapshot, _RESULTS, _NOT_RESULTS)
    return _KNOWN[snapshot]


def results_since(task: Task) -> list[Publication]:
    """Results that can be the task's by their date: a month before its end, or undated."""
    begin = (task.ends or task.snapshot.run.as_of) - dt.timedelta(days=31)
    return [r for r in results_of(task.snapshot) if r.day is None or r.day >= begin]


def same_task(task: Task, result: Publication) -> bool:
    """Whether a result bears the task's number or, in the task's year, its name."""
    if len(task.number) >= _LEAST and bears(result, task.number):
        return True
    core = _COMMON.sub("", _plain(task.name))
    if len(core) < _LEAST or (task.ends and result.day and result.day.year < task.ends.year):
        return False
    return core in _words(result)[1]


def bears(result: Publication, number: str) -> bool:
    """Whether a result prints a number, and not one that only begins so."""
    words = _words(result)[0]
    return number in words and bool(re.search(rf"(?<!\d){re.escape(number)}(?!\d)", words))


_WORDS: WeakKeyDictionary[Publication, tuple[str, str]] = WeakKeyDictionary()


def _words(result: Publication) -> tuple[str, str]:
    """All words of a publication as numbers are compared, and without what every task has."""
    if result not in _WORDS:
        words = _plain(f"{result.title} {result.text}")
        _WORDS[result] = words, _COMMON.sub("", words)
    return _WORDS[result]


def _plain(words: str) -> str:
    """Numbers compared without white space, in half-width signs and one kind of brackets."""
    folded = Folded(words, spaced=False).plain.upper()
    return folded.translate(str.maketrans("〔〕【】()", "[][][]"))
