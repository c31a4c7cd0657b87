"""The strict grammar of Chinese dates: what it reads stands in the text, digit for digit.

Own code because dateparser alone reads ``11-20`` as 2011, ``2024年3月`` as today's day of March,
misses 二〇二四年三月十五日 and takes view counts for years. It is asked last, for short labelled
strings only, and what it says is believed only when year and day are printed in the string.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

#: Publication dates outside these years are misreadings.
FIRST_YEAR, LAST_YEAR = 1990, 2100
#: Documents may have been written earlier than that; since then they are of the People's Republic.
FIRST_DOCUMENT = 1949

_TIME = (
    r"(?:\s{0,3}T?\s{0,2}(?P<h>[01]?\d|2[0-3])\s?[:：时]\s?(?P<mi>[0-5]\d)"
    r"(?:\s?[:：分]\s?(?P<s>[0-5]\d))?)?"
)
_GAP = r"\s{0,2}"
_DATE = re.compile(
    rf"(?<![\d./\-〔第])(?P<y>(?:19|20)\d\d)"
    rf"(?:{_GAP}年{_GAP}(?P<m1>1[0-2]|0?[1-9]){_GAP}月{_GAP}(?P<d1>3[01]|[12]\d|0?[1-9])"
    rf"(?:{_GAP}日|(?!\d))"
    rf"|(?P<sep>[-/.])(?P<m2>1[0-2]|0?[1-9])(?P=sep)(?P<d2>3[01]|[12]\d|0?[1-9])"
    rf"(?!\d|[-/.]\d)){_TIME}"
)
_CHINESE = re.compile(
    r"(?P<y>[一二][〇○零Ｏ一二三四五六七八九OＯ0]{3})年(?P<m>十[一二]?|[一二三四五六七八九])月"
    r"(?P<d>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_COMPACT = re.compile(
    r"\s{0,3}[\[（(]?(?P<y>20\d\d|199\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?!\d)"
)
_VALUES = {**{char: n for n, char in enumerate("〇一二三四五六七八九")}, "○": 0, "零": 0, "O": 0,
           "Ｏ": 0, "0": 0}  # fmt: skip
_RULES = {"-": "ymd-dash", "/": "ymd-slash", ".": "ymd-dot", None: "ymd-chinese"}
_NARROW = str.maketrans("０１２３４５６７８９－．／", "0123456789-./")
_YEAR = re.compile(r"[12１２][90９０]\d|年")
_IN_WORDS = re.compile(r"(?:19|20)\d\d")
_DAY_WORD = re.compile(r"(?<!\d)\d\d?(?!\d)")  # without one dateparser need not be asked
_MONTH_WORD = re.compile(r"月|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_MAX_WORDS = 40


@dataclass(frozen=True)
class Found:
    """A date as read: where it stands in the text, by which rule, with the time if printed."""

    day: dt.date
    start: int
    end: int
    rule: str
    time: str = ""

    def quote(self, text: str) -> str:
        """The words it was read from."""
        return text[self.start : self.end]


def find_dates(text: str, since: int = FIRST_YEAR) -> list[Found]:
    """All complete dates in a text, in order; impossible days (30 February) are none.

    Args:
        text: what is searched.
        since: the first year that is believed.
    """
    if not _YEAR.search(text):
        return []
    text = text.translate(_NARROW)  # one to one, so that positions stay
    found = [_digits(match, since) for match in _DATE.finditer(text)]
    if "月" in text:
        found += [_words(match, since) for match in _CHINESE.finditer(text)]
    return sorted((f for f in found if f is not None), key=lambda f: f.start)


def first_date(text: str) -> Found | None:
    """The first complete date in a text."""
    return next(iter(find_dates(text)), None)


def day_of(year: int, month: int, day: int, since: int = FIRST_YEAR) -> dt.date | None:
    """A plausible publication day, or None."""
    if not since <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def labelled_date(text: str, since: int = FIRST_YEAR) -> Found | None:
    """The date of a short string that a label introduced: the grammar first, then dateparser."""
    found = next(iter(find_dates(text, since)), None) or _compact(text)
    if found is not None or len(text) > _MAX_WORDS:
        return found
    if not (_IN_WORDS.search(text) and _DAY_WORD.search(text) and _MONTH_WORD.search(text)):
        return None
    return _by_dateparser(text)


def _compact(text: str) -> Found | None:
    """20180629 directly behind a label, where it is a date and no count."""
    match = _COMPACT.match(text)
    day = day_of(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    return Found(day, match.start("y"), match.end("d"), "ymd-compact") if match and day else None


@lru_cache(maxsize=1024)
def _by_dateparser(text: str) -> Found | None:
    import dateparser

    settings = {
        "STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": False,
        "REQUIRE_PARTS": ["day", "month", "year"],
    }  # fmt: skip
    read = dateparser.parse(text.strip(), languages=["zh", "en"], settings=settings)
    if read is None:
        return None
    day = day_of(read.year, read.month, read.day)
    numbers = re.findall(r"\d+", text)
    if day is None or str(day.year) not in numbers or day.day not in map(int, numbers):
        return None
    return Found(day, 0, len(text), "dateparser")


def _digits(match: re.Match[str], since: int) -> Found | None:
    month, date = match["m1"] or match["m2"], match["d1"] or match["d2"]
    day = day_of(int(match["y"]), int(month), int(date), since)
    if day is None:
        return None
    time = ""
    if match["h"]:
        time = ":".join(f"{int(match[key]):02d}" for key in ("h", "mi", "s") if match[key])
    return Found(day, match.start(), match.end(), _RULES[match["sep"]], time)


def _words(match: re.Match[str], since: int) -> Found | None:
    year = int("".join(str(_VALUES[char]) for char in match["y"]))
    day = day_of(year, _number(match["m"]), _number(match["d"]), since)
    return Found(day, match.start(), match.end(), "ymd-words") if day else None


def _number(words: str) -> int:
    """十二 → 12, 三十 → 30, 五 → 5."""
    if "十" not in words:
        return _VALUES[words]
    tens, _, ones = words.partition("十")
    return 10 * (_VALUES[tens] if tens else 1) + (_VALUES[ones] if ones else 0)
