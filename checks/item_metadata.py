"""Clauses 8 and 25: items of information carry what makes them found, traced and used again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._official import Official, officials
from checks._results import Result, attest, failed, not_applicable, passed
from checks._walk import looked, looker
from store.errors import Unseen
from store.facts import AttachmentFacts, Facts
from store.judgements import Evidence
from store.snapshot import Capture, Page, Snapshot, looks_like_file
from store.vocabulary import Outcome, Severity

AREAS = Topic(clause="8", title="重点领域信息可检索、可核查、可利用", norms=("要点",))
DIRECTORY = Topic(
    clause="25", title="主动公开基本目录",
    norms=("政府信息公开条例#12", "政府信息公开条例#公开目录"),
)  # fmt: skip

_INDEX: Final = ("索引号", "索引码", "索引编号", "信息索引号")
_SUMMARY: Final = ("内容概述", "主题词", "关键词", "摘要", "内容摘要")
_MADE: Final = ("生成日期", "生成时间", "产生日期")
_ISSUER: Final = (
    "发布机构",
    "发布机关",
    "发文机关",
    "发布单位",
    "公开责任部门",
    "公开主体",
    "制发机关",
)
_NO_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|ico|css|js|svg)$")
_SHEETS: Final = frozenset({"xlsx", "xls", "csv", "et"})
_KEPT: Final = 20
_NAMED: Final = 5

#: What is asked of an item → whether the item has it.
_Wanted = Mapping[str, Callable[[Official], bool]]


def _field(*labels: str) -> Callable[[Official], bool]:
    return lambda item: any(item.fields.get(label) for label in labels)


def _summary(item: Official) -> bool:
    return item.card.described or any(item.fields.get(label) for label in _SUMMARY)


_TRACED: Final[_Wanted] = {
    "索引号": _field(*_INDEX),
    "发布机构": lambda item: bool(item.card.office) or _field(*_ISSUER)(item),
    "日期": lambda item: item.published is not None,
    "来源": lambda item: bool(item.card.source) or bool(item.card.office),
}
_LISTED: Final[_Wanted] = {
    "索引": _field(*_INDEX),
    "名称": lambda item: bool(item.title),
    "内容概述": _summary,
    "生成日期": lambda item: (
        _field(*_MADE)(item) or item.written is not None or item.published is not None
    ),
}


@check(
    id="item-metadata.traceable", topic=AREAS, severity=Severity.MINOR, rows=("8.3",),
    title="公开的信息可核查：有索引号、发布机构、日期和来源",
    expected="本年度公布的政策文件都有索引号、发布机构、日期、来源；附件内容公开后没有变动",
    remedy="在信息栏补齐所缺的要素；更换过的附件在页面上注明更正。",
    norms=("政府信息公开条例#12", "政府信息公开条例#公开目录"),
)  # fmt: skip
def traceable(snapshot: Snapshot) -> Result:
    """Every item of the year has index number, issuer, date and source; its files stay the same."""
    items = _items(snapshot)
    result = _complete(snapshot, items, _TRACED)
    changed = list(_changed(snapshot, items))
    if result is None:
        return not_applicable("本年度没有公布的政策文件")
    if changed and result.outcome is Outcome.PASS:
        words = (
            f"{result.message}；有 {len(changed)} 个附件的内容与上次巡检不同，请确认是否更正并注明"
        )
        return attest(words, *changed[:_KEPT])
    return result


@check(
    id="item-metadata.directory-elements", topic=DIRECTORY, severity=Severity.MINOR, rows=("25.6",),
    title="公开目录中的信息有索引、名称、内容概述、生成日期",
    expected="本年度公布的政策文件四项齐全",
    remedy="在目录或者信息栏补齐所缺的要素。",
)  # fmt: skip
def directory_elements(snapshot: Snapshot) -> Result:
    """Every item of the year has index, name, summary and day of origin (条例 art. 12)."""
    result = _complete(snapshot, _items(snapshot), _LISTED)
    return result or not_applicable("本年度没有公布的政策文件")


def _items(snapshot: Snapshot) -> list[Official]:
    """Documents of the plan's year in columns of policies; raises Unseen on a blind night."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    year = snapshot.run.plan_year
    found = [o for o in officials(snapshot) if o.own is not False and o.in_year(year)]
    return [o for o in found if o.kinds & {"policies", "normative", "directory"}]


def _complete(snapshot: Snapshot, items: list[Official], wanted: _Wanted) -> Result | None:
    """Whether all items have all that is wanted; None when there are no items."""
    if not items:
        columns = (*snapshot.columns_of("policies"), *snapshot.columns_of("normative"))
        if lost := next((c for c in columns if not c.complete), None):
            raise Unseen(f"栏目“{lost.name}”没有完整取得，不能断定本年度没有政策文件")
        return None
    lacking = [(item, missing) for item in items if (missing := _missing(item, wanted))]
    if not lacking:
        said = f"{len(items)} 件政策文件都有{'、'.join(wanted)}"
        return passed(said, items[0].shown())
    named = "；".join(f"“{item.title}”缺{'、'.join(words)}" for item, words in lacking[:_NAMED])
    said = f"缺要素的政策文件 {len(lacking)} 件（共 {len(items)} 件）：{named}"
    return failed(said, *(item.shown() for item, _ in lacking[:_KEPT]))


def _missing(item: Official, wanted: _Wanted) -> list[str]:
    return [name for name, has in wanted.items() if not has(item)]


def _changed(snapshot: Snapshot, items: list[Official]) -> Iterator[Evidence]:
    """Files of the items whose bytes differ from those of the last complete run."""
    before = snapshot.earlier
    if before is None:
        return
    known = {c.url: c.digest for c in before.captures() if c.has_body and looks_like_file(c)}
    for item in items:
        for link, target in snapshot.links_to_files(item.page):
            old = known.get(target.url)
            if old and target.has_body and target.digest != old:
                yield target.evidence("page", link.text, "附件内容有变动")


# -- used again -------------------------------------------------------------------------------


@check(
    id="item-metadata.machine-readable", topic=AREAS, severity=Severity.INFO, rows=("8.4",),
    title="表格和附件可下载、可机读",
    expected="报告附件中电子表格、可检索文字和扫描件的比例",
    remedy="扫描件改为可检索的文字版或者电子表格。",
    settings={"scans": Setting(0.5, "扫描件超过多大比例时提请人工确认（自定）")},
    method="HTML 表格、XLSX、XLS、CSV 和有文字层的 PDF、DOC、DOCX 计为可机读。",
)  # fmt: skip
def machine_readable(snapshot: Snapshot, settings: Settings) -> Result:
    """The share of files that can be read by machine is reported."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    files = looked(snapshot, _Files).found
    if not files:
        return not_applicable("本次巡检没有取得附件")
    read = [each for each in files if each.opened]
    sheets = sum(each.kind in _SHEETS for each in read)
    scans = [each.capture for each in read if each.scan]
    usable = len(read) - len(scans)
    said = (
        f"附件 {len(files)} 个，可机读 {usable} 个（其中电子表格 {sheets} 个），占 "
        f"{usable / len(files):.0%}；扫描件 {len(scans)} 个，未能打开 {len(files) - len(read)} 个"
    )
    if len(scans) > settings["scans"] * len(files):
        pieces = (capture.evidence("page", capture.anchor, "扫描件") for capture in scans[:_KEPT])
        return attest(f"{said}；扫描件较多，请确认有没有可检索的版本", *pieces)
    if not read:
        raise Unseen(said)
    first = read[0].capture
    return passed(said, first.evidence("page", first.anchor, "附件"))


@dataclass(frozen=True)
class _File:
    """A discovered file: whether it could be read, its kind, whether it is a picture of text."""

    capture: Capture
    opened: bool = False
    kind: str = ""
    scan: bool = False


@looker
class _Files:
    """Notes the discovered files."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.found: list[_File] = []

    def take(self, capture: Capture, facts: Facts | None, _page: Page | None) -> None:
        """One more capture."""
        if capture.redirect_to or _NO_FILE.search(capture.url):
            return
        if isinstance(facts, AttachmentFacts):
            self.found.append(_File(capture, not facts.error, facts.kind, _is_scan(facts)))
        elif looks_like_file(capture):
            self.found.append(_File(capture))


def _is_scan(facts: AttachmentFacts) -> bool:
    return not facts.text_layer and not facts.members
