"""A cell of a register → its typed value. What can be read in two ways is refused, not guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from zoneinfo import ZoneInfo

from store._register_schemas import Field, Kind

SHANGHAI = ZoneInfo("Asia/Shanghai")

#: What calamine and csv give: text, numbers, Excel dates.
Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Value = str | int | bool | dt.date | dt.datetime | tuple[str, ...] | tuple[tuple[str, dt.date], ...]

_TRUE = frozenset(
    {"是", "y", "yes", "true", "t", "1", "√", "✓", "✔", "☑", "公开", "全文公开", "有"}
)
_FALSE = frozenset({"否", "n", "no", "false", "f", "0", "×", "x", "✗", "✘", "☒", "不公开", "无"})
_INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u2060]")
_EXACT = 10**15  # from here on spreadsheets round
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d{2}")
_DASHES = re.compile(r"(?<=\d)\s*[—–‐‑−]\s*(?=\d)")
_EXCEL_EPOCH = dt.datetime(1899, 12, 30)
_EXCEL_DAYS = range(36526, 73051)  # 2000-01-01 … 2100-01-01

_DAY = re.compile(
    r"(?P<y>\d{4})(?:\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})"
    r"|\s*年\s*(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*[日号]?|(?P<m3>\d{2})(?P<d3>\d{2}))"
)
_DAY_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_CLOCK = re.compile(
    r"(?:\s*T|\s*)(?P<h>\d{1,2})\s*(?::|时|点)\s*(?:(?P<min>\d{1,2})\s*分?)?"
    r"(?::?(?P<s>\d{1,2})(?:\.\d+)?\s*秒?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_CHINESE_DAY = re.compile(r"([〇零○Oo0一二三四五六七八九]{4})年(\w{1,2})月(\w{1,3})[日号]?")
_ENGLISH = ("%d %b %Y", "%d-%b-%Y", "%b %d, %Y", "%d %B %Y", "%B %d, %Y")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○Oo0", 0)


def clean(cell: Cell | None) -> str:
    """The text of a cell: full-width forms folded, invisible characters and spaces taken off."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", str(cell))).strip()


def read(field: Field, cell: Cell) -> Value:
    """The value of a filled cell; raises ValueError with a Chinese reason."""
    return _READERS[field.kind](field, cell)


def _text(field: Field, cell: Cell) -> str:
    _refuse_rewritten(cell)
    # Titles keep their own punctuation; only words of a closed set are compared folded.
    raw = cell if isinstance(cell, str) else clean(cell)
    kept = _INVISIBLE.sub("", raw).strip()
    if not field.words:
        return kept
    word = field.words.get(re.sub(r"\s", "", clean(cell)).lower())
    if word is None:
        raise ValueError(f"“{kept}”不在可填内容之中(应为 {field.choices})")
    return word


def _refuse_rewritten(cell: Cell) -> None:
    """Refuse a number or code that a spreadsheet program made something else of.

    2018-12 becomes a date; of a number, a double keeps fifteen digits. Neither can be undone.
    """
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        raise ValueError("被电子表格改成了日期,请把该列设为“文本”格式后重新填写")
    big = isinstance(cell, int | float) and abs(cell) >= _EXACT
    if big or (isinstance(cell, str) and _SCIENTIFIC.fullmatch(clean(cell))):
        raise ValueError("超过 15 位的数字被电子表格改写,请把该列设为“文本”格式后重新填写")


def _bool(field: Field, cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    word = clean(cell).lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ValueError(f"“{word}”应填 是 或 否")


def _year(field: Field, cell: Cell) -> int:
    found = re.fullmatch(r"(\d{4})\s*(?:年|年度)?", clean(cell))
    if found is None or not 1990 <= int(found[1]) <= 2100:
        raise ValueError(f"无法识别的年度“{clean(cell)}”")
    return int(found[1])


def _urls(field: Field, cell: Cell) -> tuple[str, ...]:
    parts = tuple(p for p in re.split(r"[\s;,、;,]+", clean(cell)) if p)
    if bad := next((p for p in parts if not p.lower().startswith(("http://", "https://"))), None):
        raise ValueError(f"“{bad}”不是以 http:// 或 https:// 开头的网址")
    return parts


def _stages(field: Field, cell: Cell) -> tuple[tuple[str, dt.date], ...]:
    stages = []
    for part in filter(None, (p.strip() for p in re.split(r"[;\n]", clean(cell)))):
        stage, colon, day = part.partition(":")
        if not colon or not stage.strip():
            raise ValueError(f"“{part}”应写作 阶段:日期")
        stages.append((stage.strip(), as_date(day.strip())))
    return tuple(stages)


def _date(field: Field, cell: Cell) -> dt.date:
    return as_date(cell)


def _time(field: Field, cell: Cell) -> dt.datetime:
    return as_instant(cell, bare_date=True)


def _minute(field: Field, cell: Cell) -> dt.datetime:
    return as_instant(cell, bare_date=False)


_READERS: dict[Kind, Callable[[Field, Cell], Value]] = {
    Kind.TEXT: _text, Kind.DATE: _date, Kind.TIME: _time, Kind.MINUTE: _minute,
    Kind.BOOL: _bool, Kind.YEAR: _year, Kind.URLS: _urls, Kind.STAGES: _stages,
}  # fmt: skip


def as_date(cell: Cell) -> dt.date:
    """A day in any unambiguous form; an instant with zone counts as its day in Shanghai."""
    if isinstance(cell, dt.date) and not isinstance(cell, dt.datetime):
        return cell
    return as_instant(cell, bare_date=True).astimezone(SHANGHAI).date()


def as_instant(cell: Cell, bare_date: bool) -> dt.datetime:
    """An instant in UTC; without a zone it is Asia/Shanghai. Raises ValueError."""
    if isinstance(cell, dt.datetime):
        return _utc(cell)
    if isinstance(cell, int | float) and int(cell) in _EXCEL_DAYS:
        # A date cell that lost its format is the count of days since 1899-12-30.
        return _utc(_EXCEL_EPOCH + dt.timedelta(days=float(cell)))
    text = _DASHES.sub("-", clean(cell))
    day, rest = _day_of(text)
    if not rest and bare_date:
        return _utc(dt.datetime.combine(day, dt.time()))
    clock = _CLOCK.fullmatch(rest)
    if clock is None or (clock["min"] is None and "时" not in rest and "点" not in rest):
        reason = "缺少时分" if not rest else "无法识别的时间"
        raise ValueError(f"{reason}“{text}”")
    return _utc(_at(day, clock, text))


def _at(day: dt.date, clock: re.Match[str], text: str) -> dt.datetime:
    try:
        moment = dt.time(int(clock["h"]), int(clock["min"] or 0), int(clock["s"] or 0))
    except ValueError:
        raise ValueError(f"无法识别的时间“{text}”") from None
    zone = (clock["zone"] or "").upper().replace("Z", "+00:00")
    tz = dt.datetime.strptime(zone, "%z").tzinfo if zone else None
    return dt.datetime.combine(day, moment, tz)


def _day_of(text: str) -> tuple[dt.date, str]:
    """The day at the start of a text and what follows it."""
    try:
        if found := _DAY.match(text):
            year, month, day = (int(g) for g in found.groups() if g)
            return dt.date(year, month, day), text[found.end() :]
        if found := _DAY_LAST.fullmatch(text):
            return _day_last(*(int(g) for g in found.groups())), ""
        if found := _CHINESE_DAY.fullmatch(text):
            return dt.date(_year_of(found[1]), _small(found[2]), _small(found[3])), ""
    except (ValueError, KeyError):
        raise ValueError(f"无法识别或不存在的日期“{text}”") from None
    return _english(text), ""


def _day_last(first: int, second: int, year: int) -> dt.date:
    if first <= 12 and second <= 12 and first != second:
        raise ValueError("day and month could be exchanged")
    month, day = (second, first) if first > 12 else (first, second)
    return dt.date(year, month, day)


def _english(text: str) -> dt.date:
    for form in _ENGLISH:
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(f"无法识别的日期“{text}”(请写作 2018-06-29)")


def _year_of(digits: str) -> int:
    return int("".join(str(_DIGITS[c]) for c in digits))


def _small(text: str) -> int:
    """A Chinese number from 1 to 99; raises KeyError."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[text]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _utc(moment: dt.datetime) -> dt.datetime:
    local = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    return local.astimezone(dt.UTC)
