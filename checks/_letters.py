"""Whether a text is a whole letter of reply: its formula, its body, who signed and when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from store.facts import Table

#: Characters of prose below which a text is an abstract, not a reply in full (requirement 2.3).
WHOLE = 300

_FORMULA = re.compile(
    r"(?:现|兹)?(?:将|就)?.{0,40}?(?:答复|回复|函复|复函|办复|汇报|报告)(?:意见)?如下"
    r"|(?:建议|提案|议案|来函|来信)[^。]{0,60}?(?:已?收悉|已?收到|已?收阅)|(?:收悉|收阅)[。,.]"
    r"|(?:答复|回复|办理情况)(?:意见)?如下|专此(?:函|答)?复|特此(?:函|答)?复"
)
#: The sentence with which a letter begins, once a letter.
_OPENED = re.compile(r"(?:建议|提案|议案|来函|来信)[^。]{0,60}?(?:已?收悉|已?收到|已?收阅)")
_ORGAN = (
    r"[\u4e00-\u9fff]{1,28}(?:厅|局|委员会|委|办公室|政府|中心|馆|院|部|处|署|总队|大队|支队|公司|社|会|"
    r"法院|检察院|大学|学校)"
)
_NUMERAL = r"[\d〇零○Oo一二三四五六七八九十]"
_DATE = rf"{_NUMERAL}{{4}}(?:年{_NUMERAL}{{1,2}}月{_NUMERAL}{{1,3}}[日号]?|[-/.]\d{{1,2}}[-/.]\d{{1,2}})"
_SIGNED = re.compile(rf"({_ORGAN})(?:[((][^))]{{0,12}}[))])?({_DATE})")
_LONE_ORGAN = re.compile(rf"(?:{_ORGAN}\s*){{1,4}}(?:[((][^))]{{0,12}}[))])?")
_LONE_DATE = re.compile(_DATE)
#: How far from the end a signature is looked for; contacts, copies and share buttons follow it.
_TAIL = 600

_SIGNED_FIELDS = (
    "发文机关",
    "发文单位",
    "发布机构",
    "发文机构",
    "答复单位",
    "承办单位",
    "主办单位",
)
_DATED_FIELDS = ("成文日期", "发文日期", "答复日期", "答复时间", "生成日期")


def compact(text: str) -> str:
    """The text with half-width forms and without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def has_formula(text: str) -> bool:
    """Whether the text says that it replies."""
    return _FORMULA.search(compact(text)) is not None


def has_several(text: str) -> bool:
    """Whether the text replies more than once: letters that stand one behind the other."""
    return len(_OPENED.findall(compact(text))) > 1


def missing_parts(text: str, fields: dict[str, str], tables: Iterable[Table] = ()) -> list[str]:
    """What a text lacks to be a reply in full; empty for a whole letter.

    Labelled fields of the page (发文机关, 成文日期) count as signature and date: many portals
    print them above the text and cut the foot of the letter off.
    """
    missing = [] if has_formula(text) else ["答复用语（如“现答复如下”）"]
    organ, date = _signature(text)
    if not organ and not any(fields.get(name) for name in _SIGNED_FIELDS):
        missing.append("落款单位")
    if not date and not any(fields.get(name) for name in _DATED_FIELDS):
        missing.append("落款日期")
    if (length := len(compact(_prose(text, tables)))) < WHOLE:
        missing.append(f"完整正文（除表格外仅 {length} 字，少于 {WHOLE} 字）")
    return missing


def _signature(text: str) -> tuple[bool, bool]:
    """Whether an organ signed and a date stands at the foot; both may be broken over lines."""
    tail = compact(text)[-_TAIL:]
    if _SIGNED.search(tail):
        return True, True
    lines = [compact(line) for line in text.splitlines()]
    foot = [line for line in lines if line][-15:]
    organ = any(len(line) <= 40 and _LONE_ORGAN.fullmatch(line) for line in foot)
    date = any(len(line) <= 40 and _LONE_DATE.search(line) for line in foot)
    return organ, date


def _prose(text: str, tables: Iterable[Table]) -> str:
    """The text without what only repeats cells of tables; a long cell is a layout, not a table."""
    cells = {compact(c) for table in tables for row in table.rows for c in row if len(c) <= 100}
    rows = {compact("".join(row)) for table in tables for row in table.rows}
    rows = {row for row in rows if len(row) <= 400}
    kept = []
    for line in text.splitlines():
        parts = [compact(part) for part in re.split(r"[\t|]", line)]
        if compact(line) not in rows and not all(part in cells or not part for part in parts):
            kept.append(line)
    return "\n".join(kept)
