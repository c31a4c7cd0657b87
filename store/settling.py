"""One run moves the ledger: the changes that follow from what it saw.

All of it happens in the transaction that stores the judgements, so a kill leaves either the
ledger of before or that of after. Only the newest run of a portal moves the ledger; judging it
again writes nothing when it says the same, and a correction when it says something else.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from store.book import Known
from store.cases import Case, Cases
from store.deadlines import due_after
from store.findings import RunPoint
from store.identity import Link
from store.judgements import CheckCard, Judgement
from store.lifecycle import LINKED, OPENED, REOPENED, Life, Row, Step, amended, life, steps, until
from store.loading import registers_of
from store.model import finding_aliases, finding_changes, findings, runs, settlements
from store.nights import Night, start_url
from store.oddities import oddities
from store.reach import reach_of
from store.signatures import waivers_of
from store.vocabulary import FindingState
from store.workdays import Overrides, overrides_of

_HELD = "本次巡检结果存疑，未据以改变问题的状态"


def settle(
    connection: Connection, night: Night, cards: Sequence[CheckCard], found: Sequence[Judgement]
) -> None:
    """Bring the ledger to what a run says, unless a later run has been settled already."""
    if newer_than(connection, night) is not None:
        return
    cases = Cases(connection, night, cards, found)
    listed = cases.all()
    causes = oddities(
        connection, night, cards,
        sum(case.opens for case in listed), sum(case.base.standing for case in listed),
    )  # fmt: skip
    key = settlements.c.run_id == night.run_id
    released = connection.execute(select(settlements.c.released_at).where(key)).scalar()
    _Writer(connection, night, causes, bool(causes) and released is None).write(listed, cases)


def newer_than(connection: Connection, night: Night) -> int | None:
    """A later run of the portal that has moved the ledger; None when this is the newest."""
    query = (
        select(settlements.c.run_id)
        .join(runs, runs.c.id == settlements.c.run_id)
        .where(runs.c.start_url == start_url(night.config), settlements.c.run_id > night.run_id)
        .limit(1)
    )
    return connection.execute(query).scalar()


@dataclass(frozen=True)
class _Writer:
    """Writes what one run does to the ledger; nobody is accused by a run that is ``held``."""

    connection: Connection
    night: Night
    causes: Sequence[str]
    held: bool

    def write(self, listed: Sequence[Case], cases: Cases) -> None:
        """Numbers, aliases, changes, and the run's own row."""
        if not self.held:
            listed = [self._numbered(case) for case in listed]
            for link in cases.links.values():
                self._link(link, cases.failures[link.old].judgement.subject)
        after = [(case, self._change(case, case.known)) for case in listed if case.known]
        self._note_failures(listed)
        self._note_run(listed, after)

    # -- numbers --------------------------------------------------------------------------------

    def _numbered(self, case: Case) -> Case:
        """The case with a citation number, if it opens a finding and has none yet."""
        if case.known is not None or not case.opens or case.judgement is None:
            return case
        return replace(case, known=self._number(case.judgement))

    def _number(self, judgement: Judgement) -> Known:
        number = (self.connection.execute(select(func.max(findings.c.number))).scalar() or 0) + 1
        citation = f"{self.night.config.reports.citation_prefix}-{number:04d}"
        key = self.connection.execute(
            insert(findings).values(
                start_url=start_url(self.night.config),
                fingerprint=judgement.fingerprint,
                citation=citation,
                number=number,
                check_id=judgement.check,
                clause=judgement.clause,
                subject=judgement.subject,
                first_run=self.night.run_id,
                last_run=self.night.run_id,
            )
        ).inserted_primary_key
        assert key is not None
        names = frozenset({judgement.fingerprint})
        return Known(
            key[0],
            citation,
            judgement.fingerprint,
            judgement.check,
            judgement.clause,
            judgement.subject,
            (),
            names,
            names,
        )

    def _link(self, link: Link, was: str) -> None:
        self.connection.execute(
            insert(finding_aliases).values(
                finding_id=link.finding.id,
                start_url=start_url(self.night.config),
                fingerprint=link.judgement.fingerprint,
                subject=link.judgement.subject,
                at=self._now,
                run_id=self.night.run_id,
                why=link.why,
            )
        )
        state = link.finding.life_before(self.night.run_id).state or FindingState.WITHDRAWN
        step = Step(LINKED, state, f"{link.why}：原为 {was}，现为 {link.judgement.subject}")
        self._add(link.finding, step, state, None)

    # -- changes --------------------------------------------------------------------------------

    def _change(self, case: Case, known: Known) -> Life:
        """Write what the run changes of a finding; gives how it stands then."""
        waiver = self._waiver(known)
        wanted = [] if self.held else steps(case.base, case.seen, waiver)
        done = [row for row in known.rows if row.run_id == self.night.run_id]
        rows = until(known.rows, self.night.run_id)
        for step in amended(case.base, done, wanted):
            rows.append(self._add(known, step, life(rows).state, case.judgement))
        return life(rows)

    def _add(
        self, known: Known, step: Step, state: FindingState | None, judgement: Judgement | None
    ) -> Row:
        due = None
        if step.kind in (OPENED, REOPENED) and judgement is not None:
            limits = self.night.config.findings
            due = due_after(self.night.as_of, judgement.severity, limits, self._overrides)
        values: dict[str, Any] = {
            "at": self._now, "day": self.night.as_of, "run_id": self.night.run_id,
            "after_run": self.night.run_id, "who": "", "kind": step.kind, "before": state,
            "after": step.after, "why": step.why, "due": due,
        }  # fmt: skip
        key = self.connection.execute(
            insert(finding_changes).values(finding_id=known.id, **values)
        ).inserted_primary_key
        assert key is not None
        return Row(id=key[0], **values)

    @cached_property
    def _now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    @cached_property
    def _overrides(self) -> Overrides:
        return overrides_of(registers_of(self.night))

    @cached_property
    def _waivers(self) -> list[Any]:
        """The waivers in force on the as-of date."""
        config, day = self.night.config, self.night.as_of
        given = [*config.waivers, *waivers_of(self.night.engine, start_url(config))]
        return [each for each in given if each.valid_from <= day <= each.valid_until]

    def _waiver(self, known: Known) -> str:
        """Who waived a finding until when and why; "" when no waiver is in force."""
        found = next((each for each in self._waivers if each.check == known.check
                      and each.subject in ("", known.subject)), None)  # fmt: skip
        if found is None:
            return ""
        return f"{found.reason}（{found.approver} 批准，{found.valid_from} 至 {found.valid_until}）"

    # -- the run --------------------------------------------------------------------------------

    def _note_failures(self, listed: Iterable[Case]) -> None:
        failed = [case.known.id for case in listed if case.known and case.seen.failed]
        if failed:
            self.connection.execute(
                update(findings)
                .where(findings.c.id.in_(failed), findings.c.last_run < self.night.run_id)
                .values(last_run=self.night.run_id)
            )

    def _note_run(self, listed: Iterable[Case], after: Sequence[tuple[Case, Life]]) -> None:
        """Add or renew the row that says what the run did as a whole."""
        values = {
            "held": list(self.causes),
            "scope": reach_of(self.night.config),
            "unverified": self._unverified(after),
            "observed": {case.judgement.fingerprint: list(case.count) for case in listed
                         if case.count and case.judgement},
            "point": self._point(after),
        }  # fmt: skip
        key = settlements.c.run_id == self.night.run_id
        if self.connection.execute(update(settlements).where(key).values(values)).rowcount == 0:
            row = {"run_id": self.night.run_id, "settled_at": self._now, **values}
            self.connection.execute(insert(settlements).values(row))

    def _unverified(self, after: Iterable[tuple[Case, Life]]) -> dict[str, str]:
        """Citation → why the run could not look at an open finding again."""
        return {
            case.known.citation: case.seen.why if not case.seen.proven else _HELD
            for case, now in after
            if case.known is not None and not case.seen.failed
            and (now.standing or now.state is FindingState.WAIVED)
        }  # fmt: skip

    def _point(self, after: Sequence[tuple[Case, Life]]) -> Mapping[str, Any]:
        standing = [case for case, now in after if now.standing]
        weights = Counter(str(c.judgement.severity) for c in standing if c.judgement is not None)
        query = select(*runs.c["ending", "coverage"]).where(runs.c.id == self.night.run_id)
        run = self.connection.execute(query).one()
        share = float(run.coverage.get("share", 0.0))
        enough = share >= self.night.config.reports.min_coverage
        point = RunPoint(
            run_id=self.night.run_id,
            as_of=self.night.as_of,
            standing=len(standing),
            by_severity=dict(sorted(weights.items())),
            opened=sum(now.opened_run == self.night.run_id and not now.void for _, now in after),
            rectified=sum(now.rectified_run == self.night.run_id for _, now in after),
            coverage=share,
            usable=not run.ending and enough and bool(run.coverage.get("discovered")),
            held=self.held,
        )
        return {**asdict(point), "as_of": self.night.as_of.isoformat()}
