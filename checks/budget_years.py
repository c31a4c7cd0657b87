"""Clause 5: the budgets and accounts of the years before stand in the same column, and open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks._budget_duties import absence, listings
from checks._budget_titles import headings
from checks._declare import Setting, Settings, check
from checks._disclosures import BudgetDisclosure
from checks._disclosures_gathering import everything, unclear
from checks._holdings import refuse_blind
from checks._results import Result, attest, failed, not_applicable, passed
from checks.budget import TOPIC
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

_GONE: Final = (404, 410)


@check(
    id="budget.years-together", topic=TOPIC, severity=Severity.MINOR, rows=("5.7",),
    title="历年预决算集中公开，以前年度的仍能打开",
    expected="以前年度的部门预算、部门决算与本年度的在同一栏目，都能打开",
    remedy="把以前年度的部门预算、决算放回财政预决算栏目，修复打不开的页面和附件。",
    norms=("财预〔2016〕143号#集中公开",),
    settings={"years": Setting(2, "连同最近的一年，栏目中应有几个年度的预算和决算（自定）")},
    method="最近一年的预算、决算另行检查。依据仅凭记忆，不符合的只提请人工确认。",
)  # fmt: skip
def years_together(snapshot: Snapshot, settings: Settings) -> Result:
    """The budgets and accounts of earlier years are in the budget columns and can be opened."""
    if not snapshot.columns_of("budget"):
        refuse_blind(snapshot)
        return not_applicable("没有财政预决算栏目，见“设有财政预决算栏目”")
    wanted = list(_wanted(snapshot.run.plan_year, settings["years"]))
    if not wanted:
        return not_applicable("没有要求检查以前年度")
    held = {(d.year, d.kind): d for d in everything(snapshot) if not d.unit}
    if missing := [key for key in wanted if key not in held]:
        return _missing(snapshot, missing)
    found = [held[key] for key in wanted]
    if stray := [d for d in found if not d.in_column]:
        names = "、".join(d.title for d in stray)
        return attest(f"{names}不在财政预决算栏目，请确认能否从栏目进入", stray[0].evidence())
    return _opened(snapshot, found)


def _wanted(year: int, years: int) -> Iterator[tuple[int, str]]:
    """Year and kind of what must still be there: the newest ones have a check of their own."""
    for before in range(1, years):
        yield year - before, "预算"
        yield year - 1 - before, "决算"


def _missing(snapshot: Snapshot, missing: list[tuple[int, str]]) -> Result:
    names = "、".join(f"{year}年部门{kind}" for year, kind in missing)
    evidence = absence(snapshot, names)
    if doubt := unclear(snapshot, missing):
        return attest(f"栏目中未见{names}；{doubt}", *listings(snapshot))
    return failed(f"栏目中没有{names}", evidence, *listings(snapshot))


def _opened(snapshot: Snapshot, found: list[BudgetDisclosure]) -> Result:
    gone = [d for d in found if not d.pages and not d.documents and _is_gone(snapshot, d)]
    if gone:
        names = "、".join(d.title for d in gone)
        return failed(f"栏目列有{names}，但页面已不存在", *(_listed(d) for d in gone))
    for each in found:
        if not each.pages and not each.documents:
            each.demand_whole("以前年度的内容")
    return passed(f"{'、'.join(d.title for d in found)}都在栏目中", *(_listed(d) for d in found))


def _is_gone(snapshot: Snapshot, disclosure: BudgetDisclosure) -> bool:
    """Whether the page behind its entry answered that there is no such page."""
    wanted = (disclosure.year, disclosure.kind)
    entries = (item for column in snapshot.columns_of("budget") for item in column.items)
    named = [i.url for i in entries if wanted in {(h.year, h.kind) for h in headings(i.title)}]
    return any(capture.url in named and capture.status in _GONE for capture in snapshot.captures())


def _listed(disclosure: BudgetDisclosure) -> Evidence:
    return disclosure.anchor or disclosure.evidence()
