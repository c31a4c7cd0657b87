"""What differs between the judgements of two runs, and whether the site or a rule changed.

A judgement that changed while every page it cites, every register and every measurement are the
same was changed by a rule (a check, a threshold, a norm, a reader) or by the as-of date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import msgspec
from sqlalchemy import select

from store.judgements import CheckCard, Judgement
from store.ledger import judgements_of
from store.loading import snapshot_of
from store.model import runs
from store.nights import Night
from store.snapshot import Capture, Snapshot
from store.vocabulary import Outcome


class Cause(StrEnum):
    """Why a judgement is another one than before."""

    SITE = "site"
    REGISTER = "register"
    STATEMENT = "statement"
    RULE = "rule"
    DAY = "day"
    UNKNOWN = "unknown"


CAUSE_TITLES = {
    Cause.SITE: "网站变了",
    Cause.REGISTER: "台账变了",
    Cause.STATEMENT: "人工确认变了",
    Cause.RULE: "规则变了",
    Cause.DAY: "截至日期变了",
    Cause.UNKNOWN: "原因不明",
}


@dataclass(frozen=True)
class Change:
    """One check on one subject whose outcome differs; None: it was not judged in that run."""

    check: str
    clause: str
    subject: str
    subject_title: str
    title: str
    before: Judgement | None
    after: Judgement | None
    cause: Cause

    @property
    def outcomes(self) -> tuple[Outcome | None, Outcome | None]:
        """The outcome before and after."""
        return (
            self.before.outcome if self.before else None,
            self.after.outcome if self.after else None,
        )


def compare(old: Night, new: Night) -> tuple[Change, ...]:
    """The judgements that differ in outcome between two judged runs, in the order of the plan."""
    before, after = _Judged(old), _Judged(new)
    pair = _Pair(before, after)
    keys = dict.fromkeys((*after.found, *before.found))
    return tuple(
        change for key in keys if (change := _change(pair, key)) and len(set(change.outcomes)) == 2
    )


class _Judged:
    """One run: its judgements by check and subject, its cards, its snapshot."""

    def __init__(self, night: Night) -> None:
        cards, found = judgements_of(night)
        self.night = night
        self.cards: dict[str, CheckCard] = {card.id: card for card in cards}
        self.found = {(each.check, each.subject): each for each in found}

    @cached_property
    def snapshot(self) -> Snapshot:
        return snapshot_of(self.night)

    @cached_property
    def captures(self) -> dict[str, Capture]:
        return {capture.url: capture for capture in self.snapshot.captures()}

    @cached_property
    def version(self) -> str:
        query = select(runs.c.code_version).where(runs.c.id == self.night.run_id)
        with self.night.engine.connect() as connection:
            return str(connection.execute(query).scalar_one())


@dataclass(frozen=True, eq=False)
class _Pair:
    before: _Judged
    after: _Judged

    @cached_property
    def same_site(self) -> bool:
        """Whether both runs saw the same pages, all of them."""
        urls = {*self.before.captures, *self.after.captures}
        return all(self.same_page(url) for url in urls)

    def same_page(self, url: str) -> bool:
        """Whether an address gave the same in both runs: the same body, or the same facts."""
        old, new = self.before.captures.get(url), self.after.captures.get(url)
        if old is None or new is None:
            return old is new
        if not old.has_body or not new.has_body:
            return (old.has_body, old.status, old.redirect_to) == (
                new.has_body, new.status, new.redirect_to,
            )  # fmt: skip
        if old.digest == new.digest:
            return True
        return self.before.snapshot.facts(old) == self.after.snapshot.facts(new)


def _change(pair: _Pair, key: tuple[str, str]) -> Change | None:
    old, new = pair.before.found.get(key), pair.after.found.get(key)
    known = new or old
    if known is None:
        return None
    card = pair.after.cards.get(known.check) or pair.before.cards.get(known.check)
    return Change(
        known.check, known.clause, known.subject, known.subject_title,
        card.title if card else known.check, old, new, _cause(pair, known.check, old, new),
    )  # fmt: skip


def _cause(pair: _Pair, check: str, old: Judgement | None, new: Judgement | None) -> Cause:
    told = [judgement for judgement in (old, new) if judgement]
    if (check in pair.before.cards) is not (check in pair.after.cards):
        return Cause.RULE
    if len({_registers(judgement) for judgement in told}) == 2:
        return Cause.REGISTER
    if len({judgement.statements for judgement in told}) == 2:
        return Cause.STATEMENT
    if not _same_seen(pair, told):
        return Cause.SITE
    if _ruled_otherwise(pair, check):
        return Cause.RULE
    return Cause.DAY if pair.before.night.as_of != pair.after.night.as_of else Cause.UNKNOWN


def _same_seen(pair: _Pair, told: Iterable[Judgement]) -> bool:
    """Whether what the judgements cite is the same in both runs; nothing cited: the whole site."""
    both = list(told)
    probes = {
        frozenset(e.digest for e in judgement.evidence if e.kind == "probe") for judgement in both
    }
    pages = {e.url for judgement in both for e in judgement.evidence if e.url and e.kind != "probe"}
    if len(probes) > 1:
        return False
    cited = len(both) == 2 and all(judgement.evidence for judgement in both)
    return all(map(pair.same_page, pages)) and (cited or pair.same_site)


def _ruled_otherwise(pair: _Pair, check: str) -> bool:
    """Whether the check, its limits or the program differ between the runs.

    Which norms were in force follows from the day and the program, and is not looked at.
    """
    old, new = (judged.cards.get(check) for judged in (pair.before, pair.after))
    if old is None or new is None:
        return old is not new
    same = msgspec.structs.replace(old, norms=()) == msgspec.structs.replace(new, norms=())
    return not same or pair.before.version != pair.after.version


def _registers(judgement: Judgement) -> tuple[tuple[str, str], ...]:
    return tuple((used.name, used.digest) for used in judgement.registers)
