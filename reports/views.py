"""View models: stored results arranged for reading. Nothing here decides an outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from store.judgements import CheckCard, Evidence, Finding, Judgement
from store.results import Clause, Results
from store.seal_files import file_name_of
from store.vocabulary import ROLL_UP, SEVERITY_TITLES, Outcome, Severity

#: Evidence shown of one finding; report.json has all of it.
MOST_EVIDENCE = 8

#: What a check's clause is called when the plan has no such clause (an older plan, re-judged).
OUTSIDE_PLAN = "不在本年度要点中的检查"

NO_OFFICE = "（要点未列明责任单位）"


@dataclass(frozen=True)
class OfficeName:
    """A responsible office as the plan prints it and as it is called now ("" when the same)."""

    printed: str
    present: str = ""


@dataclass(frozen=True)
class CheckView:
    """One check of a clause with all its judgements."""

    card: CheckCard
    outcome: Outcome | None
    judgements: tuple[Judgement, ...]

    @property
    def counts(self) -> tuple[tuple[Outcome, int], ...]:
        """How many judgements ended how, in the order of ``ROLL_UP``."""
        seen = Counter(judgement.outcome for judgement in self.judgements)
        return tuple((outcome, seen[outcome]) for outcome in ROLL_UP if seen[outcome])


@dataclass(frozen=True)
class ClauseView:
    """One clause of the plan with the checks that looked at it."""

    clause: Clause
    outcome: Outcome | None
    checks: tuple[CheckView, ...]
    offices: tuple[OfficeName, ...]


@dataclass(frozen=True)
class FindingView:
    """One fail as an inspector reads it; ``citation`` is empty before the ledger gave one."""

    citation: str
    judgement: Judgement
    clause: Clause
    card: CheckCard
    offices: tuple[OfficeName, ...]
    first_run: int | None
    waivers: tuple[Mapping[str, Any], ...]

    @property
    def anchor(self) -> str:
        """The id of the finding in the report; it holds no blank."""
        return "_".join(self.citation.split()) or f"f-{self.judgement.fingerprint}"

    @property
    def page(self) -> str:
        """The file of its evidence page in the report folder."""
        return f"findings/{file_name_of(self.anchor)}.html"

    @property
    def headline(self) -> str:
        """What is wrong with what: the subject's title, unless the message names it itself."""
        message = " ".join(self.judgement.message.split())
        title = " ".join(self.judgement.subject_title.split())
        return message if not title or title in message else f"{title}：{message}"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence that is shown."""
        return self.judgement.evidence[:MOST_EVIDENCE]

    @property
    def evidence_left(self) -> int:
        """How many pieces of evidence only report.json shows."""
        return max(0, len(self.judgement.evidence) - MOST_EVIDENCE)

    @property
    def url(self) -> str:
        """The address the finding is about: of the first evidence that has one."""
        return next((e.url for e in self.judgement.evidence if e.url), "")


@dataclass(frozen=True)
class OfficeView:
    """What one office has to do."""

    name: OfficeName
    clauses: tuple[ClauseView, ...]
    findings: tuple[FindingView, ...]
    pending: tuple[tuple[Outcome, int], ...]  # judgements that need input or a person

    def of_severity(self, severity: Severity) -> int:
        """The number of its findings of a severity."""
        return sum(1 for f in self.findings if f.judgement.severity is severity)


def clause_views(results: Results) -> tuple[ClauseView, ...]:
    """All clauses of the plan in order, then clauses that only the checks know."""
    checks = _checks_by_clause(results)
    known = {clause.key for clause in results.plan.clauses}
    strangers = tuple(
        Clause(key=key, number=key, title=OUTSIDE_PLAN, text="", section=OUTSIDE_PLAN)
        for key in checks
        if key not in known
    )
    return tuple(
        ClauseView(
            clause=clause,
            outcome=_roll_up(
                (j for check in checks.get(clause.key, ()) for j in check.judgements), results
            ),
            checks=tuple(checks.get(clause.key, ())),
            offices=_offices(results, clause),
        )
        for clause in (*results.plan.clauses, *strangers)
    )


def finding_views(results: Results) -> tuple[FindingView, ...]:
    """All fails: heaviest first, then in the order of the plan, then by citation."""
    clauses = {view.clause.key: view.clause for view in clause_views(results)}
    cards = {card.id: card for card in results.cards}
    views = [_finding_view(results, finding, clauses, cards) for finding in _all_findings(results)]
    weight = {severity: rank for rank, severity in enumerate(SEVERITY_TITLES)}
    place = {key: rank for rank, key in enumerate(clauses)}
    views.sort(
        key=lambda view: (
            weight[view.judgement.severity],
            place[view.clause.key],
            view.citation,
            view.judgement.fingerprint,
        )
    )
    return tuple(views)


def office_views(
    clauses: Iterable[ClauseView], findings: Iterable[FindingView]
) -> tuple[OfficeView, ...]:
    """Every office the plan names, in the order of the plan, with its findings."""
    owned: dict[OfficeName, list[ClauseView]] = {}
    for clause in clauses:
        for name in clause.offices or (OfficeName(NO_OFFICE),):
            owned.setdefault(name, []).append(clause)
    found: dict[OfficeName, list[FindingView]] = {}
    for finding in findings:
        for name in finding.offices or (OfficeName(NO_OFFICE),):
            found.setdefault(name, []).append(finding)
    return tuple(
        OfficeView(name, tuple(views), tuple(found.get(name, ())), _pending(views))
        for name, views in owned.items()
        if name.printed != NO_OFFICE or found.get(name) or _pending(views)
    )


def _pending(clauses: Iterable[ClauseView]) -> tuple[tuple[Outcome, int], ...]:
    seen = Counter(j.outcome for c in clauses for check in c.checks for j in check.judgements)
    waiting = (Outcome.ERROR, Outcome.NEEDS_INPUT, Outcome.ATTEST)
    return tuple((outcome, seen[outcome]) for outcome in waiting if seen[outcome])


def _checks_by_clause(results: Results) -> dict[str, list[CheckView]]:
    judged: dict[str, list[Judgement]] = {}
    for judgement in (*results.judgements, *_unjudged_findings(results)):
        judged.setdefault(judgement.check, []).append(judgement)
    cards = {card.id: card for card in results.cards}
    for check, judgements in judged.items():
        cards.setdefault(check, _bare_card(judgements[0]))
    views: dict[str, list[CheckView]] = {}
    for card in cards.values():
        own = tuple(judged.get(card.id, ()))
        views.setdefault(card.clause, []).append(CheckView(card, _roll_up(own, results), own))
    return views


def _bare_card(judgement: Judgement) -> CheckCard:
    """What can be said of a check whose card was not stored: its id and no more."""
    return CheckCard(
        id=judgement.check, clause=judgement.clause, title=judgement.check,
        severity=judgement.severity, remedy="", expected="",
    )  # fmt: skip


def _roll_up(judgements: Iterable[Judgement], results: Results) -> Outcome | None:
    """The gravest outcome; a failure that is no finding waits for a person."""
    seen = {
        Outcome.ATTEST if judgement.fingerprint in results.unproven else judgement.outcome
        for judgement in judgements
    }
    return next((outcome for outcome in ROLL_UP if outcome in seen), None)


def _offices(results: Results, clause: Clause) -> tuple[OfficeName, ...]:
    return tuple(_office(results, printed) for printed in clause.offices)


def _office(results: Results, printed: str) -> OfficeName:
    present = results.offices.get(printed, "")
    return OfficeName(printed, "" if present == printed else present)


def _unjudged_findings(results: Results) -> list[Judgement]:
    """Judgements that only the ledger brought, so that no list of the report misses them."""
    known = {judgement.fingerprint for judgement in results.judgements}
    return [f.judgement for f in results.findings if f.fingerprint not in known]


def _all_findings(results: Results) -> list[Finding]:
    """The findings of the ledger and the fails that it has not numbered."""
    numbered = {finding.fingerprint for finding in results.findings}
    bare = [
        Finding("", judgement.fingerprint, results.run.id, results.run.id, judgement)
        for judgement in results.judgements
        if judgement.outcome is Outcome.FAIL
        and judgement.fingerprint not in numbered | results.unproven
    ]
    return [*results.findings, *bare]


def _finding_view(
    results: Results,
    finding: Finding,
    clauses: Mapping[str, Clause],
    cards: Mapping[str, CheckCard],
) -> FindingView:
    judgement = finding.judgement
    card = cards.get(judgement.check) or _bare_card(judgement)
    clause = clauses[card.clause]
    return FindingView(
        citation=finding.citation,
        judgement=judgement,
        clause=clause,
        card=card,
        offices=_offices(results, clause),
        first_run=finding.first_run if finding.citation else None,
        waivers=_waivers(results, judgement),
    )


def _waivers(results: Results, judgement: Judgement) -> tuple[Mapping[str, Any], ...]:
    """The waivers in force on the as-of date that name this check and subject."""
    today = results.run.as_of.isoformat()
    return tuple(
        waiver
        for waiver in results.waivers
        if waiver.get("check") == judgement.check
        and waiver.get("subject") in ("", None, judgement.subject)
        and str(waiver.get("valid_from", "")) <= today <= str(waiver.get("valid_until", ""))
    )
