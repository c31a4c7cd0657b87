"""The ledger as a workbook: what a clerk opens, fills in, prints; what comes back."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from reports.ledger_book import workbook, write_book
from store.rectification import ANSWER_HEADERS, read_answers
from store.vocabulary import STATE_TITLES, FindingState
from tests.reports import answered, builders

NOW = dt.datetime(2018, 12, 22, 1, 0, tzinfo=dt.UTC)


def sheets(body: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def member(body: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return package.read(name).decode("utf-8")


def test_each_state_has_its_sheet_and_each_finding_its_line() -> None:
    found = sheets(workbook(answered.results()))
    assert list(found) == ["说明", *STATE_TITLES.values()]
    citations = [row[0] for name in STATE_TITLES.values() for row in found[name][1:]]
    assert sorted(citations) == [f"甘文旅-2018-{n:04d}" for n in range(1, 11)]
    overdue = {row[0]: row[8] for row in found[STATE_TITLES[FindingState.OPEN]][1:]}
    assert overdue["甘文旅-2018-0002"] == 12
    assert found["新发现"][0][-4:] == list(ANSWER_HEADERS)


def test_the_cover_counts_what_the_sheets_hold() -> None:
    cover = sheets(workbook(answered.results()))["说明"]
    counts = {str(row[0]): row[5] for row in cover if row[0] in (*STATE_TITLES.values(), "合计")}
    assert counts == {"新发现": 2, "未整改": 4, "再次出现": 1, "已整改": 1, "已豁免": 1, "已撤销": 1,
                      "合计": 10}  # fmt: skip


def test_a_held_night_says_so_before_anything_else() -> None:
    cover = sheets(workbook(answered.results(held=("一个栏目整体消失",))))["说明"]
    assert "一个栏目整体消失" in str(cover[3][0])


def test_one_office_has_its_own_findings_only() -> None:
    found = sheets(workbook(answered.results(), builders.PUBLIC))
    citations = [row[0] for name in STATE_TITLES.values() for row in found[name][1:] if row[0]]
    assert citations == ["甘文旅-2018-0005"]
    assert builders.PUBLIC in str(found["说明"][0][0])


def test_it_is_set_up_for_print_and_for_answers() -> None:
    sheet = member(workbook(answered.results()), "xl/worksheets/sheet3.xml")
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "第 &amp;P 页" in sheet
    assert re.search(r'<pane [^>]*topLeftCell="B2"[^>]*state="frozen"', sheet)
    assert '<autoFilter ref="A1:O5"/>' in sheet
    assert sheet.count("<dataValidation ") == len(ANSWER_HEADERS)
    assert "Print_Titles" in member(workbook(answered.results()), "xl/workbook.xml")


def test_citations_lead_to_the_page_of_the_finding() -> None:
    relations = "xl/worksheets/_rels/sheet2.xml.rels"
    beside = member(workbook(answered.results()), relations)
    assert 'Target="findings\\甘文旅-2018-0001.html"' in beside  # as Excel writes it
    served = workbook(answered.results(), base="http://oa.example/out/00041/")
    assert "http://oa.example/out/00041/findings/" in member(served, relations)


def test_the_same_night_gives_the_same_bytes() -> None:
    assert workbook(answered.results()) == workbook(answered.results())


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_answers_come_back_after_another_program_saved_them(form: str, tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    said = "=已补发，见“财政预决算”栏目；\n另附说明。"
    given = {n: answered.answer(f"甘文旅-2018-{n:04d}", said) for n in (1, 5, 8)}
    entries = tuple(
        answered.entry(
            n, judgement, answered.STATES[n - 1], answers=(given[n],) if n in given else ()
        )
        for n, judgement in enumerate(builders.fails(), 1)
    )
    path = write_book(answered.results(ledger=entries), tmp_path)
    saved = tmp_path / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", form, "--outdir", str(saved), str(path)],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip
    citations = [entry.citation for entry in entries]
    read = read_answers(saved / f"{path.stem}.{form}", citations, "张三", NOW)
    assert {a.citation: a.said for a in read} == {a.citation: a.said for a in given.values()}
