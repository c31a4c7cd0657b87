"""What a disclosure says in words: the sections of its explanation and the figures in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from checks._amounts import FACTORS

#: Sections that an explanation must have → what counts as having it.
SECTIONS: Final = {
    "主要职责": re.compile(r"职责|职能|主要工作任务"),
    "机构设置": re.compile(
        r"机构设置|机构情况|机构组成|内设机构|内设|单位构成|部门构成|机构构成|预算单位|"
        r"(?:机构|人员)(?:编制)?(?:及|和|、|与)(?:人员|机构)|处室设置|所属单位|下属单位|基层单位"
    ),
    "收支增减变化": re.compile(
        r"(?:比|较|同比|相比|与).{0,40}?(?:增加|减少|增长|下降|增|减|持平|一致|不变|基本相同)"
    ),
    "机关运行经费": re.compile(
        r"机关运行经费(?!\s*(?:[:：]|是?指|,是?指|反映)).{0,60}?(?:\d|没有|无|未安排|不涉及|零|为0)"
        r"|(?:没有|无|未安排|不涉及).{0,12}机关运行经费"
    ),
    "政府采购": re.compile(
        r"政府采购(?!\s*(?:[:：]?\s*(?:是?指)|法)).{0,60}?(?:\d|没有|无|未安排|不涉及|零)"
        r"|(?:没有|无|未安排|不涉及).{0,12}政府采购"
    ),
    "名词解释": re.compile(r"名词解释|名词说明|术语解释|专业名词|专业性较强的名词|名词释义"),
}

#: The four public expenses that must be given separately.
PUBLIC: Final = ("因公出国(境)费", "公务用车购置费", "公务用车运行费", "公务接待费")
#: Purchase and running together, and the sum of all.
CARS: Final = "公务用车购置及运行费"
WHOLE: Final = "合计"
_IN_TEXT: Final = {
    "因公出国(境)费": r"因公出国\(?境?\)?(?:费用?|经费)?",
    "公务用车购置费": r"(?:公务用车|公车|车辆)购置(?:费用?|经费|支出)?",
    "公务用车运行费": r"(?:公务用车|公车|车辆)?(?<!及)(?<!和)(?<!、)(?<!机关)运行(?:维护|维修)?"
    r"(?:费用?|经费|支出)?",
    "公务接待费": r"公务接待(?:费用?|经费|支出)?",
}
_AMOUNT: Final = (
    r"(?:支出|年初)?(?:预算|决算)?(?:数|安排|支出)?(?:为|是|共|共计|共安排|安排|支出)?[:：,]?"
    r"(-?\d[\d,]*(?:\.\d+)?)(亿元|万元|元)"
)
_COMPARED: Final = re.compile(
    r"(?:三公|因公出国|公务接待|公务用车|公车).{0,160}?(?:比|较|同比|相比|上年|同期).{0,60}?"
    r"(?:增加|减少|增长|下降|降低|持平|一致|不变|相同|增|减)",
    re.S,
)
_NONE: Final = (
    r"(?:没有|无|未安排|未发生|未使用|不涉及)[^。;,\n]{0,30}%s"
    r"|%s[^。;,\n]{0,40}(?:空表|无数据|没有|未安排|未发生|为零)"
    r"|%s[^。;,\d\n]{0,20}(?<![\d.])0(?:\.0+)?万?元"
)


@dataclass(frozen=True)
class Figure:
    """A figure of a sentence in yuan; ``slack`` is half a unit of its last printed digit."""

    value: Decimal
    slack: Decimal
    quote: str


def public_name(label: str) -> str:
    """Which of the public expenses a heading or label means, "" for counts and other money."""
    bare = unicodedata.normalize("NFKC", label)
    if re.search(r"机关运行|数量|辆|批次|人次|团组|人数|台数|增减|会议费|培训费", bare):
        return ""
    buying, running = "购置" in bare, "运行" in bare
    if buying and running:
        return CARS
    named = (
        ("出国" in bare, PUBLIC[0]), (buying, PUBLIC[1]), (running, PUBLIC[2]),
        ("接待" in bare, PUBLIC[3]), (bool(re.search(r"合计|总计|三公", bare)), WHOLE),
    )  # fmt: skip
    return next((name for applies, name in named if applies), "")


def plain(text: str) -> str:
    """A text with half-width signs, without the lines of a list of contents and soft breaks."""
    normal = unicodedata.normalize("NFKC", text)
    lines = [line.strip() for line in normal.splitlines()]
    kept = [line for line in lines if not re.search(r"\.{4,}|…{2,}|\.{3,}\s*\d+$", line)]
    return "\n".join(kept)


def missing_sections(text: str) -> list[str]:
    """Sections of the explanation that the text does not have."""
    bare = re.sub(r"(?<=[^\n。;:])\n(?=[^\n])", "", plain(text))
    return [name for name, pattern in SECTIONS.items() if not pattern.search(bare)]


def says_none(text: str, words: str) -> bool:
    """Whether a text says that there is nothing of a kind of money, or that its table is empty."""
    return bool(re.search(_NONE % (words, words, words), plain(text).replace("\n", "")))


def compared(text: str) -> bool:
    """Whether the text compares the three public expenses with another year."""
    return bool(_COMPARED.search(plain(text)))


def public_figures(text: str, year: int, kind: str) -> dict[str, Figure]:
    """The public expenses that the text states for a year, by name (WHOLE: their sum)."""
    whole = r"[“\"]?三公[”\"]?经费(?:财政拨款)?(?:合计|总额)?"
    return _stated(text, year, kind, {**_IN_TEXT, WHOLE: whole})


def stated_totals(text: str, year: int, kind: str) -> dict[str, Figure]:
    """收入总计, 支出总计 and 收支总预算 that the text states for a year."""
    patterns = {
        "收入总计": r"(?<!拨款)收入总计",
        "支出总计": r"(?<!拨款)支出总计",
        "收支总额": r"(?<!拨款)收支总(?:预算|决算|计|额)",
    }
    return _stated(text, year, kind, patterns)


def _stated(text: str, year: int, kind: str, patterns: dict[str, str]) -> dict[str, Figure]:
    """Figures stated once only, for the year, and not as the other of budget and account."""
    bare = re.sub(r"\s", "", plain(text))
    other = "决算" if kind == "预算" else "预算"
    found: dict[str, Figure] = {}
    for name, words in patterns.items():
        stated = [
            match for match in re.finditer(words + _AMOUNT, bare)
            if other not in match.group(0)
            and _of_year(bare[max(0, match.start() - 30) : match.start()], year)
        ]  # fmt: skip
        if len({_figure(match).value for match in stated}) == 1:
            found[name] = _figure(stated[0])
    return found


def _of_year(before: str, year: int) -> bool:
    """Whether the words before a figure do not speak of another year."""
    clause = re.split(r"[。;]", before)[-1]
    years = re.findall(r"(?:19|20)\d{2}", clause)
    return not re.search(r"上年|去年|同期", clause) and all(int(y) == year for y in years[-1:])


def _figure(match: re.Match[str]) -> Figure:
    number, unit = match.group(1).replace(",", ""), FACTORS[match.group(2)]
    digits = len(number.partition(".")[2])
    slack = unit * Decimal(5) / Decimal(10) ** (digits + 1)
    return Figure(Decimal(number) * unit, slack, match.group(0))


def public_stated(text: str) -> set[str]:
    """The public expenses that the text gives any figure for, or says there are none of."""
    bare = re.sub(r"\s", "", plain(text))
    return {
        name
        for name, words in _IN_TEXT.items()
        if re.search(words + _AMOUNT, bare) or says_none(text, words)
    }
