"""What offices are sent, by command: ledgers, letters, exports, PDF; each mistake one sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import audit
from reports import printing
from store.answers import answers_of
from store.errors import OperatorError
from store.nights import start_url
from store.results import Coverage
from tests.commands.judged import folder_with, gongkai, judged
from tests.reports import builders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = folder_with(tmp_path, '\n[letters]\nissuer = "厅办公室"\n')
    judged(folder)
    return folder


def ok(folder: Path, *arguments: str) -> str:
    told = gongkai(folder, *arguments)
    assert told.exit_code == 0, (told.output, told.exception)
    return told.output


def refused(folder: Path, *arguments: str) -> str:
    told = gongkai(folder, *arguments)
    assert isinstance(told.exception, OperatorError), told.output
    return str(told.exception)


def test_a_ledger_goes_out_and_its_answers_come_back_once(folder: Path) -> None:
    ok(folder, "rectify", "export")
    ok(folder, "rectify", "export", "--office", builders.FINANCE)
    report = folder / "out" / "发文" / "00001"
    assert {p.name for p in report.iterdir()} == {"问题台账.xlsx", "问题台账-厅计划财务处.xlsx"}
    back = folder / "交回.csv"
    back.write_text(
        "引用编号,整改情况,责任人,完成日期,附件\n甘文旅-2018-0001,已补发,李明,,\n", "utf-8"
    )
    assert "登记了 1 条答复" in ok(folder, "rectify", "import", str(back), "--by", "张三")
    again = ok(folder, "rectify", "import", str(back))
    assert "登记了 0 条答复，1 条与已登记的相同" in again
    night = judged(folder)
    (answer,) = answers_of(night.engine, start_url(night.config))["甘文旅-2018-0001"]
    assert (answer.text, answer.person, answer.who) == ("已补发", "李明", "张三")
    ok(folder, "export", "csv")
    table = (folder / "out" / "发文" / "00002" / "问题台账.csv").read_text("utf-8-sig")
    assert "已补发,李明" in table


def test_a_file_with_mistakes_records_nothing(folder: Path) -> None:
    back = folder / "交回.csv"
    rows = "甘文旅-2018-0001,已补发,,,\n甘文旅-2018-9999,已补发,,,\n"
    back.write_text("引用编号,整改情况,责任人,完成日期,附件\n" + rows, "utf-8")
    assert "第 3 行 A 列" in refused(folder, "rectify", "import", str(back))
    night = judged(folder)
    assert answers_of(night.engine, start_url(night.config)) == {}


def test_letters_are_written_with_their_ledgers(folder: Path) -> None:
    ok(folder, "letter", "notice", "--office", builders.FINANCE, "--number", "甘文办〔2018〕1号")
    ok(folder, "letter", "circular")
    ok(folder, "letter", "citation", "甘文旅-2018-0003", "--to", "省政府办公厅")
    letters = folder / "out" / "发文" / "00001"
    assert {p.name for p in letters.iterdir()} == {
        "整改通知书-厅计划财务处.docx", "问题台账-厅计划财务处.xlsx", "通报.docx", "问题台账.xlsx",
        "引用函-甘文旅-2018-0003.docx",
    }  # fmt: skip


def test_templates_are_handed_out_once_and_used(folder: Path) -> None:
    own = folder / "模板"
    hand_out = ["letter", "templates", str(own)]
    assert CliRunner().invoke(audit.app, hand_out).exit_code == 0
    assert "不覆盖" in str(CliRunner().invoke(audit.app, hand_out).exception)
    config = folder / "config.toml"
    config.write_text(config.read_text("utf-8") + 'templates = "模板"\n', "utf-8")
    ok(folder, "letter", "circular")
    (own / "通报.docx").write_bytes(b"x")
    assert "不是有效的 Word 文件" in refused(folder, "letter", "circular")


def test_mistakes_of_the_operator_are_told(folder: Path) -> None:
    assert "是否应为“厅计划财务处”" in refused(folder, "letter", "notice", "--office", "厅计财处")
    assert "没有编号为“甘-1”的问题" in refused(folder, "letter", "citation", "甘-1")
    assert "没有编号为 9 的巡检" in refused(folder, "export", "csv", "--run", "9")
    assert "--name" in refused(folder, "serve", "--host", "0.0.0.0")
    (folder / "out").mkdir(exist_ok=True)
    (folder / "file").write_text("x", "utf-8")
    assert "无法写入" in refused(folder, "export", "junit", "-o", str(folder / "file" / "x.xml"))


def test_an_unusable_night_gives_no_letter(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    judged(folder, coverage=Coverage(discovered=10, share=0.2))
    assert "不得据此发文" in refused(folder, "letter", "circular")


@pytest.mark.parametrize(
    ("form", "name"),
    [("csv", "问题台账.csv"), ("junit", "junit.xml"), ("oscal", "oscal-assessment-results.json")],
)
def test_a_run_is_exported(folder: Path, form: str, name: str) -> None:
    ok(folder, "export", form)
    body = (folder / "out" / "发文" / "00001" / name).read_bytes()
    assert b"2018-0001" in body
    if form == "oscal":
        assert json.loads(body)["assessment-results"]["metadata"]["oscal-version"] == "1.2.3"


def test_without_a_program_there_is_no_pdf_but_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "没有找到 Chromium 或 LibreOffice" in refused(folder, "report", "--pdf")
    assert (folder / "out" / "00001" / "index.html").is_file(), "the report itself is written"
    with pytest.raises(OperatorError, match="没有能够生成 PDF"):
        printing.print_page(folder / "config.toml", folder / "x.pdf", browser="/bin/false")


def test_the_report_is_printed(folder: Path) -> None:
    if not any(map(shutil.which, printing.BROWSERS)):
        pytest.skip("Chromium is not installed")
    assert "PDF" in ok(folder, "report", "--pdf")
    assert (folder / "out" / "00001" / "问题台账.xlsx").is_file(), "sealed with the report"
    assert (folder / "out" / "发文" / "00001" / "报告.pdf").read_bytes().startswith(b"%PDF")
