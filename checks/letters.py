"""Clause 17: citizens can write to the department online, and their letters are answered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from checks._declare import Topic, check
from checks._messages import (
    MONTHS,
    WORDS,
    Letter,
    State,
    columns,
    letters,
    local_day,
    refuse_incomplete,
)
from checks._results import Result, attest, failed, not_applicable, passed
from checks._statements import stated
from checks._workdays import add_months, after_working_days
from store.errors import MissingRegister, Unseen
from store.judgements import Evidence
from store.snapshot import Page, Register, Snapshot
from store.vocabulary import Severity

TOPIC = Topic(
    clause="17",
    title="网民留言办理",
    norms=("国办发〔2015〕15号#互动回应差", "国办秘函〔2019〕19号#互动回应差"),
)

#: Letters named in one message, and pieces of evidence kept.
_NAMED: Final = 5
_KEPT: Final = 20
#: A way to write: words of a link, and what a form for a letter asks for.
_WRITE: Final = re.compile(
    r"我要(?:写信|留言|咨询|建言|提问|投诉)|写信|在线(?:咨询|留言|提问)|网上(?:咨询|留言)|我来(?:写信|留言)|提交留言|咨询建言"
)
_ASKS: Final = re.compile(r"内容|标题|主题|问题|留言|建议|诉求")
_FEWEST_FIELDS: Final = 3
#: Further names of links behind which a channel may stand.
_WHERE: Final = (
    "写信", "我要留言", "12345", "互动", "问政", "公众参与", "建言", "热线", "来信", "咨询",
)  # fmt: skip


# -- a way to write ---------------------------------------------------------------------------


@check(
    id="letters.channel-exists", topic=TOPIC, severity=Severity.VETO, rows=("X6",),
    title="网站有在线咨询建言的渠道",
    expected="设有网上信箱、在线咨询等可以在线提交留言的栏目（信访、纪检举报渠道不计）",
    remedy="开设在线咨询建言栏目并在首页给出入口；使用上级统一平台的，设置可以直达的链接。",
    norms=("国办秘函〔2019〕19号#互动回应差",),
    method="留言类栏目中的提交表单、写信入口链接、邮箱地址。",
)  # fmt: skip
def channel_exists(snapshot: Snapshot) -> Result:
    """A column of letters with a form, a link to one or a mail address (国办秘函〔2019〕19号)."""
    own = columns(snapshot)
    if (way := next(_ways(snapshot), None)) is not None:
        words, evidence = way
        return passed(f"可以在线提交留言：{words}", evidence)
    if own:
        shown = snapshot.capture(own[0].url).evidence("page", own[0].name, "栏目页")
        words = f"有栏目“{own[0].name}”，但没有看到提交留言的表单或入口，请人工确认能否在线留言"
        return attest(words, shown)
    absence = snapshot.absence("在线咨询建言栏目", (*WORDS, *_WHERE))
    return failed("没有发现在线咨询建言的栏目或入口", absence)


def _ways(snapshot: Snapshot) -> Iterator[tuple[str, Evidence]]:
    for page in _writing_pages(snapshot):
        for form in page.facts.forms:
            labels = [field.label for field in form.fields]
            has_area = any(field.kind == "textarea" for field in form.fields)
            if len(labels) >= _FEWEST_FIELDS and (has_area or sum(map(_asks, labels)) > 1):
                yield "在线表单", page.quote("、".join(filter(None, labels)), "表单")
        for link in page.facts.links:
            if link.href.lower().startswith("mailto:"):
                yield "电子邮箱", page.quote(link.href[7:], "链接")
            elif _WRITE.search(link.text) and len(link.text) <= 12 and page.resolve(link.href):
                yield f"入口“{link.text}”", page.quote(f"{link.text} {link.href}", "链接")


def _asks(label: str) -> bool:
    return _ASKS.search(label) is not None


def _writing_pages(snapshot: Snapshot) -> Iterator[Page]:
    """The pages of columns of letters, the home page, and pages that such columns lead to."""
    for column in columns(snapshot):
        try:
            page = snapshot.page(column.url)
        except Unseen:
            continue  # counted as a gap by ``absence`` when nothing else is found
        yield page
        for link in page.facts.links:
            if _WRITE.search(link.text):
                yield from _page_at(snapshot, page.resolve(link.href))
    yield snapshot.home


def _page_at(snapshot: Snapshot, url: str) -> Iterator[Page]:
    try:
        yield snapshot.page(url)
    except Unseen:
        return


# -- letters on the site ----------------------------------------------------------------------


@check(
    id="letters.answered-on-site", topic=TOPIC, severity=Severity.VETO, rows=("X6", "17.1"),
    title="网站上最近一年的留言在三个月内答复",
    expected="网站显示的最近一年内的有效留言都已答复，或者提交未满三个月",
    remedy="立即答复所列留言并公开答复；确属无效的，注明“不予受理”及理由。",
    method="留言列表和留言页面的状态、答复内容、来信时间；页面没有写明状态的由人确认。",
)  # fmt: skip
def answered_on_site(snapshot: Snapshot) -> Result:
    """No valid letter of the last year shown on the site waits longer than 3 months."""
    shown = letters(snapshot)
    if not shown:
        return _no_letters(snapshot)
    recent = [each for each in shown if _counts(each, snapshot.run.as_of)]
    late = [each for each in recent if _overdue(each, snapshot.run.as_of)]
    sure = [each for each in late if each.state is State.PENDING and each.asked]
    if sure:
        said = f"{len(sure)} 件留言超过{MONTHS}个月未答复：{_named(sure)}"
        return failed(said, *_evidence(sure))
    if unseen := [each for each in late if each.state is State.UNSEEN]:
        raise Unseen(
            f"{len(unseen)} 件留言的页面未能取得，例如“{unseen[0].title}”，不能断定是否答复"
        )
    if late:
        said = f"{len(late)} 件留言没有看到答复或来信日期，请人工核对：{_named(late)}"
        return attest(said, *_evidence(late))
    refuse_incomplete(snapshot, "留言都已答复")
    return passed(f"网站上最近一年的留言 {len(recent)} 件，都已答复或未满{MONTHS}个月",
                  *_evidence(recent[:1] or shown[:1]))  # fmt: skip


def _no_letters(snapshot: Snapshot) -> Result:
    filled = [column for column in columns(snapshot) if column.items]
    if filled:
        shown = snapshot.capture(filled[0].url).evidence("page", filled[0].name, "栏目页")
        return attest(
            f"栏目“{filled[0].name}”的内容未能识别为留言和答复，请人工核对答复情况", shown
        )
    refuse_incomplete(snapshot, "网站上没有留言")
    if not columns(snapshot):
        snapshot.absence("留言栏目", WORDS)
    return not_applicable("网站上没有公开的留言")


def _counts(letter: Letter, as_of: dt.date) -> bool:
    begin = add_months(as_of, -12)
    return letter.state is not State.INVALID and (letter.asked is None or letter.asked >= begin)


def _overdue(letter: Letter, as_of: dt.date) -> bool:
    """Not answered, and no day is known on which the limit has not yet passed."""
    return letter.state is not State.ANSWERED and (letter.due is None or letter.due < as_of)


def _named(found: Sequence[Letter]) -> str:
    told = [f"“{each.title}”（{each.asked or '没有日期'}）" for each in found[:_NAMED]]
    return "、".join(told) + (f"等{len(found)}件" if len(found) > _NAMED else "")


def _evidence(found: Sequence[Letter]) -> list[Evidence]:
    return [each.quote() for each in found[:_KEPT]]


# -- letters of the service portal ------------------------------------------------------------


@check(
    id="letters.answered-on-service-portal", topic=TOPIC, severity=Severity.VETO,
    rows=("17.1",), needs=("messages",),
    title="政务服务网转来的最近一年的留言在三个月内答复",
    expected="台账中最近一年内提交的留言都有答复时间，或者提交未满三个月",
    remedy="立即答复所列留言，并在台账中补记答复时间。",
)  # fmt: skip
def answered_on_service_portal(snapshot: Snapshot) -> Result:
    """No message of the register of the last year waits longer than 3 months."""
    register, as_of = snapshot.register("messages"), snapshot.run.as_of
    recent = [row for row in register.rows if add_months(as_of, -12) <= _asked(row) <= as_of]
    if not recent:
        if register.rows or stated(snapshot, "17", "letters.answered-on-service-portal"):
            return not_applicable("台账中没有最近一年的留言")
        raise MissingRegister("messages", "台账“网民留言”没有内容，请补充，或者签署没有留言的声明")
    if odd := [r for r in recent if r.get("replied_at") and r["replied_at"] < r["submitted_at"]]:
        return attest(f"{len(odd)} 件留言的答复时间早于提交时间，请核对台账", *_rows(register, odd))
    late = [r for r in recent if not r.get("replied_at") and add_months(_asked(r), MONTHS) < as_of]
    if late:
        said = "、".join(f"{row['number']}（{_asked(row)}）" for row in late[:_NAMED])
        return failed(f"{len(late)} 件留言超过{MONTHS}个月未答复：{said}", *_rows(register, late))
    return passed(f"最近一年的留言 {len(recent)} 件，都已答复或未满{MONTHS}个月",
                  *_rows(register, recent[:1]))  # fmt: skip


def _asked(row: Any) -> dt.date:
    return local_day(row["submitted_at"])


def _rows(register: Register, rows: Sequence[Any]) -> list[Evidence]:
    return [register.evidence(row, f"{row['number']} 提交 {_asked(row)}") for row in rows[:_KEPT]]


# -- 我为政府网站找错 ----------------------------------------------------------------------------


@check(
    id="letters.error-reports-closed", topic=TOPIC, severity=Severity.MAJOR, rows=("17.6",),
    needs=("messages",),
    title="“我为政府网站找错”留言一个月内办结，三个工作日内答复",
    expected="台账中渠道为“找错”的留言，收到后三个工作日内答复，一个月内办结",
    remedy="立即办结所列留言；在台账的“渠道”列写明“我为政府网站找错”。",
    norms=("国办秘函〔2019〕19号#找错办结", "国办发〔2017〕47号#找错答复"),
)  # fmt: skip
def error_reports_closed(snapshot: Snapshot) -> Result:
    """Each report of an error is closed within a month; after 3 working days a person looks."""
    register, as_of = snapshot.register("messages"), snapshot.run.as_of
    reports = [row for row in register.rows if "找错" in (row.get("channel") or "")]
    if not reports:
        if stated(snapshot, "17.6", "letters.error-reports-closed"):
            return not_applicable("已签署声明：没有收到“我为政府网站找错”留言")
        raise MissingRegister(
            "messages",
            "台账“网民留言”中没有渠道为“我为政府网站找错”的行，请补充，或者签署没有收到的声明",
        )
    late = [row for row in reports if _end(row, as_of) > add_months(_asked(row), 1)]
    if late:
        return failed(f"{len(late)} 件找错留言超过一个月没有办结", *_rows(register, late))
    slow = [
        row for row in reports
        if _end(row, as_of) > after_working_days(snapshot, _asked(row), 3)
    ]  # fmt: skip
    if slow:
        said = f"{len(slow)} 件找错留言超过3个工作日答复（期限凭记忆，未核实），请人工确认"
        return attest(said, *_rows(register, slow))
    return passed(f"找错留言 {len(reports)} 件，都按期答复", *_rows(register, reports[:1]))


def _end(row: Any, as_of: dt.date) -> dt.date:
    """The day of the reply; while there is none, the as-of date."""
    return local_day(row["replied_at"]) if row.get("replied_at") else as_of
