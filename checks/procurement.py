"""Clause 6: bids are shown for three days; results and contracts are public in two working days."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from checks._days import Period, Told, period
from checks._declare import check
from checks._norms import bound
from checks._procurement import Award, Candidates, Contract, Notice
from checks._results import Result, attest, failed, passed
from checks._workdays import after_working_days, working_days
from checks.projects import TOPIC
from store.judgements import Evidence
from store.vocabulary import Outcome, Severity

#: 招标投标法实施条例 art. 54: days until the notice begins, and days it stands.
BEGINS: Final = 3
STANDS: Final = 3
#: 政府采购法实施条例 arts. 43 and 50: working days.
WORKING_DAYS: Final = 2

_CANDIDATES: Final = ("招标投标法实施条例#54",)
_PERIOD: Final = r"公示(?:期限?|时间|日期|起止时间|开始时间)(?:[:：]|为|自|从)?"
_LENGTH: Final = re.compile(
    r"公示期(?:限|间)?(?:[:：]|为|是|共)?\s*(?P<days>\d{1,2}|[一二三四五六七八九十])\s*(?:个)?(?P<unit>工作日|自然日|日|天)"
)
_NUMERALS: Final = {word: n for n, word in enumerate("一二三四五六七八九十", 1)}
_REPORTED: Final = r"(?:收到|提交|出具)?评标报告(?:收到|提交|出具)?(?:的)?(?:日期|时间)"
_EVALUATED: Final = r"(?:评标|开标|评审)(?:日期|时间)"


# -- 6.3 --------------------------------------------------------------------------------------


@check(
    id="procurement.candidates-shown", topic=TOPIC, severity=Severity.VETO, rows=("6.3",),
    title="中标候选人公示及时、时间足够",
    expected=f"自收到评标报告之日起{BEGINS}日内公示中标候选人，公示期不少于{STANDS}日",
    remedy="按法定时间重新公示，并在公示中写明起止日期和收到评标报告的日期。",
    norms=_CANDIDATES,
    method="公示期首尾两日都计算在内；实际发布晚于所写起始日、只写评标（开标）日期的，由人核对。",
)  # fmt: skip
def candidates_shown(candidates: Candidates) -> Result:
    """A notice of candidates begins within 3 days of the report and stands for 3 days."""
    notice = candidates.notice
    notice.publication.refuse_unseen()
    text = notice.publication.text
    told = period(text, _PERIOD)
    length = _length(text)
    if told is None and length is None:
        notice.publication.refuse_unread()
        shown = notice.quote(notice.publication.title, "标题")
        return attest("没有写明公示的起止日期，请核对是否不少于3日", shown)
    if told is None:
        return _by_length(notice, *length) if length else attest("没有写明公示期")
    shown = notice.quote(told.quote, "公示期")
    if told.days < STANDS:
        said = f"公示期 {told.first} 至 {told.last}，只有 {told.days} 日"
        return _short(told.first, said, shown)
    return _begun(notice, told, shown)


def _length(text: str) -> tuple[int, str] | None:
    found = _LENGTH.search(text)
    if found is None:
        return None
    days = found["days"]
    return (int(days) if days.isdigit() else _NUMERALS[days]), found[0]


def _by_length(notice: Notice, days: int, quote: str) -> Result:
    """Only the number of days is told, not which they are."""
    shown = notice.quote(quote, "公示期")
    if days < STANDS:
        return _short(notice.public, f"公示期只有 {days} 日", shown)
    return _reported(notice, notice.public, f"公示期 {days} 日", shown)


def _begun(notice: Notice, told: Period, shown: Evidence) -> Result:
    said = f"公示期 {told.first} 至 {told.last}，共 {told.days} 日"
    if notice.public is not None and (told.last - notice.public).days + 1 < STANDS:
        words = f"{said}，但网页 {notice.public} 才发布，请核对实际公示的时间"
        return attest(words, shown, notice.dated)
    return _reported(notice, told.first, said, shown)


def _reported(notice: Notice, begun: dt.date | None, said: str, shown: Evidence) -> Result:
    """From the day of the evaluation report to the first day of the notice."""
    report, evaluated = notice.told(_REPORTED), notice.told(_EVALUATED)
    day = report or evaluated
    if day is None or begun is None:
        words = f"{said}，没有写明收到评标报告的日期，请核对是否在{BEGINS}日内公示"
        return attest(words, shown)
    place = notice.quote(day.quote, "评标日期")
    gap = (begun - day.day).days
    said = f"{said}；{day.quote}，{begun} 开始公示，相隔 {gap} 日"
    if 0 <= gap <= BEGINS:
        return passed(said, shown, place)
    if report is None or gap < 0:
        return attest(f"{said}，请核对收到评标报告的日期", shown, place)
    return _short(begun, f"{said}，超过{BEGINS}日", shown, place)


def _short(day: dt.date | None, said: str, *shown: Evidence) -> Result:
    """Too late or too short; what was shown before a verified text was in force is for a person."""
    if day is not None and not bound(_CANDIDATES, day):
        return attest(f"{said}；当时适用的规定未核实，请确认", *shown)
    return failed(said, *shown)


# -- 6.4 --------------------------------------------------------------------------------------

#: What art. 43 asks of a notice of results: surely told by these words, or only perhaps.
_FIELDS: Final = {
    "采购人": r"采购人|采购单位|招标人|采购方",
    "项目编号": r"(?:项目|采购|招标|标段|计划|文件)(?:项目)?(?:编号|编码|代码|文号)|编号",
    "中标（成交）供应商": r"供应商|中标人|中标单位|成交人|成交单位|中标公司|中选",
    "中标（成交）金额": r"金额|成交价|中标价|报价|总价|单价|费率|下浮|元",
    "评审专家名单": r"评审专家|评标专家|评委|评标委员会|评审小组|谈判小组|磋商小组|专家名单|小组成员"
    r"|评审委员会|采购人员",
}
_MAYBE: Final = {
    "联系方式": r"联系|电话",
    "供应商地址": r"地址",
    "主要标的": r"规格|型号|数量|单价|服务要求|标的|服务范围|服务内容|采购内容|货物名称|工期|详见附件",
}
#: Ways of buying for which nobody reviews bids, or which the law's notices do not concern.
_OTHER_WAYS: Final = re.compile(
    r"网上竞价|电子竞价|反拍|电子卖场|网上商城|网上超市|协议供货|定点采购|框架协议|直接订购|限额(?:标准)?以下|自行采购"
)
_DETERMINED: Final = (
    r"(?:中标|成交|定标|中选)(?:\(成交\)|（成交）|、成交|或成交)?(?:结果)?(?:确定)?(?:日期|时间)"
    r"|确定(?:中标|成交)[^\n。，]{0,10}(?:日期|时间)|(?:采购)?结果确定(?:日期|时间)"
)


@check(
    id="procurement.results-in-time", topic=TOPIC, severity=Severity.VETO, rows=("6.4",),
    title="政府采购中标、成交结果按时公告，内容齐全",
    expected=f"自中标、成交供应商确定之日起{WORKING_DAYS}个工作日内公告，"
    "写明采购人、项目编号、供应商、金额、主要标的和评审专家名单",
    remedy="补充公告所缺的内容；今后在确定供应商后两个工作日内公告。",
    norms=("政府采购法实施条例#43",),
    method="确定日期和发布日期都取自公告；公告提到政府采购网、公共资源交易平台的，可能已在该处先发布，由人核对。",
)  # fmt: skip
def results_in_time(award: Award) -> Result:
    """A result is announced within 2 working days of being determined, with what art. 43 asks."""
    notice = award.notice
    notice.publication.refuse_unseen()
    lacking, doubtful = _lacking(notice, _FIELDS), _lacking(notice, _MAYBE)
    title = notice.quote(notice.publication.title, "标题")
    if lacking:
        notice.publication.refuse_unread()
        if way := _OTHER_WAYS.search(f"{notice.publication.title}{notice.publication.text}"):
            words = f"没有写明“{'、'.join(lacking)}”；采购方式为“{way[0]}”，请确认是否适用"
            return attest(words, title)
        if notice.doubt or len(lacking) >= len(_FIELDS) - 1:
            words = f"没有读到“{'、'.join(lacking)}”，可能只是转载或者在图片中，请核对"
            return attest(words, title)
        return failed(f"公告没有写明“{'、'.join(lacking)}”", title)
    result = _in_time(notice, notice.told(_DETERMINED), "确定供应商")
    if doubtful and result.outcome is Outcome.PASS:
        notice.publication.refuse_unread()
        return attest(
            f"{result.message}；没有读到“{'、'.join(doubtful)}”，请核对", *result.evidence
        )
    return result


def _lacking(notice: Notice, fields: dict[str, str]) -> list[str]:
    text = f"{notice.publication.title}\n{notice.publication.text}"
    return [name for name, words in fields.items() if not re.search(words, text)]


def _in_time(notice: Notice, told: Told | None, event: str) -> Result:
    """Two working days from what the notice says to its publication."""
    title = notice.quote(notice.publication.title, "标题")
    if told is None:
        notice.publication.refuse_unread()
        return attest(f"没有写明{event}的日期，请核对是否在{WORKING_DAYS}个工作日内公告", title)
    if notice.public is None:
        return attest(f"{told.day} {event}，公告没有发布日期，请核对", title)
    shown = (notice.quote(told.quote, event), notice.dated)
    if notice.public < told.day:
        return attest(
            f"公告的发布日期 {notice.public} 早于{event}的日期 {told.day}，请核对", *shown
        )
    days = working_days(notice.snapshot, told.day, notice.public)
    said = f"{told.day} {event}，{notice.public} 公告，相隔 {days} 个工作日"
    if notice.public <= after_working_days(notice.snapshot, told.day, WORKING_DAYS):
        return passed(said, *shown)
    if notice.doubt:
        return attest(f"{said}，超过{WORKING_DAYS}个工作日；{notice.doubt}，请核对", *shown)
    return failed(f"{said}，超过{WORKING_DAYS}个工作日", *shown)


# -- 6.5 --------------------------------------------------------------------------------------

_SIGNED: Final = r"(?:合同)?(?:签订|签约|签署|订立)(?:的)?(?:日期|时间)|合同日期"


@check(
    id="procurement.contracts-in-time", topic=TOPIC, severity=Severity.VETO, rows=("6.5",),
    title="政府采购合同按时公告",
    expected=f"自采购合同签订之日起{WORKING_DAYS}个工作日内公告",
    remedy="今后在签订合同后两个工作日内公告，公告中写明签订日期。",
    norms=("政府采购法实施条例#50",),
    method="签订日期和发布日期都取自公告；公告提到政府采购网、公共资源交易平台的，可能已在该处先发布，由人核对。",
)  # fmt: skip
def contracts_in_time(contract: Contract) -> Result:
    """A contract is announced within 2 working days of being signed."""
    contract.notice.publication.refuse_unseen()
    return _in_time(contract.notice, contract.notice.told(_SIGNED), "签订合同")
