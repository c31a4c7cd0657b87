"""Clause 2: the yearly overview of how proposals were handled, with counts that are true."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from checks._archive import Archive, Entry, archive_of
from checks._contacts import mask
from checks._declare import Setting, Settings, check
from checks._quotes import Folded, sentence
from checks._references import CPPCC, NPC, value, year_of
from checks._results import Result, attest, failed, not_applicable, passed
from checks.proposals import TOPIC
from store.errors import MissingRegister, Unseen
from store.judgements import Evidence
from store.snapshot import Register, Snapshot
from store.vocabulary import Severity

_COUNT = (
    r"(?:共计|共有|共|合计|分别)?(?:为|有|:)?\s*(\d{1,4}|[〇零一二三四五六七八九十百]{1,5})\s*件"
)
_GAP = r"(?:(?!提案)[^。;,、\d]){0,6}?"
_TOTALS = {
    NPC: re.compile(rf"(?:人大|代表)[^。;,\d]{{0,20}}?(?:建议|议案){_GAP}{_COUNT}"),
    CPPCC: re.compile(rf"(?:政协|委员)[^。;,\d]{{0,20}}?提案{_GAP}{_COUNT}"),
}
#: “建议和提案24件” counts both together.
_TOGETHER = re.compile(rf"建议[^。;,\d]{{0,14}}?提案{_GAP}{_COUNT}")


@check(
    id="proposals.overview", topic=TOPIC, severity=Severity.MINOR, needs=("proposals",),
    rows=("2.7",),
    title="公开建议提案办理总体情况，件数与实际一致",
    expected="有本年度办理总体情况，其中人大建议、政协提案的件数与台账或已公开的件数一致",
    remedy="尚未发布的发布年度办理总体情况；件数有误的予以更正。",
    norms=("代表法#42", "代表法#51"),
    settings={"due": Setting("11-30", "年度总体情况最迟公开的日期（月-日；自定）")},
)  # fmt: skip
def overview(snapshot: Snapshot, settings: Settings) -> Result:
    """A yearly overview is published and its counts are those of the register or the entries."""
    archive, year = archive_of(snapshot), snapshot.run.plan_year
    found = [e for e in archive.entries if e.is_overview and _about(e, year)]
    if not found:
        due = dt.date.fromisoformat(f"{year}-{settings['due']}")
        absence = archive.absence(snapshot, f"{year}年建议提案办理总体情况")
        if snapshot.run.as_of <= due:
            return not_applicable(f"{year}年办理总体情况尚未到公开时间({due})", absence)
        return failed(f"没有公开{year}年建议提案办理总体情况", absence)
    told = [(entry, _counts(entry)) for entry in found]
    entry, counts = next(((e, c) for e, c in told if c), (found[0], {}))
    if not counts:
        return _no_counts(entry)
    return _compared(snapshot, archive, entry, counts)


def _about(entry: Entry, year: int) -> bool:
    told = year_of(entry.title)
    if told:
        return told == year
    return entry.day is not None and entry.day.year == year and "提案" in entry.searchable


def _no_counts(entry: Entry) -> Result:
    if entry.unread or entry.unread_files:
        raise Unseen(f"“{entry.title}”的件数可能在未能阅读的附件中")
    return attest("总体情况中没有读出件数，请确认", entry.quote(entry.title))


@dataclass(frozen=True)
class _Told:
    """A number that the overview tells, and its sentence as printed."""

    number: int
    words: str


@dataclass(frozen=True)
class _True:
    """What could honestly be told of one kind; register counts are None without a register."""

    portal: int
    led: int | None = None  # 主办
    public: int | None = None  # 主办 and flagged public
    every: int | None = None  # with those co-handled

    @property
    def numbers(self) -> set[int]:
        """Every number that is no mistake; nothing on the portal is no count."""
        if self.led is None:
            return {self.portal}
        known = {n for n in (self.led, self.public, self.every) if n is not None}
        return known | ({self.portal} - {0})


def _counts(entry: Entry) -> dict[str, list[_Told]]:
    """Kind → every number told of it with its words; "" for both kinds together."""
    found: dict[str, list[_Told]] = {}
    for text in map(Folded, entry.texts):
        # What counts both together is blotted out sign by sign, so that places stay true.
        single = _TOGETHER.sub(lambda m: "\0" * len(m[0]), text.plain)
        for kind, pattern, where in (
            ("", _TOGETHER, text.plain),
            *((k, p, single) for k, p in _TOTALS.items()),
        ):
            for said in pattern.finditer(where):
                if (number := value(said[1])) is not None:
                    words = sentence(text.original, *text.span(*said.span()))
                    found.setdefault(kind, []).append(_Told(number, words))
    return found


def _compared(
    snapshot: Snapshot, archive: Archive, entry: Entry, counts: dict[str, list[_Told]]
) -> Result:
    actual = {kind: _actual(snapshot, archive, kind) for kind in counts}
    wrong = [kind for kind, told in counts.items() if not _possible(told) & actual[kind].numbers]
    said = _listed({kind: told[0].number for kind, told in counts.items()})
    if not wrong:
        return passed(f"“{entry.title}”：{said}，与实际一致", entry.quote(entry.title))
    register = snapshot.register("proposals")  # without it nobody knows the true number
    differing = "、".join(_name(kind) for kind in counts if kind in wrong)
    led = _listed({kind: true.led for kind, true in actual.items()})
    every = _listed({kind: true.every for kind, true in actual.items()})
    portal = _listed({kind: true.portal for kind, true in actual.items()})
    message = f"总体情况写{said}；台账主办{led}，连同会办{every}；网站已公开{portal}。不一致的是{differing}"
    words = dict.fromkeys(told.words for kind in wrong for told in counts[kind])
    rows = _rows(register, snapshot.run.plan_year, f"主办{led}，连同会办{every}")
    return failed(message, *(entry.quote(mask(quote)) for quote in words), rows)


def _name(kind: str) -> str:
    return kind or "合计"


def _listed(numbers: Mapping[str, int | None]) -> str:
    return "、".join(f"{_name(kind)} {number} 件" for kind, number in numbers.items())


def _rows(register: Register, year: int, counted: str) -> Evidence:
    """The year's rows of the register as one piece of evidence."""
    lines = [row["row"] for row in register.rows if row["assigned_on"].year == year]
    first, last = min(lines, default="?"), max(lines, default="?")
    span = {"row": first if first == last else f"{first}—{last}"}
    return register.evidence(span, f"{year}年交办 {len(lines)} 件：{counted}")


def _possible(told: list[_Told]) -> set[int]:
    """Any number told, or all together: 全国建议2件,省级建议22件 are 24."""
    numbers = [said.number for said in told]
    return {*numbers, sum(numbers)}


def _actual(snapshot: Snapshot, archive: Archive, kind: str) -> _True:
    """All or led ones of the register, and entries of the portal, of a kind ("" for both)."""
    year = snapshot.run.plan_year
    entries = [e for e in archive.letters if (e.column or e.references) and e.of_year(year)]
    portal = len([e for e in entries if not kind or e.kind == kind])
    try:
        rows = snapshot.register("proposals").rows
    except MissingRegister:
        return _True(portal)
    ours = [r for r in rows if (not kind or r["kind"] == kind) and r["assigned_on"].year == year]
    led = [r for r in ours if r["role"] == "主办"]
    return _True(portal, len(led), len([r for r in led if r["public"]]), len(ours))
