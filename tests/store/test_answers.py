"""What offices answered: every mistake of a file is named, the history grows, nothing closes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from store.answers import answers_of, citations_of, record_answers
from store.database import open_store
from store.errors import OperatorError
from store.ledger import results_of
from store.lifecycle import ANSWERED
from store.nights import start_url
from store.rectification import read_answers
from store.vocabulary import FindingState
from tests.commands.judged import folder_with, judged

NOW = dt.datetime(2018, 12, 22, 1, 0, tzinfo=dt.UTC)
KNOWN = ("甘文旅-2018-0001", "甘文旅-2018-0002")
HEAD = "引用编号,整改情况,责任人,完成日期,附件\n"


def written(tmp_path: Path, rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "交回.csv"
    path.write_text(head + rows, "utf-8")
    return path


def read(path: Path) -> list[tuple[object, ...]]:
    return [(a.citation, *a.said) for a in read_answers(path, KNOWN, "张三", NOW)]


def test_answers_are_read_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    rows = "甘文旅-2018-0001,已补发,李明,2018年12月21日,说明.docx\n甘文旅-2018-0002,,,,\n"
    assert read(written(tmp_path, rows)) == [
        ("甘文旅-2018-0001", "已补发", "李明", dt.date(2018, 12, 21), "说明.docx")
    ]


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    rows = (
        "甘文旅-2018-0009,已补发,,,\n"
        ",已补发,,,\n"
        "甘文旅-2018-0001,,李明,2018-12-21,\n"
        "甘文旅-2018-0002,已补发,,明天,\n"
        "甘文旅-2018-0001,已补发,,2018-12-31,\n"
    )
    with pytest.raises(OperatorError) as refused:
        read(written(tmp_path, rows))
    told = str(refused.value)
    for words in (
        "第 2 行 A 列“引用编号”：没有编号为“甘文旅-2018-0009”的问题",
        "第 3 行 A 列“引用编号”：填了整改情况，却没有引用编号",
        "第 4 行 B 列“整改情况”：填了责任人、完成日期，没有填整改情况",
        "第 5 行 D 列“完成日期”：",
        "第 6 行 D 列“完成日期”：2018-12-31 还没有到",
        "第 6 行：甘文旅-2018-0001 的答复与",
    ):
        assert words in told
    assert "有 6 处错误，一条也没有登记" in told


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="没有同时带“引用编号”和“整改情况”"):
        read(written(tmp_path, "a,b\n", "甲,乙\n"))
    (tmp_path / "x.xlsx").write_bytes(b"x")
    with pytest.raises(OperatorError, match="不是有效的电子表格"):
        read(tmp_path / "x.xlsx")
    with pytest.raises(OperatorError, match="无法读取"):
        read(tmp_path / "none.xlsx")


def test_all_sheets_are_read_and_the_sheet_is_named(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write_string(0, 0, "填写说明")
        for name, citation in (("新发现", KNOWN[0]), ("未整改", "甘文旅-2018-7777")):
            sheet = book.add_worksheet(name)
            for at, words in enumerate(("引用编号", "整改情况")):
                sheet.write_string(0, at, words)
            sheet.write_row(1, 0, (citation, "已改"))
    with pytest.raises(OperatorError, match="工作表“未整改” 第 2 行 A 列") as refused:
        read(path)
    assert "新发现" not in str(refused.value)


def test_signs_that_nobody_sees_are_left_out(tmp_path: Path) -> None:
    rows = "甘文旅-2018-0001,=1+1，见\u202e附\u200b件\x07,,,\n"
    assert read(written(tmp_path, rows))[0][1] == "=1+1，见附件"


def test_an_answer_is_history_and_closes_nothing(tmp_path: Path) -> None:
    night = judged(folder_with(tmp_path))
    portal = start_url(night.config)
    assert citations_of(night.engine, portal) >= set(KNOWN)
    path = written(tmp_path, "甘文旅-2018-0001,已补发,李明,2018-12-21,说明.docx\n")
    given = read_answers(path, citations_of(night.engine, portal), "张三", NOW)
    assert len(record_answers(night.engine, portal, given)) == 1
    assert record_answers(night.engine, portal, given) == ()
    entry = results_of(night).ledger[0]
    assert entry.state is FindingState.NEW
    assert entry.answer is not None
    assert (entry.answer.text, entry.answer.who, entry.answer.file) == (
        "已补发",
        "张三",
        "交回.csv",
    )
    (change,) = [c for c in entry.changes if c.kind == ANSWERED]
    assert (change.before, change.after, change.who) == (entry.state, entry.state, "张三")
    assert change.why == "已补发；责任人 李明；完成日期 2018-12-21；附件 说明.docx"


def test_a_second_answer_is_added_to_the_first(tmp_path: Path) -> None:
    night = judged(folder_with(tmp_path))
    portal, known = start_url(night.config), citations_of(night.engine, start_url(night.config))
    for words in ("正在办理", "已补发", "正在办理"):
        path = written(tmp_path, f"甘文旅-2018-0001,{words},,,\n")
        record_answers(night.engine, portal, read_answers(path, known, "张三", NOW))
    told = answers_of(open_store(night.config.database_url), portal)["甘文旅-2018-0001"]
    assert [answer.text for answer in told] == ["正在办理", "已补发", "正在办理"]


def test_an_older_run_does_not_show_what_came_later(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    first = judged(folder)
    second = judged(folder, as_of=dt.date(2018, 12, 21))
    portal = start_url(first.config)
    path = written(tmp_path, "甘文旅-2018-0001,已补发,,,\n")
    record_answers(first.engine, portal, read_answers(path, KNOWN, "张三", NOW))
    assert results_of(first).ledger[0].answers == ()
    assert results_of(second).ledger[0].answer is not None
