"""Clause 18: a changed guide is published within one working day, and says when it takes effect."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from checks._declare import Setting, Settings, Topic, check, subjects
from checks._publications import publications
from checks._results import Result, attest, failed, not_applicable, passed
from checks._service_guides import ServiceGuide, all_guides
from checks._statements import stated
from checks._workdays import after_working_days
from store.errors import MissingRegister, Unseen
from store.facts import PageFacts
from store.judgements import Evidence
from store.snapshot import Page, Register, Snapshot
from store.vocabulary import Fetch, Severity

TOPIC = Topic(clause="18", title="“最多跑一次”事项清单和办事指南", norms=("要点",))


#: Names of links behind which a change may be announced apart from its guide.
_NOTICES: Final = (
    "办理条件变更",
    "事项变更",
    "变更公告",
    "变更通知",
    "调整公告",
    "事项调整",
    "指南更新",
)


@dataclass(frozen=True, eq=False)
class Change:
    """A change of a guide that was approved: a row of the register."""

    snapshot: Snapshot
    register: Register
    row: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Code of the matter and the day of approval."""
        return f"{self.row['item_code']}@{self.row['approved_on']}"

    @property
    def title(self) -> str:
        """The same, for people."""
        return f"{self.row['item_code']}（{self.row['approved_on']} 审批完成）"

    @property
    def approved_on(self) -> dt.date:
        """The day on which the approval was complete."""
        day: dt.date = self.row["approved_on"]
        return day

    @property
    def evidence(self) -> Evidence:
        """The row."""
        return self.register.evidence(self.row, self.title)


@subjects
def changes(snapshot: Snapshot) -> Iterator[Change]:
    """The rows of the register; an empty one is believed only with a signed statement."""
    register = snapshot.register("guide_changes")
    if not register.rows and not stated(snapshot, "18", "guides.changes-published"):
        raise MissingRegister(
            "guide_changes", "台账“办事指南变更”没有内容，请补充，或者签署没有变更的声明"
        )
    for row in register.rows:
        yield Change(snapshot, register, row)


@check(
    id="guides.changes-published", topic=TOPIC, severity=Severity.VETO, rows=("18.3",),
    needs=("guide_changes",),
    title="办事条件变更后一个工作日内公开，并写明实施时间",
    expected="审批完成后一个工作日内，办事指南已经更新，指南或者公告写明台账中的实施日期",
    remedy="更新办事指南并注明实施时间；在指南页面写明更新日期。",
    settings={"working_days": Setting(1, "审批完成后公开的期限（工作日）")},
    method="指南页面的更新日期、逐次巡检中指南要素的变化；巡检间隔大于一天时只能由人确认。",
)  # fmt: skip
def changes_published(change: Change, settings: Settings) -> Result:
    """An approved change is on its guide's page within 1 working day, with its effective date."""
    snapshot = change.snapshot
    due = after_working_days(snapshot, change.approved_on, settings["working_days"])
    if snapshot.run.as_of <= due:
        return not_applicable(f"公开期限至 {due}，尚未届满", change.evidence)
    effective = change.row.get("effective_on")
    if effective and effective < change.approved_on:
        words = f"台账中的实施日期 {effective} 早于审批完成日期，请核对"
        return attest(words, change.evidence)
    guide = _guide_of(change)
    if guide is None:
        words = f"没有找到写明事项编码 {change.row['item_code']} 的办事指南，请人工核对是否公开"
        return attest(words, change.evidence)
    if late := _proven_late(change, guide, due):
        return late
    if effective and not _states(snapshot, guide, effective):
        return _unstated(change, guide, effective)
    return _by_its_date(change, guide, due)


def _guide_of(change: Change) -> ServiceGuide | None:
    code = _plain(change.row["item_code"])
    return next((g for g in all_guides(change.snapshot)
                 if not g.elsewhere and code in _plain(_words(g.page.facts))), None)  # fmt: skip


def _plain(text: str) -> str:
    return re.sub(r"[\s\-—_]", "", text).upper()


def _words(facts: PageFacts) -> str:
    cells = (cell for table in facts.tables for row in table.rows for cell in row)
    return "\n".join((facts.text, *facts.fields.values(), *cells))


def _proven_late(change: Change, guide: ServiceGuide, due: dt.date) -> Result | None:
    """What earlier nights prove: unchanged since before the approval, or changed after the limit."""
    snapshot, capture = change.snapshot, guide.page.capture
    same = [
        past for past in snapshot.past(capture.url)
        if past.as_of < change.approved_on and past.digest == capture.digest
        and past.outcome in (Fetch.FETCHED, Fetch.UNCHANGED)
    ]  # fmt: skip
    if same:
        words = f"指南页面与审批前（{same[-1].as_of}）完全相同，变更没有公开"
        return failed(words, change.evidence, guide.shown())
    before = _earlier(snapshot, guide)
    if before is None:
        return None
    day, elements = before
    now = guide.guide.elements
    altered = [name for name in {**now, **elements} if elements.get(name) != now.get(name)]
    if day <= due or not altered:
        return None
    words = f"{day} 巡检时指南还是旧的（“{altered[0]}”其后才变更），晚于期限 {due}"
    return failed(words, change.evidence, guide.quote(altered[0]))


def _earlier(snapshot: Snapshot, guide: ServiceGuide) -> tuple[dt.date, dict[str, str]] | None:
    """The guide as it was in the last complete run before, with the day of that run."""
    before = snapshot.earlier
    if before is None or before.run.as_of >= snapshot.run.as_of:
        return None
    try:
        page = before.page(guide.page.url)
    except Unseen:
        return None  # nothing is known of that night
    return (before.run.as_of, page.facts.guide.elements) if page.facts.guide else None


def _states(snapshot: Snapshot, guide: ServiceGuide, day: dt.date) -> bool:
    """Whether the guide, or anything published under its name, says the day."""
    if _says(_words(guide.page.facts), day):
        return True
    name = re.escape(guide.guide.name or guide.title)
    for other in publications(snapshot, re.compile(name)):
        if _says(other.text, day):
            return True
        other.refuse_unread()
    return False


def _says(text: str, day: dt.date) -> bool:
    written = rf"(?<!\d){day.year}\s*[年./-]\s*0?{day.month}\s*[月./-]\s*0?{day.day}(?!\d)"
    return re.search(written, text) is not None


def _unstated(change: Change, guide: ServiceGuide, effective: dt.date) -> Result:
    change.snapshot.absence("变更后的实施时间", _NOTICES)
    words = f"指南“{guide.title}”没有写明变更的实施时间 {effective}"
    return failed(words, change.evidence, guide.shown())


def _by_its_date(change: Change, guide: ServiceGuide, due: dt.date) -> Result:
    """By the date that the page itself prints; a later one may be that of another edit."""
    days = sorted(set(_dates(guide.page)))
    between = [day for day in days if change.approved_on <= day <= due]
    shown = guide.page.quote(guide.title, "办事指南")
    if between:
        return passed(f"指南的日期 {between[0]}，期限 {due}", change.evidence, shown)
    if not days:
        return attest(f"指南页面没有日期，请人工核对是否在 {due} 前更新", change.evidence, shown)
    words = f"指南页面的日期为 {days[-1]}，期限 {due}，请人工核对变更是否按期公开"
    return attest(words, change.evidence, shown)


def _dates(page: Page) -> Iterator[dt.date]:
    """The date of publication, and dates that the page calls those of an update."""
    if page.published:
        yield page.published.day
    said = re.finditer(
        r"(?:更新|修订|变更|修改|公开)(?:日期|时间)?\s*[:：]?\s*(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})",
        _words(page.facts),
    )
    for found in said:
        try:
            yield dt.date(*map(int, found.groups()))
        except ValueError:
            continue  # 2018-02-30: no day at all
