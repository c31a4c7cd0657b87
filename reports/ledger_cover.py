"""The first sheet of the ledger: whose it is, how much of what, how it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from reports.items import Item, of_state, present_name
from reports.sheets import Styles, lines_of, paged
from reports.wording import day, percent, visible
from store.results import Results
from store.vocabulary import SEVERITY_TITLES, STATE_TITLES, FindingState, Severity

_INSTRUCTIONS: Final = (
    "各责任单位只填写浅黄色的四列：整改情况、责任人、完成日期、附件；其余各列请勿改动，不要增删行列、不要改列名。",
    "整改情况写明做了什么、在哪个网页可以看到；尚未完成的写明原因和计划。"
    "完成日期写作 2018-12-20，没有完成的不填。",
    "附件写材料名称或文件名，材料另行报送。",
    "填好后交回办公室，由信息中心用 gongkai rectify import 登记；答复只记入台账，不销号，"
    "以下一次巡检复核通过为准。",
    "引用编号是固定的，来往文件请写引用编号。点引用编号打开报告中这一问题的页面（台账与报告放在一起时）。",
)


def write_cover(
    sheet: Worksheet,
    styles: Styles,
    results: Results,
    found: Sequence[Item],
    office: str,
) -> None:
    """Fill the sheet; ``office`` is the printed name of the one office it is for, or ""."""
    run = results.run
    whose = f"（{present_name(results, office)}）" if office else ""
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 5, 12)
    sheet.merge_range(0, 0, 0, 5, "", styles["title"])
    sheet.write_string(0, 0, visible(f"{run.portal}政务公开问题台账{whose}")[:200], styles["title"])
    sheet.set_row(0, 48)
    sheet.merge_range(1, 0, 1, 5, "", styles["subtitle"])
    sheet.write_string(1, 0, f"第{run.id}次巡检　截至{day(run.as_of)}", styles["subtitle"])
    line = _doubts(sheet, styles, results, 3)
    line = _counts(sheet, styles, found, line)
    sheet.write_string(line + 1, 0, "填写说明", styles["bold"])
    for number, words in enumerate(_INSTRUCTIONS, start=1):
        at = line + 1 + number
        sheet.merge_range(at, 0, at, 5, "", styles["note"])
        sheet.write_string(at, 0, f"{number}. {words}", styles["note"])
        sheet.set_row(at, 15 * lines_of(words, 70) + 4)
    paged(sheet, results, "说明")


def _doubts(sheet: Worksheet, styles: Styles, results: Results, line: int) -> int:
    """Why the run cannot be relied on, before anything else; the next free line."""
    told = [f"本次巡检异常，不据此新增或销号：{reason}" for reason in results.held]
    if not results.usable:
        told.append(
            f"本次巡检不可用（覆盖率 {percent(results.coverage.share)}），台账为上次可用巡检时的情况。"
        )
    for words in told:
        sheet.merge_range(line, 0, line, 5, "", styles["warning"])
        sheet.write_string(line, 0, visible(words), styles["warning"])
        sheet.set_row(line, 16 * lines_of(words, 66) + 4)
        line += 1
    return line + 1 if told else line


def _counts(sheet: Worksheet, styles: Styles, found: Sequence[Item], line: int) -> int:
    """How many findings of which severity are in which state; the line after the table."""
    heads = ("状态", *SEVERITY_TITLES.values(), "合计")
    for at, head in enumerate(heads):
        sheet.write_string(line, at, head, styles["head"])
    rows = [(STATE_TITLES[state], of_state(found, state)) for state in FindingState]
    for down, (title, own) in enumerate([*rows, ("合计", tuple(found))], start=1):
        if title == "合计":
            sheet.write_string(line + down, 0, title, styles["centre"])
        else:
            sheet.write_url(line + down, 0, f"internal:'{title}'!A1", styles["link"], title)
        for at, severity in enumerate(Severity, start=1):
            count = sum(1 for item in own if item.entry.severity is severity)
            sheet.write_number(line + down, at, count, styles["number"])
        sheet.write_number(line + down, len(heads) - 1, len(own), styles["number"])
    return line + len(rows) + 2
