"""Makes the letters' templates that are shipped, in the form of GB/T 9704-2012.

``python -m reports.letter_templates`` writes them anew into ``reports/templates/docx``; the same
bytes each time. Placeholders are Jinja with Chinese names, so that an office can keep its own.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Final

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from reports.files import stable
from reports.letter_form import (
    BODY,
    HEI,
    KAI,
    THREE,
    address,
    addressee,
    enclosure,
    head,
    heading,
    indented,
    keep_whole,
    labelled,
    lay_out,
    name_fonts,
    paragraph,
    repeat,
    run,
    signature,
    text,
    title,
)
from reports.letters import CIRCULAR, CITATION, NOTICE

_EPOCH: Final = dt.datetime(2018, 1, 1)


def main() -> None:
    """Write the three templates into the package."""
    folder = Path(str(files("reports") / "templates" / "docx"))
    for name, make in MAKERS.items():
        (folder / name).write_bytes(made(name, make))


def made(name: str, make: Callable[[Docx], None]) -> bytes:
    """One template as bytes."""
    document = Document()
    lay_out(document)
    make(document)
    name_fonts(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = name.removesuffix(".docx"), "", ""
    properties.created = properties.modified = _EPOCH
    buffer = io.BytesIO()
    document.save(buffer)
    return stable(buffer.getvalue())


# -- the three letters ------------------------------------------------------------------------


def _notice(document: Docx) -> None:
    head(document)
    title(document, "{{ 标题 }}")
    addressee(document, "{{ 主送 }}：")
    text(document, "{{ 缘起 }}经巡检，由你单位负责、尚未整改的问题共 {{ 问题数 }} 个"
          "{% if 分布 %}（{{ 分布 }}）{% endif %}{% if 逾期数 %}，其中 {{ 逾期数 }} 个已逾期{% endif %}。"
          "现将有关事项通知如下。")  # fmt: skip
    heading(document, "一、需要整改的问题")
    _problems(document)
    text(document, "{%p if 其余数 %}")
    text(document, "其余 {{ 其余数 }} 个问题见附件。")
    text(document, "{%p endif %}")
    heading(document, "二、工作要求")
    text(document, "（一）请在各问题所列期限前完成整改。不能按期完成的，说明原因并提出完成时限。")
    text(
        document,
        "（二）请逐项填写附件《问题台账》中的整改情况、责任人、完成日期和附件四栏，报{{ 发文机关 }}。",
    )
    text(
        document,
        "（三）是否整改到位，以下一次巡检复核结果为准。对问题有异议的，请书面说明理由，并附有关材料。",
    )
    enclosure(document, "附件：问题台账")
    signature(document)


def _circular(document: Docx) -> None:
    head(document)
    title(document, "{{ 标题 }}")
    addressee(document, "{{ 主送 }}：")
    text(document, "{{ 缘起 }}现将情况通报如下。")
    heading(document, "一、总体情况")
    text(document, "{{ 总体 }}")
    text(document, "截至{{ 截至日期 }}，尚未整改的问题共 {{ 问题数 }} 个"
          "{% if 分布 %}（{{ 分布 }}）{% endif %}，"
          "本次新发现 {{ 新发现数 }} 个，再次出现 {{ 再现数 }} 个，复核通过 {{ 整改数 }} 个，"
          "逾期 {{ 逾期数 }} 个。各责任单位情况见下表（一个问题有几个责任单位的，分别计数）。")  # fmt: skip
    _table(document)
    text(document, "{%p if 问题 %}")
    heading(document, "二、主要问题").paragraph_format.space_before = Pt(14)
    _problems(document)
    text(document, "{%p endif %}")
    text(document, "{%p if 其余数 %}")
    text(document, "其余 {{ 其余数 }} 个问题见附件。")
    text(document, "{%p endif %}")
    heading(document, "{% if 问题 %}三{% else %}二{% endif %}、工作要求")
    text(document, "请各责任单位对照附件逐项整改，按期报送整改情况；已经逾期的，立即整改并说明原因。"
          "是否整改到位，以下一次巡检复核结果为准。")  # fmt: skip
    text(document, "{%p if 未作结论 %}")
    text(document, "本次另有{{ 未作结论 }}，尚不能下结论，不作为问题通报。")
    text(document, "{%p endif %}")
    enclosure(document, "附件：问题台账")
    signature(document)


def _citation(document: Docx) -> None:
    head(document)
    title(document, "{{ 标题 }}")
    addressee(document, "{{ 主送 }}：")
    text(document, "{{ 缘起 }}现将编号为 {{ 引用编号 }} 的问题函告如下，供引用和核验。")
    for number, name in enumerate(("要点", "要求", "依据", "事实", "责任单位", "状态"), start=1):
        labelled(document, f"{'一二三四五六'[number - 1]}、{name}", f"{{{{ 所引.{name} }}}}")
    heading(document, "七、证据")
    text(document, "{%p for 证据 in 所引.证据 %}")
    address(document, "{{ loop.index }}. {{ 证据 }}")
    text(document, "{%p endfor %}")
    heading(document, "八、核验办法")
    text(document, "{%p for 办法 in 所引.核验 %}")
    address(document, "{{ 办法 }}")
    text(document, "{%p endfor %}")
    signature(document)


def _problems(document: Docx) -> None:
    text(document, "{%p for 件 in 问题 %}")
    name = indented(paragraph(document, "（{{ 件.序号 }}）{{ 件.实际情况 }}", KAI, THREE))
    name.paragraph_format.keep_with_next = True
    text(document, "引用编号 {{ 件.引用编号 }}，{{ 件.严重程度 }}，{{ 件.要点 }}。"
         "{% if 件.要求 %}要求：{{ 件.要求 }}{% endif %}"
         "{% if 件.依据 %}依据：{{ 件.依据 }}{% endif %}")  # fmt: skip
    text(document, "{%p if 件.网址 %}")
    address(document, "网址：{{ 件.网址 }}（{{ 件.抓取时间 }}抓取）。")
    text(document, "{%p endif %}")
    text(document, "{% if 件.整改建议 %}整改建议：{{ 件.整改建议 }}{% endif %}"
         "{% if 件.期限 %}整改期限：{{ 件.期限 }}。{% endif %}"
         "{% if 件.备注 %}{{ 件.备注 }}。{% endif %}")  # fmt: skip
    text(document, "{%p endfor %}")


def _table(document: Docx) -> None:
    heads = ("责任单位", "未整改", "其中单项否决", "其中逾期", "已复核通过")
    widths = (50, 22, 34, 24, 26)
    table = document.add_table(rows=4, cols=len(heads))
    table.style = document.styles["Table Grid"]
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for at, width in enumerate(widths):
        table.columns[at].width = Mm(width)
    rows = (heads, ("{%tr for 行 in 单位表 %}",),
            tuple(f"{{{{ 行.{name} }}}}" for name in ("单位", "未整改", "否决", "逾期", "整改")),
            ("{%tr endfor %}",))  # fmt: skip
    for row, words in zip(table.rows, rows, strict=True):
        for at, word in enumerate(words):
            cell = row.cells[at].paragraphs[0]
            run(cell, word, HEI if row is table.rows[0] else BODY, Pt(12))
            cell.alignment = WD_ALIGN_PARAGRAPH.CENTER if at else WD_ALIGN_PARAGRAPH.LEFT
            cell.paragraph_format.line_spacing = Pt(20)
            cell.paragraph_format.space_after = Pt(0)
            row.cells[at].width = Mm(widths[at])
        keep_whole(row._tr)
    repeat(table.rows[0]._tr)


MAKERS: Final = {NOTICE: _notice, CIRCULAR: _circular, CITATION: _citation}


if __name__ == "__main__":
    main()
