"""Dates of a document that are not its publication: written, issued, in force. Each says its rule.

Rules: ``label-…`` a labelled field; ``signature-…`` the date under the name of the office at the
end of a document (GB/T 9704-2012, 7.3.5); ``imprint-…`` the line of its 版记 that ends with 印发;
``sentence-…`` a sentence of the text such as 本办法自2018年7月1日起施行. Two different days of one
kind are no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.reading import zones
from crawler.reading.dategrammar import FIRST_DOCUMENT, Found, find_dates
from crawler.reading.daylabels import after_label
from crawler.reading.outline import Block
from crawler.reading.regions import Regions
from store.facts import DateCandidate
from store.vocabulary import Place

#: Ranks, on the scale of ``dates``: a labelled field, then what the text itself says.
LABEL, TEXT = 10, 30

_DAY = r"(?:日\s*期|时\s*间)\s*[】\]]?\s*[:：]?"
_WRITTEN = re.compile(rf"(?:成\s*文|签\s*发|签\s*署|制\s*发)\s*{_DAY}")
_ISSUED = re.compile(rf"(?:发\s*文|印\s*发)\s*{_DAY}")
_EFFECTIVE = re.compile(rf"(?:实\s*施|施\s*行|生\s*效)\s*{_DAY}")
_LABELS = re.compile(r"[成签制发印实施生]\s*[文发署施行效]\s*[日时]\s*[期间]")
_MAX_BLOCK = 600
_OFFICE = re.compile(
    r"(?=[^\d，。；：]{3,60}$).*(?:厅|局|委|委员会|办公室|办|政府|部|院|署|总局|银行|会|处|站|馆|中心"
    r"|组|队|校|学院|大学|公司|协会|党委|党组|总队|检察院|法院|海关|税务局|指挥部)(?:[（(].{1,12}[)）])?$"
)
_PERSON = re.compile(
    r"(?:总\s*理|主\s*席|省\s*长|市\s*长|州\s*长|县\s*长|区\s*长|部\s*长|厅\s*长|局\s*长|署\s*长|主\s*任)"
    r"\s+[\u4e00-\u9fff·\s]{2,10}$"
)
_STAMP = re.compile(r"[（(【]\s*(?:印章|公章|盖章|章|印)\s*[)）】]")
_IMPRINT = re.compile(r"印\s*发\s*[。]?$")
_SINCE = re.compile(
    r"[自从于]?\s*[自从于]\s*(?P<day>[12〇○零一二][^，。；]{5,18}?[日号])\s*(?:起|开始)?\s*"
    r"(?:正式|全面)?\s*(?:施行|实施|执行|生效)"
)
_OWN = re.compile(
    r"本(?!\w{0,4}(?:市|省|县|区)人民政府)[\u4e00-\u9fff]{1,14}|(?:现予?以?|予以)(?:公布|发布|印发|废止)|现将"
)
_OTHERS = re.compile(
    r"根据|依据|按照|原[《\u4e00-\u9fff]|已[自从于经]|中华人民共和国[^，。]{2,20}法"
)
_SENTENCES = re.compile(r"[。；;\n]")


@dataclass(frozen=True)
class OwnDates:
    """The dates and the office that signed; None and "" where the document shows none."""

    written: DateCandidate | None = None
    issued: DateCandidate | None = None
    effective: DateCandidate | None = None
    signed_by: str = ""


def own_dates(blocks: list[Block], regions: Regions, rows: set[int], is_document: bool) -> OwnDates:
    """The dates of an article.

    Args:
        blocks: of the page.
        regions: where title, header and body are.
        rows: blocks that are rows of lists, whose dates belong to other pages.
        is_document: whether it has a number, a card or a title as documents have. Only then a
            date at its end is that of a signature: that of a news item may be an event's.
    """
    body = range(regions.body_start, regions.body.end if regions.body else 0)
    lines = [line for n in body if n not in rows for line in blocks[n].text.split("\n")]
    labelled = [n for n in _labelled(blocks, regions) if n not in rows]
    signature, signed_by = _signature(lines) if is_document else (None, "")
    imprint = _imprint(lines) if is_document else None
    return OwnDates(
        _field(_WRITTEN, blocks, labelled) or signature,
        _field(_ISSUED, blocks, labelled) or imprint,
        _field(_EFFECTIVE, blocks, labelled) or _in_sentences(lines),
        signed_by,
    )


def _labelled(blocks: list[Block], regions: Regions) -> Iterator[int]:
    for n, block in enumerate(blocks):
        if len(block.text) > _MAX_BLOCK or block.zone & (zones.CHROME & ~zones.SHARE):
            continue
        if regions.place_of(n) != "text" and _LABELS.search(block.text):
            yield n


def _field(
    pattern: re.Pattern[str], blocks: list[Block], numbers: Iterable[int]
) -> DateCandidate | None:
    return _only(
        [
            c
            for n in numbers
            for c in after_label(pattern, LABEL, "label", blocks, n, FIRST_DOCUMENT)
        ]
    )


def _only(found: list[DateCandidate]) -> DateCandidate | None:
    """The first, if all name one day."""
    return found[0] if len({candidate.day for candidate in found}) == 1 else None


def _signature(lines: list[str]) -> tuple[DateCandidate | None, str]:
    """The first lone date under (or beside) the name of an office, behind at least a sentence."""
    above, begun = "", False
    for line in lines:
        plain = _STAMP.sub("", line).strip()
        begun = begun or plain.endswith(("。", "！", "：", ":"))
        day = _at_end(plain) if begun and len(plain) <= 80 else None
        if day is None:
            above = plain or above
            continue
        beside = plain[: day.start].strip()
        office = beside or above
        if _OFFICE.match(office) or _PERSON.match(office):
            return _candidate(day, plain, "signature"), "" if _PERSON.match(office) else office
        above = plain
    return None, ""


def _at_end(line: str) -> Found | None:
    """A date in 年月日 that ends a line, as signatures print it."""
    if not line.endswith("日"):
        return None
    dates = find_dates(line, FIRST_DOCUMENT)
    if len(dates) != 1 or dates[0].rule not in ("ymd-chinese", "ymd-words"):
        return None
    return dates[0] if dates[0].end == len(line) else None


def _imprint(lines: list[str]) -> DateCandidate | None:
    found = []
    for line in lines:
        if len(line) <= 80 and _IMPRINT.search(line):
            days = find_dates(line, FIRST_DOCUMENT)
            if len(days) == 1 and _IMPRINT.fullmatch(line[days[0].end :].strip()):
                found.append(_candidate(days[0], line, "imprint"))
    return found[-1] if found else None


def _in_sentences(lines: list[str]) -> DateCandidate | None:
    """From when the document itself, not one that it names, is in force."""
    found = []
    for line in lines:
        if "起" not in line and "施行" not in line:
            continue
        for sentence in _SENTENCES.split(line):
            since = _SINCE.search(sentence)
            before = sentence[: since.start()] if since else ""
            if since is None or not _is_own(before):
                continue
            days = find_dates(since[0], FIRST_DOCUMENT)
            if len(days) == 1:
                found.append(_candidate(days[0], since[0], "sentence", whole=True))
    return _only(found)


def _is_own(before: str) -> bool:
    """Whether the words before 自…起施行 speak of the document that says them."""
    if before.count("《") > before.count("》") or before.count("（") > before.count("）"):
        return False
    own = _OWN.search(before)
    return own is not None and not _OTHERS.search(before[own.end() :])


def _candidate(day: Found, line: str, rule: str, whole: bool = False) -> DateCandidate:
    quote = line if whole else line[day.start :].strip()
    return DateCandidate(day.day, quote, Place.BODY, f"{rule}-{day.rule}", TEXT)
