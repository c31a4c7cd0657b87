"""One run moves the ledger: what it saw of every finding, and the changes that follow.

All of it happens in the transaction that stores the judgements, so a kill leaves either the
ledger of before or that of after. Only the newest run of a portal moves the ledger; judging it
again writes nothing when it says the same, and a correction when it says something else.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from store.book import Failure, Known, last_failures, parents_of, read_book
from store.deadlines import due_after
from store.findings import RunPoint
from store.identity import Link, links
from store.judgements import CheckCard, Judgement
from store.lifecycle import (
    LINKED,
    OPENED,
    REOPENED,
    Life,
    Row,
    Seen,
    Step,
    amended,
    life,
    steps,
    until,
)
from store.loading import registers_of, snapshot_of
from store.model import finding_aliases, finding_changes, findings, runs, settlements
from store.nights import Night, start_url
from store.observing import Observed, confirmation, counted, day_of, observed_before
from store.oddities import oddities
from store.proof import Tonight, reviewed
from store.reach import reach_of
from store.signatures import waivers_of
from store.vocabulary import FindingState, Outcome
from store.workdays import Overrides, overrides_of

_HELD = "本次巡检结果存疑，未据以改变问题的状态"


@dataclass(frozen=True)
class Case:
    """One finding before the run, or a failure that has no number yet, and what the run saw."""

    known: Known | None
    base: Life
    judgement: Judgement | None  # tonight's failure, or the last one
    seen: Seen
    count: tuple[int, int, int, int] | None = None  # failed, observed, needed, window; if unsure

    @property
    def opens(self) -> bool:
        """Whether the run would open it, for the first time or again."""
        again = self.base.state is FindingState.RECTIFIED or self.base.cleared
        return self.seen.failed and self.seen.sure and (self.base.unopened or again)


def settle(
    connection: Connection, night: Night, cards: Sequence[CheckCard], found: Sequence[Judgement]
) -> None:
    """Bring the ledger to what a run says, unless a later run has been settled already."""
    portal = start_url(night.config)
    if _superseded(connection, portal, night.run_id):
        return
    settling = _Settling(connection, night, cards, found)
    cases = settling.cases()
    held = settling.held(cases)
    if not held:
        settling.number(cases)
    settling.write(cases, held)


def _superseded(connection: Connection, portal: str, run_id: int) -> bool:
    query = (
        select(settlements.c.run_id)
        .join(runs, runs.c.id == settlements.c.run_id)
        .where(runs.c.start_url == portal, settlements.c.run_id > run_id)
        .limit(1)
    )
    return connection.execute(query).first() is not None


class _Settling:
    """The work of settling one run, in one transaction."""

    def __init__(
        self,
        connection: Connection,
        night: Night,
        cards: Sequence[CheckCard],
        found: Sequence[Judgement],
    ) -> None:
        self._connection = connection
        self._night = night
        self._portal = start_url(night.config)
        self._cards = {card.id: card for card in cards}
        self._found = found
        self._now = dt.datetime.now(dt.UTC)
        self._book = read_book(connection, self._portal)
        self._failures = last_failures(connection, self._portal, night.run_id - 1)
        self._links: Mapping[str, Link] = {}
        self._row = connection.execute(
            select(settlements).where(settlements.c.run_id == night.run_id)
        ).one_or_none()
        run = connection.execute(select(runs).where(runs.c.id == night.run_id)).one()
        self._today = day_of(run.started_at)
        self._run = run
        self._waivers = [*night.config.waivers, *waivers_of(night.engine, self._portal)]

    # -- what the run saw -----------------------------------------------------------------------

    def cases(self) -> list[Case]:
        """Every known finding, and every failure without a number, in the order they were judged."""
        found = links(self._book, self._failures, self._found, self._cards)
        self._links = {each.judgement.fingerprint: each for each in found}
        tonight = self._tonight()
        observed = self._observed()
        known = [self._known(each, tonight, observed) for each in self._book]
        return known + [self._new(j, observed) for j in self._strangers()]

    def _strangers(self) -> Iterator[Judgement]:
        for each in self._found:
            fresh = self._book.of(each.fingerprint) is None and each.fingerprint not in self._links
            if each.outcome is Outcome.FAIL and fresh:
                yield each

    def _tonight(self) -> Tonight:
        failures = [f for each in self._book for n in each.live if (f := self._failures.get(n))]
        judged = {j.fingerprint: j for j in self._found}
        for link in self._links.values():
            judged[link.old] = link.judgement
        return Tonight(
            lambda: snapshot_of(self._night), self._cards, judged, reach_of(self._night.config),
            parents_of(self._connection, failures),
        )  # fmt: skip

    def _observed(self) -> Observed:
        """Earlier observations of what failed tonight and needs to be seen more than once."""
        wanted = {j.fingerprint for j in self._found
                  if j.outcome is Outcome.FAIL and self._needs(j.check) != (1, 1)}  # fmt: skip
        wanted |= {link.old for name, link in self._links.items() if name in wanted}
        return observed_before(self._connection, self._portal, self._night.run_id, wanted)

    def _needs(self, check: str) -> tuple[int, int]:
        return confirmation(self._night.config, self._cards.get(check), check)

    def _known(self, known: Known, tonight: Tonight, observed: Observed) -> Case:
        base = known.life_before(self._night.run_id)
        failed = [j for name in sorted(known.live) if (j := tonight.judgements.get(name))
                  and j.outcome is Outcome.FAIL]  # fmt: skip
        if failed:
            seen, count = self._counted(failed[0], base, observed)
            return Case(known, base, failed[0], seen, count)
        past = [f for name in sorted(known.live) if (f := self._failures.get(name))]
        last = max(past, key=lambda each: each.run_id).judgement if past else None
        return Case(known, base, last, self._again(past, base, tonight))

    def _again(self, past: Sequence[Failure], base: Life, tonight: Tonight) -> Seen:
        """What becomes of a finding that did not fail: mended if all it rests on is."""
        if not past:
            return Seen(why="没有此前不符合的记录可以对照")
        if base.state in (None, FindingState.RECTIFIED):
            return Seen()
        told = [reviewed(tonight, each) for each in past]
        return next((each for each in told if not each.proven), told[0])

    def _new(self, judgement: Judgement, observed: Observed) -> Case:
        seen, count = self._counted(judgement, Life(), observed)
        return Case(None, Life(), judgement, seen, count)

    def _counted(
        self, judgement: Judgement, base: Life, observed: Observed
    ) -> tuple[Seen, tuple[int, int, int, int] | None]:
        needed, window = self._needs(judgement.check)
        fails = Seen(failed=True, why=judgement.message)
        if (needed, window) == (1, 1) or base.standing or base.state is FindingState.WAIVED:
            return fails, None
        names = {judgement.fingerprint}
        if (link := self._links.get(judgement.fingerprint)) is not None:
            names.add(link.old)
        days = {day: fail for name in names for day, fail in observed.get(name, {}).items()}
        failed, seen = counted(days, self._today, self._mended_on(base), window)
        if failed >= needed:
            return fails, None
        return Seen(failed=True, sure=False, why=judgement.message), (failed, seen, needed, window)

    def _mended_on(self, base: Life) -> dt.date | None:
        """The day of observation on which a finding was found mended."""
        if base.rectified_run is None:
            return None
        query = select(runs.c.started_at).where(runs.c.id == base.rectified_run)
        return day_of(self._connection.execute(query).scalar_one())

    # -- whether it may speak -------------------------------------------------------------------

    def held(self, cases: Iterable[Case]) -> bool:
        """Whether the run accuses nobody; its causes are kept, also when it was let through."""
        listed = list(cases)
        self._causes = oddities(
            self._connection, self._night, self._cards.values(),
            sum(case.opens for case in listed), sum(case.base.standing for case in listed),
        )  # fmt: skip
        released = self._row is not None and self._row.released_at is not None
        return bool(self._causes) and not released

    # -- what follows ---------------------------------------------------------------------------

    def number(self, cases: list[Case]) -> None:
        """Give a citation number to every failure that opens a finding and has none yet."""
        for place, case in enumerate(cases):
            if case.known is None and case.opens and case.judgement is not None:
                cases[place] = Case(
                    self._numbered(case.judgement), case.base, case.judgement, case.seen
                )

    def _numbered(self, judgement: Judgement) -> Known:
        number = (self._connection.execute(select(func.max(findings.c.number))).scalar() or 0) + 1
        citation = f"{self._night.config.reports.citation_prefix}-{number:04d}"
        key = self._connection.execute(
            insert(findings).values(
                start_url=self._portal,
                fingerprint=judgement.fingerprint,
                citation=citation,
                number=number,
                check_id=judgement.check,
                clause=judgement.clause,
                subject=judgement.subject,
                first_run=self._night.run_id,
                last_run=self._night.run_id,
            )
        ).inserted_primary_key
        assert key is not None
        names = frozenset({judgement.fingerprint})
        return Known(
            key[0], citation, judgement.check, judgement.clause, judgement.subject, (), names, names
        )

    def write(self, cases: Sequence[Case], held: bool) -> None:
        """Add the changes, and what the run did as a whole."""
        if not held:
            self._write_links()
        made = [(case, self._changes(case, held)) for case in cases if case.known is not None]
        rows = [row for _, added in made for row in added]
        if rows:
            self._connection.execute(insert(finding_changes), rows)
        self._write_failed(cases)
        self._write_settlement(made, cases, held)

    def _changes(self, case: Case, held: bool) -> list[dict[str, Any]]:
        known = case.known
        assert known is not None
        wanted = [] if held else steps(case.base, case.seen, self._waiver(known))
        done = [row for row in known.rows if row.run_id == self._night.run_id]
        state = life(until(known.rows, self._night.run_id)).state
        rows = []
        for step in amended(case.base, done, wanted):
            rows.append(self._change(known, step, state, case.judgement))
            state = step.after
        return rows

    def _change(
        self, known: Known, step: Step, state: FindingState | None, judgement: Judgement | None
    ) -> dict[str, Any]:
        due = None
        if step.kind in (OPENED, REOPENED) and judgement is not None:
            limits = self._night.config.findings
            due = due_after(self._night.as_of, judgement.severity, limits, self._overrides)
        return {
            "finding_id": known.id,
            "at": self._now,
            "day": self._night.as_of,
            "run_id": self._night.run_id,
            "after_run": self._night.run_id,
            "who": "",
            "kind": step.kind,
            "before": state,
            "after": step.after,
            "why": step.why,
            "due": due,
        }

    @property
    def _overrides(self) -> Overrides:
        return overrides_of(registers_of(self._night))

    def _waiver(self, known: Known) -> str:
        """Who waived a finding until when and why; "" when no waiver is in force."""
        day = self._night.as_of
        given = (w for w in self._waivers if w.check == known.check
                 and w.subject in ("", known.subject) and w.valid_from <= day <= w.valid_until)  # fmt: skip
        found = next(given, None)
        if found is None:
            return ""
        return f"{found.reason}（{found.approver} 批准，{found.valid_from} 至 {found.valid_until}）"

    def _write_links(self) -> None:
        for link in self._links.values():
            told = f"原为 {link.judgement.check}：{self._failures[link.old].judgement.subject or '全站'}"
            state = link.finding.life_before(self._night.run_id).state or FindingState.WITHDRAWN
            self._connection.execute(
                insert(finding_aliases).values(
                    finding_id=link.finding.id, start_url=self._portal,
                    fingerprint=link.judgement.fingerprint, subject=link.judgement.subject,
                    at=self._now, run_id=self._night.run_id, why=link.why,
                )
            )  # fmt: skip
            step = Step(LINKED, state, f"{link.why}；{told}，现为 {link.judgement.subject}")
            row = self._change(link.finding, step, state, None)
            self._connection.execute(insert(finding_changes), row)

    def _write_failed(self, cases: Iterable[Case]) -> None:
        failed = [case.known.id for case in cases if case.known is not None and case.seen.failed]
        if failed:
            self._connection.execute(
                update(findings)
                .where(findings.c.id.in_(failed), findings.c.last_run < self._night.run_id)
                .values(last_run=self._night.run_id)
            )

    def _write_settlement(
        self,
        made: Sequence[tuple[Case, list[dict[str, Any]]]],
        cases: Iterable[Case],
        held: bool,
    ) -> None:
        after = [(case, self._after(case, added)) for case, added in made]
        values = {
            "held": self._causes,
            "scope": reach_of(self._night.config),
            "unverified": {
                case.known.citation: case.seen.why or _HELD
                for case, now in after
                if case.known is not None and now.state is not None
                and (now.standing or now.state is FindingState.WAIVED) and not case.seen.failed
            },
            "observed": {case.judgement.fingerprint: list(case.count) for case in cases
                         if case.count is not None and case.judgement is not None},
            "point": self._point(after, held),
        }  # fmt: skip
        if self._row is None:
            row = {"run_id": self._night.run_id, "settled_at": self._now, **values}
            self._connection.execute(insert(settlements).values(row))
        else:
            key = settlements.c.run_id == self._night.run_id
            self._connection.execute(update(settlements).where(key).values(values))

    def _after(self, case: Case, added: Iterable[Mapping[str, Any]]) -> Life:
        known = case.known
        assert known is not None
        new = (
            Row(each["kind"], each["after"], each["day"], self._night.run_id, self._night.run_id,
                id=2**62 + place, why=each["why"], due=each["due"])
            for place, each in enumerate(added)
        )  # fmt: skip
        return life([*until(known.rows, self._night.run_id), *new])

    def _point(self, after: Sequence[tuple[Case, Life]], held: bool) -> dict[str, Any]:
        standing = [case for case, now in after if now.standing]
        weights = Counter(str(c.judgement.severity) for c in standing if c.judgement is not None)
        run, coverage = self._run, self._run.coverage
        share = float(coverage.get("share", 0.0))
        usable = not run.ending and share >= self._night.config.reports.min_coverage
        point = RunPoint(
            run_id=self._night.run_id,
            as_of=self._night.as_of,
            standing=len(standing),
            by_severity=dict(sorted(weights.items())),
            opened=sum(now.opened_run == self._night.run_id for _, now in after if not now.void),
            rectified=sum(now.rectified_run == self._night.run_id for _, now in after),
            coverage=share,
            usable=usable and bool(coverage.get("discovered")),
            held=held,
        )
        return {**asdict(point), "as_of": self._night.as_of.isoformat()}
