"""PDF files: text of every page by pypdfium2, tables of ruled pages by pdfplumber, scans by OCR.

pdfplumber costs twenty times as much a page as pypdfium2, so it is given only the pages that
draw lines or boxes; a budget of thirty pages then takes about a second.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.reading.captions import table_of
from crawler.reading.recognition import MAX_SIDE, Recognised, recognise, with_recognised
from crawler.reading.sheets import MAX_ROWS
from store.facts import AttachmentFacts, Table

#: Most pages that are read of one file.
MAX_PAGES = 2_000
#: Most pages whose tables are reconstructed, and most characters of such a page.
MAX_TABLE_PAGES = 300
MAX_TABLE_CHARS = 20_000
#: Most drawn lines of such a page.
MAX_RULES = 5_000

_RULES = 4  # fewer drawn lines or boxes make no table
_COVERED = 0.5  # share of a page that a scan's picture takes at least
_WORDS = 10  # a page with fewer visible characters and a picture is taken for a scan
_GARBAGE = 0.3  # share of unmapped characters above which a text layer is worthless
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_PAGE_NUMBER = re.compile(r"[\s\-—–·]*(?:第\s*)?\d{1,4}(?:\s*页)?[\s\-—–·]*")
_SAME_EDGE = 6.0  # points between the edges of a table and of its continuation


def read_pdf(body: bytes) -> AttachmentFacts:
    """Text per page, tables with place and title, document properties.

    ``text_layer`` is False when most pages that carry anything are pictures, or when the text
    has no usable mapping to Unicode; ``properties["scanned"]`` names the pages that are pictures.
    Their text, when it can be had, is ``recognised``: of the copier's own invisible layer too,
    whose file can be searched but whose figures nobody has proved.
    A damaged or encrypted file gives an error sentence.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as problem:
        return AttachmentFacts(kind="pdf", text_layer=False, error=_refusal(problem))
    try:
        return _read(document, body)
    finally:
        document.close()


def _refusal(problem: Exception) -> str:
    code = getattr(problem, "err_code", None)
    if code in (_PASSWORD, _SECURITY) or "password" in str(problem).lower():
        return "PDF 设有打开密码,未能读取"
    return "PDF 文件已损坏或不完整,未能读取"


@dataclass(frozen=True)
class _Sheet:
    """What a quick look at a page gives."""

    text: str
    rules: int
    pictures: int
    covered: bool = False  # pictures take most of the page
    hidden_layer: str = ""  # text written invisibly over a picture by a copier's own OCR

    @property
    def legible(self) -> bool:
        return bool(self.text) and not _garbled(self.text)

    @property
    def is_picture(self) -> bool:
        """A picture stands where words should, or the words are of no use."""
        few = len("".join(self.text.split())) < _WORDS
        drawn = self.pictures > 0 and (self.covered or not self.text)  # not a title with a logo
        return (few and drawn) or (bool(self.text) and not self.legible)


def _read(document: Any, body: bytes) -> AttachmentFacts:
    total = len(document)
    sheets = [_look(document, number) for number in range(min(total, MAX_PAGES))]
    pictures = [i for i, sheet in enumerate(sheets) if sheet.is_picture]
    ruled = [i for i, sheet in enumerate(sheets) if sheet.rules >= _RULES and sheet.legible]
    simple = [i for i in ruled if _is_simple(sheets[i])][:MAX_TABLE_PAGES]
    tables, error = _tables_or_reason(body, simple) if simple else ((), "")
    properties = {k.lower(): v for k, v in document.get_metadata_dict(skip_empty=True).items()}
    if total > MAX_PAGES:
        properties["truncated"] = f"共 {total} 页,只读取了前 {MAX_PAGES} 页"
    if len(simple) < len(ruled):
        properties["tables_skipped"] = f"{len(ruled) - len(simple)} 页的表格未解析(页数或内容过多)"
    if pictures:
        properties["scanned"] = _ranges(pictures)
    facts = AttachmentFacts(
        kind="pdf",
        pages=tuple("" if _garbled(sheet.text) else sheet.text for sheet in sheets),
        tables=tables,
        text_layer=_has_text(sheets),
        properties=properties,
        error=error,
    )
    return with_recognised(facts, _recognised(document, sheets, pictures)) if pictures else facts


def _recognised(document: Any, sheets: Sequence[_Sheet], pictures: list[int]) -> Recognised:
    """What pictures say: by the file's own invisible layer, else by OCR."""
    layers = {n: sheets[n].hidden_layer for n in pictures if sheets[n].hidden_layer}
    bare = [n for n in pictures if n not in layers]
    if not bare:
        return Recognised(layers)
    found = recognise(bare, lambda number: _drawn(document, number))
    return Recognised({**layers, **found.texts}, found.confidence, found.note)


def _drawn(document: Any, number: int) -> Any:
    """A page as pixels, never more than ``MAX_SIDE`` of them on a side."""
    page = document[number]
    try:
        scale = min(MAX_SIDE / max(*page.get_size(), 1.0), 4.0)
        return page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3].copy()
    finally:
        page.close()


def _ranges(numbers: Sequence[int]) -> str:
    """Page numbers from 0 as people write them: 第1—3、7页."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "第" + "、".join(f"{a + 1}—{b + 1}" if b > a else f"{a + 1}" for a, b in spans) + "页"


def _is_simple(sheet: _Sheet) -> bool:
    """Maps and drawings have more lines than any table, and would take minutes."""
    return len(sheet.text) <= MAX_TABLE_CHARS and sheet.rules <= MAX_RULES


def _tables_or_reason(body: bytes, numbers: Sequence[int]) -> tuple[tuple[Table, ...], str]:
    """The tables, or why there are none although the text could be read.

    pdfminer is stricter than PDFium; whatever it raises must not cost the text, and must not
    look like a document without tables.
    """
    try:
        return tuple(_tables(body, numbers)), ""
    except Exception as cause:
        return (), f"文字已读取,但表格未能解析({type(cause).__name__})"


def _look(document: Any, number: int) -> _Sheet:
    """A page that PDFium cannot load counts as blank; its neighbours are still read."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return _Sheet("", 0, 1)
    textpage = page.get_textpage()
    text = textpage.get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "").strip()
    rules = pictures = 0
    covered = 0.0
    modes = Counter[int]()
    for item in page.get_objects(max_depth=2):
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            rules += raw.FPDFPath_CountSegments(item) // 2
        elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
            covered += _area(item.get_bounds())
        elif item.type == raw.FPDF_PAGEOBJ_TEXT:
            modes[raw.FPDFTextObj_GetTextRenderMode(item)] += 1
    whole = covered >= _COVERED * _area((0, 0, *page.get_size()))
    textpage.close()
    page.close()
    if whole and set(modes) == {raw.FPDF_TEXTRENDERMODE_INVISIBLE}:
        return _Sheet("", rules, pictures, whole, text)
    return _Sheet(text, rules, pictures, whole)


def _area(box: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = box
    return abs(right - left) * abs(top - bottom)


def _has_text(sheets: Sequence[_Sheet]) -> bool:
    """Whether the file can be searched; an invisible layer can, though nobody wrote it."""
    pictures = sum(sheet.is_picture and not sheet.hidden_layer for sheet in sheets)
    worded = sum(bool(s.hidden_layer) or (s.legible and not s.is_picture) for s in sheets)
    return worded > pictures


def _garbled(text: str) -> bool:
    visible = [char for char in text if not char.isspace()]
    bad = sum(1 for c in visible if c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cc"))
    return bad > _GARBAGE * len(visible)


# -- tables ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Found:
    """A table on a page: its edges in points and the words between it and what is above."""

    page: int
    rows: tuple[tuple[str, ...], ...]
    left: float
    right: float
    above: tuple[str, ...]
    first: bool


def _tables(body: bytes, numbers: Sequence[int]) -> Iterator[Table]:
    import pdfplumber

    left = MAX_ROWS
    previous: tuple[_Found, Table] | None = None
    with pdfplumber.open(io.BytesIO(body)) as document:
        for number in numbers:
            page = document.pages[number]
            for found in _on_page(page, number):
                table = _named(found, previous)
                left -= len(table.rows)
                if left < 0:
                    return
                yield table
                previous = (found, table)
            page.close()


def _on_page(page: Any, number: int) -> Iterator[_Found]:
    top = page.bbox[1]
    for nth, grid in enumerate(sorted(page.find_tables(), key=lambda t: t.bbox[1])):
        rows = tuple(tuple(_joined(cell or "") for cell in row) for row in grid.extract())
        rows = tuple(row for row in rows if any(row))
        x0, y0, x1, y1 = grid.bbox
        above = _lines_between(page, top, y0)
        top = max(top, y1)
        if rows and len(rows[0]) > 1:
            yield _Found(number, rows, x0, x1, above, nth == 0)


def _lines_between(page: Any, top: float, bottom: float) -> tuple[str, ...]:
    if bottom - top < 1:
        return ()
    band = page.crop((page.bbox[0], top, page.bbox[2], bottom))
    lines = (line.strip() for line in (band.extract_text() or "").splitlines())
    return tuple(line for line in lines if line and not _PAGE_NUMBER.fullmatch(line))


def _named(found: _Found, previous: tuple[_Found, Table] | None) -> Table:
    """A table with the title above it, or with that of the table it goes on from."""
    place = f"第{found.page + 1}页"
    if previous and _continues(found, previous[0]):
        return Table(found.rows, title=previous[1].title, place=place, unit=previous[1].unit)
    return table_of(found.rows, place, above=found.above)


def _continues(found: _Found, before: _Found) -> bool:
    """Whether a table heads the next page, unannounced and as wide as the last one was."""
    return (
        found.first
        and not found.above
        and found.page == before.page + 1
        and abs(found.left - before.left) < _SAME_EDGE
        and abs(found.right - before.right) < _SAME_EDGE
    )


def _joined(cell: str) -> str:
    """A cell's lines as one; a line break inside Chinese or inside a figure is no space."""
    parts = [part.strip() for part in cell.split("\n")]
    text = parts[0]
    for part in parts[1:]:
        both_latin = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii()
        text += f" {part}" if both_latin and part[:1].isalpha() else part
    return text
