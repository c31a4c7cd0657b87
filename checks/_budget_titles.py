"""What titles say: whose budget or final account of which year, and which table it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

#: Kinds of tables → how a message names them, in the order of the norm.
TABLES: Final = {
    "overview": "收支总表",
    "income": "收入总表",
    "spending": "支出总表",
    "fiscal": "财政拨款收支总表",
    "general": "一般公共预算支出表",
    "basic": "一般公共预算基本支出表",
    "public": "“三公”经费支出表",
    "funds": "政府性基金预算支出表",
    "capital": "国有资本经营预算支出表",
}

_NUMERALS: Final = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_YEAR: Final = re.compile(
    r"((?:19|20)\d{2}|(?<!\d)\d{2})年度?|((?:19|20)\d{2})(?=[^\d]{0,12}[预决]算)"
)
_CHINESE_YEAR: Final = re.compile(r"二[〇○零O0][〇○零O0一二三四五六七八九]{2}年")
#: Spaces within “2018 年度”.
_LOOSE: Final = re.compile(r"(?<=\d)\s+(?=年)|(?<=年)\s+(?=度)|\s+(?=(?:19|20)\d\d\s*年)")
_KIND: Final = re.compile(r"预算|决算")
#: Titles that speak about budgets without being one.
_OTHER: Final = re.compile(
    r"绩效|审计|通知|批复|解读|培训|会议|草案|执行情况|调整|采购意向|意向|专项资金|招标|中标|成交|"
    r"座谈|召开|举办|举行|部署|动员|学习|传达|报送|编制工作|征求|审查|目录|办法|规定|制度|条例|法\b|转移支付|总决算|总预算|工作方案"
)
#: Words of a title that may announce a whole budget among other things, and of one that does not.
_WHOLE: Final = re.compile(r"(?:部门|单位|收支|年|度)(?:综合|收支|财政)?[预决]算")
_NOT_ITSELF: Final = re.compile(
    r"审计|通知|会议|召开|培训|部署|启动|编报|执行情况|调整|采购|招标|中标|成交|征求|转移支付|总[预决]算|专项资金|"
    r"[预决]算绩效|绩效评价"
)
#: What names no unit in a title.
_NO_UNIT: Final = re.compile(
    r"^(?:关于|公开|公布|附件\d*|附\d*|附表\d*|[\d一二三四五六七八九十]+[、.]|[\s:：、.,，()（）《》“”\"'\[\]【】—_-])+"
)
_UNIT_ENDS: Final = re.compile(
    r"(厅|局|委|委员会|办公室|馆|院|中心|团|所|校|站|社|会|处|队|剧院|剧场|学院|公司|基金会|部)$"
)
#: What may stand between the year and 预算 when no unit is named.
_ABOUT_MONEY: Final = re.compile(
    r"度|省级|市级|区级|本级|部门|单位|机关|财政|资金|收支|收入|支出|综合|三公|经费|情况|公开|信息|的|关于|及|和|"
    r"[\s、,，“”\"'()（）《》:：—-]|[厅局委本我]"
)
#: A department that speaks of itself.
_SELF: Final = re.compile(r"^[本我省]?(?:厅|局|委|部门|单位)?(?:机关|本级)?$")
_TAIL: Final = re.compile(
    r"(?:[(（](?:本级|机关|汇总|本部)[)）]|本级|机关本级|汇总|本部|的|及所属单位|(?:部门|单位))+$"
)


@dataclass(frozen=True)
class Heading:
    """What one title announces; ``unit`` is empty when it names none."""

    unit: str
    year: int
    kind: str  # 预算 or 决算


def headings(title: str) -> tuple[Heading, ...]:
    """The budgets and final accounts that a title announces, none when it is about other things."""
    text = _plain(title)
    if not _KIND.search(text) or _OTHER.search(text):
        return ()
    found: dict[tuple[int, str], Heading] = {}
    years = list(_YEAR.finditer(text))
    for position, match in enumerate(years):
        end = years[position + 1].start() if position + 1 < len(years) else len(text)
        kinds = _KIND.findall(text[match.end() : end]) or _KIND.findall(text[: match.start()])
        year = int(match.group(1) or match.group(2))
        for kind in kinds[:1]:
            inner = text[match.end() : end]
            unit = _unit(text[: match.start()], inner)
            if not unit and _ABOUT_MONEY.sub("", _KIND.split(inner)[0]):
                continue  # 2018年…专项经费预算: a budget of something else
            full = year + 2000 if year < 100 else year
            found.setdefault((full, kind), Heading(unit, full, kind))
    return tuple(found.values())


def headings_below(title: str, column: str) -> tuple[Heading, ...]:
    """What an entry belongs to whose column bears the announcement: a part of it, or a unit's.

    Under 2018年部门预算 an entry 收支总表 is a table of that budget, 某某图书馆 that unit's.
    """
    above = headings(column)
    if len(above) != 1 or _OTHER.search(_plain(title)) or _YEAR.search(_plain(title)):
        return ()
    unit = plain_unit(_NO_UNIT.sub("", _plain(title)))
    return (replace(above[0], unit=unit),) if _UNIT_ENDS.search(unit) else above


def is_unclear(title: str, wanted: Iterable[tuple[int, str]]) -> bool:
    """Whether a title may announce one of the wanted budgets or accounts in words not understood.

    It names no year and no other matter, or a wanted year beside another matter: 部门预算公开目录,
    部门预算公开及绩效目标.
    """
    text = _plain(title)
    if not _KIND.search(text) or headings(text):
        return False
    if not _YEAR.search(text):
        return not _OTHER.search(text)
    about = _WHOLE.search(text) and not _NOT_ITSELF.search(text)
    return bool(about) and any(str(year) in text and kind in text for year, kind in wanted)


def is_part(title: str, of: Heading) -> bool:
    """Whether a link under a disclosure leads to one of its tables.

    The neighbours that stand there too (下一篇) are disclosures of their own.
    """
    if not table_kind(title):
        return False
    named = headings(title)
    if not named:
        return True
    same = all((h.year, h.kind) == (of.year, of.kind) for h in named)
    return same and is_table_line(title) and {plain_unit(h.unit) for h in named} <= {"", of.unit}


def same_unit(one: str, other: str) -> bool:
    """Whether two names are one unit: equal, or one with the province in front of the other."""
    a, b = plain_unit(one), plain_unit(other)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return long == short or (
        len(short) >= 3 and long.endswith(short) and len(long) - len(short) <= 5
    )


def plain_unit(name: str) -> str:
    """A unit's name without brackets, 本级 and the words of a website."""
    text = _TAIL.sub("", _plain(name))
    return re.sub(r"(?:门户网站|政府网站|官方网站|网站|门户)$", "", text)


def table_kind(title: str) -> str:
    """The kind of table that a title names, "" when it names none.

    Order matters: a table of 一般公共预算基本支出 is of basic expenditure, not of the budget.
    """
    text = re.sub(r"[“”\"'‘’《》\s]", "", _plain(title))
    if len(text) > 60 or re.search(r"[。;；]|绩效|采购|项目支出(?!功能)|明细项目|编制说明", text):
        return ""
    return next((kind for kind, pattern in _TABLE_WORDS if pattern.search(text)), "")


def is_table_line(line: str) -> bool:
    """Whether a line of text is the title of a table: it names one, ends with 表, is no sentence."""
    text = re.sub(r"\s", "", _plain(line))
    return bool(
        text
        and len(text) <= 50
        and re.search(r"表(?:[(（][^)）]*[)）])?$", text)
        and not re.search(r"[。,，;；]|详见|见附|\.{3,}|…", text)
    ) and bool(table_kind(text))


_TABLE_WORDS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("capital", r"国有资本"),
        ("funds", r"政府性基金"),
        ("public", r"三公|因公出国"),
        ("basic", r"基本支出"),
        ("fiscal", r"财政拨款(?:预算)?(?:收支|收入支出|收、支)"),
        ("general", r"一般公共(?:预算|服务预算).*支出|公共预算.*支出|财政拨款支出"),
        ("", r"机关运行|附属|事业收入|经营收入|财政专户"),
        ("overview", r"收支|收入支出|收入、支出"),
        ("income", r"收入"),
        ("spending", r"支出"),
    )
)


def _plain(text: str) -> str:
    normal = _LOOSE.sub("", unicodedata.normalize("NFKC", text).strip())
    return _CHINESE_YEAR.sub(lambda found: found[0].translate(_NUMERALS), normal).replace(
        "二0", "20"
    )


def _unit(before: str, after: str) -> str:
    """The unit before the year, else between the year and the word 预算 or 决算."""
    front = re.sub(r"关于(?:公开|公布)?$", "", _KIND.split(_NO_UNIT.sub("", before))[0])
    front = _TAIL.sub("", re.sub(r"[《》“”\"'()（）:：]", "", _TAIL.sub("", front)))
    if _UNIT_ENDS.search(front):
        return "" if _SELF.match(front) else front
    inner = _NO_UNIT.sub("", _KIND.split(after, maxsplit=1)[0])
    inner = _TAIL.sub("", re.sub(r"(?:省级|市级|收支|综合|财政|“?三公”?经费.*)+$", "", inner))
    return inner if _UNIT_ENDS.search(inner) and not _SELF.match(inner) else ""
