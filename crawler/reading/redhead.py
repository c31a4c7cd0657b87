"""What a document says of itself beside its text: number, issuing office, subtitle, own dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.reading import zones
from crawler.reading.outline import Outline
from crawler.reading.owndates import OwnDates, own_dates
from crawler.reading.regions import Regions
from crawler.reading.titleclues import is_document
from store.docnumbers import number_line, number_of

#: Labels of the issuing office, the most exact first.
OFFICES = (
    "发文机关", "发文单位", "制发机关", "成文机关", "发布机构", "发布机关", "发布单位", "发布部门",
    "公开责任部门", "责任部门", "公开主体", "信息提供单位", "报送单位", "报送部门", "供稿单位",
)  # fmt: skip
_BANNER = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{3,30}(?:厅|局|委|会|室|府|部|院|署|办))\s*文\s*件"
)
_ABOVE = 6  # blocks before the title in which number and red head stand
_FIRST = 10  # blocks of the body before its first sentence


@dataclass(frozen=True)
class Document:
    """A document's own facts; ``fields`` has the number where no labelled field has it."""

    fields: Mapping[str, str] = field(default_factory=dict)
    office: str = ""
    dates: OwnDates = field(default_factory=OwnDates)


def document_of(
    out: Outline,
    regions: Regions,
    title: str,
    fields: Mapping[str, str],
    rows: set[int],
    is_article: bool,
) -> Document:
    """The facts of an article; those of a plain news item are mostly empty, of a list all."""
    if not is_article:
        return Document()
    number, banner = _head(out, regions, rows, title)
    labelled = number_of(fields)
    formal = bool(number or labelled or fields.get("发文机关")) or is_document(title)
    dates = own_dates(out.blocks, regions, rows, formal)
    office = next((fields[label] for label in OFFICES if fields.get(label)), "")
    own = {"文号": number} if number and not labelled else {}
    return Document(own, office or banner or dates.signed_by, dates)


def _head(out: Outline, regions: Regions, rows: set[int], title: str) -> tuple[str, str]:
    """The number that is a line of its own around the title, and the office of the red head."""
    number = banner = ""
    start = max(0, (regions.title if regions.title >= 0 else regions.body_start) - _ABOVE)
    for n in range(start, min(len(out.blocks), regions.body_start + _FIRST)):
        block = out.blocks[n]
        if n in rows or block.text == title or block.zone & zones.CHROME:
            continue
        for line in block.text.split("\n"):
            number = number or number_line(line)
            found = _BANNER.fullmatch(line.strip()) if "件" in line else None
            banner = banner or (found["office"] if found else "")
        if n >= regions.body_start and block.text.endswith("。"):
            break
    return number, banner
