"""Telephone numbers and addresses of deputies in a published reply.

A reply normally ends with the department's own contact (联系单位: 厅办公室 0931-…): that is no
disclosure of anybody's data. Accused is only what stands beside a deputy's or member's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks._quotes import Folded, sentence
from store.facts import Table

_MOBILE = r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)"
_LANDLINE = r"(?<![\d.])(?:0\d{2,3}[- )]{0,2})?[2-8]\d{6,7}(?!\d)"
_NUMBER = re.compile(rf"{_MOBILE}|{_LANDLINE}")
_ADDRESS = re.compile(
    r"(?:家庭|现|居)?(?:住址|住所)\s*[:为]?\s*(?P<a>[^\s,。;,)(]{4,60})"
    r"|(?:通讯|通信|家庭|联系|邮寄)地址\s*[:为]?\s*(?P<b>[^\s,。;,)(]{4,60})"
)
#: A deputy or member as a person, not 代表建议, 代表团, 委员会, 人大代表工作 ….
_PERSON = re.compile(
    r"代表(?!建议|议案|工作|大会|法|团|性|联络|委员|处|们|提出)|委员(?!会|提案|工作|们)"
    r"|提案人|建议人|提出人|领衔人|联名人|附议人|提案者|建议者"
)
#: The department, its offices and services: whose contact may and should be public.
_OFFICE = re.compile(
    r"联系单位|我[厅局委馆]|承办|主办单位|会办单位|经办|联系处室|责任单位|责任处室|答复单位|签发|[厅局]\s*(?:办公室|机关)|"
    r"[\u4e00-\u9fff]处[::\s,()]|办公室|热线|举报|监督|咨询|投诉|服务电话|值班|传真|邮编|网址"
)
#: Only a person has a home; offices have an address.
_HOME = re.compile(r"(?:家庭|现|居)?(?:住址|住所)|家庭地址")
_LABEL = re.compile(r"联系电话|联系方式|手机|移动电话|电话|宅电|住宅电话")
#: How far before a number the word that says whose it is may stand.
_REACH = 45
#: Between the cells of a table's row.
_GAP = "  "


@dataclass(frozen=True)
class Contact:
    """A contact found; ``sure`` False when whose it is only a person can tell."""

    what: str  # 手机号码, 电话号码 or 地址
    quote: str  # the whole sentence or table row, verbatim but for the masked values
    sure: bool


def contacts(text: str, tables: Iterable[Table] = ()) -> Iterator[Contact]:
    """Contacts of deputies in a reply, each once, in the order of the text."""
    rows = [row for table in tables for row in table.rows]
    seen: set[tuple[str, str, bool]] = set()
    for found in (*_of_text(text), *(c for row in rows for c in _of_row(row))):
        key = (found.what, found.quote, found.sure)
        if key not in seen:
            seen.add(key)
            yield found


def mask(text: str) -> str:
    """Every telephone number and private address with stars inside; nothing else changes."""
    folded, signs = Folded(text), list(text)
    spans = [found.span() for found in _NUMBER.finditer(folded.plain)]
    spans += [f.span("a" if f["a"] else "b") for f in _ADDRESS.finditer(folded.plain)]
    for start, end in (folded.span(*span) for span in spans):
        signs[start:end] = _masked(signs[start:end])
    return "".join(signs)


def _masked(signs: list[str]) -> list[str]:
    """First 3 and last 2 signs of a long value, fewer of a short one; the length stays."""
    head, tail = (3, 2) if len(signs) > 10 else (2, 1)
    return [*signs[:head], *"*" * (len(signs) - head - tail), *signs[-tail:]]


def _of_text(text: str) -> Iterator[Contact]:
    folded = Folded(text)
    plain = folded.plain
    for found in _NUMBER.finditer(plain):
        verdict = _whose(plain, found.start(), _is_mobile(found[0]))
        if verdict is not None:
            what = "手机号码" if _is_mobile(found[0]) else "电话号码"
            yield Contact(what, _quote(folded, found), verdict)
    for found in _ADDRESS.finditer(plain):
        if _whose(plain, found.start(), mobile=False):
            yield Contact("地址", _quote(folded, found), True)


def _of_row(row: tuple[str, ...]) -> Iterator[Contact]:
    """A table row that names a deputy and a number or address of his."""
    line = Folded(_GAP.join(row)).plain
    if not _PERSON.search(line) or _OFFICE.search(line):
        return
    for found in _NUMBER.finditer(line):
        if _is_mobile(found[0]) or _LABEL.search(line[: found.start()]):
            what = "手机号码" if _is_mobile(found[0]) else "电话号码"
            yield Contact(what, _row_quote(row), True)
    for _ in _ADDRESS.finditer(line):
        yield Contact("地址", _row_quote(row), True)


def _whose(text: str, at: int, mobile: bool) -> bool | None:
    """True: a deputy's; False: nobody can tell; None: the department's, or no contact at all."""
    start = text.rfind("\n", 0, at) + 1
    before = text[max(start, at - _REACH) : at]
    person = max((m.end() for m in _PERSON.finditer(before)), default=-1)
    office = max((m.end() for m in _OFFICE.finditer(before)), default=-1)
    labelled = mobile or _LABEL.search(before[max(person, 0) :]) or _ADDRESS.match(text, at)
    if person > office and labelled:
        return True
    if office < 0 and _HOME.match(text, at):
        return True
    # A deputy's name before an office's: the mobile may be either's.
    return False if mobile and (person >= 0 or _lone(text, at)) else None


def _lone(text: str, at: int) -> bool:
    """Whether the whole line says nothing of an office: a private number or a clerk's."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return not _OFFICE.search(line)


def _is_mobile(number: str) -> bool:
    return re.fullmatch(_MOBILE, number) is not None


def _quote(folded: Folded, found: re.Match[str]) -> str:
    """The sentence as printed. All is masked before it is cut, so that no value loses its label."""
    return sentence(mask(folded.original), *folded.span(*found.span()))


def _row_quote(row: tuple[str, ...]) -> str:
    """The cells as printed, masked as one line because a label may stand in the cell before."""
    masked, at, cells = mask(_GAP.join(row)), 0, []
    for cell in row:
        cells.append(masked[at : at + len(cell)])
        at += len(cell) + len(_GAP)
    return " | ".join(cell.strip() for cell in cells if cell.strip())
