"""Workbooks as offices really keep them: merged cells, sums, signatures, rewritten numbers."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from store._register_cells import as_date, read
from store._register_rows import letter
from store._register_schemas import SCHEMAS, Field, Kind
from store.errors import OperatorError
from store.register_help import about, help_of
from store.registers import Reading, look, look_at_all, read_register, refuse_mistakes

SHARED = Path(
    os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[2].parent / "shared")
)
APPROVALS = ["序号", "单位名称", "年份", "类型", "批复时间", "备注"]


def workbook(path: Path, rows: list[list[Any]], merged: tuple[str, ...] = ()) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("批复")
    for area in merged:
        sheet.merge_range(area, "")
    for line, row in enumerate(rows):
        for at, cell in enumerate(row):
            if cell != "":
                sheet.write(line, at, cell)
    book.close()
    return path


def approvals(found: Reading) -> list[tuple[Any, ...]]:
    assert found.mistakes == ()
    assert found.register is not None
    rows = found.register.rows
    return [(r["row"], r["unit"], r["year"], r["kind"], r["approved_on"].isoformat()) for r in rows]


def test_a_title_merged_units_a_sum_and_a_signature(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["2018年部门预决算批复情况统计表"],
            ["填报单位:计划财务处", "", "", "", "", "2018-12-01"],
            APPROVALS,
            [1, "省图书馆", 2018, "预算", "2018-2-1"],
            ["", "", 2017, "决算", "2018年8月1日", "同上"],
            [2, "省博物馆", 2018, "预算", "2018—02—05"],
            APPROVALS,
            [3, "省文化馆", 2018, "预算", "2018.2.6"],
            ["合 计", "", "3 个单位"],
            ["填表人:张某", "", "审核人:李某"],
        ],
        ("A1:F1", "A4:A5", "B4:B5"),
    )
    found = look("budget_approvals", path)
    assert approvals(found) == [
        (4, "省图书馆", 2018, "预算", "2018-02-01"),
        (5, "省图书馆", 2017, "决算", "2018-08-01"),
        (6, "省博物馆", 2018, "预算", "2018-02-05"),
        (8, "省文化馆", 2018, "预算", "2018-02-06"),
    ]
    assert found.left_out == (7, 9, 10)
    assert found.days == (dt.date(2018, 2, 1), dt.date(2018, 8, 1))


def test_a_header_in_two_lines(tmp_path: Path) -> None:
    rows = [
        ["编号", "类别", "主办或会办", "日期", "", "公开情况", ""],
        ["", "", "", "交办日期", "答复日期", "是否公开", "是否全文公开"],
        ["7", "提案", "主办", "2018-3-1", "2018-5-1", "是", "否"],
    ]
    path = workbook(tmp_path / "p.xlsx", rows, ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"))
    row = read_register("proposals", path).rows[0]
    assert (row["number"], row["kind"], row["role"]) == ("7", "政协提案", "主办")
    assert (row["assigned_on"], row["replied_on"]) == (dt.date(2018, 3, 1), dt.date(2018, 5, 1))


def test_a_line_that_is_filled_is_a_row_whatever_its_first_words_are(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("标题,报送日期\n合计:三件大事,2018-3-1\n合计:三件大事,\n", encoding="utf-8")
    found = look("submissions", path)
    assert found.register is not None
    assert [row["title"] for row in found.register.rows] == ["合计:三件大事"]
    assert found.left_out == (3,)


def test_an_unfinished_row_is_still_a_mistake(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [APPROVALS, [1, "省图书馆", 2018, "", "2018-2-1"]])
    assert look("budget_approvals", path).mistakes == (
        "a.xlsx 工作表“批复” 第 2 行 D 列“类型”:不能为空",
    )


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (dt.datetime(2018, 12, 1), "改成了日期"),
        (6.2000020180001e17, "超过 15 位"),
        ("6.2E+17", "超过 15 位"),
    ],
)
def test_a_number_that_the_spreadsheet_rewrote_is_refused(cell: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read(Field("number", "编号"), cell)


def test_numbers_that_spreadsheets_keep_are_read() -> None:
    assert read(Field("number", "编号"), 123.0) == "123"
    assert read(Field("year", "年度", Kind.YEAR), 2018.0) == 2018
    assert as_date("2018—6—29") == as_date("2018–06–29") == dt.date(2018, 6, 29)


def test_mistakes_of_two_files_come_together(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("日期,是否工作日\n某日,是\n", encoding="utf-8")
    readings = look_at_all({"workdays": "d.csv", "domains": "none.csv"}, tmp_path)
    with pytest.raises(OperatorError, match=r"2 处错误") as caught:
        refuse_mistakes(readings)
    assert "d.csv 第 2 行 A 列" in str(caught.value)
    assert "none.csv" in str(caught.value)


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


# -- the schemas --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_column_is_explained_and_its_example_can_be_read(name: str) -> None:
    assert about(name)
    columns = help_of(name)
    assert [each.field for each in columns] == list(SCHEMAS[name].fields)
    for each in columns:
        assert each.meaning
        assert each.form
        assert read(each.field, each.example) is not None


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_header_means_two_columns(name: str) -> None:
    seen: dict[str, str] = {}
    for field in SCHEMAS[name].fields:
        for word in (field.key, field.header, *field.aliases):
            assert seen.setdefault(word, field.key) == field.key


#: ``编号* (number), 类别* (kind: 人大建议/政协提案)``; the columns said once are looked up by header.
_COLUMN = re.compile(r"([\u4e00-\u9fff]+)(\*?)\s*(?:\((\w+)(?:[:,]\s*([^)]*))?\))?")
_TYPES = {"date": {Kind.DATE}, "bool": {Kind.BOOL}, "URLs": {Kind.URLS}}


def planned() -> dict[str, list[tuple[str, bool, str, str]]]:
    text = (SHARED / "plan" / "registers.md").read_text(encoding="utf-8")
    tables: dict[str, list[tuple[str, bool, str, str]]] = {}
    for names, columns in re.findall(r"^\| ([a-z_, ]+) \| (.+?) \| ", text, re.M):
        if "," in names or SCHEMAS.get(names.strip()):
            bare = re.sub(r"`[^`]*`", "", columns)
            found = [(h, bool(m), k, t) for h, m, k, t in _COLUMN.findall(bare)]
            for name in names.split(", "):
                tables[name.strip()] = found
    return tables


@pytest.mark.skipif(
    not (SHARED / "plan" / "registers.md").is_file(), reason="../shared/plan is not there"
)
def test_the_schemas_have_the_planned_columns() -> None:
    tables = planned()
    assert set(tables) == set(SCHEMAS)
    for name, columns in tables.items():
        fields = {field.header: field for field in SCHEMAS[name].fields}
        for header, needed, key, kind in columns:
            field = fields[header]
            assert field.required is needed, (name, header)
            assert key in ("", field.key), (name, header)
            assert field.kind in _TYPES.get(kind, {field.kind}), (name, header)
            if field.words and kind:
                assert set(field.choices.split("、")) == set(kind.split("/")), (name, header)
