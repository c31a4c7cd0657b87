"""What a report is made of: one judged run with its plan, cards, judgements and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from store.exhibits import Exhibit
from store.findings import Entry, Observation, RunPoint
from store.judgements import CheckCard, Finding, Judgement
from store.snapshot import ColumnView, Run
from store.vocabulary import ROLL_UP, SEVERITY_TITLES, FindingState, Outcome, Severity


@dataclass(frozen=True)
class Clause:
    """One clause of the plan: ``number`` as printed, ``key`` unique (22a, 22b)."""

    key: str
    number: str
    title: str
    text: str
    section: str = ""
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    offices_raw: str = ""
    quantities: tuple[Mapping[str, Any], ...] = ()

    @property
    def offices(self) -> tuple[str, ...]:
        """Lead offices first, then responsible ones, each once."""
        return tuple(dict.fromkeys((*self.lead, *self.responsible)))


@dataclass(frozen=True)
class Plan:
    """A yearly plan as data."""

    title: str
    year: int
    clauses: tuple[Clause, ...]
    issued_on: str = ""
    issuer: str = ""
    source: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """What was discovered and what became of it; every discovered URL is in ``outcomes``."""

    discovered: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)  # Fetch value → URLs
    causes: Mapping[str, int] = field(default_factory=dict)  # Cause value → URLs
    share: float = 0.0  # seen / discovered, 0…1; gone (404, 410) is seen
    body_bytes: int = 0
    unread: tuple[str, ...] = ()  # addresses whose body could not be read, with the reason
    failures: tuple[tuple[str, str], ...] = ()  # (address, reason), at most 500
    left_out: Mapping[str, int] = field(
        default_factory=dict
    )  # reason → captured pages no check saw
    left_out_pages: tuple[
        tuple[str, str, str], ...
    ] = ()  # (address, standing, reason), at most 500


@dataclass(frozen=True)
class Event:
    """Something the crawl reports: a trap, an obeyed Retry-After, a lost worker."""

    at: str
    kind: str
    message: str


@dataclass(frozen=True)
class Unchecked:
    """A row of the requirements that no check and no person is asked about, with the reason."""

    id: str
    clause: str  # "" for a row of all clauses
    title: str
    reason: str


@dataclass(frozen=True)
class Results:
    """Everything a report of one run shows. Built by ``store.loading``; computes nothing new."""

    run: Run
    plan: Plan
    cards: tuple[CheckCard, ...]
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    columns: tuple[ColumnView, ...] = ()
    events: tuple[Event, ...] = ()
    offices: Mapping[str, str] = field(default_factory=dict)  # printed name → present name
    ended_at: str = ""
    code_version: str = ""
    config_digest: str = ""
    registers: tuple[tuple[str, str, str, int], ...] = ()  # name, file, digest, rows
    waivers: tuple[Mapping[str, Any], ...] = ()
    min_coverage: float = 0.9  # the operator's ``reports.min_coverage``, 0…1
    unchecked: tuple[Unchecked, ...] = ()  # of the checks that are installed now
    ending: str = ""  # why the night is not usable, when the crawl itself said so (Chinese)
    ledger: tuple[Entry, ...] = ()  # every finding of the portal as it stood after this run
    observations: tuple[Observation, ...] = ()
    held: tuple[str, ...] = ()  # why the run looks abnormal and accuses nobody (Chinese)
    released: str = ""  # who let a held run through, when and why (Chinese)
    trend: tuple[RunPoint, ...] = ()  # oldest first, this run last
    version: int = 1  # of this report of the run; a published one is never changed
    replaces: str = ""  # folder of the version before, "" for the first
    public_key: str = ""  # PEM, of the key that seals; "" in a draft that is not to be sealed
    exhibits: Mapping[str, tuple[Exhibit, ...]] = field(default_factory=dict)  # by fingerprint

    @property
    def usable(self) -> bool:
        """Whether the night saw enough of the portal to be judged by."""
        return (
            not self.ending
            and self.coverage.discovered > 0
            and self.coverage.share >= self.min_coverage
        )

    @cached_property
    def unproven(self) -> frozenset[str]:
        """Fingerprints of failed judgements that accuse nobody.

        What flickers and was not seen often enough, what was withdrawn, what was mended and is not
        sure to have come back; in a held run all that has no number.
        """
        failed = {j.fingerprint for j in self.judgements if j.outcome is Outcome.FAIL}
        watched = {each.judgement.fingerprint for each in self.observations}
        settled = {each.judgement.fingerprint for each in self.ledger
                   if not each.standing and each.state is not FindingState.WAIVED}  # fmt: skip
        if self.held:
            watched = failed
        numbered = {each.fingerprint for each in self.findings}
        return frozenset((failed & (watched | settled)) - numbered)

    def of_clause(self, key: str) -> tuple[Judgement, ...]:
        """The judgements of a clause."""
        return tuple(j for j in self.judgements if j.clause == key)

    def outcome_of(self, key: str) -> Outcome | None:
        """A clause's outcome by ``ROLL_UP``; None when no check looked at it."""
        seen = {Outcome.ATTEST if j.fingerprint in self.unproven else j.outcome
                for j in self.of_clause(key)}  # fmt: skip
        return next((outcome for outcome in ROLL_UP if outcome in seen), None)

    def failed_at(self, limit: Severity) -> bool:
        """Whether a failure that accuses somebody weighs at least as much as ``limit``."""
        weights = list(SEVERITY_TITLES)
        return any(
            judgement.outcome is Outcome.FAIL
            and judgement.fingerprint not in self.unproven
            and weights.index(judgement.severity) <= weights.index(limit)
            for judgement in self.judgements
        )
