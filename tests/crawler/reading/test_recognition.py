"""Scans are found as scans; what RapidOCR reads of them stands apart and accuses nobody."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from crawler.reading import pdf as pdf_reader
from crawler.reading import recognition
from crawler.reading.documents import read_document
from crawler.reading.killable import ReaderPool
from tests.crawler.reading.files import make_ruled_pdf

LINES = ["2018年部门预算公开说明", "单位：万元", "收入总计 12345.67"]


def picture(lines: list[str], scale: float = 2.0) -> Image.Image:
    """What a copier makes of a page."""
    document = pypdfium2.PdfDocument(make_ruled_pdf([(lines, [["a", "b"], ["c", "d"]])]))
    found: Image.Image = document[0].render(scale=scale, grayscale=True).to_pil()
    return found


def pdf(*pages: str) -> bytes:
    """Pages: text, scan, layered (a scan with a copier's invisible text), logo (title and mark)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages:
        if page in ("scan", "layered"):
            canvas.drawImage(ImageReader(picture(LINES)), 0, 0, *A4)
        if page == "logo":
            canvas.drawImage(ImageReader(Image.new("L", (20, 20), 90)), 10, 10, 40, 40)
        if page != "scan":
            text = canvas.beginText(72, 700)
            text.setTextRenderMode(3 if page == "layered" else 0)
            text.textLine("2024" if page == "logo" else "words of a page with text")
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize(
    ("pages", "scanned", "layer"),
    [
        (["scan", "scan"], "第1—2页", False),
        (["text", "scan", "text", "scan", "scan"], "第2、4—5页", False),
        (["text", "text", "scan"], "第3页", True),
        (["text", "logo"], "", True),
    ],
)
def test_pages_that_are_pictures_are_named(pages: list[str], scanned: str, layer: bool) -> None:
    facts = read_document(pdf(*pages))
    assert facts.properties.get("scanned", "") == scanned
    assert facts.text_layer is layer
    assert bool(facts.unread) is bool(scanned)
    assert facts.confidence is None
    assert ("gongkai[ocr]" in facts.properties.get("ocr", "")) is bool(scanned)


@pytest.mark.usefixtures("no_ocr")
def test_a_copiers_own_invisible_layer_is_searchable_but_proves_nothing() -> None:
    facts = read_document(pdf("layered", "layered"))
    assert facts.text_layer
    assert facts.text.strip() == ""
    assert facts.recognised == ("words of a page with text",) * 2
    assert "不作认定依据" in facts.unread


def test_recognition_that_fails_costs_its_text_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise MemoryError

    monkeypatch.setattr(recognition, "available", lambda: True)
    monkeypatch.setattr(recognition, "_engine", fail)
    monkeypatch.setattr(pdf_reader, "_drawn", lambda *_: None)  # needs numpy, which comes with OCR
    facts = read_document(pdf("text", "scan"))
    assert (facts.error, facts.pages[0]) == ("", "words of a page with text")
    assert facts.properties["ocr"] == "第2页文字识别失败（MemoryError）"


def test_recognition_is_bounded_in_pages_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "available", lambda: True)
    monkeypatch.setattr(recognition, "_lines", lambda _: [("字", 0.9), ("字字字", 0.5)])
    monkeypatch.setattr(recognition, "MAX_PAGES", 2)
    found = recognition.recognise([4, 5, 6], lambda _: None)
    assert dict(found.texts) == {4: "字\n字字字", 5: "字\n字字字"}
    assert (found.confidence, found.note) == (0.6, "3 页图片中识别了 2 页")
    monkeypatch.setattr(recognition, "MAX_SECONDS", -1.0)
    assert recognition.recognise([1], lambda _: None).texts == {}


@pytest.mark.skipif(not recognition.available(), reason="the extra ocr is not installed")
def test_a_scan_is_read_in_the_killable_process() -> None:
    """Within its memory limit, without network, apart from the text."""
    out = io.BytesIO()
    picture(LINES, 1.5).save(out, "PNG")
    with ReaderPool() as pool:
        scan, image = pool.read(pdf("text", "scan")), pool.read(out.getvalue())
    for facts in (scan, image):
        assert facts.error == ""
        assert "预算公开" in facts.recognised[-1]
        assert "12345.67" in facts.recognised[-1]
        assert facts.confidence is not None
        assert 0.8 < facts.confidence <= 1
        assert "12345.67" not in facts.text
        assert facts.unread
    assert scan.recognised[0] == ""
    assert not image.text_layer
