"""How a page names the proposal it answers: 第0123号, 第123、124号, 〔2018〕123号, 一百二十三号."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

NPC = "人大建议"
CPPCC = "政协提案"

_CHINESE = "〇零○一二三四五六七八九十百千两"
_NUMBER = rf"(?:\d{{1,8}}|[{_CHINESE}]{{1,9}})"
#: One number or a list of them, closed by 号: 第12、13号, 第12号、第13号, 第0123号.
_NUMBERED = re.compile(
    rf"(?P<year>[\[〔(【](?:19|20)\d\d年?[\]〕)】])?\s*第?\s*"
    rf"(?P<list>{_NUMBER}(?:\s*号?\s*[、,和及与/]\s*第?\s*{_NUMBER})*)\s*号"
)
_LABELLED = re.compile(rf"(?:编号|案号|建议号|提案号|议案号|NO\.?)\s*:?\s*第?(?P<list>{_NUMBER})(?!\d)",
                       re.IGNORECASE)  # fmt: skip
#: A year that tells the session or the batch, not one in a proposal's own subject.
_SESSION_YEAR = re.compile(
    r"((?:19|20)\d\d)年?度?(?=(?:全国|全省|省|市|州|县|区)?(?:级)?(?:两会|人大|政协|建议|提案|第|承办|办理))"
)
#: 2018001: the session's year written in front of the number.
_YEAR_AND_NUMBER = re.compile(r"(20\d\d)(\d{3,4})")
_ONES = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}

_NPC_WORDS = re.compile(r"人大(?!常委会|会堂)|人民代表大会|代表(?:建议|议案)|号建议|议案|代表[::]")
#: Names that mean both kinds at once say nothing about one of them.
_BOTH = re.compile(
    r"(?:人大)?(?:代表)?建议[、和与及/]?(?:议案)?[、和与及/]?(?:省)?(?:政协)?(?:委员)?提案|提案[、和与及/]?建议"
)
_CPPCC_WORDS = re.compile(r"政协|提案|委员(?!会)[::]?")


@dataclass(frozen=True)
class Reference:
    """A number as printed; ``kind`` or ``year`` is empty or 0 where the page does not say."""

    number: int
    kind: str
    year: int
    quote: str


def folded(text: str) -> str:
    """Full-width letters, digits and brackets as ASCII where there is one."""
    return unicodedata.normalize("NFKC", text)


def kind_of(text: str) -> str:
    """人大建议 or 政协提案 when a title or a column name means only one of them."""
    single = _BOTH.sub("", text)
    npc, cppcc = bool(_NPC_WORDS.search(single)), bool(_CPPCC_WORDS.search(single))
    return {(True, False): NPC, (False, True): CPPCC}.get((npc, cppcc), "")


def year_of(text: str) -> int:
    """The one year of a session or batch that a title tells, else 0."""
    years = {int(year) for year in _SESSION_YEAR.findall(folded(text))}
    return years.pop() if len(years) == 1 else 0


def references(text: str) -> Iterator[Reference]:
    """All proposal numbers in a title or the head of a letter; document numbers left out."""
    plain = folded(text)
    for found in (*_NUMBERED.finditer(plain), *_LABELLED.finditer(plain)):
        year = found.groupdict().get("year") or ""
        if year and _is_document_number(plain[: found.start()]):
            continue
        kind = _kind_around(plain, found)
        session = int(re.sub(r"\D", "", year)) if year else year_of(_near(plain, found))
        for digits in re.findall(_NUMBER, found["list"]):
            number = value(digits)
            if number is None:
                continue
            yield Reference(number, kind, session, found[0].strip())
            if batch := _YEAR_AND_NUMBER.fullmatch(digits):
                yield Reference(int(batch[2]), kind, int(batch[1]), found[0].strip())


def value(digits: str) -> int | None:
    """0123, １２３, 一百二十三 and 一二三 as numbers; None when it is no number."""
    if digits.isdecimal():
        return int(digits)
    if not any(c in _UNITS for c in digits):
        return int("".join(str(_ONES[c]) for c in digits))
    total, one = 0, None
    for c in digits:
        if c in _UNITS:
            total += (1 if one is None else one) * _UNITS[c]
            one = None
        elif one not in (None, 0):
            return None  # 一二十: digits without their unit
        else:
            one = _ONES[c]
    return total + (one or 0)


def numbers_of(cell: str) -> frozenset[int]:
    """The numbers a register's cell may stand for: 0123, 第123号, 2018-123, 20180123."""
    groups = [int(g) for g in re.findall(r"\d+", folded(cell))]
    if not groups:
        chinese = re.findall(rf"[{_CHINESE}]+", cell)
        return frozenset(v for c in chinese if (v := value(c)) is not None)
    last = str(groups[-1])
    # A year written in front without a stroke: 2018 + 0123.
    tail = {int(last[4:])} if len(last) >= 7 and last.startswith(("19", "20")) else set()
    return frozenset({groups[-1], *tail})


def _is_document_number(before: str) -> bool:
    """Whether 〔2018〕12号 belongs to 甘文函 or the like and not to a proposal."""
    head = before.rstrip()
    if re.search(r"(?:建议|提案|议案|人大|政协|编号|案号)[::]?$", head):
        return False
    return bool(re.search(r"[\u4e00-\u9fff]$", head))


def _near(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 30) : found.end() + 6]


def _kind_around(text: str, found: re.Match[str]) -> str:
    """The kind told right behind the number, else by the nearest word before it."""
    after = text[found.end() : found.end() + 8]
    if behind := re.match(r"[^,。;、]{0,4}?(建议|议案|提案)", after):
        return CPPCC if behind[1] == "提案" else NPC
    before = _BOTH.sub("", text[max(0, found.start() - 40) : found.start()])
    last_npc = max(
        (m.end() for m in re.finditer(r"人大|人民代表大会|建议|议案", before)), default=-1
    )
    last_cppcc = max((m.end() for m in re.finditer(r"政协|政治协商|提案", before)), default=-1)
    if last_npc == last_cppcc:
        return ""
    return NPC if last_npc > last_cppcc else CPPCC
