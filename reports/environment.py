"""The template engine with the words, filters and tables of columns that the pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from reports import places, wording
from reports.book import Book
from reports.views import ClauseView, FindingView
from store.column_kinds import title_of
from store.judgements import Evidence
from store.registers import TITLES as REGISTER_TITLES
from store.results import Clause
from store.vocabulary import OUTCOME_TITLES, SEVERITY_TITLES, STATE_TITLES, Outcome

#: What the bar of every page leads to.
PARTS: Final = (
    (places.INDEX, "总览"),
    (f"{places.FINDINGS}.html", "问题清单"),
    (f"{places.INDEX}#clauses", "要点"),
    (f"{places.INDEX}#offices", "责任单位"),
    (f"{places.DEADLINES}.html", "整改期限"),
    (f"{places.UNDECIDED}.html", "未作结论"),
    (f"{places.COLUMNS}.html", "栏目"),
    (f"{places.COVERAGE}.html", "覆盖情况"),
    (f"{places.RUNS}.html", "历次巡检"),
    (places.CATALOGUE, "检查目录"),
    (places.METHOD, "方法与核验"),
)

#: How the script lets a column be used: sorted, or also narrowed to one of its values.
_NONE, _SORT, _PICK = "", "sort", "pick"
_WAITING: Final = ("t4", (("要点", _PICK), ("检查项", _SORT), ("对象", _NONE), ("原因", _NONE)))
_PAIR: Final = ("t2", (("网址", _SORT), ("原因", _PICK)))
_FOUND: Final = (
    "t7",
    (("引用编号", _SORT), ("严重程度", _PICK), ("状态", _PICK), ("要点", _PICK), ("问题", _NONE),
     ("责任单位", _PICK), ("整改期限", _SORT)),
)  # fmt: skip
_RUN: Final = ("巡检", "截至", "未整改", "单项否决", "新发现", "已整改", "覆盖率", "情况")

#: Group of rows → class of its table and its columns. Days of the calendar are not named here:
#: they, and whatever else has no shape of its own, have that of ``问题``.
SHAPES: Final = {
    **{OUTCOME_TITLES[outcome]: _WAITING for outcome in Outcome},
    "观察中": _WAITING,
    "暂不采信的判定": _WAITING,
    "要整改的问题": _FOUND,
    "已了结的问题": _FOUND,
    "问题清单": _FOUND,
    "栏目": ("t6", (("栏目", _SORT), ("类别", _PICK), ("应有条目", _SORT), ("实到条目", _SORT),
                    ("列表页", _SORT), ("是否完整", _PICK))),
    "条目": ("t2", (("条目", _SORT), ("列表日期", _SORT))),
    "历次巡检": ("t8", tuple((name, _NONE) for name in _RUN)),
    "全部巡检": ("t8", tuple((name, _PICK if name == "情况" else _SORT) for name in _RUN)),
    "未取得的网址": _PAIR,
    "已取得但存疑或不是本站内容的网页": _PAIR,
    "已取得但未能读出内容的文件": ("t1", (("文件与原因", _NONE),)),
    "巡检事件": ("t3", (("时间（北京时间）", _NONE), ("事件", _PICK), ("说明", _NONE))),
    "问题": ("t5", (("引用编号", _SORT), ("严重程度", _PICK), ("要点", _PICK), ("问题", _NONE),
                    ("责任单位", _PICK))),
}  # fmt: skip

#: Groups whose page has their name as its heading already.
BARE: Final = ("问题清单", "栏目", "历次巡检")

_FILTERS: Final = ("short", "clip", "address", "day", "beijing", "utc", "percent", "size",
                   "look_up", "cut_out", "verify", "titled", "verified", "told_day", "visible",
                   "key_print")  # fmt: skip


class _Compiled(BytecodeCache):
    """Templates compiled once a process: that takes longer than drawing a usual report."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket that was compiled before."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED: Final = _Compiled()


def environment_of(book: Book, digest: str) -> Environment:
    """The engine for one report; ``digest`` is that of its report.json."""
    environment = bare_environment()
    printed = Counter(view.clause.number for view in book.clauses)
    environment.filters.update(
        label=lambda clause: _label(clause, printed),
        tile=lambda clause: _tile(clause, printed),
        clause_page=lambda clause: f"{places.clause(clause.key)}.html",
        column_page=lambda number: f"{places.column(number)}.html",
        by_section=_by_section,
        sample_evidence=_sample_evidence,
        kind=title_of,
    )
    environment.globals.update(
        book=book,
        results=book.results,
        digest=digest,
        CARDS={card.id for card in book.results.cards},
        PLACES={view.clause.key: rank for rank, view in enumerate(book.clauses)},
        STANDING=Counter(view.clause.key for view in book.standing),
    )
    return environment


def bare_environment() -> Environment:
    """The engine without a report, for the page of all runs."""
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )
    environment.filters.update({name: getattr(wording, name) for name in _FILTERS})
    environment.tests["link"] = wording.is_link
    environment.globals.update(_words())
    return environment


def source_of(environment: Environment, name: str) -> str:
    """A file that stands beside the templates, as it is."""
    loader = environment.loader
    assert loader is not None
    return loader.get_source(environment, name)[0]


def _words() -> dict[str, Any]:
    return {
        "OUTCOMES": OUTCOME_TITLES,
        "MARKS": wording.OUTCOME_MARKS,
        "MARKS_BY_TITLE": {OUTCOME_TITLES[o]: mark for o, mark in wording.OUTCOME_MARKS.items()},
        "SEVERITIES": SEVERITY_TITLES,
        "WEIGHTS": {severity: rank for rank, severity in enumerate(SEVERITY_TITLES)},
        "STATES": STATE_TITLES,
        "STATE_MARKS": wording.STATE_MARKS,
        "UNCHECKED": wording.UNCHECKED_TITLE,
        "UNCHECKED_MARK": wording.UNCHECKED_MARK,
        "EVIDENCE": wording.EVIDENCE_TITLES,
        "SOURCES": wording.SOURCE_TITLES,
        "EVENTS": wording.EVENT_TITLES,
        "REGISTERS": REGISTER_TITLES,
        "SHAPES": SHAPES,
        "BARE": BARE,
        "PARTS": PARTS,
    }


def _by_section(views: Iterable[ClauseView]) -> list[tuple[str, str, list[ClauseView]]]:
    """Chapter (when it changes, else ""), section and clauses, in the order of the plan.

    A plan names its sections "chapter / section"; one without a chapter is a section alone.
    """
    grouped, last = [], ""
    for name, own in groupby(views, key=lambda view: view.clause.section):
        chapter, _, section = name.rpartition(" / ")
        grouped.append((chapter if chapter != last else "", section, list(own)))
        last = chapter
    return grouped


def _label(clause: Clause, printed: Mapping[str, int]) -> str:
    """第 5 条; for a number the plan prints twice, with the clause's own key: 第 22 条（22a）."""
    number = f"第 {wording.visible(clause.number)} 条"
    return f"{number}（{wording.visible(clause.key)}）" if printed[clause.number] > 1 else number


def _tile(clause: Clause, printed: Mapping[str, int]) -> str:
    """5; for a number the plan prints twice, the clause's own key: 22a."""
    return wording.short(clause.key if printed[clause.number] > 1 else clause.number)


def _sample_evidence(findings: Iterable[FindingView]) -> Evidence | None:
    """The first archived evidence of the report: the commands shown then work as they stand."""
    archived = (e for view in findings for e in view.evidence if wording.cut_out(e))
    return next(archived, None)
