"""Clause 19: the site does not contradict itself; two statements are shown side by side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import combinations
from typing import Final

from checks._declare import Topic, check
from checks._results import Result, attest, passed
from checks._said import Said, Statements
from store.vocabulary import Severity

TOPIC: Final = Topic("19", "政府网站考评和内容建设", norms=("要点",))
_SHOWN: Final = 3
_SEASON: Final = re.compile(r"[夏冬春秋]|季|节假日|寒暑?假|暑假|月")
_ROAD: Final = re.compile(r"([\u4e00-\u9fff]{2,8}(?:路|街|道|巷|大道))\s*(\d+)\s*号")
_CLOCK: Final = re.compile(r"(\d{1,2})\s*[:：时点]\s*(\d{2})?")
_METHOD: Final = (
    "只比较没有发布日期的网页、页脚和名录（预算总额不限）中写明主体的说法，新闻和通知不比。"
    "只报告，哪一处正确由人核实。"
)

Differs = Callable[[Said, Said], bool]


@check(
    id="consistency.phone", topic=TOPIC, severity=Severity.INFO,
    title="同一机构的电话各处一致",
    expected="同一机构同一用途的电话，在各网页上没有互相矛盾的写法",
    remedy="核实正确的电话，更正其他网页。",
    method=_METHOD,
)  # fmt: skip
def phone(said: Statements) -> Result:
    """No two pages give wholly different telephones for one purpose of one office."""
    return _compared(said, "phone", "电话", _other_phone)


@check(
    id="consistency.address", topic=TOPIC, severity=Severity.INFO,
    title="同一机构的地址各处一致",
    expected="同一机构的地址，在各网页上没有互相矛盾的写法",
    remedy="核实正确的地址，更正其他网页。",
    method=f"同一条路不同门牌号的为矛盾，写法详略不同的不计。{_METHOD}",
)  # fmt: skip
def address(said: Statements) -> Result:
    """No two pages give one road with different numbers for one office."""
    return _compared(said, "address", "地址", _other_address)


@check(
    id="consistency.hours", topic=TOPIC, severity=Severity.INFO,
    title="同一机构的开放、办公时间各处一致",
    expected="同一机构的开放或办公时间，在各网页上没有互相矛盾的写法",
    remedy="核实正确的时间，更正其他网页。",
    method=f"比较其中的钟点；写明季节、节假日的不比。{_METHOD}",
)  # fmt: skip
def hours(said: Statements) -> Result:
    """No two pages give different hours for one place."""
    return _compared(said, "hours", "时间", _other_hours)


@check(
    id="consistency.budget-total", topic=TOPIC, severity=Severity.INFO,
    title="同一单位同一年度的预决算总额各处一致",
    expected="同一单位同一年度的收支总预算（总决算），在各网页和附件中数额一致",
    remedy="核对批复数，更正写错的网页或附件。",
    method=f"换算成元后比较，四舍五入的差别不计。{_METHOD}",
)  # fmt: skip
def budget_total(said: Statements) -> Result:
    """No two places give different totals for one unit and year."""
    return _compared(said, "total", "预决算总额", _other_total)


def _compared(said: Statements, kind: str, what: str, differs: Differs) -> Result:
    groups = said.of(kind)
    odd = [pair for group in groups.values() if (pair := _contradiction(group, differs))]
    count = sum(map(len, groups.values()))
    told = f"检查网页 {said.pages} 个，读到{what} {count} 处、{len(groups)} 组，矛盾 {len(odd)} 组"
    if not odd:
        return passed(told, said.home)
    names = "；".join(f"{a.who}{a.label}：“{a.value}”与“{b.value}”" for a, b in odd[:_SHOWN])
    pieces = [each.evidence for pair in odd[:_SHOWN] for each in pair]
    return attest(f"{told}：{names}，请核实哪一处正确", *pieces)


def _contradiction(group: list[Said], differs: Differs) -> tuple[Said, Said] | None:
    """The first two statements of different pages that cannot both be right."""
    kept = {each.value: each for each in reversed(group)}
    for one, other in combinations(reversed(kept.values()), 2):
        if one.capture.url != other.capture.url and differs(one, other):
            return one, other
    return None


def _other_phone(one: Said, other: Said) -> bool:
    a, b = (_phones(each.value) for each in (one, other))
    return bool(a) and bool(b) and not a & b


def _phones(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text)
    found = re.findall(
        r"(?:\(?0\d{2,3}\)?[- ]?)?[2-8]\d{6,7}|1[3-9]\d{9}|400[- ]?\d{3,4}[- ]?\d{3,4}", plain
    )
    return {re.sub(r"\D", "", each)[-7:] for each in found}


def _other_address(one: Said, other: Said) -> bool:
    a, b = (dict(_ROAD.findall(unicodedata.normalize("NFKC", each.value))) for each in (one, other))
    return any(
        road.endswith(name) or name.endswith(road)
        for road in a for name in b
        if a[road] != b[name]
    ) and not any(a.get(road) == number for road, number in b.items())  # fmt: skip


def _other_hours(one: Said, other: Said) -> bool:
    if _SEASON.search(one.value + other.value):
        return False
    a, b = (_clocks(each.value) for each in (one, other))
    return bool(a) and bool(b) and not (a <= b or b <= a)


def _clocks(text: str) -> set[tuple[int, int]]:
    plain = unicodedata.normalize("NFKC", text)
    return {
        (
            int(hour) + (12 if int(hour) <= 6 and "下午" in plain[: at.start()] else 0),
            int(minute or 0),
        )
        for at in _CLOCK.finditer(plain)
        for hour, minute in (at.groups(),)
    }


def _other_total(one: Said, other: Said) -> bool:
    a, b = float(one.value), float(other.value)
    coarse = 10_000.0 if "亿" in one.quote + other.quote else 100.0
    return abs(a - b) > max(coarse, 0.0005 * max(a, b))
