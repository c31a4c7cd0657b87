"""What a reader of an attachment does not see at once: hidden cells and text, remarks, metadata."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
import xlsxwriter
import xlwt
from docx.oxml import parse_xml

from crawler.reading import legacy_sheets, sheets
from crawler.reading.documents import read_document
from tests.crawler.reading.files import make_xlsx, make_zip

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def xlsx(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book)
    return out.getvalue()


def modern(book: xlsxwriter.Workbook) -> None:
    book.set_properties({"author": "张三", "company": "某市某局"})
    sheet = book.add_worksheet("名单")
    for row, cells in enumerate([["姓名", "电话"], ["甲", "010-1"], ["乙", "010-2"]], start=2):
        sheet.write_row(row, 1, cells)
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("C:D", None, None, {"hidden": True})
    sheet.write_comment("B4", "核对过", {"author": "李四"})
    shown = book.add_worksheet("公开")
    shown.write(0, 0, "无")


def test_hidden_rows_and_columns_of_an_xlsx_are_told_and_kept() -> None:
    facts = read_document(xlsx(modern))
    assert facts.hidden == ("工作表 名单 第5行：乙\t010-2", "工作表 名单 C列：电话\t010-1\t010-2")
    assert [table.hidden for table in facts.tables] == [True, False]
    assert facts.tables[0].rows[-1] == ("乙", "010-2")
    assert facts.comments == ("李四（B4）：核对过",)
    assert (facts.properties["author"], facts.properties["company"]) == ("张三", "某市某局")


def test_hidden_rows_and_columns_of_an_xls_are_told_and_kept() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    sheet.write_merge(0, 0, 0, 2, "人员名单")
    for row, cells in enumerate([["姓名", "处室", "电话"], ["甲", "一处", "010-1"]], start=1):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    sheet.col(2).hidden = True
    sheet.row(2).hidden = True
    out = io.BytesIO()
    book.save(out)
    facts = read_document(out.getvalue())
    assert facts.hidden == ("工作表 名单 第3行：甲\t一处\t010-1", "工作表 名单 C列：电话\t010-1")
    assert facts.tables[0].title == "人员名单"
    assert facts.tables[0].hidden


def test_a_hidden_sheet_is_told_with_its_text() -> None:
    facts = read_document(make_xlsx({"公开": [["无"]], "底稿": [["某人", "1"]]}, hidden=["底稿"]))
    assert facts.hidden == ("工作表 底稿：某人\t1",)
    assert [table.hidden for table in facts.tables] == [False, True]


def test_what_is_hidden_beyond_chunks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.reading.package._CHUNK", 7)
    assert len(read_document(xlsx(modern)).hidden) == 2


def test_an_old_workbook_that_xlrd_cannot_read_keeps_its_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    book.save(out)
    monkeypatch.setattr(legacy_sheets, "MAX_BYTES", 10)
    facts = read_document(out.getvalue())
    assert facts.tables[0].rows == (("x",),)
    assert "未查找" in facts.properties["layout"]


def test_hidden_text_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_HIDDEN", 1)
    assert len(read_document(xlsx(modern)).hidden) == 1


# -- word processing ------------------------------------------------------------------------


def word(*paragraphs: str) -> bytes:
    """A DOCX whose body holds paragraphs given as XML."""
    document = docx.Document()
    body = document.element.body
    for nth, inner in enumerate(paragraphs):
        body.insert(nth, parse_xml(f"<w:p {W}>{inner}</w:p>"))
    document.add_comment(document.paragraphs[0].runs or [], "请核实金额", author="王五")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def run(text: str, extra: str = "", tag: str = "t") -> str:
    return f"<w:r>{extra}<w:{tag}>{text}</w:{tag}></w:r>"


def test_remarks_and_tracked_changes_are_told_with_their_authors() -> None:
    facts = read_document(
        word(
            run("合计")
            + f'<w:del w:id="1" w:author="赵六">{run("旧数12", tag="delText")}</w:del>'
            + f'<w:ins w:id="2" w:author="赵六">{run("新数34")}</w:ins>'
            + f'<w:moveFrom w:id="3" w:author="钱七">{run("别处")}</w:moveFrom>'
        )
    )
    assert facts.text == "合计新数34"
    assert set(facts.comments) == {
        "王五：请核实金额", "赵六（修订：删除）：旧数12", "赵六（修订：插入）：新数34",
        "钱七（修订：移走）：别处",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ("<w:rPr><w:vanish/></w:rPr>", False),
        ('<w:rPr><w:vanish w:val="1"/></w:rPr>', False),
        ('<w:rPr><w:vanish w:val="0"/></w:rPr>', True),
        ("<w:rPr><w:webHidden/></w:rPr>", True),
    ],
)
def test_text_formatted_as_hidden_is_not_in_the_text(mark: str, shown: bool) -> None:
    facts = read_document(word(run("公开内容") + run("内部电话", mark)))
    assert ("内部电话" in facts.text) is shown
    assert facts.hidden == (() if shown else ("第1段隐藏文字：内部电话",))


def test_company_and_last_author_are_properties() -> None:
    with zipfile.ZipFile(io.BytesIO(word(run("x")))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["docProps/app.xml"] = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'extended-properties"><Company>\xe6\x9f\x90\xe5\xb1\x80</Company></Properties>'
    )
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(
        b"</cp:coreProperties>",
        b"<cp:lastModifiedBy>tester</cp:lastModifiedBy></cp:coreProperties>",
    )
    facts = read_document(make_zip(parts))
    assert facts.properties["company"] == "某局"
    assert facts.properties["last_modified_by"]


def test_text_boxes_headers_and_nested_tables_are_read_once() -> None:
    box = "<w:pict><w:txbxContent><w:p>" + run("框中文字") + "</w:p></w:txbxContent></w:pict>"
    document = docx.Document(io.BytesIO(word(f"<w:r>{box}</w:r>" + run("正文"))))
    document.sections[0].header.paragraphs[0].text = "某市人民政府文件"
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_footer.paragraphs[0].text = "首页页脚"
    outer = document.add_table(1, 1)
    outer.cell(0, 0).text = "外层"
    inner = outer.cell(0, 0).add_table(2, 2)
    for n, text in enumerate(("项目", "金额", "合计", "9")):
        inner.cell(n // 2, n % 2).text = text
    out = io.BytesIO()
    document.save(out)
    facts = read_document(out.getvalue())
    for words in ("框中文字", "正文", "某市人民政府文件", "首页页脚", "外层", "合计"):
        assert facts.text.count(words) == 1, words
    assert [table.rows for table in facts.tables] == [
        (("外层",),),
        (("项目", "金额"), ("合计", "9")),
    ]
