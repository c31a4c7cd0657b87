"""Numbers that belong to a private person: identity numbers, bank cards, mobile telephones.

An identity number is known by its form (GB 11643: region, day of birth, check character), a bank
card by its issuer's prefix, its check digit (ISO/IEC 7812, Luhn) and a word beside it that says
so, a mobile number only by standing beside a private name: offices publish mobiles too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: What may stand between the digits of a number.
_GAP: Final = "[ \\t\\u00a0\\u3000\\u200b-]?"
#: 18 characters; the 20 of a disabled person's certificate begin with the identity number.
_IDENTITY: Final = re.compile(
    rf"(?<!\d)[1-9]\d(?:{_GAP}\d){{15}}{_GAP}[\dXx](?:[1-7][1-4](?!\d))?(?!\d)"
)
_OLD_IDENTITY: Final = re.compile(r"(?<!\d)[1-9]\d{14}(?!\d)")
_CARD: Final = re.compile(rf"(?<!\d)(?:62|4\d|5[1-5]|60|95|35|37)(?:{_GAP}\d){{13,17}}(?!\d)")
_MOBILE: Final = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")
#: Issuers: UnionPay 62, Visa 4, MasterCard 51-55, and the domestic debit cards before 2000.
_ISSUERS: Final = ("62", "4", "51", "52", "53", "54", "55", "60", "9558", "35", "37")

_MOST_GAPS: Final = 5
_BEFORE: Final = 18  # characters in which the word that says what it is may stand
_OLDEST: Final = 1890
#: Unlabelled numbers with a later day are as likely serial numbers that carry their day of issue.
_GROWN: Final = 2005

LABEL: Final = re.compile(
    r"身份证|公民身份|身份号码|身份证明号|证件号|残疾人?证|学籍号|公民号码|ID\s?(?:卡|号)"
)
CARD_LABEL: Final = re.compile(r"银行卡|卡号|[账帐]号|[账帐]户号|一卡通|存折|社保卡")
_NUMBERED: Final = re.compile(r"编号|编码|证书|代码|文号|单号|批号|流水号|序号|条码")
#: What a licence has too: beside it a number must be beyond doubt by itself.
_WEAK: Final = re.compile(r"证件号|学籍号|ID")
PERSON: Final = re.compile(
    r"姓名|户主|申请人|当事人|考生|学员|学生|持证人|持卡人|领取人|收款人|受益人|本人|居民|村民|对象"
)
#: Words that only lists and lines about private people have.
PRIVATE: Final = re.compile(
    r"身份证|证件号|性别|出生|年龄|民族|家庭|住址|户主|户籍|户口|准考证|报考|毕业|学历|低保|残疾|贫困|"
    r"开户|卡号|人口数|监护人"
)
#: Offices, firms and people in office, whose numbers are meant to be called or paid to.
OFFICE: Final = re.compile(
    r"职务|职责|分管|联系人|负责人|经办|处室|科室|部门|机构|单位|公司|企业|热线|监督|举报|值班|咨询|办公|"
    r"传真|窗口|中心|财政|非税|专户|缴款|保证金|基金会|协会|对公|法人|投标|采购|招标|代理|服务电话"
)
SAMPLE: Final = re.compile(
    r"样例|示例|样表|示范|范本|填写说明|填表说明|填报说明|样本|例如|举例|模板|测试"
)
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")


@dataclass(frozen=True)
class Spot:
    """A number found in a string: where, what it is, why it may be something else (Chinese)."""

    start: int
    end: int
    kind: str  # identity, card or mobile
    digits: str  # without gaps
    label: str = ""
    doubt: str = ""


def folded(text: str) -> str:
    """The text with half-width digits, of the same length."""
    return text.translate(_FULL_WIDTH)


def identity_numbers(text: str, header: str = "", series: bool = False) -> Iterator[Spot]:
    """Identity numbers in a folded text; ``header`` is the column's or the cell's before it."""
    for found in _IDENTITY.finditer(text):
        digits = re.sub(r"[^\dXx]", "", found[0]).upper()
        if len(found[0]) - len(digits) > _MOST_GAPS or not _plausible(digits[:18]):
            continue
        label = _label(text, found.start(), header, LABEL)
        doubt = _doubt(digits[:18], label, series or _NUMBERED.search(header) is not None)
        if doubt is not None:
            yield Spot(*found.span(), "identity", digits, label, doubt)
    for found in _OLD_IDENTITY.finditer(text):
        label = _label(text, found.start(), header, LABEL)
        if label and _born(f"19{found[0][6:12]}") and _province(found[0]):
            yield Spot(*found.span(), "identity", found[0], label, "15 位旧号码没有校验码")


def cards(text: str, header: str = "") -> Iterator[Spot]:
    """Bank cards in a folded text that a word beside them calls so."""
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        label = _label(text, found.start(), header, CARD_LABEL)
        if label and digits.startswith(_ISSUERS) and _luhn(digits) and not is_identity(digits):
            yield Spot(*found.span(), "card", digits, label)


def mobiles(text: str) -> Iterator[Spot]:
    """Mobile numbers in a folded text, whoever's they are."""
    for found in _MOBILE.finditer(text):
        yield Spot(*found.span(), "mobile", re.sub(r"\D", "", found[0])[-11:])


def identity_shaped(text: str) -> bool:
    """Whether a cell is a number of 18 characters, valid or not."""
    return _IDENTITY.fullmatch(text.strip()) is not None


def is_identity(number: str) -> bool:
    """Whether a number has a province, a possible day of birth and the right check character."""
    return len(number) >= 18 and _plausible(number[:18]) and _checked(number[:18])


def masked(text: str) -> str:
    """First three and last two characters of a number; its length and gaps stay."""
    places = [at for at, sign in enumerate(text) if sign.isalnum()]
    hidden = set(places[3:-2])
    return "".join("*" if at in hidden else sign for at, sign in enumerate(text))


# -- forms --------------------------------------------------------------------------------------


def _plausible(number: str) -> bool:
    return _born(number[6:14]) and _province(number)


def _born(day: str) -> bool:
    try:
        return dt.date(int(day[:4]), int(day[4:6]), int(day[6:8])).year >= _OLDEST
    except ValueError:
        return False


def _checked(number: str) -> bool:
    from stdnum.cn import ric

    return number[17] == ric.calc_check_digit(number)


def _province(number: str) -> bool:
    return "province" in _place(number)


def _place(number: str) -> dict[str, str]:
    """Province and county of a region code; a county is known in any of its years."""
    from stdnum import numdb

    found = numdb.get("cn/loc").info(number[:6])
    return {key: value for _, properties in found for key, value in properties.items()}


def _doubt(number: str, label: str, series: bool) -> str | None:
    """Why a plausible number may be none ("": nothing speaks against it); None: it is none."""
    sure = bool(label) and not _WEAK.match(label)
    if not _checked(number):
        return "校验码不符，可能是误录" if sure else None
    if sure:
        return ""
    if series:
        return "表头或同列的其他号码说明可能是编号"
    if "county" not in _place(number):
        return "行政区划代码查不到，又没有“身份证”字样，可能是编号"
    if int(number[6:10]) >= _GROWN:
        return "没有“身份证”字样，其中的日期较近，可能是编号"
    return ""


def _luhn(digits: str) -> bool:
    from stdnum import luhn

    return 15 <= len(digits) <= 19 and bool(luhn.is_valid(digits))


def _label(text: str, at: int, header: str, wanted: re.Pattern[str]) -> str:
    line = text.rfind("\n", 0, at) + 1
    near = wanted.search(text, max(line, at - _BEFORE), at) or wanted.search(header)
    return near[0] if near else ""
