"""The letters: what they say, their form, an office's own templates and the mistakes in them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.letter_templates import MAKERS, made
from reports.letter_words import circular_words, citation_words, notice_words, numeral
from reports.letters import CIRCULAR, CITATION, NOTICE, letter, refuse_unreliable, shipped
from store.config import Letters
from store.errors import OperatorError
from tests.reports import answered, builders

LETTERS = Letters(issuer="厅办公室", red_head="厅办公室文件", contact="李明", circular_to="各处室")
DAY = answered.DAY


def text_of(body: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs)


def notice(office: str = builders.FINANCE, letters: Letters = LETTERS) -> str:
    words = notice_words(answered.results(), letters, office, "甘文办〔2018〕1号", DAY)
    return text_of(letter(NOTICE, words))


def test_a_notice_tells_an_office_what_stands_against_it() -> None:
    told = notice()
    for words in (
        "厅办公室文件", "甘文办〔2018〕1号", "厅计划财务处：",
        "尚未整改的问题共 4 个（单项否决 2 个、重要 2 个）",
        "其中 2 个已逾期", "引用编号 甘文旅-2018-0001，单项否决，第5条", "《中华人民共和国预算法》",
        "整改期限：2018年12月4日（已逾期 12 个工作日）", "附件：问题台账", "2018年12月20日", "（联系人：李明）",
    ):  # fmt: skip
        assert words in told
    assert "甘文旅-2018-0005" not in told, "of another office"


def test_without_red_head_and_contact_they_are_left_out() -> None:
    told = notice(letters=Letters(issuer="厅办公室"))
    assert "文件" not in told.splitlines()[0]
    assert "联系人" not in told


def test_the_present_name_of_an_office_is_understood() -> None:
    assert "陇原省文化和旅游厅办公室：" in notice("陇原省文化和旅游厅办公室")


def test_an_office_without_findings_gets_no_notice() -> None:
    with pytest.raises(OperatorError, match="没有尚未整改的问题"):
        notice(builders.MARKET)
    with pytest.raises(OperatorError, match="是否应为“厅计划财务处”"):
        notice("厅计财处")


def test_the_circular_counts_by_office() -> None:
    words = circular_words(answered.results(), LETTERS, "", DAY)
    body = letter(CIRCULAR, words)
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(body)).tables[0].rows]
    assert ["厅计划财务处", "4", "2", "2", "0"] in rows
    assert len(rows) == 5
    assert "尚未整改的问题共 7 个" in text_of(body)
    assert "尚不能下结论，不作为问题通报" in text_of(body)


def test_a_citing_letter_has_all_that_verifies() -> None:
    words = citation_words(answered.results(), LETTERS, "甘文旅-2018-0001", "省政府办公厅", "", DAY)
    told = text_of(letter(CITATION, words))
    for part in ("省政府办公厅：", builders.digest("/czyjs/201803/t20180306_1.html"), "sha256sum",
                 "2018年12月20日 01:36:35（2018-12-19T17:36:35Z）抓取", "第十四条"):  # fmt: skip
        assert part in told
    with pytest.raises(OperatorError, match="没有编号为"):
        citation_words(answered.results(), LETTERS, "甘文旅-2018-9999", "", "", DAY)


@pytest.mark.parametrize("changes", [{"held": ("一个栏目整体消失",)}, {"ending": "无法取得首页"}])
def test_no_letter_is_written_of_a_night_that_accuses_nobody(changes: dict[str, object]) -> None:
    with pytest.raises(OperatorError, match="不得据此发文"):
        refuse_unreliable(answered.results(**changes))
    refuse_unreliable(answered.results())
    released = {"held": ("异常",), "released": "王某核实放行"}
    refuse_unreliable(answered.results(**released))


def test_the_form_is_that_of_the_norm() -> None:
    document = Document(io.BytesIO(shipped(NOTICE)))
    section = document.sections[0]
    assert [
        round(length.mm)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.left_margin,
        )
    ] == [210, 297, 37, 28]
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (round(width / Mm(1)), round(height / Mm(1))) == (156, 225)
    title = next(p for p in document.paragraphs if "标题" in p.text)
    assert title.runs[0].font.size == Pt(22)
    assert title.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    body = next(p for p in document.paragraphs if "尚未整改" in p.text)
    assert (body.runs[0].font.size, body.runs[0].font.name) == (Pt(16), "仿宋")
    assert "PAGE" in section.footer._element.xml


@pytest.mark.parametrize("name", MAKERS)
def test_the_shipped_templates_are_what_the_program_makes(name: str) -> None:
    renew = "run: .venv/bin/python -m reports.letter_templates"
    assert shipped(name) == made(name, MAKERS[name]), renew


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{{ 责任单为 }}", "占位符“责任单为”没有对应的内容，是否应为“责任单位”"),
        ("{{ 问题[0].引用编码 }}", "占位符“引用编码”"),
        ("{% if 问题 %}没有结束", "标记没有成对或写法有误"),
        ("{{ 问题数 / 0 }}", "占位符无法填写"),
        ("{{ ''.__class__.__mro__ }}", "公文模板"),
    ],
)
def test_a_mistake_in_an_own_template_is_one_sentence(
    words: str, told: str, tmp_path: Path
) -> None:
    document = Document()
    document.add_paragraph(words)
    document.save(str(tmp_path / NOTICE))
    filled = notice_words(answered.results(), LETTERS, builders.FINANCE, "", DAY)
    with pytest.raises(OperatorError, match="公文模板") as refused:
        letter(NOTICE, filled, tmp_path)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / CIRCULAR).write_bytes(b"x")
    with pytest.raises(OperatorError, match="不是有效的 Word 文件"):
        letter(CIRCULAR, {}, tmp_path)


def test_an_own_template_is_used(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ 责任单位 }}有 {{ 问题数 }} 个问题")
    document.save(str(tmp_path / NOTICE))
    filled = notice_words(answered.results(), LETTERS, builders.FINANCE, "", DAY)
    assert text_of(letter(NOTICE, filled, tmp_path)) == "厅计划财务处有 4 个问题"


def test_findings_beyond_the_first_stand_in_the_ledger() -> None:
    fail = builders.fails()[0]
    many = tuple(answered.entry(n, fail, answered.NEW, opened_on=DAY) for n in range(1, 31))
    words = notice_words(answered.results(ledger=many), LETTERS, builders.FINANCE, "", DAY)
    assert (len(words["问题"]), words["其余数"]) == (20, 10)
    assert "其余 10 个问题见附件。" in text_of(letter(NOTICE, words))


def test_numerals_are_chinese() -> None:
    assert [numeral(n) for n in (1, 10, 12, 20, 21)] == ["一", "十", "十二", "二十", "二十一"]


def test_libreoffice_opens_a_notice_and_every_page_is_numbered(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    words = notice_words(answered.results(), LETTERS, builders.FINANCE, "", DAY)
    (tmp_path / "n.docx").write_bytes(letter(NOTICE, words))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "n.docx")],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip
    with pypdfium2.PdfDocument(tmp_path / "n.pdf") as pdf:
        printed = [page.get_textpage().get_text_range() for page in pdf]
    assert len(printed) >= 3
    for number, page in enumerate(printed, 1):
        assert re.search(rf"—\s*{number}\s*—", page), page
