"""All that the pages of one report share: stored results arranged for reading, once."""

from __future__ import annotations

from dataclasses import dataclass

from reports.account import Account, account
from reports.deadlines import Deadline, deadlines
from reports.offices import OfficeView, office_views
from reports.overview import Overview, overview
from reports.trend import Chart, chart
from reports.views import ClauseView, FindingView, clause_views, finding_views
from store.judgements import Judgement
from store.results import Results


@dataclass(frozen=True)
class Book:
    """The report of one run before it is drawn; ``findings`` are all, whatever their state."""

    results: Results
    overview: Overview
    account: Account
    clauses: tuple[ClauseView, ...]
    findings: tuple[FindingView, ...]
    offices: tuple[OfficeView, ...]
    deadlines: tuple[Deadline, ...]
    chart: Chart | None
    unproven: tuple[Judgement, ...]  # fails that accuse nobody

    @property
    def standing(self) -> tuple[FindingView, ...]:
        """The findings that still have to be rectified."""
        return tuple(view for view in self.findings if view.standing)


def compose(results: Results) -> Book:
    """Arrange stored results for reading."""
    clauses, findings = clause_views(results), finding_views(results)
    return Book(
        results=results,
        overview=overview(results, clauses, findings),
        account=account(results),
        clauses=clauses,
        findings=findings,
        offices=office_views(clauses, findings),
        deadlines=deadlines(findings, results.run.as_of),
        chart=chart(results.trend),
        unproven=tuple(j for j in results.judgements if j.fingerprint in results.unproven),
    )
