"""Clause 2: what became of deputies' and members' proposals is published, in full and in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from checks._archive import WORDS, Entry, archive_of
from checks._contacts import mask
from checks._declare import Setting, Settings, Topic, check
from checks._letters import missing_parts
from checks._norms import bound
from checks._quotes import opening
from checks._references import NPC
from checks._replies import Match, Reply
from checks._results import Result, attest, failed, not_applicable, passed
from checks._workdays import add_months, after_working_days, working_days
from store.errors import MissingRegister, Unseen
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(
    clause="2",
    title="建议提案办理结果公开",
    norms=("要点", "国办发〔2014〕46号", "甘政办发〔2015〕138号"),
)


_IN_TIME: Final = ("政府信息公开条例#26",)


# -- the column -------------------------------------------------------------------------------


@check(
    id="proposals.column-exists", topic=TOPIC, severity=Severity.MAJOR, rows=("2.1",),
    title="设有建议提案办理结果公开专栏，且有本年度的内容",
    expected="门户网站设有建议提案专栏，专栏中有本年度人大会议、政协会议建议提案的办理结果",
    remedy="在门户网站设置“建议提案办理”专栏，集中发布本年度人大代表建议和政协提案的答复。",
    settings={
        # Assigned in March, three months to reply, twenty working days to publish.
        "entries_by": Setting("07-31", "本年度答复最迟应出现的日期（月-日；自定）"),
    },
)  # fmt: skip
def column_exists(snapshot: Snapshot, settings: Settings) -> Result:
    """A column for replies exists and shows something of the plan's year (国办发〔2014〕46号)."""
    archive, year = archive_of(snapshot), snapshot.run.plan_year
    current = [entry for entry in archive.entries if entry.of_year(year)]
    if not archive.columns:
        if current:
            return attest(
                f"未识别出建议提案专栏，但发现 {len(current)} 件本年度的答复，请确认其所在栏目",
                current[0].quote(current[0].title),
            )
        return failed("未发现建议提案专栏", snapshot.absence("建议提案专栏", WORDS))
    column = archive.columns[0]
    place = snapshot.capture(column.url)
    held = [entry for entry in current if entry.column]
    if held:
        evidence = held[0].date_evidence(snapshot)
        return passed(f"专栏“{column.name}”有 {len(held)} 件{year}年的内容", evidence)
    absence = archive.absence(snapshot, f"{year}年的办理结果")
    undated = [entry for entry in archive.entries if entry.column and entry.day is None]
    if undated:
        words = f"专栏“{column.name}”有 {len(undated)} 件没有日期，请确认是否有{year}年的办理结果"
        return attest(words, undated[0].quote(undated[0].title))
    if snapshot.run.as_of <= _day_in(year, settings["entries_by"]):
        return not_applicable(f"专栏“{column.name}”已设，{year}年的答复尚未到公开时间", absence)
    shown = place.evidence("page", column.name, "栏目页")
    return failed(f"专栏“{column.name}”没有{year}年的办理结果", shown, absence)


def _day_in(year: int, month_day: str) -> dt.date:
    return dt.date.fromisoformat(f"{year}-{month_day}")


# -- each proposal ----------------------------------------------------------------------------


@check(
    id="proposals.all-published", topic=TOPIC, severity=Severity.MAJOR, needs=("proposals",),
    rows=("2.2",),
    title="应公开的建议提案办理结果全部公开",
    expected="台账中由本单位主办且标明公开的每一件建议提案，网站上都有办理结果",
    remedy="补发该件的答复（全文或摘要），标题中写明建议或提案编号。",
)  # fmt: skip
def all_published(reply: Reply) -> Result:
    """Every answered proposal flagged public is on the portal, by number and kind or by title."""
    if not reply.row["public"]:
        return not_applicable("台账标明不公开", reply.evidence)
    if (match := reply.match) is not None:
        entry = match.entry
        if entry.page is None and not entry.documents:  # a line in a list that leads nowhere
            raise Unseen(
                f"列表中有“{entry.title}”，但未能打开：{next(iter(entry.unread), entry.url)}"
            )
        return passed(f"已公开（按{match.why}对应）:{entry.title}", entry.quote(entry.title))
    if reply.replied_on is None:
        return not_applicable("尚未答复，不到公开的时候", reply.evidence)
    if (doubt := _doubt(reply)) is not None:
        return doubt
    due = after_working_days(reply.snapshot, reply.replied_on, 20)
    if reply.snapshot.run.as_of <= due:
        return not_applicable(f"已于 {reply.replied_on} 答复，公开期限至 {due}", reply.evidence)
    absence = reply.archive.absence(reply.snapshot, reply.title)
    nameless = [
        e for e in reply.archive.letters
        if e.is_nameless_letter and e.kind in ("", reply.kind) and _after(e, reply.assigned_on)
    ]  # fmt: skip
    if nameless:
        words = f"未找到该件的答复，但有 {len(nameless)} 篇答复没有注明编号，请确认是否在其中"
        return attest(words, reply.evidence, nameless[0].quote(nameless[0].title))
    return failed(f"{reply.title}已于 {reply.replied_on} 答复，网站上没有", reply.evidence, absence)


def _doubt(reply: Reply) -> Result | None:
    doubtful: Match | None = next(iter(reply.matches), None)
    if doubtful is None:
        return None
    entry = doubtful.entry
    return attest(
        f"“{entry.title}”可能是该件的办理结果（{doubtful.why}），请确认",
        reply.evidence, entry.quote(entry.title),
    )  # fmt: skip


def _after(entry: Entry, day: dt.date) -> bool:
    return entry.day is None or entry.day >= day


def _published(reply: Reply) -> Entry | Result:
    """The entry of a public proposal, or why there is nothing to judge; Unseen passes through."""
    if not reply.row["public"]:
        return not_applicable("台账标明不公开", reply.evidence)
    if (match := reply.match) is not None:
        return match.entry
    if reply.replied_on is not None and not reply.matches:
        reply.archive.absence(reply.snapshot, reply.title)
    return not_applicable("没有找到已公开的办理结果，见“应公开的办理结果全部公开”", reply.evidence)


@check(
    id="proposals.full-text", topic=TOPIC, severity=Severity.MAJOR, needs=("proposals",),
    rows=("2.3",),
    title="要求全文公开的建议提案公开了答复全文",
    expected="有答复用语、不少于300字的正文、落款单位和日期，不是摘要或汇总表",
    remedy="将该件答复的全文（含落款和日期）发布在页面正文中，或者附上有文字的PDF、DOCX。",
    norms=("要点", "国办发〔2014〕46号#第二阶段"),
)  # fmt: skip
def full_text(reply: Reply) -> Result:
    """The page or one of its attachments is a whole letter: formula, body, signature, date."""
    if not reply.row["full_text"]:
        return not_applicable("台账未要求全文公开", reply.evidence)
    found = _published(reply)
    if isinstance(found, Result):
        return found
    entries = [m.entry for m in reply.matches if m.sure]
    best: list[str] | None = None
    for entry in entries:
        for missing in _lacking(entry):
            if not missing:
                return passed(f"已公开答复全文：{entry.title}", entry.quote(entry.title))
            best = missing if best is None or len(missing) < len(best) else best
    for entry in entries:
        _refuse_unread(entry)
    words = "、".join(best or ["正文"])
    seen = (opening(mask(found.texts[0])) if found.texts else "") or mask(found.title)
    return failed(
        f"“{found.title}”不是答复全文，缺少：{words}",
        found.quote(seen, locator="正文开头"), reply.evidence,
    )  # fmt: skip


def _lacking(entry: Entry) -> Iterator[list[str]]:
    if entry.page is not None:
        facts = entry.page.facts
        yield missing_parts(facts.text, facts.fields, facts.tables)
    for document in entry.documents:
        fields = entry.page.facts.fields if entry.page is not None else {}
        yield missing_parts(document.facts.text, fields, document.facts.tables)


def _refuse_unread(entry: Entry) -> None:
    """The whole letter may stand in what could not be read."""
    unread = [*entry.unread, *entry.unread_files]
    if unread:
        raise Unseen(f"“{entry.title}”的答复全文可能在未能阅读的部分：{unread[0]}")


@check(
    id="proposals.answered-in-time", topic=TOPIC, severity=Severity.VETO, needs=("proposals",),
    rows=("2.4",),
    title="人大代表建议在交办后三个月内答复（疑难的六个月）",
    expected="答复日期不晚于交办之日起三个月，台账标明疑难的不晚于六个月",
    remedy="尚未答复的立即答复；答复已逾期的，向办公室书面说明原因；确属疑难的，在台账中注明。",
    norms=("代表法#42", "代表法#51"),
)  # fmt: skip
def answered_in_time(reply: Reply) -> Result:
    """A deputy's proposal is answered within 3 calendar months of assignment, a hard one 6."""
    if reply.kind != NPC:
        return not_applicable("政协提案的办理期限没有核实过的依据", reply.evidence)
    months = 6 if reply.row.get("difficult") else 3
    due = add_months(reply.assigned_on, months)
    said = f"交办 {reply.assigned_on}，{months} 个月期满 {due}"
    replied = reply.replied_on
    if replied is None:
        return _undated(reply, months, due, said)
    if replied < reply.assigned_on:
        return attest(
            f"台账中答复日期 {replied} 早于交办日期 {reply.assigned_on}，请核对", reply.evidence
        )
    verdict = passed if replied <= due else failed
    return verdict(f"{said}，{replied} 答复", reply.evidence)


def _undated(reply: Reply, months: int, due: dt.date, said: str) -> Result:
    """No reply yet by the register; an empty cell is no proof of that, a later date is."""
    written = reply.row.get("replied_on")
    if (match := reply.match) is not None:
        told = f"所填答复日期 {written} 尚未到" if written else "没有填写答复日期"
        words = f"台账{told}，但网站上已有答复，请{'核对' if written else '补填'}"
        return attest(words, reply.evidence, match.entry.quote(match.entry.title))
    if reply.snapshot.run.as_of <= due:
        return not_applicable(f"{said}，尚未到期", reply.evidence)
    if written:
        return failed(f"{said}，台账所填答复日期为 {written}", reply.evidence)
    words = f"台账未填答复日期，{months}个月期限已于 {due} 届满，请确认是否已答复"
    return attest(words, reply.evidence)


@check(
    id="proposals.published-in-time", topic=TOPIC, severity=Severity.MAJOR, rows=("2.5",),
    needs=("proposals",),
    title="办理结果在答复后20个工作日内公开",
    expected="网站发布日期距台账答复日期不超过20个工作日",
    remedy="尚未公开的立即公开；逾期公开的说明原因，今后在答复后20个工作日内公开并注明日期。",
    norms=_IN_TIME,
)  # fmt: skip
def published_in_time(reply: Reply) -> Result:
    """Published within 20 working days of the reply (条例 art. 26; make-up days counted)."""
    found = _published(reply)
    if isinstance(found, Result):
        return found
    replied = reply.replied_on
    if replied is None:
        raise MissingRegister("proposals", f"台账第 {reply.row['row']} 行没有填写答复日期")
    first = min((m.entry for m in reply.matches if m.sure and m.entry.day), key=_day, default=found)
    published = first.published
    if published is None:
        return attest(
            "页面和列表都没有发布日期，请确认公开时间", first.quote(first.title), reply.evidence
        )
    spent = {working_days(reply.snapshot, replied, day) for day in (published.day, *_rivals(first))}
    if min(spent) <= 20 < max(spent):
        return attest("页面上有互相矛盾的发布日期，请确认", first.date_evidence(reply.snapshot))
    days = working_days(reply.snapshot, replied, published.day)
    said = f"{replied} 答复，{published.day} 公开，相隔 {days} 个工作日"
    shown = (first.date_evidence(reply.snapshot), reply.evidence)
    if days <= 20:
        return passed(said, *shown)
    if not bound(_IN_TIME, published.day):
        return attest(f"{said}；公开时适用的条例未核实，请确认当时的期限", *shown)
    return failed(said, *shown)


def _day(entry: Entry) -> dt.date:
    return entry.day or dt.date.max


def _rivals(entry: Entry) -> list[dt.date]:
    """Other days that the page itself prints with the same authority."""
    if entry.page is None or not entry.page.facts.published.conflict:
        return []
    chosen = entry.page.facts.published.chosen
    candidates = entry.page.facts.published.candidates
    return [c.day for c in candidates if chosen is not None and c.rank <= chosen.rank]
