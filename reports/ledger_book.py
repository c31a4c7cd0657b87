"""The ledger of findings (问题台账) as a workbook: one sheet a state, columns for the answers.

Every text is written as a text cell: nothing of a portal becomes a formula or a live link.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports import files, places
from reports.files import safe_name
from reports.items import Item, items, of_state
from reports.ledger_cover import write_cover
from reports.sheets import Styles, lines_of, paged, styles_of, write_text
from reports.wording import address, clip, day, is_link, short, visible
from store.rectification import ATTACHMENT, CITATION, DONE, PERSON, TEXT
from store.results import Results
from store.vocabulary import SEVERITY_TITLES, STATE_TITLES, FindingState

FILE: Final = "问题台账.xlsx"

#: Below Excel's own limits: characters of an address, links of a sheet.
_ADDRESS, _LINKS = 2_000, 60_000
#: Characters of one cell that are shown; the report has the rest.
_SHOWN: Final = 1_000
#: Height of a line of 10 point text, in points.
_LINE: Final = 14.0


@dataclass(frozen=True)
class _Column:
    """A column: header, width in characters, the cell of an item and how it is written."""

    header: str
    width: float
    value: Callable[[Item], Any]
    style: str = "text"  # text, centre, date, number, answer, answer-date, citation, link
    wraps: bool = False


def _answer(name: str) -> Callable[[Item], Any]:
    return lambda item: getattr(item.entry.answer, name) if item.entry.answer else ""


_COLUMNS: Final = (
    _Column(CITATION, 16, lambda item: item.entry.citation, "citation"),
    _Column("严重程度", 7, lambda item: SEVERITY_TITLES[item.entry.severity], "centre"),
    _Column("要点", 6, lambda item: f"第{item.clause.number}条", "centre"),
    _Column("问题", 31, lambda item: item.headline, wraps=True),
    _Column("网址", 5.5, lambda item: item.url, "link"),
    _Column("责任单位", 11, lambda item: "、".join(item.present), wraps=True),
    _Column("发现日期", 10, lambda item: item.entry.opened_on, "date"),
    _Column("整改期限", 10, lambda item: item.entry.due, "date"),
    _Column("逾期（工作日）", 7, lambda item: item.entry.overdue_days or None, "number"),
    _Column("整改建议", 18, lambda item: item.card.remedy, wraps=True),
    _Column("情况说明", 13, lambda item: _situation(item), wraps=True),
    _Column(TEXT, 22, _answer("text"), "answer", wraps=True),
    _Column(PERSON, 7, _answer("person"), "answer"),
    _Column(DONE, 10.5, _answer("done_on"), "answer-date"),
    _Column(ATTACHMENT, 9.5, _answer("attachment"), "answer", wraps=True),
)


def workbook(results: Results, office: str = "", base: str = "") -> bytes:
    """The ledger after a run, the same bytes for the same results.

    Args:
        results: a judged run.
        office: printed name of the one office whose findings are wanted; "" for all.
        base: address of the run's report folder, for links that work from anywhere; "" makes
            links that work while the workbook lies beside the report.
    """
    found = items(results, office)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    book = xlsxwriter.Workbook(buffer, options)
    made = results.run.started_at.astimezone(dt.UTC).replace(tzinfo=None)
    book.set_properties({"title": "问题台账", "subject": short(results.run.portal, 100),
                         "created": made})  # fmt: skip
    styles = styles_of(book)
    write_cover(book.add_worksheet("说明"), styles, results, found, office)
    for state in FindingState:
        _sheet(book, styles, results, state, of_state(found, state), base)
    book.close()
    return buffer.getvalue()


def _situation(item: Item) -> str:
    entry = item.entry
    if entry.state is FindingState.RECTIFIED and entry.rectified_on:
        return f"{day(entry.rectified_on)}第{entry.rectified_run}次巡检复核通过"
    if entry.reason:
        return entry.reason
    return f"本次未能复核：{entry.unverified}" if entry.unverified else ""


# -- one sheet a state ------------------------------------------------------------------------


def _sheet(
    book: xlsxwriter.Workbook,
    styles: Styles,
    results: Results,
    state: FindingState,
    found: Sequence[Item],
    base: str,
) -> None:
    sheet = book.add_worksheet(STATE_TITLES[state])
    for at, column in enumerate(_COLUMNS):
        filled = column.style.startswith("answer")
        sheet.write_string(0, at, column.header, styles["head-answer" if filled else "head"])
        sheet.set_column(at, at, column.width)
    for line, item in enumerate(found, start=1):
        sheet.set_row(line, _height(item))
        for at, column in enumerate(_COLUMNS):
            _cell(sheet, styles, (line, at), column, item, base)
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(found), 1), len(_COLUMNS) - 1)
    _check_answers(sheet, max(len(found), 1))
    paged(sheet, results, STATE_TITLES[state])


def _cell(
    sheet: Worksheet,
    styles: Styles,
    at: tuple[int, int],
    column: _Column,
    item: Item,
    base: str,
) -> None:
    value = column.value(item)
    if isinstance(value, dt.date):
        sheet.write_datetime(*at, dt.datetime.combine(value, dt.time()), styles[column.style])
    elif isinstance(value, int):
        sheet.write_number(*at, value, styles[column.style])
    elif column.style == "citation":
        _link(sheet, styles, at, _page(item, base), short(str(value)), "打开报告中这一问题的页面")
    elif column.style == "link" and is_link(value) and len(value) <= _ADDRESS:
        _link(sheet, styles, at, value, "网页", address(value))
    else:
        write_text(sheet, styles, at, _shown(column, value or ""), column.style)


def _shown(column: _Column, text: str) -> str:
    """A text of the portal is cut where it is too long to be read; an answer is not."""
    return visible(text) if column.style.startswith("answer") else clip(text, _SHOWN)


def _page(item: Item, base: str) -> str:
    page = places.finding(item.entry.citation, item.entry.judgement.fingerprint)
    return f"{base.rstrip('/')}/{page}" if base else f"external:{page}"


def _link(
    sheet: Worksheet, styles: Styles, at: tuple[int, int], url: str, text: str, tip: str
) -> None:
    """A live link of ours, as long as the sheet may have one more and the address is a short one."""
    line, _ = at
    if line > _LINKS // 2 or len(url) > _ADDRESS:
        write_text(sheet, styles, at, text, "text")
        return
    sheet.write_url(*at, url, styles["link"], text, tip[:255])


def _check_answers(sheet: Worksheet, last: int) -> None:
    """What may be filled in: a day that is one, names and texts of a bounded length."""
    at = {column.header: place for place, column in enumerate(_COLUMNS)}
    sheet.data_validation(
        1, at[DONE], last, at[DONE],
        {"validate": "date", "criteria": "between", "minimum": dt.date(2008, 5, 1),
         "maximum": dt.date(2100, 1, 1), "error_title": "完成日期",
         "error_message": "请写作 2018-12-20；没有完成的不填。",
         "input_title": "完成日期", "input_message": "写作 2018-12-20；没有完成的不填。"},
    )  # fmt: skip
    for header, most, told in (
        (TEXT, 2000, "做了什么、在哪个网页可以看到；没有完成的写原因和计划。"),
        (PERSON, 50, "姓名。"),
        (ATTACHMENT, 500, "材料名称或文件名。"),
    ):
        sheet.data_validation(
            1, at[header], last, at[header],
            {"validate": "length", "criteria": "<=", "value": most, "error_title": header,
             "error_message": f"不超过 {most} 字。", "input_title": header, "input_message": told},
        )  # fmt: skip


def _height(item: Item) -> float:
    """Rows as high as their longest wrapped cell, since not every program does it by itself."""
    lines = max(lines_of(str(c.value(item) or "")[:_SHOWN], c.width) for c in _COLUMNS if c.wraps)
    return min(max(lines, 2) * _LINE + 4, 400.0)


def write_book(results: Results, folder: Path, office: str = "", base: str = "") -> Path:
    """Write the ledger into a folder, whole or not at all; returns its path.

    Raises:
        OSError: the folder cannot be written.
    """
    path = folder / (f"问题台账-{safe_name(office)}.xlsx" if office else FILE)
    files.write(path, workbook(results, office, base))
    return path
