"""``gongkai register``: templates that read back as empty, and a look at what was filled in."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

import audit
from checks._catalogue import users_of_registers
from operations.register_status import BY_ANY
from operations.register_template import file_name, template
from store.errors import OperatorError
from store.registers import NAMES, SCHEMAS, TITLES, Kind, look, read_register

CONFIG = """
[portal]
name = "省文化厅"
start_url = "http://www.example.gov.cn/"
hosts = ["www.example.gov.cn"]
"""


def gongkai(*arguments: str) -> Result:
    return CliRunner().invoke(audit.app, ["register", *arguments])


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_a_register_without_rows(name: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(template(name))
    register = read_register(name, path)
    assert register.rows == ()
    sheets = CalamineWorkbook.from_path(path).sheet_names
    assert sheets == [TITLES[name], "填写说明"]


@pytest.mark.parametrize("name", NAMES)
def test_every_header_is_commented_and_every_choice_is_offered(name: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(template(name))
    with zipfile.ZipFile(path) as parts:
        comments = parts.read("xl/comments1.xml").decode()
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    fields = SCHEMAS[name].fields
    assert re.findall(r'<comment ref="(\w+)"', comments) == [
        f"{chr(ord('A') + n)}1" for n in range(len(fields))
    ]
    for word in ("填法：", "例：", "必填"):
        assert comments.count(word) >= 1
    offered = [field for field in fields if field.words or field.kind is Kind.BOOL]
    assert sheet.count("<dataValidation ") == len(offered)
    for field in offered:
        assert (field.choices or "是、否").replace("、", ",") in sheet
    assert 'state="frozen"' in sheet


def test_a_template_that_is_filled_in_is_read(tmp_path: Path) -> None:
    """The headers of the template, with their stars, over rows typed as a clerk types them."""
    headers = CalamineWorkbook.from_filelike(io.BytesIO(template("proposals")))
    first = headers.get_sheet_by_index(0).to_python()[0]
    path = tmp_path / "建议提案.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("建议提案")
    sheet.write_row(0, 0, first)
    sheet.write_row(1, 0, ["12", "人大建议", "省级", "标题", "主办", "2018-3-1", "", "是", "是"])
    book.close()
    assert len(read_register("proposals", path).rows) == 1


def test_a_template_is_the_same_bytes_each_time() -> None:
    assert template("proposals") == template("proposals")
    with pytest.raises(OperatorError, match="没有名为“proposal”的台账"):
        template("proposal")


def test_one_template_and_all_templates(tmp_path: Path) -> None:
    one = tmp_path / "一.xlsx"
    assert gongkai("template", "proposals", "-o", str(one)).exit_code == 0
    assert look("proposals", one).mistakes == ()
    again = gongkai("template", "proposals", "-o", str(one))
    assert isinstance(again.exception, OperatorError)
    assert "已经存在" in str(again.exception)
    folder = tmp_path / "台账"
    result = gongkai("template", "--all", str(folder))
    assert result.exit_code == 0
    assert f"{len(NAMES)} 个空白表" in result.output
    assert {path.name for path in folder.iterdir()} == {file_name(name) for name in NAMES}
    assert "不覆盖" in str(gongkai("template", "--all", str(folder)).exception)


@pytest.mark.parametrize("arguments", [("template",), ("template", "proposals", "--all", "x")])
def test_a_name_or_all(arguments: tuple[str, ...]) -> None:
    assert "请写明台账名称" in str(gongkai(*arguments).exception)


def write(folder: Path, registers: str) -> Path:
    path = folder / "config.toml"
    path.write_text(f"{CONFIG}\n[registers]\n{registers}\n", encoding="utf-8")
    return path


def test_the_check_says_what_is_in_each_register(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "单位,年度,类型,批复日期\n省图书馆,2018,预算,2018-2-1\n省博物馆,2018,预算,2018-2-9\n合计,2,,\n",
        encoding="gb18030",
    )
    path = write(tmp_path, 'budget_approvals = "a.csv"')
    result = gongkai("check", "--config", str(path))
    assert result.exit_code == 0, result.output
    digest = look("budget_approvals", tmp_path / "a.csv").register
    assert digest is not None
    flat = "".join(result.output.split())
    for words in ("预决算批复", "2018-02-01", "2018-02-09", "略过第4行（合计", digest.digest[7:15]):
        assert words in flat
    for check in users_of_registers()["budget_approvals"]:
        assert check in result.output
    assert "没有配置台账“建议提案”（proposals）" in result.output
    assert "没有配置台账“预决算批复”" not in result.output


def test_some_check_reads_every_register() -> None:
    assert set(NAMES) - set(users_of_registers(helped=True)) == BY_ANY


def test_the_check_names_all_mistakes_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("单位,年度,类型,批复日期\n,201,预算,某日\n", encoding="utf-8")
    path = write(tmp_path, 'budget_approvals = "a.csv"\nworkdays = "no.csv"')
    result = gongkai("check", "--config", str(path))
    assert isinstance(result.exception, OperatorError)
    assert "台账有 4 处错误" in str(result.exception)
    assert "有 3 处错误" in "".join(result.output.split("\n")).replace("│", "")
