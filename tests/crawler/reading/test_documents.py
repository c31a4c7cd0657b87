from __future__ import annotations

import json
import re

import pytest

from crawler.reading import archives, documents, sheets
from crawler.reading.documents import read_document
from store.facts import AttachmentFacts
from tests.crawler.reading import files
from tests.crawler.reading.files import make_docx, make_pdf, make_ruled_pdf, make_xlsx, make_zip

BUDGETS = "budget-putuo-shanghai/"
ATTACHMENTS = "gov-jiangxi-attachments/attachments/"


# -- the corpus -----------------------------------------------------------------------------


def test_every_budget_has_its_pages_and_totals_in_tables() -> None:
    rows = files.gold(BUDGETS)
    assert len(rows) == 6
    for row in rows:
        label = json.loads(re.sub(r" \(totals read.*$", "", row["gold label"]))
        facts = read_document(files.corpus(row["path"]).read_bytes())
        assert (facts.kind, facts.error, facts.text_layer) == ("pdf", "", True)
        assert len(facts.pages) == label["pages"]
        totals = [
            (table, line)
            for table in facts.tables
            for line in table.rows
            if line[0] == "收入总计" and label["收入总计"] in line
        ]
        assert totals, row["path"]
        assert all(label["支出总计"] == line[line.index("支出总计") + 1] for _, line in totals)
        assert all(table.title.endswith("总表") and table.unit == "元" for table, _ in totals)
        assert all(re.fullmatch(r"第\d+页", table.place) for table in facts.tables)
        assert {t.unit for t in facts.tables if "三公" in t.title} == {"万元"}


def test_a_table_over_several_pages_keeps_title_and_unit() -> None:
    name = next(row["path"] for row in files.gold(BUDGETS) if "24年预算" in row["path"])
    facts = read_document(files.corpus(name).read_bytes())
    pages = [t.place for t in facts.tables if t.title == "2024年部门收入预算总表"]
    assert pages == ["第11页", "第12页", "第13页", "第14页", "第15页"]
    assert {t.unit for t in facts.tables if t.title == "2024年部门收入预算总表"} == {"元"}


def test_every_attachment_of_the_corpus_is_read_or_says_why_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")  # no office suite: the answer must not depend on the machine
    rows = files.gold(ATTACHMENTS)
    assert len(rows) == 16
    for row in rows:
        facts = read_document(files.corpus(row["path"]).read_bytes(), name=row["path"])
        if facts.kind == "doc":
            assert "LibreOffice" in facts.error
            continue
        assert facts.error == "", row["path"]
        assert len(facts.text) > 500, row["path"]


def test_a_workbook_that_is_html_inside_gives_the_same_rows() -> None:
    folder = files.corpus(ATTACHMENTS)
    binary = read_document(next(folder.glob("544a56*")).read_bytes())
    markup = read_document(next(folder.glob("ac87ce*")).read_bytes())
    assert (binary.kind, markup.kind) == ("xls", "html")
    assert [row[2] for row in binary.tables[0].rows] == [row[2] for row in markup.tables[0].rows]


# -- PDF ------------------------------------------------------------------------------------


def test_a_pdf_has_text_per_page_and_properties() -> None:
    facts = read_document(make_pdf([["first page, some words"], ["second page, some words"]]))
    assert [page.split()[0] for page in facts.pages] == ["first", "second"]
    assert facts.tables == ()
    assert "producer" in facts.properties


def test_a_ruled_table_is_found_with_place_title_and_unit() -> None:
    body = make_ruled_pdf(
        [(["2018年收支总表", "单位：万元"], [["item", "sum"], ["total", "12.50"]])]
    )
    (table,) = read_document(body).tables
    assert table.rows == (("item", "sum"), ("total", "12.50"))
    assert (table.place, table.title, table.unit) == ("第1页", "2018年收支总表", "万元")


def test_a_continuation_needs_the_same_edges_and_nothing_above() -> None:
    two, three = [["a", "b"], ["c", "d"]], [["a", "b", "c"], ["d", "e", "f"]]
    same = read_document(make_ruled_pdf([(["Table one"], two), ([], two)])).tables
    other = read_document(make_ruled_pdf([(["Table one"], two), ([], three)])).tables
    titled = read_document(make_ruled_pdf([(["Table one"], two), (["Table two"], two)])).tables
    assert [t.title for t in same] == ["Table one", "Table one"]
    assert [t.title for t in other] == ["Table one", ""]
    assert [t.title for t in titled] == ["Table one", "Table two"]


def test_a_page_number_above_a_continuation_is_no_title() -> None:
    two = [["a", "b"], ["c", "d"]]
    tables = read_document(make_ruled_pdf([(["Table one"], two), (["- 2 -"], two)])).tables
    assert [t.title for t in tables] == ["Table one", "Table one"]


def test_tables_that_cannot_be_parsed_are_not_taken_for_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("invalid cross-reference")

    body = make_ruled_pdf([(["收支总表"], [["a", "b"], ["c", "d"]])])
    monkeypatch.setattr("pdfplumber.open", fail)
    facts = read_document(body)
    assert "收支总表" in facts.text
    assert "表格未能解析" in facts.error


def test_a_drawing_is_not_searched_for_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.reading.pdf.MAX_RULES", 5)
    facts = read_document(make_ruled_pdf([(["地图"], [["a", "b"], ["c", "d"]])]))
    assert facts.tables == ()
    assert "tables_skipped" in facts.properties


def test_a_scan_has_no_text_layer_and_no_error() -> None:
    facts = read_document(files.make_scan(3))
    assert (len(facts.pages), facts.text_layer, facts.error) == (3, False, "")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (make_pdf([["secret"]], encrypt="open-me"), "密码"),
        (make_pdf([["whole"]])[:200], "损坏"),
        (b"%PDF-1.7\nnothing else", "损坏"),
    ],
)
def test_a_pdf_that_cannot_be_opened_says_why(body: bytes, words: str) -> None:
    facts = read_document(body)
    assert facts.kind == "pdf"
    assert words in facts.error
    assert not facts.text_layer


# -- workbooks and CSV ----------------------------------------------------------------------


def test_all_sheets_are_read_and_hidden_ones_named() -> None:
    body = make_xlsx(
        {
            "收支总表": [["2018年收支总表"], ["单位:万元"], ["项目", "金额"], ["合计", 1234.5]],
            "名单": [["姓名", "编号"], ["某人", 620102199001011234]],
        },
        hidden=["名单"],
    )
    facts = read_document(body)
    budget, names = facts.tables
    assert (budget.place, budget.title, budget.unit) == (
        "工作表 收支总表",
        "2018年收支总表",
        "万元",
    )
    assert budget.rows[-1] == ("合计", "1234.5")
    assert names.place == "工作表 名单"
    assert facts.properties["hidden_sheets"] == "名单"
    assert "某人" in facts.pages[1]


def test_figures_are_shown_as_people_see_them() -> None:
    body = make_xlsx({"a": [["x", 0.1 + 0.2, 3.0, True, 12345678901]]})
    assert read_document(body).tables[0].rows == (("x", "0.3", "3", "TRUE", "12345678901"),)


def test_rows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    facts = read_document(make_xlsx({"a": [["x"]] * 2, "b": [["y"]] * 5}))
    assert [len(table.rows) for table in facts.tables] == [2, 1]
    assert "truncated" in facts.properties


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_offices_use(encoding: str) -> None:
    body = "编号,标题\n1,关于公共文化的提案\n".encode(encoding)
    facts = read_document(body, name="提案.csv")
    assert facts.kind == "csv"
    assert facts.tables[0].rows[1] == ("1", "关于公共文化的提案")


def test_text_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_TEXT", 50)
    facts = read_document(make_docx(["公开" * 100]))
    assert len(facts.text) == 50
    assert "truncated" in facts.properties


# -- word processing ------------------------------------------------------------------------


def test_docx_keeps_the_order_of_paragraphs_and_tables() -> None:
    facts = read_document(
        make_docx(["一、总体情况", "收支总表"], [["项目", "万元"], ["合计", "9"]])
    )
    assert facts.text.splitlines()[:3] == ["一、总体情况", "收支总表", "项目\t万元"]
    (table,) = facts.tables
    assert (table.title, table.place) == ("收支总表", "正文第1个表格")
    assert facts.properties["author"] == "张三"


def test_a_link_to_a_missing_part_does_not_hide_the_text() -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(make_docx(["正文仍可读"]))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    rels = "word/_rels/document.xml.rels"
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="rId99" Type="{image}" Target="NULL"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    facts = read_document(make_zip(parts))
    assert (facts.error, facts.text) == ("", "正文仍可读")


def test_older_formats_go_through_the_office_suite(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("bin")
    (folder / "ready.docx").write_bytes(make_docx(["转换后的文字"]))
    program = folder / "soffice"
    program.write_text(
        "#!/bin/sh\n"
        'while [ "$1" != --outdir ]; do shift; done\n'
        f'mkdir -p "$2" && cp {folder}/ready.docx "$2/source.docx"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    facts = read_document(b"{\\rtf1 x}", name="a.doc")
    assert (facts.kind, facts.text, facts.error) == ("rtf", "转换后的文字", "")


def test_an_office_suite_that_hangs_is_ended(
    tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"  # type: ignore[operator]
    program.write_text("#!/bin/sh\nexec sleep 100\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("crawler.reading.office.OFFICE_SECONDS", 0.2)
    assert "没有完成转换" in read_document(b"{\\rtf1 x}").error


# -- markup ---------------------------------------------------------------------------------


def test_html_named_doc_gives_text_and_tables() -> None:
    body = (
        "<html><head><meta charset=gb2312><style>p{}</style></head><body><p>公示名单</p>"
        "<table><tr><td colspan=2>收支总表</td></tr><tr><td>合计</td><td>5</td></tr></table>"
    ).encode("gbk")
    facts = read_document(body, "application/msword", "名单.doc")
    assert facts.kind == "webdoc"
    assert "公示名单" in facts.text
    assert "p{}" not in facts.text
    assert facts.tables[0].rows == (("收支总表", ""), ("合计", "5"))


def test_a_web_archive_gives_its_html_part() -> None:
    body = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n--X\n"
        b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        b"PHA+5YWs5byA5L+h5oGvPC9wPg==\n--X--\n"
    )
    assert read_document(body, name="a.doc").text == "公开信息"


def test_excel_2003_xml_gives_sheets() -> None:
    body = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="预算"><Table>'
        "<Row><Cell><Data>项目</Data></Cell><Cell ss:Index='3'><Data>金额</Data></Cell></Row>"
        "</Table></Worksheet></Workbook>"
    ).encode()
    (table,) = read_document(body).tables
    assert (table.rows, table.place) == ((("项目", "", "金额"),), "工作表 预算")


def test_xml_entities_are_not_expanded() -> None:
    body = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>n&x;</a>'
    )
    assert read_document(body).text == "n&x;"


# -- archives and the rest ------------------------------------------------------------------


def test_zip_members_are_listed_with_repaired_names() -> None:
    plain = make_zip({"AAAA.doc": b"x", "B.doc": b"y"})
    body = plain.replace(b"AAAA.doc", "附件".encode("gbk") + b".doc")
    facts = read_document(body)
    assert (facts.kind, facts.members, facts.error) == ("zip", ("附件.doc", "B.doc"), "")


def test_rar_members_are_listed() -> None:
    assert read_document(files.make_rar4("预算.xls".encode("gbk"), b"b.doc")).members == (
        "预算.xls",
        "b.doc",
    )
    assert read_document(files.make_rar5("决算.pdf", "b.doc")).members == ("决算.pdf", "b.doc")


def test_an_ofd_lists_members_and_says_that_its_text_is_not_read() -> None:
    facts = read_document(make_zip({"OFD.xml": b"<x/>"}))
    assert (facts.kind, facts.members) == ("ofd", ("OFD.xml",))
    assert "OFD" in facts.error


@pytest.mark.parametrize("make", [lambda: make_xlsx({"a": [["x"]]}), lambda: make_docx(["x"])])
def test_a_bomb_is_refused_by_what_it_declares(
    make: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(make)
    monkeypatch.setattr(archives, "MAX_UNPACKED", 500)
    facts = read_document(make())
    assert "上限" in facts.error
    assert facts.pages == ()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "空"),
        (b"  \r\n ", "空"),
        (b"ok", "2 字节"),
        (files.make_ole(("EncryptedPackage", 2)), "密码"),
        (files.make_ole(("Root Entry", 5)), "未能读取"),
        (make_docx(["x"])[:-30], "损坏"),
        (make_zip({"word/document.xml": b"<not xml"}), "损坏"),
        (make_zip({"xl/workbook.xml": b"<not xml"}), "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "未能读取"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_never_an_exception(body: bytes, words: str) -> None:
    facts = read_document(body)
    assert isinstance(facts, AttachmentFacts)
    assert words in facts.error
    assert facts.text == ""


def test_a_picture_is_like_a_scan() -> None:
    facts = read_document(b"\x89PNG\r\n\x1a\n" + b"x" * 50)
    assert (facts.kind, facts.text_layer, facts.error) == ("image", False, "")


@pytest.mark.parametrize("cut", range(1, 20))
def test_damaged_files_of_all_kinds_never_raise(cut: int) -> None:
    for body in (
        make_docx(["x"], [["a", "b"]]),
        make_xlsx({"a": [["x"]]}),
        make_pdf([["x"]]),
        files.make_rar4(b"name"),
        files.make_rar5("name"),
        files.make_ole(("WordDocument", 2)),
    ):
        middle = len(body) * cut // 20
        assert isinstance(read_document(body[:middle]), AttachmentFacts)
        broken = body[:middle] + b"\xff\x00\xff" + body[middle + 3 :]
        assert isinstance(read_document(broken), AttachmentFacts)
