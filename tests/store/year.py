"""A scripted year of a portal: what each thing was on each of 120 nights, three days apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine

from store.config import Config, Waiver
from store.judgements import CheckCard, Evidence, Judgement
from store.ledger import store_judgements, store_plan
from store.model import finding_aliases, finding_changes, findings, settlements
from store.nights import Night, State, open_night, set_state
from store.results import Clause, Plan
from store.vocabulary import Outcome, Severity

BEGIN = dt.datetime(2018, 1, 1, 17, 30, tzinfo=dt.UTC)  # 01:30 on 2 January in Beijing
NIGHTS = 120
PLAN = Plan("要点", 2018, (Clause("5", "5", "预算", "全文", lead=("厅计划财务处",)),))
SOURCE = Evidence(kind="register-row", quote="行", source_digest="sha256:1")
F, P, E, N = Outcome.FAIL, Outcome.PASS, Outcome.ERROR, Outcome.NEEDS_INPUT

#: Subject → what it is from a night on, until the next one named; None: the check does not list it.
STORY: Mapping[str, Mapping[int, Outcome | None]] = {
    "steady": {1: P, 10: F, 41: P},
    "again": {1: P, 20: F, 31: P, 51: F, 61: P},
    "unseen": {1: P, 15: F, 16: E, 50: N, 71: P},
    "gone": {1: P, 5: F, 26: None},
    "older": {1: P, 30: F, 31: P},  # passes by an older rule until night 41
    "flickers": {1: P, 12: F, 13: P, 22: F, 23: P, 33: F, 35: P, 36: F, 38: P},
    "waived": {1: F},  # waived from night 10 to 30
    "taken-back": {1: P, 18: F, 29: P, 90: F},  # withdrawn by a person after night 19
    "thin": {1: F, 80: P},  # passes in a night that saw too little, and in those after it
    "switched-off": {1: P, 45: F, 46: None, 55: P},  # its check is not run in nights 46 to 54
}
#: Nights that fail in thirty things at once; the second one is let through by a person.
MASSES = (60, 100)
MASS = 30
THIN_NIGHT = 80
WITHDRAWN_AFTER = 19


@dataclass(frozen=True)
class Row:
    """Counts of findings by state from one night to another, written by hand."""

    first: int
    last: int
    new: int = 0
    open: int = 0
    reopened: int = 0
    rectified: int = 0
    waived: int = 0
    withdrawn: int = 0
    held: bool = False


def at(night: int) -> dt.datetime:
    """When a night begins, UTC."""
    return BEGIN + dt.timedelta(days=3 * (night - 1))


def outcome(subject: str, night: int) -> Outcome | None:
    """What the script says of a thing in a night."""
    known = [what for first, what in STORY[subject].items() if first <= night]
    return known[-1]


def cards(night: int) -> list[CheckCard]:
    """The checks of a night: one a subject, so that each may have a rule of its own."""
    found = [CheckCard(f"year.{name}", "5", name, Severity.MAJOR, "整改", "应当") for name in STORY]
    by_name = {card.id: card for card in found}
    by_name["year.flickers"] = _but(by_name["year.flickers"], confirm=(2, 3))
    version = "1" if 31 <= night <= 40 else "2"
    by_name["year.older"] = _but(by_name["year.older"], version=version)
    if 46 <= night <= 54:
        del by_name["year.switched-off"]
    by_name["year.mass"] = CheckCard("year.mass", "5", "成批", Severity.MINOR, "整改", "应当")
    return list(by_name.values())


def judgements(night: int) -> list[Judgement]:
    """What the checks say in a night."""
    told = [
        _judged(f"year.{name}", name, what)
        for name in STORY
        if (what := outcome(name, night)) is not None
    ]
    failing = night in MASSES
    mass = [_judged("year.mass", f"item {n}", F if failing else P) for n in range(MASS)]
    return told + mass


def _judged(check: str, subject: str, what: Outcome) -> Judgement:
    severity = Severity.MINOR if check == "year.mass" else Severity.MAJOR
    return Judgement(check, "5", subject, what, severity, f"{subject} {what}", subject, (SOURCE,))


def _but(card: CheckCard, **values: Any) -> CheckCard:
    return CheckCard(**{**{f: getattr(card, f) for f in card.__struct_fields__}, **values})


def settings(config: Config) -> Config:
    """The config of the year: one waiver, from night 10 to night 30."""
    waiver = Waiver(
        check="year.waived", reason="改版", approver="厅领导",
        valid_from=day(10), valid_until=day(30),
    )  # fmt: skip
    return config.model_copy(update={"waivers": (waiver,)})


def day(night: int) -> dt.date:
    """The as-of date of a night."""
    return (at(night) + dt.timedelta(hours=8)).date()


def collected(config: Config, night: int) -> Night:
    """A run as the crawler leaves it."""
    opened = open_night(config, at(night), fresh=True)
    seen = 60 if night == THIN_NIGHT else 100 + night % 3
    coverage = {"discovered": seen, "share": 0.97, "outcomes": {"fetched": seen}, "causes": {}}
    return set_state(opened, State.CRAWLED, coverage=coverage)


def judge(night: Night, number: int) -> None:
    """Judge a run by the script."""
    store_plan(night, PLAN)
    store_judgements(night, cards(number), judgements(number))


def ledger_rows(engine: Engine) -> list[Sequence[Any]]:
    """Everything that the ledger has written, in order."""
    tables = (
        select(findings).order_by(findings.c.id),
        select(finding_aliases).order_by(finding_aliases.c.id),
        select(finding_changes).order_by(finding_changes.c.id),
        select(settlements).order_by(settlements.c.run_id),
    )
    with engine.connect() as connection:
        return [tuple(row) for query in tables for row in connection.execute(query)]
