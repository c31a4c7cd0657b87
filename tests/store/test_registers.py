"""Registers as offices really write them, and every mistake named."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest
import xlsxwriter

from store._register_cells import as_date, as_instant
from store._register_schemas import SCHEMAS
from store.errors import OperatorError
from store.registers import read_all, read_register, rows_from_json, rows_to_json

HEADER = "编号,类别,级别,标题,主办或会办,交办日期,答复日期,是否公开,是否全文公开"
ROW = "123,人大建议,省级,关于图书馆的建议,主办,2018-3-1,2018年5月30日,是,√"


def write(folder: Path, text: str, name: str = "proposals.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def mistakes_of(path: Path, name: str = "proposals") -> str:
    with pytest.raises(OperatorError) as caught:
        read_register(name, path)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, f"{HEADER}\r\n\r\n ,\r\n{ROW}\r\n", encoding=encoding)
    register = read_register("proposals", path)
    assert register.file == "proposals.csv"
    assert register.digest == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    assert register.rows == (
        {
            "row": 4, "number": "123", "kind": "人大建议", "level": "省级",
            "title": "关于图书馆的建议", "role": "主办", "assigned_on": dt.date(2018, 3, 1),
            "replied_on": dt.date(2018, 5, 30), "public": True, "full_text": True,
        },
    )  # fmt: skip


def test_english_headers_in_another_order_with_spaces(tmp_path: Path) -> None:
    text = (
        "public\tfull_text\t number \tKind\trole\tassigned_on\treplied_on\n"
        " Y \tfalse\t 7\t提案\t独办 \t20180301\t/\n"
    )
    register = read_register("proposals", write(tmp_path, text))
    assert register.rows[0] == {
        "row": 2, "public": True, "full_text": False, "number": "7", "kind": "政协提案",
        "role": "主办", "assigned_on": dt.date(2018, 3, 1),
    }  # fmt: skip


def test_a_workbook_with_a_title_line_and_excel_dates(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("台账")
    sheet.write(0, 0, "2018年预决算批复台账")
    sheet.write_row(2, 0, ["单位*", "年度", "类型", "批复日期(必填)", "是否涉密"])
    sheet.write_row(3, 0, ["省图书馆", 2018, "预算"])
    sheet.write_datetime(3, 3, dt.datetime(2018, 2, 1), day)
    sheet.write_row(5, 0, ["省博物馆", "2018年", "部门决算", 43282, "×"])
    book.add_worksheet("Sheet2")
    book.close()
    rows = read_register("budget_approvals", path).rows
    assert [(r["row"], r["unit"], r["year"], r["kind"], r["approved_on"]) for r in rows] == [
        (4, "省图书馆", 2018, "预算", dt.date(2018, 2, 1)),
        (6, "省博物馆", 2018, "决算", dt.date(2018, 7, 1)),
    ]
    assert "classified" not in rows[0]
    assert rows[1]["classified"] is False


def test_two_sheets_that_both_look_like_the_register_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("人大", "政协"):
        book.add_worksheet(name).write_row(0, 0, HEADER.split(","))
    book.close()
    assert "2 个工作表都像台账(人大、政协)" in mistakes_of(path)


@pytest.mark.parametrize("body", ["", "\n \n", HEADER])
def test_an_empty_file_has_no_rows_and_no_mistake(tmp_path: Path, body: str) -> None:
    assert read_register("proposals", write(tmp_path, body)).rows == ()


DAYS = [
    "2018-6-29", "2018/06/29", "2018.6.29", "2018年6月29日", "2018 年 6 月 29 日", "20180629",
    "2018-06-29 00:00:00", "2018-06-28T16:00:00Z", "２０１８－０６－２９", "二〇一八年六月二十九日",
    "二O一八年六月二十九日",
    "29/6/2018", "6/29/2018", "29 Jun 2018", "Jun 29, 2018", dt.date(2018, 6, 29),
    dt.datetime(2018, 6, 29, 8, 0), 43280, 43280.0, 20180629.0,
]  # fmt: skip


@pytest.mark.parametrize("cell", DAYS)
def test_a_day_in_any_unambiguous_form(cell: object) -> None:
    assert as_date(cell) == dt.date(2018, 6, 29)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", ["6/7/2018", "18-6-29", "2018-13-01", "2018-02-30", "2018年6月", "待定", "43280x", 5.5]
)
def test_what_is_no_day_or_could_be_two_is_refused(cell: str | float) -> None:
    with pytest.raises(ValueError, match=r"日期|时间"):
        as_date(cell)


@pytest.mark.parametrize(
    "cell",
    ["2018-06-29 10:20", "2018年6月29日10时20分", "2018/6/29 10点20分", "2018-06-29T02:20:00Z",
     "2018-06-29 10:20:00+08:00", dt.datetime(2018, 6, 29, 10, 20)],
)  # fmt: skip
def test_a_time_without_zone_is_shanghai(cell: str | dt.datetime) -> None:
    assert as_instant(cell, bare_date=False) == dt.datetime(2018, 6, 29, 2, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize("cell", ["2018-06-29", "2018-06-29 25:00", "2018-06-29 下午"])
def test_a_minute_must_be_given(cell: str) -> None:
    with pytest.raises(ValueError, match=r"时分|时间"):
        as_instant(cell, bare_date=False)


def test_every_mistake_is_named_in_one_message(tmp_path: Path) -> None:
    text = (
        f"{HEADER}\n{ROW}\n"
        "124,人大建议,县级,标题,主办,2018-13-01,,是,是\n"
        "125,,省级,标题,主办,6/7/2018,,也许,是,多余\n"
        "第0123号,建议,省级,又一次,主办,2018-4-1,,是,是\n"
    )
    message = mistakes_of(write(tmp_path, text))
    assert message.startswith("台账有 7 处错误")
    for words in (
        "proposals.csv 第 3 行 C 列“级别”:“县级”不在可填内容之中(应为 全国、省级、市级)",
        "第 3 行 F 列“交办日期”:无法识别或不存在的日期“2018-13-01”",
        "第 4 行 B 列“类别”:不能为空",
        "第 4 行 F 列“交办日期”:无法识别或不存在的日期“6/7/2018”",
        "第 4 行 H 列“是否公开”:“也许”应填 是 或 否",
        "第 4 行 J 列:“多余”没有表头",
        "第 5 行:与第 2 行重复(类别+编号+级别+交办日期)",
    ):
        assert words in message


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (HEADER.replace("交办日期", "交办日其"), "不认识的表头“交办日其”,是否应为“交办日期”?"),
        (HEADER.replace("交办日期", "交办日其"), "缺少必需的表头“交办日期”(assigned_on)"),
        (HEADER.replace("标题", "答复时间"), "表头“答复日期”(即 答复日期)出现多次"),
        ("一,二,三", "找不到表头,“建议提案”台账应有:编号、类别"),
    ],
)
def test_mistakes_of_the_header(tmp_path: Path, header: str, words: str) -> None:
    assert words in mistakes_of(write(tmp_path, f"{header}\n{ROW}\n"))


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("p.pdf", b"%PDF", "只能是 CSV 或 XLSX"),
        ("p.xlsx", b"not a workbook", "不是有效的电子表格"),
        ("p.csv", b"\xff\xff\x81", "文字编码"),
        ("p.csv", '编号,类别\n"1,2\n3"x,4\n'.encode(), "引号不成对"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, body: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(body)
    assert words in mistakes_of(tmp_path / name)


def test_the_mistakes_of_all_files_come_together(tmp_path: Path) -> None:
    write(tmp_path, f"{HEADER}\n{ROW}\n", "good.csv")
    write(tmp_path, "日期,是否工作日\n某日,是\n", "days.csv")
    with pytest.raises(OperatorError) as caught:
        read_all({"propsals": "good.csv", "workdays": "days.csv", "libraries": "no.csv"}, tmp_path)
    message = str(caught.value)
    assert "没有名为“propsals”的台账,是否应为“proposals”?" in message
    assert "days.csv 第 2 行 A 列“日期”:无法识别的日期“某日”" in message
    assert "no.csv:无法读取文件" in message


def test_all_files_are_read_from_the_folder(tmp_path: Path) -> None:
    write(tmp_path, f"{HEADER}\n{ROW}\n", "good.csv")
    write(tmp_path, "日期,是否工作日\n2018-2-24,是\n", "days.csv")
    found = read_all({"proposals": "good.csv", "workdays": "days.csv"}, tmp_path)
    assert [(r.name, len(r.rows)) for r in found] == [("proposals", 1), ("workdays", 1)]
    assert found[1].rows[0] == {"row": 2, "date": dt.date(2018, 2, 24), "workday": True}


def test_json_keeps_every_type(tmp_path: Path) -> None:
    projects = (
        "项目代码,名称,阶段,各阶段日期,发布媒体网址\n"
        "A1,文化馆,施工,招标:2018-3-1;施工:2018年5月2日,http://a.cn/1；https://b.cn/2\n"
    )
    emergencies = "事件,等级,发生时间,是否主责单位\n火灾,重大,2018-6-29 10:20,是\n"
    for name, text in (("projects", projects), ("emergencies", emergencies)):
        rows = read_register(name, write(tmp_path, text, f"{name}.csv")).rows
        stored = json.loads(json.dumps(rows_to_json(name, rows)))
        assert rows_from_json(name, stored) == rows
    assert rows[0]["happened_at"] == dt.datetime(2018, 6, 29, 2, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_headers_of_a_schema_are_distinct_and_read_back(name: str, tmp_path: Path) -> None:
    schema = SCHEMAS[name]
    for headers in ([f.header for f in schema.fields], [f.key for f in schema.fields]):
        path = write(tmp_path, ",".join(headers) + "\n", f"{name}.csv")
        assert read_register(name, path).rows == ()
    assert all(schema.field(key).key == key for key in schema.unique)
