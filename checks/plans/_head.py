"""What a plan says of itself above and below its clauses: title, year, date, issuer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.plans._layout import Item, Layout, count_of, halve, is_page_line
from store.errors import OperatorError

_NAMED = re.compile(r"《([^《》]*(?:要点|方案|计划|任务分工|任务分解|清单)[^《》]*)》")
_TITLE = re.compile(
    r"[^。;:,《》]{2,60}(?:要点|方案|计划|分工表?|分解表?|安排|意见|措施|清单|任务)(?:的通知)?$"
)
_CHINESE_YEAR = "[〇零○Oo0一二三四五六七八九]"
_YEAR = re.compile(rf"(\d{{4}}|{_CHINESE_YEAR}{{4}})\s*年")
_DATE = re.compile(
    rf"(?<!\d)((?:19|20)\d\d|[一二]{_CHINESE_YEAR}{{3}})\s*[年./-]\s*"
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月./-]\s*"
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})(?!\d)\s*日?"
)
_SIGNED = re.compile(rf"{_DATE.pattern}\s*$")
_PUBLISHED = re.compile(r"(?:发布|发文|印发|成文)(?:时间|日期)\s*:\s*")
_ZEROS = str.maketrans("〇零○Oo", "00000")


@dataclass(frozen=True)
class Head:
    """Empty strings stand for what was not printed; ``doubts`` says so."""

    title: str
    year: int
    issued_on: str
    issuer: str
    doubts: tuple[str, ...]


def read_head(layout: Layout) -> Head:
    """Title, year, ISO date and issuer; raises OperatorError when no year can be found."""
    title = _title(layout.head)
    issued_on, issuer = _signature(layout)
    mentioned = next((year for line in layout.head if (year := _year(line))), 0)
    year = _year(title) or (int(issued_on[:4]) if issued_on else mentioned)
    if not year:
        raise OperatorError(
            "要点的标题和落款里都没有年份,请在文本开头补一行标题(如“2019年政务公开工作要点”)后再导入。"
        )
    doubts = []
    if not title:
        doubts.append("没有读到要点标题")
    elif not _year(title):
        where = "落款日期" if issued_on else "正文前的文字"
        doubts.append(f"标题里没有年份,按{where}记作 {year} 年")
    if not issued_on:
        doubts.append("没有读到印发日期")
    return Head(title or f"{year}年政务公开工作要点", year, issued_on, issuer, tuple(doubts))


def _title(head: tuple[str, ...]) -> str:
    named = [found[1] for line in head if (found := _NAMED.search(line)) and len(line) < 80]
    plain = [line.rstrip("。. ") for line in head if not is_page_line(line)]
    lines = [line for line in plain if _TITLE.fullmatch(halve(line))]
    with_year = [line for line in (*lines, *named) if _year(line)]
    own = [line for line in with_year if not line.endswith("通知")]
    return next(iter(own or with_year or named or lines), "")


def _year(words: str) -> int | None:
    found = _YEAR.search(halve(words))
    return _arabic_year(found[1]) if found else None


def _arabic_year(printed: str) -> int:
    digits = printed.translate(_ZEROS)
    return int("".join(c if c.isdigit() else str(count_of(c) or 0) for c in digits))


def _signature(layout: Layout) -> tuple[str, str]:
    """The signed date and who stands above it; else the page's date of publication."""
    lines = [*layout.head, *_last_lines(layout.items), *layout.tail]
    for place, line in enumerate(lines):
        if not is_page_line(line) and (found := _SIGNED.search(halve(line))):
            before = halve(line)[: found.start()].strip()
            if len(before) <= 30 and not re.search(r"[。,;:]", before):
                return _iso(found), line[: len(before)].strip() or _issuer(lines, place)
    for line in lines:
        label = _PUBLISHED.search(halve(line))
        found = _DATE.match(halve(line), label.end()) if label else None
        if found:
            return _iso(found), ""
    return "", ""


def _issuer(lines: list[str], place: int) -> str:
    above = lines[place - 1].strip() if place else ""
    return above if 2 <= len(above) <= 30 and not re.search(r"[。,:;]", halve(above)) else ""


def _last_lines(items: tuple[Item, ...]) -> list[str]:
    item = items[-1] if items else None
    while item and item.children:
        item = item.children[-1]
    return item.text.split("\n")[1:] if item else []


def _iso(found: re.Match[str]) -> str:
    month, day = count_of(found[2]) or 0, count_of(found[3]) or 0
    return f"{_arabic_year(found[1]):04d}-{month:02d}-{day:02d}"
