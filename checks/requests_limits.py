"""Clause 23b: time limits and fees as the guide prints them, and limits as they were kept."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from checks._declare import Topic, check, subjects
from checks._requests import REVISED, Guide, guide_of
from checks._results import Result, attest, failed, not_applicable, passed
from checks._statements import stated
from checks._workdays import working_days
from store.errors import MissingRegister
from store.judgements import Evidence
from store.snapshot import Register, Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="23b", title="依申请公开", norms=("政府信息公开条例#33",))

_NUMERALS: Final = {
    "三": 3, "五": 5, "七": 7, "十": 10, "十五": 15, "二十": 20, "三十": 30, "六十": 60,
}  # fmt: skip
_LIMIT: Final = re.compile(
    r"(?P<n>\d{1,2}|[二三六]?十五?|[三五七])\s*(?:[(（]\s*\d+\s*[)）])?\s*个?\s*工作日"
)
_EXTENSION: Final = re.compile(r"延长|延期|顺延|延迟")
_CORRECTION: Final = re.compile(r"补正|补充|不明确")
#: Limits of the applicant, and of what follows the correction.
_CORRECTED: Final = re.compile(
    r"收到补正|补正期限|合理期限|逾期|补正(?:申请|材料|后)|申请人应当?[^,]{0,20}补正"
)
_OTHER: Final = re.compile(
    r"第三方|更正|征求|形成|变更之日|主动公开|移送|转送|举报|复议|起诉|诉讼|登记|受理回执|公布|缴费|缴纳"
)
_REPLY: Final = re.compile(r"答复|回复|办理|作出|处理|办结|提供")


@check(
    id="requests.limits-printed", topic=TOPIC, severity=Severity.MAJOR, rows=("23b.4",),
    title="指南写明的答复期限正确",
    expected="答复20个工作日、延长不超过20个工作日、补正告知7个工作日（2019年5月15日前：答复15个、延长15个工作日）",
    remedy="按现行条例修改指南中的期限。",
    norms=("政府信息公开条例#33", "政府信息公开条例#30", "政府信息公开条例#答复期限"),
)  # fmt: skip
def limits_printed(snapshot: Snapshot) -> Result:
    """The guide prints the limits in force: 20, 20 and 7 working days; before 2019, 15 and 15."""
    found = guide_of(snapshot)
    if not isinstance(found, Guide):
        return not_applicable("没有发现信息公开指南，见“指南要素”")
    printed = _printed(found.text)
    revised = snapshot.run.as_of >= REVISED
    due = {"答复": 20, "延长": 20, "补正告知": 7} if revised else {"答复": 15, "延长": 15}
    wrong = [
        (name, number, words) for name, number, words in printed
        if name in due and number != due[name] and not _also_right(printed, name, due[name])
    ]  # fmt: skip
    if wrong:
        told = "；".join(f"{n}写为 {k} 个工作日，应为 {due[n]} 个" for n, k, _ in wrong)
        return failed(told, *[found.quote(words) for _, _, words in wrong])
    lacking = [name for name in due if name not in {name for name, _, _ in printed}]
    if lacking:
        found.main.refuse_unread()
        words = f"指南没有写明{'、'.join(lacking)}的期限（或写法未能识别），请人工核对"
        return attest(words, found.quote(found.main.title))
    told = "、".join(f"{name} {number} 个工作日" for name, number in due.items())
    return passed(
        f"指南写明的期限正确：{told}", *[found.quote(words) for _, _, words in printed[:3]]
    )


def _printed(text: str) -> list[tuple[str, int, str]]:
    """(what, working days, clause) of every limit of which the sentence says what it is for."""
    plain = re.sub(r"[^\S\n]", "", unicodedata.normalize("NFKC", text))
    return [found for sentence in re.split(r"[。;\n]", plain) for found in _in_sentence(sentence)]


def _in_sentence(sentence: str) -> Iterator[tuple[str, int, str]]:
    before = ""
    for clause in sentence.split(","):
        for match in _LIMIT.finditer(clause):
            name, number = _purpose(clause, before), _number(match["n"])
            if name and number:
                yield name, number, clause
        before += clause


def _purpose(clause: str, before: str) -> str:
    around = before + clause
    if _EXTENSION.search(clause) or _EXTENSION.search(before):
        return "延长"
    if _CORRECTION.search(around):
        told = re.search(r"告知|通知", around) and not _CORRECTED.search(around)
        return "补正告知" if told else ""
    if _OTHER.search(around):
        return ""
    return "答复" if _REPLY.search(clause) or "收到申请" in around else ""


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else _NUMERALS.get(printed, 0)


def _also_right(printed: list[tuple[str, int, str]], name: str, number: int) -> bool:
    return any(other == name and days == number for other, days, _ in printed)


# -- fees -------------------------------------------------------------------------------------

_FEE: Final = re.compile(r"收取|收费|缴纳|交纳|支付|付费|工本费|检索费|复制费|邮寄费|成本费")
_NO_FEE: Final = re.compile(
    r"不(?:予|再|得|另)?(?:收取|收费|收|缴)|免(?:费|收|缴|除|予)|无(?:需|须)?(?:收费|缴|支付|付费)|不需要?(?:缴|支付)|取消|减免"
)
_EXCESS: Final = re.compile(r"明显超过|超过合理|合理范围|数量[、和,及]频次|频次")
#: Costs that the regulation no longer allows, as against the fee for excessive requests.
_COSTS: Final = re.compile(
    r"(?:检索|复制|邮寄|工本|成本|资料|打印|复印|递送|拷贝)[^,，。;；]{0,8}费|工本|成本"
)
_HEADING: Final = re.compile(
    r"^[\s一二三四五六七八九十\d(（)）、.]*(?:关于)?(?:收费|费用)(?:标准|情况|说明|规定|及减免)?[\s:：]*$"
)


@check(
    id="requests.no-fee", topic=TOPIC, severity=Severity.MINOR, rows=("23b.5",),
    title="依申请公开不收费",
    expected="指南没有收取费用的规定（申请数量、频次明显超过合理范围的信息处理费除外）",
    remedy="删去指南中检索费、复制费、邮寄费等收费规定。",
    norms=("政府信息公开条例#42",),
)  # fmt: skip
def no_fee(snapshot: Snapshot) -> Result:
    """The guide announces no fee but the one for excessive requests (条例 article 42)."""
    found = guide_of(snapshot)
    if not isinstance(found, Guide):
        return not_applicable("没有发现信息公开指南，见“指南要素”")
    stating = [
        sentence.strip() for sentence in re.split(r"[。；;\n]", found.text)
        if _FEE.search(sentence) and not _NO_FEE.search(sentence)
        and not _EXCESS.search(sentence) and not _HEADING.match(sentence)
    ]  # fmt: skip
    excess = "信息处理费" in found.text
    sure = [s for s in stating if _COSTS.search(s) or not excess]
    if sure:
        return failed(f"指南规定收费：“{sure[0][:80]}”", *[found.quote(s[:200]) for s in sure[:5]])
    found.main.refuse_unread()
    return passed("指南没有收费的规定", found.quote(found.main.title))


# -- limits as they were kept -----------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Request:
    """A row of the register of requests."""

    snapshot: Snapshot
    register: Register
    row: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Its number."""
        return str(self.row["number"])

    @property
    def title(self) -> str:
        """Its number, for people."""
        return f"申请 {self.key}"

    @property
    def received(self) -> dt.date:
        """The day on which the application was received."""
        day: dt.date = self.row["received_on"]
        return day

    @property
    def evidence(self) -> Evidence:
        """The row."""
        end = self.row.get("replied_on") or "未答复"
        return self.register.evidence(self.row, f"{self.title} 收到 {self.received} 答复 {end}")


@subjects
def requests(snapshot: Snapshot) -> Iterator[Request]:
    """The rows of the register; an empty one is believed only with a signed statement."""
    register = snapshot.register("requests")
    if not register.rows and not stated(snapshot, "23b", "requests.answered-in-time"):
        raise MissingRegister(
            "requests", "台账“依申请公开”没有内容，请补充，或者签署没有收到申请的声明"
        )
    for row in register.rows:
        yield Request(snapshot, register, row)


@check(
    id="requests.answered-in-time", topic=TOPIC, severity=Severity.VETO, rows=("23b.6",),
    needs=("requests",),
    title="信息公开申请按期答复",
    expected="收到申请之日起20个工作日内答复，经批准并告知延期的不超过40个（2019年5月15日前收到的：15个、30个），"
    "征求第三方意见的时间不计",
    remedy="立即答复所列申请，向申请人说明逾期原因；已补正的，在台账中注明补正材料收到的日期。",
    norms=("政府信息公开条例#33", "政府信息公开条例#答复期限"),
)  # fmt: skip
def answered_in_time(request: Request) -> Result:
    """Answered within 20 working days of receipt (+20 when extended), third parties' time apart."""
    snapshot, row = request.snapshot, request.row
    end = row.get("replied_on") or snapshot.run.as_of
    if end < request.received:
        return attest("答复日期早于收到日期，请核对台账", request.evidence)
    limit = (20 if request.received >= REVISED else 15) * (2 if row.get("extended") else 1)
    used = working_days(snapshot, request.received, end) - _with_third_party(request, end)
    said = f"收到 {request.received}，" + (f"答复 {end}" if row.get("replied_on") else "尚未答复")
    said += f"，用时 {used} 个工作日，期限 {limit} 个"
    if used <= limit:
        if not row.get("replied_on"):
            return not_applicable(f"{said}，尚未到期", request.evidence)
        return passed(said, request.evidence)
    if row.get("corrected"):
        words = f"{said}；经过补正，期限自收到补正材料起算，请人工核对"
        return attest(words, request.evidence)
    if request.received < REVISED <= snapshot.run.as_of:
        return attest(f"{said}；收到时适用2007年的条例，请人工核对", request.evidence)
    return failed(said, request.evidence)


def _with_third_party(request: Request, end: dt.date) -> int:
    """Working days of asking a third party, which do not count; open-ended while it lasts."""
    begin, until = request.row.get("third_party_from"), request.row.get("third_party_until")
    if begin is None or begin > end:
        return 0
    return working_days(request.snapshot, max(begin, request.received), min(until or end, end))
