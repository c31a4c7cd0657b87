"""View models: stored results arranged for reading. Nothing here decides an outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reports import places
from store.findings import Entry
from store.judgements import CheckCard, Evidence, Finding, Judgement
from store.results import Clause, Results
from store.vocabulary import ROLL_UP, SEVERITY_TITLES, FindingState, Outcome

#: Evidence shown of one finding; report.json has all of it.
MOST_EVIDENCE = 8

#: In lists of findings: what has to be done first, then what is settled.
STATES = (
    FindingState.NEW,
    FindingState.REOPENED,
    FindingState.OPEN,
    FindingState.WAIVED,
    FindingState.RECTIFIED,
    FindingState.WITHDRAWN,
)

#: What a check's clause is called when the plan has no such clause (an older plan, re-judged).
OUTSIDE_PLAN = "不在本年度要点中的检查"


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
    """One finding as an inspector reads it; ``citation`` is empty before the ledger gave one.

    ``entry`` is what the ledger knows of it; None for a fail that the ledger has not taken up.
    """

    citation: str
    judgement: Judgement
    clause: Clause
    card: CheckCard
    offices: tuple[OfficeName, ...]
    first_run: int | None
    waivers: tuple[Mapping[str, Any], ...]
    entry: Entry | None = None

    @property
    def page(self) -> str:
        """Its page, as a path from the folder of the run."""
        return places.finding(self.citation, self.judgement.fingerprint)

    @property
    def state(self) -> FindingState | None:
        """Where it stands in its life; None for a fail that the ledger has not taken up."""
        return self.entry.state if self.entry else None

    @property
    def standing(self) -> bool:
        """Whether it still has to be rectified."""
        return self.entry.standing if self.entry else True

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
            offices=_offices(results, clause.offices),
        )
        for clause in (*results.plan.clauses, *strangers)
    )


def finding_views(results: Results) -> tuple[FindingView, ...]:
    """All findings: those that stand first, heaviest first, in the order of the plan."""
    clauses = {view.clause.key: view.clause for view in clause_views(results)}
    cards = {card.id: card for card in results.cards}
    entries = {entry.citation: entry for entry in results.ledger}
    views = [
        _finding_view(results, finding, entries.get(finding.citation), clauses, cards)
        for finding in _all_findings(results)
    ]
    weight = {severity: rank for rank, severity in enumerate(SEVERITY_TITLES)}
    life = {state: rank for rank, state in enumerate(STATES)}
    place = {key: rank for rank, key in enumerate(clauses)}
    views.sort(
        key=lambda view: (
            0 if view.standing or view.state is None else life[view.state],
            weight[view.judgement.severity],
            place[view.clause.key],
            view.citation,
            view.judgement.fingerprint,
        )
    )
    return tuple(views)


def _fails(results: Results) -> list[Judgement]:
    return [j for j in results.judgements if j.outcome is Outcome.FAIL]


def _checks_by_clause(results: Results) -> dict[str, list[CheckView]]:
    judged: dict[str, list[Judgement]] = {}
    for judgement in results.judgements:
        judged.setdefault(judgement.check, []).append(judgement)
    cards = {card.id: card for card in results.cards}
    named = (*results.judgements, *(finding.judgement for finding in _all_findings(results)))
    for judgement in named:
        cards.setdefault(judgement.check, _bare_card(judgement))
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


def _offices(results: Results, printed: Iterable[str]) -> tuple[OfficeName, ...]:
    return tuple(_office(results, name) for name in printed)


def _office(results: Results, printed: str) -> OfficeName:
    present = results.offices.get(printed, "")
    return OfficeName(printed, "" if present == printed else present)


def _all_findings(results: Results) -> list[Finding]:
    """The ledger's findings, those it has not told of, and the fails it has not numbered."""
    told = [
        Finding(e.citation, e.judgement.fingerprint, e.opened_run, e.failed_run, e.judgement)
        for e in results.ledger
    ]
    known = {finding.fingerprint for finding in told}
    told += [each for each in results.findings if each.fingerprint not in known]
    known |= {finding.fingerprint for finding in told}
    known |= results.unproven
    bare = [
        Finding("", judgement.fingerprint, results.run.id, results.run.id, judgement)
        for judgement in _fails(results)
        if judgement.fingerprint not in known
    ]
    return [*told, *bare]


def _finding_view(
    results: Results,
    finding: Finding,
    entry: Entry | None,
    clauses: Mapping[str, Clause],
    cards: Mapping[str, CheckCard],
) -> FindingView:
    judgement = finding.judgement
    card = cards.get(judgement.check) or _bare_card(judgement)
    clause = clauses[card.clause]
    owners = entry.owners if entry and entry.owners else clause.offices
    return FindingView(
        citation=finding.citation,
        judgement=judgement,
        clause=clause,
        card=card,
        offices=_offices(results, owners),
        first_run=finding.first_run if finding.citation else None,
        waivers=_waivers(results, judgement),
        entry=entry,
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
