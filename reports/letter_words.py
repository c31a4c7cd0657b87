"""What the letters say: the placeholders of their templates, filled from a judged run.

All texts of a portal are made visible and put on one line; the templates' engine escapes them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from reports.items import (
    Item,
    items,
    of_severity,
    office_named,
    offices_of,
    present_name,
    standing,
)
from reports.wording import address, beijing, clip, cut_out, day, one_line, percent, utc, verify
from store.config import Letters
from store.errors import OperatorError
from store.judgements import Evidence
from store.results import Results
from store.vocabulary import (
    OUTCOME_TITLES,
    SEVERITY_TITLES,
    STATE_TITLES,
    FindingState,
    Outcome,
    Severity,
)

#: Findings told in the text of a letter; the others stand in the ledger that goes with it.
MOST_TOLD: Final = 20
#: Evidence of one finding that a citing letter names.
MOST_EVIDENCE: Final = 5

#: Characters of 二号 in a line of 156 mm.
_TITLE_WIDTH: Final = 20
_NUMERALS: Final = "〇一二三四五六七八九"
Words = dict[str, Any]


def notice_words(
    results: Results, letters: Letters, office: str, number: str, on: dt.date
) -> Words:
    """整改通知书: what one office has to rectify.

    Args:
        results: a judged run.
        letters: the operator's ``[letters]``.
        office: printed or present name of the office.
        number: 发文字号, "" for none.
        on: 成文日期.

    Raises:
        OperatorError: there is no such office, or nothing stands against it.
    """
    printed = office_named(results, office)
    present = present_name(results, printed)
    due = standing(items(results, printed))
    if not due:
        raise OperatorError(f"{present}没有尚未整改的问题，不用发整改通知书。")
    return {
        **_common(results, letters, number, on),
        **_problems(due),
        "标题": _title(f"关于整改{_portal(results)}", "政务公开问题的通知"),
        "主送": one_line(present),
        "责任单位": one_line(present),
    }


def circular_words(results: Results, letters: Letters, number: str, on: dt.date) -> Words:
    """通报: the whole, with a table of the offices and what weighs most."""
    every = items(results)
    due = standing(every)
    heavy = of_severity(due, Severity.VETO) or of_severity(due, Severity.MAJOR)
    states = Counter(item.entry.state for item in every)
    return {
        **_common(results, letters, number, on),
        **_problems(due, heavy),
        "标题": _title(f"关于{_portal(results)}", "政务公开巡检情况的通报"),
        "主送": one_line(letters.circular_to),
        "总体": _overall(results),
        "单位表": _offices(results),
        "新发现数": states[FindingState.NEW],
        "再现数": states[FindingState.REOPENED],
        "整改数": sum(1 for item in every if item.entry.rectified_run == results.run.id),
        "未作结论": _undecided(results),
    }


def citation_words(
    results: Results, letters: Letters, citation: str, to: str, number: str, on: dt.date
) -> Words:
    """引用函: one finding with all that is needed to cite and to verify it.

    Raises:
        OperatorError: no finding has this number.
    """
    found = next((i for i in items(results) if i.entry.citation == citation.strip()), None)
    if found is None:
        raise OperatorError(
            f"第 {results.run.id} 次巡检的台账里没有编号为“{citation}”的问题；请核对引用编号。"
        )
    return {
        **_common(results, letters, number, on),
        **_problems((found,)),
        "标题": _title(f"关于{one_line(found.entry.citation)}号", "政务公开问题的函"),
        "主送": one_line(to or "、".join(found.present) or letters.circular_to),
        "引用编号": one_line(found.entry.citation),
        "所引": _cited(found),
    }


# -- parts ------------------------------------------------------------------------------------


def _common(results: Results, letters: Letters, number: str, on: dt.date) -> Words:
    run, plan = results.run, results.plan
    issuer = one_line(letters.issuer)
    return {
        "门户": _portal(results),
        "巡检编号": run.id,
        "截至日期": day(run.as_of),
        "要点名称": one_line(plan.title),
        "缘起": f"为落实《{one_line(plan.title)}》，对{_portal(results)}进行了政务公开巡检"
        f"（第{run.id}次，截至{day(run.as_of)}）。",
        "发文机关": issuer,
        "红头": one_line(letters.red_head),
        "发文字号": one_line(number),
        "成文日期": day(on),
        "联系人": one_line(letters.contact),
    }


def _title(first: str, second: str) -> str:
    """A title on one line, or on two that are cut where a person would cut them."""
    wide = sum(1 if char.isascii() else 2 for char in first + second)
    return first + second if wide <= 2 * _TITLE_WIDTH else f"{first}\n{second}"


def _portal(results: Results) -> str:
    return one_line(results.run.portal)


def _problems(due: Sequence[Item], told: Sequence[Item] | None = None) -> Words:
    """Counts of what stands, and the findings that the text tells one by one."""
    shown = list(due if told is None else told)[:MOST_TOLD]
    counts = Counter(item.entry.severity for item in due)
    spread = "、".join(f"{t} {counts[s]} 个" for s, t in SEVERITY_TITLES.items() if counts[s])
    return {
        "问题数": len(due),
        "分布": spread if due else "",
        "单项否决数": counts[Severity.VETO],
        "逾期数": sum(1 for item in due if item.entry.overdue),
        "问题": [_problem(item, place) for place, item in enumerate(shown, start=1)],
        "其余数": len(due) - len(shown),
    }


def _problem(item: Item, place: int) -> Words:
    entry, evidence = item.entry, item.place
    captured = evidence.captured_at if evidence else None
    return {
        "序号": numeral(place),
        "引用编号": one_line(entry.citation),
        "严重程度": SEVERITY_TITLES[entry.severity],
        "状态": STATE_TITLES[entry.state],
        "要点": item.clause_words,
        "检查项": _line(item.card.title),
        "实际情况": _line(item.headline, 300),
        "要求": _sentence(_line(item.card.expected)),
        "依据": _sentence(item.norm_words),
        "网址": address(item.url) if captured else "",
        "抓取时间": beijing(captured),
        "原文": _line(evidence.quote) if evidence else "",
        "整改建议": _sentence(_line(item.card.remedy)),
        "期限": _deadline(item),
        "首次发现": day(entry.opened_on),
        "责任单位": "、".join(one_line(name) for name in item.present),
        "备注": _remark(item),
    }


def _deadline(item: Item) -> str:
    entry = item.entry
    if entry.due is None:
        return ""
    late = f"（已逾期 {entry.overdue_days} 个工作日）" if entry.overdue else ""
    return f"{day(entry.due)}{late}"


def _remark(item: Item) -> str:
    if item.entry.unverified:
        return f"本次未能复核（{_line(item.entry.unverified)}）"
    return "整改后再次出现" if item.entry.state is FindingState.REOPENED else ""


def _overall(results: Results) -> str:
    """How many clauses ended how, and how much of the site was seen."""
    counts = Counter(results.outcome_of(clause.key) for clause in results.plan.clauses)
    parts = [f"{OUTCOME_TITLES[o]} {counts[o]} 条" for o in Outcome if counts[o]]
    without = f"，另有 {counts[None]} 条没有自动检查的办法" if counts[None] else ""
    return (
        f"要点共 {len(results.plan.clauses)} 条：{'、'.join(parts)}{without}。"
        f"本次发现网址 {results.coverage.discovered} 个，覆盖率 {percent(results.coverage.share)}。"
    )


def _undecided(results: Results) -> str:
    counts = Counter(judgement.outcome for judgement in results.judgements)
    waiting = (Outcome.ERROR, Outcome.NEEDS_INPUT, Outcome.ATTEST)
    return "、".join(f"{OUTCOME_TITLES[o]} {counts[o]} 项" for o in waiting if counts[o])


def _offices(results: Results) -> list[Words]:
    """One row an office that has, or had, findings."""
    rows = []
    for printed in offices_of(results):
        own = items(results, printed)
        due = standing(own)
        row = {
            "单位": one_line(present_name(results, printed)),
            "未整改": len(due),
            "否决": len(of_severity(due, Severity.VETO)),
            "逾期": sum(1 for item in due if item.entry.overdue),
            "整改": sum(1 for item in own if item.entry.state is FindingState.RECTIFIED),
        }
        if own:
            rows.append(row)
    return rows


def _cited(item: Item) -> Words:
    entry = item.entry
    told = entry.judgement.evidence[:MOST_EVIDENCE]
    archived = next((e for e in told if verify(e)), None)
    return {
        "要点": f"{item.clause_words}：{clip(item.clause.text or item.clause.title)}",
        "要求": _sentence(_line(item.card.expected) or _line(item.card.title)),
        "依据": _sentence(item.norm_words or "本单位要点"),
        "事实": _sentence(_line(item.headline)),
        "责任单位": _sentence("、".join(one_line(name) for name in item.present) or "要点未列明"),
        "状态": f"{STATE_TITLES[entry.state]}；{day(entry.opened_on)}第 {entry.opened_run} 次巡检首次发现，"
        f"第 {entry.failed_run} 次巡检最近一次见到。",
        "证据": [_evidence(evidence) for evidence in told] or ["没有网页证据"],
        "核验": _verification(archived),
    }


def _evidence(evidence: Evidence) -> str:
    """Where, when, which bytes and which words."""
    parts = (
        address(evidence.url) if evidence.url else "",
        f"{beijing(evidence.captured_at)}（{utc(evidence.captured_at)}）抓取"
        if evidence.captured_at
        else "",
        _line(evidence.locator),
        f"原文：“{_line(evidence.quote, 200)}”" if evidence.quote else "",
        f"正文摘要 {one_line(evidence.digest)}" if evidence.digest else "",
        f"存档 {one_line(evidence.warc)}，偏移 {evidence.offset}" if evidence.warc else "",
    )
    return "；".join(part for part in parts if part) + "。"


def _verification(evidence: Evidence | None) -> list[str]:
    if evidence is None:
        return ["所引证据没有网页存档，请向发文机关查阅探测记录或台账原件。"]
    return [
        "存档格式为 WARC（ISO 28500），核验不需要巡检程序。在存档文件所在的文件夹执行：",
        verify(evidence),
        "得到的 SHA-256 应与正文摘要一致。查看当时的网页内容执行：",
        cut_out(evidence),
    ]


def _line(text: str, limit: int = 600) -> str:
    return " ".join(clip(text, limit).split())


def _sentence(text: str) -> str:
    return text if not text or text[-1] in "。！？；" else f"{text}。"


def numeral(number: int) -> str:
    """A number below a hundred in Chinese: 7 is 七, 12 is 十二, 20 is 二十."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return head + (_NUMERALS[ones] if ones or not tens else "")
