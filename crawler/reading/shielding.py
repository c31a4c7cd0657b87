"""Facts without the numbers of private people: found, noted, and masked wherever they stand.

The last step of reading, in the reading process: what leaves it has no such number in clear, so
neither the store nor a judgement, a log or a report can. The WARC keeps the page as published.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import msgspec

from crawler.reading.name_lists import listed
from crawler.reading.personal import (
    OFFICE,
    SAMPLE,
    Spot,
    cards,
    folded,
    identity_numbers,
    masked,
    mobiles,
)
from store.facts import AttachmentFacts, PageFacts, PrivateNumber, Struct, Table

F = TypeVar("F", PageFacts, AttachmentFacts)

#: Numbers that are noted of one body; all are masked.
MOST: Final = 1000
_DIGITS: Final = bytes(sign if 48 <= sign <= 57 else 32 for sign in range(256))
_GAPS: Final = b" -\t"
_WIDE_GAPS: Final = "\u00a0\u3000\u200b"
_SHORTEST: Final = 11
_REACH: Final = 45  # characters before a number that may say whose it is
_LINE: Final = 400  # characters of its line that may call it an example
_FULL_WIDTH: Final = "０１２３４５６７８９"
#: Addresses stay as they are: they would lead nowhere, and they are in the WARC's index anyway.
_ADDRESSES: Final = frozenset(
    {"href", "hrefs", "base_href", "refresh", "endpoints", "action", "scripts", "private"}
)
_SURE: Final = re.compile(r"身份证|住址|户主|家庭")
#: Words that announce a person, and a name with the sex behind it, as lists in plain text have it.
_HOLDER: Final = re.compile(
    r"姓名|户主|持卡人|身份证|领取人|申请人|当事人|考生|[\u4e00-\u9fff]{2,4}[\s,，、|]+[男女](?![\u4e00-\u9fff])"
)
_SHEETS: Final = ("xlsx", "xls", "ods", "csv")
_SAMPLED: Final = "像是填写示例"


def shielded(facts: F, key: bytes = b"") -> F:
    """The facts with every private person's number masked and noted in ``private``.

    ``key`` makes the digests by which equal numbers are known; without one there are none.
    """
    if not _may_hold(facts):
        return facts
    found = _Found(key, SAMPLE.search(_title(facts)) is not None)
    for place, text, table, hidden in _parts(facts):
        if table is None:
            found.take_text(place, text, hidden)
        else:
            found.take_table(place, table, hidden)
    for text in _rest(facts):
        found.take_rest(text)
    if not found.digits:
        return facts
    ordered = sorted(found.digits, key=len, reverse=True)  # one may begin with another
    clean: F = _without(facts, re.compile("|".join(map(_anyhow, ordered))))
    return msgspec.structs.replace(clean, private=tuple(found.notes[:MOST]))


@dataclass
class _Found:
    """The numbers found so far, without gaps, and the notes of them."""

    key: bytes
    sample: bool
    digits: dict[str, None] = field(default_factory=dict)
    notes: list[PrivateNumber] = field(default_factory=list)

    def take_table(self, place: str, table: Table, hidden: bool) -> None:
        """The numbers of a table."""
        for each in listed(table):
            row = " ".join(table.rows[each.line - 1]) + table.title
            where = f"{place}第{each.line}行"
            doubt = _SAMPLED if SAMPLE.search(row) else ""
            self._note(each.spot, each.text, where, each.named, hidden, doubt)

    def take_text(self, place: str, text: str, hidden: bool) -> None:
        """The numbers of a running text, line by line as they are told."""
        if not _has_long(text):
            return
        for number, line, spot in _spots(text):
            near = line[max(0, spot.start - _REACH) : spot.start]
            doubt = _whose(spot, near)
            if doubt is None:
                continue
            where = f"{place}第{number}段" if place else "其他"
            doubt = doubt or (_SAMPLED if SAMPLE.search(line[:_LINE]) else "")
            named = _HOLDER.search(near) is not None
            self._note(spot, line[spot.start : spot.end], where, named, hidden, doubt)

    def take_rest(self, text: str) -> None:
        """Identity numbers in whatever other string there is: a link's text, a field, a tag."""
        if _has_long(text):
            for spot in identity_numbers(folded(text)):
                where = "链接文字、标签等处"
                self._note(spot, text[spot.start : spot.end], where, False, False, "")

    def _note(
        self, spot: Spot, text: str, place: str, named: bool, hidden: bool, doubt: str
    ) -> None:
        if spot.digits in self.digits:
            return
        self.digits[spot.digits] = None
        doubt = spot.doubt or doubt or (_SAMPLED if self.sample else "")
        self.notes.append(
            PrivateNumber(
                spot.kind, place, masked(text), _digest(self.key, spot.digits), spot.label,
                named, hidden, doubt,
            )
        )  # fmt: skip


def _whose(spot: Spot, near: str) -> str | None:
    """Why a number with these words before it may be an office's; "" when it is a person's.

    None when it is no private person's number.
    """
    if spot.kind == "identity":
        return ""
    if OFFICE.search(near) and (spot.kind == "mobile" or not _HOLDER.search(near)):
        return None
    if spot.kind == "card":
        return "" if _HOLDER.search(near) else "看不出是个人的还是单位公布的"
    if not _HOLDER.search(near):
        return None
    return "" if _SURE.search(near) else "看不出是本人的还是经办人的"


def _digest(key: bytes, digits: str) -> str:
    return hmac.new(key, digits.encode(), hashlib.sha256).hexdigest()[:32] if key else ""


# -- what there is to look at -------------------------------------------------------------------


def _may_hold(facts: PageFacts | AttachmentFacts) -> bool:
    """Whether a run of digits is long enough anywhere; costs little, most pages have none."""
    if isinstance(facts, PageFacts):
        parts = [facts.text, facts.title, facts.head_title, facts.subtitle, *facts.fields.values()]
        parts += [link.text for link in facts.links]
        parts += [item.title for item in facts.items]
        parts += [value for values in facts.meta.values() for value in values]
        parts += [text for m in facts.messages for text in (m.title, m.question, m.reply)]
        parts += facts.guide.elements.values() if facts.guide else ()
        tables = facts.tables
    else:
        parts = [*facts.pages, *facts.comments, *facts.hidden, *facts.recognised, *facts.members]
        parts += facts.properties.values()
        tables = facts.tables
    if _has_long("\n".join(parts)):
        return True
    cells = "|".join(["|".join(row) for table in tables for row in table.rows])
    return _has_long(cells.replace("\n", ""))  # a narrow column breaks numbers into lines


def _has_long(text: str) -> bool:
    if len(text) < _SHORTEST:
        return False
    if not text.isascii():
        if any(digit in text for digit in _FULL_WIDTH):
            text = folded(text)
        for gap in _WIDE_GAPS:
            text = text.replace(gap, "")
    runs = text.encode("utf-8", "replace").translate(_DIGITS, _GAPS).split()
    return max(map(len, runs), default=0) >= _SHORTEST


def _spots(text: str) -> Iterator[tuple[int, str, Spot]]:
    """Numbers of a running text, kind by kind: the line's number from 1, the line, the place in it.

    No number goes on in the next line, and most lines have none.
    """
    lines = [each for each in enumerate(text.split("\n"), 1) if _has_long(each[1])]
    for find in (identity_numbers, cards, mobiles):
        for number, line in lines:
            for spot in find(folded(line)):
                yield number, line, spot


def _title(facts: PageFacts | AttachmentFacts) -> str:
    if isinstance(facts, PageFacts):
        return facts.title
    return facts.pages[0][:60] if facts.pages else ""


def _parts(
    facts: PageFacts | AttachmentFacts,
) -> Iterator[tuple[str, str, Table | None, bool]]:
    """Place, text or table, and whether it is hidden; tables first: they tell whose a number is."""
    for number, table in enumerate(facts.tables, 1):
        yield table.place or f"第{number}个表格", "", table, table.hidden
    if isinstance(facts, PageFacts):
        yield "标题", facts.title, None, False
        yield "正文", facts.text, None, False
        for message in facts.messages:
            yield (
                "来信和答复",
                "\n".join((message.title, message.question, message.reply)),
                None,
                False,
            )
        return
    sheets = facts.tables and facts.kind in _SHEETS  # the pages are the tables once more
    for number, text in enumerate(() if sheets else facts.pages, 1):
        yield f"第{number}页", text, None, False
    for text in facts.recognised:
        yield "图片文字（识别）", text, None, False
    for text in facts.comments:
        yield "批注和修订", text, None, True
    for text in facts.hidden:
        yield "隐藏内容", text, None, True
    yield "文件属性", "\n".join(facts.properties.values()), None, True


def _rest(facts: PageFacts | AttachmentFacts) -> Iterator[str]:
    """Every other string: of links, entries, fields, tags, forms."""
    for name in facts.__struct_fields__:
        if name not in _ADDRESSES and name not in ("text", "pages", "tables"):
            yield from _strings(getattr(facts, name))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name not in _ADDRESSES:
                yield from _strings(getattr(value, name))
    elif isinstance(value, dict):
        yield from _strings(tuple(value.values()))
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)


# -- taking them out ----------------------------------------------------------------------------


def _anyhow(digits: str) -> str:
    """A pattern of a number with whatever gaps, line breaks or wide digits it is printed."""
    signs = [
        f"[{sign}{chr(ord(sign) + 0xFEE0)}{sign.lower() if sign == 'X' else ''}]" for sign in digits
    ]
    return r"(?:(?<![0-9])|(?<=86))" + r"[\s\u200b-]{0,2}".join(signs) + r"(?![0-9])"


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    """A copy in which every such number is masked; addresses stay."""
    if isinstance(value, str):
        return pattern.sub(lambda found: masked(found[0]), value) if len(value) >= 11 else value
    if isinstance(value, Struct):
        changed = {}
        for name in value.__struct_fields__:
            old = getattr(value, name)
            new = old if name in _ADDRESSES else _without(old, pattern)
            if new is not old:
                changed[name] = new
        return msgspec.structs.replace(value, **changed) if changed else value
    if isinstance(value, tuple) and value:
        return tuple(_without(each, pattern) for each in value)
    if isinstance(value, dict) and value:
        return {key: _without(each, pattern) for key, each in value.items()}
    return value
