"""Amounts of money as tables and sentences print them, in yuan as exact decimals."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Final

#: How many yuan one of a unit is.
FACTORS: Final = {
    "元": Decimal(1), "百元": Decimal(100), "千元": Decimal(1000), "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000), "亿元": Decimal(100_000_000),
}  # fmt: skip
#: The tolerance of sums: 0.01 万元 a row.
HUNDREDTH: Final = Decimal(100)

_UNIT: Final = re.compile(r"单位[^\S\n]*[:：]?[^\S\n]*(?:人民币)?(百万元|亿元|万元|千元|百元|元)")
_IN_BRACKETS: Final = re.compile(r"[(（](百万元|亿元|万元|千元|百元|元)[)）]")
_PLAIN: Final = re.compile(r"[-+]?\d+(\.\d+)?")
_SPACE: Final = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """A cell without any white space, full-width letters and digits made half-width."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def amount(cell: str) -> Decimal | None:
    """The number of a cell ("1,234.50", "(12)", "-3"), None for words, strokes and per cents."""
    text = squeeze(cell).replace(",", "").lstrip("¥$").removesuffix("元")
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    text = text.replace("−", "-").replace("–", "-")
    if not _PLAIN.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def factor(text: str) -> Decimal | None:
    """How many yuan the figures under a heading count, None when it does not say."""
    bare = squeeze(text)
    if bare in FACTORS:
        return FACTORS[bare]
    found = _UNIT.search(unicodedata.normalize("NFKC", text)) or _IN_BRACKETS.search(text)
    return FACTORS[found.group(1)] if found else None


def printed(yuan: Decimal) -> str:
    """Yuan as 万元 for a message, without useless zeros."""
    value = (yuan / FACTORS["万元"]).quantize(Decimal("0.000001")).normalize()
    return f"{value:f}万元"
