"""Each office with the clauses it is named for and the findings it has to rectify."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reports import places
from reports.views import ClauseView, FindingView, OfficeName
from store.vocabulary import Outcome, Severity

NO_OFFICE = "（要点未列明责任单位）"


@dataclass(frozen=True)
class OfficeView:
    """What one office has to do; ``number`` counts from 1 in the order of the plan."""

    number: int
    name: OfficeName
    clauses: tuple[ClauseView, ...]
    findings: tuple[FindingView, ...]
    pending: tuple[tuple[Outcome, int], ...]  # judgements that need input or a person

    @property
    def stem(self) -> str:
        """Its page, without the ending."""
        return places.office(self.number)

    @property
    def standing(self) -> tuple[FindingView, ...]:
        """The findings it still has to rectify."""
        return tuple(finding for finding in self.findings if finding.standing)

    @property
    def overdue(self) -> int:
        """How many of them are past their last day."""
        return sum(1 for f in self.standing if f.entry and f.entry.overdue)

    def of_severity(self, severity: Severity) -> int:
        """The number of its standing findings of a severity."""
        return sum(1 for f in self.standing if f.judgement.severity is severity)


def office_views(
    clauses: Iterable[ClauseView], findings: Iterable[FindingView]
) -> tuple[OfficeView, ...]:
    """Every office the plan names, in its order, then offices that only findings name."""
    owned: dict[OfficeName, list[ClauseView]] = {}
    for clause in clauses:
        for name in clause.offices or (OfficeName(NO_OFFICE),):
            owned.setdefault(name, []).append(clause)
    found: dict[OfficeName, list[FindingView]] = {}
    for finding in findings:
        for name in finding.offices or (OfficeName(NO_OFFICE),):
            found.setdefault(name, []).append(finding)
    names = [
        name
        for name in dict.fromkeys((*owned, *sorted(found, key=lambda name: name.printed)))
        if name.printed != NO_OFFICE or found.get(name) or _pending(owned.get(name, ()))
    ]
    return tuple(
        OfficeView(
            number,
            name,
            tuple(owned.get(name, ())),
            tuple(found.get(name, ())),
            _pending(owned.get(name, ())),
        )
        for number, name in enumerate(names, 1)
    )


def _pending(clauses: Iterable[ClauseView]) -> tuple[tuple[Outcome, int], ...]:
    seen = Counter(j.outcome for c in clauses for check in c.checks for j in check.judgements)
    waiting = (Outcome.ERROR, Outcome.NEEDS_INPUT, Outcome.ATTEST)
    return tuple((outcome, seen[outcome]) for outcome in waiting if seen[outcome])
