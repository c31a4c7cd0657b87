"""Archives are read within bounds: documents in them as facts, bombs and locks told, names right."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from crawler.reading import archives
from crawler.reading.documents import read_document
from tests.crawler.reading import files
from tests.crawler.reading.files import make_docx, make_pdf, make_ruled_pdf, make_xlsx, make_zip


def test_documents_in_a_zip_are_read_with_their_places() -> None:
    body = make_zip({
        "附件/预算表.xlsx": make_xlsx({"总表": [["收支总表"], ["单位:万元"], ["合计", 9.5]]}),
        "说明.pdf": make_pdf([["first page of words"], ["second page of words"]]),
        "表.pdf": make_ruled_pdf([(["Table one"], [["a", "b"], ["c", "d"]])]),
        "__MACOSX/._说明.pdf": b"\0\5\26\7",
    })  # fmt: skip
    facts = read_document(body)
    assert facts.properties["places"].splitlines() == [
        "附件/预算表.xlsx/第1页", "说明.pdf/第1页", "说明.pdf/第2页", "表.pdf/第1页",
    ]  # fmt: skip
    assert "second page" in facts.pages[2]
    assert [(t.place, t.title, t.unit) for t in facts.tables] == [
        ("附件/预算表.xlsx/工作表 总表", "收支总表", "万元"), ("表.pdf/第1页", "Table one", ""),
    ]  # fmt: skip
    assert (facts.text_layer, facts.error, facts.unread) == (True, "", "")


def test_what_in_a_zip_was_not_read_is_told() -> None:
    inner = make_zip({"a.txt": b"hidden deeper than one level"})
    body = make_zip(
        {"好.docx": make_docx(["可读的正文"]), "内.zip": inner, "坏.pdf": b"%PDF-1.4 x"}
    )
    facts = read_document(body)
    assert facts.pages == ("可读的正文",)
    assert "内.zip（压缩包内的压缩包" in facts.properties["unread"]
    assert "坏.pdf（PDF 文件已损坏" in facts.properties["unread"]
    assert "坏.pdf" in facts.unread


def test_a_scan_in_a_zip_makes_it_a_scan() -> None:
    facts = read_document(make_zip({"a.docx": make_docx(["正文"]), "b.pdf": files.make_scan(1)}))
    assert not facts.text_layer
    assert facts.unread


def test_a_member_that_explodes_is_not_unpacked() -> None:
    body = make_zip({"bomb.csv": b"0," * 2_000_000, "a.docx": make_docx(["正文"])})
    facts = read_document(body)
    assert "bomb.csv（压缩比异常" in facts.properties["unread"]
    assert facts.pages == ("正文",)


def test_a_member_gives_no_more_bytes_than_it_declares() -> None:
    body = bytearray(make_zip({"a.txt": b"x" * 100_000}))
    central = body.index(b"PK\1\2")
    body[central + 24 : central + 28] = struct.pack("<I", 10)  # a lie about its size
    facts = read_document(bytes(body))
    assert len(facts.text) <= 10


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        ("MAX_READ", 1, "过多"),
        ("MAX_TOTAL", 50, "过大"),
        ("MAX_MEMBER", 20, "过大"),
        ("MAX_SECONDS", -1, "过多"),
    ],
)
def test_reading_is_bounded(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, words: str
) -> None:
    monkeypatch.setattr(archives, limit, value)
    facts = read_document(make_zip({"a.txt": b"a" * 40, "b.txt": b"b" * 40}))
    assert "b.txt（" in facts.properties["unread"]
    assert words in facts.properties["unread"]
    assert len(facts.members) == 2


def test_a_locked_member_is_told() -> None:
    body = bytearray(make_zip({"a.txt": b"secret"}))
    body[body.index(b"PK\1\2") + 8] |= 1
    facts = read_document(bytes(body))
    assert "设有密码" in facts.properties["unread"]
    assert facts.properties["encrypted"] == "1"


def test_names_in_gbk_stand_in_places() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("AAAA.txt", "公开的文字很长".encode("gbk"))
    body = out.getvalue().replace(b"AAAA.txt", "预算".encode("gbk") + b".txt")
    facts = read_document(body)
    assert (facts.members, facts.properties["places"]) == (("预算.txt",), "预算.txt/第1页")
    assert facts.text == "公开的文字很长"
