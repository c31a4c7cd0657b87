"""The ledger as CSV: for spreadsheet programs, and for scripts that read one table."""

from __future__ import annotations

import csv
import io
from typing import Final

from reports.items import Item, items
from reports.sheets import FORMULA
from reports.wording import visible
from store.results import Results
from store.vocabulary import SEVERITY_TITLES, STATE_TITLES

HEADERS: Final = (
    "引用编号", "状态", "严重程度", "要点", "检查项", "检查项编号", "问题", "对象", "网址", "抓取时间（UTC）",
    "正文摘要", "责任单位", "发现日期", "首次巡检", "最近见到的巡检", "整改期限", "逾期（工作日）",
    "复核通过日期", "未能复核", "理由", "整改建议", "整改情况", "责任人", "完成日期", "附件",
)  # fmt: skip


def table(results: Results) -> bytes:
    """UTF-8 with byte order mark, comma separated, CRLF (RFC 4180); one line a finding.

    A cell that a spreadsheet program would take for a formula has an apostrophe before it.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADERS)
    for item in items(results):
        writer.writerow([_cell(value) for value in _row(item)])
    return buffer.getvalue().encode("utf-8-sig")


def _row(item: Item) -> tuple[object, ...]:
    entry, judgement, place, answer = (
        item.entry, item.entry.judgement, item.place, item.entry.answer,
    )  # fmt: skip
    return (
        entry.citation, STATE_TITLES[entry.state], SEVERITY_TITLES[entry.severity],
        item.clause.key, item.card.title, judgement.check, judgement.message,
        judgement.subject_title or judgement.subject, item.url,
        place.captured_at.isoformat() if place and place.captured_at else "",
        place.digest if place else "", "、".join(item.present), entry.opened_on,
        entry.opened_run, entry.failed_run, entry.due, entry.overdue_days, entry.rectified_on,
        entry.unverified, entry.reason, item.card.remedy, answer.text if answer else "",
        answer.person if answer else "", answer.done_on if answer else "",
        answer.attachment if answer else "",
    )  # fmt: skip


def _cell(value: object) -> str:
    text = "" if value is None else visible(str(value))
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
