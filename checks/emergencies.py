"""Clause 11: a press conference within 24 hours of an emergency, and what is told after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from checks._answers import ANSWERS, elsewhere, first_answer
from checks._declare import Setting, Settings, Topic, check, subjects
from checks._holdings import absent, date_evidence, rows_of
from checks._incidents import (
    CONFERENCE,
    About,
    about,
    core,
    held_at,
    undated_about,
    unseen_about,
)
from checks._moments import Span, Within, of_instant, within
from checks._results import Result, attest, failed, not_applicable, passed
from store.column_kinds import synonyms
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Register, Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="11", title="舆情风险防控", norms=("要点",))

_GRAVE: Final = ("特别重大", "重大")
_KINDS: Final = ("press", "emergency-response", "response", "emergency")
_WORDS: Final = ("新闻发布会", "发布会", "权威发布", "通气会", *synonyms("emergency-response")[:3])
_NEEDS: Final = ("emergencies",)
_METHOD: Final = (
    "台账所列事件的名称与题名、发布会正文比对；页面没有写明时分的，只在日期足以断定时判定。"
)


@dataclass(frozen=True, eq=False)
class Emergency:
    """An emergency of the register with the pages about it."""

    snapshot: Snapshot
    register: Register
    row: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The event and its hour."""
        return f"{self.row['event']}/{self.begin.words}"

    @property
    def title(self) -> str:
        """The event."""
        return str(self.row["event"])

    @property
    def begin(self) -> Span:
        """When it happened, to the minute."""
        return of_instant(self.row["happened_at"])

    @property
    def grave(self) -> bool:
        """Whether the plan wants a press conference."""
        return self.row["level"] in _GRAVE

    @cached_property
    def pages(self) -> list[About]:
        """The pages about it, the earliest first."""
        return about(self.snapshot, self.title, self.begin, CONFERENCE)

    @property
    def conferences(self) -> list[About]:
        """Those on a press conference."""
        return [a for a in self.pages if CONFERENCE.search(a.publication.title)]

    def due(self, hours: float) -> bool:
        """Whether the limit had passed when the as-of day began."""
        last = self.begin.latest + dt.timedelta(hours=hours)
        return last.date() < self.snapshot.run.as_of

    @property
    def evidence(self) -> Evidence:
        """Its row."""
        row = self.row
        return self.register.evidence(row, f"{row['event']} {row['level']} {self.begin.words}")


@subjects
def emergencies(snapshot: Snapshot) -> Iterator[Emergency]:
    """The emergencies of the year that are the department's; none only with a signed statement."""
    items = ("11", "11.1", "emergencies.conference-in-time")
    register, rows = rows_of(snapshot, "emergencies", *items)
    for row in rows:
        mine = Emergency(snapshot, register, row)
        if row["responsible"] and mine.begin.earliest.date() <= snapshot.run.as_of:
            yield mine


def _idle(emergency: Emergency, hours: float) -> Result | None:
    if not emergency.due(hours):
        return not_applicable(
            f"{emergency.begin.words} 发生，尚未满 {hours:g} 小时", emergency.evidence
        )
    return None


# -- the press conference ---------------------------------------------------------------------


@check(
    id="emergencies.conference-in-time", topic=TOPIC, severity=Severity.VETO, rows=("11.1",),
    needs=(*_NEEDS, "events"),
    title="特别重大、重大突发事件发生后24小时内举行新闻发布会",
    expected="事件发生后24小时内（含节假日）举行新闻发布会，网站有发布会的页面",
    remedy="及时举行新闻发布会，并在网站发布写明时分的发布会页面；在站外举行的登记到“站外解读”台账。",
    norms=("要点", "国办发〔2016〕61号#24小时"),
    settings={"hours": Setting(24, "小时数（要点）")},
    method=_METHOD,
)  # fmt: skip
def conference_in_time(emergency: Emergency, settings: Settings) -> Result:
    """A press conference at most 24 hours after a grave emergency."""
    if not emergency.grave:
        return not_applicable("不属于特别重大、重大突发事件", emergency.evidence)
    hours = settings["hours"]
    times = [(a, held_at(a, emergency.begin)) for a in emergency.conferences]
    if not times:
        return _no_conference(emergency, hours)
    kept = [(a, s) for a, s in times if within(emergency.begin, s, hours) is Within.YES]
    if sure := [(a, s) for a, s in kept if a.sure and not a.doubt]:
        found, span = sure[0]
        return passed(
            f"{emergency.begin.words} 发生，发布会 {span.words}", *_shown(emergency, found, span)
        )
    return _not_sure(emergency, times, hours)


def _not_sure(emergency: Emergency, times: list[tuple[About, Span]], hours: float) -> Result:
    """No conference is surely in time: late, or nobody can tell."""
    found, span = times[0]
    shown = _shown(emergency, found, span)
    said = f"{emergency.begin.words} 发生，“{found.publication.title}” {span.words}"
    unclear = [
        a for a, s in times
        if not a.sure or a.doubt or within(emergency.begin, s, hours) is not Within.NO
    ]  # fmt: skip
    if unclear:
        why = unclear[0].doubt or (
            "没有写明时分，不能断定" if unclear[0].sure else "不能断定是同一事件"
        )
        return attest(f"{said}；{why}，请确认是否在{hours:g}小时内", *shown)
    if row := elsewhere(emergency.snapshot, emergency.begin, hours):
        words = f"{said}，超过{hours:g}小时；台账另记有站外的发布，请核对时间"
        return attest(words, *shown, row)
    if reason := unseen_about(emergency.snapshot, emergency.title, CONFERENCE):
        raise Unseen(f"有关页面未能读取：{reason}")
    return failed(f"{said}，超过{hours:g}小时", *shown)


def _no_conference(emergency: Emergency, hours: float) -> Result:
    if idle := _idle(emergency, hours):
        return idle
    snapshot = emergency.snapshot
    evidence = absent(snapshot, f"“{emergency.title}”新闻发布会", _WORDS, _KINDS)
    if unseen := unseen_about(snapshot, emergency.title, ANSWERS):
        raise Unseen(f"有关页面未能读取：{unseen}")
    if undated := undated_about(snapshot, emergency.title):
        return attest(
            f"“{undated.title}”没有发布日期，请确认是否及时举行了新闻发布会",
            undated.quote(undated.title, "标题"),
        )
    snapshot.register("events")  # without it nobody knows whether it was held elsewhere
    if row := elsewhere(snapshot, emergency.begin, hours):
        said = "网站上没有发布会的页面；台账记有站外的发布，请核对时间"
        return attest(said, emergency.evidence, row)
    said = f"{emergency.begin.words} 发生，网站上没有新闻发布会的页面，台账也没有站外的发布会"
    return failed(said, emergency.evidence, evidence)


def _shown(emergency: Emergency, found: About, span: Span) -> tuple[Evidence, ...]:
    date = date_evidence(emergency.snapshot, found.publication)
    told = [found.publication.quote(span.quote)] if span != found.span and span.quote else []
    return (
        emergency.evidence,
        found.publication.quote(found.publication.title, "标题"),
        date,
        *told,
    )


# -- first answer, first notice, follow-up ----------------------------------------------------


@check(
    id="emergencies.answered-in-time", topic=TOPIC, severity=Severity.MAJOR, rows=("11.2",),
    needs=_NEEDS,
    title="其他政务舆情48小时内回应",
    expected="台账中等级为“其他”的事件，48小时内在网站回应",
    remedy="及时回应，并在网站发布写明时分的回应。",
    norms=("国办发〔2016〕61号#48小时",),
    settings={"hours": Setting(48, "小时数（国办发〔2016〕61号）")},
    method=_METHOD,
)  # fmt: skip
def answered_in_time(emergency: Emergency, settings: Settings) -> Result:
    """The first answer to another event comes at most 48 hours after it."""
    if emergency.grave:
        return not_applicable("属于特别重大、重大突发事件，按24小时的要求检查", emergency.evidence)
    return first_answer(
        emergency.snapshot, emergency.title, emergency.begin, settings["hours"], emergency.evidence
    )


@check(
    id="emergencies.first-notice", topic=TOPIC, severity=Severity.MAJOR, rows=("11.3",),
    needs=_NEEDS,
    title="重大突发事件发生后5小时内发布权威信息（默认不检查）",
    expected="在设定的小时数内有第一条权威信息",
    remedy="在5小时内发布权威信息。",
    norms=("国办发〔2016〕80号#五小时",),
    settings={"hours": Setting(0, "小时数，0 表示不检查；国办发〔2016〕80号为5小时（凭记忆，未核实）")},
    method="依据未核实，默认关闭；打开后超时的只提请人工确认。",
)  # fmt: skip
def first_notice(emergency: Emergency, settings: Settings) -> Result:
    """The first notice on a grave event within the hours of the configuration; 0 is off."""
    hours = settings["hours"]
    if not hours or not emergency.grave:
        return not_applicable("这一时限默认不检查" if not hours else "不属于特别重大、重大突发事件")
    return first_answer(
        emergency.snapshot, emergency.title, emergency.begin, hours, emergency.evidence
    )


@check(
    id="emergencies.followed-up", topic=TOPIC, severity=Severity.MINOR, rows=("11.4",),
    needs=_NEEDS,
    title="突发事件第一次发布之后有后续发布",
    expected="第一次发布之后至少有一次后续发布",
    remedy="持续发布处置进展和调查结果。",
    norms=("国办发〔2016〕61号#持续发布",),
    settings={"days": Setting(7, "第一次发布多少日之后仍没有后续的，认定为没有（自定）")},
)  # fmt: skip
def followed_up(emergency: Emergency, settings: Settings) -> Result:
    """A second page about the event after the first (国办发〔2016〕61号)."""
    pages = [a for a in emergency.pages if a.sure and not a.doubt]
    if not pages:
        return not_applicable("网站上没有发布过，谈不上后续发布", emergency.evidence)
    first, later = pages[0], _later(pages)
    shown = first.publication.quote(first.publication.title, "标题")
    if later:
        second = later[0].publication
        words = f"第一次 {first.span.words}，后续“{second.title}” {later[0].span.words}"
        return passed(words, shown, second.quote(second.title, "标题"))
    said = f"第一次发布于 {first.span.words}，没有后续发布"
    if len(emergency.pages) > len(pages):
        return attest(f"{said}；另有页面不能断定是否同一事件，请核对", shown)
    if (emergency.snapshot.run.as_of - first.span.latest.date()).days <= settings["days"]:
        return not_applicable(f"{said}，但尚未满 {settings['days']} 日", shown)
    evidence = absent(emergency.snapshot, f"“{emergency.title}”后续发布", _WORDS, _KINDS)
    return failed(said, shown, evidence)


def _later(pages: list[About]) -> list[About]:
    """Pages after the first that are no copy of it under another address."""
    first = pages[0]
    return [
        a for a in pages[1:]
        if core(a.publication.title) != core(first.publication.title)
        or a.span.earliest > first.span.latest
    ]  # fmt: skip
