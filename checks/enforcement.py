"""Clause 3: licence and penalty decisions are public in time, revoked ones are withdrawn."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checks._decisions import KINDS, Decision, places
from checks._declare import check, subjects
from checks._holdings import absent, refuse_blind, rows_of
from checks._norms import bound
from checks._results import Result, attest, failed, not_applicable, passed
from checks._walk import looked, looker
from checks._workdays import after_working_days, working_days
from checks.inspections import TOPIC
from store.docnumbers import pattern_of, spelled
from store.facts import Facts
from store.judgements import Evidence
from store.snapshot import Capture, Page, Snapshot
from store.vocabulary import Severity

#: 国办发〔2018〕118号: licences and penalties, other decisions; and since when.
URGENT_DAYS: Final = 7
OTHER_DAYS: Final = 20
IN_FORCE: Final = dt.date(2019, 1, 4)
#: 行政处罚法 (2021) arts. 48, 85: working days within which a revoked penalty is withdrawn.
WITHDRAWN_DAYS: Final = 3

_IN_TIME: Final = (
    "国办发〔2018〕118号#七个工作日", "国办发〔2018〕118号#二十个工作日", "政府信息公开条例#26",
)  # fmt: skip
_WORDS: Final = ("行政处罚", "行政许可", "双公示", "处罚决定", "许可决定", "信用")


# -- 3.3 --------------------------------------------------------------------------------------


@check(
    id="enforcement.published-in-time", topic=TOPIC, severity=Severity.VETO, rows=("3.3",),
    title="行政许可、行政处罚等执法决定按时公开",
    expected=f"行政许可、行政处罚决定自作出之日起{URGENT_DAYS}个工作日内公开，其他执法决定{OTHER_DAYS}个工作日内；"
    f"{IN_FORCE} 以前作出的决定{OTHER_DAYS}个工作日内",
    remedy="补充公开所列决定；今后在规定期限内公开。",
    norms=_IN_TIME,
    needs=("enforcement",),
    method="决定日期取自台账或网页，公开日期取自网页（以前的巡检见过的以见到之日为准）；汇总表陆续更新的由人核对。",
)  # fmt: skip
def published_in_time(decision: Decision) -> Result:
    """A decision is on the site within 7 working days (licence, penalty) or 20 (others)."""
    snapshot = decision.snapshot
    if decision.revoked is not None:
        return not_applicable(f"决定已于 {decision.revoked} 撤销", *decision.shown)
    if decision.decided is None:
        return attest("没有写明决定日期，请核对公开是否及时", *decision.shown)
    urgent = decision.is_urgent and decision.decided >= IN_FORCE
    limit = URGENT_DAYS if urgent else OTHER_DAYS
    due = after_working_days(snapshot, decision.decided, limit)
    if decision.source is None:
        return _unpublished(decision, due, limit)
    if decision.public is None:
        return attest(
            f"{decision.decided} 作出的决定已公开，但没有公开日期，请核对", *decision.shown
        )
    days = working_days(snapshot, decision.decided, decision.public)
    said = f"{decision.decided} 作出，{decision.public} 公开，相隔 {days} 个工作日（期限 {limit}）"
    if decision.doubt:
        return attest(f"{said}；{decision.doubt}，请核对", *decision.shown)
    if decision.public <= due:
        return passed(said, *decision.shown)
    return _late(decision.decided, said, decision.shown)


def _unpublished(decision: Decision, due: dt.date, limit: int) -> Result:
    """Registered, and under its number nothing was found."""
    snapshot = decision.snapshot
    if snapshot.run.as_of <= due:
        return not_applicable(f"{decision.decided} 作出，公开期限 {due} 未到", *decision.shown)
    evidence = absent(snapshot, decision.title, _WORDS, KINDS, places(snapshot))
    said = f"{decision.decided} 作出的决定，到 {due}（{limit}个工作日）没有在网站公开"
    page = next(_bearing(snapshot, (decision.number,)), None)
    if page is not None:
        quote = page[0].quote(page[1], "文书号")
        return attest(
            f"网站提到该文书号，但没有读出决定日期和公开日期，请核对；{said}",
            quote,
            *decision.shown,
        )
    if nameless := next((p for p in places(snapshot) if not _has_number(p.text)), None):
        words = f"{said}；“{nameless.title}”没有写文书号，请确认是否为该件"
        return attest(words, nameless.quote(nameless.title, "标题"), *decision.shown)
    return _late(decision.decided, said, (*decision.shown, evidence))


def _late(decided: dt.date | None, said: str, shown: tuple[Evidence, ...]) -> Result:
    """Too late; what was decided before a verified text was in force is for a person."""
    if decided is None or bound(_IN_TIME, decided):
        return failed(said, *shown)
    return attest(f"{said}；作出决定时适用的规定未核实，请确认当时的期限", *shown)


def _has_number(text: str) -> bool:
    return (
        re.search(r"〔\d{4}〕|\[\d{4}\]|（\d{4}）|\(\d{4}\)|第\s*\d+\s*号|文书?号", text)
        is not None
    )


# -- 3.4 --------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Revoked:
    """A revoked penalty of the register; ``pages`` are those on which its number still stands."""

    snapshot: Snapshot
    number: str
    revoked: dt.date
    shown: Evidence
    pages: tuple[tuple[Page, str, bool], ...]  # page, quote, whether it tells of the revocation

    @property
    def key(self) -> str:
        """Its number in one spelling."""
        return self.number

    @property
    def title(self) -> str:
        """As a person names it."""
        return f"行政处罚 {self.number}"


@subjects
def revoked(snapshot: Snapshot) -> Iterator[Revoked]:
    """The penalties that the register says were revoked by the as-of date."""
    refuse_blind(snapshot)
    register, rows = rows_of(snapshot, "enforcement", "3", "enforcement.revoked-withdrawn")
    as_of = snapshot.run.as_of
    chosen = {
        spelled(row["document_no"]): row
        for row in rows
        if "处罚" in row["kind"] and row.get("revoked_on") and row["revoked_on"] <= as_of
    }
    standing: dict[str, list[tuple[Page, str, bool]]] = {number: [] for number in chosen}
    for page, quote, number, tells in _standing(snapshot, tuple(chosen)):
        standing[number].append((page, quote, tells))
    for number, row in chosen.items():
        shown = register.evidence(row, f"{row['document_no']} 撤销日期 {row['revoked_on']}")
        yield Revoked(snapshot, number, row["revoked_on"], shown, tuple(standing[number]))


@check(
    id="enforcement.revoked-withdrawn", topic=TOPIC, severity=Severity.MAJOR, rows=("3.4",),
    title="被撤销的行政处罚决定按时撤回",
    expected=f"行政处罚决定被依法变更、撤销、确认违法或者确认无效的，{WITHDRAWN_DAYS}个工作日内撤回决定信息并说明理由",
    remedy="撤下所列处罚决定，公开说明理由。",
    norms=("行政处罚法#48", "行政处罚法#85"), needs=("enforcement",),
    method="按台账中有撤销日期的处罚决定文书号，在全站网页正文中查找；说明撤销情况的网页不算。",
)  # fmt: skip
def revoked_withdrawn(penalty: Revoked) -> Result:
    """Three working days after it was revoked, a penalty's number stands on no page of the site."""
    snapshot = penalty.snapshot
    due = after_working_days(snapshot, penalty.revoked, WITHDRAWN_DAYS)
    if snapshot.run.as_of <= due:
        return not_applicable(f"{penalty.revoked} 撤销，撤回期限 {due} 未到", penalty.shown)
    standing = [(page, quote) for page, quote, tells in penalty.pages if not tells]
    if standing:
        shown = [page.quote(quote, "文书号") for page, quote in standing[:10]]
        said = f"{penalty.revoked} 撤销的处罚决定到 {snapshot.run.as_of} 仍在网站公开（期限 {due}）"
        return failed(said, *shown, penalty.shown)
    evidence = absent(snapshot, penalty.title, _WORDS, KINDS, places(snapshot))
    if penalty.pages:
        page, quote, _ = penalty.pages[0]
        return attest(
            "网页提到该决定和撤销情况，请确认原决定已经撤下",
            page.quote(quote, "文书号"),
            penalty.shown,
        )
    return passed(f"{penalty.revoked} 撤销的处罚决定已不在网站上", penalty.shown, evidence)


_TELLS: Final = re.compile(r"撤销|撤回|予以纠正|更正|确认违法|确认无效")
_AROUND: Final = 120


def _bearing(snapshot: Snapshot, numbers: tuple[str, ...]) -> Iterator[tuple[Page, str]]:
    for page, quote, _, _ in _standing(snapshot, numbers):
        yield page, quote


def _standing(
    snapshot: Snapshot, numbers: tuple[str, ...]
) -> Iterator[tuple[Page, str, str, bool]]:
    """Pages on which one of the numbers stands: page, quote, number, whether it says 撤销."""
    patterns = {number: pattern_of(number) for number in numbers}
    years = {found for number in numbers for found in re.findall(r"\d{4}", number)}
    if not patterns:
        return
    for page in snapshot.pages():
        text = page.facts.text
        if years and not any(year in text for year in years):
            continue
        for number, pattern in patterns.items():
            if found := pattern.search(text):
                around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
                yield page, found[0], number, bool(_TELLS.search(page.facts.title + around))


# -- 3.6 --------------------------------------------------------------------------------------

_PHONE: Final = r"(?:12318|12345|0\d{2,3}\s*[-－—)）]?\s*\d{7,8}|(?<!\d)[2-8]\d{6,7}(?!\d))"
_REPORTING: Final = re.compile(rf"(?:举报|投诉|监督|热线)[^\n。；]{{0,40}}?(?P<phone>{_PHONE})")
_MARKET: Final = re.compile(r"演出|文化市场|娱乐场所|12318|旅游市场")
_REPORT_WORDS: Final = ("举报电话", "举报投诉", "投诉举报", "12318", "举报")


@check(
    id="enforcement.report-telephone", topic=TOPIC, severity=Severity.MINOR, rows=("3.6",),
    title="公布营业性演出（文化市场）举报电话",
    expected="网站公布受理营业性演出违法行为举报的电话",
    remedy="在首页或者“双随机、一公开”栏目公布举报电话（如 12318）。",
    norms=("营业性演出管理条例#34",),
    method="在全站网页正文和链接文字中找举报、投诉电话；没有写明市场类别的由人确认。",
)  # fmt: skip
def report_telephone(snapshot: Snapshot) -> Result:
    """A telephone for reports on performances or the culture market stands on a page."""
    refuse_blind(snapshot)
    found = looked(snapshot, _Telephones)
    if found.market is not None:
        return passed(f"公布了举报电话 {found.number}", found.market)
    if found.general is not None:
        return attest("公布了举报电话，但没有写明受理文化市场、营业性演出，请确认", found.general)
    evidence = absent(snapshot, "举报电话", _REPORT_WORDS)
    home = snapshot.home
    if printed := home.facts.identity.phone:
        words = f"正文和链接中没有举报电话；首页底部印有电话 {printed}，请确认底部和图片中是否公布"
        return attest(words, home.quote(printed, "首页底部"), evidence)
    return failed("没有公布举报电话", evidence)


@looker
class _Telephones:
    """Looks for the first telephone for reports on the market, and for the first for any."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.number = ""
        self.market: Evidence | None = None
        self.general: Evidence | None = None

    def take(self, _capture: Capture, _facts: Facts | None, page: Page | None) -> None:
        """One more page, while that of the market is not found."""
        if page is None or self.market is not None:
            return
        for line in _lines(page):
            if (found := _REPORTING.search(line)) is None:
                continue
            if "12318" in line or _MARKET.search(line + page.facts.title):
                self.number, self.market = found["phone"], page.quote(line[:200])
                return
            self.general = self.general or page.quote(line[:200])


def _lines(page: Page) -> Iterator[str]:
    """Lines of the text, rows of the tables and short links in which a telephone may stand."""
    text = page.facts.text
    if "举报" in text or "投诉" in text or "热线" in text or "12318" in text:
        yield from text.split("\n")
    for link in page.facts.links:
        if "12318" in link.text or "举报" in link.text:
            yield link.text
    if (phone := page.facts.identity.phone) and "12318" in phone:
        yield f"举报电话 {phone}"
