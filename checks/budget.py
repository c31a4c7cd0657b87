"""Clause 5: budgets and final accounts are published in full and in time."""

from __future__ import annotations

import datetime as dt
from typing import Final

from checks._budget_agreement import comparisons, unread
from checks._budget_details import (
    empty_without_word,
    missing_public,
    missing_tables,
    seen_tables,
    too_short,
    unnamed_tables,
)
from checks._budget_duties import DAYS, REGISTER, BudgetDuty, absence, due, listings, missing_units
from checks._budget_texts import missing_sections
from checks._budget_titles import TABLES
from checks._declare import Setting, Settings, Topic, check
from checks._disclosures import UNITS_FROM, BudgetDisclosure, Dated, of_plan
from checks._disclosures_gathering import everything, unclear
from checks._results import Result, attest, failed, not_applicable, passed
from store.column_kinds import synonyms
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic("5", "财政预决算信息公开", ("财预〔2016〕143号", "要点"))

_FEW: Final = 200  # characters below which a page says nothing
_SHOWN: Final = 5  # mistakes that a message names
_COLUMN_WORDS: Final = tuple(dict.fromkeys(("预算", "决算", *synonyms("budget"))))


@check(
    id="budget.disclosed",
    rows=("5.1",),
    topic=TOPIC,
    severity=Severity.MAJOR,
    title="设有财政预决算栏目，公开本年度部门预算和上年度部门决算",
    remedy="在门户网站“财政预决算”栏目补充公开相应年度的部门预算、部门决算。",
    expected="栏目中有本年度部门预算和上年度部门决算",
    norms=("预算法#14", "财预〔2016〕143号", "要点"),
    settings={
        "budget_due": Setting("06-30", "没有批复日期时，部门预算最迟应公开的月日（自定）"),
        "account_due": Setting("10-31", "没有批复日期时，上年度决算最迟应公开的月日（自定）"),
    },
)
def disclosed(snapshot: Snapshot, settings: Settings) -> Result:
    """The plan year's budget and the final account of the year before are in a budget column."""
    year = snapshot.run.plan_year
    wanted = {(year, "预算"): settings["budget_due"], (year - 1, "决算"): settings["account_due"]}
    found = {(d.year, d.kind): d for d in everything(snapshot) if not d.unit}
    if not snapshot.columns_of("budget"):
        return _no_column(snapshot, [found[key] for key in wanted if key in found])
    missing = [key for key in wanted if key not in found]
    late = [key for key in missing if due(snapshot, key, f"{year}-{wanted[key]}")]
    if late:
        names = "、".join(f"{y}年部门{kind}" for y, kind in late)
        evidence = absence(snapshot, names)
        if doubt := unclear(snapshot, late):
            return attest(f"未见{names}；{doubt}", *listings(snapshot))
        return failed(f"栏目中没有{names}", evidence, *listings(snapshot))
    stray = [found[key] for key in wanted if key in found and not found[key].in_column]
    if stray:
        where = "、".join(d.title for d in stray)
        absence(snapshot, where)  # in the part of the column that was not seen it may stand
        return attest(f"{where}未放在财政预决算栏目，请确认可否从栏目进入", stray[0].evidence())
    if units := missing_units(snapshot):
        names = "、".join(duty.title for duty in units)
        return attest(f"台账所列{names}未见公开，请确认", *(duty.approval()[1] for duty in units))
    shown = [found[key] for key in wanted if key in found]
    if not shown:
        return not_applicable("本年度部门预算尚未到公开期限")
    return passed(f"已公开{'、'.join(d.title for d in shown)}", *(d.evidence() for d in shown))


def _no_column(snapshot: Snapshot, found: list[BudgetDisclosure]) -> Result:
    if found:
        names = "、".join(d.title for d in found)
        return attest(f"未识别出财政预决算栏目，但已公开{names}，请确认", found[0].evidence())
    return failed("门户网站没有财政预决算栏目", snapshot.absence("财政预决算栏目", _COLUMN_WORDS))


@check(
    id="budget.published-in-time",
    rows=("5.1",),
    topic=TOPIC,
    severity=Severity.VETO,
    title="部门预算、决算在财政部门批复后20日内公开",
    remedy="尚未公开的立即公开；逾期公开的说明原因，今后在批复后20日内公开并注明日期。",
    expected="批复之日至公开之日不超过20日（日历日）",
    norms=("预算法#14", "财预〔2016〕143号#公开时限", "预算法实施条例#6"),
    needs=(REGISTER,),
)
def published_in_time(duty: BudgetDuty) -> Result:
    """A budget or final account is public within 20 calendar days of its approval."""
    if not of_plan(duty.year, duty.kind, duty.snapshot.run.plan_year):
        return not_applicable(f"{duty.title}不属于本年度要点的范围")
    approved, row = duty.approval()
    if duty.row is not None and duty.row.get("classified"):
        return not_applicable(f"台账注明{duty.title}涉密，不予公开", row)
    if duty.disclosure is None:
        return _unpublished(duty, approved, row)
    published = duty.disclosure.published
    if published is None:
        duty.disclosure.demand_whole("发布日期")
        return attest(
            f"{duty.title}的页面和列表没有发布日期，请确认", duty.disclosure.evidence(), row
        )
    days = (published.day - approved).days
    message = f"批复 {approved}，公开 {published.day}，相隔 {days} 日"
    if days <= DAYS:
        return passed(message, published.evidence, row)
    earlier = _earlier(duty.disclosure, approved)
    if earlier is not None:
        told = f"{message}；另有日期 {earlier.day}，两者不一致，请确认"
        return attest(told, published.evidence, earlier.evidence, row)
    if not duty.bound(approved):
        told = f"{message}；所属单位自 {UNITS_FROM} 起适用20日时限，请确认当时的要求"
        return attest(told, published.evidence, row)
    return failed(f"{message}，超过{DAYS}日", published.evidence, row)


def _earlier(disclosure: BudgetDisclosure, approved: dt.date) -> Dated | None:
    """Another printed date by which the disclosure was in time."""
    dates = (*disclosure.dates, *disclosure.others)
    return next((d for d in dates if 0 <= (d.day - approved).days <= DAYS), None)


def _unpublished(duty: BudgetDuty, approved: dt.date, row: Evidence) -> Result:
    latest = approved + dt.timedelta(days=DAYS)
    if duty.snapshot.run.as_of <= latest:
        return not_applicable(f"{duty.title}于 {approved} 批复，公开期限 {latest} 尚未届满", row)
    evidence = absence(duty.snapshot, duty.title)
    message = f"{duty.title}于 {approved} 批复，至 {duty.snapshot.run.as_of} 未见公开"
    if doubt := unclear(duty.snapshot, [(duty.year, duty.kind)]):
        return attest(f"{message}；{doubt}", *listings(duty.snapshot), row)
    return failed(message, evidence, *listings(duty.snapshot), row)


@check(
    id="budget.tables-complete",
    rows=("5.2",),
    topic=TOPIC,
    severity=Severity.MAJOR,
    title="预决算公开表格齐全",
    remedy="补充缺少的表格；没有数据的表格也应列出并注明为空表及原因。",
    expected="收支、收入、支出、财政拨款收支、一般公共预算支出、基本支出、“三公”经费、政府性基金各表"
    "（2020年起另有国有资本经营预算表），空表有说明",
    norms=("财预〔2016〕143号#公开表格",),
    method="表名按同义词识别；表数“八张”凭记忆，表名取自实际公开文本。",
)
def tables_complete(disclosure: BudgetDisclosure) -> Result:
    """All eight tables (nine since 2020) are there, an empty one says that it is empty."""
    missing = missing_tables(disclosure)
    where = seen_tables(disclosure)
    if not missing:
        if silent := empty_without_word(disclosure):
            return attest(f"{_names(silent)}没有数据也没有说明，请确认是否空表", *where)
        return passed("规定的表格齐全", *where)
    disclosure.demand_whole(_names(missing))
    if disclosure.bare:
        return attest("页面没有可读取的表格和附件，请确认是否以图片公开", *where)
    if unnamed := unnamed_tables(disclosure):
        told = f"未识别出{_names(missing)}，但有{len(unnamed)}张表格没有可识别的表名，请确认"
        return attest(told, *where)
    return failed(f"缺少{_names(missing)}", *where)


def _names(kinds: list[str]) -> str:
    return "、".join(TABLES[kind] for kind in kinds)


@check(
    id="budget.explanations-complete",
    rows=("5.3",),
    topic=TOPIC,
    severity=Severity.MAJOR,
    title="预决算情况说明齐全",
    remedy="补充缺少的说明内容。",
    expected="有主要职责、机构设置、收支增减变化、机关运行经费、政府采购、名词解释六项说明",
    norms=("预算法#14", "财预〔2016〕143号#情况说明"),
)
def explanations_complete(disclosure: BudgetDisclosure) -> Result:
    """The six parts of the explanation are there; a unit that is no office spends no 机关运行经费."""
    missing = missing_sections(disclosure.text)
    if disclosure.unit:
        missing = [name for name in missing if name != "机关运行经费"]
    if not missing:
        return passed("六项说明齐全", disclosure.evidence())
    disclosure.demand_whole("、".join(missing))
    said = f"说明中没有{'、'.join(missing)}"
    if disclosure.bare and (disclosure.pictured or len(disclosure.text) < _FEW):
        return attest(f"{said}；页面没有表格和附件，请确认是否以图片公开", disclosure.evidence())
    return failed(said, disclosure.evidence())


@check(
    id="budget.classified-to-item",
    rows=("5.4",),
    topic=TOPIC,
    severity=Severity.MAJOR,
    title="支出按功能分类公开到项，基本支出按经济分类公开到款",
    remedy="功能分类列示到项级科目（7位编码），基本支出列示到款级科目（5位编码）。",
    expected="一般公共预算支出表每一末级科目为7位编码，基本支出表每一末级科目为5位编码",
    norms=("预算法实施条例#6", "财预〔2016〕143号#公开细化"),
    method="编码位数为通行做法，未见条文；2020-10-01前公开的只提请确认。",
)
def classified_to_item(disclosure: BudgetDisclosure) -> Result:
    """Functional codes go to the item, economic codes of basic expenditure to the section."""
    tables = [s for kind in ("general", "basic") if (s := disclosure.sheet(kind)) and s.has_figures]
    if not tables:
        disclosure.demand_whole("一般公共预算支出表")
        disclosure.demand_tables()
        return not_applicable("没有一般公共预算支出表和基本支出表可供检查，见表格齐全一项")
    if broken := next((sheet for sheet in tables if not sheet.complete), None):
        raise Unseen(f"{broken.name}未能完整读出，不能判断科目级次")
    bare = [sheet for sheet in tables if not any(row.code for row in sheet.rows())]
    if bare:
        return attest(f"{bare[0].name}没有科目编码，请确认级次", disclosure.evidence())
    coarse = [(sheet, row) for sheet in tables for row in too_short(sheet)]
    if not coarse:
        return passed("功能分类到项、经济分类到款", *(s.cell(next(s.rows())) for s in tables))
    named = "、".join(f"{row.code}{row.label}" for _, row in coarse[:_SHOWN])
    message = f"{len(coarse)}行末级科目编码位数不足，如{named}"
    evidence = tuple(sheet.cell(row) for sheet, row in coarse[:_SHOWN])
    published = disclosure.published
    if published is None or published.day < UNITS_FROM:
        return attest(f"{message}；公开时预算法实施条例（2020年修订）尚未施行，请确认", *evidence)
    return failed(message, *evidence)


@check(
    id="budget.three-public-expenses",
    rows=("5.5",),
    topic=TOPIC,
    severity=Severity.MAJOR,
    title="“三公”经费分项公开并说明增减变化",
    remedy="分别列明因公出国（境）费、公务用车购置费、公务用车运行费、公务接待费，并说明比上年增减及原因。",
    expected="四项费用分别列示，有与上年的比较",
    norms=("财预〔2016〕143号#三公经费",),
)
def three_public_expenses(disclosure: BudgetDisclosure) -> Result:
    """The four public expenses stand separately, compared with the year before."""
    missing = missing_public(disclosure)
    if not missing:
        return passed("“三公”经费分项列示并有比较", disclosure.evidence())
    disclosure.demand_whole("“三公”经费")
    if disclosure.bare:
        return attest(
            "页面没有可读取的表格和附件，请确认“三公”经费是否以图片公开", disclosure.evidence()
        )
    sheet = disclosure.sheet("public")
    rows = tuple(sheet.cell(row) for row in sheet.rows())[:_SHOWN] if sheet else ()
    message = f"“三公”经费没有列明{'、'.join(missing)}"
    return failed(message, *(rows or (disclosure.evidence(),)))


@check(
    id="budget.figures-agree",
    rows=("5.6",),
    topic=TOPIC,
    severity=Severity.MAJOR,
    title="预决算表内、表间和图文数字勾稽一致",
    remedy="核对并更正不一致的数字，重新公开并注明更正日期。",
    expected="分项之和等于合计，收入总计等于支出总计，各表合计及说明文字中的数字一致（每行容差0.01万元）",
    norms=("要点",),
    method="自定规则：只比较完整读出的表格；文字中的数字按其末位小数的一半为容差。",
)
def figures_agree(disclosure: BudgetDisclosure) -> Result:
    """Rows sum to totals, tables agree with each other and with the words, to 0.01 万元 a row."""
    sums = list(comparisons(disclosure))
    wrong = [found for found in sums if not found.agrees]
    if wrong:
        evidence = dict.fromkeys(e for found in wrong[:_SHOWN] for e in found.evidence)
        listed = "；".join(found.message for found in wrong[:_SHOWN])
        return failed(f"{len(wrong)}处数字不一致：{listed}", *evidence)
    if broken := unread(disclosure):
        raise Unseen(f"{broken[0].name}未能完整读出，不能核对数字")
    if not sums:
        disclosure.demand_whole("可核对的表格")
        disclosure.demand_tables()
        return attest("没有读到可核对的表格，请人工核对", disclosure.evidence())
    disclosure.demand_whole("其余表格")
    return passed(f"已核对{len(sums)}处，数字一致", disclosure.evidence())


@check(
    id="budget.machine-readable",
    rows=("5.8",),
    topic=TOPIC,
    severity=Severity.INFO,
    title="预决算以可检索、可利用的格式公开",
    remedy="改用网页表格、电子表格或带文字层的PDF,不用扫描件和压缩包。",
    expected="网页、电子表格或有文字层的文件",
    norms=("要点",),
)
def machine_readable(disclosure: BudgetDisclosure) -> Result:
    """Nothing is a scan or an archive: what is published can be searched and counted."""
    closed = [d for d in disclosure.documents if d.facts.kind == "zip" or not d.facts.text_layer]
    if closed:
        evidence = tuple(d.capture.evidence("page", d.title or d.url, "附件") for d in closed)
        return failed(f"{len(closed)}个附件是扫描件或压缩包", *evidence)
    disclosure.demand_whole("扫描件")
    return passed("均为可检索的格式", disclosure.evidence())
