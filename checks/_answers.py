"""Whether an event or a topic of a register was answered in time, on the site or elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from checks._holdings import absent, date_evidence
from checks._incidents import about, core, share, undated_about, unseen_about
from checks._moments import Span, Within, of_day, within
from checks._results import Result, attest, failed, not_applicable, passed
from store.column_kinds import synonyms
from store.errors import MissingRegister, Unseen
from store.judgements import Evidence
from store.snapshot import Register, Snapshot

#: Titles of pages that answer.
ANSWERS: Final = re.compile(
    r"发布会|通气会|通报|回应|说明|声明|情况|公告|处置|答记者问|权威发布|续报|答复|辟谣|解答"
)
_KINDS: Final = ("response", "press", "emergency-response")
#: Share of a topic's pairs of characters that the title of a post must have.
_POSTED: Final = 0.6


def register_or_none(snapshot: Snapshot, name: str) -> Register | None:
    """A register that only adds to what is known; None when it is not there."""
    try:
        return snapshot.register(name)
    except MissingRegister:
        return None  # the caller says what cannot be known without it


def elsewhere(snapshot: Snapshot, begin: Span, hours: float) -> Evidence | None:
    """A row of the register of appearances elsewhere, on a day within the limit."""
    register = register_or_none(snapshot, "events")
    last = begin.latest + dt.timedelta(hours=hours)
    for row in register.rows if register else ():
        if register and begin.earliest.date() <= row["on"] <= last.date():
            return register.evidence(row, f"{row['on']} {row['person']} {row['medium']}")
    return None


def first_answer(
    snapshot: Snapshot, event: str, begin: Span, hours: float, row: Evidence
) -> Result:
    """Whether the first page about an event came within so many hours of its beginning."""
    found = about(snapshot, event, begin)
    sure = [a for a in found if a.sure and not a.doubt]
    for a in sure:
        if within(begin, a.span, hours) is Within.YES:
            words = f"{begin.words} 首发，“{a.publication.title}” {a.span.words}"
            return passed(words, row, a.publication.quote(a.publication.title, "标题"))
    if not found:
        return _unanswered(snapshot, event, begin, hours, row)
    first = found[0]
    shown = (row, date_evidence(snapshot, first.publication))
    said = f"{begin.words} 首发，最早的有关页面“{first.publication.title}” {first.span.words}"
    if len(sure) < len(found) or any(within(begin, a.span, hours) is not Within.NO for a in sure):
        words = f"{said}；{first.doubt or '不能断定是否及时回应'}，请确认是否在{hours:g}小时内"
        return attest(words, *shown)
    if reason := unseen_about(snapshot, event, ANSWERS):
        raise Unseen(f"有关页面未能读取：{reason}")
    if post := _post(snapshot, event, begin, hours):
        return attest(f"{said}，超过{hours:g}小时；新媒体另有发布，请核对时间", *shown, post)
    return failed(f"{said}，超过{hours:g}小时", *shown)


def _unanswered(snapshot: Snapshot, event: str, begin: Span, hours: float, row: Evidence) -> Result:
    """No page about it: perhaps too early, perhaps unread, perhaps answered by a post."""
    if (begin.latest + dt.timedelta(hours=hours)).date() >= snapshot.run.as_of:
        return not_applicable(f"{begin.words} 首发，尚未满 {hours:g} 小时", row)
    evidence = absent(snapshot, f"对“{event}”的回应", synonyms("response"), _KINDS)
    if reason := unseen_about(snapshot, event, ANSWERS):
        raise Unseen(f"有关页面未能读取：{reason}")
    if undated := undated_about(snapshot, event):
        words = f"“{undated.title}”没有发布日期，请确认是否及时回应"
        return attest(words, undated.quote(undated.title, "标题"))
    if register_or_none(snapshot, "posts") is None:
        why = f"网站上没有对“{event}”的回应；是否在新媒体回应，须提供台账“新媒体发布”"
        raise MissingRegister("posts", why)
    if post := _post(snapshot, event, begin, hours):
        return attest("网站上没有回应；新媒体有发布，请核对是否在时限内", row, post)
    return failed(f"{begin.words} 首发，网站和登记的新媒体都没有回应", row, evidence)


def _post(snapshot: Snapshot, event: str, begin: Span, hours: float) -> Evidence | None:
    """A registered post about it that may have come within the limit."""
    register = register_or_none(snapshot, "posts")
    for row in register.rows if register else ():
        near = share(core(event), core(row.get("title") or "")) >= _POSTED
        late = within(begin, of_day(row["posted_on"]), hours) is Within.NO
        if register and near and not late and row["posted_on"] >= begin.earliest.date():
            return register.evidence(row, f"{row['posted_on']} {row['platform']} {row['title']}")
    return None
