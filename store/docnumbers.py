"""Document numbers (文号) as printed, and in the one spelling in which they are compared.

党政机关公文格式 (GB/T 9704-2012) prints 甘文发〔2018〕12号: the issuer's code, the year in six-cornered
brackets, a number without leading zeros. Portals write every other bracket, spaces, full-width
digits, 第, and what a scan made of digits; all of them are one number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

#: Labels of the field, the most exact first.
LABELS = ("发文字号", "公文字号", "文件字号", "发文号", "发布文号", "文号", "文件编号", "文件号")

_OPEN, _CLOSE = r"[〔\[［【(（{﹝〖「〈<《﹙]", r"[〕\]］】)）}﹞〗」〉>》﹚]"
_DIGIT = r"[\d０-９OoＯ〇○lIＩ]"
_GAP = r"[ \u3000\xa0]{0,3}"
_CODE = r"[\u4e00-\u9fffA-Za-z]"
_YEAR = rf"[12１２]{_DIGIT}{{3}}{_GAP}年?"
_YEARLY = (
    rf"{_CODE}(?:[ \u3000\xa0]?{_CODE}){{0,39}}{_GAP}{_OPEN}{_GAP}{_YEAR}{_GAP}{_CLOSE}"
    rf"{_GAP}(?:第{_GAP})?(?:{_DIGIT}[ \u3000\xa0]?){{1,5}}号"
)
_SERIAL = (  # 国令第706号, 中华人民共和国文化部令第52号, 公告2018年第6号
    rf"[\u4e00-\u9fff]{{0,30}}(?:令|公告|通告)[（(]?{_GAP}(?:(?:19|20)\d\d{_GAP}年{_GAP})?第{_GAP}"
    r"(?:\d{1,5}|[一二三四五六七八九十百〇○零]{1,7})[ \u3000\xa0]?号[)）]?"
)
_NUMBER = re.compile(rf"{_YEARLY}|{_SERIAL}")
_LINE = re.compile(
    rf"[（(【\[〔]?\s*(?P<number>{_YEARLY}|{_SERIAL})\s*[)）】\]〕]?"
    r"(?:\s+(?:签\s*发\s*人|签发|此件|印\s*发).*)?"
)
_TITLE_END = re.compile(r"^.*(?:决定书|通知书|告知书|意见书|承诺书|关于|根据|依据|按照|印发|转发)")
_LIKE_DIGITS = str.maketrans("OoＯ〇○lIＩ", "00000111")
_PARTS = re.compile(rf"(.*?){_OPEN}(\d{{4}})年?{_CLOSE}第?0*(\d+)号$")
_BRACKET = re.compile(rf"{_OPEN}(?={_GAP}[12１２])")
_LABEL = re.compile(
    r"^[【\[]?\s*(?:" + "|".join(r"\s*".join(x) for x in LABELS) + r")\s*[】\]]?\s*[:：]?\s*"
)
_MAX_LINE = 80


def number_line(text: str) -> str:
    """The number in a line that is nothing but a document's number; "" for any other line.

    Brackets around the whole and a 签发人 behind it belong to such a line, not to the number.
    """
    if "号" not in text or len(text) > _MAX_LINE:
        return ""
    found = _LINE.fullmatch(_LABEL.sub("", text.strip()))
    return _unwrapped(found["number"].strip()) if found else ""


def number_in(text: str) -> str:
    """The first number that a text names, without the words of a title before its code."""
    found = _NUMBER.search(text) if "号" in text else None
    if found is None:
        return ""
    code, bracket, rest = _at_bracket(found[0])
    code = _TITLE_END.sub("", code) or code
    return _unwrapped(f"{code}{bracket}{rest}".strip())


def number_of(fields: Mapping[str, str]) -> str:
    """The number among a page's labelled fields, as printed."""
    return next((fields[label] for label in LABELS if fields.get(label)), "")


def spelled(number: str) -> str:
    """A number in the spelling of GB/T 9704: 甘文发 [2018] 第012号 → 甘文发〔2018〕12号.

    What is no number of that form only loses its spaces and full-width characters.
    """
    plain = "".join(unicodedata.normalize("NFKC", number.replace("○", "〇")).split())
    code, bracket, rest = _at_bracket(plain)
    parts = _PARTS.fullmatch(f"{code}{bracket}{rest.translate(_LIKE_DIGITS)}") if bracket else None
    return f"{parts[1]}〔{parts[2]}〕{parts[3]}号" if parts else plain


def pattern_of(number: str) -> re.Pattern[str]:
    """A spelled number as any portal prints it: other brackets, spaces, zeros in front."""
    parts = re.fullmatch(r"(.+)〔(\d{4})〕(\d+)号", number)
    if parts is None:
        return re.compile(rf"(?<!\d){re.escape(number)}(?!\d)")
    code = r"\s*".join(map(re.escape, parts[1]))
    return re.compile(
        rf"{code}\s*[〔\[［【(（]\s*{parts[2]}\s*[〕\]］】)）]\s*第?\s*0*{parts[3]}\s*号"
    )


def _at_bracket(number: str) -> tuple[str, str, str]:
    """Code, bracket of the year, and the rest; the code may hold brackets of its own."""
    found = list(_BRACKET.finditer(number))
    if not found:
        return "", "", number
    last = found[-1]
    return number[: last.start()], last[0], number[last.end() :]


def _unwrapped(number: str) -> str:
    """Without the closing bracket of a pair that was opened before the number."""
    if number.endswith((")", "）")) and not re.search(r"[（(].*[)）]$", number):
        return number[:-1].strip()
    return number
