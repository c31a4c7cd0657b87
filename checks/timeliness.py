"""Clause 1, and all clauses: documents are public within 20 working days of being made."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checks._declare import Setting, Settings, Topic, check, subjects
from checks._norms import bound
from checks._official import Official, officials
from checks._results import Result, attest, failed, not_applicable, passed
from checks._workdays import working_days
from store.errors import Unseen
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(
    clause="1", title="政府信息自形成之日起20个工作日内公开", norms=("政府信息公开条例#26",)
)  # fmt: skip

#: 政府信息公开条例 art. 26: working days from the day the information was made.
WORKING_DAYS: Final = 20
#: Before this day nobody had to publish within a time (条例 of 2007).
_LAW: Final = dt.date(2008, 5, 1)
_CLOSED: Final = ("依申请公开", "不予公开", "不公开", "依申请")


@dataclass(frozen=True, eq=False)
class Lag:
    """A document that prints both the day it was made and the day it was published."""

    official: Official
    together: int  # documents made on other days and published on this very day

    @property
    def key(self) -> str:
        """The page's address."""
        return self.official.key

    @property
    def title(self) -> str:
        """The document's title."""
        return self.official.title


@subjects
def lags(snapshot: Snapshot) -> Iterator[Lag]:
    """Documents of the department that print both days."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    found = [o for o in officials(snapshot) if o.written and o.published and o.own is not False]
    made = {(o.published.day, o.written.day) for o in found if o.published and o.written}
    days = Counter(published for published, _ in made)
    for each in found:
        if each.published is not None:
            yield Lag(each, days[each.published.day])


@check(
    id="timeliness.within-20-working-days", topic=TOPIC, severity=Severity.VETO,
    rows=("X14", "1.5"),
    title="政府信息在形成（成文）后20个工作日内公开",
    expected=f"发布日期距成文日期不超过{WORKING_DAYS}个工作日（调休上班日计入）",
    remedy="今后在成文后20个工作日内公开；法律法规对公开期限另有规定的，注明依据。",
    settings={
        "years_back": Setting(1, "检查要点年度及之前几年内发布的文件（自定）"),
        "together": Setting(8, "同一天发布的、成文日期各不相同的文件达到多少件，视为集中导入（自定）"),
        "republished": Setting(250, "相隔超过多少个工作日的，可能是补充公开或迁移的旧文件，由人确认（自定）"),
    },
    method="成文日期取自文件信息栏或落款，发布日期取自页面；只检查本单位制发的文件。",
)  # fmt: skip
def within_20_working_days(lag: Lag, settings: Settings) -> Result:
    """Published at most 20 working days after it was made (条例 art. 26)."""
    official = lag.official
    written, published = official.written, official.published
    if written is None or published is None:
        raise Unseen("页面没有同时写明成文日期和发布日期")
    if (why := _not_measured(official, settings["years_back"])) is not None:
        return why
    days = working_days(official.snapshot, written.day, published.day)
    said = f"成文 {written.day}，发布 {published.day}，相隔 {days} 个工作日"
    shown = (official.date_evidence(written), official.date_evidence(published))
    if days <= WORKING_DAYS:
        return passed(said, *shown)
    if doubt := _doubt(lag, settings, days):
        return attest(f"{said}；{doubt}", *shown)
    said = f"{said}，超过{WORKING_DAYS}个工作日"
    if not bound(TOPIC.norms, published.day):
        return attest(f"{said}；公开时适用的条例未核实，请确认当时的期限", *shown)
    return failed(said, *shown)


def _not_measured(official: Official, years_back: int) -> Result | None:
    """Why a document is not measured; None when it is."""
    written, published = official.written, official.published
    run = official.snapshot.run
    if written is None or published is None:
        return None
    if published.day < dt.date(run.plan_year - years_back, 1, 1) or written.day < _LAW:
        return not_applicable(f"发布于 {published.day}，不在检查的年度之内")
    if published.day > run.as_of:
        return not_applicable(f"页面上的发布日期 {published.day} 晚于检查当日")
    if written.day > published.day:
        return not_applicable(f"页面上的成文日期 {written.day} 晚于发布日期，不作为成文日期")
    closed = [v for k, v in official.fields.items() if k.startswith("公开") and v in _CLOSED]
    return not_applicable(f"公开属性为{closed[0]}") if closed else None


def _doubt(lag: Lag, settings: Settings, days: int) -> str:
    official = lag.official
    if official.card.conflict or _listed_earlier(official):
        return "页面或列表上有不同的发布日期，请人工核对"
    if official.own is None:
        return "未能确认是否本单位制发的文件，请人工核对"
    if lag.together >= settings["together"]:
        return f"同一天发布了 {lag.together} 件成文日期不同的文件，可能是网站迁移时集中导入，请确认首次公开时间"
    if days > settings["republished"]:
        return "可能是补充公开的旧文件，或者网站迁移后的日期，请确认首次公开时间"
    if re.search(r"修改|修订|修正|废止|失效", official.title):
        return "文件可能经过修改后重新发布，请确认首次公开时间"
    return ""


def _listed_earlier(official: Official) -> bool:
    """The list prints an earlier publication date than the page."""
    listed = official.entry.listed if official.entry else None
    chosen = official.published
    return listed is not None and chosen is not None and listed.day < chosen.day
