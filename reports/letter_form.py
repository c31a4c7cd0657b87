"""Parts of an official letter as GB/T 9704-2012 has them, made with python-docx."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

#: GB/T 9704-2012, 5: A4, 版心 156 mm × 225 mm, 天头 37 mm, 订口 28 mm.
_TOP, _LEFT, _RIGHT, _BOTTOM = 37, 28, 26, 35
#: 22 lines in 225 mm.
_LINE: Final = Pt(28.95)
#: 三号, 二号, 四号 and the size of a red head that fits one line.
THREE, _TWO, _FOUR, _HEAD = Pt(16), Pt(22), Pt(14), Pt(36)
_RED: Final = RGBColor(0xD7, 0x00, 0x0F)

#: Font → what a machine without it should take, as Word's font table names it.
_FONTS: Final = {
    "方正小标宋简体": "华文中宋",
    "仿宋": "仿宋_GB2312",
    "楷体": "楷体_GB2312",
    "黑体": "SimHei",
    "宋体": "SimSun",
}
TITLE, BODY, KAI, HEI, SONG = _FONTS


def head(document: Docx) -> None:
    """发文机关标志, 发文字号 and the red line, when the office has a red head."""
    text(document, "{%p if 红头 %}")
    mark = paragraph(document, "{{ 红头 }}", TITLE, _HEAD, WD_ALIGN_PARAGRAPH.CENTER)
    mark.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    mark.runs[0].font.color.rgb = _RED
    mark.paragraph_format.space_after = Pt(29)
    number = paragraph(document, "{{ 发文字号 }}", BODY, THREE, WD_ALIGN_PARAGRAPH.CENTER)
    _underline(number)
    number.paragraph_format.space_after = Pt(29)
    text(document, "{%p endif %}")
    text(document, "{%p if 发文字号 and not 红头 %}")
    bare = paragraph(document, "{{ 发文字号 }}", BODY, THREE, WD_ALIGN_PARAGRAPH.RIGHT)
    bare.paragraph_format.space_after = Pt(12)
    text(document, "{%p endif %}")


def title(document: Docx, words: str) -> None:
    """The title in 二号 小标宋."""
    title = paragraph(document, words, TITLE, _TWO, WD_ALIGN_PARAGRAPH.CENTER)
    title.paragraph_format.line_spacing = Pt(35)
    title.paragraph_format.space_after = Pt(20)


def addressee(document: Docx, words: str) -> None:
    """主送机关, without indent."""
    paragraph(document, words, BODY, THREE, WD_ALIGN_PARAGRAPH.LEFT)


def heading(document: Docx, words: str) -> Paragraph:
    """A heading of the first level in 黑体."""
    line = indented(paragraph(document, words, HEI, THREE))
    line.paragraph_format.keep_with_next = True
    return line


def text(document: Docx, words: str) -> Paragraph:
    """A paragraph of the text in 三号 仿宋, or a mark of the template on a line of its own."""
    return indented(paragraph(document, words, BODY, THREE, WD_ALIGN_PARAGRAPH.JUSTIFY))


def address(document: Docx, words: str) -> Paragraph:
    """A paragraph with addresses or commands: not spread to the edges, broken anywhere."""
    line = indented(paragraph(document, words, BODY, THREE))
    breaks = OxmlElement("w:wordWrap")
    breaks.set(qn("w:val"), "0")
    line._p.get_or_add_pPr().insert_element_before(
        breaks, "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi",
        "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip
    return line


def labelled(document: Docx, label: str, words: str) -> None:
    """A heading and its one paragraph."""
    heading(document, label)
    text(document, words)


def enclosure(document: Docx, words: str) -> None:
    """附件说明: one line below the text."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    line = text(document, words)
    line.paragraph_format.space_before = Pt(29)
    line.paragraph_format.keep_with_next = True


def signature(document: Docx) -> None:
    """署名 and 成文日期: 右空四字 for the day, the issuer centred above it."""
    signer = paragraph(document, "{{ 发文机关 }}", BODY, THREE, WD_ALIGN_PARAGRAPH.RIGHT)
    signer.paragraph_format.space_before = Pt(58)
    signer.paragraph_format.right_indent = Pt(16 * 2)
    signer.paragraph_format.keep_with_next = True
    day = paragraph(document, "{{ 成文日期 }}", BODY, THREE, WD_ALIGN_PARAGRAPH.RIGHT)
    day.paragraph_format.right_indent = Pt(16 * 4)
    text(document, "{%p if 联系人 %}")
    text(document, "（联系人：{{ 联系人 }}）").paragraph_format.space_before = Pt(29)
    text(document, "{%p endif %}")


# -- form -------------------------------------------------------------------------------------


def lay_out(document: Docx) -> None:
    """A4 with the margins and page numbers of the norm."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.footer_distance = Mm(_BOTTOM - 7 - 5)  # 一字线上距版心下边缘 7 mm
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = BODY, THREE
    _chinese(normal.element.rPr, BODY)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _page_number(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — in 四号 宋体, one character from the outer edge of the text."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    if side is WD_ALIGN_PARAGRAPH.RIGHT:
        paragraph.paragraph_format.right_indent = _FOUR
    else:
        paragraph.paragraph_format.left_indent = _FOUR
    run(paragraph, "— ", SONG, _FOUR)
    _field(run(paragraph, "", SONG, _FOUR), "PAGE")
    run(paragraph, " —", SONG, _FOUR)


def _field(run: Run, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        if kind in ("begin", "separate", "end"):
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:t" if kind else "w:instrText")
            part.text = text
        run._r.append(part)


def paragraph(
    document: Docx,
    words: str,
    font: str,
    size: Pt,
    side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> Paragraph:
    """A paragraph of 28.95 points a line; 22 of them fill a page."""
    paragraph = document.add_paragraph()
    paragraph.alignment = side
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
    form.widow_control = True
    run(paragraph, words, font, size)
    return paragraph


def run(paragraph: Paragraph, words: str, font: str, size: Pt) -> Run:
    """A piece of text in one font, Chinese signs too."""
    run = paragraph.add_run(words)
    run.font.name, run.font.size = font, size
    _chinese(run._r.get_or_add_rPr(), font)
    return run


def _chinese(properties: Any, font: str) -> None:
    """Word takes the font of Chinese signs from an attribute that python-docx does not set."""
    properties.rFonts.set(qn("w:eastAsia"), font)


def indented(paragraph: Paragraph) -> Paragraph:
    """首行缩进 two characters, whatever the font."""
    form = paragraph._p.get_or_add_pPr()
    indent = form.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "640")
    return paragraph


def _underline(paragraph: Paragraph) -> None:
    """The red line (分隔线) 4 mm below a paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "11"), ("color", "D7000F")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def keep_whole(row: Any) -> None:
    """A row of a table is not cut by the end of a page."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def repeat(row: Any) -> None:
    """The header of a table comes again on each page."""
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def name_fonts(document: Docx) -> None:
    """Tell Word what to take for a font that a machine does not have."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in _FONTS.items()
    )
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            table = part.blob.decode("utf-8")
            part._blob = table.replace("</w:fonts>", f"{fonts}</w:fonts>").encode()
